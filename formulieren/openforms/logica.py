"""The logic of an export on our questions: simple conditions, rules with actions, and variables."""

from typing import Any

from formulieren.openforms.bestand import Export
from formulieren.openforms.regels import Onvertaalbaar, Vertaler
from formulieren.openforms.verslag import Verslag
from formulieren.openforms.vragen import Vragenvertaler

Json = dict[str, Any]
GEEN_VERDER = {
    "nl": "Met deze antwoorden kunt u niet verder met dit formulier. Neem contact met ons op.",
    "en": "With these answers you cannot go on with this form. Please contact us.",
}
# What an action can set on a component, and the rule that it becomes.
EIGENSCHAPPEN = {"hidden": "zichtbaar", "validate.required": "verplicht_als", "disabled": "alleen_lezen"}
ZONDER = {
    "set-registration-backend": "een formulier leidt bij ons naar één zaaktype; gebruik daarvoor een route",
    "fetch-from-service": "gegevens van een eigen dienst ophalen kan niet; gebruik een bron die wij kennen",
    "evaluate-dmn": "een beslistabel van een ander systeem kan niet; gebruik een tabel met regels",
    "synchronize-variables": "rijen die zichzelf vullen uit een andere vraag kennen wij niet",
}


class Logicavertaler:
    """Puts the rules of an export on the questions that they are about."""

    def __init__(self, export: Export, vragen: Vragenvertaler, stappen: dict[str, Json], verslag: Verslag) -> None:
        self.export, self.vragen, self.stappen, self.verslag = export, vragen, stappen, verslag
        self.vertaler = Vertaler(vragen.sleutels, vragen.keuzes)
        self.variabelen: dict[str, Json] = {}
        self.blokkades: list[Json] = []

    def alles(self) -> None:
        """Translate the variables, the simple conditions and the rules, in the order in which they count."""
        for variabele in self.export.variabelen:
            self._variabele(variabele)
        for plek, component in self.vragen.componenten.items():
            self._eenvoudig(plek, component)
            self._berekend(plek, component)
        for nummer, regel in enumerate(sorted(self.export.regels, key=lambda r: r.get("order") or 0), start=1):
            self._regel(f"regel {nummer}", regel)
        for vraag in self.vragen.vragen.values():
            self._grenzen(vraag)

    def _variabele(self, variabele: Json) -> None:
        naam = str(variabele.get("key"))
        if variabele.get("source") != "user_defined":
            return
        if variabele.get("prefill_plugin") or variabele.get("service_fetch_configuration"):
            self._gevulde_variabele(variabele, naam)
            return
        sleutel = self.vragen.sleutels.neem(naam, naam)
        self.variabelen[naam] = {"sleutel": sleutel, "waarde": variabele.get("initial_value")}
        if isinstance(self.variabelen[naam]["waarde"], dict):
            self.variabelen[naam]["waarde"] = None
            self.verslag.niet(f"variabele {naam}, beginwaarde", "een samengestelde beginwaarde kan niet")
        self.verslag.over(f"variabele {naam}")

    def _gevulde_variabele(self, variabele: Json, naam: str) -> None:
        """Move the source of a variable to the question that shows it, as we fill in questions only."""
        opties = variabele.get("prefill_options") or {}
        vraag = self.vragen.vragen.get(str(opties.get("mutable_data_form_variable")))
        if vraag and vraag["type"] in {"kinderen", "partners"}:
            vraag["vulling"] = {"bron": "brp", "gegeven": vraag["type"]}
            self.verslag.anders(f"variabele {naam}", f"de vraag ‘{vraag['sleutel']}’ wordt zelf vooraf ingevuld")
        else:
            self.verslag.niet(f"variabele {naam}", "alleen een vraag kan vooraf ingevuld worden")

    def _eenvoudig(self, plek: str, component: Json) -> None:
        """Set the visibility that a component has by itself: hidden, or by the answer to one other question."""
        vraag, voorwaarde = self.vragen.vragen[plek], component.get("conditional") or {}
        if component.get("hidden"):
            vraag["zichtbaar"] = False
        if voorwaarde.get("show") in (None, "") or not voorwaarde.get("when"):
            return
        try:
            gelijk = self._gelijk(str(voorwaarde["when"]), voorwaarde.get("eq"), plek)
        except Onvertaalbaar as fout:
            self.verslag.niet(f"{plek}, voorwaarde", f"dit kennen wij niet: {fout}")
            return
        vraag["zichtbaar"] = gelijk if str(voorwaarde["show"]).lower() == "true" else {"!": [gelijk]}
        self.verslag.over(f"{plek}, voorwaarde")

    def _gelijk(self, wanneer: str, waarde: Any, plek: str) -> Any:
        groep = plek.rpartition(".")[0]
        bekend = self.vragen.sleutels.naar
        bron = f"{groep}.{wanneer}" if f"{groep}.{wanneer}" in bekend else wanneer
        if bron not in bekend:
            raise Onvertaalbaar(wanneer)
        var = {"var": bekend[bron]}
        if bron in self.vragen.keuzes:
            return {"in": [str(waarde), var]}
        if self.vragen.vragen.get(bron, {}).get("type") in {"vinkje", "verklaring"}:
            return {"==": [var, str(waarde).lower() == "true"]}
        return {"==": [var, waarde]}

    def _berekend(self, plek: str, component: Json) -> None:
        berekening = component.get("calculateValue")
        if not isinstance(berekening, dict) or not berekening:
            return
        try:
            self.vragen.vragen[plek]["waarde"] = self.vertaler.regel(berekening)
            self.verslag.over(f"{plek}, berekening")
        except Onvertaalbaar as fout:
            self.verslag.niet(f"{plek}, berekening", f"dit kennen wij niet: {fout}")

    def _regel(self, naam: str, regel: Json) -> None:
        try:
            als = self.vertaler.regel(regel.get("json_logic_trigger"))
        except Onvertaalbaar as fout:
            self.verslag.niet(naam, f"de voorwaarde kennen wij niet: {fout}")
            return
        for nummer, actie in enumerate(regel.get("actions") or [], start=1):
            self._actie(f"{naam}, actie {nummer}", als, actie, regel)

    def _actie(self, naam: str, als: Any, actie: Json, regel: Json) -> None:
        doe = actie.get("action") or {}
        soort = str(doe.get("type", ""))
        if soort == "property":
            self._eigenschap(naam, als, str(actie.get("component", "")), doe)
        elif soort in {"value", "variable"}:
            self._waarde(naam, als, str(actie.get("variable") or actie.get("component") or ""), doe.get("value"))
        elif soort in {"step-not-applicable", "step-applicable"}:
            self._stap(naam, als, actie, geldt=soort == "step-applicable")
        elif soort == "disable-next":
            self._blokkade(naam, als, regel)
        else:
            self.verslag.niet(f"{naam} ({soort})", ZONDER.get(soort, "deze actie kennen wij niet"))

    def _eigenschap(self, naam: str, als: Any, component: str, doe: Json) -> None:
        eigenschap, aan = str((doe.get("property") or {}).get("value")), bool(doe.get("state"))
        vraag = self.vragen.vragen.get(component)
        onze = EIGENSCHAPPEN.get(eigenschap)
        if vraag is None or onze is None:
            self.verslag.niet(f"{naam} ({eigenschap} van {component})", "deze eigenschap of vraag kennen wij niet")
            return
        # "Hidden" is the opposite of what we keep.
        uitkomst = not aan if onze == "zichtbaar" else aan
        standaard = vraag.get("verplicht") == "hard" if onze == "verplicht_als" else onze == "zichtbaar"
        vraag[onze] = _anders(als, uitkomst, vraag.get(onze, standaard))
        self.verslag.over(f"{naam} ({eigenschap} van {component})")

    def _waarde(self, naam: str, als: Any, variabele: str, waarde: Any) -> None:
        try:
            regel = self.vertaler.regel(waarde)
        except Onvertaalbaar as fout:
            self.verslag.niet(f"{naam} (waarde van {variabele})", f"dit kennen wij niet: {fout}")
            return
        if variabele in self.variabelen:
            eigen = self.variabelen[variabele]
            eigen["waarde"] = _anders(als, regel, eigen["waarde"])
            self.verslag.over(f"{naam} (waarde van {variabele})")
        elif vraag := self.vragen.vragen.get(variabele):
            vraag["waarde"] = _anders(als, regel, vraag.get("waarde"))
            zin = "dit antwoord wordt nu altijd berekend en is niet meer zelf in te vullen"
            self.verslag.anders(f"{naam} (waarde van {variabele})", zin)
        else:
            self.verslag.niet(f"{naam} (waarde van {variabele})", "deze vraag of variabele is er niet")

    def _stap(self, naam: str, als: Any, actie: Json, *, geldt: bool) -> None:
        verwijzing = str(actie.get("form_step_uuid") or actie.get("form_step") or "").rstrip("/").rpartition("/")[2]
        stap = self.stappen.get(verwijzing)
        if stap is None:
            self.verslag.niet(f"{naam} (stap)", "deze stap is er niet")
            return
        stap["van_toepassing"] = _anders(als, geldt, stap.get("van_toepassing", True))
        self.verslag.over(f"{naam} (stap {stap['sleutel']})")

    def _blokkade(self, naam: str, als: Any, regel: Json) -> None:
        vanaf = str(regel.get("trigger_from_step") or "").rstrip("/").rpartition("/")[2]
        stap = self.stappen.get(vanaf) or self._stap_van(als)
        melding = {taal: GEEN_VERDER[taal] for taal in self.vragen.talen}
        self.blokkades.append({"als": als, "melding": melding, "stap": stap["sleutel"]})
        self.verslag.anders(naam, f"wie niet verder kan, leest na stap ‘{stap['sleutel']}’ waarom; pas de zin aan")

    def _stap_van(self, als: Any) -> Json:
        """Return the last page with a question that the condition reads: there it is known."""
        tekst = str(als)
        met = [stap for stap in self.stappen.values() if any(f"'{s}'" in tekst for s in _sleutels(stap["vragen"]))]
        return met[-1] if met else next(iter(self.stappen.values()))

    def _grenzen(self, vraag: Json) -> None:
        """Translate the limits of a date that depend on another question."""
        for naam, regel in list(vraag.get("dynamisch", {}).items()):
            try:
                vraag["dynamisch"][naam] = self.vertaler.regel(regel)
            except Onvertaalbaar as fout:
                del vraag["dynamisch"][naam]
                self.verslag.niet(f"{vraag['sleutel']}, grens {naam}", f"dit kennen wij niet: {fout}")


def _sleutels(vragen: list[Json]) -> list[str]:
    return [sleutel for vraag in vragen for sleutel in (vraag["sleutel"], *_sleutels(vraag.get("vragen", [])))]


def _anders(als: Any, uitkomst: Any, anders: Any) -> Any:
    """Return the rule that gives `uitkomst` where the condition holds, and what was there before elsewhere."""
    if als is True:
        return uitkomst
    if uitkomst is True and anders is False:
        return als
    if uitkomst is False and anders is True:
        return {"!": [als]}
    return {"if": [als, uitkomst, anders]}
