"""Numbers that registers give to people and companies: BSN, RSIN, KVK number and vestiging."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.componenten import geheim
from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.bronnen.kvk import VestigingJson
from mijnportaal.bronnen.poorten import bedrijven
from mijnportaal.bronnen.verbinding import BronStoring
from mijnportaal.kern.forms import KeuzeKaarten
from mijnportaal.kern.identificatie import controleer_kvk, controleer_rsin, controleer_vestiging
from mijnportaal.kern.versleuteling import zoeksleutel
from zaken.models import Identiteit

CIJFERS = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


class BsnVeld(forms.CharField):
    """A BSN. What is stored comes back masked, and left so it stays what it was."""

    def __init__(self, *, bewaard: Json, niet_van: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(dict(CIJFERS)), **kwargs)
        self.bewaard, self.niet_van = bewaard, niet_van

    def clean(self, value: Any) -> Json:
        """Return the number as an answer holds it."""
        json = geheim.controleer(super().clean(value), self.bewaard)
        if json and self.niet_van and zoeksleutel("gebruiker-bsn", geheim.lees(json)) == self.niet_van:
            raise ValidationError(_("Dit is uw eigen burgerservicenummer. Vul dat van de ander in."), code="bsn-eigen")
        return json


class Bsn(Component):
    """A BSN. With `niet_zelf` the number of whoever fills in the form is refused. Kept encrypted, shown masked.

    Its kind is unknown to rules on purpose: the script of the page must not read what is typed here.
    """

    type: ClassVar[str] = "bsn"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        bewaard = context.staat.waarde if context.staat else None
        return BsnVeld(bewaard=bewaard, niet_van=self._niet_van(context), **self.basis(context))

    def _niet_van(self, context: Vraagcontext) -> str:
        """Return the account whose number is refused: the HMAC of the number is its name."""
        gebruiker = context.inzending.gebruiker if context.inzending else None
        return gebruiker.username if gebruiker and self.eigen("niet_zelf", context) else ""

    def van_json(self, json: Json) -> Any:
        return geheim.toon(json)

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        BsnVeld(bewaard=json, niet_van=self._niet_van(context)).clean(geheim.toon(json))

    def van_bron(self, waarde: Json) -> Json:
        return geheim.berg_op(waarde)

    def weergave(self, json: Json) -> str:
        return geheim.toon(json)

    def regelwaarde(self, json: Json) -> Json:
        return geheim.vergelijkbaar(json)

    def fouten(self) -> list[str]:
        """Refuse a BSN in a zaakeigenschap: those are shown, searched and sent."""
        goed = self.vraag.naar[0] in {"", "rol"}
        zin = f"{self.vraag.sleutel}: een burgerservicenummer kan alleen naar een rol."
        return [*super().fouten(), *([] if goed else [zin])]


class RsinVeld(forms.CharField):
    """An RSIN."""

    def clean(self, value: Any) -> str:
        tekst = super().clean(value)
        return controleer_rsin(tekst) if tekst else ""


class Rsin(Component):
    """The number of a legal person (RSIN); nine zeros are no number."""

    type: ClassVar[str] = "rsin"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return RsinVeld(max_length=20, widget=forms.TextInput(dict(CIJFERS)), **self.basis(context))


class KvkVeld(forms.CharField):
    """A KVK number; with `bestaat` one that is in the handelsregister."""

    def __init__(self, *, bestaat: bool, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(dict(CIJFERS)), **kwargs)
        self.bestaat = bestaat

    def clean(self, value: Any) -> str:
        tekst = super().clean(value)
        if not tekst:
            return ""
        nummer = controleer_kvk(tekst)
        if self.bestaat and is_onbekend(nummer):
            zin = _("Dit KVK-nummer staat niet in het handelsregister. Kijk het na op uw uittreksel.")
            raise ValidationError(zin, code="kvk-onbekend")
        return nummer


def is_onbekend(kvk_nummer: str) -> bool:
    """Tell whether the handelsregister says that it does not know this number; when it is silent, people are right."""
    register = bedrijven()
    try:
        return register is not None and register.haal(kvk_nummer, ["naam"]) is None
    except BronStoring:
        return False


class Kvk(Component):
    """A KVK number, looked up in the handelsregister unless `bestaat` is false."""

    type: ClassVar[str] = "kvk"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return KvkVeld(bestaat=bool(self.vraag.gegevens.get("bestaat", True)), **self.basis(context))

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Check the form of a stored number; whether it exists was asked when it was given."""
        controleer_kvk(json)


class VestigingVeld(forms.CharField):
    """The number of a branch; the value is the branch as the handelsregister knows it."""

    def __init__(self, *, kvk_nummer: str, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(dict(CIJFERS)), **kwargs)
        self.kvk_nummer = kvk_nummer

    def clean(self, value: Any) -> Json:
        tekst = super().clean(value)
        return self._zoek(controleer_vestiging(tekst)) if tekst else None

    def _zoek(self, nummer: str) -> Json:
        register = bedrijven()
        try:
            gevonden = register.vestiging(nummer) if register else {}
        except BronStoring:
            gevonden = {}
        if gevonden is None or (gevonden and self.kvk_nummer and gevonden["kvk_nummer"] != self.kvk_nummer):
            zin = _("Dit vestigingsnummer staat niet in het handelsregister. Kijk het na op uw uittreksel.")
            raise ValidationError(zin, code="vestiging-onbekend")
        return {"nummer": nummer, "naam": gevonden.get("naam", "")}


class VestigingKeuze(forms.ChoiceField):
    """One of the branches that a company has; the value is the branch."""

    def __init__(self, *, vestigingen: list[VestigingJson], **kwargs: Any) -> None:
        self.vestigingen = {rij["vestigingsnummer"]: rij for rij in vestigingen}
        plaatsen = {nummer: rij["adres"] for nummer, rij in self.vestigingen.items()}
        keuzes = [(nummer, f"{rij['naam']} ({nummer})") for nummer, rij in self.vestigingen.items()]
        super().__init__(choices=keuzes, widget=KeuzeKaarten(toelichtingen=plaatsen, iconen={}), **kwargs)

    def clean(self, value: Any) -> Json:
        nummer = super().clean(value)
        return {"nummer": nummer, "naam": self.vestigingen[nummer]["naam"]} if nummer else None


class Vestiging(Component):
    """A branch: a company that logged in chooses one of its own, anybody else types the number."""

    type: ClassVar[str] = "vestiging"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        kvk_nummer = kvk_van(context)
        if eigen := _vestigingen(kvk_nummer):
            return VestigingKeuze(vestigingen=eigen, **self.basis(context))
        return VestigingVeld(kvk_nummer=kvk_nummer, **self.basis(context))

    def van_json(self, json: Json) -> Any:
        return json["nummer"] if json else ""

    def van_bron(self, waarde: Json) -> Json:
        return {"nummer": waarde, "naam": ""} if waarde else None

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Check the form of a stored number; whether it exists was asked when it was given."""
        controleer_vestiging(json["nummer"])

    def weergave(self, json: Json) -> str:
        return f"{json['naam']} ({json['nummer']})" if json and json["naam"] else str(self.van_json(json))

    def eigenschap(self, json: Json) -> str:
        return str(self.van_json(json))

    def regelwaarde(self, json: Json) -> Json:
        return self.van_json(json) or None


def _vestigingen(kvk_nummer: str) -> list[VestigingJson]:
    register = bedrijven() if kvk_nummer else None
    try:
        return register.vestigingen(kvk_nummer) if register else []
    except BronStoring:
        return []


def kvk_van(context: Vraagcontext) -> str:
    """Return the KVK number that the account of this draft acts for; an empty string for people."""
    if context.inzending is None or context.inzending.gebruiker_id is None:
        return ""
    gevonden = Identiteit.objects.filter(gebruiker=context.inzending.gebruiker_id)
    return gevonden.values_list("betrokkene__kvk_nummer", flat=True).first() or ""
