"""A rule as a sentence, for people who read it in the studio."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from formulieren.regels.datums import datum
from formulieren.regels.logica import PER_LID, operator_van
from formulieren.regels.waarden import Json, is_leeg

Zin: TypeAlias = str | Promise

# Operators with their arguments in place; a condition stands behind "als".
VORMEN: Mapping[str, Zin] = {
    "==": gettext_lazy("%(a)s gelijk is aan %(b)s"),
    "!=": gettext_lazy("%(a)s niet gelijk is aan %(b)s"),
    "<": gettext_lazy("%(a)s kleiner is dan %(b)s"),
    "<=": gettext_lazy("%(a)s ten hoogste %(b)s is"),
    ">": gettext_lazy("%(a)s groter is dan %(b)s"),
    ">=": gettext_lazy("%(a)s ten minste %(b)s is"),
    "in": gettext_lazy("%(a)s voorkomt in %(b)s"),
    "leeg": gettext_lazy("%(a)s niet is ingevuld"),
    "patroon": gettext_lazy("%(a)s past op het patroon %(b)s"),
    "in_gemeente": gettext_lazy("%(a)s in de gemeente ligt"),
    "!": gettext_lazy("niet geldt dat %(a)s"),
    "!!": gettext_lazy("%(a)s"),
    "/": gettext_lazy("%(a)s gedeeld door %(b)s"),
    "%": gettext_lazy("de rest van %(a)s gedeeld door %(b)s"),
    "abs": gettext_lazy("%(a)s zonder minteken"),
    "lengte": gettext_lazy("het aantal tekens van %(a)s"),
    "aantal": gettext_lazy("het aantal %(a)s"),
    "vandaag": gettext_lazy("vandaag"),
    "dagen_tussen": gettext_lazy("het aantal dagen van %(a)s tot %(b)s"),
    "maanden_tussen": gettext_lazy("het aantal hele maanden van %(a)s tot %(b)s"),
    "jaren_tussen": gettext_lazy("het aantal hele jaren van %(a)s tot %(b)s"),
    "werkdagen_tussen": gettext_lazy("het aantal werkdagen na %(a)s tot en met %(b)s"),
    "werkdag_plus": gettext_lazy("%(b)s werkdagen na %(a)s"),
    "map": gettext_lazy("%(b)s van elk van %(a)s"),
    "filter": gettext_lazy("%(a)s waarvan %(b)s"),
    "all": gettext_lazy("voor elk van %(a)s geldt dat %(b)s"),
    "some": gettext_lazy("voor ten minste één van %(a)s geldt dat %(b)s"),
    "none": gettext_lazy("voor geen van %(a)s geldt dat %(b)s"),
}
# Those that read otherwise with another number of arguments: operator and number.
VORMEN_PER_AANTAL: Mapping[tuple[str, int], Zin] = {
    ("<", 3): gettext_lazy("%(b)s tussen %(a)s en %(c)s ligt"),
    ("<=", 3): gettext_lazy("%(b)s van %(a)s tot en met %(c)s is"),
    (">", 3): gettext_lazy("%(b)s tussen %(c)s en %(a)s ligt"),
    (">=", 3): gettext_lazy("%(b)s van %(c)s tot en met %(a)s is"),
    ("-", 1): gettext_lazy("min %(a)s"),
    ("-", 2): gettext_lazy("%(a)s min %(b)s"),
    ("rond", 1): gettext_lazy("%(a)s, afgerond op een geheel getal"),
    ("rond", 2): gettext_lazy("%(a)s, afgerond op %(b)s cijfers achter de komma"),
    ("som", 1): gettext_lazy("de som van %(a)s"),
    ("som", 2): gettext_lazy("de som van %(b)s over %(a)s"),
    ("leeftijd", 1): gettext_lazy("de leeftijd van wie geboren is op %(a)s"),
    ("leeftijd", 2): gettext_lazy("de leeftijd op %(b)s van wie geboren is op %(a)s"),
    ("tarief", 2): gettext_lazy("het tarief van %(b)s uit de tabel %(a)s"),
    ("tarief", 3): gettext_lazy("het tarief van %(b)s op %(c)s uit de tabel %(a)s"),
    ("substr", 2): gettext_lazy("%(a)s vanaf teken %(b)s"),
    ("substr", 3): gettext_lazy("%(c)s tekens van %(a)s vanaf teken %(b)s"),
    ("reduce", 3): gettext_lazy("%(b)s, voor elk van %(a)s, te beginnen met %(c)s"),
}
# What joins any number of arguments.
VOEGWOORD: Mapping[str, Zin] = {
    "and": gettext_lazy("en"),
    "or": gettext_lazy("of"),
    "+": gettext_lazy("plus"),
    "*": gettext_lazy("keer"),
    "cat": gettext_lazy("gevolgd door"),
    "merge": gettext_lazy("samen met"),
}
VOORAF: Mapping[str, Zin] = {"min": gettext_lazy("de kleinste van %s"), "max": gettext_lazy("de grootste van %s")}
# What is the other way round when "not" stands before it.
TEGENDEEL = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "some": "none", "none": "some"}
ALIAS = {"===": "==", "!==": "!="}
SAMENGESTELD = frozenset({"and", "or", "if", "+", "-", "*", "/", "%"})
VOORWAARDEN = frozenset({"and", "or", "!", "!!", "leeg", "in", "patroon", "in_gemeente", *TEGENDEEL, "all"})


def alles_bij_naam(_sleutel: str, code: Json) -> str:
    """Return the code itself, where nobody knows the labels of the options."""
    return str(code)


@dataclass(frozen=True)
class Zinnen:
    """Writes rules in the active language; `label` names a question by its key, `optie` an option by key and code."""

    label: Callable[[str], str]
    optie: Callable[[str, Json], str] = alles_bij_naam

    def als(self, regel: Json) -> str:
        """Return a condition as a clause: als ‘Heeft u een auto?’ gelijk is aan ‘Ja’."""
        return _("als %s") % self._voorwaarde(regel)

    def waarde(self, regel: Json) -> str:
        """Return what a rule works out, in words; raises Regelfout for what is no rule."""
        if isinstance(regel, list | tuple):
            return _opsomming([self.waarde(deel) for deel in regel], _("en"))
        if not isinstance(regel, Mapping):
            return _constante(regel)
        naam, delen = operator_van(regel)
        naam = ALIAS.get(naam, naam)
        if naam in VOEGWOORD:
            return self._samen(naam, delen)
        if naam in VOORAF:
            return str(VOORAF[naam]) % _opsomming([self.waarde(deel) for deel in delen], _("en"))
        eigen = {"var": self._var, "if": self._als_dan, "!": self._niet, "datum_plus": self._datum_plus}.get(naam)
        return eigen(delen) if eigen else self._vorm(naam, delen)

    def _samen(self, naam: str, delen: list[Json]) -> str:
        voorwaarden = naam in {"and", "or"}
        return f" {VOEGWOORD[naam]} ".join(
            self._ingesloten(deel, voorwaarde=voorwaarden, buiten=naam) for deel in delen
        )

    def _niet(self, delen: list[Json]) -> str:
        return self._tegendeel(delen[0]) or self._vorm("!", delen)

    def _vorm(self, naam: str, delen: list[Json]) -> str:
        woorden = self._argumenten(naam, delen)
        if naam == "in" and isinstance(delen[1], list | tuple):
            return _("%(a)s één is van %(b)s") % dict(zip("ab", woorden, strict=True))
        vorm = VORMEN_PER_AANTAL.get((naam, len(delen))) or VORMEN[naam]
        return str(vorm) % dict(zip("abc", woorden, strict=False))

    def _argumenten(self, naam: str, delen: list[Json]) -> list[str]:
        if naam in {"!", "!!"}:
            return [self._voorwaarde(delen[0])]
        if naam in PER_LID:
            lid = self._voorwaarde(delen[1]) if naam in {"filter", "all", "some", "none"} else self.waarde(delen[1])
            return [self.waarde(delen[0]), lid, *(self.waarde(deel) for deel in delen[2:])]
        if naam == "som" and len(delen) > 1:
            return [self.waarde(delen[0]), _aangehaald(self.label(str(delen[1])))]
        sleutel = next((s for deel in delen if (s := _sleutel(deel))), None)
        return [self._met_optie(deel, sleutel, naam) for deel in delen]

    def _met_optie(self, deel: Json, sleutel: str | None, naam: str) -> str:
        """Return an argument; a code beside the question that it answers is read as its option."""
        if sleutel is None or naam not in {"==", "!=", "in"} or is_leeg(deel) or isinstance(deel, Mapping):
            return self._ingesloten(deel, voorwaarde=False, buiten=naam)
        codes = deel if isinstance(deel, list | tuple) else [deel]
        if isinstance(deel, bool) or any(isinstance(code, Mapping | list | tuple) for code in codes):
            return self.waarde(deel)
        return _opsomming([_aangehaald(self.optie(sleutel, code)) for code in codes], _("of"))

    def _voorwaarde(self, regel: Json) -> str:
        """Return a rule as something that is so or not: a bare question is asked whether it has an answer."""
        if isinstance(regel, Mapping):
            naam = ALIAS.get(operator_van(regel)[0], operator_van(regel)[0])
            return self.waarde(regel) if naam in VOORWAARDEN else _("%s ja of ingevuld is") % self.waarde(regel)
        return _("altijd") if regel else _("nooit")

    def _tegendeel(self, regel: Json) -> str:
        """Return "not" before a rule as the rule that says the opposite; an empty string when there is none."""
        if not isinstance(regel, Mapping):
            return ""
        naam, delen = operator_van(regel)
        naam = ALIAS.get(naam, naam)
        if naam == "var":
            return _("%s nee of leeg is") % self._var(delen)
        if naam == "leeg":
            return _("%s is ingevuld") % self.waarde(delen[0])
        # Between has no opposite, and beside an empty answer neither smaller nor larger is true.
        return self._vorm(TEGENDEEL[naam], delen) if naam in {"==", "!=", "some", "none"} else ""

    def _ingesloten(self, regel: Json, *, voorwaarde: bool, buiten: str) -> str:
        """Return a part; between brackets when it would run into what stands around it."""
        woorden = self._voorwaarde(regel) if voorwaarde else self.waarde(regel)
        binnen = operator_van(regel)[0] if isinstance(regel, Mapping) else ""
        return f"({woorden})" if binnen in SAMENGESTELD and buiten in SAMENGESTELD and binnen != buiten else woorden

    def _var(self, delen: list[Json]) -> str:
        sleutel = str(delen[0] if delen else "")
        namen = {"": _("de waarde"), "current": _("de waarde"), "accumulator": _("de uitkomst tot dan toe")}
        naam = namen.get(sleutel) or _aangehaald(self.label(sleutel))
        if len(delen) < 2:
            return naam
        return _("%(a)s, of anders %(b)s") % {"a": naam, "b": self.waarde(delen[1])}

    def _als_dan(self, delen: list[Json]) -> str:
        paren = [
            _("%(waarde)s als %(voorwaarde)s")
            % {"waarde": self.waarde(delen[n + 1]), "voorwaarde": self._voorwaarde(delen[n])}
            for n in range(0, len(delen) - 1, 2)
        ]
        anders = [_("anders %s") % self.waarde(delen[-1])] if len(delen) % 2 else []
        return ", ".join([*paren, *anders])

    def _datum_plus(self, delen: list[Json]) -> str:
        zinnen: list[Callable[[int], str]] = [
            lambda n: ngettext("%s dag", "%s dagen", n),
            lambda n: ngettext("%s maand", "%s maanden", n),
            lambda n: ngettext("%s jaar", "%s jaar", n),
        ]
        stappen = [
            zin(deel if isinstance(deel, int) else 2) % self.waarde(deel)
            for zin, deel in zip(zinnen, delen[1:], strict=False)
            if deel not in (0, None, "")
        ]
        return " ".join([self.waarde(delen[0]), *(_("plus %s") % stap for stap in reversed(stappen))])


def _sleutel(deel: Json) -> str | None:
    """Return the key of the question that an argument is the answer to."""
    if not isinstance(deel, Mapping) or "var" not in deel:
        return None
    inhoud = deel["var"]
    naam = inhoud[0] if isinstance(inhoud, list | tuple) and inhoud else inhoud
    return naam if isinstance(naam, str) and naam else None


def _constante(waarde: Json) -> str:
    if waarde is None or waarde == "":
        return _("leeg")
    if isinstance(waarde, bool):
        return _("ja") if waarde else _("nee")
    if isinstance(waarde, int | float):
        return formats.localize(waarde)
    dag = datum(waarde)
    return formats.date_format(dag, "DATE_FORMAT") if dag and len(waarde) == 10 else _aangehaald(waarde)


def _aangehaald(tekst: str) -> str:
    return f"‘{tekst}’"


def _opsomming(woorden: list[str], voegwoord: str) -> str:
    if len(woorden) < 2:
        return "".join(woorden) or _("niets")
    return f"{', '.join(woorden[:-1])} {voegwoord} {woorden[-1]}"
