"""Subscribe a system to channels: the channels know what it asks, and its address has shown that it can receive."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Applicatie
from mijnportaal.notificaties.adressen import als_pad
from mijnportaal.notificaties.kanalen import in_berichtvorm, namen_passen
from mijnportaal.notificaties.models import Abonnement, Abonnementkanaal, Kanaal
from mijnportaal.notificaties.services.notificaties import hervat
from mijnportaal.notificaties.verbinding import GeenAntwoord, post

# What a receiver is tried with. It knows this message from the reference implementation, and has no kanaal "test".
PROEF = {
    "kanaal": "test",
    "hoofdObject": "http://some.hoofdobject.nl/",
    "resource": "some_resource",
    "resourceUrl": "http://some.resource.nl/",
    "actie": "create",
    "aanmaakdatum": "2019-01-01T12:00:00Z",
    "kenmerken": {},
}


@dataclass(frozen=True)
class Kanaalwens:
    """A channel that a subscriber asks for, with the values of kenmerken that he wants."""

    naam: str
    filters: Mapping[str, str] = field(default_factory=dict)


def maak_kanaal(*, naam: str, documentatie_link: str = "", filters: Sequence[str] = ()) -> Kanaal:
    """Return a new channel."""
    kanaal, gemaakt = Kanaal.objects.get_or_create(
        naam=naam, defaults={"documentatie_link": documentatie_link, "filters": list(filters)}
    )
    if not gemaakt:
        raise ValidationError(_("Er is al een kanaal met deze naam."), code="unique", params={"veld": "naam"})
    return kanaal


def maak_abonnement(*, callback_url: str, auth: str, kanalen: Sequence[Kanaalwens], door: Applicatie) -> Abonnement:
    """Return a new subscription of this applicatie, after its address has been tried."""
    per_naam = _controleer_kanalen(kanalen)
    controleer_callback(callback_url, auth)
    with transaction.atomic():
        abonnement = Abonnement.objects.create(callback_url=callback_url, auth=auth, applicatie=door)
        _zet_kanalen(abonnement, kanalen, per_naam)
    return abonnement


def wijzig_abonnement(
    abonnement: Abonnement,
    *,
    callback_url: str | None = None,
    auth: str | None = None,
    kanalen: Sequence[Kanaalwens] | None = None,
) -> Abonnement:
    """Return the subscription with what was given changed; a new address or header is tried first.

    What waits for it goes to the new address: the receiver has moved, what happened has not.
    """
    per_naam = _controleer_kanalen(kanalen or ())
    url, header = callback_url or abonnement.callback_url, auth or abonnement.auth
    if callback_url is not None or auth is not None:
        controleer_callback(url, header)
    with transaction.atomic():
        abonnement = _vergrendel(abonnement)
        abonnement.callback_url, abonnement.auth = url, header
        abonnement.save(update_fields=["callback_url", "auth"])
        if kanalen is not None:
            abonnement.abonnementkanalen.all().delete()
            _zet_kanalen(abonnement, kanalen, per_naam)
        hervat(abonnement)
    return abonnement


@transaction.atomic
def verwijder_abonnement(abonnement: Abonnement) -> None:
    """Remove the subscription and what still waited for it.

    The lock keeps away the worker that divides: it would add an aflevering to what is being removed.
    """
    _vergrendel(abonnement).delete()


def _vergrendel(abonnement: Abonnement) -> Abonnement:
    rij = Abonnement.objects.select_for_update(of=("self",)).filter(pk=abonnement.pk).first()
    if rij is None:
        raise ValidationError(_("Dit abonnement bestaat niet meer."), code="abonnement-weg")
    return rij


def controleer_callback(url: str, auth: str) -> None:
    """Check that this address refuses who brings no authorisation, and accepts a notification from us (nrc)."""
    if not re.fullmatch(r"[\x20-\x7e]+", auth):
        raise ValidationError(
            _("De autorisatie-header heeft tekens die niet in een header mogen."),
            code="invalid",
            params={"veld": "auth"},
        )
    if _host(url) not in settings.CALLBACK_ZONDER_AUTORISATIE and _probeer(url) not in {401, 403}:
        raise ValidationError(
            _("De opgegeven callback URL is niet beveiligd met autorisatie."),
            code="no-auth-on-callback-url",
            params={"veld": "callbackUrl"},
        )
    if not 200 <= _probeer(url, Authorization=auth) < 300:
        raise _kan_niet_ontvangen()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None  # no address at all; trying it says so


def _probeer(url: str, **koppen: str) -> int:
    try:
        return post(url, inhoud=json.dumps(PROEF).encode(), koppen={"Content-Type": "application/json", **koppen})
    except GeenAntwoord as fout:
        raise _kan_niet_ontvangen() from fout


def _kan_niet_ontvangen() -> ValidationError:
    return ValidationError(_("De opgegeven callback URL kan geen notificaties ontvangen."), code="invalid-callback-url")


def _controleer_kanalen(wensen: Sequence[Kanaalwens]) -> dict[str, Kanaal]:
    """Return the channels by name, when all of them exist and know the kenmerken that are filtered on."""
    per_naam = {kanaal.naam: kanaal for kanaal in Kanaal.objects.filter(naam__in=[wens.naam for wens in wensen])}
    for wens in wensen:
        if wens.naam not in per_naam:
            raise ValidationError(_("Kanaal met deze naam bestaat niet."), code="kanaal_naam", params={"veld": "naam"})
        if not namen_passen(wens.filters, per_naam[wens.naam].filters):
            raise ValidationError(
                _("De filters passen niet bij de kenmerken van het kanaal."),
                code="inconsistent-abonnement-filters",
                params={"veld": "filters"},
            )
    return per_naam


def _zet_kanalen(abonnement: Abonnement, wensen: Sequence[Kanaalwens], per_naam: Mapping[str, Kanaal]) -> None:
    Abonnementkanaal.objects.bulk_create(
        Abonnementkanaal(
            abonnement=abonnement,
            kanaal=per_naam[wens.naam],
            filters={in_berichtvorm(naam): als_pad(waarde) for naam, waarde in wens.filters.items()},
        )
        for wens in wensen
    )
