"""What we write to whom when something happened: one place, so that no act forgets its message or sends two."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from mijnportaal.kern.opslag import mag_open
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import Berichtbijlage, plan_bericht
from zaken.berichtteksten import SCHRIJVERS, STIL, Soort, Tekst, datum_in_woorden, zaak_van
from zaken.models import Betrokkene, Gebeurtenis, Gebeurtenisbericht, Richting, Zaakinformatieobject

__all__ = ["SCHRIJVERS", "STIL", "datum_in_woorden", "plan_berichten"]

MAX_BIJLAGEN = 10 * 1024 * 1024  # bytes; more than most mail servers take is of no use to anyone


def plan_berichten(gebeurtenis: Gebeurtenis) -> None:
    """Plan what the initiator of the zaak reads about this gebeurtenis; running twice plans nothing twice."""
    zaak = gebeurtenis.zaak
    initiator = zaak.initiator if zaak else None
    if initiator is None:
        return
    with translation.override(initiator.taal):
        tekst = SCHRIJVERS[Soort(gebeurtenis.soort)](gebeurtenis)
        if tekst is None:
            return
        for bericht in _berichten(gebeurtenis, initiator, tekst):
            Gebeurtenisbericht.objects.get_or_create(bericht=bericht, defaults={"gebeurtenis": gebeurtenis})


def _berichten(gebeurtenis: Gebeurtenis, initiator: Betrokkene, tekst: Tekst) -> list[Bericht]:
    """Return the messages over each channel that reaches this person."""
    accounts = [identiteit.gebruiker for identiteit in initiator.identiteiten.select_related("gebruiker")]
    zaakpagina = reverse("pip:zaak", args=[zaak_van(gebeurtenis).uuid]) if accounts else ""
    gedeeld: dict[str, Any] = {
        "sleutel": f"gebeurtenis:{gebeurtenis.pk}",
        "onderwerp": tekst.onderwerp,
        "verwacht_reactie": tekst.verwacht_reactie,
        "reageer_voor": tekst.reageer_voor,
        "pad": zaakpagina,
        "taal": initiator.taal,
    }
    berichten = [
        plan_bericht(kanaal=Bericht.Kanaal.PORTAAL, ontvanger=account, tekst=tekst.inhoud, **gedeeld)
        for account in accounts
    ]
    if initiator.email:
        # N-04: what stands behind login stays there; who has no account gets the content itself.
        inhoud: dict[str, Any] = (
            {"tekst": tekst.kort, "onderwerp": tekst.mailonderwerp or tekst.onderwerp}
            if accounts
            else {"tekst": tekst.inhoud, "bijlagen": _bijlagen(gebeurtenis)}
        )
        berichten.append(plan_bericht(kanaal=Bericht.Kanaal.E_MAIL, adres=initiator.email, **{**gedeeld, **inhoud}))
    return berichten


def _bijlagen(gebeurtenis: Gebeurtenis) -> list[Berichtbijlage]:
    """Return what goes along with the closing mail of someone without account: the photos of the work done."""
    if gebeurtenis.soort != Soort.AFGESLOTEN:
        return []
    documenten = Zaakinformatieobject.objects.filter(
        zaak=gebeurtenis.zaak, zichtbaar_voor_inwoner=True, informatieobject__richting=Richting.UITGAAND
    ).order_by("pk")
    laatste = [
        document.informatieobject.versies.order_by("-versie").first()
        for document in documenten.select_related("informatieobject")
    ]
    bijlagen, ruimte = [], MAX_BIJLAGEN
    for versie in [versie for versie in laatste if versie and versie.pad]:
        ruimte -= versie.omvang or 0
        if ruimte >= 0 and mag_open(versie.scanstatus):
            bijlagen.append(Berichtbijlage(pad=versie.pad, naam=versie.bestandsnaam, mimetype=versie.mimetype))
    return bijlagen
