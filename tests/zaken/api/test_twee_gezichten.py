"""The life of a zaak through the API and through the services leaves the same rows and the same events."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.test import Client

from mijnportaal.accounts.models import Applicatie
from tests import fabrieken
from zaken.models import (
    Besluit,
    Besluittype,
    Betrokkene,
    Gebeurtenis,
    Resultaat,
    Resultaattype,
    Rol,
    Status,
    Zaak,
    Zaaktypeversie,
)
from zaken.services.besluitregister import Besluitgegevens, registreer_besluit
from zaken.services.registratie import registreer
from zaken.services.resultaten import leg_resultaat_vast
from zaken.services.rollen import Rolgegevens, voeg_rol_toe
from zaken.services.statussen import plaats_status
from zaken.services.zaakgegevens import Zaakgegevens

NU = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
DAGEN = [datetime.datetime(2026, 3, dag, 12, tzinfo=datetime.UTC) for dag in (2, 6, 9)]
# What is of the one zaak and not of the other: its own numbers.
EIGEN = {"id", "uuid", "identificatie", "zaak", "gebeurtenis"}


def via_services(versie: Zaaktypeversie, door: Applicatie) -> Zaak:
    """Live the life by calling the functions behind the screens."""
    begin, *_, einde = versie.statustypen.order_by("volgnummer")
    gegevens = Zaakgegevens(
        versie, fabrieken.RSIN, fabrieken.RSIN, datetime.date(2026, 3, 2), omschrijving="Feest in de straat"
    )
    zaak = registreer(gegevens, door=door)
    wie = {"inpBsn": fabrieken.BSN_SANNE, "geslachtsnaam": "Visser"}
    soort = versie.roltypen.get(soort="initiator")
    voeg_rol_toe(zaak, soort, Rolgegevens(Betrokkene.Soort.NATUURLIJK_PERSOON, wie), door=door)
    plaats_status(zaak, begin, datum=DAGEN[0], toelichting="Ontvangen", door=door)
    besluit = Besluitgegevens(
        Besluittype.objects.get(), fabrieken.RSIN, DAGEN[1].date(), DAGEN[2].date(), zaak=zaak, motivering="Mag"
    )
    registreer_besluit(besluit, door=door)
    leg_resultaat_vast(zaak, versie.resultaattypen.order_by("pk")[0], toelichting="Ja", door=door)
    plaats_status(zaak, einde, datum=DAGEN[2], door=door)
    return Zaak.objects.get(pk=zaak.pk)


def via_api(versie: Zaaktypeversie, door: Applicatie) -> Zaak:
    """Live the same life as a client."""
    client, koppen = Client(), fabrieken.jwt_kop("proef")

    def maak(pad: str, **velden: Any) -> str:
        crs = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}
        antwoord = client.post(pad, velden, "application/json", **koppen, **crs)  # type: ignore[arg-type]
        assert antwoord.status_code == 201, antwoord.content
        return str(antwoord.json()["url"])

    def adres(pad: str, rij: Model) -> str:
        return f"http://testserver/catalogi/api/v1/{pad}/{rij.uuid}"  # type: ignore[attr-defined]

    begin, *_, einde = versie.statustypen.order_by("volgnummer")
    organisatie = {"bronorganisatie": fabrieken.RSIN, "verantwoordelijkeOrganisatie": fabrieken.RSIN}
    zaaktype = adres("zaaktypen", versie)
    zaak = maak(
        "/zaken/api/v1/zaken", zaaktype=zaaktype, startdatum="2026-03-02", omschrijving="Feest in de straat",
        **organisatie,
    )  # fmt: skip
    maak(
        "/zaken/api/v1/rollen", zaak=zaak, roltype=adres("roltypen", versie.roltypen.get(soort="initiator")),
        betrokkeneType="natuurlijk_persoon", roltoelichting="",
        betrokkeneIdentificatie={"inpBsn": fabrieken.BSN_SANNE, "geslachtsnaam": "Visser"},
    )  # fmt: skip

    def status(soort: Model, dag: datetime.datetime, **meer: str) -> None:
        velden = {"statustype": adres("statustypen", soort), "datumStatusGezet": dag.isoformat(), **meer}
        maak("/zaken/api/v1/statussen", zaak=zaak, **velden)

    status(begin, DAGEN[0], statustoelichting="Ontvangen")
    maak(
        "/besluiten/api/v1/besluiten", zaak=zaak, besluittype=adres("besluittypen", Besluittype.objects.get()),
        verantwoordelijkeOrganisatie=fabrieken.RSIN, datum="2026-03-06", ingangsdatum="2026-03-09", toelichting="Mag",
    )  # fmt: skip
    soort = Resultaattype.objects.filter(zaaktypeversie=versie).order_by("pk")[0]
    maak("/zaken/api/v1/resultaten", zaak=zaak, resultaattype=adres("resultaattypen", soort), toelichting="Ja")
    status(einde, DAGEN[2])
    return Zaak.objects.get(uuid=zaak.rsplit("/", 1)[1])


def rijen_van(zaak: Zaak) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the zaak, without what is its own."""
    modellen: list[type[Model]] = [Status, Resultaat, Rol, Besluit]
    uit = {"zaak": [_kaal(zaak)]}
    for model in modellen:
        uit[model.__name__] = [_kaal(rij) for rij in model._default_manager.filter(zaak=zaak).order_by("pk")]
    return uit


def _kaal(rij: Model) -> dict[str, Any]:
    waarden = {veld.name: getattr(rij, veld.attname) for veld in rij._meta.concrete_fields if veld.name not in EIGEN}
    # A client that leaves a key out and a caller that does not name it mean the same.
    return {naam: _zonder_leeg(waarde) for naam, waarde in waarden.items()}


def _zonder_leeg(waarde: Any) -> Any:
    return {naam: deel for naam, deel in waarde.items() if deel} if isinstance(waarde, dict) else waarde


def gebeurtenissen_van(zaak: Zaak) -> list[tuple[Any, ...]]:
    """Return what the trail tells: the act, who, through what, and which resources it made, changed or took away."""
    return [
        (
            *(rij.hoofdsoort, rij.soort, rij.actorsoort, rij.kanaal, rij.applicatie_id, sorted(rij.gegevens)),
            *((mutatie["resource"], mutatie["actie"], sorted(mutatie["nieuw"] or {})) for mutatie in rij.mutaties),
        )
        for rij in Gebeurtenis.objects.filter(zaak=zaak).order_by("pk")
    ]


@pytest.mark.django_db
def test_api_and_services_leave_the_same_rows_and_events(budgettype: Zaaktypeversie) -> None:
    door = fabrieken.maak_applicatie("proef", alles=True)
    with time_machine.travel(NU, tick=False):
        een = via_services(budgettype, door)
        ander = via_api(budgettype, door)
    assert not een.is_open
    assert rijen_van(een) == rijen_van(ander)
    assert gebeurtenissen_van(een) == gebeurtenissen_van(ander)
