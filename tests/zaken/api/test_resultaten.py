"""Resultaten over the Zaken API: one for each zaak, of its own zaaktype, and never another (zrc-020, zrc-021)."""

from typing import Any

import pytest

from tests import fabrieken
from tests.zaken.api.zaakproef import fouten_in
from tests.zaken.api.zakenproef import Zakenclient, rij_van, type_url, van_een_ander
from zaken.models import Zaaktypeversie


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def zaak(api: Zakenclient, meldingtype: Zaaktypeversie) -> Any:
    """An open zaak."""
    return api.zaak(meldingtype)


def invoer(van: Any, versie: Zaaktypeversie, **velden: Any) -> dict[str, Any]:
    """Return the body of a resultaat."""
    eerste = versie.resultaattypen.order_by("pk")[0]
    return {"zaak": van["url"], "resultaattype": type_url("resultaattypen", eerste), **velden}


@pytest.mark.eis("zrc-020")
def test_outcome_is_one_of_the_zaaktype(
    api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie, budgettype: Zaaktypeversie
) -> None:
    assert fouten_in(api.vraag("POST", "/resultaten", invoer(zaak, budgettype))) == {
        ("nonFieldErrors", "zaaktype-mismatch")
    }
    resultaat = api.maak("/resultaten", invoer(zaak, meldingtype, toelichting="Gedaan"))
    assert api.lees(zaak["url"])["resultaat"] == resultaat["url"]
    assert fouten_in(api.vraag("POST", "/resultaten", invoer(zaak, meldingtype))) == {("zaak", "unique")}


@pytest.mark.parametrize(
    ("velden", "fouten"),
    [
        ({"zaak": van_een_ander()}, {("zaak", "object-does-not-exist")}),
        ({"resultaattype": "kapot"}, {("resultaattype", "bad-url")}),
        ({"resultaattype": van_een_ander("/catalogi/api/v1/resultaattypen/1")}, {("resultaattype", "bad-url")}),
        ({"toelichting": "x" * 1001}, {("toelichting", "max_length")}),
    ],
)
def test_input_is_refused(
    api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie, velden: dict[str, Any], fouten: set[tuple[str, str]]
) -> None:
    assert fouten_in(api.vraag("POST", "/resultaten", invoer(zaak, meldingtype, **velden))) == fouten


def test_only_the_explanation_changes(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    resultaat = api.maak("/resultaten", invoer(zaak, meldingtype, toelichting="Gedaan"))
    assert api.wijzig(resultaat["url"], toelichting="Anders")["toelichting"] == "Anders"
    response = api.vraag("PUT", resultaat["url"], {**resultaat, "toelichting": ""})
    assert (response.status_code, response.json()["toelichting"]) == (200, "")
    tweede = meldingtype.resultaattypen.order_by("pk")[1]
    anders = {"zaak": api.zaak(meldingtype)["url"], "resultaattype": type_url("resultaattypen", tweede)}
    assert fouten_in(api.vraag("PATCH", resultaat["url"], anders)) == {
        ("zaak", "wijzigen-niet-toegelaten"),
        ("resultaattype", "wijzigen-niet-toegelaten"),
    }
    assert len(api.vraag("GET", f"{zaak['url']}/audittrail").json()) == 4


def test_outcome_is_found_by_its_zaak_and_type(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    resultaat = api.maak("/resultaten", invoer(zaak, meldingtype))
    assert api.lees("/resultaten", zaak=zaak["url"])["results"] == [resultaat]
    assert api.lees("/resultaten", resultaattype=resultaat["resultaattype"])["count"] == 1
    assert api.lees(resultaat["url"], expand="zaak")["_expand"]["zaak"]["uuid"] == zaak["uuid"]
    response = api.vraag("GET", resultaat["url"])
    assert api.vraag("GET", resultaat["url"], HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


@pytest.mark.eis("zrc-007", "zrc-021")
def test_outcome_of_a_closed_zaak_goes_only_by_force(api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie) -> None:
    resultaat = api.maak("/resultaten", invoer(zaak, meldingtype))
    api.sluit(zaak)
    fabrieken.machtig(fabrieken.maak_applicatie("gewoon"), "zaken.bijwerken", zaaktype=meldingtype.zaaktype)
    gewoon = Zakenclient("gewoon")
    assert gewoon.vraag("PATCH", resultaat["url"], {"toelichting": "X"}).status_code == 403
    assert gewoon.vraag("DELETE", resultaat["url"]).status_code == 403
    assert api.vraag("DELETE", resultaat["url"]).status_code == 204
    zonder = api.lees(zaak["url"])
    assert (zonder["resultaat"], zonder["archiefnominatie"], zonder["archiefactiedatum"]) == (None, None, None)
    assert not rij_van(zaak).is_open


@pytest.mark.eis("zrc-021")
def test_new_outcome_of_a_closed_zaak_gives_its_own_archive_date(
    api: Zakenclient, zaak: Any, meldingtype: Zaaktypeversie
) -> None:
    resultaat = api.maak("/resultaten", invoer(zaak, meldingtype))
    api.sluit(zaak)
    api.vraag("DELETE", resultaat["url"])
    api.maak("/resultaten", invoer(zaak, meldingtype))
    assert api.lees(zaak["url"])["archiefactiedatum"] == "2031-03-01"
