"""System checks: a site whose views are not guarded does not start."""

from collections.abc import Sequence

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

BEWAKERS = (
    "mijnportaal.accounts.middleware.AanmeldingMiddleware",
    "mijnportaal.accounts.middleware.BeleidMiddleware",
)


@register(Tags.security)
def bewakers_staan_aan(app_configs: Sequence[AppConfig] | None, **opties: object) -> list[CheckMessage]:
    """Return an error for each guard that the settings leave out: policies are enforced there and nowhere else."""
    return [
        Error(f"{bewaker} ontbreekt in MIDDLEWARE: het beleid op de views werkt dan niet.", id="accounts.E001")
        for bewaker in BEWAKERS
        if bewaker not in settings.MIDDLEWARE
    ]
