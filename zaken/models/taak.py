"""Work that someone has to do for a zaak: the resident, a behandelaar or the KCC. One table, one worklist."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.typen import Informatieobjecttype
from zaken.models.zaak import Zaak
from zaken.models.zaakdelen import Opschorting


class TaakQuerySet(models.QuerySet["Taak"]):
    def open(self) -> "TaakQuerySet":
        return self.filter(status=Taak.Status.OPEN)

    def voor_inwoner(self) -> "TaakQuerySet":
        return self.filter(voor=Taak.Voor.INWONER)


class Taak(Basis):
    """One thing to do, for one party, with a date."""

    class Soort(models.TextChoices):
        AANVULLEN = "aanvullen", _("Aanvullen")
        AANLEVEREN = "aanleveren", _("Aanleveren")
        ADVIES = "advies", _("Advies geven")
        BEOORDELEN = "beoordelen", _("Beoordelen")
        GOEDKEUREN = "goedkeuren", _("Goedkeuren")
        VRIJ = "vrij", _("Iets anders")

    class Voor(models.TextChoices):
        INWONER = "inwoner", _("Inwoner")
        BEHANDELAAR = "behandelaar", _("Behandelaar")
        KCC = "kcc", _("KCC")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        AFGEROND = "afgerond", _("Afgerond")
        VERVALLEN = "vervallen", _("Vervallen")

    # What may follow on what; `zaken.services.taken` asks it, the constraint below holds the fields to it.
    OVERGANGEN = {
        Status.OPEN: {Status.AFGEROND, Status.VERVALLEN},
        Status.AFGEROND: {Status.OPEN},
        Status.VERVALLEN: {Status.OPEN},
    }

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="taken")
    soort = models.CharField(_("soort"), max_length=20, choices=Soort)
    voor = models.CharField(_("voor"), max_length=20, choices=Voor)
    titel = models.CharField(_("titel"), max_length=120)
    toelichting = models.TextField(_("toelichting"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OPEN)
    uiterlijk_op = models.DateField(_("uiterlijk op"))
    informatieobjecttype = models.ForeignKey(
        Informatieobjecttype, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    blokkeert_sluiten = models.BooleanField(_("moet klaar zijn voor het sluiten"), default=True)
    opschorting = models.OneToOneField(
        Opschorting, null=True, blank=True, on_delete=models.PROTECT, related_name="taak"
    )
    antwoord = models.TextField(_("antwoord"), blank=True)
    gemaakt_op = models.DateTimeField(_("gemaakt op"))
    behandelaar = models.ForeignKey(
        "accounts.Gebruiker",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken",
        verbose_name=_("behandelaar"),
    )
    heropend_op = models.DateTimeField(_("heropend op"), null=True, blank=True)
    gesloten_op = models.DateTimeField(_("gesloten op"), null=True, blank=True)

    objects = TaakQuerySet.as_manager()

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", gesloten_op=None)
                | (~models.Q(status="open") & models.Q(gesloten_op__isnull=False)),
                name="taak_gesloten_op_hoort_bij_status",
            ),
        ]
        indexes = [models.Index("zaak", "uiterlijk_op", name="taak_open", condition=models.Q(status="open"))]

    def __str__(self) -> str:
        return self.titel
