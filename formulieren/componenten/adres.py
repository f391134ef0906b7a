"""An address: looked up on the server, typed by hand where it is not found, or abroad."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.bronnen.adressen import AdresJson, adresregel, huisnummerdelen, huisnummertekst, postcode_lang
from mijnportaal.bronnen.poorten import adressen
from mijnportaal.bronnen.verbinding import BronStoring
from mijnportaal.kern.identificatie import controleer_postcode

DELEN = (
    "postcode", "huisnummer", "huisletter", "toevoeging", "keuze", "straat", "woonplaats",
    "regel1", "regel2", "regel3", "land",
)  # fmt: skip
BUITENLAND = DELEN[7:]
INVOER: dict[str, dict[str, Any]] = {
    "postcode": {"autocomplete": "postal-code", "maxlength": 7},
    "huisnummer": {"autocomplete": "off", "maxlength": 12},
    "huisletter": {"autocomplete": "off", "maxlength": 1},
    "toevoeging": {"autocomplete": "off", "maxlength": 4},
    "straat": {"autocomplete": "address-line1", "maxlength": 80},
    "woonplaats": {"autocomplete": "address-level2", "maxlength": 80},
    "regel1": {"autocomplete": "off", "maxlength": 100},
    "regel2": {"autocomplete": "off", "maxlength": 100},
    "regel3": {"autocomplete": "off", "maxlength": 100},
    "land": {"autocomplete": "country-name", "maxlength": 60},
}


@dataclass(frozen=True)
class Opgezocht:
    """What the BAG said of a postcode and a number; `bereikbaar` is false when it said nothing."""

    adressen: Sequence[AdresJson] = ()
    bereikbaar: bool = True


def zoek_op(postcode: str, huisnummer: int) -> Opgezocht:
    """Return the addresses with this postcode and number."""
    register = adressen()
    try:
        return Opgezocht(register.zoek(postcode, huisnummer)) if register else Opgezocht(bereikbaar=False)
    except BronStoring:
        return Opgezocht(bereikbaar=False)


class AdresWidget(forms.MultiWidget):
    """Postcode and number; below it the rest for whoever is not in the register, or lives abroad."""

    template_name = "forms/adres.html"
    use_fieldset = True

    def __init__(self, *, zelf: bool, buitenland: bool) -> None:
        super().__init__({deel: forms.TextInput(dict(INVOER.get(deel, {}))) for deel in DELEN})
        self.zelf, self.buitenland = zelf, buitenland
        # What a check found: the addresses to choose from, and whether the part to type it yourself is open.
        self.mogelijk: Sequence[AdresJson] = ()
        self.zelf_open = False

    def decompress(self, value: Any) -> list[str]:
        return als_delen(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        delen = list(value) if isinstance(value, (list, tuple)) else als_delen(value)
        context = super().get_context(name, delen, attrs)
        context["delen"] = dict(zip(DELEN, context["widget"]["subwidgets"], strict=True))
        context["mogelijk"] = [(_code(adres), adresregel(adres)) for adres in self.mogelijk]
        context["gevonden"] = "" if isinstance(value, (list, tuple)) else adresregel(value or {})
        context["zelf"], context["buitenland"] = self.zelf, self.buitenland
        context["zelf_open"] = self.zelf_open or bool(delen[5])
        context["buitenland_open"] = any(delen[7:])
        return context


def als_delen(json: Json) -> list[str]:
    """Return a stored address as the browser sends it. Street and place only of who typed them: else we know them."""
    if not json:
        return [""] * len(DELEN)
    regels = [*json.get("regels", []), "", "", ""][:3]
    zelf = [str(json.get(deel, "")) if json.get("zelf") else "" for deel in ("straat", "woonplaats")]
    kern = [str(json.get(deel) or "") for deel in DELEN[:4]]
    return [*kern, "", *zelf, *regels, json.get("land", "")]


def _code(adres: AdresJson) -> str:
    return f"{adres.get('huisletter', '')}|{adres.get('toevoeging', '')}"


class AdresVeld(forms.Field):
    """An address that exists, or one that somebody vouches for himself; the value is what an answer holds."""

    widget: AdresWidget
    default_error_messages = {
        "postcode": _("Vul uw postcode in, bijvoorbeeld 1234 AB."),
        "huisnummer": _("Vul een huisnummer in, bijvoorbeeld 12."),
        "kies": _("Op dit huisnummer zijn meer adressen. Kies het goede adres."),
        "onbekend": _("Wij vinden dit adres niet. Kijk het na, of vul de straat en de plaats zelf in."),
        "bestaat-niet": _("Wij vinden dit adres niet. Kijk de postcode en het huisnummer na."),
        "stil": _("Wij kunnen nu geen adressen opzoeken. Vul de straat en de plaats zelf in."),
        "buiten": _("Dit adres ligt niet in onze gemeente."),
        "regels": _("Vul het adres en het land in."),
    }

    def __init__(self, *, zelf: bool, buitenland: bool, in_gemeente: bool, **kwargs: Any) -> None:
        super().__init__(widget=AdresWidget(zelf=zelf, buitenland=buitenland), **kwargs)
        self.zelf, self.buitenland, self.in_gemeente = zelf, buitenland, in_gemeente

    def clean(self, value: Any) -> Json:
        """Return the address as we know it ourselves: nothing that the register can say is taken from the browser."""
        gegeven = [str(deel or "").replace("\0", "").strip() for deel in value or []]
        delen = dict(zip(DELEN, [*gegeven, *[""] * len(DELEN)], strict=False))
        if not any(delen.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if self.buitenland and any(delen[deel] for deel in BUITENLAND):
            return self._buitenland(delen)
        return self._binnenland(delen)

    def _buitenland(self, delen: dict[str, str]) -> Json:
        if not delen["regel1"] or not delen["land"]:
            raise self._fout("regels")
        regels = [delen[deel][:100] for deel in ("regel1", "regel2", "regel3") if delen[deel]]
        return {"regels": regels, "land": delen["land"][:60]}

    def _binnenland(self, delen: dict[str, str]) -> Json:
        kern = self._kern(delen)
        opgezocht = zoek_op(kern["postcode"], kern["huisnummer"])
        if adres := _kies(opgezocht.adressen, delen["keuze"] or _code(kern)):
            return self._binnen_gemeente(adres)
        if self.zelf and delen["straat"] and delen["woonplaats"]:
            zelf = {**kern, "straat": delen["straat"][:80], "woonplaats": delen["woonplaats"][:80], "zelf": True}
            # The register was silent: it is asked again after sending (R.C17).
            return zelf if opgezocht.bereikbaar else {**zelf, "nakijken": True}
        self.widget.mogelijk, self.widget.zelf_open = opgezocht.adressen, self.zelf
        raise self._fout(self._reden(opgezocht))

    def _reden(self, opgezocht: Opgezocht) -> str:
        if opgezocht.adressen:
            return "kies"
        if not self.zelf:
            return "bestaat-niet"
        return "onbekend" if opgezocht.bereikbaar else "stil"

    def _kern(self, delen: dict[str, str]) -> AdresJson:
        """Return postcode and number as typed, or everything that is wrong with them."""
        fouten, postcode = [], ""
        try:
            postcode = controleer_postcode(delen["postcode"]) if delen["postcode"] else ""
            fouten += [] if postcode else [self._fout("postcode")]
        except ValidationError as fout:
            fouten.append(fout)
        nummer = huisnummerdelen(delen["huisnummer"])
        if nummer is None or not nummer[0]:
            fouten.append(self._fout("huisnummer"))
        if fouten:
            raise ValidationError(fouten)
        assert nummer is not None  # noqa: S101  (said above; the type checker cannot see it)
        # Many type "45B" or "45-2" in the first field.
        return AdresJson(
            postcode=postcode,
            huisnummer=nummer[0],
            huisletter=delen["huisletter"].upper()[:1] or nummer[1],
            toevoeging=delen["toevoeging"][:4] or nummer[2],
        )

    def _binnen_gemeente(self, adres: AdresJson) -> Json:
        if self.in_gemeente and ligt_in_gemeente(adres) is False:
            raise self._fout("buiten")
        return dict(adres)

    def _fout(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _kies(mogelijk: Sequence[AdresJson], code: str) -> AdresJson | None:
    """Return the address with this letter and addition, whatever their case."""
    return next((adres for adres in mogelijk if _code(adres).lower() == code.lower()), None)


def ligt_in_gemeente(adres: Json) -> bool | None:
    """Tell whether an address lies in the municipality; None when nobody can tell."""
    if not adres or adres.get("regels"):
        return False
    if not adres.get("woonplaatscode") or not settings.GEMEENTE_WOONPLAATSEN:
        return None
    return adres["woonplaatscode"] in settings.GEMEENTE_WOONPLAATSEN


class Adres(Component):
    """An address. `zelf` (standard true): typed by hand when it is not found; `buitenland`: also abroad;
    `in_gemeente`: only within the municipality.
    """

    type: ClassVar[str] = "adres"
    soort: ClassVar[Soort] = Soort.GEHEEL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return AdresVeld(
            zelf=bool(self.eigen("zelf", context, standaard=True)),
            buitenland=bool(self.eigen("buitenland", context)),
            in_gemeente=bool(self.eigen("in_gemeente", context)),
            **self.basis(context),
        )

    def als_invoer(self, json: Json) -> Any:
        return als_delen(json)

    def van_bron(self, waarde: Json) -> Json:
        """Return an address of another register as the BAG knows it, which also says in which place it lies."""
        try:
            return (self.kijk_na(waarde) or waarde) if waarde else None
        except BronStoring:
            return waarde

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Check a stored address by itself: that it exists was asked when it was given, and a source may be down."""
        veld = self.veld(context)
        if json.get("regels"):
            goed = bool(self.eigen("buitenland", context)) or bool(context.gevuld)
        else:
            goed = bool(json.get("straat") and json.get("woonplaats") and json.get("huisnummer"))
            goed = goed and (veld.zelf or not json.get("zelf"))  # type: ignore[attr-defined]
        if not goed:
            raise ValidationError(veld.error_messages["bestaat-niet"], code="bestaat-niet")
        if veld.in_gemeente and ligt_in_gemeente(json) is False:  # type: ignore[attr-defined]
            raise ValidationError(veld.error_messages["buiten"], code="buiten")

    def weergave(self, json: Json) -> str:
        return adresregel(json) if json else ""

    def regelwaarde(self, json: Json) -> Json:
        if not json:
            return None
        delen = {deel: json.get(deel, "") for deel in ("postcode", "huisletter", "toevoeging", "straat", "woonplaats")}
        nummer = str(json.get("huisnummer") or "")
        return {**delen, "huisnummer": nummer, "in_gemeente": ligt_in_gemeente(json), "buitenland": "regels" in json}

    def kijk_na(self, json: Json) -> Json:
        """Return a stored address as the register knows it now; None when it does not know it."""
        if not json or "postcode" not in json:
            return json
        register = adressen()
        if register is None:
            return json
        gevonden = _kies(register.zoek(json["postcode"], int(json["huisnummer"])), _code(json))
        return dict(gevonden) if gevonden else None


def korte_lijst(gevonden: Sequence[AdresJson]) -> list[dict[str, str]]:
    """Return addresses as the script of the page shows them."""
    return [
        {
            "code": _code(adres),
            "nummer": huisnummertekst(adres),
            "straat": adres.get("straat", ""),
            "woonplaats": adres.get("woonplaats", ""),
            "postcode": postcode_lang(adres.get("postcode", "")),
        }
        for adres in gevonden
    ]
