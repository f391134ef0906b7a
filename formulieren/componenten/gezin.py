"""Partners and children: those of the BRP to choose from, and others added by hand; both count the same.

An answer is {"uit_bron": [person], "gekozen": [id], "zelf": [person]}. From the browser come ids and what was typed by
hand; who the register named is taken from the answer that we stored ourselves (S-04, R.C16).
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten import mensen
from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.bronnen.datums import van_iso

LEEG: dict[str, list[Json]] = {"uit_bron": [], "gekozen": [], "zelf": []}


class GezinWidget(forms.Widget):
    """Tick boxes for whom the register knows, and rows to add others."""

    template_name = "forms/gezin.html"
    use_fieldset = True

    def __init__(self, *, uit_bron: Sequence[Json], rijen: int, eisen: mensen.Eisen, rijnaam: Any) -> None:
        super().__init__()
        self.uit_bron, self.rijen, self.eisen, self.rijnaam = uit_bron, rijen, eisen, rijnaam

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        gekozen = data.getlist(f"{name}_gekozen") if hasattr(data, "getlist") else data.get(f"{name}_gekozen", [])
        zelf = [mensen.uit_invoer(data, f"{name}_{nummer}") for nummer in range(self.rijen)]
        return {"gekozen": list(gekozen), "zelf": zelf}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        # No tick box at all looks the same as a question that was not asked; this input tells them apart.
        return f"{name}_gesteld" not in data

    def id_for_label(self, id_: str) -> str:
        # Where a line of the error summary leads: the first thing that can be filled in.
        return f"{id_}_0" if self.uit_bron else f"{id_}_zelf0_voornamen" if id_ and self.rijen else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        gegeven, eigen = value or {"gekozen": [], "zelf": []}, context["widget"]["attrs"]
        uit, id_ = bool(eigen.get("disabled")), str(eigen.get("id", name))
        zelf = [*gegeven["zelf"], *[{}] * self.rijen][: self.rijen]
        return {
            **context,
            "uit": uit,
            "bekend": [
                (f"{id_}_{nummer}", persoon["id"], mensen.weergave(persoon), persoon["id"] in gegeven["gekozen"])
                for nummer, persoon in enumerate(self.uit_bron)
            ],
            "zelf": [
                mensen.invoervelden(f"{name}_{nummer}", f"{id_}_zelf{nummer}", invoer, self.eisen, disabled=uit)
                for nummer, invoer in enumerate(zelf)
            ],
            "zelf_open": any(any(invoer.values()) for invoer in zelf) or not self.uit_bron,
            "rijnaam": self.rijnaam,
        }


class GezinVeld(forms.Field):
    """A choice from the register and rows by hand; the value is what an answer holds."""

    widget: GezinWidget
    default_error_messages = {
        "onbekend": _("Kies uit de lijst."),
        "te-weinig": _("Kies er ten minste %(min)s."),
        "te-veel": _("Kies er ten hoogste %(max)s."),
    }

    def __init__(self, *, bewaard: Json, minste: int, meeste: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bewaard, self.minste, self.meeste = bewaard or LEEG, minste, meeste

    def clean(self, value: Any) -> Json:
        """Return the whole answer, or everything that is wrong at once."""
        gegeven = value or {"gekozen": [], "zelf": []}
        bekend = {persoon["id"] for persoon in self.widget.uit_bron}
        if not set(gegeven["gekozen"]) <= bekend:
            raise ValidationError(self.error_messages["onbekend"], code="onbekend")
        zelf = self._zelf(gegeven["zelf"])
        # In the order of the register, so that the same choice is the same answer.
        gekozen = [persoon["id"] for persoon in self.widget.uit_bron if persoon["id"] in gegeven["gekozen"]]
        self._tel(len(gekozen) + len(zelf))
        return {"uit_bron": list(self.widget.uit_bron), "gekozen": gekozen, "zelf": zelf}

    def _zelf(self, rijen: Sequence[Mapping[str, str]]) -> list[Json]:
        gelezen, fouten = [], []
        eerder = [*self.bewaard.get("zelf", []), *[None] * len(rijen)]
        gevuld = [(nummer, rij) for nummer, rij in enumerate(rijen) if any(rij.values())]
        for nummer, rij in gevuld:
            persoon, bezwaren = mensen.lees(rij, self.widget.eisen, eerder[nummer])
            fouten += [self._bij_rij(nummer, zin) for bezwaar in bezwaren for zin in bezwaar.messages]
            gelezen.append(persoon)
        if fouten:
            raise ValidationError(fouten)
        return gelezen

    def _bij_rij(self, nummer: int, zin: str) -> ValidationError:
        return ValidationError(f"{str(self.widget.rijnaam).capitalize()} {nummer + 1}: {zin}", code="rij")

    def _tel(self, aantal: int) -> None:
        if self.required and not aantal:
            raise ValidationError(self.error_messages["required"], code="required")
        if aantal and aantal < self.minste:
            raise ValidationError(self.error_messages["te-weinig"], "te-weinig", {"min": self.minste})
        if aantal > self.meeste:
            raise ValidationError(self.error_messages["te-veel"], "te-veel", {"max": self.meeste})


class Gezin(Component):
    """What partners and children share.

    `min` and `max` count all of them; `zelf_toevoegen` is how many rows there are to add somebody by hand (or false);
    `geboortedatum` and `bsn` say what is asked of those.
    """

    soort: ClassVar[Soort] = Soort.LIJST
    rijnaam: ClassVar[Any] = ""
    standaard_zelf: ClassVar[int] = 1
    meeste: ClassVar[int] = 1
    vooraf_gekozen: ClassVar[bool] = False

    @property
    def eisen(self) -> mensen.Eisen:
        return mensen.eisen_van(self.vraag.gegevens)

    @property
    def _zelf_rijen(self) -> int:
        rijen = self.vraag.gegevens.get("zelf_toevoegen", True)
        return self.standaard_zelf if rijen is True else int(rijen)

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        stored = context.gevuld or (context.staat.waarde if context.staat else None) or LEEG
        rijen = self._zelf_rijen
        widget = GezinWidget(uit_bron=stored["uit_bron"], rijen=rijen, eisen=self.eisen, rijnaam=self.rijnaam)
        return GezinVeld(
            bewaard=stored,
            minste=int(self.eigen("min", context, standaard=0) or 0),
            meeste=int(self.eigen("max", context, standaard=self.meeste) or self.meeste),
            widget=widget,
            **self.basis(context),
        )

    def van_json(self, json: Json) -> Any:
        gegeven = json or LEEG
        return {"gekozen": gegeven["gekozen"], "zelf": [mensen.als_invoer(persoon) for persoon in gegeven["zelf"]]}

    def is_leeg(self, json: Json) -> bool:
        return not json or not (json["gekozen"] or json["zelf"])

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        veld = self.veld(context)
        assert isinstance(veld, GezinVeld)  # noqa: S101  (made above)
        # The stored answer is what the register said then; the context may hold an older one.
        veld.widget.uit_bron, veld.bewaard = json["uit_bron"], json
        veld.clean(self.van_json(json))

    def van_bron(self, waarde: Json) -> Json:
        """Return what the register said as the beginning of an answer; nothing when there is nobody to choose."""
        vandaag = timezone.localdate()
        personen = [mensen.uit_register(persoon) for persoon in waarde or [] if self.past(persoon, vandaag)]
        if not personen:
            return None
        gekozen = [persoon["id"] for persoon in personen] if self._kiest_vooraf else []
        return {"uit_bron": personen, "gekozen": gekozen, "zelf": []}

    @property
    def _kiest_vooraf(self) -> bool:
        return str(self.vraag.gegevens.get("vooraf", "alle" if self.vooraf_gekozen else "geen")) == "alle"

    def past(self, persoon: Mapping[str, Json], vandaag: datetime.date) -> bool:
        """Tell whether somebody whom the register names is offered."""
        return True

    def gekozen(self, json: Json) -> list[Json]:
        """Return everybody in the answer: chosen and added."""
        if not json:
            return []
        return [*(persoon for persoon in json["uit_bron"] if persoon["id"] in json["gekozen"]), *json["zelf"]]

    def weergave(self, json: Json) -> str:
        return mensen.regels(self.gekozen(json))

    def eigenschap(self, json: Json) -> str:
        return ", ".join(mensen.naam_van(persoon) for persoon in self.gekozen(json))

    def regelwaarde(self, json: Json) -> Json:
        return [mensen.voor_regels(persoon) for persoon in self.gekozen(json)]

    def fouten(self) -> list[str]:
        return [*super().fouten(), *mensen.fouten_in_eisen(self.vraag.sleutel, self.vraag.gegevens)]


class Partners(Gezin):
    """Who somebody is married to or registered with; a partner without BSN, or outside the BRP, is added by hand."""

    type: ClassVar[str] = "partners"
    rijnaam = _("partner")
    vooraf_gekozen = True


class Kinderen(Gezin):
    """Children. `leeftijd_vanaf` and `leeftijd_tot_en_met` in years, `overleden` true to offer those who died as well,
    `zelfde_adres` and `gezag` true for only those who live at home, or under the authority of this parent.

    What the register does not know of a child is no reason to leave it out.
    """

    type: ClassVar[str] = "kinderen"
    rijnaam = _("kind")
    standaard_zelf = 2
    meeste = 20

    def past(self, persoon: Mapping[str, Json], vandaag: datetime.date) -> bool:
        gegevens = self.vraag.gegevens
        if persoon.get("overleden") and not gegevens.get("overleden"):
            return False
        if gegevens.get("zelfde_adres") and persoon.get("zelfde_adres") is False:
            return False
        if gegevens.get("gezag") and persoon.get("gezag") is False:
            return False
        return self._leeftijd_past(str(persoon.get("geboortedatum", "")), vandaag)

    def _leeftijd_past(self, geboren: str, vandaag: datetime.date) -> bool:
        """Tell whether somebody can have an age that is asked; of a part of a date every day counts."""
        datum = van_iso(geboren)
        if datum.vroegste is None:
            return True
        vanaf, tot = self.vraag.gegevens.get("leeftijd_vanaf"), self.vraag.gegevens.get("leeftijd_tot_en_met")
        jongst, oudst = _jaren(datum.laatste, vandaag), _jaren(datum.vroegste, vandaag)
        return (vanaf is None or oudst >= int(vanaf)) and (tot is None or jongst <= int(tot))

    def fouten(self) -> list[str]:
        getallen = [self.vraag.gegevens.get(naam) for naam in ("leeftijd_vanaf", "leeftijd_tot_en_met")]
        goed = all(getal is None or (isinstance(getal, int) and getal >= 0) for getal in getallen)
        zin = _t("%(sleutel)s: een leeftijd is een heel getal.") % {"sleutel": self.vraag.sleutel}
        return [*super().fouten(), *([] if goed else [zin])]


def _jaren(geboren: datetime.date | None, op: datetime.date) -> int:
    assert geboren is not None  # noqa: S101  (asked only of a date with a year)
    return op.year - geboren.year - ((op.month, op.day) < (geboren.month, geboren.day))
