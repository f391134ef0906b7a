"""Two employees take the same zaak in the same second: one gets it, the other reads who was first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker
from tests.fabrieken import maak_zaak
from tests.portaalclient import PortaalClient
from zaken.models import Rol, Rolsoort, Zaak, Zaaktypeversie
from zaken.services.betrokkenen import medewerker_als_betrokkene

pytestmark = pytest.mark.django_db(transaction=True)


def tegelijk(*handelingen: object) -> list[str]:
    """Return what each of these said, all begun at the same moment in a thread of their own."""
    start = Barrier(len(handelingen))

    def voer_uit(handeling: object) -> str:
        start.wait(timeout=10)
        try:
            return str(handeling())  # type: ignore[operator]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(handelingen)) as draden:
        return list(draden.map(voer_uit, handelingen))


@pytest.mark.eis("M.B09")
def test_one_of_two_gets_the_zaak(
    behandelaar: Gebruiker, collega: Gebruiker, meldingtype: Zaaktypeversie, client: PortaalClient
) -> None:
    zaak = maak_zaak(meldingtype)
    url = reverse("behandeling:neem", args=[zaak.uuid])
    browsers = [PortaalClient().log_in(wie) for wie in (behandelaar, collega)]

    paginas = tegelijk(*(lambda b=browser: b.post(url, follow=True).content.decode() for browser in browsers))

    rol = Rol.objects.open_behandelaar().select_related("betrokkene").get(zaak=zaak)
    assert sum("U behandelt deze zaak." in pagina for pagina in paginas) == 1
    assert sum(f"{rol.betrokkene.naam} behandelt deze zaak al." in pagina for pagina in paginas) == 1


def test_without_the_lock_the_index_refuses_the_second(
    behandelaar: Gebruiker, collega: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    """The control: two writers that take no lock do meet, and the database lets one through."""
    zaak = maak_zaak(meldingtype)

    def zonder_slot(wie: Gebruiker) -> str:
        try:
            with transaction.atomic():
                _schrijf_rol(zaak, wie)
        except IntegrityError as fout:
            return str(fout)
        return "gelukt"

    uitkomsten = tegelijk(lambda: zonder_slot(behandelaar), lambda: zonder_slot(collega))

    assert uitkomsten.count("gelukt") == 1
    assert any("zaak_heeft_een_behandelaar" in uitkomst for uitkomst in uitkomsten)


def _schrijf_rol(zaak: Zaak, wie: Gebruiker) -> None:
    roltype = zaak.zaaktypeversie.roltypen.get(soort=Rolsoort.BEHANDELAAR)
    Rol.objects.create(
        zaak=zaak,
        betrokkene=medewerker_als_betrokkene(wie),
        roltype=roltype,
        soort=roltype.soort,
        geldig_van=timezone.now(),
    )
