"""What a subscriber gets, when, how often, and in which order."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from mijnportaal.accounts.models import Applicatie
from mijnportaal.notificaties.aflevering import BEWAREN, wachttijd
from mijnportaal.notificaties.models import LEVENSDUUR, Abonnement, Aflevering, Kanaal, Notificatie
from mijnportaal.notificaties.services.notificaties import lever_opnieuw_af, verdeel
from mijnportaal.notificaties.tasks import lever_af, notificaties_opruimen
from tests.notificaties.melding import ZAAK, ZAAKTYPE, meld, standen, veeg
from tests.notificaties.ontvanger import AUTH, Ontvanger
from tests.portaalclient import werk_taken_af

pytestmark = pytest.mark.eis("nrc")

WACHT, AFGELEVERD, MISLUKT = Aflevering.Status.WACHT, Aflevering.Status.AFGELEVERD, Aflevering.Status.MISLUKT


# The message


@pytest.mark.django_db
def test_a_subscriber_gets_the_message_of_the_standard(
    abonnement: Abonnement, ontvanger: Ontvanger, settings: Settings, klok: time_machine.Traveller
) -> None:
    settings.SITE_URL = "https://mijn.example.nl"
    meld(vertrouwelijkheidaanduiding="zaakvertrouwelijk")
    werk_taken_af()

    (verzoek,) = ontvanger.verzoeken
    bericht = json.loads(verzoek["inhoud"])
    assert bericht.pop("aanmaakdatum").startswith("2026-03-02T09:00:0")
    assert bericht == {
        "kanaal": "zaken",
        "hoofdObject": f"https://mijn.example.nl{ZAAK}a",
        "resource": "zaak",
        "resourceUrl": f"https://mijn.example.nl{ZAAK}a",
        "actie": "create",
        "kenmerken": {
            "bronorganisatie": "002564440",
            "zaaktype": f"https://mijn.example.nl{ZAAKTYPE}",
            "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        },
    }


@pytest.mark.django_db
def test_every_delivery_has_the_authorisation_and_a_number_of_its_own(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    meld("a")
    meld("b")
    werk_taken_af()

    koppen = [verzoek["koppen"] for verzoek in ontvanger.verzoeken]
    assert {kop["Authorization"] for kop in koppen} == {AUTH}
    assert {kop["Content-Type"] for kop in koppen} == {"application/json"}
    assert [kop["Idempotency-Key"] for kop in koppen] == [kop["X-Notificatie-Id"] for kop in koppen]
    assert {kop["Idempotency-Key"] for kop in koppen} == {str(rij.uuid) for rij in Aflevering.objects.all()}


# Who gets what


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filters", "komt"),
    [
        ({}, True),
        ({"vertrouwelijkheidaanduiding": "openbaar"}, True),
        ({"vertrouwelijkheidaanduiding": "geheim"}, False),
        ({"vertrouwelijkheidaanduiding": "*", "bronorganisatie": "002564440"}, True),
        ({"zaaktype": f"http://127.0.0.1:8000{ZAAKTYPE}"}, True),
        ({"zaaktype": f"http://127.0.0.1:8000{ZAAKTYPE}0"}, False),
    ],
)
def test_filters_decide_what_a_subscriber_gets(
    abonnement: Abonnement, ontvanger: Ontvanger, settings: Settings, filters: dict[str, str], komt: bool
) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    abonnement.abonnementkanalen.update(filters=filters)
    meld()
    werk_taken_af()

    assert len(ontvanger.verzoeken) == komt


@pytest.mark.django_db
def test_two_wishes_on_one_channel_add_up_and_give_one_delivery(
    abonnement: Abonnement, ontvanger: Ontvanger, zakenkanaal: Kanaal
) -> None:
    abonnement.abonnementkanalen.update(filters={"vertrouwelijkheidaanduiding": "geheim"})
    abonnement.abonnementkanalen.create(kanaal=zakenkanaal, filters={"vertrouwelijkheidaanduiding": "openbaar"})
    abonnement.abonnementkanalen.create(kanaal=zakenkanaal, filters={"bronorganisatie": "002564440"})
    meld()
    werk_taken_af()

    assert len(ontvanger.verzoeken) == 1


@pytest.mark.django_db
def test_a_failing_subscriber_does_not_hold_up_another(
    abonnement: Abonnement, ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie
) -> None:
    weg = Abonnement.objects.create(callback_url="http://127.0.0.1:9/", auth="Bearer x", applicatie=applicatie)
    weg.abonnementkanalen.create(kanaal=zakenkanaal)
    meld()
    werk_taken_af()

    assert len(ontvanger.aangenomen) == 1
    assert Aflevering.objects.get(abonnement=weg).laatste_fout == "verbinding-geweigerd"


# Planning


@pytest.mark.django_db
def test_planning_costs_one_insert_and_one_task_per_act(
    abonnement: Abonnement,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as na_commit, transaction.atomic():
        with CaptureQueriesContext(connection) as vragen:
            for nummer in range(3):
                meld(str(nummer))
        assert len([vraag for vraag in vragen if "SAVEPOINT" not in vraag["sql"]]) == 3

    assert len(na_commit) == 1


@pytest.mark.django_db
def test_without_a_listener_no_task_is_started_and_nothing_stays(
    zakenkanaal: Kanaal, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as na_commit:
        meld()
    assert na_commit == []
    assert Notificatie.objects.count() == 1

    veeg()
    assert not Notificatie.objects.exists()


@pytest.mark.django_db
def test_who_subscribes_during_an_act_hears_of_it(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie
) -> None:
    meld()
    abonnement = Abonnement.objects.create(callback_url=ontvanger.url, auth=AUTH, applicatie=applicatie)
    abonnement.abonnementkanalen.create(kanaal=zakenkanaal)
    veeg()

    assert len(ontvanger.aangenomen) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_told_to_nobody(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    with transaction.atomic():
        meld()
        transaction.set_rollback(True)
    veeg()

    assert ontvanger.verzoeken == []
    assert not Notificatie.objects.exists()


@pytest.mark.django_db
def test_dividing_costs_the_same_for_one_and_for_many(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    aantallen = []
    for hoeveel in (1, 20):
        for nummer in range(hoeveel):
            meld(f"{hoeveel}-{nummer}")
        with CaptureQueriesContext(connection) as vragen:
            verdeel()
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]


# Success, failure, order


@pytest.mark.django_db
def test_what_was_accepted_is_never_sent_again(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    meld()
    werk_taken_af()
    for _keer in range(3):
        veeg()
        lever_af(abonnement.pk)

    aflevering = Aflevering.objects.get()
    assert len(ontvanger.verzoeken) == 1
    assert (aflevering.status, aflevering.antwoordcode, aflevering.pogingen) == (AFGELEVERD, 204, 1)
    with pytest.raises(ValidationError, match="niet mislukt"):
        lever_opnieuw_af(aflevering)


@pytest.mark.django_db
@pytest.mark.parametrize("code", [301, 400, 401, 404, 410, 429, 500, 503])
def test_any_other_answer_is_tried_again_later(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller, code: int
) -> None:
    ontvanger.gedraag(codes={"zaken": code})
    meld()
    werk_taken_af()
    aflevering = Aflevering.objects.get()
    assert (aflevering.status, aflevering.antwoordcode, aflevering.laatste_fout) == (WACHT, code, f"HTTP {code}")

    ontvanger.gedraag()
    klok.shift(1.5)
    veeg()

    assert standen() == [AFGELEVERD]
    assert len({verzoek["koppen"]["X-Notificatie-Id"] for verzoek in ontvanger.verzoeken}) == 1


@pytest.mark.django_db
def test_a_redirect_is_not_followed(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    Abonnement.objects.update(callback_url=ontvanger.url.replace("/notificaties", "/verwijs"))
    meld()
    werk_taken_af()

    assert [verzoek["pad"] for verzoek in ontvanger.verzoeken] == ["/verwijs"]
    assert Aflevering.objects.get().antwoordcode == 307


def test_the_waits_double_to_an_hour() -> None:
    seconden = [wachttijd(keren).total_seconds() for keren in range(1, 20)]
    assert seconden[:4] == [1, 2, 4, 8]
    assert max(seconden) == seconden[-1] == 3600


@pytest.mark.django_db
def test_a_later_message_waits_for_an_earlier_one_of_the_same_zaak_only(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    ontvanger.gedraag(codes={"v1/zaken/a": 500})
    for zaak, actie in [("a", "create"), ("b", "create"), ("a", "update"), ("b", "update")]:
        meld(zaak, actie)
    werk_taken_af()
    assert standen() == [WACHT, AFGELEVERD, WACHT, AFGELEVERD]
    assert len([verzoek for verzoek in ontvanger.verzoeken if verzoek["code"] == 500]) == 1

    ontvanger.gedraag()
    klok.shift(1.5)
    veeg()

    volgorde = [(bericht["hoofdObject"][-1], bericht["actie"]) for bericht in ontvanger.aangenomen]
    assert volgorde == [("b", "create"), ("b", "update"), ("a", "create"), ("a", "update")]


@pytest.mark.django_db
def test_a_message_that_never_gets_an_answer_does_not_hold_up_other_zaken(
    abonnement: Abonnement, ontvanger: Ontvanger, settings: Settings, klok: time_machine.Traveller
) -> None:
    settings.CALLBACK_SECONDEN = 0.3
    ontvanger.gedraag(hang=["v1/zaken/a"])
    for zaak in "abc":
        meld(zaak)
    werk_taken_af()
    klok.shift(1.5)
    veeg()

    assert standen() == [WACHT, AFGELEVERD, AFGELEVERD]
    assert Aflevering.objects.get(status=WACHT).laatste_fout == "geen-antwoord-op-tijd"


@pytest.mark.django_db
def test_a_receiver_that_is_out_is_tried_once_and_not_for_every_zaak(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    ontvanger.stop()
    for nummer in range(10):
        meld(str(nummer))
    werk_taken_af()

    assert sum(Aflevering.objects.values_list("pogingen", flat=True)) == 1
    abonnement.refresh_from_db()
    assert abonnement.onbereikbaar_keren == 1


# The end


@pytest.mark.django_db
def test_what_fails_for_days_becomes_a_dead_letter_and_lets_the_next_pass(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    ontvanger.gedraag(codes={"v1/zaken/a": 500})
    meld("a", "create")
    werk_taken_af()
    pogingen = 1
    while Aflevering.objects.get().status == WACHT:
        klok.shift(wachttijd(pogingen) + timedelta(seconds=1))
        veeg()
        pogingen += 1
    assert 150 < pogingen < 200
    dood = Aflevering.objects.get()
    assert (dood.status, dood.pogingen) == (MISLUKT, pogingen)
    assert timezone.now() - dood.wacht_sinds >= LEVENSDUUR

    ontvanger.gedraag()
    meld("a", "update")
    werk_taken_af()
    assert standen() == [MISLUKT, AFGELEVERD]

    lever_opnieuw_af(dood)
    werk_taken_af()
    assert standen() == [AFGELEVERD, AFGELEVERD]
    assert str(dood.uuid) in ontvanger.nummers


@pytest.mark.django_db
def test_what_waits_for_a_receiver_that_is_gone_for_good_is_given_up(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    ontvanger.stop()
    for nummer in range(5):
        meld(str(nummer))
    werk_taken_af()
    klok.shift(LEVENSDUUR)
    veeg()

    assert standen() == [MISLUKT] * 5


@pytest.mark.django_db
def test_our_own_standstill_makes_no_dead_letters(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    meld()
    klok.shift(LEVENSDUUR * 2)
    veeg()
    klok.shift(LEVENSDUUR * 2)
    veeg()

    assert standen() == [AFGELEVERD]


@pytest.mark.django_db
def test_only_what_everyone_had_some_time_ago_is_removed(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    ontvanger.gedraag(codes={"v1/zaken/b": 500})
    meld("a")
    meld("b")
    werk_taken_af()
    notificaties_opruimen()
    assert Notificatie.objects.count() == 2

    klok.shift(BEWAREN + timedelta(minutes=1))
    notificaties_opruimen()
    assert [notificatie.hoofd_object for notificatie in Notificatie.objects.all()] == [ZAAK + "b"]


@pytest.mark.django_db
def test_removing_a_subscription_removes_what_waited_for_it(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    ontvanger.gedraag(codes={"zaken": 500})
    meld()
    werk_taken_af()
    abonnement.delete()
    veeg()

    assert not Aflevering.objects.exists()
