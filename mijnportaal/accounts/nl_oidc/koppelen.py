"""Give a proved identity its account, or refuse it."""

from allauth.socialaccount.models import SocialLogin

from mijnportaal.accounts.aanmelding import Middel
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.nl_oidc.identiteit import Identiteit
from mijnportaal.accounts.nl_oidc.weigering import Geweigerd, Reden
from mijnportaal.accounts.services import inwoner_voor, koppel, medewerker_voor
from mijnportaal.accounts.signalen import aangemeld


def koppel_identiteit(aanmelding: SocialLogin) -> None:
    """Put the account on this login; runs inside the transaction of the login."""
    identiteit: Identiteit = aanmelding.identiteit
    gebruiker = _gebruiker_van(aanmelding, identiteit)
    if not gebruiker.is_active:
        raise Geweigerd(Reden.NIET_ACTIEF, identiteit.uid)
    koppeling = koppel(gebruiker, provider=identiteit.middel, uid=identiteit.uid, extra=identiteit.bewaard)
    if koppeling is None:
        raise Geweigerd(Reden.AL_GEKOPPELD, identiteit.uid)
    aanmelding.account, aanmelding.user = koppeling, gebruiker
    if identiteit.middel is not Middel.MEDEWERKER:
        aangemeld.send(
            Gebruiker,
            gebruiker=gebruiker,
            soort=identiteit.soort,
            nummer=identiteit.nummer,
            naam=identiteit.naam,
            middel=identiteit.middel,
        )


def _gebruiker_van(aanmelding: SocialLogin, identiteit: Identiteit) -> Gebruiker:
    """Return the account of a resident, made when it is new, or that of a staff member who is known here."""
    if identiteit.middel is not Middel.MEDEWERKER:
        return inwoner_voor(identiteit.soort, identiteit.nummer, naam=identiteit.naam)
    toegelaten = frozenset(aanmelding.provider.app.settings["toegangsgroepen"])
    gebruiker = medewerker_voor(identiteit.nummer)
    if gebruiker is None or identiteit.groepen.isdisjoint(toegelaten):
        raise Geweigerd(Reden.GEEN_ACCOUNT, identiteit.uid)
    return gebruiker
