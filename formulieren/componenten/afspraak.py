"""An appointment: a place, a product and a time, held for this draft until it is sent."""

import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.afspraken.berichten import voor_wie, wanneer
from formulieren.afspraken.boeken import houd_vast, laat_los
from formulieren.afspraken.invoer import Aanbod, AfspraakVeld, Getypt
from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json, vertaald
from formulieren.models import Afspraak, Afspraakproduct, Inzending, Plek
from mijnportaal.kern.kalender import dag_van


class AfspraakVraag(Component):
    """An appointment. `producten` in the definition names the codes that can be chosen; without it, all of them.

    Stored are the choice and what it was called then, so that showing it asks the calendar nothing.
    """

    type: ClassVar[str] = "afspraak"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        gehouden = context.staat.waarde if context.staat else None
        eigen = UUID(gehouden["afspraak"]) if gehouden and gehouden.get("afspraak") else None
        return AfspraakVeld(Aanbod(self._codes, eigen=eigen), **self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        if not waarde:
            return None
        keuze, begin = waarde
        return {
            "product": keuze.product.code,
            "locatie": keuze.locatie.code,
            "personen": keuze.personen,
            "begin": begin.isoformat(),
            "einde": (begin + keuze.duur).isoformat(),
            "waarvoor": {"nl": keuze.product.naam_nl, "en": keuze.product.naam_en or keuze.product.naam_nl},
            "waar": f"{keuze.locatie.naam}, {keuze.locatie.adres}",
        }

    def van_json(self, json: Json) -> Any:
        if not json:
            return Getypt()
        return Getypt(json["product"], json["locatie"], str(json["personen"]), tijd=json["begin"])

    def leg_beslag(self, inzending: Inzending, plek: Plek, json: Json) -> Json:
        """Hold the time for this draft; without one, give back what was held."""
        if not json:
            laat_los(inzending, plek)
            return json
        veld = AfspraakVeld(Aanbod(self._codes))
        gekozen = veld.clean(self.van_json(json))
        if gekozen is None:
            return None
        return {**json, "afspraak": str(houd_vast(inzending, plek, *gekozen).uuid)}

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Raise when the time is not held for this draft any more, because somebody else took it."""
        if not json or context.inzending is None:
            return
        gehouden = Afspraak.objects.bezet().filter(inzending=context.inzending, uuid=json.get("afspraak"))
        if not gehouden.filter(begin=datetime.datetime.fromisoformat(json["begin"])).exists():
            zin = _("De tijd die u koos is niet meer vrij. Kies een andere tijd voor uw afspraak.")
            raise ValidationError(zin, code="afspraak-bezet")

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        begin, einde = (datetime.datetime.fromisoformat(json[naam]) for naam in ("begin", "einde"))
        return "\n".join([voor_wie(vertaald(json["waarvoor"]), json["personen"]), wanneer(begin, einde), json["waar"]])

    def eigenschap(self, json: Json) -> str:
        return self.weergave(json).replace("\n", ", ")

    def regelwaarde(self, json: Json) -> Json:
        """Return the parts that a rule can ask for, such as `afspraak.product`."""
        if not json:
            return None
        datum = dag_van(datetime.datetime.fromisoformat(json["begin"])).isoformat()
        return {
            "product": json["product"],
            "locatie": json["locatie"],
            "personen": str(json["personen"]),
            "datum": datum,
        }

    def fouten(self) -> list[str]:
        onbekend = set(self._codes or ()) - set(Afspraakproduct.objects.values_list("code", flat=True))
        zin = _("%(sleutel)s: het afspraakproduct %(code)s bestaat niet.")
        return [
            *super().fouten(),
            *(zin % {"sleutel": self.vraag.sleutel, "code": code} for code in sorted(onbekend)),
        ]

    @property
    def _codes(self) -> list[str] | None:
        return self.vraag.gegevens.get("producten")
