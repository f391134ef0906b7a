"""Encrypt what may not be read from a stolen database, and find it back without reading it (S-36).

A stored value is `id:nonce+ciphertext` (base64url). The id names the key, so keys can be rotated: the first key
of VERSLEUTELSLEUTELS encrypts, every key in the list decrypts.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12  # bytes; NIST SP 800-38D, 8.2.2


class OntsleutelFout(Exception):
    """The value cannot be decrypted: unknown key, wrong context, or changed after it was written."""


def versleutel(tekst: str, *, context: bytes = b"") -> str:
    """Return the text encrypted with the newest key; equal texts give different results.

    The context says where the value belongs. It is not stored: a value moved to another place does not open there.
    """
    sleutels = _sleutels(tuple(settings.VERSLEUTELSLEUTELS))
    sleutel_id = next(iter(sleutels))
    nonce = secrets.token_bytes(NONCE)
    geheim = sleutels[sleutel_id].encrypt(nonce, tekst.encode(), sleutel_id.encode() + b"\0" + context)
    return f"{sleutel_id}:{base64.urlsafe_b64encode(nonce + geheim).decode()}"


def ontsleutel(waarde: str, *, context: bytes = b"") -> str:
    """Return the text of a value made by `versleutel` with the same context."""
    sleutel_id, _, lading = waarde.partition(":")
    sleutel = _sleutels(tuple(settings.VERSLEUTELSLEUTELS)).get(sleutel_id)
    if sleutel is None:
        raise OntsleutelFout(f"Onbekende sleutel {sleutel_id[:16]!r}.")
    try:
        ruw = base64.b64decode(lading, altchars=b"-_", validate=True)
        return sleutel.decrypt(ruw[:NONCE], ruw[NONCE:], sleutel_id.encode() + b"\0" + context).decode()
    except (InvalidTag, binascii.Error, ValueError) as fout:
        raise OntsleutelFout("De waarde is gewijzigd of hoort ergens anders.") from fout


def sleutel_id(waarde: str) -> str:
    """Return the id of the key that a stored value was encrypted with."""
    return waarde.partition(":")[0]


def zoeksleutel(soort: str, waarde: str) -> str:
    """Return the HMAC that finds a value back without decrypting; equal values of one kind give equal results."""
    if not settings.ZOEKSLEUTEL:
        raise ImproperlyConfigured("ZOEKSLEUTEL is niet ingesteld.")
    bericht = f"{soort}\0{waarde}".encode()
    return hmac.new(settings.ZOEKSLEUTEL.encode(), bericht, hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _sleutels(regels: tuple[str, ...]) -> dict[str, AESGCM]:
    """Return the keys by id, in the order of the setting."""
    sleutels = dict(lees_sleutel(regel) for regel in regels)
    if not sleutels:
        raise ImproperlyConfigured("VERSLEUTELSLEUTELS is niet ingesteld.")
    if len(sleutels) != len(regels):
        raise ImproperlyConfigured("VERSLEUTELSLEUTELS noemt een sleutel-id twee keer.")
    return sleutels


def lees_sleutel(regel: str) -> tuple[str, AESGCM]:
    """Return id and key of one setting line `id:base64`; the line itself is never shown in an error."""
    naam, _, lading = regel.partition(":")
    try:
        ruw = base64.b64decode(lading.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        ruw = b""
    if not naam.isalnum() or len(ruw) != 32:
        raise ImproperlyConfigured("Een regel van VERSLEUTELSLEUTELS is niet 'id:base64 van 32 bytes'.")
    return naam, AESGCM(ruw)
