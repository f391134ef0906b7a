"""The draft: begun once, kept at every page, thrown away when someone asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formulieren.afspraken.boeken import verleng
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import Antwoord, FormulierVersie, Inzending, Plek, Rij, Uploaddeel
from formulieren.services.bijlagen import Grenzen, voeg_bijlagen_toe
from formulieren.services.slot import tel_wijziging, vergrendel
from formulieren.stapformulier import Stapformulier
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import verwijder


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
            bijlagen = voeg_bijlagen_toe(inzending, gesteld.plek, uploads, Grenzen.van(component))
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
    inzending = vergrendel(inzending)
    bekend = {rij.plek: rij for rij in inzending.antwoorden.all()}
    rijen = set(inzending.rijen.values_list("uuid", flat=True)) | {None}
    Antwoord.objects.bulk_create(
        [
            Antwoord(
                inzending=inzending,
                vraag=plek.vraag,
                rij_id=plek.rij,
                waarde=waarde,
                **_herkomst(bekend.get(plek), waarde),
            )
            for plek, waarde in antwoorden.items()
            if plek.rij in rijen and (plek not in bekend or bekend[plek].waarde != waarde)
        ],
        update_conflicts=True,
        unique_fields=["inzending", "vraag", "rij"],
        update_fields=["waarde", "bron", "opgehaald_op", "geverifieerd", "bijgewerkt_op"],
    )
    tel_wijziging(inzending)


def _herkomst(oud: Antwoord | None, nieuw: Json) -> dict[str, Any]:
    """Return what stays of the source of an answer that somebody changed; mostly nothing, for then it is his own."""
    if oud is None:
        return {}
    if _zelfde_keuzelijst(oud.waarde, nieuw):
        return {"bron": oud.bron, "opgehaald_op": oud.opgehaald_op, "geverifieerd": oud.geverifieerd}
    # Its register was silent: it is looked up after sending, whatever was typed meanwhile (R.C17).
    return {"geverifieerd": False} if oud.geverifieerd is False else {}


def _zelfde_keuzelijst(oud: Json, nieuw: Json) -> bool:
    """Tell whether somebody only chose otherwise among what a register offered."""
    if not isinstance(oud, dict) or not isinstance(nieuw, dict):
        return False
    return bool(oud.get("uit_bron")) and oud["uit_bron"] == nieuw.get("uit_bron")


@transaction.atomic
def voeg_rij_toe(inzending: Inzending, vraag: Vraag) -> None:
    """Add one empty row to a repeating group; a full one stays as it is."""
    inzending = vergrendel(inzending)
    if inzending.rijen.filter(vraag=vraag.id).count() < vraag.max_rijen:
        Rij.objects.create(inzending=inzending, vraag=vraag.id)
        tel_wijziging(inzending)


def verwijder_rij(inzending: Inzending, vraag: Vraag, rij: UUID) -> None:
    """Take a row with its answers and files out of the draft; a second click finds it gone."""
    with transaction.atomic():
        inzending = vergrendel(inzending)
        rijen = inzending.rijen.filter(vraag=vraag.id)
        if rijen.count() <= vraag.min_rijen or not rijen.filter(uuid=rij).exists():
            return
        paden = list(inzending.bijlagen.filter(rij_id=str(rij)).values_list("pad", flat=True))
        rijen.filter(uuid=rij).delete()
        tel_wijziging(inzending)
    for pad in paden:
        verwijder(pad)


def gooi_concept_weg(inzending: Inzending) -> None:
    """Remove a draft with its answers and files, because the person asked for it; a second click finds it gone."""
    with transaction.atomic():
        try:
            inzending = vergrendel(inzending)
        except Inzending.DoesNotExist:
            return
        if inzending.betalingen.voldaan().exists():
            zin = _("U heeft hiervoor al betaald. Verstuur uw antwoorden, of bel ons als u uw geld terug wilt.")
            raise ValidationError(zin, code="betaald")
        paden = list(inzending.bijlagen.values_list("pad", flat=True))
        paden += Uploaddeel.objects.filter(upload__inzending=inzending).values_list("pad", flat=True)
        inzending.delete()
    for pad in paden:
        verwijder(pad)
