"""Patterns: the part of regular expressions that ends in time and means the same here and in the browser.

Neither Python's `re` nor the browser's RegExp can be given a time limit, and they differ in what \\d and \\w mean.
A pattern is therefore read into a small program whose states all move together, one character at a time: the work is
at most the length of the text times the size of the pattern (Thompson's construction).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from formulieren.regels.waarden import Grens, Regelfout, Teller

MAX_PATROON = 200
MAX_TEKST = 1000
MAX_OPDRACHTEN = 1000
MAX_GROEPEN = 10

Bereik = tuple[int, int]
Bereiken = tuple[Bereik, ...]
HOOGSTE = 0x10FFFF
CIJFER: Bereiken = ((48, 57),)
WOORD: Bereiken = ((48, 57), (65, 90), (95, 95), (97, 122))
WIT: Bereiken = ((9, 13), (32, 32), (160, 160))
KLASSEN = {"d": CIJFER, "w": WOORD, "s": WIT}
TEKENS = {"n": 10, "r": 13, "t": 9}
LETTERLIJK = frozenset("\\^$.|?*+()[]{}-/ ,:;'\"@#%&_=!<>~`")


def behalve(bereiken: Bereiken) -> Bereiken:
    """Return every character that is not in these ranges."""
    over, vanaf = [], 0
    for eerste, laatste in sorted(bereiken):
        if eerste > vanaf:
            over.append((vanaf, eerste - 1))
        vanaf = max(vanaf, laatste + 1)
    if vanaf <= HOOGSTE:
        over.append((vanaf, HOOGSTE))
    return tuple(over)


@dataclass
class Programma:
    """What to do per state: take a character (ranges), or go on at other states without taking one."""

    tekens: list[Bereiken | None] = field(default_factory=list)
    verder: list[tuple[int, ...]] = field(default_factory=list)
    herhaald: int = 0

    def voeg_toe(self, tekens: Bereiken | None, *verder: int) -> int:
        if len(self.tekens) >= MAX_OPDRACHTEN:
            raise Grens("patroon")
        self.tekens.append(tekens)
        self.verder.append(verder)
        return len(self.tekens) - 1

    def herhaal(self, aantal: int) -> range:
        """Return the turns of a repeat; something empty repeated in something empty adds no states, but takes time."""
        self.herhaald += aantal
        if self.herhaald > MAX_OPDRACHTEN:
            raise Grens("patroon")
        return range(aantal)

    def past(self, tekst: str, teller: Teller) -> bool:
        """Tell whether the whole text fits; a text that is too long does not."""
        if len(tekst) > MAX_TEKST:
            return False
        bezocht = 0
        staten = self._volg((len(self.tekens) - 1,))
        for letter in tekst:
            bezocht += len(staten)
            punt = ord(letter)
            staten = self._volg(tuple(v for s in staten if _neemt(self.tekens[s], punt) for v in self.verder[s]))
        teller.tel(bezocht // 10)
        # State 0 is the end: it takes nothing and leads nowhere.
        return 0 in staten

    def _volg(self, begin: tuple[int, ...]) -> set[int]:
        """Return these states and all that follow from them without taking a character."""
        staten, stapel = set(), list(begin)
        while stapel:
            staat = stapel.pop()
            if staat not in staten:
                staten.add(staat)
                if self.tekens[staat] is None:
                    stapel.extend(self.verder[staat])
        return staten


def _neemt(bereiken: Bereiken | None, punt: int) -> bool:
    return bereiken is not None and any(eerste <= punt <= laatste for eerste, laatste in bereiken)


# A piece of pattern: given the program and the state to go on at, returns the state to begin at.
Stuk = Callable[[Programma, int], int]


def lees(patroon: str) -> Programma:
    """Return the program of a pattern; raises Regelfout for what is outside the dialect."""
    if len(patroon) > MAX_PATROON:
        raise Grens("patroon")
    kern = patroon.removeprefix("^")
    if kern.endswith("$") and (len(kern) - len(kern[:-1].rstrip("\\"))) % 2:
        kern = kern[:-1]
    lezer = _Lezer(kern)
    stuk = lezer.keuze()
    if lezer.plaats < len(kern):
        raise Regelfout("patroon", patroon)
    programma = Programma()
    einde = programma.voeg_toe(None)
    programma.voeg_toe(None, stuk(programma, einde))
    return programma


class _Lezer:
    """Reads a pattern from left to right."""

    def __init__(self, patroon: str) -> None:
        self.patroon, self.plaats, self.groepen = patroon, 0, 0

    @property
    def volgende(self) -> str:
        return self.patroon[self.plaats : self.plaats + 1]

    def neem(self, tekst: str = "") -> str:
        """Return the next character, or skip this text; raises Regelfout when it is not there."""
        gelezen = self.patroon[self.plaats : self.plaats + (len(tekst) or 1)]
        if not gelezen or (tekst and gelezen != tekst):
            raise Regelfout("patroon", self.patroon)
        self.plaats += len(gelezen)
        return gelezen

    def keuze(self) -> Stuk:
        takken = [self.rij()]
        while self.volgende == "|":
            self.neem()
            takken.append(self.rij())
        return takken[0] if len(takken) == 1 else _een_van(takken)

    def rij(self) -> Stuk:
        stukken = []
        while self.volgende not in {"", "|", ")"}:
            stukken.append(self.herhaald(self.stuk()))
        return _na_elkaar(stukken)

    def stuk(self) -> Stuk:
        teken = self.neem()
        if teken == "(":
            return self.groep()
        if teken == "[":
            return _teken(self.klasse())
        if teken == ".":
            return _teken(behalve(((10, 10), (13, 13))))
        if teken == "\\":
            return _teken(self.ontsnapt(in_klasse=False))
        if teken in "*+?{}]^$":
            raise Regelfout("patroon", self.patroon)
        return _teken(((ord(teken), ord(teken)),))

    def groep(self) -> Stuk:
        self.groepen += 1
        if self.groepen > MAX_GROEPEN:
            raise Grens("patroon")
        if self.volgende == "?":
            self.neem("?:")
        stuk = self.keuze()
        self.neem(")")
        return stuk

    def ontsnapt(self, *, in_klasse: bool) -> Bereiken:
        teken = self.neem()
        if teken in KLASSEN:
            return KLASSEN[teken]
        if teken.lower() in KLASSEN and not in_klasse:
            return behalve(KLASSEN[teken.lower()])
        punt = TEKENS.get(teken, ord(teken) if teken in LETTERLIJK else None)
        if punt is None:
            raise Regelfout("patroon", self.patroon)
        return ((punt, punt),)

    def klasse(self) -> Bereiken:
        omgekeerd = self.volgende == "^"
        if omgekeerd:
            self.neem()
        bereiken: list[Bereik] = []
        while self.volgende != "]":
            bereiken += self.klassedeel()
        self.neem("]")
        if not bereiken:
            raise Regelfout("patroon", self.patroon)
        return behalve(tuple(bereiken)) if omgekeerd else tuple(bereiken)

    def klassedeel(self) -> Bereiken:
        eerste = self.klasseteken()
        if self.volgende != "-" or self.patroon[self.plaats + 1 : self.plaats + 2] == "]":
            return eerste
        self.neem("-")
        laatste = self.klasseteken()
        # A range goes from one character to a later one: [\d-z] and [z-a] mean nothing.
        if len(eerste) + len(laatste) != 2 or not _een(eerste) or not _een(laatste) or eerste > laatste:
            raise Regelfout("patroon", self.patroon)
        return ((eerste[0][0], laatste[0][0]),)

    def klasseteken(self) -> Bereiken:
        teken = self.neem()
        if teken == "[":
            raise Regelfout("patroon", self.patroon)
        return self.ontsnapt(in_klasse=True) if teken == "\\" else ((ord(teken), ord(teken)),)

    def herhaald(self, stuk: Stuk) -> Stuk:
        teken = self.volgende
        if teken not in {"*", "+", "?", "{"}:
            return stuk
        self.neem()
        minst, meest = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(teken) or self.aantallen()
        if self.volgende == "?":  # as few as possible: the same when the whole text has to fit
            self.neem()
        if self.volgende in {"*", "+", "?", "{"}:
            raise Regelfout("patroon", self.patroon)
        return _keren(stuk, minst, meest)

    def aantallen(self) -> tuple[int, int | None]:
        minst = self.heel()
        if self.volgende == "}":
            self.neem()
            return minst, minst
        self.neem(",")
        meest = None if self.volgende == "}" else self.heel()
        self.neem("}")
        if meest is not None and meest < minst:
            raise Regelfout("patroon", self.patroon)
        return minst, meest

    def heel(self) -> int:
        begin = self.plaats
        while self.volgende and self.volgende in "0123456789":
            self.neem()
        cijfers = self.patroon[begin : self.plaats]
        if not 1 <= len(cijfers) <= 3:
            raise Regelfout("patroon", self.patroon)
        return int(cijfers)


def _een(bereiken: Bereiken) -> bool:
    return bereiken[0][0] == bereiken[0][1]


def _teken(bereiken: Bereiken) -> Stuk:
    return lambda programma, verder: programma.voeg_toe(bereiken, verder)


def _na_elkaar(stukken: list[Stuk]) -> Stuk:
    def bouw(programma: Programma, verder: int) -> int:
        for stuk in reversed(stukken):
            verder = stuk(programma, verder)
        return verder

    return bouw


def _een_van(takken: list[Stuk]) -> Stuk:
    return lambda programma, verder: programma.voeg_toe(None, *(tak(programma, verder) for tak in takken))


def _keren(stuk: Stuk, minst: int, meest: int | None) -> Stuk:
    def bouw(programma: Programma, verder: int) -> int:
        if meest is None:
            lus = programma.voeg_toe(None)
            programma.verder[lus] = (stuk(programma, lus), verder)
            verder = lus
        else:
            einde = verder
            for _keer in programma.herhaal(meest - minst):
                verder = programma.voeg_toe(None, stuk(programma, verder), einde)
        for _keer in programma.herhaal(minst):
            verder = stuk(programma, verder)
        return verder

    return bouw
