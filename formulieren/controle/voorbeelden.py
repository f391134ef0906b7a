"""Sample cases: answers with the outcome that functioneel beheer expects, worked out at every publishing.

{"naam": "Minderjarige", "vandaag": "2026-03-01", "antwoorden": {"geboren": "2010-01-01", "kinderen": [{"naam": "A"}]},
 "verwacht": {"zichtbaar": {"ouder": true}, "waarden": {"leeftijd": "16"}, "stappen": {"ouders": true},
              "blokkades": ["slot"], "prijs": "12.50", "route": {"groep": "…"}}}
"""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.componenten import component_voor
from formulieren.componenten.basis import Vraagcontext
from formulieren.controle.gebrek import Gebrek
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import Plek
from formulieren.regels.plan import Rekenplan
from formulieren.regels.rondom import omgeving_van
from formulieren.regels.toestand import Toestand, bepaal


def voorbeeldgebreken(definitie: Definitie) -> list[Gebrek]:
    """Return every sample case that does not come out as expected."""
    plan = Rekenplan(definitie)
    return [
        Gebrek("", _("Proefgeval ‘%(naam)s’: %(zin)s") % {"naam": geval.get("naam", nummer), "zin": zin})
        for nummer, geval in enumerate(definitie.gegevens.get("voorbeelden", []), start=1)
        for zin in _beoordeel(plan, geval)
    ]


def speel(plan: Rekenplan, geval: Mapping[str, Json]) -> Toestand:
    """Return the state of the form in a sample case."""
    antwoorden, rijen = _plaats(plan, geval.get("antwoorden", {}))
    gegeven = {"kanaal": "formulier", "ingelogd": False, "niveau": "0", **geval.get("gegeven", {})}
    return bepaal(plan, antwoorden, rijen, omgeving_van(plan.definitie, _dag(geval)), gegeven)


def _dag(geval: Mapping[str, Json]) -> datetime.date:
    dag = geval.get("vandaag")
    return datetime.date.fromisoformat(dag) if dag else timezone.localdate()


def _plaats(plan: Rekenplan, antwoorden: Mapping[str, Json]) -> tuple[dict[Plek, Json], dict[UUID, list[UUID]]]:
    geplaatst: dict[Plek, Json] = {}
    rijen: dict[UUID, list[UUID]] = {}
    for sleutel, waarde in antwoorden.items():
        vraag = plan.vragen[sleutel].vraag
        if not vraag.is_herhaling:
            geplaatst[Plek(vraag.id)] = waarde
            continue
        rijen[vraag.id] = [uuid5(NAMESPACE_OID, f"{vraag.id}{nummer}") for nummer in range(len(waarde))]
        for rij, delen in zip(rijen[vraag.id], waarde, strict=True):
            geplaatst.update({Plek(plan.vragen[naam].vraag.id, rij): deel for naam, deel in delen.items()})
    return geplaatst, rijen


def _beoordeel(plan: Rekenplan, geval: Mapping[str, Json]) -> Iterator[str]:
    onbekend = [sleutel for sleutel in geval.get("antwoorden", {}) if sleutel not in plan.vragen]
    if onbekend:
        yield _("er is geen vraag %(sleutel)s.") % {"sleutel": ", ".join(onbekend)}
        return
    yield from _ongeldig(plan, geval)
    toestand = speel(plan, geval)
    for naam, verwacht, gekregen in _vergelijk(plan, toestand, geval.get("verwacht", {})):
        if verwacht != gekregen:
            zin = _("%(naam)s moet %(verwacht)s zijn en is %(gekregen)s.")
            yield zin % {"naam": naam, "verwacht": verwacht, "gekregen": gekregen}


def _ongeldig(plan: Rekenplan, geval: Mapping[str, Json]) -> Iterator[str]:
    """Tell which answer of the sample case nobody could give on its day."""
    context = Vraagcontext(vandaag=_dag(geval))
    for sleutel, waarde in geval.get("antwoorden", {}).items():
        vraag: Vraag = plan.vragen[sleutel].vraag
        if vraag.is_herhaling or vraag.is_groep or vraag.is_tekst or waarde is None:
            continue
        try:
            component_voor(vraag).controleer(waarde, context)
        except ValidationError as fout:
            yield f"{sleutel}: {' '.join(fout.messages)}"


def _vergelijk(plan: Rekenplan, toestand: Toestand, verwacht: Mapping[str, Json]) -> Iterator[tuple[str, Json, Json]]:
    for sleutel, wel in verwacht.get("zichtbaar", {}).items():
        yield sleutel, wel, toestand.van(Plek(plan.vragen[sleutel].vraag.id)).zichtbaar
    for sleutel, waarde in verwacht.get("waarden", {}).items():
        yield sleutel, waarde, toestand.gegevens.get(sleutel)
    for sleutel, wel in verwacht.get("stappen", {}).items():
        yield f"stap {sleutel}", wel, toestand.stappen.get(sleutel)
    if "blokkades" in verwacht:
        yield "blokkades", verwacht["blokkades"], [blokkade.stap for blokkade in toestand.blokkades]
    if "prijs" in verwacht:
        prijs = verwacht["prijs"]
        yield "prijs", None if prijs is None else Decimal(prijs), toestand.prijs
    for naam, waarde in verwacht.get("route", {}).items():
        yield f"route {naam}", waarde, toestand.route.get(naam)
