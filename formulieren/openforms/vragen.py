"""The components of an export in our questions: each type its own translation, and every setting a place or a line."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import nh3

from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.openforms.sleutels import Sleutels
from formulieren.openforms.verslag import Verslag
from mijnportaal.bronnen import brp, kvk

Json = dict[str, Any]
# Settings that say how Formio draws or stores something; our pages have their own way, for every form the same.
UITERLIJK = frozenset(
    """id key type input label hidden prefix suffix unique widget dbIndex overlay tooltip disabled multiple redrawOn
    tabindex validate autofocus encrypted hideLabel modalEdit protected refreshOn tableView attributes errorLabel
    persistent properties validateOn clearOnHide conditional customClass description placeholder defaultValue
    dataGridLabel labelPosition showCharCount showWordCount calculateServer allowMultipleMasks customDefaultValue
    allowCalculateOverride isSensitiveData showInSummary showInPDF showInEmail registration prefill openForms mask
    inputMask inputFormat inputType spellcheck autocomplete tags logic components columns tree modal templates
    removeRow addAnother saveRow inlineEdit openWhenEmpty displayAsTable rowDrafts translatedErrors errors values
    data dataSrc dataType template searchEnabled selectThreshold searchField idPath lazyLoad filter limit file
    filePattern fileMaxSize fileMinSize fileTypes storage url options webcam uploadOnly image useConfigFiletypes of
    maxNumberOfFiles html decimalLimit requireDecimal delimiter allowNegative currency format enableTime enableDate
    enableMinDateInput enableMaxDateInput datePicker timePicker defaultDate displayInTimezone timezone
    useLocaleSettings rows wysiwyg editor autoExpand fixedSize fieldSet groupLabel hideHeader kickbox case
    truncateMultipleSpaces optionsLabelPosition inline enableSelection refreshOnChange minSelectedCount
    maxSelectedCount shortcut name value legend footer penColor minWidth maxWidth width height backgroundColor
    defaultZoom initialCenter interactions useConfigDefaultMapSettings tileLayerIdentifier overlays deriveAddress
    layout plugin includePartners includeChildren derivePostcode deriveHouseNumber deriveStreetName deriveCity
    calculateValue validateFirst isNested lockKey source authoring customOptions clearOnRefresh uniqueOptions
    indexeddb ignoreCache minDate maxDate minTime maxTime includeAll autoSelectOptions""".split()  # noqa: SIM905
)
TYPEN = {
    "textfield": "tekst", "password": "tekst", "textarea": "tekstvlak", "email": "email", "phoneNumber": "telefoon",
    "number": "getal", "currency": "bedrag", "date": "datum", "datetime": "datumtijd", "time": "tijd",
    "postcode": "postcode", "bsn": "bsn", "iban": "iban", "licenseplate": "kenteken", "checkbox": "vinkje",
    "radio": "keuze", "select": "keuze", "selectboxes": "meerkeuze", "file": "bestanden", "signature": "handtekening",
    "map": "locatie", "addressNL": "adres", "partners": "partners", "children": "kinderen",
    "npFamilyMembers": "kinderen", "cosign": "medeondertekenaars", "coSign": "medeondertekenaars",
    "customerProfile": "contactvoorkeur", "fieldset": "groep", "editgrid": "herhaling", "content": "inhoud",
}  # fmt: skip
FOUTCODES = {
    "required": "required", "maxLength": "max_length", "minLength": "min_length", "pattern": "patroon", "min": "min",
    "max": "max", "minDate": "min", "maxDate": "max", "invalid_date": "invalid", "invalid_time": "invalid",
}  # fmt: skip


class Vragenvertaler:
    """Translates the components of one form; what became of each is in the report."""

    def __init__(self, sleutels: Sleutels, verslag: Verslag, documenttype: str, talen: list[str]) -> None:
        self.sleutels, self.verslag, self.documenttype, self.talen = sleutels, verslag, documenttype, talen
        self.keuzes: dict[str, list[str]] = {}
        # By the path of the component: what the rules of the export change later.
        self.vragen: dict[str, Json] = {}
        self.componenten: dict[str, Json] = {}

    def alles(self, componenten: list[Json], pad: str = "") -> list[Json]:
        """Return our questions for these components, in order."""
        return [vraag for component in componenten for vraag in self._een(component, pad)]

    def _een(self, component: Json, pad: str) -> list[Json]:
        soort, naam = str(component.get("type", "")), _element(component)
        if soort == "columns":
            self.verslag.anders(naam, "de kolommen staan onder elkaar, zo leest iedereen ze in dezelfde volgorde")
            kolommen = component.get("columns") or []
            return [v for kolom in kolommen for v in self.alles(kolom.get("components") or [], pad)]
        if soort == "softRequiredErrors":
            self.verslag.anders(naam, "niet nodig: wat nog ontbreekt, staat bij ons altijd op de controlepagina")
            return []
        if soort == "editgrid" and pad:
            self.verslag.anders(naam, "een herhaling in een herhaling kan niet; het is een tekstvak geworden")
            return [self._vraag(component, pad, "tekstvlak")]
        if component.get("multiple") and soort in TYPEN and soort not in {"file", "select"} and not pad:
            return [self._meervoudig(component)]
        return [self._vraag(component, pad, self._type(component, naam))]

    def _type(self, component: Json, naam: str) -> str:
        soort = str(component.get("type", ""))
        ons = TYPEN.get(soort)
        if ons not in {*COMPONENTEN, *STRUCTUUR}:
            self.verslag.anders(naam, f"het type {soort} kennen wij niet; het is een tekstvraag geworden")
            return "tekst"
        if soort == "select" and component.get("multiple"):
            return "meerkeuze"
        if soort == "checkbox" and (component.get("validate") or {}).get("required"):
            return "verklaring"
        if ons in {"keuze", "meerkeuze"} and len(_opties(component)) < 2:
            self.verslag.anders(naam, "de opties staan niet vast in de export; het is een tekstvraag geworden")
            return "tekst"
        return str(ons)

    def _vraag(self, component: Json, pad: str, soort: str) -> Json:
        plek = f"{pad}.{component['key']}" if pad else str(component["key"])
        vraag: Json = {
            "id": self.sleutels.id(plek),
            "sleutel": self.sleutels.neem(plek, str(component["key"])),
            "type": soort,
        }
        self.vragen[plek], self.componenten[plek] = vraag, component
        self._teksten(component, vraag)
        if soort not in STRUCTUUR:
            self._algemeen(component, vraag)
        EIGEN.get(soort, _niets)(self, component, vraag)
        if soort == "groep":
            vraag["vragen"] = self.alles(component.get("components") or [], pad)
        elif soort == "herhaling":
            vraag["vragen"] = self.alles(component.get("components") or [], plek)
        self._meld(component, vraag)
        return vraag

    def _meervoudig(self, component: Json) -> Json:
        """Return a repeating group of one question, for a component that takes several answers."""
        plek = str(component["key"])
        groep: Json = {
            "id": self.sleutels.id(f"{plek}[]"),
            "sleutel": self.sleutels.neem(plek, plek),
            "type": "herhaling",
            "min": 1 if (component.get("validate") or {}).get("required") else 0,
            "max": 20,
        }
        self.vragen[plek], self.componenten[plek] = groep, component
        self._teksten(component, groep)
        los = {**component, "multiple": False, "key": f"{plek}_waarde", "defaultValue": None}
        groep["vragen"] = self.alles([los], plek)
        self.verslag.anders(_element(component), "meer antwoorden op één vraag: het is een herhaling geworden")
        return groep

    def _teksten(self, component: Json, vraag: Json) -> None:
        vraag["label"] = self.tekst(component, "label") or self.alle_talen(str(component["key"]))
        hulp = [self.tekst(component, naam) for naam in ("description", "tooltip")]
        samen = {taal: " ".join(tekst[taal] for tekst in hulp if tekst) for taal in self.talen}
        if any(samen.values()):
            vraag["hulp"] = samen

    def _algemeen(self, component: Json, vraag: Json) -> None:
        verplicht = (component.get("validate") or {}).get("required")
        vraag["verplicht"] = "hard" if verplicht else "niet"
        if component.get("isSensitiveData"):
            vraag["gevoelig"] = "persoonlijk"
        standaard = {"samenvatting": True, "pdf": True, "mail": False}
        namen = {"samenvatting": "showInSummary", "pdf": "showInPDF", "mail": "showInEmail"}
        vraag["toon"] = [plaats for plaats, naam in namen.items() if component.get(naam, standaard[plaats])]
        if component.get("disabled"):
            vraag["alleen_lezen"] = True
        self._vulling(component, vraag)
        self._fouten(component, vraag)

    def _vulling(self, component: Json, vraag: Json) -> None:
        vulling = component.get("prefill") or {}
        if not vulling.get("plugin"):
            return
        pad = str(vulling.get("attribute"))
        if bron := next((naam for naam, bron in (("brp", brp), ("kvk", kvk)) if bron.gegeven_van(pad)), ""):
            vraag["vulling"] = {"bron": bron, "gegeven": pad}
        else:
            wat = f"{vulling['plugin']}: {vulling.get('attribute')}"
            self.verslag.niet(f"{_element(component)}, vooraf invullen", f"dit gegeven kennen wij niet ({wat})")

    def _fouten(self, component: Json, vraag: Json) -> None:
        per_taal = component.get("translatedErrors") or {}
        zinnen: dict[str, dict[str, str]] = {}
        for taal in self.talen:
            for code, zin in (per_taal.get(taal) or component.get("errors") or {}).items():
                if zin and code in FOUTCODES:
                    zinnen.setdefault(FOUTCODES[code], {})[taal] = _zonder_sjabloon(str(zin))
        compleet = {code: tekst for code, tekst in zinnen.items() if set(tekst) == set(self.talen)}
        if compleet:
            vraag["foutteksten"] = compleet

    def tekst(self, component: Json, naam: str) -> dict[str, str]:
        """Return a text of a component in every language of the form, empty when there is none."""
        basis = kaal(str(component.get(naam) or ""))
        if not basis:
            return {}
        vertalingen = (component.get("openForms") or {}).get("translations") or {}
        return {taal: kaal(str((vertalingen.get(taal) or {}).get(naam) or "")) or basis for taal in self.talen}

    def alle_talen(self, tekst: str) -> dict[str, str]:
        return dict.fromkeys(self.talen, tekst)

    def _meld(self, component: Json, vraag: Json) -> None:
        """Note what became of a component, and which of its settings have no place here."""
        naam = _element(component)
        validate = component.get("validate") or {}
        if component.get("customConditional") or validate.get("custom"):
            self.verslag.niet(f"{naam}, eigen JavaScript", "wij voeren geen code uit een formulier uit")
        if isinstance(component.get("calculateValue"), str) and component["calculateValue"]:
            self.verslag.niet(f"{naam}, berekening in JavaScript", "wij voeren geen code uit een formulier uit")
        if validate.get("plugins"):
            self.verslag.anders(
                f"{naam}, extra controle", "het type vraag controleert zelf: " + ", ".join(validate["plugins"])
            )
        if (component.get("registration") or {}).get("attribute"):
            doel = component["registration"]["attribute"]
            self.verslag.niet(f"{naam}, doel {doel}", "kies in de studio wat het antwoord in de zaak wordt")
        vreemd = sorted(sleutel for sleutel in component if sleutel not in UITERLIJK and _gezet(component[sleutel]))
        for sleutel in vreemd:
            self.verslag.niet(f"{naam}, instelling {sleutel}", "deze instelling kennen wij niet")
        self.verslag.over(naam, f"vraag ‘{vraag['sleutel']}’ van type {vraag['type']}")


def kaal(tekst: str) -> str:
    """Return HTML as plain text on one line; a template expression of the export falls away."""
    return " ".join(unescape(nh3.clean(_zonder_sjabloon(tekst), tags=set())).split())


def _zonder_sjabloon(tekst: str) -> str:
    """Return text without Django template tags, which we never run (S-21)."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", tekst, flags=re.DOTALL)


def _gezet(waarde: Any) -> bool:
    return bool(waarde)


def _element(component: Json) -> str:
    return f"{component.get('key', '?')} ({component.get('type', '?')})"


def _getal(waarde: Any) -> Any:
    return None if waarde in (None, "") else str(waarde)


def _zet(vraag: Json, **eigenschappen: Any) -> None:
    vraag.update({naam: waarde for naam, waarde in eigenschappen.items() if waarde not in (None, "", [])})


def _opties(component: Json) -> list[Json]:
    bron = (component.get("openForms") or {}).get("dataSrc", "manual")
    rijen = component.get("values") or (component.get("data") or {}).get("values") or []
    if bron == "variable":
        rijen = _uit_uitdrukking((component.get("openForms") or {}).get("itemsExpression"))
    return [rij for rij in rijen if isinstance(rij, dict) and str(rij.get("value", "")) and rij.get("label")]


def _uit_uitdrukking(uitdrukking: Any) -> list[Json]:
    """Return options that were written down as a list; a real expression gives none."""
    if not isinstance(uitdrukking, list):
        return []
    paren = [rij if isinstance(rij, list) and len(rij) == 2 else [rij, rij] for rij in uitdrukking]
    return [{"value": paar[0], "label": paar[1]} for paar in paren if isinstance(paar[0], str)]


def _niets(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    """Nothing more to translate."""


def _tekst(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    eisen = component.get("validate") or {}
    _zet(vraag, max_lengte=eisen.get("maxLength"), min_lengte=eisen.get("minLength"), patroon=eisen.get("pattern"))
    _zet(vraag, autocomplete=component.get("autocomplete"), standaard=component.get("defaultValue") or None)


def _getalvraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    eisen = component.get("validate") or {}
    laagst = eisen.get("min") if component.get("allowNegative") or eisen.get("min") not in (None, "") else "0"
    _zet(vraag, min=_getal(laagst), max=_getal(eisen.get("max")), standaard=_getal(component.get("defaultValue")))
    if vraag["type"] == "getal":
        vraag["decimalen"] = min(4, int(component.get("decimalLimit") or 0))
        if component.get("suffix"):
            vraag["eenheid"] = vertaler.alle_talen(kaal(str(component["suffix"])))


def _datumvraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    ingesteld, kiezer = component.get("openForms") or {}, component.get("datePicker") or {}
    for ons, hun, kant in (("min", "minDate", "future"), ("max", "maxDate", "past")):
        grens = ingesteld.get(hun) or {}
        if grens.get("mode") == kant:
            vraag[ons] = "vandaag" if grens.get("includeToday") else f"vandaag{'+' if ons == 'min' else '-'}P1D"
        elif grens.get("mode") == "relativeToVariable":
            _betrekkelijk(vertaler, component, vraag, ons, grens)
        elif kiezer.get(hun):
            vraag[ons] = str(kiezer[hun])[:10]


def _betrekkelijk(vertaler: Vragenvertaler, component: Json, vraag: Json, ons: str, grens: Json) -> None:
    """Set a limit relative to today; one relative to another question becomes a rule, later."""
    delta = {naam: int((grens.get("delta") or {}).get(naam) or 0) for naam in ("years", "months", "days")}
    teken = -1 if grens.get("operator") == "subtract" else 1
    if grens.get("variable") in ("now", "today", None):
        duur = f"P{delta['years']}Y{delta['months']}M{delta['days']}D"
        vraag[ons] = f"vandaag{'+' if teken > 0 else '-'}{duur}"
        return
    verschil = [teken * delta[naam] for naam in ("days", "months", "years")]
    vraag.setdefault("dynamisch", {})[ons] = {"datum_plus": [{"var": grens["variable"]}, *verschil]}


def _tijdvraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    eisen = component.get("validate") or {}
    _zet(vraag, min=str(eisen.get("minTime") or "")[:5], max=str(eisen.get("maxTime") or "")[:5])


def _keuzevraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    vraag["opties"] = [_optie(vertaler, rij) for rij in _opties(component)]
    if component.get("type") == "select":
        vraag["weergave"] = "lijst"
    standaard = component.get("defaultValue")
    if isinstance(standaard, str) and standaard in [optie["code"] for optie in vraag["opties"]]:
        vraag["standaard"] = standaard


def _optie(vertaler: Vragenvertaler, rij: Json) -> Json:
    optie: Json = {"code": str(rij["value"]), "label": vertaler.tekst(rij, "label")}
    if uitleg := vertaler.tekst(rij, "description"):
        optie["uitleg"] = uitleg
    return optie


def _meerkeuzevraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    eisen = component.get("validate") or {}
    vraag["opties"] = [_optie(vertaler, rij) for rij in _opties(component)]
    _zet(vraag, min=eisen.get("minSelectedCount"), max=eisen.get("maxSelectedCount"))
    standaard = component.get("defaultValue")
    if isinstance(standaard, dict) and (aan := [code for code, gezet in standaard.items() if gezet and code]):
        vraag["standaard"] = aan
    plek = next(plek for plek, bekend in vertaler.vragen.items() if bekend is vraag)
    vertaler.keuzes[plek] = [optie["code"] for optie in vraag["opties"]]


def _vinkje(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    if component.get("defaultValue") is True:
        vraag["standaard"] = True


def _bestandsvraag(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    soorten = (component.get("file") or {}).get("type") or []
    vraag["soort"] = "foto" if soorten and all(str(soort).startswith("image/") for soort in soorten) else "document"
    vraag["naar"] = f"document:{vertaler.documenttype}"
    _zet(vraag, max_aantal=component.get("maxNumberOfFiles") or (None if component.get("multiple") else 1))
    if component.get("fileMaxSize"):
        vertaler.verslag.anders(
            f"{_element(component)}, grootte {component['fileMaxSize']}", "de grens is die van ons soort bestand"
        )
    if soorten:
        vertaler.verslag.anders(f"{_element(component)}, soorten", f"wij nemen de soorten van ‘{vraag['soort']}’")


def _herhaling(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    eisen = component.get("validate") or {}
    verplicht = 1 if eisen.get("required") else 0
    vraag["min"] = max(verplicht, int(eisen.get("minLength") or 0))
    vraag["max"] = min(100, int(eisen.get("maxLength") or 20))
    if rijnaam := vertaler.tekst(component, "groupLabel"):
        vraag["rijnaam"] = rijnaam


def _inhoud(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    vertalingen = (component.get("openForms") or {}).get("translations") or {}
    basis = str(component.get("html") or "")
    vraag["tekst"] = {
        taal: _zonder_sjabloon(str((vertalingen.get(taal) or {}).get("html") or "") or basis).strip() or "…"
        for taal in vertaler.talen
    }
    soort = component.get("customClass")
    if soort in {"info", "warning", "error", "success"}:
        vraag["type"] = "melding"
        vraag["soort"] = {"warning": "waarschuwing", "error": "fout", "success": "ok"}.get(str(soort), "info")
        vraag["label"] = vertaler.alle_talen(kaal(str(component.get("label") or "")) or "Let op")


def _gezin(vertaler: Vragenvertaler, component: Json, vraag: Json) -> None:
    vraag["vulling"] = {"bron": "brp", "gegeven": vraag["type"]}
    if component.get("type") == "npFamilyMembers" and component.get("includePartners"):
        vertaler.verslag.anders(_element(component), "alleen de kinderen; voeg partners toe als eigen vraag")


EIGEN: Mapping[str, Callable[[Vragenvertaler, Json, Json], None]] = {
    "tekst": _tekst, "tekstvlak": _tekst, "getal": _getalvraag, "bedrag": _getalvraag, "datum": _datumvraag,
    "datumtijd": _datumvraag, "tijd": _tijdvraag, "keuze": _keuzevraag, "meerkeuze": _meerkeuzevraag,
    "vinkje": _vinkje, "bestanden": _bestandsvraag, "herhaling": _herhaling, "inhoud": _inhoud,
    "partners": _gezin, "kinderen": _gezin,
}  # fmt: skip
