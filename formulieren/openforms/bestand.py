"""The zip file of an export: read with limits, because it comes from outside."""

import json
import zipfile
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_BESTANDEN = 50
MAX_DIEP = 60
NODIG = ("forms", "formSteps")
MAG = ("formDefinitions", "formLogic", "formVariables", "_meta")

Json = dict[str, Any]


@dataclass(frozen=True)
class Export:
    """The parts of an export as they were read; `andere` names the files that we do not know."""

    formulier: Json
    stappen: list[Json]
    definities: list[Json]
    regels: list[Json]
    variabelen: list[Json]
    andere: list[str] = field(default_factory=list)


def lees_zip(bestand: IO[bytes]) -> Export:
    """Return the parts of the export; raises ValidationError when the file is no export of one form."""
    try:
        with zipfile.ZipFile(bestand) as archief:
            delen, andere = _delen(archief)
    except (zipfile.BadZipFile, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fout:
        raise ValidationError(_("Dit bestand is geen export van Open Forms."), code="geen-export") from fout
    formulieren = delen.get("forms")
    if not isinstance(formulieren, list) or len(formulieren) != 1 or not isinstance(formulieren[0], dict):
        raise ValidationError(_("Een export bevat precies één formulier."), code="geen-formulier")
    if not delen.get("formSteps"):
        raise ValidationError(_("Deze export bevat geen stappen."), code="geen-stappen")
    return Export(
        formulieren[0],
        _lijst(delen, "formSteps"),
        _lijst(delen, "formDefinitions"),
        _lijst(delen, "formLogic"),
        _lijst(delen, "formVariables"),
        andere,
    )


def _delen(archief: zipfile.ZipFile) -> tuple[dict[str, Any], list[str]]:
    leden = archief.infolist()
    if len(leden) > MAX_BESTANDEN or sum(lid.file_size for lid in leden) > MAX_BYTES:
        raise ValidationError(_("Dit bestand is te groot."), code="te-groot")
    delen, andere = {}, []
    for lid in leden:
        naam = lid.filename.removesuffix(".json")
        if naam not in {*NODIG, *MAG}:
            andere.append(lid.filename)
            continue
        with archief.open(lid) as inhoud:
            # The size that the archive names is only what it says of itself.
            tekst = inhoud.read(MAX_BYTES + 1)
        if len(tekst) > MAX_BYTES:
            raise ValidationError(_("Dit bestand is te groot."), code="te-groot")
        delen[naam] = json.loads(tekst.decode())
        _weiger_diep(delen[naam])
    return delen, andere


def _weiger_diep(inhoud: Any) -> None:
    stapel = [(inhoud, 1)]
    while stapel:
        knoop, diep = stapel.pop()
        if diep > MAX_DIEP:
            raise ValidationError(_("Dit bestand is te diep genest."), code="te-diep")
        if isinstance(knoop, dict | list):
            stapel.extend((deel, diep + 1) for deel in (knoop.values() if isinstance(knoop, dict) else knoop))


def _lijst(delen: dict[str, Any], naam: str) -> list[Json]:
    rijen = delen.get(naam) or []
    if not isinstance(rijen, list) or not all(isinstance(rij, dict) for rij in rijen):
        raise ValidationError(_("Dit bestand is geen export van Open Forms."), code="geen-export")
    return rijen
