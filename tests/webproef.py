"""A WSGI application for tests/test_webserver.py: it reads all that comes and may take its time, or sends a file."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from mijnportaal.kern.opslag.download import Bestandsdeel


def toepassing(omgeving: dict[str, Any], antwoord: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the number of bytes received, after the seconds that the path names; or with BESTAND from a byte."""
    if omgeving["PATH_INFO"].startswith("/bestand/"):
        begin = int(omgeving["PATH_INFO"].removeprefix("/bestand/"))
        bestand = Path(os.environ["BESTAND"]).open("rb", buffering=0)  # noqa: SIM115 (the server closes it)
        lengte = os.fstat(bestand.fileno()).st_size - begin
        antwoord("200 OK", [("Content-Length", str(lengte))])
        return cast(Iterable[bytes], omgeving["wsgi.file_wrapper"](Bestandsdeel(bestand, begin, lengte)))
    aantal = len(omgeving["wsgi.input"].read())
    time.sleep(float(omgeving["PATH_INFO"].strip("/") or 0))
    antwoord("200 OK", [("Content-Type", "text/plain")])
    return [f"{aantal} {omgeving['wsgi.url_scheme']} {omgeving['REMOTE_ADDR']}".encode()]
