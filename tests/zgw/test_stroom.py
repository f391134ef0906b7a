"""A JSON body with a file in it: what comes in, what is refused, and that the file is never in memory."""

import base64
import io
import json
import os
import tracemalloc
from typing import Any

import pytest

from mijnportaal.zgw.fouten import Fout
from mijnportaal.zgw.stroom import MAX_OVERIG, Inhoud, lees_met_inhoud

INHOUD = bytes(range(256)) * 3
BASE64 = base64.b64encode(INHOUD).decode()


class Druppel(io.BytesIO):
    """Gives as little at a time as asked for, so that every piece can be cut anywhere."""

    def __init__(self, inhoud: bytes, per_keer: int) -> None:
        super().__init__(inhoud)
        self._per_keer = per_keer

    def read(self, omvang: int | None = -1, /) -> bytes:
        return super().read(self._per_keer)


def lees(lichaam: str | bytes, per_keer: int = 1 << 20) -> tuple[Any, bytes]:
    """Return the body and the file in it."""
    doel = io.BytesIO()
    tekst = lichaam if isinstance(lichaam, bytes) else lichaam.encode()
    return lees_met_inhoud(Druppel(tekst, per_keer), doel), doel.getvalue()


@pytest.mark.parametrize("per_keer", [1, 2, 3, 5, 7, 64, 1 << 20])
def test_file_comes_in_however_the_body_is_cut(per_keer: int) -> None:
    lichaam = json.dumps({"titel": 'a "b" \\ ë', "inhoud": BASE64, "trefwoorden": ["x", {"y": None}]})

    gegevens, inhoud = lees(lichaam, per_keer)

    assert gegevens == {"titel": 'a "b" \\ ë', "inhoud": Inhoud.ONTVANGEN, "trefwoorden": ["x", {"y": None}]}
    assert inhoud == INHOUD


@pytest.mark.parametrize(
    "lichaam",
    [
        f'{{"inhoud":"{BASE64}"}}',
        f' {{ \n "inhoud" \t:\r\n "{BASE64}" }} ',
        f'{{"a": {{"inhoud": "x"}}, "inhoud": "{BASE64}", "b": [{{"inhoud": 1}}]}}',
        f'{{"\\u0069nhoud": "{BASE64}"}}',
        f'{{"inhoud": "{BASE64.replace("/", chr(92) + "/")}"}}',
        f'{{"inhoud": "{BASE64.replace("+", chr(92) + "u002B").replace("/", chr(92) + "u002f")}"}}',
        f'{{"inhoud": "{BASE64[:76]}\\r\\n{BASE64[76:]}\\n"}}',
        f'{{"}}": "{{", "x": "\\"inhoud\\": \\"", "inhoud": "{BASE64}"}}',
    ],
)
@pytest.mark.parametrize("per_keer", [1, 4, 1 << 20])
def test_file_is_found_by_its_key_at_the_top(lichaam: str, per_keer: int) -> None:
    gegevens, inhoud = lees(lichaam, per_keer)

    assert gegevens["inhoud"] is Inhoud.ONTVANGEN
    assert inhoud == INHOUD


@pytest.mark.parametrize("waarde", ["null", '""', "5", "true", "[]", '{"inhoud": "QUJD"}', '["QUJD"]'])
def test_what_is_no_text_stays_what_it_is(waarde: str) -> None:
    gegevens, inhoud = lees(f'{{"inhoud": {waarde}, "titel": "x"}}')

    assert gegevens == {"inhoud": json.loads(waarde), "titel": "x"}
    assert inhoud == b""


@pytest.mark.parametrize("lichaam", ['{"titel": "x"}', '{"a": {"inhoud": "QUJD"}}', '["inhoud", "QUJD"]', '"inhoud"'])
def test_body_without_file_at_the_top_is_read_as_it_is(lichaam: str) -> None:
    gegevens, inhoud = lees(lichaam)

    assert gegevens == json.loads(lichaam)
    assert inhoud == b""


@pytest.mark.parametrize(
    "waarde", ["QUJ", "Q", "QUJD!", "QU JD", "QQ==QUJD", "====", "QUJD\\\\", "QUJD\\u0041A", "QUJ\\u0000", "é", "=QUJ"]
)
@pytest.mark.parametrize("per_keer", [1, 1 << 20])
def test_what_is_not_base64_is_told_apart(waarde: str, per_keer: int) -> None:
    gegevens, _inhoud = lees(f'{{"inhoud": "{waarde}", "titel": "x"}}', per_keer)

    assert gegevens == {"inhoud": Inhoud.ONGELDIG, "titel": "x"}


@pytest.mark.parametrize(
    "lichaam",
    [
        "{",
        f'{{"inhoud": "{BASE64}',
        f'{{"inhoud": "{BASE64}"',
        '{"inhoud": "QUJD" "QUJD"}',
        '{"inhoud": 5 "QUJD"}',
        '{"inhoud": "QU\\"JD"}',
        '{"inhoud" "QUJD"}',
        '{"titel": "a\\',
        '{"titel": "\\ud',
    ],
)
def test_broken_body_is_refused_by_the_parser_of_all_bodies(lichaam: str) -> None:
    with pytest.raises(Fout) as geweigerd:
        lees(lichaam)
    assert (geweigerd.value.status, geweigerd.value.code) == (400, "parse_error")


@pytest.mark.parametrize(
    "deel",
    [
        '"inhoud": "QUJD"',
        '"inhoud": null',
        '"a": 1, "a": 1',
        '"a": "\\u0000"',
        '"a": NaN',
        '"a": "\\ud800"',
        f'"a": {"[" * 101}{"]" * 101}',
    ],
)
def test_what_other_bodies_may_not_hold_is_refused_here_too(deel: str) -> None:
    with pytest.raises(Fout) as geweigerd:
        lees(f'{{"inhoud": "QUJD", {deel}}}')
    assert (geweigerd.value.status, geweigerd.value.code) == (400, "parse_error")


@pytest.mark.parametrize("teken", ["[", '"', ",", "a", '{"a":', "\\", " "])
def test_body_that_is_large_without_its_file_is_refused_early(teken: str) -> None:
    bron = io.BytesIO(b'{"titel": ' + teken.encode() * 10_000_000)

    with pytest.raises(Fout):
        lees_met_inhoud(bron, io.BytesIO())
    assert bron.tell() < 4 * MAX_OVERIG


def test_memory_stays_flat_for_a_large_file() -> None:
    class Weg:
        aantal = 0

        def write(self, blok: bytes, /) -> None:
            self.aantal += len(blok)

    inhoud = base64.b64encode(os.urandom(15_000_000))
    bron, doel = io.BytesIO(b'{"inhoud": "' + inhoud + b'"}'), Weg()
    tracemalloc.start()
    gegevens = lees_met_inhoud(bron, doel)
    piek = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert gegevens == {"inhoud": Inhoud.ONTVANGEN}
    assert doel.aantal == 15_000_000
    assert piek < 2_500_000
