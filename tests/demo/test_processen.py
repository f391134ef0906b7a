"""What the demo starts, it can also stop."""

import os
import sys
import time
from pathlib import Path

import pytest

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.demo.processen import MERKTEKEN, NODE, Proces, ruim_op


@pytest.mark.parametrize(
    "opdracht",
    [
        [str(NODE), "mijnportaal/demo/idp.mjs"],
        [sys.executable, "-m", "mijnportaal.demo.betaalloket", "--poort", "0"],
    ],
    ids=["idp", "betaaldienst"],
)
def test_stopped_program_leaves_no_child(opdracht: list[str], tmp_path: Path) -> None:
    env = {**os.environ, MERKTEKEN: str(tmp_path), "IDP_POORT": str(vrije_poort())}
    proces = Proces("idp", opdracht, env, tmp_path / "idp.log")
    proces.start()
    tot = time.monotonic() + 20
    while "Klaar: " not in (tmp_path / "idp.log").read_text() and time.monotonic() < tot:
        time.sleep(0.05)

    proces.vraag_te_stoppen()
    proces.wacht(tot)

    assert (tmp_path / "idp.log").read_text().count("Klaar: ") == 1
    assert ruim_op(str(tmp_path)) == 0
