"""What the KCC sees of a customer, read in a fixed number of queries; rows that may only exist hold nothing else."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from klantcontact.toegang import zaken_van_klant
from mijnportaal.accounts.models import Gebruiker
from zaken.models import Betrokkene, Gebeurtenisbericht, Statustype, Taak, WachtOp, Zaak

MAX_ZAKEN = 100
MAX_BERICHTEN = 10


@dataclass(frozen=True)
class Zaakregel:
    """One zaak; without `toont_inhoud` only number, neutral label, dates, status and behandelaar are filled (P-10)."""

    toont_inhoud: bool
    titel: str
    onderwerp: str
    nummer: str
    status: str
    uitleg: str
    wacht_op: str
    wacht_op_inwoner: bool
    startdatum: datetime.date
    uiterlijke_einddatum: datetime.date | None
    einddatum: datetime.date | None
    dagen: int | None
    behandelaar: str
    groep: str


@dataclass(frozen=True)
class Taakregel:
    """Something that the customer still has to do."""

    titel: str
    nummer: str
    uiterlijk_op: datetime.date
    dagen: int


@dataclass(frozen=True)
class Berichtregel:
    """A message that we sent."""

    onderwerp: str
    nummer: str
    kanaal: str
    status: str
    datum: datetime.datetime
    gelezen: bool


@dataclass(frozen=True)
class Klantbeeld:
    """Everything on the page of a customer."""

    klant: Betrokkene
    lopend: list[Zaakregel]
    afgesloten: list[Zaakregel]
    taken: list[Taakregel]
    berichten: list[Berichtregel]

    @property
    def ziet_alles(self) -> bool:
        """Tell whether tasks and messages of every running zaak may be shown, so that none means none."""
        return all(regel.toont_inhoud for regel in self.lopend)


def klantbeeld(medewerker: Gebruiker, klant: Betrokkene) -> Klantbeeld:
    """Return what this employee may see of this customer: five queries, however much there is."""
    vandaag = timezone.localdate()
    zaken = list(zaken_van_klant(medewerker, klant).voor_lijst().order_by("-startdatum", "-pk")[:MAX_ZAKEN])
    uitleg = _uitleg_bij(zaken)
    regels = [_regel(zaak, uitleg, vandaag) for zaak in zaken]
    # Titles of tasks and subjects of messages are content, so they come from zaken that show theirs.
    open_boek = [zaak.pk for zaak in zaken if zaak.toont_inhoud]  # type: ignore[attr-defined]
    return Klantbeeld(
        klant=klant,
        lopend=[regel for regel in regels if regel.einddatum is None],
        afgesloten=[regel for regel in regels if regel.einddatum],
        taken=_taken(open_boek, vandaag),
        berichten=_berichten(open_boek),
    )


def _uitleg_bij(zaken: list[Zaak]) -> dict[tuple[int, int], str]:
    """Return what happens now in each phase, in the words that the resident reads too."""
    versies = {zaak.zaaktypeversie_id for zaak in zaken if zaak.toont_inhoud}  # type: ignore[attr-defined]
    rijen = Statustype.objects.filter(zaaktypeversie__in=versies)
    return {
        (versie, volgnummer): uitleg
        for versie, volgnummer, uitleg in rijen.values_list("zaaktypeversie", "volgnummer", "uitleg_inwoner")
    }


def _regel(zaak: Zaak, uitleg: dict[tuple[int, int], str], vandaag: datetime.date) -> Zaakregel:
    inhoud: bool = zaak.toont_inhoud  # type: ignore[attr-defined]
    volgnummer: int = zaak.statusvolgnummer or 0  # type: ignore[attr-defined]
    einde = zaak.uiterlijke_einddatum
    return Zaakregel(
        toont_inhoud=inhoud,
        titel=zaak.zaaktypeversie.omschrijving if inhoud else zaak.zaaktypeversie.dat_label,
        onderwerp=zaak.omschrijving if inhoud else "",
        nummer=zaak.identificatie,
        status=zaak.statusnaam_inwoner or "",  # type: ignore[attr-defined]
        uitleg=uitleg.get((zaak.zaaktypeversie_id, volgnummer), "") if inhoud else "",
        wacht_op=str(WachtOp(zaak.wacht_op).label) if inhoud and zaak.is_open else "",
        wacht_op_inwoner=inhoud and zaak.is_open and zaak.wacht_op == WachtOp.INWONER,
        startdatum=zaak.startdatum,
        uiterlijke_einddatum=einde,
        einddatum=zaak.einddatum,
        dagen=(einde - vandaag).days if einde and zaak.is_open and not zaak.beslist_op else None,
        behandelaar=zaak.behandelaarnaam or "",  # type: ignore[attr-defined]
        groep=zaak.groep.naam,
    )


def _taken(zaken: list[int], vandaag: datetime.date) -> list[Taakregel]:
    taken = (
        Taak.objects.open().voor_inwoner().filter(zaak__in=zaken).select_related("zaak").order_by("uiterlijk_op", "pk")
    )
    return [
        Taakregel(taak.titel, taak.zaak.identificatie, taak.uiterlijk_op, (taak.uiterlijk_op - vandaag).days)
        for taak in taken
    ]


def _berichten(zaken: list[int]) -> list[Berichtregel]:
    rijen = Gebeurtenisbericht.objects.filter(gebeurtenis__zaak__in=zaken).select_related(
        "bericht", "gebeurtenis__zaak"
    )
    return [
        Berichtregel(
            onderwerp=rij.bericht.onderwerp,
            nummer=rij.gebeurtenis.zaak.identificatie if rij.gebeurtenis.zaak else "",
            kanaal=str(rij.bericht.get_kanaal_display()),
            status=str(rij.bericht.get_status_display()),
            datum=rij.bericht.verzonden_op or rij.bericht.aangemaakt_op,
            gelezen=rij.bericht.gelezen_op is not None,
        )
        for rij in rijen.order_by("-bericht__aangemaakt_op", "-pk")[:MAX_BERICHTEN]
    ]
