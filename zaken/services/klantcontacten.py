"""Contacts about a zaak as the Zaken API keeps them, and links to contacts, verzoeken and besluiten elsewhere."""

import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, leg_vast, verwijderd
from zaken.models import Gebeurtenis, Zaak, Zaakbesluit, Zaakcontactmoment, Zaakklantcontact, Zaakverzoek
from zaken.services.sloten import eis_bewerkbaar, vergrendel, weiger_bij

LENGTE_NUMMER = 12
Soort = Gebeurtenis.Soort
Elders = Zaakcontactmoment | Zaakverzoek | Zaakbesluit
Koppeling = TypeVar("Koppeling", bound=Elders)
# For each kind of link the column with the address, and what its making is called in the trail.
ELDERS: dict[type[Model], tuple[str, Gebeurtenis.Soort]] = {
    Zaakcontactmoment: ("contactmoment", Soort.CONTACT_VASTGELEGD),
    Zaakverzoek: ("verzoek", Soort.RELATIE_GELEGD),
    Zaakbesluit: ("besluit_url", Soort.BESLUIT_GEKOPPELD),
}


@transaction.atomic
def voeg_klantcontact_toe(
    zaak: Zaak,
    *,
    datumtijd: datetime.datetime,
    identificatie: str = "",
    kanaal: str = "",
    onderwerp: str = "",
    toelichting: str = "",
    door: Actor,
    geforceerd: bool = False,
) -> Zaakklantcontact:
    """Return the contact; without an identificatie it gets one that nobody can guess."""
    zaak = vergrendel(zaak)
    redenen = eis_bewerkbaar(zaak, door, geforceerd=geforceerd)
    if identificatie and Zaakklantcontact.objects.filter(identificatie=identificatie).exists():
        zin = _("Er is al een klantcontact met deze identificatie.")
        redenen.append(ValidationError(zin, code="unique", params={"veld": "identificatie"}))
    weiger_bij(redenen)
    contact = Zaakklantcontact.objects.create(
        zaak=zaak,
        identificatie=identificatie or get_random_string(LENGTE_NUMMER),
        datumtijd=datumtijd,
        kanaal=kanaal,
        onderwerp=onderwerp,
        toelichting=toelichting,
    )
    leg_vast(zaak, Soort.CONTACT_VASTGELEGD, door=door, zichtbaar=False, mutaties=[gemaakt(contact)])
    return contact


def koppel_contactmoment(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakcontactmoment:
    """Return that a contactmoment of a contact register is about this zaak."""
    return _koppel(Zaakcontactmoment(zaak=zaak, contactmoment=url), door=door, geforceerd=geforceerd)


def koppel_verzoek(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakverzoek:
    """Return that a verzoek of another register led to this zaak."""
    return _koppel(Zaakverzoek(zaak=zaak, verzoek=url), door=door, geforceerd=geforceerd)


def koppel_besluit_elders(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakbesluit:
    """Return that a besluit of another register belongs to this zaak (brc-006, the other side)."""
    return _koppel(Zaakbesluit(zaak=zaak, besluit_url=url), door=door, geforceerd=geforceerd)


@transaction.atomic
def _koppel(koppeling: Koppeling, *, door: Actor, geforceerd: bool) -> Koppeling:
    """Return the link to another register, once for each address."""
    zaak = vergrendel(koppeling.zaak)
    koppeling.zaak = zaak
    adresveld, soort = ELDERS[type(koppeling)]
    zelfde = type(koppeling)._default_manager.filter(zaak=zaak, **{adresveld: getattr(koppeling, adresveld)})
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_al_gekoppeld(zelfde.exists())])
    koppeling.save(force_insert=True)
    leg_vast(zaak, soort, door=door, zichtbaar=False, mutaties=[gemaakt(koppeling)])
    return koppeling


@transaction.atomic
def ontkoppel(koppeling: Elders, *, door: Actor, geforceerd: bool = False) -> None:
    """Take this link to another register away."""
    zaak = vergrendel(koppeling.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    mutatie = verwijderd(koppeling, stand_van(koppeling))
    koppeling.delete()
    soort = Soort.BESLUIT_ONTKOPPELD if isinstance(koppeling, Zaakbesluit) else Soort.RELATIE_VERWIJDERD
    leg_vast(zaak, soort, door=door, zichtbaar=False, mutaties=[mutatie])


def _al_gekoppeld(bestaat: bool) -> list[ValidationError]:
    return [ValidationError(_("Dit staat al bij deze zaak."), code="unique")] if bestaat else []
