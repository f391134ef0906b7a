"""The outbox: what happened (Notificatie), and for each subscription that wants it the sending (Aflevering)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from mijnportaal.notificaties.models.abonnement import Abonnement

# Longer than a sending can take (CALLBACK_SECONDEN): a worker that still holds a row after this is dead.
LEASE = timedelta(minutes=2)
# A receiver may be out for a long weekend, and come back to everything that it missed.
LEVENSDUUR = timedelta(days=7)


class Notificatie(models.Model):
    """One thing that happened, written in the transaction in which it happened.

    The number is the order in which a subscriber hears it: an act holds the lock on its zaak when it writes this, so
    of one hoofdobject a later act has a higher number. Addresses of our own are paths; a message from another
    register has whole URLs. The channel is its name, so that writing this looks nothing up.
    """

    kanaal = models.CharField(_("kanaal"), max_length=50)
    hoofd_object = models.TextField(_("hoofdobject"))
    resource = models.CharField(_("resource"), max_length=100)
    resource_url = models.TextField(_("URL van de resource"))
    actie = models.CharField(_("actie"), max_length=100)
    aanmaakdatum = models.DateTimeField(_("aanmaakdatum"))
    kenmerken = models.JSONField(_("kenmerken"), default=dict)
    verdeeld_op = models.DateTimeField(_("verdeeld op"), null=True)

    class Meta:
        verbose_name = _("notificatie")
        verbose_name_plural = _("notificaties")
        indexes = [models.Index(fields=["id"], condition=Q(verdeeld_op=None), name="notificatie_onverdeeld")]

    def __str__(self) -> str:
        return f"{self.kanaal} {self.resource} {self.actie}"


class AfleveringQuerySet(models.QuerySet["Aflevering"]):
    def aan_de_beurt(self, nu: datetime) -> "AfleveringQuerySet":
        """Return what may be sent now, the longest waiting first.

        Nothing goes before what happened earlier to the same hoofdobject, and nothing to a receiver that is out.
        """
        eerder = Aflevering.objects.filter(
            abonnement_id=OuterRef("abonnement_id"),
            stroom=OuterRef("stroom"),
            notificatie_id__lt=OuterRef("notificatie_id"),
            status__in=Aflevering.ONDERWEG,
        )
        return (
            self.filter(status=Aflevering.Status.WACHT, volgende_poging_op__lte=nu)
            .filter(Exists(Abonnement.objects.bereikbaar(nu).filter(pk=OuterRef("abonnement_id"))))
            .exclude(Exists(eerder))
            .order_by("volgende_poging_op", "notificatie_id")
        )

    def blijven_liggen(self, nu: datetime) -> "AfleveringQuerySet":
        """Return what a worker took and never finished."""
        return self.filter(status=Aflevering.Status.BEZIG, geclaimd_op__lt=nu - LEASE)

    def opgegeven(self, nu: datetime) -> "AfleveringQuerySet":
        """Return what waits for a receiver that has been out for longer than it may be."""
        return self.filter(
            status=Aflevering.Status.WACHT,
            wacht_sinds__lte=nu - LEVENSDUUR,
            abonnement__onbereikbaar_tot__isnull=False,
        )


class Aflevering(Basis):
    """The sending of one notification to one subscription; its uuid goes along with every attempt."""

    class Status(models.TextChoices):
        WACHT = "wacht", _("Wacht op aflevering")
        BEZIG = "bezig", _("Wordt afgeleverd")
        AFGELEVERD = "afgeleverd", _("Afgeleverd")
        MISLUKT = "mislukt", _("Mislukt")

    ONDERWEG: ClassVar = [Status.WACHT, Status.BEZIG]

    notificatie = models.ForeignKey(
        Notificatie, on_delete=models.CASCADE, related_name="afleveringen", verbose_name=_("notificatie")
    )
    abonnement = models.ForeignKey(
        Abonnement, on_delete=models.CASCADE, related_name="afleveringen", verbose_name=_("abonnement")
    )
    stroom = models.BigIntegerField(
        _("stroom"), editable=False, help_text=_("Getal van het hoofdobject; binnen een stroom geldt de volgorde.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    wacht_sinds = models.DateTimeField(_("wacht sinds"))
    volgende_poging_op = models.DateTimeField(_("volgende poging op"), null=True)
    geclaimd_op = models.DateTimeField(_("geclaimd op"), null=True)
    laatste_poging_op = models.DateTimeField(_("laatste poging op"), null=True)
    antwoordcode = models.PositiveSmallIntegerField(_("laatste antwoordcode"), null=True)
    laatste_fout = models.CharField(_("laatste fout"), max_length=100, blank=True)
    afgeleverd_op = models.DateTimeField(_("afgeleverd op"), null=True)

    objects = AfleveringQuerySet.as_manager()

    class Meta:
        verbose_name = _("aflevering")
        verbose_name_plural = _("afleveringen")
        constraints = [
            models.UniqueConstraint(fields=["notificatie", "abonnement"], name="aflevering_een_per_abonnement"),
            models.CheckConstraint(
                condition=Q(status="afgeleverd", afgeleverd_op__isnull=False)
                | (~Q(status="afgeleverd") & Q(afgeleverd_op__isnull=True)),
                name="aflevering_afgeleverd_heeft_tijd",
            ),
            models.CheckConstraint(
                condition=Q(status="bezig", geclaimd_op__isnull=False)
                | (~Q(status="bezig") & Q(geclaimd_op__isnull=True)),
                name="aflevering_bezig_heeft_claim",
            ),
            models.CheckConstraint(
                condition=Q(status="wacht", volgende_poging_op__isnull=False)
                | (~Q(status="wacht") & Q(volgende_poging_op__isnull=True)),
                name="aflevering_wacht_heeft_tijd",
            ),
        ]
        indexes = [
            models.Index(
                fields=["abonnement", "volgende_poging_op", "notificatie"],
                condition=Q(status="wacht"),
                name="aflevering_wacht",
            ),
            models.Index(
                fields=["abonnement", "stroom", "notificatie"],
                condition=Q(status__in=["wacht", "bezig"]),
                name="aflevering_onderweg",
            ),
            models.Index(fields=["geclaimd_op"], condition=Q(status="bezig"), name="aflevering_bezig"),
            models.Index(fields=["wacht_sinds"], condition=Q(status="mislukt"), name="aflevering_mislukt"),
        ]

    def __str__(self) -> str:
        return f"{self.notificatie} {self.uuid}"
