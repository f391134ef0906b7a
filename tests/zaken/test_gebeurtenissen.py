"""The trail of a zaak: only added to, hash-chained, and whole when many act at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import translation

from mijnportaal.accounts.actoren import Naamloos, naam_van
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import werk_taken_af
from zaken.gebeurtenissen import breuk_in_keten, leg_vast, verwerk, verwerk_achterstand
from zaken.models import Betrokkene, Gebeurtenis, Kanaal, Verwerking, Zaak, Zaaktypeversie
from zaken.services.behandeling import neem, zet_status
from zaken.services.sloten import vergrendel

Soort = Gebeurtenis.Soort
ONVERANDERLIJK = "zaken_gebeurtenis_onveranderlijk"
LEEGMAKEN = "zaken_gebeurtenis_niet_leegmaken"


@pytest.fixture
def zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker) -> Zaak:
    """A zaak with a chain of four."""
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    neem(zaak, door=behandelaar)
    for naam in ("Compleet", "Beoordeeld"):
        zet_status(zaak, budgettype.statustypen.get(omschrijving=naam), door=behandelaar)
    return zaak


def als_eigenaar_van_de_database(sql: str, params: list[Any] | None = None) -> None:
    """Change the trail as only somebody can who may switch off its trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks pending cannot be altered
        cursor.execute(f"ALTER TABLE zaken_gebeurtenis DISABLE TRIGGER {ONVERANDERLIJK}")
        cursor.execute(sql, params)
        cursor.execute(f"ALTER TABLE zaken_gebeurtenis ENABLE TRIGGER {ONVERANDERLIJK}")


@pytest.mark.eis("S-34")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE zaken_gebeurtenis SET door_naam = 'iemand anders'",
        "DELETE FROM zaken_gebeurtenis",
        "TRUNCATE zaken_gebeurtenis CASCADE",
    ],
)
def test_database_refuses_to_change_the_trail(zaak: Zaak, sql: str) -> None:
    with connection.cursor() as cursor:
        # Switched off for the whole test database (conftest), because transactional tests empty their tables.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE zaken_gebeurtenis ENABLE TRIGGER {LEEGMAKEN}")
        with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
            cursor.execute(sql)
    assert zaak.gebeurtenissen.count() == 4


@pytest.mark.eis("S-34")
def test_chain_of_a_zaak_holds(zaak: Zaak) -> None:
    assert breuk_in_keten(zaak) is None
    assert [rij.volgnummer for rij in zaak.gebeurtenissen.all()] == [1, 2, 3, 4]


@pytest.mark.eis("S-34")
@pytest.mark.parametrize(
    ("sql", "breuk_bij"),
    [
        ("UPDATE zaken_gebeurtenis SET door_naam = 'iemand anders' WHERE volgnummer = 2", 2),
        ('UPDATE zaken_gebeurtenis SET gegevens = gegevens || \'{"status": "Geweigerd"}\' WHERE volgnummer = 3', 3),
        ("UPDATE zaken_gebeurtenis SET zichtbaar_voor_inwoner = NOT zichtbaar_voor_inwoner WHERE volgnummer = 4", 4),
        ("UPDATE zaken_gebeurtenis SET tijdstip = tijdstip - interval '1 microsecond' WHERE volgnummer = 1", 1),
        ("DELETE FROM zaken_gebeurtenis WHERE volgnummer = 2", 3),
        ("UPDATE zaken_gebeurtenis SET volgnummer = 32 - 15 * (volgnummer - 1) WHERE volgnummer IN (2, 3)", 2),
    ],
    ids=["wie", "wat", "zichtbaarheid", "wanneer", "gat", "volgorde"],
)
def test_chain_shows_where_it_was_changed(zaak: Zaak, sql: str, breuk_bij: int) -> None:
    Verwerking.objects.all().delete()
    als_eigenaar_van_de_database(sql)
    breuk = breuk_in_keten(zaak)
    assert breuk is not None
    assert breuk.volgnummer == breuk_bij


def test_change_with_its_own_hash_mended_breaks_the_next_link(zaak: Zaak) -> None:
    """Someone who recomputes the hash of the row that he changed is caught by the row after it."""
    tweede = zaak.gebeurtenissen.get(volgnummer=2)
    tweede.door_naam = "iemand anders"
    als_eigenaar_van_de_database(
        "UPDATE zaken_gebeurtenis SET door_naam = %s, hash = %s WHERE id = %s",
        [tweede.door_naam, tweede.bereken_hash(), tweede.pk],
    )
    breuk = breuk_in_keten(zaak)
    assert breuk is not None
    assert breuk.volgnummer == 3


@pytest.mark.parametrize(
    ("actor", "actorsoort", "kanaal"),
    [
        ("behandelaar", "medewerker", Kanaal.WERKPLEK),
        ("inwoner", "inwoner", Kanaal.PORTAAL),
        (Naamloos.ZONDER_LOGIN, "inwoner", Kanaal.PORTAAL),
        (Naamloos.SYSTEEM, "systeem", Kanaal.SYSTEEM),
    ],
)
def test_trail_says_who_and_how_in_dutch(
    zaak: Zaak, actor: str | Naamloos, actorsoort: str, kanaal: Kanaal, request: pytest.FixtureRequest
) -> None:
    door = actor if isinstance(actor, Naamloos) else request.getfixturevalue(actor)
    with translation.override("nl"):
        naam = naam_van(door)
    with translation.override("en"), transaction.atomic():
        rij = leg_vast(vergrendel(zaak), Soort.VRIJGEGEVEN, door=door)
    assert (rij.actorsoort, rij.kanaal, rij.door_naam) == (actorsoort, kanaal, naam)
    assert rij.door == (None if isinstance(door, Naamloos) else door)


def test_twice_processed_is_once_told(zaak: Zaak) -> None:
    werk_taken_af()
    eerst = set(Bericht.objects.values_list("pk", flat=True))
    Verwerking.objects.update(verwerkt_op=None)
    assert verwerk_achterstand() == 3  # the assignment brings no message, so nothing waits for it
    assert set(Bericht.objects.values_list("pk", flat=True)) == eerst
    assert not Verwerking.objects.filter(verwerkt_op=None).exists()


def test_event_that_cannot_be_planned_does_not_hold_up_the_others(zaak: Zaak, caplog: pytest.LogCaptureFixture) -> None:
    """An address that no mail can reach spoils the messages of one zaak, not of all."""
    ander = fabrieken.maak_zaak(zaak.zaaktypeversie, email="wim@example.nl")
    Betrokkene.objects.filter(rollen__zaak=zaak).update(email="geen adres")
    verwerk_achterstand()
    wachtend = Verwerking.objects.filter(verwerkt_op=None).values_list("gebeurtenis__zaak", flat=True)
    assert set(wachtend) == {zaak.pk}
    assert Bericht.objects.filter(gebeurtenisbericht__gebeurtenis__zaak=ander).count() == 1
    assert "gebeurtenis niet verwerkt" in caplog.text


# Many at once


def tegelijk(aantal: int, doe: Callable[[int], object]) -> list[object]:
    """Return what each of so many threads got that all began at the same moment; an exception counts as its answer."""
    start = Barrier(aantal)

    def draad(nummer: int) -> object:
        start.wait(10)
        try:
            return doe(nummer)
        except Exception as fout:
            return fout
        finally:
            connections.close_all()

    with ThreadPoolExecutor(aantal) as draden:
        return list(draden.map(draad, range(aantal)))


@pytest.mark.django_db(transaction=True)
def test_chain_stays_whole_when_many_act_at_once(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    """The control shows that without the lock the same acts collide."""
    met_slot, zonder_slot = (fabrieken.maak_zaak(budgettype, van=inwoner) for _keer in range(2))

    @transaction.atomic
    def met(nummer: int) -> Gebeurtenis:
        return leg_vast(vergrendel(met_slot), Soort.VRIJGEGEVEN, door=behandelaar, nummer=nummer)

    gelezen = Barrier(8)

    @transaction.atomic
    def zonder(nummer: int) -> Gebeurtenis:
        zonder_slot.gebeurtenissen.count()
        gelezen.wait(10)
        return leg_vast(zonder_slot, Soort.VRIJGEGEVEN, door=behandelaar, nummer=nummer)

    with pytest.raises(RuntimeError, match="transactie"):
        leg_vast(met_slot, Soort.VRIJGEGEVEN, door=behandelaar)
    assert all(isinstance(antwoord, Gebeurtenis) for antwoord in tegelijk(8, met))
    assert breuk_in_keten(met_slot) is None
    assert met_slot.gebeurtenissen.count() == 9
    mislukt = [antwoord for antwoord in tegelijk(8, zonder) if isinstance(antwoord, DatabaseError)]
    assert mislukt
    assert breuk_in_keten(zonder_slot) is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_process_an_event_once(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    gebeurtenis = zaak.gebeurtenissen.get()
    assert tegelijk(4, lambda _nummer: verwerk(gebeurtenis.pk)) == [None] * 4
    assert gebeurtenis.berichten.count() == 2  # portal and mail
