"""The draft: begun once, kept at every page, thrown away when someone asks for it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formulieren.definitie import Json
from formulieren.formulier import Stapformulier
from formulieren.models import Antwoord, Bijlage, FormulierVersie, Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import BewaardBestand, beginstatus, bewaard, verwijder


def begin(versie: FormulierVersie, *, door: Gebruiker | None) -> Inzending:
    """Return a new, empty draft of this form; without account it belongs to the visitor's session."""
    return Inzending.objects.create(formulierversie=versie, gebruiker=door, taal=get_language() or "nl")


def bewaar_stap(formulier: Stapformulier, *, deels: bool = False) -> bool:
    """Return whether the whole page is kept: its answers together, or with `deels` each one that passed.

    Files that passed are kept in any case, because choosing them again is the most work.
    """
    goed, inzending = formulier.is_valid(), formulier.dossier.inzending
    for component, uploads in formulier.uploads():
        if uploads:
            bijlagen = voeg_bijlagen_toe(inzending, component.vraag.id, uploads, max_aantal=component.max_aantal)
            formulier.onthoud_bijlagen(component, bijlagen)
    if goed or deels:
        bewaar_antwoorden(inzending, formulier.antwoorden())
    return goed


@transaction.atomic
def bewaar_antwoorden(inzending: Inzending, antwoorden: Mapping[UUID, Json]) -> None:
    """Keep the checked answers of one page."""
    inzending = _vergrendel(inzending)
    Antwoord.objects.bulk_create(
        [Antwoord(inzending=inzending, vraag=vraag, waarde=waarde) for vraag, waarde in antwoorden.items()],
        update_conflicts=True,
        unique_fields=["inzending", "vraag"],
        update_fields=["waarde", "bron", "bijgewerkt_op"],
    )
    _tel_wijziging(inzending)


def voeg_bijlagen_toe(
    inzending: Inzending, vraag: UUID, uploads: Sequence["File[bytes]"], *, max_aantal: int
) -> list[Bijlage]:
    """Return the new files of the draft. They are stored first: writing a large file must not hold a lock."""
    with bewaard(uploads) as bestanden, transaction.atomic():
        inzending = _vergrendel(inzending)
        if inzending.bijlagen.filter(vraag=vraag).count() + len(bestanden) > max_aantal:
            zin = _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": max_aantal}
            raise ValidationError(zin, code="te-veel-bestanden")
        _tel_wijziging(inzending)
        return [_bijlage(inzending, vraag, bestand) for bestand in bestanden]


def _bijlage(inzending: Inzending, vraag: UUID, bestand: BewaardBestand) -> Bijlage:
    return Bijlage.objects.create(
        inzending=inzending,
        vraag=vraag,
        pad=bestand.pad,
        naam=bestand.naam,
        omvang=bestand.omvang,
        mimetype=bestand.mimetype,
        sha256=bestand.sha256,
        scanstatus=beginstatus(),
    )


def verwijder_bijlage(inzending: Inzending, bijlage_uuid: UUID) -> None:
    """Take a file out of the draft; one that is gone already is no fault."""
    with transaction.atomic():
        inzending = _vergrendel(inzending)
        bijlage = inzending.bijlagen.filter(uuid=bijlage_uuid).first()
        if bijlage is None:
            return
        bijlage.delete()
        _tel_wijziging(inzending)
    verwijder(bijlage.pad)


def gooi_concept_weg(inzending: Inzending) -> None:
    """Remove a draft with its answers and files, because the person asked for it; a second click finds it gone."""
    with transaction.atomic():
        try:
            inzending = _vergrendel(inzending)
        except Inzending.DoesNotExist:
            return
        paden = list(inzending.bijlagen.values_list("pad", flat=True))
        inzending.delete()
    for pad in paden:
        verwijder(pad)


def _vergrendel(inzending: Inzending) -> Inzending:
    """Return the draft, locked; what has been sent does not change any more (Awb 2:12)."""
    inzending = Inzending.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    if not inzending.is_concept:
        raise ValidationError(
            _("U heeft dit formulier al verstuurd. U kunt het niet meer veranderen."), code="al-verzonden"
        )
    return inzending


def _tel_wijziging(inzending: Inzending) -> None:
    inzending.wijziging += 1
    inzending.save(update_fields=["wijziging", "bijgewerkt_op"])
