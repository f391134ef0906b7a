"""The Referentielijsten API: open to everybody, read-only, in the shapes of the one of VNG."""

import pytest
import yaml
from django.test import Client

from zaken.selectielijst import lijsten

PAD = "/referentielijsten/api/v1"
BASIS = f"http://testserver{PAD}"
SOORTEN = ["procestypen", "resultaten", "resultaattypeomschrijvingen", "communicatiekanalen"]


@pytest.mark.parametrize("soort", SOORTEN)
def test_everybody_reads_a_list_and_each_of_its_rows(client: Client, soort: str) -> None:
    inhoud = client.get(f"{PAD}/{soort}").json()
    rijen = inhoud["results"] if isinstance(inhoud, dict) else inhoud
    assert rijen
    for rij in (rijen[0], rijen[-1]):
        response = client.get(rij["url"])
        assert response.status_code == 200
        assert response.json() == rij
        assert response["API-version"] == "1.0.0"


def test_process_types_are_an_array_of_one_edition_or_of_all(client: Client) -> None:
    alle = client.get(f"{PAD}/procestypen").json()
    assert [rij["jaar"] for rij in alle] == [2017] * 29 + [2020] * 29
    van_2020 = client.get(f"{PAD}/procestypen", {"jaar": "2020"}).json()
    assert [rij["nummer"] for rij in van_2020] == [*range(1, 30)]
    assert van_2020[7].keys() == {
        "url", "nummer", "jaar", "naam", "omschrijving", "toelichting", "procesobject",
    }  # fmt: skip
    assert client.get(f"{PAD}/procestypen", {"jaar": "2030"}).json() == []


def test_results_come_in_pages_of_a_hundred(client: Client) -> None:
    adres, gezien = f"{BASIS}/resultaten", []
    while adres:
        blad = client.get(adres).json()
        assert blad["count"] == 651
        gezien += [rij["url"] for rij in blad["results"]]
        adres = blad["next"]
    assert len(gezien) == len(set(gezien)) == 651
    assert len(client.get(f"{PAD}/resultaten").json()["results"]) == 100
    tweede = client.get(f"{PAD}/resultaten", {"page": 2}).json()
    assert tweede["previous"] == f"{BASIS}/resultaten?page=1"


@pytest.mark.parametrize("naam", ["procesType", "proces_type"])
@pytest.mark.parametrize("wortel", [BASIS, "https://selectielijst.openzaak.nl/api/v1"])
def test_results_of_one_process_type(client: Client, naam: str, wortel: str) -> None:
    procestype = lijsten().procestype_op_nummer[2020, 8]
    blad = client.get(f"{PAD}/resultaten", {naam: f"{wortel}/procestypen/{procestype.uuid}"}).json()
    assert blad["count"] == 25
    assert {rij["procesType"] for rij in blad["results"]} == {f"{BASIS}/procestypen/{procestype.uuid}"}
    assert [rij["volledigNummer"] for rij in blad["results"][:3]] == ["8.1", "8.1.1", "8.1.2"]


def test_a_result_has_every_field_of_the_standard(client: Client) -> None:
    resultaat = lijsten().op_nummer[2017, "1.1"]
    assert client.get(f"{PAD}/resultaten/{resultaat.uuid}").json() == {
        "url": f"{BASIS}/resultaten/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "procesType": f"{BASIS}/procestypen/e1b73b12-b2f6-4c4e-8929-94f84dd2a57d",
        "nummer": 1,
        "volledigNummer": "1.1",
        "generiek": True,
        "specifiek": False,
        "naam": "Ingericht",
        "omschrijving": "",
        "herkomst": "Risicoanalyse",
        "waardering": "vernietigen",
        "procestermijn": "nihil",
        "procestermijnWeergave": "Nihil",
        "bewaartermijn": "P10Y",
        "toelichting": "Invoering nieuwe werkwijze",
        "algemeenBestuurEnInrichtingOrganisatie": False,
        "bedrijfsvoeringEnPersoneel": True,
        "publiekeInformatieEnRegistratie": False,
        "burgerzaken": False,
        "veiligheid": False,
        "verkeerEnVervoer": False,
        "economie": False,
        "onderwijs": False,
        "sportCultuurEnRecreatie": False,
        "sociaalDomein": False,
        "volksgezonheidEnMilieu": False,
        "vhrosv": False,
        "heffenBelastingen": False,
        "alleTaakgebieden": False,
        "procestermijnOpmerking": "",
    }


def test_what_stays_forever_has_no_term(client: Client) -> None:
    resultaat = lijsten().op_nummer[2020, "1.1.1"]
    inhoud = client.get(f"{PAD}/resultaten/{resultaat.uuid}").json()
    assert (inhoud["waardering"], inhoud["bewaartermijn"], inhoud["procestermijn"]) == ("blijvend_bewaren", None, "")


def test_a_process_type_is_found_by_the_uuid_of_another_installation(client: Client) -> None:
    inhoud = client.get(f"{PAD}/procestypen/aa8aa2fd-b9c6-4e34-9a6c-58a677f60ea0").json()
    assert inhoud["url"] == f"{BASIS}/procestypen/81e049e5-b154-4368-b47c-3e2438f82726"


@pytest.mark.parametrize(
    ("vraag", "status", "code", "veld"),
    [
        ("procestypen?jaar=nu", 400, "invalid", "jaar"),
        ("procestypen?page=1", 400, "unknown-parameters", "nonFieldErrors"),
        ("resultaten?procesType=8", 400, "invalid", "procesType"),
        ("resultaten?foo=bar", 400, "unknown-parameters", "nonFieldErrors"),
        ("resultaten?page=8", 404, "not_found", None),
        ("resultaten?page=nul", 404, "not_found", None),
        ("resultaten/00000000-0000-4000-8000-000000000000", 404, "not_found", None),
        ("communicatiekanalen/00000000-0000-4000-8000-000000000000", 404, "not_found", None),
        ("iets-anders", 404, "not_found", None),
    ],
)
def test_bad_questions_get_the_error_body_of_the_standard(
    client: Client, vraag: str, status: int, code: str, veld: str | None
) -> None:
    response = client.get(f"{PAD}/{vraag}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    inhoud = response.json()
    fout = inhoud["invalidParams"][0] if veld else inhoud
    assert fout["code"] == code
    assert fout.get("name") == veld


def test_an_unknown_process_type_has_no_results(client: Client) -> None:
    assert client.get(f"{PAD}/resultaten", {"procesType": "https://elders.example/procestypen/1"}).json()["count"] == 0


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("soort", SOORTEN)
def test_nobody_writes(client: Client, soort: str, methode: str) -> None:
    response = getattr(client, methode)(f"{PAD}/{soort}", {"naam": "x"}, content_type="application/json")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_head_has_no_body(client: Client) -> None:
    response = client.head(f"{PAD}/procestypen")
    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_description_names_every_field_that_is_shown(client: Client, soort: str) -> None:
    beschrijving = yaml.safe_load(client.get(f"{PAD}/schema/openapi.yaml").content)
    antwoord = beschrijving["paths"][f"/{soort}/{{uuid}}"]["get"]["responses"]["200"]
    naam = antwoord["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    inhoud = client.get(f"{PAD}/{soort}").json()
    rij = (inhoud["results"] if isinstance(inhoud, dict) else inhoud)[0]
    assert beschrijving["components"]["schemas"][naam]["properties"].keys() == rij.keys()
