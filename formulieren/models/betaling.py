"""Money for an application: what is due, each attempt to pay it, what was paid back, and the history of it all."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from formulieren.models.inzending import Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.models import Basis
from zaken.models import Taak, Zaak

NUL = Decimal("0.00")


class BetalingQuerySet(models.QuerySet["Betaling"]):
    def lopend(self) -> "BetalingQuerySet":
        """Return what still has to be paid, also when an attempt failed."""
        return self.filter(status__in=Betaling.LOPEND)

    def voldaan(self) -> "BetalingQuerySet":
        """Return what was paid and not paid back."""
        return self.filter(status__in=[Betaling.Status.BETAALD, Betaling.Status.TERUGBETALEN_GEVRAAGD])

    def totaal(self) -> Decimal:
        """Return the sum of the amounts."""
        return self.aggregate(som=Sum("bedrag"))["som"] or NUL


class Betaling(Basis):
    """One amount that somebody has to pay for an application; it can take several attempts."""

    class Status(models.TextChoices):
        OPEN = "open", _("Nog te betalen")
        GESTART = "gestart", _("Betaling loopt")
        BETAALD = "betaald", _("Betaald")
        MISLUKT = "mislukt", _("Betalen is niet gelukt")
        VERLOPEN = "verlopen", _("Verlopen")
        TERUGBETALEN_GEVRAAGD = "terugbetalen_gevraagd", _("Wordt terugbetaald")
        TERUGBETAALD = "terugbetaald", _("Terugbetaald")

    class Wanneer(models.TextChoices):
        VOOR = "voor", _("Voor het versturen")
        NA = "na", _("Na het versturen")

    # What may follow on what. A success that comes late wins from a failure that was told before; a failure that comes
    # late never wins from a success (R.D7): the money is there.
    OVERGANGEN: ClassVar = {
        Status.OPEN: {Status.GESTART, Status.BETAALD, Status.VERLOPEN},
        Status.GESTART: {Status.BETAALD, Status.MISLUKT, Status.VERLOPEN},
        Status.MISLUKT: {Status.GESTART, Status.BETAALD, Status.VERLOPEN},
        Status.VERLOPEN: {Status.BETAALD},
        Status.BETAALD: {Status.TERUGBETALEN_GEVRAAGD},
        Status.TERUGBETALEN_GEVRAAGD: {Status.TERUGBETAALD, Status.BETAALD},
        Status.TERUGBETAALD: set[Status](),
    }
    LOPEND: ClassVar = (Status.OPEN, Status.GESTART, Status.MISLUKT)
    BINNEN: ClassVar = (Status.BETAALD, Status.TERUGBETALEN_GEVRAAGD, Status.TERUGBETAALD)

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="betalingen")
    zaak = models.ForeignKey(Zaak, null=True, blank=True, on_delete=models.PROTECT, related_name="betalingen")
    wanneer = models.CharField(_("wanneer"), max_length=4, choices=Wanneer)
    bedrag = models.DecimalField(_("bedrag"), max_digits=10, decimal_places=2)
    omschrijving = models.CharField(_("omschrijving"), max_length=200)
    status = models.CharField(_("status"), max_length=25, choices=Status, default=Status.OPEN)
    # The state of the draft that this amount was reckoned from: who has changed an answer since, has another price.
    wijziging = models.PositiveIntegerField(default=0)
    taak = models.OneToOneField(Taak, null=True, blank=True, on_delete=models.SET_NULL, related_name="betaling")
    gevraagd_op = models.DateTimeField(_("gevraagd op"))
    betaald_op = models.DateTimeField(_("betaald op"), null=True, blank=True)

    objects = BetalingQuerySet.as_manager()

    class Meta:
        verbose_name = _("betaling")
        verbose_name_plural = _("betalingen")
        constraints = [
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="betaling_bedrag_boven_nul"),
            models.CheckConstraint(
                condition=Q(status__in=["betaald", "terugbetalen_gevraagd", "terugbetaald"], betaald_op__isnull=False)
                | Q(status__in=["open", "gestart", "mislukt", "verlopen"], betaald_op__isnull=True),
                name="betaling_betaald_heeft_moment",
            ),
            models.CheckConstraint(
                condition=Q(wanneer="voor") | Q(zaak__isnull=False), name="betaling_achteraf_heeft_zaak"
            ),
            models.UniqueConstraint(
                fields=["inzending"],
                condition=Q(status__in=["open", "gestart", "mislukt"]),
                name="betaling_een_lopende",
            ),
        ]
        indexes = [
            models.Index("gevraagd_op", name="betaling_lopend", condition=Q(status__in=["open", "gestart", "mislukt"]))
        ]

    def __str__(self) -> str:
        return f"{self.omschrijving} € {self.bedrag}"

    @property
    def is_lopend(self) -> bool:
        """Tell whether this still has to be paid."""
        return self.status in self.LOPEND

    @property
    def is_binnen(self) -> bool:
        """Tell whether the money came, whatever happened with it afterwards."""
        return self.status in self.BINNEN


class Betaalpoging(Basis):
    """One visit to the checkout of a provider. Its uuid is the idempotency key: asking twice makes one payment."""

    class Status(models.TextChoices):
        GESTART = "gestart", _("Loopt")
        BETAALD = "betaald", _("Betaald")
        MISLUKT = "mislukt", _("Niet gelukt")
        GEANNULEERD = "geannuleerd", _("Geannuleerd")
        VERLOPEN = "verlopen", _("Verlopen")

    OVERGANGEN: ClassVar = {
        Status.GESTART: {Status.BETAALD, Status.MISLUKT, Status.GEANNULEERD, Status.VERLOPEN},
        Status.MISLUKT: {Status.BETAALD},
        Status.GEANNULEERD: {Status.BETAALD},
        Status.VERLOPEN: {Status.BETAALD},
        Status.BETAALD: set[Status](),
    }

    betaling = models.ForeignKey(Betaling, on_delete=models.CASCADE, related_name="pogingen")
    aanbieder = models.CharField(_("aanbieder"), max_length=20)
    kenmerk = models.CharField(_("kenmerk bij de aanbieder"), max_length=100, null=True, blank=True)  # noqa: DJ001
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.GESTART)
    betaalpagina = models.URLField(_("betaalpagina"), max_length=500, blank=True)
    begonnen_op = models.DateTimeField(_("begonnen op"))
    gekeken_op = models.DateTimeField(_("laatst nagevraagd op"))

    class Meta:
        verbose_name = _("betaalpoging")
        verbose_name_plural = _("betaalpogingen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["aanbieder", "kenmerk"], name="betaalpoging_kenmerk_uniek"),
            models.CheckConstraint(
                condition=~Q(status="betaald") | Q(kenmerk__isnull=False), name="betaalpoging_betaald_heeft_kenmerk"
            ),
        ]
        indexes = [models.Index("gekeken_op", name="betaalpoging_loopt", condition=Q(status="gestart"))]

    def __str__(self) -> str:
        return self.kenmerk or str(self.uuid)


class Terugbetaling(Basis):
    """An amount that goes back to who paid it: first asked for, then done by an employee through the provider."""

    class Status(models.TextChoices):
        GEVRAAGD = "gevraagd", _("Gevraagd")
        UITGEVOERD = "uitgevoerd", _("Uitgevoerd")
        AFGEWEZEN = "afgewezen", _("Afgewezen")

    OVERGANGEN: ClassVar = {
        Status.GEVRAAGD: {Status.UITGEVOERD, Status.AFGEWEZEN},
        Status.UITGEVOERD: set[Status](),
        Status.AFGEWEZEN: set[Status](),
    }

    betaling = models.ForeignKey(Betaling, on_delete=models.CASCADE, related_name="terugbetalingen")
    poging = models.ForeignKey(Betaalpoging, on_delete=models.CASCADE, related_name="terugbetalingen")
    bedrag = models.DecimalField(_("bedrag"), max_digits=10, decimal_places=2)
    reden = models.CharField(_("reden"), max_length=500)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.GEVRAAGD)
    kenmerk = models.CharField(_("kenmerk bij de aanbieder"), max_length=100, blank=True)
    taak = models.OneToOneField(Taak, null=True, blank=True, on_delete=models.SET_NULL, related_name="terugbetaling")
    gevraagd_op = models.DateTimeField(_("gevraagd op"))
    gevraagd_door = models.CharField(_("gevraagd door"), max_length=200)
    afgehandeld_op = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("afgehandeld door")
    )

    class Meta:
        verbose_name = _("terugbetaling")
        verbose_name_plural = _("terugbetalingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="terugbetaling_bedrag_boven_nul"),
            models.CheckConstraint(
                condition=Q(status="gevraagd", afgehandeld_op=None)
                | (~Q(status="gevraagd") & Q(afgehandeld_op__isnull=False)),
                name="terugbetaling_afgehandeld_heeft_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="uitgevoerd") | ~Q(kenmerk=""), name="terugbetaling_uitgevoerd_heeft_kenmerk"
            ),
            models.UniqueConstraint(
                fields=["betaling"], condition=Q(status="gevraagd"), name="terugbetaling_een_gevraagde"
            ),
        ]

    def __str__(self) -> str:
        return f"€ {self.bedrag}"


class Betaalregel(models.Model):
    """One line of the history of a payment; the database refuses to change it."""

    betaling = models.ForeignKey(Betaling, on_delete=models.CASCADE, related_name="regels")
    poging = models.ForeignKey(Betaalpoging, null=True, on_delete=models.CASCADE, related_name="+")
    van = models.CharField(_("van"), max_length=25, blank=True)
    naar = models.CharField(_("naar"), max_length=25)
    tijdstip = models.DateTimeField(_("tijdstip"))
    door = models.CharField(_("door"), max_length=200)
    toelichting = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("regel in het verloop van een betaling")
        verbose_name_plural = _("verloop van betalingen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar}"
