"""What the standard forbids in the archive rule of a resultaattype, each with its code (ztc-001 to ztc-008)."""

from typing import Any

import pytest

from tests.zaken.api.catalogusproef import (
    LIJSTEN,
    SELECTIELIJST,
    Proefclient,
    fouten_in,
    klasse,
    procestype,
    resultaattype_van,
)
from zaken.models import Zaaktypeversie
from zaken.selectielijst import lijsten

GROEP = "brondatumArchiefprocedure"


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
