"""The people of the demo municipality: groups and staff, residents and companies."""

import datetime
from typing import Any

from django.db import transaction

from mijnportaal.accounts.models import Gebruiker, Groep
from mijnportaal.accounts.services import inwoner_voor, maak_medewerker
from mijnportaal.demo.gegevens import inwoner_of_bedrijf, personen
from zaken.models import Betrokkene
from zaken.services.betrokkenen import koppel_identiteit


@transaction.atomic
def vul_mensen() -> None:
    """Make the groups, staff, residents and companies of personen.json that are not there yet."""
    gegevens = personen()
    for groep in gegevens["groepen"]:
        kenmerken = {veld: groep[veld] for veld in ("omschrijving", "email", "profiel")}
        Groep.objects.get_or_create(naam=groep["naam"], defaults=kenmerken)
    groepen = {groep.naam: groep for groep in Groep.objects.all()}
    bekend = set(Gebruiker.objects.values_list("username", flat=True))
    for persoon in gegevens["medewerkers"]:
        if persoon["nummer"] in bekend:
            continue
        leden = [groepen[naam] for naam in persoon["groepen"]]
        maak_medewerker(persoon["nummer"], naam=persoon["naam"], email=persoon["email"], groepen=leden)
    for persoon in gegevens["inwoners"]:
        _vul_in(_inwoner("bsn", persoon["bsn"], persoon["naam"]), _inwonergegevens(persoon))
    for bedrijf in gegevens["bedrijven"]:
        _vul_in(_inwoner("kvk", bedrijf["kvk"], bedrijf["naam"]), _adres(bedrijf))


def account_van(sleutel: str) -> Gebruiker:
    """Return the account of a test person, by the key that personen.json gives."""
    if persoon := inwoner_of_bedrijf(sleutel):
        soort = "bsn" if "bsn" in persoon else "kvk"
        return inwoner_voor(soort, persoon[soort])
    nummers = {persoon["sleutel"]: persoon["nummer"] for persoon in personen()["medewerkers"]}
    return Gebruiker.objects.get(username=nummers[sleutel])


def _inwoner(soort: str, nummer: str, naam: str) -> Betrokkene:
    """Return the person or company with its account, as the first login would have made them."""
    gebruiker = inwoner_voor(soort, nummer, naam=naam)
    return koppel_identiteit(gebruiker, soort=soort, nummer=nummer, naam=naam)


def _vul_in(betrokkene: Betrokkene, gegevens: dict[str, Any]) -> None:
    """Add what a register would know; what the resident told us later, such as an e-mail address, stays."""
    leeg = {veld: waarde for veld, waarde in gegevens.items() if waarde and not getattr(betrokkene, veld)}
    for veld, waarde in leeg.items():
        setattr(betrokkene, veld, waarde)
    if leeg:
        betrokkene.save(update_fields=list(leeg))


def _inwonergegevens(persoon: dict[str, Any]) -> dict[str, Any]:
    return {
        **_adres(persoon),
        "voornamen": persoon["voornamen"],
        "voorvoegsel": persoon["voorvoegsel"],
        "achternaam": persoon["geslachtsnaam"],
        "geboortedatum": datetime.date.fromisoformat(persoon["geboortedatum"]),
    }


def _adres(persoon: dict[str, Any]) -> dict[str, Any]:
    return {**persoon["adres"], "email": persoon["email"], "telefoon": persoon["telefoon"]}
