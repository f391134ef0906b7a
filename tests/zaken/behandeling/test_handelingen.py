"""The acts on a zaak, through the page that staff use: what they do, and every reason why not."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker
from tests.fabrieken import maak_zaak
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Rol, Taak, Zaak, Zaaktypeversie
from zaken.services.behandeling import neem
from zaken.services.taken import vraag_aanvulling


def url(naam: str, zaak: Zaak, *meer: object) -> str:
    return reverse(f"behandeling:{naam}", args=[zaak.uuid, *meer])


def datum(waarde: datetime.date, naam: str) -> dict[str, str]:
    delen = {"dag": waarde.day, "maand": waarde.month, "jaar": waarde.year}
    return {f"{naam}_{deel}": str(getal) for deel, getal in delen.items()}


def behandelaar_van(zaak: Zaak) -> str:
    rol = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()
    return rol.betrokkene.naam if rol else ""


@pytest.fixture
def melding(meldingtype: Zaaktypeversie) -> Zaak:
    return maak_zaak(meldingtype, email="melder@example.nl")


@pytest.fixture
def budget(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    return maak_zaak(budgettype, van=inwoner)


def test_take_makes_you_the_behandelaar(client: PortaalClient, behandelaar: Gebruiker, melding: Zaak) -> None:
    antwoord = client.log_in(behandelaar).post(url("neem", melding), follow=True)

    assert behandelaar_van(melding) == "Amira Benali"
    assert "U behandelt deze zaak." in antwoord.content.decode()


def test_take_of_a_zaak_of_a_colleague_says_who_has_it(
    client: PortaalClient, behandelaar: Gebruiker, collega: Gebruiker, melding: Zaak
) -> None:
    neem(melding, door=collega)

    antwoord = client.log_in(behandelaar).post(url("neem", melding), follow=True)

    assert "Ruud Peeters behandelt deze zaak al." in antwoord.content.decode()
    assert behandelaar_van(melding) == "Ruud Peeters"


def test_give_back_asks_for_a_reason(client: PortaalClient, behandelaar: Gebruiker, melding: Zaak) -> None:
    neem(melding, door=behandelaar)

    leeg = client.log_in(behandelaar).post(url("geef_vrij", melding), {"reden": ""})
    assert "Waarom geeft u de zaak terug?" in leeg.content.decode()
    assert leeg.context["form"].foutlijst()[0].id == "id_reden"
    assert behandelaar_van(melding) == "Amira Benali"

    gedaan = client.post(url("geef_vrij", melding), {"reden": "Ik ben een week weg."}, follow=True)
    assert behandelaar_van(melding) == ""
    assert "Ik ben een week weg." in gedaan.content.decode()


def test_coordinator_gives_the_zaak_to_a_colleague(
    client: PortaalClient, coordinator: Gebruiker, collega: Gebruiker, melding: Zaak
) -> None:
    gegevens = {"aan": str(collega.uuid), "reden": "Jij bent in de buurt."}

    client.log_in(coordinator).post(url("wijs_toe", melding), gegevens)

    assert behandelaar_van(melding) == "Ruud Peeters"


def test_a_zaak_goes_to_nobody_without_the_right(
    client: PortaalClient, coordinator: Gebruiker, vreemde: Gebruiker, melding: Zaak
) -> None:
    antwoord = client.log_in(coordinator).post(url("wijs_toe", melding), {"aan": str(vreemde.uuid)})

    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors["aan"]
    assert behandelaar_van(melding) == ""


def test_status_shows_the_default_text_and_sends_another_when_typed(
    client: PortaalClient, behandelaar: Gebruiker, melding: Zaak, meldingtype: Zaaktypeversie, postvak: Postvak
) -> None:
    statustype = meldingtype.statustypen.get(omschrijving="In behandeling")
    html = client.log_in(behandelaar).get(url("status", melding)).content.decode()
    assert "Uitleg bij In behandeling." in html
    assert "Afgehandeld" not in html

    gegevens = {"statustype": str(statustype.uuid), "toelichting": "Wij komen morgen."}
    client.post(url("status", melding), gegevens)

    assert melding.statussen.latest("pk").statustype == statustype
    assert "Wij komen morgen." in postvak.aan("melder@example.nl")[-1].tekst


def test_question_to_the_resident_stops_the_term(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak, klok: time_machine.Traveller
) -> None:
    pagina = client.log_in(behandelaar).get(url("aanvulling", budget)).content.decode()
    over_twee_weken = timezone.localdate() + datetime.timedelta(weeks=2)
    assert f'name="uiterlijk_op_dag" value="{over_twee_weken.day}"' in pagina

    gegevens = {"titel": "Offerte van de bank", "toelichting": "Wij missen de prijs."}
    antwoord = client.post(
        url("aanvulling", budget), {**gegevens, **datum(over_twee_weken, "uiterlijk_op")}, follow=True
    )

    budget.refresh_from_db()
    assert (budget.wacht_op, budget.uiterlijke_einddatum) == ("inwoner", None)
    assert "Wacht op inwoner" in antwoord.content.decode()
    assert "De termijn staat al stil." in client.get(url("aanvulling", budget)).content.decode()


def test_question_with_a_date_in_the_past_keeps_what_was_typed(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak
) -> None:
    gegevens = {"titel": "Offerte van de bank", "toelichting": "Wij missen de prijs."}
    gisteren = timezone.localdate() - datetime.timedelta(days=1)

    html = client.log_in(behandelaar).post(url("aanvulling", budget), {**gegevens, **datum(gisteren, "uiterlijk_op")})

    assert "Kies een datum na vandaag." in html.content.decode()
    assert "Wij missen de prijs." in html.content.decode()
    assert not Taak.objects.exists()


def test_a_task_that_is_dropped_lets_the_term_run_again(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak
) -> None:
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    taak = vraag_aanvulling(
        budget, titel="Offerte", toelichting="Graag.", uiterlijk_op=morgen, informatieobjecttype=None, door=behandelaar
    )
    vervalt = url("taak_vervalt", budget, taak.uuid)

    assert client.log_in(behandelaar).post(vervalt, {"reden": ""}).status_code == 200
    client.post(vervalt, {"reden": "Het is al binnen."})

    taak.refresh_from_db()
    budget.refresh_from_db()
    assert (taak.status, budget.wacht_op) == ("vervallen", "gemeente")
    assert budget.uiterlijke_einddatum is not None
    assert "Deze taak is al klaar." in client.get(vervalt).content.decode()


def test_a_task_of_another_zaak_is_not_found(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak, melding: Zaak
) -> None:
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    taak = vraag_aanvulling(
        budget, titel="Offerte", toelichting="Graag.", uiterlijk_op=morgen, informatieobjecttype=None, door=behandelaar
    )

    assert client.log_in(behandelaar).get(url("taak_vervalt", melding, taak.uuid)).status_code == 404


def test_decision_gives_the_last_day_to_object(
    client: PortaalClient,
    behandelaar: Gebruiker,
    budget: Zaak,
    budgettype: Zaaktypeversie,
    klok: time_machine.Traveller,
) -> None:
    besluittype = budgettype.besluittypen.get()
    gegevens = {"besluittype": str(besluittype.uuid), **datum(timezone.localdate(), "ingangsdatum")}

    leeg = client.log_in(behandelaar).post(url("besluit", budget), {**gegevens, "motivering": "  "})
    assert leeg.context["form"].foutlijst()
    antwoord = client.post(url("besluit", budget), {**gegevens, "motivering": "Uw plan past."}, follow=True)

    html = antwoord.content.decode()
    assert "Uw plan past." in html
    assert "13 april 2026" in html  # six weeks after 2 March


def test_a_zaaktype_without_decisions_says_so(client: PortaalClient, behandelaar: Gebruiker, melding: Zaak) -> None:
    html = client.log_in(behandelaar).get(url("besluit", melding)).content.decode()

    assert "Bij dit zaaktype hoort geen besluit." in html


def test_closing_says_before_the_click_what_is_in_the_way(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak, budgettype: Zaaktypeversie
) -> None:
    html = client.log_in(behandelaar).get(url("afsluiten", budget)).content.decode()

    assert "Bij dit resultaat hoort een besluit. Leg dat eerst vast." in html  # Verleend
    assert "De zaak wordt 1 jaar later vernietigd" in html  # Ingetrokken


def test_closing_shows_every_reason_and_changes_nothing(
    client: PortaalClient, behandelaar: Gebruiker, budget: Zaak, budgettype: Zaaktypeversie
) -> None:
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    vraag_aanvulling(
        budget, titel="Offerte", toelichting="Graag.", uiterlijk_op=morgen, informatieobjecttype=None, door=behandelaar
    )
    verleend = budgettype.resultaattypen.get(omschrijving="Verleend")

    html = client.log_in(behandelaar).post(url("afsluiten", budget), {"resultaattype": str(verleend.uuid)})

    for reden in (
        "De taak “Offerte” is nog niet klaar.",
        "De termijn staat stil.",
        "Bij dit resultaat hoort een besluit.",
    ):
        assert reden in html.content.decode()
    budget.refresh_from_db()
    assert budget.is_open


def test_closing_without_a_choice_asks_for_one(client: PortaalClient, behandelaar: Gebruiker, melding: Zaak) -> None:
    antwoord = client.log_in(behandelaar).post(url("afsluiten", melding), {"toelichting": "Klaar."})

    assert [fout.tekst for fout in antwoord.context["form"].foutlijst()] == ["U heeft nog niets gekozen: Resultaat"]
    assert "Klaar." in antwoord.content.decode()


@pytest.mark.parametrize(
    "naam", ["neem", "geef_vrij", "wijs_toe", "status", "aanvulling", "besluit", "afsluiten", "document_toevoegen"]
)
def test_no_act_for_a_stranger_or_another_profile(
    client: PortaalClient, vreemde: Gebruiker, kcc: Gebruiker, melding: Zaak, naam: str
) -> None:
    for wie, status in ((vreemde, 404), (kcc, 403)):
        assert client.log_in(wie).post(url(naam, melding)).status_code == status
