"""What each type of question knows of itself, as the studio asks it; one declaration per type, no form of its own."""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.definitie import Json

Zin: TypeAlias = str | Promise


@dataclass(frozen=True)
class Eigenschap:
    """One property of a type: `soort` is kort, getal, vinkje, keuze, lijst, taal (one line) or tekst (several)."""

    naam: str
    label: Zin
    soort: str = "kort"
    keuzes: tuple[tuple[str, Zin], ...] = ()
    hulp: Zin = ""
    # What it is where the definition does not say.
    standaard: Json = None
    moet: bool = False


@dataclass(frozen=True)
class Vraagsoort:
    """A type of question: its name in the studio, what it knows, and what else it has."""

    type: str
    naam: Zin
    eigenschappen: tuple[Eigenschap, ...] = ()
    opties: bool = False

    @property
    def heeft_antwoord(self) -> bool:
        return self.type not in STRUCTUUR

    @property
    def is_tekst(self) -> bool:
        """Tell whether this is a text on the page and nothing else."""
        return self.type in {"inhoud", "melding"}

    @property
    def heeft_vragen(self) -> bool:
        return self.type in {"groep", "herhaling"}


MET_TEKST = (
    Eigenschap("min_lengte", _("Minste aantal tekens"), "getal"),
    Eigenschap("max_lengte", _("Meeste aantal tekens"), "getal"),
    Eigenschap("patroon", _("Patroon voor de hele tekst"), hulp=_("Bijvoorbeeld [A-Z]{2}\\d{4}.")),
    Eigenschap("autocomplete", _("Wat de browser mag aanvullen"), hulp=_("Bijvoorbeeld given-name.")),
)
GRENZEN = (Eigenschap("min", _("Ten minste")), Eigenschap("max", _("Ten hoogste")))
DATUMHULP = _("Een datum (jjjj-mm-dd), vandaag, of bijvoorbeeld vandaag+P14D.")
DATUMGRENZEN = (
    Eigenschap("min", _("Niet eerder dan"), hulp=DATUMHULP),
    Eigenschap("max", _("Niet later dan"), hulp=DATUMHULP),
)
MOET_MAG = (("moet", _("Moet")), ("mag", _("Mag")), ("niet", _("Vragen wij niet")))
PERSOON = (
    Eigenschap("geboortedatum", _("Geboortedatum"), "keuze", (("", _("Standaard")), *MOET_MAG)),
    Eigenschap("bsn", _("Burgerservicenummer"), "keuze", (("", _("Standaard")), *MOET_MAG)),
)
AANTALLEN = (
    Eigenschap("min", _("Minste aantal"), "getal"),
    Eigenschap("max", _("Meeste aantal"), "getal"),
)
GEZIN = (
    *AANTALLEN,
    Eigenschap(
        "vooraf",
        _("Vooraf gekozen"),
        "keuze",
        (("", _("Standaard")), ("alle", _("Iedereen")), ("geen", _("Niemand"))),
    ),
    *PERSOON,
)
UPLOAD = (
    Eigenschap("max_aantal", _("Meeste aantal bestanden"), "getal"),
    Eigenschap("max_mb", _("Grootste bestand (MB)"), "getal"),
    Eigenschap("max_totaal_mb", _("Alle bestanden samen (MB)"), "getal"),
    Eigenschap("soorten", _("Soorten bestanden"), "lijst", hulp=_("Gescheiden door komma’s. Bijvoorbeeld: pdf, jpg.")),
    Eigenschap("later_dagen", _("Dagen om later in te leveren"), "getal"),
    Eigenschap("plaats_bewaren", _("Bewaar de plek in de foto"), "vinkje", standaard=False),
)

_SOORTEN = (
    Vraagsoort("tekst", _("Korte tekst"), MET_TEKST),
    Vraagsoort("tekstvlak", _("Lange tekst"), MET_TEKST),
    Vraagsoort("email", _("E-mailadres")),
    Vraagsoort("telefoon", _("Telefoonnummer")),
    Vraagsoort(
        "getal",
        _("Getal"),
        (
            *GRENZEN,
            Eigenschap("decimalen", _("Cijfers achter de komma"), "getal", standaard=0),
            Eigenschap("eenheid", _("Eenheid"), "taal"),
        ),
    ),
    Vraagsoort("bedrag", _("Bedrag in euro"), GRENZEN),
    Vraagsoort(
        "datum",
        _("Datum"),
        (
            *DATUMGRENZEN,
            Eigenschap("deels", _("Alleen een maand of een jaar mag ook"), "vinkje", standaard=False),
            Eigenschap("werkdag", _("Alleen werkdagen"), "vinkje", standaard=False),
        ),
    ),
    Vraagsoort("tijd", _("Tijd"), GRENZEN),
    Vraagsoort("datumtijd", _("Datum en tijd"), DATUMGRENZEN),
    Vraagsoort(
        "periode", _("Periode"), (*DATUMGRENZEN, Eigenschap("max_dagen", _("Ten hoogste zoveel dagen"), "getal"))
    ),
    Vraagsoort("bsn", _("Burgerservicenummer"), (Eigenschap("niet_zelf", _("Niet het eigen nummer"), "vinkje"),)),
    Vraagsoort("rsin", _("RSIN")),
    Vraagsoort(
        "kvk", _("KVK-nummer"), (Eigenschap("bestaat", _("Staat in het handelsregister"), "vinkje", standaard=True),)
    ),
    Vraagsoort("vestiging", _("Vestiging")),
    Vraagsoort("iban", _("Rekeningnummer (IBAN)")),
    Vraagsoort("kenteken", _("Kenteken"), (Eigenschap("buitenland", _("Ook buitenlandse kentekens"), "vinkje"),)),
    Vraagsoort("postcode", _("Postcode")),
    Vraagsoort(
        "adres",
        _("Adres"),
        (
            Eigenschap("zelf", _("Straat en plaats mogen zelf ingevuld"), "vinkje", standaard=True),
            Eigenschap("buitenland", _("Ook een adres in het buitenland"), "vinkje", standaard=False),
            Eigenschap("in_gemeente", _("Alleen in onze gemeente"), "vinkje", standaard=False),
        ),
    ),
    Vraagsoort("vinkje", _("Vinkje")),
    Vraagsoort("verklaring", _("Verklaring")),
    Vraagsoort("janee", _("Ja of nee")),
    Vraagsoort(
        "keuze",
        _("Eén keuze"),
        (
            Eigenschap(
                "weergave",
                _("Hoe het eruitziet"),
                "keuze",
                (("", _("Past zich aan")), ("kaarten", _("Kaarten")), ("lijst", _("Keuzelijst"))),
            ),
            Eigenschap("anders", _("Code van de keuze met een eigen antwoord")),
        ),
        opties=True,
    ),
    Vraagsoort("meerkeuze", _("Meer keuzes"), AANTALLEN, opties=True),
    Vraagsoort(
        "bestanden",
        _("Bestanden"),
        (
            Eigenschap("soort", _("Soort"), "keuze", (("document", _("Documenten")), ("foto", _("Foto’s"))), moet=True),
            *UPLOAD,
        ),
    ),
    Vraagsoort("foto", _("Foto’s"), (Eigenschap("camera", _("Open meteen de camera"), "vinkje"), *UPLOAD)),
    Vraagsoort("locatie", _("Plek op de kaart")),
    Vraagsoort("persoon", _("Persoon"), PERSOON),
    Vraagsoort("organisatie", _("Organisatie")),
    Vraagsoort("partners", _("Partners"), GEZIN),
    Vraagsoort(
        "kinderen",
        _("Kinderen"),
        (
            *GEZIN,
            Eigenschap("leeftijd_vanaf", _("Leeftijd vanaf"), "getal"),
            Eigenschap("leeftijd_tot_en_met", _("Leeftijd tot en met"), "getal"),
            Eigenschap("overleden", _("Ook wie overleden is"), "vinkje", standaard=False),
            Eigenschap("zelfde_adres", _("Alleen wie op hetzelfde adres woont"), "vinkje", standaard=False),
            Eigenschap("gezag", _("Alleen met gezag"), "vinkje", standaard=False),
        ),
    ),
    Vraagsoort("afspraak", _("Afspraak"), (Eigenschap("producten", _("Codes van de producten"), "lijst"),)),
    Vraagsoort(
        "begroting",
        _("Begroting"),
        (
            Eigenschap("rijen", _("Aantal rijen"), "getal", moet=True),
            Eigenschap("max_bedrag", _("Hoogste bedrag samen"), moet=True),
        ),
    ),
    Vraagsoort("groep", _("Groep vragen")),
    Vraagsoort(
        "herhaling",
        _("Vragen die terugkomen"),
        (
            Eigenschap("min", _("Minste aantal rijen"), "getal", standaard=0),
            Eigenschap("max", _("Meeste aantal rijen"), "getal", standaard=20),
            Eigenschap("rijnaam", _("Naam van een rij"), "taal", hulp=_("Bijvoorbeeld: kind.")),
            Eigenschap("rijtitel", _("Titel van een rij"), "taal", hulp=_("Bijvoorbeeld: Kind ${voornaam}.")),
        ),
    ),
    Vraagsoort("inhoud", _("Tekst op de pagina"), (Eigenschap("tekst", _("Tekst"), "tekst", moet=True),)),
    Vraagsoort(
        "melding",
        _("Melding op de pagina"),
        (
            Eigenschap("tekst", _("Tekst"), "tekst", moet=True),
            Eigenschap(
                "soort",
                _("Soort"),
                "keuze",
                (("info", _("Uitleg")), ("waarschuwing", _("Waarschuwing")), ("fout", _("Fout")), ("ok", _("Goed"))),
                standaard="info",
            ),
        ),
    ),
)
SOORTEN: dict[str, Vraagsoort] = {soort.type: soort for soort in _SOORTEN}


def soort_van(type_: str) -> Vraagsoort:
    """Return the declaration of a type; of one without declaration what every type has."""
    return SOORTEN.get(type_) or Vraagsoort(type_, type_.capitalize())


def kiesbaar() -> list[Vraagsoort]:
    """Return every type that can be added, in the order of the declarations, those without one last."""
    bestaand = {*COMPONENTEN, *STRUCTUUR}
    gekend = [soort for naam, soort in SOORTEN.items() if naam in bestaand]
    return [*gekend, *(soort_van(naam) for naam in sorted(bestaand - set(SOORTEN)))]
