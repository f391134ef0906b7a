"""Zaken found again: the parameters of the list, the order, the pages, and the search with a body."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mijnportaal.kern.versleuteling import zoeksleutel
from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, fouten_in
from tests.zaken.api.zakenproef import ANDER_RSIN, Zakenclient, rij_van, type_url
from zaken.models import Betrokkene, Rol, Rolsoort, Zaaktypeversie

VLAK = [[[4.0, 52.0], [5.0, 52.0], [5.0, 53.0], [4.0, 53.0], [4.0, 52.0]]]
GAT = [[4.4, 52.4], [4.6, 52.4], [4.6, 52.6], [4.4, 52.6], [4.4, 52.4]]


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def twee(api: Zakenclient, meldingtype: Zaaktypeversie, budgettype: Zaaktypeversie) -> tuple[Any, Any]:
    """Two zaken that differ in everything that one can look for."""
    eerste = api.zaak(
        meldingtype,
        identificatie="A",
        startdatum="2026-01-01",
        registratiedatum="2026-01-02",
        publicatiedatum="2026-03-01",
        einddatumGepland="2026-02-01",
        uiterlijkeEinddatumAfdoening="2026-03-01",
        vertrouwelijkheidaanduiding="openbaar",
    )
    tweede = api.zaak(
        budgettype,
        identificatie="B",
        bronorganisatie=ANDER_RSIN,
        startdatum="2026-02-01",
        registratiedatum="2026-02-02",
        publicatiedatum="2026-01-01",
        einddatumGepland="2026-04-01",
        uiterlijkeEinddatumAfdoening="2026-05-01",
        vertrouwelijkheidaanduiding="geheim",
        archiefnominatie="vernietigen",
        archiefactiedatum="2031-01-01",
        archiefstatus="gearchiveerd",
    )
    rij_van(tweede)  # both are there
    return eerste, tweede


def gevonden(bladzijde: Any) -> list[str]:
    """Return the numbers on a page."""
    return [rij["identificatie"] for rij in bladzijde["results"]]


def zoek(api: Zakenclient, **vragen: Any) -> Any:
    """Return the answer of the search."""
    response = api.vraag("POST", "/zaken/_zoek", vragen)
    assert response.status_code == 200, response.content.decode()
    return response.json()


@pytest.mark.parametrize(
    ("naam", "waarde", "verwacht"),
    [
        ("identificatie", "A", "A"),
        ("bronorganisatie", ANDER_RSIN, "B"),
        ("bronorganisatie__in", f"{ANDER_RSIN},517439943", "AB"),
        ("archiefnominatie", "vernietigen", "B"),
        ("archiefnominatie__in", "vernietigen,blijvend_bewaren", "B"),
        ("archiefactiedatum", "2031-01-01", "B"),
        ("archiefactiedatum__isnull", "true", "A"),
        ("archiefactiedatum__lt", "2031-01-02", "B"),
        ("archiefactiedatum__gt", "2031-01-01", ""),
        ("archiefstatus", "nog_te_archiveren", "A"),
        ("archiefstatus__in", "gearchiveerd,overgedragen", "B"),
        ("startdatum", "2026-01-01", "A"),
        ("startdatum__gt", "2026-01-01", "B"),
        ("startdatum__gte", "2026-01-01", "AB"),
        ("startdatum__lt", "2026-02-01", "A"),
        ("startdatum__lte", "2026-02-01", "AB"),
        ("registratiedatum", "2026-02-02", "B"),
        ("registratiedatum__gt", "2026-01-02", "B"),
        ("registratiedatum__lt", "2026-02-02", "A"),
        ("einddatum__isnull", "true", "AB"),
        ("einddatum", "2026-02-02", ""),
        ("einddatum__gt", "2026-02-02", ""),
        ("einddatum__lt", "2026-02-02", ""),
        ("einddatumGepland", "2026-02-01", "A"),
        ("einddatumGepland__gt", "2026-02-01", "B"),
        ("einddatumGepland__lt", "2026-04-01", "A"),
        ("uiterlijkeEinddatumAfdoening", "2026-03-01", "A"),
        ("uiterlijkeEinddatumAfdoening__gt", "2026-03-01", "B"),
        ("uiterlijkeEinddatumAfdoening__lt", "2026-05-01", "A"),
        ("maximaleVertrouwelijkheidaanduiding", "vertrouwelijk", "A"),
    ],
)
def test_list_finds_what_a_parameter_asks(
    api: Zakenclient, twee: tuple[Any, Any], naam: str, waarde: str, verwacht: str
) -> None:
    assert sorted(gevonden(api.lees("/zaken", **{naam: waarde}))) == list(verwacht)
    assert sorted(gevonden(zoek(api, **{naam: waarde}))) == list(verwacht)


def test_list_of_one_zaaktype(api: Zakenclient, twee: tuple[Any, Any], meldingtype: Zaaktypeversie) -> None:
    adres = type_url("zaaktypen", meldingtype)
    assert gevonden(api.lees("/zaken", zaaktype=adres)) == ["A"]
    assert gevonden(zoek(api, zaaktype__in=[adres])) == ["A"]
    assert gevonden(api.lees("/zaken", zaaktype="https://elders.example/catalogi/api/v1/zaaktypen/1")) == []


def test_parameters_about_a_role_are_about_one_role(api: Zakenclient, twee: tuple[Any, Any]) -> None:
    """A zaak with Wim as initiator and Sanne as belanghebbende is not one with Sanne as initiator."""
    eerste = rij_van(twee[0])
    for soort, bsn in ((Rolsoort.INITIATOR, fabrieken.BSN_WIM), (Rolsoort.BEHANDELAAR, fabrieken.BSN_SANNE)):
        wie = Betrokkene.objects.create(
            soort=Betrokkene.Soort.NATUURLIJK_PERSOON,
            naam=f"Persoon {soort}",
            bsn=bsn,
            bsn_zoeksleutel=zoeksleutel("bsn", bsn),
        )
        roltype = eerste.zaaktypeversie.roltypen.get(soort=soort)
        Rol.objects.create(zaak=eerste, betrokkene=wie, roltype=roltype, geldig_van="2026-01-01T00:00:00Z")
    bsn = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    assert gevonden(api.lees("/zaken", **{bsn: fabrieken.BSN_WIM, "rol__omschrijvingGeneriek": "initiator"})) == ["A"]
    assert gevonden(api.lees("/zaken", **{bsn: fabrieken.BSN_SANNE, "rol__omschrijvingGeneriek": "initiator"})) == []
    assert gevonden(zoek(api, **{bsn: fabrieken.BSN_SANNE, "rol__omschrijvingGeneriek": "behandelaar"})) == ["A"]
    assert fouten_in(api.vraag("GET", "/zaken?rol__betrokkeneType=niemand")) == {
        ("rol__betrokkeneType", "invalid_choice")
    }


@pytest.mark.parametrize(
    ("volgorde", "verwacht"),
    [
        ("startdatum", "AB"),
        ("-startdatum", "BA"),
        ("publicatiedatum", "BA"),
        ("-registratiedatum", "BA"),
        ("identificatie", "AB"),
        ("-identificatie,startdatum", "BA"),
    ],
)
def test_list_has_the_order_that_is_asked(
    api: Zakenclient, twee: tuple[Any, Any], volgorde: str, verwacht: str
) -> None:
    assert gevonden(api.lees("/zaken", ordering=volgorde)) == list(verwacht)


def test_unknown_parameter_order_or_value_is_refused(api: Zakenclient, twee: tuple[Any, Any]) -> None:
    assert fouten_in(api.vraag("GET", "/zaken?kleur=rood")) == {("nonFieldErrors", "unknown-parameters")}
    assert fouten_in(api.vraag("GET", "/zaken?ordering=kleur")) == {("ordering", "invalid_choice")}
    assert fouten_in(api.vraag("GET", "/zaken?startdatum=gisteren")) == {("startdatum", "invalid")}
    assert fouten_in(api.vraag("GET", "/zaken?zaaktype=kapot")) == {("zaaktype", "invalid")}
    assert fouten_in(api.vraag("GET", "/zaken?kleur=")) == {("nonFieldErrors", "unknown-parameters")}


def test_empty_parameter_asks_nothing(api: Zakenclient, twee: tuple[Any, Any]) -> None:
    """Clients send the fields of a form as they are; in the body of a search an empty value is a mistake."""
    leeg = {"identificatie": "", "zaaktype": "", "startdatum__gt": "", "archiefnominatie": ""}
    bsn = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    assert gevonden(api.lees("/zaken", **leeg, **{bsn: ""}, ordering="identificatie")) == ["A", "B"]
    assert gevonden(api.lees("/zaken", **leeg | {"identificatie": "A"})) == ["A"]
    assert fouten_in(api.vraag("POST", "/zaken/_zoek", {"identificatie": ""})) == {("identificatie", "blank")}
    assert api.vraag("GET", "/zaken?page=9").status_code == 404


def test_pages_follow_each_other_without_repeating(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    for nummer in range(3):
        api.zaak(meldingtype, identificatie=str(nummer))
    eerste = api.lees("/zaken", pageSize="2")
    assert (eerste["count"], gevonden(eerste), eerste["previous"]) == (3, ["2", "1"], None)
    assert gevonden(api.lees(eerste["next"])) == ["0"]
    zoekend = zoek(api, einddatum__isnull=True)
    assert (zoekend["count"], zoekend["next"]) == (3, None)


def test_list_costs_the_same_for_two_and_for_five(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    def kost(adres: str) -> int:
        with CaptureQueriesContext(connection) as vragen:
            api.lees(adres)
        return len([vraag for vraag in vragen if "SAVEPOINT" not in vraag["sql"]])

    for _nummer in range(2):
        api.zaak(meldingtype)
    twee = [kost("/zaken"), kost("/zaken?expand=zaaktype.catalogus,status")]
    for _nummer in range(3):
        api.zaak(meldingtype)
    assert [kost("/zaken"), kost("/zaken?expand=zaaktype.catalogus,status")] == twee == [3, 4]


# The search


def test_search_without_a_question_is_refused(api: Zakenclient) -> None:
    niets: list[Any] = [{}, {"kleur": "rood"}, []]
    for leeg in niets:
        assert fouten_in(api.vraag("POST", "/zaken/_zoek", leeg)) == {("nonFieldErrors", "empty_search_body")}


def test_search_takes_a_list_of_uuids(api: Zakenclient, twee: tuple[Any, Any]) -> None:
    assert gevonden(zoek(api, uuid__in=[twee[1]["uuid"]])) == ["B"]
    assert gevonden(zoek(api, uuid__in=[zaak["uuid"] for zaak in twee], ordering="identificatie")) == ["A", "B"]
    assert {naam for naam, _code in fouten_in(api.vraag("POST", "/zaken/_zoek", {"uuid__in": ["kapot"]}))} == {
        "uuid__in"
    }


@pytest.mark.parametrize(
    ("soort", "coordinaten", "binnen"),
    [
        ("Point", [4.5, 52.5], True),
        ("Point", [4.0, 52.5], True),
        ("Point", [6.0, 52.5], False),
        ("LineString", [[4.1, 52.1], [4.2, 52.2]], True),
        ("LineString", [[4.1, 52.1], [6.2, 52.2]], False),
        ("Polygon", [[[4.1, 52.1], [4.2, 52.1], [4.2, 52.2], [4.1, 52.1]]], True),
        ("MultiPoint", [[4.1, 52.1], [9.0, 52.1]], False),
    ],
)
def test_search_within_an_area(
    api: Zakenclient, meldingtype: Zaaktypeversie, soort: str, coordinaten: Any, binnen: bool
) -> None:
    api.zaak(meldingtype)  # nowhere
    api.zaak(meldingtype, identificatie="hier", zaakgeometrie={"type": soort, "coordinates": coordinaten})
    gebied = {"within": {"type": "Polygon", "coordinates": VLAK}}
    assert gevonden(zoek(api, zaakgeometrie=gebied)) == (["hier"] if binnen else [])


def test_search_leaves_out_the_hole_of_an_area(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    for naam, lengte in (("in het gat", 4.5), ("ernaast", 4.2)):
        api.zaak(meldingtype, identificatie=naam, zaakgeometrie={"type": "Point", "coordinates": [lengte, 52.5]})
    gebied = {"type": "MultiPolygon", "coordinates": [[*VLAK, GAT]]}
    assert gevonden(zoek(api, zaakgeometrie={"within": gebied})) == ["ernaast"]
    response = api.vraag("POST", "/zaken/_zoek", {"zaakgeometrie": {"within": {"type": "Polygon"}}})
    assert fouten_in(response) == {("zaakgeometrie.within", "invalid")}


@pytest.mark.eis("zrc-029")
def test_search_gives_only_the_fields_that_are_asked(api: Zakenclient, twee: tuple[Any, Any]) -> None:
    (rij,) = zoek(api, identificatie="A", fields="identificatie,ZaakType.Omschrijving,zaaktype.catalogus.domein")[
        "results"
    ]
    assert rij == {
        "identificatie": "A",
        "_expand": {
            "zaaktype": {
                "omschrijving": "Melding openbare ruimte",
                "_expand": {"catalogus": {"domein": "VOORB"}},
            }
        },
    }
    (alles,) = zoek(api, identificatie="A", fields="*")["results"]
    assert alles == api.lees(twee[0]["url"])
    (uitgebreid,) = zoek(api, identificatie="A", expand="zaaktype")["results"]
    assert uitgebreid["_expand"]["zaaktype"]["url"].startswith(HOST)


@pytest.mark.eis("zrc-029")
@pytest.mark.parametrize(
    "vragen",
    [
        {"fields": "kleur"},
        {"fields": "zaaktype.kleur"},
        {"fields": "omschrijving.kleur"},
        {"fields": "identificatie", "expand": "zaaktype"},
        {"fields": "hoofdzaak.hoofdzaak.hoofdzaak.hoofdzaak.uuid"},
    ],
)
def test_fields_that_cannot_be_given_are_refused(api: Zakenclient, vragen: dict[str, str]) -> None:
    assert fouten_in(api.vraag("POST", "/zaken/_zoek", {"identificatie": "A", **vragen})) == {("fields", "invalid")}


def test_search_shows_only_what_the_client_may_see(
    api: Zakenclient, twee: tuple[Any, Any], meldingtype: Zaaktypeversie
) -> None:
    fabrieken.machtig(fabrieken.maak_applicatie("beperkt"), "zaken.lezen", zaaktype=meldingtype.zaaktype)
    assert gevonden(zoek(Zakenclient("beperkt"), einddatum__isnull=True)) == ["A"]
    fabrieken.maak_applicatie("niets")
    assert Zakenclient("niets").vraag("POST", "/zaken/_zoek", {"identificatie": "A"}).status_code == 403
    assert api.vraag("GET", "/zaken/_zoek").status_code == 405
