"""The server and the browser work out every rule the same, to the last digit, step and bound (R.C, S-22)."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from formulieren.regels.logica import EIGEN, PER_LID, aantal_argumenten
from formulieren.regels.operaties import OPERATIES
from tests.formulieren.regels.browser import Browser, op_de_server

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
GETALLEN = st.one_of(
    st.integers(-(10**19), 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["0", "-0", "0.00", "007", "12.50", "1.", ".5", "1e3", "+1", " 1", "999999999999999999.99999999995"]
    ),
    st.decimals(-(10**19), 10**19, places=12).map(lambda d: f"{d:f}"),
    st.decimals(-100, 100, places=2).map(str),
)
DATUMS = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2024-02-29", "2026-12-24", "2026-02-30", "2026-04-27T10:30", "2026", "0001-01-01", "9999-12-31"]),
)
# A rule may hold numbers of 18 digits before the point; answers may be anything.
GETALLEN_IN = st.one_of(
    st.integers(-50, 50),
    st.integers(-(10**17), 10**17),
    st.floats(-1e12, 1e12),
    st.decimals(-99, 99, places=3).map(str),
)
PLAT_IN = st.one_of(st.none(), st.booleans(), GETALLEN_IN, LETTERS, DATUMS, st.just(""))
PLAT = st.one_of(st.none(), st.booleans(), GETALLEN, LETTERS, DATUMS, st.just(""))
RIJ = st.dictionaries(st.sampled_from("abcd"), PLAT, max_size=3)
WAARDE = st.one_of(PLAT, st.lists(st.one_of(PLAT, RIJ, st.lists(PLAT, max_size=2)), max_size=5), RIJ)
GEGEVENS = st.dictionaries(st.sampled_from("abcd"), WAARDE, max_size=4)
VAR = st.sampled_from(["a", "b", "c", "d", "a.b", "b.0", "c.1.a", "weg"]).map(lambda naam: {"var": naam})
LID = st.sampled_from(["", "a", "b", "current", "accumulator", "accumulator.0"]).map(lambda naam: {"var": naam})
PATRONEN = [r"^\d{4} ?[A-Z]{2}$", "(a|b)*c?", r"[^a-z]+", r"\w+@\w+\.nl", ".{2,}", "(a*)*b", r"\$$", "[-+]?[0-9,]*"]
GEWEIGERD = [
    "(",
    "[z-a]",
    r"\1",
    "a**",
    "a{2,1}",
    "[",
    "x{1000}",
    "(?=a)",
    "a]",
    "(((a{99}){99}){99})",
    "é|(",
    r"[\d-z]",
]

REKENEND = ("+", "-", "*", "/", "%", "min", "max", "rond", "abs", "<", "<=", ">", ">=")
OP_DATUMS = (
    "datum_plus",
    "dagen_tussen",
    "maanden_tussen",
    "jaren_tussen",
    "leeftijd",
    "werkdagen_tussen",
    "werkdag_plus",
)
SOORTEN = sorted((set(OPERATIES) | EIGEN) - {"var", "patroon"})


def regels(blad: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return well-formed rules whose leaves are these."""
    patroon = st.tuples(blad, st.sampled_from(PATRONEN)).map(lambda delen: {"patroon": list(delen)})
    return st.recursive(
        blad, lambda deel: st.one_of(st.sampled_from(SOORTEN).flatmap(lambda naam: _knoop(naam, deel)), patroon)
    )


def _knoop(naam: str, deel: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return _argumenten(naam, deel).map(lambda delen: {naam: list(delen)})


def _argumenten(naam: str, deel: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    minst, meest = aantal_argumenten(naam)
    if naam == "reduce":
        return st.tuples(deel, BINNEN, deel)
    if naam in PER_LID:
        return st.tuples(deel, BINNEN)
    if naam == "som":
        return st.one_of(st.tuples(deel), st.tuples(deel, st.sampled_from("ab")))
    if naam == "tarief":
        return st.tuples(st.sampled_from(["leges", "weg"]), deel, st.one_of(DATUMS, deel))
    if naam in OP_DATUMS:
        getal = st.one_of(st.integers(-3000, 3000), deel)
        meer = st.tuples(*[DATUMS if naam.endswith("tussen") else getal] * (minst - 1))
        return st.tuples(st.one_of(DATUMS, deel), meer).map(lambda delen: [delen[0], *delen[1]])
    soort = st.one_of(GETALLEN_IN, GETALLEN_IN, deel) if naam in REKENEND else deel
    return st.lists(soort, min_size=minst, max_size=minst + 2 if meest is None else meest)


BINNEN = st.deferred(lambda: regels(st.one_of(LID, LID, PLAT_IN)))
REGELS = regels(st.one_of(VAR, VAR, PLAT_IN, st.lists(PLAT_IN, max_size=4)))


def diep(lagen: int) -> Any:
    regel: Any = True
    for _laag in range(lagen):
        regel = {"!": [regel]}
    return regel


ALLE = {"var": "lijst"}
VERDUBBEL = [{"var": "accumulator"}, {"var": "accumulator"}]
PATHOLOGISCH = {
    "diep": diep(40),
    "heel diep": diep(200),
    "groot": {"+": [1] * 2001},
    "breed": [[1] * 100] * 100,
    "lus in lus": {"map": [ALLE, {"reduce": [[1] * 400, {"+": [1, {"var": "current"}]}, 0]}]},
    "steeds langere tekst": {"reduce": [ALLE, {"cat": VERDUBBEL}, "ab"]},
    "steeds langere lijst": {"reduce": [ALLE, {"merge": VERDUBBEL}, [1]]},
    "steeds dieper": {"reduce": [ALLE, VERDUBBEL, 1]},
    "steeds dieper vergeleken": {"==": [{"reduce": [ALLE, VERDUBBEL, 1]}, {"reduce": [ALLE, VERDUBBEL, 1]}]},
    "steeds dieper als tekst": {"cat": [{"reduce": [ALLE, VERDUBBEL, 1]}]},
    "patroon dat terugloopt": {"map": [ALLE, {"patroon": ["a" * 999, "(a*)*(a*)*(a|a)*b"]}]},
    "patroon dat uitdijt": {"patroon": ["a", "((a{30}){30}){30}"]},
    "patroon dat niets herhaalt": {"patroon": ["a", "((((){999}){999}){999}){999}"]},
}


@pytest.mark.eis("S-22")
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
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


# Whatever somebody may have written for a rule.
ROMMEL = st.recursive(
    st.one_of(PLAT, VAR),
    lambda deel: st.one_of(
        st.lists(deel, max_size=3),
        st.dictionaries(st.sampled_from([*SOORTEN, "var", "eval", "", "__proto__"]), deel, max_size=2),
        st.tuples(st.sampled_from([*SOORTEN, "var"]), st.lists(deel, max_size=4)).map(lambda paar: {paar[0]: paar[1]}),
        st.sampled_from(GEWEIGERD).map(lambda patroon: {"patroon": ["a", patroon]}),
    ),
)


@pytest.mark.eis("S-22")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(regel=ROMMEL, gegevens=GEGEVENS)
@example(regel={"patroon": ["a", "a" * 201]}, gegevens={})
@example(regel={"patroon": ["a" * 1001, "a*"]}, gegevens={})
@example(regel={"+": [1e30]}, gegevens={})
@example(regel={"var": 1.0}, gegevens={})
def test_server_and_browser_refuse_the_same(browser: Browser, regel: Any, gegevens: dict[str, Any]) -> None:
    assert browser.vraag(regel, gegevens) == op_de_server(regel, gegevens)


@pytest.mark.eis("S-22")
@pytest.mark.parametrize("regel", PATHOLOGISCH.values(), ids=PATHOLOGISCH)
def test_a_rule_that_would_run_on_meets_the_same_bound(browser: Browser, regel: Any) -> None:
    begin = time.process_time()
    antwoord = op_de_server(regel, {"lijst": list(range(300)), "tekst": "a" * 1000})
    assert antwoord.get("fout", [""])[0] == "Grens"
    assert time.process_time() - begin < 2
    assert browser.vraag(regel, {"lijst": list(range(300)), "tekst": "a" * 1000}) == antwoord
