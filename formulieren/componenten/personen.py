"""A person and an organisation as one question."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formulieren.componenten import mensen
from formulieren.componenten.basis import LOS, Component, Vraagcontext, Vraagstaat
from formulieren.componenten.registernummers import CIJFERS
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.bronnen.adressen import adresregel
from mijnportaal.bronnen.poorten import bedrijven
from mijnportaal.bronnen.verbinding import BronStoring
from mijnportaal.kern.identificatie import controleer_kvk


class Persoon(Component):
    """Somebody else: a co-applicant, a neighbour, a contact. `geboortedatum` and `bsn` are "moet", "mag" or "niet"."""

    type: ClassVar[str] = "persoon"
    soort: ClassVar[Soort] = Soort.GEHEEL

    @property
    def eisen(self) -> mensen.Eisen:
        return mensen.eisen_van(self.vraag.gegevens)

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        bewaard = context.staat.waarde if context.staat else None
        return mensen.PersoonVeld(eisen=self.eisen, bewaard=bewaard, **self.basis(context))

    def van_json(self, json: Json) -> Any:
        return mensen.als_invoer(json)

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        super().controleer(json, replace(context, staat=replace(context.staat or Vraagstaat(), waarde=json)))

    def van_bron(self, waarde: Json) -> Json:
        return mensen.uit_register(waarde) if waarde else None

    def weergave(self, json: Json) -> str:
        return mensen.weergave(json) if json else ""

    def eigenschap(self, json: Json) -> str:
        return mensen.naam_van(json) if json else ""

    def regelwaarde(self, json: Json) -> Json:
        return mensen.voor_regels(json) if json else None

    def fouten(self) -> list[str]:
        return [*super().fouten(), *mensen.fouten_in_eisen(self.vraag.sleutel, self.vraag.gegevens)]


class OrganisatieWidget(forms.MultiWidget):
    """A KVK number, and a name for an organisation that has none."""

    template_name = "forms/organisatie.html"
    use_fieldset = True

    def __init__(self) -> None:
        naam = forms.TextInput({"autocomplete": "organization", "maxlength": 200})
        super().__init__({"kvk": forms.TextInput({**CIJFERS, "maxlength": 20}), "naam": naam})

    def decompress(self, value: Any) -> list[str]:
        return [value["kvk_nummer"], value["naam"]] if value else ["", ""]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        adres = value.get("adres") if isinstance(value, dict) else None
        return {**context, "gevonden": adresregel(adres) if adres else ""}


class OrganisatieVeld(forms.Field):
    """An organisation; what the handelsregister knows of it is taken from there and not from the browser."""

    default_error_messages = {
        "onbekend": _(
            "Dit KVK-nummer staat niet in het handelsregister. Kijk het na, of laat het leeg en vul de naam in."
        ),
        "naam": _("Vul de naam van de organisatie in."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=OrganisatieWidget(), **kwargs)

    def clean(self, value: Any) -> Json:
        kvk, naam = (str(deel or "").replace("\0", "").strip() for deel in value or ("", ""))
        if not kvk and not naam:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not kvk:
            return {"kvk_nummer": "", "rsin": "", "naam": naam[:200], "adres": {}}
        return self._met_nummer(controleer_kvk(kvk), naam)

    def _met_nummer(self, kvk_nummer: str, naam: str) -> Json:
        register = bedrijven()
        try:
            gevonden = register.haal(kvk_nummer, ["organisatie"]) if register else {}
        except BronStoring:
            gevonden = {}
        if gevonden is None:
            raise ValidationError(self.error_messages["onbekend"], code="kvk-onbekend")
        if gevonden:
            return gevonden["organisatie"]
        if not naam:
            raise ValidationError(self.error_messages["naam"], code="naam")
        return {"kvk_nummer": kvk_nummer, "rsin": "", "naam": naam[:200], "adres": {}, "nakijken": True}


class Organisatie(Component):
    """An organisation: by its KVK number, or by name when it has none."""

    type: ClassVar[str] = "organisatie"
    soort: ClassVar[Soort] = Soort.GEHEEL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return OrganisatieVeld(**self.basis(context))

    def als_invoer(self, json: Json) -> Any:
        return [json["kvk_nummer"], json["naam"]] if json else ["", ""]

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Check a stored organisation by itself: that it exists was asked when it was given."""
        if not json.get("naam"):
            raise ValidationError(OrganisatieVeld.default_error_messages["naam"], code="naam")

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        nummer = f"KVK {json['kvk_nummer']}" if json["kvk_nummer"] else ""
        return ", ".join(deel for deel in (json["naam"], nummer, adresregel(json.get("adres") or {})) if deel)

    def eigenschap(self, json: Json) -> str:
        return str(json["naam"]) if json else ""

    def regelwaarde(self, json: Json) -> Json:
        return {deel: json.get(deel, "") for deel in ("kvk_nummer", "rsin", "naam")} if json else None

    def kijk_na(self, json: Json) -> Json:
        """Return a stored organisation as the register knows it now; None when it does not know it."""
        register = bedrijven()
        if not json or not json["kvk_nummer"] or register is None:
            return json
        gevonden = register.haal(json["kvk_nummer"], ["organisatie"])
        return gevonden["organisatie"] if gevonden else None
