"""Who takes part: found or made once, tied to the account at login."""

from django.db import transaction
from django.db.models import ProtectedError

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.versleuteling import zoeksleutel
from zaken.models import Betrokkene, Identiteit

LENGTE_IDENTIFICATIE = 24  # of a medewerker or an organisatorische eenheid, in the standard


def persoon_met_bsn(bsn: str, *, naam: str) -> Betrokkene:
    """Return the one person with this BSN, made now when we did not know them. The number has passed the elfproef."""
    betrokkene, _gemaakt = Betrokkene.objects.get_or_create(
        bsn_zoeksleutel=zoeksleutel("bsn", bsn),
        defaults={"soort": Betrokkene.Soort.NATUURLIJK_PERSOON, "bsn": bsn, "naam": naam},
    )
    return betrokkene


def bedrijf_met_kvk(kvk_nummer: str, *, naam: str) -> Betrokkene:
    """Return the one organisation with this KvK number, made now when we did not know it."""
    betrokkene, _gemaakt = Betrokkene.objects.get_or_create(
        kvk_nummer=kvk_nummer, soort=Betrokkene.Soort.NIET_NATUURLIJK_PERSOON, defaults={"naam": naam}
    )
    return betrokkene


def iemand_zonder_login(*, naam: str, email: str, telefoon: str, taal: str) -> Betrokkene:
    """Return a new row for someone who did not log in: never joined with another, because nothing proves who it is."""
    return Betrokkene.objects.create(
        soort=Betrokkene.Soort.NATUURLIJK_PERSOON, naam=naam, email=email, telefoon=telefoon, taal=taal
    )


@transaction.atomic
def koppel_identiteit(gebruiker: Gebruiker, *, soort: str, nummer: str, naam: str) -> Betrokkene:
    """Return the person or company that this account acts as; `soort` is "bsn" or "kvk" (see accounts.signalen)."""
    met_nummer = persoon_met_bsn if soort == "bsn" else bedrijf_met_kvk
    betrokkene = met_nummer(nummer, naam=naam)
    Identiteit.objects.update_or_create(gebruiker=gebruiker, defaults={"betrokkene": betrokkene})
    return betrokkene


def betrokkene_van(gebruiker: Gebruiker) -> Betrokkene:
    """Return the person or company that this logged-in resident acts as."""
    return Betrokkene.objects.get(identiteiten=gebruiker.pk)


def werk_contactgegevens_bij(betrokkene: Betrokkene, *, email: str, telefoon: str, taal: str) -> Betrokkene:
    """Return the person with the contact data that they gave now; what they left empty stays as it was."""
    betrokkene.email, betrokkene.telefoon = email or betrokkene.email, telefoon or betrokkene.telefoon
    betrokkene.taal = taal
    betrokkene.save(update_fields=["email", "telefoon", "taal"])
    return betrokkene


def medewerker_als_betrokkene(medewerker: Gebruiker) -> Betrokkene:
    """Return the betrokkene that stands for this employee in roles; the caller is in a transaction."""
    # Two zaken taken at the same time must not make the same employee twice.
    Gebruiker.objects.select_for_update(of=("self",)).get(pk=medewerker.pk)
    identiteit = Identiteit.objects.select_related("betrokkene").filter(gebruiker=medewerker).first()
    if identiteit:
        return identiteit.betrokkene
    # Another system may have named this employee before he took a zaak himself.
    betrokkene, _gemaakt = Betrokkene.objects.get_or_create(
        soort=Betrokkene.Soort.MEDEWERKER,
        identificatie=medewerker.username[:LENGTE_IDENTIFICATIE],
        defaults={"naam": medewerker.naam, "email": medewerker.email},
    )
    return Identiteit.objects.create(gebruiker=medewerker, betrokkene=betrokkene).betrokkene


def verwijder_ongebruikt(betrokkene: Betrokkene) -> None:
    """Delete somebody who has no part in anything any more: without a purpose there is no ground to keep who it is."""
    if betrokkene.identiteiten.exists() or betrokkene.rollen.exists() or betrokkene.objecten.exists():
        return
    try:
        with transaction.atomic():
            betrokkene.delete()
    except ProtectedError:
        return  # another part of the portal, such as the KCC, knows them
