"""Fill in a draft: every question that has a source and no answer yet."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from formulieren.componenten import component_voor
from formulieren.componenten.gezin import Gezin
from formulieren.definitie import Definitie, Json
from formulieren.models import Antwoord, Inzending
from formulieren.prefill.ophalen import Gevonden, Uitkomst, haal_op
from formulieren.prefill.vulling import REGISTERS, Bron, Vulling, vullingen_van
from mijnportaal.accounts.aanmelding import Aanmelding
from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Inzage
from mijnportaal.bronnen.verbinding import geduld
from zaken.models import Betrokkene


def vul_in(inzending: Inzending, aanmelding: Aanmelding) -> None:
    """Fill in what the sources know; a source that is silent leaves an empty question that says so (R.C17).

    The sources are asked before the transaction: nobody holds a lock while a register thinks.
    """
    open_ = _open_vullingen(inzending)
    if not open_ or not inzending.is_concept:
        return
    with geduld(settings.BRON_BLADZIJDE):
        uitkomsten = vraag_bronnen(inzending, open_)
        rijen = [rij for vulling in open_ if (rij := _antwoord(inzending, vulling, uitkomsten[vulling.bron]))]
    if rijen:
        _bewaar(inzending, rijen)
        _leg_inzage_vast(inzending, aanmelding, {vulling.bron for vulling in open_})


def vraag_bronnen(inzending: Inzending, vullingen: Iterable[Vulling]) -> dict[Bron, Uitkomst]:
    """Return what every source says that these questions need, each asked once."""
    per_bron = groupby(sorted(vullingen, key=lambda vulling: vulling.bron), key=lambda vulling: vulling.bron)
    return {bron: haal_op(inzending, bron, {v.gegeven for v in groep if v.gegeven}) for bron, groep in per_bron}


def als_antwoord(vulling: Vulling, gevonden: Gevonden | None) -> Json:
    """Return what a source said as an answer to the question; None when it said nothing that is one."""
    component = component_voor(vulling.vraag)
    if gevonden is None or (gevonden.type and gevonden.type != vulling.vraag.type):
        return None
    json = gevonden.waarde if gevonden.type else component.van_bron(gevonden.waarde)
    if component.is_leeg(json):
        # Who may be chosen is worth keeping while nobody is chosen yet.
        return json if isinstance(component, Gezin) and json else None
    try:
        component.controleer(json)
    except (ValidationError, TypeError, KeyError, ValueError):
        return None  # half a date, a name that is too long: somebody types it, as without a register
    return json


def _open_vullingen(inzending: Inzending) -> list[Vulling]:
    """Return the questions without an answer, those included that a source was silent about before."""
    vullingen = vullingen_van(Definitie(inzending.formulierversie.definitie))
    if not vullingen:
        return []
    bekend = {rij.vraag: rij for rij in inzending.antwoorden.filter(rij=None)}
    return [vulling for vulling in vullingen if _is_open(vulling, bekend)]


def _is_open(vulling: Vulling, bekend: Mapping[UUID, Antwoord]) -> bool:
    rij = bekend.get(vulling.vraag.id)
    if rij is None:
        return True
    return rij.geverifieerd is False and component_voor(vulling.vraag).is_leeg(rij.waarde)


def _antwoord(inzending: Inzending, vulling: Vulling, uitkomst: Uitkomst) -> Antwoord | None:
    vraag = vulling.vraag.id
    if uitkomst.stil:
        return Antwoord(inzending=inzending, vraag=vraag, waarde=None, geverifieerd=False)
    gevonden = uitkomst.gevonden.get(vulling.gegeven)
    json = als_antwoord(vulling, gevonden)
    if json is None or gevonden is None:
        return None
    zeker = True if vulling.bron in REGISTERS else None
    return Antwoord(
        inzending=inzending, vraag=vraag, waarde=json, bron=vulling.bron, opgehaald_op=gevonden.op, geverifieerd=zeker
    )


@transaction.atomic
def _bewaar(inzending: Inzending, rijen: list[Antwoord]) -> None:
    """Write what was found, unless somebody answered meanwhile."""
    slot = Inzending.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    if not slot.is_concept:
        return
    beantwoord = slot.antwoorden.filter(rij=None).exclude(geverifieerd=False, waarde=None)
    bezet = set(beantwoord.values_list("vraag", flat=True))
    schrijf_antwoorden([rij for rij in rijen if rij.vraag not in bezet])
    slot.wijziging += 1
    slot.save(update_fields=["wijziging", "bijgewerkt_op"])


def schrijf_antwoorden(rijen: list[Antwoord]) -> None:
    """Write these answers over what stands there."""
    Antwoord.objects.bulk_create(
        rijen,
        update_conflicts=True,
        unique_fields=["inzending", "vraag", "rij"],
        update_fields=["waarde", "bron", "opgehaald_op", "geverifieerd", "bijgewerkt_op"],
    )


def _leg_inzage_vast(inzending: Inzending, aanmelding: Aanmelding, bronnen: set[Bron]) -> None:
    """Write down that an employee saw what the registers know of somebody, and why (P-09)."""
    gebruiker = aanmelding.gebruiker
    if gebruiker is None or not gebruiker.is_medewerker or not bronnen & REGISTERS:
        return
    betrokkene = Betrokkene.objects.filter(identiteiten__gebruiker=inzending.gebruiker_id).first()
    if betrokkene is None:
        return
    titel = Definitie(inzending.formulierversie.definitie).titel
    leg_inzage_vast(
        gebruiker,
        soort=Inzage.Onderwerp.BETROKKENE,
        onderwerp=betrokkene.uuid,
        doel=_("Formulier invullen: %(titel)s") % {"titel": titel},
        scherm="formulieren",
    )
