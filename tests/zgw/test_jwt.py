"""Who calls: a token that does not prove it gets 403 in the words of the standard, whatever is in it."""

import base64
import hashlib
import hmac
import json
import logging
import threading
import time
from typing import Any

import pytest
from django.conf import settings as instellingen
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from mijnportaal.accounts.checks import tokens_krijgen_speling
from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.zgw.jwt import client_van
from tests import fabrieken
from tests.fabrieken import GEHEIM
from zaken.models import Autorisatie

# Every resource asks in the same way; this one needs no zaken.
ADRES = "/autorisaties/api/v1/applicaties"


def kort(waarde: Any) -> str:
    """Return a name for a case, however large its value is."""
    return ascii(waarde)[:40]


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    """The client "proef", that may do everything."""
    return fabrieken.maak_applicatie("proef", alles=True)


def deel(inhoud: bytes) -> str:
    return base64.urlsafe_b64encode(inhoud).rstrip(b"=").decode()


def token(claims: Any = None, *, geheim: str = GEHEIM, kop: Any = None, ruw: bytes | None = None) -> str:
    """Return a token made by hand, so that it can be wrong in every way; its signature is right."""
    inhoud = ruw if ruw is not None else json.dumps(claims).encode()
    begin = f"{deel(json.dumps(kop or {'alg': 'HS256', 'typ': 'JWT'}).encode())}.{deel(inhoud)}"
    return f"{begin}.{deel(hmac.new(geheim.encode(), begin.encode(), hashlib.sha256).digest())}"


def claims(**anders: Any) -> dict[str, Any]:
    goed = {
        "iss": "proef",
        "client_id": "proef",
        "iat": int(time.time()),
        "user_id": "jan",
        "user_representation": "Jan",
    }
    return goed | anders


def vraag(kop: str | None) -> Any:
    koppen: dict[str, Any] = {} if kop is None else {"HTTP_AUTHORIZATION": kop}
    return Client().get(ADRES, **koppen)


def met(**anders: Any) -> Any:
    return vraag(f"Bearer {token(claims(**anders))}")


def geweigerd(antwoord: Any) -> str:
    """Return the code of a refusal whose body is that of the standard."""
    assert antwoord.status_code == 403, antwoord.content
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert antwoord.headers["API-version"] == "1.0.0"
    body = antwoord.json()
    assert body.keys() == {"type", "code", "title", "status", "detail", "instance"}
    assert body["status"] == 403
    assert body["instance"].startswith("urn:uuid:")
    code: str = body["code"]
    soort = "PermissionDenied" if code == "permission_denied" else "NotAuthenticated"
    assert body["type"] == f"http://testserver/ref/fouten/{soort}/"
    return code


def test_a_token_of_a_known_client_opens(applicatie: Applicatie) -> None:
    assert met().status_code == 200
    assert vraag(f"bearer {token(claims())}").status_code == 200
    for zonder in ("client_id", "iss", "user_id", "user_representation"):
        inhoud = {naam: waarde for naam, waarde in claims().items() if naam != zonder}
        assert vraag(f"Bearer {token(inhoud)}").status_code == 200, zonder


@pytest.mark.parametrize(
    "kop",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic cHJvZWY6Z2VoZWlt",
        "Token abc",
        "Bearer abc",
        "Bearer a.b",
        "Bearer a.b.c",
        "Bearer ....",
        "Bearer é.é.é",
        "Bearer " + "a" * 9000,
        f"Bearer {deel(b'[' * 3000)}.{deel(b'{}')}.x",
    ],
    ids=kort,
)
def test_without_a_token_nobody_comes_in(applicatie: Applicatie, kop: str | None) -> None:
    assert geweigerd(vraag(kop)) == "not_authenticated"


@pytest.mark.parametrize(
    "kop",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": ""},
        {"alg": None},
        {"alg": ["HS256"]},
        {"alg": {"a": 1}},
        {"alg": "HS384"},
        {"alg": "HS512"},
        {"alg": "RS256"},
        {"typ": "JWT"},
        {"alg": "HS256", "b64": False, "crit": ["b64"]},
        {"alg": "HS256", "crit": ["iets"]},
        ["HS256"],
        "HS256",
        5,
    ],
)
def test_only_hs256_counts(applicatie: Applicatie, kop: Any) -> None:
    getekend = token(claims(), kop=kop)
    assert geweigerd(vraag(f"Bearer {getekend}")) == "not_authenticated"
    assert geweigerd(vraag(f"Bearer {getekend.rpartition('.')[0]}.")) == "not_authenticated"


@pytest.mark.parametrize(
    "ruw",
    [
        *(b"", b"null", b"5", b"[]", b'"proef"', b"\xff\xfe", b"{", b"[" * 3000),
        b'{"client_id": "proef", "iat": ' + b"9" * 5000 + b"}",
    ],
    ids=kort,
)
def test_garbage_in_the_claims_is_refused(applicatie: Applicatie, ruw: bytes) -> None:
    assert geweigerd(vraag(f"Bearer {token(ruw=ruw)}")) == "not_authenticated"


def test_a_signature_with_another_secret_is_refused(applicatie: Applicatie) -> None:
    for geheim in ("anders", "", GEHEIM + " ", GEHEIM.upper()):
        assert geweigerd(vraag(f"Bearer {token(claims(), geheim=geheim)}")) == "not_authenticated"
    kop, inhoud, handtekening = token(claims()).split(".")
    ander = deel(json.dumps(claims(client_id="beheer")).encode())
    assert geweigerd(vraag(f"Bearer {kop}.{ander}.{handtekening}")) == "not_authenticated"
    assert geweigerd(vraag(f"Bearer {kop}.{inhoud}.{handtekening[:-3]}")) == "not_authenticated"


@pytest.mark.parametrize(
    "client_id",
    ["onbekend", "PROEF", "proef ", "x" * 51, "pro\x00ef", "\ud800", 5, True, ["proef"], {"a": "proef"}, 1.5],
    ids=kort,
)
def test_unknown_clients_are_refused(applicatie: Applicatie, client_id: Any) -> None:
    assert geweigerd(met(client_id=client_id)) == "not_authenticated"
    assert geweigerd(met(client_id=None, iss=client_id)) == "not_authenticated"


def test_a_client_without_a_secret_is_refused(applicatie: Applicatie) -> None:
    ClientId.objects.create(applicatie=applicatie, client_id="zonder")
    for geheim in ("", "None", GEHEIM):
        assert geweigerd(vraag(f"Bearer {token(claims(client_id='zonder'), geheim=geheim)}")) == "not_authenticated"


@pytest.mark.parametrize(
    ("claim", "seconden", "code"),
    [
        ("iat", 250, None),
        ("iat", 360, "not_authenticated"),
        ("iat", -3600, None),
        ("iat", -3840, None),
        ("iat", -3960, "jwt-expired"),
        ("nbf", 250, None),
        ("nbf", 360, "not_authenticated"),
        ("exp", -250, None),
        ("exp", -360, "jwt-expired"),
        ("exp", 10_000_000, None),
    ],
)
def test_a_token_holds_for_an_hour_and_clocks_may_differ_five_minutes(
    applicatie: Applicatie, claim: str, seconden: int, code: str | None
) -> None:
    antwoord = met(**{claim: int(time.time()) + seconden})
    assert antwoord.status_code == 200 if code is None else geweigerd(antwoord) == code


def test_age_and_leeway_are_settings(applicatie: Applicatie, settings: Settings) -> None:
    settings.ZGW_JWT_MAX_LEEFTIJD, settings.ZGW_JWT_SPELING = 60, 600
    assert met(iat=int(time.time()) - 640).status_code == 200
    assert met(iat=int(time.time()) + 590).status_code == 200
    assert geweigerd(met(iat=int(time.time()) - 680)) == "jwt-expired"

    # Clients that fill in a template send the digits as text.
    assert met(iat=str(int(time.time()))).status_code == 200

    assert tokens_krijgen_speling(None) == []
    settings.ZGW_JWT_SPELING = 299
    assert [fout.id for fout in tokens_krijgen_speling(None)] == ["accounts.E005"]


@pytest.mark.parametrize(
    ("claim", "waarde", "code"),
    [
        ("iat", None, "not_authenticated"),
        ("iat", "1700000000", "jwt-expired"),
        ("iat", "1" * 13, "not_authenticated"),
        ("iat", "1700000000.5", "not_authenticated"),
        ("iat", "", "not_authenticated"),
        ("iat", True, "not_authenticated"),
        ("iat", [1], "not_authenticated"),
        ("iat", {"a": 1}, "not_authenticated"),
        ("iat", float("nan"), "not_authenticated"),
        ("iat", float("inf"), "not_authenticated"),
        ("iat", 10**300, "not_authenticated"),
        ("iat", -(10**4000), "jwt-expired"),
        ("exp", "morgen", "not_authenticated"),
        ("exp", float("inf"), "not_authenticated"),
        ("nbf", [], "not_authenticated"),
        ("nbf", 10**4000, "not_authenticated"),
        ("user_id", ["jan"], "not_authenticated"),
        ("user_id", {"id": 1}, "not_authenticated"),
        ("user_representation", 1.5, "not_authenticated"),
        ("user_representation", False, "not_authenticated"),
        ("iss", ["proef"], None),
        ("sub", 5, None),
        ("jti", 5, None),
        ("aud", "een ander", None),
        ("zds", {"scopes": []}, None),
    ],
    ids=kort,
)
def test_claims_of_the_wrong_type_are_refused(
    applicatie: Applicatie, claim: str, waarde: Any, code: str | None
) -> None:
    """Claims that we do not use may be anything."""
    antwoord = met(**{claim: waarde})
    assert antwoord.status_code == 200 if code is None else geweigerd(antwoord) == code


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        (None, ""),
        ("", ""),
        ("Jan", "Jan"),
        (12, "12"),
        ("a\x00b\ud800\nc", "abc"),
        ("x" * 300, "x" * 255),
        (10**2000, "1" + "0" * 254),
    ],
    ids=kort,
)
def test_who_the_client_acts_for_can_be_kept(applicatie: Applicatie, waarde: Any, verwacht: str) -> None:
    kop = f"Bearer {token(claims(user_id=waarde, user_representation=waarde))}"
    client = client_van(RequestFactory().get("/", HTTP_AUTHORIZATION=kop))

    assert (client.user_id, client.user_representation) == (verwacht, verwacht)
    assert (client.client_id, client.applicatie) == ("proef", applicatie)


def test_a_short_secret_works(db: None) -> None:
    """The conformance suites use them; a warning of the library would stop the test run."""
    call_command("maak_applicatie", "--client-id=kort", "--secret=secret", "--alle-autorisaties")
    kop = fabrieken.jwt_kop("kort", secret=GEHEIM)
    assert geweigerd(Client().get(ADRES, **kop)) == "not_authenticated"
    assert vraag(f"Bearer {token(claims(client_id='kort'), geheim='secret')}").status_code == 200


def test_a_refusal_stands_in_the_security_log_without_the_token(
    applicatie: Applicatie, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="mijnportaal.beveiliging"):
        met(iat=0)
    (regel,) = (regel for regel in caplog.records if regel.name == "mijnportaal.beveiliging")
    assert "actie=api" in regel.getMessage()
    assert "code=jwt-expired" in regel.getMessage()
    assert "eyJ" not in caplog.text


@pytest.mark.parametrize(
    "kop", [{"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "geen adres"}, {"HTTP_X_FORWARDED_FOR": "x" * 99}]
)
def test_a_refusal_does_not_depend_on_where_it_came_from(
    applicatie: Applicatie, settings: Settings, kop: dict[str, Any]
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert geweigerd(Client().get(ADRES, **kop)) == "not_authenticated"


def test_no_cookie_is_needed_or_given(applicatie: Applicatie) -> None:
    antwoord = met()
    assert not antwoord.cookies
    strikt = Client(enforce_csrf_checks=True)
    inhoud = {"clientIds": ["nieuw"], "label": "Nieuw", "heeftAlleAutorisaties": True}
    kop: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {token(claims())}"}
    assert strikt.post(ADRES, inhoud, "application/json", **kop).status_code == 201


# Rights: one query, and exact


@pytest.fixture
def beperkt(db: None) -> Applicatie:
    """The client "beperkt", that may read applicaties."""
    applicatie = fabrieken.maak_applicatie("beperkt")
    fabrieken.machtig(applicatie, "autorisaties.lezen")
    return applicatie


def scopes_van(client_id: str = "beperkt") -> set[str]:
    request = RequestFactory().get("/", **fabrieken.jwt_kop(client_id))
    return {scope for rij in client_van(request).rechten.toekenningen for scope in rij.scopes}


def test_rights_cost_one_query_and_one_more_after_a_change(
    beperkt: Applicatie, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert scopes_van() == {"autorisaties.lezen"}
    with django_assert_num_queries(1):
        assert scopes_van() == {"autorisaties.lezen"}
    Autorisatie.objects.filter(applicatie=beperkt).update(scopes=["autorisaties.bijwerken"])
    with django_assert_num_queries(2):
        assert scopes_van() == {"autorisaties.bijwerken"}


@pytest.mark.eis("S-05")
def test_every_way_of_changing_a_right_counts_at_once(beperkt: Applicatie) -> None:
    rij = Autorisatie.objects.get(applicatie=beperkt)
    assert scopes_van() == {"autorisaties.lezen"}
    fabrieken.machtig(beperkt, "notificaties.consumeren")
    assert scopes_van() == {"autorisaties.lezen", "notificaties.consumeren"}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE zaken_autorisatie SET scopes = '{catalogi.lezen}' WHERE id = %s", [rij.pk])
    assert scopes_van() == {"catalogi.lezen", "notificaties.consumeren"}
    Autorisatie.objects.bulk_create([Autorisatie(applicatie=beperkt, component="ztc", scopes=["catalogi.schrijven"])])
    assert "catalogi.schrijven" in scopes_van()
    ander = fabrieken.maak_applicatie("ander")
    Autorisatie.objects.filter(applicatie=beperkt).update(applicatie=ander)
    assert scopes_van() == set()
    assert len(scopes_van("ander")) == 3
    Autorisatie.objects.filter(applicatie=ander).delete()
    assert scopes_van("ander") == set()


def test_a_change_that_is_rolled_back_leaves_nothing_behind(beperkt: Applicatie) -> None:
    """A version of a rolled back transaction never comes back, so what was remembered under it is never used."""
    assert scopes_van() == {"autorisaties.lezen"}
    for scope in ("catalogi.lezen", "catalogi.schrijven"):
        punt = transaction.savepoint()
        fabrieken.machtig(beperkt, scope)
        assert scopes_van() == {"autorisaties.lezen", scope}
        transaction.savepoint_rollback(punt)
        assert scopes_van() == {"autorisaties.lezen"}


def test_a_new_secret_counts_at_once(beperkt: Applicatie) -> None:
    oud, nieuw = fabrieken.jwt_kop("beperkt"), fabrieken.jwt_kop("beperkt", secret=GEHEIM[::-1])
    assert Client().get(ADRES, **oud).status_code == 200
    call_command("maak_applicatie", "--client-id=beperkt", f"--secret={GEHEIM[::-1]}")
    assert geweigerd(Client().get(ADRES, **oud)) == "not_authenticated"
    assert Client().get(ADRES, **nieuw).status_code == 200


def test_every_change_gives_an_applicatie_another_version(db: None) -> None:
    applicatie = fabrieken.maak_applicatie("proef")
    gezien = {applicatie.rechten_versie}

    def is_nieuw() -> bool:
        applicatie.refresh_from_db()
        nieuw = applicatie.rechten_versie not in gezien
        gezien.add(applicatie.rechten_versie)
        return nieuw

    applicatie.save()
    assert is_nieuw()
    Applicatie.objects.filter(pk=applicatie.pk).update(label="Anders")
    assert is_nieuw()
    ClientId.objects.create(applicatie=applicatie, client_id="tweede")
    assert is_nieuw()
    ClientId.objects.filter(client_id="tweede").update(secret="x")
    assert is_nieuw()
    ClientId.objects.filter(client_id="tweede").delete()
    assert is_nieuw()
    assert not is_nieuw(), "without a change it stays"


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_the_same_time_both_count() -> None:
    applicatie = fabrieken.maak_applicatie("beperkt")
    klaar = threading.Barrier(2)

    def geef(scope: str) -> None:
        try:
            klaar.wait(10)
            fabrieken.machtig(applicatie, scope)
        finally:
            connection.close()

    draden = [threading.Thread(target=geef, args=(scope,)) for scope in ("catalogi.lezen", "catalogi.schrijven")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert scopes_van() == {"catalogi.lezen", "catalogi.schrijven"}


# The command


def test_maak_applicatie_twice_gives_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for _keer in range(2):
        call_command("maak_applicatie", "--client-id=loket", f"--secret={GEHEIM}", "--label=Loket")
    applicatie = Applicatie.objects.get(label="Loket")
    assert not applicatie.heeft_alle_autorisaties
    assert ClientId.objects.get().applicatie == applicatie

    monkeypatch.setenv("APPLICATIE_SECRET", GEHEIM[::-1])
    call_command("maak_applicatie", "--client-id=loket", "--alle-autorisaties")
    applicatie.refresh_from_db()
    assert (applicatie.label, applicatie.heeft_alle_autorisaties) == ("Loket", True)
    assert ClientId.objects.get().secret == GEHEIM[::-1]


def test_a_secret_is_not_readable_in_the_database(applicatie: Applicatie) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_clientid")
        (opgeslagen,) = cursor.fetchone()
    assert GEHEIM not in opgeslagen
    assert opgeslagen.startswith(f"{instellingen.VERSLEUTELSLEUTELS[0].partition(':')[0]}:")
