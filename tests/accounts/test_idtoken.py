"""A provider that lies, or someone who pretends to be it, gets nobody in (A-01)."""

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mijnportaal.accounts.models import Gebruiker
from tests.accounts.bezoeker import Bezoeker, uit_adres
from tests.accounts.vervalser import Vervalser

pytestmark = [pytest.mark.urls("tests.accounts.paginas"), pytest.mark.eis("A-01")]

Token = Callable[[Vervalser, str], str]


def _terug(client: Client, vervalser: Vervalser, maak: Token, middel: str = "digid") -> Any:
    """Return what the portal answers to the token that `maak` makes with the nonce of this login."""
    adres = Bezoeker(client).begin(middel)
    vervalser.geef(maak(vervalser, uit_adres(adres, "nonce")))
    return client.get(f"/inloggen/{middel}/terug/", {"code": "code", "state": uit_adres(adres, "state")})


def _claims(**anders: Any) -> Token:
    return lambda vervalser, nonce: vervalser.onderteken(vervalser.claims(**{"nonce": nonce, **anders}))


def _zonder_handtekening(vervalser: Vervalser, nonce: str) -> str:
    return jwt.encode(vervalser.claims(nonce=nonce), "", algorithm="none", headers={"kid": "echt"})


def _met_openbare_sleutel_als_geheim(vervalser: Vervalser, nonce: str) -> str:
    geheim = b"de openbare sleutel is geen geheim" * 2
    return jwt.encode(vervalser.claims(nonce=nonce), geheim, algorithm="HS256", headers={"kid": "echt"})


def _door_een_ander(vervalser: Vervalser, nonce: str) -> str:
    return vervalser.onderteken(vervalser.claims(nonce=nonce), sleutel=vervalser.andere_sleutel)


def _met_onbekende_sleutel(vervalser: Vervalser, nonce: str) -> str:
    return vervalser.onderteken(vervalser.claims(nonce=nonce), kid="onbekend")


def _afgebroken(vervalser: Vervalser, nonce: str) -> str:
    return vervalser.onderteken(vervalser.claims(nonce=nonce)).rpartition(".")[0] + "."


def test_good_token_gets_in(client: Client, vervalser: Vervalser) -> None:
    assert _terug(client, vervalser, _claims()).status_code == 302
    assert client.get("/proef/substantieel/").status_code == 200


SLECHT: dict[str, Token] = {
    "no nonce": _claims(nonce=None),
    "wrong nonce": _claims(nonce="iets anders"),
    "wrong issuer": _claims(iss="https://evil.example"),
    "wrong audience": _claims(aud="een ander portaal"),
    "no audience": _claims(aud=None),
    "two audiences and no azp": _claims(aud=["portaal-digid", "een ander portaal"]),
    "azp of another": _claims(azp="een ander portaal"),
    "expired": _claims(exp=int(time.time()) - 120),
    "no expiry": _claims(exp=None),
    "not yet issued": _claims(iat=int(time.time()) + 3600),
    "not yet valid": _claims(nbf=int(time.time()) + 3600),
    "no subject": _claims(sub=None),
    "alg none": _zonder_handtekening,
    "HMAC instead of a signature": _met_openbare_sleutel_als_geheim,
    "signed with another key": _door_een_ander,
    "unknown kid": _met_onbekende_sleutel,
    "signature cut off": _afgebroken,
    "not a token": lambda _vervalser, _nonce: "geen.token",
    "empty": lambda _vervalser, _nonce: "",
    "unknown level": _claims(acr="urn:onbekend"),
    "no level": _claims(acr=None),
    "level of another scheme": _claims(acr="urn:etoegang:core:assurance-class:loa4"),
    "level too low": _claims(acr="urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"),
    "no number": _claims(bsn=None),
    "number that fails the elfproef": _claims(bsn="123456789"),
    "number as a list": _claims(bsn=["999990019"]),
    "sofinummer": _claims(bsn="s00000001:999990019"),
    "acts for someone else": _claims(**{"urn:nl-eid-gdi:1.0:ActingSubjectID": "999990020"}),
}


@pytest.mark.parametrize("maak", SLECHT.values(), ids=SLECHT.keys())
def test_bad_token_gets_nobody_in(
    client: Client, vervalser: Vervalser, caplog: pytest.LogCaptureFixture, maak: Token
) -> None:
    antwoord = _terug(client, vervalser, maak)
    assert antwoord.status_code == 403
    assert client.get("/proef/inwoner/").status_code == 302
    assert not Gebruiker.objects.exists()
    assert not any("aanmelding" in sessie.get_decoded() for sessie in Session.objects.all())
    regels = [regel for regel in caplog.records if regel.name == "mijnportaal.beveiliging"]
    assert [regel.__dict__["resultaat"] for regel in regels] == ["geweigerd"]


@pytest.mark.parametrize("bsn", ["s00000000:999990019", "99999 0019"], ids=["sector", "space"])
def test_number_is_read_in_every_form_that_digid_sends(client: Client, vervalser: Vervalser, bsn: str) -> None:
    assert _terug(client, vervalser, _claims(bsn=bsn)).status_code == 302
    assert _terug(Client(), vervalser, _claims()).status_code == 302
    assert Gebruiker.objects.count() == 1


@pytest.mark.eis("A-10")
def test_login_for_one_branch_is_refused(client: Client, vervalser: Vervalser) -> None:
    beperkt = {
        "aud": "portaal-eherkenning",
        "acr": "urn:etoegang:core:assurance-class:loa3",
        "urn:etoegang:core:LegalSubjectID": "90000011",
    }
    vestiging = {"urn:etoegang:1.9:ServiceRestriction:Vestigingsnr": "000037178598"}
    assert _terug(client, vervalser, _claims(**beperkt, **vestiging), "eherkenning").status_code == 403
    assert _terug(client, vervalser, _claims(**beperkt), "eherkenning").status_code == 302


def test_answer_of_another_provider_is_refused(client: Client, vervalser: Vervalser) -> None:
    adres = Bezoeker(client).begin()
    vervalser.geef(_claims()(vervalser, uit_adres(adres, "nonce")))
    zoek = {"code": "code", "state": uit_adres(adres, "state"), "iss": "https://evil.example"}
    assert client.get("/inloggen/digid/terug/", zoek).status_code == 403


@pytest.mark.parametrize("antwoord", [None, {"fout": "geen token"}, {"access_token": "alleen toegang"}])
def test_token_endpoint_that_gives_no_token_gets_nobody_in(
    client: Client, vervalser: Vervalser, antwoord: dict[str, Any] | None
) -> None:
    adres = Bezoeker(client).begin()
    vervalser.antwoord = antwoord
    zoek = {"code": "code", "state": uit_adres(adres, "state")}
    assert client.get("/inloggen/digid/terug/", zoek).status_code == 403


def test_provider_that_calls_itself_otherwise_is_not_used(client: Client, vervalser: Vervalser) -> None:
    vervalser.uitgever = "https://evil.example"
    assert client.post("/inloggen/digid/").status_code == 503
