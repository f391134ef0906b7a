"""Where a call may go, and how long it may take."""

import time

import pytest
from pytest_django import Settings

from mijnportaal.notificaties.verbinding import GeenAntwoord, bepaal_doel, post
from tests.notificaties.ontvanger import AUTH, Ontvanger

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.eis("S-26")]


@pytest.fixture
def veilig(settings: Settings) -> Settings:
    """The settings of production."""
    settings.CALLBACK_HTTP, settings.CALLBACK_INTERN = False, []
    return settings


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://192.168.1.1:8443/pad",
        "https://172.16.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
    ],
)
def test_an_address_inside_is_not_called(veilig: Settings, url: str) -> None:
    with pytest.raises(GeenAntwoord):
        bepaal_doel(url)


@pytest.mark.parametrize("url", ["https://93.184.215.14/", "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"])
def test_an_address_outside_may_be_called(veilig: Settings, url: str) -> None:
    assert bepaal_doel(url).poort == 443


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "https://",
        "https://gebruiker:geheim@93.184.215.14/",
        "https://93.184.215.14:99999/",
        "https://[::1",
        "https://" + "a" * 300 + ".nl/",
    ],
)
def test_only_a_plain_https_address_is_called(veilig: Settings, url: str) -> None:
    with pytest.raises(GeenAntwoord):
        bepaal_doel(url)


@pytest.mark.parametrize(
    ("intern", "url"),
    [
        (["10.20.0.0/16"], "https://10.20.3.4/"),
        (["10.20.3.4"], "https://10.20.3.4/"),
        (["localhost"], "https://LOCALHOST/"),
        (["fd00::/8"], "https://[fd00::1]/"),
    ],
)
def test_the_setting_opens_what_it_names_and_nothing_else(veilig: Settings, intern: list[str], url: str) -> None:
    veilig.CALLBACK_INTERN = intern

    assert bepaal_doel(url).https
    with pytest.raises(GeenAntwoord, match="niet-toegestaan"):
        bepaal_doel("https://10.21.0.1/")
    with pytest.raises(GeenAntwoord, match="niet-toegestaan"):
        bepaal_doel(url.replace("https", "http"))


def test_a_header_cannot_bring_another_header(ontvanger: Ontvanger) -> None:
    with pytest.raises(GeenAntwoord):
        post(ontvanger.url, inhoud=b"{}", koppen={"Authorization": "x\r\nX-Ander: y"})


def test_a_receiver_that_is_not_there_gives_no_answer(ontvanger: Ontvanger) -> None:
    ontvanger.stop()
    with pytest.raises(GeenAntwoord, match="verbinding-geweigerd"):
        post(ontvanger.url, inhoud=b"{}", koppen={})


def test_an_answer_that_drips_ends_in_time(ontvanger: Ontvanger, settings: Settings) -> None:
    settings.CALLBACK_SECONDEN = 0.6
    begin = time.monotonic()
    with pytest.raises(GeenAntwoord, match="op-tijd"):
        post(
            ontvanger.url.replace("/notificaties", "/druppel"),
            inhoud=b'{"kanaal": "zaken"}',
            koppen={"Authorization": AUTH},
        )
    assert time.monotonic() - begin < 3


def test_what_speaks_no_tls_is_no_https_receiver(ontvanger: Ontvanger) -> None:
    with pytest.raises(GeenAntwoord, match=r"tls-fout|verbinding-verbroken|op-tijd"):
        post(ontvanger.url.replace("http:", "https:"), inhoud=b"{}", koppen={})
