"""Publishing a form: everything that is wrong with it is told at once."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction

from formulieren.componenten import component_voor
from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.definitie import Definitie, Vraag
from formulieren.models import FormulierVersie


@transaction.atomic
def publiceer(versie: FormulierVersie) -> FormulierVersie:
    """Return the published version; the one before it is withdrawn for new drafts, and drafts in it can be sent."""
    redenen = fouten_in(Definitie(versie.definitie))
    if redenen:
        raise ValidationError([ValidationError(reden, code="definitie") for reden in redenen])
    FormulierVersie.objects.gepubliceerd().filter(formulier=versie.formulier_id).update(
        status=FormulierVersie.Status.INGETROKKEN
    )
    versie.status = FormulierVersie.Status.GEPUBLICEERD
    versie.save(update_fields=["status"])
    return versie


def fouten_in(definitie: Definitie) -> list[str]:
    """Return what is wrong with a definition: unknown types, double keys or ids, and what each question type finds."""
    vragen = list(definitie.elke_vraag())
    bekend = [vraag for vraag in vragen if vraag.type in COMPONENTEN or vraag.type in STRUCTUUR]
    onbekend = [f"{vraag.sleutel}: onbekend type {vraag.type}." for vraag in vragen if vraag not in bekend]
    eigen = [fout for vraag in bekend for fout in _eigen_fouten(vraag)]
    return [*onbekend, *_dubbel(vragen), *eigen]


def _dubbel(vragen: list[Vraag]) -> list[str]:
    fouten = []
    for naam, waarden in (("sleutel", [v.sleutel for v in vragen]), ("id", [str(v.id) for v in vragen])):
        aantallen = Counter(waarden)
        fouten += [f"{waarde}: deze {naam} komt vaker voor." for waarde in sorted(aantallen) if aantallen[waarde] > 1]
    return fouten


def _eigen_fouten(vraag: Vraag) -> list[str]:
    return STRUCTUUR[vraag.type](vraag) if vraag.type in STRUCTUUR else component_voor(vraag).fouten()
