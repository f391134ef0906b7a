"""A client of the ZGW APIs that others wrote lives the whole life of a zaak over real HTTP."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from mijnportaal.demo.draai import vrije_poort
from tests import fabrieken
from tests.bestendig.processen import lopend, omgeving
from zaken.gebeurtenissen import eerste_breuk
from zaken.models import Gebeurtenis, Zaak
from zaken.selectielijst import lijsten

KLANT = Path(__file__).with_name("zgwklant.py")


@pytest.mark.django_db(transaction=True)
def test_client_of_others_lives_the_life_of_a_zaak(opslag: Path) -> None:
    fabrieken.maak_applicatie("proef", alles=True)
    poort = vrije_poort()
    wortel = f"http://127.0.0.1:{poort}"
    opdracht = [
        "gunicorn", "--worker-class", "mijnportaal.webserver.Werker", "--workers", "2", "--threads", "4",
        "--bind", f"127.0.0.1:{poort}", "--graceful-timeout", "5", "--no-control-socket",
        "mijnportaal.wsgi:application",
    ]  # fmt: skip
    klasse = next(rij for rij in lijsten().resultaten.values() if rij.voorstel.afleidingswijze == "afgehandeld")
    with lopend(*opdracht, omgeving=omgeving()):
        _wacht_op(f"{wortel}/zaken/api/v1/schema/openapi.yaml")
        lijst = f"{wortel}/referentielijsten/api/v1"
        rij, procestype = f"{lijst}/resultaten/{klasse.uuid}", f"{lijst}/procestypen/{klasse.procestype.uuid}"
        klaar = subprocess.run(
            [sys.executable, str(KLANT), wortel, fabrieken.GEHEIM, rij, fabrieken.BSN_SANNE, procestype],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert klaar.returncode == 0, klaar.stderr[-2000:]
    gezien = json.loads(klaar.stdout)
    leeg = {"einddatum": None, "archiefnominatie": None, "archiefactiedatum": None}
    assert gezien["dicht"] == {
        "einddatum": "2026-02-03", "archiefnominatie": "vernietigen", "archiefactiedatum": "2031-02-03"
    }  # fmt: skip
    assert gezien["heropend"] == leeg
    assert gezien["eerste inhoud"] == "De eerste tekst"
    assert (gezien["versie"], gezien["oude titel"], gezien["gevonden"], gezien["op de kaart"]) == (2, 1, 1, 1)
    assert gezien["uitgebreid"] == ["resultaat", "rollen", "status", "zaaktype"]
    assert gezien["gespiegeld"] == 1
    assert {"zaak", "rol", "status", "resultaat", "zaakinformatieobject"} <= set(gezien["spoor"])
    assert gezien["gebruiker"] == ["Ruud Peeters"]
    for hoofdobject in set(Gebeurtenis.objects.values_list("hoofdobject", flat=True)):
        assert eerste_breuk(Gebeurtenis.objects.filter(hoofdobject=hoofdobject).order_by("volgnummer")) is None
    assert Zaak.objects.get().is_open


def _wacht_op(adres: str) -> None:
    einde = time.monotonic() + 60
    while time.monotonic() < einde:
        try:
            with urllib.request.urlopen(adres, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("De API antwoordt niet.")
