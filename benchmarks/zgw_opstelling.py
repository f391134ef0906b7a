"""What the ZGW APIs are measured on: a filled register and two clients; told to `zgw` as JSON.

One client may do everything; the other reads, with a right for each zaaktype up to a confidentiality of its own.

A program of its own: `benchmarks.zgw` starts it with the database of the measurement in its environment.
"""

import base64
import datetime
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from itertools import cycle
from typing import Any

import django

django.setup()

import jwt
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mijnportaal.accounts.models import Applicatie
from mijnportaal.demo.catalogus import vul_catalogus
from mijnportaal.demo.mensen import vul_mensen
from mijnportaal.zgw.rechten import Component
from zaken.models import (
    Betrokkene,
    Informatieobject,
    Rol,
    Roltype,
    Statustype,
    Vertrouwelijkheid,
    Zaak,
    Zaakinformatieobject,
    Zaaktypeversie,
)
from zaken.services.autorisaties import Machtiging, machtig

CLIENT_ID, BEPERKT, GEHEIM = "meting", "meting-beperkt", "geheim-van-de-meting-op-deze-machine"
EXPAND = "zaaktype,status,status.statustype,rollen,resultaat,eigenschappen"
STEEKPROEF = 200
STATUSSEN = 5000
TRANSACTIE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
CRS = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}


def main(zaken: int, basis: str) -> dict[str, Any]:
    """Return the requests: method, address, body, and how many queries each takes."""
    call_command("migrate", interactive=False, verbosity=0)
    vul_mensen()
    vul_catalogus()
    if (tekort := zaken - Zaak.objects.count()) > 0:
        call_command("vul_register", zaken=tekort)
    call_command("maak_applicatie", client_id=CLIENT_ID, secret=GEHEIM, alle_autorisaties=True, verbosity=0)
    _beperk()
    koppen = _koppen(CLIENT_ID)
    verzoeken = _verzoeken(basis)
    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT=basis.rsplit(":", 1)[1])
    for verzoek in verzoeken:
        verzoek["queries"] = _queries(client, verzoek, koppen)
    return {"zaken": Zaak.objects.count(), "koppen": koppen, "beperkt": _koppen(BEPERKT), "verzoeken": verzoeken}


def _koppen(client_id: str) -> dict[str, str]:
    token = jwt.encode({"iss": client_id, "client_id": client_id, "iat": int(time.time())}, GEHEIM, algorithm="HS256")
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **CRS}


def _beperk() -> None:
    """Let the second client read every zaaktype in turn, each up to another confidentiality."""
    call_command("maak_applicatie", client_id=BEPERKT, secret=GEHEIM, verbosity=0)
    applicatie = Applicatie.objects.get(client_ids__client_id=BEPERKT)
    hoogste = cycle([Vertrouwelijkheid.ZAAKVERTROUWELIJK, Vertrouwelijkheid.VERTROUWELIJK])
    for versie in Zaaktypeversie.objects.order_by("zaaktype", "-versie").distinct("zaaktype"):
        machtig(applicatie, Machtiging(Component.ZRC, ("zaken.lezen",), versie, next(hoogste)))


def _verzoeken(basis: str) -> list[dict[str, Any]]:
    steekproef = list(Zaak.objects.order_by("uuid").values_list("uuid", flat=True)[:STEEKPROEF])
    open_zaken = list(Zaak.objects.open().order_by("uuid").select_related("zaaktypeversie")[: STEEKPROEF * 3])
    mensen = Betrokkene.objects.filter(
        bsn__isnull=False, pk__in=Rol.objects.filter(zaak__uuid__in=steekproef, soort="initiator").values("betrokkene")
    )
    bsns = [str(mens.bsn) for mens in mensen[:STEEKPROEF]]
    zaken, per_bsn = "/zaken/api/v1/zaken", "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    return [
        _lees("GET /zaken/{uuid}", [f"{zaken}/{uuid}" for uuid in steekproef]),
        _lees("GET /zaken?…inpBsn=", [f"{zaken}?{per_bsn}={bsn}" for bsn in bsns]),
        _lees("hetzelfde met expand", [f"{zaken}?{per_bsn}={bsn}&expand={EXPAND}" for bsn in bsns]),
        _lees("GET /zaken, eerste 100", [zaken]),
        _lees("GET /statussen?zaak=", [f"/zaken/api/v1/statussen?zaak={basis}{zaken}/{uuid}" for uuid in steekproef]),
        _schrijf("POST /zaken", zaken, [_nieuwe_zaak(basis, zaak) for zaak in open_zaken]),
        _schrijf("POST /statussen", "/zaken/api/v1/statussen", _statussen(basis, open_zaken)),
        _schrijf("POST /rollen", "/zaken/api/v1/rollen", [_rol(basis, zaak) for zaak in open_zaken]),
        _schrijf("POST 1 MB document", "/documenten/api/v1/enkelvoudiginformatieobjecten", [_document(basis)] * 3),
    ]


def _lees(naam: str, paden: list[str]) -> dict[str, Any]:
    return {"naam": naam, "methode": "GET", "paden": paden, "inhouden": [None], "verwacht": 200}


def _schrijf(naam: str, pad: str, inhouden: list[dict[str, Any]]) -> dict[str, Any]:
    return {"naam": naam, "methode": "POST", "paden": [pad], "inhouden": inhouden, "verwacht": 201}


def _nieuwe_zaak(basis: str, zaak: Zaak) -> dict[str, Any]:
    return {
        "zaaktype": f"{basis}/catalogi/api/v1/zaaktypen/{zaak.zaaktypeversie.uuid}",
        "bronorganisatie": "002564440",
        "verantwoordelijkeOrganisatie": "002564440",
        "startdatum": zaak.startdatum.isoformat(),
        "omschrijving": "Meting",
    }


def _statussen(basis: str, zaken: list[Zaak]) -> list[dict[str, Any]]:
    """Return thousands of statuses, each at a moment of its own: a zaak has one status per moment."""
    begin = int(time.time()) - 10 * STATUSSEN
    return [_status(basis, zaken[nummer % len(zaken)], begin + nummer) for nummer in range(STATUSSEN)]


def _status(basis: str, zaak: Zaak, moment: int) -> dict[str, Any]:
    soort = Statustype.objects.filter(zaaktypeversie=zaak.zaaktypeversie_id, is_eindstatus=False).latest("volgnummer")
    return {
        "zaak": f"{basis}/zaken/api/v1/zaken/{zaak.uuid}",
        "statustype": f"{basis}/catalogi/api/v1/statustypen/{soort.uuid}",
        "datumStatusGezet": datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).isoformat(),
    }


def _rol(basis: str, zaak: Zaak) -> dict[str, Any]:
    soort = Roltype.objects.filter(zaaktypeversie=zaak.zaaktypeversie_id).exclude(
        soort__in=["initiator", "behandelaar", "zaakcoordinator"]
    )
    roltype = soort.first() or Roltype.objects.filter(zaaktypeversie=zaak.zaaktypeversie_id, soort="behandelaar").get()
    return {
        "zaak": f"{basis}/zaken/api/v1/zaken/{zaak.uuid}",
        "roltype": f"{basis}/catalogi/api/v1/roltypen/{roltype.uuid}",
        "betrokkeneType": "organisatorische_eenheid",
        "roltoelichting": "Meting",
        "betrokkeneIdentificatie": {"identificatie": "team-meting", "naam": "Team meting"},
    }


def _document(basis: str) -> dict[str, Any]:
    koppeling = Zaakinformatieobject.objects.select_related("informatieobject__informatieobjecttype").first()
    if koppeling is None:
        raise SystemExit("Er is geen document om van af te kijken.")
    soort = koppeling.informatieobject.informatieobjecttype
    return {
        "bronorganisatie": "002564440",
        "creatiedatum": "2026-11-01",
        "titel": "Meting",
        "auteur": "Meting",
        "taal": "dut",
        "bestandsnaam": "meting.bin",
        "bestandsomvang": 1024 * 1024,
        "inhoud": base64.b64encode(os.urandom(1024 * 1024)).decode(),
        "informatieobjecttype": f"{basis}/catalogi/api/v1/informatieobjecttypen/{soort.uuid}",
    }


def _queries(client: Client, verzoek: dict[str, Any], koppen: dict[str, str]) -> int:
    """Return the queries of one request, after one that fills the caches; the bodies that this takes are used up."""
    doe = _doener(client, verzoek, koppen)
    doe()
    with CaptureQueriesContext(connection) as queries:
        antwoord = doe()
    if verzoek["naam"].startswith("POST 1 MB"):
        Informatieobject.objects.exists()
        verzoek["gemaakt"] = antwoord.json()["inhoud"]
        with CaptureQueriesContext(connection) as ophalen:
            client.get(verzoek["gemaakt"], headers=koppen)
        verzoek["queries_download"] = len(ophalen)
    return sum(not query["sql"].startswith(TRANSACTIE) for query in queries.captured_queries)


def _doener(client: Client, verzoek: dict[str, Any], koppen: dict[str, str]) -> Callable[[], Any]:
    def doe() -> Any:
        inhoud = verzoek["inhouden"].pop() if len(verzoek["inhouden"]) > 2 else verzoek["inhouden"][0]
        tekst = "" if inhoud is None else json.dumps(inhoud)
        antwoord = client.generic(verzoek["methode"], verzoek["paden"][0], tekst, "application/json", headers=koppen)
        if antwoord.status_code != verzoek["verwacht"]:
            raise SystemExit(f"{verzoek['naam']}: {antwoord.status_code} {antwoord.content[:600]!r}")
        return antwoord

    return doe


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):
        gegevens = main(int(sys.argv[1]), sys.argv[2])
    print(json.dumps(gegevens))
