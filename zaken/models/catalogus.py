"""The catalogue: what kinds of zaken there are, and everything that drives their behaviour (ImZTC 2.2)."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.keuzes import Afleidingswijze, Archiefnominatie, Richting, Rolsoort, Vertrouwelijkheid

iso_duur = RegexValidator(
    r"^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$", _("Vul een duur in zoals P8W of P7Y."), code="ongeldige-duur"
)


class DuurVeld(models.CharField):  # type: ignore[type-arg]
    """An ISO 8601 duration in whole years, months, weeks and days, as the ZGW standards write it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("validators", [iso_duur])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Daterange(models.Func):
    """The validity of a version as a range, for the constraint that forbids overlap."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Catalogus(Basis):
    """A collection of types under one owner."""

    naam = models.CharField(_("naam"), max_length=200)
    domein = models.CharField(_("domein"), max_length=5)
    rsin = models.CharField(_("RSIN"), max_length=9)

    class Meta:
        verbose_name = _("catalogus")
        verbose_name_plural = _("catalogi")
        constraints = [models.UniqueConstraint(fields=["domein", "rsin"], name="catalogus_domein_rsin_uniek")]

    def __str__(self) -> str:
        return self.naam


class Zaaktype(Basis):
    """The stable identity of a kind of zaak; what it means stands in its dated versions."""

    catalogus = models.ForeignKey(
        Catalogus, on_delete=models.PROTECT, related_name="zaaktypen", verbose_name=_("catalogus")
    )
    identificatie = models.CharField(_("identificatie"), max_length=50)

    class Meta:
        verbose_name = _("zaaktype")
        verbose_name_plural = _("zaaktypen")
        constraints = [
            models.UniqueConstraint(fields=["catalogus", "identificatie"], name="zaaktype_identificatie_uniek")
        ]

    def __str__(self) -> str:
        return self.identificatie


class ZaaktypeversieQuerySet(models.QuerySet["Zaaktypeversie"]):
    def gepubliceerd(self) -> "ZaaktypeversieQuerySet":
        return self.filter(status=Zaaktypeversie.Status.GEPUBLICEERD)

    def geldig_op(self, datum: datetime.date) -> "ZaaktypeversieQuerySet":
        """Return the published versions under which a zaak may start on this date; at most one per zaaktype."""
        einde = models.Q(geldig_tot=None) | models.Q(geldig_tot__gt=datum)
        return self.gepubliceerd().filter(einde, geldig_van__lte=datum)


class Zaaktypeversie(Basis):
    """One dated version of a zaaktype; immutable once published, apart from its end date.

    In the ZGW Catalogi API this row is the ZAAKTYPE resource. A zaak keeps the version it started with.
    """

    class Status(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        GEPUBLICEERD = "gepubliceerd", _("Gepubliceerd")

    class Zichtbaarheid(models.TextChoices):
        """What an employee without rights on the content sees (normen P-10)."""

        GEEN = "geen", _("Niets")
        DAT = "dat", _("Dat er een zaak is")
        WAT = "wat", _("Wat de zaak inhoudt")

    zaaktype = models.ForeignKey(Zaaktype, on_delete=models.PROTECT, related_name="versies", verbose_name=_("zaaktype"))
    versie = models.PositiveIntegerField(_("versie"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CONCEPT)
    geldig_van = models.DateField(_("geldig van"))
    geldig_tot = models.DateField(
        _("geldig tot"), null=True, blank=True, help_text=_("De eerste dag dat deze versie niet meer geldt.")
    )

    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    omschrijving_generiek = models.CharField(_("omschrijving generiek"), max_length=80, blank=True)
    dat_label = models.CharField(
        _("neutrale naam"),
        max_length=80,
        help_text=_("Wat iemand ziet die mag weten dat er een zaak is, maar niet waarover."),
    )
    doel = models.TextField(_("doel"))
    aanleiding = models.TextField(_("aanleiding"))
    toelichting = models.TextField(_("toelichting"), blank=True)
    onderwerp = models.CharField(_("onderwerp"), max_length=80)
    handeling_initiator = models.CharField(_("handeling initiator"), max_length=20)
    handeling_behandelaar = models.CharField(_("handeling behandelaar"), max_length=20)
    verantwoordelijke = models.CharField(_("verantwoordelijke"), max_length=50)
    is_extern = models.BooleanField(_("begint buiten de organisatie"), default=True)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )
    kcc_zichtbaarheid = models.CharField(
        _("zichtbaar voor het KCC"), max_length=4, choices=Zichtbaarheid, default=Zichtbaarheid.DAT
    )

    doorlooptijd = DuurVeld(_("doorlooptijd"), help_text=_("De termijn uit de wet of verordening, zoals P8W."))
    servicenorm = DuurVeld(_("servicenorm"), blank=True, help_text=_("De termijn die wij zelf beloven."))
    atw_van_toepassing = models.BooleanField(_("Algemene termijnenwet van toepassing"), default=True)
    opschorting_mogelijk = models.BooleanField(_("opschorting mogelijk"), default=True)

    selectielijst_jaar = models.PositiveSmallIntegerField(_("jaar van de selectielijst"), default=2020)
    selectielijst_procestype = models.CharField(_("procestype van de selectielijst"), max_length=10)
    verwerkingsactiviteit = models.CharField(
        _("verwerkingsactiviteit"),
        max_length=200,
        blank=True,
        help_text=_("Kenmerk in het register van verwerkingen (AVG artikel 30)."),
    )

    groep = models.ForeignKey(
        "accounts.Groep", on_delete=models.PROTECT, related_name="+", verbose_name=_("groep die de zaak krijgt")
    )
    icoon = models.CharField(_("icoon"), max_length=40, default="folder")

    objects = ZaaktypeversieQuerySet.as_manager()

    class Meta:
        verbose_name = _("zaaktypeversie")
        verbose_name_plural = _("zaaktypeversies")
        ordering = ["zaaktype", "versie"]
        constraints = [
            models.UniqueConstraint(fields=["zaaktype", "versie"], name="zaaktypeversie_versie_uniek"),
            models.CheckConstraint(
                condition=models.Q(geldig_tot=None) | models.Q(geldig_tot__gt=models.F("geldig_van")),
                name="zaaktypeversie_geldig_tot_na_van",
            ),
            ExclusionConstraint(
                name="zaaktypeversie_geldigheid_overlapt_niet",
                expressions=[
                    ("zaaktype", RangeOperators.EQUAL),
                    (Daterange("geldig_van", "geldig_tot", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(status="gepubliceerd"),
                violation_error_message=_("Een andere gepubliceerde versie geldt al in deze periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.omschrijving} (v{self.versie})"


class Statustype(Basis):
    """A phase of a zaaktypeversie, in order; the last one closes the zaak (zrc-007)."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="statustypen")
    volgnummer = models.PositiveSmallIntegerField(_("volgnummer"))
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    naam_inwoner = models.CharField(_("naam voor de inwoner"), max_length=80)
    uitleg_inwoner = models.TextField(
        _("wat gebeurt er nu"), help_text=_("Taal B1: wat wij doen, wat de inwoner moet doen en wanneer.")
    )
    informeren = models.BooleanField(_("inwoner informeren"), default=True)
    is_eindstatus = models.BooleanField(_("eindstatus"), default=False)

    class Meta:
        verbose_name = _("statustype")
        verbose_name_plural = _("statustypen")
        ordering = ["zaaktypeversie", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["zaaktypeversie", "volgnummer"], name="statustype_volgnummer_uniek"),
            models.UniqueConstraint(
                fields=["zaaktypeversie"],
                condition=models.Q(is_eindstatus=True),
                name="statustype_een_eindstatus_per_versie",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Resultaattype(Basis):
    """An outcome, with the row of the selectielijst and the rule that dates its retention."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="resultaattypen")
    omschrijving = models.CharField(_("omschrijving"), max_length=30)
    omschrijving_generiek = models.CharField(_("omschrijving generiek"), max_length=30)
    uitleg_inwoner = models.TextField(_("uitleg voor de inwoner"))
    selectielijst_nummer = models.CharField(_("nummer in de selectielijst"), max_length=10)
    archiefnominatie = models.CharField(_("archiefnominatie"), max_length=20, choices=Archiefnominatie)
    archiefactietermijn = DuurVeld(_("archiefactietermijn"), blank=True)
    afleidingswijze = models.CharField(_("afleidingswijze brondatum"), max_length=24, choices=Afleidingswijze)
    datumkenmerk = models.CharField(_("datumkenmerk"), max_length=80, blank=True)
    objecttype = models.CharField(_("objecttype"), max_length=80, blank=True)
    registratie = models.CharField(_("registratie"), max_length=80, blank=True)
    procestermijn = DuurVeld(_("procestermijn"), blank=True)
    besluit_verplicht = models.BooleanField(_("alleen met een besluit"), default=False)

    class Meta:
        verbose_name = _("resultaattype")
        verbose_name_plural = _("resultaattypen")
        ordering = ["zaaktypeversie", "omschrijving"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(archiefnominatie="blijvend_bewaren") | ~models.Q(archiefactietermijn=""),
                name="resultaattype_vernietigen_heeft_termijn",
            ),
            models.CheckConstraint(
                condition=models.Q(afleidingswijze="termijn") ^ models.Q(procestermijn=""),
                name="resultaattype_procestermijn_hoort_bij_termijn",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Roltype(Basis):
    """A role that someone can have in a zaak of this version."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="roltypen")
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    soort = models.CharField(_("generieke betekenis"), max_length=20, choices=Rolsoort)

    class Meta:
        verbose_name = _("roltype")
        verbose_name_plural = _("roltypen")
        constraints = [
            models.UniqueConstraint(fields=["zaaktypeversie", "omschrijving"], name="roltype_omschrijving_uniek")
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Eigenschap(Basis):
    """A fact that a zaak of this version carries."""

    class Formaat(models.TextChoices):
        TEKST = "tekst", _("Tekst")
        GETAL = "getal", _("Getal")
        DATUM = "datum", _("Datum")
        DATUM_TIJD = "datum_tijd", _("Datum en tijd")

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="eigenschappen")
    volgnummer = models.PositiveSmallIntegerField(_("volgnummer"), default=1)
    naam = models.SlugField(_("naam"), max_length=20)
    label = models.CharField(_("label"), max_length=80)
    definitie = models.CharField(_("definitie"), max_length=255)
    formaat = models.CharField(_("formaat"), max_length=10, choices=Formaat, default=Formaat.TEKST)

    class Meta:
        verbose_name = _("eigenschap")
        verbose_name_plural = _("eigenschappen")
        ordering = ["zaaktypeversie", "volgnummer", "naam"]
        constraints = [models.UniqueConstraint(fields=["zaaktypeversie", "naam"], name="eigenschap_naam_uniek")]

    def __str__(self) -> str:
        return self.label


class Informatieobjecttype(Basis):
    """A kind of document, shared by the zaaktypen of a catalogus."""

    catalogus = models.ForeignKey(Catalogus, on_delete=models.PROTECT, related_name="informatieobjecttypen")
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )

    class Meta:
        verbose_name = _("informatieobjecttype")
        verbose_name_plural = _("informatieobjecttypen")
        ordering = ["omschrijving"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogus", "omschrijving"], name="informatieobjecttype_omschrijving_uniek"
            )
        ]

    def __str__(self) -> str:
        return self.omschrijving


class ZaaktypeInformatieobjecttype(Basis):
    """That documents of a type belong in zaken of a version, and in which direction."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="informatieobjecttypen")
    informatieobjecttype = models.ForeignKey(Informatieobjecttype, on_delete=models.PROTECT, related_name="zaaktypen")
    volgnummer = models.PositiveSmallIntegerField(_("volgnummer"))
    richting = models.CharField(_("richting"), max_length=10, choices=Richting)

    class Meta:
        verbose_name = _("informatieobjecttype van een zaaktype")
        verbose_name_plural = _("informatieobjecttypen van een zaaktype")
        ordering = ["zaaktypeversie", "volgnummer"]
        constraints = [models.UniqueConstraint(fields=["zaaktypeversie", "volgnummer"], name="ziot_volgnummer_uniek")]

    def __str__(self) -> str:
        return f"{self.informatieobjecttype} ({self.get_richting_display()})"


class Besluittype(Basis):
    """A kind of decision, with the term in which someone can object."""

    catalogus = models.ForeignKey(Catalogus, on_delete=models.PROTECT, related_name="besluittypen")
    zaaktypeversies = models.ManyToManyField(Zaaktypeversie, related_name="besluittypen")
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    toelichting = models.TextField(_("toelichting"), blank=True)
    reactietermijn = DuurVeld(
        _("reactietermijn"), blank=True, help_text=_("Zes weken voor bezwaar (Awb artikel 6:7): P6W.")
    )

    class Meta:
        verbose_name = _("besluittype")
        verbose_name_plural = _("besluittypen")
        ordering = ["omschrijving"]
        constraints = [
            models.UniqueConstraint(fields=["catalogus", "omschrijving"], name="besluittype_omschrijving_uniek")
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Taaksjabloon(Basis):
    """A task that comes into being when a zaak reaches a status."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="taaksjablonen")
    bij_statustype = models.ForeignKey(Statustype, on_delete=models.CASCADE, related_name="taaksjablonen")
    titel = models.CharField(_("titel"), max_length=120)
    toelichting = models.TextField(_("toelichting"))
    termijn = DuurVeld(_("termijn"))
    informatieobjecttype = models.ForeignKey(
        Informatieobjecttype, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    blokkeert_sluiten = models.BooleanField(_("moet klaar zijn voor het sluiten"), default=True)

    class Meta:
        verbose_name = _("taaksjabloon")
        verbose_name_plural = _("taaksjablonen")

    def __str__(self) -> str:
        return self.titel
