"""The Notificaties API through the door: scopes, shapes, codes, and a message from POST to receiver."""

import json
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from mijnportaal.accounts.models import Applicatie
from mijnportaal.notificaties.models import Abonnement, Kanaal, Notificatie
from tests import fabrieken
from tests.notificaties.ontvanger import AUTH, Ontvanger
from tests.portaalclient import PortaalClient

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.django_db]

BASIS = "/notificaties/api/v1"
KANAAL, ABONNEMENT, NOTIFICATIES = f"{BASIS}/kanaal", f"{BASIS}/abonnement", f"{BASIS}/notificaties"
CONSUMEREN, PUBLICEREN = "notificaties.consumeren", "notificaties.publiceren"
BERICHT: dict[str, Any] = {
    "kanaal": "zaken",
    "hoofdObject": "https://ander.example.nl/zaken/api/v1/zaken/d7a22",
    "resource": "status",
    "resourceUrl": "https://ander.example.nl/zaken/api/v1/statussen/721c9",
    "actie": "create",
    "aanmaakdatum": "2026-01-01T12:00:00Z",
    "kenmerken": {
        "bronorganisatie": "082096752",
        "zaaktype": "example.com/api/v1/zaaktypen/5aa5c",
        "vertrouwelijkheidaanduiding": "openbaar",
    },
}


class Deur:
    """A client with a token."""

    def __init__(self, client: PortaalClient, client_id: str) -> None:
        self.client, self.client_id = client, client_id

    def __call__(self, methode: str, pad: str, inhoud: object = None, **parameters: str) -> Any:
        kop = fabrieken.jwt_kop(self.client_id)
        if methode == "get":
            return self.client.get(pad, parameters, **kop)
        return getattr(self.client, methode)(pad, json.dumps(inhoud), content_type="application/json", **kop)


@pytest.fixture
def alles(client: PortaalClient, applicatie: Applicatie, zakenkanaal: Kanaal) -> Deur:
    """A client with both scopes."""
    fabrieken.machtig(fabrieken.maak_applicatie("proef"), CONSUMEREN, PUBLICEREN)
    return Deur(client, "proef")


@pytest.fixture
def eigen(alles: Deur, ontvanger: Ontvanger, zakenkanaal: Kanaal) -> Abonnement:
    """A subscription of that client."""
    applicatie = Applicatie.objects.get(client_ids__client_id="proef")
    abonnement = Abonnement.objects.create(callback_url=ontvanger.url, auth=AUTH, applicatie=applicatie)
    abonnement.abonnementkanalen.create(kanaal=zakenkanaal, filters={"bronorganisatie": "082096752"})
    return abonnement


def codes(antwoord: Any) -> dict[str, str]:
    """Return the code of every field that was wrong."""
    assert antwoord.status_code == 400, antwoord.content
    return {fout["name"]: fout["code"] for fout in antwoord.json()["invalidParams"]}


def wens(ontvanger: Ontvanger, **anders: object) -> dict[str, object]:
    return {
        "callbackUrl": ontvanger.url,
        "auth": AUTH,
        "kanalen": [{"naam": "zaken", "filters": {"vertrouwelijkheidaanduiding": "openbaar"}}],
        **anders,
    }


# Channels


def test_a_channel_is_made_found_and_read(alles: Deur) -> None:
    nieuw = {"naam": "objecten", "documentatieLink": "https://example.nl/doc", "filters": ["objecttype"]}
    antwoord = alles("post", KANAAL, nieuw)

    assert antwoord.status_code == 201
    gemaakt = antwoord.json()
    assert gemaakt == {"url": gemaakt["url"], **nieuw}
    assert antwoord["Location"] == gemaakt["url"]
    assert antwoord["API-version"] == "1.0.0"
    assert alles("get", gemaakt["url"].removeprefix("http://testserver")).json() == gemaakt
    assert alles("get", KANAAL, naam="objecten").json() == [gemaakt]
    assert alles("get", KANAAL, naam="bestaat-niet").json() == []
    assert gemaakt in alles("get", KANAAL).json()


@pytest.mark.parametrize(
    ("inhoud", "fout"),
    [
        ({}, {"naam": "required"}),
        ({"naam": ""}, {"naam": "blank"}),
        ({"naam": "x" * 51}, {"naam": "max_length"}),
        ({"naam": "zaken"}, {"naam": "unique"}),
        ({"naam": "x", "documentatieLink": "geen adres"}, {"documentatieLink": "invalid"}),
        ({"naam": "x", "filters": ["x" * 101]}, {"filters.0": "max_length"}),
        ({"naam": "x", "filters": "x"}, {"filters": "not_a_list"}),
    ],
)
def test_a_wrong_channel_is_refused(alles: Deur, inhoud: object, fout: dict[str, str]) -> None:
    assert codes(alles("post", KANAAL, inhoud)) == fout


def test_a_channel_does_not_change_or_go(alles: Deur, zakenkanaal: Kanaal) -> None:
    for methode in ("put", "patch", "delete"):
        antwoord = alles(methode, f"{KANAAL}/{zakenkanaal.uuid}", {"naam": "anders"})
        assert antwoord.status_code == 405
        assert antwoord.json()["code"] == "method_not_allowed"


def test_an_unknown_parameter_is_refused(alles: Deur) -> None:
    assert codes(alles("get", KANAAL, onbekend="x")) == {"nonFieldErrors": "unknown-parameters"}


# Subscriptions


def test_a_subscription_is_made_and_read_without_its_header(alles: Deur, ontvanger: Ontvanger) -> None:
    antwoord = alles("post", ABONNEMENT, wens(ontvanger))

    assert antwoord.status_code == 201
    gemaakt = antwoord.json()
    assert gemaakt == {
        "url": antwoord["Location"],
        "callbackUrl": ontvanger.url,
        "kanalen": [{"filters": {"vertrouwelijkheidaanduiding": "openbaar"}, "naam": "zaken"}],
    }
    assert len(ontvanger.proeven) == 2
    assert alles("get", gemaakt["url"].removeprefix("http://testserver")).json() == gemaakt
    assert alles("get", ABONNEMENT).json() == [gemaakt]
    assert Abonnement.objects.get().auth == AUTH


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"callbackUrl": "geen adres"}, {"callbackUrl": "invalid"}),
        ({"callbackUrl": "http://x.nl/" + "x" * 200}, {"callbackUrl": "max_length"}),
        ({"callbackUrl": "http://127.0.0.1:9/"}, {"nonFieldErrors": "invalid-callback-url"}),
        ({"callbackUrl": "http://10.0.0.1/"}, {"nonFieldErrors": "invalid-callback-url"}),
        ({"auth": ""}, {"auth": "blank"}),
        ({"auth": "Bearer verkeerd"}, {"nonFieldErrors": "invalid-callback-url"}),
        ({"kanalen": [{"naam": "onbekend"}]}, {"naam": "kanaal_naam"}),
        ({"kanalen": [{"naam": "zaken", "filters": {"x": "y"}}]}, {"filters": "inconsistent-abonnement-filters"}),
        ({"kanalen": [{"filters": {}}]}, {"kanalen.0.naam": "required"}),
        ({"kanalen": "zaken"}, {"kanalen.nonFieldErrors": "not_a_list"}),
        (
            {"kanalen": [{"naam": "zaken", "filters": {"zaaktype": "x" * 1001}}]},
            {"kanalen.0.filters.zaaktype": "max_length"},
        ),
    ],
)
def test_a_wrong_subscription_is_refused(
    alles: Deur, ontvanger: Ontvanger, anders: dict[str, object], fout: dict[str, str]
) -> None:
    assert codes(alles("post", ABONNEMENT, wens(ontvanger, **anders))) == fout
    assert not Abonnement.objects.exists()


def test_every_field_of_a_subscription_is_asked_for(alles: Deur) -> None:
    assert codes(alles("post", ABONNEMENT, {})) == {
        "callbackUrl": "required",
        "auth": "required",
        "kanalen": "required",
    }


def test_an_address_that_takes_anything_is_refused(alles: Deur, ontvanger: Ontvanger) -> None:
    open_ = ontvanger.url.replace("/notificaties", "/open")
    assert codes(alles("post", ABONNEMENT, wens(ontvanger, callbackUrl=open_))) == {
        "callbackUrl": "no-auth-on-callback-url"
    }


def test_a_subscription_changes_as_a_whole_or_in_part(alles: Deur, eigen: Abonnement, ontvanger: Ontvanger) -> None:
    adres = f"{ABONNEMENT}/{eigen.uuid}"
    deels = alles("patch", adres, {"kanalen": [{"naam": "zaken"}]})
    assert deels.status_code == 200
    assert deels.json()["kanalen"] == [{"filters": {}, "naam": "zaken"}]
    assert ontvanger.proeven == []

    geheel = alles("put", adres, wens(ontvanger, callbackUrl=ontvanger.url + "/nieuw"))
    assert geheel.status_code == 200
    assert geheel.json()["callbackUrl"] == ontvanger.url + "/nieuw"
    assert geheel.json()["kanalen"][0]["filters"] == {"vertrouwelijkheidaanduiding": "openbaar"}
    assert codes(alles("put", adres, {"auth": AUTH})) == {"callbackUrl": "required", "kanalen": "required"}
    assert codes(alles("patch", adres, {"kanalen": [{}]})) == {"kanalen.0.naam": "required"}


def test_a_subscription_goes(alles: Deur, eigen: Abonnement) -> None:
    assert alles("delete", f"{ABONNEMENT}/{eigen.uuid}").status_code == 204
    assert alles("get", f"{ABONNEMENT}/{eigen.uuid}").status_code == 404


def test_only_who_made_a_subscription_changes_it(alles: Deur, abonnement: Abonnement) -> None:
    adres = f"{ABONNEMENT}/{abonnement.uuid}"
    assert alles("get", adres).status_code == 200
    for methode in ("put", "patch", "delete"):
        antwoord = alles(methode, adres, {})
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, "permission_denied")
    assert Abonnement.objects.filter(pk=abonnement.pk).exists()


def test_a_filter_on_an_address_of_ours_works_under_any_of_our_names(
    alles: Deur, ontvanger: Ontvanger, settings: Settings
) -> None:
    """The client asked us as testserver; our notifications carry SITE_URL."""
    zaaktype = f"/catalogi/api/v1/zaaktypen/{uuid4()}"
    kanalen = [{"naam": "zaken", "filters": {"zaaktype": f"http://testserver{zaaktype}"}}]
    gemaakt = alles("post", ABONNEMENT, wens(ontvanger, kanalen=kanalen)).json()
    assert gemaakt["kanalen"] == [{"filters": {"zaaktype": f"http://testserver{zaaktype}"}, "naam": "zaken"}]

    for adres in (zaaktype, zaaktype[:-1] + "!"):
        kenmerken = {"zaaktype": f"{settings.SITE_URL}{adres}"}
        alles("post", NOTIFICATIES, {**BERICHT, "kenmerken": kenmerken})
    assert [bericht["kenmerken"] for bericht in ontvanger.aangenomen] == [{"zaaktype": settings.SITE_URL + zaaktype}]


# Publishing


def test_a_message_of_another_register_reaches_who_wants_it_unchanged(
    alles: Deur, eigen: Abonnement, ontvanger: Ontvanger
) -> None:
    antwoord = alles("post", NOTIFICATIES, BERICHT)
    alles("post", NOTIFICATIES, {**BERICHT, "kenmerken": {**BERICHT["kenmerken"], "bronorganisatie": "1"}})

    assert antwoord.status_code == 201
    assert antwoord.json() == BERICHT
    assert ontvanger.aangenomen == [BERICHT]


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"kanaal": "onbekend"}, {"kanaal": "message_kanaal"}),
        ({"kenmerken": {"onbekend": "x"}}, {"kenmerken": "kenmerken_inconsistent"}),
        ({"kenmerken": {"zaaktype": ""}}, {"kenmerken.zaaktype": "blank"}),
        ({"kenmerken": []}, {"kenmerken": "not_a_dict"}),
        ({"hoofdObject": "geen adres"}, {"hoofdObject": "invalid"}),
        ({"aanmaakdatum": "gisteren"}, {"aanmaakdatum": "invalid"}),
        ({"aanmaakdatum": "2126-01-01T12:00:00Z"}, {"aanmaakdatum": "future_not_allowed"}),
        ({"actie": None}, {"actie": "null"}),
    ],
)
def test_a_wrong_message_is_refused_and_goes_nowhere(
    alles: Deur, anders: dict[str, object], fout: dict[str, str]
) -> None:
    assert codes(alles("post", NOTIFICATIES, {**BERICHT, **anders})) == fout
    assert not Notificatie.objects.exists()


def test_a_message_without_kenmerken_is_passed_on(alles: Deur, eigen: Abonnement, ontvanger: Ontvanger) -> None:
    zonder = {naam: waarde for naam, waarde in BERICHT.items() if naam != "kenmerken"}
    assert alles("post", NOTIFICATIES, zonder).status_code == 201
    assert ontvanger.aangenomen == [{**zonder, "kenmerken": {}}]


@pytest.mark.parametrize("inhoud", [[], "x", 3])
def test_a_body_that_is_no_object_is_refused(alles: Deur, inhoud: object) -> None:
    for adres in (KANAAL, ABONNEMENT, NOTIFICATIES):
        assert alles("post", adres, inhoud).status_code == 400


# Who may


@pytest.mark.parametrize(
    ("scope", "methode", "pad", "mag"),
    [
        *[(scope, "get", pad, True) for scope in (CONSUMEREN, PUBLICEREN) for pad in (KANAAL, ABONNEMENT)],
        *[("zaken.lezen", "get", pad, False) for pad in (KANAAL, ABONNEMENT)],
        (PUBLICEREN, "post", KANAAL, True),
        (CONSUMEREN, "post", KANAAL, False),
        (CONSUMEREN, "post", ABONNEMENT, True),
        (PUBLICEREN, "post", ABONNEMENT, False),
        (PUBLICEREN, "post", NOTIFICATIES, True),
        (CONSUMEREN, "post", NOTIFICATIES, False),
    ],
)
def test_each_act_asks_its_scope(client: PortaalClient, scope: str, methode: str, pad: str, mag: bool) -> None:
    fabrieken.machtig(fabrieken.maak_applicatie("proef"), scope)
    antwoord = Deur(client, "proef")(methode, pad, {})

    assert antwoord.status_code == (403 if not mag else 200 if methode == "get" else 400)


def test_without_a_token_nobody_gets_in(client: PortaalClient) -> None:
    for methode, pad in [("get", KANAAL), ("post", KANAAL), ("get", ABONNEMENT), ("post", NOTIFICATIES)]:
        antwoord = getattr(client, methode)(pad)
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, "not_authenticated")
    assert client.get(NOTIFICATIES, **fabrieken.jwt_kop("onbekend")).status_code == 403


def test_everybody_may_read_the_description(client: PortaalClient) -> None:
    antwoord = client.get(f"{BASIS}/schema/openapi.yaml")

    assert (antwoord.status_code, antwoord["API-version"]) == (200, "1.0.0")
    assert yaml.safe_load(antwoord.content)["info"]["title"] == "Notificaties API"


def test_messages_cannot_be_read_back(alles: Deur) -> None:
    assert alles("get", NOTIFICATIES).status_code == 405
    assert alles("get", f"{BASIS}/onbekend").status_code == 404


def test_a_list_costs_the_same_for_one_and_for_many(alles: Deur, eigen: Abonnement, zakenkanaal: Kanaal) -> None:
    alles("get", KANAAL)  # from here on the grants of the client are known
    aantallen = []
    for hoeveel in (0, 20):
        for nummer in range(hoeveel):
            rij = Abonnement.objects.create(callback_url=f"https://{nummer}.nl", auth="x", applicatie=eigen.applicatie)
            rij.abonnementkanalen.create(kanaal=zakenkanaal)
        with CaptureQueriesContext(connection) as vragen:
            alles("get", ABONNEMENT)
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1] == 3
