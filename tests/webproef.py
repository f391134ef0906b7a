"""A WSGI application for tests/test_webserver.py: it reads all that comes and may take its time."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def toepassing(omgeving: dict[str, Any], antwoord: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the number of bytes received, after the seconds that the path names."""
    aantal = len(omgeving["wsgi.input"].read())
    time.sleep(float(omgeving["PATH_INFO"].strip("/") or 0))
    antwoord("200 OK", [("Content-Type", "text/plain")])
    return [f"{aantal} {omgeving['wsgi.url_scheme']} {omgeving['REMOTE_ADDR']}".encode()]
