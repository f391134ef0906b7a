"""Two employees change the same term in the same second: it stands still once, becomes longer once, and adds up."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker, Groep
from tests import fabrieken
from tests.zaken.behandeling.test_gelijktijdig import tegelijk
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import AardRelatie, Opschorting, Verlenging, Zaak
from zaken.services.catalogus import publiceer
from zaken.services.opschorten import schort_op
from zaken.services.relaties import leg_relatie
from zaken.services.termijnen import termijn_van
from zaken.services.verlengen import verleng

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def zaak(team: Groep) -> Zaak:
    versie = fabrieken.budgetversie(team)
    versie.verlenging_mogelijk, versie.verlengingstermijn = True, "P6W"
    versie.save()
    versie = publiceer(versie)
    fabrieken.sta_toe(team, versie.zaaktype)
    return fabrieken.maak_zaak(versie)


def uitkomst(handeling: Callable[[], object]) -> Callable[[], str]:
    """Return the act as one that says "gelukt", or the code of why not."""

    def doe() -> str:
        try:
            handeling()
        except ValidationError as fout:
            return str(fout.error_list[0].code)
        except IntegrityError as fout:
            return str(fout)
        return "gelukt"

    return doe


def test_of_two_who_make_the_term_longer_one_does(zaak: Zaak, behandelaar: Gebruiker, collega: Gebruiker) -> None:
    uitkomsten = tegelijk(
        uitkomst(lambda: verleng(zaak, duur="P2W", reden="Advies.", door=behandelaar)),
        uitkomst(lambda: verleng(zaak, duur="P6W", reden="Druk.", door=collega)),
    )

    assert sorted(uitkomsten) == ["al-verlengd", "gelukt"]
    zaak.refresh_from_db()
    assert zaak.uiterlijke_einddatum == termijn_van(zaak).uiterlijke_einddatum
    assert breuk_in_keten(zaak) is None


def test_standing_still_and_becoming_longer_at_once_leave_one_whole(
    zaak: Zaak, behandelaar: Gebruiker, collega: Gebruiker
) -> None:
    uitkomsten = tegelijk(
        uitkomst(
            lambda: schort_op(
                zaak, grond=Opschorting.Grond.OVERMACHT, reden="Brand.", verwacht_tot=None, door=behandelaar
            )
        ),
        uitkomst(lambda: verleng(zaak, duur="P6W", reden="Druk.", door=collega)),
    )

    # Whoever comes second sees what the first did: a term that stands still has no last day to make longer.
    assert uitkomsten in (["gelukt", "opgeschort"], ["gelukt", "gelukt"])
    zaak.refresh_from_db()
    assert zaak.uiterlijke_einddatum is None
    assert breuk_in_keten(zaak) is None


def test_two_zaken_that_are_related_from_both_sides_at_once_never_wait_in_a_circle(
    zaak: Zaak, behandelaar: Gebruiker, collega: Gebruiker
) -> None:
    andere = fabrieken.maak_zaak(zaak.zaaktypeversie)

    uitkomsten = tegelijk(
        uitkomst(lambda: leg_relatie(zaak, andere, aard=AardRelatie.VERVOLG, door=behandelaar)),
        uitkomst(lambda: leg_relatie(andere, zaak, aard=AardRelatie.VERVOLG, door=collega)),
    )

    assert sorted(uitkomsten) == ["gelukt", "relatie-bestaat-al"]


def test_without_the_lock_the_index_refuses_the_second(zaak: Zaak) -> None:
    """The control: two writers that take no lock do meet, and the database lets one through."""

    def zonder_slot() -> None:
        vandaag = timezone.localdate()
        with transaction.atomic():
            Verlenging.objects.create(zaak=zaak, reden="Druk.", duur="P2W", besloten_op=vandaag)

    uitkomsten = tegelijk(uitkomst(zonder_slot), uitkomst(zonder_slot))

    assert uitkomsten.count("gelukt") == 1
    assert any("zaak_heeft_een_verdaging" in zin for zin in uitkomsten)
