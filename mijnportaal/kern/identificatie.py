"""Numbers that identify: each check returns the normalised number or raises one Dutch sentence.

Every function also works as a validator on a model or form field.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NummerFout
from stdnum.nl import bsn as elfproef
from stdnum.nl import postcode as postcodes

_SCHEIDING = re.compile(r"[\s.\-]")
# Nine digits by themselves: not a part of a longer number, of a hash, or of a fraction.
_NEGEN_CIJFERS = re.compile(r"(?<![0-9A-Za-z.])[0-9]{9}(?![0-9A-Za-z])")


def controleer_bsn(waarde: str) -> str:
    """Return the nine digits of a valid BSN."""
    if (nummer := _elfproef(waarde)) is None:
        raise ValidationError(_("Dit is geen geldig burgerservicenummer. Vul de 9 cijfers in."), code="bsn-ongeldig")
    return nummer


def heeft_bsn(tekst: str) -> bool:
    """Tell whether something in a text can be a BSN; the RSIN of the municipality, which is no secret, is none."""
    nummers = set(_NEGEN_CIJFERS.findall(tekst)) - {settings.GEMEENTE_RSIN}
    return any(elfproef.is_valid(nummer) for nummer in nummers)


def controleer_rsin(waarde: str) -> str:
    """Return the nine digits of a valid RSIN; it has the same check as a BSN."""
    if (nummer := _elfproef(waarde)) is None:
        raise ValidationError(_("Dit is geen geldig RSIN. Vul de 9 cijfers in."), code="rsin-ongeldig")
    return nummer


def controleer_kvk(waarde: str) -> str:
    """Return the eight digits of a KVK number; it has no check digit."""
    nummer = _SCHEIDING.sub("", waarde)
    if not re.fullmatch(r"[0-9]{8}", nummer) or not int(nummer):
        raise ValidationError(_("Dit is geen geldig KVK-nummer. Vul de 8 cijfers in."), code="kvk-ongeldig")
    return nummer


def controleer_vestiging(waarde: str) -> str:
    """Return the twelve digits of a vestigingsnummer."""
    nummer = _SCHEIDING.sub("", waarde)
    if not re.fullmatch(r"[0-9]{12}", nummer) or not int(nummer):
        raise ValidationError(
            _("Dit is geen geldig vestigingsnummer. Vul de 12 cijfers in."), code="vestiging-ongeldig"
        )
    return nummer


def controleer_postcode(waarde: str) -> str:
    """Return the postcode as people write it: "1234 AB"."""
    try:
        return postcodes.validate(_SCHEIDING.sub("", waarde))
    except NummerFout:
        raise ValidationError(
            _("Dit is geen geldige postcode. Een postcode ziet er zo uit: 1234 AB."), code="postcode-ongeldig"
        ) from None


def masker_bsn(bsn: str) -> str:
    """Return the BSN as staff see it: only the last four digits."""
    return "•" * 5 + bsn[-4:] if len(bsn) == 9 else "•" * 9


def _elfproef(waarde: str) -> str | None:
    """Return the nine digits when they pass the elfproef; a lost leading zero is put back."""
    nummer = _SCHEIDING.sub("", waarde)
    # stdnum fills up to nine digits itself and refuses nine zeros; one lost zero is a typing habit, two an error.
    if not re.fullmatch(r"[0-9]{8,9}", nummer) or not elfproef.is_valid(nummer):
        return None
    return nummer.zfill(9)
