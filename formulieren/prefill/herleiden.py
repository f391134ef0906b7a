"""Take from the source once more what somebody could not type, right before the form is sent (S-04).

What stands in the draft came from us, never from a browser; but a draft can be weeks old. Did anything change, then the
person sees it before sending: what we receive is what was on the screen (Awb 2:17).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from formulieren.componenten import Bsn, Component, component_voor
from formulieren.componenten.gezin import Gezin
from formulieren.definitie import Definitie, Json
from formulieren.models import Antwoord, Inzending
from formulieren.prefill.ophalen import Uitkomst
from formulieren.prefill.vullen import als_antwoord, schrijf_antwoorden, vraag_bronnen
from formulieren.prefill.vulling import REGISTERS, Vulling, vullingen_van
from mijnportaal.bronnen.verbinding import geduld


def herleid(inzending: Inzending) -> None:
    """Bring what the registers gave up to date; raise when that changed an answer, so that the person looks again."""
    vullingen = [v for v in vullingen_van(Definitie(inzending.formulierversie.definitie)) if _telt(v)]
    if not inzending.is_concept or not vullingen:
        return
    bekend = {rij.vraag: rij for rij in inzending.antwoorden.filter(rij=None)}
    with geduld(settings.BRON_BLADZIJDE):
        uitkomsten = vraag_bronnen(inzending, vullingen)
        nieuw = [
            rij
            for vulling in vullingen
            if (rij := _herleid(inzending, vulling, bekend.get(vulling.vraag.id), uitkomsten[vulling.bron]))
        ]
    veranderd = [rij for rij in nieuw if _is_anders(rij, bekend.get(rij.vraag), inzending)]
    _bewaar(inzending, nieuw, tel=bool(veranderd))
    if veranderd:
        zin = _("Uw gegevens in de basisregistratie zijn veranderd. Wij hebben ze aangepast. Kijk ze nog eens na.")
        raise ValidationError(zin, code="gegevens-veranderd")


def _telt(vulling: Vulling) -> bool:
    """Tell whether the source has the last word: over what is fixed, and over who belongs to a family."""
    return vulling.bron in REGISTERS and (vulling.vast or isinstance(component_voor(vulling.vraag), Gezin))


def _herleid(inzending: Inzending, vulling: Vulling, oud: Antwoord | None, uitkomst: Uitkomst) -> Antwoord | None:
    """Return the answer as it has to be now; nothing when it can stay as it is."""
    if uitkomst.stil:
        # What the register said before is still its word; what was typed instead has to be looked up later.
        if oud is None or oud.opgehaald_op is not None or oud.geverifieerd is False:
            return None
        return _rij(inzending, vulling, oud.waarde, geverifieerd=False)
    gevonden = uitkomst.gevonden.get(vulling.gegeven)
    if gevonden is None:
        return None
    json, component = als_antwoord(vulling, gevonden), component_voor(vulling.vraag)
    if json is None:
        return _zonder_register(inzending, vulling, oud)
    waarde = _houd_keuze(component, oud.waarde if oud else None, json)
    return _rij(inzending, vulling, waarde, bron=vulling.bron, opgehaald_op=gevonden.op, geverifieerd=True)


def _zonder_register(inzending: Inzending, vulling: Vulling, oud: Antwoord | None) -> Antwoord | None:
    """Return the answer without what the register does not say any more: a partner of before, an address of before."""
    if oud is None or oud.opgehaald_op is None:
        return None
    zelf = oud.waarde["zelf"] if isinstance(component_voor(vulling.vraag), Gezin) and oud.waarde else []
    return _rij(inzending, vulling, {"uit_bron": [], "gekozen": [], "zelf": zelf} if zelf else None)


def _houd_keuze(component: Component, oud: Json, nieuw: Json) -> Json:
    """Return what the register says now with what the person chose and added before."""
    if not isinstance(component, Gezin) or not oud:
        return nieuw
    bekend = {persoon["id"] for persoon in nieuw["uit_bron"]}
    gekozen = [id_ for id_ in oud["gekozen"] if id_ in bekend]
    return {**nieuw, "gekozen": gekozen, "zelf": oud["zelf"]}


def _rij(inzending: Inzending, vulling: Vulling, waarde: Json, **herkomst: object) -> Antwoord:
    return Antwoord(inzending=inzending, vraag=vulling.vraag.id, waarde=waarde, **herkomst)


def _is_anders(nieuw: Antwoord, oud: Antwoord | None, inzending: Inzending) -> bool:
    """Tell whether a person would read another answer; a BSN is encrypted anew each time, and is the same."""
    vraag = Definitie(inzending.formulierversie.definitie).op_id[nieuw.vraag]
    component = component_voor(vraag)
    if oud is None:
        return not component.is_leeg(nieuw.waarde)
    return bool(_gelezen(component, oud.waarde) != _gelezen(component, nieuw.waarde))


def _gelezen(component: Component, json: Json) -> tuple[str, Json]:
    """Return an answer as a person tells it from another; of a BSN the page shows only four digits."""
    return component.weergave(json), component.regelwaarde(json) if isinstance(component, Bsn) else None


@transaction.atomic
def _bewaar(inzending: Inzending, rijen: list[Antwoord], *, tel: bool) -> None:
    slot = Inzending.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    if not rijen or not slot.is_concept:
        return
    schrijf_antwoorden(rijen)
    if tel:
        slot.wijziging += 1
        slot.save(update_fields=["wijziging", "bijgewerkt_op"])
