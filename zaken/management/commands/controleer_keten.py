import hashlib
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from zaken.gebeurtenissen import eerste_breuk
from zaken.models import Gebeurtenis, Zaak
from zaken.models.zaak import ZaakQuerySet


class Command(BaseCommand):
    """Check that nobody changed what happened to a zaak (S-34).

    The chain of a zaak tells that a link was changed, put in between or taken out. It cannot tell that its last links
    were cut off: the fingerprint can, compared with the one that was printed and kept elsewhere before.
    """

    help = "Controleert of de gebeurtenissen van zaken nog een hele keten zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("zaaknummers", nargs="*", metavar="ZAAKNUMMER")
        parser.add_argument("--alles", action="store_true", help="Controleer elke zaak in het register.")

    @transaction.atomic  # one moment of the register, and rows that come in as they are read
    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["zaaknummers"]) == options["alles"]:
            raise CommandError("Geef zaaknummers op, of kies --alles.")
        self._meld_onbekende(set(options["zaaknummers"]))
        zaken = Zaak.objects.all()
        if not options["alles"]:
            zaken = zaken.filter(identificatie__in=options["zaaknummers"])
        verbroken = self._meld_lege(zaken)
        aantal, afdruk = verbroken, hashlib.sha256()
        for keten in _ketens(None if options["alles"] else zaken):
            nummer, aantal = _naam(keten[0]), aantal + 1
            if breuk := eerste_breuk(keten):
                verbroken += 1
                self.stdout.write(f"{nummer}: verbroken bij gebeurtenis {breuk.volgnummer} ({breuk.soort}).")
            afdruk.update(f"{nummer} {keten[-1].hash}\n".encode())
        self.stdout.write(f"{aantal} ketens gecontroleerd, {verbroken} verbroken.")
        self.stdout.write(f"Vingerafdruk: {afdruk.hexdigest()}")
        if verbroken:
            raise CommandError("Het spoor van het register is aangetast.", returncode=1)

    def _meld_onbekende(self, zaaknummers: set[str]) -> None:
        bekend = Zaak.objects.filter(identificatie__in=zaaknummers).values_list("identificatie", flat=True)
        if onbekend := sorted(zaaknummers - set(bekend)):
            raise CommandError(f"Deze zaken zijn er niet: {', '.join(onbekend)}.")

    def _meld_lege(self, zaken: ZaakQuerySet) -> int:
        """Return how many zaken have lost all their gebeurtenissen: each begins with its registration."""
        zonder = zaken.filter(~Exists(Gebeurtenis.objects.filter(zaak=OuterRef("pk"))))
        nummers = list(zonder.values_list("identificatie", flat=True))
        for nummer in nummers:
            self.stdout.write(f"{nummer}: heeft geen enkele gebeurtenis.")
        return len(nummers)


def _ketens(zaken: ZaakQuerySet | None) -> Iterator[list[Gebeurtenis]]:
    """Yield the chain of each zaak and of its besluiten, one in memory at a time; without zaken every chain."""
    gebeurtenissen = Gebeurtenis.objects.all() if zaken is None else Gebeurtenis.objects.filter(zaak__in=zaken)
    geordend = gebeurtenissen.annotate(zaaknummer=F("zaak__identificatie")).order_by("hoofdobject", "volgnummer")
    for _hoofdobject, keten in groupby(geordend.iterator(), key=attrgetter("hoofdobject")):
        yield list(keten)


def _naam(gebeurtenis: Gebeurtenis) -> str:
    """Return what people call the thing that this chain is about."""
    zaaknummer = str(gebeurtenis.zaaknummer or "")  # type: ignore[attr-defined]  # the annotation of _ketens
    if gebeurtenis.hoofdsoort == Gebeurtenis.Hoofdsoort.ZAAK:
        return zaaknummer
    return f"{zaaknummer} {gebeurtenis.hoofdsoort} {gebeurtenis.hoofdobject}".strip()
