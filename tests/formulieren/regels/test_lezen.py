"""The browser reads an answer off the page, and writes out what was worked out, as the question types do."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from formulieren.componenten import component_voor
from formulieren.definitie import Vraag
from tests.formulieren.definities import vraag
from tests.formulieren.regels.browser import Browser

GETAL = component_voor(Vraag(vraag("v", "getal", decimalen=4)))
BEDRAG = component_voor(Vraag(vraag("v", "bedrag", min="-1000000000")))
DATUM = component_voor(Vraag(vraag("v", "datum")))
CIJFERS = st.from_regex(r"-?(€ )?[0-9]{1,4}(\.[0-9]{2,4}){0,2}([.,][0-9]{1,3})?(,-)?", fullmatch=True)
MAANDEN = st.sampled_from(["1", "02", "5", "12", "13", "mei", "Maart", "mrt", "september", "sept", "foo", ""])
EIGEN = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def op_de_server(component: Any, invoer: Any) -> Any:
    """Return the answer as rules see it, or a refusal."""
    try:
        return component.regelwaarde(component.naar_json(component.veld().clean(invoer)))
    except ValidationError as fout:
        return fout


@pytest.mark.parametrize("component", [GETAL, BEDRAG], ids=["getal", "bedrag"])
@EIGEN
@given(tekst=CIJFERS)
@example(tekst="1.234")
@example(tekst="1.234,56")
@example(tekst="007")
def test_numbers_are_read_alike(browser: Browser, component: Any, tekst: str) -> None:
    """What the server takes, the browser reads as the same number."""
    server = op_de_server(component, tekst)
    if not isinstance(server, ValidationError):
        gelezen = browser.stuur({"lees": "getal", "velden": [tekst]})["uitkomst"]
        assert Decimal(gelezen) == Decimal(server)


@EIGEN
@given(dag=st.sampled_from(["1", "09", "29", "30", "31", "32", "0", ""]), maand=MAANDEN, jaar=st.integers(1900, 2100))
def test_dates_are_read_alike(browser: Browser, dag: str, maand: str, jaar: int) -> None:
    delen = [dag, maand, str(jaar)]
    server = op_de_server(DATUM, delen)
    gelezen = browser.stuur({"lees": "datum", "velden": delen})["uitkomst"]
    assert gelezen == (None if isinstance(server, ValidationError) else server)


@EIGEN
@given(
    waarde=st.one_of(st.decimals(-(10**9), 10**9, places=2), st.decimals(-100, 100, places=3)).map(
        lambda d: f"{d.normalize():f}"
    )
)
@example(waarde="0")
@example(waarde="1234.5")
def test_outcomes_are_written_alike(browser: Browser, waarde: str) -> None:
    """The browser writes an outcome as the server does, or leaves it to the server."""
    for toon, component in (("bedrag", BEDRAG), ("getal", GETAL)):
        geschreven = browser.stuur({"toon": toon, "waarde": waarde})["uitkomst"]
        assert geschreven in (None, component.weergave(waarde).replace("\xa0", " "), component.weergave(waarde))


@pytest.mark.parametrize("waarde", ["2026-05-01", "1999-12-31", "2026-05", None])
def test_dates_are_written_alike(browser: Browser, waarde: str | None) -> None:
    geschreven = browser.stuur({"toon": "datum", "waarde": waarde})["uitkomst"]
    assert geschreven in (None, DATUM.weergave(waarde))
    assert geschreven is not None or waarde == "2026-05"
