"""The services behind roles: who comes, who goes, and what two at once may do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Gebruiker
from tests import fabrieken
from tests.zaken.api.zaakproef import proefversie, sluit
from zaken.models import Betrokkene, Gebeurtenis, Rol, Rolsoort, Zaak
from zaken.services.rollen import Rolgegevens, beeindig_rol, verwijder_rol, voeg_rol_toe, wijzig_rol

Soort = Betrokkene.Soort


@pytest.fixture
def zaak(team: Any) -> Zaak:
    """A zaak of a type that has every generic role, without anybody in it."""
    return leeg(fabrieken.maak_zaak(proefversie(team)))


def leeg(zaak: Zaak) -> Zaak:
    """Return the zaak without who asked for it."""
    zaak.rollen.all().delete()
    return zaak


def rol(zaak: Zaak, soort: Rolsoort, gegevens: Rolgegevens) -> Rol:
    """Return this role, added now."""
    return voeg_rol_toe(zaak, zaak.zaaktypeversie.roltypen.get(soort=soort), gegevens, door=Naamloos.SYSTEEM)


def medewerker(naam: str) -> Rolgegevens:
    return Rolgegevens(Soort.MEDEWERKER, {"identificatie": naam, "achternaam": naam})


def eenheid(naam: str) -> Rolgegevens:
    return Rolgegevens(Soort.ORGANISATORISCHE_EENHEID, {"identificatie": naam, "naam": naam})


def codes(handeling: Callable[[], object]) -> list[str | None]:
    """Return the codes of why this is refused."""
    with pytest.raises(ValidationError) as fout:
        handeling()
    return [reden.code for reden in fout.value.error_list]


@pytest.mark.django_db
def test_a_new_employee_ends_the_former_who_stays_visible(zaak: Zaak) -> None:
    eerste = rol(zaak, Rolsoort.BEHANDELAAR, medewerker("anna"))
    team = rol(zaak, Rolsoort.BEHANDELAAR, eenheid("vergunningen"))
    tweede = rol(zaak, Rolsoort.BEHANDELAAR, medewerker("bert"))

    eerste.refresh_from_db()
    assert eerste.geldig_tot == tweede.geldig_van
    assert set(zaak.rollen.filter(geldig_tot=None)) == {team, tweede}


@pytest.mark.django_db
def test_a_role_ends_once_and_makes_place(zaak: Zaak) -> None:
    coordinator = rol(zaak, Rolsoort.ZAAKCOORDINATOR, medewerker("anna"))
    assert codes(lambda: rol(zaak, Rolsoort.ZAAKCOORDINATOR, medewerker("bert"))) == ["max-occurences"]

    beeindig_rol(coordinator, reden="Gaat met verlof", door=Naamloos.SYSTEEM)

    assert codes(lambda: beeindig_rol(coordinator, reden="", door=Naamloos.SYSTEEM)) == ["rol-beeindigd"]
    assert rol(zaak, Rolsoort.ZAAKCOORDINATOR, medewerker("bert")).geldig_tot is None
    laatste = zaak.gebeurtenissen.get(soort=Gebeurtenis.Soort.ROL_BEEINDIGD)
    assert laatste.gegevens["reden"] == "Gaat met verlof"


@pytest.mark.django_db
def test_an_initiator_stays_who_asked_also_after_he_withdrew(zaak: Zaak) -> None:
    aanvrager = Rolgegevens(Soort.NATUURLIJK_PERSOON, {"inpBsn": fabrieken.BSN_WIM, "geslachtsnaam": "Vries"})
    eerste = rol(zaak, Rolsoort.INITIATOR, aanvrager)
    beeindig_rol(eerste, reden="Ingetrokken", door=Naamloos.SYSTEEM)

    assert codes(lambda: rol(zaak, Rolsoort.INITIATOR, aanvrager)) == ["max-occurences"]


@pytest.mark.django_db
def test_a_unit_does_not_become_a_second_employee(zaak: Zaak) -> None:
    rol(zaak, Rolsoort.BEHANDELAAR, medewerker("anna"))
    team = rol(zaak, Rolsoort.BEHANDELAAR, eenheid("vergunningen"))

    assert codes(lambda: wijzig_rol(team, medewerker("bert"), door=Naamloos.SYSTEEM)) == ["max-occurences"]


@pytest.mark.django_db
def test_who_is_nowhere_else_goes_with_the_role(zaak: Zaak) -> None:
    een = rol(zaak, Rolsoort.BELANGHEBBENDE, eenheid("wijkraad"))
    twee = rol(zaak, Rolsoort.ADVISEUR, eenheid("wijkraad"))
    assert een.betrokkene == twee.betrokkene

    verwijder_rol(een, door=Naamloos.SYSTEEM)
    assert Betrokkene.objects.filter(pk=twee.betrokkene_id).exists()
    verwijder_rol(twee, door=Naamloos.SYSTEEM)
    assert not Betrokkene.objects.filter(pk=twee.betrokkene_id).exists()


@pytest.mark.django_db
@pytest.mark.eis("zrc-007")
def test_a_closed_zaak_keeps_its_roles_unless_forced(zaak: Zaak) -> None:
    adviseur = rol(zaak, Rolsoort.ADVISEUR, eenheid("brandweer"))
    sluit(zaak)

    assert codes(lambda: rol(zaak, Rolsoort.ADVISEUR, eenheid("politie"))) == ["zaak-gesloten"]
    assert codes(lambda: wijzig_rol(adviseur, eenheid("politie"), door=Naamloos.SYSTEEM)) == ["zaak-gesloten"]
    assert codes(lambda: beeindig_rol(adviseur, reden="", door=Naamloos.SYSTEEM)) == ["zaak-gesloten"]
    assert codes(lambda: verwijder_rol(adviseur, door=Naamloos.SYSTEEM)) == ["zaak-gesloten"]
    verwijder_rol(adviseur, door=Naamloos.SYSTEEM, geforceerd=True)
    assert not zaak.rollen.exists()


@pytest.mark.django_db
@pytest.mark.eis("M.P14")
def test_nobody_arranges_who_is_who_in_a_zaak_of_his_own(zaak: Zaak, behandelaar: Gebruiker) -> None:
    roltype = zaak.zaaktypeversie.roltypen.get(soort=Rolsoort.ADVISEUR)
    rol(zaak, Rolsoort.BELANGHEBBENDE, medewerker(behandelaar.username))

    assert codes(lambda: voeg_rol_toe(zaak, roltype, eenheid("brandweer"), door=behandelaar)) == ["eigen-zaak"]


def tegelijk(*handelingen: Callable[[], object]) -> list[str]:
    """Return what each of these came to, all begun at the same moment in a thread of their own."""
    start = Barrier(len(handelingen))

    def voer_uit(handeling: Callable[[], object]) -> str:
        start.wait(timeout=10)
        try:
            handeling()
        except ValidationError as fout:
            return ",".join(str(reden.code) for reden in fout.error_list)
        finally:
            connection.close()
        return "gelukt"

    with ThreadPoolExecutor(len(handelingen)) as draden:
        return list(draden.map(voer_uit, handelingen))


@pytest.mark.django_db(transaction=True)
def test_of_two_initiators_at_once_one_is_refused(zaak: Zaak) -> None:
    uitkomsten = tegelijk(*(lambda naam=naam: rol(zaak, Rolsoort.INITIATOR, eenheid(naam)) for naam in ("een", "twee")))

    assert sorted(uitkomsten) == ["gelukt", "max-occurences"]
    assert zaak.rollen.get().soort == Rolsoort.INITIATOR


@pytest.mark.django_db(transaction=True)
def test_of_two_employees_at_once_the_last_handles_the_zaak(zaak: Zaak) -> None:
    uitkomsten = tegelijk(
        *(lambda naam=naam: rol(zaak, Rolsoort.BEHANDELAAR, medewerker(naam)) for naam in ("een", "twee"))
    )

    assert uitkomsten == ["gelukt", "gelukt"]
    assert zaak.rollen.filter(geldig_tot=None).count() == 1
    assert zaak.rollen.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_new_person_in_two_zaken_at_once_is_one_row(zaak: Zaak) -> None:
    andere = leeg(fabrieken.maak_zaak(zaak.zaaktypeversie))
    wie = Rolgegevens(Soort.NATUURLIJK_PERSOON, {"inpBsn": fabrieken.BSN_WIM, "geslachtsnaam": "Vries"})

    uitkomsten = tegelijk(*(lambda van=van: rol(van, Rolsoort.BELANGHEBBENDE, wie) for van in (zaak, andere)))

    assert uitkomsten == ["gelukt", "gelukt"]
    assert Betrokkene.objects.met_bsn(fabrieken.BSN_WIM).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("soort", "identificatie"),
    [
        (Soort.NIET_NATUURLIJK_PERSOON, {"innNnpId": "002564440", "statutaireNaam": "Bakkerij BV"}),
        (Soort.VESTIGING, {"vestigingsNummer": "000012345678", "handelsnaam": ["Bakkerij"]}),
        (Soort.MEDEWERKER, {"identificatie": "anna", "achternaam": "Anna"}),
        (Soort.NATUURLIJK_PERSOON, {"inpA_nummer": "1234567890", "geslachtsnaam": "Vries"}),
    ],
)
def test_the_same_new_betrokkene_at_once_is_one_row(zaak: Zaak, soort: Any, identificatie: dict[str, Any]) -> None:
    andere = leeg(fabrieken.maak_zaak(zaak.zaaktypeversie))
    wie = Rolgegevens(soort, identificatie)

    uitkomsten = tegelijk(*(lambda van=van: rol(van, Rolsoort.BELANGHEBBENDE, wie) for van in (zaak, andere)))

    assert uitkomsten == ["gelukt", "gelukt"]
    assert Rol.objects.filter(zaak__in=(zaak, andere)).values("betrokkene").distinct().count() == 1
