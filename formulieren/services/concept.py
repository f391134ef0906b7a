"""The draft: begun once, kept at every page, thrown away when someone asks for it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formulieren.afspraken.boeken import verleng
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import Antwoord, Bijlage, FormulierVersie, Inzending, Plek, Rij
from formulieren.stapformulier import Stapformulier
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import BewaardBestand, beginstatus, bewaard, verwijder


@transaction.atomic
def begin(versie: FormulierVersie, *, door: Gebruiker | None) -> Inzending:
    """Return a new, empty draft of this form; without account it belongs to the visitor's session."""
    inzending = Inzending.objects.create(formulierversie=versie, gebruiker=door, taal=get_language() or "nl")
    vul_rijen_aan(inzending)
    return inzending


def vul_rijen_aan(inzending: Inzending) -> None:
    """Give every repeating group the rows that it has at least, so that a page need not write when it is opened."""
    herhalingen = [v for v in Definitie(inzending.formulierversie.definitie).vragen() if v.is_herhaling]
    for vraag in herhalingen:
        nodig = vraag.min_rijen - inzending.rijen.filter(vraag=vraag.id).count()
        Rij.objects.bulk_create([Rij(inzending=inzending, vraag=vraag.id) for _nummer in range(nodig)])


def bewaar_stap(formulier: Stapformulier, *, deels: bool = False) -> bool:
    """Return whether the whole page is kept: its answers together, or with `deels` each one that passed.

    Files that passed are kept in any case, because choosing them again is the most work.
    """
    goed, inzending = formulier.is_valid(), formulier.dossier.inzending
    for gesteld, component, uploads in formulier.uploads():
        if uploads:
            bijlagen = voeg_bijlagen_toe(inzending, gesteld.plek, uploads, max_aantal=component.max_aantal)
            formulier.onthoud_bijlagen(gesteld.plek, bijlagen)
    if goed or deels or formulier.bijgekomen:
        bewaar_antwoorden(inzending, _leg_beslag(formulier))
    return goed and not formulier.errors


def _leg_beslag(formulier: Stapformulier) -> dict[Plek, Json]:
    """Return the answers of a page, after those that take something for this draft, such as a time, have taken it."""
    antwoorden, inzending = formulier.antwoorden(), formulier.dossier.inzending
    if any(vraag.type == "afspraak" for vraag in formulier.dossier.definitie.vragen()):
        verleng(inzending)
    for naam, gesteld in formulier.vragen.items():
        if gesteld.plek not in antwoorden:
            continue
        try:
            antwoorden[gesteld.plek] = gesteld.component.leg_beslag(inzending, gesteld.plek, antwoorden[gesteld.plek])
        except ValidationError as fout:
            formulier.add_error(naam, fout)
            del antwoorden[gesteld.plek]
    return antwoorden


@transaction.atomic
def bewaar_antwoorden(inzending: Inzending, antwoorden: Mapping[Plek, Json]) -> None:
    """Keep the checked answers of one page; those of a row that was removed meanwhile fall away.

    What a register gave and was left as it is keeps its source; what someone changed is their own answer.
    """
    inzending = _vergrendel(inzending)
    bekend = {rij.plek: rij for rij in inzending.antwoorden.all()}
    rijen = set(inzending.rijen.values_list("uuid", flat=True)) | {None}
    Antwoord.objects.bulk_create(
        [
            Antwoord(inzending=inzending, vraag=plek.vraag, rij_id=plek.rij, waarde=waarde)
            for plek, waarde in antwoorden.items()
            if plek.rij in rijen and (plek not in bekend or bekend[plek].waarde != waarde)
        ],
        update_conflicts=True,
        unique_fields=["inzending", "vraag", "rij"],
        update_fields=["waarde", "bron", "opgehaald_op", "geverifieerd", "bijgewerkt_op"],
    )
    _tel_wijziging(inzending)


def voeg_bijlagen_toe(
    inzending: Inzending, plek: Plek, uploads: Sequence["File[bytes]"], *, max_aantal: int
) -> list[Bijlage]:
    """Return the new files of the draft. They are stored first: writing a large file must not hold a lock."""
    with bewaard(uploads) as bestanden, transaction.atomic():
        inzending = _vergrendel(inzending)
        if inzending.bijlagen.filter(vraag=plek.vraag, rij=plek.rij).count() + len(bestanden) > max_aantal:
            zin = _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": max_aantal}
            raise ValidationError(zin, code="te-veel-bestanden")
        _tel_wijziging(inzending)
        return [_bijlage(inzending, plek, bestand) for bestand in bestanden]


def _bijlage(inzending: Inzending, plek: Plek, bestand: BewaardBestand) -> Bijlage:
    return Bijlage.objects.create(
        inzending=inzending,
        vraag=plek.vraag,
        rij_id=plek.rij,
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


@transaction.atomic
def voeg_rij_toe(inzending: Inzending, vraag: Vraag) -> None:
    """Add one empty row to a repeating group; a full one stays as it is."""
    inzending = _vergrendel(inzending)
    if inzending.rijen.filter(vraag=vraag.id).count() < vraag.max_rijen:
        Rij.objects.create(inzending=inzending, vraag=vraag.id)
        _tel_wijziging(inzending)


def verwijder_rij(inzending: Inzending, vraag: Vraag, rij: UUID) -> None:
    """Take a row with its answers and files out of the draft; a second click finds it gone."""
    with transaction.atomic():
        inzending = _vergrendel(inzending)
        rijen = inzending.rijen.filter(vraag=vraag.id)
        if rijen.count() <= vraag.min_rijen or not rijen.filter(uuid=rij).exists():
            return
        paden = list(inzending.bijlagen.filter(rij=rij).values_list("pad", flat=True))
        rijen.filter(uuid=rij).delete()
        _tel_wijziging(inzending)
    for pad in paden:
        verwijder(pad)


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
    if inzending.wacht:
        zin = _("U kunt uw antwoorden nu niet veranderen. Wij wachten op uw betaling.")
        raise ValidationError(zin, code="wacht")
    if not inzending.is_concept:
        raise ValidationError(
            _("U heeft dit formulier al verstuurd. U kunt het niet meer veranderen."), code="al-verzonden"
        )
    return inzending


def _tel_wijziging(inzending: Inzending) -> None:
    inzending.wijziging += 1
    inzending.save(update_fields=["wijziging", "bijgewerkt_op"])
