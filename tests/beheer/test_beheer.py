"""The admin under /beheer/: for the functioneel beheerder only, without passwords, and without what never changes."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from formulieren.models import Formulier, FormulierVersie
from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Gebruiker, Groep, Inzage
from tests.fabrieken import BSN_FATIMA, catalogus, maak_zaak, meldingversie
from tests.portaalclient import PortaalClient
from zaken.models import Besluittype, Betrokkene, Gebeurtenis, Informatieobjecttype, Zaaktypeversie

BEHEER = "/beheer/"


def lijst(model: str) -> str:
    return reverse(f"admin:{model}_changelist")


def rij(model: str, pk: int) -> str:
    return reverse(f"admin:{model}_change", args=[pk])


def test_beheerder_sees_what_he_keeps(client: PortaalClient, beheerder: Gebruiker) -> None:
    html = client.log_in(beheerder).get(BEHEER).content.decode()

    for tabel in ("Zaaktypeversies", "Formulierversies", "Groepen", "Autorisaties", "Gebeurtenissen", "Inzagen"):
        assert tabel in html
    for niet in ("Wachtwoord", "Betrokkenen", "Identiteiten", "Social"):
        assert niet not in html


def test_content_of_a_zaak_cannot_be_guessed_by_filtering_on_it(
    client: PortaalClient, beheerder: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    maak_zaak(meldingtype)
    client.log_in(beheerder)

    assert client.get(lijst("zaken_gebeurtenis"), {"soort__exact": "geregistreerd"}).status_code == 200
    assert client.get(lijst("zaken_gebeurtenis"), {"gegevens__zaaktype__startswith": "M"}).status_code == 400


@pytest.mark.eis("S-01")
@pytest.mark.parametrize("wie", ["inwoner", "behandelaar", "kcc", "archivaris", "coordinator"])
def test_admin_is_refused_to_other_profiles(client: PortaalClient, request: pytest.FixtureRequest, wie: str) -> None:
    client.log_in(request.getfixturevalue(wie))

    for pad in (BEHEER, lijst("zaken_autorisatie"), lijst("accounts_inzage"), f"{BEHEER}jsi18n/"):
        assert client.get(pad).status_code == 403


def test_a_visitor_logs_in_where_everybody_does(client: PortaalClient) -> None:
    for pad in (BEHEER, f"{BEHEER}login/"):
        assert client.get(pad).headers["Location"].startswith("/inloggen/?volgende=")
    with pytest.raises(NoReverseMatch):
        reverse("admin:password_change")
    assert client.post(f"{BEHEER}login/", {"username": "joost", "password": "geheim"}).status_code == 302


def test_logging_out_ends_the_session(client: PortaalClient, beheerder: Gebruiker) -> None:
    antwoord = client.log_in(beheerder).post(f"{BEHEER}logout/")
    assert (antwoord.status_code, antwoord.headers["Location"]) == (307, reverse("accounts:uitloggen"))

    client.post(antwoord.headers["Location"])
    assert client.get(BEHEER).status_code == 302


def test_only_staff_stand_in_the_list_and_nobody_has_a_password(
    client: PortaalClient, beheerder: Gebruiker, inwoner: Gebruiker, team: Groep
) -> None:
    html = client.log_in(beheerder).get(lijst("accounts_gebruiker")).content.decode()
    assert "Joost de Boer" in html
    assert "Fatima" not in html
    assert client.get(rij("accounts_gebruiker", inwoner.pk)).status_code == 302
    assert "password" not in client.get(rij("accounts_gebruiker", beheerder.pk)).content.decode()

    nieuw = {"naam": "Nina Vos", "username": "m2009", "email": "", "is_active": "on"}
    client.post(reverse("admin:accounts_gebruiker_add"), nieuw)
    gemaakt = Gebruiker.objects.get(username="m2009")
    assert gemaakt.is_medewerker
    assert not gemaakt.has_usable_password()

    groep = {"naam": team.naam, "omschrijving": "", "email": "", "profiel": team.profiel}
    client.post(rij("accounts_groep", team.pk), {**groep, "leden": [str(gemaakt.pk), str(inwoner.pk)]})
    assert not team.leden.filter(pk=inwoner.pk).exists()
    client.post(rij("accounts_groep", team.pk), {**groep, "leden": [str(gemaakt.pk)]})
    assert team.leden.get() == gemaakt


def test_a_published_version_can_be_read_only(
    client: PortaalClient, beheerder: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    url = rij("zaken_zaaktypeversie", meldingtype.pk)

    html = client.log_in(beheerder).get(url).content.decode()

    assert "Melding openbare ruimte" in html
    assert 'name="_save"' not in html
    assert client.post(url, {"omschrijving": "Anders"}).status_code == 403


def test_a_concept_is_published_or_says_what_is_missing(
    client: PortaalClient, beheerder: Gebruiker, team: Groep
) -> None:
    versie = meldingversie(team)
    keuze = {"action": "publiceer_gekozen", "_selected_action": [str(versie.pk)]}
    assert 'name="_save"' in client.log_in(beheerder).get(rij("zaken_zaaktypeversie", versie.pk)).content.decode()

    client.post(lijst("zaken_zaaktypeversie"), keuze)
    versie.refresh_from_db()
    assert versie.status == "gepubliceerd"
    assert "al gepubliceerd" in client.post(lijst("zaken_zaaktypeversie"), keuze, follow=True).content.decode()


def test_a_decision_stays_with_the_published_versions_it_belongs_to(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie, meldingtype: Zaaktypeversie
) -> None:
    besluittype = Besluittype.objects.create(catalogus=catalogus(), omschrijving="Nieuw besluit", concept=True)
    url = rij("zaken_besluittype", besluittype.pk)
    gegevens = {
        "catalogus": str(besluittype.catalogus_id),
        "omschrijving": "Besluit",
        "reactietermijn": "P6W",
        "geldig_van": "2026-01-01",
    }

    client.log_in(beheerder)
    for keuze in ([meldingtype.pk], [budgettype.pk, meldingtype.pk]):
        html = client.post(url, {**gegevens, "zaaktypeversies": keuze}).content.decode()
        assert "Een gepubliceerde versie verandert niet meer: " in html
    assert client.post(url, gegevens).status_code == 302
    assert not besluittype.zaaktypeversies.exists()


@pytest.mark.eis("ztc-009")
def test_a_type_begins_as_a_concept_and_keeps_everything_but_its_end_once_published(
    client: PortaalClient, beheerder: Gebruiker, team: Groep
) -> None:
    gegevens = {"catalogus": str(catalogus().pk), "omschrijving": "Brief", "vertrouwelijkheidaanduiding": "3"}
    client.log_in(beheerder).post(
        reverse("admin:zaken_informatieobjecttype_add"), {**gegevens, "geldig_van": "2026-01-01"}
    )
    brief = Informatieobjecttype.objects.get(omschrijving="Brief")
    assert brief.concept

    keuze = {"action": "publiceer_gekozen", "_selected_action": [str(brief.pk)]}
    client.post(lijst("zaken_informatieobjecttype"), keuze)
    client.post(rij("zaken_informatieobjecttype", brief.pk), {"omschrijving": "Anders", "geldig_tot": "2027-01-01"})
    brief.refresh_from_db()
    assert (brief.concept, brief.omschrijving, str(brief.geldig_tot)) == (False, "Brief", "2027-01-01")


@pytest.mark.eis("ztc-009")
def test_the_end_of_a_published_type_does_not_run_into_the_next_one(
    client: PortaalClient, beheerder: Gebruiker, team: Groep
) -> None:
    brief, _volgende = (
        Informatieobjecttype.objects.create(
            catalogus=catalogus(), omschrijving="Brief", vertrouwelijkheidaanduiding=3, concept=False, **geldig
        )
        for geldig in ({"geldig_van": "2025-01-01", "geldig_tot": "2026-01-01"}, {"geldig_van": "2026-01-01"})
    )
    adres = rij("zaken_informatieobjecttype", brief.pk)
    antwoord = client.log_in(beheerder).post(adres, {"geldig_tot": "2027-01-01"})
    assert antwoord.status_code == 200
    assert "geldt al in deze periode" in antwoord.content.decode()
    brief.refresh_from_db()
    assert str(brief.geldig_tot) == "2026-01-01"


def test_a_form_is_published_once_and_read_after_that(
    client: PortaalClient, beheerder: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    formulier = Formulier.objects.create(slug="melding", zaaktype=meldingtype.zaaktype)
    versie = FormulierVersie.objects.create(formulier=formulier, versie=1, status="gepubliceerd", definitie={})

    html = client.log_in(beheerder).get(rij("formulieren_formulierversie", versie.pk)).content.decode()

    assert 'name="_save"' not in html


@pytest.mark.eis("S-34")
def test_the_trail_and_the_view_log_can_be_read_and_not_changed(
    client: PortaalClient, beheerder: Gebruiker, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype, omschrijving="Geheime melding")
    gebeurtenis = Gebeurtenis.objects.get(zaak=zaak)
    inzage = leg_inzage_vast(
        behandelaar, soort=Inzage.Onderwerp.ZAAK, onderwerp=zaak.uuid, doel="Behandeling", scherm="werk/zaak"
    )
    client.log_in(beheerder)

    for model, pk in (("zaken_gebeurtenis", gebeurtenis.pk), ("accounts_inzage", inzage.pk)):
        assert client.get(lijst(model)).status_code == 200
        assert 'name="_save"' not in client.get(rij(model, pk)).content.decode()
        assert client.post(rij(model, pk), {"doel": "Anders"}).status_code == 403
        assert client.get(reverse(f"admin:{model}_add")).status_code == 403
        assert client.post(reverse(f"admin:{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403


@pytest.mark.eis("S-36")
def test_no_person_and_no_bsn_is_in_the_admin(
    client: PortaalClient, beheerder: Gebruiker, inwoner: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    maak_zaak(budgettype, van=inwoner)
    assert Betrokkene not in admin.site._registry

    client.log_in(beheerder)
    for model in admin.site._registry:
        url = lijst(f"{model._meta.app_label}_{model._meta.model_name}")
        assert BSN_FATIMA not in client.get(url).content.decode()
