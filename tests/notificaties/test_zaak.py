"""From an act on a zaak to the system that listens: what happened, in order, with addresses that it can open."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Abonnement, Kanaal
from tests import fabrieken
from tests.notificaties.ontvanger import Ontvanger
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Zaaktypeversie
from zaken.services.statussen import plaats_status

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.django_db]


def test_a_listener_hears_the_life_of_a_zaak_in_order_and_can_open_what_it_hears(
    abonnement: Abonnement,
    ontvanger: Ontvanger,
    meldingtype: Zaaktypeversie,
    behandelaar: Gebruiker,
    client: PortaalClient,
) -> None:
    zaak = fabrieken.maak_zaak(meldingtype)
    tweede = meldingtype.statustypen.order_by("volgnummer")[1]
    plaats_status(zaak, tweede, datum=timezone.now(), toelichting="Bekeken", door=behandelaar)
    werk_taken_af()

    berichten = ontvanger.aangenomen
    assert berichten[0]["resource"] == "zaak"
    assert berichten[-1]["resource"] == "status"
    assert {bericht["kanaal"] for bericht in berichten} == {"zaken"}
    assert {urlsplit(bericht["hoofdObject"]).path for bericht in berichten} == {f"/zaken/api/v1/zaken/{zaak.uuid}"}
    assert berichten[-1]["kenmerken"]["vertrouwelijkheidaanduiding"] == "intern"
    fabrieken.maak_applicatie("luisteraar", alles=True)
    kop = fabrieken.jwt_kop("luisteraar")
    for adres in {bericht["resourceUrl"] for bericht in berichten} | {berichten[0]["kenmerken"]["zaaktype"]}:
        antwoord = client.get(urlsplit(adres).path, HTTP_ACCEPT_CRS="EPSG:4326", **kop)
        assert antwoord.status_code == 200, adres


def test_the_kenmerken_of_our_own_messages_are_those_of_the_channel(
    abonnement: Abonnement, ontvanger: Ontvanger, zakenkanaal: Kanaal, meldingtype: Zaaktypeversie
) -> None:
    """Who publishes elsewhere is held to this, so we are too."""
    fabrieken.maak_zaak(meldingtype)
    werk_taken_af()

    assert ontvanger.aangenomen
    for bericht in ontvanger.aangenomen:
        assert set(bericht["kenmerken"]) == set(zakenkanaal.filters)
