"""Trying a concept out: fill it in without a draft, and send it for real in a transaction that is rolled back."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.componenten.basis import Vraagcontext
from formulieren.controle import Gebrek, gebreken
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.dossier import Dossier, Gesteld
from formulieren.models import Bijlage, FormulierVersie, Inzending, Plek, Rij
from formulieren.regels.plan import Rekenplan
from formulieren.services.concept import bewaar_antwoorden
from formulieren.services.indienen import dien_in
from formulieren.services.studio import concept
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import ScanStatus, verwijder
from zaken.models import Informatieobjectversie, Zaak

# Answers that say who somebody is do not belong in a definition.
PERSOONLIJK = frozenset({"bsn", "persoon", "partners", "kinderen", "medeondertekenaars", "afspraak", "zaakkeuze"})
# The path of a file that was only named.
PROEFBESTAND = "proef/leeg"


class Proefdossier(Dossier):
    """A draft that exists only on the page: its answers and rows are what was sent along."""

    def __init__(self, versie: FormulierVersie, *, rijen: Mapping[UUID, list[UUID]], taal: str) -> None:
        # What the base class reads from the database comes from the page here.
        self.inzending = Inzending(formulierversie=versie, taal=taal)
        self.vandaag = timezone.localdate()
        self.plan = Rekenplan(Definitie(versie.definitie))
        self.definitie = self.plan.definitie
        self.herkomst = {}
        self.antwoorden: dict[Plek, Json] = {}
        self.rijen = dict(rijen)
        self.bijlagen: dict[Plek, list[Bijlage]] = {}

    def context(self, gesteld: Gesteld) -> Vraagcontext:
        """Return what a component may know: there is no draft."""
        return Vraagcontext(gesteld.staat)

    def vergeet(self) -> None:
        """Let the rules be worked out anew, after answers came in."""
        self.__dict__.pop("toestand", None)
        self.__dict__.pop("stappen", None)


def beletsels(versie: FormulierVersie) -> list[Gebrek]:
    """Return what the pages and the rules cannot do without; texts, goals and sample cases may still be unfinished."""
    af = {**versie.definitie, "talen": ["nl"], "grondslag": {"nl": "-"}, "voorbeelden": []}
    return gebreken(Definitie(af))


@dataclass(frozen=True)
class Uitkomst:
    """What would have happened: the zaak with its data, its documents and its tasks, what it costs, and its route."""

    zaak: list[tuple[str, str]]
    eigenschappen: list[tuple[str, str]]
    documenten: list[tuple[str, str]]
    taken: list[str]
    rollen: list[tuple[str, str]]
    prijs: Decimal | None
    route: Mapping[str, Json] = field(default_factory=dict)


class _Terug(Exception):
    """Ends the try-out: everything that was written goes back."""


def verstuur_op_proef(
    versie: FormulierVersie,
    dossier: Proefdossier,
    bestanden: Mapping[Plek, Sequence[tuple[str, int]]],
    *,
    door: Gebruiker,
) -> Uitkomst:
    """Return what sending these answers does, and undo it; raises ValidationError with what stands in the way."""
    uitkomst: list[Uitkomst] = []
    paden: list[str] = []
    try:
        with transaction.atomic():
            inzending = _schrijf(versie, dossier, bestanden)
            zaak = dien_in(inzending)
            paden += Informatieobjectversie.objects.filter(informatieobject__zaken__zaak=zaak).values_list(
                "pad", flat=True
            )
            uitkomst.append(_lees(zaak, dossier))
            raise _Terug
    except _Terug:
        pass
    finally:
        for pad in paden:
            if pad != PROEFBESTAND:
                verwijder(pad)
    return uitkomst[0]


def _schrijf(
    versie: FormulierVersie, dossier: Proefdossier, bestanden: Mapping[Plek, Sequence[tuple[str, int]]]
) -> Inzending:
    """Write the draft of the try-out; a price is asked afterwards, for nobody pays here."""
    slot = FormulierVersie.objects.select_for_update(of=("self",)).get(pk=versie.pk)
    if slot.status == FormulierVersie.Status.CONCEPT and (prijs := slot.definitie.get("prijs")):
        slot.definitie = {**slot.definitie, "prijs": {**prijs, "wanneer": "na"}}
        slot.save(update_fields=["definitie"])
    inzending = Inzending.objects.create(formulierversie=slot, taal=dossier.inzending.taal)
    Rij.objects.bulk_create(
        [Rij(inzending=inzending, vraag=vraag, uuid=rij) for vraag, rijen in dossier.rijen.items() for rij in rijen]
    )
    gevraagd = {g.plek: g for _stap, g in dossier.alles_gesteld()}
    antwoorden = {
        plek: gevraagd[plek].component.leg_beslag(inzending, plek, waarde) if plek in gevraagd else waarde
        for plek, waarde in dossier.antwoorden.items()
    }
    bewaar_antwoorden(inzending, antwoorden)
    Bijlage.objects.bulk_create(
        [_bijlage(inzending, plek, naam, omvang) for plek, delen in bestanden.items() for naam, omvang in delen]
    )
    return inzending


def _bijlage(inzending: Inzending, plek: Plek, naam: str, omvang: int) -> Bijlage:
    """Return a row without a file behind it: a try-out stores nothing."""
    return Bijlage(
        inzending=inzending,
        vraag=plek.vraag,
        rij_id=plek.rij,
        pad=PROEFBESTAND,
        naam=naam,
        omvang=omvang,
        mimetype="application/octet-stream",
        sha256="0" * 64,
        scanstatus=ScanStatus.SCHOON,
    )


def _lees(zaak: Zaak, dossier: Proefdossier) -> Uitkomst:
    initiator = zaak.initiator
    velden = [
        (_("Zaaktype"), zaak.zaaktypeversie.omschrijving),
        (_("Omschrijving"), zaak.omschrijving),
        (_("Toelichting"), zaak.toelichting),
        (_("Locatie"), zaak.locatie),
        (_("Aanvrager"), str(initiator) if initiator else ""),
        (_("Groep"), str(zaak.groep)),
    ]
    documenten = Informatieobjectversie.objects.filter(informatieobject__zaken__zaak=zaak).order_by("pk")
    return Uitkomst(
        zaak=[(naam, waarde) for naam, waarde in velden if waarde],
        eigenschappen=[(rij.eigenschap.naam, rij.waarde) for rij in zaak.eigenschappen.select_related("eigenschap")],
        documenten=list(
            documenten.values_list("informatieobject__titel", "informatieobject__informatieobjecttype__omschrijving")
        ),
        taken=list(zaak.taken.order_by("pk").values_list("titel", flat=True)),
        rollen=[(str(rij.roltype), str(rij.betrokkene)) for rij in zaak.rollen.select_related("roltype", "betrokkene")],
        prijs=dossier.toestand.prijs,
        route=dossier.toestand.route,
    )


# Sample cases


def bewaar_voorbeeld(
    versie: FormulierVersie, dossier: Proefdossier, *, naam: str, vandaag: datetime.date, door: Gebruiker
) -> None:
    """Keep a try-out as a sample case, with what came of it; publishing then asks that it stays so."""
    geval = {
        "naam": naam,
        "vandaag": vandaag.isoformat(),
        "antwoorden": _antwoorden(dossier),
        "verwacht": _verwacht(dossier),
    }
    with concept(versie, "proefgeval bewaard", door=door) as definitie:
        gevallen = definitie.setdefault("voorbeelden", [])
        gevallen[:] = [*(oud for oud in gevallen if oud.get("naam") != naam), geval]


def verwijder_voorbeeld(versie: FormulierVersie, naam: str, *, door: Gebruiker) -> None:
    """Take a sample case out."""
    with concept(versie, "proefgeval verwijderd", door=door) as definitie:
        gevallen = definitie.get("voorbeelden", [])
        if not any(geval.get("naam") == naam for geval in gevallen):
            raise ValidationError(_("Dit proefgeval is er niet meer."), code="proefgeval-weg")
        gevallen[:] = [geval for geval in gevallen if geval.get("naam") != naam]


def _antwoorden(dossier: Proefdossier) -> dict[str, Json]:
    uit: dict[str, Json] = {}
    for vraag in dossier.definitie.vragen():
        if vraag.is_herhaling:
            uit[vraag.sleutel] = [_rij(dossier, vraag, rij) for rij in dossier.rijen.get(vraag.id, ())]
        elif vraag.type not in PERSOONLIJK and dossier.antwoorden.get(Plek(vraag.id)) is not None:
            uit[vraag.sleutel] = dossier.antwoorden[Plek(vraag.id)]
    return uit


def _rij(dossier: Proefdossier, herhaling: Vraag, rij: UUID) -> dict[str, Json]:
    binnen = [vraag for vraag in _in_groepen(herhaling.vragen) if vraag.type not in PERSOONLIJK]
    gegeven = {vraag.sleutel: dossier.antwoorden.get(Plek(vraag.id, rij)) for vraag in binnen}
    return {sleutel: waarde for sleutel, waarde in gegeven.items() if waarde is not None}


def _in_groepen(vragen: tuple[Vraag, ...]) -> list[Vraag]:
    return [deel for vraag in vragen for deel in (_in_groepen(vraag.vragen) if vraag.is_groep else [vraag])]


def _verwacht(dossier: Proefdossier) -> dict[str, Json]:
    """Return what the rules made of it; only of what has a rule, so that another text does not break the case."""
    toestand, plan = dossier.toestand, dossier.plan
    met_regel = [vraag for vraag in dossier.definitie.vragen() if vraag.regel("zichtbaar") is not None]
    uit: dict[str, Json] = {
        "zichtbaar": {vraag.sleutel: toestand.van(Plek(vraag.id)).zichtbaar for vraag in met_regel},
        "stappen": {sleutel: toestand.stappen[sleutel] for sleutel in plan.stappen},
        "blokkades": [blokkade.stap for blokkade in toestand.blokkades],
    }
    if toestand.prijs is not None:
        uit["prijs"] = str(toestand.prijs)
    if toestand.route:
        uit["route"] = {naam: waarde for naam, waarde in toestand.route.items() if naam in {"zaaktype", "groep"}}
    return {naam: waarde for naam, waarde in uit.items() if waarde != {}}
