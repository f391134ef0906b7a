"""The server and the browser work out every rule the same, to the last digit, step and bound (R.C, S-22)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from formulieren.regels.logica import EIGEN, aantal_argumenten
from formulieren.regels.operaties import OPERATIES
from tests.formulieren.regels.browser import Browser, op_de_server

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
GETALLEN = st.one_of(
    st.integers(-(10**19), 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["0", "-0", "0.00", "007", "12.50", "1.", ".5", "1e3", "+1", " 1", "999999999999999999.99999999995"]),
    st.decimals(-(10**19), 10**19, places=12).map(lambda d: f"{d:f}"),
    st.decimals(-100, 100, places=2).map(str),
)
DATUMS = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2024-02-29", "2026-12-24", "2026-02-30", "2026-04-27T10:30", "2026", "0001-01-01", "9999-12-31"]),
)
PLAT = st.one_of(st.none(), st.booleans(), GETALLEN, LETTERS, DATUMS, st.just(""))
RIJ = st.dictionaries(st.sampled_from("abcd"), PLAT, max_size=3)
WAARDE = st.one_of(PLAT, st.lists(st.one_of(PLAT, RIJ, st.lists(PLAT, max_size=2)), max_size=5), RIJ)
GEGEVENS = st.dictionaries(st.sampled_from("abcd"), WAARDE, max_size=4)
VAR = st.sampled_from(["a", "b", "c", "d", "a.b", "b.0", "c.1.a", "weg"]).map(lambda naam: {"var": naam})
LID = st.sampled_from(["", "a", "b", "current", "accumulator", "accumulator.0"]).map(lambda naam: {"var": naam})
PATRONEN = [r"^\d{4} ?[A-Z]{2}$", "(a|b)*c?", r"[^a-z]+", r"\w+@\w+\.nl", ".{2,}", "(a*)*b", r"\$$", "(", "[z-a]", r"\1", "a**"]


def regels(blad: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return rules whose leaves are these; a few have too few or too many arguments."""
    return st.recursive(blad, lambda deel: st.one_of(st.sampled_from(SOORTEN).flatmap(lambda s: _knoop(s, deel)), _PATROON))


SOORTEN = sorted((set(OPERATIES) | EIGEN) - {"var", "patroon"})
_PATROON = st.tuples(st.one_of(VAR, PLAT), st.sampled_from(PATRONEN)).map(lambda delen: {"patroon": list(delen)})


def _knoop(naam: str, deel: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    minst, meest = aantal_argumenten(naam)
    lijst = st.lists(deel, min_size=minst, max_size=minst + 2 if meest is None else meest)
    if naam in {"map", "filter", "all", "some", "none"}:
        lijst = st.tuples(deel, BINNEN).map(list)
    elif naam == "reduce":
        lijst = st.tuples(deel, BINNEN, deel).map(list)
    elif naam == "som":
        lijst = st.one_of(st.tuples(deel), st.tuples(deel, st.sampled_from("ab"))).map(list)
    elif naam == "tarief":
        lijst = st.tuples(st.sampled_from(["leges", "weg"]), deel, DATUMS).map(list)
    return st.one_of(lijst, lijst, lijst, st.lists(deel, max_size=3)).map(lambda delen: {naam: delen})


BINNEN = st.deferred(lambda: regels(st.one_of(LID, PLAT)))
REGELS = regels(st.one_of(VAR, VAR, WAARDE))


@pytest.mark.eis("S-22")
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(regel=REGELS, gegevens=GEGEVENS)
@example(regel={"werkdag_plus": ["0001-01-02", -5]}, gegevens={})
@example(regel={"/": ["1", "30000000000"]}, gegevens={})
@example(regel={"==": [1e30, 1e30]}, gegevens={})
@example(regel={"<": ["\uffee", "\U0001f600"]}, gegevens={})
@example(regel={"substr": ["a\U0001f600b", 1, 1]}, gegevens={})
@example(regel={"var": "a.__proto__"}, gegevens={"a": {}})
@example(regel={"constructor": [1]}, gegevens={})
def test_server_and_browser_agree(browser: Browser, regel: Any, gegevens: dict[str, Any]) -> None:
    assert browser.vraag(regel, gegevens) == op_de_server(regel, gegevens)
