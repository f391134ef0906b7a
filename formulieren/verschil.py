"""What changed between two versions of a form, question by question, in plain words; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lui

from formulieren.definitie import Definitie, Json, Vraag


class Soort(StrEnum):
    """What happened to a question."""

    NIEUW = "nieuw"
    WEG = "weg"
    ANDERS = "anders"
    VERPLAATST = "verplaatst"


@dataclass(frozen=True)
class Verschil:
    """One difference: which question, what happened to it, and which of its properties changed."""

    soort: Soort
    vraag: Vraag
    eigenschappen: tuple[str, ...] = ()

    @property
    def andere_vraag(self) -> bool:
        """Tell whether people have to look at their answer again: it is asked or checked in another way."""
        return self.soort == Soort.ANDERS and bool(set(self.eigenschappen) & INHOUD)

    def __str__(self) -> str:
        label = self.vraag.label or self.vraag.sleutel
        match self.soort:
            case Soort.NIEUW:
                return _("‘%(label)s’ is nieuw.") % {"label": label}
            case Soort.WEG:
                return _("‘%(label)s’ vragen wij niet meer.") % {"label": label}
            case Soort.VERPLAATST:
                return _("‘%(label)s’ staat op een andere plaats.") % {"label": label}
            case _:
                namen = ", ".join(str(NAMEN.get(naam, naam)) for naam in self.eigenschappen)
                return _("‘%(label)s’ is veranderd: %(wat)s.") % {"label": label, "wat": namen}


# What makes an answer another answer; other texts and where it is shown do not.
INHOUD = frozenset({"type", "label", "opties", "verplicht", "min", "max", "max_lengte", "patroon", "vormen", "soort"})
NAMEN: Mapping[str, Any] = {
    "type": _lui("soort vraag"), "label": _lui("tekst van de vraag"), "hulp": _lui("uitleg"),
    "waarom": _lui("waarom wij het vragen"), "opties": _lui("keuzes"), "verplicht": _lui("of een antwoord moet"),
    "zichtbaar": _lui("wanneer u de vraag krijgt"), "naar": _lui("wat het in de zaak wordt"),
    "vulling": _lui("waar het vandaan komt"),
}  # fmt: skip


def verschillen(oud: Definitie, nieuw: Definitie) -> list[Verschil]:
    """Return every question that came, went, changed or moved, in the order of the new version, what went last."""
    plaatsen = {"oud": _plaatsen(oud), "nieuw": _plaatsen(nieuw)}
    gevonden = []
    for vraag in nieuw.elke_vraag():
        vorige = oud.op_id.get(vraag.id)
        if vorige is None:
            gevonden.append(Verschil(Soort.NIEUW, vraag))
        elif anders := _anders(vorige.gegevens, vraag.gegevens):
            gevonden.append(Verschil(Soort.ANDERS, vraag, anders))
        elif plaatsen["oud"][vraag.id] != plaatsen["nieuw"][vraag.id]:
            gevonden.append(Verschil(Soort.VERPLAATST, vraag))
    weg = [vraag for vraag in oud.elke_vraag() if vraag.id not in nieuw.op_id]
    return [*gevonden, *(Verschil(Soort.WEG, vraag) for vraag in weg)]


def _anders(oud: Mapping[str, Json], nieuw: Mapping[str, Json]) -> tuple[str, ...]:
    namen = {*oud, *nieuw} - {"id", "sleutel", "vragen"}
    return tuple(sorted(naam for naam in namen if oud.get(naam) != nieuw.get(naam)))


def _plaatsen(definitie: Definitie) -> dict[UUID, str]:
    """Return of every question the page, group or repeating group that it stands in."""
    plaatsen: dict[UUID, str] = {}
    for stap in definitie.stappen:
        _zet(plaatsen, stap.onderdelen, stap.sleutel)
    return plaatsen


def _zet(plaatsen: dict[UUID, str], vragen: tuple[Vraag, ...], ouder: str) -> None:
    for vraag in vragen:
        plaatsen[vraag.id] = ouder
        _zet(plaatsen, vraag.vragen, str(vraag.id))
