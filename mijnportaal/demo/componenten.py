"""One page that shows every component and form field, with invented content; for development and the demo only."""

import datetime
from decimal import Decimal
from types import SimpleNamespace as Voorbeeld
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mijnportaal.accounts.beleid import openbaar
from mijnportaal.kern.forms import (
    BedragField,
    BestandField,
    DatumField,
    KeuzeKaarten,
    MeerkeuzeKaarten,
    PortaalForm,
    TekstvlakField,
)

SOORTEN = [("lamp", "Straatverlichting"), ("weg", "Weg of stoep"), ("afval", "Afval")]


class Voorbeeldformulier(PortaalForm):
    """Every kind of field once."""

    soort = forms.ChoiceField(
        label="Waar gaat uw melding over?",
        choices=SOORTEN,
        widget=KeuzeKaarten(
            toelichtingen={"lamp": "Een lamp brandt niet of knippert", "weg": "Een losse tegel of een gat"},
            iconen={"lamp": "bulb", "weg": "road", "afval": "trash"},
        ),
    )
    wanneer = forms.MultipleChoiceField(
        label="Wanneer ziet u het?", choices=[("d", "Overdag"), ("n", "'s Nachts")], widget=MeerkeuzeKaarten
    )
    postcode = forms.CharField(
        label="Postcode",
        help_text="Bijvoorbeeld 1234 AB",
        widget=forms.TextInput({"class": "mo-breed-6", "autocomplete": "postal-code"}),
    )
    email = forms.EmailField(label="E-mailadres", required=False)
    sinds = DatumField(label="Sinds wanneer?", help_text="Bijvoorbeeld 14 3 2026")
    bedrag = BedragField(label="Wat kost het?", min_value=1, max_value=750)
    wijk = forms.ChoiceField(label="Wijk", choices=[("", "Maak een keuze"), ("c", "Centrum"), ("n", "Noord")])
    toelichting = TekstvlakField(label="Wat is er aan de hand?", max_length=500)
    foto = BestandField(label="Foto's", max_aantal=3, required=False)
    akkoord = forms.BooleanField(label="Ik heb alles naar waarheid ingevuld")


class Filterformulier(PortaalForm):
    """A filter as the worklist has it."""

    merk_niet_verplicht = False
    zoek = forms.CharField(label="Zoeken", required=False)
    zaaktype = forms.ChoiceField(label="Zaaktype", choices=[("", "Alle zaaktypen")], required=False)
    status = forms.ChoiceField(label="Status", choices=[("", "Alle open zaken")], required=False)


class Notitieformulier(PortaalForm):
    """A small form in a panel."""

    kanaal = forms.ChoiceField(label="Kanaal", choices=[("t", "Telefoon"), ("b", "Balie")], widget=KeuzeKaarten)
    geboren = DatumField(label="Geboortedatum")
    notitie = TekstvlakField(label="Notitie", rijen=3)


@openbaar
def componenten(request: HttpRequest) -> HttpResponse:
    """Show the components of residents' pages; ?fouten shows the form with errors."""
    invoer = {"postcode": "1234", "sinds_dag": "31", "sinds_maand": "2", "sinds_jaar": "2026", "bedrag": "1.000,00"}
    formulier = Voorbeeldformulier(invoer if "fouten" in request.GET else None)
    if "fouten" in request.GET:
        formulier.add_error(None, "U heeft vandaag al een melding over deze plek gedaan.")
    return render(request, "demo/componenten.html", {"form": formulier, **_inwoner()})


@openbaar
def componenten_werkplek(request: HttpRequest) -> HttpResponse:
    """Show the components of staff pages."""
    return render(
        request,
        "demo/componenten_werkplek.html",
        {"filter": Filterformulier(), "notitie": Notitieformulier(), **_medewerker()},
    )


def _inwoner() -> dict[str, Any]:
    """Return example content for residents' components."""
    vandaag = timezone.localdate()
    straks, nu = vandaag + datetime.timedelta(20), timezone.now()
    return {
        "kruimels": [("Overzicht", "/"), ("Mijn zaken", "/mijn/"), ("Leefbaarheidsbudget", None)],
        "vandaag": vandaag,
        "straks": straks,
        "taken": [
            Voorbeeld(
                titel="Lever de bon van de plantenbakken in",
                url="#",
                knop="Bon toevoegen",
                dagen=3,
                toelichting="Zaak: Leefbaarheidsbudget",
                icoon="upload",
            ),
            Voorbeeld(titel="Vul uw rekeningnummer aan", url="#", knop="Aanvullen", dagen=12, toelichting="", icoon=""),
        ],
        "stappen": [
            Voorbeeld(
                titel="Aanvraag ontvangen",
                toestand="klaar",
                datum=vandaag - datetime.timedelta(20),
                tekst="Wij hebben uw aanvraag ontvangen.",
            ),
            Voorbeeld(
                titel="Aanvraag beoordelen",
                toestand="huidig",
                datum=vandaag,
                datum_label="Sinds",
                uitleg="Wij kijken of uw plan past bij de regels. U hoort het uiterlijk over 20 dagen.",
            ),
            Voorbeeld(titel="Besluit", toestand="komt", datum=straks, datum_label="Uiterlijk"),
            Voorbeeld(titel="Afgerond", toestand="komt"),
        ],
        "documenten": [
            Voorbeeld(
                naam="Ontvangstbevestiging",
                url="#",
                soort="pdf",
                grootte=84_000,
                wie="van de gemeente",
                datum=vandaag,
                scan="schoon",
                nieuw=True,
            ),
            Voorbeeld(
                naam="plattegrond-buurttuin.png",
                url="#",
                soort="png",
                grootte=1_240_000,
                wie="van u",
                datum=vandaag,
                scan="wacht",
                nieuw=False,
            ),
            Voorbeeld(
                naam="offerte.pdf",
                url="#",
                soort="pdf",
                grootte=230_000,
                wie="van u",
                datum=vandaag,
                scan="besmet",
                nieuw=False,
            ),
        ],
        "gesprek": [
            Voorbeeld(
                wie="Sanne Bakker",
                rol="gemeente",
                tijdstip=nu,
                eigen=False,
                bijlagen=[],
                tekst="Kunt u een foto van de plek sturen?\n\nDan kunnen wij verder.",
            ),
            Voorbeeld(
                wie="U",
                rol="",
                tijdstip=nu,
                tekst="Dat doe ik morgen.",
                eigen=True,
                bijlagen=[Voorbeeld(naam="plek.jpg", url="#")],
            ),
        ],
        "kern": [
            Voorbeeld(label="Aangevraagd op", waarde="2 november 2026", bij="via Mijn omgeving"),
            Voorbeeld(label="Besluit uiterlijk op", waarde="12 december 2026", bij="over 20 dagen"),
            Voorbeeld(label="Uw contactpersoon", waarde="Sanne Bakker", bij="team Leefbaarheid"),
        ],
        "regels": [("Zaaknummer", "2026-0048213"), ("Plan", "Buurttuin aan het Kerkplein")],
        "begroting": [("Plantenbakken", Decimal("420.00")), ("Aarde en planten", Decimal("285.50"))],
        "totaal": Decimal("705.50"),
        "berichten": [
            Voorbeeld(titel="Wij hebben een foto nodig", url="#", datum=vandaag, bij="Leefbaarheidsbudget", nieuw=True),
            Voorbeeld(titel="Ontvangstbevestiging", url="#", datum=vandaag, bij="Melding lamp", nieuw=False),
        ],
        "bestanden": [Voorbeeld(naam="plek.jpg", grootte=1_800_000, waarde="1")],
        "formulierstappen": [
            ("Uw gegevens", "#"),
            ("Uw plan", None),
            ("Begroting", None),
            ("Controleren", None),
        ],
        "links": [
            Voorbeeld(titel="Iets melden in uw buurt", url="#", icoon="map-pin"),
            Voorbeeld(titel="Geld voor uw buurt", url="#", icoon="coin-euro"),
        ],
    }


def _medewerker() -> dict[str, Any]:
    """Return example content for staff's components."""
    vandaag, nu = timezone.localdate(), timezone.now()
    soorten = [
        ("In behandeling", "actief"),
        ("Nieuw", "ok"),
        ("Wacht op inwoner", "waarschuwing"),
        ("Opgeschort", "neutraal"),
    ]
    rijen = [
        Voorbeeld(
            nummer=f"2026-00482{nr:02}",
            titel="Leefbaarheidsbudget",
            wie="F. de Vries",
            status=soorten[nr % 4],
            behandelaar="Sanne Bakker" if nr % 3 else "",
            dagen=dagen,
            datum=vandaag + datetime.timedelta(dagen),
        )
        for nr, dagen in enumerate([-4, -1, 0, 1, 5, 12, 26])
    ]
    return {
        "rijen": rijen,
        "pagina": Paginator(range(230), 25).page(4),
        "kolommen": [
            Voorbeeld(titel="Zaak", url="?volgorde=nummer"),
            Voorbeeld(titel="Aanvrager", url="?volgorde=wie"),
            Voorbeeld(titel="Status"),
            Voorbeeld(titel="Behandelaar"),
            Voorbeeld(titel="Uiterste datum", url="?volgorde=-datum", richting="op"),
        ],
        "kpis": [
            Voorbeeld(waarde=2, label="Te laat", url="#", soort="laat"),
            Voorbeeld(waarde=3, label="Termijn binnen 7 dagen", url="#", soort="bijna"),
            Voorbeeld(waarde=9, label="Nieuw, nog niet verdeeld", url="#", soort="info"),
            Voorbeeld(waarde="94%", label="Op tijd deze maand", soort="goed"),
        ],
        "chips": [Voorbeeld(tekst="Team: Leefbaarheid", url="#"), Voorbeeld(tekst="Open", url="#")],
        "lijsten": [
            Voorbeeld(titel="Mijn werkvoorraad", url="#", icoon="inbox", aantal=23, huidig=True),
            Voorbeeld(titel="Team Leefbaarheid", url="#", icoon="users", aantal=148),
            Voorbeeld(titel="Te laat", url="#", icoon="alert-triangle", aantal=6, laat=True),
        ],
        "gebeurtenissen": [
            Voorbeeld(titel="Status gezet: Beoordelen", tijdstip=nu, icoon="flag", door="Sanne Bakker", zichtbaar=True),
            Voorbeeld(
                titel="Notitie", tijdstip=nu, icoon="notes", door="Sanne Bakker", tekst="Gebeld met de aanvrager."
            ),
            Voorbeeld(
                titel="Zaak ontvangen",
                tijdstip=nu,
                icoon="inbox",
                door="Inwoner",
                kanaal="Website",
                zichtbaar=True,
            ),
        ],
        "zaken": [
            Voorbeeld(
                titel="Leefbaarheidsbudget",
                url="#",
                bij="2026-0048213",
                status="Wacht op inwoner",
                status_soort="waarschuwing",
                dagen=18,
            ),
            Voorbeeld(
                titel="Melding straatverlichting",
                url="#",
                bij="2026-0049102",
                status="Afgehandeld",
                status_soort="ok",
                dagen=None,
                rechts="Afgerond 12 november",
            ),
        ],
        "tabs": [
            Voorbeeld(titel="Zaken", url="#", huidig=True, aantal=2),
            Voorbeeld(titel="Taken", url="#", aantal=1),
            Voorbeeld(titel="Berichten", url="#"),
        ],
        "badges": [Voorbeeld(tekst="Identiteit gecontroleerd", soort="ok", icoon="shield-check")],
        "acties": [
            Voorbeeld(tekst="Terugbelverzoek", url="#", soort="secundair", icoon="phone"),
            Voorbeeld(tekst="Zaak starten", url="#", soort="primair", icoon="plus"),
        ],
        "klantregels": ["14 mei 1984 (42 jaar)", "BSN •••••• 123", "Dorpsstraat 12, 1234 AB Voorbeeldstad"],
    }
