"""What belongs to a document: gebruiksrechten, verzendingen, and the zaken and besluiten that it belongs to."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tests import fabrieken
from tests.zaken.api.anderregister import AnderRegister, ander_register
from tests.zaken.api.documentwereld import BASIS, HOST, Systeem, fouten, rij
from zaken.models import Informatieobjecttype, Objectinformatieobject, Zaakinformatieobject, Zaaktypeversie
from zaken.services.koppelingen import koppel_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]
RECHTEN, VERZENDINGEN, RELATIES = (
    f"{BASIS}/{naam}" for naam in ("gebruiksrechten", "verzendingen", "objectinformatieobjecten")
)


@pytest.fixture
def lezer(soort: Informatieobjecttype) -> Systeem:
    """A system that only reads these documents."""
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "documenten.lezen", informatieobjecttype=soort)
    return Systeem("lezer")


@pytest.fixture
def vreemde_lezer(db: None) -> Systeem:
    """A system that reads other documents."""
    ander = fabrieken.informatieobjecttype("Rapport")
    fabrieken.machtig(fabrieken.maak_applicatie("vreemd"), "documenten.lezen", informatieobjecttype=ander)
    return Systeem("vreemd")


# Gebruiksrechten


def recht(url: str, **velden: Any) -> dict[str, Any]:
    return {
        "informatieobject": url,
        "startdatum": "2026-03-01T00:00:00Z",
        "einddatum": None,
        "omschrijvingVoorwaarden": "Alleen voor de buurt",
        **velden,
    }


@pytest.mark.eis("drc-006")
def test_indication_follows_the_gebruiksrechten(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort, indicatieGebruiksrecht=False)["url"]

    def indicatie() -> bool | None:
        waarde: bool | None = systeem.get(url).json()["indicatieGebruiksrecht"]
        return waarde

    rechten = [systeem.post(RECHTEN, recht(url)) for _nummer in range(2)]
    assert [antwoord.status_code for antwoord in rechten] == [201, 201]
    assert rechten[0].json() == {"url": rechten[0].json()["url"], **recht(url)}
    assert indicatie() is True
    afgewezen = systeem.werk_bij(url, indicatieGebruiksrecht=None)
    assert fouten(afgewezen) == {"indicatieGebruiksrecht": "existing-gebruiksrechten"}
    assert systeem.werk_bij(url, titel="Anders").status_code == 200
    assert systeem.vraag("DELETE", rechten[0].json()["url"]).status_code == 204
    assert indicatie() is True
    assert systeem.vraag("DELETE", rechten[1].json()["url"]).status_code == 204
    assert indicatie() is None


def test_gebruiksrechten_are_read_filtered_and_changed(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    een, twee = (systeem.maak(soort)["url"] for _nummer in range(2))
    url = systeem.post(RECHTEN, recht(een)).json()["url"]
    systeem.post(RECHTEN, recht(twee, startdatum="2026-06-01T00:00:00Z"))

    with django_assert_num_queries(3):
        assert len(systeem.get(RECHTEN).json()) == 2
    assert [deel["url"] for deel in systeem.get(f"{RECHTEN}?informatieobject={een}").json()] == [url]
    assert [deel["url"] for deel in systeem.get(f"{RECHTEN}?startdatum__lt=2026-05-01T00:00:00Z").json()] == [url]
    uitgebreid = systeem.get(f"{url}?expand=informatieobject.informatieobjecttype").json()
    assert uitgebreid["_expand"]["informatieobject"]["_expand"]["informatieobjecttype"]["omschrijving"] == "Brief"

    assert (
        systeem.vraag("PATCH", url, {"omschrijvingVoorwaarden": "Niemand"}).json()["startdatum"]
        == recht(een)["startdatum"]
    )
    ander_document = systeem.vraag("PUT", url, recht(twee))
    assert fouten(ander_document) == {"informatieobject": "wijzigen-niet-toegelaten"}
    assert systeem.vraag("PUT", url, recht(een, einddatum="2027-01-01T00:00:00Z")).json()["einddatum"] == (
        "2027-01-01T00:00:00Z"
    )
    assert "ETag" in systeem.get(url)
    trail = systeem.get(f"{een}/audittrail").json()
    assert [regel["actie"] for regel in trail if regel["resource"] == "gebruiksrechten"] == [
        "create",
        "partial_update",
        "update",
    ]


def test_gebruiksrechten_need_their_document(
    systeem: Systeem, lezer: Systeem, vreemde_lezer: Systeem, soort: Informatieobjecttype
) -> None:
    document = systeem.maak(soort)["url"]
    url = systeem.post(RECHTEN, recht(document)).json()["url"]

    assert lezer.get(url).status_code == 200
    assert vreemde_lezer.get(url).status_code == 403
    assert vreemde_lezer.get(RECHTEN).json() == []
    assert lezer.post(RECHTEN, recht(document)).status_code == 403
    assert lezer.vraag("DELETE", url).status_code == 403
    assert fouten(systeem.post(RECHTEN, recht(f"{HOST}/zaken/api/v1/zaken/{rij({'url': document}).uuid}"))) == {
        "informatieobject": "no_match"
    }
    assert fouten(systeem.post(RECHTEN, {})) == {
        "informatieobject": "required",
        "startdatum": "required",
        "omschrijvingVoorwaarden": "required",
    }


# Verzendingen


def verzending(url: str, **velden: Any) -> dict[str, Any]:
    return {
        "informatieobject": url,
        "betrokkene": "https://kcc.example/klanten/1",
        "aardRelatie": "geadresseerde",
        "contactPersoon": "https://kcc.example/contactpersonen/1",
        "emailadres": "jan@example.nl",
        **velden,
    }


def test_verzending_is_kept_read_and_changed(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort)["url"]

    antwoord = systeem.post(VERZENDINGEN, verzending(document, verzenddatum="2026-03-02"))

    assert antwoord.status_code == 201
    gemaakt = antwoord.json()
    url = gemaakt["url"]
    assert gemaakt == {
        "url": url,
        "betrokkene": "https://kcc.example/klanten/1",
        "informatieobject": document,
        "aardRelatie": "geadresseerde",
        "toelichting": "",
        "ontvangstdatum": None,
        "verzenddatum": "2026-03-02",
        "contactPersoon": "https://kcc.example/contactpersonen/1",
        "contactpersoonnaam": "",
        "binnenlandsCorrespondentieadres": None,
        "buitenlandsCorrespondentieadres": None,
        "correspondentiePostadres": None,
        "faxnummer": "",
        "emailadres": "jan@example.nl",
        "mijnOverheid": False,
        "telefoonnummer": "",
    }
    assert systeem.get(f"{VERZENDINGEN}?aardRelatie=geadresseerde&informatieobject={document}").json()["count"] == 1
    assert systeem.get(f"{VERZENDINGEN}?aardRelatie=afzender").json()["count"] == 0
    assert fouten(systeem.get(f"{VERZENDINGEN}?aardRelatie=x")) == {"aardRelatie": "invalid_choice"}
    assert systeem.get(f"{url}?expand=informatieobject").json()["_expand"]["informatieobject"]["url"] == document

    adres = {"huisnummer": 12, "naamOpenbareRuimte": "Dorpsstraat", "woonplaatsnaam": "Voorbeeldstad"}
    anders = systeem.vraag("PATCH", url, {"emailadres": "", "binnenlandsCorrespondentieadres": adres}).json()
    assert anders["binnenlandsCorrespondentieadres"] == {
        "huisletter": "",
        "huisnummer": 12,
        "huisnummerToevoeging": "",
        "naamOpenbareRuimte": "Dorpsstraat",
        "postcode": "",
        "woonplaatsnaam": "Voorbeeldstad",
    }
    assert anders["verzenddatum"] == "2026-03-02"
    geheel = systeem.vraag("PUT", url, verzending(document)).json()
    assert (geheel["verzenddatum"], geheel["binnenlandsCorrespondentieadres"]) == (None, None)
    assert systeem.vraag("DELETE", url).status_code == 204
    assert systeem.get(url).status_code == 404


@pytest.mark.parametrize(
    "velden",
    [
        {"emailadres": ""},
        {"faxnummer": "0101234567"},
        {"mijnOverheid": True},
        {
            "buitenlandsCorrespondentieadres": {
                "adresBuitenland1": "Rue de la Loi 1",
                "landPostadres": "https://landen.example/be",
            }
        },
    ],
)
def test_verzending_goes_one_way(systeem: Systeem, soort: Informatieobjecttype, velden: dict[str, Any]) -> None:
    antwoord = systeem.post(VERZENDINGEN, verzending(systeem.maak(soort)["url"], **velden))

    assert fouten(antwoord) == {"nonFieldErrors": "invalid-address"}


def test_verzending_is_received_or_sent_and_checked(
    systeem: Systeem, lezer: Systeem, soort: Informatieobjecttype
) -> None:
    document = systeem.maak(soort)["url"]

    beide = systeem.post(VERZENDINGEN, verzending(document, ontvangstdatum="2026-01-01", verzenddatum="2026-01-01"))
    assert fouten(beide) == {"verzenddatum": "ontvangen-en-verzonden"}
    postbus = {"postBusOfAntwoordnummer": 10000, "postadresType": "bus", "woonplaatsnaam": "X"}
    fout = systeem.post(VERZENDINGEN, verzending(document, correspondentiePostadres=postbus, betrokkene="x"))
    assert fouten(fout) == {
        "betrokkene": "invalid",
        "correspondentiePostadres.postBusOfAntwoordnummer": "max_value",
        "correspondentiePostadres.postadresType": "invalid_choice",
        "correspondentiePostadres.postadresPostcode": "required",
    }
    assert lezer.post(VERZENDINGEN, verzending(document)).status_code == 403


# Objectinformatieobjecten


@pytest.fixture
def koppeling(systeem: Systeem, soort: Informatieobjecttype, meldingtype: Zaaktypeversie) -> Zaakinformatieobject:
    """A document that another system put in a zaak."""
    document = rij(systeem.maak(meldingtype.informatieobjecttypen.first().informatieobjecttype))  # type: ignore[union-attr]
    zaak = fabrieken.maak_zaak(meldingtype)
    applicatie = fabrieken.maak_applicatie("koppelaar", alles=True)
    return koppel_document(zaak, document, door=applicatie)


def zaakadres(koppeling: Zaakinformatieobject) -> str:
    return f"{HOST}/zaken/api/v1/zaken/{koppeling.zaak.uuid}"


def documentadres(koppeling: Zaakinformatieobject) -> str:
    return f"{HOST}{BASIS}/enkelvoudiginformatieobjecten/{koppeling.informatieobject.uuid}"


@pytest.mark.eis("zrc-005")
def test_relation_with_a_zaak_is_seen_from_the_document(
    systeem: Systeem, koppeling: Zaakinformatieobject, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    verwacht = {
        "url": f"{HOST}{RELATIES}/{koppeling.uuid}",
        "informatieobject": documentadres(koppeling),
        "object": zaakadres(koppeling),
        "objectType": "zaak",
    }

    with django_assert_num_queries(3):
        assert systeem.get(RELATIES).json() == [verwacht]
    assert systeem.get(verwacht["url"]).json() == verwacht
    assert systeem.get(f"{RELATIES}?object={zaakadres(koppeling)}").json() == [verwacht]
    assert systeem.get(f"{RELATIES}?informatieobject={documentadres(koppeling)}").json() == [verwacht]
    assert systeem.get(f"{RELATIES}?object=https://elders.example/zaken/1").json() == []
    assert fouten(systeem.vraag("DELETE", documentadres(koppeling))) == {"nonFieldErrors": "pending-relations"}

    koppeling.delete()
    assert systeem.get(verwacht["url"]).status_code == 404
    assert systeem.vraag("DELETE", documentadres(koppeling)).status_code == 204


@pytest.mark.eis("drc-003")
@pytest.mark.eis("drc-004")
def test_relation_of_our_own_is_made_and_ended_at_its_source(
    systeem: Systeem, koppeling: Zaakinformatieobject, meldingtype: Zaaktypeversie
) -> None:
    andere_zaak = fabrieken.maak_zaak(meldingtype)
    lichaam = {"informatieobject": documentadres(koppeling), "object": zaakadres(koppeling), "objectType": "zaak"}
    elders = {**lichaam, "object": f"{HOST}/zaken/api/v1/zaken/{andere_zaak.uuid}"}

    assert fouten(systeem.post(RELATIES, lichaam)) == {"nonFieldErrors": "unique"}
    assert fouten(systeem.post(RELATIES, elders)) == {"nonFieldErrors": "inconsistent-relation"}
    assert fouten(systeem.post(RELATIES, {**elders, "objectType": "besluit"})) == {"object": "invalid-resource"}
    weg = systeem.vraag("DELETE", f"{RELATIES}/{koppeling.uuid}")
    assert fouten(weg) == {"nonFieldErrors": "remote-relation-exists"}
    assert systeem.vraag("PUT", f"{RELATIES}/{koppeling.uuid}", lichaam).status_code == 405


def test_relation_is_seen_with_its_document(
    lezer: Systeem, vreemde_lezer: Systeem, koppeling: Zaakinformatieobject
) -> None:
    soort = koppeling.informatieobject.informatieobjecttype
    fabrieken.machtig(fabrieken.maak_applicatie("past"), "documenten.lezen", informatieobjecttype=soort)

    assert len(Systeem("past").get(RELATIES).json()) == 1
    assert vreemde_lezer.get(RELATIES).json() == []
    assert vreemde_lezer.get(f"{RELATIES}/{koppeling.uuid}").status_code == 403


class Ander:
    """The register of another organisation: one zaak, and whether our document belongs to it."""

    def __init__(self, register: AnderRegister) -> None:
        self.register = register
        self.api = f"{register.adres}zaken/api/v1"
        self.zaak = register.leg_neer(
            "zaken/api/v1/zaken/1", {"zaaktype": "x", "bronorganisatie": "x", "startdatum": "2026-01-01"}
        )

    def zet_relatie(self, document: str, *, bestaat: bool) -> None:
        """Tell whether this document belongs to the zaak."""
        vraag = urlencode({"zaak": self.zaak, "informatieobject": document})
        self.register.leg_neer(f"zaken/api/v1/zaakinformatieobjecten?{vraag}", [{"zaak": self.zaak}] if bestaat else [])


@pytest.fixture
def ander(settings: Settings) -> Iterator[Ander]:
    """A running register of another organisation, that we may ask."""
    with ander_register() as register:
        settings.ZGW_ANDERE_REGISTERS = [register.adres]
        yield Ander(register)


@pytest.mark.eis("drc-002")
@pytest.mark.eis("drc-003")
@pytest.mark.eis("drc-004")
def test_relation_with_an_object_elsewhere_is_checked_there(
    systeem: Systeem, soort: Informatieobjecttype, ander: Ander
) -> None:
    document = systeem.maak(soort)["url"]
    lichaam = {"informatieobject": document, "object": ander.zaak, "objectType": "zaak"}
    ander.zet_relatie(document, bestaat=False)

    assert fouten(systeem.post(RELATIES, lichaam)) == {"nonFieldErrors": "inconsistent-relation"}
    onbekend = {**lichaam, "object": f"{ander.api}/zaken/weg"}
    assert fouten(systeem.post(RELATIES, onbekend)) == {"object": "bad-url"}
    assert fouten(systeem.post(RELATIES, {**lichaam, "object": "https://niet.example/zaken/1"})) == {
        "object": "bad-url"
    }
    assert fouten(systeem.post(RELATIES, {**lichaam, "objectType": "kat"})) == {"objectType": "invalid_choice"}

    ander.zet_relatie(document, bestaat=True)
    gemaakt = systeem.post(RELATIES, lichaam)
    assert gemaakt.status_code == 201
    assert gemaakt.json() == {**lichaam, "url": gemaakt.json()["url"]}
    assert fouten(systeem.post(RELATIES, lichaam)) == {"nonFieldErrors": "unique"}
    assert systeem.get(f"{RELATIES}?object={ander.zaak}").json() == [gemaakt.json()]

    weg = systeem.vraag("DELETE", gemaakt.json()["url"])
    assert fouten(weg) == {"nonFieldErrors": "remote-relation-exists"}
    ander.zet_relatie(document, bestaat=False)
    assert systeem.vraag("DELETE", gemaakt.json()["url"]).status_code == 204
    assert not Objectinformatieobject.objects.exists()


def test_moment_before_the_calendar_is_refused(systeem: Systeem, soort: Informatieobjecttype) -> None:
    antwoord = systeem.post(RECHTEN, recht(systeem.maak(soort)["url"], startdatum="0001-01-01"))

    assert set(fouten(antwoord).values()) == {"invalid"}
