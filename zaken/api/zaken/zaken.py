"""Zaken: the list, the search, and what may be done with one (zrc-001 to zrc-023)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.fouten import geen_toestemming
from mijnportaal.zgw.jwt import Client
from mijnportaal.zgw.lichaam import lees_json
from zaken.api.apis import ZAKEN
from zaken.api.audittrail import Audittrail
from zaken.api.zaken import zoek
from zaken.api.zaken.zaakdeel import BIJWERKEN, GEFORCEERD
from zaken.api.zaken.zaakfilters import LIJST, ORDENING, met_rol
from zaken.api.zaken.zaakvelden import ZaakSerializer
from zaken.models import Zaak
from zaken.services.registratie import registreer
from zaken.services.verwijdering import verwijder_zaak
from zaken.services.wijziging import wijzig_zaak
from zaken.services.zaakgegevens import Opschortingsgegevens, Relatiegegevens, Verlengingsgegevens, Zaakgegevens
from zaken.toegang import mag_type, scopes_op, zaken_met_scope


class Zaken(Bron):
    """The zaken themselves."""

    naam = "zaak"
    api = ZAKEN
    pad = "zaken"
    model = Zaak
    serializer = ZaakSerializer
    breidt_uit = True
    geometrie = True
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {
        LEZEN: ("zaken.lezen",),
        MAKEN: ("zaken.aanmaken",),
        WIJZIGEN: BIJWERKEN,
        VERWIJDEREN: ("zaken.verwijderen",),
    }
    filters: ClassVar[Mapping[str, Filter]] = LIJST
    ordening: ClassVar[Mapping[str, str]] = ORDENING

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the zaken on which this client has one of these scopes."""
        return zaken_met_scope(verzoek.client, *scopes).select_related("zaaktypeversie__zaaktype__catalogus")

    def zichtbaar(self, client: Client) -> QuerySet[Any, Any]:
        """Return which of the zaken to which a relation leads this client may see."""
        return zaken_met_scope(client, *self.scopes[LEZEN])

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the search and the trail."""
        return {"_zoek": self.zoekadres, **Audittrail(self).extra()}

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of the search and of the trail."""
        return {**zoek.beschrijving(self, naam), **Audittrail(self).beschrijving()}

    def toon_lijst(
        self,
        verzoek: Verzoek,
        rijen: QuerySet[Any, Any],
        parameters: Mapping[str, Any],
        *,
        vrij: frozenset[str] = frozenset(),
    ) -> HttpResponse:
        """Return the page that the parameters ask for; all that they say of a role is about one role."""
        return super().toon_lijst(verzoek, met_rol(rijen, parameters), parameters, vrij=vrij)

    def zoekadres(self, request: HttpRequest, **pad: Any) -> HttpResponse:
        """Answer on the address of the search."""
        return self.antwoord(request, {"POST": self._zoek}, pad)

    def _zoek(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        rijen = self.rijen(verzoek, scopes)
        return self.json(zoek.antwoord(self, verzoek, rijen, lees_json(verzoek.request)))

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaak:
        """Return the new zaak, of a type and a confidentiality that this client may make."""
        nieuw = Zaakgegevens(**_invoer(gegevens))
        vertrouwelijkheid = nieuw.vertrouwelijkheidaanduiding or nieuw.versie.vertrouwelijkheidaanduiding
        if not mag_type(verzoek.client, nieuw.versie, *self.scopes[MAKEN], vertrouwelijkheid=vertrouwelijkheid):
            raise geen_toestemming()
        return registreer(nieuw, door=verzoek.door)

    def voor_wijziging(self, verzoek: Verzoek, rij: Zaak) -> None:
        """Refuse the change of a closed zaak before the body is looked at (zrc-007)."""
        if not rij.is_open and not self._geforceerd(verzoek, rij):
            raise geen_toestemming(_("Je mag geen gegevens aanpassen van een gesloten zaak."))

    def wijzig(self, verzoek: Verzoek, rij: Zaak, gegevens: dict[str, Any], *, geheel: bool) -> Zaak:
        """Return the zaak with what was given; what was not, stays, with PUT too."""
        geforceerd = self._geforceerd(verzoek, rij)
        return wijzig_zaak(rij, _invoer(gegevens), door=verzoek.door, geforceerd=geforceerd, geheel=geheel)

    def verwijder(self, verzoek: Verzoek, rij: Zaak) -> None:
        """Delete the zaak and all that is of it (zrc-023), when this client may delete its deelzaken too."""
        mag = zaken_met_scope(verzoek.client, *self.scopes[VERWIJDEREN])
        if rij.deelzaken.exclude(pk__in=mag.values("pk")).exists():
            raise geen_toestemming(_("Deze zaak heeft een deelzaak die je niet mag verwijderen."))
        verwijder_zaak(rij, door=verzoek.door)

    def _geforceerd(self, verzoek: Verzoek, zaak: Zaak) -> bool:
        return GEFORCEERD in scopes_op(verzoek.client, zaak)


def _invoer(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """Return checked input in the words of the services; a value that may not be empty and is, was not given."""
    return {
        NAMEN.get(naam, naam): OMZETTING[naam](waarde) if naam in OMZETTING else waarde
        for naam, waarde in gegevens.items()
        if not (naam in NIET_LEEG and not waarde)
    }


def _relaties(waarde: list[Mapping[str, Any]]) -> list[Relatiegegevens]:
    return [
        Relatiegegevens(deel["aard"], zaak=andere)
        if isinstance(andere, Zaak)
        else Relatiegegevens(deel["aard"], url=andere)
        for deel in waarde
        for andere in [deel["andere_zaak"]]
    ]


def _procesobject(waarde: Mapping[str, str] | None) -> dict[str, str] | None:
    return dict(waarde) if waarde and any(waarde.values()) else None


NAMEN = {"zaaktypeversie": "versie"}
NIET_LEEG = frozenset({"registratiedatum", "archiefstatus", "identificatie", "vertrouwelijkheidaanduiding"})
OMZETTING: Mapping[str, Callable[[Any], Any]] = {
    "kenmerken": lambda waarde: [(deel["kenmerk"], deel["bron"]) for deel in waarde],
    "relaties": _relaties,
    "verlenging": lambda waarde: Verlengingsgegevens(**(waarde or {})),
    "opschorting": lambda waarde: Opschortingsgegevens(**(waarde or {})),
    "processobject": _procesobject,
}
