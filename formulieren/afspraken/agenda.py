"""Read the calendar: which times are free for a product at a location, for so many people."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from formulieren.afspraken.rekenen import Bezet, Rooster, Tijd, Uitzondering, Vraag, vrije_tijden
from formulieren.models import Afspraak, Afspraaklocatie, Afspraakproduct, Slotrooster
from mijnportaal.kern.kalender import AMSTERDAM, dag_van, feestdagen
from zaken.services.termijnen import dagentabel

EEN_MINUUT = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Keuze:
    """What somebody looks for: what, where, and for how many people."""

    product: Afspraakproduct
    locatie: Afspraaklocatie
    personen: int = 1

    @property
    def duur(self) -> datetime.timedelta:
        """Return how long it takes."""
        return self.product.duur_voor(self.personen)


@dataclass(frozen=True)
class Dag:
    """The free times of one day."""

    datum: datetime.date
    tijden: tuple[Tijd, ...]


def vrij(
    keuze: Keuze,
    *,
    nu: datetime.datetime,
    vanaf: datetime.date | None = None,
    dagen: int = 0,
    eigen: UUID | None = None,
) -> list[Dag]:
    """Return the days with room, at most `dagen` of them when that is given, from `vanaf` on."""
    eerste, laatste = grenzen(keuze.product, nu)
    if vanaf and vanaf > dag_van(eerste):
        eerste = datetime.datetime.combine(vanaf, datetime.time.min, AMSTERDAM)
    gevonden: list[Dag] = []
    for datum, tijden in groupby(_tijden(keuze, eerste, laatste, nu, eigen), lambda tijd: dag_van(tijd.begin)):
        gevonden.append(Dag(datum, tuple(tijden)))
        if len(gevonden) == dagen:
            break
    return gevonden


def tijd_op(keuze: Keuze, begin: datetime.datetime, *, nu: datetime.datetime, eigen: UUID | None = None) -> Tijd | None:
    """Return this one time when it is free now; `eigen` is an appointment that does not stand in its own way."""
    eerste, laatste = grenzen(keuze.product, nu)
    if not eerste <= begin <= laatste:
        return None
    return next((tijd for tijd in _tijden(keuze, begin, begin, nu, eigen) if tijd.begin == begin), None)


def grenzen(product: Afspraakproduct, nu: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """Return between which moments an appointment for this product can begin: not at once, and not for ever ahead."""
    laatste_dag = dag_van(nu) + datetime.timedelta(days=product.dagen_vooruit)
    einde = datetime.datetime.combine(laatste_dag, datetime.time.max, AMSTERDAM)
    return nu + datetime.timedelta(hours=product.uren_vooraf), einde


def producten(codes: list[str] | None = None) -> list[Afspraakproduct]:
    """Return what can be chosen: everything that is in use somewhere, or of these codes."""
    rijen = Afspraakproduct.objects.filter(actief=True, locaties__actief=True).distinct().prefetch_related("locaties")
    return list(rijen.filter(code__in=codes) if codes else rijen)


def _tijden(
    keuze: Keuze, vanaf: datetime.datetime, tot: datetime.datetime, nu: datetime.datetime, eigen: UUID | None = None
) -> Iterator[Tijd]:
    roosters = _roosters(keuze)
    bezet = Afspraak.objects.bezet().filter(
        rooster__in=[rij.pk for rij in roosters], einde__gt=vanaf, begin__lt=tot + keuze.duur + EEN_MINUUT
    )
    # What was held too long counts as free: whoever takes it clears it away.
    bezet = bezet.exclude(status=Afspraak.Status.VASTGEHOUDEN, vastgehouden_tot__lt=nu)
    if eigen:
        bezet = bezet.exclude(uuid=eigen)
    tabel = dagentabel()
    return vrije_tijden(
        Vraag(keuze.duur, vanaf, tot),
        roosters=[als_rooster(rij) for rij in roosters],
        uitzonderingen=[
            Uitzondering(rij.datum, rij.van, rij.tot, rij.rooster_id)
            for rij in keuze.locatie.uitzonderingen.filter(datum__range=(dag_van(vanaf), dag_van(tot)))
        ],
        bezet=[Bezet(*waarden) for waarden in bezet.values_list("rooster_id", "balie", "begin", "einde")],
        # Not the weekend: whether that is open, the schedule tells.
        is_vrij=lambda dag: dag in feestdagen(dag.year) or dag in tabel.gelijkgesteld,
    )


def _roosters(keuze: Keuze) -> list[Slotrooster]:
    vandaag = timezone.localdate()
    van_product = Q(producten=keuze.product) | Q(producten=None)
    return list(
        Slotrooster.objects.filter(van_product, locatie=keuze.locatie)
        .exclude(geldig_tot__lt=vandaag)
        .distinct()
        .order_by("van", "pk")
    )


def als_rooster(rij: Slotrooster) -> Rooster:
    """Return a row of the table as the calculation takes it."""
    return Rooster(
        id=rij.pk,
        weekdag=rij.weekdag,
        van=rij.van,
        tot=rij.tot,
        stap=datetime.timedelta(minutes=rij.stap),
        balies=rij.capaciteit,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
    )
