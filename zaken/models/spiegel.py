"""Spiegel: that a register elsewhere has to know to what of ours its document belongs (zrc-005, brc-005)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.document import Objectinformatieobject
from zaken.models.velden import Adresveld

# Longer than asking another register can take: a worker that still holds a row after this is dead.
LEASE = timedelta(minutes=5)


class SpiegelQuerySet(models.QuerySet["Spiegel"]):
    def aan_de_beurt(self, nu: datetime) -> "SpiegelQuerySet":
        """Return what may be told now, the longest waiting first."""
        return self.filter(status=Spiegel.Status.WACHT, volgende_poging_op__lte=nu).order_by("volgende_poging_op")

    def blijven_liggen(self, nu: datetime) -> "SpiegelQuerySet":
        """Return what a worker took and never finished."""
        return self.filter(status=Spiegel.Status.BEZIG, geclaimd_op__lt=nu - LEASE)


class Spiegel(Basis):
    """One relation of a document elsewhere: what we want to stand there, and whether it does.

    The row stays as long as the relation; when that is gone, the row goes after the register has let go of it too.
    """

    class Status(models.TextChoices):
        WACHT = "wacht", _("Wacht")
        BEZIG = "bezig", _("Wordt doorgegeven")
        KLOPT = "klopt", _("Klopt")
        MISLUKT = "mislukt", _("Mislukt")

    document_url = Adresveld(_("document in een ander register"), blank=False)
    object_pad = models.CharField(_("waar het bij hoort"), max_length=200)
    objecttype = models.CharField(_("soort object"), max_length=10, choices=Objectinformatieobject.Objecttype)
    gewenst = models.BooleanField(_("hoort er te staan"), default=True)
    relatie_url = Adresveld(_("relatie in het andere register"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    volgende_poging_op = models.DateTimeField(_("volgende poging op"), null=True)
    geclaimd_op = models.DateTimeField(_("geclaimd op"), null=True)
    laatste_fout = models.CharField(_("laatste fout"), max_length=100, blank=True)

    objects = SpiegelQuerySet.as_manager()

    class Meta:
        verbose_name = _("relatie in een ander register")
        verbose_name_plural = _("relaties in andere registers")
        constraints = [
            models.UniqueConstraint(fields=["document_url", "object_pad"], name="spiegel_een_per_relatie"),
            models.CheckConstraint(
                condition=Q(status="bezig", geclaimd_op__isnull=False)
                | (~Q(status="bezig") & Q(geclaimd_op__isnull=True)),
                name="spiegel_bezig_heeft_claim",
            ),
            models.CheckConstraint(
                condition=Q(status="wacht", volgende_poging_op__isnull=False)
                | (~Q(status="wacht") & Q(volgende_poging_op__isnull=True)),
                name="spiegel_wacht_heeft_tijd",
            ),
        ]
        indexes = [
            models.Index(fields=["volgende_poging_op"], condition=Q(status="wacht"), name="spiegel_wacht"),
            models.Index(fields=["object_pad"], name="spiegel_object"),
        ]

    def __str__(self) -> str:
        return f"{self.document_url} {self.object_pad}"
