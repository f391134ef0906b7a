"""What the functioneel beheerder sees of notifications, and what he can do about those that failed."""

import pytest
from django.urls import reverse

from mijnportaal.accounts.models import Applicatie, Gebruiker
from mijnportaal.notificaties.models import Abonnement, Aflevering, Kanaal
from tests.notificaties.melding import meld, standen
from tests.notificaties.ontvanger import AUTH, Ontvanger
from tests.portaalclient import PortaalClient, werk_taken_af

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.django_db]

NIEUW = reverse("admin:notificaties_abonnement_add")
LIJST = reverse("admin:notificaties_aflevering_changelist")


def velden(abonnement: Abonnement | None, kanaal: Kanaal, **anders: object) -> dict[str, object]:
    """Return what the form of a subscription posts."""
    regel = abonnement and abonnement.abonnementkanalen.first()
    return {
        "abonnementkanalen-TOTAL_FORMS": "1",
        "abonnementkanalen-INITIAL_FORMS": "1" if regel else "0",
        "abonnementkanalen-0-id": str(regel.pk) if regel else "",
        "abonnementkanalen-0-abonnement": str(abonnement.pk) if abonnement else "",
        "abonnementkanalen-0-kanaal": str(kanaal.pk),
        "abonnementkanalen-0-filters": "{}",
        **anders,
    }


def test_the_beheerder_makes_a_subscription_that_is_tried_first(
    client: PortaalClient, beheerder: Gebruiker, ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie
) -> None:
    client.log_in(beheerder)
    goed = velden(None, zakenkanaal, callback_url=ontvanger.url, auth=AUTH, applicatie=str(applicatie.pk))
    fout = client.post(NIEUW, {**goed, "auth": "Bearer verkeerd"})
    assert "kan geen notificaties ontvangen" in fout.content.decode()
    assert not Abonnement.objects.exists()

    assert client.post(NIEUW, goed).status_code == 302
    abonnement = Abonnement.objects.get()
    assert (abonnement.auth, abonnement.kanalen.get()) == (AUTH, zakenkanaal)


@pytest.mark.parametrize("filters", ['{"onbekend": "x"}', '["x"]', '{"zaaktype": 3}'])
def test_filters_that_the_channel_does_not_know_are_refused(
    client: PortaalClient, beheerder: Gebruiker, abonnement: Abonnement, zakenkanaal: Kanaal, filters: str
) -> None:
    client.log_in(beheerder)
    adres = reverse("admin:notificaties_abonnement_change", args=[abonnement.pk])
    anders = {"callback_url": abonnement.callback_url, "auth": "", "applicatie": str(abonnement.applicatie_id)}
    invoer = velden(abonnement, zakenkanaal, **anders) | {"abonnementkanalen-0-filters": filters}

    assert client.post(adres, invoer).status_code == 200
    assert abonnement.abonnementkanalen.get().filters == {}


def test_the_header_is_never_shown_and_stays_when_left_empty(
    client: PortaalClient, beheerder: Gebruiker, abonnement: Abonnement, zakenkanaal: Kanaal, ontvanger: Ontvanger
) -> None:
    client.log_in(beheerder)
    adres = reverse("admin:notificaties_abonnement_change", args=[abonnement.pk])
    for pagina in (adres, reverse("admin:notificaties_abonnement_changelist")):
        assert "geheim" not in client.get(pagina).content.decode()
    Abonnement.objects.update(onbereikbaar_keren=5, onbereikbaar_tot="2100-01-01T00:00Z")
    anders = {"callback_url": abonnement.callback_url, "auth": "", "applicatie": str(abonnement.applicatie_id)}

    assert client.post(adres, velden(abonnement, zakenkanaal, **anders)).status_code == 302
    abonnement.refresh_from_db()
    assert (abonnement.auth, abonnement.onbereikbaar_keren) == (AUTH, 0)
    assert ontvanger.proeven == []


def test_what_failed_can_be_sent_again(
    client: PortaalClient, beheerder: Gebruiker, abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    meld("a")
    meld("b")
    werk_taken_af()
    dood = Aflevering.objects.latest("pk")
    mislukt = {"status": "mislukt", "afgeleverd_op": None, "laatste_fout": "HTTP 500", "antwoordcode": 500}
    Aflevering.objects.filter(pk=dood.pk).update(**mislukt)
    client.log_in(beheerder)
    html = client.get(LIJST, {"status__exact": "mislukt"}).content.decode()
    assert "HTTP 500" in html
    assert "geheim" not in html
    assert client.get(reverse("admin:notificaties_aflevering_change", args=[dood.pk])).status_code == 200

    keuze = {"action": "stuur_opnieuw", "_selected_action": list(Aflevering.objects.values_list("pk", flat=True))}
    client.post(LIJST, keuze)

    assert standen() == ["afgeleverd", "afgeleverd"]
    assert [str(dood.uuid) in nummer for nummer in ontvanger.nummers] == [False, True, True]


def test_a_subscription_can_be_removed(client: PortaalClient, beheerder: Gebruiker, abonnement: Abonnement) -> None:
    meld()
    werk_taken_af()
    client.log_in(beheerder)
    adres = reverse("admin:notificaties_abonnement_delete", args=[abonnement.pk])

    assert client.get(adres).status_code == 200
    client.post(adres, {"post": "yes"})
    assert not Abonnement.objects.exists()


def test_a_channel_keeps_its_name(client: PortaalClient, beheerder: Gebruiker, zakenkanaal: Kanaal) -> None:
    client.log_in(beheerder)
    adres = reverse("admin:notificaties_kanaal_change", args=[zakenkanaal.pk])
    client.post(adres, {"naam": "anders", "documentatie_link": "", "filters": "bronorganisatie,zaaktype"})

    zakenkanaal.refresh_from_db()
    assert (zakenkanaal.naam, zakenkanaal.filters) == ("zaken", ["bronorganisatie", "zaaktype"])


@pytest.mark.parametrize("wie", ["behandelaar", "kcc", "coordinator"])
def test_other_staff_sees_none_of_it(client: PortaalClient, request: pytest.FixtureRequest, wie: str) -> None:
    client.log_in(request.getfixturevalue(wie))
    assert {client.get(pagina).status_code for pagina in (NIEUW, LIJST)} == {403}
