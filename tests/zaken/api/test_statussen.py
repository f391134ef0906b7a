"""Statussen over the Zaken API: the first, the next, the last that closes, and one that opens again."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from mijnportaal.accounts.actoren import Naamloos
from tests import fabrieken
from tests.zaken.api.zaakproef import fouten_in
from tests.zaken.api.zakenproef import Zakenclient, eindstatus, rij_van, statustypen, type_url, van_een_ander
from tests.zaken.test_handelingen import document
from zaken.models import Archiefstatus, Gebeurtenis, Informatieobject, Status, Zaakinformatieobject, Zaaktypeversie
from zaken.services.documenten import koppel_nieuw_document


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def zaak(api: Zakenclient, meldingtype: Zaaktypeversie) -> Any:
    """An open zaak without a status."""
    return api.zaak(meldingtype)


def beperkt(versie: Zaaktypeversie, *scopes: str) -> Zakenclient:
    """Return a client with these scopes on this type."""
    naam = scopes[0]
    fabrieken.machtig(fabrieken.maak_applicatie(naam), *scopes, zaaktype=versie.zaaktype)
    return Zakenclient(naam)


def soorten(zaak: Any) -> list[str]:
    """Return what happened to the zaak."""
    return list(rij_van(zaak).gebeurtenissen.order_by("volgnummer").values_list("soort", flat=True))


@pytest.mark.eis("zrc-016")
def test_status_is_of_the_zaaktype_and_of_now(api: Zakenclient, zaak: Any, budgettype: Zaaktypeversie) -> None:
    eerste = statustypen(zaak)[0]
    response = api.status(zaak, eerste)
    assert response.status_code == 201, response.content
    status = response.json()
    assert status["indicatieLaatstGezetteStatus"] is True
    assert api.lees(zaak["url"])["status"] == status["url"]
    vreemd = budgettype.statustypen.order_by("volgnummer")[0]
    assert fouten_in(api.status(zaak, vreemd, "2026-02-02T10:00:00Z")) == {("nonFieldErrors", "zaaktype-mismatch")}
    assert fouten_in(api.status(zaak, eerste)) == {("nonFieldErrors", "unique")}
    morgen = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    assert fouten_in(api.status(zaak, eerste, morgen)) == {("datumStatusGezet", "date-in-future")}
    assert api.vraag("PUT", status["url"], status).status_code == 405
    assert api.vraag("DELETE", status["url"]).status_code == 405


def test_status_refers_to_what_there_is(api: Zakenclient, zaak: Any) -> None:
    goed = {"zaak": zaak["url"], "statustype": type_url("statustypen", statustypen(zaak)[0])}
    moment = {"datumStatusGezet": "2026-02-01T10:00:00"}
    kapot = [({"zaak": van_een_ander()}, "object-does-not-exist"), ({"statustype": zaak["url"]}, "invalid-resource")]
    for velden, code in kapot:
        response = api.vraag("POST", "/statussen", {**goed, **moment, **velden})
        assert fouten_in(response) == {(next(iter(velden)), code)}
    assert fouten_in(api.vraag("POST", "/statussen", {})) == {
        (naam, "required") for naam in ("zaak", "statustype", "datumStatusGezet")
    }


def test_gezetdoor_is_a_role_of_the_zaak(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    ander = fabrieken.maak_zaak(meldingtype)
    rol = f"{zaak['url'].rsplit('/', 2)[0]}/rollen/{ander.rollen.get().uuid}"
    inhoud = {"statustype": type_url("statustypen", statustypen(zaak)[0]), "datumStatusGezet": "2026-02-01T10:00:00Z"}
    response = api.vraag("POST", "/statussen", {"zaak": zaak["url"], "gezetdoor": rol, **inhoud})
    assert fouten_in(response) == {("nonFieldErrors", "zaak-mismatch")}


def test_list_of_statuses_names_the_last(api: Zakenclient, zaak: Any) -> None:
    eerste, tweede, _laatste = statustypen(zaak)
    api.status(zaak, eerste, "2026-01-01T10:00:00Z")
    api.status(zaak, tweede, "2026-01-02T10:00:00Z")
    laatste = api.lees("/statussen", indicatieLaatstGezetteStatus="true", zaak=zaak["url"])["results"]
    assert [rij["statustype"] for rij in laatste] == [type_url("statustypen", tweede)]
    assert len(api.lees("/statussen", zaak=zaak["url"])["results"]) == 2
    assert api.lees("/statussen", statustype=type_url("statustypen", eerste))["count"] == 1


@pytest.mark.eis("zrc-006")
def test_who_may_only_make_zaken_sets_only_the_first_status(
    api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie
) -> None:
    eerste, tweede, _laatste = statustypen(zaak)
    maker = beperkt(meldingtype, "zaken.aanmaken")
    assert maker.status(zaak, eerste, "2026-01-01T10:00:00Z").status_code == 201
    geweigerd = maker.status(zaak, tweede, "2026-01-02T10:00:00Z")
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    assert beperkt(meldingtype, "zaken.statussen.toevoegen").status(zaak, tweede).status_code == 201
    assert beperkt(meldingtype, "zaken.lezen").status(zaak, tweede).status_code == 403


# Closing


@pytest.mark.eis("zrc-007", "zrc-021")
def test_last_status_closes_the_zaak(api: Zakenclient, zaak: Any) -> None:
    assert fouten_in(api.status(zaak, eindstatus(zaak))) == {("nonFieldErrors", "resultaat-does-not-exist")}
    api.resultaat(zaak)
    dicht = api.sluit(zaak, "2026-02-28T23:30:00Z")
    assert dicht["einddatum"] == "2026-03-01"  # the day in the Netherlands
    assert (dicht["archiefnominatie"], dicht["archiefactiedatum"]) == ("vernietigen", "2031-03-01")
    assert dicht["startdatumBewaartermijn"] == "2026-03-01"
    assert soorten(zaak) == ["geregistreerd", "resultaat_gezet", "afgesloten"]
    (mutatie,) = Gebeurtenis.objects.get(soort="afgesloten").mutaties
    assert (mutatie["resource"], mutatie["actie"]) == ("status", "create")


@pytest.mark.eis("zrc-007")
@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"indicatie_gebruiksrecht": None}, "indicatiegebruiksrecht-unset"),
        ({"slot": "abc", "slot_sinds": "2026-01-01T00:00:00Z"}, "informatieobject-locked"),
    ],
)
def test_document_that_is_not_ready_keeps_the_zaak_open(
    api: Zakenclient, zaak: Any, velden: dict[str, Any], code: str
) -> None:
    koppel_nieuw_document(rij_van(zaak), document("Foto"), auteur="Wim", door=Naamloos.SYSTEEM)
    Informatieobject.objects.update(**velden)
    api.resultaat(zaak)
    assert fouten_in(api.status(zaak, eindstatus(zaak))) == {("nonFieldErrors", code)}
    assert Zaakinformatieobject.objects.count() == 1
    assert rij_van(zaak).is_open


@pytest.mark.eis("zrc-007")
def test_zaak_closes_while_deelzaken_are_open(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    """The standard asks nothing of deelzaken; our own staff hear that they are open."""
    deel = api.zaak(meldingtype, hoofdzaak=zaak["url"])
    api.resultaat(zaak)
    assert api.sluit(zaak)["einddatum"]
    assert api.lees(deel["url"])["einddatum"] is None


# Opening again


@pytest.mark.eis("zrc-008")
def test_other_status_opens_a_closed_zaak_for_who_may(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    api.resultaat(zaak)
    api.sluit(zaak)
    tweede = statustypen(zaak)[1]
    toevoeger = beperkt(meldingtype, "zaken.statussen.toevoegen", "zaken.geforceerd-bijwerken")
    geweigerd = toevoeger.status(zaak, tweede, "2026-04-01T10:00:00Z")
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    assert beperkt(meldingtype, "zaken.heropenen").status(zaak, tweede, "2026-04-01T10:00:00Z").status_code == 201
    weer = api.lees(zaak["url"])
    assert [
        weer[naam] for naam in ("einddatum", "archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn")
    ] == [None] * 4
    assert weer["resultaat"]
    assert soorten(zaak)[-1] == "heropend"
    assert api.sluit(zaak, "2026-05-01T10:00:00Z")["archiefactiedatum"] == "2031-05-01"


@pytest.mark.eis("zrc-008", "zrc-022")
def test_archived_zaak_takes_no_status(api: Zakenclient, zaak: Any) -> None:
    api.resultaat(zaak)
    api.sluit(zaak)
    api.wijzig(zaak["url"], archiefstatus=Archiefstatus.GEARCHIVEERD)
    response = api.status(zaak, statustypen(zaak)[0], "2026-04-01T10:00:00Z")
    assert fouten_in(response) == {("nonFieldErrors", "zaak-archiefstatus-invalid")}
    assert Status.objects.filter(zaak__uuid=zaak["uuid"]).count() == 1
