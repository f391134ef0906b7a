"""A BSN inside an answer: encrypted, with the four digits that may be shown (docs/besluiten: BSN in antwoorden).

The register of people is the only table that holds a BSN as such. An answer is not a register: what someone typed in a
draft stays unreadable in the database, and becomes a betrokkene when the form is sent.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.definitie import Json
from mijnportaal.kern.identificatie import controleer_bsn
from mijnportaal.kern.versleuteling import ontsleutel, versleutel, zoeksleutel

CONTEXT = b"formulieren.antwoord.bsn"
MASKER = "•••••"


def berg_op(bsn: str) -> Json:
    """Return a checked BSN as an answer holds it; nothing for no BSN."""
    return {"geheim": versleutel(bsn, context=CONTEXT), "einde": bsn[-4:]} if bsn else None


def lees(json: Json) -> str:
    """Return the BSN in an answer; an empty string for no BSN."""
    return ontsleutel(json["geheim"], context=CONTEXT) if json else ""


def toon(json: Json) -> str:
    """Return the BSN as it may stand on a page (S-30)."""
    return f"{MASKER}{json['einde']}" if json else ""


def vergelijkbaar(json: Json) -> str | None:
    """Return something that is equal for equal numbers and says nothing else, for rules."""
    return zoeksleutel("antwoord-bsn", lees(json))[:16] if json else None


def controleer(tekst: str, bewaard: Json) -> Json:
    """Return what was typed as an answer holds it; what is left masked is what we have."""
    if bewaard and tekst == toon(bewaard):
        return bewaard
    if not tekst:
        return None
    if MASKER[0] in tekst:
        raise ValidationError(_("Vul het burgerservicenummer opnieuw in, met alle 9 cijfers."), code="bsn-ongeldig")
    bsn = controleer_bsn(tekst)
    return bewaard if bewaard and lees(bewaard) == bsn else berg_op(bsn)
