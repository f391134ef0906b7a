"""The Autorisaties API: applicaties, by the services that beheer uses too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.zgw import fouten
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.filters import Filter, Lijst, weiger_onbekende
from mijnportaal.zgw.oas import handeling
from zaken.api.apis import AUTORISATIES
from zaken.api.autorisaties.serializers import ApplicatieSerializer
from zaken.services import autorisaties
from zaken.services.autorisaties import Applicatiegegevens

BIJWERKEN = ("autorisaties.bijwerken",)


def _met_client_ids(client_ids: list[str]) -> Q:
    return Q(pk__in=ClientId.objects.filter(client_id__in=client_ids).values("applicatie"))


class Applicaties(Bron):
    """/applicaties."""

    naam = "applicatie"
    api = AUTORISATIES
    pad = "applicaties"
    model = Applicatie
    serializer = ApplicatieSerializer
    scopes = {LEZEN: ("autorisaties.lezen",), MAKEN: BIJWERKEN, WIJZIGEN: BIJWERKEN, VERWIJDEREN: BIJWERKEN}
    met_etag = False
    lijstmethoden = frozenset({"GET", "POST"})
    detailmethoden = frozenset({"GET", "PUT", "PATCH", "DELETE"})
    # Two at the same time: only the database sees that they ask for the same one (ac-001).
    codes: ClassVar = {"accounts_clientid_client_id_key": "clientId-exists"}
    filters: ClassVar = {"clientIds": Filter(Lijst(serializers.CharField()), _met_client_ids)}

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the address that finds an applicatie by one of its client-ids."""
        return {"consumer": self.consumer}

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of the address that finds an applicatie by its client-id."""
        parameter = {"name": "clientId", "in": "query", "required": True, "schema": {"type": "string"}}
        antwoord = {"$ref": f"#/components/schemas/{naam}"}
        return {"/consumer": {"get": handeling(self, LEZEN, 200, antwoord, parameters=[parameter])}}

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Applicatie]:
        """Return the applicaties that may do something."""
        return autorisaties.applicaties()

    def ontbreekt(self, verzoek: Verzoek) -> fouten.Fout:
        """Return that it is not there: who may see one applicatie may see them all."""
        return fouten.niet_gevonden()

    def consumer(self, request: HttpRequest, **pad: Any) -> HttpResponse:
        """Answer on /applicaties/consumer."""
        return self.antwoord(request, {"GET": self._lees_consumer}, pad)

    def _lees_consumer(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        parameters = verzoek.request.GET.dict()
        weiger_onbekende(parameters, {"clientId"})
        client_id = _client_id(parameters.get("clientId", ""))
        applicatie = self.rijen(verzoek, scopes).filter(_met_client_ids([client_id])).first()
        if applicatie is None:
            raise fouten.niet_gevonden()
        return self.json(self.toon(verzoek, applicatie.pk))

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Applicatie:
        """Return the applicatie, registered."""
        return autorisaties.registreer_applicatie(_als_gegevens(gegevens), door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Applicatie, gegevens: dict[str, Any], *, geheel: bool) -> Applicatie:
        """Return the applicatie, changed: what a PATCH leaves out stays, what a PUT leaves out gets its default."""
        nieuw = geheel or "autorisaties" in gegevens
        return autorisaties.wijzig_applicatie(
            rij,
            _als_gegevens(gegevens if geheel else _stand(rij) | gegevens),
            nieuwe_machtigingen=nieuw,
            geheel=geheel,
            door=verzoek.door,
        )

    def verwijder(self, verzoek: Verzoek, rij: Applicatie) -> None:
        """Take the applicatie away."""
        autorisaties.verwijder_applicatie(rij, door=verzoek.door)


def _client_id(waarde: str) -> str:
    """Return the parameter clientId, checked as the field that it is compared with."""
    if not waarde:
        raise fouten.veld_ongeldig("clientId", "required", _("Dit veld is vereist."))
    try:
        client_id: str = serializers.CharField(max_length=50).run_validation(waarde)
    except serializers.ValidationError as fout:
        raise fouten.ongeldig(*fouten.van_serializer(fout.detail, "clientId")) from fout
    return client_id


def _stand(applicatie: Applicatie) -> dict[str, Any]:
    """Return what the applicatie is now, but for its rights."""
    return {
        "label": applicatie.label,
        "client_ids": list(applicatie.client_ids.values_list("client_id", flat=True)),
        "heeft_alle_autorisaties": applicatie.heeft_alle_autorisaties,
    }


def _als_gegevens(gegevens: Mapping[str, Any]) -> Applicatiegegevens:
    return Applicatiegegevens(
        label=gegevens["label"],
        client_ids=gegevens["client_ids"],
        heeft_alle_autorisaties=gegevens.get("heeft_alle_autorisaties", False),
        machtigingen=gegevens.get("autorisaties", ()),
    )
