"""Write to whoever applied about what the forms keep of a zaak: a payment, an appointment."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils import translation

from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import Berichtbijlage, plan_bericht
from zaken.berichtteksten import Tekst
from zaken.models import Zaak


def schrijf_aanvrager(
    zaak: Zaak, *, sleutel: str, tekst: Callable[[], Tekst], bijlagen: Sequence[Berichtbijlage] = ()
) -> None:
    """Plan a message over each channel that reaches this person, in their language; running twice plans it once."""
    if (initiator := zaak.initiator) is None:
        return
    accounts = [identiteit.gebruiker for identiteit in initiator.identiteiten.select_related("gebruiker")]
    pad = reverse("pip:zaak", args=[zaak.uuid]) if accounts else ""
    with translation.override(initiator.taal):
        woorden = tekst()
    for account in accounts:
        plan_bericht(
            sleutel=sleutel,
            kanaal=Bericht.Kanaal.PORTAAL,
            ontvanger=account,
            onderwerp=woorden.onderwerp,
            tekst=woorden.inhoud,
            pad=pad,
            taal=initiator.taal,
        )
    if initiator.email:
        # N-04: what stands behind login stays there; who has no account gets the content itself.
        plan_bericht(
            sleutel=sleutel,
            kanaal=Bericht.Kanaal.E_MAIL,
            adres=initiator.email,
            onderwerp=(woorden.mailonderwerp or woorden.onderwerp) if accounts else woorden.onderwerp,
            tekst=woorden.kort if accounts else woorden.inhoud,
            pad=pad,
            bijlagen=bijlagen,
            taal=initiator.taal,
        )
