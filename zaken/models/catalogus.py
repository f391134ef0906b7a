"""The catalogue: what kinds of zaken there are, and everything that drives their behaviour (ImZTC 2.2)."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.keuzes import AardRelatie, Vertrouwelijkheid
from zaken.models.velden import Adresveld, Daterange, DuurVeld


class Catalogus(Basis):
    """A collection of types under one owner."""

    naam = models.CharField(_("naam"), max_length=200, blank=True)
    domein = models.CharField(_("domein"), max_length=5)
    rsin = models.CharField(_("RSIN"), max_length=9)
    contactpersoon_naam = models.CharField(_("contactpersoon beheer"), max_length=40, blank=True)
    contactpersoon_telefoon = models.CharField(_("telefoonnummer van het beheer"), max_length=20, blank=True)
    contactpersoon_email = models.EmailField(_("e-mailadres van het beheer"), blank=True)
    versie = models.CharField(_("versie"), max_length=20, blank=True)
    begindatum_versie = models.DateField(_("begindatum van de versie"), null=True, blank=True)

    class Meta:
        verbose_name = _("catalogus")
        verbose_name_plural = _("catalogi")
        constraints = [models.UniqueConstraint(fields=["domein", "rsin"], name="catalogus_domein_rsin_uniek")]

    def __str__(self) -> str:
        return self.naam or f"{self.domein} {self.rsin}"


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
    wettelijke_termijn = models.BooleanField(
        _("termijn staat in een wet"), default=True, help_text=_("Zo niet, dan geldt Awb 4:13 en 4:14, lid 3.")
    )
    lex_silencio = models.BooleanField(_("van rechtswege verleend als wij te laat zijn"), default=False)
    verlenging_mogelijk = models.BooleanField(_("verlenging mogelijk"), default=False)
    verlengingstermijn = DuurVeld(
        _("verlengingstermijn"), blank=True, help_text=_("Hoe lang de termijn hoogstens langer wordt, zoals P6W.")
    )

    trefwoorden = ArrayField(models.CharField(max_length=30), verbose_name=_("trefwoorden"), default=list, blank=True)
    publicatie_indicatie = models.BooleanField(_("start wordt gepubliceerd"), default=False)
    publicatietekst = models.TextField(_("publicatietekst"), blank=True)
    verantwoordingsrelatie = ArrayField(
        models.CharField(max_length=40), verbose_name=_("verantwoordingsrelatie"), default=list, blank=True
    )
    producten_of_diensten = ArrayField(Adresveld(), verbose_name=_("producten of diensten"), default=list, blank=True)
    referentieproces_naam = models.CharField(_("referentieproces"), max_length=80, blank=True)
    referentieproces_link = Adresveld(_("adres van het referentieproces"), max_length=200)
    # ImZTC: where this type was taken over from, as given: url, domein and rsin, or url, identificatie, omschrijving.
    broncatalogus = models.JSONField(_("broncatalogus"), null=True, blank=True)
    bronzaaktype = models.JSONField(_("bronzaaktype"), null=True, blank=True)
    deelzaaktypen = models.ManyToManyField(
        Zaaktype, related_name="hoofdversies", verbose_name=_("deelzaaktypen"), blank=True
    )
    versiedatum = models.DateField(_("versiedatum"), null=True, blank=True)
    begin_object = models.DateField(_("begin van de eerste versie"), null=True, blank=True)
    einde_object = models.DateField(_("einde van de laatste versie"), null=True, blank=True)

    selectielijst_jaar = models.PositiveSmallIntegerField(_("jaar van de selectielijst"), default=2020)
    selectielijst_procestype = models.CharField(_("procestype van de selectielijst"), max_length=10, blank=True)
    selectielijst_procestype_url = Adresveld(
        _("adres van het procestype"), max_length=200, help_text=_("Zoals een ander systeem het opgaf.")
    )
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


class Zaaktyperelatie(Basis):
    """That zaken of another type come before, after or beside zaken of a version (ImZTC ZAAKTYPENRELATIE)."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="gerelateerd")
    zaaktype = models.ForeignKey(Zaaktype, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    zaaktype_url = Adresveld(_("zaaktype van een ander register"), max_length=200)
    aard = models.CharField(_("aard van de relatie"), max_length=15, choices=AardRelatie)
    toelichting = models.CharField(_("toelichting"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("relatie tussen zaaktypen")
        verbose_name_plural = _("relaties tussen zaaktypen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(zaaktype__isnull=False) ^ ~models.Q(zaaktype_url=""),
                name="zaaktyperelatie_heeft_een_zaaktype",
            ),
            models.UniqueConstraint(fields=["zaaktypeversie", "zaaktype"], name="zaaktyperelatie_een_per_zaaktype"),
        ]

    def __str__(self) -> str:
        return f"{self.zaaktype or self.zaaktype_url} ({self.get_aard_display()})"
