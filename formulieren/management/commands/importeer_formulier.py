"""Import a form of Open Forms: a new concept, and a report of what became of every element."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from formulieren.services.invoer import importeer


class Command(BaseCommand):
    help = (
        "Leest een export van Open Forms in als concept en vertelt van elk onderdeel wat ervan is geworden. "
        "Eindigt met 0 als het formulier gepubliceerd kan worden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path, help="de export van Open Forms (zip)")
        parser.add_argument("--zaaktype", default="", help="identificatie van het zaaktype dat het formulier start")
        parser.add_argument("--publiceer", action="store_true", help="publiceer het formulier meteen als dat kan")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["bestand"].open("rb") as bestand:
                uitkomst = importeer(bestand, zaaktype=options["zaaktype"], publiceren=options["publiceer"])
        except OSError as fout:
            raise CommandError(f"Het bestand is niet te lezen: {fout.strerror}") from fout
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        for regel in uitkomst.verslag.regels:
            self.stdout.write(str(regel))
        aantallen = ", ".join(f"{aantal} {soort}" for soort, aantal in uitkomst.verslag.aantallen().items())
        self.stdout.write(f"\n{aantallen}.")
        self.stdout.write(f"Formulier {uitkomst.versie} ({uitkomst.versie.get_status_display().lower()}).")
        if uitkomst.gebreken:
            redenen = "\n".join(f"- {gebrek}" for gebrek in uitkomst.gebreken)
            raise CommandError(f"Het formulier kan nog niet gepubliceerd worden:\n{redenen}")
        self.stdout.write("Het formulier kan gepubliceerd worden.")
