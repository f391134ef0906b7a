"""Bericht: one message to one receiver over one channel, with its delivery and its proof."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from mijnportaal.kern.velden import VersleuteldVeld

# A message that was just planned is on its way through the broker; the sweep gives it this time.
OP_WEG = timedelta(seconds=10)
CLAIM_VERLOOPT = timedelta(minutes=5)  # longer than a sending can take (EMAIL_TIMEOUT, CELERY_TASK_TIME_LIMIT)


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def aan_de_beurt(self, nu: datetime) -> "BerichtQuerySet":
        """Return the messages that wait and whose time has come."""
        return self.filter(status=Bericht.Status.WACHT, volgende_poging_op__lte=nu)

    def naar(self, status: str) -> "BerichtQuerySet":
        """Return the messages that may go to this state."""
        return self.filter(status__in=[van for van, doelen in Bericht.OVERGANGEN.items() if status in doelen])

    def niet_aangeboden(self, nu: datetime) -> "BerichtQuerySet":
        """Return the messages that wait and that no worker has been told about lately, the oldest first."""
        return (
            self.aan_de_beurt(nu - OP_WEG)
            .filter(Q(aangeboden_op=None) | Q(aangeboden_op__lt=nu - CLAIM_VERLOOPT))
            .order_by("volgende_poging_op")
        )

    def blijven_liggen(self, nu: datetime) -> "BerichtQuerySet":
        """Return the messages whose worker died between claim and outcome."""
        return self.filter(status=Bericht.Status.BEZIG, geclaimd_op__lt=nu - CLAIM_VERLOOPT)

    def in_portaal(self, gebruiker_id: int) -> "BerichtQuerySet":
        """Return the messages that this person reads in the portal, newest first."""
        return self.filter(kanaal=Bericht.Kanaal.PORTAAL, ontvanger_id=gebruiker_id).order_by("-aangemaakt_op")


class Bericht(Basis):
    """One message. The same key for the same receiver and channel is the same message (ontwerp.md, section 6.5).

    The text does not change after planning; a correction is a new message that mentions it (Awb 2:12).
    """

    class Kanaal(models.TextChoices):
        E_MAIL = "e-mail", _("E-mail")
        PORTAAL = "portaal", _("Bericht in de portal")

    class Status(models.TextChoices):
        WACHT = "wacht", _("Wacht op verzending")
        BEZIG = "bezig", _("Wordt verzonden")
        VERZONDEN = "verzonden", _("Verzonden")
        MISLUKT = "mislukt", _("Verzenden is mislukt")

    OVERGANGEN: ClassVar = {
        Status.WACHT: {Status.BEZIG},
        Status.BEZIG: {Status.VERZONDEN, Status.WACHT, Status.MISLUKT},
        Status.MISLUKT: {Status.WACHT},
        Status.VERZONDEN: set[Status](),
    }

    sleutel = models.CharField(_("sleutel"), max_length=200, help_text=_("Dezelfde sleutel is hetzelfde bericht."))
    kanaal = models.CharField(_("kanaal"), max_length=20, choices=Kanaal)
    ontvanger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="berichten",
        verbose_name=_("ontvanger"),
    )
    adres = VersleuteldVeld(_("e-mailadres"), null=True)
    geadresseerde = models.CharField(_("zoeksleutel van de geadresseerde"), max_length=64)
    taal = models.CharField(_("taal"), max_length=10, default="nl")

    onderwerp = models.CharField(_("onderwerp"), max_length=200)
    tekst = models.TextField(_("tekst"))
    # Awb 2:10, second paragraph (from 1-1-2027): what it is about, whether a reaction is expected, and by when.
    reden = models.CharField(_("waarom u dit bericht krijgt"), max_length=300, blank=True)
    verwacht_reactie = models.BooleanField(_("reactie verwacht"), default=False)
    reageer_voor = models.DateField(_("reageer uiterlijk op"), null=True)
    pad = models.CharField(_("adres van de pagina"), max_length=200, blank=True, help_text=_("Begint met /mijn/."))
    bijlagen = models.JSONField(_("bijlagen"), default=list, encoder=DjangoJSONEncoder)

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    volgende_poging_op = models.DateTimeField(_("volgende poging op"), null=True)
    aangeboden_op = models.DateTimeField(_("door de veegtaak aangeboden op"), null=True)
    geclaimd_op = models.DateTimeField(_("geclaimd op"), null=True)
    laatste_fout = models.CharField(_("laatste fout"), max_length=100, blank=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)
    verzonden_op = models.DateTimeField(_("verzonden op"), null=True)
    gelezen_op = models.DateTimeField(_("voor het eerst geopend op"), null=True)
    bericht_id = models.CharField(_("Message-ID"), max_length=200, unique=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        constraints = [
            models.UniqueConstraint(fields=["sleutel", "kanaal", "geadresseerde"], name="bericht_een_per_ontvanger"),
            models.CheckConstraint(
                condition=Q(status="verzonden", verzonden_op__isnull=False)
                | (~Q(status="verzonden") & Q(verzonden_op__isnull=True)),
                name="bericht_verzonden_heeft_tijd",
            ),
            models.CheckConstraint(
                condition=Q(status="bezig", geclaimd_op__isnull=False)
                | (~Q(status="bezig") & Q(geclaimd_op__isnull=True)),
                name="bericht_bezig_heeft_claim",
            ),
            models.CheckConstraint(
                condition=Q(status="wacht", volgende_poging_op__isnull=False)
                | (~Q(status="wacht") & Q(volgende_poging_op__isnull=True)),
                name="bericht_wacht_heeft_tijd",
            ),
            models.CheckConstraint(
                condition=Q(kanaal="e-mail", adres__isnull=False)
                | Q(kanaal="portaal", ontvanger__isnull=False, status="verzonden"),
                name="bericht_kanaal_heeft_adres",
            ),
            models.CheckConstraint(
                condition=Q(reageer_voor__isnull=True) | Q(verwacht_reactie=True), name="bericht_termijn_vraagt_reactie"
            ),
        ]
        indexes = [
            models.Index(fields=["volgende_poging_op"], condition=Q(status="wacht"), name="bericht_wacht"),
            models.Index(fields=["geclaimd_op"], condition=Q(status="bezig"), name="bericht_bezig"),
            models.Index(fields=["ontvanger", "-aangemaakt_op"], condition=Q(kanaal="portaal"), name="bericht_portaal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kanaal_display()} {self.uuid}"
