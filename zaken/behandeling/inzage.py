"""Look at a zaak or a document: written down first, shown after (P-09, S-31)."""

from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Gebruiker, Inzage
from zaken.models import Zaak, Zaakinformatieobject


def bekijk_zaak(zaak: Zaak, medewerker: Gebruiker, *, scherm: str) -> Zaak:
    """Return the zaak after the look at it was written down; when that fails there is no page."""
    leg_inzage_vast(medewerker, soort=Inzage.Onderwerp.ZAAK, onderwerp=zaak.uuid, doel=doel_van(zaak), scherm=scherm)
    return zaak


def bekijk_document(document: Zaakinformatieobject, medewerker: Gebruiker, *, scherm: str) -> Zaakinformatieobject:
    """Return the document after the look at it was written down."""
    leg_inzage_vast(
        medewerker,
        soort=Inzage.Onderwerp.DOCUMENT,
        onderwerp=document.uuid,
        doel=doel_van(document.zaak),
        scherm=scherm,
    )
    return document


def doel_van(zaak: Zaak) -> str:
    """Return the purpose for the log; not translated, because it is stored."""
    return f"Behandeling van zaak {zaak.identificatie}"
