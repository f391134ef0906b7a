"""Find or make the account behind an identity that a provider has proved, and the applicatie behind a client-id."""

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction

from mijnportaal.accounts.models import Applicatie, ClientId, Gebruiker, Groep
from mijnportaal.kern.versleuteling import zoeksleutel


def inwoner_voor(soort: str, nummer: str, *, naam: str = "") -> Gebruiker:
    """Return the account of this BSN or KvK number, made when it is new.

    The username does not depend on the provider: a municipality that changes broker keeps its accounts.
    """
    gebruiker, _nieuw = Gebruiker.objects.get_or_create(
        username=zoeksleutel(f"gebruiker-{soort}", nummer),
        defaults={"soort": Gebruiker.Soort.INWONER, "naam": naam, "password": make_password(None)},
    )
    if naam and gebruiker.naam != naam:
        gebruiker.naam = naam
        gebruiker.save(update_fields=["naam"])
    return gebruiker


def medewerker_voor(nummer: str) -> Gebruiker | None:
    """Return the staff member with this staff number; a staff account never comes from a login."""
    return Gebruiker.objects.filter(username=nummer, soort=Gebruiker.Soort.MEDEWERKER).first()


@transaction.atomic
def maak_medewerker(nummer: str, *, naam: str, email: str, groepen: list[Groep]) -> Gebruiker:
    """Return the staff member with this staff number, in exactly these groups; running twice gives one result."""
    gebruiker, _nieuw = Gebruiker.objects.update_or_create(
        username=nummer,
        soort=Gebruiker.Soort.MEDEWERKER,
        defaults={"naam": naam, "email": email},
        create_defaults={"naam": naam, "email": email, "password": make_password(None)},
    )
    gebruiker.groepen.set(groepen)
    return gebruiker


def koppel(gebruiker: Gebruiker, *, provider: str, uid: str, extra: dict[str, object]) -> SocialAccount | None:
    """Return the link between this account and the identity at the provider, or None when it is someone else's.

    A resident may have several links (brokers come and go). A staff member has one: a staff number that is
    given out again to another person does not open the account of the one who left.
    """
    Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker.pk)
    ander = SocialAccount.objects.filter(user=gebruiker, provider=provider).exclude(uid=uid)
    if gebruiker.is_medewerker and ander.exists():
        return None
    koppeling, _nieuw = SocialAccount.objects.get_or_create(
        provider=provider, uid=uid, defaults={"user": gebruiker, "extra_data": extra}
    )
    return koppeling if koppeling.user_id == gebruiker.pk else None


@transaction.atomic
def maak_applicatie(client_id: str, *, secret: str, label: str = "", alle_autorisaties: bool = False) -> Applicatie:
    """Return the applicatie with this client-id and secret; running twice gives one result.

    A label and the permission for everything are given, never taken away.
    """
    bekend = ClientId.objects.select_for_update(of=("self",)).filter(client_id=client_id).first()
    applicatie = bekend.applicatie if bekend else Applicatie(label=label or client_id)
    applicatie.label = label or applicatie.label
    applicatie.heeft_alle_autorisaties = applicatie.heeft_alle_autorisaties or alle_autorisaties
    applicatie.save()
    ClientId.objects.update_or_create(client_id=client_id, defaults={"applicatie": applicatie, "secret": secret})
    applicatie.refresh_from_db()
    return applicatie
