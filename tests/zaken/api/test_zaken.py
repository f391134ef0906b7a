"""A zaak over the Zaken API: made, read and changed, and what the standard refuses."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, ZRC, fouten_in
from tests.zaken.api.zakenproef import ANDER_RSIN, RSIN, Zakenclient, rij_van, type_url, van_een_ander, zaak_van
from zaken.models import AardRelatie, Gebeurtenis, Vertrouwelijkheid, Zaak, Zaaktypeversie
from zaken.services.catalogus import publiceer
from zaken.services.relaties import leg_relatie

PUNT = {"type": "Point", "coordinates": [4.9, 52.37]}
# Of a public installation, under a key that is not ours.
KANAAL = "https://selectielijst.openzaak.nl/api/v1/communicatiekanalen/11111111-2222-4333-8444-555555555555"


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def versie(team: Groep) -> Zaaktypeversie:
    """A published zaaktype with two products."""
    nieuw = fabrieken.conceptversie(team, "proefzaak", omschrijving="Proefzaak", servicenorm="P2W")
    nieuw.producten_of_diensten = ["https://example.com/product/1", "https://example.com/product/2"]
    nieuw.save()
    fabrieken.voeg_statussen_toe(nieuw, "Ontvangen", "In behandeling", "Afgehandeld")
    fabrieken.voeg_resultaat_toe(nieuw, "Klaar")
    return publiceer(nieuw)


# Made


@pytest.mark.eis("zrc-009")
def test_zaak_takes_from_its_type_what_is_not_given(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    assert zaak["url"] == f"{HOST}{ZRC}/zaken/{zaak['uuid']}"
    assert zaak["vertrouwelijkheidaanduiding"] == "zaakvertrouwelijk"
    assert zaak["registratiedatum"] == timezone.localdate().isoformat()
    assert (zaak["einddatumGepland"], zaak["uiterlijkeEinddatumAfdoening"]) == ("2026-01-19", "2026-03-02")
    assert zaak["identificatie"]
    assert zaak["einddatum"] is None
    assert zaak["archiefstatus"] == "nog_te_archiveren"


@pytest.mark.eis("zrc-012")
def test_empty_groups_are_shown_whole(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    assert zaak["verlenging"] == {"reden": "", "duur": None}
    assert zaak["opschorting"] == {"indicatie": False, "reden": ""}
    assert zaak["processobject"] == {"datumkenmerk": "", "identificatie": "", "objecttype": "", "registratie": ""}


def test_zaak_keeps_everything_that_a_client_says_of_it(api: Zakenclient, versie: Zaaktypeversie) -> None:
    andere = api.zaak(versie)
    gegeven: dict[str, Any] = {
        "identificatie": "EXTERN-1",
        "bronorganisatie": ANDER_RSIN,
        "omschrijving": "Boom om",
        "toelichting": "Sinds de storm",
        "registratiedatum": "2026-01-06",
        "einddatumGepland": "2026-02-01",
        "uiterlijkeEinddatumAfdoening": "2026-05-01",
        "publicatiedatum": "2026-02-02",
        "communicatiekanaal": "",
        "productenOfDiensten": ["https://example.com/product/1"],
        "vertrouwelijkheidaanduiding": "geheim",
        "betalingsindicatie": "geheel",
        "laatsteBetaaldatum": "2026-01-07T08:00:00Z",
        "zaakgeometrie": PUNT,
        "verlenging": {"reden": "Druk", "duur": "P5D"},
        "opschorting": {"indicatie": True, "reden": "Wacht op papieren"},
        "selectielijstklasse": "",
        "relevanteAndereZaken": [{"url": andere["url"], "aardRelatie": "vervolg"}],
        "kenmerken": [{"kenmerk": "K1", "bron": "Oud systeem"}],
        "archiefnominatie": "vernietigen",
        "archiefactiedatum": "2031-01-01",
        "opdrachtgevendeOrganisatie": ANDER_RSIN,
        "processobjectaard": "Kapvergunning",
        "startdatumBewaartermijn": "2026-04-01",
        "processobject": {
            "datumkenmerk": "einddatum",
            "identificatie": "1",
            "objecttype": "boom",
            "registratie": "bomen",
        },
    }
    zaak = api.zaak(versie, **gegeven)
    assert {naam: zaak[naam] for naam in gegeven} == gegeven
    assert zaak["betalingsindicatieWeergave"] == "De kosten zijn geheel betaald."
    assert api.lees(zaak["url"]) == zaak


def test_null_is_the_same_as_nothing(api: Zakenclient, versie: Zaaktypeversie) -> None:
    leeg = [
        *("omschrijving", "communicatiekanaal", "betalingsindicatie", "selectielijstklasse", "processobjectaard"),
        *("opdrachtgevendeOrganisatie", "archiefnominatie", "identificatie", "registratiedatum", "verlenging"),
        *("zaakgeometrie", "hoofdzaak", "opschorting", "processobject", "laatsteBetaaldatum", "archiefactiedatum"),
    ]
    zaak = api.zaak(versie, **dict.fromkeys(leeg))
    assert zaak["omschrijving"] == zaak["betalingsindicatie"] == ""
    assert zaak["archiefnominatie"] is None


@pytest.mark.eis("zrc-001")
def test_concept_of_a_zaaktype_makes_no_zaak(api: Zakenclient, team: Groep) -> None:
    concept = fabrieken.conceptversie(team, "nieuw")
    response = api.vraag("POST", "/zaken", zaak_van(concept))
    assert fouten_in(response) == {("zaaktype", "not-published")}


@pytest.mark.eis("zrc-002")
def test_number_is_unique_within_its_organisation(api: Zakenclient, versie: Zaaktypeversie) -> None:
    api.zaak(versie, identificatie="Z-1")
    dubbel = api.vraag("POST", "/zaken", zaak_van(versie, identificatie="Z-1"))
    assert fouten_in(dubbel) == {("identificatie", "identificatie-niet-uniek")}
    assert api.zaak(versie, identificatie="Z-1", bronorganisatie=ANDER_RSIN)["identificatie"] == "Z-1"


@pytest.mark.parametrize(
    ("velden", "fouten"),
    [
        ({"bronorganisatie": "123456789"}, {("bronorganisatie", "invalid")}),
        ({"bronorganisatie": "12"}, {("bronorganisatie", "invalid-length")}),
        ({"startdatum": None}, {("startdatum", "null")}),
        ({"omschrijving": "x" * 81}, {("omschrijving", "max_length")}),
        ({"identificatie": "Één"}, {("identificatie", "invalid")}),
        ({"zaaktype": "geen adres"}, {("zaaktype", "bad-url")}),
        ({"zaaktype": f"{HOST}/catalogi/api/v1/zaaktypen/geen-uuid"}, {("zaaktype", "bad-url")}),
        (
            {"zaaktype": f"{HOST}/catalogi/api/v1/zaaktypen/{'0' * 8}-0000-4000-8000-000000000000"},
            {("zaaktype", "bad-url")},
        ),
        ({"vertrouwelijkheidaanduiding": "erg"}, {("vertrouwelijkheidaanduiding", "invalid_choice")}),
        ({"zaakgeometrie": {"type": "Vierkant"}}, {("zaakgeometrie", "invalid")}),
        ({"verlenging": {"reden": "Druk"}}, {("verlenging.duur", "required")}),
        ({"opschorting": {"reden": "Druk"}}, {("opschorting.indicatie", "required")}),
        ({"kenmerken": [{"kenmerk": "1"}]}, {("kenmerken.0.bron", "required")}),
        ({"communicatiekanaal": "https://elders.example/kanaal"}, {("communicatiekanaal", "bad-url")}),
        ({"communicatiekanaal": f"{KANAAL}xxx"}, {("communicatiekanaal", "bad-url")}),
        ({"communicatiekanaal": KANAAL.rpartition("/")[0]}, {("communicatiekanaal", "invalid-resource")}),
    ],
)
def test_input_is_refused_in_the_words_of_the_standard(
    api: Zakenclient, versie: Zaaktypeversie, velden: dict[str, Any], fouten: set[tuple[str, str]]
) -> None:
    assert fouten_in(api.vraag("POST", "/zaken", zaak_van(versie, **velden))) == fouten
    zaak = api.zaak(versie)
    if "zaaktype" not in velden:
        assert fouten_in(api.vraag("PATCH", zaak["url"], velden)) == fouten


@pytest.mark.eis("zrc-010")
def test_communicatiekanaal_of_a_public_installation_is_taken_under_its_own_key(
    api: Zakenclient, versie: Zaaktypeversie
) -> None:
    zaak = api.zaak(versie, communicatiekanaal=KANAAL)
    assert zaak["communicatiekanaal"] == KANAAL


@pytest.mark.eis("zrc-011")
def test_relation_that_the_standard_has_no_word_for_stays(api: Zakenclient, versie: Zaaktypeversie) -> None:
    """Our screens lay it and the API does not show it, so who sends all that he saw does not take it away."""
    zaak, ander, derde = api.zaak(versie), api.zaak(versie), api.zaak(versie)
    leg_relatie(rij_van(zaak), rij_van(ander), aard=AardRelatie.OVERIG, door=Naamloos.SYSTEEM)
    api.wijzig(zaak["url"], relevanteAndereZaken=[{"url": derde["url"], "aardRelatie": "vervolg"}])

    assert api.wijzig(zaak["url"], relevanteAndereZaken=[])["relevanteAndereZaken"] == []
    assert list(rij_van(zaak).relaties.values_list("aard", flat=True)) == [AardRelatie.OVERIG]


@pytest.mark.eis("zrc-011")
def test_relevant_zaak_is_one_of_ours_or_one_that_answers(api: Zakenclient, versie: Zaaktypeversie) -> None:
    relatie = {"url": van_een_ander(), "aardRelatie": "vervolg"}
    response = api.vraag("POST", "/zaken", zaak_van(versie, relevanteAndereZaken=[relatie]))
    assert fouten_in(response) == {("relevanteAndereZaken.0.url", "bad-url")}
    eerste, zaak = api.zaak(versie), api.zaak(versie)
    # A relation with itself says nothing: it is left out, and the rest is kept.
    zelf = {"relevanteAndereZaken": [{"url": zaak["url"], "aardRelatie": "vervolg"}, {**relatie, "url": eerste["url"]}]}
    response = api.vraag("PATCH", zaak["url"], zelf)
    assert response.status_code == 200
    assert [rij["url"] for rij in response.json()["relevanteAndereZaken"]] == [eerste["url"]]


@pytest.mark.eis("zrc-013")
def test_deelzaak_hangs_from_a_zaak_that_is_no_deelzaak(api: Zakenclient, versie: Zaaktypeversie) -> None:
    hoofd = api.zaak(versie)
    deel = api.zaak(versie, hoofdzaak=hoofd["url"])
    assert api.lees(hoofd["url"])["deelzaken"] == [deel["url"]]
    response = api.vraag("POST", "/zaken", zaak_van(versie, hoofdzaak=deel["url"]))
    assert fouten_in(response) == {("hoofdzaak", "deelzaak-als-hoofdzaak")}
    zelf = api.vraag("PATCH", hoofd["url"], {"hoofdzaak": hoofd["url"]})
    assert fouten_in(zelf) == {("hoofdzaak", "self-forbidden")}
    ander = api.zaak(versie)
    assert fouten_in(api.vraag("PATCH", hoofd["url"], {"hoofdzaak": ander["url"]})) == {
        ("hoofdzaak", "deelzaak-als-hoofdzaak")
    }
    elders = api.vraag("PATCH", ander["url"], {"hoofdzaak": van_een_ander()})
    assert fouten_in(elders) == {("hoofdzaak", "no_match")}


@pytest.mark.eis("zrc-014")
def test_without_costs_there_is_no_day_of_payment(api: Zakenclient, versie: Zaaktypeversie) -> None:
    betaald = {"betalingsindicatie": "nvt", "laatsteBetaaldatum": "2026-01-07T08:00:00Z"}
    assert fouten_in(api.vraag("POST", "/zaken", zaak_van(versie, **betaald))) == {
        ("laatsteBetaaldatum", "betaling-nvt")
    }
    zaak = api.zaak(versie, **{**betaald, "betalingsindicatie": "geheel"})
    assert api.wijzig(zaak["url"], **betaald)["laatsteBetaaldatum"] is None
    response = api.vraag("PATCH", zaak["url"], {"laatsteBetaaldatum": "2026-01-07T08:00:00Z"})
    assert fouten_in(response) == {("laatsteBetaaldatum", "betaling-nvt")}
    morgen = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    toekomst = {"betalingsindicatie": "geheel", "laatsteBetaaldatum": morgen}
    assert fouten_in(api.vraag("PATCH", zaak["url"], toekomst)) == {("laatsteBetaaldatum", "future_not_allowed")}


@pytest.mark.eis("zrc-015")
def test_products_are_those_of_the_zaaktype(api: Zakenclient, versie: Zaaktypeversie) -> None:
    vreemd = {"productenOfDiensten": ["https://example.com/product/1", "https://example.com/product/9"]}
    fout = {("productenOfDiensten", "invalid-products-services")}
    assert fouten_in(api.vraag("POST", "/zaken", zaak_van(versie, **vreemd))) == fout
    zaak = api.zaak(versie)
    assert fouten_in(api.vraag("PATCH", zaak["url"], vreemd)) == fout


def test_reference_lists_are_known_or_refused(api: Zakenclient, versie: Zaaktypeversie) -> None:
    kanaal = api.lees(f"{HOST}/referentielijsten/api/v1/communicatiekanalen")["results"][0]
    assert api.zaak(versie, communicatiekanaal=kanaal["url"])["communicatiekanaal"] == kanaal["url"]
    klasse = "https://referentielijsten.roxit.nl/api/v1/resultaten/0fe71ce3-0000-4000-8000-000000000000"
    assert api.zaak(versie, selectielijstklasse=klasse)["selectielijstklasse"] == klasse


# Changed


@pytest.mark.parametrize(("methode", "geheel"), [("PUT", True), ("PATCH", False)])
def test_change_keeps_what_is_not_named(api: Zakenclient, versie: Zaaktypeversie, methode: str, geheel: bool) -> None:
    zaak = api.zaak(versie, toelichting="Blijft", kenmerken=[{"kenmerk": "K", "bron": "B"}], zaakgeometrie=PUNT)
    inhoud = zaak_van(versie, omschrijving="Nieuw") if geheel else {"omschrijving": "Nieuw"}
    response = api.vraag(methode, zaak["url"], inhoud)
    assert response.status_code == 200, response.content
    assert response.json() == {**zaak, "omschrijving": "Nieuw"}
    regel = Gebeurtenis.objects.filter(hoofdobject=zaak["uuid"]).latest("volgnummer")
    assert regel.mutaties[0]["actie"] == ("update" if geheel else "partial_update")


def test_what_was_answered_can_be_sent_back(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie, zaakgeometrie=PUNT, kenmerken=[{"kenmerk": "K", "bron": "B"}])
    response = api.vraag("PUT", zaak["url"], zaak)
    assert response.status_code == 200, response.content
    assert response.json() == zaak


@pytest.mark.eis("zrc-001", "zrc-002")
def test_type_and_number_never_change(api: Zakenclient, versie: Zaaktypeversie, meldingtype: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    anders = {"zaaktype": type_url("zaaktypen", meldingtype), "identificatie": "Z-2"}
    assert fouten_in(api.vraag("PATCH", zaak["url"], anders)) == {
        ("zaaktype", "wijzigen-niet-toegelaten"),
        ("identificatie", "wijzigen-niet-toegelaten"),
    }


def test_groups_change_whole_and_empty(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    opgeschort = api.wijzig(
        zaak["url"],
        opschorting={"indicatie": True, "reden": "Wacht"},
        verlenging={"reden": "Druk", "duur": "P5D"},
        processobject={"datumkenmerk": "a", "identificatie": "b", "objecttype": "c", "registratie": "d"},
    )
    assert opgeschort["opschorting"] == {"indicatie": True, "reden": "Wacht"}
    assert opgeschort["verlenging"] == {"reden": "Druk", "duur": "P5D"}
    leeg = api.wijzig(zaak["url"], opschorting=None, verlenging=None, processobject=None, kenmerken=[])
    assert leeg["opschorting"]["indicatie"] is False
    assert leeg["verlenging"] == {"reden": "", "duur": None}
    assert leeg["processobject"]["identificatie"] == ""


@pytest.mark.eis("zrc-022")
def test_archive_takes_a_zaak_that_has_all_it_needs(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    response = api.vraag("PATCH", zaak["url"], {"archiefstatus": "gearchiveerd"})
    assert fouten_in(response) == {
        ("archiefnominatie", "archiefnominatie-not-set"),
        ("archiefactiedatum", "archiefactiedatum-not-set"),
    }
    nodig = {"archiefnominatie": "vernietigen", "archiefactiedatum": "2031-01-01"}
    assert api.wijzig(zaak["url"], archiefstatus="gearchiveerd", **nodig)["archiefstatus"] == "gearchiveerd"


# Read


def test_headers_say_in_which_system_points_are(api: Zakenclient, versie: Zaaktypeversie) -> None:
    adres = api.zaak(versie)["url"]
    zonder = api.vraag("GET", adres, HTTP_ACCEPT_CRS="EPSG:28992")
    assert (zonder.status_code, zonder.json()["code"]) == (406, "not_acceptable")
    response = api.vraag("GET", adres)
    assert response["Content-Crs"] == "EPSG:4326"
    assert response["API-version"]
    assert api.vraag("GET", adres, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    assert api.vraag("HEAD", adres).content == b""


def test_detail_costs_two_queries(api: Zakenclient, versie: Zaaktypeversie) -> None:
    adres = api.zaak(versie)["url"]
    with CaptureQueriesContext(connection) as vragen:
        api.lees(adres)
    assert len([v for v in vragen if "SAVEPOINT" not in v["sql"]]) == 2


@pytest.mark.eis("zrc-025", "zrc-027", "zrc-028")
def test_relations_come_along_up_to_three_deep(api: Zakenclient, versie: Zaaktypeversie) -> None:
    hoofd = api.zaak(versie)
    zaak = api.zaak(
        versie, hoofdzaak=hoofd["url"], relevanteAndereZaken=[{"url": hoofd["url"], "aardRelatie": "vervolg"}]
    )
    assert api.status(hoofd, versie.statustypen.get(volgnummer=1)).status_code == 201
    api.resultaat(zaak)
    paden = "zaaktype.catalogus,hoofdzaak.status.statustype,resultaat.resultaattype,relevanteAndereZaken,deelzaken"
    uitgebreid = api.lees(zaak["url"], expand=paden)["_expand"]
    assert uitgebreid["zaaktype"]["_expand"]["catalogus"]["domein"] == "VOORB"
    statustype = uitgebreid["hoofdzaak"]["_expand"]["status"]["_expand"]["statustype"]
    assert statustype["omschrijving"] == "Ontvangen"
    assert uitgebreid["resultaat"]["_expand"]["resultaattype"]["omschrijving"] == "Klaar"
    assert [ander["uuid"] for ander in uitgebreid["relevanteAndereZaken"]] == [hoofd["uuid"]]
    assert uitgebreid["deelzaken"] == []


@pytest.mark.eis("zrc-029")
@pytest.mark.parametrize(
    "pad", ["bestaatniet", "zaaktype.bestaatniet", "hoofdzaak.hoofdzaak.hoofdzaak.status", "omschrijving"]
)
def test_unknown_relation_is_refused(api: Zakenclient, versie: Zaaktypeversie, pad: str) -> None:
    adres = api.zaak(versie)["url"]
    assert {naam for naam, _code in fouten_in(api.vraag("GET", f"{adres}?expand={pad}"))} == {"expand"}


def test_expand_shows_only_what_the_client_may_see(
    api: Zakenclient, versie: Zaaktypeversie, meldingtype: Zaaktypeversie
) -> None:
    hoofd = api.zaak(meldingtype)
    zaak = api.zaak(versie, hoofdzaak=hoofd["url"])
    fabrieken.machtig(fabrieken.maak_applicatie("beperkt"), "zaken.lezen", zaaktype=versie.zaaktype)
    gezien = Zakenclient("beperkt").lees(zaak["url"], expand="hoofdzaak")
    assert gezien["hoofdzaak"] == hoofd["url"]
    assert gezien["_expand"]["hoofdzaak"] == {}


# Rights


@pytest.mark.eis("zrc-006")
def test_client_sees_and_makes_only_what_it_was_granted(
    api: Zakenclient, versie: Zaaktypeversie, meldingtype: Zaaktypeversie
) -> None:
    zaak, geheim = api.zaak(versie), api.zaak(versie, vertrouwelijkheidaanduiding="geheim")
    ander = api.zaak(meldingtype)
    applicatie = fabrieken.maak_applicatie("beperkt")
    fabrieken.machtig(
        applicatie,
        "zaken.lezen",
        "zaken.aanmaken",
        zaaktype=versie.zaaktype,
        tot_en_met=Vertrouwelijkheid.VERTROUWELIJK,
    )
    beperkt = Zakenclient("beperkt")
    assert [rij["uuid"] for rij in beperkt.lees("/zaken")["results"]] == [zaak["uuid"]]
    for verboden in (geheim, ander):
        assert beperkt.vraag("GET", verboden["url"]).status_code == 403
    assert beperkt.vraag("POST", "/zaken", zaak_van(versie)).status_code == 201
    assert beperkt.vraag("POST", "/zaken", zaak_van(meldingtype)).status_code == 403
    te_geheim = zaak_van(versie, vertrouwelijkheidaanduiding="geheim")
    assert beperkt.vraag("POST", "/zaken", te_geheim).status_code == 403
    assert beperkt.vraag("PATCH", zaak["url"], {"omschrijving": "X"}).status_code == 403
    assert beperkt.vraag("DELETE", zaak["url"]).status_code == 403


@pytest.mark.eis("zrc-007")
def test_closed_zaak_changes_only_by_force(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    api.resultaat(zaak)
    api.sluit(zaak)
    fabrieken.machtig(fabrieken.maak_applicatie("gewoon"), "zaken.lezen", "zaken.bijwerken", zaaktype=versie.zaaktype)
    geweigerd = Zakenclient("gewoon").vraag("PUT", zaak["url"], {"hoofdzaak": van_een_ander()})
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    assert api.wijzig(zaak["url"], toelichting="Toch")["toelichting"] == "Toch"
    laatste = Gebeurtenis.objects.filter(hoofdobject=zaak["uuid"]).latest("volgnummer")
    assert laatste.soort == Gebeurtenis.Soort.GECORRIGEERD


def test_zaak_of_the_api_has_its_trail(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    api.wijzig(zaak["url"], omschrijving="Nieuw")
    regels = api.vraag("GET", f"{zaak['url']}/audittrail").json()
    assert [regel["actie"] for regel in regels] == ["create", "partial_update"]
    assert regels[1]["wijzigingen"]["nieuw"]["omschrijving"] == "Nieuw"
    assert rij_van(zaak).bronorganisatie == RSIN
    assert Zaak.objects.count() == 1
