"""The short way in for the APIs: it answers as the site would, with the headers that a response of an API needs."""

from typing import Any

import pytest
from django.conf import settings as instellingen
from django.test import Client
from pytest_django import Settings

from tests import fabrieken

ADRES = "/autorisaties/api/v1/applicaties"


@pytest.fixture
def kop(db: None) -> dict[str, Any]:
    """The token of a client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return fabrieken.jwt_kop("proef")


def zonder_korte_weg(settings: Settings) -> None:
    settings.MIDDLEWARE = [naam for naam in instellingen.MIDDLEWARE if "ApiMiddleware" not in naam]


def test_answer_is_that_of_the_site(kop: dict[str, Any], settings: Settings) -> None:
    kort = [Client().get(ADRES, **kop), Client().get(ADRES), Client().post(f"{ADRES}?a=b", "x", "text/plain", **kop)]
    zonder_korte_weg(settings)
    lang = [Client().get(ADRES, **kop), Client().get(ADRES), Client().post(f"{ADRES}?a=b", "x", "text/plain", **kop)]
    assert [antwoord.status_code for antwoord in kort] == [antwoord.status_code for antwoord in lang] == [200, 403, 415]
    assert kort[0].content == lang[0].content
    for snel, langzaam in zip(kort, lang, strict=True):
        assert snel.headers.keys() == langzaam.headers.keys()
        anders = {naam for naam, waarde in snel.headers.items() if waarde != langzaam.headers[naam]}
        # What an API answers is shown nowhere, so it may do less than a page; an error carries a number of its own.
        assert anders <= {"Content-Security-Policy", "Content-Length"}


def test_answer_is_kept_nowhere_and_shown_nowhere(kop: dict[str, Any]) -> None:
    antwoord = Client().get(ADRES, **kop)
    assert antwoord.headers["Cache-Control"] == "no-store, private"
    assert antwoord.headers["X-Frame-Options"] == "DENY"
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert antwoord.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert antwoord.headers["Content-Length"] == str(len(antwoord.content))


def test_language_is_that_of_the_client(db: None) -> None:
    nederlands, engels = Client().get(ADRES), Client().get(ADRES, headers={"accept-language": "en"})
    assert (nederlands.headers["Content-Language"], engels.headers["Content-Language"]) == ("nl", "en")
    assert nederlands.json()["title"] != engels.json()["title"]
    assert Client().get(ADRES).json()["title"] == nederlands.json()["title"]


def test_https_and_the_host_are_asked_for_here_too(kop: dict[str, Any], settings: Settings) -> None:
    assert Client().get(ADRES, headers={"host": "ander.example"}, **kop).status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(ADRES, **kop).status_code == 301


@pytest.mark.parametrize("pad", [f"{ADRES}/", f"{ADRES}/niet-een-uuid", "/zaken/api/v1/bestaatniet", "/zaken/api/v1"])
def test_other_address_is_not_found_in_the_words_of_the_standard(kop: dict[str, Any], pad: str) -> None:
    antwoord = Client().get(pad, **kop)
    assert (antwoord.status_code, antwoord.json()["code"]) == (404, "not_found")


def test_session_of_a_visitor_counts_for_nothing(kop: dict[str, Any]) -> None:
    client = Client()
    client.cookies[instellingen.SESSION_COOKIE_NAME] = "wat-dan-ook"
    antwoord = client.post(ADRES, "{}", "application/json", **kop)
    assert antwoord.status_code == 400
    assert not antwoord.cookies
