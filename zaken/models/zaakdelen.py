"""What a zaak gathers on its way: pauses, extensions, relations, objects, notes and contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.betrokkene import Betrokkene
from zaken.models.keuzes import AardRelatie
from zaken.models.typen import Zaakobjecttype
from zaken.models.velden import Adresveld, DuurVeld
from zaken.models.zaak import Zaak


class Opschorting(Basis):
    """A period in which the term stands still (Awb artikel 4:15); rows, so that a zaak can have several."""

    class Grond(models.TextChoices):
        AANVULLING = "aanvulling", _("Wachten op aanvulling (Awb 4:15, lid 1, onder a)")
        BUITENLAND = "buitenland", _("Wachten op een buitenlandse instantie (Awb 4:15, lid 1, onder b)")
        INSTEMMING = "instemming", _("Met schriftelijke instemming van de aanvrager (Awb 4:15, lid 2, onder a)")
        TOEREKENING = "toerekening", _("Vertraging door de aanvrager (Awb 4:15, lid 2, onder b)")
        OVERMACHT = "overmacht", _("Overmacht (Awb 4:15, lid 2, onder c)")
        ANDERS = "anders", _("Opgegeven door een ander systeem")

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="opschortingen")
    grond = models.CharField(_("grond"), max_length=20, choices=Grond)
    reden = models.TextField(_("reden"))
    begonnen_op = models.DateField(_("verstuurd op"))
    verwacht_tot = models.DateField(_("verwacht tot"), null=True, blank=True)
    # Whether the date that another system gave (Zaak.opgegeven_einddatum) counts this already.
    in_opgave = models.BooleanField(default=False, editable=False)
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


class Verlenging(Basis):
    """That the term of a zaak was made longer (Awb artikel 4:14); rows, so that each has its reason and its day."""

    class Grond(models.TextChoices):
        VERDAGING = "verdaging", _("Verdaging volgens de wet")
        NIEUWE_TERMIJN = "nieuwe_termijn", _("Nieuwe redelijke termijn (Awb 4:14, lid 3)")
        MEDEDELING = "mededeling", _("Mededeling dat het later wordt (Awb 4:14, lid 1)")

    grond = models.CharField(_("grond"), max_length=20, choices=Grond, default=Grond.VERDAGING)
    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="verlengingen")
    reden = models.TextField(_("reden"))
    duur = DuurVeld(_("duur"), blank=True)
    nieuwe_datum = models.DateField(_("nieuwe datum"), null=True, blank=True)
    # Whether the date that another system gave (Zaak.opgegeven_einddatum) counts this already.
    in_opgave = models.BooleanField(default=False, editable=False)
    besloten_op = models.DateField(_("besloten op"))
    medegedeeld_op = models.DateField(_("meegedeeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("verlenging")
        verbose_name_plural = _("verlengingen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grond="verdaging") ^ models.Q(duur=""), name="verlenging_verdaging_heeft_duur"
            ),
            models.CheckConstraint(
                condition=models.Q(grond="verdaging") ^ models.Q(nieuwe_datum__isnull=False),
                name="verlenging_anders_heeft_datum",
            ),
            models.CheckConstraint(
                condition=models.Q(medegedeeld_op=None) | models.Q(medegedeeld_op__gte=models.F("besloten_op")),
                name="verlenging_meegedeeld_na_besluit",
            ),
            models.UniqueConstraint(
                fields=["zaak"], condition=models.Q(grond="verdaging"), name="zaak_heeft_een_verdaging"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.duur}"


class Zaakkenmerk(Basis):
    """A mark under which another register knows the zaak (RGBZ KENMERK)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="kenmerken")
    kenmerk = models.CharField(_("kenmerk"), max_length=40)
    bron = models.CharField(_("bron"), max_length=40)

    class Meta:
        verbose_name = _("kenmerk")
        verbose_name_plural = _("kenmerken")

    def __str__(self) -> str:
        return f"{self.bron}: {self.kenmerk}"


class Zaakrelatie(Basis):
    """That another zaak, here or in another register, has to do with this one; stored once, shown on both sides."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="relaties")
    andere_zaak = models.ForeignKey(
        Zaak, null=True, blank=True, on_delete=models.PROTECT, related_name="relaties_van_anderen"
    )
    andere_zaak_url = Adresveld(_("zaak in een ander register"))
    aard = models.CharField(_("aard van de relatie"), max_length=15, choices=AardRelatie)
    overige_relatie = models.CharField(_("andere aard"), max_length=100, blank=True)
    toelichting = models.CharField(_("toelichting"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("relatie met een zaak")
        verbose_name_plural = _("relaties met zaken")
        constraints = [
            models.UniqueConstraint(fields=["zaak", "andere_zaak", "aard"], name="zaakrelatie_een_per_aard"),
            models.CheckConstraint(
                condition=models.Q(andere_zaak__isnull=False) ^ ~models.Q(andere_zaak_url=""),
                name="zaakrelatie_heeft_een_andere_zaak",
            ),
            models.CheckConstraint(
                condition=models.Q(andere_zaak=None) | ~models.Q(andere_zaak=models.F("zaak")),
                name="zaakrelatie_niet_met_zichzelf",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.andere_zaak or self.andere_zaak_url}"


class Zaakobject(Basis):
    """Something that the zaak is about: an address, a building, a person, a thing of another register (RGBZ)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="objecten")
    object_url = Adresveld(_("adres van het object"))
    objecttype = models.CharField(_("soort object"), max_length=50)
    objecttype_overige = models.CharField(_("ander soort object"), max_length=100, blank=True)
    # ZGW objectTypeOverigeDefinitie: url, schema, objectData.
    overige_definitie = models.JSONField(_("definitie van het andere soort"), null=True, blank=True)
    # ZGW objectIdentificatie, without a BSN; a person is `betrokkene` too.
    gegevens = models.JSONField(_("gegevens van het object"), null=True, blank=True)
    betrokkene = models.ForeignKey(Betrokkene, null=True, blank=True, on_delete=models.PROTECT, related_name="objecten")
    relatieomschrijving = models.CharField(_("betekenis voor de zaak"), max_length=80, blank=True)
    zaakobjecttype = models.ForeignKey(
        Zaakobjecttype, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("object van een zaak")
        verbose_name_plural = _("objecten van een zaak")
        indexes = [models.Index("object_url", name="zaakobject_op_adres", condition=~models.Q(object_url=""))]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.objecttype_overige or self.objecttype}"


class Notitie(Basis):
    """What staff tell each other about a zaak; a resident never sees it, who may read the zaak does."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="notities")
    auteur = models.ForeignKey("accounts.Gebruiker", on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(_("notitie"))
    gemaakt_op = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        ordering = ["-gemaakt_op"]
        constraints = [models.CheckConstraint(condition=~models.Q(tekst=""), name="notitie_heeft_tekst")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.gemaakt_op}"


class Zaakklantcontact(Basis):
    """A contact about a zaak as the Zaken API keeps it (ZGW KLANTCONTACT, deprecated there)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="klantcontacten")
    identificatie = models.CharField(_("identificatie"), max_length=14)
    datumtijd = models.DateTimeField(_("datum en tijd"))
    kanaal = models.CharField(_("kanaal"), max_length=20, blank=True)
    onderwerp = models.CharField(_("onderwerp"), max_length=200, blank=True)
    toelichting = models.CharField(_("toelichting"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("klantcontact bij een zaak")
        verbose_name_plural = _("klantcontacten bij zaken")
        constraints = [models.UniqueConstraint(fields=["identificatie"], name="zaakklantcontact_identificatie_uniek")]

    def __str__(self) -> str:
        return self.identificatie


class Zaakcontactmoment(Basis):
    """That a contactmoment of a contact register is about this zaak."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="contactmomenten")
    contactmoment = Adresveld(_("contactmoment"), blank=False)

    class Meta:
        verbose_name = _("contactmoment bij een zaak")
        verbose_name_plural = _("contactmomenten bij zaken")
        constraints = [models.UniqueConstraint(fields=["zaak", "contactmoment"], name="zaakcontactmoment_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.contactmoment}"


class Zaakverzoek(Basis):
    """That a verzoek of another register led to this zaak."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="verzoeken")
    verzoek = Adresveld(_("verzoek"), blank=False)

    class Meta:
        verbose_name = _("verzoek bij een zaak")
        verbose_name_plural = _("verzoeken bij zaken")
        constraints = [models.UniqueConstraint(fields=["zaak", "verzoek"], name="zaakverzoek_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.verzoek}"


class Zaakbesluit(Basis):
    """That a besluit of another register belongs to this zaak; our own besluiten say so themselves."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="besluiten_elders")
    besluit_url = Adresveld(_("besluit in een ander register"), blank=False)

    class Meta:
        verbose_name = _("besluit elders bij een zaak")
        verbose_name_plural = _("besluiten elders bij zaken")
        constraints = [models.UniqueConstraint(fields=["zaak", "besluit_url"], name="zaakbesluit_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.besluit_url}"


class Verwijdering(models.Model):
    """What stays of a zaak, besluit or document that was really deleted (zrc-023, brc-009, drc-008): that it was.

    The number is never given again, and the last hash tells which trail ended here.
    """

    soort = models.CharField(_("soort"), max_length=20)
    uuid = models.UUIDField(_("uuid"), unique=True)
    bronorganisatie = models.CharField(_("bronorganisatie"), max_length=9)
    identificatie = models.CharField(_("identificatie"), max_length=50)
    verwijderd_op = models.DateTimeField(_("verwijderd op"))
    door_naam = models.CharField(_("door"), max_length=200)
    door = models.ForeignKey("accounts.Gebruiker", null=True, on_delete=models.PROTECT, related_name="+")
    applicatie = models.ForeignKey("accounts.Applicatie", null=True, on_delete=models.PROTECT, related_name="+")
    laatste_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("verwijdering")
        verbose_name_plural = _("verwijderingen")
        indexes = [models.Index("bronorganisatie", "identificatie", name="verwijdering_op_nummer")]

    def __str__(self) -> str:
        return f"{self.soort} {self.identificatie}"


class Gelijkgesteldedag(models.Model):
    """A day that a royal decree makes equal to a holiday (Algemene termijnenwet artikel 3, lid 3)."""

    datum = models.DateField(_("datum"), unique=True)
    besluit = models.CharField(_("koninklijk besluit"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("gelijkgestelde dag")
        verbose_name_plural = _("gelijkgestelde dagen")
        ordering = ["datum"]

    def __str__(self) -> str:
        return self.datum.isoformat()
