"""A document in another register: that register hears to what of ours it belongs, and when it does no longer."""

import datetime
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mijnportaal.accounts.models import Gebruiker, Groep
from tests import fabrieken
from tests.portaalclient import PortaalClient, werk_taken_af
from tests.zaken.api.besluiten import PAD as BRC
from tests.zaken.api.besluiten import Aanroeper, lichaam
from tests.zaken.api.documentwereld import Systeem
from tests.zaken.api.zaakproef import HOST, Api, proefconcept, zaak_url
from zaken.beheer.spiegels import melding
from zaken.models import Besluittype, Spiegel, Zaak
from zaken.services.catalogus import publiceer
from zaken.services.spiegels import WACHTTIJDEN, veeg_spiegels

pytestmark = [pytest.mark.django_db, pytest.mark.eis("zrc-005")]
DOCUMENTEN = "/documenten/api/v1/enkelvoudiginformatieobjecten/"
RELATIES = "/documenten/api/v1/objectinformatieobjecten"
SLEUTEL = "een geheim van ons bij het andere register"


class Drc(ThreadingHTTPServer):
    """A Documenten API with one document, that keeps which objects it belongs to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Drc)
        self.document: dict[str, Any] = {}
        self.relaties: dict[str, dict[str, str]] = {}
        self.weigert = 0
        self.tokens: list[str] = []
        self.nummer = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def adres(self) -> str:
        return f"http://{self.host}{DOCUMENTEN}1"


class _Drc(BaseHTTPRequestHandler):
    server: Drc

    def do_GET(self) -> None:
        delen = urlsplit(self.path)
        if delen.path.startswith(DOCUMENTEN):
            return self._antwoord(200, self.server.document)
        vraag = {naam: waarden[0] for naam, waarden in parse_qs(delen.query).items()}
        gevonden = [rij for rij in self.server.relaties.values() if vraag.items() <= rij.items()]
        return self._antwoord(self.server.weigert or 200, gevonden)

    def do_POST(self) -> None:
        rij = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.tokens.append(self.headers["Authorization"].removeprefix("Bearer "))
        if self.server.weigert:
            return self._antwoord(self.server.weigert, {})
        if any(rij.items() <= was.items() for was in self.server.relaties.values()):
            return self._antwoord(400, {"code": "unique"})
        self.server.nummer += 1
        pad = f"{RELATIES}/{self.server.nummer}"
        self.server.relaties[pad] = {**rij, "url": f"http://{self.server.host}{pad}"}
        return self._antwoord(201, self.server.relaties[pad])

    def do_DELETE(self) -> None:
        if self.server.weigert:
            return self._antwoord(self.server.weigert, {})
        return self._antwoord(204 if self.server.relaties.pop(self.path, None) else 404, None)

    def _antwoord(self, status: int, inhoud: Any) -> None:
        self.send_response(status)
        self.end_headers()
        if inhoud is not None:
            self.wfile.write(json.dumps(inhoud).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def zaak(team: Groep) -> Zaak:
    versie = proefconcept(team)
    besluittype = Besluittype.objects.create(catalogus=fabrieken.catalogus(), omschrijving="Besluit")
    besluittype.zaaktypeversies.add(versie)
    besluittype.informatieobjecttypen.add(fabrieken.informatieobjecttype("Brief"))
    return fabrieken.maak_zaak(publiceer(versie))


@pytest.fixture
def drc(settings: Settings, zaak: Zaak) -> Iterator[Drc]:
    with Drc() as server:
        settings.ZGW_ANDERE_REGISTERS = [f"http://{server.host}/documenten/api/v1"]
        settings.ZGW_ANDERE_REGISTERS_CLIENTS = {server.host: f"mijnportaal:{SLEUTEL}"}
        soort = fabrieken.informatieobjecttype("Brief")
        server.document = {
            "informatieobjecttype": f"{HOST}/catalogi/api/v1/informatieobjecttypen/{soort.uuid}",
            "titel": "Van elders",
            "bronorganisatie": "111222333",
        }
        draad = threading.Thread(target=server.serve_forever, daemon=True)
        draad.start()
        yield server
        server.shutdown()
        draad.join()


def koppel(api: Api, zaak: Zaak, drc: Drc) -> str:
    """Return the address of the relation, made through the API."""
    inhoud = {"zaak": zaak_url(zaak), "informatieobject": drc.adres}
    return str(api.maak("/zaakinformatieobjecten", inhoud)["url"])


def verwijder(api: Api, adres: str) -> None:
    """Delete what stands there, and let the worker work."""
    antwoord = api.vraag("DELETE", adres)
    assert antwoord.status_code == 204, antwoord.content
    werk_taken_af()


def test_the_register_of_a_document_hears_of_the_relation_and_of_its_end(
    api: Api, zaak: Zaak, drc: Drc, settings: Settings
) -> None:
    adres = koppel(api, zaak, drc)
    assert drc.relaties == {}  # not before the commit: the other register asks us whether the relation is there
    werk_taken_af()

    (relatie,) = drc.relaties.values()
    assert relatie["informatieobject"] == drc.adres
    assert (relatie["object"], relatie["objectType"]) == (zaak_url(zaak).replace(HOST, settings.SITE_URL), "zaak")
    assert Spiegel.objects.get().status == "klopt"
    claims = jwt.decode(drc.tokens[0], SLEUTEL, algorithms=["HS256"])
    assert claims["client_id"] == "mijnportaal"

    verwijder(api, adres)

    assert drc.relaties == {}
    assert not Spiegel.objects.exists()


def test_deleting_the_zaak_ends_its_relations_elsewhere(api: Api, zaak: Zaak, drc: Drc) -> None:
    koppel(api, zaak, drc)
    werk_taken_af()
    assert drc.relaties

    verwijder(api, zaak_url(zaak))

    assert drc.relaties == {}


@pytest.mark.eis("brc-005")
def test_a_besluit_is_mirrored_as_well(api: Api, drc: Drc) -> None:
    vraag = Aanroeper()
    besluit = vraag("post", f"{BRC}/besluiten", lichaam(Besluittype.objects.get())).json()["url"]
    inhoud = {"besluit": besluit, "informatieobject": drc.adres}
    assert vraag("post", f"{BRC}/besluitinformatieobjecten", inhoud).status_code == 201
    werk_taken_af()

    (relatie,) = drc.relaties.values()
    assert relatie["objectType"] == "besluit"

    verwijder(api, besluit)
    assert drc.relaties == {}


def test_a_document_of_our_own_needs_no_mirror(api: Api, zaak: Zaak) -> None:
    stuk = str(Systeem().maak(fabrieken.informatieobjecttype("Brief"))["url"])
    api.maak("/zaakinformatieobjecten", {"zaak": zaak_url(zaak), "informatieobject": stuk})
    assert not Spiegel.objects.exists()


def test_a_register_that_fails_is_told_again_and_in_the_end_a_person_is(
    api: Api,
    zaak: Zaak,
    drc: Drc,
    beheerder: Gebruiker,
    client: PortaalClient,
) -> None:
    drc.weigert = 503
    koppel(api, zaak, drc)
    werk_taken_af()
    rij = Spiegel.objects.get()
    assert (rij.status, rij.laatste_fout, rij.pogingen) == ("wacht", "HTTP 503", 1)

    later = timezone.now()
    for minuten in WACHTTIJDEN:
        later += datetime.timedelta(minutes=minuten, seconds=5)
        with time_machine.travel(later, tick=True):
            veeg_spiegels(timezone.now())
            werk_taken_af()
    rij.refresh_from_db()
    assert (rij.status, rij.pogingen) == ("mislukt", len(WACHTTIJDEN) + 1)
    assert melding()

    drc.weigert = 0
    client.log_in(beheerder)
    lijst = reverse("admin:zaken_spiegel_changelist")
    assert drc.adres in client.get(lijst).content.decode()
    client.post(lijst, {"action": "geef_opnieuw_door", "_selected_action": [rij.pk]})

    assert len(drc.relaties) == 1
    assert not melding()


def test_an_answer_that_got_lost_makes_no_second_relation(api: Api, zaak: Zaak, drc: Drc) -> None:
    koppel(api, zaak, drc)
    werk_taken_af()
    # As if the worker died between the answer and the commit: the register has it, we do not know.
    Spiegel.objects.update(status="bezig", geclaimd_op=timezone.now() - datetime.timedelta(hours=1), relatie_url="")

    veeg_spiegels(timezone.now())
    werk_taken_af()

    assert len(drc.relaties) == 1
    assert Spiegel.objects.get().relatie_url == next(iter(drc.relaties.values()))["url"]
