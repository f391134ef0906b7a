"""The question types: one class each for how a question is asked, checked, kept and shown."""

from formulieren.componenten.adres import Adres
from formulieren.componenten.afspraak import AfspraakVraag
from formulieren.componenten.basis import Component, component_voor
from formulieren.componenten.begroting import Begroting
from formulieren.componenten.bestanden import Bestanden, Foto
from formulieren.componenten.gegevens import Email, Iban, Telefoon
from formulieren.componenten.getal import Bedrag, Getal
from formulieren.componenten.gezin import Kinderen, Partners
from formulieren.componenten.handtekening import Handtekening
from formulieren.componenten.kenmerken import Kenteken, Postcode
from formulieren.componenten.keuze import Janee, Keuze, Meerkeuze, Verklaring, Vinkje
from formulieren.componenten.locatie import Locatie
from formulieren.componenten.momenten import Datumtijd, Periode, Tijd
from formulieren.componenten.personen import Organisatie, Persoon
from formulieren.componenten.registernummers import Bsn, Kvk, Rsin, Vestiging
from formulieren.componenten.tekst import Datum, Tekst, Tekstvlak

__all__ = [
    "Adres",
    "AfspraakVraag",
    "Bedrag",
    "Begroting",
    "Bestanden",
    "Bsn",
    "Component",
    "Datum",
    "Datumtijd",
    "Email",
    "Foto",
    "Getal",
    "Handtekening",
    "Iban",
    "Janee",
    "Kenteken",
    "Keuze",
    "Kinderen",
    "Kvk",
    "Locatie",
    "Meerkeuze",
    "Organisatie",
    "Partners",
    "Periode",
    "Persoon",
    "Postcode",
    "Rsin",
    "Tekst",
    "Tekstvlak",
    "Telefoon",
    "Tijd",
    "Verklaring",
    "Vestiging",
    "Vinkje",
    "component_voor",
]
