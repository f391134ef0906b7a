"""A file on its way into a draft, in parts; when the last part is there it becomes a Bijlage, and this row is gone."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from formulieren.models.inzending import Inzending, Plek
from mijnportaal.kern.models import Basis

# P-11: what nobody went on with is gone after this.
BEWAARTIJD = timedelta(days=2)


class UploadQuerySet(models.QuerySet["Upload"]):
    def verlopen(self) -> "UploadQuerySet":
        """Return the uploads that nobody went on with."""
        return self.filter(bijgewerkt_op__lt=timezone.now() - BEWAARTIJD)


class Upload(Basis):
    """One file of one question that is not whole yet; `uuid` is the token, and it is used once."""

    inzending = models.ForeignKey(Inzending, on_delete=models.CASCADE, related_name="uploads")
    vraag = models.UUIDField(_("vraag"))
    rij = models.UUIDField(_("rij"), null=True)
    naam = models.CharField(_("bestandsnaam"), max_length=255)
    mimetype = models.CharField(_("opgegeven bestandssoort"), max_length=100, blank=True)
    omvang = models.PositiveBigIntegerField(_("omvang in bytes"))
    ontvangen = models.PositiveBigIntegerField(_("ontvangen bytes"), default=0)
    bijgewerkt_op = models.DateTimeField(_("bijgewerkt op"), default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            # The last part never gets a row: with it the file is whole, and the upload is gone.
            models.CheckConstraint(
                condition=models.Q(omvang__gt=0, ontvangen__lt=models.F("omvang")), name="upload_is_niet_compleet"
            ),
        ]
        indexes = [models.Index("bijgewerkt_op", name="upload_bijgewerkt_op")]

    def __str__(self) -> str:
        return self.naam

    @property
    def plek(self) -> Plek:
        return Plek(self.vraag, self.rij)


class Uploaddeel(models.Model):
    """A part that came in: where it begins in the file, and where it is stored."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="delen")
    begin = models.PositiveBigIntegerField(_("begin"))
    pad = models.CharField(_("plaats in de opslag"), max_length=200, db_index=True)

    class Meta:
        verbose_name = _("deel van een upload")
        verbose_name_plural = _("delen van een upload")
        ordering = ["begin"]
        constraints = [models.UniqueConstraint(fields=["upload", "begin"], name="uploaddeel_begin_uniek")]

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.begin}"
