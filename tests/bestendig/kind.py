"""What a test lets another process do, one service per process: `python -m tests.bestendig.kind dien_in <pk>`."""

import sys
from collections.abc import Callable

import django

django.setup()

from formulieren.models import Inzending  # noqa: E402  (models exist after the set-up)
from formulieren.services import indienen  # noqa: E402
from zaken import gebeurtenissen  # noqa: E402


def dien_in(pk: str) -> None:
    """Send this draft."""
    indienen.dien_in(Inzending.objects.get(pk=pk))


def verwerk(pk: str) -> None:
    """Plan the messages of this gebeurtenis."""
    gebeurtenissen.verwerk(int(pk))


OPDRACHTEN: dict[str, Callable[[str], None]] = {"dien_in": dien_in, "verwerk": verwerk}

if __name__ == "__main__":
    OPDRACHTEN[sys.argv[1]](sys.argv[2])
