"""The zaak and the facts that hang from it (RGBZ 2)."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.models import Basis
from zaken.models.betrokkene import Betrokkene, Identiteit
from zaken.models.catalogus import Eigenschap, Resultaattype, Roltype, Statustype, Zaaktypeversie
from zaken.models.keuzes import Archiefnominatie, Archiefstatus, Kanaal, Rolsoort, Vertrouwelijkheid, WachtOp


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

    def van_groepen(self, medewerker: Gebruiker) -> "ZaakQuerySet":
        """Return the zaken of the groups that this employee is in."""
        return self.filter(groep__in=medewerker.groepen.all())

    def voor_lijst(self) -> "ZaakQuerySet":
        """Add what every list shows, so that a row costs no query: type, current status, initiator, behandelaar."""
        status = Status.objects.filter(zaak=models.OuterRef("pk")).order_by("-datum", "-pk")
        rol = Rol.objects.filter(zaak=models.OuterRef("pk"))
        return self.select_related("zaaktypeversie", "groep").annotate(
            statusnaam=models.Subquery(status.values("statustype__omschrijving")[:1]),
            statusnaam_inwoner=models.Subquery(status.values("statustype__naam_inwoner")[:1]),
            statusvolgnummer=models.Subquery(status.values("statustype__volgnummer")[:1]),
            initiatornaam=models.Subquery(rol.filter(soort=Rolsoort.INITIATOR).values("betrokkene__naam")[:1]),
            behandelaarnaam=models.Subquery(
                rol.filter(soort=Rolsoort.BEHANDELAAR, geldig_tot=None).values("betrokkene__naam")[:1]
            ),
        )


class Zaak(Basis):
    """A piece of work with a beginning and an end, for which the municipality answers (RGBZ ZAAK)."""

    identificatie = models.CharField(_("zaaknummer"), max_length=40)
    bronorganisatie = models.CharField(_("bronorganisatie"), max_length=9)
    zaaktypeversie = models.ForeignKey(
        Zaaktypeversie, on_delete=models.PROTECT, related_name="zaken", verbose_name=_("zaaktype")
    )
    omschrijving = models.CharField(_("omschrijving"), max_length=80)
    toelichting = models.TextField(_("toelichting"), blank=True)
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
                condition=models.Q(einddatum=None) | models.Q(einddatum__gte=models.F("startdatum")),
                name="zaak_einddatum_na_startdatum",
            ),
            models.CheckConstraint(
                condition=models.Q(einddatum__isnull=False)
                | models.Q(archiefnominatie="", archiefactiedatum=None, brondatum=None),
                name="zaak_open_heeft_geen_archiefdatum",
            ),
            models.CheckConstraint(
                condition=models.Q(einddatum=None) | ~models.Q(archiefnominatie=""),
                name="zaak_dicht_heeft_archiefnominatie",
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
        return self.filter(soort=Rolsoort.BEHANDELAAR, geldig_tot=None)


class Rol(Basis):
    """The part that a betrokkene has, or had, in a zaak (RGBZ ROL)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="rollen")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, related_name="rollen")
    roltype = models.ForeignKey(Roltype, on_delete=models.PROTECT, related_name="+")
    # Copy of roltype.soort: a partial unique index cannot look into another table.
    soort = models.CharField(_("soort"), max_length=20, choices=Rolsoort, editable=False)
    geldig_van = models.DateTimeField(_("sinds"))
    geldig_tot = models.DateTimeField(_("tot"), null=True, blank=True)

    objects = RolQuerySet.as_manager()

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        constraints = [
            models.UniqueConstraint(
                fields=["zaak"],
                condition=models.Q(soort="behandelaar", geldig_tot=None),
                name="zaak_heeft_een_behandelaar",
            ),
            models.UniqueConstraint(
                fields=["zaak"], condition=models.Q(soort="initiator"), name="zaak_heeft_een_initiator"
            ),
        ]
        indexes = [
            models.Index(
                "betrokkene", "soort", "zaak", name="rol_zaken_van_betrokkene", condition=models.Q(geldig_tot=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.betrokkene} ({self.soort})"


class Zaakeigenschap(Basis):
    """A fact of the zaak, in the format that its eigenschap asks for."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="eigenschappen")
    eigenschap = models.ForeignKey(Eigenschap, on_delete=models.PROTECT, related_name="+")
    waarde = models.TextField(_("waarde"))

    class Meta:
        verbose_name = _("zaakeigenschap")
        verbose_name_plural = _("zaakeigenschappen")
        constraints = [models.UniqueConstraint(fields=["zaak", "eigenschap"], name="zaakeigenschap_een_per_zaak")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.eigenschap}"


class Opschorting(Basis):
    """A period in which the term stands still (Awb artikel 4:15); rows, so that a zaak can have several."""

    class Grond(models.TextChoices):
        AANVULLING = "aanvulling", _("Wachten op aanvulling (Awb 4:15, lid 1, onder a)")

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="opschortingen")
    grond = models.CharField(_("grond"), max_length=20, choices=Grond)
    reden = models.TextField(_("reden"))
    begonnen_op = models.DateField(_("verstuurd op"))
    verwacht_tot = models.DateField(_("verwacht tot"))
    beeindigd_op = models.DateField(_("beëindigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("opschorting")
        verbose_name_plural = _("opschortingen")
        constraints = [
            models.UniqueConstraint(
                fields=["zaak"], condition=models.Q(beeindigd_op=None), name="zaak_heeft_een_open_opschorting"
            ),
            models.CheckConstraint(
                condition=models.Q(beeindigd_op=None) | models.Q(beeindigd_op__gte=models.F("begonnen_op")),
                name="opschorting_einde_na_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.reden}"
