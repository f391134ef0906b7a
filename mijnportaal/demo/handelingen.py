"""What people do with a zaak in the stories of the demo: one function per act, each calls the real service."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.fotos import maak_foto
from mijnportaal.demo.mensen import account_van
from mijnportaal.kern.opslag import bewaar
from zaken.models import Besluittype, Informatieobjecttype, Richting, Taak, Zaak
from zaken.services import afsluiting, behandeling, besluiten, taken
from zaken.services.documenten import NieuwDocument, voeg_document_toe

Stap = dict[str, Any]


def _neem(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    behandeling.neem(zaak, door=door)


def _wijs_toe(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    behandeling.wijs_toe(zaak, account_van(stap["aan"]), door=door, reden=stap.get("reden", ""))


def _geef_vrij(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    behandeling.geef_vrij(zaak, reden=stap["reden"], door=door)


def _status(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    statustype = zaak.zaaktypeversie.statustypen.get(omschrijving=stap["naam"])
    behandeling.zet_status(zaak, statustype, door=door, toelichting=stap.get("toelichting", ""))


def _document(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    document = NieuwDocument(
        bestand=bewaar(maak_foto(stap["foto"])),
        titel=stap["titel"],
        informatieobjecttype=_documenttype(zaak, stap["documenttype"]),
        richting=Richting.UITGAAND,
    )
    voeg_document_toe(zaak, document, auteur=door.naam, door=door)


def _vraag(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    taken.vraag_aanvulling(
        zaak,
        titel=stap["titel"],
        toelichting=stap["toelichting"],
        uiterlijk_op=timezone.localdate() + datetime.timedelta(stap["binnen"]),
        informatieobjecttype=_documenttype(zaak, stap["documenttype"]) if "documenttype" in stap else None,
        door=door,
    )


def _antwoord(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    taak = _open_taak(zaak)
    documenten = [
        NieuwDocument(bewaar(maak_foto(scene)), taak.titel, soort)
        for scene in stap.get("fotos", [])
        if (soort := taak.informatieobjecttype)
    ]
    taken.rond_taak_af(taak, antwoord=stap["tekst"], documenten=documenten, auteur=door.naam, door=door)


def _vervalt(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    taken.laat_taak_vervallen(_open_taak(zaak), reden=stap["reden"], door=door)


def _besluit(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    besluittype = Besluittype.objects.get(zaaktypeversies=zaak.zaaktypeversie_id)
    besluiten.leg_besluit_vast(
        zaak, besluittype, ingangsdatum=timezone.localdate(), motivering=stap["motivering"], door=door
    )


def _sluit(zaak: Zaak, stap: Stap, door: Gebruiker) -> None:
    resultaattype = zaak.zaaktypeversie.resultaattypen.get(omschrijving=stap["resultaat"])
    afsluiting.sluit_af(zaak, resultaattype, toelichting=stap.get("toelichting", ""), door=door)


def _documenttype(zaak: Zaak, omschrijving: str) -> Informatieobjecttype:
    return Informatieobjecttype.objects.get(zaaktypen__zaaktypeversie=zaak.zaaktypeversie_id, omschrijving=omschrijving)


def _open_taak(zaak: Zaak) -> Taak:
    return Taak.objects.open().select_related("informatieobjecttype").get(zaak=zaak)


HANDELINGEN: dict[str, Callable[[Zaak, Stap, Gebruiker], None]] = {
    "neem": _neem,
    "wijs_toe": _wijs_toe,
    "geef_vrij": _geef_vrij,
    "status": _status,
    "document": _document,
    "vraag": _vraag,
    "antwoord": _antwoord,
    "vervalt": _vervalt,
    "besluit": _besluit,
    "sluit": _sluit,
}
