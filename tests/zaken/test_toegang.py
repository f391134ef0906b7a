"""Rights: whatever is granted, every door of the register gives the same answer."""

import datetime
from typing import cast

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mijnportaal.accounts.actoren import Actor, Naamloos
from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.kern.opslag import BewaardBestand, ScanStatus
from tests import fabrieken
from zaken.models import (
    Autorisatie,
    Betrokkene,
    Informatieobjecttype,
    Recht,
    Richting,
    Rol,
    Rolsoort,
    Vertrouwelijkheid,
    Zaak,
    Zaakinformatieobject,
    Zaaktypeversie,
)
from zaken.services.catalogus import publiceer
from zaken.services.documenten import NieuwDocument, voeg_document_toe
from zaken.services.taken import vraag_aanvulling
from zaken.toegang import (
    betrokkene_voor,
    betrokkenen_voor,
    collegas_voor,
    document_voor,
    documenten_voor,
    mag,
    taak_voor,
    taken_voor,
    zaak_voor,
    zaaktypeversies_voor,
    zaken_voor,
)

DAT, WAT = Autorisatie.Omvang
TEAMS = 2
TYPEN = 2


def document_in(
    zaak: Zaak, soort: Informatieobjecttype, *, zichtbaar: bool = True, scan: str = ScanStatus.SCHOON
) -> Zaakinformatieobject:
    """Return a document in this zaak, without a file behind it."""
    bestand = BewaardBestand(f"xx/{zaak.pk}-{timezone.now().timestamp()}", 10, "0" * 64, "application/pdf", "stuk.pdf")
    nieuw = NieuwDocument(bestand, "Stuk", soort, zichtbaar_voor_inwoner=zichtbaar, scanstatus=scan)
    return voeg_document_toe(zaak, nieuw, auteur="Proef", door=Naamloos.SYSTEEM)


# Generated grants

gunning = st.tuples(
    st.integers(0, TEAMS - 1),
    st.integers(0, TYPEN - 1),
    st.sets(st.sampled_from([Recht.LEZEN, Recht.BEHANDELEN])),
    st.sampled_from([Vertrouwelijkheid.OPENBAAR, Vertrouwelijkheid.ZAAKVERTROUWELIJK, Vertrouwelijkheid.GEHEIM]),
    st.sampled_from([DAT, WAT]),
)
gunningen = st.lists(gunning, max_size=4, unique_by=lambda rij: rij[:2])


@pytest.fixture
def teams(db: None) -> list[Groep]:
    return fabrieken.GroepFabriek.create_batch(TEAMS)


@pytest.fixture
def medewerker(teams: list[Groep]) -> Gebruiker:
    """An employee of all teams, so that their grants add up."""
    return fabrieken.MedewerkerFabriek.create(groepen=teams)


@pytest.fixture
def zaken(teams: list[Groep], inwoner: Gebruiker) -> list[Zaak]:
    """Zaken of two types and three confidentialities, each with a task and with two documents, one more secret."""
    gemaakt = []
    for nummer in range(TYPEN):
        versie = fabrieken.conceptversie(teams[0], f"type-{nummer}")
        fabrieken.voeg_statussen_toe(versie, "Ontvangen", "Klaar")
        fabrieken.voeg_resultaat_toe(versie, "Klaar")
        soorten = [
            fabrieken.informatieobjecttype("Stuk"),
            fabrieken.informatieobjecttype("Geheim stuk", Vertrouwelijkheid.GEHEIM),
        ]
        for volgnummer, soort in enumerate(soorten, start=1):
            versie.informatieobjecttypen.create(
                informatieobjecttype=soort, volgnummer=volgnummer, richting=Richting.INKOMEND
            )
        publiceer(versie)
        for niveau in (Vertrouwelijkheid.OPENBAAR, Vertrouwelijkheid.ZAAKVERTROUWELIJK, Vertrouwelijkheid.GEHEIM):
            zaak = fabrieken.maak_zaak(versie, van=inwoner)
            Zaak.objects.filter(pk=zaak.pk).update(vertrouwelijkheidaanduiding=niveau)
            zaak.refresh_from_db()
            for soort in soorten:
                document_in(zaak, soort)
            over_een_week = timezone.localdate() + datetime.timedelta(days=7)
            vraag_aanvulling(
                zaak,
                titel="Offerte",
                toelichting="",
                uiterlijk_op=over_een_week,
                informatieobjecttype=None,
                door=Naamloos.SYSTEEM,
            )
            gemaakt.append(zaak)
    return gemaakt


def antwoord(actor: Actor, zaak: Zaak, recht: Recht) -> str:
    """Return what the page of this zaak says to this actor."""
    try:
        zaak_voor(actor, zaak.uuid, recht)
    except Http404:
        return "bestaat niet"
    except PermissionDenied:
        return "mag niet"
    return "open"


def opent(actor: Actor, document: Zaakinformatieobject) -> bool:
    try:
        return document_voor(actor, document.uuid) == document
    except Http404:
        return False


@pytest.mark.eis("S-02")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rijen=gunningen)
@example(rijen=[(0, 0, {Recht.LEZEN}, Vertrouwelijkheid.GEHEIM, DAT)])
@example(
    rijen=[
        (0, 0, {Recht.LEZEN}, Vertrouwelijkheid.OPENBAAR, WAT),
        (1, 0, {Recht.BEHANDELEN}, Vertrouwelijkheid.GEHEIM, WAT),
    ]
)
def test_every_door_answers_alike(
    teams: list[Groep],
    medewerker: Gebruiker,
    zaken: list[Zaak],
    rijen: list[tuple[int, int, set[Recht], Vertrouwelijkheid, Autorisatie.Omvang]],
) -> None:
    """List, page, count, button, documents, tasks and colleagues agree with the grants, and with each other."""
    Autorisatie.objects.all().delete()
    typen = list(dict.fromkeys(zaak.zaaktypeversie.zaaktype for zaak in zaken))
    for team, soort, rechten, grens, omvang in rijen:
        Autorisatie.objects.create(
            groep=teams[team], zaaktype=typen[soort], rechten=list(rechten), max_vertrouwelijkheid=grens, omvang=omvang
        )

    def gegund(zaak: Zaak, recht: Recht, *omvangen: Autorisatie.Omvang, niveau: int | None = None) -> bool:
        """The same question, answered in plain Python from the generated rows."""
        niveau = niveau or zaak.vertrouwelijkheidaanduiding
        return any(
            typen[soort] == zaak.zaaktypeversie.zaaktype and recht in rechten and niveau <= grens and omvang in omvangen
            for _team, soort, rechten, grens, omvang in rijen
        )

    lijst = {zaak.pk: zaak for zaak in zaken_voor(medewerker)}
    assert zaken_voor(medewerker).count() == len(lijst)
    documenten, taken = set(documenten_voor(medewerker)), set(taken_voor(medewerker))
    for zaak in zaken:
        ziet, leest = gegund(zaak, Recht.LEZEN, DAT, WAT), gegund(zaak, Recht.LEZEN, WAT)
        behandelt = leest and gegund(zaak, Recht.BEHANDELEN, WAT)
        assert (zaak.pk in lijst) == ziet
        assert not ziet or lijst[zaak.pk].toont_inhoud == leest  # type: ignore[attr-defined]
        assert antwoord(medewerker, zaak, Recht.LEZEN) == ("open" if leest else "mag niet" if ziet else "bestaat niet")
        assert (antwoord(medewerker, zaak, Recht.BEHANDELEN) == "open") == behandelt
        assert mag(medewerker, zaak, Recht.BEHANDELEN) == behandelt
        assert mag(medewerker, zaak, Recht.LEZEN) == leest
        assert (medewerker in collegas_voor(medewerker, zaak)) == behandelt
        for taak in zaak.taken.all():
            assert (taak in taken) == leest
        for document in zaak.documenten.select_related("informatieobject"):
            geheim = document.informatieobject.vertrouwelijkheidaanduiding
            mag_zien = leest and gegund(zaak, Recht.LEZEN, WAT, niveau=geheim)
            assert (document in documenten) == opent(medewerker, document) == mag_zien


# Residents


def test_resident_sees_own_zaken_and_nobody_elses(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, andere_inwoner: Gebruiker
) -> None:
    van_mij, van_ander = (fabrieken.maak_zaak(budgettype, van=wie) for wie in (inwoner, andere_inwoner))
    zonder_login = fabrieken.maak_zaak(budgettype, email="fatima@example.nl")
    assert list(zaken_voor(inwoner)) == [van_mij]
    assert zaak_voor(inwoner, van_mij.uuid) == van_mij
    for vreemd in (van_ander, zonder_login):
        assert antwoord(inwoner, vreemd, Recht.LEZEN) == "bestaat niet"
    assert [recht for recht in Recht if mag(inwoner, van_mij, recht)] == [Recht.LEZEN]


@pytest.mark.parametrize("soort", Rolsoort)
def test_only_some_roles_open_a_zaak_to_a_resident(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, andere_inwoner: Gebruiker, soort: Rolsoort
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=andere_inwoner)
    rol = zaak.rollen.get(soort=Rolsoort.INITIATOR)
    rol.betrokkene, rol.soort = Betrokkene.objects.get(identiteiten=inwoner.pk), soort
    rol.save()
    assert (zaak in zaken_voor(inwoner)) == (soort in {Rolsoort.INITIATOR, Rolsoort.MEDE_INITIATOR})
    Rol.objects.filter(pk=rol.pk).update(geldig_tot=timezone.now())
    assert zaak not in zaken_voor(inwoner)


def test_resident_gets_visible_documents_and_own_tasks_only(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    soort = fabrieken.informatieobjecttype("Bijlage")
    zichtbaar, intern = (document_in(zaak, soort, zichtbaar=ja) for ja in (True, False))
    assert list(documenten_voor(inwoner)) == [zichtbaar]
    with pytest.raises(Http404):
        document_voor(inwoner, intern.uuid)
    gegevens = {"zaak": zaak, "soort": "aanvullen", "toelichting": "", "uiterlijk_op": timezone.localdate()}
    van_mij, van_team = (
        zaak.taken.create(**gegevens, titel=voor, voor=voor, gemaakt_op=timezone.now())
        for voor in ("inwoner", "behandelaar")
    )
    assert list(taken_voor(inwoner)) == [van_mij]
    assert taak_voor(inwoner, van_mij.uuid) == van_mij
    with pytest.raises(Http404):
        taak_voor(inwoner, van_team.uuid)


@pytest.mark.eis("S-05")
def test_right_that_is_withdrawn_is_gone_at_once(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker, team: Groep
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    assert antwoord(behandelaar, zaak, Recht.BEHANDELEN) == "open"
    team.leden.remove(behandelaar)
    assert antwoord(behandelaar, zaak, Recht.BEHANDELEN) == "bestaat niet"


@pytest.mark.parametrize("wie", ["inwoner", "behandelaar"])
def test_account_that_is_closed_sees_nothing(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker, wie: str
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    actor = {"inwoner": inwoner, "behandelaar": behandelaar}[wie]
    assert zaak in zaken_voor(actor)
    actor.is_active = False
    actor.save()
    assert zaak not in zaken_voor(actor)
    assert actor not in collegas_voor(actor, zaak)


@pytest.mark.parametrize("actor", [Naamloos.SYSTEEM, Naamloos.ZONDER_LOGIN, cast(Actor, None)])
def test_nobody_in_particular_sees_nothing(budgettype: Zaaktypeversie, inwoner: Gebruiker, actor: Actor) -> None:
    fabrieken.maak_zaak(budgettype, van=inwoner)
    assert not zaken_voor(actor).exists()
    assert not documenten_voor(actor).exists()
    assert not taken_voor(actor).exists()
    assert not betrokkenen_voor(actor).exists()


def test_application_sees_what_it_was_granted(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    applicatie = fabrieken.maak_applicatie()
    assert not zaken_voor(applicatie).exists()
    fabrieken.machtig(applicatie, "zaken.lezen", zaaktype=budgettype.zaaktype)
    assert list(zaken_voor(applicatie)) == [zaak]


@pytest.mark.eis("S-17")
@pytest.mark.parametrize("scan", ScanStatus)
def test_file_in_quarantine_is_opened_by_nobody(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker, scan: ScanStatus
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    document = document_in(zaak, fabrieken.informatieobjecttype("Bijlage"), scan=scan)
    for actor in (inwoner, behandelaar):
        assert document in documenten_voor(actor)
        if scan in {ScanStatus.SCHOON, ScanStatus.GEEN_SCANNER}:
            assert document_voor(actor, document.uuid) == document
        else:
            with pytest.raises(PermissionDenied):
                document_voor(actor, document.uuid)


@pytest.mark.eis("P-10")
def test_kcc_finds_people_and_sees_that_there_is_a_zaak(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, kcc: Gebruiker, behandelaar: Gebruiker
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    fatima = Betrokkene.objects.met_bsn(fabrieken.BSN_FATIMA).get()
    assert list(betrokkenen_voor(kcc)) == [fatima]
    assert betrokkene_voor(kcc, fatima.uuid) == fatima
    for ander in (behandelaar, inwoner):
        with pytest.raises(Http404):
            betrokkene_voor(ander, fatima.uuid)
    gezien = zaken_voor(kcc).get()
    assert gezien == zaak
    assert gezien.toont_inhoud is False  # type: ignore[attr-defined]
    assert antwoord(kcc, zaak, Recht.LEZEN) == "mag niet"
    assert list(zaaktypeversies_voor(kcc)) == [budgettype]


def test_closing_a_zaak_needs_more_than_the_right_to_close(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    """A grant to handle without the grant to read opens nothing."""
    groep = fabrieken.GroepFabriek.create(profiel=Profiel.BEHANDELAAR)
    iemand = fabrieken.MedewerkerFabriek.create(groepen=[groep])
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    fabrieken.sta_toe(groep, budgettype.zaaktype, Recht.BEHANDELEN)
    assert antwoord(iemand, zaak, Recht.BEHANDELEN) == "bestaat niet"
    assert not mag(iemand, zaak, Recht.BEHANDELEN)
    assert not zaaktypeversies_voor(iemand).exists()
