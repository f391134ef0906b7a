"""Publishing: the moment after which a version no longer changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zaken.models import Rolsoort, Zaaktype, Zaaktypeversie


@transaction.atomic
def publiceer(versie: Zaaktypeversie) -> Zaaktypeversie:
    """Return the published version; the one before it ends on the day this one begins."""
    # The zaaktype, not the version: two versions published at once would not see each other.
    Zaaktype.objects.select_for_update(of=("self",)).get(pk=versie.zaaktype_id)
    versie = Zaaktypeversie.objects.select_for_update(of=("self",)).get(pk=versie.pk)
    redenen = beletsels_publiceren(versie)
    if redenen:
        raise ValidationError(redenen)
    voorganger = Zaaktypeversie.objects.gepubliceerd().filter(
        zaaktype=versie.zaaktype, geldig_tot=None, geldig_van__lt=versie.geldig_van
    )
    voorganger.update(geldig_tot=versie.geldig_van)
    versie.status = Zaaktypeversie.Status.GEPUBLICEERD
    versie.validate_constraints()
    versie.save(update_fields=["status"])
    return versie


def beletsels_publiceren(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return everything that is missing, at once (medewerkers.md 3.2, rule 9)."""
    statustypen = list(versie.statustypen.order_by("volgnummer"))
    rollen = list(versie.roltypen.values_list("soort", flat=True))
    eisen = [
        (versie.status == Zaaktypeversie.Status.CONCEPT, _("Deze versie is al gepubliceerd."), "al-gepubliceerd"),
        (len(statustypen) >= 2, _("Er zijn minstens twee statussen nodig."), "te-weinig-statussen"),
        (
            bool(statustypen) and statustypen[-1].is_eindstatus,
            _("De laatste status moet de eindstatus zijn."),
            "geen-eindstatus",
        ),
        (versie.resultaattypen.exists(), _("Er is minstens één resultaat nodig."), "geen-resultaat"),
        (rollen.count(Rolsoort.INITIATOR) == 1, _("Er is precies één rol voor de initiator nodig."), "geen-initiator"),
        (
            rollen.count(Rolsoort.BEHANDELAAR) == 1,
            _("Er is precies één rol voor de behandelaar nodig."),
            "geen-behandelaar",
        ),
        (bool(versie.dat_label), _("De neutrale naam ontbreekt."), "geen-dat-label"),
    ]
    return [ValidationError(zin, code=code) for goed, zin, code in eisen if not goed]
