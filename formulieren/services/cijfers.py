"""How a form is used, counted from the rows that are there anyway: no tracker, and nobody by name (R.E7, R.E8)."""

import datetime
from collections import Counter
from dataclasses import dataclass
from statistics import median

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.definitie import Definitie
from formulieren.models import Antwoord, Formulier, FormulierVersie, Inzending
from zaken.models import Kanaal

# Who did nothing for so long will probably not come back.
GESTOPT_NA = datetime.timedelta(days=7)
# Enough for a median that does not move.
MEESTE = 2000


@dataclass(frozen=True)
class Cijfers:
    """The use of one form."""

    begonnen: int
    verstuurd: int
    bezig: int
    gestopt: int
    mediaan: datetime.timedelta | None
    per_kanaal: list[tuple[str, int, int]]
    per_stap: list[tuple[str, int]]

    @property
    def afgemaakt(self) -> int:
        """Return how many of a hundred who began have sent it."""
        return round(100 * self.verstuurd / self.begonnen) if self.begonnen else 0

    @property
    def minuten(self) -> int | None:
        """Return the median time between beginning and sending, in minutes."""
        return None if self.mediaan is None else max(1, round(self.mediaan.total_seconds() / 60))


def cijfers_van(formulier: Formulier) -> Cijfers:
    """Return the use of all versions of a form together."""
    alle = Inzending.objects.filter(formulierversie__formulier=formulier)
    verstuurd = alle.filter(status=Inzending.Status.VERZONDEN)
    open_ = alle.exclude(status=Inzending.Status.VERZONDEN)
    gestopt = open_.filter(bijgewerkt_op__lt=timezone.now() - GESTOPT_NA)
    tijden = verstuurd.order_by("-verzonden_op").values_list("begonnen_op", "verzonden_op")[:MEESTE]
    seconden = [(tot - van).total_seconds() for van, tot in tijden if tot]
    aantal = {naam: rijen.count() for naam, rijen in (("alle", alle), ("verstuurd", verstuurd), ("gestopt", gestopt))}
    return Cijfers(
        begonnen=aantal["alle"],
        verstuurd=aantal["verstuurd"],
        bezig=aantal["alle"] - aantal["verstuurd"] - aantal["gestopt"],
        gestopt=aantal["gestopt"],
        mediaan=datetime.timedelta(seconds=median(seconden)) if seconden else None,
        per_kanaal=_per_kanaal(formulier),
        per_stap=_per_stap(formulier, list(gestopt.order_by("-pk").values_list("pk", flat=True)[:MEESTE])),
    )


def _per_kanaal(formulier: Formulier) -> list[tuple[str, int, int]]:
    """Return of every channel how many began and how many sent."""
    rijen = (
        Inzending.objects.filter(formulierversie__formulier=formulier)
        .values_list("kanaal", "status")
        .annotate(aantal=Count("pk"))
        .order_by("kanaal")
    )
    begonnen: Counter[str] = Counter()
    verstuurd: Counter[str] = Counter()
    for kanaal, status, aantal in rijen:
        begonnen[kanaal] += aantal
        verstuurd[kanaal] += aantal if status == Inzending.Status.VERZONDEN else 0
    return [(str(Kanaal(kanaal).label), begonnen[kanaal], verstuurd[kanaal]) for kanaal in sorted(begonnen)]


def _per_stap(formulier: Formulier, gestopt: list[int]) -> list[tuple[str, int]]:
    """Return at which page people stopped: the last one on which they answered something themselves."""
    versie = FormulierVersie.objects.filter(formulier=formulier).order_by("-versie").first()
    if versie is None or not gestopt:
        return []
    stappen = Definitie(versie.definitie).stappen
    plaats = {
        vraag.id: nummer
        for nummer, stap in enumerate(stappen)
        for deel in stap.vragen
        for vraag in (deel, *deel.vragen)
    }
    zelf = Antwoord.objects.filter(inzending__in=gestopt, bron__in=(Antwoord.Bron.INWONER, Antwoord.Bron.MEDEWERKER))
    verst = dict.fromkeys(gestopt, -1)
    for inzending, vraag in zelf.values_list("inzending", "vraag"):
        verst[inzending] = max(verst[inzending], plaats.get(vraag, -1))
    geteld = Counter(verst.values())
    namen = [_("Nog niets ingevuld"), *(stap.titel for stap in stappen)]
    return [(naam, geteld[nummer - 1]) for nummer, naam in enumerate(namen) if geteld[nummer - 1]]
