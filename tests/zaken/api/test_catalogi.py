"""The resources of the Catalogi API: what comes in comes out, lists and their filters, expand, ETag, notifications."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from mijnportaal.accounts.models import Groep
from mijnportaal.notificaties.models import Notificatie
from tests import fabrieken
from tests.zaken.api.catalogusproef import HOST, ZTC, Proefclient, fouten_in, procestype, zaaktype_van
from zaken.models import Zaaktype, Zaaktypeversie
from zaken.services.catalogus import beletsels_eigen_gebruik


def test_zaaktype_comes_back_as_it_was_written(proef: Proefclient, catalogus: Any) -> None:
    inhoud = zaaktype_van(
        catalogus,
        trefwoorden=["hond", "kat"],
        verantwoordingsrelatie=["relatie"],
        servicenorm="P2W",
        broncatalogus={"url": "https://elders.example/c", "domein": "ABC", "rsin": "517439943"},
        bronzaaktype={"url": "https://elders.example/z", "identificatie": "Z", "omschrijving": "Zet"},
        eindeGeldigheid="2023-12-31",
        selectielijstProcestype=procestype(1),
    )

    zaaktype = proef.maak("/zaaktypen", inhoud)

    assert {naam: zaaktype[naam] for naam in inhoud} == inhoud
    assert zaaktype["concept"] is True
    assert (zaaktype["beginObject"], zaaktype["eindeObject"]) == ("2023-01-01", "2023-12-31")
    for naam in ("statustypen", "resultaattypen", "eigenschappen", "roltypen", "zaakobjecttypen"):
        assert zaaktype[naam] == []
    # A PUT is whole: what is not given takes its default.
    kaal = {
        naam: waarde for naam, waarde in inhoud.items() if naam not in {"trefwoorden", "servicenorm", "eindeGeldigheid"}
    }
    kaal |= {"broncatalogus": None, "bronzaaktype": {"url": "", "identificatie": "", "omschrijving": ""}}
    nieuw = proef.vraag("PUT", zaaktype["url"], kaal).json()
    assert (nieuw["trefwoorden"], nieuw["servicenorm"], nieuw["eindeGeldigheid"]) == ([], None, None)
    assert nieuw["broncatalogus"] == {"url": "", "domein": "", "rsin": ""}
    assert proef.wijzig(zaaktype["url"], toelichting=None)["toelichting"] == ""


def test_version_moves_to_the_zaaktype_that_it_names(proef: Proefclient, catalogus: Any) -> None:
    eerste = proef.zaaktype(catalogus)
    proef.zaaktype(catalogus, "ZT2")

    proef.wijzig(eerste["url"], identificatie="ZT2")
    proef.wijzig(eerste["url"], doel="Ander doel")

    assert list(Zaaktype.objects.values_list("identificatie", flat=True)) == ["ZT2"]
    assert sorted(Zaaktypeversie.objects.values_list("versie", flat=True)) == [1, 2]
    assert proef.vraag("DELETE", eerste["url"]).status_code == 204


def test_type_of_the_api_gets_what_our_screens_need_and_says_why_they_do_not_use_it(
    proef: Proefclient, team: Groep
) -> None:
    """A version of our own municipality takes over what the version before it had."""
    catalogus = fabrieken.catalogus()
    proef.zaaktype({"url": f"{HOST}{ZTC}/catalogussen/{catalogus.uuid}"})
    versie = Zaaktypeversie.objects.get()
    assert (versie.groep.naam, versie.dat_label) == ("Nieuwe zaaktypen", "Zaak bij de gemeente")
    codes = {fout.code for fout in beletsels_eigen_gebruik(versie)}
    assert {"niet-gepubliceerd", "te-weinig-statussen", "geen-resultaat", "geen-behandelaar"} <= codes

    Zaaktypeversie.objects.update(groep=team, dat_label="Eigen label", icoon="trees")
    proef.zaaktype({"url": f"{HOST}{ZTC}/catalogussen/{catalogus.uuid}"}, beginGeldigheid="2024-01-01")
    nieuw = Zaaktypeversie.objects.get(versie=2)
    assert (nieuw.groep, nieuw.dat_label, nieuw.icoon) == (team, "Eigen label", "trees")


def test_types_of_our_own_studio_are_read_in_the_words_of_the_standard(
    proef: Proefclient, budgettype: Zaaktypeversie
) -> None:
    zaaktype = proef.lees(f"/zaaktypen/{budgettype.uuid}?expand=resultaattypen,statustypen,besluittypen")

    assert zaaktype["selectielijstProcestype"] == procestype(1)
    assert len(zaaktype["informatieobjecttypen"]) == 4
    assert [status["isEindstatus"] for status in zaaktype["_expand"]["statustypen"]] == [False] * 4 + [True]
    assert {
        type_["brondatumArchiefprocedure"]["afleidingswijze"] for type_ in zaaktype["_expand"]["resultaattypen"]
    } == {"afgehandeld"}
    (besluittype,) = zaaktype["_expand"]["besluittypen"]
    assert besluittype["zaaktypen"] == [zaaktype["url"]]


def test_catalogus_is_one_per_domein_and_owner(proef: Proefclient, catalogus: Any) -> None:
    zelfde = {"domein": "PROEF", "rsin": "517439943", "contactpersoonBeheerNaam": "X"}
    assert fouten_in(proef.vraag("POST", "/catalogussen", zelfde)) == {("nonFieldErrors", "unique")}
    fout = {"domein": "klein", "rsin": "123456789", "contactpersoonBeheerNaam": ""}
    assert fouten_in(proef.vraag("POST", "/catalogussen", fout)) == {
        ("domein", "invalid"),
        ("rsin", "invalid"),
        ("contactpersoonBeheerNaam", "blank"),
    }
    assert proef.vraag("DELETE", catalogus["url"]).status_code == 405
    zaaktype = proef.zaaktype(catalogus)
    assert proef.lees("/catalogussen?domein__in=PROEF,ANDER")["results"][0]["zaaktypen"] == [zaaktype["url"]]


@pytest.mark.parametrize("pad", ["zaaktypen", "besluittypen", "informatieobjecttypen"])
def test_lists_show_what_is_definitive_unless_asked_otherwise(proef: Proefclient, catalogus: Any, pad: str) -> None:
    maak = {"zaaktypen": proef.zaaktype, "besluittypen": proef.besluittype, "informatieobjecttypen": proef.documenttype}
    concept, vast = maak[pad](catalogus, "EEN"), proef.publiceer(maak[pad](catalogus, "TWEE"))

    def lijst(**parameters: str) -> set[str]:
        vraag = "&".join(f"{naam}={waarde}" for naam, waarde in parameters.items())
        return {rij["url"] for rij in proef.lees(f"/{pad}?{vraag}")["results"]}

    assert lijst() == lijst(status="definitief") == {vast["url"]}
    assert lijst(status="", datumGeldigheid="", catalogus="") == {vast["url"]}
    assert lijst(status="concept") == {concept["url"]}
    assert lijst(status="alles", catalogus=catalogus["url"]) == {concept["url"], vast["url"]}
    assert lijst(status="alles", datumGeldigheid="2022-12-31") == set()
    assert fouten_in(proef.vraag("GET", f"/{pad}?status=iets")) == {("status", "invalid_choice")}
    assert fouten_in(proef.vraag("GET", f"/{pad}?datumGeldigheid=morgen")) == {("datumGeldigheid", "invalid")}
    assert fouten_in(proef.vraag("GET", f"/{pad}?iets=1")) == {("nonFieldErrors", "unknown-parameters")}


def test_parts_are_found_by_their_zaaktype(proef: Proefclient, catalogus: Any) -> None:
    zaaktype, ander = proef.zaaktype(catalogus), proef.zaaktype(catalogus, "ZT2")
    status, brief = proef.statustype(zaaktype), proef.documenttype(catalogus)
    proef.statustype(ander)
    proef.koppeling(zaaktype, "Brief")
    rol = {"zaaktype": zaaktype["url"], "omschrijving": "Rol", "omschrijvingGeneriek": "adviseur"}
    proef.maak("/roltypen", rol)

    def tel(pad: str) -> int:
        return int(proef.lees(pad)["count"])

    assert tel("/statustypen") == 0
    assert [rij["url"] for rij in proef.lees(f"/statustypen?status=alles&zaaktype={zaaktype['url']}")["results"]] == [
        status["url"]
    ]
    assert tel("/statustypen?status=concept&zaaktypeIdentificatie=ZT2") == 1
    assert tel("/roltypen?status=alles&omschrijvingGeneriek=adviseur") == 1
    assert tel("/roltypen?status=alles&omschrijvingGeneriek=initiator") == 0
    assert tel("/resultaattypen?status=alles&zaaktype_identificatie=ZT1&datum_geldigheid=2024-01-01") == 0
    for waarde in ("Brief", brief["url"]):
        assert tel(f"/zaaktype-informatieobjecttypen?status=alles&informatieobjecttype={waarde}") == 1
    assert tel("/zaaktype-informatieobjecttypen?status=alles&informatieobjecttype=Anders") == 0
    assert tel("/zaakobjecttypen?anderObjecttype=true&datumEindeGeldigheid=2024-01-01") == 0


def test_zaaktypen_are_found_by_trefwoord_and_besluittypen_by_what_names_them(
    proef: Proefclient, catalogus: Any
) -> None:
    brief = proef.documenttype(catalogus)
    besluit = proef.besluittype(catalogus, informatieobjecttypen=["Brief"])
    zaaktype = proef.zaaktype(catalogus, trefwoorden=["hond", "kat"], besluittypen=["BT1"])

    for woorden, aantal in (("hond", 1), ("hond,kat", 1), ("hond,muis", 0)):
        assert proef.lees(f"/zaaktypen?status=alles&trefwoorden={woorden}")["count"] == aantal
    for vraag in (
        "zaaktypen=ZT1",
        f"zaaktypen={zaaktype['url']}",
        f"informatieobjecttypen={brief['url']}",
        "informatieobjecttypen=Brief",
    ):
        gevonden = proef.lees(f"/besluittypen?status=alles&{vraag}")["results"]
        assert [rij["url"] for rij in gevonden] == [besluit["url"]], vraag
    assert proef.lees(f"/besluittypen?status=alles&zaaktypen={brief['url']}")["count"] == 0
    assert besluit["vastgelegdIn"] == ["Brief"]
    assert proef.lees(brief["url"])["besluittypen"] == [besluit["url"]]


def test_expand_follows_relations_three_deep(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)
    proef.statustype(zaaktype)

    status = proef.lees("/statustypen?status=alles&expand=zaaktype.catalogus.zaaktypen")["results"][0]

    assert status["_expand"]["zaaktype"]["_expand"]["catalogus"]["_expand"]["zaaktypen"][0]["url"] == zaaktype["url"]
    assert fouten_in(proef.vraag("GET", "/statustypen?expand=zaaktype.iets")) == {("expand", "invalid_choice")}


@pytest.mark.parametrize("pad", ["/statustypen", "/catalogussen"])
def test_expand_that_leads_to_too_much_is_refused(
    proef: Proefclient, catalogus: Any, settings: Settings, pad: str
) -> None:
    for nummer in range(4):
        proef.statustype(proef.zaaktype(catalogus, f"ZT{nummer}"))
    vraag = {
        # Four times the catalogue, and each time its four zaaktypen: more than there are rows.
        "/statustypen": "/statustypen?status=alles&expand=zaaktype.catalogus.zaaktypen",
        "/catalogussen": "/catalogussen?expand=zaaktypen",
    }[pad]

    settings.ZGW_EXPAND_MEESTE = 24
    assert proef.vraag("GET", vraag).status_code == 200
    settings.ZGW_EXPAND_MEESTE = 23 if pad == "/statustypen" else 3
    assert fouten_in(proef.vraag("GET", vraag)) == {("expand", "too-many")}


def test_etag_says_whether_a_resource_changed(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)
    etag = proef.vraag("GET", zaaktype["url"])["ETag"]

    kop = proef.vraag("HEAD", zaaktype["url"])
    assert (kop.status_code, kop["ETag"], kop.content) == (200, etag, b"")
    assert kop["API-version"] == "1.3.2"
    assert proef.vraag("GET", zaaktype["url"], HTTP_IF_NONE_MATCH=etag).status_code == 304
    proef.statustype(zaaktype)
    assert proef.vraag("GET", zaaktype["url"], HTTP_IF_NONE_MATCH=etag).status_code == 200


@pytest.mark.parametrize(
    ("soort", "kanaal", "resource"),
    [
        ("zaaktype", "zaaktypen", "zaaktype"),
        ("besluittype", "besluittypen", "besluittype"),
        ("documenttype", "informatieobjecttypen", "informatieobjecttype"),
    ],
)
def test_every_change_of_a_type_is_notified(
    proef: Proefclient, catalogus: Any, soort: str, kanaal: str, resource: str
) -> None:
    gemaakt = getattr(proef, soort)(catalogus)
    proef.wijzig(gemaakt["url"], omschrijving="Anders")
    proef.vraag("DELETE", gemaakt["url"])
    proef.publiceer(getattr(proef, soort)(catalogus))

    meldingen = Notificatie.objects.order_by("pk")
    assert [melding.actie for melding in meldingen] == ["create", "partial_update", "destroy", "create", "update"]
    eerste = meldingen[0]
    pad = gemaakt["url"].removeprefix(HOST)
    assert (eerste.kanaal, eerste.resource, eerste.hoofd_object, eerste.resource_url) == (kanaal, resource, pad, pad)
    assert eerste.kenmerken == {"catalogus": catalogus["url"].removeprefix(HOST)}


def test_reading_takes_at_most_four_queries_however_many_rows(
    proef: Proefclient, catalogus: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(3):
        zaaktype = proef.zaaktype(catalogus, f"ZT{nummer}")
        proef.statustype(zaaktype)
    proef.lees(zaaktype["url"])
    with django_assert_num_queries(2):
        proef.lees(zaaktype["url"])
    with django_assert_num_queries(3):
        assert len(proef.lees("/zaaktypen?status=alles")["results"]) == 3
    with django_assert_num_queries(4):
        proef.lees("/statustypen?status=alles&expand=zaaktype.catalogus")
