"""Request classes for annotations: what the middleware and the policy of a view have already made certain."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from mijnportaal.accounts.aanmelding import Aanmelding
from mijnportaal.accounts.models import Gebruiker


class Verzoek(HttpRequest):
    """A request of anyone."""

    aanmelding: Aanmelding
    user: Gebruiker | AnonymousUser


class IngelogdVerzoek(HttpRequest):
    """A request of someone who is logged in."""

    aanmelding: Aanmelding
    user: Gebruiker


class InwonerVerzoek(IngelogdVerzoek):
    """A request of a resident or a company."""


class MedewerkerVerzoek(IngelogdVerzoek):
    """A request of a staff member."""
