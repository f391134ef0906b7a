"""Whatever a description allows, and what it forbids: the answer is never a failure of ours, and a refusal has a code.

schemathesis makes the requests from our OpenAPI files, the same ones in every run.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import Settings
from schemathesis.core.result import Ok

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.anderregister import ander_register
from tests.zaken.api.beschrijving import met_rijen
from tests.zaken.api.proefwereld import maak_wereld
from zaken.api.schema import teksten

# NUL and a wrong token have tests of their own; here they would only keep requests from what lies behind them.
CONFIG = schemathesis.Config.from_dict(
    {"generation": {"deterministic": True, "allow-x00": False, "with-security-parameters": False}}
)
Handeling = schemathesis.APIOperation[Any, Any, Any, Any]
Verzoek = schemathesis.Case[Any]
ZEKER = hypothesis.settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture
def wereld(team: Groep, opslag: Path, settings: Settings) -> Iterator[None]:
    """A register with one of everything, and one other that it may ask."""
    with ander_register() as register:
        settings.ZGW_ANDERE_REGISTERS = [register.adres]
        maak_wereld(team, register)
        yield


@contextmanager
def een_verbinding() -> Iterator[None]:
    """Keep the connection over requests, as Django's own test client does: a test is one transaction."""
    for signaal in (request_started, request_finished):
        signaal.disconnect(close_old_connections)
    yield
    for signaal in (request_started, request_finished):
        signaal.connect(close_old_connections)


@pytest.mark.usefixtures("wereld")
@pytest.mark.parametrize("bestand", teksten(), ids=lambda bestand: f"{bestand.parent.name}-{bestand.stem}")
def test_no_request_breaks_an_api(bestand: Path, caplog: pytest.LogCaptureFixture) -> None:
    # A made-up number may look like a BSN; the search for those in the log is about what we write.
    caplog.set_level(logging.CRITICAL, logger="django.request")
    schema = schemathesis.openapi.from_dict(met_rijen(bestand), config=CONFIG)
    schema.app = WSGIHandler()
    gelezen = list(schema.get_all_operations())
    handelingen = [uitkomst.ok() for uitkomst in gelezen if isinstance(uitkomst, Ok)]
    assert len(handelingen) == len(gelezen)
    gezien: Counter[int] = Counter()
    fouten = [
        fout
        for handeling in handelingen
        for wijze in schemathesis.GenerationMode
        for fout in fouten_van(handeling, wijze, gezien)
    ]
    assert not fouten, "\n\n".join(fouten)
    assert gezien[200] > gezien[500]
    assert gezien[400]


def fouten_van(handeling: Handeling, wijze: schemathesis.GenerationMode, gezien: Counter[int]) -> list[str]:
    """Return what was wrong in the answers to what fits (positive) or does not fit (negative) the description."""
    fouten: list[str] = []

    @ZEKER
    @hypothesis.given(case=handeling.as_strategy(generation_mode=wijze))
    def vraag(case: Verzoek) -> None:
        with een_verbinding(), transaction.atomic():
            antwoord = case.call(headers=koppen(), buffered=True)  # so that it closes the file of a download
            transaction.set_rollback(True)
        gezien[antwoord.status_code] += 1
        if reden := bezwaar(case, antwoord):
            fouten.append(f"{handeling.label}: {reden}\n{case.as_curl_command()}\n{antwoord.text[:1000]}")

    with suppress(hypothesis.errors.Unsatisfiable):  # an operation without input has nothing that does not fit
        vraag()
    return fouten


def koppen() -> dict[str, str]:
    """Return the headers with a token that is made now."""
    token = fabrieken.jwt_kop()["HTTP_AUTHORIZATION"]
    return {"Authorization": token, "Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}


def bezwaar(case: Verzoek, antwoord: schemathesis.Response) -> str:
    """Return what is wrong with an answer; HEAD has no body to say its refusal in."""
    if antwoord.status_code >= 500:
        return "serverfout"
    if antwoord.status_code < 400 or case.method == "HEAD":
        return ""
    if antwoord.headers["content-type"] != ["application/problem+json"]:
        return "geen problem+json"
    probleem = antwoord.json()
    return "" if probleem["code"] and probleem["status"] == antwoord.status_code else "geen code"
