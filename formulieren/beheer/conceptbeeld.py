"""A version as the studio shows it: its pages and questions in order, with their rules as sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from formulieren.beheer.soorten import soort_van
from formulieren.definitie import Definitie, Json, Verplicht, Vraag, vertaald
from formulieren.ontwerp import MAX_SLEUTEL
from formulieren.regels.plan import REGELS
from formulieren.regels.waarden import Regelfout
from formulieren.regels.zinnen import Zinnen

MAX_LABEL = 2 * MAX_SLEUTEL


def zinnen_van(definitie: Definitie) -> Zinnen:
    """Return what writes the rules of this form as sentences, with the labels of its questions and options."""
    vragen = {vraag.sleutel: vraag for vraag in definitie.elke_vraag()}

    def label(sleutel: str) -> str:
        vraag = vragen.get(sleutel.partition(".")[0])
        return (vraag.label if vraag else "") or sleutel

    def optie(sleutel: str, code: Json) -> str:
        opties = vragen[sleutel].gegevens.get("opties", ()) if sleutel in vragen else ()
        gevonden = next((vertaald(rij.get("label")) for rij in opties if rij.get("code") == code), "")
        return gevonden or {"ja": _("Ja"), "nee": _("Nee")}.get(str(code), str(code))

    return Zinnen(label, optie)


def zin(zinnen: Zinnen, naam: str, regel: Json) -> str:
    """Return a rule as a sentence; what cannot be read as one says so."""
    try:
        return zinnen.waarde(regel) if naam == "waarde" else zinnen.als(regel)
    except (Regelfout, KeyError, IndexError, ValueError, TypeError):
        return _("Deze regel is niet te lezen. Bekijk hem als JSON.")


def regelnaam(naam: str) -> str:
    """Return what a rule does, in words."""
    namen = {
        "zichtbaar": _("Zichtbaar"),
        "verplicht_als": _("Verplicht"),
        "alleen_lezen": _("Niet te wijzigen"),
        "waarde": _("Waarde"),
        "van_toepassing": _("Deze stap is er"),
    }
    return namen.get(naam, naam)


@dataclass(frozen=True)
class Regelzin:
    """One rule of a question or page: which, and what it says; an empty sentence when there is none."""

    naam: str
    titel: str
    zin: str


@dataclass(frozen=True)
class Vraagbeeld:
    """One question with what stands inside it."""

    vraag: Vraag
    regels: list[Regelzin]
    eerste: bool
    laatste: bool
    delen: list["Vraagbeeld"] = field(default_factory=list)

    @property
    def regels_erbij(self) -> list[tuple[str, str]]:
        """Return the rules that this question could have and has not, by name and in words."""
        heeft = {regel.naam for regel in self.regels}
        mogelijk = REGELS if soort_van(self.vraag.type).heeft_antwoord else REGELS[:1]
        return [(naam, regelnaam(naam)) for naam in mogelijk if naam not in heeft]

    @property
    def titel(self) -> str:
        tekst = self.vraag.label or vertaald(self.vraag.gegevens.get("tekst")) or self.vraag.sleutel
        return tekst if len(tekst) <= MAX_LABEL else f"{tekst[:MAX_LABEL]}…"

    @property
    def soort(self) -> str:
        return str(soort_van(self.vraag.type).naam)

    @property
    def heeft_vragen(self) -> bool:
        return soort_van(self.vraag.type).heeft_vragen

    @property
    def merken(self) -> list[str]:
        """Return what else is good to know at a glance."""
        gegevens = self.vraag.gegevens
        merken = [str(gegevens["naar"])] if gegevens.get("naar") else []
        if soort_van(self.vraag.type).heeft_antwoord and self.vraag.verplicht != Verplicht.HARD:
            merken.append(_("niet verplicht") if self.vraag.verplicht == Verplicht.NIET else _("mag later"))
        if gegevens.get("vulling"):
            merken.append(_("vooraf ingevuld: %(bron)s") % {"bron": gegevens["vulling"].get("bron")})
        return merken


@dataclass(frozen=True)
class Stapbeeld:
    """One page with its questions."""

    sleutel: str
    titel: str
    regel: str
    eerste: bool
    laatste: bool
    delen: list[Vraagbeeld]


def stapbeelden(definitie: Definitie) -> list[Stapbeeld]:
    """Return every page of a version in order."""
    zinnen = zinnen_van(definitie)
    stappen = definitie.stappen
    return [
        Stapbeeld(
            stap.sleutel,
            stap.titel or stap.sleutel,
            zin(zinnen, "van_toepassing", stap.gegevens["van_toepassing"]) if "van_toepassing" in stap.gegevens else "",
            nummer == 0,
            nummer == len(stappen) - 1,
            # The first question of the first page has nothing above it, the last of the last nothing below.
            _vragen(stap.onderdelen, zinnen, begin=nummer == 0, eind=nummer == len(stappen) - 1),
        )
        for nummer, stap in enumerate(stappen)
    ]


def _vragen(vragen: tuple[Vraag, ...], zinnen: Zinnen, *, begin: bool = True, eind: bool = True) -> list[Vraagbeeld]:
    return [
        Vraagbeeld(
            vraag,
            [Regelzin(naam, regelnaam(naam), zin(zinnen, naam, regel)) for naam, regel in _eigen_regels(vraag)],
            begin and nummer == 0,
            eind and nummer == len(vragen) - 1,
            _vragen(vraag.vragen, zinnen),
        )
        for nummer, vraag in enumerate(vragen)
    ]


def _eigen_regels(vraag: Vraag) -> Iterator[tuple[str, Json]]:
    yield from ((naam, vraag.regel(naam)) for naam in REGELS if vraag.regel(naam) is not None)


@dataclass(frozen=True)
class Blokkadebeeld:
    """One reason why somebody cannot go on."""

    nummer: int
    zin: str
    stap: str
    melding: str


def blokkadebeelden(definitie: Definitie) -> list[Blokkadebeeld]:
    """Return every blokkade as a sentence."""
    zinnen = zinnen_van(definitie)
    titels = {stap.sleutel: stap.titel for stap in definitie.stappen}
    return [
        Blokkadebeeld(
            nummer,
            zin(zinnen, "blokkade", rij.get("als")),
            titels.get(str(rij.get("stap")), str(rij.get("stap"))),
            vertaald(rij.get("melding")),
        )
        for nummer, rij in enumerate(definitie.gegevens.get("blokkades", []))
    ]
