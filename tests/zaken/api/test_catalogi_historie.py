"""The historiemodel: relations by name or by address, read as the versions that hold on the day asked for."""

from typing import Any

import pytest

from tests.zaken.api.catalogusproef import HOST, ZTC, Proefclient, fouten_in, zaaktype_van


@pytest.mark.eis("ztc-011")
@pytest.mark.parametrize("dialect", ["naam", "adres"])
def test_relations_are_written_by_name_or_by_address(proef: Proefclient, catalogus: Any, dialect: str) -> None:
    besluit, deel = proef.besluittype(catalogus), proef.zaaktype(catalogus, "DEEL")
    brief = proef.documenttype(catalogus)
    op_naam = dialect == "naam"

    zaaktype = proef.zaaktype(
        catalogus,
        besluittypen=["BT1" if op_naam else besluit["url"]],
        deelzaaktypen=["DEEL" if op_naam else deel["url"]],
        gerelateerdeZaaktypen=[{"zaaktype": "DEEL" if op_naam else deel["url"], "aardRelatie": "vervolg"}],
    )
    koppeling = proef.koppeling(zaaktype, "Brief" if op_naam else brief["url"])

    zaaktype = proef.lees(zaaktype["url"])
    assert (zaaktype["besluittypen"], zaaktype["deelzaaktypen"]) == ([besluit["url"]], [deel["url"]])
    assert zaaktype["gerelateerdeZaaktypen"] == [{"zaaktype": deel["url"], "aardRelatie": "vervolg", "toelichting": ""}]
    assert zaaktype["informatieobjecttypen"] == [brief["url"]]
    assert koppeling["informatieobjecttype"] == brief["url"]


@pytest.mark.eis("ztc-011a")
def test_relation_follows_the_version_of_today(proef: Proefclient, catalogus: Any) -> None:
    """The example of the standard: a new version of a besluittype is that of every version of the zaaktype."""
    oud = proef.publiceer(proef.besluittype(catalogus, eindeGeldigheid="2024-06-30"))
    zaaktype = proef.publiceer(proef.zaaktype(catalogus, besluittypen=["BT1"]))
    assert zaaktype["besluittypen"] == []

    nieuw = proef.publiceer(proef.besluittype(catalogus, beginGeldigheid="2024-07-01"))

    assert proef.lees(zaaktype["url"])["besluittypen"] == [nieuw["url"]]
    assert proef.lees(f"{zaaktype['url']}?datumGeldigheid=2024-06-30")["besluittypen"] == [oud["url"]]
    assert proef.lees(f"{zaaktype['url']}?datumGeldigheid=2022-12-31")["besluittypen"] == []
    assert proef.lees(nieuw["url"])["zaaktypen"] == [zaaktype["url"]]
    assert proef.lees(oud["url"])["beginObject"] == nieuw["beginObject"] == "2023-01-01"


@pytest.mark.eis("ztc-011")
def test_name_that_nobody_has_and_address_of_something_else_are_refused_each_with_its_place(
    proef: Proefclient, catalogus: Any
) -> None:
    besluit = proef.besluittype(catalogus)
    inhoud = zaaktype_van(catalogus, besluittypen=["BT1", "Onbekend", catalogus["url"]], deelzaaktypen=["Onbekend"])

    assert fouten_in(proef.vraag("POST", "/zaaktypen", inhoud)) == {("besluittypen.2", "no_match")}
    inhoud["besluittypen"].pop()
    assert fouten_in(proef.vraag("POST", "/zaaktypen", inhoud)) == {
        ("besluittypen.1", "does_not_exist"),
        ("deelzaaktypen.0", "does_not_exist"),
    }
    zonder = f"{HOST}{ZTC}/besluittypen/00000000-0000-4000-8000-000000000000"
    assert fouten_in(proef.vraag("PATCH", besluit["url"], {"informatieobjecttypen": [zonder]})) == {
        ("informatieobjecttypen.0", "no_match")
    }


@pytest.mark.eis("ztc-011a")
def test_concept_zaaktype_takes_published_besluittypen_and_a_published_one_takes_nothing_new(
    proef: Proefclient, catalogus: Any
) -> None:
    proef.publiceer(proef.besluittype(catalogus))
    tweede = proef.publiceer(proef.besluittype(catalogus, "BT2"))
    zaaktype = proef.zaaktype(catalogus, besluittypen=["BT1"])
    assert len(proef.wijzig(zaaktype["url"], besluittypen=["BT1", "BT2"])["besluittypen"]) == 2

    zaaktype = proef.publiceer(zaaktype)
    proef.publiceer(proef.besluittype(catalogus, "BT3"))
    antwoord = proef.vraag("PATCH", zaaktype["url"], {"besluittypen": ["BT1", "BT2", "BT3"]})
    assert fouten_in(antwoord) == {("nonFieldErrors", "non-concept-object")}
    # Neither side got another version of it.
    assert proef.lees("/zaaktypen?identificatie=ZT1&status=alles")["count"] == 1
    assert proef.lees("/besluittypen?omschrijving=BT2&status=alles")["count"] == 1
    assert proef.lees(tweede["url"])["zaaktypen"] == [zaaktype["url"]]


@pytest.mark.eis("ztc-011b")
def test_besluittype_knows_its_documents_by_name_whatever_their_version(proef: Proefclient, catalogus: Any) -> None:
    oud = proef.publiceer(proef.documenttype(catalogus, eindeGeldigheid="2024-06-30"))
    besluit = proef.besluittype(catalogus, informatieobjecttypen=["Brief"])
    besluit = proef.publiceer(proef.wijzig(besluit["url"], informatieobjecttypen=[oud["url"]]))
    assert besluit["informatieobjecttypen"] == []

    nieuw = proef.publiceer(proef.documenttype(catalogus, beginGeldigheid="2024-07-01"))

    assert proef.lees(besluit["url"])["informatieobjecttypen"] == [nieuw["url"]]
    assert proef.lees(f"{besluit['url']}?datumGeldigheid=2024-06-30")["informatieobjecttypen"] == [oud["url"]]
    assert proef.lees(nieuw["url"])["besluittypen"] == [besluit["url"]]
    assert proef.lees("/besluittypen?omschrijving=BT1&status=alles")["count"] == 1
    antwoord = proef.vraag("PATCH", besluit["url"], {"informatieobjecttypen": []})
    assert fouten_in(antwoord) == {("nonFieldErrors", "non-concept-object")}


@pytest.mark.eis("ztc-011c")
def test_zaaktype_knows_its_documents_by_name_whatever_their_version(proef: Proefclient, catalogus: Any) -> None:
    oud = proef.publiceer(proef.documenttype(catalogus, eindeGeldigheid="2024-06-30"))
    zaaktype = proef.zaaktype(catalogus)
    koppeling = proef.koppeling(zaaktype, oud["url"])
    zaaktype = proef.publiceer(zaaktype)
    assert zaaktype["informatieobjecttypen"] == []

    nieuw = proef.publiceer(proef.documenttype(catalogus, beginGeldigheid="2024-07-01"))

    assert proef.lees(zaaktype["url"])["informatieobjecttypen"] == [nieuw["url"]]
    assert proef.lees(f"{zaaktype['url']}?datumGeldigheid=2024-06-30")["informatieobjecttypen"] == [oud["url"]]
    assert proef.lees(koppeling["url"])["informatieobjecttype"] == nieuw["url"]
    assert proef.lees(nieuw["url"])["zaaktypen"] == [zaaktype["url"]]
    assert proef.lees("/zaaktypen?identificatie=ZT1&status=alles")["count"] == 1
    proef.publiceer(proef.documenttype(catalogus, "Foto"))
    inhoud = {"zaaktype": zaaktype["url"], "informatieobjecttype": "Foto", "volgnummer": 2, "richting": "intern"}
    antwoord = proef.vraag("POST", "/zaaktype-informatieobjecttypen", inhoud)
    assert fouten_in(antwoord) == {("nonFieldErrors", "non-concept-relation")}


def test_names_with_underscores_are_taken_for_those_of_the_standard(proef: Proefclient, catalogus: Any) -> None:
    """The OAS collection of the VNG writes `aard_relatie`; what has both is read by the name of the standard."""
    relatie = {"zaaktype": "http://www.example.com/zaaktypen/1", "aard_relatie": "bijdrage"}
    zaaktype = proef.zaaktype(catalogus, gerelateerdeZaaktypen=[relatie], omschrijving_generiek="Proef")
    assert zaaktype["gerelateerdeZaaktypen"][0]["aardRelatie"] == "bijdrage"
    assert zaaktype["omschrijvingGeneriek"] == "Proef"

    beide = proef.wijzig(zaaktype["url"], omschrijvingGeneriek="Goed", omschrijving_generiek="Fout", om__schrijving="x")
    assert (beide["omschrijvingGeneriek"], beide["omschrijving"]) == ("Goed", "Proefzaaktype")


def test_related_zaaktype_may_stand_in_another_register_and_once(proef: Proefclient, catalogus: Any) -> None:
    elders = {"zaaktype": "http://www.example.com/zaaktypen/1", "aardRelatie": "vervolg", "toelichting": "Ginds"}
    zaaktype = proef.zaaktype(catalogus, gerelateerdeZaaktypen=[elders])
    assert zaaktype["gerelateerdeZaaktypen"] == [elders]

    zelf = {"zaaktype": "ZT1", "aardRelatie": "bijdrage"}
    gewijzigd = proef.wijzig(zaaktype["url"], gerelateerdeZaaktypen=[zelf])
    assert gewijzigd["gerelateerdeZaaktypen"] == [{**zelf, "zaaktype": zaaktype["url"], "toelichting": ""}]
    dubbel = proef.vraag("PATCH", zaaktype["url"], {"gerelateerdeZaaktypen": [zelf, zelf]})
    assert fouten_in(dubbel) == {("gerelateerdeZaaktypen.1.zaaktype", "unique")}


@pytest.mark.eis("ztc-013")
def test_relation_stays_within_the_catalogus(proef: Proefclient, catalogus: Any) -> None:
    ander = proef.catalogus("ANDER")
    vreemd = proef.documenttype(ander)
    besluit, zaaktype = proef.besluittype(catalogus), proef.zaaktype(catalogus)
    fout = {("nonFieldErrors", "relations-incorrect-catalogus")}

    assert fouten_in(proef.vraag("PATCH", besluit["url"], {"informatieobjecttypen": [vreemd["url"]]})) == fout
    inhoud = zaaktype_van(ander, besluittypen=[besluit["url"]])
    assert fouten_in(proef.vraag("POST", "/zaaktypen", inhoud)) == fout
    koppeling = {"zaaktype": zaaktype["url"], "informatieobjecttype": vreemd["url"], "volgnummer": 1}
    antwoord = proef.vraag("POST", "/zaaktype-informatieobjecttypen", {**koppeling, "richting": "intern"})
    assert fouten_in(antwoord) == fout
    met_brief = proef.besluittype(ander, "Ander", informatieobjecttypen=[vreemd["url"]])
    assert fouten_in(proef.vraag("PATCH", met_brief["url"], {"catalogus": catalogus["url"]})) == fout


@pytest.mark.eis("ztc-016")
def test_published_versions_of_one_zaaktype_do_not_overlap(proef: Proefclient, catalogus: Any) -> None:
    eerste = proef.publiceer(proef.zaaktype(catalogus))
    tweede = proef.zaaktype(catalogus, beginGeldigheid="2024-01-01")

    geweigerd = proef.vraag("POST", f"{tweede['url']}/publish")
    assert fouten_in(geweigerd) == {("beginGeldigheid", "overlap")}
    assert proef.wijzig(eerste["url"], eindeGeldigheid="2023-12-31")["eindeGeldigheid"] == "2023-12-31"
    assert proef.publiceer(tweede)["concept"] is False
    assert fouten_in(proef.vraag("PATCH", eerste["url"], {"eindeGeldigheid": "2024-01-01"})) == {
        ("eindeGeldigheid", "overlap")
    }
    versies = proef.lees("/zaaktypen?identificatie=ZT1")["results"]
    assert {versie["beginGeldigheid"] for versie in versies} == {"2023-01-01", "2024-01-01"}
    op_dag = proef.lees("/zaaktypen?identificatie=ZT1&datumGeldigheid=2023-12-31")["results"]
    assert [versie["url"] for versie in op_dag] == [eerste["url"]]
