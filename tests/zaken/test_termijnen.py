"""The dates of a zaak as they are stored: always those that follow from what happened, whoever told it."""

import contextlib
import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mijnportaal.accounts.models import Applicatie, Gebruiker, Groep
from mijnportaal.kern import termijnen
from tests import fabrieken
from zaken.models import Gebeurtenis, Opschorting, Zaak
from zaken.services.catalogus import publiceer
from zaken.services.opgaven import herbereken, stel_datums_vast, zet_opschorting, zet_verlenging
from zaken.services.opschorten import hervat, schort_op
from zaken.services.sloten import vergrendel
from zaken.services.taken import laat_taak_vervallen, vraag_aanvulling
from zaken.services.termijnen import termijn_van
from zaken.services.verlengen import noem_latere_datum, verleng

pytestmark = pytest.mark.django_db

d = datetime.date.fromisoformat
Soort = Gebeurtenis.Soort


def versie_met(team: Groep, **velden: Any) -> Any:
    """Return a published budget whose term can be lengthened by six weeks."""
    versie = fabrieken.budgetversie(team)
    for naam, waarde in {
        "verlenging_mogelijk": True,
        "verlengingstermijn": "P6W",
        "servicenorm": "P6W",
        **velden,
    }.items():
        setattr(versie, naam, waarde)
    versie.save()
    versie = publiceer(versie)
    fabrieken.sta_toe(team, versie.zaaktype)
    return versie


@pytest.fixture
def zaak(klok: time_machine.Traveller, team: Groep, inwoner: Gebruiker) -> Zaak:
    """A budget that Fatima asked for on Monday 2 March 2026."""
    return fabrieken.maak_zaak(versie_met(team), van=inwoner)


@pytest.fixture
def systeem(db: None) -> Applicatie:
    return fabrieken.maak_applicatie("zaaksysteem", alles=True)


@pytest.fixture
def in_een_handeling(zaak: Zaak) -> Callable[..., Zaak]:
    """Do what another system tells within one act, as `wijzig_zaak` does, and return the zaak as it is then."""

    def doe(functie: Callable[..., object], **kwargs: object) -> Zaak:
        with transaction.atomic():
            functie(vergrendel(zaak), **kwargs)
        zaak.refresh_from_db()
        return zaak

    return doe


def codes(handeling: Callable[[], object]) -> list[str | None]:
    with pytest.raises(ValidationError) as fout:
        handeling()
    return [reden.code for reden in fout.value.error_list]


def opgeslagen(zaak: Zaak) -> tuple[datetime.date | None, datetime.date | None]:
    zaak.refresh_from_db()
    return zaak.uiterlijke_einddatum, zaak.streefdatum


def herberekend(zaak: Zaak) -> tuple[datetime.date | None, datetime.date | None]:
    datums = termijn_van(Zaak.objects.select_related("zaaktypeversie").get(pk=zaak.pk))
    return datums.uiterlijke_einddatum, datums.streefdatum


def uit_het_logboek(zaak: Zaak) -> datetime.date | None:
    """Return the last day as it follows from the trail alone."""
    opschortingen: list[termijnen.Opschorting] = []
    verlengingen: list[termijnen.Verlenging] = []
    for rij in zaak.gebeurtenissen.order_by("volgnummer"):
        feit = rij.gegevens
        if rij.soort == Soort.OPGESCHORT:
            opschortingen.append(termijnen.Opschorting(d(feit["begonnen_op"]), None))
        elif rij.soort == Soort.HERVAT:
            opschortingen[-1] = termijnen.Opschorting(d(feit["begonnen_op"]), d(feit["beeindigd_op"]))
        elif rij.soort == Soort.VERLENGD and feit["grond"] == "verdaging":
            met = termijnen.Termijn.van_iso(feit["duur"])
            grond = termijnen.Verlenging.Grond.VERDAGING
            verlengingen.append(termijnen.Verlenging(d(feit["besloten_op"]), grond, met=met))
    termijn = termijnen.Termijn.van_iso(zaak.zaaktypeversie.doorlooptijd)
    return termijnen.bereken(zaak.startdatum, termijn, opschortingen=opschortingen, verlengingen=verlengingen).datum


def handelingen(zaak: Zaak, medewerker: Gebruiker) -> Iterator[Callable[[], object]]:
    """Yield every act that touches the term, to choose from."""
    morgen = timezone.localdate() + datetime.timedelta(days=10)
    yield lambda: schort_op(
        zaak, grond=Opschorting.Grond.OVERMACHT, reden="Brand.", verwacht_tot=morgen, door=medewerker
    )
    yield lambda: hervat(zaak, reden="Geblust.", door=medewerker)
    yield lambda: verleng(zaak, duur="P3W", reden="Advies.", door=medewerker)
    yield lambda: noem_latere_datum(zaak, datum=morgen + datetime.timedelta(weeks=20), reden="Druk.", door=medewerker)
    yield lambda: vraag_aanvulling(
        zaak, titel="Bon", toelichting="Graag.", uiterlijk_op=morgen, informatieobjecttype=None, door=medewerker
    )
    yield lambda: [laat_taak_vervallen(taak, reden="Niet nodig.", door=medewerker) for taak in zaak.taken.open()]


@pytest.mark.eis("T-14")
@pytest.mark.parametrize("worp", range(4))
def test_p7_after_every_act_the_stored_dates_are_those_of_the_rows_and_of_the_trail(
    zaak: Zaak, behandelaar: Gebruiker, klok: time_machine.Traveller, worp: int
) -> None:
    kans = random.Random(worp)
    for _keer in range(10):
        klok.shift(datetime.timedelta(days=kans.randint(0, 9)))
        handeling = kans.choice(list(handelingen(zaak, behandelaar)))
        with contextlib.suppress(ValidationError):  # refused: then nothing may have changed either
            handeling()
        assert opgeslagen(zaak) == herberekend(zaak)
        assert zaak.uiterlijke_einddatum == uit_het_logboek(zaak)


@pytest.mark.eis("T-07")
def test_without_a_term_in_a_law_the_date_that_is_told_becomes_the_term(
    klok: time_machine.Traveller, team: Groep, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    zaak = fabrieken.maak_zaak(versie_met(team, wettelijke_termijn=False), van=inwoner)

    noem_latere_datum(zaak, datum=d("2026-06-10"), reden="Er is veel werk.", door=behandelaar)

    assert opgeslagen(zaak)[0] == d("2026-06-10")
    assert zaak.gecommuniceerde_einddatum == d("2026-06-10")
    klok.move_to("2026-06-11 10:00+02:00")
    te_laat = codes(lambda: noem_latere_datum(zaak, datum=d("2026-07-10"), reden="Nog meer.", door=behandelaar))
    assert te_laat == ["termijn-verstreken"]


@pytest.mark.eis("T-07")
def test_every_reason_against_a_longer_term_is_told_at_once(
    klok: time_machine.Traveller, team: Groep, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    versie = versie_met(team, verlenging_mogelijk=False, verlengingstermijn="")
    zaak = fabrieken.maak_zaak(versie, van=inwoner)
    schort_op(zaak, grond=Opschorting.Grond.OVERMACHT, reden="Brand.", verwacht_tot=None, door=behandelaar)

    assert codes(lambda: verleng(zaak, duur="P0D", reden=" ", door=behandelaar)) == [
        "verlenging-niet-mogelijk",
        "opgeschort",
        "duur-te-kort",
        "reden-ontbreekt",
    ]


@pytest.mark.eis("T-06")
def test_p6_the_night_to_new_year_is_still_the_old_year(
    klok: time_machine.Traveller, team: Groep, inwoner: Gebruiker
) -> None:
    klok.move_to("2026-12-31 23:30+01:00")

    zaak = fabrieken.maak_zaak(versie_met(team), van=inwoner)

    assert zaak.startdatum == d("2026-12-31")
    assert zaak.uiterlijke_einddatum == d("2027-02-25")


# What another system tells


def test_a_suspension_of_another_system_stops_the_term_and_its_end_gives_the_date(
    zaak: Zaak, systeem: Applicatie, klok: time_machine.Traveller, in_een_handeling: Callable[..., Zaak]
) -> None:
    in_een_handeling(zet_opschorting, indicatie=True, reden="Wacht op advies.", door=systeem)
    assert zaak.uiterlijke_einddatum is None
    assert zaak.opschortingen.get().grond == "anders"

    klok.move_to("2026-03-16 10:00+01:00")
    in_een_handeling(zet_opschorting, indicatie=False, reden="", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak) == (d("2026-05-11"), d("2026-04-28"))
    assert zaak.opschortingen.get().reden == "Wacht op advies."


def test_telling_the_same_again_leaves_no_trace(
    zaak: Zaak, systeem: Applicatie, in_een_handeling: Callable[..., Zaak]
) -> None:
    for _keer in range(2):
        in_een_handeling(zet_opschorting, indicatie=True, reden="Wacht op advies.", door=systeem)
        in_een_handeling(zet_verlenging, reden="Veel werk.", duur="P2W", door=systeem)
    soorten = list(zaak.gebeurtenissen.order_by("volgnummer").values_list("soort", flat=True))
    assert soorten[-2:] == ["opgeschort", "verlengd"]
    assert len(soorten) == 3


def test_a_reason_without_a_suspension_is_kept_and_stops_nothing(
    zaak: Zaak, systeem: Applicatie, in_een_handeling: Callable[..., Zaak]
) -> None:
    in_een_handeling(zet_opschorting, indicatie=False, reden="Was even stil.", door=systeem)

    assert zaak.opschortingen.get().reden == "Was even stil."
    assert opgeslagen(zaak) == herberekend(zaak) == (d("2026-04-28"), d("2026-04-13"))


def test_a_verlenging_of_another_system_is_recorded_changed_and_taken_back(
    zaak: Zaak, systeem: Applicatie, in_een_handeling: Callable[..., Zaak]
) -> None:
    in_een_handeling(zet_verlenging, reden="Veel werk.", duur="P2W", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak) == (d("2026-05-11"), d("2026-04-28"))

    in_een_handeling(zet_verlenging, reden="Heel veel werk.", duur="P1M", door=systeem)
    assert zaak.verlengingen.get().duur == "P1M"
    assert opgeslagen(zaak) == herberekend(zaak)

    in_een_handeling(zet_verlenging, reden="", duur="", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak) == (d("2026-04-28"), d("2026-04-13"))


@pytest.mark.eis("T-14")
def test_a_date_that_another_system_gives_stays_until_we_do_something(
    zaak: Zaak,
    systeem: Applicatie,
    behandelaar: Gebruiker,
    klok: time_machine.Traveller,
    in_een_handeling: Callable[..., Zaak],
) -> None:
    in_een_handeling(zet_opschorting, indicatie=True, reden="Wacht op advies.", door=systeem)
    zondag = d("2026-06-14")
    in_een_handeling(stel_datums_vast, einddatum=zondag, streefdatum=d("2026-05-30"), reden="", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak) == (zondag, d("2026-05-30"))
    in_een_handeling(zet_opschorting, indicatie=False, reden="", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak) == (zondag, d("2026-05-30"))

    klok.shift(datetime.timedelta(days=1))
    schort_op(zaak, grond=Opschorting.Grond.OVERMACHT, reden="Brand.", verwacht_tot=None, door=behandelaar)
    klok.shift(datetime.timedelta(days=8))
    hervat(zaak, door=behandelaar)
    assert (
        opgeslagen(zaak) == herberekend(zaak) == (d("2026-06-22"), d("2026-05-30"))
    )  # Sunday and seven days, so Monday

    in_een_handeling(stel_datums_vast, einddatum=None, streefdatum=None, reden="", door=systeem)
    assert opgeslagen(zaak) == herberekend(zaak)
    assert zaak.opgegeven_einddatum is None


def test_a_date_that_is_sent_back_as_it_was_changes_nothing(
    zaak: Zaak, systeem: Applicatie, in_een_handeling: Callable[..., Zaak]
) -> None:
    in_een_handeling(
        stel_datums_vast,
        einddatum=zaak.uiterlijke_einddatum,
        streefdatum=zaak.streefdatum,
        reden="",
        door=systeem,
    )

    assert zaak.opgegeven_einddatum is None
    assert zaak.gebeurtenissen.count() == 1


def test_another_startdatum_counts_the_dates_anew_with_its_reason(
    zaak: Zaak, systeem: Applicatie, in_een_handeling: Callable[..., Zaak]
) -> None:
    Zaak.objects.filter(pk=zaak.pk).update(startdatum=d("2026-02-02"))

    in_een_handeling(herbereken, reden="De startdatum is veranderd.", door=systeem)

    assert opgeslagen(zaak) == herberekend(zaak) == (d("2026-03-30"), d("2026-03-16"))
    gebeurtenis = zaak.gebeurtenissen.get(soort="termijn_gewijzigd")
    assert gebeurtenis.gegevens["reden"] == "De startdatum is veranderd."
    assert (gebeurtenis.gegevens["van"], gebeurtenis.door_naam) == ("2026-04-28", "Applicatie zaaksysteem")
