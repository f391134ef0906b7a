import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

TESTMAP = Path(settings.BASIS_MAP) / "tests"
EISENLIJST = Path(settings.BASIS_MAP).parent / "shared" / "eisen" / "zgw.md"
FAMILIES = ("zrc", "ztc", "drc", "brc", "ac", "nrc")
REGEL = re.compile(rf"\b({'|'.join(FAMILIES)})-(\d{{3}})((?:[a-z](?:/[a-z])*)?)\b(?: to \1-(\d{{3}})\b)?")


class Command(BaseCommand):
    """Show which rules of the ZGW standards a test carries: the ids in the list beside the `eis` marks of the tests."""

    help = "Toont per regel van de ZGW-standaarden welke tests hem bewijzen."
    requires_system_checks: list[str] = []  # it reads two folders

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ontbreekt", action="store_true", help="Toon alleen regels zonder test.")
        parser.add_argument("--lijst", type=Path, default=EISENLIJST, help="Het bestand dat de regels noemt.")
        parser.add_argument("--tests", type=Path, default=TESTMAP, help="De map met de tests.")

    def handle(self, *args: Any, **options: Any) -> None:
        merken = merken_in(options["tests"])
        if not options["lijst"].is_file():
            self.stderr.write(f"{options['lijst'].name} is hier niet: dit zijn alleen de merken van de tests.")
            self._toon(dict.fromkeys(sorted(eis for eis in merken if _familie(eis) in FAMILIES)), merken)
            return
        regels = regels_in(options["lijst"].read_text(encoding="utf-8"))
        zonder = [eis for eis in regels if not _tests_voor(eis, merken)]
        self._toon(dict.fromkeys(zonder if options["ontbreekt"] else regels), merken)
        self.stdout.write(f"{len(regels) - len(zonder)} van {len(regels)} regels hebben een test.")
        if options["ontbreekt"] and zonder:
            raise CommandError(f"{len(zonder)} regels zonder test.", returncode=1)

    def _toon(self, regels: dict[str, None], merken: dict[str, list[str]]) -> None:
        for familie, eisen in groupby(regels, key=_familie):
            self.stdout.write(f"{familie}:")
            for eis in eisen:
                tests = _tests_voor(eis, merken)
                self.stdout.write(f"  {eis}: {len(tests)}" + "".join(f"\n    {test}" for test in tests))


def regels_in(tekst: str) -> list[str]:
    """Return the ids that this text names, "a to b" and "a/b/c" written out, per API and in order.

    The Notificaties API has rules without a number; they count as one.
    """
    gevonden = {naam for treffer in REGEL.finditer(tekst) for naam in _voluit(treffer)}
    if re.search(r"^nrc:", tekst, re.MULTILINE):
        gevonden.add("nrc")
    return sorted(gevonden, key=lambda eis: (FAMILIES.index(_familie(eis)), eis))


def _voluit(treffer: re.Match[str]) -> Iterator[str]:
    familie, eerste, letters, laatste = treffer.groups()
    for nummer in range(int(eerste), int(laatste or eerste) + 1):
        for letter in letters.split("/"):
            yield f"{familie}-{nummer:03d}{letter}"


def merken_in(testmap: Path) -> dict[str, list[str]]:
    """Return for each id the tests that carry it; the tests are read, not run."""
    merken: defaultdict[str, list[str]] = defaultdict(list)
    for pad in sorted(testmap.rglob("test_*.py")):
        naam = pad.relative_to(testmap.parent)
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.FunctionDef | ast.ClassDef):
                for eis in _merken(knoop.decorator_list):
                    merken[eis].append(f"{naam}::{knoop.name}")
            elif isinstance(knoop, ast.Assign) and _is_pytestmark(knoop):
                for eis in _merken([knoop.value]):
                    merken[eis].append(str(naam))
    return dict(merken)


def _is_pytestmark(knoop: ast.Assign) -> bool:
    return any(isinstance(doel, ast.Name) and doel.id == "pytestmark" for doel in knoop.targets)


def _merken(knopen: list[ast.expr]) -> Iterator[str]:
    """Yield the ids in `@pytest.mark.eis("...")`, also inside a list of marks or a `pytest.param`."""
    for knoop in knopen:
        for deel in ast.walk(knoop):
            if isinstance(deel, ast.Call) and isinstance(deel.func, ast.Attribute) and deel.func.attr == "eis":
                for waarde in deel.args:
                    if isinstance(waarde, ast.Constant) and isinstance(waarde.value, str):
                        yield waarde.value


def _familie(eis: str) -> str:
    return eis.partition("-")[0]


def _tests_voor(eis: str, merken: dict[str, list[str]]) -> list[str]:
    """Return the tests of this rule; a part of it ("zrc-007a", "nrc-002") counts for the whole."""
    passend = [naam for naam in merken if naam == eis or re.fullmatch(rf"{re.escape(eis)}([a-z]+|-.+)", naam)]
    return sorted({test for naam in passend for test in merken[naam]})
