from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Bring the database of the demo up to date, in one process because each start of Django costs a second."""

    help = "Werkt de tabellen bij en vult de demogemeente."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, stdout=self.stdout)
        call_command("demo_vul", stdout=self.stdout)
