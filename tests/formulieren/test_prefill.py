"""What we know already: filled in with its source, never over what someone typed, and asked again when it counts."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from formulieren.definitie import Definitie
from formulieren.models import Antwoord, FormulierVersie, Inzending, Natrekking
from formulieren.prefill import herleid, vul_in
from formulieren.prefill.natrekken import trek_na
from formulieren.prefill.tasks import natrekken_achterstand
from formulieren.prefill.vulling import fouten_in_vullingen
from formulieren.services.concept import begin
from mijnportaal.accounts.aanmelding import Aanmelding, Niveau
from mijnportaal.accounts.models import Gebruiker, Groep, Inzage
from mijnportaal.accounts.services import inwoner_voor
from mijnportaal.bronnen.verbinding import vergeet_storingen
from tests.fabrieken import budgetversie
from tests.formulieren.definities import formulier, maak_formulier, stap, vraag
from tests.formulieren.invuller import Invuller, tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from tests.registers import Registers
from zaken.models import Taak, Zaak, Zaaktypeversie
from zaken.services.besluiten import leg_besluit_vast
from zaken.services.betrokkenen import koppel_identiteit
from zaken.services.catalogus import publiceer
from zaken.services.taken import rond_taak_af


def brp(gegeven: str, *, vast: bool = False) -> dict[str, Any]:
    return {"bron": "brp", "gegeven": gegeven, "vast": vast}


DEFINITIE = formulier(
    "Verhuizing",
    "Verhuizing van ${naam}",
    stap(
        "wie",
        vraag("naam", "tekst", vulling=brp("naam", vast=True)),
        vraag("geboren", "datum", vulling=brp("geboortedatum", vast=True)),
        vraag("woning", "adres", vulling=brp("adres"), verplicht="niet"),
        vraag("email", "email", vulling={"bron": "profiel", "gegeven": "email"}, naar="email"),
    ),
    stap(
        "mee",
        vraag("kinderen", "kinderen", vulling=brp("kinderen"), leeftijd_tot_en_met=17, verplicht="niet"),
        vraag("rekening", "iban", vulling={"bron": "eerder", "gegeven": "rekening"}, naar="eigenschap:rekening"),
        vraag("bedrag", "tekst", vulling=brp("adres.huisnummer"), naar="eigenschap:bedrag", verplicht="niet"),
    ),
)
WIE = {"woning_postcode": "1234 AB", "woning_huisnummer": "10", "email": "fatima@example.nl"}
MEE = {"kinderen_gesteld": "1", "rekening": "NL91 ABNA 0417 1643 00", "bedrag": "12"}


@pytest.fixture
def verhuizing(budgettype: Zaaktypeversie) -> FormulierVersie:
    return maak_formulier(budgettype, "verhuizing", DEFINITIE, Niveau.MIDDEN)


@pytest.fixture
def fatima(client: PortaalClient, inwoner: Gebruiker, verhuizing: FormulierVersie) -> Invuller:
    """Fatima, logged in, with the form before her."""
    client.log_in(inwoner)
    return Invuller(client, verhuizing)


def antwoord(inzending: Inzending, sleutel: str) -> Antwoord | None:
    (vraag_,) = [v for v in Definitie(inzending.formulierversie.definitie).vragen() if v.sleutel == sleutel]
    return inzending.antwoorden.filter(vraag=vraag_.id).first()


def zeker(inzending: Inzending, sleutel: str) -> Antwoord:
    gevonden = antwoord(inzending, sleutel)
    assert gevonden is not None
    return gevonden


def wat(inzending: Inzending, sleutel: str) -> Any:
    """Return the answer itself."""
    return zeker(inzending, sleutel).waarde


def vul_alles(invuller: Invuller, **wie: str) -> None:
    invuller.begin()
    invuller.stap("wie", {**WIE, **wie})
    invuller.stap("mee", MEE)


# Filling in


@pytest.mark.eis("R.C10")
def test_draft_begins_with_what_the_registers_know(registers: Registers, fatima: Invuller) -> None:
    fatima.begin()
    naam = zeker(fatima.inzending, "naam")
    assert (naam.waarde, naam.bron, naam.geverifieerd) == ("Fatima de Vries-El Idrissi", Antwoord.Bron.BRP, True)
    assert zeker(fatima.inzending, "geboren").waarde == "1984-05-14"
    assert wat(fatima.inzending, "woning")["straat"] == "Dorpsstraat"
    email = zeker(fatima.inzending, "email")
    assert (email.waarde, email.bron, email.geverifieerd) == ("fatima@example.nl", Antwoord.Bron.PROFIEL, None)
    assert registers.gevraagd("brp") == 2  # herself, and her children


@pytest.mark.eis("R.C10")
def test_page_tells_the_source_and_when(registers: Registers, fatima: Invuller, client: PortaalClient) -> None:
    fatima.begin()
    pagina = tekst_van(client.get(fatima.pad("stap", "wie")))
    assert "Fatima de Vries-El Idrissi" in pagina
    assert "Bron: Basisregistratie personen, opgehaald op" in pagina
    assert 'name="naam"' not in pagina  # fixed: nothing to type
    fatima.stap("wie", WIE)
    fatima.stap("mee", MEE)
    controle = tekst_van(client.get(fatima.pad("controle")))
    assert (
        controle.count("Bron: Basisregistratie personen, opgehaald op") == 3
    )  # name, birth, number; the address is hers


@pytest.mark.eis("R.C12")
def test_only_children_that_the_form_asks_for_are_kept(registers: Registers, fatima: Invuller) -> None:
    fatima.begin()
    (kind,) = wat(fatima.inzending, "kinderen")["uit_bron"]
    assert kind["voornamen"] == "Yusuf Pieter"


def test_what_someone_typed_is_never_overwritten(registers: Registers, fatima: Invuller) -> None:
    fatima.begin()
    fatima.stap("wie", {**WIE, "email": "anders@example.nl"})
    fatima.begin()
    email = zeker(fatima.inzending, "email")
    assert wat(fatima.inzending, "woning")["huisnummer"] == 10
    assert zeker(fatima.inzending, "woning").bron == Antwoord.Bron.INWONER
    assert (email.waarde, email.opgehaald_op) == ("anders@example.nl", None)


def test_answer_that_is_left_as_it_was_keeps_its_source(registers: Registers, fatima: Invuller) -> None:
    fatima.begin()
    fatima.stap("wie", {**WIE, "woning_huisnummer": "12"})
    assert zeker(fatima.inzending, "email").bron == Antwoord.Bron.PROFIEL
    fatima.stap("mee", {**MEE, "kinderen_gekozen": wat(fatima.inzending, "kinderen")["uit_bron"][0]["id"]})
    assert len(wat(fatima.inzending, "kinderen")["gekozen"]) == 1
    assert zeker(fatima.inzending, "kinderen").bron == Antwoord.Bron.BRP


@pytest.mark.eis("S-04")
def test_posted_value_of_a_fixed_answer_counts_for_nothing(
    registers: Registers, fatima: Invuller, caplog: pytest.LogCaptureFixture
) -> None:
    fatima.begin()
    geknoeid = {"naam": "Prinses Fatima", "geboren_dag": "1", "geboren_maand": "1", "geboren_jaar": "2010"}
    fatima.stap("wie", {**WIE, **geknoeid})
    (regel,) = [rij.getMessage() for rij in caplog.records if rij.name == "mijnportaal.beveiliging"]
    assert "actie=formulier-vast-antwoord resultaat=genegeerd" in regel
    assert regel.endswith("vragen=naam,geboren")
    fatima.stap("mee", MEE)
    fatima.verstuur()
    assert zeker(fatima.inzending, "naam").waarde == "Fatima de Vries-El Idrissi"
    assert zeker(fatima.inzending, "geboren").waarde == "1984-05-14"
    assert Zaak.objects.get().omschrijving == "Verhuizing van Fatima de Vries-El Idrissi"


@pytest.mark.eis("R.C16")
def test_child_that_the_register_did_not_name_is_refused(registers: Registers, fatima: Invuller) -> None:
    fatima.begin()
    fatima.stap("wie", WIE)
    pagina = tekst_van(fatima.stap("mee", {**MEE, "kinderen_gekozen": "0123456789abcdef"}))
    assert "Kies uit de lijst." in pagina
    assert wat(fatima.inzending, "kinderen")["gekozen"] == []


@pytest.mark.eis("R.C11")
def test_company_begins_with_the_handelsregister(registers: Registers, budgettype: Zaaktypeversie) -> None:
    gebruiker = inwoner_voor("kvk", "90000022", naam="Buurtkracht")
    koppel_identiteit(gebruiker, soort="kvk", nummer="90000022", naam="Buurtkracht")
    vragen = [
        vraag("bedrijf", "organisatie", vulling={"bron": "kvk", "gegeven": "organisatie", "vast": True}),
        vraag("plaats", "tekst", vulling={"bron": "kvk", "gegeven": "bezoekadres.plaats"}),
    ]
    versie = maak_formulier(
        budgettype, "bedrijf", formulier("Bedrijf", "${plaats}", stap("wie", *vragen)), Niveau.MIDDEN
    )
    inzending = begin(versie, door=gebruiker)
    vul_in(inzending, Aanmelding(gebruiker))
    assert wat(inzending, "bedrijf")["rsin"] == "856000012"
    assert zeker(inzending, "plaats").waarde == "Voorbeeldstad"


# Earlier answers


@pytest.mark.eis("R.C14")
def test_answer_of_an_earlier_submission_is_offered_with_its_day(registers: Registers, fatima: Invuller) -> None:
    vul_alles(fatima)
    fatima.verstuur()
    eerste = fatima.inzending
    assert eerste.zaak is not None
    fatima.begin()
    assert fatima.inzending.pk != eerste.pk
    rekening = zeker(fatima.inzending, "rekening")
    assert (rekening.waarde, rekening.bron) == ("NL91ABNA0417164300", Antwoord.Bron.EERDER)
    assert rekening.opgehaald_op == eerste.verzonden_op


@pytest.mark.eis("R.C14")
def test_answer_of_another_person_or_of_long_ago_is_not_offered(
    registers: Registers, fatima: Invuller, andere_inwoner: Gebruiker, verhuizing: FormulierVersie
) -> None:
    vul_alles(fatima)
    fatima.verstuur()
    van_sanne = begin(verhuizing, door=andere_inwoner)
    vul_in(van_sanne, Aanmelding(andere_inwoner))
    assert antwoord(van_sanne, "rekening") is None
    Inzending.objects.filter(pk=fatima.inzending.pk).update(verzonden_op=timezone.now() - datetime.timedelta(days=800))
    fatima.begin()
    assert antwoord(fatima.inzending, "rekening") is None


# A silent source


@pytest.mark.eis("R.C17")
def test_form_works_when_the_register_is_down(registers: Registers, fatima: Invuller, client: PortaalClient) -> None:
    registers.zet(brp="stuk")
    fatima.begin()
    pagina = tekst_van(client.get(fatima.pad("stap", "wie")))
    assert "Wij konden dit nu niet ophalen. Wij kijken het later na." in pagina
    assert 'name="naam"' in pagina
    geboren = {"geboren_dag": "14", "geboren_maand": "5", "geboren_jaar": "1984"}
    fatima.stap("wie", {**WIE, "naam": "Fatima de Vries-El Idrissi", **geboren})
    naam = zeker(fatima.inzending, "naam")
    assert (naam.bron, naam.geverifieerd) == (Antwoord.Bron.INWONER, False)


@pytest.mark.eis("R.C17")
def test_register_that_is_back_fills_in_what_is_still_empty(registers: Registers, fatima: Invuller) -> None:
    registers.zet(brp="stuk")
    fatima.begin()
    registers.zet(brp="goed")
    fatima.begin()
    assert zeker(fatima.inzending, "naam").geverifieerd is True


@pytest.fixture
def verstuurd(registers: Registers, fatima: Invuller) -> Zaak:
    """The zaak of a form that was filled in by hand, and sent, while the BRP was down; the house number is empty."""
    registers.zet(brp="stuk")
    fatima.begin()
    geboren = {"geboren_dag": "14", "geboren_maand": "5", "geboren_jaar": "1984"}
    fatima.stap("wie", {**WIE, "woning_huisnummer": "12", "naam": "Fatima de Vries-El Idrissi", **geboren})
    fatima.stap("mee", {**MEE, "bedrag": ""})
    fatima.verstuur()
    return Zaak.objects.get()


def besluit(zaak: Zaak, door: Gebruiker) -> None:
    leg_besluit_vast(
        zaak,
        zaak.zaaktypeversie.besluittypen.get(),
        ingangsdatum=timezone.localdate(),
        motivering="Goed plan.",
        door=door,
    )


@pytest.mark.eis("R.C17")
def test_only_the_decision_waits_for_a_silent_register(verstuurd: Zaak, behandelaar: Gebruiker) -> None:
    taak = Taak.objects.get(zaak=verstuurd)
    assert taak.titel == "Gegevens nakijken in de basisregistraties"
    assert "Vraag naam" in taak.toelichting
    with pytest.raises(ValidationError, match="Er zijn nog gegevens niet geverifieerd"):
        besluit(verstuurd, behandelaar)


@pytest.mark.eis("R.C17")
def test_register_that_is_back_completes_the_zaak_and_frees_the_decision(
    verstuurd: Zaak, registers: Registers, behandelaar: Gebruiker
) -> None:
    registers.zet(brp="goed")
    Natrekking.objects.update(volgende_op=timezone.now())
    natrekken_achterstand()
    werk_taken_af()
    taak = Taak.objects.get(zaak=verstuurd)
    assert taak.status == Taak.Status.AFGEROND
    assert "Vraag naam: klopt" in taak.antwoord
    assert "Vraag bedrag: aangevuld: 12" in taak.antwoord
    naam = zeker(verstuurd.inzending, "naam")
    assert (naam.bron, naam.geverifieerd) == (Antwoord.Bron.BRP, True)
    assert verstuurd.eigenschappen.get(eigenschap__naam="bedrag").waarde == "12"
    besluit(verstuurd, behandelaar)


@pytest.mark.eis("R.C17")
def test_what_differs_from_the_register_is_for_an_employee(
    verstuurd: Zaak, registers: Registers, behandelaar: Gebruiker
) -> None:
    zeker(verstuurd.inzending, "naam")
    Antwoord.objects.filter(pk=zeker(verstuurd.inzending, "naam").pk).update(waarde="Fatima Idrissi")
    registers.zet(brp="goed")
    assert trek_na(verstuurd.inzending.pk)
    taak = Taak.objects.open().get(zaak=verstuurd)
    assert taak.titel == "Gegevens verschillen van de basisregistratie"
    assert "opgegeven: Fatima Idrissi; volgens het register: Fatima de Vries-El Idrissi" in taak.toelichting
    assert zeker(verstuurd.inzending, "naam").waarde == "Fatima Idrissi"  # what was sent stays as it was sent
    with pytest.raises(ValidationError, match="niet geverifieerd"):
        besluit(verstuurd, behandelaar)
    rond_taak_af(taak, antwoord="Paspoort gezien.", documenten=[], auteur="Amira", door=behandelaar)
    besluit(verstuurd, behandelaar)


@pytest.mark.eis("R.C17")
def test_own_answer_to_an_open_question_stays_and_holds_nothing_up(
    verstuurd: Zaak, registers: Registers, behandelaar: Gebruiker
) -> None:
    woning = zeker(verstuurd.inzending, "woning")
    Antwoord.objects.filter(pk=woning.pk).update(
        waarde={**wat(verstuurd.inzending, "woning"), "huisnummer": 10}, geverifieerd=False
    )
    registers.zet(brp="goed")
    assert trek_na(verstuurd.inzending.pk)
    taak = Taak.objects.get(zaak=verstuurd)
    assert "opgegeven: Dorpsstraat 10, 1234 AB Voorbeeldstad; volgens het register: Dorpsstraat 12" in taak.antwoord
    woning.refresh_from_db()
    assert (woning.bron, woning.geverifieerd) == (Antwoord.Bron.INWONER, None)
    besluit(verstuurd, behandelaar)


@pytest.mark.eis("R.C17")
def test_register_that_stays_silent_is_asked_ever_less_often(verstuurd: Zaak, registers: Registers) -> None:
    pauzes = []
    for _keer in range(3):
        vergeet_storingen()
        assert not trek_na(verstuurd.inzending.pk)
        pauzes.append(Natrekking.objects.get().volgende_op - timezone.now())
    assert pauzes == sorted(pauzes)
    assert Taak.objects.open().filter(zaak=verstuurd).count() == 1


def test_looking_up_twice_gives_one_result(verstuurd: Zaak, registers: Registers) -> None:
    registers.zet(brp="goed")
    assert trek_na(verstuurd.inzending.pk)
    assert trek_na(verstuurd.inzending.pk)
    assert Taak.objects.filter(zaak=verstuurd).count() == 1


def test_employee_who_looked_it_up_himself_ends_the_waiting(
    verstuurd: Zaak, registers: Registers, behandelaar: Gebruiker
) -> None:
    taak = Taak.objects.get(zaak=verstuurd)
    rond_taak_af(taak, antwoord="Gezien aan de balie.", documenten=[], auteur="Amira", door=behandelaar)
    besluit(verstuurd, behandelaar)
    registers.zet(brp="goed")
    assert trek_na(verstuurd.inzending.pk)
    assert Taak.objects.filter(zaak=verstuurd).count() == 1


@pytest.mark.eis("R.C17")
def test_address_that_could_not_be_looked_up_is_looked_up_later(registers: Registers, fatima: Invuller) -> None:
    registers.zet(bag="stuk")
    vul_alles(fatima, woning_straat="Dorpsstraat", woning_woonplaats="Voorbeeldstad")
    fatima.verstuur()
    taak = Taak.objects.get()
    assert "Vraag woning" in taak.toelichting
    registers.zet(bag="goed")
    assert trek_na(fatima.inzending.pk)
    taak.refresh_from_db()
    assert "Vraag woning: klopt" in taak.antwoord


# Sending


@pytest.mark.eis("S-04")
def test_what_changed_in_the_register_is_shown_before_it_is_sent(registers: Registers, fatima: Invuller) -> None:
    vul_alles(fatima)
    Antwoord.objects.filter(pk=zeker(fatima.inzending, "naam").pk).update(waarde="Fatima El Idrissi")
    pagina = tekst_van(fatima.verstuur())
    assert "Uw gegevens in de basisregistratie zijn veranderd." in pagina
    assert "Fatima de Vries-El Idrissi" in pagina
    assert not Zaak.objects.exists()
    fatima.verstuur()
    assert Zaak.objects.exists()


@pytest.mark.eis("S-04")
def test_what_the_register_does_not_say_any_more_does_not_count(registers: Registers, fatima: Invuller) -> None:
    vul_alles(fatima)
    kinderen = zeker(fatima.inzending, "kinderen")
    vreemd = {"id": "vreemd", "voornamen": "Vreemd", "voorvoegsel": "", "geslachtsnaam": "Kind", "bsn": None}
    waarde = {**wat(fatima.inzending, "kinderen"), "uit_bron": [vreemd], "gekozen": ["vreemd"]}
    Antwoord.objects.filter(pk=kinderen.pk).update(waarde=waarde)
    with pytest.raises(ValidationError, match="basisregistratie zijn veranderd"):
        herleid(fatima.inzending)
    opnieuw = wat(fatima.inzending, "kinderen")
    assert (opnieuw["gekozen"], opnieuw["uit_bron"][0]["voornamen"]) == ([], "Yusuf Pieter")
    herleid(fatima.inzending)


@pytest.mark.eis("R.C17")
def test_register_that_is_down_at_sending_does_not_stop_it(registers: Registers, fatima: Invuller) -> None:
    vul_alles(fatima)
    registers.zet(brp="stuk")
    fatima.verstuur()
    assert Zaak.objects.exists()
    assert zeker(fatima.inzending, "naam").geverifieerd is True
    assert not Taak.objects.exists()


# Rights


@pytest.mark.eis("P-09")
def test_employee_who_fills_in_for_somebody_leaves_a_line(
    registers: Registers, verhuizing: FormulierVersie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    inzending = begin(verhuizing, door=inwoner)
    vul_in(inzending, Aanmelding(behandelaar))
    (inzage,) = Inzage.objects.all()
    assert (inzage.gebruiker, inzage.doel) == (behandelaar, "Formulier invullen: Verhuizing")


def test_nobody_logged_in_means_nothing_is_asked(registers: Registers, verhuizing: FormulierVersie) -> None:
    inzending = begin(verhuizing, door=None)
    vul_in(inzending, Aanmelding())
    assert not inzending.antwoorden.exists()
    assert (registers.gevraagd("brp"), registers.gevraagd("kvk")) == (0, 0)


def test_register_that_is_not_connected_is_no_outage(fatima: Invuller) -> None:
    fatima.begin()
    assert antwoord(fatima.inzending, "naam") is None


# Publishing


@pytest.mark.parametrize(
    "vulling",
    [
        {"bron": "suwinet", "gegeven": "inkomen"},
        {"bron": "brp", "gegeven": "verblijfstitel.aanduiding"},
        {"bron": "brp", "gegeven": ""},
        {"bron": "profiel", "gegeven": "email", "vast": True},
        {"bron": "eerder", "gegeven": ""},
    ],
)
def test_source_that_cannot_be_is_found_at_publishing(vulling: dict[str, Any]) -> None:
    definitie = Definitie(formulier("Fout", "x", stap("een", vraag("wat", "tekst", vulling=vulling))))
    assert fouten_in_vullingen(definitie)


def test_question_in_a_row_cannot_be_filled_in_beforehand() -> None:
    rij = vraag("rijen", "herhaling", vragen=[vraag("wat", "tekst", vulling=brp("naam"))])
    assert fouten_in_vullingen(Definitie(formulier("Fout", "x", stap("een", rij))))
    assert not fouten_in_vullingen(Definitie(DEFINITIE))


# Who else is named


@pytest.mark.eis("R.C12")
def test_chosen_child_becomes_a_role_and_its_bsn_stands_in_one_table(
    registers: Registers, client: PortaalClient, inwoner: Gebruiker, team: Groep
) -> None:
    zaaktype = budgetversie(team)
    zaaktype.roltypen.create(omschrijving="Kind", soort="belanghebbende")
    publiceer(zaaktype)
    vragen = [
        vraag("kind", "kinderen", vulling=brp("kinderen"), naar="rol:Kind"),
        vraag("buur", "persoon", naar="rol:Kind", verplicht="niet"),
    ]
    versie = maak_formulier(zaaktype, "gezin", formulier("Gezin", "${kind}", stap("wie", *vragen)), Niveau.MIDDEN)
    client.log_in(inwoner)
    invuller = Invuller(client, versie)
    invuller.begin()
    yusuf = wat(invuller.inzending, "kind")["uit_bron"][1]
    invuller.stap("wie", {"kind_gesteld": "1", "kind_gekozen": yusuf["id"]})
    invuller.verstuur()
    rol = Zaak.objects.get().rollen.get(roltype__omschrijving="Kind")
    assert rol.betrokkene.naam == "Yusuf Pieter de Vries"
    assert rol.betrokkene.bsn == "999990159"
    assert "999990159" not in str(rol.gegevens)
    assert "999990159" not in str(list(Antwoord.objects.values_list("waarde", flat=True)))


# The address while somebody types


@pytest.mark.eis("R.C18")
def test_script_of_the_page_gets_the_addresses_that_exist(
    registers: Registers, fatima: Invuller, client: PortaalClient
) -> None:
    fatima.begin()
    antwoord_ = client.post(fatima.pad("adres"), {"postcode": "1235cd", "huisnummer": "45"})
    assert [adres["nummer"] for adres in antwoord_.json()["adressen"]] == ["45 A", "45 B", "45 C", "45 C-2"]
    assert client.post(fatima.pad("adres"), {"postcode": "x", "huisnummer": "45"}).json()["adressen"] == []
    registers.zet(bag="stuk")
    assert client.post(fatima.pad("adres"), {"postcode": "1234AB", "huisnummer": "14"}).json()["stil"]


@pytest.mark.eis("S-29")
def test_nobody_asks_the_register_through_the_draft_of_another(
    registers: Registers, fatima: Invuller, client: PortaalClient, andere_inwoner: Gebruiker
) -> None:
    fatima.begin()
    client.log_in(andere_inwoner)
    assert client.post(fatima.pad("adres"), {"postcode": "1234AB", "huisnummer": "12"}).status_code == 404
    assert client.get(fatima.pad("adres")).status_code == 405
