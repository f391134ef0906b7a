"""What the database refuses, and who is who."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from mijnportaal.accounts.actoren import Naamloos, naam_van
from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Applicatie, Gebruiker, Groep, Inzage, Profiel
from mijnportaal.accounts.services import inwoner_voor, maak_medewerker

pytestmark = pytest.mark.django_db


@pytest.fixture
def eva(db: None) -> Gebruiker:
    """Return a behandelaar."""
    groep = Groep.objects.create(naam="Team Samenleving", profiel=Profiel.BEHANDELAAR)
    return maak_medewerker("m2003", naam="Eva Smit", email="eva@example.nl", groepen=[groep])


@pytest.mark.parametrize("recht", ["is_staff", "is_superuser"])
def test_resident_cannot_be_made_administrator(recht: str) -> None:
    inwoner = inwoner_voor("bsn", "999990019")
    with pytest.raises(IntegrityError, match="gebruiker_inwoner_is_geen_beheerder"), transaction.atomic():
        Gebruiker.objects.filter(pk=inwoner.pk).update(**{recht: True})


def test_resident_has_no_profile_even_in_a_group(eva: Gebruiker) -> None:
    inwoner = inwoner_voor("bsn", "999990019")
    inwoner.groepen.set(Groep.objects.all())
    assert inwoner.profielen == frozenset()
    assert eva.heeft_profiel(Profiel.KCC, Profiel.BEHANDELAAR)
    assert not eva.heeft_profiel(Profiel.KCC)


def test_account_of_a_number_is_found_again_and_follows_a_new_name() -> None:
    eerste = inwoner_voor("bsn", "999990019", naam="Fatima")
    assert inwoner_voor("bsn", "999990019") == eerste
    assert inwoner_voor("bsn", "999990019", naam="Fatima de Vries").naam == "Fatima de Vries"
    assert inwoner_voor("kvk", "90000011") != eerste
    assert not eerste.has_usable_password()
    assert "999990019" not in eerste.username


def test_staff_member_made_twice_is_one(eva: Gebruiker) -> None:
    weer = maak_medewerker("m2003", naam="Eva de Smit", email="", groepen=[])
    assert weer == eva
    assert weer.naam == "Eva de Smit"
    assert not weer.groepen.exists()


def test_actor_has_a_name(eva: Gebruiker) -> None:
    assert naam_van(eva) == "Eva Smit"
    assert naam_van(inwoner_voor("bsn", "999990019")) == "Inwoner of ondernemer"
    assert naam_van(Applicatie(label="Omgevingsloket")) == "Omgevingsloket"
    assert naam_van(Naamloos.SYSTEEM) == "Automatisch"
    assert naam_van(Naamloos.ZONDER_LOGIN) == "Aanvrager zonder inloggen"


@pytest.mark.eis("P-09")
def test_look_at_data_needs_a_purpose(eva: Gebruiker) -> None:
    onderwerp = uuid.uuid4()
    inzage = leg_inzage_vast(
        eva, soort=Inzage.Onderwerp.ZAAK, onderwerp=onderwerp, doel=" Behandeling van de zaak ", scherm="zaak"
    )
    inzage.refresh_from_db()
    assert (inzage.onderwerp, inzage.doel, inzage.gebruiker) == (onderwerp, "Behandeling van de zaak", eva)
    assert inzage.tijdstip is not None
    with pytest.raises(ValidationError, match="Vul in waarom"):
        leg_inzage_vast(eva, soort=Inzage.Onderwerp.ZAAK, onderwerp=onderwerp, doel=" ", scherm="zaak")


@pytest.mark.eis("S-34")
@pytest.mark.parametrize(
    "opdracht",
    ["UPDATE accounts_inzage SET doel = 'anders'", "DELETE FROM accounts_inzage", "TRUNCATE accounts_inzage"],
)
def test_view_log_is_written_once(eva: Gebruiker, opdracht: str) -> None:
    with connection.cursor() as cursor:
        # The test database switches this one off; the test's own transaction brings that back.
        cursor.execute("ALTER TABLE accounts_inzage ENABLE TRIGGER accounts_inzage_niet_leegmaken")
        leg_inzage_vast(eva, soort=Inzage.Onderwerp.ZAAK, onderwerp=uuid.uuid4(), doel="Behandeling", scherm="zaak")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="onveranderlijk"), transaction.atomic():
            cursor.execute(opdracht)
