"""Who wants to hear what: channels, the systems that listen to them, and what they listen for."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Applicatie
from mijnportaal.kern.models import Basis
from mijnportaal.kern.velden import VersleuteldVeld

# A queue that stands still does not fill up with one question.
AANGEBODEN_VERLOOPT = timedelta(minutes=1)


class Kanaal(Basis):
    """A subject on which a register publishes; its filters name the kenmerken that every message carries."""

    naam = models.CharField(_("naam"), max_length=50, unique=True)
    documentatie_link = models.CharField(
        _("documentatie"), max_length=200, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    filters = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("kenmerken"),
        default=list,
        blank=True,
        help_text=_("De kenmerken waarop een abonnement kan filteren, met komma's ertussen."),
    )

    class Meta:
        verbose_name = _("kanaal")
        verbose_name_plural = _("kanalen")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(naam=""), name="kanaal_heeft_naam")]

    def __str__(self) -> str:
        return self.naam


class AbonnementQuerySet(models.QuerySet["Abonnement"]):
    def bereikbaar(self, nu: datetime) -> "AbonnementQuerySet":
        """Return the subscriptions whose receiver may be tried now."""
        return self.filter(Q(onbereikbaar_tot=None) | Q(onbereikbaar_tot__lte=nu))

    def niet_aangeboden(self, nu: datetime) -> "AbonnementQuerySet":
        """Return the subscriptions that no worker was asked lately to work for."""
        return self.filter(Q(aangeboden_op=None) | Q(aangeboden_op__lt=nu - AANGEBODEN_VERLOOPT))


class Abonnement(Basis):
    """A system that is told what happens on its channels, at an address of its own.

    When the receiver does not answer at all, everything for it waits until `onbereikbaar_tot`: one try finds out
    that it is gone, not a try for every zaak.
    """

    callback_url = models.CharField(_("callback-URL"), max_length=200)
    auth = VersleuteldVeld(
        _("autorisatie-header"), help_text=_("Gaat mee met elke notificatie. Wordt na het opslaan nergens getoond.")
    )
    applicatie = models.ForeignKey(
        Applicatie, on_delete=models.CASCADE, related_name="abonnementen", verbose_name=_("applicatie")
    )
    kanalen = models.ManyToManyField(
        Kanaal, through="Abonnementkanaal", related_name="abonnementen", verbose_name=_("kanalen")
    )
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)
    aangeboden_op = models.DateTimeField(_("door de veegtaak aangeboden op"), null=True, editable=False)
    onbereikbaar_tot = models.DateTimeField(_("onbereikbaar, volgende poging op"), null=True, editable=False)
    onbereikbaar_keren = models.PositiveIntegerField(_("keren achtereen onbereikbaar"), default=0, editable=False)

    objects = AbonnementQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnementen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(callback_url=""), name="abonnement_heeft_adres"),
            models.CheckConstraint(
                condition=Q(onbereikbaar_tot__isnull=True, onbereikbaar_keren=0)
                | Q(onbereikbaar_tot__isnull=False, onbereikbaar_keren__gt=0),
                name="abonnement_onbereikbaar_heeft_tijd",
            ),
        ]

    def __str__(self) -> str:
        return self.callback_url


class Abonnementkanaal(models.Model):
    """One channel of a subscription, and the values of kenmerken that it wants; two on one channel add up."""

    abonnement = models.ForeignKey(
        Abonnement, on_delete=models.CASCADE, related_name="abonnementkanalen", verbose_name=_("abonnement")
    )
    kanaal = models.ForeignKey(
        Kanaal, on_delete=models.PROTECT, related_name="abonnementkanalen", verbose_name=_("kanaal")
    )
    filters = models.JSONField(
        _("filters"), default=dict, blank=True, help_text=_("Per kenmerk de gewenste waarde; * is elke waarde.")
    )

    class Meta:
        verbose_name = _("kanaal van een abonnement")
        verbose_name_plural = _("kanalen van een abonnement")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kanaal} {self.filters}"
