"""People in an answer: typed by hand, or chosen from what the BRP says of a family."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten import geheim
from formulieren.definitie import Json
from mijnportaal.bronnen.datums import van_iso
from mijnportaal.kern.forms import DatumField
from mijnportaal.kern.versleuteling import zoeksleutel

NAAMDELEN = ("voornamen", "voorvoegsel", "geslachtsnaam")
DELEN = (*NAAMDELEN, "dag", "maand", "jaar", "bsn")
LABELS = {
    "voornamen": _("Voornamen"),
    "voorvoegsel": _("Tussenvoegsel"),
    "geslachtsnaam": _("Achternaam"),
    "bsn": _("Burgerservicenummer"),
}
LENGTES = {"voornamen": 200, "voorvoegsel": 20, "geslachtsnaam": 200, "bsn": 20}


@dataclass(frozen=True)
class Eisen:
    """What has to be known of somebody: "moet", "mag" or "niet"."""

    geboortedatum: str = "moet"
    bsn: str = "mag"

    @property
    def namen(self) -> tuple[str, ...]:
        """Return the fields of text that are asked."""
        return (*NAAMDELEN, *(["bsn"] if self.bsn != "niet" else []))

    @property
    def datumdelen(self) -> tuple[str, ...]:
        """Return the parts of the date of birth that are asked."""
        return () if self.geboortedatum == "niet" else ("dag", "maand", "jaar")


def naam_van(persoon: Mapping[str, Json]) -> str:
    """Return the name of somebody in an answer."""
    return " ".join(str(persoon[deel]) for deel in NAAMDELEN if persoon.get(deel))


def weergave(persoon: Mapping[str, Json]) -> str:
    """Return somebody in an answer as people read it."""
    delen = [naam_van(persoon)]
    if persoon.get("geboortedatum"):
        delen.append(_t("geboren %(datum)s") % {"datum": str(van_iso(persoon["geboortedatum"]))})
    if persoon.get("bsn"):
        delen.append(_t("BSN %(nummer)s") % {"nummer": geheim.toon(persoon["bsn"])})
    return ", ".join(delen)


def voor_regels(persoon: Mapping[str, Json]) -> Json:
    """Return somebody as rules see him: without a number that can be read."""
    return {
        **{deel: persoon.get(deel, "") for deel in NAAMDELEN},
        "geboortedatum": persoon.get("geboortedatum") or None,
        "bsn": geheim.vergelijkbaar(persoon.get("bsn")),
    }


def merkteken(persoon: Mapping[str, Json], bsn: str) -> str:
    """Return the id of somebody in a list: the same whenever the register is asked, and saying nothing."""
    return zoeksleutel("verwant", bsn or f"{naam_van(persoon)}|{persoon.get('geboortedatum', '')}")[:16]


def uit_register(persoon: Mapping[str, Json]) -> Json:
    """Return a person of the BRP as an answer holds him."""
    bsn = str(persoon.get("bsn", ""))
    velden = {deel: persoon.get(deel, "") for deel in (*NAAMDELEN, "geboortedatum")}
    return {"id": merkteken(persoon, bsn), **velden, "bsn": geheim.berg_op(bsn)}


def als_invoer(persoon: Mapping[str, Json] | None) -> dict[str, str]:
    """Return somebody in an answer as the browser sends him."""
    if not persoon:
        return dict.fromkeys(DELEN, "")
    datum = van_iso(persoon.get("geboortedatum") or "")
    dagen = {"dag": datum.dag, "maand": datum.maand, "jaar": datum.jaar}
    return {
        **{deel: str(persoon.get(deel, "")) for deel in NAAMDELEN},
        **{deel: str(getal or "") for deel, getal in dagen.items()},
        "bsn": geheim.toon(persoon.get("bsn")),
    }


def uit_invoer(data: Mapping[str, Any], naam: str) -> dict[str, str]:
    """Return the inputs of one person from what the browser sent."""
    return {deel: str(data.get(f"{naam}_{deel}") or "").replace("\0", "").strip() for deel in DELEN}


def lees(
    invoer: Mapping[str, str], eisen: Eisen, bewaard: Mapping[str, Json] | None
) -> tuple[Json, list[ValidationError]]:
    """Return somebody as an answer holds him, and everything that is wrong with what was typed."""
    fouten: list[ValidationError] = []

    def probeer(lezer: Callable[[], Json]) -> Json:
        try:
            return lezer()
        except ValidationError as fout:
            fouten.extend(fout.error_list)
            return None

    if not invoer["geslachtsnaam"] or not invoer["voornamen"]:
        fouten.append(ValidationError(_t("Vul de voornamen en de achternaam in."), code="naam"))
    persoon = {deel: invoer[deel][: LENGTES[deel]] for deel in NAAMDELEN}
    persoon["geboortedatum"] = probeer(lambda: _datum(invoer, eisen)) or ""
    persoon["bsn"] = probeer(lambda: _bsn(invoer["bsn"], eisen, (bewaard or {}).get("bsn")))
    return persoon, fouten


def _datum(invoer: Mapping[str, str], eisen: Eisen) -> str:
    delen = [invoer["dag"], invoer["maand"], invoer["jaar"]]
    if eisen.geboortedatum == "niet" or (eisen.geboortedatum == "mag" and not any(delen)):
        return ""
    zinnen = {"required": _t("Vul de geboortedatum in.")}
    return str(DatumField(required=True, error_messages=zinnen).clean(delen))


def _bsn(tekst: str, eisen: Eisen, bewaard: Json) -> Json:
    if eisen.bsn == "niet":
        return None
    if not tekst and eisen.bsn == "moet":
        raise ValidationError(_t("Vul het burgerservicenummer in."), code="bsn-ontbreekt")
    return geheim.controleer(tekst, bewaard)


def invoervelden(naam: str, id_: str, invoer: Mapping[str, str], eisen: Eisen, *, disabled: bool) -> dict[str, Any]:
    """Return what the template draws of one person: his text inputs, and the three of a date."""

    def veld(deel: str, **attrs: Any) -> dict[str, Any]:
        vast = {"disabled": disabled, "autocomplete": "off", **attrs}
        return {
            "deel": deel,
            "naam": f"{naam}_{deel}",
            "id": f"{id_}_{deel}",
            "waarde": invoer.get(deel, ""),
            "label": LABELS.get(deel, ""),
            "attrs": flatatt(vast),
        }

    return {
        "tekst": [veld(deel, maxlength=LENGTES[deel]) for deel in eisen.namen if deel != "bsn"],
        "datum": [veld(deel, inputmode="numeric") for deel in eisen.datumdelen],
        "bsn": veld("bsn", inputmode="numeric", spellcheck="false", maxlength=20) if eisen.bsn != "niet" else None,
    }


class PersoonWidget(forms.Widget):
    """The inputs of one person."""

    template_name = "forms/persoon.html"
    use_fieldset = True

    def __init__(self, eisen: Eisen) -> None:
        super().__init__()
        self.eisen = eisen

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return uit_invoer(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_geslachtsnaam" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_voornamen" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        uit = bool(context["widget"]["attrs"].get("disabled"))
        id_ = str(context["widget"]["attrs"].get("id", name))
        return {**context, "persoon": invoervelden(name, id_, value or {}, self.eisen, disabled=uit)}


class PersoonVeld(forms.Field):
    """One person; the value is what an answer holds."""

    def __init__(self, *, eisen: Eisen, bewaard: Json, **kwargs: Any) -> None:
        super().__init__(widget=PersoonWidget(eisen), **kwargs)
        self.eisen, self.bewaard = eisen, bewaard

    def clean(self, value: Any) -> Json:
        invoer = value or dict.fromkeys(DELEN, "")
        if not any(invoer.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        persoon, fouten = lees(invoer, self.eisen, self.bewaard)
        if fouten:
            raise ValidationError(fouten)
        return persoon


def eisen_van(gegevens: Mapping[str, Json], *, geboortedatum: str = "moet", bsn: str = "mag") -> Eisen:
    """Return what a question asks to know of somebody."""
    return Eisen(str(gegevens.get("geboortedatum", geboortedatum)), str(gegevens.get("bsn", bsn)))


def fouten_in_eisen(sleutel: str, gegevens: Mapping[str, Json]) -> list[str]:
    """Return what is wrong with the requirements in a definition."""
    return [
        f"{sleutel}: {naam} is moet, mag of niet."
        for naam in ("geboortedatum", "bsn")
        if gegevens.get(naam, "mag") not in {"moet", "mag", "niet"}
    ]


def regels(personen: Sequence[Mapping[str, Json]]) -> str:
    """Return several people, each on a line."""
    return "\n".join(weergave(persoon) for persoon in personen)
