from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mijnportaal.accounts.models import Applicatie
from mijnportaal.zgw.rechten import Component
from zaken.models import Vertrouwelijkheid
from zaken.services.autorisaties import NODIG, Machtiging, machtig

NIVEAUS = [niveau.name.lower() for niveau in Vertrouwelijkheid]


class Command(BaseCommand):
    """Let an applicatie do something with every type; rights on one type go by beheer or the Autorisaties API."""

    help = "Geeft een applicatie scopes op alle typen. Twee keer uitvoeren geeft één autorisatie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--client-id", required=True, help="De naam waarmee het systeem zich meldt.")
        parser.add_argument("--component", required=True, choices=Component.values, help="De API.")
        parser.add_argument("--scope", required=True, action="append", dest="scopes", help="Mag vaker gegeven worden.")
        parser.add_argument("--tot-en-met", choices=NIVEAUS, help="De hoogste vertrouwelijkheid.")

    def handle(self, *args: Any, **options: Any) -> None:
        applicatie = Applicatie.objects.filter(client_ids__client_id=options["client_id"]).first()
        if applicatie is None:
            raise CommandError("Dit client-id is er niet: begin met maak_applicatie.")
        component, niveau = Component(options["component"]), options["tot_en_met"]
        if "maxVertrouwelijkheidaanduiding" in NODIG.get(component, ()) and not niveau:
            raise CommandError("Geef --tot-en-met op: deze API gaat over rijen met een vertrouwelijkheid.")
        grens = Vertrouwelijkheid[niveau.upper()] if niveau else None
        machtig(applicatie, Machtiging(component, tuple(sorted(set(options["scopes"]))), max_vertrouwelijkheid=grens))
        self.stdout.write(f"{applicatie.label}: {', '.join(options['scopes'])}.")
