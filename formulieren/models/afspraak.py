"""The calendar: where people can come, what for, when there is room, and who comes."""

import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from formulieren.models.inzending import Inzending
from mijnportaal.kern.models import Basis
from zaken.models import Zaak

# The time from begin to end, without the end itself: the next one may begin there.
PERIODE = Func("begin", "einde", RangeBoundary(), function="TSTZRANGE")


class Weekdag(models.IntegerChoices):
    """A day of the week, as Python counts them."""

    MAANDAG = 0, _("maandag")
    DINSDAG = 1, _("dinsdag")
    WOENSDAG = 2, _("woensdag")
    DONDERDAG = 3, _("donderdag")
    VRIJDAG = 4, _("vrijdag")
    ZATERDAG = 5, _("zaterdag")
    ZONDAG = 6, _("zondag")


class Afspraaklocatie(Basis):
    """A place where people can come for an appointment."""

    code = models.SlugField(_("code"), unique=True)
    naam = models.CharField(_("naam"), max_length=100)
    adres = models.CharField(_("adres"), max_length=200)
    uitleg = models.TextField(_("hoe u er komt"), blank=True)
    actief = models.BooleanField(_("in gebruik"), default=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=100)

    class Meta:
        verbose_name = _("locatie voor afspraken")
        verbose_name_plural = _("locaties voor afspraken")
        ordering = ["volgorde", "naam"]

    def __str__(self) -> str:
        return self.naam


class Afspraakproduct(Basis):
    """What people can come for: how long it takes, where it can be done, what to bring."""

    code = models.SlugField(_("code"), unique=True)
    naam_nl = models.CharField(_("naam"), max_length=100)
    naam_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)
    nodig_nl = models.TextField(_("wat u meeneemt"), blank=True)
    nodig_en = models.TextField(_("wat u meeneemt, in het Engels"), blank=True)
    duur = models.PositiveSmallIntegerField(
        _("duur in minuten per persoon"), validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    max_personen = models.PositiveSmallIntegerField(
        _("ten hoogste zoveel personen tegelijk"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    uren_vooraf = models.PositiveSmallIntegerField(_("op zijn vroegst over zoveel uren"), default=2)
    dagen_vooruit = models.PositiveSmallIntegerField(
        _("op zijn laatst over zoveel dagen"), default=60, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    wijzigen_tot = models.PositiveSmallIntegerField(_("te wijzigen tot zoveel uren vooraf"), default=4)
    locaties = models.ManyToManyField(Afspraaklocatie, related_name="producten", verbose_name=_("locaties"))
    actief = models.BooleanField(_("in gebruik"), default=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=100)

    class Meta:
        verbose_name = _("afspraakproduct")
        verbose_name_plural = _("afspraakproducten")
        ordering = ["volgorde", "naam_nl"]
        constraints = [
            models.CheckConstraint(condition=Q(duur__gt=0, max_personen__gt=0), name="afspraakproduct_duurt_iets")
        ]

    def __str__(self) -> str:
        return self.naam_nl

    @property
    def naam(self) -> str:
        """Return the name in the language of the reader."""
        return (self.naam_en if get_language() == "en" else "") or self.naam_nl

    @property
    def nodig(self) -> str:
        """Return what to bring, in the language of the reader."""
        return (self.nodig_en if get_language() == "en" else "") or self.nodig_nl

    def duur_voor(self, personen: int) -> datetime.timedelta:
        """Return how long this takes for so many people."""
        return datetime.timedelta(minutes=self.duur * personen)


class Slotrooster(Basis):
    """The hours of one day of the week at which people can come, and how many at once."""

    locatie = models.ForeignKey(Afspraaklocatie, on_delete=models.PROTECT, related_name="roosters")
    producten = models.ManyToManyField(
        Afspraakproduct,
        blank=True,
        related_name="roosters",
        verbose_name=_("alleen voor deze producten"),
        help_text=_("Leeg: voor alle producten van deze locatie."),
    )
    weekdag = models.PositiveSmallIntegerField(_("dag"), choices=Weekdag)
    van = models.TimeField(_("van"))
    tot = models.TimeField(_("tot"))
    stap = models.PositiveSmallIntegerField(
        _("elke zoveel minuten een begintijd"), default=10, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    capaciteit = models.PositiveSmallIntegerField(
        _("aantal balies"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    geldig_van = models.DateField(_("geldig vanaf"), null=True, blank=True)
    geldig_tot = models.DateField(_("geldig tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("rooster")
        verbose_name_plural = _("roosters")
        ordering = ["locatie", "weekdag", "van"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__gt=F("van")), name="slotrooster_tot_na_van"),
            models.CheckConstraint(condition=Q(stap__gt=0, capaciteit__gt=0), name="slotrooster_heeft_ruimte"),
        ]

    def __str__(self) -> str:
        return f"{self.locatie}: {self.get_weekdag_display()} {self.van:%H:%M}-{self.tot:%H:%M}"


class Roosteruitzondering(Basis):
    """A day on which a location keeps other hours, or none."""

    locatie = models.ForeignKey(Afspraaklocatie, on_delete=models.CASCADE, related_name="uitzonderingen")
    rooster = models.ForeignKey(
        Slotrooster,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="uitzonderingen",
        help_text=_("Leeg: voor alle roosters van deze locatie."),
    )
    datum = models.DateField(_("datum"))
    van = models.TimeField(_("open van"), null=True, blank=True, help_text=_("Leeg: gesloten."))
    tot = models.TimeField(_("open tot"), null=True, blank=True)
    reden = models.CharField(_("reden"), max_length=200)

    class Meta:
        verbose_name = _("uitzondering op het rooster")
        verbose_name_plural = _("uitzonderingen op het rooster")
        ordering = ["datum"]
        constraints = [
            models.CheckConstraint(
                # An empty column would make the comparison neither true nor false, and that a CHECK lets pass.
                condition=Q(van=None, tot=None) | Q(van__isnull=False, tot__isnull=False, tot__gt=F("van")),
                name="roosteruitzondering_dicht_of_uren",
            ),
            models.UniqueConstraint(
                fields=["locatie", "rooster", "datum"], nulls_distinct=False, name="roosteruitzondering_een_per_dag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.datum}: {self.reden}"


class AfspraakQuerySet(models.QuerySet["Afspraak"]):
    def bezet(self) -> "AfspraakQuerySet":
        """Return what takes a place in the calendar."""
        return self.filter(status__in=[Afspraak.Status.VASTGEHOUDEN, Afspraak.Status.BEVESTIGD])

    def bevestigd(self) -> "AfspraakQuerySet":
        return self.filter(status=Afspraak.Status.BEVESTIGD)

    def losgelaten(self, nu: datetime.datetime) -> "AfspraakQuerySet":
        """Return what nobody sent within the time that it was held."""
        return self.filter(status=Afspraak.Status.VASTGEHOUDEN, vastgehouden_tot__lt=nu)


class Afspraak(Basis):
    """One appointment: held while somebody fills in the form, confirmed when the form is sent."""

    class Status(models.TextChoices):
        VASTGEHOUDEN = "vastgehouden", _("Vastgehouden")
        BEVESTIGD = "bevestigd", _("Bevestigd")
        GEANNULEERD = "geannuleerd", _("Geannuleerd")

    OVERGANGEN: ClassVar = {
        Status.VASTGEHOUDEN: {Status.BEVESTIGD, Status.GEANNULEERD},
        Status.BEVESTIGD: {Status.GEANNULEERD},
        Status.GEANNULEERD: set[Status](),
    }

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="afspraken")
    vraag = models.UUIDField(_("vraag"))
    rij = models.UUIDField(_("rij"), null=True, blank=True)
    zaak = models.ForeignKey(Zaak, null=True, blank=True, on_delete=models.PROTECT, related_name="afspraken")
    product = models.ForeignKey(Afspraakproduct, on_delete=models.PROTECT, related_name="afspraken")
    locatie = models.ForeignKey(Afspraaklocatie, on_delete=models.PROTECT, related_name="afspraken")
    rooster = models.ForeignKey(Slotrooster, on_delete=models.PROTECT, related_name="afspraken")
    balie = models.PositiveSmallIntegerField(_("balie"))
    personen = models.PositiveSmallIntegerField(_("aantal personen"), default=1)
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.VASTGEHOUDEN)
    vastgehouden_tot = models.DateTimeField(_("vastgehouden tot"), null=True, blank=True)
    # How often it was moved: the SEQUENCE of iCalendar, by which a calendar knows what is newest.
    volgnummer = models.PositiveSmallIntegerField(_("keer verzet"), default=0)
    gemaakt_op = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    geannuleerd_op = models.DateTimeField(_("geannuleerd op"), null=True, blank=True)
    # Up to which change a message was written; the sweep finds what was missed.
    bericht_over = models.CharField(_("laatste bericht over"), max_length=40, blank=True)
    herinnerd_op = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    ical_pad = models.CharField(_("plaats van het agendabestand"), max_length=200, blank=True, db_index=True)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        ordering = ["begin"]
        constraints = [
            models.CheckConstraint(condition=Q(einde__gt=F("begin")), name="afspraak_einde_na_begin"),
            models.CheckConstraint(
                condition=Q(status="vastgehouden", vastgehouden_tot__isnull=False)
                | (~Q(status="vastgehouden") & Q(vastgehouden_tot=None)),
                name="afspraak_vastgehouden_tot_een_tijd",
            ),
            models.CheckConstraint(
                condition=~Q(status="bevestigd") | Q(zaak__isnull=False), name="afspraak_bevestigd_heeft_zaak"
            ),
            models.CheckConstraint(
                condition=Q(status="geannuleerd", geannuleerd_op__isnull=False)
                | (~Q(status="geannuleerd") & Q(geannuleerd_op=None)),
                name="afspraak_geannuleerd_heeft_moment",
            ),
            models.UniqueConstraint(
                fields=["inzending", "vraag", "rij"],
                condition=Q(status__in=["vastgehouden", "bevestigd"]),
                nulls_distinct=False,
                name="afspraak_een_per_vraag",
            ),
            # Two people never get one desk at one time, whatever the program does.
            ExclusionConstraint(
                name="afspraak_balie_niet_dubbel",
                expressions=[
                    ("rooster", RangeOperators.EQUAL),
                    ("balie", RangeOperators.EQUAL),
                    (PERIODE, RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=["vastgehouden", "bevestigd"]),
            ),
        ]
        indexes = [
            models.Index("begin", name="afspraak_bevestigd", condition=Q(status="bevestigd")),
            models.Index("vastgehouden_tot", name="afspraak_vastgehouden", condition=Q(status="vastgehouden")),
        ]

    def __str__(self) -> str:
        return f"{self.begin:%d-%m-%Y %H:%M}"
