"""The addresses of our own resources: made and recognised without the URLconf."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from mijnportaal.zgw.verzoek import huidig_verzoek


@dataclass(frozen=True)
class Bronadres:
    """Where a resource is: "/zaken/api/v1/zaken", or with its parent "/zaken/api/v1/zaken/{}/zaakeigenschappen"."""

    naam: str
    pad: str
    model: type[Model]

    @cached_property
    def is_genest(self) -> bool:
        """Tell whether the uuid of a parent is part of the address."""
        return "{}" in self.pad

    def adres_van(self, waarde: Any) -> str:
        """Return the path of a row from its uuid, or from that of its parent and its own."""
        if self.is_genest:
            ouder, uuid = waarde
            return f"{self.pad.format(ouder)}/{uuid}"
        return f"{self.pad}/{waarde}"

    def uuid_in(self, adres: str, basis: str) -> str | None:
        """Return the uuid in an address that `basis` and `adres_van` made, or nothing when it is another address."""
        pad, _streep, uuid = adres.removeprefix(basis).rpartition("/")
        if self.is_genest:
            begin, eind = self.pad.split("{}")
            return uuid if pad.startswith(begin) and pad.endswith(eind) else None
        return uuid if pad == self.pad else None


@dataclass(frozen=True, slots=True)
class EigenVerwijzing:
    """What an address of ours means."""

    bron: str
    uuid: UUID
    ouder: UUID | None = None


_bronnen: dict[str, Bronadres] = {}


def registreer_adres(bron: Bronadres) -> None:
    """Make a resource known by its name; once."""
    if bron.naam in _bronnen:
        raise TypeError(f"De resource {bron.naam} is er al.")
    _bronnen[bron.naam] = bron
    _patroon.cache_clear()


def bron_met_naam(naam: str) -> Bronadres:
    """Return where the resource with this name is."""
    return _bronnen[naam]


@cache
def _patroon() -> re.Pattern[str]:
    """Return what every address of ours looks like; the groups are named by their number in the register."""
    uuid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
    delen = [
        f"(?P<b{nummer}>{re.escape(bron.pad).replace(re.escape('{}'), f'(?P<o{nummer}>{uuid})')})"
        for nummer, bron in enumerate(_bronnen.values())
    ]
    return re.compile(f"(?:{'|'.join(delen)})/(?P<uuid>{uuid})/?$")


def eigen_hosts() -> frozenset[str]:
    """Return the hosts under which others know us."""
    return frozenset({urlsplit(settings.SITE_URL).netloc, huidig_verzoek().host, *settings.ZGW_EIGEN_HOSTS})


def is_eigen(adres: str) -> bool:
    """Tell whether an address is on one of our hosts."""
    try:
        delen = urlsplit(adres)
    except ValueError:
        return False
    return delen.scheme in {"http", "https"} and delen.netloc in eigen_hosts()


def eigen_verwijzing(adres: str) -> EigenVerwijzing | None:
    """Return which resource and row an address means, or nothing when it is not one of ours."""
    if not is_eigen(adres):
        return None
    gevonden = _patroon().match(urlsplit(adres).path)
    if gevonden is None:
        return EigenVerwijzing("", UUID(int=0))
    sleutel = next(naam for naam, waarde in gevonden.groupdict().items() if waarde and naam.startswith("b"))
    ouder = gevonden.groupdict().get(f"o{sleutel[1:]}")
    bron = list(_bronnen.values())[int(sleutel[1:])]
    return EigenVerwijzing(bron.naam, UUID(gevonden["uuid"]), UUID(ouder) if ouder else None)
