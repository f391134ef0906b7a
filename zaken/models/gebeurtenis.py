"""What happened to a zaak: audit trail, timeline, outbox and archive event in one append-only row."""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.notificaties.models import Bericht
from zaken.models.keuzes import Kanaal
from zaken.models.zaak import Zaak


class Gebeurtenis(models.Model):
    """One act or fact, hash-chained per zaak, besluit or document; the database refuses UPDATE and DELETE (S-34)."""

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
        BESLUIT_GEWIJZIGD = "besluit_gewijzigd", _("Besluit gewijzigd")
        BESLUIT_INGETROKKEN = "besluit_ingetrokken", _("Besluit ingetrokken")
        OVERGEDRAGEN = "overgedragen", _("Overgedragen")
        TERMIJN_NADERT = "termijn_nadert", _("Termijn nadert")
        VERLENGD = "verlengd", _("Termijn verlengd")
        TERMIJN_GEWIJZIGD = "termijn_gewijzigd", _("Termijn gewijzigd")
        GEWIJZIGD = "gewijzigd", _("Gegevens gewijzigd")
        GECORRIGEERD = "gecorrigeerd", _("Gecorrigeerd na sluiting")
        ROL_TOEGEVOEGD = "rol_toegevoegd", _("Betrokkene toegevoegd")
        ROL_GEWIJZIGD = "rol_gewijzigd", _("Betrokkene gewijzigd")
        ROL_BEEINDIGD = "rol_beeindigd", _("Betrokkene doet niet meer mee")
        ROL_VERWIJDERD = "rol_verwijderd", _("Betrokkene verwijderd")
        OBJECT_TOEGEVOEGD = "object_toegevoegd", _("Object toegevoegd")
        OBJECT_GEWIJZIGD = "object_gewijzigd", _("Object gewijzigd")
        OBJECT_VERWIJDERD = "object_verwijderd", _("Object verwijderd")
        EIGENSCHAP_GEZET = "eigenschap_gezet", _("Eigenschap ingevuld")
        EIGENSCHAP_VERWIJDERD = "eigenschap_verwijderd", _("Eigenschap verwijderd")
        RESULTAAT_GEZET = "resultaat_gezet", _("Resultaat vastgelegd")
        RESULTAAT_VERWIJDERD = "resultaat_verwijderd", _("Resultaat verwijderd")
        DOCUMENT_GEWIJZIGD = "document_gewijzigd", _("Document gewijzigd")
        DOCUMENT_GEKOPPELD = "document_gekoppeld", _("Document bij de zaak gezet")
        DOCUMENT_ONTKOPPELD = "document_ontkoppeld", _("Document van de zaak gehaald")
        DOCUMENT_VERGRENDELD = "document_vergrendeld", _("Document op slot")
        DOCUMENT_ONTGRENDELD = "document_ontgrendeld", _("Document van het slot")
        RELATIE_GELEGD = "relatie_gelegd", _("Relatie gelegd")
        RELATIE_VERWIJDERD = "relatie_verwijderd", _("Relatie verwijderd")
        BESLUIT_GEKOPPELD = "besluit_gekoppeld", _("Besluit bij de zaak gezet")
        BESLUIT_ONTKOPPELD = "besluit_ontkoppeld", _("Besluit van de zaak gehaald")
        DEELZAAK_GESTART = "deelzaak_gestart", _("Deelzaak gestart")
        CONTACT_VASTGELEGD = "contact_vastgelegd", _("Contact vastgelegd")
        NOTITIE_GEMAAKT = "notitie_gemaakt", _("Notitie gemaakt")
        TAAK_HEROPEND = "taak_heropend", _("Taak heropend")
        HEROPEND = "heropend", _("Heropend")
        AFGESLOTEN = "afgesloten", _("Afgesloten")

    class Actorsoort(models.TextChoices):
        INWONER = "inwoner", _("Inwoner")
        MEDEWERKER = "medewerker", _("Medewerker")
        APPLICATIE = "applicatie", _("Ander systeem")
        SYSTEEM = "systeem", _("Automatisch")

    class Hoofdsoort(models.TextChoices):
        """The kind of thing whose chain this is; besluiten and documents can stand without a zaak."""

        ZAAK = "zaak", _("Zaak")
        BESLUIT = "besluit", _("Besluit")
        INFORMATIEOBJECT = "enkelvoudiginformatieobject", _("Informatieobject")

    hoofdsoort = models.CharField(_("soort"), max_length=30, choices=Hoofdsoort, default=Hoofdsoort.ZAAK)
    hoofdobject = models.UUIDField(_("waarvan dit de keten is"))
    zaak = models.ForeignKey(Zaak, null=True, on_delete=models.PROTECT, related_name="gebeurtenissen")
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
    # What changed, resource by resource, as the ZGW APIs show it: resource, uuid, actie, oud, nieuw, weergave.
    mutaties = models.JSONField(_("mutaties"), default=list)
    gebruikers_id = models.CharField(_("gebruiker van het andere systeem"), max_length=255, blank=True)
    gebruikers_weergave = models.CharField(_("naam van die gebruiker"), max_length=255, blank=True)
    toelichting = models.TextField(_("toelichting"), blank=True)
    vorige_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ["hoofdobject", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["hoofdobject", "volgnummer"], name="gebeurtenis_volgnummer_per_keten")
        ]

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
        # Added only where there is something to add, so that links of before these columns still hold.
        if self.hoofdsoort != self.Hoofdsoort.ZAAK:
            inhoud |= {"hoofdsoort": self.hoofdsoort, "hoofdobject": str(self.hoofdobject)}
        for naam in ("mutaties", "gebruikers_id", "gebruikers_weergave", "toelichting"):
            if waarde := getattr(self, naam):
                inhoud[naam] = waarde
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
