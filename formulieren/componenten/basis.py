"""What every question type can do."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms

from formulieren.definitie import Json, Vraag

COMPONENTEN: dict[str, type["Component"]] = {}


class Component(ABC):
    """One type of question. A subclass with a `type` registers itself."""

    type: ClassVar[str] = ""

    def __init__(self, vraag: Vraag) -> None:
        self.vraag = vraag

    def __init_subclass__(cls) -> None:
        COMPONENTEN[cls.type] = cls

    @abstractmethod
    def veld(self) -> forms.Field:
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

    def controleer(self, json: Json) -> None:
        """Raise ValidationError when a stored answer does not pass the rules of the question."""
        self.veld().clean(self.als_invoer(json))

    def weergave(self, json: Json) -> str:
        """Return a stored answer as people read it; an empty string when there is none."""
        return str(json or "")

    def eigenschap(self, json: Json) -> str:
        """Return a stored answer as the value of a zaakeigenschap."""
        return self.weergave(json)

    def fouten(self) -> list[str]:
        """Return what is wrong with the definition of this question, for the check at publishing."""
        return [] if "nl" in self.vraag.gegevens.get("label", {}) else [f"{self.vraag.sleutel}: het label ontbreekt."]

    @property
    def basis(self) -> dict[str, Any]:
        """Return the arguments that every form field takes."""
        return {"label": self.vraag.label, "help_text": self.vraag.hulp, "required": self.vraag.verplicht}


def component_voor(vraag: Vraag) -> Component:
    """Return the component of this question; an unknown type is a fault of the definition."""
    return COMPONENTEN[vraag.type](vraag)
