"""A term that nears its end: said once for each date, on the zaak and to who handles it (T-13)."""

import datetime

import pytest
import time_machine

from mijnportaal.accounts.models import Gebruiker, Groep
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import werk_taken_af
from zaken.models import Gebeurtenis, Opschorting, Zaak
from zaken.services.behandeling import wijs_toe
from zaken.services.catalogus import publiceer
from zaken.services.opschorten import schort_op
from zaken.services.verlengen import verleng
from zaken.tasks import termijnen_naderen

pytestmark = [pytest.mark.django_db, pytest.mark.eis("T-13"), pytest.mark.usefixtures("postvak")]
Klok = time_machine.Traveller


@pytest.fixture
def zaak(klok: Klok, team: Groep, inwoner: Gebruiker) -> Zaak:
    """A budget of Monday 2 March 2026, with eight weeks: up to Tuesday 28 April, for Monday is Koningsdag."""
    versie = fabrieken.budgetversie(team)
    versie.verlenging_mogelijk, versie.verlengingstermijn = True, "P6W"
    versie.save()
    zaak = fabrieken.maak_zaak(publiceer(versie), van=inwoner)
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 4, 28)
    fabrieken.sta_toe(team, versie.zaaktype)
    return zaak


def ochtend(klok: Klok, dag: str) -> list[str]:
    """Let the morning of this day come, and return for which dates the zaak was told that they near."""
    klok.move_to(f"{dag}T06:00:00+02:00")
    termijnen_naderen()
    werk_taken_af()
    meldingen = Gebeurtenis.objects.filter(soort=Gebeurtenis.Soort.TERMIJN_NADERT).order_by("pk")
    return [melding.gegevens["uiterlijke_einddatum"] for melding in meldingen]


def mails() -> list[tuple[str | None, str]]:
    """Return to whom was written about a term, and on which subject."""
    berichten = Bericht.objects.filter(sleutel__startswith="termijn:").order_by("pk")
    return [(bericht.adres, bericht.onderwerp) for bericht in berichten]


def test_a_term_that_nears_is_told_once(zaak: Zaak, behandelaar: Gebruiker, klok: Klok) -> None:
    wijs_toe(zaak, behandelaar, door=behandelaar)

    assert ochtend(klok, "2026-04-19") == []
    assert ochtend(klok, "2026-04-20") == ["2026-04-28"]  # five working days
    assert ochtend(klok, "2026-04-21") == ["2026-04-28"]

    onderwerp = f"Zaak {zaak.identificatie}: de termijn loopt af op 28 april 2026"
    assert mails() == [(behandelaar.email, onderwerp)]
    melding = Gebeurtenis.objects.get(soort=Gebeurtenis.Soort.TERMIJN_NADERT)
    assert not melding.zichtbaar_voor_inwoner


def test_a_term_that_moved_nears_again(zaak: Zaak, behandelaar: Gebruiker, klok: Klok) -> None:
    wijs_toe(zaak, behandelaar, door=behandelaar)
    assert ochtend(klok, "2026-04-23") == ["2026-04-28"]
    verleng(zaak, duur="P6W", reden="Wij wachten op advies.", door=behandelaar)
    nieuw = Zaak.objects.get(pk=zaak.pk).uiterlijke_einddatum
    assert nieuw is not None

    assert ochtend(klok, "2026-05-04") == ["2026-04-28"]
    assert ochtend(klok, (nieuw - datetime.timedelta(days=2)).isoformat()) == ["2026-04-28", nieuw.isoformat()]
    assert len(mails()) == 2


def test_a_term_that_stands_still_or_is_over_is_not_told(zaak: Zaak, behandelaar: Gebruiker, klok: Klok) -> None:
    assert ochtend(klok, "2026-04-29") == []
    klok.move_to("2026-04-01T10:00:00+02:00")
    schort_op(zaak, grond=Opschorting.Grond.TOEREKENING, reden="Wij wachten.", verwacht_tot=None, door=behandelaar)
    assert ochtend(klok, "2026-04-27") == []
    assert mails() == []


def test_the_team_hears_when_nobody_has_taken_the_zaak(zaak: Zaak, team: Groep, klok: Klok) -> None:
    team.email = "team@voorbeeldstad.example"
    team.save(update_fields=["email"])

    assert ochtend(klok, "2026-04-23") == ["2026-04-28"]
    assert [adres for adres, _onderwerp in mails()] == [team.email]
