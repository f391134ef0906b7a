"""What the studio does to a concept; what was published never changes, which the database holds too."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from formulieren.definitie import AANVRAAGDOCUMENT, Json
from formulieren.models import Formulier, FormulierVersie
from formulieren.ontwerp import (
    Deel,
    hernoem,
    kopie,
    kopie_van_stap,
    naam_van_houder,
    plaats_in,
    plaats_van,
    schuif,
    schuif_vraag,
    sleutel_uit,
    sleutels,
    stap_van,
    vraag_van,
    zet_in,
)
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.models import Gebruiker
from zaken.models import Zaaktype

logger = logging.getLogger(__name__)


@contextmanager
def concept(versie: FormulierVersie, wat: str, *, door: Gebruiker) -> Iterator[Deel]:
    """Give the definition of a concept as it is now, locked, and keep what is made of it."""
    with transaction.atomic():
        slot = _vergrendeld(versie)
        yield slot.definitie
        slot.save(update_fields=["definitie"])
    versie.definitie = slot.definitie
    _log(wat, versie, door)


def _vergrendeld(versie: FormulierVersie) -> FormulierVersie:
    slot = FormulierVersie.objects.select_for_update(of=("self",)).filter(pk=versie.pk).first()
    if slot is None or slot.status != FormulierVersie.Status.CONCEPT:
        zin = _("Dit is geen concept meer. Maak een nieuw concept om iets te veranderen.")
        raise ValidationError(zin, code="geen-concept")
    return slot


def _log(wat: str, versie: FormulierVersie, door: Gebruiker) -> None:
    logger.info(wat, extra={"formulierversie": str(versie.uuid), "door": str(door.uuid)})


# A form and its versions


@transaction.atomic
def maak_formulier(*, slug: str, zaaktype: Zaaktype, titel: str, door: Gebruiker) -> FormulierVersie:
    """Return the empty concept of a new form."""
    if Formulier.objects.filter(slug=slug).exists():
        raise ValidationError(
            _("Dit adres is al van een ander formulier."), code="adres-bezet", params={"veld": "slug"}
        )
    formulier = Formulier.objects.create(slug=slug, zaaktype=zaaktype)
    definitie = {"titel": {"nl": titel}, "omschrijving": titel, "document": AANVRAAGDOCUMENT, "stappen": []}
    versie = FormulierVersie.objects.create(formulier=formulier, versie=1, definitie=definitie)
    _log("formulier gemaakt", versie, door)
    return versie


@transaction.atomic
def maak_concept(formulier: Formulier, *, bron: FormulierVersie | None = None, door: Gebruiker) -> FormulierVersie:
    """Return a new concept, equal to `bron`, or else to the published version, or the last when none is published."""
    Formulier.objects.select_for_update(of=("self",)).get(pk=formulier.pk)
    versies = formulier.versies.order_by("-versie")
    if versies.filter(status=FormulierVersie.Status.CONCEPT).exists():
        raise ValidationError(_("Er is al een concept. Werk daarin verder, of gooi het weg."), code="concept-bestaat")
    bron = bron or versies.gepubliceerd().first() or versies[0]
    nieuw = FormulierVersie.objects.create(
        formulier=formulier, versie=versies[0].versie + 1, niveau=bron.niveau, definitie=bron.definitie
    )
    _log("concept gemaakt", nieuw, door)
    return nieuw


@transaction.atomic
def gooi_versie_weg(versie: FormulierVersie, *, door: Gebruiker) -> None:
    """Throw a concept away; a form that was nothing but this concept goes with it, and its address is free again."""
    slot = _vergrendeld(versie)
    formulier = slot.formulier
    slot.delete()
    if not formulier.versies.exists():
        formulier.delete()
    _log("concept weggegooid", versie, door)


@transaction.atomic
def trek_in(versie: FormulierVersie, *, door: Gebruiker) -> None:
    """Take a published form offline: nobody can begin it any more, and drafts in it can still be sent."""
    slot = FormulierVersie.objects.select_for_update(of=("self",)).get(pk=versie.pk)
    if slot.status != FormulierVersie.Status.GEPUBLICEERD:
        raise ValidationError(_("Alleen een gepubliceerde versie kunt u intrekken."), code="niet-gepubliceerd")
    slot.status = FormulierVersie.Status.INGETROKKEN
    slot.save(update_fields=["status"])
    _log("formulier ingetrokken", versie, door)


@transaction.atomic
def publiceer_concept(versie: FormulierVersie, *, door: Gebruiker) -> FormulierVersie:
    """Publish a concept; everything that is wrong with it is told at once."""
    gepubliceerd = publiceer(_vergrendeld(versie))
    _log("formulier gepubliceerd", versie, door)
    return gepubliceerd


@transaction.atomic
def zet_gegevens(versie: FormulierVersie, gegevens: Mapping[str, Json], *, niveau: int, door: Gebruiker) -> None:
    """Change what is said of the form as a whole; a part without value goes."""
    slot = _vergrendeld(versie)
    _werk_bij(slot.definitie, gegevens)
    slot.niveau = niveau
    slot.save(update_fields=["definitie", "niveau"])
    _log("formulier gewijzigd", versie, door)


def zet_onderdeel(versie: FormulierVersie, naam: str, waarde: Json, *, door: Gebruiker) -> None:
    """Change one part of the form as a whole, such as its prices; None takes it out."""
    with concept(versie, "onderdeel gewijzigd", door=door) as definitie:
        _werk_bij(definitie, {naam: waarde})


def _werk_bij(deel: Deel, gegevens: Mapping[str, Json]) -> None:
    for naam, waarde in gegevens.items():
        if waarde is None:
            deel.pop(naam, None)
        else:
            deel[naam] = waarde


# Pages


def voeg_stap_toe(versie: FormulierVersie, gegevens: Mapping[str, Json], *, door: Gebruiker) -> str:
    """Add a page at the end, and return its key, which follows from its title."""
    with concept(versie, "stap toegevoegd", door=door) as definitie:
        bezet = {stap["sleutel"] for stap in definitie["stappen"]}
        sleutel = sleutel_uit(str(gegevens.get("titel", {}).get("nl", "")), bezet, streepje="-")
        stap: dict[str, Any] = {"sleutel": sleutel, "vragen": []}
        _werk_bij(stap, gegevens)
        definitie["stappen"].append(stap)
    return sleutel


def wijzig_stap(versie: FormulierVersie, sleutel: str, gegevens: Mapping[str, Json], *, door: Gebruiker) -> None:
    """Change the texts or the rule of a page."""
    with concept(versie, "stap gewijzigd", door=door) as definitie:
        _werk_bij(stap_van(definitie, sleutel), gegevens)


def verwijder_stap(versie: FormulierVersie, sleutel: str, *, door: Gebruiker) -> None:
    """Take a page out with its questions."""
    with concept(versie, "stap verwijderd", door=door) as definitie:
        definitie["stappen"].remove(stap_van(definitie, sleutel))


def verplaats_stap(versie: FormulierVersie, sleutel: str, *, richting: int, door: Gebruiker) -> None:
    """Move a page one place up (-1) or down (1)."""
    with concept(versie, "stap verplaatst", door=door) as definitie:
        stappen = definitie["stappen"]
        schuif(stappen, stappen.index(stap_van(definitie, sleutel)), richting)


def neem_stap_over(versie: FormulierVersie, bron: FormulierVersie, sleutel: str, *, door: Gebruiker) -> str:
    """Add a copy of a page of another form (R.E5); its questions are new ones, for they are asked anew there."""
    stap = stap_van(bron.definitie, sleutel)
    with concept(versie, "stap overgenomen", door=door) as definitie:
        nieuw = kopie_van_stap(definitie, stap)
        definitie["stappen"].append(nieuw)
    return str(nieuw["sleutel"])


# Questions


def voeg_vraag_toe(versie: FormulierVersie, houder: str, gegevens: Mapping[str, Json], *, door: Gebruiker) -> UUID:
    """Add a question at the end of a page (by its key) or a group (by its id), and return its id."""
    nieuw = uuid4()
    with concept(versie, "vraag toegevoegd", door=door) as definitie:
        vraag: dict[str, Any] = {"id": str(nieuw), "sleutel": _sleutel(definitie, gegevens)}
        _werk_bij(vraag, {naam: waarde for naam, waarde in gegevens.items() if naam != "sleutel"})
        plaats_in(definitie, houder, vraag)
    return nieuw


def wijzig_vraag(
    versie: FormulierVersie, vraag: UUID, gegevens: Mapping[str, Json], *, houder: str = "", door: Gebruiker
) -> None:
    """Change a question, whose id stays; rules that name its key follow a new key. `houder` moves it elsewhere."""
    with concept(versie, "vraag gewijzigd", door=door) as definitie:
        deel = vraag_van(definitie, str(vraag))
        oud = deel["sleutel"]
        nieuw = _sleutel(definitie, gegevens, eigen=oud) if "sleutel" in gegevens else oud
        _werk_bij(deel, {**gegevens, "sleutel": nieuw})
        if nieuw != oud:
            hernoem(definitie, oud, nieuw)
        if houder and houder != naam_van_houder(definitie, str(vraag)):
            zet_in(definitie, houder, str(vraag))


def _sleutel(definitie: Deel, gegevens: Mapping[str, Json], *, eigen: str = "") -> str:
    """Return the key that was chosen when it is free, or one made of the label."""
    bezet = sleutels(definitie) - {eigen}
    gekozen = str(gegevens.get("sleutel") or "")
    if gekozen in bezet:
        zin = _("Deze sleutel is al van een andere vraag.")
        raise ValidationError(zin, code="sleutel-bezet", params={"veld": "sleutel"})
    label = (gegevens.get("label") or gegevens.get("tekst") or {}).get("nl", "")
    return gekozen or sleutel_uit(str(label or gegevens.get("type", "")), bezet)


def kopieer_vraag(versie: FormulierVersie, vraag: UUID, *, door: Gebruiker) -> UUID:
    """Add a copy below a question, with everything inside it; return the id of the copy."""
    with concept(versie, "vraag gekopieerd", door=door) as definitie:
        lijst, nummer = plaats_van(definitie, str(vraag))
        nieuw = kopie(definitie, lijst[nummer])
        lijst.insert(nummer + 1, nieuw)
    return UUID(nieuw["id"])


def verwijder_vraag(versie: FormulierVersie, vraag: UUID, *, door: Gebruiker) -> None:
    """Take a question out, with everything inside it; rules that read it are told before publishing."""
    with concept(versie, "vraag verwijderd", door=door) as definitie:
        lijst, nummer = plaats_van(definitie, str(vraag))
        del lijst[nummer]


def verplaats_vraag(versie: FormulierVersie, vraag: UUID, *, richting: int, door: Gebruiker) -> None:
    """Move a question one place up (-1) or down (1), over the edge of its page to the next one."""
    with concept(versie, "vraag verplaatst", door=door) as definitie:
        schuif_vraag(definitie, str(vraag), richting)


def zet_regel(versie: FormulierVersie, plaats: str, naam: str, regel: Json, *, door: Gebruiker) -> None:
    """Set a rule of a question (by its id) or of a page (by its key); None takes it out."""
    with concept(versie, "regel gewijzigd", door=door) as definitie:
        stap = naam == "van_toepassing"
        _werk_bij(stap_van(definitie, plaats) if stap else vraag_van(definitie, plaats), {naam: regel})


def zet_blokkade(versie: FormulierVersie, nummer: int | None, blokkade: Json, *, door: Gebruiker) -> None:
    """Add a reason why somebody cannot go on, change it, or take it out with None."""
    with concept(versie, "blokkade gewijzigd", door=door) as definitie:
        rijen = definitie.setdefault("blokkades", [])
        if nummer is None:
            rijen.append(blokkade)
        elif nummer >= len(rijen):
            raise ValidationError(_("Deze blokkade is er niet meer."), code="blokkade-weg")
        elif blokkade is None:
            del rijen[nummer]
        else:
            rijen[nummer] = {**rijen[nummer], **blokkade}
