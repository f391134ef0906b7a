"""What we write to whom when something happened: one place, so that no act forgets its message or sends two."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from mijnportaal.kern.opslag import mag_open
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import Berichtbijlage, plan_bericht
from zaken.models import Betrokkene, Gebeurtenis, Gebeurtenisbericht, Richting, Taak, Zaakinformatieobject

Soort = Gebeurtenis.Soort
MAX_BIJLAGEN = 10 * 1024 * 1024  # bytes; more than most mail servers take is of no use to anyone


@dataclass(frozen=True)
class Tekst:
    """What a resident reads: `inhoud` behind login or in a mail to someone without account, `kort` in any mail.

    `mailonderwerp` is the subject of a mail that only points to the portal: in it a zaaktype has its neutral name.
    """

    onderwerp: str
    inhoud: str
    kort: str
    mailonderwerp: str = ""
    verwacht_reactie: bool = False
    reageer_voor: datetime.date | None = None


def datum_in_woorden(datum: datetime.date | str | None) -> str:
    """Return a date as people say it, such as "12 december 2026"; an empty string for none."""
    if not datum:
        return ""
    return formats.date_format(datetime.date.fromisoformat(datum) if isinstance(datum, str) else datum, "j F Y")


def _geregistreerd(gebeurtenis: Gebeurtenis) -> Tekst:
    zaak = gebeurtenis.zaak
    woorden = {
        "nummer": zaak.identificatie,
        "naam": zaak.zaaktypeversie.omschrijving,
        "datum": datum_in_woorden(gebeurtenis.gegevens["uiterlijke_einddatum"]),
    }
    neutraal = {**woorden, "naam": zaak.zaaktypeversie.dat_label}
    ontvangen = _("Wij hebben uw bericht ontvangen: %(naam)s. Uw zaaknummer is %(nummer)s.")
    vervolg = _("Wij gaan ermee aan de slag. U hoort uiterlijk %(datum)s van ons wat het resultaat is.") % woorden
    return Tekst(
        onderwerp=_("Ontvangen: %(naam)s (%(nummer)s)") % woorden,
        inhoud=f"{ontvangen % woorden}\n\n{vervolg}",
        kort=f"{ontvangen % neutraal}\n\n{vervolg}",
        mailonderwerp=_("Ontvangen: %(naam)s (%(nummer)s)") % neutraal,
    )


def _status_gezet(gebeurtenis: Gebeurtenis) -> Tekst | None:
    if not gebeurtenis.gegevens.get("informeren"):
        return None
    woorden = {"nummer": gebeurtenis.zaak.identificatie, "status": gebeurtenis.gegevens["naam_inwoner"]}
    stap = _("Uw zaak %(nummer)s is een stap verder: %(status)s.") % woorden
    return Tekst(
        onderwerp=_("Nieuws over uw zaak %(nummer)s") % woorden,
        inhoud=f"{stap}\n\n{gebeurtenis.gegevens['uitleg']}",
        kort=_("Er is nieuws over uw zaak %(nummer)s.") % woorden,
    )


def _taak_gemaakt(gebeurtenis: Gebeurtenis) -> Tekst:
    taak = Taak.objects.get(uuid=UUID(gebeurtenis.gegevens["taak"]))
    woorden = {
        "nummer": gebeurtenis.zaak.identificatie,
        "titel": taak.titel,
        "datum": datum_in_woorden(taak.uiterlijk_op),
    }
    vraag = _("Wij hebben iets van u nodig voor uw zaak %(nummer)s. Doe dit uiterlijk %(datum)s.") % woorden
    return Tekst(
        onderwerp=_("Wij hebben iets van u nodig (%(nummer)s)") % woorden,
        inhoud=f"{vraag}\n\n{taak.titel}\n{taak.toelichting}",
        kort=vraag,
        verwacht_reactie=True,
        reageer_voor=taak.uiterlijk_op,
    )


def _taak_vervallen(gebeurtenis: Gebeurtenis) -> Tekst | None:
    if not gebeurtenis.gegevens.get("informeren", True):
        return None
    woorden = {"nummer": gebeurtenis.zaak.identificatie, "titel": gebeurtenis.gegevens["titel"]}
    tekst = _("U hoeft niets meer te doen voor deze taak van uw zaak %(nummer)s.") % woorden
    return Tekst(
        onderwerp=_("U hoeft niets meer te doen (%(nummer)s)") % woorden,
        inhoud=f"{tekst}\n\n{woorden['titel']}",
        kort=tekst,
    )


def _besluit_genomen(gebeurtenis: Gebeurtenis) -> Tekst:
    woorden = {
        "nummer": gebeurtenis.zaak.identificatie,
        "besluit": gebeurtenis.gegevens["besluittype"],
        "datum": datum_in_woorden(gebeurtenis.gegevens["bezwaar_tot"]),
    }
    delen = [woorden["besluit"], gebeurtenis.gegevens["motivering"]]
    if woorden["datum"]:
        # Awb 3:45 and 3:47: a decision says why, and where and until when someone can object.
        zin = _(
            "Bent u het er niet mee eens? Dan kunt u tot en met %(datum)s bezwaar maken bij het college van"
            " burgemeester en wethouders."
        )
        delen.append(zin % woorden)
    return Tekst(
        onderwerp=_("Wij hebben een besluit genomen (%(nummer)s)") % woorden,
        inhoud="\n\n".join(delen),
        kort=_("Wij hebben een besluit genomen over uw zaak %(nummer)s.") % woorden,
    )


def _afgesloten(gebeurtenis: Gebeurtenis) -> Tekst:
    woorden = {"nummer": gebeurtenis.zaak.identificatie, "naam": gebeurtenis.zaak.zaaktypeversie.omschrijving}
    neutraal = {**woorden, "naam": gebeurtenis.zaak.zaaktypeversie.dat_label}
    gegevens = gebeurtenis.gegevens
    delen = [_("Uw zaak %(nummer)s is klaar: %(naam)s.") % woorden, gegevens["uitleg"], gegevens["toelichting"]]
    return Tekst(
        onderwerp=_("Uw zaak is klaar: %(naam)s (%(nummer)s)") % woorden,
        inhoud="\n\n".join(deel for deel in delen if deel),
        kort=_("Uw zaak %(nummer)s is klaar.") % woorden,
        mailonderwerp=_("Uw zaak is klaar: %(naam)s (%(nummer)s)") % neutraal,
    )


def _geen_bericht(gebeurtenis: Gebeurtenis) -> None:
    """Nothing is sent: the timeline shows it."""


SCHRIJVERS: dict[Soort, Callable[[Gebeurtenis], Tekst | None]] = {
    Soort.GEREGISTREERD: _geregistreerd,
    Soort.TOEGEWEZEN: _geen_bericht,
    Soort.VRIJGEGEVEN: _geen_bericht,
    Soort.STATUS_GEZET: _status_gezet,
    Soort.TAAK_GEMAAKT: _taak_gemaakt,
    Soort.TAAK_AFGEROND: _geen_bericht,
    Soort.TAAK_VERVALLEN: _taak_vervallen,
    # The message of the task says that the term stands still, and until when.
    Soort.OPGESCHORT: _geen_bericht,
    Soort.HERVAT: _geen_bericht,
    Soort.DOCUMENT_TOEGEVOEGD: _geen_bericht,
    Soort.BESLUIT_GENOMEN: _besluit_genomen,
    Soort.AFGESLOTEN: _afgesloten,
}


def plan_berichten(gebeurtenis: Gebeurtenis) -> None:
    """Plan what the initiator of the zaak reads about this gebeurtenis; running twice plans nothing twice."""
    initiator = gebeurtenis.zaak.initiator
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
    zaakpagina = reverse("pip:zaak", args=[gebeurtenis.zaak.uuid]) if accounts else ""
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
    versies = [
        document.informatieobject.versies.latest("versie") for document in documenten.select_related("informatieobject")
    ]
    bijlagen, ruimte = [], MAX_BIJLAGEN
    for versie in versies:
        ruimte -= versie.omvang
        if ruimte >= 0 and mag_open(versie.scanstatus):
            bijlagen.append(Berichtbijlage(pad=versie.pad, naam=versie.bestandsnaam, mimetype=versie.mimetype))
    return bijlagen
