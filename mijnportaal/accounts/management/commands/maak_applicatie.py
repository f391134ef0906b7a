import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.accounts.services import maak_applicatie

OMGEVING = "APPLICATIE_SECRET"
KORT = 32  # bytes; RFC 7518, 3.2 asks a key as long as the hash


class Command(BaseCommand):
    """Let a system call our API: give it a client-id with a secret, or its client-id a new secret."""

    help = "Geeft een systeem toegang tot de API's. Twee keer uitvoeren geeft één applicatie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--client-id", required=True, help="De naam waarmee het systeem zich meldt.")
        parser.add_argument("--secret", help=f"Het geheim; zonder deze optie de omgevingsvariabele {OMGEVING}.")
        parser.add_argument("--label", default="", help="Hoe beheer de applicatie noemt.")
        parser.add_argument("--alle-autorisaties", action="store_true", help="De applicatie mag alles.")

    def handle(self, *args: Any, **options: Any) -> None:
        secret = options["secret"] or os.environ.get(OMGEVING, "")
        if not secret:
            raise CommandError(f"Geef --secret op, of zet {OMGEVING}.")
        _controleer(options["client_id"], options["label"])
        if len(secret.encode()) < KORT:
            self.stderr.write(f"Waarschuwing: een geheim van minder dan {KORT} tekens is te raden.")
        applicatie = maak_applicatie(
            options["client_id"],
            secret=secret,
            label=options["label"],
            alle_autorisaties=options["alle_autorisaties"],
        )
        rechten = "mag alles" if applicatie.heeft_alle_autorisaties else "mag wat in de autorisaties staat"
        self.stdout.write(f"{applicatie.label} ({options['client_id']}): {rechten}.")


def _controleer(client_id: str, label: str) -> None:
    """Refuse names that do not fit in their column."""
    try:
        ClientId._meta.get_field("client_id").clean(client_id, None)
        if label:
            Applicatie._meta.get_field("label").clean(label, None)
    except ValidationError as fout:
        raise CommandError(" ".join(fout.messages)) from fout
