"""What happened to a zaak: audit trail, timeline, outbox and archive event in one append-only row."""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.notificaties.models import Bericht
from zaken.models.keuzes import Kanaal
from zaken.models.zaak import Zaak


class Gebeurtenis(models.Model):
    """One act or fact, hash-chained per zaak. The database refuses UPDATE, DELETE and TRUNCATE (S-34)."""

    class Soort(models.TextChoices):
        GEREGISTREERD = "geregistreerd", _("Ontvangen")
        TOEGEWEZEN = "toegewezen", _("Toegewezen")
        VRIJGEGEVEN = "vrijgegeven", _("Teruggegeven aan de groep")
        STATUS_GEZET = "status_gezet", _("Nieuwe status")
        TAAK_GEMAAKT = "taak_gemaakt", _("Taak gemaakt")
        TAAK_AFGEROND = "taak_afgerond", _("Taak afgerond")
        TAAK_VERVALLEN = "taak_vervallen", _("Taak vervallen")
        OPGESCHORT = "opgeschort", _("Termijn stilgezet")
        HERVAT = "hervat", _("Termijn loopt weer")
        DOCUMENT_TOEGEVOEGD = "document_toegevoegd", _("Document toegevoegd")
        BESLUIT_GENOMEN = "besluit_genomen", _("Besluit genomen")
        AFGESLOTEN = "afgesloten", _("Afgesloten")

    class Actorsoort(models.TextChoices):
        INWONER = "inwoner", _("Inwoner")
        MEDEWERKER = "medewerker", _("Medewerker")
        APPLICATIE = "applicatie", _("Ander systeem")
        SYSTEEM = "systeem", _("Automatisch")

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="gebeurtenissen")
    volgnummer = models.PositiveIntegerField(_("volgnummer"))
    soort = models.CharField(_("soort"), max_length=30, choices=Soort)
    tijdstip = models.DateTimeField(_("tijdstip"))
    actorsoort = models.CharField(_("door wat voor iemand"), max_length=12, choices=Actorsoort)
    door = models.ForeignKey("accounts.Gebruiker", null=True, on_delete=models.PROTECT, related_name="+")
    applicatie = models.ForeignKey("accounts.Applicatie", null=True, on_delete=models.PROTECT, related_name="+")
    door_naam = models.CharField(_("door"), max_length=200)
    kanaal = models.CharField(_("kanaal"), max_length=20, choices=Kanaal)
    zichtbaar_voor_inwoner = models.BooleanField(_("zichtbaar voor de inwoner"))
    gegevens = models.JSONField(_("gegevens"), default=dict)
    vorige_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ["zaak", "volgnummer"]
        constraints = [models.UniqueConstraint(fields=["zaak", "volgnummer"], name="gebeurtenis_volgnummer_uniek")]

    def __str__(self) -> str:
        return f"{self.zaak}: {self.get_soort_display()}"

    def bereken_hash(self) -> str:
        """Return the SHA-256 over everything this row says and the hash of the row before it."""
        inhoud = {
            "zaak": self.zaak_id,
            "volgnummer": self.volgnummer,
            "soort": self.soort,
            "tijdstip": self.tijdstip.isoformat(timespec="microseconds"),
            "actorsoort": self.actorsoort,
            "door": self.door_id,
            "applicatie": self.applicatie_id,
            "door_naam": self.door_naam,
            "kanaal": self.kanaal,
            "zichtbaar": self.zichtbaar_voor_inwoner,
            "gegevens": self.gegevens,
            "vorige": self.vorige_hash,
        }
        tekst = json.dumps(inhoud, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(tekst.encode()).hexdigest()


class Verwerking(models.Model):
    """Whether the consequences of a gebeurtenis (messages) have been planned; apart, as the event never changes."""

    gebeurtenis = models.OneToOneField(
        Gebeurtenis, on_delete=models.PROTECT, primary_key=True, related_name="verwerking"
    )
    verwerkt_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("verwerking")
        verbose_name_plural = _("verwerkingen")
        indexes = [models.Index("gebeurtenis", name="verwerking_wacht", condition=models.Q(verwerkt_op=None))]

    def __str__(self) -> str:
        return f"{self.gebeurtenis_id}"


class Gebeurtenisbericht(models.Model):
    """The message that a gebeurtenis led to."""

    gebeurtenis = models.ForeignKey(Gebeurtenis, on_delete=models.PROTECT, related_name="berichten")
    bericht = models.OneToOneField(Bericht, on_delete=models.PROTECT, related_name="gebeurtenisbericht")

    class Meta:
        verbose_name = _("bericht bij een gebeurtenis")
        verbose_name_plural = _("berichten bij gebeurtenissen")

    def __str__(self) -> str:
        return f"{self.gebeurtenis_id}: {self.bericht_id}"
