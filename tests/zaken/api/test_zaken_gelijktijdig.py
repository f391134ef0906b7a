"""Two systems do something with one zaak in the same second: the lock lets them go one after the other.

Each test has its control: the same writers without the lock do meet, and leave what may not be.
"""

import datetime
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mijnportaal.accounts.actoren import Naamloos
from tests import fabrieken
from tests.zaken.api.zakenproef import Zakenclient, eindstatus, rij_van, statustypen, type_url
from tests.zaken.test_handelingen import document
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import (
    Betrokkene,
    Gebeurtenis,
    Informatieobject,
    Resultaat,
    Status,
    Verwijdering,
    Zaak,
    Zaakinformatieobject,
    Zaaktypeversie,
)
from zaken.services.afsluiting import beletsels_documenten
from zaken.services.documenten import koppel_nieuw_document
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.identificatie import a_nummer_sleutel
from zaken.services.koppelingen import koppel_document
from zaken.services.sporen import wis_spoor
from zaken.services.verwijdering import DELEN

pytestmark = pytest.mark.django_db(transaction=True)
MOMENTEN = ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z")


@pytest.fixture
def api(transactional_db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def zaak(api: Zakenclient, meldingtype: Zaaktypeversie) -> Any:
    """An open zaak that can close."""
    zaak = api.zaak(meldingtype)
    api.resultaat(zaak)
    return zaak


def tegelijk(*handelingen: Callable[[], Any]) -> list[Any]:
    """Return what each of these gave, all begun at the same moment on a connection of their own."""
    start = Barrier(len(handelingen))

    def voer_uit(handeling: Callable[[], Any]) -> Any:
        start.wait(timeout=10)
        try:
            return handeling()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(handelingen)) as draden:
        return list(draden.map(voer_uit, handelingen))


def samen_kijken(zaak: Zaak, *schrijvers: Callable[[], Any]) -> None:
    """Let these write without a lock, after both of them looked: what the lock is there to prevent."""
    gezien = Barrier(len(schrijvers))

    def kijk_en_schrijf(schrijf: Callable[[], Any]) -> None:
        with transaction.atomic():
            assert Zaak.objects.get(pk=zaak.pk).is_open
            gezien.wait(timeout=10)
            schrijf()

    tegelijk(*(lambda s=schrijf: kijk_en_schrijf(s) for schrijf in schrijvers))


def schrijf_einde(zaak: Zaak, moment: datetime.datetime) -> None:
    """Close the zaak as it stands, without looking again."""
    Status.objects.create(zaak=zaak, statustype=zaak.zaaktypeversie.statustypen.latest("volgnummer"), datum=moment)
    Zaak.objects.filter(pk=zaak.pk).update(einddatum=moment.date())


@pytest.mark.eis("zrc-007")
def test_two_last_statuses_close_the_zaak_once(api: Zakenclient, zaak: Any) -> None:
    """The second finds the zaak closed: without the scope to reopen it is refused, so one end stays."""
    versie = rij_van(zaak).zaaktypeversie
    for naam in ("een", "twee"):
        fabrieken.machtig(fabrieken.maak_applicatie(naam), "zaken.statussen.toevoegen", zaaktype=versie.zaaktype)
    eind = eindstatus(zaak)

    antwoorden = tegelijk(
        *(
            lambda n=naam, m=moment: Zakenclient(n).status(zaak, eind, m).status_code
            for naam, moment in zip(("een", "twee"), MOMENTEN, strict=True)
        )
    )

    assert sorted(antwoorden) == [201, 403]
    assert Gebeurtenis.objects.filter(soort="afgesloten").count() == Status.objects.count() == 1
    assert rij_van(zaak).einddatum == timezone.localdate(Status.objects.get().datum)
    assert breuk_in_keten(rij_van(zaak)) is None


def test_without_the_lock_both_close(zaak: Any) -> None:
    """The control."""
    rij = rij_van(zaak)
    samen_kijken(rij, *(lambda m=moment: schrijf_einde(rij, datetime.datetime.fromisoformat(m)) for moment in MOMENTEN))
    assert Status.objects.count() == 2


def onbekend_document(versie: Zaaktypeversie) -> Informatieobject:
    """Return a document of which nobody said whether there are rights, in another zaak."""
    elders = fabrieken.maak_zaak(versie)
    koppel_nieuw_document(elders, document("Foto"), auteur="Wim", door=Naamloos.SYSTEEM)
    Informatieobject.objects.update(indicatie_gebruiksrecht=None)
    return Informatieobject.objects.get()


@pytest.mark.eis("zrc-007")
def test_document_without_known_rights_is_never_in_a_closed_zaak(api: Zakenclient, zaak: Any, opslag: Any) -> None:
    """It comes first and the zaak stays open, or the zaak closes first and the document is refused."""
    rij, eind = rij_van(zaak), eindstatus(zaak)
    stuk = onbekend_document(rij.zaaktypeversie)

    def voeg_toe() -> bool:
        try:
            koppel_document(rij, stuk, door=Naamloos.SYSTEEM)
        except ValidationError:
            return False
        return True

    toegevoegd, antwoord = tegelijk(voeg_toe, lambda: api.status(zaak, eind, MOMENTEN[0]).status_code)

    assert (toegevoegd, antwoord) in {(True, 400), (False, 201)}
    assert rij_van(zaak).is_open is toegevoegd is rij.documenten.exists()


def test_without_the_lock_the_document_is_in_a_closed_zaak(zaak: Any, opslag: Any) -> None:
    """The control."""
    rij = rij_van(zaak)
    stuk = onbekend_document(rij.zaaktypeversie)
    samen_kijken(
        rij,
        lambda: Zaakinformatieobject.objects.create(zaak=rij, informatieobject=stuk, registratiedatum=timezone.now()),
        lambda: schrijf_einde(rij, datetime.datetime.fromisoformat(MOMENTEN[0])),
    )
    assert not rij_van(zaak).is_open
    assert rij.documenten.filter(informatieobject__indicatie_gebruiksrecht=None).exists()


@pytest.mark.eis("zrc-023")
def test_delete_and_status_leave_nothing_of_the_zaak(api: Zakenclient, zaak: Any) -> None:
    """The status is set before the zaak goes, or finds no zaak: never a status of a zaak that is not there."""
    eerste = statustypen(zaak)[0]
    weg, gezet = tegelijk(
        lambda: api.vraag("DELETE", zaak["url"]).status_code,
        lambda: api.status(zaak, eerste, MOMENTEN[0]).status_code,
    )
    assert (weg, gezet) in {(204, 201), (204, 400)}
    assert not Zaak.objects.exists()
    assert not Status.objects.exists()
    assert not Gebeurtenis.objects.exists()
    assert Verwijdering.objects.count() == 1


def test_without_the_lock_the_delete_fails_on_the_status(zaak: Any) -> None:
    """The control: who deletes without a lock meets the status that came in between."""
    rij, gezien = rij_van(zaak), Barrier(2)

    def verwijder() -> str:
        try:
            with transaction.atomic():
                for model in DELEN:
                    model._default_manager.filter(zaak=rij).delete()
                wis_spoor(rij, door=Naamloos.SYSTEEM)
                gezien.wait(timeout=10)
                gezien.wait(timeout=10)
                Zaak.objects.filter(pk=rij.pk)._raw_delete("default")
        except IntegrityError as fout:
            return "gestuit" if "zaken_status" in str(fout) else str(fout)
        return "verwijderd"

    def zet() -> str:
        gezien.wait(timeout=10)
        eerste = rij.zaaktypeversie.statustypen.order_by("volgnummer")[0]
        Status.objects.create(zaak=rij, statustype=eerste, datum=timezone.now())
        gezien.wait(timeout=10)
        return "gezet"

    assert tegelijk(verwijder, zet) == ["gestuit", "gezet"]


def test_two_outcomes_are_one(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    zaak = api.zaak(meldingtype)

    def geef() -> int:
        try:
            api.resultaat(zaak)
        except AssertionError:
            return 400
        return 201

    assert sorted(tegelijk(geef, geef)) == [201, 400]
    assert Resultaat.objects.count() == 1


@pytest.mark.eis("zrc-007")
def test_what_is_said_of_a_document_waits_until_the_zaak_is_closed(api: Zakenclient, zaak: Any, opslag: Any) -> None:
    """Closing looks at the documents and keeps them as they are: who takes the indication back comes after it."""
    rij, eind = rij_van(zaak), eindstatus(zaak)
    stuk = onbekend_document(rij.zaaktypeversie)
    Informatieobject.objects.update(indicatie_gebruiksrecht=False)
    koppel_document(rij, stuk, door=Naamloos.SYSTEEM)
    bezig, vergrendeld = Barrier(2), []

    def neem_terug() -> None:
        with transaction.atomic():
            vergrendel_rij(stuk)
            Informatieobject.objects.filter(pk=stuk.pk).update(indicatie_gebruiksrecht=None)
            bezig.wait(timeout=10)
            wacht_tot_iemand_wacht()
            vergrendeld.append(rij_van(zaak).is_open)

    def sluit() -> int:
        bezig.wait(timeout=10)
        return int(api.status(zaak, eind, MOMENTEN[0]).status_code)

    _niets, antwoord = tegelijk(neem_terug, sluit)

    assert vergrendeld == [True]
    assert (antwoord, rij_van(zaak).is_open) == (400, True)


def test_without_their_lock_the_zaak_closes_over_its_documents(zaak: Any, opslag: Any) -> None:
    """The control: who only looks, sees what was said before."""
    rij = rij_van(zaak)
    stuk = onbekend_document(rij.zaaktypeversie)
    Informatieobject.objects.update(indicatie_gebruiksrecht=False)
    koppel_document(rij, stuk, door=Naamloos.SYSTEEM)
    gezien = Barrier(2)

    def neem_terug() -> None:
        with transaction.atomic():
            Informatieobject.objects.filter(pk=stuk.pk).update(indicatie_gebruiksrecht=None)
            gezien.wait(timeout=10)
            gezien.wait(timeout=10)

    def kijk() -> list[ValidationError]:
        gezien.wait(timeout=10)
        try:
            return beletsels_documenten(rij)
        finally:
            gezien.wait(timeout=10)

    assert tegelijk(neem_terug, kijk)[1] == []


def wacht_tot_iemand_wacht() -> None:
    """Return when another connection waits for a lock."""
    for _keer in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("Niemand wacht op een slot.")


BSN, ANDER_BSN, A_NUMMER = fabrieken.BSN_WIM, fabrieken.BSN_SANNE, "1234567890"


@pytest.mark.eis("zrc-019")
@pytest.mark.parametrize(
    ("wie", "uitkomsten"),
    [
        # The same person in two ways: one row.
        (({"inpBsn": BSN, "inpA_nummer": A_NUMMER}, {"inpA_nummer": A_NUMMER}), {(201, 201)}),
        (({"inpBsn": BSN, "inpA_nummer": A_NUMMER}, {"inpBsn": BSN, "inpA_nummer": A_NUMMER}), {(201, 201)}),
        # Two people with one number: whoever comes last hears it.
        (
            ({"inpBsn": BSN, "inpA_nummer": A_NUMMER}, {"inpBsn": ANDER_BSN, "inpA_nummer": A_NUMMER}),
            {(201, 400), (400, 201)},
        ),
    ],
)
@pytest.mark.parametrize("bekend", [False, True])
def test_two_roles_with_one_a_nummer_never_mix_people(
    api: Zakenclient,
    meldingtype: Zaaktypeversie,
    wie: tuple[dict[str, str], ...],
    uitkomsten: set[tuple[int, ...]],
    bekend: bool,
) -> None:
    rollen = [_persoonsrol(api.zaak(meldingtype), gegevens) for gegevens in wie]
    if bekend:
        api.maak("/rollen", _persoonsrol(api.zaak(meldingtype), {"inpA_nummer": A_NUMMER}))

    antwoorden = tegelijk(*(lambda r=inhoud: api.vraag("POST", "/rollen", r) for inhoud in rollen))

    assert tuple(antwoord.status_code for antwoord in antwoorden) in uitkomsten
    geweigerd = [antwoord.json()["invalidParams"][0]["code"] for antwoord in antwoorden if antwoord.status_code == 400]
    assert set(geweigerd) <= {"a-nummer-mismatch"}
    assert Betrokkene.objects.filter(a_nummer_zoeksleutel=a_nummer_sleutel(A_NUMMER)).count() == 1


def _persoonsrol(zaak: Any, gegevens: dict[str, str]) -> dict[str, Any]:
    roltype = rij_van(zaak).zaaktypeversie.roltypen.get(soort="initiator")
    return {
        "zaak": zaak["url"],
        "roltype": type_url("roltypen", roltype),
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": "Vraagt aan",
        "betrokkeneIdentificatie": gegevens,
    }
