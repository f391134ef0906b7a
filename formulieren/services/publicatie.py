"""Publishing a form: everything that is wrong with it is told at once."""

from django.core.exceptions import ValidationError
from django.db import transaction

from formulieren.componenten import component_voor
from formulieren.componenten.basis import COMPONENTEN
from formulieren.definitie import Definitie
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
    vragen = list(definitie.vragen())
    onbekend = [f"{vraag.sleutel}: onbekend type {vraag.type}." for vraag in vragen if vraag.type not in COMPONENTEN]
    dubbel = []
    for naam, waarden in (("sleutel", [v.sleutel for v in vragen]), ("id", [str(v.id) for v in vragen])):
        dubbel += [
            f"{waarde}: deze {naam} komt vaker voor." for waarde in sorted(set(waarden)) if waarden.count(waarde) > 1
        ]
    eigen = [fout for vraag in vragen if vraag.type in COMPONENTEN for fout in component_voor(vraag).fouten()]
    return [*onbekend, *dubbel, *eigen]
