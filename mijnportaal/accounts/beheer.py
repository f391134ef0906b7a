"""The admin under /beheer/: who may come in follows the profile, and logging in and out goes as everywhere else."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beleid import openbaar, voor_profiel
from mijnportaal.accounts.models import Gebruiker, Profiel

ZONDER_WACHTWOORD = {"password_change", "password_change_done"}


class Beheersite(admin.AdminSite):
    """The admin, without passwords of its own."""

    site_header = _("Functioneel beheer")
    site_title = _("Functioneel beheer")
    index_title = _("Wat wilt u beheren?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What other apps have to say on the first page; each gives a sentence, or nothing when all is well.
        self.meldingen: list[Callable[[], str]] = []

    @voor_profiel(Profiel.FUNCTIONEEL_BEHEER)
    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the first page, with what the beheerder has to look at."""
        for melding in self.meldingen:
            if zin := melding():
                messages.warning(request, zin)
        return super().index(request, extra_context)

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this person is a functioneel beheerder."""
        gebruiker = request.user
        return isinstance(gebruiker, Gebruiker) and gebruiker.heeft_profiel(Profiel.FUNCTIONEEL_BEHEER)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return Django's addresses without those for a password, which nobody has."""
        return [adres for adres in super().get_urls() if getattr(adres, "name", None) not in ZONDER_WACHTWOORD]

    @openbaar
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send the visitor to our own login page."""
        return HttpResponseRedirect(reverse("accounts:inloggen", query={"volgende": reverse("admin:index")}))

    @openbaar  # a session that has just ended must be able to log out too
    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let our own way out end the session; 307 keeps the POST, and so its proof against forgery."""
        return HttpResponse(status=307, headers={"Location": reverse("accounts:uitloggen")})


class ProfielRechten:
    """The rights of every page in the admin: those of the profile, not those of Django's permission table."""

    admin_site: admin.AdminSite

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether this row may change; a published version never does."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether the app stands on the first page."""
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether the rows can be seen."""
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a row can be added; of an inline, `obj` is the row that it belongs to."""
        return self.admin_site.has_permission(request) and self.wijzigbaar(obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a row can be changed."""
        return self.admin_site.has_permission(request) and self.wijzigbaar(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a row can be removed: never, because zaken point to it."""
        return False


class Beheer(ProfielRechten, admin.ModelAdmin):  # type: ignore[type-arg]
    """A table that the functioneel beheerder keeps."""

    show_full_result_count = False


def is_concept(rij: Model | None) -> bool:
    """Tell whether this is a version that was never published; what has no versions is never fixed."""
    concept: bool = getattr(rij, "concept", getattr(rij, "status", "concept") == "concept")
    return concept


class Publiceerbaar(Beheer):
    """A table of versions: they are made as a concept, and can be read only once they were published."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("status",)
    actions = ("publiceer_gekozen",)

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether this is a concept."""
        return is_concept(obj)

    def publiceer(self, versie: Any, *, door: Gebruiker) -> None:
        """Publish this version with the service of its app."""
        raise NotImplementedError

    @admin.action(description=_("Publiceer de gekozen versies"))
    def publiceer_gekozen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Publish what was chosen; what cannot be published says everything that is wrong with it."""
        if not isinstance(request.user, Gebruiker):
            return
        for versie in queryset:
            try:
                self.publiceer(versie, door=request.user)
            except ValidationError as fout:
                messages.error(request, f"{versie}: {' '.join(fout.messages)}")
            else:
                messages.success(request, _("%(versie)s is gepubliceerd.") % {"versie": versie})


class BeheerRegels(ProfielRechten, admin.StackedInline):  # type: ignore[type-arg]
    """Rows that belong to another row, and may go while that one may change."""

    extra = 0
    classes = ("collapse",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a row can be removed from a concept."""
        return self.has_change_permission(request, obj)


class AlleenLezen(Beheer):
    """A table that only grows: to look at, not to change."""

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell that nothing changes here."""
        return False
