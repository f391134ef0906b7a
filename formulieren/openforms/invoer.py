"""One export, whole: from the zip to a definition in our dialect and a report of what became of everything."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.utils.text import slugify

from formulieren.openforms.bestand import Export, lees_zip
from formulieren.openforms.logica import Logicavertaler
from formulieren.openforms.sleutels import Sleutels, stapsleutel
from formulieren.openforms.verslag import Verslag
from formulieren.openforms.vragen import Vragenvertaler, kaal
from mijnportaal.accounts.aanmelding import Niveau

Json = dict[str, Any]
GRONDSLAG = {
    "nl": "Algemene wet bestuursrecht, artikel 4:2: wij vragen wat nodig is om uw aanvraag te behandelen.",
    "en": "General Administrative Law Act, section 4:2: we ask what is needed to handle your application.",
}
VERVOLG = {
    "nl": ["U krijgt direct een zaaknummer.", "Wij behandelen uw aanvraag en laten u weten wat wij besluiten."],
    "en": ["You get a case number right away.", "We handle your application and let you know what we decide."],
}
# What belongs to the form itself in the export: why each has no place, or works differently here.
ANDERS = {
    "literals": "knoppen heten bij ons in elk formulier hetzelfde",
    "confirmation_email_template": "wij sturen zelf een bevestiging, met zaaknummer en vervolg",
    "submissions_removal_options": "bewaartermijnen volgen bij ons uit het zaaktype en de wet",
    "ask_privacy_consent": "de privacyverklaring staat bij ons onder aan elke pagina",
    "ask_statement_of_truth": "de verklaring staat bij ons altijd op de controlepagina",
    "show_progress_indicator": "de stappen staan bij ons altijd boven aan de pagina",
    "required_fields_with_asterisk": "bij ons staat er bij wat niet verplicht is",
    "include_confirmation_page_content_in_pdf": "in de PDF staan bij ons precies de antwoorden",
}
NIET = {
    "registration_backend": "elk formulier wordt bij ons een zaak",
    "registration_backends": "elk formulier wordt bij ons een zaak",
    "payment_backend": "stel de prijs in de studio in",
    "product": "stel de prijs in de studio in",
    "category": "de volgorde in de catalogus stelt u in de studio in",
    "theme": "een eigen thema per formulier kennen wij niet",
    "submission_limit": "een grens aan het aantal inzendingen kennen wij niet",
    "activate_on": "publiceer het formulier op de dag zelf",
    "deactivate_on": "trek het formulier op de dag zelf in",
    "auto_login_authentication_backend": "inloggen kan met elk middel dat sterk genoeg is",
    "price_variable_key": "stel de prijs in de studio in",
}


@dataclass(frozen=True)
class Import:
    """What an export became: the definition, the level of login, the address, and the report."""

    slug: str
    niveau: Niveau
    definitie: Json
    verslag: Verslag


def lees_export(bestand: IO[bytes], *, documenttype: str) -> Import:
    """Return the form in this export; files that people add become documents of `documenttype`.

    Raises ValidationError when the file is no export.
    """
    export, verslag = lees_zip(bestand), Verslag()
    for naam in export.andere:
        verslag.niet(f"bestand {naam}", "dit bestand hoort niet bij een export die wij kennen")
    formulier = export.formulier
    talen = _talen(formulier, verslag)
    sleutels = Sleutels(str(formulier.get("uuid") or formulier.get("slug")))
    vertaler = Vragenvertaler(sleutels, verslag, documenttype, talen)
    stappen = _stappen(export, vertaler)
    logica = Logicavertaler(export, vertaler, stappen, verslag)
    logica.alles()
    definitie = _definitie(formulier, talen, list(stappen.values()), logica)
    _meld_formulier(formulier, verslag)
    titel = str(formulier.get("name") or "formulier")
    slug = slugify(str(formulier.get("slug") or titel))[:50] or "formulier"
    return Import(slug, _niveau(export), definitie, verslag)


def _talen(formulier: Json, verslag: Verslag) -> list[str]:
    """Return the languages of the form: Dutch, and the others where even its name was translated."""
    alle = [code for code, _naam in settings.LANGUAGES]
    vertalingen = formulier.get("translations") or {}
    if not formulier.get("translation_enabled"):
        return ["nl"]
    talen = ["nl", *(t for t in alle if t != "nl" and (vertalingen.get(t) or {}).get("name"))]
    verslag.over("vertalingen", ", ".join(talen))
    return talen


def _stappen(export: Export, vertaler: Vragenvertaler) -> dict[str, Json]:
    """Return the pages by the id that the rules of the export use."""
    definities = {str(rij.get("url")): rij for rij in export.definities}
    stappen: dict[str, Json] = {}
    for rij in sorted(export.stappen, key=lambda stap: stap.get("index") or 0):
        definitie = definities.get(str(rij.get("form_definition")), {})
        inrichting = rij.get("configuration") or definitie.get("configuration") or {}
        naam = str(rij.get("name") or definitie.get("name") or "Stap")
        sleutel = stapsleutel(str(rij.get("slug") or naam), [stap["sleutel"] for stap in stappen.values()])
        vragen = vertaler.alles(inrichting.get("components") or [])
        stap: Json = {"sleutel": sleutel, "titel": vertaler.alle_talen(naam), "vragen": vragen}
        if rij.get("is_applicable") is False:
            stap["van_toepassing"] = False
        stappen[str(rij.get("uuid") or sleutel)] = stap
        if vragen:
            vertaler.verslag.over(f"stap {naam}", f"stap ‘{sleutel}’")
        else:
            del stappen[str(rij.get("uuid") or sleutel)]
            vertaler.verslag.niet(f"stap {naam}", "er staat geen vraag op")
    return stappen


def _definitie(formulier: Json, talen: list[str], stappen: list[Json], logica: Logicavertaler) -> Json:
    def tekst(naam: str, anders: str) -> Json:
        vertalingen = formulier.get("translations") or {}
        basis = kaal(str(formulier.get(naam) or "")) or anders
        return {taal: kaal(str((vertalingen.get(taal) or {}).get(naam) or "")) or basis for taal in talen}

    titel = tekst("name", "Formulier")
    definitie: Json = {
        "titel": titel,
        "samenvatting": tekst("introduction_page_content", "") if formulier.get("introduction_page_content") else titel,
        "talen": talen,
        "grondslag": {taal: GRONDSLAG[taal] for taal in talen},
        "omschrijving": titel["nl"].replace("$", "")[:80],
        "vervolg": [{taal: VERVOLG[taal][nummer] for taal in talen} for nummer in range(2)],
        "nodig": [],
        "stappen": stappen,
    }
    if formulier.get("submission_confirmation_template"):
        definitie["vervolg"].append(tekst("submission_confirmation_template", ""))
    if formulier.get("explanation_template") and stappen:
        stappen[0]["uitleg"] = tekst("explanation_template", "")
    if logica.variabelen:
        definitie["variabelen"] = list(logica.variabelen.values())
    if logica.blokkades:
        definitie["blokkades"] = logica.blokkades
    return definitie


def _niveau(export: Export) -> Niveau:
    """Return how sure the login has to be; an export only tells that there is one."""
    nodig = export.formulier.get("login_required") or any(stap.get("login_required") for stap in export.stappen)
    return Niveau.MIDDEN if nodig else Niveau.GEEN


def _meld_formulier(formulier: Json, verslag: Verslag) -> None:
    """Note what became of everything that the export says of the form itself."""
    verslag.over("formulier", f"‘{formulier.get('name')}’")
    for naam, zin in ANDERS.items():
        if formulier.get(naam):
            verslag.anders(f"formulier, {naam}", zin)
    for naam, zin in NIET.items():
        if formulier.get(naam):
            verslag.niet(f"formulier, {naam}", zin)
    bijzonder: list[tuple[bool, Callable[[str, str], None], str, str]] = [
        (bool(formulier.get("payment_required")), verslag.niet, "payment_required", "stel de prijs in de studio in"),
        (bool(formulier.get("maintenance_mode")), verslag.niet, "maintenance_mode", "publiceer het formulier niet"),
        (
            formulier.get("submission_allowed", "yes") != "yes",
            verslag.anders,
            "submission_allowed",
            "dit formulier kon niet verstuurd worden; bij ons wordt het een zaak",
        ),
        (
            bool(formulier.get("auth_backends") or formulier.get("authentication_backends")),
            verslag.anders,
            "inlogmiddelen",
            "inloggen kan met elk middel dat sterk genoeg is voor het niveau van dit formulier",
        ),
        (
            bool((formulier.get("appointment_options") or {}).get("is_appointment")),
            verslag.niet,
            "appointment_options",
            "voeg in de studio een vraag van het type afspraak toe",
        ),
    ]
    for geldt, meld, naam, zin in bijzonder:
        if geldt:
            meld(f"formulier, {naam}", zin)
