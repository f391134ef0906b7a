"""Who may open which view: every view carries exactly one policy, and a view without one is refused.

A decorator only marks the view; `BeleidMiddleware` enforces the mark, so the views of other packages, which are in the
table below, are guarded by the same lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, overload
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.aanmelding import Aanmelding, Niveau
from mijnportaal.accounts.models import Gebruiker, Profiel

View = TypeVar("View", bound=Callable[..., Any])


class Voor(StrEnum):
    """Whom a view is for."""

    IEDEREEN = "iedereen"
    INGELOGD = "ingelogd"
    INWONER = "inwoner"
    MEDEWERKER = "medewerker"
    APPLICATIE = "applicatie"


class InloggenNodig(Exception):
    """This needs a login of at least this level; the visitor is sent to the login page with the explanation."""

    def __init__(self, niveau: Niveau = Niveau.BASIS) -> None:
        super().__init__(niveau)
        self.niveau = niveau


@dataclass(frozen=True, slots=True)
class Beleid:
    """The policy of one view."""

    voor: Voor
    niveau: Niveau = Niveau.BASIS
    profielen: frozenset[Profiel] = frozenset()

    def controleer(self, aanmelding: Aanmelding) -> None:
        """Pass silently, or raise InloggenNodig or PermissionDenied with the sentence for the visitor."""
        if self.voor in {Voor.IEDEREEN, Voor.APPLICATIE}:
            return
        if aanmelding.gebruiker is None:
            raise InloggenNodig(self.niveau)
        self._controleer_soort(aanmelding.gebruiker)
        if aanmelding.niveau < self.niveau:
            raise InloggenNodig(self.niveau)

    def _controleer_soort(self, gebruiker: Gebruiker) -> None:
        if self.voor is Voor.INWONER and gebruiker.is_medewerker:
            raise PermissionDenied(
                _("Deze pagina is voor inwoners en ondernemers. U bent ingelogd als medewerker. Log eerst uit.")
            )
        if self.voor is Voor.MEDEWERKER and not gebruiker.is_medewerker:
            raise PermissionDenied(_("Deze pagina is alleen voor medewerkers van de gemeente."))
        if self.profielen and not gebruiker.heeft_profiel(*self.profielen):
            raise PermissionDenied(_("U hebt niet het profiel dat bij deze pagina hoort. Vraag uw beheerder erom."))


OPENBAAR = Beleid(Voor.IEDEREEN)

# Views of other packages cannot carry a mark; the longest prefix of "module.name" decides.
VAN_DERDEN: dict[str, Beleid] = {
    "django.views.i18n.": OPENBAAR,
    "django.views.static.": OPENBAAR,
    "django.contrib.staticfiles.": OPENBAAR,
    # kern lies below this app, so its few views cannot be marked there: errors, the theme, the language.
    "mijnportaal.kern.views.": OPENBAAR,
    # Parts of the admin that lie in other modules: a link to the page of a row, and addresses of before Django 1.9.
    "django.contrib.contenttypes.views.": Beleid(Voor.MEDEWERKER, profielen=frozenset({Profiel.FUNCTIONEEL_BEHEER})),
    "django.views.generic.base.RedirectView": Beleid(
        Voor.MEDEWERKER, profielen=frozenset({Profiel.FUNCTIONEEL_BEHEER})
    ),
    "django.contrib.admin.": Beleid(Voor.MEDEWERKER, profielen=frozenset({Profiel.FUNCTIONEEL_BEHEER})),
}


def beleid_van(view: Callable[..., Any]) -> Beleid | None:
    """Return the policy of this view, or None when it has none and so may never answer."""
    eigen = getattr(view, "beleid", None)
    if isinstance(eigen, Beleid):
        return eigen
    klasse = getattr(view, "view_class", view)
    naam = f"{klasse.__module__}.{getattr(klasse, '__qualname__', '')}"
    passend = [begin for begin in VAN_DERDEN if naam.startswith(begin)]
    return VAN_DERDEN[max(passend, key=len)] if passend else None


def beleid_van_pad(pad: str) -> Beleid | None:
    """Return the policy of the page behind this path, or None when there is no such page."""
    try:
        return beleid_van(resolve(urlsplit(pad).path).func)
    except Resolver404:
        return None


def _met(beleid: Beleid) -> Callable[[View], View]:
    """Return a decorator that marks a view with this policy, once."""

    def markeer(view: View) -> View:
        if getattr(view, "beleid", None) is not None:
            raise TypeError(f"{view.__qualname__} heeft al een beleid.")
        view.beleid = beleid  # type: ignore[attr-defined]
        return view

    return markeer


def openbaar(view: View) -> View:
    """Open the view to everybody."""
    return _met(OPENBAAR)(view)


@overload
def voor_inwoner(view: View, /) -> View: ...
@overload
def voor_inwoner(*, niveau: Niveau = Niveau.BASIS) -> Callable[[View], View]: ...
def voor_inwoner(view: View | None = None, /, *, niveau: Niveau = Niveau.BASIS) -> View | Callable[[View], View]:
    """Open the view to residents and companies who logged in at least this surely."""
    markeer: Callable[[View], View] = _met(Beleid(Voor.INWONER, niveau))
    return markeer if view is None else markeer(view)


def voor_medewerker(view: View) -> View:
    """Open the view to every staff member."""
    return _met(Beleid(Voor.MEDEWERKER))(view)


def voor_profiel(*profielen: Profiel) -> Callable[[View], View]:
    """Open the view to staff with at least one of these profiles."""
    if not profielen:
        raise TypeError("voor_profiel vraagt ten minste één profiel; gebruik anders voor_medewerker.")
    return _met(Beleid(Voor.MEDEWERKER, profielen=frozenset(profielen)))


def voor_applicatie(view: View) -> View:
    """Open the view to other systems; the view itself asks for their token (mijnportaal.zgw.bron)."""
    return _met(Beleid(Voor.APPLICATIE))(view)


def voor_ingelogd(view: View) -> View:
    """Open the view to everyone who is logged in, resident or staff."""
    return _met(Beleid(Voor.INGELOGD))(view)


def vereis_niveau(aanmelding: Aanmelding, niveau: Niveau) -> None:
    """Pass silently, or send the visitor to log in more surely; for a level that is data, such as that of a form."""
    if aanmelding.niveau < niveau:
        raise InloggenNodig(niveau)
