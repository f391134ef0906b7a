"""Zaakobjecten over the Zaken API: every kind of object of the standard."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework import serializers

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.anderregister import AnderRegister, ander_register
from tests.zaken.api.zaakproef import HOST, Api, fouten_in, proefversie, sluit, zaak_url
from zaken.api.zaken.objecten import OBJECTEN
from zaken.models import Betrokkene, Gebeurtenis, Zaak, Zaakobject, Zaaktypeversie


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return fabrieken.maak_zaak(versie)


def voorbeeld(soort: type[serializers.Serializer]) -> dict[str, Any]:  # type: ignore[type-arg]
    """Return a value for every field of a group, as long as it may be."""
    return {naam: _waarde(naam, veld) for naam, veld in soort().get_fields().items()}


def _waarde(naam: str, veld: serializers.Field) -> Any:  # type: ignore[type-arg]
    vast = {"inpBsn": fabrieken.BSN_WIM, "innNnpId": fabrieken.RSIN, "inpA_nummer": "1234567890"}
    match veld:
        case serializers.Serializer():
            return voorbeeld(type(veld))
        case serializers.ListField():
            return ["een", "twee"]
        case serializers.ChoiceField():
            return next(iter(veld.choices))
        case serializers.IntegerField():
            return 99999
        case serializers.JSONField():
            return {"eenVeld": {"en_nog": [1, None]}}
        case _:
            return vast.get(naam, "x" * int(getattr(veld, "max_length", 1)))


def object_bij(zaak: Zaak, soort: str, **velden: Any) -> dict[str, Any]:
    """Return the body of a new object."""
    return {"zaak": zaak_url(zaak), "objectType": soort, **velden}


def pand(zaak: Zaak, nummer: str = "0363100012345678") -> dict[str, Any]:
    return object_bij(zaak, "pand", objectIdentificatie={"identificatie": nummer}, relatieomschrijving="gaat over")


@pytest.mark.parametrize("soort", [naam for naam, serializer in OBJECTEN.items() if serializer])
def test_everything_told_of_an_object_is_shown_again(api: Api, zaak: Zaak, soort: str) -> None:
    serializer = OBJECTEN[soort]
    assert serializer
    gegevens = voorbeeld(serializer)
    overige = {"objectTypeOverige": "boom"} if soort == "overige" else {}

    gemaakt = api.maak("/zaakobjecten", object_bij(zaak, soort, objectIdentificatie=gegevens, **overige))

    assert gemaakt["objectIdentificatie"] == gegevens
    assert api.lees(f"/zaakobjecten/{gemaakt['uuid']}") == gemaakt


@pytest.mark.parametrize("soort", ["besluit", "enkelvoudig_document", "status"])
def test_a_resource_of_ours_is_an_object_by_its_address(api: Api, zaak: Zaak, soort: str) -> None:
    gemaakt = api.maak("/zaakobjecten", object_bij(zaak, soort, object=zaak_url(zaak)))

    assert gemaakt == {
        "url": gemaakt["url"],
        "uuid": str(Zaakobject.objects.get().uuid),
        "zaak": zaak_url(zaak),
        "object": zaak_url(zaak),
        "zaakobjecttype": None,
        "objectType": soort,
        "objectTypeOverige": "",
        "objectTypeOverigeDefinitie": None,
        "relatieomschrijving": "",
        "objectIdentificatie": None,
    }


def test_people_are_taken_by_the_name_that_the_schema_gives_them_too(api: Api, zaak: Zaak) -> None:
    inhoud = object_bij(zaak, "medewerker", betrokkeneIdentificatie={"identificatie": "m1"})

    assert api.maak("/zaakobjecten", inhoud)["objectIdentificatie"]["identificatie"] == "m1"


def test_an_object_is_something(api: Api, zaak: Zaak) -> None:
    soorten_niets: list[dict[str, Any]] = [
        {},
        {"object": "", "objectIdentificatie": None},
        {"objectIdentificatie": {}},
    ]
    for niets in soorten_niets:
        geweigerd = api.vraag("POST", "/zaakobjecten", object_bij(zaak, "pand", **niets))
        assert fouten_in(geweigerd) == {("nonFieldErrors", "invalid-zaakobject")}


def test_every_fault_is_named_at_once(api: Api, zaak: Zaak) -> None:
    fout = {"identificatie": "", "huisnummer": -1, "huisletter": "ab"}

    geweigerd = api.vraag(
        "POST",
        "/zaakobjecten",
        object_bij(zaak, "adres", objectIdentificatie=fout, relatieomschrijving="x" * 81, objectTypeOverige="A-1"),
    )

    groep = "objectIdentificatie"
    assert fouten_in(geweigerd) == {
        ("relatieomschrijving", "max_length"),
        ("objectTypeOverige", "invalid"),
        (f"{groep}.identificatie", "blank"),
        (f"{groep}.wplWoonplaatsNaam", "required"),
        (f"{groep}.gorOpenbareRuimteNaam", "required"),
        (f"{groep}.huisnummer", "min_value"),
        (f"{groep}.huisletter", "max_length"),
    }


def test_an_address_must_answer(api: Api, zaak: Zaak) -> None:
    for adres, code in (
        ("abc", "invalid"),
        (f"{zaak_url(zaak)[:-1]}0" if zaak_url(zaak)[-1] != "0" else f"{zaak_url(zaak)[:-1]}1", "bad-url"),
        ("https://niet-op-de-lijst.example/1", "bad-url"),
    ):
        geweigerd = api.vraag("POST", "/zaakobjecten", object_bij(zaak, "pand", object=adres))
        assert fouten_in(geweigerd) == {("object", code)}


def test_overige_says_what_it_is_and_only_overige_does(api: Api, zaak: Zaak) -> None:
    gegevens = {"overigeData": {"soort": "eik"}}

    zonder = api.vraag("POST", "/zaakobjecten", object_bij(zaak, "overige", objectIdentificatie=gegevens))
    toch = api.vraag("POST", "/zaakobjecten", pand(zaak) | {"objectTypeOverige": "boom"})

    assert fouten_in(zonder) == {("nonFieldErrors", "missing-object-type-overige")}
    assert fouten_in(toch) == {("nonFieldErrors", "invalid-object-type-overige-usage")}


@pytest.mark.parametrize(
    "gegevens",
    [{"bsn": fabrieken.BSN_WIM}, {"bsn": int(fabrieken.BSN_WIM)}, {"wie": [{"tekst": f"van {fabrieken.BSN_WIM}."}]}],
)
def test_no_bsn_stands_in_data_of_another_kind(api: Api, zaak: Zaak, gegevens: dict[str, Any]) -> None:
    inhoud = object_bij(zaak, "overige", objectTypeOverige="boom", objectIdentificatie={"overigeData": gegevens})

    assert fouten_in(api.vraag("POST", "/zaakobjecten", inhoud)) == {("objectIdentificatie.overigeData", "invalid")}
    assert not Zaakobject.objects.exists()


def test_no_bsn_stands_in_the_address_of_an_object(api: Api, zaak: Zaak, register: AnderRegister) -> None:
    for pad in (f"personen/{fabrieken.BSN_WIM}", f"personen?bsn={fabrieken.BSN_WIM}", "personen/%3999990147"):
        inhoud = object_bij(zaak, "natuurlijk_persoon", object=register.leg_neer(pad, {}))
        assert fouten_in(api.vraag("POST", "/zaakobjecten", inhoud)) == {("object", "invalid")}
    for pad in ("panden/0363100012061226", "bomen/123456789", "x/1999990147"):
        api.maak("/zaakobjecten", object_bij(zaak, "pand", object=register.leg_neer(pad, {})))


@pytest.fixture
def register(settings: Settings) -> Iterator[AnderRegister]:
    """Objecttypen and Objecten, at one address."""
    with ander_register() as server:
        settings.ZGW_ANDERE_REGISTERS = [server.adres]
        yield server


def boom_in(register: AnderRegister, zaak: Zaak, **definitie: str) -> dict[str, Any]:
    """Return the body of an object that is defined and kept elsewhere."""
    soort = register.leg_neer("objecttypes/boom/versions/1", {"jsonSchema": {"type": "object"}})
    eik = register.leg_neer("objects/eik", {"record": {"index": 1, "data": {"hoogte": 12}}})
    vorm = {"url": soort, "schema": ".jsonSchema", "objectData": ".record.data", **definitie}
    return object_bij(zaak, "overige", object=eik, objectTypeOverigeDefinitie=vorm)


def test_a_definition_elsewhere_says_what_overige_is(api: Api, zaak: Zaak, register: AnderRegister) -> None:
    gegevens = boom_in(register, zaak)

    gemaakt = api.maak("/zaakobjecten", gegevens | {"objectIdentificatie": {"overigeData": {"soort": "eik"}}})

    assert gemaakt["objectTypeOverigeDefinitie"] == gegevens["objectTypeOverigeDefinitie"]
    assert (gemaakt["object"], gemaakt["objectIdentificatie"]) == (gegevens["object"], None)


@pytest.mark.parametrize(
    ("naam", "waarde", "code"),
    [
        ("url", "https://niet-op-de-lijst.example/boom", "bad-url"),
        ("schema", ".schema", "invalid"),
        ("schema", "jsonSchema | keys", "invalid"),
        ("objectData", ".record.index", "invalid"),
        ("objectData", ".record.data.hoogte.top", "invalid"),
    ],
)
def test_a_definition_must_lead_somewhere(
    api: Api, zaak: Zaak, register: AnderRegister, naam: str, waarde: str, code: str
) -> None:
    geweigerd = api.vraag("POST", "/zaakobjecten", boom_in(register, zaak, **{naam: waarde}))

    assert fouten_in(geweigerd) == {(f"objectTypeOverigeDefinitie.{naam}", code)}


@pytest.mark.parametrize(
    ("schema", "fout"),
    [
        ({"type": "object", "required": ["hoogte"], "properties": {"hoogte": {"type": "number"}}}, None),
        ({"type": "object", "required": ["soort"]}, ("object", "invalid-schema")),
        ({"properties": {"hoogte": {"type": "string"}}}, ("object", "invalid-schema")),
        ({"properties": {"hoogte": {"maximum": 10}}}, ("object", "invalid-schema")),
        ({"type": "boom"}, ("objectTypeOverigeDefinitie.schema", "invalid")),
        ({"$ref": "https://schemas.example/boom.json"}, ("objectTypeOverigeDefinitie.schema", "invalid")),
    ],
)
def test_an_object_follows_the_schema_of_its_definition(
    api: Api, zaak: Zaak, register: AnderRegister, schema: dict[str, Any], fout: tuple[str, str] | None
) -> None:
    gegevens = boom_in(register, zaak)
    register.leg_neer("objecttypes/boom/versions/1", {"jsonSchema": schema})

    antwoord = api.vraag("POST", "/zaakobjecten", gegevens)

    assert antwoord.status_code == (400 if fout else 201), antwoord.content
    if fout:
        assert fouten_in(antwoord) == {fout}


def test_a_definition_needs_the_address_of_the_object(api: Api, zaak: Zaak, register: AnderRegister) -> None:
    zonder = {"object": "", "objectIdentificatie": {"overigeData": {"soort": "eik"}}}

    geweigerd = api.vraag("POST", "/zaakobjecten", boom_in(register, zaak) | zonder)

    assert fouten_in(geweigerd) == {("object", "required")}


def test_zaakobjecttype_belongs_to_the_zaaktype(api: Api, zaak: Zaak, team: Groep) -> None:
    def met(versie: Zaaktypeversie) -> dict[str, Any]:
        return pand(zaak) | {
            "zaakobjecttype": f"{HOST}/catalogi/api/v1/zaakobjecttypen/{versie.zaakobjecttypen.get().uuid}"
        }

    eigen = met(zaak.zaaktypeversie)
    assert api.maak("/zaakobjecten", eigen)["zaakobjecttype"] == eigen["zaakobjecttype"]
    geweigerd = api.vraag("POST", "/zaakobjecten", met(proefversie(team, "andere-zaak")))
    assert fouten_in(geweigerd) == {("nonFieldErrors", "zaaktype-mismatch")}


def test_details_change_by_put_and_patch(api: Api, zaak: Zaak) -> None:
    adres = api.maak("/zaakobjecten", pand(zaak))["url"]

    deels = api.vraag("PATCH", adres, {"relatieomschrijving": "staat naast"}).json()
    geheel = api.vraag("PUT", adres, {**pand(zaak, "0363100099999999"), "relatieomschrijving": None}).json()

    assert (deels["relatieomschrijving"], deels["objectIdentificatie"]) == (
        "staat naast",
        {"identificatie": "0363100012345678"},
    )
    assert (geheel["relatieomschrijving"], geheel["objectIdentificatie"]) == (
        "",
        {"identificatie": "0363100099999999"},
    )
    acties = Gebeurtenis.objects.filter(zaak=zaak, soort="object_gewijzigd").values_list("mutaties", flat=True)
    assert [mutaties[0]["actie"] for mutaties in acties.order_by("volgnummer")] == ["partial_update", "update"]


def test_zaak_object_and_kind_stay(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    adres = api.maak("/zaakobjecten", pand(zaak))["url"]
    anders = {"zaak": zaak_url(fabrieken.maak_zaak(versie)), "object": zaak_url(zaak), "objectType": "adres"}

    geweigerd = api.vraag("PATCH", adres, anders)

    assert fouten_in(geweigerd) == {(naam, "wijzigen-niet-toegelaten") for naam in anders}


def test_deleting_an_object_forgets_who_it_was_about(api: Api, zaak: Zaak) -> None:
    persoon = object_bij(zaak, "natuurlijk_persoon", objectIdentificatie={"inpBsn": fabrieken.BSN_WIM})
    adres = api.maak("/zaakobjecten", persoon)["url"]

    assert api.vraag("DELETE", adres).status_code == 204

    assert api.vraag("GET", adres).status_code == 404
    assert not Betrokkene.objects.met_bsn(fabrieken.BSN_WIM).exists()


@pytest.mark.eis("zrc-007")
def test_objects_of_a_closed_zaak_change_only_with_force(api: Api, zaak: Zaak) -> None:
    adres = api.maak("/zaakobjecten", pand(zaak))["url"]
    gewoon = fabrieken.maak_applicatie("gewoon")
    scopes = ("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.verwijderen")
    fabrieken.machtig(gewoon, *scopes, zaaktype=zaak.zaaktypeversie.zaaktype)
    sluit(zaak)

    for methode, pad, inhoud in (
        ("POST", "/zaakobjecten", pand(zaak)),
        ("PUT", adres, {}),
        ("PATCH", adres, {"relatieomschrijving": "x"}),
        ("DELETE", adres, None),
    ):
        assert Api("gewoon").vraag(methode, pad, inhoud).status_code == 403
    assert api.vraag("PATCH", adres, {"relatieomschrijving": "x"}).status_code == 200


@pytest.mark.eis("zrc-006")
def test_who_may_make_a_zaak_may_say_what_it_is_about(api: Api, zaak: Zaak) -> None:
    gewoon = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(gewoon, "zaken.aanmaken", zaaktype=zaak.zaaktypeversie.zaaktype)

    assert Api("gewoon").vraag("POST", "/zaakobjecten", pand(zaak)).status_code == 201
    assert Api("gewoon").vraag("GET", "/zaakobjecten").status_code == 403


def test_objects_are_found_by_zaak_address_and_kind(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gemaakt = api.maak("/zaakobjecten", object_bij(zaak, "status", object=zaak_url(zaak)))
    ander = fabrieken.maak_zaak(versie)
    for nummer in range(5):
        api.maak("/zaakobjecten", pand(ander, str(nummer)))

    for parameters in ({"zaak": zaak_url(zaak)}, {"object": zaak_url(zaak)}, {"objectType": "status"}):
        assert [deel["url"] for deel in api.lees("/zaakobjecten", **parameters)["results"]] == [gemaakt["url"]]
    with django_assert_num_queries(3):  # who asks, which rows, the rows
        assert api.lees("/zaakobjecten", objectType="pand")["count"] == 5
    assert fouten_in(api.vraag("GET", "/zaakobjecten?objectType=dier")) == {("objectType", "invalid_choice")}


def test_etag_and_head_tell_the_same_as_get(api: Api, zaak: Zaak) -> None:
    adres = api.maak("/zaakobjecten", pand(zaak))["url"]

    gelezen = api.vraag("GET", adres)

    assert api.vraag("HEAD", adres)["ETag"] == gelezen["ETag"]
    assert api.vraag("GET", adres, HTTP_IF_NONE_MATCH=gelezen["ETag"]).status_code == 304
