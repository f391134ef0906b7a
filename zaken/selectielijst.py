"""The selectielijst of municipalities (2017 and 2020) and the other reference lists, as facts without tables.

The files in zaken/gegevens/selectielijst/ are read once, when someone first asks. Every installation of the public
API gives the same rows other uuids; the known ones are beside ours, so an address from another register finds its row.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from mijnportaal.zgw.adressen import is_eigen

MAP = Path(__file__).resolve().parent / "gegevens" / "selectielijst"
PAD = "/referentielijsten/api/v1"

# The areas of work in the columns of the selectielijst, with the letters that the data file uses.
TAAKGEBIEDEN: Mapping[str, str] = {
    "AB": "algemeenBestuurEnInrichtingOrganisatie",
    "BP": "bedrijfsvoeringEnPersoneel",
    "PI": "publiekeInformatieEnRegistratie",
    "BZ": "burgerzaken",
    "VE": "veiligheid",
    "VV": "verkeerEnVervoer",
    "EC": "economie",
    "ON": "onderwijs",
    "SC": "sportCultuurEnRecreatie",
    "SD": "sociaalDomein",
    "VM": "volksgezonheidEnMilieu",  # the spelling of the API
    "VH": "vhrosv",
    "HB": "heffenBelastingen",
    "AL": "alleTaakgebieden",
}


class Procestermijn(StrEnum):
    """How long a process still works on after it ended, before its retention starts."""

    NIHIL = "nihil"
    BESTAANSDUUR = "bestaansduur_procesobject"
    INGESCHAT = "ingeschatte_bestaansduur_procesobject"
    VAST_TE_LEGGEN = "vast_te_leggen_datum"
    SAMENGEVOEGD = "samengevoegd_met_bewaartermijn"


class Keuzereden(StrEnum):
    """Why a row of the selectielijst gives no defaults: a person decides, with the toelichting beside him."""

    VERVALLEN = "vervallen"
    UITZONDERING = "uitzondering"
    VOORWAARDE = "voorwaarde"
    ZONDER_PROCESTERMIJN = "zonder_procestermijn"


@dataclass(frozen=True)
class Procestype:
    """A kind of process of one edition of the selectielijst."""

    uuid: UUID
    jaar: int
    nummer: int
    naam: str
    omschrijving: str
    toelichting: str
    procesobject: str


@dataclass(frozen=True)
class Archiefvoorstel:
    """The archive rule that a row proposes; empty is what a person still has to choose (ztc-002)."""

    archiefnominatie: str
    archiefactietermijn: str
    afleidingswijze: str


@dataclass(frozen=True)
class Resultaat:
    """A row of the selectielijst: the outcome of a process, and what happens with its records."""

    uuid: UUID
    procestype: Procestype
    nummer: str
    naam: str
    omschrijving: str
    herkomst: str
    waardering: str
    procestermijn: str
    procestermijn_opmerking: str
    bewaartermijn: str
    toelichting: str
    voorwaarde: str
    bijzonder: str
    taakgebieden: tuple[str, ...]

    @property
    def volgnummer(self) -> int:
        """Return the last part of the number."""
        return int(self.nummer.rsplit(".", 1)[1])

    @property
    def is_generiek(self) -> bool:
        """Tell whether this row holds for the whole process type; the others hold for one case of it."""
        return self.nummer.count(".") == 1

    @property
    def keuze_nodig(self) -> Keuzereden | None:
        """Return why a person must decide instead of taking over the defaults, if so."""
        if self.bijzonder:
            return Keuzereden(self.bijzonder)
        if self.waardering == "vernietigen" and not self.procestermijn:
            return Keuzereden.ZONDER_PROCESTERMIJN
        return None

    @property
    def voorstel(self) -> Archiefvoorstel:
        """Return the defaults for a resultaattype; what stays forever has no term here: settings give its transfer."""
        match self.keuze_nodig:
            case Keuzereden.VERVALLEN | Keuzereden.UITZONDERING:
                return Archiefvoorstel("", "", "")
            case Keuzereden():
                return Archiefvoorstel(self.waardering, "", "")
        wijze = "afgehandeld" if self.procestermijn in ("", Procestermijn.NIHIL) else ""
        return Archiefvoorstel(self.waardering, self.bewaartermijn, wijze)


@dataclass(frozen=True)
class Resultaattypeomschrijving:
    """A generic name for the outcome of a zaak."""

    uuid: UUID
    omschrijving: str
    definitie: str


@dataclass(frozen=True)
class Communicatiekanaal:
    """A way in which people and the municipality reach each other."""

    uuid: UUID
    naam: str
    omschrijving: str


@dataclass(frozen=True)
class Lijsten:
    """All rows, in order; by uuid each row is also found under the uuids of other installations."""

    procestypen: dict[UUID, Procestype] = field(default_factory=dict)
    resultaten: dict[UUID, Resultaat] = field(default_factory=dict)
    resultaattypeomschrijvingen: dict[UUID, Resultaattypeomschrijving] = field(default_factory=dict)
    communicatiekanalen: dict[UUID, Communicatiekanaal] = field(default_factory=dict)
    elders: dict[UUID, UUID] = field(default_factory=dict)
    op_nummer: dict[tuple[int, str], Resultaat] = field(default_factory=dict)
    procestype_op_nummer: dict[tuple[int, int], Procestype] = field(default_factory=dict)


@cache
def lijsten() -> Lijsten:
    """Return the lists, read from their files the first time."""
    uit = Lijsten()
    for rij in _rijen("procestypen"):
        procestype = _procestype(rij)
        uit.procestypen[procestype.uuid] = procestype
        uit.procestype_op_nummer[procestype.jaar, procestype.nummer] = procestype
        uit.elders.update({UUID(ook): procestype.uuid for ook in rij["ook"].split()})
    for rij in _rijen("resultaten"):
        jaar, nummer = int(rij["jaar"]), int(rij["nummer"].split(".")[0])
        resultaat = _resultaat(rij, uit.procestype_op_nummer[jaar, nummer])
        uit.resultaten[resultaat.uuid] = uit.op_nummer[jaar, resultaat.nummer] = resultaat
    for rij in _rijen("omschrijvingen"):
        omschrijving = Resultaattypeomschrijving(UUID(rij["uuid"]), rij["omschrijving"], rij["definitie"])
        uit.resultaattypeomschrijvingen[omschrijving.uuid] = omschrijving
    for rij in _rijen("kanalen"):
        kanaal = Communicatiekanaal(UUID(rij["uuid"]), rij["naam"], rij["omschrijving"])
        uit.communicatiekanalen[kanaal.uuid] = kanaal
    return uit


def procestype(uuid: UUID) -> Procestype | None:
    """Return the process type with this uuid, ours or that of a public installation."""
    return lijsten().procestypen.get(lijsten().elders.get(uuid, uuid))


def resultaat(uuid: UUID) -> Resultaat | None:
    """Return the row of the selectielijst with this uuid."""
    return lijsten().resultaten.get(uuid)


def resultaat_op_nummer(jaar: int, nummer: str) -> Resultaat | None:
    """Return the row with this number in the edition of this year."""
    return lijsten().op_nummer.get((jaar, nummer))


def procestype_van(adres: str) -> Procestype | None:
    """Return the process type that an address of ours, or of the public API, points at."""
    uuid = _uuid_in(adres, "procestypen")
    return procestype(uuid) if uuid else None


def resultaat_van(adres: str) -> Resultaat | None:
    """Return the row of the selectielijst that an address of ours, or of the public API, points at."""
    uuid = _uuid_in(adres, "resultaten")
    return resultaat(uuid) if uuid else None


def resultaattypeomschrijving_van(adres: str) -> Resultaattypeomschrijving | None:
    """Return the generic outcome that an address of ours, or of the public API, points at."""
    uuid = _uuid_in(adres, "resultaattypeomschrijvingen")
    return lijsten().resultaattypeomschrijvingen.get(uuid) if uuid else None


def communicatiekanaal_van(adres: str) -> Communicatiekanaal | None:
    """Return the communicatiekanaal that an address of ours, or of the public API, points at."""
    uuid = _uuid_in(adres, "communicatiekanalen")
    return lijsten().communicatiekanalen.get(uuid) if uuid else None


def herken_procestype(gegevens: Mapping[str, object]) -> Procestype | None:
    """Return our row for a process type as another register gives it; rows are the same by year and number."""
    match gegevens:
        case {"jaar": int(jaar), "nummer": int(nummer)}:
            return lijsten().procestype_op_nummer.get((jaar, nummer))
    return None


def herken_resultaat(gegevens: Mapping[str, object], jaar: int) -> Resultaat | None:
    """Return our row for a result as another register gives it, in the edition that its process type is of."""
    match gegevens:
        case {"volledigNummer": str(nummer)}:
            return resultaat_op_nummer(jaar, nummer)
    return None


def _uuid_in(adres: str, soort: str) -> UUID | None:
    """Return the uuid in an address of this kind of row; None when it is no address of ours or the public API."""
    for wortel in _wortels(adres):
        begin = f"{wortel}/{soort}/"
        if adres.startswith(begin):
            try:
                return UUID(adres.removeprefix(begin).rstrip("/"))
            except ValueError:
                return None
    return None


def _wortels(adres: str) -> Iterator[str]:
    """Yield the roots that we answer for: the public API's, and our own under any name that is ours."""
    yield from settings.REFERENTIELIJSTEN_WORTELS
    if is_eigen(adres):
        yield "/".join(adres.split("/", 3)[:3]) + PAD


def _rijen(naam: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file, with the column as key."""
    with (MAP / f"{naam}.tsv").open(encoding="utf-8", newline="") as bestand:
        yield from csv.DictReader(bestand, delimiter="\t", quoting=csv.QUOTE_NONE)


def _procestype(rij: Mapping[str, str]) -> Procestype:
    return Procestype(
        uuid=UUID(rij["uuid"]),
        jaar=int(rij["jaar"]),
        nummer=int(rij["nummer"]),
        naam=rij["naam"],
        omschrijving=rij["omschrijving"],
        toelichting=rij["toelichting"],
        procesobject=rij["procesobject"],
    )


def _resultaat(rij: Mapping[str, str], procestype: Procestype) -> Resultaat:
    letters = rij["taakgebieden"]
    overgenomen = ("nummer", "naam", "omschrijving", "herkomst", "waardering", "procestermijn", "bewaartermijn")
    return Resultaat(
        uuid=UUID(rij["uuid"]),
        procestype=procestype,
        procestermijn_opmerking=rij["opmerking"],
        toelichting=rij["toelichting"],
        voorwaarde=rij["voorwaarde"],
        bijzonder=rij["bijzonder"],
        taakgebieden=tuple(TAAKGEBIEDEN[letters[plek : plek + 2]] for plek in range(0, len(letters), 2)),
        **{naam: rij[naam] for naam in overgenomen},
    )
