"""The audit trail of a zaak, a besluit or a document: its chain of gebeurtenissen, as the standard shows it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet
from django.http import HttpResponse

from mijnportaal.zgw.bron import LEZEN, Bron, Verzoek
from mijnportaal.zgw.filters import weiger_onbekende
from mijnportaal.zgw.fouten import niet_gevonden
from mijnportaal.zgw.lezer import tijdstip
from mijnportaal.zgw.oas import handeling, oas_pad
from zaken.models import Gebeurtenis

SCOPES = ("audittrails.lezen",)
# What the standard says of each act: its words, and the status that was answered.
ACTIES: Mapping[str, tuple[str, int]] = {
    "create": ("Object aangemaakt", 201),
    "update": ("Object bijgewerkt", 200),
    "partial_update": ("Object deels bijgewerkt", 200),
    "destroy": ("Object verwijderd", 204),
}
TEKST = {"type": "string"}
ADRES = {"type": "string", "format": "uri", "minLength": 1, "maxLength": 1000}
REGEL = {
    "type": "object",
    "required": [
        "bron",
        "actie",
        "resultaat",
        "hoofdObject",
        "resource",
        "resourceUrl",
        "resourceWeergave",
        "wijzigingen",
    ],
    "properties": {
        "uuid": {"type": "string", "format": "uuid"},
        "bron": {"type": "string", "enum": ["ac", "nrc", "zrc", "ztc", "drc", "brc", "cmc", "kc", "vrc"]},
        "applicatieId": TEKST | {"maxLength": 100},
        "applicatieWeergave": TEKST | {"maxLength": 200},
        "gebruikersId": TEKST | {"maxLength": 255},
        "gebruikersWeergave": TEKST | {"maxLength": 255},
        "actie": TEKST | {"minLength": 1, "maxLength": 50},
        "actieWeergave": TEKST | {"maxLength": 200},
        "resultaat": {"type": "integer", "minimum": 100, "maximum": 599},
        "hoofdObject": ADRES,
        "resource": TEKST | {"minLength": 1, "maxLength": 50},
        "resourceUrl": ADRES,
        "toelichting": TEKST,
        "resourceWeergave": TEKST | {"minLength": 1, "maxLength": 200},
        "aanmaakdatum": {"type": "string", "format": "date-time", "readOnly": True},
        "wijzigingen": {
            "type": "object",
            "properties": {"oud": {"type": "object"}, "nieuw": {"type": "object"}},
        },
    },
}
# An address of ours as the trail keeps it: without the host under which it was asked at the time.
EIGEN_PAD = re.compile(r"/[a-z]+/api/v1/[a-z_]+/[0-9a-f]{8}-[0-9a-f-]{27}(?:[/?]\S*)?")


class Audittrail(Bron):
    """The trail under a main resource: one lookup in the index of chains, with the rights of that resource."""

    naam = "audittrail"
    met_etag = False
    scopes = {LEZEN: SCOPES}
    lijstmethoden = detailmethoden = frozenset({"GET", "HEAD"})

    def __init__(self, hoofd: Bron) -> None:
        """Hang the trail under `hoofd`; it is no resource of its own that addresses or expand lead to."""
        self.hoofd = hoofd
        self.api, self.model, self.pad = hoofd.api, hoofd.model, hoofd.pad  # type: ignore[misc]  # of who it belongs to

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the addresses, for the `extra` of the main resource."""
        return {"<uuid:hoofd_uuid>/audittrail": self.lijst, "<uuid:hoofd_uuid>/audittrail/<uuid:uuid>": self.detail}

    def beschrijving(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of these addresses, for the `oas_extra` of the main resource."""
        ouder = f"{self.hoofd.naam}_uuid"
        alle = handeling(self, LEZEN, 200, {"type": "array", "items": REGEL})
        een = handeling(self, LEZEN, 200, REGEL)
        return {
            f"/{{{ouder}}}/audittrail": oas_pad({"get": alle}, ouder),
            f"/{{{ouder}}}/audittrail/{{uuid}}": oas_pad({"get": een}, ouder, "uuid"),
        }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the main rows of which the client may read the trail."""
        return self.hoofd.rijen(verzoek, scopes)

    def _lees_lijst(self, verzoek: Verzoek) -> HttpResponse:
        return self.json(list(self._regels(verzoek)))

    def _lees_een(self, verzoek: Verzoek) -> HttpResponse:
        gezocht = str(verzoek.pad["uuid"])
        for regel in self._regels(verzoek):
            if regel["uuid"] == gezocht:
                return self.json(regel)
        raise niet_gevonden()

    def _regels(self, verzoek: Verzoek) -> Iterator[dict[str, Any]]:
        """Give the lines of the trail, the oldest first."""
        self.eis_scope(verzoek, LEZEN)
        weiger_onbekende(verzoek.request.GET.dict(), frozenset())
        hoofd = self._zoek_hoofd(verzoek)
        keten = Gebeurtenis.objects.filter(hoofdobject=hoofd.uuid).exclude(mutaties=[])
        for gebeurtenis in keten.select_related("applicatie").order_by("volgnummer"):
            for nummer, mutatie in enumerate(gebeurtenis.mutaties):
                yield self._regel(gebeurtenis, nummer, mutatie, verzoek.basis)

    def _zoek_hoofd(self, verzoek: Verzoek) -> Any:
        return self.hoofd.zoek(replace(verzoek, pad={"uuid": verzoek.pad["hoofd_uuid"]}), SCOPES)

    def _regel(self, gebeurtenis: Gebeurtenis, nummer: int, mutatie: Mapping[str, Any], basis: str) -> dict[str, Any]:
        woorden, status = ACTIES[mutatie["actie"]]
        applicatie = gebeurtenis.applicatie
        return {
            "uuid": str(uuid5(gebeurtenis.hoofdobject, f"{gebeurtenis.volgnummer}.{nummer}")),
            "bron": self.api.component.value,
            "applicatieId": str(applicatie.uuid) if applicatie else "",
            "applicatieWeergave": gebeurtenis.door_naam if applicatie else "",
            "gebruikersId": gebeurtenis.gebruikers_id,
            "gebruikersWeergave": gebeurtenis.gebruikers_weergave or ("" if applicatie else gebeurtenis.door_naam),
            "actie": mutatie["actie"],
            "actieWeergave": woorden,
            "resultaat": status,
            "hoofdObject": f"{basis}{self.hoofd.volledig_pad}/{gebeurtenis.hoofdobject}",
            "resource": mutatie["resource"],
            "resourceUrl": basis + mutatie["url"],
            "toelichting": gebeurtenis.toelichting,
            "resourceWeergave": weergave(mutatie),
            "aanmaakdatum": tijdstip(gebeurtenis.tijdstip.isoformat(), basis),
            "wijzigingen": {"oud": met_basis(mutatie["oud"], basis), "nieuw": met_basis(mutatie["nieuw"], basis)},
        }


def weergave(mutatie: Mapping[str, Any]) -> str:
    """Return how people call the resource: its number with its organisation, or what it is."""
    stand = mutatie["nieuw"] or mutatie["oud"] or {}
    organisatie = stand.get("bronorganisatie") or stand.get("verantwoordelijkeOrganisatie")
    if organisatie and stand.get("identificatie"):
        return f"({organisatie}) - {stand['identificatie']}"[:200]
    naam = stand.get("identificatie") or stand.get("naam") or stand.get("omschrijving") or mutatie["uuid"]
    return f"{mutatie['resource']}: {naam}"[:200]


def met_basis(waarde: Any, basis: str) -> Any:
    """Return a kept picture with the host before the addresses of ours in it."""
    match waarde:
        case dict():
            return {naam: met_basis(deel, basis) for naam, deel in waarde.items()}
        case list():
            return [met_basis(deel, basis) for deel in waarde]
        case str() if EIGEN_PAD.fullmatch(waarde):
            return basis + waarde
        case _:
            return waarde
