"""Who does something: a person, another system, or nobody with a name."""

from enum import StrEnum
from typing import TypeAlias

from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Applicatie, Gebruiker


class Naamloos(StrEnum):
    """An actor without an account."""

    SYSTEEM = "systeem"
    ZONDER_LOGIN = "zonder-login"


Actor: TypeAlias = Gebruiker | Applicatie | Naamloos


def naam_van(actor: Actor) -> str:
    """Return the name that timelines and messages show for this actor."""
    match actor:
        case Naamloos.SYSTEEM:
            return _("Automatisch")
        case Naamloos.ZONDER_LOGIN:
            return _("Aanvrager zonder inloggen")
        case Gebruiker() | Applicatie():
            return str(actor)
