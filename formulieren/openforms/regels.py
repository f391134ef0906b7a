"""JsonLogic of an export in ours: other names for dates, other names for keys, and what we do not know is refused."""

import re
from collections.abc import Mapping
from typing import Any

from formulieren.openforms.sleutels import Sleutels
from formulieren.regels.logica import compileer
from formulieren.regels.waarden import Regelfout

DUUR = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
# The inner `var` of these is about one item of the list.
PER_LID = {"map", "filter", "all", "some", "none", "reduce"}


class Onvertaalbaar(ValueError):
    """A rule that has no counterpart here; the text says why."""


class Vertaler:
    """Translates the rules of one form. `keuzes` names the questions whose answer is a list of codes here."""

    def __init__(self, sleutels: Sleutels, keuzes: Mapping[str, list[str]]) -> None:
        self.sleutels, self.keuzes = sleutels, keuzes

    def regel(self, regel: Any) -> Any:
        """Return the rule in our dialect; raises Onvertaalbaar."""
        vertaald = self._deel(regel, herhaling="")
        try:
            compileer(vertaald)
        except Regelfout as fout:
            raise Onvertaalbaar(str(fout) or "onbekende regel") from fout
        return vertaald

    def _deel(self, regel: Any, herhaling: str) -> Any:
        if isinstance(regel, list):
            return [self._deel(deel, herhaling) for deel in regel]
        if not isinstance(regel, dict):
            return regel
        if len(regel) != 1:
            raise Onvertaalbaar("een regel met meer dan één operator")
        ((operator, inhoud),) = regel.items()
        argumenten = inhoud if isinstance(inhoud, list) else [inhoud]
        if operator == "var":
            return self._var(argumenten, herhaling)
        if operator in PER_LID:
            lijst = self._deel(argumenten[0], herhaling)
            return {operator: [lijst, *(self._deel(deel, _naam(argumenten[0])) for deel in argumenten[1:])]}
        return self._operator(operator, argumenten, herhaling)

    def _operator(self, operator: str, argumenten: list[Any], herhaling: str) -> Any:
        match operator:
            case "date" | "datetime" if argumenten:
                return self._deel(argumenten[0], herhaling)
            case "today" | "now":
                return {"vandaag": []}
            case "missing":
                return (
                    {"filter": [argumenten, {"leeg": [{"var": ""}]}]} if not argumenten else self._ontbreekt(argumenten)
                )
            case "+" | "-" if len(argumenten) == 2 and (delta := _delta(argumenten[1])) is not None:
                teken = 1 if operator == "+" else -1
                return {"datum_plus": [self._deel(argumenten[0], herhaling), *(teken * deel for deel in delta)]}
            case "rdelta" | "duration":
                raise Onvertaalbaar("een tijdsduur die niet bij een datum wordt opgeteld")
            case _:
                return {operator: [self._deel(deel, herhaling) for deel in argumenten]}

    def _ontbreekt(self, namen: list[Any]) -> Any:
        """Return whether one of these has no answer: true where Open Forms gives a list that is not empty."""
        return {"or": [{"leeg": [self._var([naam], "")]} for naam in namen]}

    def _var(self, argumenten: list[Any], herhaling: str) -> Any:
        naam = str(argumenten[0]) if argumenten else ""
        if herhaling and (eigen := self.sleutels.naar.get(f"{herhaling}.{naam}")):
            return {"var": eigen}
        if naam in ("", "accumulator") or naam.startswith("current"):
            return {"var": naam}
        if naam in self.sleutels.naar:
            return {"var": self.sleutels.naar[naam]}
        if naam in ("today", "now"):
            return {"vandaag": []}
        begin, _punt, eind = naam.rpartition(".")
        if eind in self.keuzes.get(begin, ()):
            # A group of tick boxes is an object of true and false there, and a list of codes here.
            return {"in": [eind, {"var": self.sleutels.naar[begin]}]}
        raise Onvertaalbaar(f"de onbekende variabele {naam}")


def _naam(regel: Any) -> str:
    """Return the name of the list that an operator walks through."""
    if isinstance(regel, dict) and "var" in regel:
        naam = regel["var"]
        return str(naam[0] if isinstance(naam, list) else naam)
    return ""


def _delta(regel: Any) -> tuple[int, int, int] | None:
    """Return the days, months and years of a duration; None when it is none."""
    if not isinstance(regel, dict):
        return None
    if "rdelta" in regel:
        delen = regel["rdelta"] if isinstance(regel["rdelta"], list) else [regel["rdelta"]]
        if not all(isinstance(deel, int) for deel in delen[:3]):
            return None
        jaren, maanden, dagen = [*delen, 0, 0, 0][:3]
        return dagen, maanden, jaren
    duur = regel.get("duration")
    gevonden = DUUR.fullmatch(str(duur[0] if isinstance(duur, list) else duur)) if duur else None
    if not gevonden:
        return None
    teken = -1 if gevonden[1] else 1
    jaren, maanden, weken, dagen = (teken * int(deel or 0) for deel in gevonden.groups()[1:])
    return 7 * weken + dagen, maanden, jaren
