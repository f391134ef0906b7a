"""Who else a form names becomes a role of the zaak: a partner, a child, an organisation (`naar: "rol:<roltype>"`).

Here a BSN leaves its encrypted answer, for the only table that holds one. What we know of somebody already is not
overwritten by what another typed about him.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.componenten import Bsn, Component, Kvk, Organisatie, Persoon, Rsin, Vestiging, geheim
from formulieren.componenten.gezin import Gezin
from formulieren.definitie import Json
from formulieren.dossier import Dossier
from formulieren.models import Inzending
from mijnportaal.accounts.actoren import Naamloos
from zaken.models import Betrokkene, Zaak
from zaken.services.rollen import Rolgegevens, voeg_rol_toe

Soort = Betrokkene.Soort


def leg_rollen_vast(inzending: Inzending, zaak: Zaak, dossier: Dossier) -> None:
    """Write the roles that the answers name, in the transaction that makes the zaak."""
    gesteld = [deel for _stap, deel in dossier.alles_gesteld() if deel.vraag.naar[0] == "rol"]
    if not gesteld:
        return
    roltypen = {roltype.omschrijving: roltype for roltype in zaak.zaaktypeversie.roltypen.all()}
    door = inzending.gebruiker or Naamloos.ZONDER_LOGIN
    for deel in gesteld:
        naam = deel.vraag.naar[1]
        for gegevens in rollen_van(deel.component, deel.staat.waarde):
            if naam not in roltypen:
                zin = _("De rol %(naam)s hoort niet bij dit zaaktype.") % {"naam": naam}
                raise ValidationError(zin, code="roltype-ontbreekt")
            voeg_rol_toe(zaak, roltypen[naam], gegevens, door=door)


def rollen_van(component: Component, json: Json) -> list[Rolgegevens]:
    """Return who an answer names, as the register of zaken takes them."""
    if component.is_leeg(json):
        return []
    if isinstance(component, Gezin):
        return [_persoon(persoon) for persoon in component.gekozen(json)]
    return [maak(json) for soort, maak in _VAN_TYPE.items() if isinstance(component, soort)]


def _persoon(persoon: Mapping[str, Json]) -> Rolgegevens:
    gegevens = {
        "inpBsn": geheim.lees(persoon.get("bsn")),
        "voornamen": persoon.get("voornamen", ""),
        "voorvoegselGeslachtsnaam": persoon.get("voorvoegsel", ""),
        "geslachtsnaam": persoon.get("geslachtsnaam", ""),
        "geboortedatum": persoon.get("geboortedatum", ""),
    }
    return Rolgegevens(Soort.NATUURLIJK_PERSOON, _gevuld(gegevens))


def _organisatie(organisatie: Mapping[str, Json]) -> Rolgegevens:
    gegevens = {
        "innNnpId": organisatie.get("rsin", ""),
        "kvkNummer": organisatie.get("kvk_nummer", ""),
        "statutaireNaam": organisatie.get("naam", ""),
    }
    return Rolgegevens(Soort.NIET_NATUURLIJK_PERSOON, _gevuld(gegevens))


def _vestiging(vestiging: Mapping[str, Json]) -> Rolgegevens:
    naam = [vestiging["naam"]] if vestiging["naam"] else []
    gegevens = {"vestigingsNummer": vestiging["nummer"], "handelsnaam": naam}
    return Rolgegevens(Soort.VESTIGING, _gevuld(gegevens))


def _gevuld(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in gegevens.items() if waarde}


_VAN_TYPE: dict[type[Component], Callable[[Json], Rolgegevens]] = {
    Bsn: lambda json: _persoon({"bsn": json}),
    Persoon: _persoon,
    Organisatie: _organisatie,
    Kvk: lambda json: _organisatie({"kvk_nummer": json}),
    Rsin: lambda json: _organisatie({"rsin": json}),
    Vestiging: _vestiging,
}
