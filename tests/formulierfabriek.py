"""Two small forms and drafts of them, filled in completely."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile

from formulieren.models import Formulier, FormulierVersie, Inzending, Plek
from formulieren.services.bijlagen import Grenzen, voeg_bijlagen_toe
from formulieren.services.concept import begin, bewaar_antwoorden
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from zaken.models import Zaaktypeversie

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
IBAN = "NL91ABNA0417164300"


def nl(tekst: str) -> dict[str, str]:
    return {"nl": tekst, "en": f"{tekst} (English)"}


def id_van(sleutel: str) -> UUID:
    """Return the id of the question with this key."""
    return uuid5(NAMESPACE_URL, sleutel)


def per_plek(antwoorden: dict[str, Any]) -> dict[Plek, Any]:
    """Return answers by their place in the form instead of by key."""
    return {Plek(id_van(sleutel)): waarde for sleutel, waarde in antwoorden.items()}


def vraag(sleutel: str, type_: str, naar: str = "", **gegevens: Any) -> dict[str, Any]:
    label = nl(f"Vraag over {sleutel}")
    return {"id": str(id_van(sleutel)), "sleutel": sleutel, "type": type_, "label": label, "naar": naar, **gegevens}


def stap(sleutel: str, *vragen: dict[str, Any]) -> dict[str, Any]:
    return {"sleutel": sleutel, "titel": nl(sleutel.capitalize()), "vragen": list(vragen)}


def _definitie(titel: str, omschrijving: str, *stappen: dict[str, Any]) -> dict[str, Any]:
    gegevens = {"titel": nl(titel), "samenvatting": nl("Proef."), "nodig": [], "vervolg": [nl("U hoort van ons.")]}
    return {**gegevens, "duur": 5, "grondslag": nl("Awb 4:2"), "omschrijving": omschrijving, "stappen": list(stappen)}


def _publiceer(versie: Zaaktypeversie, definitie: dict[str, Any], niveau: Niveau) -> FormulierVersie:
    formulier = Formulier.objects.create(slug=versie.zaaktype.identificatie, zaaktype=versie.zaaktype)
    return publiceer(FormulierVersie.objects.create(formulier=formulier, versie=1, niveau=niveau, definitie=definitie))


def meldingformulier(versie: Zaaktypeversie) -> FormulierVersie:
    """Return the published form to report something outside, without login."""
    opties = [{"code": "lamp", "label": nl("Lamp kapot")}, {"code": "afval", "label": nl("Afval")}]
    definitie = _definitie(
        "Melding openbare ruimte",
        "${categorie}: ${plaats}",
        stap(
            "wat",
            vraag("categorie", "keuze", "eigenschap:categorie", opties=opties),
            vraag("uitleg", "tekstvlak", "toelichting"),
        ),
        stap("waar", vraag("plaats", "locatie", "locatie")),
        stap("fotos", vraag("fotos", "bestanden", "document:Foto", soort="foto", verplicht="niet")),
        stap(
            "wie", vraag("naam", "tekst", "naam", verplicht="niet"), vraag("mail", "email", "email", verplicht="niet")
        ),
    )
    return _publiceer(versie, definitie, Niveau.GEEN)


def budgetformulier(versie: Zaaktypeversie) -> FormulierVersie:
    """Return the published form to ask for a neighbourhood budget, with login."""
    begroting = {"rijen": 3, "max_bedrag": "750.00"}
    definitie = _definitie(
        "Leefbaarheidsbudget",
        "Budget: ${plan}",
        stap("plan", vraag("plan", "tekst"), vraag("uitleg", "tekstvlak", "toelichting")),
        stap("geld", vraag("kosten", "begroting", "eigenschap:bedrag", **begroting)),
        stap("bijlagen", vraag("offerte", "bestanden", "document:Bijlage", soort="document", verplicht="niet")),
        stap("rekening", vraag("rekening", "iban", "eigenschap:rekening"), vraag("mail", "email", "email")),
    )
    return _publiceer(versie, definitie, Niveau.MIDDEN)


def budgetconcept(formulier: FormulierVersie, gebruiker: Gebruiker, **anders: Any) -> Inzending:
    """Return a complete draft of this resident with one file, made by the services that the pages call."""
    antwoorden = {
        "plan": "Een bankje",
        "uitleg": "Op het plein.",
        "kosten": [{"wat": "Bank", "bedrag": "499.50"}, {"wat": "Verf", "bedrag": "50.50"}],
        "rekening": IBAN,
        "mail": "fatima@example.nl",
    }
    inzending = begin(formulier, door=gebruiker)
    bewaar_antwoorden(inzending, per_plek({**antwoorden, **anders}))
    voeg_bijlagen_toe(inzending, Plek(id_van("offerte")), [ContentFile(PDF, name="Offerte bank.pdf")], Grenzen(5))
    return inzending


def meldingconcept(formulier: FormulierVersie, **anders: Any) -> Inzending:
    """Return a complete draft of someone without login."""
    antwoorden = {
        "categorie": "lamp",
        "uitleg": "De lamp is stuk.",
        "plaats": {"adres": "Dorpsstraat 1", "breedte": "52.100000", "lengte": "5.300000"},
        "naam": "Wim de Wit",
        "mail": "wim@example.nl",
    }
    inzending = begin(formulier, door=None)
    bewaar_antwoorden(inzending, per_plek({**antwoorden, **anders}))
    return inzending
