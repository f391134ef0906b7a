from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mijnportaal.demo.catalogus import vul_catalogus
from mijnportaal.demo.mensen import vul_mensen
from mijnportaal.demo.verhalen import vul_zaken


class Command(BaseCommand):
    """Fill the demo municipality; a second run adds only what is missing."""

    help = "Vult de demogemeente met mensen, zaaktypen, formulieren en zaken."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit is geen demo: DEMO staat uit. Er is niets gedaan.")
        vul_mensen()
        vul_catalogus()
        self.stdout.write(f"Demogemeente: {vul_zaken()} nieuwe zaken en concepten.")
