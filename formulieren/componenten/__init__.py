"""The question types: one class each for how a question is asked, checked, kept and shown."""

from formulieren.componenten.afspraak import AfspraakVraag
from formulieren.componenten.basis import Component, component_voor
from formulieren.componenten.begroting import Begroting
from formulieren.componenten.bestanden import Bestanden
from formulieren.componenten.gegevens import Email, Iban, Telefoon
from formulieren.componenten.keuze import Keuze, Verklaring
from formulieren.componenten.locatie import Locatie
from formulieren.componenten.tekst import Datum, Tekst, Tekstvlak

__all__ = [
    "AfspraakVraag",
    "Begroting",
    "Bestanden",
    "Component",
    "Datum",
    "Email",
    "Iban",
    "Keuze",
    "Locatie",
    "Tekst",
    "Tekstvlak",
    "Telefoon",
    "Verklaring",
    "component_voor",
]
