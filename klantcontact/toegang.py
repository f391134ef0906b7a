"""Whom the KCC finds, and which zaken of a caller it sees: the rows come from the doors of the case register."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from klantcontact.zoekvraag import Zoekvraag
from mijnportaal.accounts.models import Gebruiker
from zaken.models import Betrokkene, Rol, Rolsoort, Zaaktypeversie
from zaken.models.betrokkene import BetrokkeneQuerySet
from zaken.models.zaak import ZaakQuerySet
from zaken.toegang import betrokkene_voor, betrokkenen_voor, zaken_voor

MAX_GEVONDEN = 20
# The parts that make someone the customer of a zaak; an adviser or a behandelaar is not.
KLANTROLLEN = (Rolsoort.INITIATOR, Rolsoort.MEDE_INITIATOR)


def klanten_voor(medewerker: Gebruiker, vraag: Zoekvraag) -> list[Betrokkene]:
    """Return the people and companies that answer this question, at most MAX_GEVONDEN (P-17)."""
    klanten = _gevonden(medewerker, vraag, betrokkenen_voor(medewerker))
    return list(klanten.order_by("naam", "pk")[:MAX_GEVONDEN])


def klant_voor(medewerker: Gebruiker, uuid: UUID) -> Betrokkene:
    """Return the customer, or 404."""
    return betrokkene_voor(medewerker, uuid)


def zaken_van_klant(medewerker: Gebruiker, klant: Betrokkene) -> ZaakQuerySet:
    """Return the zaken of this customer that the employee may know of; of some only that they exist (P-10)."""
    rollen = Rol.objects.filter(betrokkene=klant, soort__in=KLANTROLLEN, geldig_tot=None)
    return _bekende_zaken(medewerker).filter(pk__in=rollen.values("zaak"))


def _bekende_zaken(medewerker: Gebruiker) -> ZaakQuerySet:
    """Return the zaken that the employee may know of; those of some zaaktypen stay out altogether (P-10)."""
    verborgen = Q(zaaktypeversie__kcc_zichtbaarheid=Zaaktypeversie.Zichtbaarheid.GEEN, toont_inhoud=False)
    return zaken_voor(medewerker).exclude(verborgen)


def _gevonden(medewerker: Gebruiker, vraag: Zoekvraag, klanten: BetrokkeneQuerySet) -> BetrokkeneQuerySet:
    if vraag.bsn:
        return klanten.met_bsn(vraag.bsn)
    if vraag.achternaam:
        namen = [Q(achternaam__iexact=naam) for naam in vraag.achternaamvormen]
        return klanten.filter(reduce(or_, namen), geboortedatum=vraag.geboortedatum)
    if vraag.zaaknummer:
        return klanten.filter(pk__in=_klanten_van_zaak(medewerker, vraag.zaaknummer))
    if vraag.email:
        # The second condition names the partial index.
        return klanten.filter(email__iexact=vraag.email).exclude(email="")
    return klanten.met_telefoon(vraag.telefoonvormen).exclude(telefoon="")


def _klanten_van_zaak(medewerker: Gebruiker, zaaknummer: str) -> "QuerySet[Rol, int]":
    """Return who asked for this zaak, when the employee may know that it exists."""
    zaken = _bekende_zaken(medewerker).filter(identificatie=zaaknummer)
    rollen = Rol.objects.filter(zaak__in=zaken.values("pk"), soort__in=KLANTROLLEN, geldig_tot=None)
    return rollen.values_list("betrokkene", flat=True)
