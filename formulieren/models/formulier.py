"""Forms and their immutable versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.kern.models import Basis
from zaken.models import Zaaktype


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
