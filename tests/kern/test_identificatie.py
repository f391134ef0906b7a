import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mijnportaal.kern.identificatie import (
    controleer_bsn,
    controleer_kvk,
    controleer_postcode,
    controleer_rsin,
    controleer_vestiging,
    masker_bsn,
)


def elfproef(nummer: str) -> bool:
    """The rule of normen.md section 4, written out: 9a+8b+7c+6d+5e+4f+3g+2h-i."""
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(g * int(c) for g, c in zip(gewichten, nummer, strict=True)) % 11 == 0


@pytest.mark.parametrize(
    ("gegeven", "verwacht"),
    [
        ("999990019", "999990019"),
        ("999990020", "999990020"),
        (" 9999.90.019 ", "999990019"),
        ("999 990 019", "999990019"),
        ("10000008", "010000008"),
    ],
)
def test_a_valid_bsn_is_normalised(gegeven: str, verwacht: str) -> None:
    assert controleer_bsn(gegeven) == verwacht


@pytest.mark.parametrize(
    "fout",
    [
        "",
        "000000000",
        "00000000",
        "999990018",
        "99999001",
        "9999900191",
        "99999001a",
        "９９９９９００１９",
        "-999990019x",
    ],
)
def test_a_wrong_bsn_is_refused_with_one_sentence(fout: str) -> None:
    with pytest.raises(ValidationError, match="geen geldig burgerservicenummer") as gevangen:
        controleer_bsn(fout)
    assert gevangen.value.code == "bsn-ongeldig"


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_bsn_is_valid_exactly_when_the_elfproef_holds(nummer: str) -> None:
    try:
        geldig = controleer_bsn(nummer) == nummer
    except ValidationError:
        geldig = False
    assert geldig == (elfproef(nummer) and nummer != "000000000")


def test_rsin_follows_the_elfproef() -> None:
    assert controleer_rsin("002564440") == "002564440"
    with pytest.raises(ValidationError, match="RSIN"):
        controleer_rsin("002564441")


@pytest.mark.parametrize(("gegeven", "verwacht"), [("12345678", "12345678"), ("1234 5678", "12345678")])
def test_kvk_has_eight_digits(gegeven: str, verwacht: str) -> None:
    assert controleer_kvk(gegeven) == verwacht


@pytest.mark.parametrize("fout", ["1234567", "123456789", "00000000", "1234567x", ""])
def test_a_wrong_kvk_is_refused(fout: str) -> None:
    with pytest.raises(ValidationError, match="KVK-nummer"):
        controleer_kvk(fout)


def test_vestiging_has_twelve_digits() -> None:
    assert controleer_vestiging("000012345678") == "000012345678"
    with pytest.raises(ValidationError, match="vestigingsnummer"):
        controleer_vestiging("12345678")


@pytest.mark.parametrize("gegeven", ["1234AB", "1234 ab", " 1234  AB ", "1234-AB"])
def test_a_postcode_may_be_typed_any_way(gegeven: str) -> None:
    assert controleer_postcode(gegeven) == "1234 AB"


@pytest.mark.parametrize(
    "fout", ["0234 AB", "1234", "1234 A", "1234 ABC", "1234 SA", "1234 SD", "1234 ss", "", "B-1000"]
)
def test_a_postcode_that_cannot_exist_is_refused(fout: str) -> None:
    with pytest.raises(ValidationError, match="1234 AB") as gevangen:
        controleer_postcode(fout)
    assert gevangen.value.code == "postcode-ongeldig"


def test_a_bsn_is_masked_but_for_four_digits() -> None:
    assert masker_bsn("999990019") == "•••••0019"


@pytest.mark.parametrize("kort", ["", "0019"])
def test_a_mask_never_shows_a_number_that_is_not_whole(kort: str) -> None:
    assert masker_bsn(kort) == "•••••••••"
