"""The zaak and the facts that hang from it (RGBZ 2)."""

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.models import Basis
from zaken.ankerpunt import Ankerpunt
from zaken.models.betrokkene import Betrokkene, Identiteit
from zaken.models.catalogus import Zaaktypeversie
from zaken.models.keuzes import (
    Archiefnominatie,
    Archiefstatus,
    Betalingsindicatie,
    Kanaal,
    Rolsoort,
    Vertrouwelijkheid,
    WachtOp,
)
from zaken.models.typen import Eigenschap, Resultaattype, Roltype, Statustype
from zaken.models.velden import Adresveld


class ZaakQuerySet(models.QuerySet["Zaak"]):
    def open(self) -> "ZaakQuerySet":
        return self.filter(einddatum=None)

    def afgesloten(self) -> "ZaakQuerySet":
        return self.filter(einddatum__isnull=False)

    def wacht_op_inwoner(self) -> "ZaakQuerySet":
        return self.open().filter(wacht_op=WachtOp.INWONER)

    def te_laat(self, vandaag: datetime.date) -> "ZaakQuerySet":
        return self.open().met_lopende_termijn().filter(uiterlijke_einddatum__lt=vandaag)

    def met_lopende_termijn(self) -> "ZaakQuerySet":
        """Return the zaken on which nobody has decided yet: after a decision the legal term is over (Awb 4:13)."""
        return self.filter(beslist_op=None)

    def van_behandelaar(self, medewerker: Gebruiker) -> "ZaakQuerySet":
        """Return the zaken of this employee; who they are is asked first.

        With the number itself, and not a join to it, the planner knows how many zaken someone has.
        """
        wie = Identiteit.objects.filter(gebruiker=medewerker).values_list("betrokkene", flat=True).first()
        return self.filter(pk__in=Rol.objects.open_behandelaar().filter(betrokkene=wie).values("zaak"))

    def zonder_behandelaar(self) -> "ZaakQuerySet":
        return self.filter(~models.Exists(Rol.objects.open_behandelaar().filter(zaak=models.OuterRef("pk"))))

    def van_aanvrager(self, naam: str) -> "ZaakQuerySet":
        """Return the zaken whose applicant has a name that begins like this."""
        namen = models.Q(betrokkene__achternaam__istartswith=naam) | models.Q(betrokkene__naam__istartswith=naam)
        return self.filter(pk__in=Rol.objects.filter(namen, soort=Rolsoort.INITIATOR).values("zaak"))

    def voor_lijst(self) -> "ZaakQuerySet":
        """Add what every list shows, so that a row costs no query: type, current status, initiator, behandelaar."""
        status = Status.objects.filter(zaak=models.OuterRef("pk")).order_by("-datum", "-pk")
        rol = Rol.objects.filter(zaak=models.OuterRef("pk"))
        return self.select_related("zaaktypeversie", "groep").annotate(
            statusnaam=models.Subquery(status.values("statustype__omschrijving")[:1]),
            statusnaam_inwoner=models.Subquery(status.values("statustype__naam_inwoner")[:1]),
            statusvolgnummer=models.Subquery(status.values("statustype__volgnummer")[:1]),
            initiatornaam=models.Subquery(rol.filter(soort=Rolsoort.INITIATOR).values("betrokkene__naam")[:1]),
            behandelaarnaam=models.Subquery(rol.open_behandelaar().values("betrokkene__naam")[:1]),
        )


class Zaak(Basis):
    """A piece of work with a beginning and an end, for which the municipality answers (RGBZ ZAAK)."""

    identificatie = models.CharField(_("zaaknummer"), max_length=40)
    bronorganisatie = models.CharField(_("bronorganisatie"), max_length=9)
    zaaktypeversie = models.ForeignKey(
        Zaaktypeversie, on_delete=models.PROTECT, related_name="zaken", verbose_name=_("zaaktype")
    )
    hoofdzaak = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deelzaken",
        verbose_name=_("hoofdzaak"),
    )
    verantwoordelijke_organisatie = models.CharField(_("verantwoordelijke organisatie"), max_length=9, blank=True)
    opdrachtgevende_organisatie = models.CharField(_("opdrachtgevende organisatie"), max_length=9, blank=True)
    omschrijving = models.CharField(_("omschrijving"), max_length=80, blank=True)
    toelichting = models.TextField(_("toelichting"), blank=True)
    communicatiekanaal = Adresveld(_("adres van het communicatiekanaal"))
    producten_of_diensten = ArrayField(Adresveld(), verbose_name=_("producten of diensten"), default=list, blank=True)
    betalingsindicatie = models.CharField(
        _("betalingsindicatie"), max_length=20, choices=Betalingsindicatie, blank=True
    )
    laatste_betaaldatum = models.DateTimeField(_("laatste betaaldatum"), null=True, blank=True)
    processobjectaard = models.CharField(_("aard van het procesobject"), max_length=200, blank=True)
    # RGBZ PROCESOBJECT: datumkenmerk, identificatie, objecttype, registratie.
    processobject = models.JSONField(_("procesobject"), null=True, blank=True)
    kanaal = models.CharField(_("communicatiekanaal"), max_length=20, choices=Kanaal)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )

    ontvangen_op = models.DateTimeField(
        _("ontvangen op"), help_text=_("Het moment waarop het bericht ons bereikte (Awb artikel 2:20).")
    )
    registratiedatum = models.DateField(_("registratiedatum"))
    startdatum = models.DateField(_("startdatum"))
    streefdatum = models.DateField(_("streefdatum"), null=True, blank=True)
    uiterlijke_einddatum = models.DateField(
        _("uiterlijke einddatum"),
        null=True,
        blank=True,
        help_text=_("Leeg zolang de termijn stilstaat (Awb artikel 4:15)."),
    )
    # What another system gave as uiterlijkeEinddatumAfdoening and einddatumGepland: then that is where the term begins.
    opgegeven_einddatum = models.DateField(_("opgegeven uiterlijke einddatum"), null=True, blank=True)
    opgegeven_streefdatum = models.DateField(_("opgegeven streefdatum"), null=True, blank=True)
    gecommuniceerde_einddatum = models.DateField(
        _("gecommuniceerde einddatum"),
        null=True,
        blank=True,
        help_text=_("De datum die de inwoner van ons kent (normen T-13)."),
    )
    publicatiedatum = models.DateField(_("publicatiedatum"), null=True, blank=True)
    beslist_op = models.DateField(
        _("beslist op"),
        null=True,
        blank=True,
        help_text=_("De dag van het laatste besluit: daarmee is de termijn gehaald of gemist."),
    )
    einddatum = models.DateField(_("einddatum"), null=True, blank=True)

    groep = models.ForeignKey("accounts.Groep", on_delete=models.PROTECT, related_name="zaken", verbose_name=_("groep"))
    wacht_op = models.CharField(_("wacht op"), max_length=10, choices=WachtOp, default=WachtOp.GEMEENTE)
    wacht_sinds = models.DateField(_("wacht sinds"))

    locatie = models.CharField(_("plaats"), max_length=200, blank=True)
    geometrie = models.JSONField(
        _("punt op de kaart"), null=True, blank=True, help_text=_("GeoJSON-punt, lengte en breedte in WGS 84.")
    )

    archiefnominatie = models.CharField(_("archiefnominatie"), max_length=20, choices=Archiefnominatie, blank=True)
    archiefstatus = models.CharField(
        _("archiefstatus"), max_length=40, choices=Archiefstatus, default=Archiefstatus.NOG_TE_ARCHIVEREN
    )
    selectielijstklasse = Adresveld(_("selectielijstklasse"))
    startdatum_bewaartermijn = models.DateField(
        _("begin van de bewaartermijn, door een archivaris bepaald"), null=True, blank=True
    )
    brondatum = models.DateField(_("begin van de bewaartermijn"), null=True, blank=True)
    archiefactiedatum = models.DateField(_("archiefactiedatum"), null=True, blank=True)
    archiefuitleg = models.TextField(_("uitleg van de archiefactiedatum"), blank=True)

    objects = ZaakQuerySet.as_manager()

    class Meta:
        verbose_name = _("zaak")
        verbose_name_plural = _("zaken")
        constraints = [
            models.UniqueConstraint(
                fields=["bronorganisatie", "identificatie"], name="zaak_identificatie_uniek_per_bronorganisatie"
            ),
            models.CheckConstraint(
                condition=models.Q(brondatum=None) | models.Q(einddatum__isnull=False),
                name="zaak_open_heeft_geen_brondatum",
            ),
            # zrc-014: without costs there is nothing to pay.
            models.CheckConstraint(
                condition=models.Q(laatste_betaaldatum=None) | ~models.Q(betalingsindicatie="nvt"),
                name="zaak_zonder_kosten_heeft_geen_betaaldatum",
            ),
            models.CheckConstraint(
                condition=models.Q(hoofdzaak=None) | ~models.Q(hoofdzaak=models.F("id")),
                name="zaak_is_niet_eigen_hoofdzaak",
            ),
            models.CheckConstraint(
                condition=models.Q(einddatum=None) | models.Q(wacht_op="gemeente"), name="zaak_dicht_wacht_op_niemand"
            ),
        ]
        indexes = [
            # The worklist: open zaken of a group, the most urgent first.
            models.Index(
                "groep", "uiterlijke_einddatum", "id", name="zaak_werkvoorraad", condition=models.Q(einddatum=None)
            ),
            models.Index("uiterlijke_einddatum", "id", name="zaak_open_op_termijn", condition=models.Q(einddatum=None)),
            models.Index(
                "archiefactiedatum", "id", name="zaak_archiefactie", condition=models.Q(einddatum__isnull=False)
            ),
            # What someone has closed lately, the newest first.
            models.Index("einddatum", "id", name="zaak_dicht", condition=models.Q(einddatum__isnull=False)),
            models.Index("identificatie", name="zaak_identificatie"),
            # Lists of the Zaken API: newest first, per type, and by the dates that clients filter on.
            models.Index("zaaktypeversie", models.F("id").desc(), name="zaak_per_zaaktype"),
            # Zaken within an area of the map (_zoek).
            GistIndex(Ankerpunt("geometrie"), name="zaak_op_plek", condition=models.Q(geometrie__isnull=False)),
            models.Index("startdatum", "id", name="zaak_op_startdatum"),
            models.Index("registratiedatum", "id", name="zaak_op_registratiedatum"),
        ]

    def __str__(self) -> str:
        return self.identificatie

    @property
    def is_open(self) -> bool:
        return self.einddatum is None

    @property
    def initiator(self) -> Betrokkene | None:
        """Return who asked for it."""
        return Betrokkene.objects.filter(rollen__zaak=self, rollen__soort=Rolsoort.INITIATOR).first()


class Status(Basis):
    """That the zaak reached a phase; rows are only added (RGBZ STATUS)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="statussen")
    statustype = models.ForeignKey(Statustype, on_delete=models.PROTECT, related_name="+")
    datum = models.DateTimeField(_("gezet op"))
    toelichting = models.TextField(_("toelichting"), blank=True)
    gezet_door = models.ForeignKey(
        "Rol", null=True, blank=True, on_delete=models.PROTECT, related_name="statussen", verbose_name=_("gezet door")
    )

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statussen")
        constraints = [models.UniqueConstraint(fields=["zaak", "datum"], name="status_een_per_moment")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.statustype}"


class Resultaat(Basis):
    """The outcome of a zaak (RGBZ RESULTAAT)."""

    zaak = models.OneToOneField(Zaak, on_delete=models.PROTECT, related_name="resultaat")
    resultaattype = models.ForeignKey(Resultaattype, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField(_("toelichting"), blank=True)

    class Meta:
        verbose_name = _("resultaat")
        verbose_name_plural = _("resultaten")

    def __str__(self) -> str:
        return f"{self.zaak}: {self.resultaattype}"


class RolQuerySet(models.QuerySet["Rol"]):
    def open_behandelaar(self) -> "RolQuerySet":
        """Return the roles of who handles a zaak now; a unit that is responsible stands beside that person."""
        return self.filter(soort=Rolsoort.BEHANDELAAR, betrokkene_soort=Betrokkene.Soort.MEDEWERKER, geldig_tot=None)


class Rol(Basis):
    """The part that a betrokkene has, or had, in a zaak (RGBZ ROL)."""

    class Machtiging(models.TextChoices):
        """Whether someone acts for another, or another acts for him (RGBZ, indicatie machtiging)."""

        GEMACHTIGDE = "gemachtigde", _("Gemachtigde")
        MACHTIGINGGEVER = "machtiginggever", _("Machtiginggever")

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="rollen")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, related_name="rollen")
    roltype = models.ForeignKey(Roltype, on_delete=models.PROTECT, related_name="+")
    # Copy of roltype.soort: a partial unique index cannot look into another table.
    soort = models.CharField(_("soort"), max_length=20, choices=Rolsoort, editable=False)
    # Copy of betrokkene.soort, for the same reason; `save` fills both.
    betrokkene_soort = models.CharField(
        _("soort betrokkene"), max_length=30, choices=Betrokkene.Soort, editable=False, default=""
    )
    betrokkene_url = Adresveld(_("betrokkene in een ander register"))
    # What was told of the betrokkene for this role (ZGW betrokkeneIdentificatie), without the numbers that identify
    # someone: those stand with the betrokkene only.
    gegevens = models.JSONField(_("gegevens van de betrokkene"), default=dict, blank=True)
    afwijkende_naam = models.CharField(_("afwijkende naam"), max_length=625, blank=True)
    toelichting = models.CharField(_("toelichting"), max_length=1000, blank=True)
    indicatie_machtiging = models.CharField(_("machtiging"), max_length=20, choices=Machtiging.choices, blank=True)
    contactpersoon = models.JSONField(_("contactpersoon"), null=True, blank=True)
    authenticatie_context = models.JSONField(_("hoe de betrokkene inlogde"), null=True, blank=True)
    geldig_van = models.DateTimeField(_("sinds"))
    geldig_tot = models.DateTimeField(_("tot"), null=True, blank=True)

    objects = RolQuerySet.as_manager()

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        constraints = [
            models.UniqueConstraint(
                fields=["zaak"],
                condition=models.Q(soort="behandelaar", betrokkene_soort="medewerker", geldig_tot=None),
                name="zaak_heeft_een_behandelaar",
            ),
            models.UniqueConstraint(
                fields=["zaak"],
                condition=models.Q(soort="zaakcoordinator", geldig_tot=None),
                name="zaak_heeft_een_zaakcoordinator",
            ),
            models.UniqueConstraint(
                fields=["zaak"], condition=models.Q(soort="initiator"), name="zaak_heeft_een_initiator"
            ),
        ]
        indexes = [
            models.Index(
                "betrokkene", "soort", "zaak", name="rol_zaken_van_betrokkene", condition=models.Q(geldig_tot=None)
            ),
            models.Index("betrokkene_url", name="rol_op_adres", condition=~models.Q(betrokkene_url="")),
        ]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.betrokkene} ({self.soort})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the kinds that the unique indexes look at; bulk_create passes them by hand."""
        self.soort, self.betrokkene_soort = self.soort or self.roltype.soort, self.betrokkene.soort
        super().save(*args, **kwargs)


class Zaakeigenschap(Basis):
    """A fact of the zaak, in the format that its eigenschap asks for."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="eigenschappen")
    eigenschap = models.ForeignKey(Eigenschap, on_delete=models.PROTECT, related_name="+")
    waarde = models.TextField(_("waarde"))

    class Meta:
        verbose_name = _("zaakeigenschap")
        verbose_name_plural = _("zaakeigenschappen")

    def __str__(self) -> str:
        return f"{self.zaak}: {self.eigenschap}"
