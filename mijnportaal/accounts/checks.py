"""System checks: a site whose views are not guarded, or whose login is not safe, does not start."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from mijnportaal.accounts.aanmelding import Niveau

BEWAKERS = (
    "mijnportaal.accounts.middleware.AanmeldingMiddleware",
    "mijnportaal.accounts.middleware.BeleidMiddleware",
)

KLEINSTE_SPELING = 300  # seconds


@register(Tags.security)
def bewakers_staan_aan(app_configs: Sequence[AppConfig] | None, **opties: object) -> list[CheckMessage]:
    """Return an error for each guard that the settings leave out: policies are enforced there and nowhere else."""
    return [
        Error(f"{bewaker} ontbreekt in MIDDLEWARE: het beleid op de views werkt dan niet.", id="accounts.E001")
        for bewaker in BEWAKERS
        if bewaker not in settings.MIDDLEWARE
    ]


@register(Tags.security)
def inlogdiensten_kloppen(app_configs: Sequence[AppConfig] | None, **opties: object) -> list[CheckMessage]:
    """Return what is wrong with the settings of the identity providers, so that it does not show at the first login."""
    diensten = settings.SOCIALACCOUNT_PROVIDERS["nl_oidc"]["APPS"]
    return [fout for dienst in diensten for fout in _fouten_van(dienst["provider_id"].upper(), dienst)]


def _fouten_van(middel: str, dienst: dict[str, Any]) -> Iterator[CheckMessage]:
    instellingen = dienst["settings"]
    if not settings.DEMO and not instellingen["server_url"].startswith("https://"):
        yield Error(f"INLOG_{middel}_ISSUER moet met https:// beginnen.", id="accounts.E002")
    if not dienst["client_id"] or not dienst["secret"]:
        yield Error(
            f"INLOG_{middel}_CLIENT_ID en INLOG_{middel}_SECRET moeten allebei gevuld zijn.", id="accounts.E003"
        )
    onbekend = {instellingen["niveau"], *instellingen["acr"].values()} - set(Niveau.__members__)
    if onbekend:
        namen = ", ".join(sorted(onbekend))
        yield Error(f"INLOG_{middel}_NIVEAU of _ACR noemt een onbekend niveau: {namen}.", id="accounts.E004")


@register(Tags.security)
def tokens_krijgen_speling(app_configs: Sequence[AppConfig] | None, **opties: object) -> list[CheckMessage]:
    """Return an error when clients of the API whose clock is a little off would be refused (zgw.md)."""
    if settings.ZGW_JWT_SPELING >= KLEINSTE_SPELING:
        return []
    return [Error(f"ZGW_JWT_SPELING moet ten minste {KLEINSTE_SPELING} zijn.", id="accounts.E005")]
