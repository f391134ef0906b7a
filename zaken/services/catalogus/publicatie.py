"""Publishing: the moment after which a version no longer changes. There are two doors.

`publiceer` is that of our own studio: everything must be in order, and the version before this one ends by itself.
`publiceer_volgens_standaard` is that of the API: it asks what the standard asks and touches nothing else. Whether our
own forms and screens may use what came through it, `beletsels_eigen_gebruik` says.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor, Naamloos
from zaken.models import Besluittype, Informatieobjecttype, Zaaktypeversie
from zaken.services.catalogus.gebreken import gebrek, gebrek_overlap, is_gepubliceerd
from zaken.services.catalogus.inrichting import beletsels_inrichting
from zaken.services.catalogus.meldingen import meld
from zaken.services.catalogus.zaaktypen import overlappende_versies, vergrendel_versie
from zaken.services.sloten import weiger_bij


@transaction.atomic
def publiceer(versie: Zaaktypeversie, *, door: Actor = Naamloos.SYSTEEM) -> Zaaktypeversie:
    """Return the version, published by our own studio; the one before it ends on the day this one begins."""
    versie = vergrendel_versie(versie)
    weiger_bij(beletsels_publiceren(versie))
    voorganger = Zaaktypeversie.objects.gepubliceerd().filter(
        zaaktype=versie.zaaktype, geldig_tot=None, geldig_van__lt=versie.geldig_van
    )
    voorganger.update(geldig_tot=versie.geldig_van)
    return _maak_definitief(versie)


@transaction.atomic
def publiceer_volgens_standaard(versie: Zaaktypeversie, *, door: Actor) -> Zaaktypeversie:
    """Return the version, published; publishing twice does no harm. Other versions keep their dates (ztc-016)."""
    versie = vergrendel_versie(versie)
    if is_gepubliceerd(versie):
        return versie
    weiger_bij(_beletsels_relaties(versie))
    return _maak_definitief(versie)


def beletsels_publiceren(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return everything that keeps our own studio from publishing this version, at once (medewerkers.md 3.2)."""
    al = [gebrek(_("Deze versie is al gepubliceerd."), "al-gepubliceerd")] if is_gepubliceerd(versie) else []
    return [*al, *beletsels_inrichting(versie), *_beletsels_relaties(versie)]


def beletsels_eigen_gebruik(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return why our own forms and screens may not use this version; none when they may.

    Through the API a version can be published that our studio would refuse. Other systems work with it, but a resident
    would get a case without texts, a behandelaar one without roles, or an archivaris one without a rule.
    """
    niet = [] if is_gepubliceerd(versie) else [gebrek(_("Deze versie is niet gepubliceerd."), "niet-gepubliceerd")]
    return [*niet, *beletsels_inrichting(versie), *_beletsels_relaties(versie)]


def versie_voor_eigen_gebruik(zaaktype_id: int, datum: datetime.date) -> Zaaktypeversie | None:
    """Return the version under which our own forms may start a zaak on this day, or nothing.

    Where another system has published a version that our own screens cannot work with, there is none.
    """
    versie = Zaaktypeversie.objects.geldig_op(datum).filter(zaaktype=zaaktype_id).first()
    return versie if versie and not beletsels_eigen_gebruik(versie) else None


def _beletsels_relaties(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return which related types are still a concept (ztc-012); a published version of the same name is enough."""
    gekoppeld: list[Besluittype | Informatieobjecttype] = [
        *Besluittype.objects.filter(zaaktypeversies=versie, concept=True),
        *Informatieobjecttype.objects.filter(zaaktypen__zaaktypeversie=versie, concept=True).distinct(),
    ]
    zonder = [type_ for type_ in gekoppeld if not _heeft_definitieve_versie(type_)]
    if not zonder:
        return []
    namen = ", ".join(sorted(str(type_) for type_ in zonder))
    zin = _("Deze besluittypen en informatieobjecttypen zijn nog niet gepubliceerd: %(namen)s.") % {"namen": namen}
    return [gebrek(zin, "concept-relation")]


def _heeft_definitieve_versie(type_: Besluittype | Informatieobjecttype) -> bool:
    zelfde_naam = type(type_)._default_manager.filter(catalogus=type_.catalogus_id, omschrijving=type_.omschrijving)
    return zelfde_naam.filter(concept=False).exists()


def _maak_definitief(versie: Zaaktypeversie) -> Zaaktypeversie:
    if overlappende_versies(versie).exists():
        weiger_bij([gebrek_overlap(bij_einde=False)])
    versie.status = Zaaktypeversie.Status.GEPUBLICEERD
    versie.save(update_fields=["status"])
    meld(versie, "update")
    return versie
