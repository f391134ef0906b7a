"""The rules of a form: each one sound, about questions that exist and came before, and none waiting for itself."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from formulieren.componenten import component_voor
from formulieren.controle.gebrek import Gebrek
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.regels.controle import fouten_in_regel
from formulieren.regels.logica import bereken, sleutels_in
from formulieren.regels.omgeving import Omgeving
from formulieren.regels.plan import GEGEVEN, Rekenplan, regels_van
from formulieren.regels.soorten import Soort, Soorten
from formulieren.regels.tabellen import fouten_in_tabellen
from formulieren.regels.volgorde import Kring
from formulieren.regels.waarden import is_waar
from mijnportaal.kern.invoer import EERSTE_DAG


def regelgebreken(definitie: Definitie) -> list[Gebrek]:
    """Return what is wrong with the rules of a definition; when this is empty they can be worked out."""
    soorten = soorten_van(definitie)
    tabellen = definitie.gegevens.get("tabellen", {})
    gevonden = [Gebrek("", zin) for zin in fouten_in_tabellen(tabellen)]
    gevonden += [
        Gebrek(plaats, f"{naam}: {zin}")
        for plaats, naam, regel, bekend in _alle_regels(definitie, soorten)
        for zin in fouten_in_regel(regel, bekend, tabellen)
    ]
    return gevonden or [*_kringen(definitie), *_vooruit(definitie), *_nooit(definitie)]


def soorten_van(definitie: Definitie) -> Soorten:
    """Return what kind of value every key has, as rules at top level see it."""
    soorten: dict[str, Soort | Soorten] = dict.fromkeys(GEGEVEN, Soort.ONBEKEND)
    for vraag in definitie.vragen():
        soorten[vraag.sleutel] = {"rij": Soort.TEKST, **_binnen(vraag)} if vraag.is_herhaling else _soort(vraag)
    for rij in definitie.gegevens.get("variabelen", []):
        soorten[rij["sleutel"]] = Soort.ONBEKEND
    return soorten


def _binnen(herhaling: Vraag) -> dict[str, Soort | Soorten]:
    return {vraag.sleutel: _soort(vraag) for vraag in _vragen(herhaling.vragen)}


def _vragen(vragen: tuple[Vraag, ...]) -> Iterator[Vraag]:
    for vraag in vragen:
        if vraag.is_groep:
            yield from _vragen(vraag.vragen)
        elif not vraag.is_tekst:
            yield vraag


def _soort(vraag: Vraag) -> Soort:
    return component_voor(vraag).soort


def _alle_regels(definitie: Definitie, soorten: Soorten) -> Iterator[tuple[str, str, Json, Soorten]]:
    """Yield every rule with where it stands, what it is for, and the keys that it may read."""
    for stap in definitie.stappen:
        if "van_toepassing" in stap.gegevens:
            yield stap.sleutel, "van_toepassing", stap.gegevens["van_toepassing"], soorten
        yield from _vraagregels(stap.onderdelen, soorten)
    for rij in definitie.gegevens.get("variabelen", []):
        yield rij["sleutel"], "waarde", rij["waarde"], soorten
    for naam in ("blokkades", "routes"):
        for rij in definitie.gegevens.get(naam, []):
            yield "", naam, rij["als"], soorten
    if prijs := definitie.gegevens.get("prijs"):
        yield "", "prijs", prijs["bedrag"], soorten


def _vraagregels(vragen: tuple[Vraag, ...], soorten: Soorten) -> Iterator[tuple[str, str, Json, Soorten]]:
    for vraag in vragen:
        for naam, regel in regels_van(vraag):
            yield vraag.sleutel, naam, regel, soorten
        binnen = {**soorten, **_binnen(vraag)} if vraag.is_herhaling else soorten
        yield from _vraagregels(vraag.vragen, binnen)


def _kringen(definitie: Definitie) -> list[Gebrek]:
    try:
        Rekenplan(definitie)
    except Kring as kring:
        return [Gebrek("", kring.zin(_labels(definitie).get))]
    return []


def _labels(definitie: Definitie) -> Mapping[str, str]:
    return {vraag.sleutel: vraag.label or vraag.sleutel for vraag in definitie.elke_vraag()}


def _vooruit(definitie: Definitie) -> Iterator[Gebrek]:
    """Tell which page depends on a question that comes on it or after it: nobody could have answered that yet."""
    later: set[str] = set()
    for stap in reversed(definitie.stappen):
        later |= {vraag.sleutel for vraag in stap.vragen}
        for sleutel in sorted(sleutels_in(stap.gegevens.get("van_toepassing")) & later):
            yield Gebrek(
                stap.sleutel, _("De stap hangt af van een vraag die er pas later komt: %(s)s.") % {"s": sleutel}
            )


def _nooit(definitie: Definitie) -> Iterator[Gebrek]:
    """Tell which page or question nobody ever sees: its rule depends on nothing and is not true."""
    leeg = Omgeving(vandaag=EERSTE_DAG)
    for stap in definitie.stappen:
        if _is_nooit(stap.gegevens.get("van_toepassing"), leeg):
            yield Gebrek(stap.sleutel, _("Niemand komt ooit op deze stap."))
    for vraag in definitie.elke_vraag():
        if not vraag.is_tekst and _is_nooit(vraag.regel("zichtbaar"), leeg):
            yield Gebrek(vraag.sleutel, _("Niemand krijgt deze vraag ooit te zien."))


def _is_nooit(regel: Json, omgeving: Omgeving) -> bool:
    return regel is not None and not _hangt_af(regel) and not is_waar(bereken(regel, {}, omgeving))


def _hangt_af(regel: Json) -> bool:
    """Tell whether a rule can come out differently: it reads an answer or the day."""
    return bool(sleutels_in(regel)) or "vandaag" in str(regel)
