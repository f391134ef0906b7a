"""All checks of a definition together; what the later ones build on is checked first."""

from formulieren.componenten import component_voor
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.controle.gebrek import Gebrek
from formulieren.controle.regels import regelgebreken
from formulieren.controle.teksten import tekstgebreken
from formulieren.controle.voorbeelden import voorbeeldgebreken
from formulieren.controle.vorm import vormgebreken
from formulieren.controle.zaaktype import zaaktypegebreken
from formulieren.definitie import Definitie, Vraag
from formulieren.prefill.vulling import fouten_in_vullingen
from zaken.models import Zaaktype


def gebreken(definitie: Definitie, zaaktype: Zaaktype | None = None) -> list[Gebrek]:
    """Return everything that is wrong; without `zaaktype` what only a zaaktype can tell is left out."""
    if gevonden := vormgebreken(definitie):
        # Without a sound shape the other checks would only guess.
        return gevonden
    gevonden = [gebrek for vraag in definitie.elke_vraag() for gebrek in _van_het_type(vraag)]
    gevonden += [Gebrek.van(fout) for fout in fouten_in_vullingen(definitie)]
    gevonden += tekstgebreken(definitie)
    gevonden += (regels := regelgebreken(definitie))
    if zaaktype is not None:
        gevonden += zaaktypegebreken(definitie, zaaktype)
    # A sample case needs rules that can be worked out.
    return gevonden if regels else [*gevonden, *voorbeeldgebreken(definitie)]


def _van_het_type(vraag: Vraag) -> list[Gebrek]:
    fouten = STRUCTUUR[vraag.type](vraag) if vraag.type in STRUCTUUR else component_voor(vraag).fouten()
    return [Gebrek.van(fout) for fout in fouten]
