"""Ask a source for what it knows of whoever fills in this draft; each answer says whether it is one."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from formulieren.definitie import Definitie, Json, vertaald
from formulieren.models import Antwoord, Inzending
from formulieren.prefill.vulling import Bron, betekenis_van
from mijnportaal.bronnen.adressen import AdresJson, huisnummerdelen
from mijnportaal.bronnen.brp import Doelbinding
from mijnportaal.bronnen.poorten import bedrijven, personen
from mijnportaal.bronnen.verbinding import BronStoring
from zaken.models import Betrokkene

# Older answers say more about then than about now.
EERDER_HOOGSTENS = datetime.timedelta(days=2 * 365)
MEESTE_EERDERE = 20


@dataclass(frozen=True)
class Gevonden:
    """One value; `op` is when it was said, `is_antwoord` when it is stored as an answer already."""

    waarde: Json
    op: datetime.datetime
    type: str = ""


@dataclass(frozen=True)
class Uitkomst:
    """What one source said; `stil` when it gave no answer, so that it has to be asked again later."""

    gevonden: Mapping[str, Gevonden] = field(default_factory=dict)
    stil: bool = False
    # The source was there and does not know this person or company.
    onbekend: bool = False


def haal_op(inzending: Inzending, bron: Bron, gegevens: Collection[str]) -> Uitkomst:
    """Return what this source says of these data, for whoever the draft belongs to."""
    if inzending.gebruiker_id is None or not gegevens:
        return Uitkomst()
    betrokkene = Betrokkene.objects.filter(identiteiten__gebruiker=inzending.gebruiker_id).first()
    if betrokkene is None:
        return Uitkomst()
    if bron == Bron.EERDER:
        return Uitkomst(_eerder(inzending, gegevens))
    if bron == Bron.PROFIEL:
        return _uitkomst(_profiel(betrokkene))
    try:
        return _brp(inzending, betrokkene, gegevens) if bron == Bron.BRP else _kvk(betrokkene, gegevens)
    except BronStoring:
        return Uitkomst(stil=True)


def _uitkomst(waarden: Mapping[str, Json] | None) -> Uitkomst:
    if waarden is None:
        return Uitkomst(onbekend=True)
    nu = timezone.now()
    return Uitkomst({naam: Gevonden(waarde, nu) for naam, waarde in waarden.items()})


def _brp(inzending: Inzending, betrokkene: Betrokkene, gegevens: Collection[str]) -> Uitkomst:
    register = personen()
    if register is None or not betrokkene.bsn:
        return Uitkomst()
    titel = vertaald(inzending.formulierversie.definitie.get("titel"))
    return _uitkomst(register.haal(betrokkene.bsn, gegevens, doel=Doelbinding(titel, "portaal")))


def _kvk(betrokkene: Betrokkene, gegevens: Collection[str]) -> Uitkomst:
    register = bedrijven()
    if register is None or not betrokkene.kvk_nummer:
        return Uitkomst()
    return _uitkomst(register.haal(betrokkene.kvk_nummer, gegevens))


def _profiel(betrokkene: Betrokkene) -> dict[str, Json]:
    """Return what we know of the account ourselves; only what is not empty."""
    waarden = {
        "naam": betrokkene.naam,
        "voornamen": betrokkene.voornamen,
        "voorvoegsel": betrokkene.voorvoegsel,
        "geslachtsnaam": betrokkene.achternaam,
        "geboortedatum": betrokkene.geboortedatum.isoformat() if betrokkene.geboortedatum else "",
        "email": betrokkene.email,
        "telefoon": betrokkene.telefoon,
        "adres": _profieladres(betrokkene),
        "adres.straat": betrokkene.straat,
        "adres.huisnummer": betrokkene.huisnummer,
        "adres.postcode": betrokkene.postcode,
        "adres.woonplaats": betrokkene.woonplaats,
    }
    return {naam: waarde for naam, waarde in waarden.items() if waarde}


def _profieladres(betrokkene: Betrokkene) -> Json:
    delen = huisnummerdelen(betrokkene.huisnummer)
    if delen is None or not betrokkene.straat:
        return None
    nummer, letter, toevoeging = delen
    adres = AdresJson(
        postcode=betrokkene.postcode,
        huisnummer=nummer,
        huisletter=letter,
        toevoeging=toevoeging,
        straat=betrokkene.straat,
        woonplaats=betrokkene.woonplaats,
    )
    return {**adres, "zelf": True}


def _eerder(inzending: Inzending, gegevens: Collection[str]) -> dict[str, Gevonden]:
    """Return the latest answer with each of these meanings that this person sent before (R.C14)."""
    vorige = (
        Inzending.objects.filter(
            gebruiker=inzending.gebruiker_id,
            status=Inzending.Status.VERZONDEN,
            verzonden_op__gte=timezone.now() - EERDER_HOOGSTENS,
        )
        .select_related("formulierversie")
        .order_by("-verzonden_op")[:MEESTE_EERDERE]
    )
    gevonden: dict[str, Gevonden] = {}
    for verzonden in vorige:
        for naam, waarde in _antwoorden_van(verzonden, gegevens):
            gevonden.setdefault(naam, waarde)
    return gevonden


def _antwoorden_van(verzonden: Inzending, gegevens: Collection[str]) -> list[tuple[str, Gevonden]]:
    vragen = {
        vraag.id: vraag
        for vraag in Definitie(verzonden.formulierversie.definitie).vragen()
        # What is special (AVG article 9) was given for that purpose only.
        if betekenis_van(vraag) in gegevens and vraag.gegevens.get("gevoelig") != "bijzonder"
    }
    if not vragen or verzonden.verzonden_op is None:
        return []
    rijen = Antwoord.objects.filter(inzending=verzonden, vraag__in=vragen, rij=None, waarde__isnull=False)
    return [
        (betekenis_van(vragen[rij.vraag]), Gevonden(rij.waarde, verzonden.verzonden_op, vragen[rij.vraag].type))
        for rij in rijen
    ]
