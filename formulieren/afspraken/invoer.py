"""Choosing a time: what for, where and for how many people, and then a day and an hour.

Works by round trips: a button in the question draws the page again with the times that go with the choice.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from formulieren.afspraken.agenda import Dag, Keuze, producten, vrij
from formulieren.models import Afspraaklocatie, Afspraakproduct
from mijnportaal.kern.kalender import DAG, dag_van

DAGEN_PER_KEER = 5


@dataclass(frozen=True)
class Getypt:
    """The question as a browser sends it; everything is text, and nothing is trusted."""

    product: str = ""
    locatie: str = ""
    personen: str = ""
    vanaf: str = ""
    tijd: str = ""

    @classmethod
    def uit(cls, data: Mapping[str, Any], naam: str) -> "Getypt":
        """Return what was sent; the button "later" carries the day from which to show."""
        delen = {deel: str(data.get(f"{naam}_{deel}", ""))[:100] for deel in ("product", "locatie", "personen", "tijd")}
        knop, _dubbelepunt, vanaf = str(data.get("herlaad", "")).partition(":")
        return cls(**delen, vanaf=vanaf[:10] if knop == naam else "")


class Aanbod:
    """What a question offers: the products of its definition, read once."""

    def __init__(self, codes: list[str] | None = None, *, eigen: UUID | None = None) -> None:
        self.codes, self.eigen = codes, eigen

    @cached_property
    def producten(self) -> list[Afspraakproduct]:
        """Return the products that can be chosen."""
        return producten(self.codes)

    def product(self, code: str) -> Afspraakproduct | None:
        """Return the chosen product; the only one needs no choosing."""
        if len(self.producten) == 1:
            return self.producten[0]
        return next((product for product in self.producten if product.code == code), None)

    def locaties(self, product: Afspraakproduct | None) -> list[Afspraaklocatie]:
        """Return where this product can be done."""
        return [locatie for locatie in product.locaties.all() if locatie.actief] if product else []

    def locatie(self, product: Afspraakproduct | None, code: str) -> Afspraaklocatie | None:
        """Return the chosen location; the only one needs no choosing."""
        locaties = self.locaties(product)
        return locaties[0] if len(locaties) == 1 else next((rij for rij in locaties if rij.code == code), None)

    def keuze(self, getypt: Getypt) -> Keuze | None:
        """Return what somebody looks for, when enough was chosen to show times."""
        product = self.product(getypt.product)
        locatie = self.locatie(product, getypt.locatie)
        personen = aantal(getypt.personen, product)
        return Keuze(product, locatie, personen) if product and locatie and personen else None


def aantal(tekst: str, product: Afspraakproduct | None) -> int:
    """Return for how many people it is, one unless it says otherwise; nought when that cannot be."""
    if product is None or product.max_personen == 1 or not tekst:
        return 1
    return int(tekst) if tekst.isascii() and tekst.isdigit() and 0 < int(tekst) <= product.max_personen else 0


def moment(tekst: str) -> datetime.datetime | None:
    """Return the moment that a radio button stands for."""
    try:
        gevonden = datetime.datetime.fromisoformat(tekst)
    except ValueError:
        return None
    return gevonden.astimezone(datetime.UTC) if gevonden.tzinfo else None


@dataclass(frozen=True)
class Tijdkeuze:
    """The free times of some days, as the template shows them."""

    dagen: list[Dag]
    gekozen: datetime.datetime | None
    later: datetime.date | None
    eerder: datetime.date | None

    @property
    def buiten_beeld(self) -> bool:
        """Tell whether the chosen time is on other days than these; it stays chosen until another one is."""
        return self.gekozen is not None and all(tijd.begin != self.gekozen for dag in self.dagen for tijd in dag.tijden)

    @property
    def later_tekst(self) -> str:
        """Return the day from which the button "later" shows."""
        return self.later.isoformat() if self.later else ""

    @property
    def eerder_tekst(self) -> str:
        """Return the day from which the button "earlier" shows."""
        return self.eerder.isoformat() if self.eerder else ""

    @classmethod
    def voor(cls, keuze: Keuze, getypt: Getypt, *, eigen: UUID | None = None) -> "Tijdkeuze":
        """Return the days from the one that was asked for, or from that of the chosen time."""
        nu, gekozen = timezone.now(), moment(getypt.tijd)
        vanaf = _dag(getypt.vanaf) or (dag_van(gekozen) if gekozen else dag_van(nu))
        dagen = vrij(keuze, nu=nu, vanaf=vanaf, dagen=DAGEN_PER_KEER + 1, eigen=eigen)
        later = dagen[DAGEN_PER_KEER].datum if len(dagen) > DAGEN_PER_KEER else None
        eerder = max(dag_van(nu), vanaf - 7 * DAG) if vanaf > dag_van(nu) else None
        return cls(dagen[:DAGEN_PER_KEER], gekozen, later, eerder)


def _dag(tekst: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(tekst) if tekst else None
    except ValueError:
        return None


class AfspraakWidget(forms.Widget):
    """What for, where, how many, and the free times of some days as radio buttons, a group for each day."""

    template_name = "forms/afspraak.html"
    use_fieldset = True

    def __init__(self, aanbod: Aanbod) -> None:
        super().__init__()
        self.aanbod = aanbod

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Getypt:
        return Getypt.uit(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{deel}" in data for deel in ("product", "locatie", "personen", "tijd"))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what can be chosen after what was chosen."""
        context = super().get_context(name, None, attrs)
        getypt = value if isinstance(value, Getypt) else Getypt()
        aanbod, product = self.aanbod, self.aanbod.product(getypt.product)
        locaties, keuze = aanbod.locaties(product), aanbod.keuze(getypt)
        vragen = {
            "product": len(aanbod.producten) > 1,
            "locatie": len(locaties) > 1,
            "personen": product is not None and product.max_personen > 1,
        }
        return context | {
            "getypt": getypt,
            "vragen": vragen,
            "eerste": next((deel for deel, gesteld in vragen.items() if gesteld), "tijd"),
            "producten": aanbod.producten,
            "product": product,
            "locaties": locaties,
            "locatie": aanbod.locatie(product, getypt.locatie),
            "aantallen": range(1, (product.max_personen if product else 1) + 1),
            "personen": aantal(getypt.personen, product),
            "tijden": Tijdkeuze.voor(keuze, getypt, eigen=aanbod.eigen) if keuze else None,
        }


class AfspraakVeld(forms.Field):
    """A choice from the calendar; whether the time is still free is asked when it is taken."""

    default_error_messages = {
        "leeg": _("Kies een dag en een tijd."),
        "product": _("Kies waarvoor u komt."),
        "locatie": _("Kies waar u wilt komen."),
        "personen": _("Kies met hoeveel personen u komt."),
        "tijd": _("Kies een dag en een tijd uit de lijst."),
    }

    def __init__(self, aanbod: Aanbod, **kwargs: Any) -> None:
        self.aanbod = aanbod
        super().__init__(widget=AfspraakWidget(aanbod), **kwargs)

    def clean(self, value: Any) -> tuple[Keuze, datetime.datetime] | None:
        """Return the choice and its moment; every part that lacks is said at once."""
        getypt = value if isinstance(value, Getypt) else Getypt()
        if not getypt.tijd and not self.required:
            return None
        keuze, begin = self.aanbod.keuze(getypt), moment(getypt.tijd)
        if keuze is None or begin is None:
            raise ValidationError(
                [ValidationError(self.error_messages[code], code=code) for code in self._mist(getypt)]
            )
        return keuze, begin

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether a time was chosen."""
        return isinstance(data, Getypt) and bool(data.tijd)

    def _mist(self, getypt: Getypt) -> list[str]:
        product = self.aanbod.product(getypt.product)
        if product is None:
            return ["product"]
        mist = [] if self.aanbod.locatie(product, getypt.locatie) else ["locatie"]
        if not aantal(getypt.personen, product):
            mist.append("personen")
        return mist or ["tijd" if getypt.tijd else "leeg"]
