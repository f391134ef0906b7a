"""Write to whoever applied about what the forms keep: a payment, an appointment, a draft."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils import translation

from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import Berichtbijlage, plan_bericht
from zaken.berichtteksten import Tekst
from zaken.models import Betrokkene, Zaak


def schrijf_aanvrager(
    zaak: Zaak, *, sleutel: str, tekst: Callable[[], Tekst], bijlagen: Sequence[Berichtbijlage] = ()
) -> None:
    """Plan a message to whoever began this zaak, with the way to its page."""
    if zaak.initiator is not None:
        pad = reverse("pip:zaak", args=[zaak.uuid])
        schrijf_iemand(zaak.initiator, pad, sleutel=sleutel, tekst=tekst, bijlagen=bijlagen)


def schrijf_iemand(
    wie: Betrokkene, pad: str, *, sleutel: str, tekst: Callable[[], Tekst], bijlagen: Sequence[Berichtbijlage] = ()
) -> None:
    """Plan a message over each channel that reaches this person, in their language; running twice plans it once.

    `pad` leads to the page that the message is about, for who can log in.
    """
    accounts = [identiteit.gebruiker for identiteit in wie.identiteiten.select_related("gebruiker")]
    pad = pad if accounts else ""
    with translation.override(wie.taal):
        woorden = tekst()
    for account in accounts:
        plan_bericht(
            sleutel=sleutel,
            kanaal=Bericht.Kanaal.PORTAAL,
            ontvanger=account,
            onderwerp=woorden.onderwerp,
            tekst=woorden.inhoud,
            pad=pad,
            taal=wie.taal,
        )
    if wie.email:
        # N-04: what stands behind login stays there; who has no account gets the content itself.
        plan_bericht(
            sleutel=sleutel,
            kanaal=Bericht.Kanaal.E_MAIL,
            adres=wie.email,
            onderwerp=(woorden.mailonderwerp or woorden.onderwerp) if accounts else woorden.onderwerp,
            tekst=woorden.kort if accounts else woorden.inhoud,
            pad=pad,
            bijlagen=bijlagen,
            taal=wie.taal,
        )
