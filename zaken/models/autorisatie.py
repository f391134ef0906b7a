"""Who may do what with which zaaktype: the one table behind staff screens and, later, ZGW scopes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from zaken.models.catalogus import Zaaktype
from zaken.models.keuzes import Vertrouwelijkheid


class Recht(models.TextChoices):
    """An act on a zaak that can be granted."""

    LEZEN = "lezen", _("Lezen")
    AANMAKEN = "aanmaken", _("Aanmaken")
    BEHANDELEN = "behandelen", _("Behandelen")
    VERDELEN = "verdelen", _("Verdelen")
    ARCHIVEREN = "archiveren", _("Archiveren")


class Autorisatie(models.Model):
    """What a group or an application may do with the zaken of a zaaktype, up to a confidentiality."""

    class Omvang(models.TextChoices):
        """How much of the zaak is shown: only that it exists, or what it holds."""

        DAT = "dat", _("Dat er een zaak is")
        WAT = "wat", _("Wat de zaak inhoudt")

    groep = models.ForeignKey(
        "accounts.Groep", null=True, blank=True, on_delete=models.CASCADE, related_name="autorisaties"
    )
    applicatie = models.ForeignKey(
        "accounts.Applicatie", null=True, blank=True, on_delete=models.CASCADE, related_name="autorisaties"
    )
    zaaktype = models.ForeignKey(Zaaktype, on_delete=models.CASCADE, related_name="autorisaties")
    rechten = ArrayField(models.CharField(max_length=20, choices=Recht), verbose_name=_("rechten"))
    max_vertrouwelijkheid = models.PositiveSmallIntegerField(_("tot en met"), choices=Vertrouwelijkheid)
    omvang = models.CharField(_("omvang"), max_length=3, choices=Omvang, default=Omvang.WAT)

    class Meta:
        verbose_name = _("autorisatie")
        verbose_name_plural = _("autorisaties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(groep__isnull=False, applicatie=None)
                | models.Q(groep=None, applicatie__isnull=False),
                name="autorisatie_heeft_een_houder",
            ),
            models.UniqueConstraint(fields=["groep", "zaaktype"], name="autorisatie_een_per_groep_en_zaaktype"),
            models.UniqueConstraint(
                fields=["applicatie", "zaaktype"], name="autorisatie_een_per_applicatie_en_zaaktype"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.groep or self.applicatie}: {self.zaaktype}"
