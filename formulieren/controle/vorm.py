"""The shape of a definition: what has to be there, of which kind, and nothing twice."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.controle.gebrek import Gebrek
from formulieren.definitie import Definitie, Json, Verplicht, Vraag
from formulieren.regels.plan import GEGEVEN

# Both stand in addresses and in names of fields; two underscores part a key from its row.
STAPSLEUTEL = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
VRAAGSLEUTEL = re.compile(r"[a-zA-Z](?:[a-zA-Z0-9]|_(?!_)){0,58}[a-zA-Z0-9]|[a-zA-Z]")
MAX_VRAGEN = 1000
MAX_STAPPEN = 50


def vormgebreken(definitie: Definitie) -> list[Gebrek]:
    """Return what is wrong with the shape; when this is empty the definition can be read without surprises."""
    gevonden = list(_geheel(definitie.gegevens))
    if gevonden:
        return gevonden
    stappen, vragen = list(definitie.stappen), list(definitie.elke_vraag())
    gevonden = [Gebrek(_naam(stap.gegevens), zin) for stap in stappen for zin in _stap(stap.gegevens)]
    gevonden += [Gebrek(_naam(vraag.gegevens), zin) for vraag in vragen for zin in _vraag(vraag)]
    gevonden += _dubbel("sleutel", [_naam(stap.gegevens) for stap in stappen])
    gevonden += _dubbel("sleutel", [*map(_sleutel, vragen), *_variabelen(definitie.gegevens)])
    return gevonden + _dubbel("id", [str(vraag.gegevens.get("id")) for vraag in vragen])


def _geheel(gegevens: Json) -> Iterator[Gebrek]:
    if not isinstance(gegevens, Mapping):
        yield Gebrek("", _("De definitie is geen object."))
        return
    stappen = gegevens.get("stappen")
    if not isinstance(stappen, list) or not stappen or not all(isinstance(stap, Mapping) for stap in stappen):
        yield Gebrek("", _("Het formulier heeft geen stappen."))
    elif len(stappen) > MAX_STAPPEN or _aantal_vragen(gegevens) > MAX_VRAGEN:
        yield Gebrek("", _("Het formulier is te groot."))
    for naam in ("titel", "omschrijving"):
        if not gegevens.get(naam):
            yield Gebrek("", _("Het formulier heeft geen %(naam)s.") % {"naam": naam})
    for rij in gegevens.get("blokkades", []):
        if rij.get("stap") not in [stap.get("sleutel") for stap in stappen or []]:
            yield Gebrek("", _("Een blokkade hoort bij een stap die er niet is: %(stap)s.") % {"stap": rij.get("stap")})
    for rij in [*gegevens.get("blokkades", []), *gegevens.get("routes", [])]:
        if "als" not in rij:
            yield Gebrek("", _("Een blokkade of route heeft geen voorwaarde."))


def _aantal_vragen(knoop: Json) -> int:
    if isinstance(knoop, Mapping):
        return ("id" in knoop) + sum(_aantal_vragen(deel) for deel in knoop.values())
    return sum(_aantal_vragen(deel) for deel in knoop) if isinstance(knoop, list) else 0


def _stap(gegevens: Mapping[str, Json]) -> Iterator[str]:
    if not STAPSLEUTEL.fullmatch(str(gegevens.get("sleutel", ""))):
        yield _("De sleutel van een stap bestaat uit kleine letters, cijfers en streepjes.")
    if not gegevens.get("titel"):
        yield _("De stap heeft geen titel.")
    if not gegevens.get("vragen"):
        yield _("De stap heeft geen vragen.")


def _vraag(vraag: Vraag) -> Iterator[str]:
    if not VRAAGSLEUTEL.fullmatch(_sleutel(vraag)):
        yield _("De sleutel van een vraag bestaat uit letters, cijfers en enkele onderstrepingen.")
    if _sleutel(vraag) in GEGEVEN:
        yield _("Deze sleutel gebruikt het formulier zelf al.")
    if vraag.gegevens.get("type") not in {*COMPONENTEN, *STRUCTUUR}:
        yield _("Onbekend type vraag: %(type)s.") % {"type": vraag.gegevens.get("type")}
    if vraag.gegevens.get("verplicht", "hard") not in set(Verplicht):
        yield _("Verplicht is hard, zacht of niet.")
    if not _is_uuid(vraag.gegevens.get("id")):
        yield _("De vraag heeft geen goed id.")


def _is_uuid(waarde: Json) -> bool:
    try:
        return bool(str(UUID(str(waarde))) == waarde)
    except ValueError:
        return False


def _naam(gegevens: Mapping[str, Json]) -> str:
    return str(gegevens.get("sleutel", ""))


def _sleutel(vraag: Vraag) -> str:
    return _naam(vraag.gegevens)


def _variabelen(gegevens: Mapping[str, Json]) -> list[str]:
    return [_naam(rij) for rij in gegevens.get("variabelen", [])]


def _dubbel(naam: str, waarden: list[str]) -> list[Gebrek]:
    zin = _("Deze %(naam)s komt vaker voor.") % {"naam": naam}
    return [Gebrek(waarde, zin) for waarde, aantal in Counter(waarden).items() if aantal > 1]
