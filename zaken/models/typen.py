"""What hangs from a version of a zaaktype, and the types that zaaktypen share (ImZTC 2.2)."""

import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.catalogus import Catalogus, Zaaktypeversie
from zaken.models.keuzes import Afleidingswijze, Archiefnominatie, Richting, Rolsoort, Vertrouwelijkheid
from zaken.models.velden import Adresveld, Daterange, DuurVeld


class Statustype(Basis):
    """A phase of a zaaktypeversie, in order; the last one closes the zaak (zrc-007)."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="statustypen")
    volgnummer = models.PositiveSmallIntegerField(_("volgnummer"))
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    naam_inwoner = models.CharField(_("naam voor de inwoner"), max_length=80)
    uitleg_inwoner = models.TextField(
        _("wat gebeurt er nu"), blank=True, help_text=_("Taal B1: wat wij doen, wat de inwoner moet doen en wanneer.")
    )
    omschrijving_generiek = models.CharField(_("omschrijving generiek"), max_length=80, blank=True)
    statustekst = models.TextField(_("statustekst"), blank=True)
    toelichting = models.TextField(_("toelichting"), blank=True)
    doorlooptijd = DuurVeld(_("doorlooptijd van deze fase"), blank=True)
    # ImZTC CHECKLISTITEM: itemnaam, vraagstelling, verplicht, toelichting.
    checklist = models.JSONField(_("checklist"), default=list, blank=True)
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
    uitleg_inwoner = models.TextField(_("uitleg voor de inwoner"), blank=True)
    toelichting = models.TextField(_("toelichting"), blank=True)
    resultaattypeomschrijving_url = Adresveld(_("adres van de generieke omschrijving"))
    selectielijst_nummer = models.CharField(_("nummer in de selectielijst"), max_length=10, blank=True)
    selectielijstklasse_url = Adresveld(
        _("adres van de klasse in de selectielijst"), help_text=_("Zoals een ander systeem het opgaf.")
    )
    archiefnominatie = models.CharField(_("archiefnominatie"), max_length=20, choices=Archiefnominatie, blank=True)
    archiefactietermijn = DuurVeld(_("archiefactietermijn"), blank=True)
    # Empty: the type has no brondatumArchiefprocedure, and a zaak with this outcome gets no archiefactiedatum.
    afleidingswijze = models.CharField(
        _("afleidingswijze brondatum"), max_length=24, choices=Afleidingswijze, blank=True
    )
    einddatum_bekend = models.BooleanField(_("einddatum bekend"), default=False)
    datumkenmerk = models.CharField(_("datumkenmerk"), max_length=80, blank=True)
    objecttype = models.CharField(_("objecttype"), max_length=80, blank=True)
    registratie = models.CharField(_("registratie"), max_length=80, blank=True)
    procestermijn = DuurVeld(_("procestermijn"), blank=True)
    procestermijn_proces = DuurVeld(
        _("procestermijn van het proces"), blank=True, help_text=_("Hoe lang het proces nog doorwerkt (ImZTC).")
    )
    procesobjectaard = models.CharField(_("aard van het procesobject"), max_length=200, blank=True)
    indicatie_specifiek = models.BooleanField(_("specifiek voor dit zaaktype"), null=True, blank=True)
    besluittypen: "models.ManyToManyField[Besluittype, Any]" = models.ManyToManyField(
        "Besluittype", related_name="resultaattypen", verbose_name=_("besluittypen"), blank=True
    )
    informatieobjecttypen: "models.ManyToManyField[Informatieobjecttype, Any]" = models.ManyToManyField(
        "Informatieobjecttype", related_name="resultaattypen", verbose_name=_("informatieobjecttypen"), blank=True
    )
    besluit_verplicht = models.BooleanField(_("alleen met een besluit"), default=False)

    class Meta:
        verbose_name = _("resultaattype")
        verbose_name_plural = _("resultaattypen")
        ordering = ["zaaktypeversie", "omschrijving"]
        constraints = [
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
    omschrijving = models.CharField(_("omschrijving"), max_length=100)
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
    naam = models.CharField(_("naam"), max_length=20)
    label = models.CharField(_("label"), max_length=80)
    definitie = models.CharField(_("definitie"), max_length=255)
    formaat = models.CharField(_("formaat"), max_length=10, choices=Formaat, default=Formaat.TEKST)
    groep = models.CharField(_("groep"), max_length=32, blank=True)
    lengte = models.CharField(_("lengte"), max_length=14, blank=True)
    kardinaliteit = models.CharField(_("kardinaliteit"), max_length=3, default="1")
    waardenverzameling = ArrayField(
        models.CharField(max_length=100), verbose_name=_("toegestane waarden"), default=list, blank=True
    )
    toelichting = models.TextField(_("toelichting"), blank=True)
    statustype = models.ForeignKey(
        Statustype,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="eigenschappen",
        verbose_name=_("nodig voor de status"),
    )

    class Meta:
        verbose_name = _("eigenschap")
        verbose_name_plural = _("eigenschappen")
        ordering = ["zaaktypeversie", "volgnummer", "naam"]
        constraints = [models.UniqueConstraint(fields=["zaaktypeversie", "naam"], name="eigenschap_naam_uniek")]

    def __str__(self) -> str:
        return self.label


def geldigheidsregels(soort: str) -> list[models.BaseConstraint]:
    """Return the rules of a type whose versions share their omschrijving: only one of them holds on a day."""
    return [
        models.CheckConstraint(
            condition=models.Q(geldig_tot=None) | models.Q(geldig_tot__gte=models.F("geldig_van")),
            name=f"{soort}_geldig_tot_na_van",
        ),
        ExclusionConstraint(
            name=f"{soort}_geldigheid_overlapt_niet",
            expressions=[
                ("catalogus", RangeOperators.EQUAL),
                ("omschrijving", RangeOperators.EQUAL),
                (Daterange("geldig_van", "geldig_tot", RangeBoundary()), RangeOperators.OVERLAPS),
            ],
            condition=models.Q(concept=False),
            violation_error_message=_("Een ander gepubliceerd type met deze omschrijving geldt al in deze periode."),
        ),
    ]


class Informatieobjecttype(Basis):
    """A kind of document, shared by the zaaktypen of a catalogus."""

    catalogus = models.ForeignKey(Catalogus, on_delete=models.PROTECT, related_name="informatieobjecttypen")
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )
    geldig_van = models.DateField(_("geldig van"), default=datetime.date(2020, 1, 1))
    geldig_tot = models.DateField(
        _("geldig tot"), null=True, blank=True, help_text=_("De eerste dag dat dit type niet meer geldt.")
    )
    concept = models.BooleanField(_("concept"), default=False)
    begin_object = models.DateField(_("begin van de eerste versie"), null=True, blank=True)
    einde_object = models.DateField(_("einde van de laatste versie"), null=True, blank=True)
    categorie = models.CharField(_("categorie"), max_length=80, blank=True)
    trefwoorden = ArrayField(models.CharField(max_length=30), verbose_name=_("trefwoorden"), default=list, blank=True)
    # ImZTC, the generic kind: omschrijving, definitie, herkomst, hierarchie, opmerking.
    generiek = models.JSONField(_("omschrijving generiek"), null=True, blank=True)

    class Meta:
        verbose_name = _("informatieobjecttype")
        verbose_name_plural = _("informatieobjecttypen")
        ordering = ["omschrijving"]
        constraints = geldigheidsregels("informatieobjecttype")

    def __str__(self) -> str:
        return self.omschrijving


class ZaaktypeInformatieobjecttype(Basis):
    """That documents of a type belong in zaken of a version, and in which direction."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="informatieobjecttypen")
    informatieobjecttype = models.ForeignKey(Informatieobjecttype, on_delete=models.PROTECT, related_name="zaaktypen")
    volgnummer = models.PositiveSmallIntegerField(_("volgnummer"))
    richting = models.CharField(_("richting"), max_length=10, choices=Richting)
    statustype = models.ForeignKey(
        Statustype,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="informatieobjecttypen",
        verbose_name=_("nodig voor de status"),
    )

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
    zaaktypeversies = models.ManyToManyField(Zaaktypeversie, related_name="besluittypen", blank=True)
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    toelichting = models.TextField(_("toelichting"), blank=True)
    reactietermijn = DuurVeld(
        _("reactietermijn"), blank=True, help_text=_("Zes weken voor bezwaar (Awb artikel 6:7): P6W.")
    )
    geldig_van = models.DateField(_("geldig van"), default=datetime.date(2020, 1, 1))
    geldig_tot = models.DateField(
        _("geldig tot"), null=True, blank=True, help_text=_("De eerste dag dat dit type niet meer geldt.")
    )
    concept = models.BooleanField(_("concept"), default=False)
    begin_object = models.DateField(_("begin van de eerste versie"), null=True, blank=True)
    einde_object = models.DateField(_("einde van de laatste versie"), null=True, blank=True)
    omschrijving_generiek = models.CharField(_("omschrijving generiek"), max_length=80, blank=True)
    besluitcategorie = models.CharField(_("besluitcategorie"), max_length=40, blank=True)
    publicatie_indicatie = models.BooleanField(_("wordt gepubliceerd"), default=False)
    publicatietekst = models.TextField(_("publicatietekst"), blank=True)
    publicatietermijn = DuurVeld(_("publicatietermijn"), blank=True)
    informatieobjecttypen = models.ManyToManyField(
        Informatieobjecttype, related_name="besluittypen", verbose_name=_("informatieobjecttypen"), blank=True
    )

    class Meta:
        verbose_name = _("besluittype")
        verbose_name_plural = _("besluittypen")
        ordering = ["omschrijving"]
        constraints = geldigheidsregels("besluittype")

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


class Zaakobjecttype(Basis):
    """A kind of object that zaken of a version are about (ImZTC ZAAKOBJECTTYPE)."""

    zaaktypeversie = models.ForeignKey(Zaaktypeversie, on_delete=models.CASCADE, related_name="zaakobjecttypen")
    ander_objecttype = models.BooleanField(_("een soort buiten het RGBZ"), default=False)
    objecttype = Adresveld(_("adres van het objecttype"), max_length=200, blank=False)
    relatie_omschrijving = models.CharField(_("betekenis voor de zaak"), max_length=80)
    statustype = models.ForeignKey(
        Statustype,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="zaakobjecttypen",
        verbose_name=_("nodig voor de status"),
    )
    geldig_van = models.DateField(_("geldig van"))
    geldig_tot = models.DateField(_("geldig tot"), null=True, blank=True)
    begin_object = models.DateField(_("begin van de eerste versie"), null=True, blank=True)
    einde_object = models.DateField(_("einde van de laatste versie"), null=True, blank=True)

    class Meta:
        verbose_name = _("zaakobjecttype")
        verbose_name_plural = _("zaakobjecttypen")

    def __str__(self) -> str:
        return self.relatie_omschrijving
