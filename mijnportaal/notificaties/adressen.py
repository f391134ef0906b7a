"""Addresses of our own: stored as paths, because others know us under more than one name."""

from urllib.parse import urlsplit

from django.conf import settings

from mijnportaal.zgw.adressen import is_eigen


def als_pad(waarde: str) -> str:
    """Return the path of an address of ours; anything else as it is."""
    if not is_eigen(waarde):
        return waarde
    delen = urlsplit(waarde)
    return (delen.path or "/") + (f"?{delen.query}" if delen.query else "")


def volledig(waarde: str) -> str:
    """Return an address as others know it: a path of ours gets our name before it."""
    return settings.SITE_URL.rstrip("/") + waarde if waarde.startswith("/") else waarde
