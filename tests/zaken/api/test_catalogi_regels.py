"""What the standard forbids in a catalogue, each rule with its code (ztc-001 to ztc-015)."""

from typing import Any

import pytest
from django.utils import timezone

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.catalogusproef import (
    HOST,
    LIJSTEN,
    SELECTIELIJST,
    ZTC,
    Proefclient,
    fouten_in,
    klasse,
    procestype,
    resultaattype_van,
    zaaktype_van,
)
from zaken.models import Statustype, Zaaktypeversie
from zaken.selectielijst import lijsten

GROEP = "brondatumArchiefprocedure"


@pytest.fixture
def proef(db: None) -> Proefclient:
    """A client that may read and write, and force nothing."""
    fabrieken.machtig(fabrieken.maak_applicatie(), "catalogi.lezen", "catalogi.schrijven")
    return Proefclient()


@pytest.fixture
def dwinger(db: None) -> Proefclient:
    """A client that may change what was published."""
    scopes = ("catalogi.lezen", "catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    fabrieken.machtig(fabrieken.maak_applicatie("dwinger"), *scopes)
    return Proefclient("dwinger")


@pytest.fixture
def catalogus(proef: Proefclient) -> Any:
    return proef.catalogus()


# The selectielijst


@pytest.mark.eis("ztc-001")
def test_process_type_is_one_of_the_selectielijst(proef: Proefclient, catalogus: Any) -> None:
    eigen = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    assert eigen["selectielijstProcestype"] == procestype(1)
    for adres, code in (
        (f"{LIJSTEN}/procestypen/00000000-0000-4000-8000-000000000000", "bad-url"),
        (klasse("1.1"), "invalid-resource"),
        ("https://elders.example/procestypen/1", "bad-url"),
        ("geen adres", "bad-url"),
    ):
        antwoord = proef.vraag("PATCH", eigen["url"], {"selectielijstProcestype": adres})
        assert fouten_in(antwoord) == {("selectielijstProcestype", code)}, adres


@pytest.mark.eis("ztc-002")
def test_class_fills_in_what_nobody_chose_and_belongs_to_the_process_type(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))

    resultaat = proef.resultaattype(zaaktype)
    assert (resultaat["archiefnominatie"], resultaat["archiefactietermijn"]) == ("vernietigen", "P10Y")
    assert resultaat["omschrijvingGeneriek"] == "Afgehandeld"
    gekozen = proef.resultaattype(zaaktype, omschrijving="Anders", archiefactietermijn="P1Y")
    assert gekozen["archiefactietermijn"] == "P1Y"
    # (zaaktype, omschrijving) is not unique by standard.
    assert proef.resultaattype(zaaktype)["omschrijving"] == "Klaar"

    ander = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, selectielijstklasse=klasse("8.2")))
    assert ("nonFieldErrors", "procestype-mismatch") in fouten_in(ander)
    zonder = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, resultaattypeomschrijving=f"{LIJSTEN}"))
    assert fouten_in(zonder) == {("resultaattypeomschrijving", "invalid-resource")}
    # The names are a fixed list: an address of a public installation is taken as it is.
    roxit = "https://referentielijsten.roxit.nl/api/v1/resultaattypeomschrijvingen/cad65ef5-6db5-404f-8c6b-8b76d7af40f5"
    assert proef.resultaattype(zaaktype, resultaattypeomschrijving=roxit)["resultaattypeomschrijving"] == roxit
    zonder = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, resultaattypeomschrijving=f"{roxit}a"))
    assert fouten_in(zonder) == {("resultaattypeomschrijving", "bad-url")}
    onbekend = f"{LIJSTEN}/resultaten/00000000-0000-4000-8000-000000000000"
    zonder = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, selectielijstklasse=onbekend))
    assert fouten_in(zonder) == {("selectielijstklasse", "bad-url")}


@pytest.mark.eis("ztc-002")
def test_addresses_of_the_public_selectielijst_mean_our_own_rows(proef: Proefclient, catalogus: Any) -> None:
    rij = lijsten().procestype_op_nummer[2020, 1]
    publiek = f"{SELECTIELIJST}/procestypen/{rij.uuid}"
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=publiek)

    assert zaaktype["selectielijstProcestype"] == publiek
    assert Zaaktypeversie.objects.get().selectielijst_procestype == "1"
    assert proef.resultaattype(zaaktype)["archiefactietermijn"] == "P10Y"


@pytest.mark.eis("ztc-002")
def test_generic_outcome_may_come_as_a_list_of_one(proef: Proefclient, catalogus: Any) -> None:
    """The conformance suite sends it so; two of them remain a mistake."""
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    adres = resultaattype_van(zaaktype)["resultaattypeomschrijving"]

    assert proef.resultaattype(zaaktype, resultaattypeomschrijving=[adres])["resultaattypeomschrijving"] == adres
    twee = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, resultaattypeomschrijving=[adres, adres]))
    assert fouten_in(twee) == {("resultaattypeomschrijving", "invalid")}


# How the brondatum is found


@pytest.mark.parametrize(
    ("groep", "fout"),
    [
        pytest.param(
            {"afleidingswijze": "eigenschap"},
            ("datumkenmerk", "required"),
            marks=pytest.mark.eis("ztc-004"),
            id="kenmerk-mist",
        ),
        pytest.param(
            {"afleidingswijze": "hoofdzaak", "datumkenmerk": "x"},
            ("datumkenmerk", "must-be-empty"),
            marks=pytest.mark.eis("ztc-004"),
            id="kenmerk-te-veel",
        ),
        pytest.param(
            {"afleidingswijze": "zaakobject", "datumkenmerk": "x"},
            ("objecttype", "required"),
            marks=pytest.mark.eis("ztc-006"),
            id="objecttype-mist",
        ),
        pytest.param(
            {"afleidingswijze": "hoofdzaak", "objecttype": "pand"},
            ("objecttype", "must-be-empty"),
            marks=pytest.mark.eis("ztc-006"),
            id="objecttype-te-veel",
        ),
        pytest.param(
            {"afleidingswijze": "ander_datumkenmerk", "datumkenmerk": "x", "objecttype": "pand"},
            ("registratie", "required"),
            marks=pytest.mark.eis("ztc-007"),
            id="registratie-mist",
        ),
        pytest.param(
            {"afleidingswijze": "hoofdzaak", "registratie": "x"},
            ("registratie", "must-be-empty"),
            marks=pytest.mark.eis("ztc-007"),
            id="registratie-te-veel",
        ),
        pytest.param(
            {"afleidingswijze": "hoofdzaak", "procestermijn": "P1Y"},
            ("procestermijn", "must-be-empty"),
            marks=pytest.mark.eis("ztc-008"),
            id="procestermijn-te-veel",
        ),
    ],
)
def test_parameters_fit_the_afleidingswijze(
    proef: Proefclient, catalogus: Any, groep: dict[str, Any], fout: tuple[str, str]
) -> None:
    """With a class that leaves every afleidingswijze open."""
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    inhoud = resultaattype_van(zaaktype, selectielijstklasse=klasse("1.2"), brondatumArchiefprocedure=groep)

    antwoord = proef.vraag("POST", "/resultaattypen", inhoud)

    assert fouten_in(antwoord) == {(f"{GROEP}.{fout[0]}", fout[1])}


@pytest.mark.parametrize(
    "groep",
    [
        pytest.param(
            {"afleidingswijze": "eigenschap", "datumkenmerk": "einde"}, marks=pytest.mark.eis("ztc-004"), id="kenmerk"
        ),
        pytest.param(
            {"afleidingswijze": "zaakobject", "datumkenmerk": "einde", "objecttype": "pand"},
            marks=pytest.mark.eis("ztc-006"),
            id="objecttype",
        ),
        pytest.param(
            {
                "afleidingswijze": "ander_datumkenmerk",
                "datumkenmerk": "einde",
                "objecttype": "pand",
                "registratie": "BAG",
            },
            marks=pytest.mark.eis("ztc-007"),
            id="registratie",
        ),
    ],
)
def test_parameters_that_the_afleidingswijze_asks_are_kept(
    proef: Proefclient, catalogus: Any, groep: dict[str, Any]
) -> None:
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    gemaakt = proef.resultaattype(zaaktype, selectielijstklasse=klasse("1.2"), brondatumArchiefprocedure=groep)
    assert {naam: gemaakt[GROEP][naam] for naam in groep} == groep


@pytest.mark.eis("ztc-005")
def test_end_is_not_known_where_there_is_none_to_know(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    groep = {"afleidingswijze": "afgehandeld", "einddatumBekend": True}
    antwoord = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, brondatumArchiefprocedure=groep))
    assert fouten_in(antwoord) == {(f"{GROEP}.einddatumBekend", "must-be-empty")}


@pytest.mark.eis("ztc-003")
@pytest.mark.eis("ztc-008")
def test_procestermijn_of_the_class_decides_the_afleidingswijze(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    fout = ("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn")
    nihil = resultaattype_van(zaaktype, brondatumArchiefprocedure={"afleidingswijze": "hoofdzaak"})
    assert fouten_in(proef.vraag("POST", "/resultaattypen", nihil)) == {fout}

    rij = next(
        rij
        for rij in lijsten().resultaten.values()
        if rij.procestype.jaar == 2020 and rij.procestermijn == "ingeschatte_bestaansduur_procesobject"
    )
    ander = proef.zaaktype(catalogus, "ZT2", selectielijstProcestype=procestype(rij.procestype.nummer))
    inhoud = resultaattype_van(ander, selectielijstklasse=klasse(rij.nummer), archiefactietermijn="P5Y")
    assert fout in fouten_in(proef.vraag("POST", "/resultaattypen", inhoud))
    zonder_termijn = {**inhoud, GROEP: {"afleidingswijze": "termijn"}}
    assert fouten_in(proef.vraag("POST", "/resultaattypen", zonder_termijn)) == {(f"{GROEP}.procestermijn", "required")}
    met = proef.maak("/resultaattypen", {**inhoud, GROEP: {"afleidingswijze": "termijn", "procestermijn": "P5Y"}})
    assert met[GROEP]["procestermijn"] == "P5Y"
    # The same rules for part of it: the group is whole in a PATCH too.
    assert fout in fouten_in(proef.vraag("PATCH", met["url"], {GROEP: {"afleidingswijze": "afgehandeld"}}))


def test_only_what_stays_forever_needs_no_brondatum(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    blijft = proef.resultaattype(zaaktype, selectielijstklasse=klasse("1.2"), brondatumArchiefprocedure=None)
    assert (blijft["archiefnominatie"], blijft[GROEP]) == ("blijvend_bewaren", None)

    weg = proef.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype, brondatumArchiefprocedure=None))
    assert fouten_in(weg) == {(GROEP, "required")}


# Published is published


@pytest.mark.eis("ztc-009")
@pytest.mark.parametrize("soort", ["zaaktype", "besluittype", "documenttype"])
def test_published_type_changes_only_its_end_and_otherwise_by_force(
    proef: Proefclient, dwinger: Proefclient, catalogus: Any, soort: str, caplog: pytest.LogCaptureFixture
) -> None:
    resource = proef.publiceer(getattr(proef, soort)(catalogus))
    fout = {("nonFieldErrors", "non-concept-object")}
    inhoud = {naam: waarde for naam, waarde in resource.items() if naam not in {"url", "concept"}}

    assert fouten_in(proef.vraag("PUT", resource["url"], {**inhoud, "omschrijving": "Anders"})) == fout
    assert fouten_in(proef.vraag("PATCH", resource["url"], {"omschrijving": "Anders"})) == fout
    dubbel = {"eindeGeldigheid": "2030-01-01", "omschrijving": "Anders"}
    assert fouten_in(proef.vraag("PATCH", resource["url"], dubbel)) == fout
    assert fouten_in(proef.vraag("DELETE", resource["url"])) == fout
    assert proef.wijzig(resource["url"], eindeGeldigheid="2030-01-01")["eindeGeldigheid"] == "2030-01-01"
    assert proef.wijzig(resource["url"], eindeGeldigheid=None)["eindeGeldigheid"] is None

    assert dwinger.wijzig(resource["url"], omschrijving="Gecorrigeerd")["omschrijving"] == "Gecorrigeerd"
    assert "catalogus_geforceerd" in caplog.text
    assert dwinger.vraag("DELETE", resource["url"]).status_code == 204
    assert proef.vraag("GET", resource["url"]).status_code == 404


@pytest.mark.eis("ztc-010")
@pytest.mark.parametrize(
    ("pad", "inhoud"),
    [
        ("statustypen", {"omschrijving": "Extra", "volgnummer": 9}),
        ("roltypen", {"omschrijving": "Extra", "omschrijvingGeneriek": "adviseur"}),
        (
            "eigenschappen",
            {
                "naam": "extra",
                "definitie": "Extra",
                "specificatie": {"formaat": "tekst", "lengte": "5", "kardinaliteit": "1"},
            },
        ),
        (
            "zaakobjecttypen",
            {
                "anderObjecttype": False,
                "beginGeldigheid": "2023-01-01",
                "objecttype": "https://objecttypen.example/pand",
                "relatieOmschrijving": "Pand",
            },
        ),
    ],
)
def test_parts_of_a_published_zaaktype_come_go_and_change_only_by_force(
    proef: Proefclient, dwinger: Proefclient, catalogus: Any, pad: str, inhoud: dict[str, Any]
) -> None:
    zaaktype = proef.zaaktype(catalogus)
    heel = {**inhoud, "zaaktype": zaaktype["url"], "catalogus": catalogus["url"]}
    deel = proef.maak(f"/{pad}", heel)
    proef.publiceer(zaaktype)
    fout = {("nonFieldErrors", "non-concept-zaaktype")}
    naam = "naam" if pad == "eigenschappen" else "relatieOmschrijving" if pad == "zaakobjecttypen" else "omschrijving"
    nieuw = {**heel, naam: "nog een", **({"volgnummer": 10} if "volgnummer" in heel else {})}

    assert fouten_in(proef.vraag("POST", f"/{pad}", nieuw)) == fout
    assert fouten_in(proef.vraag("PUT", deel["url"], nieuw)) == fout
    assert fouten_in(proef.vraag("PATCH", deel["url"], {naam: "anders"})) == fout
    assert fouten_in(proef.vraag("DELETE", deel["url"])) == fout

    assert dwinger.maak(f"/{pad}", nieuw)[naam] == "nog een"
    assert dwinger.wijzig(deel["url"], **{naam: "anders"})[naam] == "anders"
    assert dwinger.vraag("DELETE", deel["url"]).status_code == 204


@pytest.mark.eis("ztc-010")
def test_client_with_all_rights_may_add_to_a_published_zaaktype_and_change_nothing(
    proef: Proefclient, catalogus: Any
) -> None:
    """The correctie of the standard is an extension; what is there changes only with the scope by name."""
    fabrieken.maak_applicatie("alles", alles=True)
    alles = Proefclient("alles")
    zaaktype = alles.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    eerste, brief = alles.statustype(zaaktype), alles.publiceer(alles.documenttype(catalogus))
    zaaktype = alles.publiceer(zaaktype)

    assert alles.statustype(zaaktype, 100)["isEindstatus"] is True
    assert alles.koppeling(zaaktype, "Brief")["informatieobjecttype"] == brief["url"]
    uitkomst = alles.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype))
    assert fouten_in(uitkomst) == {("nonFieldErrors", "non-concept-zaaktype")}
    for methode in ("PATCH", "DELETE"):
        assert fouten_in(alles.vraag(methode, eerste["url"], {"volgnummer": 3})) == {
            ("nonFieldErrors", "non-concept-zaaktype")
        }
    uitkomst = alles.vraag("PATCH", zaaktype["url"], {"doel": "Anders"})
    assert fouten_in(uitkomst) == {("nonFieldErrors", "non-concept-object")}


@pytest.mark.eis("ztc-009")
def test_client_with_all_rights_removes_a_published_type_that_nothing_uses(proef: Proefclient, catalogus: Any) -> None:
    fabrieken.maak_applicatie("alles", alles=True)
    alles = Proefclient("alles")
    typen = [
        proef.publiceer(proef.zaaktype(catalogus)),
        proef.publiceer(proef.besluittype(catalogus)),
        proef.publiceer(proef.documenttype(catalogus)),
    ]

    for type_ in typen:
        assert fouten_in(proef.vraag("DELETE", type_["url"])) == {("nonFieldErrors", "non-concept-object")}
        assert alles.vraag("DELETE", type_["url"]).status_code == 204


@pytest.mark.eis("ztc-009")
def test_published_type_that_is_used_stays_whoever_asks(proef: Proefclient, catalogus: Any) -> None:
    fabrieken.maak_applicatie("alles", alles=True)
    zaaktype = proef.publiceer(proef.zaaktype(catalogus))
    gegevens = {
        "zaaktype": zaaktype["url"],
        "bronorganisatie": "517439943",
        "verantwoordelijkeOrganisatie": "517439943",
        "startdatum": "2024-01-01",
    }
    alles = Proefclient("alles")
    kop = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}
    assert alles.vraag("POST", f"{HOST}/zaken/api/v1/zaken", gegevens, **kop).status_code == 201

    assert fouten_in(alles.vraag("DELETE", zaaktype["url"])) == {("nonFieldErrors", "pending-relations")}


@pytest.mark.eis("ztc-010")
def test_document_of_a_zaaktype_is_fixed_once_both_are_published(proef: Proefclient, catalogus: Any) -> None:
    brief, zaaktype = proef.documenttype(catalogus), proef.zaaktype(catalogus)
    koppeling = proef.koppeling(zaaktype, "Brief")
    proef.publiceer(brief)
    assert proef.wijzig(koppeling["url"], richting="intern")["richting"] == "intern"
    proef.publiceer(zaaktype)

    fout = {("nonFieldErrors", "non-concept-relation")}
    assert fouten_in(proef.vraag("PATCH", koppeling["url"], {"richting": "uitgaand"})) == fout
    assert fouten_in(proef.vraag("DELETE", koppeling["url"])) == fout
    nieuw = {"zaaktype": zaaktype["url"], "informatieobjecttype": "Brief", "volgnummer": 2, "richting": "intern"}
    assert fouten_in(proef.vraag("POST", "/zaaktype-informatieobjecttypen", nieuw)) == fout


@pytest.mark.eis("ztc-012")
def test_publishing_asks_that_what_belongs_to_the_zaaktype_is_published_and_nothing_more(
    proef: Proefclient, catalogus: Any
) -> None:
    besluit, brief = proef.besluittype(catalogus), proef.documenttype(catalogus)
    zaaktype = proef.zaaktype(catalogus, besluittypen=["BT1"])
    proef.koppeling(zaaktype, "Brief")
    fout = {("nonFieldErrors", "concept-relation")}

    assert fouten_in(proef.vraag("POST", f"{zaaktype['url']}/publish")) == fout
    proef.publiceer(besluit)
    assert fouten_in(proef.vraag("POST", f"{zaaktype['url']}/publish")) == fout
    proef.publiceer(brief)
    # No roles, no statuses, no results: our own studio would refuse it, the standard does not.
    assert proef.publiceer(zaaktype)["concept"] is False
    assert proef.publiceer(zaaktype)["concept"] is False


@pytest.mark.eis("ztc-014")
def test_who_reads_zaken_or_documents_reads_the_catalogue(proef: Proefclient, catalogus: Any, team: Groep) -> None:
    zaaktype = fabrieken.meldingversie(team).zaaktype
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "zaken.lezen", zaaktype=zaaktype)
    brief = fabrieken.informatieobjecttype("Brief")
    fabrieken.machtig(fabrieken.maak_applicatie("drc"), "documenten.lezen", informatieobjecttype=brief)
    fabrieken.machtig(fabrieken.maak_applicatie("brc"), "besluiten.lezen")

    for naam, status in (("lezer", 200), ("drc", 200), ("brc", 403)):
        client = Proefclient(naam)
        for pad in ("/zaaktypen", "/besluittypen", "/catalogussen", catalogus["url"]):
            assert client.vraag("GET", pad).status_code == status
        assert client.vraag("POST", "/catalogussen", {}).status_code == 403


@pytest.mark.eis("ztc-015")
@pytest.mark.parametrize(
    ("formaat", "goed", "fout"),
    [("tekst", "255", "256"), ("getal", "8,2", "8.2"), ("datum", "8", "10"), ("datum_tijd", "14", "8")],
)
def test_length_of_an_eigenschap_fits_its_format(
    proef: Proefclient, catalogus: Any, formaat: str, goed: str, fout: str
) -> None:
    zaaktype = proef.zaaktype(catalogus)
    inhoud = {"zaaktype": zaaktype["url"], "naam": "een", "definitie": "Een"}
    specificatie: dict[str, Any] = {"formaat": formaat, "lengte": fout, "kardinaliteit": "X"}

    antwoord = proef.vraag("POST", "/eigenschappen", {**inhoud, "specificatie": specificatie})
    assert fouten_in(antwoord) == {("specificatie.lengte", "invalid"), ("specificatie.kardinaliteit", "invalid")}
    specificatie |= {"lengte": goed, "kardinaliteit": "N", "waardenverzameling": ["a", "b"]}
    gemaakt = proef.maak("/eigenschappen", {**inhoud, "specificatie": specificatie})
    assert gemaakt["specificatie"] == {"groep": "", **specificatie}


# Within one resource


def test_zaaktype_is_consistent_within_itself(proef: Proefclient, catalogus: Any) -> None:
    inhoud = zaaktype_van(
        catalogus,
        eindeGeldigheid="2022-12-31",
        verlengingMogelijk=False,
        broncatalogus={"url": "https://elders.example/1", "domein": "ABC", "rsin": "517439943"},
    )
    assert fouten_in(proef.vraag("POST", "/zaaktypen", inhoud)) == {
        ("nonFieldErrors", "date-mismatch"),
        ("nonFieldErrors", "verlenging-mismatch"),
        ("nonFieldErrors", "invalid-bronzaaktype-for-broncatalogus"),
    }
    nul = zaaktype_van(catalogus, servicenorm="P0D", doorlooptijd="PT1H")
    assert fouten_in(proef.vraag("POST", "/zaaktypen", nul)) == {
        ("servicenorm", "invalid"),
        ("doorlooptijd", "invalid"),
    }
    # A servicenorm that is longer than the doorlooptijd is a question for our own studio.
    assert proef.zaaktype(catalogus, servicenorm="P1Y", eindeGeldigheid="2023-01-01")["servicenorm"] == "P1Y"


def test_parts_are_unique_within_the_zaaktype_and_stay_within_it(proef: Proefclient, catalogus: Any) -> None:
    zaaktype, ander = proef.zaaktype(catalogus), proef.zaaktype(catalogus, "ZT2")
    status = proef.statustype(zaaktype)
    uniek, vreemd = {("nonFieldErrors", "unique")}, {("nonFieldErrors", "relations-incorrect-zaaktype")}

    dubbel = {"zaaktype": zaaktype["url"], "omschrijving": "Nog een", "volgnummer": 1}
    assert fouten_in(proef.vraag("POST", "/statustypen", dubbel)) == uniek
    rol = {"zaaktype": zaaktype["url"], "omschrijving": "Rol", "omschrijvingGeneriek": "adviseur"}
    proef.maak("/roltypen", rol)
    assert fouten_in(proef.vraag("POST", "/roltypen", rol)) == uniek
    eigenschap = {
        "zaaktype": ander["url"],
        "naam": "een",
        "definitie": "Een",
        "specificatie": {"formaat": "tekst", "lengte": "5", "kardinaliteit": "1"},
        "statustype": status["url"],
    }
    assert fouten_in(proef.vraag("POST", "/eigenschappen", eigenschap)) == vreemd
    goed = proef.maak("/eigenschappen", {**eigenschap, "zaaktype": zaaktype["url"]})
    assert proef.lees(status["url"])["eigenschappen"] == [goed["url"]]
    assert fouten_in(proef.vraag("PATCH", proef.statustype(ander)["url"], {"eigenschappen": [goed["url"]]})) == vreemd
    catalogus_2 = proef.catalogus("ANDER")
    assert fouten_in(
        proef.vraag(
            "PATCH", proef.lees("/roltypen?status=concept")["results"][0]["url"], {"catalogus": catalogus_2["url"]}
        )
    ) == {("nonFieldErrors", "relations-incorrect-catalogus")}


def test_last_statustype_is_the_eindstatus_whatever_comes_and_goes(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)

    def eindstatussen() -> list[int]:
        return [s.volgnummer for s in Statustype.objects.filter(is_eindstatus=True)]

    tweede = proef.statustype(zaaktype, 2)
    assert tweede["isEindstatus"] is True
    eerste = proef.statustype(zaaktype, 1)
    assert (eerste["isEindstatus"], eindstatussen()) == (False, [2])
    proef.wijzig(eerste["url"], volgnummer=5)
    assert eindstatussen() == [5]
    assert proef.lees(zaaktype["url"])["statustypen"] == [tweede["url"], eerste["url"]]
    assert proef.vraag("DELETE", eerste["url"]).status_code == 204
    assert eindstatussen() == [2]


def test_what_is_in_use_is_not_removed(proef: Proefclient, dwinger: Proefclient, budgettype: Zaaktypeversie) -> None:
    """By force neither: zaken run on it."""
    fabrieken.maak_zaak(budgettype)
    gebruikt = {("nonFieldErrors", "pending-relations")}
    for pad, rij in (
        ("zaaktypen", budgettype),
        ("statustypen", budgettype.statustypen.get(volgnummer=1)),
        ("informatieobjecttypen", budgettype.informatieobjecttypen.all()[0].informatieobjecttype),
    ):
        assert fouten_in(dwinger.vraag("DELETE", f"{HOST}{ZTC}/{pad}/{rij.uuid}")) == gebruikt, pad
    assert Zaaktypeversie.objects.filter(pk=budgettype.pk).exists()
    assert timezone.localdate() >= budgettype.geldig_van
