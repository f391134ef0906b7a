"""Log a person in at Django's test client, as the login does after the identity provider has answered."""

from django.test import Client

from mijnportaal.accounts.aanmelding import Middel, Niveau, leg_aanmelding_vast
from mijnportaal.accounts.models import Gebruiker


def meld_aan(
    client: Client, gebruiker: Gebruiker, *, niveau: Niveau = Niveau.SUBSTANTIEEL, middel: Middel | None = None
) -> Client:
    """Return the client with this person logged in; staff with the staff account, residents with DigiD."""
    client.force_login(gebruiker)
    sessie = client.session
    standaard = Middel.MEDEWERKER if gebruiker.is_medewerker else Middel.DIGID
    leg_aanmelding_vast(sessie, gebruiker, middel=middel or standaard, niveau=niveau)
    sessie.save()
    return client
