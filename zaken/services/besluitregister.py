"""The register of besluiten: what screens and the Besluiten API write, by the rules of the standard (brc-001..009)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, notificeer, verwijderd
from zaken.models import Besluit, Besluitinformatieobject, Besluittype, Gebeurtenis, Informatieobject, Zaak
from zaken.services.archief import herbereken_archief
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.sloten import eis_wijzigbaar, vergrendel, weiger_bij
from zaken.services.spiegels import ontspiegel, spiegel
from zaken.services.sporen import wis_spoor

# brc-001, brc-002, brc-006: these say which besluit it is, so they stay; with the names that the standard uses.
ONVERANDERLIJK: Mapping[str, str] = {
    "identificatie": "identificatie",
    "verantwoordelijke_organisatie": "verantwoordelijkeOrganisatie",
    "besluittype": "besluittype",
    "zaak": "zaak",
}


class Besluitfeiten(TypedDict):
    """What a gebeurtenis tells of a besluit, for timelines and messages; days are in ISO 8601, or empty."""

    besluit: str
    besluittype: str
    motivering: str
    bezwaar_tot: str


@dataclass(frozen=True)
class Besluitgegevens:
    """A new besluit; without an identificatie it gets a number of ours."""

    besluittype: Besluittype
    verantwoordelijke_organisatie: str
    datum: datetime.date
    ingangsdatum: datetime.date
    zaak: Zaak | None = None
    identificatie: str = ""
    vervaldatum: datetime.date | None = None
    vervalreden: str = ""
    bestuursorgaan: str = ""
    motivering: str = ""
    publicatiedatum: datetime.date | None = None
    bekendgemaakt_op: datetime.date | None = None
    uiterlijke_reactiedatum: datetime.date | None = None


@transaction.atomic
def registreer_besluit(gegevens: Besluitgegevens, *, geforceerd: bool = False, door: Actor) -> Besluit:
    """Return the new besluit, also without a zaak; on a closed zaak only forced, and then nobody is told of it."""
    zaak = vergrendel(gegevens.zaak) if gegevens.zaak else None
    dicht = eis_wijzigbaar(zaak, geforceerd=geforceerd) if zaak else []
    weiger_bij([*dicht, *beletsels_registreren(gegevens)])
    return schrijf_besluit(gegevens, zaak, informeren=zaak is not None and zaak.is_open, door=door)


def beletsels_registreren(gegevens: Besluitgegevens) -> list[ValidationError]:
    """Return every reason of the standard why this besluit cannot exist."""
    besluittype, redenen = gegevens.besluittype, _beletsels_datums(gegevens.datum, gegevens)
    if gegevens.identificatie and _bestaat(gegevens):
        redenen.append(_niet_uniek())
    if besluittype.concept:
        redenen.append(_reden(_("Dit besluittype is nog niet gepubliceerd."), "not-published", "besluittype"))
    if gegevens.zaak and not hoort_bij_zaaktype(besluittype, gegevens.zaak):
        redenen.append(ValidationError(_("Dit besluit hoort niet bij het zaaktype."), code="zaaktype-mismatch"))
    return redenen


def hoort_bij_zaaktype(besluittype: Besluittype, zaak: Zaak) -> bool:
    """Tell whether a zaak of this type can have such a besluit (brc-007), whatever the version."""
    versies = Besluittype.objects.filter(catalogus=besluittype.catalogus_id, omschrijving=besluittype.omschrijving)
    return versies.filter(zaaktypeversies=zaak.zaaktypeversie_id).exists()


def schrijf_besluit(gegevens: Besluitgegevens, zaak: Zaak | None, *, informeren: bool, door: Actor) -> Besluit:
    """Return the besluit, written; the caller holds the lock on the zaak and checked everything."""
    besluit = Besluit(
        **{**vars(gegevens), "zaak": zaak, "identificatie": gegevens.identificatie or _vrij_nummer(gegevens)}
    )
    _voeg_in(besluit)
    _werk_beslist_op_bij(zaak)
    leg_vast(
        besluit,
        Gebeurtenis.Soort.BESLUIT_GENOMEN,
        door=door,
        mutaties=[gemaakt(besluit)],
        informeren=informeren,
        **wat_besloten_is(besluit),
    )
    _reken_archief_na(zaak, door=door)
    return besluit


def wat_besloten_is(besluit: Besluit) -> Besluitfeiten:
    """Return what a gebeurtenis tells of this besluit."""
    return {
        "besluit": str(besluit.uuid),
        "besluittype": besluit.besluittype.omschrijving,
        "motivering": besluit.motivering,
        "bezwaar_tot": besluit.uiterlijke_reactiedatum.isoformat() if besluit.uiterlijke_reactiedatum else "",
    }


@transaction.atomic
def werk_besluit_bij(
    besluit: Besluit,
    wijzigingen: Mapping[str, object],
    *,
    geheel: bool = False,
    geforceerd: bool = False,
    door: Actor,
) -> Besluit:
    """Return the besluit with these columns changed; which besluit it is does not change (brc-001, -002, -006)."""
    besluit = vergrendel_besluit(besluit)
    dicht = eis_wijzigbaar(besluit.zaak, geforceerd=geforceerd) if besluit.zaak else []
    oud = stand_van(besluit)
    weiger_bij([*dicht, *_beletsels_vast(besluit, wijzigingen), *_beletsels_nieuw(besluit, wijzigingen)])
    besluit.save(update_fields=[naam for naam in wijzigingen if naam not in ONVERANDERLIJK])
    _werk_beslist_op_bij(besluit.zaak)
    mutaties = [gewijzigd(besluit, oud, geheel=geheel)]
    soort = Gebeurtenis.Soort.BESLUIT_GEWIJZIGD
    leg_vast(
        besluit, soort, door=door, zichtbaar=False, mutaties=mutaties, informeren=False, **wat_besloten_is(besluit)
    )
    _reken_archief_na(besluit.zaak, door=door)
    return besluit


@transaction.atomic
def verwijder_besluit(besluit: Besluit, *, geforceerd: bool = False, door: Actor) -> None:
    """Really delete a besluit with its documents' relations and its trail (brc-009)."""
    besluit = vergrendel_besluit(besluit)
    zaak = besluit.zaak
    weiger_bij(eis_wijzigbaar(zaak, geforceerd=geforceerd) if zaak else [])
    mutatie = verwijderd(besluit, stand_van(besluit))
    besluit.documenten.all().delete()
    ontspiegel(besluit)
    wis_spoor(besluit, door=door)
    notificeer(besluit, [mutatie], tijdstip=timezone.now())
    besluit.delete()
    if zaak:
        _werk_beslist_op_bij(zaak)
        leg_vast(
            zaak,
            Gebeurtenis.Soort.BESLUIT_ONTKOPPELD,
            door=door,
            zichtbaar=False,
            besluit=besluit.identificatie,
            besluittype=besluit.besluittype.omschrijving,
        )
        _reken_archief_na(zaak, door=door)


@transaction.atomic
def koppel_document(besluit: Besluit, informatieobject: Informatieobject, *, door: Actor) -> Besluitinformatieobject:
    """Return that this document lays down the besluit (brc-004); Documenten shows the same row (brc-005)."""
    besluit, informatieobject = vergrendel_besluit(besluit), vergrendel_rij(informatieobject)
    weiger_bij(_beletsels_koppelen(besluit, informatieobject))
    relatie = Besluitinformatieobject.objects.create(
        besluit=besluit, informatieobject=informatieobject, registratiedatum=timezone.now()
    )
    soort = Gebeurtenis.Soort.DOCUMENT_GEKOPPELD
    leg_vast(besluit, soort, door=door, zichtbaar=False, mutaties=[gemaakt(relatie)], titel=informatieobject.titel)
    spiegel(besluit, informatieobject)
    return relatie


@transaction.atomic
def ontkoppel_document(relatie: Besluitinformatieobject, *, door: Actor) -> None:
    """Delete that this document lays down the besluit; both themselves stay."""
    besluit = vergrendel_besluit(relatie.besluit)
    mutatie = verwijderd(relatie, stand_van(relatie))
    titel = relatie.informatieobject.titel
    relatie.delete()
    if relatie.informatieobject.elders_url:
        ontspiegel(besluit, relatie.informatieobject)
    leg_vast(
        besluit,
        Gebeurtenis.Soort.DOCUMENT_ONTKOPPELD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        titel=titel,
    )


def vergrendel_besluit(besluit: Besluit) -> Besluit:
    """Return the besluit as it is now, locked after its zaak, as every act on a zaak begins there."""
    if besluit.zaak_id:
        zaak = vergrendel(Zaak(pk=besluit.zaak_id))
    besluit = (
        Besluit.objects.select_for_update(of=("self",)).select_related("besluittype__catalogus").get(pk=besluit.pk)
    )
    if besluit.zaak_id:
        besluit.zaak = zaak
    return besluit


def _beletsels_vast(besluit: Besluit, wijzigingen: Mapping[str, object]) -> list[ValidationError]:
    return [
        _reden(_("Dit kan niet meer veranderen."), "wijzigen-niet-toegelaten", veld)
        for naam, veld in ONVERANDERLIJK.items()
        if naam in wijzigingen and wijzigingen[naam] != getattr(besluit, naam)
    ]


def _beletsels_nieuw(besluit: Besluit, wijzigingen: Mapping[str, object]) -> list[ValidationError]:
    """Set the changed columns and return what is wrong with the besluit as it would be."""
    for naam, waarde in wijzigingen.items():
        if naam not in ONVERANDERLIJK:
            setattr(besluit, naam, waarde)
    return _beletsels_datums(besluit.datum, besluit)


def _beletsels_datums(datum: datetime.date, besluit: Besluit | Besluitgegevens) -> list[ValidationError]:
    redenen = []
    if datum > timezone.localdate():
        redenen.append(_reden(_("De datum van een besluit ligt niet in de toekomst."), "future_not_allowed", "datum"))
    if besluit.vervaldatum and besluit.vervaldatum < besluit.ingangsdatum:
        zin = _("Een besluit vervalt niet voordat het ingaat.")
        redenen.append(_reden(zin, "vervaldatum-voor-ingangsdatum", "vervaldatum"))
    return redenen


def _beletsels_koppelen(besluit: Besluit, informatieobject: Informatieobject) -> list[ValidationError]:
    """Return why this document cannot belong to the besluit: it does already, or its type does not (brc-008)."""
    redenen = []
    soort = informatieobject.informatieobjecttype
    if not besluit.besluittype.informatieobjecttypen.filter(
        catalogus=soort.catalogus_id, omschrijving=soort.omschrijving
    ).exists():
        code = "missing-besluittype-informatieobjecttype-relation"
        redenen.append(ValidationError(_("Dit soort document hoort niet bij het besluittype."), code=code))
    if besluit.documenten.filter(informatieobject=informatieobject).exists():
        redenen.append(ValidationError(_("Dit document hoort al bij het besluit."), code="unique"))
    return redenen


def _bestaat(gegevens: Besluitgegevens) -> bool:
    return Besluit.objects.filter(
        verantwoordelijke_organisatie=gegevens.verantwoordelijke_organisatie, identificatie=gegevens.identificatie
    ).exists()


def _vrij_nummer(gegevens: Besluitgegevens) -> str:
    """Return a number that no besluit of this organisation has, also when another system made up such a number."""
    while True:
        nummer = volgend_nummer(Reeks.BESLUIT, timezone.localdate().year)
        if not Besluit.objects.filter(
            verantwoordelijke_organisatie=gegevens.verantwoordelijke_organisatie, identificatie=nummer
        ).exists():
            return nummer


def _voeg_in(besluit: Besluit) -> None:
    """Insert the besluit; who loses a race for the same number hears it as everybody does (brc-002)."""
    try:
        with transaction.atomic():
            besluit.save(force_insert=True)
    except IntegrityError as fout:
        if "besluit_identificatie_uniek" not in str(fout):
            raise
        raise _niet_uniek() from fout


def _niet_uniek() -> ValidationError:
    zin = _("Deze identificatie bestaat al bij deze organisatie.")
    return _reden(zin, "identificatie-niet-uniek", "identificatie")


def _reden(zin: str, code: str, veld: str) -> ValidationError:
    return ValidationError(zin, code=code, params={"veld": veld})


def _werk_beslist_op_bij(zaak: Zaak | None) -> None:
    """Let the zaak know when the last decision on it was taken: from then on no legal term runs (Awb 4:13)."""
    if zaak is None:
        return
    laatste = zaak.besluiten.aggregate(laatste=Max("datum"))["laatste"]
    if zaak.beslist_op != laatste:
        zaak.beslist_op = laatste
        zaak.save(update_fields=["beslist_op"])


def _reken_archief_na(zaak: Zaak | None, *, door: Actor) -> None:
    """Let a closed zaak follow the dates of its besluiten (zrc-021)."""
    if zaak is not None and not zaak.is_open:
        herbereken_archief(zaak, door=door)
