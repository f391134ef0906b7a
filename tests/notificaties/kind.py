"""What a test lets another process do; see `processen`."""

import sys
import time

from mijnportaal.notificaties import tasks
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht


def plan(sleutel: str) -> None:
    """Plan an e-mail in a transaction of its own."""
    plan_bericht(
        sleutel=sleutel, kanaal=Bericht.Kanaal.E_MAIL, adres="jan@example.nl", onderwerp="Proef", tekst="Proef"
    )


def veeg(_leeg: str) -> None:
    """Do what beat does every twenty seconds."""
    tasks.verstuur_achterstand.delay()


def verstuur(pk: int) -> None:
    """Send one message."""
    tasks.verstuur(pk)


def lever_af(abonnement_id: int) -> None:
    """Send what waits for one subscription."""
    tasks.lever_af(abonnement_id)


def luister() -> None:
    """Do what each line of the input says, and answer with the seconds that it took."""
    for regel in sys.stdin:
        functie, _, argument = regel.strip().partition(" ")
        begin = time.monotonic()
        {"plan": plan, "veeg": veeg}[functie](argument)
        sys.stdout.write(f"{time.monotonic() - begin}\n")
        sys.stdout.flush()
