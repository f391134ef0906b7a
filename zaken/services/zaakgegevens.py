"""A zaak as it is asked for, and the rows that are part of it: its number, dates, marks, relations and groups."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from zaken.models import (
    Archiefstatus,
    Kanaal,
    Opschorting,
    Verlenging,
    WachtOp,
    Zaak,
    Zaakkenmerk,
    Zaakrelatie,
    Zaaktypeversie,
)
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.termijnen import eerste_datums, werk_datums_bij


@dataclass(frozen=True)
class Relatiegegevens:
    """Another zaak, here or (with only a URL) in another register, and what it is to this one."""

    aard: str
    zaak: Zaak | None = None
    url: str = ""
    toelichting: str = ""


@dataclass(frozen=True)
class Verlengingsgegevens:
    """By how much another system made the term longer, and why (ZGW verlenging)."""

    reden: str = ""
    duur: str = ""


@dataclass(frozen=True)
class Opschortingsgegevens:
    """Whether the term stands still by the word of another system, and why (ZGW opschorting)."""

    indicatie: bool = False
    reden: str = ""


@dataclass(frozen=True)
class Zaakgegevens:
    """Everything that a zaak can begin with; what is not given follows from the zaaktype and from today."""

    versie: Zaaktypeversie
    bronorganisatie: str
    verantwoordelijke_organisatie: str
    startdatum: datetime.date
    identificatie: str = ""
    opdrachtgevende_organisatie: str = ""
    omschrijving: str = ""
    toelichting: str = ""
    registratiedatum: datetime.date | None = None
    streefdatum: datetime.date | None = None
    uiterlijke_einddatum: datetime.date | None = None
    publicatiedatum: datetime.date | None = None
    communicatiekanaal: str = ""
    producten_of_diensten: Sequence[str] = ()
    vertrouwelijkheidaanduiding: int | None = None
    betalingsindicatie: str = ""
    laatste_betaaldatum: datetime.datetime | None = None
    locatie: str = ""
    geometrie: Mapping[str, object] | None = None
    verlenging: Verlengingsgegevens = Verlengingsgegevens()
    opschorting: Opschortingsgegevens = Opschortingsgegevens()
    selectielijstklasse: str = ""
    hoofdzaak: Zaak | None = None
    relaties: Sequence[Relatiegegevens] = ()
    kenmerken: Sequence[tuple[str, str]] = ()
    archiefnominatie: str = ""
    archiefstatus: str = Archiefstatus.NOG_TE_ARCHIVEREN
    archiefactiedatum: datetime.date | None = None
    startdatum_bewaartermijn: datetime.date | None = None
    processobjectaard: str = ""
    processobject: Mapping[str, str] | None = None
    kanaal: Kanaal = Kanaal.API
    ontvangen_op: datetime.datetime = field(default_factory=timezone.now)


def nieuwe_zaak(gegevens: Zaakgegevens) -> Zaak:
    """Return the zaak as it will be, not stored and without a number of ours."""
    versie = gegevens.versie
    laatste_dag, streefdatum = eerste_datums(versie, gegevens.startdatum)
    return Zaak(
        identificatie=gegevens.identificatie,
        bronorganisatie=gegevens.bronorganisatie,
        verantwoordelijke_organisatie=gegevens.verantwoordelijke_organisatie,
        opdrachtgevende_organisatie=gegevens.opdrachtgevende_organisatie,
        zaaktypeversie=versie,
        hoofdzaak=gegevens.hoofdzaak,
        omschrijving=gegevens.omschrijving,
        toelichting=gegevens.toelichting,
        kanaal=gegevens.kanaal,
        communicatiekanaal=gegevens.communicatiekanaal,
        producten_of_diensten=list(gegevens.producten_of_diensten),
        # zrc-009: given, or that of the zaaktype.
        vertrouwelijkheidaanduiding=gegevens.vertrouwelijkheidaanduiding or versie.vertrouwelijkheidaanduiding,
        betalingsindicatie=gegevens.betalingsindicatie,
        laatste_betaaldatum=gegevens.laatste_betaaldatum,
        ontvangen_op=gegevens.ontvangen_op,
        registratiedatum=gegevens.registratiedatum or timezone.localdate(),
        startdatum=gegevens.startdatum,
        streefdatum=gegevens.streefdatum or streefdatum,
        uiterlijke_einddatum=gegevens.uiterlijke_einddatum or laatste_dag,
        gecommuniceerde_einddatum=gegevens.uiterlijke_einddatum or laatste_dag,  # T-13: the receipt
        opgegeven_streefdatum=gegevens.streefdatum,
        opgegeven_einddatum=gegevens.uiterlijke_einddatum,
        publicatiedatum=gegevens.publicatiedatum,
        groep=versie.groep,
        wacht_op=WachtOp.GEMEENTE,
        wacht_sinds=gegevens.startdatum,
        locatie=gegevens.locatie,
        geometrie=gegevens.geometrie,
        selectielijstklasse=gegevens.selectielijstklasse,
        archiefnominatie=gegevens.archiefnominatie,
        archiefstatus=gegevens.archiefstatus,
        archiefactiedatum=gegevens.archiefactiedatum,
        startdatum_bewaartermijn=gegevens.startdatum_bewaartermijn,
        processobjectaard=gegevens.processobjectaard,
        processobject=gegevens.processobject,
    )


_MET_NUMMER = Rijenvraag(
    lambda rsin, nummer: Zaak.objects.filter(bronorganisatie=rsin, identificatie=nummer).values_list("pk"), str, str
)


def vul_nummer(zaak: Zaak) -> None:
    """Give the zaak a number of our own where none was given; one that a client used already is passed over."""
    while not zaak.identificatie:
        nummer = volgend_nummer(Reeks.ZAAK, zaak.startdatum.year)
        if not _MET_NUMMER.bestaat(zaak.bronorganisatie, nummer):
            zaak.identificatie = nummer


def schrijf_delen(zaak: Zaak, gegevens: Zaakgegevens) -> None:
    """Write the rows that are part of a new zaak."""
    schrijf_kenmerken(zaak, gegevens.kenmerken)
    schrijf_relaties(zaak, gegevens.relaties)
    if gegevens.verlenging.duur or gegevens.opschorting.indicatie:
        _schrijf_termijn(zaak, gegevens)


def _schrijf_termijn(zaak: Zaak, gegevens: Zaakgegevens) -> None:
    """Write what happened to the term before we knew of the zaak; a last day that was given counts it already."""
    in_opgave, vandaag = gegevens.uiterlijke_einddatum is not None, timezone.localdate()
    if gegevens.verlenging.duur:
        Verlenging.objects.create(
            zaak=zaak,
            grond=Verlenging.Grond.VERDAGING,
            reden=gegevens.verlenging.reden,
            duur=gegevens.verlenging.duur,
            besloten_op=vandaag,
            in_opgave=in_opgave,
        )
    if gegevens.opschorting.indicatie:
        Opschorting.objects.create(
            zaak=zaak,
            grond=Opschorting.Grond.ANDERS,
            reden=gegevens.opschorting.reden,
            begonnen_op=vandaag,
            in_opgave=in_opgave,
        )
    if not in_opgave:
        werk_datums_bij(zaak)


def schrijf_kenmerken(zaak: Zaak, kenmerken: Sequence[tuple[str, str]]) -> None:
    """Write these marks, each a kenmerk with its bron."""
    Zaakkenmerk.objects.bulk_create(Zaakkenmerk(zaak=zaak, kenmerk=kenmerk, bron=bron) for kenmerk, bron in kenmerken)


def schrijf_relaties(zaak: Zaak, relaties: Sequence[Relatiegegevens]) -> None:
    """Write what other zaken are to this one (zrc-011).

    The conformance suite relates a zaak to itself, which the standard does not forbid. It says nothing, so it is left
    out rather than refused.
    """
    Zaakrelatie.objects.bulk_create(
        Zaakrelatie(
            zaak=zaak,
            andere_zaak=relatie.zaak,
            andere_zaak_url="" if relatie.zaak else relatie.url,
            aard=relatie.aard,
            toelichting=relatie.toelichting,
        )
        for relatie in relaties
        if relatie.zaak != zaak
    )
