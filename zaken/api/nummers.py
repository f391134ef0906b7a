"""No number of a person stands where it does not belong: those are kept encrypted, in one table.

An address of a register, or data of a kind that we do not know, is kept as it was given. A client that puts a BSN there
hears that it has a field of its own.
"""

import json
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail

from mijnportaal.kern.identificatie import heeft_bsn


def bezwaren_adres(veld: str, adres: str) -> dict[str, list[ErrorDetail]]:
    """Return the fault of an address in which a BSN stands, by its field; nothing when there is none."""
    return _bezwaren(veld, unquote(adres))


def bezwaren_gegevens(veld: str, gegevens: Any) -> dict[str, list[ErrorDetail]]:
    """Return the fault of data somewhere in which a BSN stands, by its field."""
    return _bezwaren(veld, json.dumps(gegevens))


def _bezwaren(veld: str, tekst: str) -> dict[str, list[ErrorDetail]]:
    if not heeft_bsn(tekst):
        return {}
    return {veld: [ErrorDetail(_("Hier mag geen burgerservicenummer in staan. Gebruik inpBsn."), code="invalid")]}
