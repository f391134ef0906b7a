"""A form as a file: out of one environment, and into another as a concept (R.E4)."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.controle import gebreken
from formulieren.definitie import Definitie, Json, Verplicht
from formulieren.models import Formulier, FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from zaken.models import Zaaktype

SOORT = "mijnportaal-formulier"
DEFINITIE, META = "formulier.json", "meta.json"
MAX_BYTES = 5 * 1024 * 1024
MAX_DIEP = 60
# A zip without a clock: the same form gives the same file.
DATUM = (1980, 1, 1, 0, 0, 0)
TEKSTEN = ("label", "hulp", "waarom", "grondslag", "tekst", "rijnaam", "rijtitel", "eenheid", "uitleg")


def voer_uit(versie: FormulierVersie) -> bytes:
    """Return a version as a zip: its definition, and what it belongs to."""
    meta = {
        "soort": SOORT,
        "formaat": 1,
        "adres": versie.formulier.slug,
        "versie": versie.versie,
        "niveau": versie.niveau,
        "zaaktype": versie.formulier.zaaktype.identificatie,
    }
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in ((DEFINITIE, versie.definitie), (META, meta)):
            archief.writestr(zipfile.ZipInfo(naam, DATUM), json.dumps(inhoud, ensure_ascii=False, indent=2))
    return bestand.getvalue()


def is_eigen(bestand: IO[bytes]) -> bool:
    """Tell whether a file is an export of ours; it is read from its begin afterwards."""
    try:
        with zipfile.ZipFile(bestand) as archief:
            return {DEFINITIE, META} <= set(archief.namelist())
    except zipfile.BadZipFile:
        return False
    finally:
        bestand.seek(0)


@transaction.atomic
def voer_in(bestand: IO[bytes], *, zaaktype: Zaaktype | None, door: Gebruiker) -> FormulierVersie:
    """Return the concept made of a file; a form with the same address gets a next version.

    Without `zaaktype` a new form starts the zaaktype that the file names. Nothing is published: the checklist tells
    what has to be done here first.
    """
    definitie, meta = _lees(bestand)
    eis_leesbaar(definitie)
    slug = slugify(str(meta.get("adres", "")))[:50]
    if not slug:
        raise ValidationError(_("In dit bestand staat geen adres van het formulier."), code="adres-ontbreekt")
    formulier = Formulier.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if formulier is None:
        formulier = Formulier.objects.create(slug=slug, zaaktype=zaaktype or _zaaktype(str(meta.get("zaaktype", ""))))
    laatste = formulier.versies.order_by("-versie").values_list("versie", flat=True).first() or 0
    niveau = meta.get("niveau") if meta.get("niveau") in Niveau.values else Niveau.GEEN
    return FormulierVersie.objects.create(
        formulier=formulier, versie=laatste + 1, niveau=niveau or Niveau.GEEN, definitie=definitie
    )


def _zaaktype(identificatie: str) -> Zaaktype:
    gevonden = Zaaktype.objects.filter(identificatie=identificatie).order_by("pk").first()
    if gevonden is None:
        zin = _("Wij kennen het zaaktype %(naam)s uit dit bestand niet. Kies zelf een zaaktype.")
        raise ValidationError(zin % {"naam": identificatie}, code="zaaktype-onbekend", params={"veld": "zaaktype"})
    return gevonden


def _lees(bestand: IO[bytes]) -> tuple[Json, Mapping[str, Any]]:
    try:
        with zipfile.ZipFile(bestand) as archief:
            definitie, meta = (_deel(archief, naam) for naam in (DEFINITIE, META))
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, ValueError, RecursionError) as fout:
        raise ValidationError(_("Dit bestand is geen formulier van ons."), code="geen-formulierbestand") from fout
    if not isinstance(meta, Mapping) or meta.get("soort") != SOORT:
        raise ValidationError(_("Dit bestand is geen formulier van ons."), code="geen-formulierbestand")
    return definitie, meta


def _deel(archief: zipfile.ZipFile, naam: str) -> Json:
    with archief.open(naam) as inhoud:
        # The size that the archive names is only what it says of itself.
        tekst = inhoud.read(MAX_BYTES + 1)
    if len(tekst) > MAX_BYTES:
        raise ValidationError(_("Dit formulier is te groot."), code="formulier-te-groot")
    gelezen = json.loads(tekst.decode())
    if _diepte(gelezen) > MAX_DIEP:
        raise ValidationError(_("Dit formulier is te diep genest."), code="formulier-te-diep")
    return gelezen


def _diepte(knoop: Json) -> int:
    laag, diep = [knoop], 0
    while laag:
        diep += 1
        laag = [
            deel
            for ouder in laag
            if isinstance(ouder, dict | list)
            for deel in (ouder.values() if isinstance(ouder, dict) else ouder)
        ]
    return diep


def eis_leesbaar(definitie: Json) -> None:
    """Raise ValidationError when a definition has a shape that the studio itself cannot show."""
    plaats = next(_onleesbaar(definitie), None)
    if plaats is None:
        try:
            gebreken(Definitie(definitie))
        except (TypeError, KeyError, ValueError, AttributeError, IndexError, RecursionError):
            plaats = "formulier"
    if plaats is not None:
        zin = _("Dit formulier is niet te lezen. Er klopt iets niet bij: %(plaats)s.")
        raise ValidationError(zin % {"plaats": plaats[:80]}, code="formulier-onleesbaar")


def _onleesbaar(definitie: Json) -> Iterator[str]:
    """Yield where a definition is not what everything that reads it counts on."""
    if not isinstance(definitie, dict) or not isinstance(definitie.get("stappen"), list):
        yield "stappen"
        return
    yield from (naam for naam in ("titel", "samenvatting", "voor_wie", "grondslag") if not _is_tekst(definitie, naam))
    yield from (naam for naam in ("nodig", "vervolg") if not all(map(_is_taal, _lijst(definitie, naam))))
    for naam in ("blokkades", "routes", "variabelen", "voorbeelden"):
        if not all(isinstance(rij, dict) for rij in _lijst(definitie, naam)):
            yield naam
    yield from (naam for naam in ("tabellen", "prijs") if not isinstance(definitie.get(naam, {}), dict))
    if not isinstance(definitie.get("omschrijving", ""), str):
        yield "omschrijving"
    for stap in definitie["stappen"]:
        goed = isinstance(stap, dict) and isinstance(stap.get("sleutel"), str) and _is_tekst(stap, "titel")
        if not goed or not isinstance(stap.get("vragen"), list) or not _is_tekst(stap, "uitleg"):
            yield "stap"
            return
        yield from _in_vragen(stap["vragen"])


def _in_vragen(vragen: list[Json]) -> Iterator[str]:
    for vraag in vragen:
        if not isinstance(vraag, dict) or not isinstance(vraag.get("sleutel"), str) or not _is_uuid(vraag.get("id")):
            yield "vraag"
            return
        opties = _lijst(vraag, "opties")
        goed = (
            vraag.get("type") in {*COMPONENTEN, *STRUCTUUR}
            and vraag.get("verplicht", "hard") in set(Verplicht)
            and all(_is_tekst(vraag, naam) for naam in TEKSTEN)
            and all(isinstance(optie, dict) and "code" in optie and _is_tekst(optie, "label") for optie in opties)
            and all(isinstance(vraag.get(naam, {}), dict) for naam in ("vulling", "foutteksten", "dynamisch"))
            and isinstance(vraag.get("vragen", []), list)
        )
        if not goed:
            yield vraag["sleutel"]
            return
        yield from _in_vragen(vraag.get("vragen", []))


def _lijst(deel: Mapping[str, Json], naam: str) -> list[Json]:
    """Return a list, or one that is refused where something else stands."""
    waarde = deel.get(naam, [])
    return waarde if isinstance(waarde, list) else [waarde]


def _is_tekst(deel: Mapping[str, Json], naam: str) -> bool:
    return naam not in deel or deel[naam] is None or _is_taal(deel[naam])


def _is_taal(tekst: Json) -> bool:
    return isinstance(tekst, dict) and all(isinstance(zin, str) for zin in tekst.values())


def _is_uuid(waarde: Json) -> bool:
    try:
        return isinstance(waarde, str) and str(UUID(waarde)) == waarde
    except ValueError:
        return False
