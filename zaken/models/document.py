"""Documents: one canonical record, its versions with the file, and the zaken that it belongs to (RGBZ)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from mijnportaal.kern.opslag import ScanStatus
from zaken.models.catalogus import Informatieobjecttype
from zaken.models.keuzes import Richting, Vertrouwelijkheid
from zaken.models.taak import Taak
from zaken.models.zaak import Zaak


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
    richting = models.CharField(_("richting"), max_length=10, choices=Richting)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DEFINITIEF)
    vertrouwelijkheidaanduiding = models.PositiveSmallIntegerField(
        _("vertrouwelijkheidaanduiding"), choices=Vertrouwelijkheid
    )
    taal = models.CharField(_("taal"), max_length=3, default="dut")
    creatiedatum = models.DateField(_("creatiedatum"))
    ontvangstdatum = models.DateField(_("ontvangstdatum"), null=True, blank=True)

    class Meta:
        verbose_name = _("informatieobject")
        verbose_name_plural = _("informatieobjecten")
        constraints = [
            models.UniqueConstraint(
                fields=["bronorganisatie", "identificatie"], name="informatieobject_identificatie_uniek"
            ),
            # drc-005: what came in is finished, so it cannot be a draft here.
            models.CheckConstraint(
                condition=models.Q(ontvangstdatum=None) | models.Q(status__in=["definitief", "gearchiveerd"]),
                name="informatieobject_ontvangen_is_niet_in_bewerking",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Informatieobjectversie(Basis):
    """One version of a document: the file as it was stored, never overwritten."""

    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="versies")
    versie = models.PositiveIntegerField(_("versie"))
    pad = models.CharField(_("plaats in de opslag"), max_length=200, unique=True)
    bestandsnaam = models.CharField(_("bestandsnaam"), max_length=255)
    omvang = models.PositiveBigIntegerField(_("omvang in bytes"))
    mimetype = models.CharField(_("bestandssoort"), max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    scanstatus = models.CharField(_("virusscan"), max_length=20, choices=ScanStatus)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))

    class Meta:
        verbose_name = _("versie van een informatieobject")
        verbose_name_plural = _("versies van een informatieobject")
        constraints = [
            models.UniqueConstraint(fields=["informatieobject", "versie"], name="informatieobjectversie_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.informatieobject} v{self.versie}"


class ZaakinformatieobjectQuerySet(models.QuerySet["Zaakinformatieobject"]):
    def met_laatste_versie(self) -> "ZaakinformatieobjectQuerySet":
        """Add size, name, kind and scan state of the newest version, so that a list costs one query."""
        laatste = Informatieobjectversie.objects.filter(informatieobject=models.OuterRef("informatieobject")).order_by(
            "-versie"
        )
        return self.select_related("informatieobject__informatieobjecttype").annotate(
            omvang=models.Subquery(laatste.values("omvang")[:1]),
            bestandsnaam=models.Subquery(laatste.values("bestandsnaam")[:1]),
            mimetype=models.Subquery(laatste.values("mimetype")[:1]),
            scanstatus=models.Subquery(laatste.values("scanstatus")[:1]),
        )


class Zaakinformatieobject(Basis):
    """That a document belongs to a zaak, and whether its resident may see it there."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="documenten")
    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="zaken")
    taak = models.ForeignKey(Taak, null=True, blank=True, on_delete=models.PROTECT, related_name="documenten")
    zichtbaar_voor_inwoner = models.BooleanField(_("zichtbaar voor de inwoner"), default=False)
    registratiedatum = models.DateTimeField(_("toegevoegd op"))

    objects = ZaakinformatieobjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("document van een zaak")
        verbose_name_plural = _("documenten van een zaak")
        constraints = [models.UniqueConstraint(fields=["zaak", "informatieobject"], name="zaakinformatieobject_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.informatieobject}"
