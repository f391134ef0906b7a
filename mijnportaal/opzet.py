"""Makes a fresh clone ready to run: virtual environment, locked packages, front end, translations.

Runs with the machine's own Python, so it imports the standard library only. Each step leaves a stamp with the hash
of what it was made from, and is skipped as long as that hash stays the same.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
OMGEVING = WORTEL / ".venv"
PYTHON = OMGEVING / "bin" / "python"
STEMPELS = WORTEL / "var" / "stempels"


class OpzetFout(RuntimeError):
    """A step did not work; the text is for the person at the terminal."""


def afdruk(bestanden: Iterable[Path], *extra: str) -> str:
    """Return the hash of these files' contents and of the extra words."""
    som = hashlib.sha256("\0".join(extra).encode())
    for pad in sorted(bestanden):
        som.update(str(pad.relative_to(WORTEL)).encode() + b"\0" + pad.read_bytes())
    return som.hexdigest()


def stap(naam: str, stempel: Path, inhoud: str, doe: Callable[[], None]) -> None:
    """Do a step unless its stamp says that it was done for the same contents."""
    if stempel.exists() and stempel.read_text() == inhoud:
        return
    begin = time.monotonic()
    print(f"{naam} …", flush=True)
    doe()
    stempel.parent.mkdir(parents=True, exist_ok=True)
    stempel.write_text(inhoud)
    print(f"{naam}: klaar in {time.monotonic() - begin:.0f} s", flush=True)


def voer_uit(opdracht: list[str], hulp: str) -> None:
    """Run a command in the root of the project; show its output only when it fails."""
    omgeving = {**os.environ, "PATH": f"{OMGEVING / 'bin'}:{os.environ.get('PATH', os.defpath)}"}
    klaar = subprocess.run(
        opdracht, cwd=WORTEL, env=omgeving, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if klaar.returncode:
        raise OpzetFout(f"{klaar.stdout}{klaar.stderr}\n{hulp}")


def maak_omgeving() -> None:
    """Make .venv, anew when it was made at another place or for another Python."""
    herkomst = f"{OMGEVING} {sys.version_info[:2]}"
    stempel = OMGEVING / ".stempel-plaats"
    elders = stempel.exists() and stempel.read_text() != herkomst
    if elders or not PYTHON.exists():
        # Without its own pip: Debian splits that off, and the pip of the machine can install into it.
        venv.create(OMGEVING, clear=elders, symlinks=True, with_pip=False)
    stempel.write_text(herkomst)


def pip() -> list[str]:
    """Return the command for a pip that installs into .venv."""
    for opdracht in ([sys.executable, "-m", "pip", "--python", str(PYTHON)], [str(PYTHON), "-m", "pip"]):
        if subprocess.run([*opdracht, "--version"], capture_output=True, check=False).returncode == 0:
            return opdracht
    voer_uit(
        [str(PYTHON), "-m", "ensurepip"],
        "Deze Python heeft geen pip. Installeer die, bijvoorbeeld met: apt-get install python3-pip",
    )
    return [str(PYTHON), "-m", "pip"]


def installeer(vereisten: str) -> None:
    """Install one lock file; pip refuses what does not have the locked hash."""
    bestand = WORTEL / "requirements" / f"{vereisten}.txt"
    stap(
        f"Python-pakketten ({vereisten})",
        OMGEVING / f".stempel-{vereisten}",
        afdruk([bestand]),
        lambda: voer_uit(
            [*pip(), "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
             "--require-hashes", "--requirement", str(bestand)],
            "De Python-pakketten zijn niet geïnstalleerd. Is er een verbinding met de pakketindex?",
        ),
    )  # fmt: skip


def bouw_voorkant() -> None:
    """Install the npm packages and bundle the front end."""
    slot = [WORTEL / naam for naam in ("package.json", "package-lock.json", ".npmrc")]
    # The registry may be reached through a proxy whose certificate only this machine knows.
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    npm = [str(OMGEVING / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    stap(
        "Pakketten van de voorkant",
        WORTEL / "node_modules" / ".stempel",
        afdruk(slot),
        lambda: voer_uit(npm, "npm ci is niet gelukt. Is er een verbinding met de pakketindex?"),
    )
    dist = WORTEL / "frontend" / "dist"
    bronnen = [pad for pad in (WORTEL / "frontend").rglob("*") if pad.is_file() and dist not in pad.parents]
    stempel = STEMPELS / "voorkant"
    if not dist.exists():
        stempel.unlink(missing_ok=True)
    bundel = [str(OMGEVING / "bin" / "node"), "frontend/build.mjs"]
    stap("Voorkant bouwen", stempel, afdruk([*slot, *bronnen]), lambda: voer_uit(bundel, "De bundel is niet gemaakt."))


def vertaal() -> None:
    """Compile the translations with Babel; gettext's own programs are not on a bare machine."""
    teksten = list((WORTEL / "locale").rglob("*.po"))
    stempel = STEMPELS / "vertalingen"
    if not all(pad.with_suffix(".mo").exists() for pad in teksten):
        stempel.unlink(missing_ok=True)
    stap("Vertalingen", stempel, afdruk(teksten), lambda: _vertaal(teksten))


def _vertaal(teksten: list[Path]) -> None:
    babel = [str(PYTHON), "-m", "babel.messages.frontend", "compile"]
    for pad in teksten:
        doel = pad.with_suffix(".mo")
        voer_uit([*babel, "--input-file", str(pad), "--output-file", str(doel)], f"{pad} is niet vertaald.")
        if not doel.exists():
            raise OpzetFout(f"Babel slaat {pad} over: de kop staat op fuzzy.")


def main(argumenten: list[str]) -> int:
    """Make everything ready; with --ontwikkel also what the checks and tests need."""
    slot = WORTEL / "var" / ".opzet.slot"
    slot.parent.mkdir(exist_ok=True)
    with slot.open("w") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)  # `make demo` and `make test` may begin together
        return zet_op("--ontwikkel" in argumenten)


def zet_op(ontwikkel: bool) -> int:
    """Do all steps; a step that fails is the last one, and says why."""
    try:
        maak_omgeving()
        installeer("basis")
        if ontwikkel:
            installeer("ontwikkel")
        bouw_voorkant()
        vertaal()
    except (OpzetFout, OSError) as fout:
        print(fout, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
