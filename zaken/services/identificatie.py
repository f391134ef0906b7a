"""Who is meant by the details that another system gives (ZGW betrokkeneIdentificatie), and what we keep of them."""

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.versleuteling import zoeksleutel
from mijnportaal.kern.voorbereid import vraag
from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from zaken.models import Betrokkene
from zaken.services.betrokkenen import bedrijf_met_kvk, medewerker_als_betrokkene, persoon_met_bsn

Soort = Betrokkene.Soort
# What identifies a person stands with the betrokkene and nowhere else. In the details that a role or an object keeps,
# the number that was given is null: it stands there.
PERSOONSNUMMERS = {"inpBsn": "bsn", "inpA_nummer": "a_nummer", "anpIdentificatie": "anp_identificatie"}


def a_nummer_sleutel(nummer: str) -> str:
    """Return what finds a person by A-nummer; the number itself never reaches the database."""
    return zoeksleutel("a-nummer", nummer)


def betrokkene_uit(soort: Betrokkene.Soort, gegevens: Mapping[str, Any]) -> Betrokkene:
    """Return the one that a ZGW betrokkeneIdentificatie names: known by its number, else a new row.

    What we know already is not overwritten: another system tells what it heard, a login what was proved.
    """
    return _ZOEKERS[soort](gegevens)


def betrokkene_elders(soort: Betrokkene.Soort, url: str) -> Betrokkene:
    """Return the row that stands for somebody of whom only an address in another register is known."""
    bekend = Betrokkene.objects.filter(soort=soort, rollen__betrokkene_url=url, rollen__gegevens={}).first()
    return bekend or Betrokkene.objects.create(soort=soort, naam="")


def zonder_persoonsnummers(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details as a role or object keeps them: a number of a person is not repeated there."""
    return {
        naam: None if naam in PERSOONSNUMMERS and waarde else waarde
        for naam, waarde in gegevens.items()
        if naam not in PERSOONSNUMMERS or waarde
    }


def _persoon(gegevens: Mapping[str, Any]) -> Betrokkene:
    velden = {
        "naam": _naam(gegevens.get("voornamen") or gegevens.get("voorletters"), *_achternaam(gegevens)),
        "voornamen": gegevens.get("voornamen", ""),
        "voorvoegsel": gegevens.get("voorvoegselGeslachtsnaam", "")[: _lengte("voorvoegsel")],
        "achternaam": gegevens.get("geslachtsnaam", ""),
        "geboortedatum": _geboortedatum(gegevens.get("geboortedatum", "")),
    }
    if anp := gegevens.get("anpIdentificatie"):
        velden["anp_identificatie"] = anp
    bsn, a_nummer = gegevens.get("inpBsn"), gegevens.get("inpA_nummer")
    persoon = _bekende_persoon(bsn, a_nummer, naam=velden["naam"])
    if persoon is None:
        return Betrokkene.objects.create(soort=Soort.NATUURLIJK_PERSOON, **velden)
    if anp and persoon.anp_identificatie != anp:
        persoon.anp_identificatie = anp  # our own number for somebody without BSN: the last one holds
        persoon.save(update_fields=["anp_identificatie"])
    return _vul_aan(persoon, velden)


def _bekende_persoon(bsn: str | None, a_nummer: str | None, *, naam: str) -> Betrokkene | None:
    """Return the one person with these numbers, made now when we did not know them; None when there is no number."""
    if a_nummer:
        _wacht_op_nummers(a_nummer_sleutel(a_nummer), *([zoeksleutel("bsn", bsn)] if bsn else []))
    met_a_nummer = _persoon_met_a_nummer(a_nummer) if a_nummer else None
    if not bsn:
        return met_a_nummer or (_nieuw_met_a_nummer(a_nummer, naam) if a_nummer else None)
    if met_a_nummer and not met_a_nummer.bsn:
        # Known by A-nummer only, unless the BSN is somebody else's: then the numbers contradict each other.
        if Betrokkene.objects.met_bsn(bsn).exists():
            raise ValidationError(_("Dit BSN en dit A-nummer zijn van twee personen."), code="a-nummer-mismatch")
        met_a_nummer.bsn, met_a_nummer.bsn_zoeksleutel = bsn, zoeksleutel("bsn", bsn)
        met_a_nummer.save(update_fields=["bsn", "bsn_zoeksleutel"])
        return met_a_nummer
    persoon = persoon_met_bsn(bsn, naam=naam)
    if met_a_nummer and met_a_nummer != persoon:
        raise ValidationError(_("Dit BSN en dit A-nummer zijn van twee personen."), code="a-nummer-mismatch")
    return _zet_a_nummer(persoon, a_nummer) if a_nummer and not met_a_nummer else persoon


def _wacht_op_nummers(*sleutels: str) -> None:
    """Let who brings one of these numbers together with an A-nummer wait until the transaction of another ends.

    A person is found by two numbers, and no constraint sees both: one act must not overwrite the BSN that another one
    just laid beside the A-nummer.
    """
    for sleutel in sorted(sleutels):
        vraag("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sleutel])


def _persoon_met_a_nummer(a_nummer: str) -> Betrokkene | None:
    return Betrokkene.objects.filter(a_nummer_zoeksleutel=a_nummer_sleutel(a_nummer)).first()


def _nieuw_met_a_nummer(a_nummer: str, naam: str) -> Betrokkene:
    """Return the new person, or the row that somebody else made in this same moment."""
    return Betrokkene.objects.get_or_create(
        a_nummer_zoeksleutel=a_nummer_sleutel(a_nummer),
        defaults={"soort": Soort.NATUURLIJK_PERSOON, "naam": naam, "a_nummer": a_nummer},
    )[0]


def _zet_a_nummer(persoon: Betrokkene, a_nummer: str) -> Betrokkene:
    persoon.a_nummer, persoon.a_nummer_zoeksleutel = a_nummer, a_nummer_sleutel(a_nummer)
    persoon.save(update_fields=["a_nummer", "a_nummer_zoeksleutel"])
    return persoon


def _organisatie(gegevens: Mapping[str, Any]) -> Betrokkene:
    rsin, kvk = gegevens.get("innNnpId", ""), gegevens.get("kvkNummer", "")
    velden = {
        "naam": _naam(gegevens.get("statutaireNaam")),
        "ann_identificatie": gegevens.get("annIdentificatie", ""),
    }
    if rsin:
        return _vul_aan(_rechtspersoon(rsin, kvk, naam=velden["naam"]), velden)
    if kvk:
        return _vul_aan(bedrijf_met_kvk(kvk, naam=velden["naam"]), velden)
    return Betrokkene.objects.create(soort=Soort.NIET_NATUURLIJK_PERSOON, **velden)


def _rechtspersoon(rsin: str, kvk: str, *, naam: str) -> Betrokkene:
    """Return the one organisation with this RSIN; who logged in with the KvK number beside it is the same one."""
    organisaties = Betrokkene.objects.filter(soort=Soort.NIET_NATUURLIJK_PERSOON)
    met_kvk = organisaties.filter(kvk_nummer=kvk).first() if kvk else None
    if met_kvk and not met_kvk.rsin and not organisaties.filter(rsin=rsin).exists():
        return _vul_aan(met_kvk, {"rsin": rsin})
    betrokkene, _gemaakt = organisaties.get_or_create(
        rsin=rsin, soort=Soort.NIET_NATUURLIJK_PERSOON, defaults={"naam": naam}
    )
    return betrokkene if met_kvk else _vul_aan(betrokkene, {"kvk_nummer": kvk})


def _vestiging(gegevens: Mapping[str, Any]) -> Betrokkene:
    namen = gegevens.get("handelsnaam") or [""]
    velden = {"naam": _naam(namen[0]), "kvk_nummer": gegevens.get("kvkNummer", "")}
    return _met_nummer(Soort.VESTIGING, "vestigingsnummer", gegevens.get("vestigingsNummer", ""), velden)


def _eenheid(gegevens: Mapping[str, Any]) -> Betrokkene:
    velden = {"naam": _naam(gegevens.get("naam"))}
    return _met_nummer(Soort.ORGANISATORISCHE_EENHEID, "identificatie", gegevens.get("identificatie", ""), velden)


def _medewerker(gegevens: Mapping[str, Any]) -> Betrokkene:
    nummer = gegevens.get("identificatie", "")
    collega = Gebruiker.objects.filter(username=nummer, soort=Gebruiker.Soort.MEDEWERKER).first() if nummer else None
    if collega:
        return medewerker_als_betrokkene(collega)
    delen = (gegevens.get("voorletters"), gegevens.get("voorvoegselAchternaam"), gegevens.get("achternaam"))
    velden = {"naam": _naam(*delen), "achternaam": gegevens.get("achternaam", "")}
    return _met_nummer(Soort.MEDEWERKER, "identificatie", nummer, velden)


def _met_nummer(soort: Betrokkene.Soort, kolom: str, nummer: str, velden: dict[str, Any]) -> Betrokkene:
    """Return the one with this number, or a new row when none was given."""
    if not nummer:
        return Betrokkene.objects.create(soort=soort, **velden)
    bekend = _bekend(soort, kolom).een(nummer)
    betrokkene = bekend or Betrokkene.objects.get_or_create(**{"soort": soort, kolom: nummer}, defaults=velden)[0]
    return _vul_aan(betrokkene, velden)


@cache
def _bekend(soort: Betrokkene.Soort, kolom: str) -> Rijenvraag[Betrokkene]:
    rijen = Betrokkene.objects.filter(soort=soort).exclude(**{kolom: ""}).order_by()  # the condition of its index
    return Rijenvraag(lambda nummer: rijen.filter(**{kolom: nummer}), str)


def _vul_aan(betrokkene: Betrokkene, velden: Mapping[str, Any]) -> Betrokkene:
    """Return the betrokkene with what was not known yet."""
    nieuw = [naam for naam, waarde in velden.items() if waarde and not getattr(betrokkene, naam)]
    for naam in nieuw:
        setattr(betrokkene, naam, velden[naam])
    if nieuw:
        betrokkene.save(update_fields=nieuw)
    return betrokkene


def _achternaam(gegevens: Mapping[str, Any]) -> tuple[str, str]:
    return gegevens.get("voorvoegselGeslachtsnaam", ""), gegevens.get("geslachtsnaam", "")


def _naam(*delen: str | None) -> str:
    return " ".join(deel for deel in delen if deel)[: _lengte("naam")]


def _lengte(veld: str) -> int:
    return int(getattr(Betrokkene._meta.get_field(veld), "max_length", 0))


def _geboortedatum(tekst: str) -> datetime.date | None:
    """Return the day, or nothing: the standard leaves the format free, and part of a date may be unknown."""
    try:
        return datetime.date.fromisoformat(tekst)
    except ValueError:
        return None


_ZOEKERS: dict[str, Callable[[Mapping[str, Any]], Betrokkene]] = {
    Soort.NATUURLIJK_PERSOON: _persoon,
    Soort.NIET_NATUURLIJK_PERSOON: _organisatie,
    Soort.VESTIGING: _vestiging,
    Soort.ORGANISATORISCHE_EENHEID: _eenheid,
    Soort.MEDEWERKER: _medewerker,
}
