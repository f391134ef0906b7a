from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import markeer_gelezen, plan_bericht
from tests.notificaties.conftest import JAN

E_MAIL, PORTAAL = Bericht.Kanaal.E_MAIL, Bericht.Kanaal.PORTAAL


@pytest.mark.django_db
@pytest.mark.parametrize("adres", [JAN, " Jan@Example.NL "])
def test_the_same_key_for_the_same_receiver_is_one_message(bericht: Bericht, adres: str) -> None:
    nogmaals = plan_bericht(sleutel=bericht.sleutel, kanaal=E_MAIL, adres=adres, onderwerp="Anders", tekst="Anders")

    assert nogmaals == bericht
    assert nogmaals.onderwerp == "Wij hebben uw aanvraag ontvangen"
    assert Bericht.objects.count() == 1


@pytest.mark.django_db
def test_another_key_receiver_or_channel_is_another_message(bericht: Bericht, inwoner: Gebruiker) -> None:
    plan_bericht(sleutel="zaak-2:ontvangen", kanaal=E_MAIL, adres=JAN, onderwerp="o", tekst="t")
    plan_bericht(sleutel=bericht.sleutel, kanaal=E_MAIL, adres="piet@example.nl", onderwerp="o", tekst="t")
    plan_bericht(sleutel=bericht.sleutel, kanaal=PORTAAL, ontvanger=inwoner, onderwerp="o", tekst="t")

    assert Bericht.objects.count() == 4


@pytest.mark.django_db
def test_a_task_is_started_for_a_new_mail_only_and_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, inwoner: Gebruiker
) -> None:
    with django_capture_on_commit_callbacks() as na_commit:
        for _keer in range(2):
            plan_bericht(sleutel="een", kanaal=E_MAIL, adres=JAN, onderwerp="o", tekst="t")
        plan_bericht(sleutel="een", kanaal=PORTAAL, ontvanger=inwoner, onderwerp="o", tekst="t")

    assert len(na_commit) == 1


@pytest.mark.eis("N-05")
@pytest.mark.django_db
def test_a_message_in_the_portal_is_sent_at_once(inwoner: Gebruiker) -> None:
    bericht = plan_bericht(sleutel="een", kanaal=PORTAAL, ontvanger=inwoner, onderwerp="Vraag", tekst="Wilt u bellen?")

    assert bericht.status == Bericht.Status.VERZONDEN
    assert bericht.verzonden_op
    assert list(Bericht.objects.in_portaal(inwoner.pk)) == [bericht]


@pytest.mark.eis("N-21")
@pytest.mark.django_db
def test_the_first_time_of_reading_is_kept(inwoner: Gebruiker) -> None:
    bericht = plan_bericht(sleutel="een", kanaal=PORTAAL, ontvanger=inwoner, onderwerp="Vraag", tekst="Wilt u bellen?")

    markeer_gelezen(bericht)
    bericht.refresh_from_db()
    eerste = bericht.gelezen_op
    markeer_gelezen(bericht)
    bericht.refresh_from_db()

    assert eerste
    assert bericht.gelezen_op == eerste


@pytest.mark.django_db
def test_the_message_id_names_our_domain_and_the_row(settings: Settings, bericht: Bericht) -> None:
    assert bericht.bericht_id == f"<{bericht.uuid}@example.nl>"


@pytest.mark.django_db
def test_a_line_break_in_a_subject_starts_no_header() -> None:
    bericht = plan_bericht(sleutel="een", kanaal=E_MAIL, adres=JAN, onderwerp="Hallo\r\nBcc: x@y.nl", tekst="t")

    assert bericht.onderwerp == "Hallo Bcc: x@y.nl"


@pytest.mark.django_db
@pytest.mark.parametrize("adres", ["", "geen adres", "a@b", "jan@example.nl\nBcc: x@y.nl", "jan@example.nl,x@y.nl"])
def test_an_address_that_is_none_is_refused(adres: str) -> None:
    with pytest.raises(ValidationError):
        plan_bericht(sleutel="een", kanaal=E_MAIL, adres=adres, onderwerp="o", tekst="t")


@pytest.mark.django_db
@pytest.mark.parametrize("pad", ["https://elders.nl/", "//elders.nl/", "mijn/zaken/"])
def test_a_message_refers_to_our_own_site_only(pad: str) -> None:
    with pytest.raises(ValidationError) as fout:
        plan_bericht(sleutel="een", kanaal=E_MAIL, adres=JAN, onderwerp="o", tekst="t", pad=pad)
    assert fout.value.code == "vreemd-pad"


@pytest.mark.django_db
def test_a_message_in_the_portal_needs_a_receiver() -> None:
    with pytest.raises(ValidationError) as fout:
        plan_bericht(sleutel="een", kanaal=PORTAAL, onderwerp="o", tekst="t")
    assert fout.value.code == "geen-ontvanger"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("bericht_verzonden_heeft_tijd", {"status": "verzonden", "volgende_poging_op": None}),
        ("bericht_bezig_heeft_claim", {"status": "bezig", "volgende_poging_op": None}),
        ("bericht_wacht_heeft_tijd", {"volgende_poging_op": None}),
        ("bericht_kanaal_heeft_adres", {"adres": None}),
    ],
)
def test_the_database_refuses_a_state_that_cannot_be(bericht: Bericht, naam: str, velden: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(**velden)


@pytest.mark.django_db
def test_a_date_to_answer_by_asks_for_an_answer() -> None:
    with pytest.raises(IntegrityError, match="bericht_termijn_vraagt_reactie"):
        plan_bericht(sleutel="een", kanaal=E_MAIL, adres=JAN, onderwerp="o", tekst="t", reageer_voor=date(2026, 12, 1))


@pytest.mark.eis("N-09")
@pytest.mark.django_db
@pytest.mark.parametrize("veld", ["tekst", "onderwerp", "bericht_id", "sleutel", "pad"])
def test_the_words_of_a_planned_message_do_not_change(bericht: Bericht, veld: str) -> None:
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(**{veld: "anders"})


@pytest.mark.eis("N-21")
@pytest.mark.django_db
def test_a_sent_message_stays_sent(inwoner: Gebruiker) -> None:
    bericht = plan_bericht(sleutel="een", kanaal=PORTAAL, ontvanger=inwoner, onderwerp="o", tekst="t")

    with pytest.raises(DatabaseError, match="blijft verzonden"), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(status="mislukt", verzonden_op=None)


def test_every_state_has_its_transitions() -> None:
    assert set(Bericht.OVERGANGEN) == set(Bericht.Status)


@pytest.mark.eis("S-32")
@pytest.mark.django_db
def test_the_address_stands_nowhere_in_the_table(bericht: Bericht) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(b)::text FROM notificaties_bericht b")
        (rij,) = cursor.fetchone()

    assert JAN not in rij
