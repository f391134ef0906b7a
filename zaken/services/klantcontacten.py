"""Contacts about a zaak as the Zaken API keeps them, and links to contacts, verzoeken and besluiten elsewhere."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
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


@transaction.atomic
def koppel_contactmoment(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakcontactmoment:
    """Return that a contactmoment of a contact register is about this zaak."""
    zaak = vergrendel(zaak)
    bestaat = zaak.contactmomenten.filter(contactmoment=url).exists()
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_al_gekoppeld(bestaat)])
    koppeling = Zaakcontactmoment.objects.create(zaak=zaak, contactmoment=url)
    leg_vast(zaak, Soort.CONTACT_VASTGELEGD, door=door, zichtbaar=False, mutaties=[gemaakt(koppeling)])
    return koppeling


@transaction.atomic
def koppel_verzoek(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakverzoek:
    """Return that a verzoek of another register led to this zaak."""
    zaak = vergrendel(zaak)
    bestaat = zaak.verzoeken.filter(verzoek=url).exists()
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_al_gekoppeld(bestaat)])
    koppeling = Zaakverzoek.objects.create(zaak=zaak, verzoek=url)
    leg_vast(zaak, Soort.RELATIE_GELEGD, door=door, zichtbaar=False, mutaties=[gemaakt(koppeling)])
    return koppeling


@transaction.atomic
def koppel_besluit_elders(zaak: Zaak, url: str, *, door: Actor, geforceerd: bool = False) -> Zaakbesluit:
    """Return that a besluit of another register belongs to this zaak (brc-006, the other side)."""
    zaak = vergrendel(zaak)
    bestaat = zaak.besluiten_elders.filter(besluit_url=url).exists()
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_al_gekoppeld(bestaat)])
    koppeling = Zaakbesluit.objects.create(zaak=zaak, besluit_url=url)
    leg_vast(zaak, Soort.BESLUIT_GEKOPPELD, door=door, zichtbaar=False, mutaties=[gemaakt(koppeling)])
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
