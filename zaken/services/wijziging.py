"""A zaak changes as another system asks (PUT and PATCH of the Zaken API): its own fields, and what is part of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import Stand, stand_van
from zaken.gebeurtenissen import gewijzigd, leg_vast
from zaken.models import AardRelatie, Archiefstatus, Betalingsindicatie, Gebeurtenis, Resultaat, Zaak
from zaken.services.archief import ARCHIEFVELDEN, zet_opnieuw
from zaken.services.familie import vergrendel_alle, vergrendel_met_familie
from zaken.services.opgaven import herbereken, stel_datums_vast, zet_opschorting, zet_verlenging
from zaken.services.sloten import eis_open, weiger_bij
from zaken.services.zaakgegevens import schrijf_kenmerken, schrijf_relaties
from zaken.services.zaakregels import (
    beletsels_archiefstatus,
    beletsels_betaaldatum,
    beletsels_betaling,
    beletsels_hoofdzaak,
    beletsels_identificatie,
    beletsels_producten,
    fout,
)

# What is a column of the zaak and changes as it is given; the keys of `wijzigingen` are those of Zaakgegevens.
KOLOMMEN = (
    "bronorganisatie",
    "verantwoordelijke_organisatie",
    "opdrachtgevende_organisatie",
    "omschrijving",
    "toelichting",
    "registratiedatum",
    "startdatum",
    "publicatiedatum",
    "communicatiekanaal",
    "producten_of_diensten",
    "vertrouwelijkheidaanduiding",
    "betalingsindicatie",
    "laatste_betaaldatum",
    "geometrie",
    "selectielijstklasse",
    "hoofdzaak",
    "archiefnominatie",
    "archiefstatus",
    "archiefactiedatum",
    "processobjectaard",
    "processobject",
)
# On these hangs the archive date of a closed zaak (zrc-021).
BRONNEN = frozenset({"hoofdzaak", "relaties", "startdatum_bewaartermijn", "archiefnominatie"})


@transaction.atomic
def wijzig_zaak(
    zaak: Zaak,
    wijzigingen: Mapping[str, Any],
    *,
    reden: str = "",
    door: Actor,
    geforceerd: bool = False,
    geheel: bool = False,
) -> Zaak:
    """Return the zaak with these fields as given; what is not named stays. `geforceerd` also changes a closed zaak."""
    zaak = _vergrendel(zaak, wijzigingen)
    oud = stand_van(zaak)
    eerder = {naam: getattr(zaak, naam) for naam in KOLOMMEN}
    redenen = [*([] if geforceerd else eis_open(zaak)), *_eis_gelijk(zaak, wijzigingen)]
    _neem_over(zaak, wijzigingen)
    weiger_bij([*redenen, *_beletsels(zaak, wijzigingen, eerder)])
    anders = {naam for naam in KOLOMMEN if getattr(zaak, naam) != eerder[naam]}
    anders |= _zet_bewaartermijn(zaak, wijzigingen, oud)
    zaak.save(update_fields=sorted(anders))
    anders |= _schrijf_delen(zaak, wijzigingen, anders, door=door)
    _reken_archief(zaak, anders)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.GEWIJZIGD if zaak.is_open else Gebeurtenis.Soort.GECORRIGEERD,
        door=door,
        zichtbaar=False,
        velden=", ".join(sorted(anders)),
        reden=reden,
        mutaties=[gewijzigd(zaak, oud, geheel=geheel)],
    )
    return zaak


def _vergrendel(zaak: Zaak, wijzigingen: Mapping[str, Any]) -> Zaak:
    """Return the zaak, locked together with the hoofdzaak that it gets, in the order of their keys."""
    hoofdzaak = wijzigingen.get("hoofdzaak")
    if hoofdzaak and hoofdzaak.pk not in {zaak.pk, zaak.hoofdzaak_id}:
        vergrendel_alle({zaak.pk, hoofdzaak.pk})
    return vergrendel_met_familie(zaak)


def _neem_over(zaak: Zaak, wijzigingen: Mapping[str, Any]) -> None:
    """Put the given values on the row, unsaved."""
    for naam in KOLOMMEN:
        if naam in wijzigingen:
            setattr(zaak, naam, wijzigingen[naam])
    if not zaak.vertrouwelijkheidaanduiding:
        zaak.vertrouwelijkheidaanduiding = zaak.zaaktypeversie.vertrouwelijkheidaanduiding  # zrc-009
    zaak.archiefstatus = zaak.archiefstatus or Archiefstatus.NOG_TE_ARCHIVEREN
    if wijzigingen.get("betalingsindicatie") == Betalingsindicatie.NVT:
        zaak.laatste_betaaldatum = None  # zrc-014: without costs the date of payment goes


def _eis_gelijk(zaak: Zaak, wijzigingen: Mapping[str, Any]) -> list[ValidationError]:
    """Return which of the fields that never change were given another value (zrc-001, zrc-002)."""
    zin, redenen = _("Dit gegeven kan niet veranderen."), []
    if wijzigingen.get("versie", zaak.zaaktypeversie) != zaak.zaaktypeversie:
        redenen.append(fout("zaaktype", "wijzigen-niet-toegelaten", zin))
    if (wijzigingen.get("identificatie") or zaak.identificatie) != zaak.identificatie:
        redenen.append(fout("identificatie", "wijzigen-niet-toegelaten", zin))
    return redenen


def _beletsels(zaak: Zaak, wijzigingen: Mapping[str, Any], eerder: Mapping[str, Any]) -> list[ValidationError]:
    """Return why the zaak cannot be as it is asked to become; what was so already stands in nobody's way."""
    redenen = beletsels_betaling(zaak.betalingsindicatie, zaak.laatste_betaaldatum)
    if zaak.laatste_betaaldatum != eerder["laatste_betaaldatum"]:
        redenen += beletsels_betaaldatum(zaak.laatste_betaaldatum)
    if zaak.bronorganisatie != eerder["bronorganisatie"]:
        redenen += beletsels_identificatie(zaak)
    if zaak.hoofdzaak != eerder["hoofdzaak"]:
        redenen += beletsels_hoofdzaak(zaak.hoofdzaak, zaak)
    if zaak.producten_of_diensten != eerder["producten_of_diensten"]:
        redenen += beletsels_producten(zaak.zaaktypeversie, zaak.producten_of_diensten)
    if {"archiefstatus", "archiefnominatie", "archiefactiedatum"} & wijzigingen.keys():
        redenen += beletsels_archiefstatus(zaak)
    return redenen


def _zet_bewaartermijn(zaak: Zaak, wijzigingen: Mapping[str, Any], oud: Stand) -> set[str]:
    """Take over the start of the retention that an archivaris gives (zrc-026).

    What we answered may be the day that we derived ourselves; who sends that back has not decided anything.
    """
    gegeven = wijzigingen.get("startdatum_bewaartermijn", zaak.startdatum_bewaartermijn)
    if gegeven == zaak.startdatum_bewaartermijn or (gegeven and gegeven.isoformat() == oud["startdatumBewaartermijn"]):
        return set()
    zaak.startdatum_bewaartermijn = gegeven
    return {"startdatum_bewaartermijn"}


def _schrijf_delen(zaak: Zaak, wijzigingen: Mapping[str, Any], anders: set[str], *, door: Actor) -> set[str]:
    """Write what is part of the zaak but not a column of it; return the names of what was given."""
    gegeven = {"kenmerken", "relaties", "opschorting", "verlenging"} & wijzigingen.keys()
    if "kenmerken" in wijzigingen:
        zaak.kenmerken.all().delete()
        schrijf_kenmerken(zaak, wijzigingen["kenmerken"])
    if "relaties" in wijzigingen:
        # What the standard has no word for is not shown, so who sends all that he saw does not take it away (zrc-011).
        zaak.relaties.exclude(aard=AardRelatie.OVERIG).delete()
        schrijf_relaties(zaak, wijzigingen["relaties"])
    if opschorting := wijzigingen.get("opschorting"):
        zet_opschorting(zaak, indicatie=opschorting.indicatie, reden=opschorting.reden, door=door)
    if verlenging := wijzigingen.get("verlenging"):
        zet_verlenging(zaak, reden=verlenging.reden, duur=verlenging.duur, door=door)
    return gegeven | _zet_datums(zaak, wijzigingen, anders, door=door)


def _zet_datums(zaak: Zaak, wijzigingen: Mapping[str, Any], anders: set[str], *, door: Actor) -> set[str]:
    """Take over the dates that the client keeps; without them a new start counts ours again."""
    gegeven = {"uiterlijke_einddatum", "streefdatum"} & wijzigingen.keys()
    if gegeven:
        stel_datums_vast(
            zaak,
            einddatum=wijzigingen.get("uiterlijke_einddatum", zaak.uiterlijke_einddatum),
            streefdatum=wijzigingen.get("streefdatum", zaak.streefdatum),
            reden=_("Opgegeven door een ander systeem."),
            door=door,
        )
    elif "startdatum" in anders:
        herbereken(zaak, reden=_("De startdatum is gewijzigd."), door=door)
    return gegeven


def _reken_archief(zaak: Zaak, anders: set[str]) -> None:
    """Reckon the archive date of a closed zaak anew when something that it hangs on changed, and no date was given."""
    if zaak.is_open or not BRONNEN & anders or "archiefactiedatum" in anders:
        return
    resultaat = Resultaat.objects.select_related("resultaattype").filter(zaak=zaak).first()
    if resultaat and zet_opnieuw(zaak, resultaat.resultaattype):
        zaak.save(update_fields=ARCHIEFVELDEN)
