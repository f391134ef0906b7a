"""What a write asks of the database: a fixed number of questions, whatever there is already."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.documentwereld import gegevens as documentgegevens
from tests.zaken.api.zaakproef import HOST, proefversie
from tests.zaken.api.zakenproef import Zakenclient, statustypen, type_url, zaak_van
from zaken.models import Rolsoort, Zaaktypeversie

TRANSACTIE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
DOCUMENTEN = f"{HOST}/documenten/api/v1/enkelvoudiginformatieobjecten"


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def versie(team: Groep) -> Zaaktypeversie:
    return proefversie(team)


def vragen(api: Zakenclient, pad: str, inhoud: dict[str, Any]) -> int:
    """Return how many questions this POST takes, the borders of transactions left out."""
    with CaptureQueriesContext(connection) as queries:
        response = api.vraag("POST", pad, inhoud)
    assert response.status_code == 201, response.content.decode()
    return sum(not query["sql"].startswith(TRANSACTIE) for query in queries.captured_queries)


def test_zaak(api: Zakenclient, versie: Zaaktypeversie) -> None:
    assert [vragen(api, "/zaken", zaak_van(versie)) for _keer in range(2)] == [11, 11]


def test_status(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak = api.zaak(versie)
    inhoud = {"zaak": zaak["url"], "statustype": type_url("statustypen", statustypen(zaak)[0])}
    momenten = [f"2026-02-0{dag}T10:00:00Z" for dag in (1, 2)]

    assert [vragen(api, "/statussen", {**inhoud, "datumStatusGezet": moment}) for moment in momenten] == [15, 15]


def test_rol(api: Zakenclient, versie: Zaaktypeversie) -> None:
    zaak, roltype = api.zaak(versie), versie.roltypen.exclude(soort=Rolsoort.INITIATOR)[0]
    inhoud = {
        "zaak": zaak["url"],
        "roltype": type_url("roltypen", roltype),
        "betrokkeneType": "organisatorische_eenheid",
        "roltoelichting": "Adviseert",
        "betrokkeneIdentificatie": {"identificatie": "team", "naam": "Team"},
    }
    vragen(api, "/rollen", inhoud)  # who it is, is made once

    assert [vragen(api, "/rollen", inhoud) for _keer in range(2)] == [10, 10]


def test_document(api: Zakenclient, versie: Zaaktypeversie, opslag: Any) -> None:
    inhoud = documentgegevens(fabrieken.informatieobjecttype("Besluit"))

    assert [vragen(api, DOCUMENTEN, inhoud) for _keer in range(2)] == [9, 9]
