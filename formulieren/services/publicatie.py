"""Publishing a form: everything that is wrong with it is told at once."""

from django.core.exceptions import ValidationError
from django.db import transaction

from formulieren.controle import gebreken
from formulieren.definitie import Definitie
from formulieren.models import FormulierVersie


@transaction.atomic
def publiceer(versie: FormulierVersie) -> FormulierVersie:
    """Return the published version; the one before it is withdrawn for new drafts, and drafts in it can be sent."""
    gevonden = gebreken(Definitie(versie.definitie), versie.formulier.zaaktype)
    if gevonden:
        raise ValidationError([ValidationError(str(gebrek), code="definitie") for gebrek in gevonden])
    FormulierVersie.objects.gepubliceerd().filter(formulier=versie.formulier_id).update(
        status=FormulierVersie.Status.INGETROKKEN
    )
    versie.status = FormulierVersie.Status.GEPUBLICEERD
    versie.save(update_fields=["status"])
    return versie
