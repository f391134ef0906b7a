"""The embedded servers: they start where they are needed, beside each other, and after being killed."""

import os
import signal
import stat
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from mijnportaal import ingebed


@pytest.fixture(scope="module")
def var_map(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose servers run, and are stopped at the end."""
    map_ = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setenv("INGEBED_SNEL", "1")
        ingebed.postgres(map_)
        ingebed.valkey(map_)
        yield map_
        ingebed.stop(map_)


def verbind(instellingen: dict[str, Any]) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=instellingen["HOST"], port=instellingen["PORT"], dbname=instellingen["NAME"], user=instellingen["USER"],
        autocommit=True,
    )  # fmt: skip


def vraag(instellingen: dict[str, Any], sql: str) -> Any:
    with verbind(instellingen) as verbinding:
        rij = verbinding.execute(sql).fetchone()
    return rij[0] if rij else None


def broker(adres: str) -> redis.Redis:
    return redis.Redis.from_url(adres)


def test_database_sorts_like_production(var_map: Path) -> None:
    server = ingebed.postgres(var_map)
    locale = vraag(server, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'mijnportaal'")
    assert locale == "bC.UTF-8"
    assert vraag(server, "SHOW server_encoding") == "UTF8"


def test_application_is_no_superuser(var_map: Path) -> None:
    assert vraag(ingebed.postgres(var_map), "SHOW is_superuser") == "off"


def test_servers_listen_on_no_network(var_map: Path) -> None:
    assert vraag(ingebed.postgres(var_map), "SHOW listen_addresses") == ""
    with broker(ingebed.valkey(var_map)) as valkey:
        assert valkey.config_get("port") == {"port": "0"}


def test_second_call_finds_the_running_servers(var_map: Path) -> None:
    server = ingebed.postgres(var_map)
    begin = vraag(server, "SELECT pg_postmaster_start_time()")
    assert vraag(ingebed.postgres(var_map), "SELECT pg_postmaster_start_time()") == begin


def test_two_checkouts_run_beside_each_other_even_on_a_long_path(var_map: Path, tmp_path: Path) -> None:
    ander = tmp_path / ("lang" * 25)
    try:
        een, twee = ingebed.postgres(var_map), ingebed.postgres(ander)
        nummer = "SELECT system_identifier FROM pg_control_system()"
        assert vraag(een, nummer) != vraag(twee, nummer)
        with broker(ingebed.valkey(var_map)) as eerste, broker(ingebed.valkey(ander)) as tweede:
            eerste.set("van", "een")
            assert tweede.get("van") is None
    finally:
        ingebed.stop(ander)
    assert vraag(een, "SELECT 1") == 1


def test_killed_servers_come_back_with_the_data(var_map: Path) -> None:
    server = ingebed.postgres(var_map)
    with verbind(server) as verbinding:
        verbinding.execute("CREATE TABLE bewaard AS SELECT 42 AS getal")
    pidbestanden = [var_map / "postgres" / "data" / "postmaster.pid", var_map / "valkey" / "valkey.pid"]
    for pidbestand in pidbestanden:
        os.kill(int(pidbestand.read_text().split()[0]), signal.SIGKILL)
    assert vraag(ingebed.postgres(var_map), "SELECT getal FROM bewaard") == 42
    with broker(ingebed.valkey(var_map)) as valkey:
        assert valkey.ping()


def test_number_of_a_killed_server_may_belong_to_somebody_else(var_map: Path) -> None:
    server = ingebed.postgres(var_map)
    pidbestand = var_map / "postgres" / "data" / "postmaster.pid"
    oud, _, rest = pidbestand.read_text().partition("\n")
    os.kill(int(oud), signal.SIGKILL)
    pidbestand.write_text(f"{os.getpid()}\n{rest}")
    assert vraag(ingebed.postgres(var_map), "SELECT 1") == 1
    assert server == ingebed.postgres(var_map)


def test_four_processes_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    opdracht = [sys.executable, "-m", "mijnportaal.ingebed", "start"]
    env = {**os.environ, "VAR_MAP": str(tmp_path), "INGEBED_SNEL": "1"}
    starters = [subprocess.Popen(opdracht, env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    try:
        uitvoer = [starter.communicate(timeout=30)[0] for starter in starters]
        assert uitvoer == ["PostgreSQL: aan\nValkey: aan\n"] * 4
        log = (tmp_path / "postgres" / "postgres.log").read_text()
        assert log.count("starting PostgreSQL") == 1
    finally:
        ingebed.stop(tmp_path)


def test_stop_leaves_nothing_and_may_be_repeated(tmp_path: Path) -> None:
    ingebed.valkey(tmp_path)
    ingebed.stop(tmp_path)
    ingebed.stop(tmp_path)
    assert not (tmp_path / "valkey" / "valkey.sock").exists()


def test_development_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    geheim = ingebed.ontwikkelgeheim(tmp_path, "zoek")
    assert len(b64decode(geheim)) == 32
    assert ingebed.ontwikkelgeheim(tmp_path, "zoek") == geheim
    assert ingebed.ontwikkelgeheim(tmp_path, "ander") != geheim
    assert stat.S_IMODE((tmp_path / "geheimen" / "zoek").stat().st_mode) == 0o600


def test_folder_under_tmp_of_another_user_is_refused(tmp_path: Path) -> None:
    """A stranger who guesses the name of our socket folder cannot play our server."""
    lang = tmp_path / ("lang" * 25)
    kort = Path(ingebed.valkey(lang).removeprefix("unix://").partition("?")[0]).parent
    try:
        kort.chmod(0o777)
        with pytest.raises(ingebed.IngebedFout, match="niet van ons"):
            ingebed.valkey(lang)
    finally:
        kort.chmod(0o700)
        ingebed.stop(lang)
