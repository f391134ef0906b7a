"""Let the register of a document elsewhere know to what of ours it belongs, and when it does no longer.

The other register asks us whether the relation is there (drc-004), so it hears of it after the commit. What it did not
hear waits, and is told again: 41 hours long, and after that by a person.
"""

import logging
from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.kern.taken import start_na_commit
from mijnportaal.zgw.elders import Antwoord, GeenAntwoord, stuur
from mijnportaal.zgw.weergave import weergave_van
from zaken.models import Besluit, Informatieobject, Objectinformatieobject, Spiegel, Zaak

logger = logging.getLogger(__name__)

Status = Spiegel.Status
GEEF_DOOR = "zaken.tasks.geef_spiegel_door"
WACHTTIJDEN = (1, 5, 15, 60, 240, 720, 1440)  # minutes after each failed attempt
PER_VEEGBEURT = 200
DOCUMENTEN, RELATIES = "/enkelvoudiginformatieobjecten/", "/objectinformatieobjecten"
GOED = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}


def spiegel(object_: Zaak | Besluit, informatieobject: Informatieobject) -> None:
    """Plan that the register of this document hears that it belongs here; of a document of ours it is known."""
    if not informatieobject.elders_url:
        return
    objecttype = Objectinformatieobject.Objecttype
    rij, nieuw = Spiegel.objects.get_or_create(
        document_url=informatieobject.elders_url,
        object_pad=_pad(object_),
        defaults={
            "objecttype": objecttype.ZAAK if isinstance(object_, Zaak) else objecttype.BESLUIT,
            "volgende_poging_op": timezone.now(),
        },
    )
    if not nieuw:
        _plan(rij.pk, gewenst=True)
    start_na_commit(GEEF_DOOR, rij.pk)


def ontspiegel(object_: Zaak | Besluit, informatieobject: Informatieobject | None = None) -> None:
    """Plan that registers hear that this document, or every document, does not belong here any more."""
    rijen = Spiegel.objects.filter(object_pad=_pad(object_))
    if informatieobject is not None:
        rijen = rijen.filter(document_url=informatieobject.elders_url)
    for pk in rijen.values_list("pk", flat=True):
        _plan(pk, gewenst=False)
        start_na_commit(GEEF_DOOR, pk)


def probeer_opnieuw(rij: Spiegel) -> None:
    """Tell it again, when a person has seen why it failed."""
    if not Spiegel.objects.filter(pk=rij.pk, status=Status.MISLUKT).update(**_wacht()):
        raise ValidationError(_("Dit doorgeven is niet mislukt."), code="doorgeven-niet-mislukt")
    start_na_commit(GEEF_DOOR, rij.pk)


def geef_door(pk: int) -> None:
    """Tell the other register what we want to stand there, when it waits and its time has come."""
    rij = _claim(pk, timezone.now())
    if rij is None:
        return
    try:
        relatie_url = _maak(rij) if rij.gewenst else _verwijder(rij)
    except GeenAntwoord as fout:
        _mislukte_poging(rij, str(fout))
    else:
        _leg_vast(rij, relatie_url)


def veeg_spiegels(nu: datetime) -> None:
    """Free what a dead worker left behind, and start everything whose time has come."""
    losgelaten = Spiegel.objects.blijven_liggen(nu).update(status=Status.WACHT, geclaimd_op=None, volgende_poging_op=nu)
    if losgelaten:
        logger.warning("spiegels losgelaten na een gestopte worker", extra={"aantal": losgelaten})
    for pk in Spiegel.objects.aan_de_beurt(nu).values_list("pk", flat=True)[:PER_VEEGBEURT]:
        start_na_commit(GEEF_DOOR, pk)


def _pad(object_: Zaak | Besluit) -> str:
    return weergave_van(object_).adres(object_.uuid)


def _wacht() -> dict[str, object]:
    return {"status": Status.WACHT, "volgende_poging_op": timezone.now(), "pogingen": 0, "laatste_fout": ""}


def _plan(pk: int, *, gewenst: bool) -> None:
    """Set what we want; a worker that is telling the opposite sees it when it is done."""
    rijen = Spiegel.objects.filter(pk=pk)
    if not rijen.exclude(status=Status.BEZIG).update(gewenst=gewenst, **_wacht()):
        rijen.update(gewenst=gewenst)


def _claim(pk: int, nu: datetime) -> Spiegel | None:
    """Return the row if it is now ours; of two workers, one gets it."""
    gelukt = Spiegel.objects.filter(pk=pk, status=Status.WACHT, volgende_poging_op__lte=nu).update(
        status=Status.BEZIG, geclaimd_op=nu, volgende_poging_op=None, pogingen=F("pogingen") + 1
    )
    return Spiegel.objects.get(pk=pk) if gelukt else None


def _maak(rij: Spiegel) -> str:
    """Return the address of the relation there, made now or by an attempt of which we did not hear the answer."""
    inhoud = {"informatieobject": rij.document_url, "object": _object_url(rij), "objectType": rij.objecttype}
    antwoord = stuur("POST", _relaties(rij), inhoud)
    adres = _url_in(antwoord) if antwoord.status == HTTPStatus.CREATED else _zoek(rij)
    if not adres:
        raise GeenAntwoord(f"HTTP {antwoord.status}")
    return adres


def _verwijder(rij: Spiegel) -> str:
    """Return nothing, when nothing stands there any more."""
    if adres := rij.relatie_url or _zoek(rij):
        antwoord = stuur("DELETE", adres)
        if antwoord.status not in GOED | {HTTPStatus.NOT_FOUND}:
            raise GeenAntwoord(f"HTTP {antwoord.status}")
    return ""


def _zoek(rij: Spiegel) -> str:
    """Return the address of the relation that stands there, empty where there is none."""
    vraag = {"informatieobject": rij.document_url, "object": _object_url(rij)}
    antwoord = stuur("GET", _relaties(rij), vraag)
    if antwoord.status != HTTPStatus.OK:
        raise GeenAntwoord(f"HTTP {antwoord.status}")
    rijen = antwoord.inhoud.get("results") if isinstance(antwoord.inhoud, dict) else antwoord.inhoud
    return str(rijen[0].get("url", "")) if isinstance(rijen, list) and rijen and isinstance(rijen[0], dict) else ""


def _url_in(antwoord: Antwoord) -> str:
    return str(antwoord.inhoud.get("url", "")) if isinstance(antwoord.inhoud, dict) else ""


def _relaties(rij: Spiegel) -> str:
    """Return where the register of this document keeps its relations."""
    return f"{rij.document_url.rpartition(DOCUMENTEN)[0]}{RELATIES}"


def _object_url(rij: Spiegel) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{rij.object_pad}"


@transaction.atomic
def _leg_vast(rij: Spiegel, relatie_url: str) -> None:
    """Store what stands there now; when something else is wanted meanwhile, that is told next."""
    nu = Spiegel.objects.select_for_update(of=("self",)).filter(pk=rij.pk, geclaimd_op=rij.geclaimd_op).first()
    if nu is None:
        logger.warning("uitkomst van een verlopen claim vervalt", extra={"spiegel": str(rij.uuid)})
    elif nu.gewenst != rij.gewenst:
        Spiegel.objects.filter(pk=rij.pk).update(relatie_url=relatie_url, geclaimd_op=None, **_wacht())
        start_na_commit(GEEF_DOOR, rij.pk)
    elif rij.gewenst:
        Spiegel.objects.filter(pk=rij.pk).update(
            status=Status.KLOPT, relatie_url=relatie_url, geclaimd_op=None, laatste_fout=""
        )
    else:
        nu.delete()


def _mislukte_poging(rij: Spiegel, fout: str) -> None:
    """Plan the next attempt, or leave it to a person when every attempt has been used."""
    gegevens = {"spiegel": str(rij.uuid), "fout": fout, "poging": rij.pogingen}
    velden: dict[str, object] = {"laatste_fout": fout[:100], "geclaimd_op": None}
    if rij.pogingen > len(WACHTTIJDEN):
        logger.error("relatie in een ander register mislukt", extra=gegevens)
        velden["status"] = Status.MISLUKT
    else:
        logger.warning("relatie in een ander register later opnieuw", extra=gegevens)
        wanneer = timezone.now() + timedelta(minutes=WACHTTIJDEN[rij.pogingen - 1])
        velden |= {"status": Status.WACHT, "volgende_poging_op": wanneer}
    Spiegel.objects.filter(pk=rij.pk, geclaimd_op=rij.geclaimd_op).update(**velden)
