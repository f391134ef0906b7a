import datetime
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.models import Max

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.identificatie import controleer_bsn
from mijnportaal.kern.versleuteling import versleutel, zoeksleutel
from mijnportaal.notificaties.models import Bericht
from zaken.management import vulling
from zaken.models import Autorisatie, Betrokkene, Informatieobject, Recht, Zaak, Zaaktypeversie
from zaken.services.betrokkenen import medewerker_als_betrokkene

DEEL = 100_000  # zaken in one transaction
ZAKEN_PER_MENS = 5
VOORNAMEN = ("Anna", "Bram", "Carla", "Dirk", "Els", "Farid", "Greet", "Hugo", "Ilse", "Joris")
ACHTERNAMEN = ("Aarts", "Blom", "Claes", "Dijk", "Evers", "Faber", "Groot", "Haan", "Idema", "Jonker", "Kok")


class Command(BaseCommand):
    """Fill a register with invented zaken, to measure on; the trail of each is a whole chain.

    People get a BSN of the test range as long as it lasts; who comes after that has an invented mark that is no BSN,
    encrypted just the same. The documents are rows without a file.
    """

    help = "Vult het register met verzonnen zaken om snelheid te meten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--zaken", type=int, required=True, help="Hoeveel zaken erbij komen.")
        parser.add_argument("--ja", action="store_true", help="Ook in een register dat al zaken heeft.")

    def handle(self, *args: Any, **options: Any) -> None:
        if Zaak.objects.exists() and not (settings.DEMO or options["ja"]):
            raise CommandError("Dit register heeft al zaken. Wilt u er echt verzonnen zaken bij? Geef dan --ja.")
        if not Zaaktypeversie.objects.gepubliceerd().exists():
            raise CommandError("Er is nog geen gepubliceerd zaaktype. Maak dat eerst, bijvoorbeeld met demo_vul.")
        begin = time.monotonic()
        for van in range(1, options["zaken"] + 1, DEEL):
            aantal = min(DEEL, options["zaken"] - van + 1)
            self._vul(aantal)
            self.stdout.write(f"{van + aantal - 1} zaken na {time.monotonic() - begin:.0f} s")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        duur = time.monotonic() - begin
        self.stdout.write(f"Klaar in {duur:.0f} s: {options['zaken'] / duur:.0f} zaken per seconde.")

    @transaction.atomic
    def _vul(self, aantal: int) -> None:
        waarden = {
            "basis": _hoogste(Zaak),
            "documentbasis": _hoogste(Informatieobject),
            "van": 1,
            "tot": aantal,
            "rsin": settings.GEMEENTE_RSIN,
            "adres": versleutel("proef@example.nl", context=Bericht._meta.get_field("adres").context),
            "geadresseerde": zoeksleutel("mailadres", "proef@example.nl"),
        }
        with connection.cursor() as cursor:
            _controleer_sleutels(cursor, aan=False)
            _maak_mensen(cursor, max(1, aantal // ZAKEN_PER_MENS))
            _maak_behandelaars(cursor)
            for opdracht in (vulling.VERSIES, vulling.ZAKEN, *(tekst for _naam, tekst in vulling.STAPPEN)):
                cursor.execute(opdracht, waarden)
            cursor.execute("CREATE INDEX ON proef (id)")
            cursor.execute("ANALYZE proef")
            for nummer in range(1, vulling.SCHAKELS + 1):
                cursor.execute(vulling.SCHAKEL, {"nr": nummer})
            for _naam, opdracht in vulling.NASLEEP:
                cursor.execute(opdracht, waarden)
            cursor.execute(vulling.TELLERS)
            cursor.execute(vulling.OPRUIMEN)
            _controleer_sleutels(cursor, aan=True)


def _hoogste(model: type[Zaak | Informatieobject]) -> int:
    return int(model.objects.aggregate(hoogste=Max("pk"))["hoogste"] or 0)


def _controleer_sleutels(cursor: Any, *, aan: bool) -> None:
    """Leave the check of foreign keys out where we may: every key comes from the table that it points to."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        cursor.execute("SET LOCAL session_replication_role = %s", ["origin" if aan else "replica"])


def _maak_mensen(cursor: Any, aantal: int) -> None:
    """Make the people whose zaken these are, and the table `proef_mens` that counts them."""
    # Asked before the COPY, during which the connection answers nothing else.
    bekend = set(Betrokkene.objects.values_list("bsn_zoeksleutel", flat=True))
    cursor.execute(vulling.MENSEN_LEEG)
    with cursor.copy(vulling.MENSEN_COPY) as copy:
        for nummer, bsn in zip(range(aantal), _bsns(bekend), strict=False):
            copy.write_row((nummer, *_mens(nummer, bsn)))
    cursor.execute(vulling.MENSEN)
    cursor.execute("ANALYZE proef_mens")


def _bsns(bekend: set[str | None]) -> Iterator[str]:
    """Yield the numbers of the test range that nobody has yet, and then marks that are no BSN."""
    for nummer in range(999_900_000, 1_000_000_000):
        try:
            bsn = controleer_bsn(str(nummer))
        except ValidationError:
            continue
        if zoeksleutel("bsn", bsn) not in bekend:
            yield bsn
    for nummer in count(len(bekend)):
        yield f"proef-{nummer}"


def _mens(nummer: int, bsn: str) -> tuple[object, ...]:
    context = Betrokkene._meta.get_field("bsn").context
    voornaam = VOORNAMEN[nummer % len(VOORNAMEN)]
    achternaam = f"{ACHTERNAMEN[nummer % len(ACHTERNAMEN)]}-{nummer}"
    geboren = datetime.date(1940, 1, 1) + datetime.timedelta(nummer * 17 % 25_000)
    return versleutel(bsn, context=context), zoeksleutel("bsn", bsn), voornaam, achternaam, geboren


def _maak_behandelaars(cursor: Any) -> None:
    """Fill `proef_behandelaar`: who may handle zaken of each version, in order."""
    cursor.execute(vulling.BEHANDELAARS_LEEG)
    for versie in Zaaktypeversie.objects.gepubliceerd():
        recht = Autorisatie.objects.filter(zaaktype=versie.zaaktype, rechten__contains=[Recht.BEHANDELEN])
        medewerkers = list(Gebruiker.objects.filter(groepen__in=recht.values("groep")).distinct().order_by("pk"))
        cursor.executemany(
            vulling.BEHANDELAAR,
            [
                (versie.pk, nummer, len(medewerkers), medewerker_als_betrokkene(wie).pk, wie.pk, wie.naam)
                for nummer, wie in enumerate(medewerkers)
            ],
        )
