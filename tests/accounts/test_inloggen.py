"""Logging in and out at the real identity provider of the demo."""

import json
import logging

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.test import Client
from pytest_django import Settings

from mijnportaal.accounts.aanmelding import Middel, Niveau
from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.accounts.services import maak_medewerker
from mijnportaal.accounts.signalen import aangemeld
from tests.accounts.bezoeker import Bezoeker, uit_adres, zichtbare_tekst

pytestmark = pytest.mark.urls("tests.accounts.paginas")

FATIMA = "999990019"


@pytest.fixture
def iris(db: None) -> Gebruiker:
    """Return a staff member of the contact centre who has never logged in."""
    groep = Groep.objects.create(naam="Klantcontactcentrum", profiel=Profiel.KCC)
    return maak_medewerker("m1001", naam="Iris Hofman", email="iris@example.nl", groepen=[groep])


def test_resident_logs_in_and_returns_to_the_page_he_wanted(bezoeker: Bezoeker) -> None:
    antwoord = bezoeker.client.get("/proef/inwoner/?blad=2")
    assert antwoord.headers["Location"] == "/inloggen/?volgende=%2Fproef%2Finwoner%2F%3Fblad%3D2"
    antwoord = bezoeker.log_in(volgende="/proef/inwoner/?blad=2")
    assert antwoord.headers["Location"] == "/proef/inwoner/?blad=2"
    assert bezoeker.client.get("/proef/inwoner/").content == b"alleen voor inwoners"


def test_login_page_names_the_municipality_and_the_way_without_login(bezoeker: Bezoeker) -> None:
    tekst = zichtbare_tekst(bezoeker.client.get("/inloggen/"))
    assert "Inloggen bij Gemeente Voorbeeldstad" in tekst
    assert "Inloggen met DigiD" in tekst
    assert "Inloggen als medewerker" in tekst
    assert "Bel 14 099 of kom langs" in tekst


def test_login_page_offers_only_what_the_page_behind_it_lets_in(bezoeker: Bezoeker) -> None:
    tekst = zichtbare_tekst(bezoeker.client.get("/inloggen/?volgende=/proef/medewerker/"))
    assert "Inloggen als medewerker" in tekst
    assert "DigiD" not in tekst


def test_login_without_a_wanted_page_goes_to_the_own_start_page(bezoeker: Bezoeker, iris: Gebruiker) -> None:
    assert bezoeker.log_in().headers["Location"] == "/mijn/"
    assert bezoeker.log_in("iris-hofman", middel="medewerker").headers["Location"] == "/kcc/"


def test_login_starts_by_post_only(bezoeker: Bezoeker) -> None:
    assert bezoeker.client.get("/inloggen/digid/").status_code == 405
    for onbekend in ("onbekend", "nl_oidc"):
        assert bezoeker.client.post(f"/inloggen/{onbekend}/").status_code == 404


def test_login_asks_for_all_that_the_dutch_profile_wants(bezoeker: Bezoeker) -> None:
    adres = bezoeker.begin()
    assert len(uit_adres(adres, "nonce")) >= 43  # 256 bits in base64
    assert len(uit_adres(adres, "state")) >= 43
    assert uit_adres(adres, "code_challenge_method") == "S256"
    assert uit_adres(adres, "response_type") == "code"
    assert uit_adres(adres, "prompt") == "login"
    assert uit_adres(adres, "scope") == "openid"
    assert uit_adres(adres, "acr_values").startswith("urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract ")


@pytest.mark.eis("S-32")
def test_number_is_stored_nowhere(bezoeker: Bezoeker) -> None:
    bezoeker.log_in()
    koppeling = SocialAccount.objects.get()
    assert koppeling.extra_data.keys() == {"issuer", "acr", "auth_time", "provider"}
    inhoud = json.dumps(
        [
            list(Gebruiker.objects.values()),
            list(SocialAccount.objects.values()),
            [sessie.get_decoded() for sessie in Session.objects.all()],
        ],
        default=str,
    )
    assert FATIMA not in inhoud
    assert "Fatima" in inhoud


def test_login_is_announced_inside_its_transaction(bezoeker: Bezoeker) -> None:
    gehoord = []

    @receiver(aangemeld, weak=False, dispatch_uid="proef")
    def luister(**gegevens: object) -> None:
        gehoord.append(gegevens)
        if len(gehoord) > 1:
            raise RuntimeError("kan niet koppelen")

    try:
        bezoeker.log_in()
        assert gehoord[0]["soort"] == "bsn"
        assert gehoord[0]["nummer"] == FATIMA
        assert gehoord[0]["middel"] is Middel.DIGID
        with pytest.raises(RuntimeError):
            Bezoeker(Client()).log_in("jan-jansen")
    finally:
        aangemeld.disconnect(dispatch_uid="proef")
    assert Gebruiker.objects.count() == 1


def test_same_person_keeps_his_account(bezoeker: Bezoeker) -> None:
    bezoeker.log_in()
    bezoeker.log_in(niveau="hoog")
    assert Gebruiker.objects.count() == 1
    assert SocialAccount.objects.get().extra_data["acr"].endswith("SmartcardPKI")


def test_company_logs_in_with_eherkenning(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("bakkerij-de-halm", middel="eherkenning")
    gebruiker = Gebruiker.objects.get()
    assert gebruiker.naam == "Bakkerij De Halm"
    assert "90000011" not in gebruiker.username
    assert bezoeker.client.get("/proef/ingelogd/").content == b"SUBSTANTIEEL"


def test_staff_must_be_known_here_before_they_log_in(bezoeker: Bezoeker) -> None:
    antwoord = bezoeker.log_in("iris-hofman", middel="medewerker")
    assert antwoord.status_code == 403
    assert "Vraag uw functioneel beheerder om toegang" in zichtbare_tekst(antwoord)
    assert not Gebruiker.objects.exists()


def test_staff_must_be_in_a_group_that_may_come_in(bezoeker: Bezoeker, iris: Gebruiker, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["nl_oidc"]["APPS"][2]["settings"]["toegangsgroepen"] = ["andere-groep"]
    assert bezoeker.log_in("iris-hofman", middel="medewerker").status_code == 403


def test_staff_number_that_is_given_out_again_does_not_open_the_old_account(
    bezoeker: Bezoeker, iris: Gebruiker
) -> None:
    SocialAccount.objects.create(user=iris, provider="medewerker", uid="de vorige met dit nummer")
    assert bezoeker.log_in("iris-hofman", middel="medewerker").status_code == 403
    assert bezoeker.client.get("/proef/medewerker/").status_code == 302


@pytest.mark.eis("S-05")
def test_staff_member_who_is_put_off_is_out_at_the_next_request(bezoeker: Bezoeker, iris: Gebruiker) -> None:
    bezoeker.log_in("iris-hofman", middel="medewerker")
    assert bezoeker.client.get("/proef/klantcontact/").status_code == 200
    Gebruiker.objects.filter(pk=iris.pk).update(is_active=False)
    assert bezoeker.client.get("/proef/klantcontact/").status_code == 302
    antwoord = bezoeker.log_in("iris-hofman", middel="medewerker")
    assert "Uw account is uitgezet" in zichtbare_tekst(antwoord)


@pytest.mark.eis("A-02")
@pytest.mark.parametrize("gegeven", ["basis", "midden", "substantieel", "hoog"])
@pytest.mark.parametrize("pagina", ["inwoner", "substantieel", "hoog"])
def test_access_follows_exactly_from_the_level(bezoeker: Bezoeker, pagina: str, gegeven: str) -> None:
    bezoeker.client.get(f"/proef/{pagina}/")  # the page leaves the level it needs in the session
    antwoord = bezoeker.log_in(niveau=gegeven, volgende=f"/proef/{pagina}/")
    nodig = {"inwoner": Niveau.MIDDEN, "substantieel": Niveau.SUBSTANTIEEL, "hoog": Niveau.HOOG}[pagina]
    mag = Niveau[gegeven.upper()] >= nodig
    assert (bezoeker.client.get(f"/proef/{pagina}/").status_code == 200) is mag
    if not mag:
        assert antwoord.status_code == 403
        assert "Log in op een hoger niveau" in zichtbare_tekst(antwoord)
        assert not Gebruiker.objects.exists()


@pytest.mark.eis("A-02")
def test_step_up_explains_itself_and_leads_to_the_page(bezoeker: Bezoeker) -> None:
    bezoeker.log_in(niveau="midden")
    antwoord = bezoeker.client.get("/proef/substantieel/")
    tekst = zichtbare_tekst(bezoeker.client.get(antwoord.headers["Location"]))
    assert "Voor deze pagina moet u inloggen met niveau Substantieel of hoger" in tekst
    assert "U bent nu ingelogd met niveau Midden" in tekst
    antwoord = bezoeker.log_in(niveau="hoog", volgende="/proef/substantieel/")
    assert bezoeker.client.get(antwoord.headers["Location"]).status_code == 200


@pytest.mark.eis("A-03")
@pytest.mark.parametrize(
    "zoek", ["auth_params=acr_values%3Dlaag", "scope=profile,email", "process=connect", "action=x"]
)
def test_address_bar_changes_nothing_about_the_login(bezoeker: Bezoeker, zoek: str) -> None:
    bezoeker.client.get("/proef/hoog/")
    adres = bezoeker.begin(adres=f"/inloggen/digid/?{zoek}", volgende="/proef/hoog/")
    assert uit_adres(adres, "acr_values") == "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"
    assert uit_adres(adres, "scope") == "openid"
    assert uit_adres(adres, "prompt") == "login"


@pytest.mark.eis("A-03")
@pytest.mark.parametrize(
    "volgende",
    ["//evil.example", "https:evil.example", "/\\evil.example", "https://evil.example/", "javascript:1", "\t//x"],
)
def test_login_leads_only_to_this_site(bezoeker: Bezoeker, volgende: str) -> None:
    assert bezoeker.log_in(volgende=volgende).headers["Location"] == "/mijn/"
    assert bezoeker.log_in().headers["Location"] == "/mijn/"


@pytest.mark.eis("A-03")
def test_next_on_the_way_back_has_no_effect(bezoeker: Bezoeker) -> None:
    adres = bezoeker.kies(bezoeker.begin())
    assert bezoeker.terug(f"{adres}&next=https://testserver/proef/hoog/").headers["Location"] == "/mijn/"


@pytest.mark.eis("A-04")
def test_way_back_works_once(bezoeker: Bezoeker) -> None:
    adres = bezoeker.kies(bezoeker.begin())
    assert bezoeker.terug(adres).status_code == 302
    bezoeker.client.post("/uitloggen/")
    antwoord = bezoeker.terug(adres)
    assert antwoord.status_code == 400
    assert "Deze inlogpoging is verlopen" in zichtbare_tekst(antwoord)
    assert bezoeker.client.get("/proef/inwoner/").status_code == 302


@pytest.mark.eis("A-04")
def test_way_back_works_only_in_the_browser_that_began(bezoeker: Bezoeker) -> None:
    adres = bezoeker.kies(bezoeker.begin())
    assert Bezoeker(Client()).terug(adres).status_code == 400


@pytest.mark.eis("A-04")
def test_state_of_one_provider_is_worth_nothing_at_another(bezoeker: Bezoeker) -> None:
    adres = bezoeker.kies(bezoeker.begin("digid"))
    assert bezoeker.terug(adres.replace("/digid/", "/eherkenning/")).status_code == 400


@pytest.mark.eis("A-05")
def test_session_gets_another_name_at_login_and_at_step_up(bezoeker: Bezoeker) -> None:
    namen = []
    for niveau in ("midden", "hoog"):
        adres = bezoeker.kies(bezoeker.begin(), niveau=niveau)
        namen.append(bezoeker.client.cookies["sessie"].value)
        bezoeker.terug(adres)
        namen.append(bezoeker.client.cookies["sessie"].value)
    assert len({namen[0], namen[1], namen[3]}) == 3
    for oud in namen[:3]:
        dief = Client()
        dief.cookies["sessie"] = oud
        assert dief.get("/proef/inwoner/").status_code == 302


@pytest.mark.eis("A-08")
def test_logout_ends_the_session_here_and_at_the_provider(bezoeker: Bezoeker, idp: str) -> None:
    bezoeker.log_in()
    naam = bezoeker.client.cookies["sessie"].value
    assert bezoeker.client.get("/uitloggen/").status_code == 405
    antwoord = bezoeker.client.post("/uitloggen/")
    assert antwoord.headers["Location"].startswith(f"{idp}/session/end?client_id=portaal-digid&")
    assert "id_token_hint" not in antwoord.headers["Location"]  # that token holds the BSN
    assert antwoord.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(pk=naam).exists()
    assert bezoeker.client.get("/proef/inwoner/").status_code == 302
    terug = bezoeker.idp.get(antwoord.headers["Location"], allow_redirects=False, timeout=10)
    assert terug.headers["Location"] == "http://testserver/uitgelogd/"
    assert "U bent uitgelogd" in zichtbare_tekst(bezoeker.client.get("/uitgelogd/"))


@pytest.mark.eis("A-08")
def test_pages_are_not_kept_by_the_browser(bezoeker: Bezoeker) -> None:
    bezoeker.log_in()
    assert bezoeker.client.get("/proef/inwoner/").headers["Cache-Control"] == "no-store, private"


@pytest.mark.eis("A-09")
def test_second_login_drops_the_first_identity(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("fatima-de-vries")
    eerste = Gebruiker.objects.get()
    sessie = bezoeker.client.session
    sessie["iets van de eerste"] = "geheim"
    sessie.save()
    bezoeker.log_in("bakkerij-de-halm", middel="eherkenning")
    assert bezoeker.client.session["_auth_user_id"] != str(eerste.pk)
    assert "iets van de eerste" not in bezoeker.client.session
    assert bezoeker.client.session["aanmelding"]["middel"] == "eherkenning"


def test_cancelling_gives_a_friendly_page_and_no_session(bezoeker: Bezoeker) -> None:
    antwoord = bezoeker.terug(bezoeker.kies(bezoeker.begin(volgende="/proef/inwoner/"), annuleren="1"))
    assert antwoord.status_code == 200
    tekst = zichtbare_tekst(antwoord)
    assert "U hebt het inloggen geannuleerd. U bent niet ingelogd." in tekst
    assert "Opnieuw inloggen" in tekst
    assert b'name="volgende" value="/proef/inwoner/"' in antwoord.content
    assert bezoeker.client.get("/proef/inwoner/").status_code == 302


def test_provider_that_is_down_leaves_another_way(bezoeker: Bezoeker, settings: Settings) -> None:
    adres = bezoeker.kies(bezoeker.begin())
    for app in settings.SOCIALACCOUNT_PROVIDERS["nl_oidc"]["APPS"]:
        app["settings"]["server_url"] = "http://127.0.0.1:9"
    for antwoord in (bezoeker.client.post("/inloggen/digid/"), bezoeker.terug(adres)):
        assert antwoord.status_code == 503
        assert "De inlogdienst heeft een storing" in zichtbare_tekst(antwoord)
        assert "Bel 14 099" in zichtbare_tekst(antwoord)


@pytest.mark.eis("A-15")
def test_every_outcome_is_in_the_security_log_without_the_number(
    bezoeker: Bezoeker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="mijnportaal.beveiliging"):
        bezoeker.log_in(niveau="basis")
        bezoeker.log_in()
        bezoeker.client.post("/uitloggen/")
    regels = [regel for regel in caplog.records if regel.name == "mijnportaal.beveiliging"]
    uid = SocialAccount.objects.get().uid
    assert [(regel.__dict__["actie"], regel.__dict__["resultaat"]) for regel in regels] == [
        ("inloggen", "geweigerd"),
        ("inloggen", "gelukt"),
        ("uitloggen", "gelukt"),
    ]
    assert all(f"identiteit={uid}" in regel.getMessage() for regel in regels)
    assert "reden=niveau-te-laag" in regels[0].getMessage()
    assert "niveau=SUBSTANTIEEL" in regels[1].getMessage()
    assert FATIMA not in caplog.text
