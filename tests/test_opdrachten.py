"""The two commands: what they skip, what they refuse, and that they leave nothing behind."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mijnportaal.demo.draai import eigen_poorten, is_vrij
from mijnportaal.demo.processen import MERKTEKEN, WORTEL, Proces, ruim_op, stop_alle
from mijnportaal.opzet import OpzetFout, stap


def draai(var_map: Path, poort: int) -> subprocess.Popen[str]:
    """Start the demo as `make demo` does."""
    env = {**os.environ, "VAR_MAP": str(var_map), "INGEBED_SNEL": "1"}
    opdracht = [sys.executable, "-m", "mijnportaal.demo.draai", "--poort", str(poort)]
    return subprocess.Popen(opdracht, cwd=WORTEL, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def lopend(teken: str) -> list[str]:
    """Return the processes that have this text in their command or environment."""
    gevonden = []
    for map_ in Path("/proc").iterdir():
        if map_.name.isdigit() and int(map_.name) != os.getpid():
            try:
                tekst = (map_ / "cmdline").read_text() + (map_ / "environ").read_text(errors="replace")
            except OSError:
                continue
            gevonden += [map_.name] if teken in tekst else []
    return gevonden


@pytest.fixture
def bezette_poort() -> Iterator[int]:
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        luisteraar.listen()
        yield int(luisteraar.getsockname()[1])


@pytest.fixture
def omgeving(tmp_path: Path) -> Mapping[str, str]:
    return {**os.environ, MERKTEKEN: str(tmp_path)}


def programma(tmp_path: Path, omgeving: Mapping[str, str], code: str) -> Proces:
    return Proces("proef", [sys.executable, "-c", code], omgeving, tmp_path / "proef.log")


# Setting up


def test_step_runs_again_only_when_its_source_changed(tmp_path: Path) -> None:
    gedaan: list[str] = []
    for inhoud in ("een", "een", "twee"):
        stap("Proef", tmp_path / "stempels" / "proef", inhoud, lambda inhoud=inhoud: gedaan.append(inhoud))  # type: ignore[misc]
    assert gedaan == ["een", "twee"]


def test_step_that_fails_is_done_again(tmp_path: Path) -> None:
    def mislukt() -> None:
        raise OpzetFout("geen verbinding")

    with pytest.raises(OpzetFout):
        stap("Proef", tmp_path / "proef", "een", mislukt)
    assert not (tmp_path / "proef").exists()


def test_too_old_python_is_told_what_to_install() -> None:
    klaar = subprocess.run(["make", "demo", "PYTHON="], cwd=WORTEL, capture_output=True, text=True, check=False)
    assert klaar.returncode
    assert "Python 3.11 of hoger" in klaar.stderr


def test_continuous_integration_runs_the_same_command() -> None:
    script = WORTEL / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec make test"


# The processes of the demo


def test_ports_of_the_helpers_stay_the_same_while_they_are_free(tmp_path: Path, bezette_poort: int) -> None:
    bestand = tmp_path / "poorten.json"
    eerste = eigen_poorten(bestand)
    assert eigen_poorten(bestand) == eerste
    bestand.write_text(json.dumps({**eerste, "smtp": bezette_poort}))
    tweede = eigen_poorten(bestand)
    assert tweede["idp"] == eerste["idp"]
    assert tweede["smtp"] != bezette_poort
    assert is_vrij(tweede["smtp"])


def test_program_that_dies_is_reported_once_and_started_again(tmp_path: Path, omgeving: Mapping[str, str]) -> None:
    proces = programma(tmp_path, omgeving, "print('hier', flush=True); raise SystemExit(3)")
    proces.start()
    meldingen = []
    einde = time.monotonic() + 10
    while proces.log.read_text().count("hier") < 2 and time.monotonic() < einde:
        meldingen.append(proces.bewaak())
        time.sleep(0.05)
    stop_alle([proces], str(tmp_path))
    assert [melding for melding in meldingen if melding] == [
        f"proef is gestopt (code 3) en start over 1 s opnieuw. Zie {proces.log}."
    ]


def test_program_that_does_not_listen_is_stopped_with_what_it_started(
    tmp_path: Path, omgeving: Mapping[str, str]
) -> None:
    doof = "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    kind = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True);"
    proces = programma(tmp_path, omgeving, f"{doof} {kind} print('hier', flush=True); time.sleep(60)")
    proces.start()
    while "hier" not in proces.log.read_text():
        time.sleep(0.02)
    stop_alle([proces], str(tmp_path), geduld=0.2)
    assert not lopend(f"{MERKTEKEN}={tmp_path}")


def test_cleaning_up_leaves_another_checkout_alone(tmp_path: Path, omgeving: Mapping[str, str]) -> None:
    proces = programma(tmp_path, omgeving, "import time; time.sleep(60)")
    proces.start()
    assert ruim_op(str(tmp_path / "ander")) == 0
    assert proces.code is None
    assert ruim_op(str(tmp_path)) == 1
    proces.wacht(time.monotonic() + 5)


def test_demo_says_that_the_port_is_taken(tmp_path: Path, bezette_poort: int) -> None:
    with draai(tmp_path, bezette_poort) as demo:
        uitvoer, _ = demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert f"Poort {bezette_poort} is bezet." in uitvoer
    assert "Traceback" not in uitvoer


def test_second_demo_in_the_same_folder_is_refused(tmp_path: Path, bezette_poort: int) -> None:
    with (tmp_path / ".demo.slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        with draai(tmp_path, bezette_poort) as demo:
            uitvoer, _ = demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert "draait al in deze map" in uitvoer


def lees_tot(demo: subprocess.Popen[str], teken: str) -> str:
    """Return the first line of the demo that has this text."""
    gelezen = []
    for regel in demo.stdout or ():
        gelezen.append(regel)
        if teken in regel:
            return str(regel)
    pytest.fail("".join(gelezen))


def haal(adres: str) -> int:
    with urllib.request.urlopen(adres, timeout=20) as antwoord:
        return int(antwoord.status)


def vrije_poort() -> int:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        return int(vrij.getsockname()[1])


def test_demo_runs_mends_itself_and_leaves_nothing(tmp_path: Path) -> None:
    """The whole of `make demo`: Klaar means that the site answers, and Ctrl-C ends every process."""
    poort = vrije_poort()
    demo = draai(tmp_path, poort)
    try:
        assert lees_tot(demo, "Klaar") == f"Klaar: http://127.0.0.1:{poort}/\n"
        assert haal(f"http://127.0.0.1:{poort}/demo/") == 200

        [beat] = [pid for pid in lopend("beat-rooster") if f"VAR_MAP={tmp_path}" in omgeving_van(pid)]
        os.kill(int(beat), signal.SIGKILL)
        assert lees_tot(demo, "gestopt").startswith("beat is gestopt (code -9) en start over 1 s opnieuw.")

        postmaster = (tmp_path / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
        os.kill(int(postmaster), signal.SIGKILL)
        assert lees_tot(demo, "gestopt").startswith("PostgreSQL is gestopt en start opnieuw.")
        assert haal(f"http://127.0.0.1:{poort}/demo/") == 200
    finally:
        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=30)
    assert demo.returncode == 0
    assert rest.endswith("Gestopt.\n")
    assert not lopend(str(tmp_path))


def omgeving_van(pid: str) -> str:
    return Path("/proc", pid, "environ").read_text(errors="replace")
