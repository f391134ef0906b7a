"""`manage.py eisen`: which rules of the ZGW standards a test carries."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

LIJST = """\
zrc-016 to zrc-018 the types belong to the zaaktype. ztc-011a/b historiemodel. ac-001 a client id is unique.
S-01 is elsewhere.
nrc: kanalen with filters.
"""
TESTS = """\
import pytest

@pytest.mark.eis("zrc-016")
@pytest.mark.eis("zrc-017a")
def test_een() -> None: ...

@pytest.mark.parametrize("geval", [pytest.param(1, marks=pytest.mark.eis("ac-001"))])
def test_twee(geval: int) -> None: ...

@pytest.mark.eis("nrc-001")
class TestDrie: ...
"""


@pytest.fixture
def proef(tmp_path: Path) -> tuple[Path, Path]:
    """A list of rules, and a folder with one file of tests."""
    lijst, tests = tmp_path / "zgw.md", tmp_path / "tests"
    tests.mkdir()
    lijst.write_text(LIJST, encoding="utf-8")
    (tests / "test_proef.py").write_text(TESTS, encoding="utf-8")
    return lijst, tests


def eisen(*opties: str, lijst: Path, tests: Path) -> str:
    uit = StringIO()
    call_command("eisen", *opties, f"--lijst={lijst}", f"--tests={tests}", stdout=uit, stderr=uit)
    return uit.getvalue()


def test_every_rule_is_listed_with_its_tests(proef: tuple[Path, Path]) -> None:
    lijst, tests = proef
    tekst = eisen(lijst=lijst, tests=tests)

    assert "zrc-016: 1\n    tests/test_proef.py::test_een" in tekst
    assert "zrc-017: 1" in tekst, "a mark of a part counts for the rule"
    assert "ac-001: 1\n    tests/test_proef.py::test_twee" in tekst
    assert "nrc: 1\n    tests/test_proef.py::TestDrie" in tekst
    assert "4 van 7 regels hebben een test." in tekst
    assert "S-01" not in tekst


def test_rules_without_a_test_are_listed_alone_and_fail(proef: tuple[Path, Path]) -> None:
    lijst, tests = proef
    uit = StringIO()
    with pytest.raises(CommandError, match="3 regels zonder test"):
        call_command("eisen", "--ontbreekt", f"--lijst={lijst}", f"--tests={tests}", stdout=uit)

    assert [regel.split(":")[0].strip() for regel in uit.getvalue().splitlines()[:5]] == [
        "zrc", "zrc-018", "ztc", "ztc-011a", "ztc-011b",
    ]  # fmt: skip


def test_without_the_list_the_marks_are_shown(proef: tuple[Path, Path], tmp_path: Path) -> None:
    tekst = eisen(lijst=tmp_path / "weg.md", tests=proef[1])

    assert "alleen de merken" in tekst
    assert "zrc-017a: 1" in tekst
    assert "zrc-018" not in tekst
