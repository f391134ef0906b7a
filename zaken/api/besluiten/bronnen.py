"""The Besluiten API: who may read and write which besluiten, by the services that the screens use too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.fouten import geen_toestemming
from mijnportaal.zgw.jwt import Client
from zaken.api.apis import BESLUITEN
from zaken.api.audittrail import Audittrail
from zaken.api.besluiten.serializers import BesluitinformatieobjectSerializer, BesluitSerializer
from zaken.api.verwijzingen import documentfilter
from zaken.models import Besluit, Besluitinformatieobject, Zaak
from zaken.services import besluitregister
from zaken.services.besluitregister import Besluitgegevens
from zaken.services.koppelingen import document_elders
from zaken.toegang import besluiten_met_scope, mag_type, scopes_op

SCOPES = {
    LEZEN: ("besluiten.lezen",),
    MAKEN: ("besluiten.aanmaken",),
    WIJZIGEN: ("besluiten.bijwerken",),
    VERWIJDEREN: ("besluiten.verwijderen",),
}
GEFORCEERD = "zaken.geforceerd-bijwerken"


class Besluiten(Bron):
    """/besluiten."""

    naam = "besluit"
    api = BESLUITEN
    pad = "besluiten"
    model = Besluit
    serializer = BesluitSerializer
    scopes = SCOPES
    breidt_uit = True
    filters: ClassVar = {
        "identificatie": filters.tekst("identificatie"),
        "verantwoordelijkeOrganisatie": filters.tekst("verantwoordelijke_organisatie"),
        "besluittype": filters.bron("besluittype", "besluittype__uuid"),
        "zaak": filters.bron("zaak", "zaak__uuid"),
    }

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the addresses of the audit trail."""
        return Audittrail(self).extra()

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of the audit trail."""
        return Audittrail(self).beschrijving()

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Besluit]:
        """Return the besluiten of the besluittypen that were granted."""
        return besluiten_met_scope(verzoek.client, *scopes).select_related("besluittype", "zaak__zaaktypeversie")

    def zichtbaar(self, client: Client) -> QuerySet[Besluit]:
        """Return which of these besluiten the client may read."""
        return besluiten_met_scope(client, *SCOPES[LEZEN])

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Besluit:
        """Return the besluit, registered."""
        nieuw = Besluitgegevens(**gegevens)
        if not mag_type(verzoek.client, nieuw.besluittype, *SCOPES[MAKEN]):
            raise geen_toestemming()
        eis_zaak_open(verzoek.client, nieuw.zaak)
        dicht = _mag_dicht(verzoek.client, nieuw.zaak)
        return besluitregister.registreer_besluit(nieuw, geforceerd=dicht, door=verzoek.door)

    def voor_wijziging(self, verzoek: Verzoek, rij: Besluit) -> None:
        """Refuse any change where the zaak is closed, before the body is looked at (zrc-007)."""
        eis_zaak_open(verzoek.client, rij.zaak)

    def wijzig(self, verzoek: Verzoek, rij: Besluit, gegevens: dict[str, Any], *, geheel: bool) -> Besluit:
        """Return the besluit, changed."""
        dicht = _mag_dicht(verzoek.client, rij.zaak)
        return besluitregister.werk_besluit_bij(rij, gegevens, geheel=geheel, geforceerd=dicht, door=verzoek.door)

    def verwijder(self, verzoek: Verzoek, rij: Besluit) -> None:
        """Delete the besluit for good."""
        eis_zaak_open(verzoek.client, rij.zaak)
        besluitregister.verwijder_besluit(rij, geforceerd=_mag_dicht(verzoek.client, rij.zaak), door=verzoek.door)


class Besluitinformatieobjecten(Bron):
    """/besluitinformatieobjecten."""

    naam = "besluitinformatieobject"
    api = BESLUITEN
    pad = "besluitinformatieobjecten"
    model = Besluitinformatieobject
    serializer = BesluitinformatieobjectSerializer
    scopes = SCOPES
    breidt_uit = True
    bladert = False
    filters: ClassVar = {
        "besluit": filters.bron("besluit", "besluit__uuid"),
        "informatieobject": documentfilter(),
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Besluitinformatieobject]:
        """Return the documents of the besluiten that were granted."""
        besluiten = besluiten_met_scope(verzoek.client, *scopes)
        return Besluitinformatieobject.objects.filter(besluit__in=besluiten).select_related(
            "besluit", "informatieobject"
        )

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Besluitinformatieobject:
        """Return the document, tied to its besluit."""
        if not mag_type(verzoek.client, gegevens["besluit"].besluittype, *SCOPES[MAKEN]):
            raise geen_toestemming()
        document = gegevens["informatieobject"]
        if isinstance(document, str):
            document = document_elders(document)
        return besluitregister.koppel_document(gegevens["besluit"], document, door=verzoek.door)

    def verwijder(self, verzoek: Verzoek, rij: Besluitinformatieobject) -> None:
        """Untie the document."""
        besluitregister.ontkoppel_document(rij, door=verzoek.door)


def eis_zaak_open(client: Client, zaak: Zaak | None) -> None:
    """Refuse who may not change anything of a closed zaak."""
    if zaak is not None and not zaak.is_open and not _mag_dicht(client, zaak):
        raise geen_toestemming(_("Je mag geen gegevens aanpassen van een gesloten zaak."))


def _mag_dicht(client: Client, zaak: Zaak | None) -> bool:
    return zaak is not None and GEFORCEERD in scopes_op(client, zaak)
