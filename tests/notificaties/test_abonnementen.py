"""Subscribing: what is asked exists, and the address has shown that it can receive and that it is guarded."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from pytest_django import Settings

from mijnportaal.accounts.models import Applicatie
from mijnportaal.notificaties.models import Abonnement, Kanaal
from mijnportaal.notificaties.services.abonnementen import (
    Kanaalwens,
    maak_abonnement,
    maak_kanaal,
    verwijder_abonnement,
    wijzig_abonnement,
)
from tests.notificaties.melding import meld, veeg
from tests.notificaties.ontvanger import AUTH, Ontvanger
from tests.portaalclient import werk_taken_af

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.django_db]

ZAKEN = [Kanaalwens("zaken", {"vertrouwelijkheidaanduiding": "openbaar"})]


def neem(ontvanger: Ontvanger, applicatie: Applicatie, *, pad: str = "/notificaties", auth: str = AUTH) -> Abonnement:
    url = ontvanger.url.replace("/notificaties", pad)
    return maak_abonnement(callback_url=url, auth=auth, kanalen=ZAKEN, door=applicatie)


def test_the_address_is_tried_without_and_with_authorisation(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie
) -> None:
    abonnement = neem(ontvanger, applicatie)

    assert [proef["koppen"].get("Authorization") for proef in ontvanger.proeven] == [None, AUTH]
    assert json.loads(ontvanger.proeven[0]["inhoud"])["kanaal"] == "test"
    assert abonnement.abonnementkanalen.get().filters == {"vertrouwelijkheidaanduiding": "openbaar"}


@pytest.mark.parametrize(
    ("pad", "auth", "code"),
    [
        ("/open", AUTH, "no-auth-on-callback-url"),
        ("/verwijs", AUTH, "no-auth-on-callback-url"),
        ("/notificaties", "Bearer verkeerd", "invalid-callback-url"),
        ("/notificaties", "Bearer x\r\nX-Ander: y", "invalid"),
    ],
)
def test_an_address_that_fails_the_trial_is_refused(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie, pad: str, auth: str, code: str
) -> None:
    with pytest.raises(ValidationError) as fout:
        neem(ontvanger, applicatie, pad=pad, auth=auth)

    assert fout.value.code == code
    assert not Abonnement.objects.exists()


def test_an_address_that_nobody_answers_is_refused(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie
) -> None:
    ontvanger.stop()
    with pytest.raises(ValidationError) as fout:
        neem(ontvanger, applicatie)

    assert fout.value.code == "invalid-callback-url"


@pytest.mark.parametrize("url", ["https://[::1", "geen adres", "https://", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(zakenkanaal: Kanaal, applicatie: Applicatie, url: str) -> None:
    """The API refuses these by their form; beheer has no form for it."""
    with pytest.raises(ValidationError) as fout:
        maak_abonnement(callback_url=url, auth=AUTH, kanalen=ZAKEN, door=applicatie)

    assert fout.value.code == "invalid-callback-url"


def test_an_address_inside_is_refused_and_not_called(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie, settings: Settings
) -> None:
    settings.CALLBACK_INTERN = []
    with pytest.raises(ValidationError) as fout:
        neem(ontvanger, applicatie)

    assert fout.value.code == "invalid-callback-url"
    assert ontvanger.proeven == []


def test_a_named_host_need_not_refuse(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie, settings: Settings
) -> None:
    settings.CALLBACK_ZONDER_AUTORISATIE = ["127.0.0.1"]
    assert neem(ontvanger, applicatie, pad="/open").pk


@pytest.mark.parametrize(
    ("wens", "code", "veld"),
    [
        (Kanaalwens("onbekend"), "kanaal_naam", "naam"),
        (Kanaalwens("zaken", {"onbekend": "x"}), "inconsistent-abonnement-filters", "filters"),
    ],
)
def test_what_is_asked_must_exist(
    ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie, wens: Kanaalwens, code: str, veld: str
) -> None:
    with pytest.raises(ValidationError) as fout:
        maak_abonnement(callback_url=ontvanger.url, auth=AUTH, kanalen=[wens], door=applicatie)

    assert (fout.value.code, fout.value.params) == (code, {"veld": veld})
    assert ontvanger.proeven == []


def test_a_change_replaces_the_channels_and_tries_only_a_new_address(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    maak_kanaal(naam="objecten", filters=["objecttype"])
    wijzig_abonnement(abonnement, kanalen=[Kanaalwens("objecten")])
    assert [rij.kanaal.naam for rij in abonnement.abonnementkanalen.all()] == ["objecten"]
    assert ontvanger.proeven == []

    with pytest.raises(ValidationError):
        wijzig_abonnement(abonnement, auth="Bearer verkeerd")
    wijzig_abonnement(abonnement, callback_url=ontvanger.url + "/nieuw")
    abonnement.refresh_from_db()
    assert (abonnement.callback_url, abonnement.auth) == (ontvanger.url + "/nieuw", AUTH)
    assert abonnement.abonnementkanalen.count() == 1


def test_what_waits_goes_to_the_new_address_at_once(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    Abonnement.objects.update(callback_url="http://127.0.0.1:9/")
    meld()
    veeg()
    abonnement.refresh_from_db()
    assert abonnement.onbereikbaar_keren == 1
    wijzig_abonnement(abonnement, callback_url=ontvanger.url, auth=AUTH)
    werk_taken_af()

    assert len(ontvanger.aangenomen) == 1


def test_the_header_is_stored_encrypted_and_shown_nowhere(abonnement: Abonnement) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT auth FROM notificaties_abonnement")
        assert "geheim" not in cursor.fetchone()[0]
    assert "geheim" not in f"{abonnement} {abonnement!r}"


def test_a_channel_has_a_name_of_its_own(zakenkanaal: Kanaal) -> None:
    with pytest.raises(ValidationError) as fout:
        maak_kanaal(naam="zaken")
    assert (fout.value.code, fout.value.params) == ("unique", {"veld": "naam"})


def test_a_removed_subscription_gets_nothing_more(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    meld()
    verwijder_abonnement(abonnement)
    veeg()

    assert ontvanger.verzoeken == []
