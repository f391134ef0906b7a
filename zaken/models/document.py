"""Documents: one canonical record, its versions with the file, and the zaken that it belongs to (RGBZ)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from mijnportaal.kern.opslag import ScanStatus
from zaken.models.keuzes import Richting, Vertrouwelijkheid
from zaken.models.taak import Taak
from zaken.models.typen import Informatieobjecttype
from zaken.models.velden import Adresveld
from zaken.models.zaak import Status, Zaak


class Informatieobject(Basis):
    """A document, whatever its versions (RGBZ ENKELVOUDIGINFORMATIEOBJECT)."""

    class Status(models.TextChoices):
        IN_BEWERKING = "in_bewerking", _("In bewerking")
        TER_VASTSTELLING = "ter_vaststelling", _("Ter vaststelling")
        DEFINITIEF = "definitief", _("Definitief")
        GEARCHIVEERD = "gearchiveerd", _("Gearchiveerd")

    identificatie = models.CharField(_("identificatie"), max_length=40)
    bronorganisatie = models.CharField(_("bronorganisatie"), max_length=9)
    informatieobjecttype = models.ForeignKey(Informatieobjecttype, on_delete=models.PROTECT, related_name="+")
    titel = models.CharField(_("titel"), max_length=200)
    auteur = models.CharField(_("auteur"), max_length=200)
    richting = models.CharField(_("richting"), max_length=10, choices=Richting, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DEFINITIEF, blank=True)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )
    taal = models.CharField(_("taal"), max_length=3, default="dut")
    creatiedatum = models.DateField(_("creatiedatum"))
    ontvangstdatum = models.DateField(_("ontvangstdatum"), null=True, blank=True)
    verzenddatum = models.DateField(_("verzenddatum"), null=True, blank=True)
    beschrijving = models.CharField(_("beschrijving"), max_length=1000, blank=True)
    link = Adresveld(_("adres van de inhoud elders"), max_length=200)
    verschijningsvorm = models.TextField(_("verschijningsvorm"), blank=True)
    # ZGW ondertekening: soort, datum. ZGW integriteit: algoritme, waarde, datum.
    ondertekening = models.JSONField(_("ondertekening"), null=True, blank=True)
    integriteit = models.JSONField(_("integriteit"), null=True, blank=True)
    trefwoorden = ArrayField(models.CharField(max_length=100), verbose_name=_("trefwoorden"), default=list, blank=True)
    # Unknown until someone says; a zaak does not close before (zrc-007).
    indicatie_gebruiksrecht = models.BooleanField(_("er zijn gebruiksrechten"), null=True, blank=True)
    slot = models.CharField(_("slot"), max_length=64, blank=True, editable=False)
    slot_sinds = models.DateTimeField(_("op slot sinds"), null=True, blank=True)
    slot_van = models.CharField(_("op slot gezet door"), max_length=200, blank=True)
    # A document in the register of another organisation: this row stands for it, and has no versions.
    elders_url = Adresveld(_("document in een ander register"))

    class Meta:
        indexes = [
            GinIndex("trefwoorden", name="informatieobject_trefwoorden"),
            # Which documents a client may see.
            models.Index("informatieobjecttype", "vertrouwelijkheidaanduiding", name="informatieobject_per_type"),
        ]
        verbose_name = _("informatieobject")
        verbose_name_plural = _("informatieobjecten")
        constraints = [
            models.UniqueConstraint(
                fields=["bronorganisatie", "identificatie"],
                condition=models.Q(elders_url=""),
                name="informatieobject_identificatie_uniek",
            ),
            # drc-005: what came in is finished, so it cannot be a draft here.
            models.CheckConstraint(
                condition=models.Q(ontvangstdatum=None) | models.Q(status__in=["", "definitief", "gearchiveerd"]),
                name="informatieobject_ontvangen_is_niet_in_bewerking",
            ),
            models.CheckConstraint(
                condition=models.Q(ontvangstdatum=None) | models.Q(verzenddatum=None),
                name="informatieobject_ontvangen_of_verzonden",
            ),
            models.CheckConstraint(
                condition=models.Q(slot="", slot_sinds=None)
                | (~models.Q(slot="") & models.Q(slot_sinds__isnull=False)),
                name="informatieobject_slot_heeft_moment",
            ),
            models.UniqueConstraint(
                fields=["elders_url"], condition=~models.Q(elders_url=""), name="informatieobject_elders_uniek"
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Informatieobjectversie(Basis):
    """One version of a document: the file as it was stored and what was said of it, never overwritten.

    `pad` is empty as long as the content has not come in (bestandsdelen); two versions with the same content share it.
    """

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="versies")
    versie = models.PositiveIntegerField(_("versie"))
    pad = models.CharField(_("plaats in de opslag"), max_length=200, blank=True)
    bestandsnaam = models.CharField(_("bestandsnaam"), max_length=255, blank=True)
    omvang = models.PositiveBigIntegerField(_("omvang in bytes"), null=True)
    mimetype = models.CharField(_("bestandssoort"), max_length=255, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    # The columns of the informatieobject as they were with this version, for who asks for an older one.
    gegevens = models.JSONField(_("gegevens bij deze versie"), default=dict, blank=True)
    scanstatus = models.CharField(_("virusscan"), max_length=20, choices=ScanStatus)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))

    class Meta:
        verbose_name = _("versie van een informatieobject")
        verbose_name_plural = _("versies van een informatieobject")
        constraints = [
            models.UniqueConstraint(fields=["informatieobject", "versie"], name="informatieobjectversie_uniek")
        ]
        indexes = [
            # Is this file still somebody's?
            models.Index("pad", name="informatieobjectversie_pad", condition=~models.Q(pad="")),
        ]

    def __str__(self) -> str:
        return f"{self.informatieobject} v{self.versie}"


def _of_leeg(waarden: "models.QuerySet[Informatieobjectversie, object]") -> Coalesce:
    return Coalesce(models.Subquery(waarden[:1]), models.Value(""), output_field=models.CharField())


class ZaakinformatieobjectQuerySet(models.QuerySet["Zaakinformatieobject"]):
    def met_laatste_versie(self) -> "ZaakinformatieobjectQuerySet":
        """Add size, name, kind and scan state of the newest version, so that a list costs one query.

        What has no file here, because it is still coming or stands in another register, has none of these: all empty.
        """
        laatste = Informatieobjectversie.objects.filter(informatieobject=models.OuterRef("informatieobject")).order_by(
            "-versie"
        )
        return self.select_related("informatieobject__informatieobjecttype").annotate(
            omvang=models.Subquery(laatste.values("omvang")[:1]),
            bestandsnaam=_of_leeg(laatste.values("bestandsnaam")),
            mimetype=_of_leeg(laatste.values("mimetype")),
            scanstatus=_of_leeg(
                laatste.values(stand=models.Case(models.When(pad="", then=models.Value("")), default="scanstatus"))
            ),
        )


class Zaakinformatieobject(Basis):
    """That a document belongs to a zaak, and whether its resident may see it there."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="documenten")
    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="zaken")
    taak = models.ForeignKey(Taak, null=True, blank=True, on_delete=models.PROTECT, related_name="documenten")
    zichtbaar_voor_inwoner = models.BooleanField(_("zichtbaar voor de inwoner"), default=False)
    registratiedatum = models.DateTimeField(_("toegevoegd op"))
    titel = models.CharField(_("titel in deze zaak"), max_length=200, blank=True)
    beschrijving = models.TextField(_("beschrijving in deze zaak"), blank=True)
    vernietigingsdatum = models.DateTimeField(_("vernietigingsdatum"), null=True, blank=True)
    status = models.ForeignKey(
        Status, null=True, blank=True, on_delete=models.PROTECT, related_name="documenten", verbose_name=_("bij status")
    )

    objects = ZaakinformatieobjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("document van een zaak")
        verbose_name_plural = _("documenten van een zaak")
        constraints = [models.UniqueConstraint(fields=["zaak", "informatieobject"], name="zaakinformatieobject_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.informatieobject}"


class Bestandsdeel(Basis):
    """A part of a large file that still has to come in, or has; gone when the file is whole (drc bestandsdelen)."""

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.CASCADE, related_name="bestandsdelen")
    volgnummer = models.PositiveIntegerField(_("volgnummer"))
    omvang = models.PositiveBigIntegerField(_("omvang in bytes"))
    pad = models.CharField(_("plaats in de opslag"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bestandsdeel")
        verbose_name_plural = _("bestandsdelen")
        ordering = ["informatieobject", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["informatieobject", "volgnummer"], name="bestandsdeel_volgnummer_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.informatieobject} deel {self.volgnummer}"


class Gebruiksrecht(Basis):
    """Under which conditions others may use a document (RGBZ, drc-006)."""

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="gebruiksrechten")
    startdatum = models.DateTimeField(_("startdatum"))
    einddatum = models.DateTimeField(_("einddatum"), null=True, blank=True)
    omschrijving_voorwaarden = models.TextField(_("voorwaarden"))

    class Meta:
        verbose_name = _("gebruiksrecht")
        verbose_name_plural = _("gebruiksrechten")

    def __str__(self) -> str:
        return f"{self.informatieobject}: {self.omschrijving_voorwaarden}"


class Objectinformatieobject(Basis):
    """That a document belongs to an object of another register; what belongs to our own is in the rows of those."""

    class Objecttype(models.TextChoices):
        BESLUIT = "besluit", _("Besluit")
        ZAAK = "zaak", _("Zaak")
        VERZOEK = "verzoek", _("Verzoek")

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="objecten_elders")
    object_url = Adresveld(_("adres van het object"), blank=False)
    objecttype = models.CharField(_("soort object"), max_length=10, choices=Objecttype)

    class Meta:
        verbose_name = _("document bij een object elders")
        verbose_name_plural = _("documenten bij objecten elders")
        constraints = [
            models.UniqueConstraint(fields=["informatieobject", "object_url"], name="objectinformatieobject_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.informatieobject}: {self.object_url}"


class Objectrelatie(models.Model):
    """That a document belongs to anything at all: our zaken and besluiten, and objects elsewhere, as one list.

    A view (migration 0010): the relation is one row in its own table, and nothing has to be kept in step (zrc-005,
    brc-005). Its key is the one of that row; those of besluiten and of objects elsewhere are made negative.
    """

    id = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField()
    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.DO_NOTHING, related_name="+")
    objecttype = models.CharField(max_length=10, choices=Objectinformatieobject.Objecttype)
    zaak = models.ForeignKey(Zaak, null=True, on_delete=models.DO_NOTHING, related_name="+")
    besluit = models.ForeignKey("zaken.Besluit", null=True, on_delete=models.DO_NOTHING, related_name="+")
    object_url = Adresveld(_("adres van het object"))

    class Meta:
        managed = False
        db_table = "zaken_objectrelatie"
        verbose_name = _("relatie van een document")
        verbose_name_plural = _("relaties van documenten")

    def __str__(self) -> str:
        return f"{self.informatieobject}: {self.objecttype}"


class Verzending(Basis):
    """That a document was sent to someone, or came from someone (RGBZ VERZENDING)."""

    class Aard(models.TextChoices):
        AFZENDER = "afzender", _("Afzender")
        GEADRESSEERDE = "geadresseerde", _("Geadresseerde")

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="verzendingen")
    betrokkene = Adresveld(_("adres van de betrokkene"), blank=False)
    aard_relatie = models.CharField(_("aard van de relatie"), max_length=15, choices=Aard)
    toelichting = models.CharField(_("toelichting"), max_length=200, blank=True)
    ontvangstdatum = models.DateField(_("ontvangstdatum"), null=True, blank=True)
    verzenddatum = models.DateField(_("verzenddatum"), null=True, blank=True)
    contactpersoon = Adresveld(_("adres van de contactpersoon"))
    contactpersoonnaam = models.CharField(_("naam van de contactpersoon"), max_length=40, blank=True)
    # The address forms of ZGW as they were given; at most one of these is filled.
    binnenlands_adres = models.JSONField(_("binnenlands correspondentieadres"), null=True, blank=True)
    buitenlands_adres = models.JSONField(_("buitenlands correspondentieadres"), null=True, blank=True)
    postadres = models.JSONField(_("correspondentiepostadres"), null=True, blank=True)
    faxnummer = models.CharField(_("faxnummer"), max_length=15, blank=True)
    emailadres = models.CharField(_("e-mailadres"), max_length=100, blank=True)
    mijn_overheid = models.BooleanField(_("naar MijnOverheid"), default=False)
    telefoonnummer = models.CharField(_("telefoonnummer"), max_length=15, blank=True)

    class Meta:
        verbose_name = _("verzending")
        verbose_name_plural = _("verzendingen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ontvangstdatum=None) | models.Q(verzenddatum=None),
                name="verzending_ontvangen_of_verzonden",
            )
        ]

    def __str__(self) -> str:
        return f"{self.informatieobject}: {self.get_aard_relatie_display()}"
