"""The check of a rule before anybody meets it: everything that is wrong with it, in sentences, at publishing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formulieren.regels import patroon
from formulieren.regels.logica import MAX_KNOPEN, NAMEN, PER_LID, argumenten_van, meet, operator_van, padnaam
from formulieren.regels.soorten import (
    GEEFT,
    NEEMT,
    VERGELIJKEND,
    Soort,
    Soorten,
    past,
    soort_van_waarde,
    vergelijkbaar,
)
from formulieren.regels.waarden import MAX_DIEP, Grens, Json, Regelfout, getal

WOORD: Mapping[Soort, "str | Promise"] = {
    Soort.GETAL: gettext_lazy("een getal"),
    Soort.TEKST: gettext_lazy("een tekst"),
    Soort.DATUM: gettext_lazy("een datum"),
    Soort.WAARHEID: gettext_lazy("ja of nee"),
    Soort.LIJST: gettext_lazy("een lijst"),
    Soort.GEHEEL: gettext_lazy("een samengesteld antwoord"),
    Soort.ONBEKEND: gettext_lazy("onbekend"),
}
# What `var` sees of an item in `reduce`.
IN_REDUCE: Soorten = {"current": Soort.ONBEKEND, "accumulator": Soort.ONBEKEND}


def fouten_in_regel(regel: Json, soorten: Soorten, tabellen: Collection[str] = ()) -> list[str]:
    """Return what is wrong with a rule, one sentence per fault.

    `soorten` has every key that a rule may read here, with its kind; `tabellen` the names of the fee tables.
    """
    try:
        meet(regel)
    except Grens as fout:
        return [zin_van(fout)]
    controle = _Controle(soorten, tabellen)
    controle.soort(regel, None)
    return list(dict.fromkeys(controle.fouten))


def zin_van(fout: Regelfout) -> str:
    """Return why a rule is refused, as a sentence."""
    zinnen = {
        "operator": _("De operator ‘%(wat)s’ bestaat niet."),
        "argumenten": _("De operator ‘%(wat)s’ krijgt te weinig of te veel waarden."),
        "vorm": _("Een deel van de regel heeft geen operator, of meer dan één."),
        "naam": _("De naam bij ‘%(wat)s’ moet een vaste tekst zijn."),
        "getal": _("Een getal heeft ten hoogste 18 cijfers voor de komma."),
        "patroon": _("Het patroon bevat iets dat wij niet kennen of is niet af: %(wat)s"),
        "diepte": _("De regel is te diep: ten hoogste %(diep)s lagen in elkaar."),
        "grootte": _("De regel is te groot: ten hoogste %(knopen)s onderdelen."),
        "stappen": _("De regels van dit formulier vragen te veel rekenwerk."),
        "lengte": _("De regel maakt een te lange tekst of lijst."),
    }
    if isinstance(fout, Grens) and fout.code == "patroon":
        return _("Het patroon is te groot.")
    return zinnen[fout.code] % {"wat": fout.wat, "diep": MAX_DIEP, "knopen": MAX_KNOPEN}


@dataclass
class _Controle:
    soorten: Soorten
    tabellen: Collection[str]
    fouten: list[str] = field(default_factory=list)

    def soort(self, regel: Json, lid: Soorten | None) -> Soort:
        """Return the kind of value of a part; `lid` has the keys of the item that it is about, empty when unknown."""
        if isinstance(regel, list | tuple):
            for deel in regel:
                self.soort(deel, lid)
            return Soort.LIJST
        try:
            if isinstance(regel, Mapping):
                return self._operator(*operator_van(regel), lid)
            if isinstance(regel, int | float) and getal(regel) is None:
                raise Regelfout("getal")
        except Regelfout as fout:
            self.fouten.append(zin_van(fout))
            self._binnenin(regel, lid)
            return Soort.ONBEKEND
        return soort_van_waarde(regel)

    def _binnenin(self, regel: Json, lid: Soorten | None) -> None:
        """Check what is inside something malformed as well, so that all faults are told at once."""
        inhoud = regel.items() if isinstance(regel, Mapping) else ()
        for naam, argumenten in inhoud:
            if naam not in {"var", "patroon", *NAMEN, *PER_LID}:
                self.soort(argumenten_van(argumenten), lid)

    def _operator(self, naam: str, argumenten: list[Json], lid: Soorten | None) -> Soort:
        if naam == "var":
            return self._var(argumenten, lid)
        if naam in PER_LID:
            return self._per_lid(naam, argumenten, lid)
        if naam in NAMEN and len(argumenten) > NAMEN[naam]:
            self._naam(naam, argumenten)
        if naam == "patroon":
            self._patroon(argumenten[1])
            argumenten = argumenten[:1]
        gekregen = [self.soort(argument, lid) for argument in argumenten]
        self._neemt(naam, argumenten, gekregen)
        if naam in VERGELIJKEND:
            self._vergelijk(argumenten, gekregen)
        return GEEFT.get(naam, Soort.ONBEKEND)

    def _var(self, argumenten: list[Json], lid: Soorten | None) -> Soort:
        if len(argumenten) > 1:
            self.soort(argumenten[1], lid)
        pad = padnaam(argumenten, binnen=lid is not None)
        bekend = self.soorten if lid is None else lid
        if not pad or (lid is not None and not lid):
            return Soort.ONBEKEND
        if pad[0] not in bekend:
            self.fouten.append(self._onbekend(pad[0], lid))
            return Soort.ONBEKEND
        gevonden = bekend[pad[0]]
        if len(pad) > 1:
            self._pad(pad, gevonden)
            return Soort.ONBEKEND
        return gevonden if isinstance(gevonden, Soort) else Soort.LIJST

    def _onbekend(self, sleutel: str, lid: Soorten | None) -> str:
        if lid is not None and sleutel in self.soorten:
            return _(
                "‘%(wat)s’ is geen vraag in een rij: in een bewerking op een lijst gaat elke waarde over de rij."
            ) % {"wat": sleutel}
        return _("Er is geen vraag of variabele met de sleutel ‘%(wat)s’.") % {"wat": sleutel}

    def _pad(self, pad: tuple[str, ...], gevonden: Any) -> None:
        if isinstance(gevonden, Soort) and gevonden not in {Soort.ONBEKEND, Soort.GEHEEL, Soort.LIJST}:
            self.fouten.append(_("‘%(wat)s’ heeft geen onderdelen.") % {"wat": pad[0]})

    def _per_lid(self, naam: str, argumenten: list[Json], lid: Soorten | None) -> Soort:
        self._neemt(naam, argumenten[:1], [self.soort(argumenten[0], lid)])
        self.soort(argumenten[1], IN_REDUCE if naam == "reduce" else self._rijen(argumenten[0], lid))
        for begin in argumenten[2:]:
            self.soort(begin, lid)
        return GEEFT.get(naam, Soort.ONBEKEND)

    def _rijen(self, lijst: Json, lid: Soorten | None) -> Soorten:
        """Return the keys that an item of this list has; none when that cannot be known."""
        if isinstance(lijst, Mapping) and "filter" in lijst:
            return self._rijen(argumenten_van(lijst["filter"])[0], lid)
        if lid is None and isinstance(lijst, Mapping) and isinstance(lijst.get("var"), str):
            rijen = self.soorten.get(lijst["var"])
            return {**rijen, "rij": Soort.TEKST} if isinstance(rijen, Mapping) else {}
        return {}

    def _naam(self, operator: str, argumenten: list[Json]) -> None:
        naam = argumenten[NAMEN[operator]]
        if not isinstance(naam, str):
            raise Regelfout("naam", operator)
        if operator == "tarief" and naam not in self.tabellen:
            self.fouten.append(_("Er is geen tabel met de naam ‘%(wat)s’.") % {"wat": naam})
        rijen = self._rijen(argumenten[0], None) if operator == "som" else {}
        if rijen and naam not in rijen:
            self.fouten.append(_("Er is geen vraag ‘%(wat)s’ in de rijen die worden opgeteld.") % {"wat": naam})
        elif rijen and not past(rijen[naam], Soort.GETAL):  # type: ignore[arg-type]  # a row has no rows
            self.fouten.append(_("‘%(wat)s’ is geen getal en laat zich niet optellen.") % {"wat": naam})

    def _patroon(self, tekst: Json) -> None:
        if not isinstance(tekst, str):
            raise Regelfout("naam", "patroon")
        try:
            patroon.lees(tekst)
        except Regelfout as fout:
            self.fouten.append(zin_van(fout))

    def _neemt(self, naam: str, argumenten: list[Json], gekregen: list[Soort]) -> None:
        verwacht = NEEMT.get(naam, (Soort.ONBEKEND,))
        for plaats, (argument, soort) in enumerate(zip(argumenten, gekregen, strict=True)):
            nodig = verwacht[min(plaats, len(verwacht) - 1)]
            if not past(soort, nodig):
                zin = _("De operator ‘%(operator)s’ werkt met %(nodig)s, en %(wat)s is %(soort)s.")
                self.fouten.append(
                    zin % {"operator": naam, "nodig": WOORD[nodig], "wat": _benoem(argument), "soort": WOORD[soort]}
                )

    def _vergelijk(self, argumenten: list[Json], gekregen: list[Soort]) -> None:
        for plaats in range(len(gekregen) - 1):
            een, twee = gekregen[plaats : plaats + 2]
            woord = any(
                soort == Soort.TEKST and isinstance(deel, str) for soort, deel in zip(gekregen, argumenten, strict=True)
            )
            if not vergelijkbaar(een, twee) or (woord and Soort.GETAL in (een, twee)):
                zin = _("%(een)s is %(soort)s en %(twee)s is %(andere)s: die zijn niet te vergelijken.")
                wat = {"een": _benoem(argumenten[plaats]), "soort": WOORD[een]}
                self.fouten.append(zin % {**wat, "twee": _benoem(argumenten[plaats + 1]), "andere": WOORD[twee]})


def _benoem(argument: Json) -> str:
    """Return what an argument is called in a sentence."""
    if isinstance(argument, Mapping):
        ((naam, inhoud),) = argument.items() if len(argument) == 1 else (("", ""),)
        eerste = (argumenten_van(inhoud) or [""])[0]
        return f"‘{eerste}’" if naam == "var" and isinstance(eerste, str) else _("de uitkomst van ‘%s’") % naam
    return _("een lijst") if isinstance(argument, list | tuple) else f"‘{argument}’"
