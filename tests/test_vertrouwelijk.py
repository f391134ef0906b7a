"""The run itself tells when a BSN is somewhere it must not be; here that is proven by letting it happen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mijnportaal.demo.processen import WORTEL
from tests.bsnzoeker import bsns_in

# Put together here, so that no line of this file is itself what it looks for.
BSN = "9999" + "90019"
LEKKEN = {
    "tekst": f'warning("burger %s", "{BSN}")',
    "extra": f'warning("burger", extra={{"wie": "{BSN}"}})',
    "traceback": f'error("mis", exc_info=ValueError("{BSN}"))',
}
PROEF = """
import logging

def test_{naam}():
    logging.getLogger("zaken").{regel}
"""


def draai(tmp_path: Path, regels: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run pytest on tests with these log calls, with nothing but our plugin."""
    (tmp_path / "test_proef.py").write_text(
        "".join(PROEF.format(naam=naam, regel=regel) for naam, regel in regels.items())
    )
    opdracht = [
        "-m",
        "pytest",
        "-p",
        "tests.vertrouwelijk",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    omgeving = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [sys.executable, *opdracht], cwd=WORTEL, env=omgeving, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.eis("S-32")
def test_run_with_a_bsn_in_its_log_fails(tmp_path: Path) -> None:
    goed, fout = draai(tmp_path, {"goed": 'warning("zaak 2026-0000042")'}), draai(tmp_path, LEKKEN)
    assert goed.returncode == pytest.ExitCode.OK, goed.stdout
    assert fout.returncode == pytest.ExitCode.TESTS_FAILED, fout.stdout
    assert "3 passed" in fout.stdout
    assert all(f"test_proef.py::test_{lek}" in fout.stdout for lek in LEKKEN)


@pytest.mark.eis("S-30")
@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        (f"/kcc/?bsn={BSN}", 1),
        (f"bsn{BSN}x", 1),
        (f"/mijn/{BSN[:8]}/", 0),
        ("zaak 2026-0000042", 0),
        ("0612345678", 0),
        (f"1{BSN}", 0),
        ("123456782", 1),
        ("123456789", 0),
        ("0.123456782 s", 0),
        ("rsin 002564440", 0),
    ],
)
def test_search_finds_what_can_be_a_bsn_and_nothing_else(tekst: str, aantal: int) -> None:
    assert len(bsns_in(tekst)) == aantal
