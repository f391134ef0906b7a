"""Changing a definition in the studio: finding, adding, moving and renaming its parts; pure, on the JSON itself."""

import re
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.definitie import Json

Deel = dict[str, Any]
MAX_SLEUTEL = 40


def stap_van(definitie: Deel, sleutel: str) -> Deel:
    """Return the page with this key; raise ValidationError when a colleague took it away."""
    for stap in definitie["stappen"]:
        if stap["sleutel"] == sleutel:
            gevonden: Deel = stap
            return gevonden
    raise ValidationError(_("Deze stap is er niet meer."), code="stap-weg")


def elke_lijst(definitie: Deel) -> Iterator[list[Deel]]:
    """Yield every list of questions: those of the pages, the groups and the repeating groups."""
    for stap in definitie["stappen"]:
        yield from _lijsten(stap["vragen"])


def _lijsten(vragen: list[Deel]) -> Iterator[list[Deel]]:
    yield vragen
    for vraag in vragen:
        if "vragen" in vraag:
            yield from _lijsten(vraag["vragen"])


def plaats_van(definitie: Deel, vraag: str) -> tuple[list[Deel], int]:
    """Return the list in which a question stands, and its place in it."""
    for lijst in elke_lijst(definitie):
        for nummer, rij in enumerate(lijst):
            if rij["id"] == vraag:
                return lijst, nummer
    raise ValidationError(_("Deze vraag is er niet meer."), code="vraag-weg")


def vraag_van(definitie: Deel, vraag: str) -> Deel:
    """Return the question with this id."""
    lijst, nummer = plaats_van(definitie, vraag)
    return lijst[nummer]


def houder_van(definitie: Deel, houder: str) -> list[Deel]:
    """Return the list of questions of a page (by its key) or of a group (by its id)."""
    for stap in definitie["stappen"]:
        if stap["sleutel"] == houder:
            lijst: list[Deel] = stap["vragen"]
            return lijst
    binnen: list[Deel] = vraag_van(definitie, houder).setdefault("vragen", [])
    return binnen


def naam_van_houder(definitie: Deel, vraag: str) -> str:
    """Return the key of the page, or the id of the group, in which a question stands."""
    lijst, _nummer = plaats_van(definitie, vraag)
    for stap in definitie["stappen"]:
        if stap["vragen"] is lijst:
            return str(stap["sleutel"])
    return next(str(rij["id"]) for deel in elke_lijst(definitie) for rij in deel if rij.get("vragen") is lijst)


def plaats_in(definitie: Deel, houder: str, vraag: Deel) -> None:
    """Put a question at the end of a page or a group."""
    _weiger_nesten(definitie, houder, vraag)
    houder_van(definitie, houder).append(vraag)


def _weiger_nesten(definitie: Deel, houder: str, vraag: Deel) -> None:
    soorten = [vraag["type"], *(rij["type"] for lijst in _lijsten(vraag.get("vragen", [])) for rij in lijst)]
    if "herhaling" in soorten and _in_herhaling(definitie, houder):
        raise ValidationError(_("Een herhaling staat niet in een herhaling."), code="herhaling-in-herhaling")


def _in_herhaling(definitie: Deel, houder: str) -> bool:
    while not any(stap["sleutel"] == houder for stap in definitie["stappen"]):
        if vraag_van(definitie, houder)["type"] == "herhaling":
            return True
        houder = naam_van_houder(definitie, houder)
    return False


def zet_in(definitie: Deel, houder: str, vraag: str) -> None:
    """Move a question to the end of another page or group; never into itself."""
    deel = vraag_van(definitie, vraag)
    if houder == vraag or any(rij["id"] == houder for lijst in _lijsten(deel.get("vragen", [])) for rij in lijst):
        raise ValidationError(_("Een groep staat niet in zichzelf."), code="groep-in-zichzelf")
    _weiger_nesten(definitie, houder, deel)
    doel = houder_van(definitie, houder)
    lijst, nummer = plaats_van(definitie, vraag)
    doel.append(lijst.pop(nummer))


def schuif(lijst: list[Deel], nummer: int, richting: int) -> bool:
    """Swap with the part before (-1) or after (1); tell whether there was one."""
    ander = nummer + richting
    if not 0 <= ander < len(lijst):
        return False
    lijst[nummer], lijst[ander] = lijst[ander], lijst[nummer]
    return True


def schuif_vraag(definitie: Deel, vraag: str, richting: int) -> None:
    """Move a question one place; at the edge of its page to the page beside it."""
    lijst, nummer = plaats_van(definitie, vraag)
    if schuif(lijst, nummer, richting):
        return
    stappen = [stap["vragen"] for stap in definitie["stappen"]]
    hier = next((n for n, vragen in enumerate(stappen) if vragen is lijst), None)
    if hier is not None and 0 <= hier + richting < len(stappen):
        stappen[hier + richting].insert(0 if richting > 0 else len(stappen[hier + richting]), lijst.pop(nummer))


def kopie(definitie: Deel, vraag: Deel) -> Deel:
    """Return a copy of a question with everything inside it, with ids and keys of its own."""
    nieuw = deepcopy(vraag)
    _maak_eigen(definitie, nieuw, [nieuw, *(rij for lijst in _lijsten(nieuw.get("vragen", [])) for rij in lijst)])
    return nieuw


def kopie_van_stap(definitie: Deel, stap: Deel) -> Deel:
    """Return a copy of a page of any form, with ids and keys that are free in this one."""
    nieuw = deepcopy(stap)
    _maak_eigen(definitie, nieuw, [rij for lijst in _lijsten(nieuw["vragen"]) for rij in lijst])
    nieuw["sleutel"] = vrij(stap["sleutel"], {deel["sleutel"] for deel in definitie["stappen"]}, streepje="-")
    return nieuw


def _maak_eigen(definitie: Deel, geheel: Deel, vragen: list[Deel]) -> None:
    """Give questions an id and a key of their own; rules between them go on between the copies."""
    bezet = sleutels(definitie)
    for vraag in vragen:
        oud, vraag["id"] = vraag["sleutel"], str(uuid4())
        vraag["sleutel"] = vrij(oud, bezet)
        bezet.add(vraag["sleutel"])
        if vraag["sleutel"] != oud:
            hernoem(geheel, oud, vraag["sleutel"])


def sleutels(definitie: Deel) -> set[str]:
    """Return every key that is taken: of questions and of variables."""
    vragen = {str(rij["sleutel"]) for lijst in elke_lijst(definitie) for rij in lijst}
    return vragen | {str(rij["sleutel"]) for rij in definitie.get("variabelen", [])}


def sleutel_uit(tekst: str, bezet: set[str], *, streepje: str = "_") -> str:
    """Return a free key made of a text: "Heeft u een auto?" is `heeft_u_een_auto`."""
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()
    woord = re.sub(r"[^a-z0-9]+", streepje, kaal).strip(streepje)[:MAX_SLEUTEL].strip(streepje)
    if not woord or (streepje == "_" and not woord[0].isalpha()):
        woord = f"vraag{streepje}{woord}".strip(streepje)
    return vrij(woord, bezet, streepje=streepje)


def vrij(sleutel: str, bezet: set[str], *, streepje: str = "_") -> str:
    """Return this key, with a number behind it when it is taken."""
    nummer, gevonden = 2, sleutel
    while gevonden in bezet:
        gevonden, nummer = f"{sleutel}{streepje}{nummer}", nummer + 1
    return gevonden


def hernoem(knoop: Json, oud: str, nieuw: str) -> None:
    """Let every rule, template and sample case that names a key name another one."""
    if isinstance(knoop, list):
        for nummer, deel in enumerate(knoop):
            if isinstance(deel, str):
                knoop[nummer] = _hernoem_sjabloon(deel, oud, nieuw)
            hernoem(deel, oud, nieuw)
    if not isinstance(knoop, dict):
        return
    for naam, waarde in list(knoop.items()):
        if naam in {"antwoorden", "zichtbaar", "waarden"} and isinstance(waarde, dict) and oud in waarde:
            waarde[nieuw] = waarde.pop(oud)
        if naam == "var":
            knoop[naam] = _hernoem_var(waarde, oud, nieuw)
        elif naam == "som" and isinstance(waarde, list) and len(waarde) > 1 and waarde[1] == oud:
            waarde[1] = nieuw
        elif isinstance(waarde, str):
            knoop[naam] = _hernoem_sjabloon(waarde, oud, nieuw)
        hernoem(knoop[naam], oud, nieuw)


def _hernoem_var(waarde: Json, oud: str, nieuw: str) -> Json:
    if isinstance(waarde, list) and waarde:
        return [_hernoem_var(waarde[0], oud, nieuw), *waarde[1:]]
    if isinstance(waarde, str) and (waarde == oud or waarde.startswith(f"{oud}.")):
        return nieuw + waarde[len(oud) :]
    return waarde


def _hernoem_sjabloon(tekst: str, oud: str, nieuw: str) -> str:
    return tekst.replace(f"${{{oud}}}", f"${{{nieuw}}}")
