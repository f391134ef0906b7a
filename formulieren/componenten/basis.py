"""What every question type can do."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from formulieren.definitie import Json, Verplicht, Vraag, vertaald
from formulieren.regels.soorten import Soort

if TYPE_CHECKING:
    from formulieren.models import Inzending, Plek

COMPONENTEN: dict[str, type["Component"]] = {}


@dataclass(frozen=True)
class Vraagstaat:
    """What the rules say of one asked question at this moment.

    `waarde` is the answer as stored, None when hidden. `dynamisch` holds the properties that a rule gives, such as the
    latest date; `opties` the codes that may be chosen, None for all.
    """

    zichtbaar: bool = True
    verplicht: Verplicht = Verplicht.HARD
    alleen_lezen: bool = False
    waarde: Json = None
    dynamisch: Mapping[str, Json] = field(default_factory=dict)
    opties: frozenset[str] | None = None


@dataclass(frozen=True)
class Vraagcontext:
    """Where a question is asked: what the rules say of it, in which draft, and what a register filled in before."""

    staat: Vraagstaat | None = None
    inzending: "Inzending | None" = None
    gevuld: Json = None
    # The day that limits count from; today, but in a sample case the day of that case.
    vandaag: datetime.date | None = None


LOS = Vraagcontext()


class Component(ABC):
    """One type of question. A subclass with a `type` registers itself."""

    type: ClassVar[str] = ""
    # What rules may do with the answer.
    soort: ClassVar[Soort] = Soort.ONBEKEND
    # Files are rows of the draft and not an answer.
    neemt_bestanden: ClassVar[bool] = False

    def __init__(self, vraag: Vraag) -> None:
        self.vraag = vraag

    def __init_subclass__(cls) -> None:
        if cls.type:
            COMPONENTEN[cls.type] = cls

    @abstractmethod
    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        """Return the form field that asks and checks the answer."""

    def naar_json(self, waarde: Any) -> Json:
        """Return a checked answer as it is stored."""
        return waarde

    def van_json(self, json: Json) -> Any:
        """Return a stored answer as the form field takes it."""
        return json

    def als_invoer(self, json: Json) -> Any:
        """Return a stored answer as the browser would send it, so that it can be checked anew."""
        return self.van_json(json)

    def is_leeg(self, json: Json) -> bool:
        """Tell whether a stored answer is no answer."""
        return json is None or json in ("", [], {})

    def controleer(self, json: Json, context: Vraagcontext = LOS) -> None:
        """Raise ValidationError when a stored answer does not pass the rules of the question."""
        self.veld(context).clean(self.als_invoer(json))

    def leg_beslag(self, inzending: "Inzending", plek: "Plek", json: Json) -> Json:
        """Return the answer as it is kept, after taking what it asks for; raise ValidationError when that is gone."""
        return json

    def van_bron(self, waarde: Json) -> Json:
        """Return what a register says as an answer to this question; None for no answer. A number is text here."""
        return str(waarde) if isinstance(waarde, int) and not isinstance(waarde, bool) else waarde

    def kijk_na(self, json: Json) -> Json:
        """Return a stored answer as its register knows it now, None when it is not there; raise BronStoring."""
        return json

    def weergave(self, json: Json) -> str:
        """Return a stored answer as people read it; an empty string when there is none."""
        return "" if json is None else str(json)

    def eigenschap(self, json: Json) -> str:
        """Return a stored answer as the value of a zaakeigenschap."""
        return self.weergave(json)

    def regelwaarde(self, json: Json) -> Json:
        """Return a stored answer as rules see it: numbers as decimal text, dates as ISO text, choices as codes."""
        return None if self.is_leeg(json) else json

    def fouten(self) -> list[str]:
        """Return what is wrong with the definition of this question, for the check at publishing."""
        return [] if "nl" in self.vraag.gegevens.get("label", {}) else [f"{self.vraag.sleutel}: het label ontbreekt."]

    def basis(self, context: Vraagcontext = LOS) -> dict[str, Any]:
        """Return the arguments that every form field takes."""
        verplicht = context.staat.verplicht if context.staat else self.vraag.verplicht
        zinnen = {code: vertaald(tekst) for code, tekst in self.vraag.gegevens.get("foutteksten", {}).items()}
        return {
            "label": self.vraag.label,
            "help_text": self.vraag.hulp,
            "required": verplicht == Verplicht.HARD,
            **({"error_messages": zinnen} if zinnen else {}),
        }

    def eigen(self, naam: str, context: Vraagcontext = LOS, standaard: Json = None) -> Json:
        """Return a property of the question: what a rule gives at this moment, else what the definition says."""
        if context.staat and naam in context.staat.dynamisch:
            return context.staat.dynamisch[naam]
        return self.vraag.gegevens.get(naam, standaard)


def component_voor(vraag: Vraag) -> Component:
    """Return the component of this question; an unknown type is a fault of the definition."""
    return COMPONENTEN[vraag.type](vraag)
