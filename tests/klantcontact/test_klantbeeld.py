"""What the KCC sees of a customer: all that runs, and of some zaken only that they exist."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klantcontact.klantbeeld import klantbeeld
from mijnportaal.accounts.models import Gebruiker, Groep, Inzage
from tests.fabrieken import (
    BSN_FATIMA,
    conceptversie,
    maak_zaak,
    sta_toe,
    voeg_resultaat_toe,
    voeg_statussen_toe,
)
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Autorisatie, Betrokkene, Recht, Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af
from zaken.services.behandeling import neem
from zaken.services.catalogus import publiceer
from zaken.services.taken import vraag_aanvulling


@pytest.fixture
def klant(inwoner: Gebruiker) -> Betrokkene:
    return Betrokkene.objects.get(identiteiten=inwoner.pk)


def pagina(klant: Betrokkene) -> str:
    return reverse("klantcontact:klant", args=[klant.uuid])


def open_klant(client: PortaalClient, klant: Betrokkene) -> str:
    client.post(pagina(klant), {"reden": "vraag"})
    html: str = client.get(pagina(klant)).content.decode()
    return html


def mag_inhoud_zien(kcc: Gebruiker) -> None:
    Autorisatie.objects.filter(groep__leden=kcc).update(omvang=Autorisatie.Omvang.WAT)


def vul(zaak: Zaak, behandelaar: Gebruiker) -> None:
    neem(zaak, door=behandelaar)
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    vraag_aanvulling(
        zaak,
        titel="Offerte van de bank",
        toelichting="Wij missen de prijs.",
        uiterlijk_op=morgen,
        informatieobjecttype=None,
        door=behandelaar,
    )
    werk_taken_af()


def test_kcc_sees_what_runs_and_who_has_to_act(
    client: PortaalClient,
    kcc: Gebruiker,
    klant: Betrokkene,
    budgettype: Zaaktypeversie,
    behandelaar: Gebruiker,
    inwoner: Gebruiker,
) -> None:
    mag_inhoud_zien(kcc)
    zaak = maak_zaak(budgettype, van=inwoner, omschrijving="Bankje in het park")
    vul(zaak, behandelaar)

    html = open_klant(client.log_in(kcc), klant)

    verwacht = ["Fatima de Vries-El Idrissi", "•••••0019", "14 mei 1984", "Bankje in het park", zaak.identificatie]
    verwacht += [
        "Ontvangen (inwoner)",
        "Uitleg bij Ontvangen.",
        "Wacht op inwoner",
        "Amira Benali",
        "Termijn staat stil",
    ]
    verwacht += ["Offerte van de bank", "Wij hebben iets van u nodig"]
    for tekst in verwacht:
        assert tekst in html
    assert BSN_FATIMA not in html


@pytest.mark.eis("P-10")
def test_of_a_zaak_that_may_only_exist_nothing_else_stands_in_the_page(
    client: PortaalClient,
    kcc: Gebruiker,
    klant: Betrokkene,
    budgettype: Zaaktypeversie,
    behandelaar: Gebruiker,
    inwoner: Gebruiker,
) -> None:
    zaak = maak_zaak(
        budgettype,
        van=inwoner,
        omschrijving="Bankje in het park",
        toelichting="Wij willen samen zitten.",
        locatie="Achterpad 7",
        eigenschappen={"rekening": "NL00TEST"},
    )
    vul(zaak, behandelaar)

    html = open_klant(client.log_in(kcc), klant)

    for mag in (zaak.identificatie, budgettype.dat_label, "Ontvangen (inwoner)", "Amira Benali"):
        assert mag in html
    geheim = ["Bankje", "samen zitten", "Achterpad", "NL00TEST", budgettype.omschrijving, "Uitleg bij", "Offerte"]
    geheim += ["Wij missen", "iets van u nodig", "Wacht op inwoner", str(zaak.uuid)]
    for tekst in geheim:
        assert tekst not in html


@pytest.mark.eis("P-10")
def test_a_zaaktype_that_hides_itself_does_not_even_count(
    client: PortaalClient, kcc: Gebruiker, klant: Betrokkene, team: Groep, inwoner: Gebruiker
) -> None:
    versie = conceptversie(team, "jeugdhulp", kcc_zichtbaarheid="geen")
    voeg_statussen_toe(versie, "Ontvangen", "Klaar")
    voeg_resultaat_toe(versie, "Geholpen")
    zaak = maak_zaak(publiceer(versie), van=inwoner)
    sta_toe(kcc.groepen.get(), versie.zaaktype, Recht.LEZEN, omvang=Autorisatie.Omvang.DAT)

    html = open_klant(client.log_in(kcc), klant)
    assert zaak.identificatie not in html
    assert "Er lopen nu geen zaken." in html
    zoekvraag = {"reden": "vraag", "zaaknummer": zaak.identificatie}
    assert "Niemand gevonden" in client.post(reverse("klantcontact:zoeken"), zoekvraag).content.decode()

    mag_inhoud_zien(kcc)
    assert zaak.identificatie in open_klant(client, klant)
    assert klant.naam in client.post(reverse("klantcontact:zoeken"), zoekvraag).content.decode()


def test_closed_zaken_stand_apart(
    client: PortaalClient,
    kcc: Gebruiker,
    klant: Betrokkene,
    meldingtype: Zaaktypeversie,
    behandelaar: Gebruiker,
    inwoner: Gebruiker,
) -> None:
    zaak = maak_zaak(meldingtype, van=inwoner)
    sluit_af(zaak, meldingtype.resultaattypen.get(omschrijving="Opgelost"), door=behandelaar)
    beeld = klantbeeld(kcc, klant)

    assert (beeld.lopend, [regel.nummer for regel in beeld.afgesloten]) == ([], [zaak.identificatie])
    assert "Afgesloten zaken" in open_klant(client.log_in(kcc), klant)


@pytest.mark.eis("P-09")
def test_a_customer_opened_without_a_search_asks_for_the_reason_first(
    client: PortaalClient, kcc: Gebruiker, klant: Betrokkene
) -> None:
    vragend = client.log_in(kcc).get(pagina(klant)).content.decode()
    assert "Waarom opent u deze klant?" in vragend
    assert "Fatima" not in vragend
    assert "Kies waarom" in client.post(pagina(klant), {}).content.decode()
    assert not Inzage.objects.exists()

    assert "Fatima" in open_klant(client, klant)
    regel = Inzage.objects.get()
    assert (regel.doel, regel.scherm, regel.onderwerp) == ("Vraag van de beller over een zaak", "kcc/klant", klant.uuid)


@pytest.mark.eis("P-09")
def test_the_reason_comes_along_from_the_search_and_wears_out(
    client: PortaalClient, kcc: Gebruiker, klant: Betrokkene, klok: time_machine.Traveller
) -> None:
    client.log_in(kcc).post("/kcc/", {"reden": "klacht", "bsn": BSN_FATIMA})

    assert "Fatima" in client.get(pagina(klant)).content.decode()
    assert list(Inzage.objects.values_list("doel", flat=True)) == ["Klacht van de beller"] * 2

    klok.shift(datetime.timedelta(minutes=31))
    assert "Fatima" not in client.log_in(kcc).get(pagina(klant)).content.decode()


def test_the_reason_of_one_session_opens_nothing_in_another(
    client: PortaalClient, kcc: Gebruiker, klant: Betrokkene
) -> None:
    open_klant(client.log_in(kcc), klant)

    assert "Fatima" not in PortaalClient().log_in(kcc).get(pagina(klant)).content.decode()


@pytest.mark.eis("S-31")
def test_without_a_line_in_the_view_log_there_is_no_page(
    client: PortaalClient, kcc: Gebruiker, klant: Betrokkene
) -> None:
    client.log_in(kcc).post(pagina(klant), {"reden": "vraag"})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_inzage ADD CONSTRAINT vol CHECK (false) NOT VALID")

    with pytest.raises(IntegrityError):
        client.get(pagina(klant))


@pytest.mark.parametrize("wie", ["inwoner", "behandelaar", "archivaris", "beheerder"])
def test_customer_is_refused_to_other_profiles(
    client: PortaalClient, klant: Betrokkene, request: pytest.FixtureRequest, wie: str
) -> None:
    assert client.log_in(request.getfixturevalue(wie)).get(pagina(klant)).status_code == 403


def test_an_employee_is_not_a_customer(client: PortaalClient, kcc: Gebruiker) -> None:
    medewerker = Betrokkene.objects.create(soort="medewerker", naam="Ruud Peeters")

    assert client.log_in(kcc).get(pagina(medewerker)).status_code == 404


def test_number_of_queries_does_not_grow_with_the_customer(
    kcc: Gebruiker, klant: Betrokkene, budgettype: Zaaktypeversie, behandelaar: Gebruiker, inwoner: Gebruiker
) -> None:
    mag_inhoud_zien(kcc)

    def queries() -> int:
        with CaptureQueriesContext(connection) as gesteld:
            klantbeeld(kcc, klant)
        return len(gesteld)

    vul(maak_zaak(budgettype, van=inwoner), behandelaar)
    een = queries()
    for _nummer in range(4):
        vul(maak_zaak(budgettype, van=inwoner), behandelaar)

    assert queries() == een
    assert een <= 8
