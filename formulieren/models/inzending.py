"""What people fill in: a draft with its answers, rows and files, until it becomes a zaak."""

from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.models.formulier import FormulierVersie
from mijnportaal.kern.models import Basis
from mijnportaal.kern.opslag import BewaardBestand, ScanStatus
from zaken.models import Kanaal, Zaak


class Plek(NamedTuple):
    """One asked question: its id, and in a repeating group the id of the row."""

    vraag: UUID
    rij: UUID | None = None


class Inzending(Basis):
    """One filling-in of a form: first a draft, then the source of one zaak and never of two."""

    class Status(models.TextChoices):
        CONCEPT = "concept", _("Nog niet verzonden")
        # Everything is filled in and locked; something else has to happen before it is sent, such as a payment.
        WACHT = "wacht", _("Wacht tot u betaalt")
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
                condition=models.Q(status__in=["concept", "wacht"], zaak=None, verzonden_op=None)
                | models.Q(status="verzonden", zaak__isnull=False, verzonden_op__isnull=False),
                name="inzending_verzonden_heeft_zaak",
            ),
        ]
        indexes = [
            models.Index(
                "gebruiker",
                models.F("bijgewerkt_op").desc(),
                name="inzending_niet_verzonden",
                condition=models.Q(status__in=["concept", "wacht"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.formulierversie} {self.uuid}"

    @property
    def is_concept(self) -> bool:
        """Tell whether the answers can still change."""
        return self.status == self.Status.CONCEPT

    @property
    def wacht(self) -> bool:
        """Tell whether it will be sent as soon as something else has happened."""
        return self.status == self.Status.WACHT


class Rij(models.Model):
    """One row of a repeating group in a draft: a child, a witness. Its uuid stays, whatever its place in the list."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="rijen")
    vraag = models.UUIDField(_("vraag"))

    class Meta:
        verbose_name = _("rij")
        verbose_name_plural = _("rijen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.inzending_id}: {self.vraag} {self.uuid}"


class Antwoord(models.Model):
    """The answer to one question of a draft; `vraag` is the stable id of the question, over all versions.

    In a repeating group every row has answers of its own. `bron` tells who or what gave the answer; what came from a
    register has the moment at which it was asked, and whether that register vouches for it (R.C17).
    """

    class Bron(models.TextChoices):
        INWONER = "inwoner", _("Ingevuld")
        MEDEWERKER = "medewerker", _("Ingevuld door een medewerker")
        BRP = "brp", _("Basisregistratie personen")
        KVK = "kvk", _("Handelsregister")
        PROFIEL = "profiel", _("Uw gegevens bij ons")
        EERDER = "eerder", _("Een eerdere aanvraag")

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="antwoorden")
    vraag = models.UUIDField(_("vraag"))
    rij = models.ForeignKey(Rij, null=True, on_delete=models.CASCADE, to_field="uuid", related_name="antwoorden")
    waarde = models.JSONField(_("waarde"), null=True)
    bron = models.CharField(_("bron"), max_length=20, choices=Bron, default=Bron.INWONER)
    opgehaald_op = models.DateTimeField(_("opgehaald op"), null=True)
    geverifieerd = models.BooleanField(_("geverifieerd"), null=True)
    bijgewerkt_op = models.DateTimeField(_("bijgewerkt op"), auto_now=True)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        constraints = [
            models.UniqueConstraint(
                fields=["inzending", "vraag", "rij"], nulls_distinct=False, name="antwoord_een_per_vraag"
            ),
            models.CheckConstraint(
                condition=models.Q(bron__in=["inwoner", "medewerker"]) | models.Q(opgehaald_op__isnull=False),
                name="antwoord_uit_bron_heeft_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inzending_id}: {self.vraag}"

    @property
    def plek(self) -> Plek:
        return Plek(self.vraag, self.rij_id)


class Bijlage(Basis):
    """A file that was added to a draft; it becomes a document of the zaak without being copied."""

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="bijlagen")
    vraag = models.UUIDField(_("vraag"))
    rij = models.ForeignKey(Rij, null=True, on_delete=models.CASCADE, to_field="uuid", related_name="bijlagen")
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
        indexes = [
            # What the virus scanner still has to look at.
            models.Index("id", name="bijlage_in_quarantaine", condition=models.Q(scanstatus="in_quarantaine")),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def plek(self) -> Plek:
        return Plek(self.vraag, self.rij_id)

    @property
    def is_besmet(self) -> bool:
        """Tell whether a virus was found; the file is gone then, and the row says so until somebody removes it."""
        return self.scanstatus == ScanStatus.BESMET

    @property
    def scantekst(self) -> str:
        """Return what the virus scan means for the resident; nothing when nothing is the matter."""
        zinnen = {
            ScanStatus.IN_QUARANTAINE: _t("Wij controleren dit bestand op virussen. U kunt gewoon verdergaan."),
            ScanStatus.BESMET: _t("In dit bestand zit een virus. Wij hebben het weggegooid. Voeg een ander toe."),
        }
        return zinnen.get(ScanStatus(self.scanstatus), "")

    @property
    def bestand(self) -> BewaardBestand:
        """Return the stored file of this row."""
        return BewaardBestand(
            pad=self.pad, omvang=self.omvang, sha256=self.sha256, mimetype=self.mimetype, naam=self.naam
        )
