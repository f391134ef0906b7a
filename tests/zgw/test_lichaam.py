"""A JSON body is read strictly: what is doubtful is refused with 400, never with 500."""

import pytest

from mijnportaal.zgw.fouten import Fout
from mijnportaal.zgw.lichaam import DIEPSTE, ontleed


def test_body_is_read_as_it_is() -> None:
    assert ontleed('{"a": [1, null, "é"], "b": {"c": true}}'.encode()) == {"a": [1, None, "é"], "b": {"c": True}}
    assert ontleed(b"  ") == {}


@pytest.mark.parametrize(
    "inhoud",
    [
        pytest.param(b'{"a": 1', id="onaf"),
        pytest.param(b'{"a": 1, "a": 2}', id="dubbele sleutel"),
        pytest.param(b'{"a": {"b": 1, "b": 1}}', id="dubbele sleutel dieper"),
        pytest.param(b'{"a": "\\u0000"}', id="NUL als code"),
        pytest.param(b'{"a\\u0000": 1}', id="NUL in een sleutel"),
        pytest.param(b'{"a": "\x00"}', id="NUL als teken"),
        pytest.param(b'{"a": "\\ud800"}', id="half teken"),
        pytest.param(b'{"a": NaN}', id="NaN"),
        pytest.param(b'{"a": -Infinity}', id="oneindig"),
        pytest.param(b"\xff\xfe{}", id="geen UTF-8"),
        pytest.param(b"[" * 5000 + b"]" * 5000, id="diep genest"),
        pytest.param(b"[" * (DIEPSTE + 1) + b"]" * (DIEPSTE + 1), id="net te diep"),
        pytest.param(b'{"a": ' + b"9" * 6000 + b"}", id="getal zonder eind"),
    ],
)
def test_doubtful_body_is_refused(inhoud: bytes) -> None:
    with pytest.raises(Fout) as fout:
        ontleed(inhoud)
    assert (fout.value.status, fout.value.code) == (400, "parse_error")


def test_a_whole_character_of_two_halves_and_a_written_backslash_are_fine() -> None:
    assert ontleed(b'{"a": "\\ud83d\\ude00", "b": "\\\\u0000"}') == {"a": "😀", "b": "\\u0000"}


def test_nesting_up_to_the_limit_is_read() -> None:
    assert ontleed(b"[" * DIEPSTE + b"]" * DIEPSTE)
