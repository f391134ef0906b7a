"""Moving a draft to the version of its form that is published now: every answer whose question still exists stays."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from formulieren.componenten import component_voor
from formulieren.componenten.basis import COMPONENTEN
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import Antwoord, FormulierVersie, Inzending
from formulieren.services.concept import vul_rijen_aan
from formulieren.services.slot import tel_wijziging, vergrendel
from formulieren.verschil import Verschil, verschillen


@dataclass(frozen=True)
class Verplaatst:
    """What a person should look at after the move; empty when nothing that was asked has changed."""

    verschillen: tuple[Verschil, ...] = ()


def nieuwste_versie(inzending: Inzending) -> FormulierVersie | None:
    """Return the published version of the form of this draft, when that is another one."""
    versie = FormulierVersie.objects.gepubliceerd().filter(formulier=inzending.formulierversie.formulier_id).first()
    return versie if versie and versie.pk != inzending.formulierversie_id else None


@transaction.atomic
def verplaats(inzending: Inzending) -> Verplaatst:
    """Return what changed for this draft, which now follows the published version; a sent one stays as it was.

    An answer moves by the id of its question. Where that now asks something that the answer cannot be, it is taken
    out, so that the question is asked again.
    """
    versie = nieuwste_versie(inzending)
    if versie is None or not inzending.is_concept:
        return Verplaatst()
    slot = vergrendel(inzending)
    oud, nieuw = Definitie(slot.formulierversie.definitie), Definitie(versie.definitie)
    _ruim_op(slot, nieuw)
    slot.formulierversie = versie
    slot.save(update_fields=["formulierversie"])
    vul_rijen_aan(slot)
    tel_wijziging(slot)
    inzending.formulierversie = versie
    return Verplaatst(tuple(v for v in verschillen(oud, nieuw) if not v.vraag.is_tekst))


def _ruim_op(inzending: Inzending, nieuw: Definitie) -> None:
    """Take out answers that are of another kind now; those of questions that went wait, for they may come back."""
    for antwoord in inzending.antwoorden.all():
        vraag = nieuw.op_id.get(antwoord.vraag)
        if vraag is not None and not _past(vraag, antwoord.waarde):
            Antwoord.objects.filter(pk=antwoord.pk).delete()


def _past(vraag: Vraag, waarde: Json) -> bool:
    """Tell whether a stored answer can be one to this question."""
    if vraag.type not in COMPONENTEN:
        return False
    component = component_voor(vraag)
    if component.is_leeg(waarde):
        return True
    try:
        component.controleer(waarde)
        component.weergave(waarde)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        # An answer of another type has another shape, which only its own type can read.
        return False
    return True
