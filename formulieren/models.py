"""Forms, their immutable versions, and what people fill in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.kern.models import Basis
from mijnportaal.kern.opslag import BewaardBestand, ScanStatus
from zaken.models import Kanaal, Zaak, Zaaktype


class Formulier(Basis):
    """The stable identity of a form: its address and the zaaktype that it starts."""

    slug = models.SlugField(_("adres"), unique=True)
    zaaktype = models.ForeignKey(
        Zaaktype, on_delete=models.PROTECT, related_name="formulieren", verbose_name=_("zaaktype")
    )
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=100)

    class Meta:
        verbose_name = _("formulier")
        verbose_name_plural = _("formulieren")
        ordering = ["volgorde", "slug"]

    def __str__(self) -> str:
        return self.slug


class FormulierVersieQuerySet(models.QuerySet["FormulierVersie"]):
    def gepubliceerd(self) -> "FormulierVersieQuerySet":
        return self.filter(status=FormulierVersie.Status.GEPUBLICEERD)


class FormulierVersie(Basis):
    """One version of a form; once published its definition never changes, so an answer keeps its question."""

    class Status(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        GEPUBLICEERD = "gepubliceerd", _("Gepubliceerd")
        INGETROKKEN = "ingetrokken", _("Ingetrokken")

    formulier = models.ForeignKey(Formulier, on_delete=models.PROTECT, related_name="versies")
    versie = models.PositiveIntegerField(_("versie"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CONCEPT)
    niveau = models.PositiveSmallIntegerField(_("betrouwbaarheidsniveau"), choices=Niveau, default=Niveau.GEEN)
    definitie = models.JSONField(_("definitie"))

    objects = FormulierVersieQuerySet.as_manager()

    class Meta:
        verbose_name = _("formulierversie")
        verbose_name_plural = _("formulierversies")
        constraints = [
            models.UniqueConstraint(fields=["formulier", "versie"], name="formulierversie_versie_uniek"),
            models.UniqueConstraint(
                fields=["formulier"],
                condition=models.Q(status="gepubliceerd"),
                name="formulier_een_gepubliceerde_versie",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.formulier} v{self.versie}"


class Inzending(Basis):
    """One filling-in of a form: first a draft, then the source of one zaak and never of two."""

    class Status(models.TextChoices):
        CONCEPT = "concept", _("Nog niet verzonden")
        VERZONDEN = "verzonden", _("Verzonden")

    formulierversie = models.ForeignKey(FormulierVersie, on_delete=models.PROTECT, related_name="inzendingen")
    gebruiker = models.ForeignKey("accounts.Gebruiker", null=True, on_delete=models.PROTECT, related_name="inzendingen")
    kanaal = models.CharField(_("kanaal"), max_length=20, choices=Kanaal, default=Kanaal.FORMULIER)
    taal = models.CharField(_("taal"), max_length=2, default="nl")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CONCEPT)
    begonnen_op = models.DateTimeField(_("begonnen op"), auto_now_add=True)
    # Counts the changes of the draft, so that sending notices an answer that changed while the PDF was made.
    wijziging = models.PositiveIntegerField(default=0)
    bijgewerkt_op = models.DateTimeField(_("bijgewerkt op"), auto_now=True)
    verzonden_op = models.DateTimeField(_("verzonden op"), null=True)
    zaak = models.OneToOneField(Zaak, null=True, on_delete=models.PROTECT, related_name="inzending")

    class Meta:
        verbose_name = _("inzending")
        verbose_name_plural = _("inzendingen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="concept", zaak=None, verzonden_op=None)
                | models.Q(status="verzonden", zaak__isnull=False, verzonden_op__isnull=False),
                name="inzending_verzonden_heeft_zaak",
            ),
        ]
        indexes = [
            models.Index(
                "gebruiker",
                models.F("bijgewerkt_op").desc(),
                name="inzending_concepten",
                condition=models.Q(status="concept"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.formulierversie} {self.uuid}"

    @property
    def is_concept(self) -> bool:
        return self.status == self.Status.CONCEPT


class Antwoord(models.Model):
    """The answer to one question of a draft; `vraag` is the stable id of the question, over all versions."""

    class Bron(models.TextChoices):
        INWONER = "inwoner", _("Ingevuld")

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="antwoorden")
    vraag = models.UUIDField(_("vraag"))
    waarde = models.JSONField(_("waarde"), null=True)
    bron = models.CharField(_("bron"), max_length=20, choices=Bron, default=Bron.INWONER)
    bijgewerkt_op = models.DateTimeField(_("bijgewerkt op"), auto_now=True)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        constraints = [models.UniqueConstraint(fields=["inzending", "vraag"], name="antwoord_een_per_vraag")]

    def __str__(self) -> str:
        return f"{self.inzending_id}: {self.vraag}"


class Bijlage(Basis):
    """A file that was added to a draft; it becomes a document of the zaak without being copied."""

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="bijlagen")
    vraag = models.UUIDField(_("vraag"))
    pad = models.CharField(_("plaats in de opslag"), max_length=200, db_index=True)
    naam = models.CharField(_("bestandsnaam"), max_length=255)
    omvang = models.PositiveBigIntegerField(_("omvang in bytes"))
    mimetype = models.CharField(_("bestandssoort"), max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    scanstatus = models.CharField(_("virusscan"), max_length=20, choices=ScanStatus)
    toegevoegd_op = models.DateTimeField(_("toegevoegd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("bijlage")
        verbose_name_plural = _("bijlagen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.naam

    @property
    def bestand(self) -> BewaardBestand:
        """Return the stored file of this row."""
        return BewaardBestand(
            pad=self.pad, omvang=self.omvang, sha256=self.sha256, mimetype=self.mimetype, naam=self.naam
        )
