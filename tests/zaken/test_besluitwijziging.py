"""A decision that changes or is withdrawn: made known anew, with its reason, and followed by the archive date."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import ValidationError

from mijnportaal.accounts.models import Gebruiker, Groep
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import werk_taken_af
from zaken.models import Besluit, Gebeurtenis, Resultaattype, Vervalreden, Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af
from zaken.services.besluiten import leg_besluit_vast, trek_besluit_in, wijzig_besluit
from zaken.services.besluitregister import werk_besluit_bij
from zaken.services.catalogus import publiceer

INGANG = datetime.date(2026, 3, 9)


@pytest.fixture(autouse=True)
def vandaag(klok: time_machine.Traveller) -> time_machine.Traveller:
    """Let it be Monday 2 March 2026."""
    klok.move_to("2026-03-02T10:00:00+01:00")
    return klok


@pytest.fixture
def zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    return fabrieken.maak_zaak(budgettype, van=inwoner)


@pytest.fixture
def besluit(zaak: Zaak, behandelaar: Gebruiker) -> Besluit:
    besluittype = zaak.zaaktypeversie.besluittypen.get()
    return leg_besluit_vast(zaak, besluittype, ingangsdatum=INGANG, motivering="Goed plan.", door=behandelaar)


def codes(handeling: Callable[[], object]) -> list[str]:
    with pytest.raises(ValidationError) as fout:
        handeling()
    return [str(reden.code) for reden in fout.value.error_list]


def wijzig(
    besluit: Besluit, door: Gebruiker, *, motivering: str = "Beter plan.", reden: str = "Bedrag klopte niet."
) -> Besluit:
    return wijzig_besluit(besluit, ingangsdatum=INGANG, motivering=motivering, reden=reden, door=door)


def trek_in(besluit: Besluit, door: Gebruiker, *, per: datetime.date = INGANG, reden: str = "Op verzoek.") -> Besluit:
    return trek_besluit_in(besluit, per=per, vervalreden=Vervalreden.INGETROKKEN_BELANGHEBBENDE, reden=reden, door=door)


def test_a_changed_decision_is_made_known_anew(
    besluit: Besluit, behandelaar: Gebruiker, inwoner: Gebruiker, vandaag: time_machine.Traveller
) -> None:
    vandaag.move_to("2026-03-16T10:00:00+01:00")
    wijzig(besluit, behandelaar)
    besluit.refresh_from_db()
    assert besluit.motivering == "Beter plan."
    assert besluit.bekendgemaakt_op == datetime.date(2026, 3, 16)
    assert besluit.uiterlijke_reactiedatum == datetime.date(2026, 4, 28)  # six weeks, and 27 April is a holiday
    gebeurtenis = Gebeurtenis.objects.filter(hoofdobject=besluit.uuid).latest("volgnummer")
    assert (gebeurtenis.soort, gebeurtenis.gegevens["reden"]) == ("besluit_gewijzigd", "Bedrag klopte niet.")
    werk_taken_af()
    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Wij hebben een besluit veranderd")
    assert "Bedrag klopte niet." in bericht.tekst
    assert "28 april 2026" in bericht.tekst


def test_a_withdrawn_decision_holds_until_its_day(besluit: Besluit, behandelaar: Gebruiker, inwoner: Gebruiker) -> None:
    trek_in(besluit, behandelaar, per=datetime.date(2026, 6, 1))
    besluit.refresh_from_db()
    assert (besluit.vervaldatum, besluit.vervalreden) == (datetime.date(2026, 6, 1), "ingetrokken_belanghebbende")
    assert besluit.uiterlijke_reactiedatum == datetime.date(2026, 4, 13)  # that of the decision itself stays
    werk_taken_af()
    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Wij hebben een besluit ingetrokken")
    assert "Op verzoek." in bericht.tekst
    assert "1 juni 2026" in bericht.tekst


def test_every_reason_against_it_is_told_at_once(besluit: Besluit, behandelaar: Gebruiker) -> None:
    assert codes(lambda: wijzig(besluit, behandelaar, motivering=" ", reden="")) == [
        "motivering-ontbreekt",
        "reden-ontbreekt",
    ]
    assert codes(lambda: trek_in(besluit, behandelaar, per=INGANG - datetime.timedelta(days=1), reden=" ")) == [
        "reden-ontbreekt",
        "vervaldatum-voor-ingangsdatum",
    ]
    assert Gebeurtenis.objects.filter(hoofdobject=besluit.uuid).count() == 1


def test_a_withdrawn_decision_does_not_change_again(besluit: Besluit, behandelaar: Gebruiker) -> None:
    trek_in(besluit, behandelaar)
    assert codes(lambda: wijzig(besluit, behandelaar)) == ["besluit-vervallen"]
    assert codes(lambda: trek_in(besluit, behandelaar)) == ["besluit-vervallen"]


def test_a_temporary_decision_can_be_withdrawn_before_its_end(
    besluit: Besluit, behandelaar: Gebruiker, vandaag: time_machine.Traveller
) -> None:
    tijdelijk = {"vervaldatum": datetime.date(2026, 6, 1), "vervalreden": "tijdelijk"}
    werk_besluit_bij(besluit, tijdelijk, door=behandelaar)
    wijzig(besluit, behandelaar)
    vandaag.move_to("2026-06-01T10:00:00+02:00")
    assert codes(lambda: trek_in(besluit, behandelaar)) == ["besluit-vervallen"]
    vandaag.move_to("2026-05-01T10:00:00+02:00")
    trek_in(besluit, behandelaar, per=datetime.date(2026, 5, 2))
    besluit.refresh_from_db()
    assert (besluit.vervaldatum, besluit.vervalreden) == (datetime.date(2026, 5, 2), "ingetrokken_belanghebbende")


def test_a_withdrawn_decision_can_be_taken_again(besluit: Besluit, zaak: Zaak, behandelaar: Gebruiker) -> None:
    def neem() -> Besluit:
        return leg_besluit_vast(
            zaak, besluit.besluittype, ingangsdatum=INGANG, motivering="Goed plan.", door=behandelaar
        )

    assert codes(neem) == ["besluit-bestaat-al"]
    trek_in(besluit, behandelaar)
    assert neem().pk != besluit.pk


def sluit(zaak: Zaak, behandelaar: Gebruiker) -> None:
    """Close the zaak with the outcome whose retention begins when the decision ends."""
    sluit_af(
        zaak, Resultaattype.objects.get(zaaktypeversie=zaak.zaaktypeversie, omschrijving="Tijdelijk"), door=behandelaar
    )


@pytest.fixture
def tijdelijk(team: Groep) -> Zaaktypeversie:
    """A zaaktype of which the retention runs from the end of the decision."""
    versie = fabrieken.budgetversie(team)
    versie.selectielijst_procestype = "2"
    versie.save()
    versie.resultaattypen.update(selectielijst_nummer="2.2")
    fabrieken.voeg_resultaat_toe(
        versie,
        "Tijdelijk",
        selectielijst_nummer="2.1",
        afleidingswijze="vervaldatum_besluit",
        archiefactietermijn="P1Y",
        besluit_verplicht=True,
    )
    return publiceer(versie)


@pytest.mark.eis("zrc-021")
def test_the_archive_date_of_a_closed_zaak_follows_its_decision(
    tijdelijk: Zaaktypeversie, behandelaar: Gebruiker
) -> None:
    fabrieken.sta_toe(behandelaar.groepen.get(), tijdelijk.zaaktype, "lezen", "behandelen")  # type: ignore[arg-type]
    zaak = fabrieken.maak_zaak(tijdelijk)
    besluit = leg_besluit_vast(
        zaak, tijdelijk.besluittypen.get(), ingangsdatum=INGANG, motivering="Goed plan.", door=behandelaar
    )
    sluit(zaak, behandelaar)
    zaak.refresh_from_db()
    assert zaak.archiefactiedatum is None

    def met(vervaldatum: datetime.date | None) -> datetime.date | None:
        werk_besluit_bij(besluit, {"vervaldatum": vervaldatum}, geforceerd=True, door=behandelaar)
        zaak.refresh_from_db()
        return zaak.archiefactiedatum

    assert codes(lambda: trek_in(besluit, behandelaar)) == ["zaak-gesloten"]
    assert met(datetime.date(2026, 6, 1)) == datetime.date(2027, 6, 1)
    assert met(datetime.date(2026, 7, 1)) == datetime.date(2027, 7, 1)
    assert met(None) is None
