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
from django.utils.translation import gettext_lazy as _

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

SOORTEN = [("lamp", _("Straatverlichting")), ("weg", _("Weg of stoep")), ("afval", _("Afval"))]


class Voorbeeldformulier(PortaalForm):
    """Every kind of field once."""

    soort = forms.ChoiceField(
        label=_("Waar gaat uw melding over?"),
        choices=SOORTEN,
        widget=KeuzeKaarten(
            toelichtingen={"lamp": _("Een lamp brandt niet of knippert"), "weg": _("Een losse tegel of een gat")},
            iconen={"lamp": "bulb", "weg": "road", "afval": "trash"},
        ),
    )
    wanneer = forms.MultipleChoiceField(
        label=_("Wanneer ziet u het?"), choices=[("d", _("Overdag")), ("n", _("'s Nachts"))], widget=MeerkeuzeKaarten
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("Bijvoorbeeld 1234 AB"),
        widget=forms.TextInput({"class": "mo-breed-6", "autocomplete": "postal-code"}),
    )
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    sinds = DatumField(label=_("Sinds wanneer?"), help_text=_("Bijvoorbeeld 14 3 2026"))
    bedrag = BedragField(label=_("Wat kost het?"), min_value=1, max_value=750)
    wijk = forms.ChoiceField(
        label=_("Wijk"), choices=[("", _("Maak een keuze")), ("c", _("Centrum")), ("n", _("Noord"))]
    )
    toelichting = TekstvlakField(label=_("Wat is er aan de hand?"), max_length=500)
    foto = BestandField(label=_("Foto's"), max_aantal=3, required=False)
    akkoord = forms.BooleanField(label=_("Ik heb alles naar waarheid ingevuld"))


class Filterformulier(PortaalForm):
    """A filter as the worklist has it."""

    merk_niet_verplicht = False
    zoek = forms.CharField(label=_("Zoeken"), required=False)
    zaaktype = forms.ChoiceField(label=_("Zaaktype"), choices=[("", _("Alle zaaktypen"))], required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Alle open zaken"))], required=False)


@openbaar
def componenten(request: HttpRequest) -> HttpResponse:
    """Show the components of residents' pages; ?fouten shows the form with errors."""
    invoer = {"postcode": "1234", "sinds_dag": "31", "sinds_maand": "2", "sinds_jaar": "2026", "bedrag": "1.000,00"}
    formulier = Voorbeeldformulier(invoer if "fouten" in request.GET else None)
    if "fouten" in request.GET:
        formulier.add_error(None, _("U heeft vandaag al een melding over deze plek gedaan."))
    return render(request, "demo/componenten.html", {"form": formulier, **_inwoner()})


@openbaar
def componenten_werkplek(request: HttpRequest) -> HttpResponse:
    """Show the components of staff pages."""
    return render(request, "demo/componenten_werkplek.html", {"filter": Filterformulier(), **_medewerker()})


def _inwoner() -> dict[str, Any]:
    """Return example content for residents' components."""
    vandaag = timezone.localdate()
    straks, nu = vandaag + datetime.timedelta(20), timezone.now()
    return {
        "kruimels": [(_("Overzicht"), "/"), (_("Mijn zaken"), "/mijn/"), (_("Leefbaarheidsbudget"), None)],
        "vandaag": vandaag,
        "straks": straks,
        "taken": [
            Voorbeeld(
                titel=_("Lever de bon van de plantenbakken in"),
                url="#",
                knop=_("Bon toevoegen"),
                dagen=3,
                toelichting=_("Zaak: Leefbaarheidsbudget"),
                icoon="upload",
            ),
            Voorbeeld(
                titel=_("Vul uw rekeningnummer aan"), url="#", knop=_("Aanvullen"), dagen=12, toelichting="", icoon=""
            ),
        ],
        "stappen": [
            Voorbeeld(
                titel=_("Aanvraag ontvangen"),
                toestand="klaar",
                datum=vandaag - datetime.timedelta(20),
                tekst=_("Wij hebben uw aanvraag ontvangen."),
            ),
            Voorbeeld(
                titel=_("Aanvraag beoordelen"),
                toestand="huidig",
                datum=vandaag,
                datum_label=_("Sinds"),
                uitleg=_("Wij kijken of uw plan past bij de regels. U hoort het uiterlijk over 20 dagen."),
            ),
            Voorbeeld(titel=_("Besluit"), toestand="komt", datum=straks, datum_label=_("Uiterlijk")),
            Voorbeeld(titel=_("Afgerond"), toestand="komt"),
        ],
        "documenten": [
            Voorbeeld(
                naam=_("Ontvangstbevestiging"),
                url="#",
                soort="pdf",
                grootte=84_000,
                wie=_("van de gemeente"),
                datum=vandaag,
                scan="schoon",
                nieuw=True,
            ),
            Voorbeeld(
                naam="plattegrond-buurttuin.png",
                url="#",
                soort="png",
                grootte=1_240_000,
                wie=_("van u"),
                datum=vandaag,
                scan="wacht",
                nieuw=False,
            ),
            Voorbeeld(
                naam="offerte.pdf",
                url="#",
                soort="pdf",
                grootte=230_000,
                wie=_("van u"),
                datum=vandaag,
                scan="besmet",
                nieuw=False,
            ),
        ],
        "gesprek": [
            Voorbeeld(
                wie="Sanne Bakker",
                rol=_("gemeente"),
                tijdstip=nu,
                eigen=False,
                bijlagen=[],
                tekst=_("Kunt u een foto van de plek sturen?\n\nDan kunnen wij verder."),
            ),
            Voorbeeld(
                wie=_("U"),
                rol="",
                tijdstip=nu,
                tekst=_("Dat doe ik morgen."),
                eigen=True,
                bijlagen=[Voorbeeld(naam="plek.jpg", url="#")],
            ),
        ],
        "kern": [
            Voorbeeld(label=_("Aangevraagd op"), waarde="2 november 2026", bij=_("via Mijn omgeving")),
            Voorbeeld(label=_("Besluit uiterlijk op"), waarde="12 december 2026", bij=_("over 20 dagen")),
            Voorbeeld(label=_("Uw contactpersoon"), waarde="Sanne Bakker", bij=_("team Leefbaarheid")),
        ],
        "regels": [(_("Zaaknummer"), "2026-0048213"), (_("Plan"), _("Buurttuin aan het Kerkplein"))],
        "begroting": [(_("Plantenbakken"), Decimal("420.00")), (_("Aarde en planten"), Decimal("285.50"))],
        "totaal": Decimal("705.50"),
        "berichten": [
            Voorbeeld(
                titel=_("Wij hebben een foto nodig"), url="#", datum=vandaag, bij=_("Leefbaarheidsbudget"), nieuw=True
            ),
            Voorbeeld(titel=_("Ontvangstbevestiging"), url="#", datum=vandaag, bij=_("Melding lamp"), nieuw=False),
        ],
        "bestanden": [Voorbeeld(naam="plek.jpg", grootte=1_800_000, waarde="1")],
        "formulierstappen": [
            (_("Uw gegevens"), "#"),
            (_("Uw plan"), None),
            (_("Begroting"), None),
            (_("Controleren"), None),
        ],
        "links": [
            Voorbeeld(titel=_("Iets melden in uw buurt"), url="#", icoon="map-pin"),
            Voorbeeld(titel=_("Geld voor uw buurt"), url="#", icoon="coin-euro"),
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
            titel=_("Leefbaarheidsbudget"),
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
            Voorbeeld(titel=_("Zaak"), url="?volgorde=nummer"),
            Voorbeeld(titel=_("Aanvrager"), url="?volgorde=wie"),
            Voorbeeld(titel=_("Status")),
            Voorbeeld(titel=_("Behandelaar")),
            Voorbeeld(titel=_("Uiterste datum"), url="?volgorde=-datum", richting="op"),
        ],
        "kpis": [
            Voorbeeld(waarde=2, label=_("Te laat"), url="#", soort="laat"),
            Voorbeeld(waarde=3, label=_("Termijn binnen 7 dagen"), url="#", soort="bijna"),
            Voorbeeld(waarde=9, label=_("Nieuw, nog niet verdeeld"), url="#", soort="info"),
            Voorbeeld(waarde="94%", label=_("Op tijd deze maand"), soort="goed"),
        ],
        "chips": [Voorbeeld(tekst=_("Team: Leefbaarheid"), url="#"), Voorbeeld(tekst=_("Open"), url="#")],
        "lijsten": [
            Voorbeeld(titel=_("Mijn werkvoorraad"), url="#", icoon="inbox", aantal=23, huidig=True),
            Voorbeeld(titel=_("Team Leefbaarheid"), url="#", icoon="users", aantal=148),
            Voorbeeld(titel=_("Te laat"), url="#", icoon="alert-triangle", aantal=6, laat=True),
        ],
        "gebeurtenissen": [
            Voorbeeld(
                titel=_("Status gezet: Beoordelen"), tijdstip=nu, icoon="flag", door="Sanne Bakker", zichtbaar=True
            ),
            Voorbeeld(
                titel=_("Notitie"), tijdstip=nu, icoon="notes", door="Sanne Bakker", tekst=_("Gebeld met de aanvrager.")
            ),
            Voorbeeld(
                titel=_("Zaak ontvangen"),
                tijdstip=nu,
                icoon="inbox",
                door=_("Inwoner"),
                kanaal=_("Website"),
                zichtbaar=True,
            ),
        ],
        "zaken": [
            Voorbeeld(
                titel=_("Leefbaarheidsbudget"),
                url="#",
                bij="2026-0048213",
                status=_("Wacht op inwoner"),
                status_soort="waarschuwing",
                dagen=18,
            ),
            Voorbeeld(
                titel=_("Melding straatverlichting"),
                url="#",
                bij="2026-0049102",
                status=_("Afgehandeld"),
                status_soort="ok",
                dagen=None,
                rechts=_("Afgerond 12 november"),
            ),
        ],
        "tabs": [
            Voorbeeld(titel=_("Zaken"), url="#", huidig=True, aantal=2),
            Voorbeeld(titel=_("Taken"), url="#", aantal=1),
            Voorbeeld(titel=_("Berichten"), url="#"),
        ],
        "badges": [Voorbeeld(tekst=_("Identiteit gecontroleerd"), soort="ok", icoon="shield-check")],
        "acties": [
            Voorbeeld(tekst=_("Terugbelverzoek"), url="#", soort="secundair", icoon="phone"),
            Voorbeeld(tekst=_("Zaak starten"), url="#", soort="primair", icoon="plus"),
        ],
        "klantregels": [_("14 mei 1984 (42 jaar)"), "BSN •••••• 123", "Dorpsstraat 12, 1234 AB Voorbeeldstad"],
    }
