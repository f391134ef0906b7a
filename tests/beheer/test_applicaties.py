"""Other systems in the admin: who may call, with which secret, and what they may do."""

from typing import Any

import pytest
from django.urls import reverse

from mijnportaal.accounts.models import Applicatie, ClientId, Gebruiker, Groep
from mijnportaal.notificaties.models import Notificatie
from tests import fabrieken
from tests.fabrieken import GEHEIM
from tests.portaalclient import PortaalClient
from zaken.models import Autorisatie, Recht, Vertrouwelijkheid, Zaaktypeversie

VERPLICHT = "Dit veld is vereist."
NIEUW = reverse("admin:accounts_applicatie_add")


def pagina(applicatie: Applicatie) -> str:
    return reverse("admin:accounts_applicatie_change", args=[applicatie.pk])


def formulier(
    client_ids: list[dict[str, Any]], rechten: list[dict[str, Any]] | None = None, **velden: Any
) -> dict[str, Any]:
    """Return what the page posts: the applicatie, and its rows in two lists."""
    uit: dict[str, Any] = {"label": "Loket", **velden}
    for naam, rijen in (("client_ids", client_ids), ("autorisaties", rechten or [])):
        uit[f"{naam}-TOTAL_FORMS"] = len(rijen)
        uit[f"{naam}-INITIAL_FORMS"] = sum("id" in rij for rij in rijen)
        uit |= {f"{naam}-{nummer}-{veld}": waarde for nummer, rij in enumerate(rijen) for veld, waarde in rij.items()}
    return uit


def test_an_applicatie_gets_a_secret_that_is_never_shown(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    client.log_in(beheerder)
    recht = {
        "component": "zrc",
        "scopes": ["zaken.lezen"],
        "zaaktype": budgettype.zaaktype_id,
        "max_vertrouwelijkheid": 8,
    }
    antwoord = client.post(NIEUW, formulier([{"client_id": "loket", "nieuw_geheim": GEHEIM}], [recht]))
    assert antwoord.status_code == 302, antwoord.content.decode()

    applicatie = Applicatie.objects.get(label="Loket")
    assert client.get("/autorisaties/api/v1/applicaties", **fabrieken.jwt_kop("loket")).status_code == 403
    fabrieken.machtig(applicatie, "autorisaties.lezen")
    assert client.get("/autorisaties/api/v1/applicaties", **fabrieken.jwt_kop("loket")).status_code == 200
    html = client.get(pagina(applicatie)).content.decode()
    assert GEHEIM not in html
    assert ClientId.objects.get().secret == GEHEIM
    assert Notificatie.objects.filter(kanaal="autorisaties", actie="create").exists()


def test_a_secret_stays_until_another_is_given(client: PortaalClient, beheerder: Gebruiker) -> None:
    applicatie = fabrieken.maak_applicatie("loket")
    rij = {"id": applicatie.client_ids.get().pk, "applicatie": applicatie.pk, "client_id": "loket"}
    client.log_in(beheerder)

    client.post(pagina(applicatie), formulier([rij | {"nieuw_geheim": ""}]))
    assert ClientId.objects.get().secret == GEHEIM
    client.post(pagina(applicatie), formulier([rij | {"nieuw_geheim": "ander geheim"}]))
    assert ClientId.objects.get().secret == "ander geheim"
    client.post(pagina(applicatie), formulier([rij | {"DELETE": "on"}]))
    assert not ClientId.objects.exists()


@pytest.mark.eis("ac-002")
def test_everything_and_named_rights_do_not_go_together(client: PortaalClient, beheerder: Gebruiker) -> None:
    recht = {"component": "ztc", "scopes": ["catalogi.lezen"]}
    antwoord = client.log_in(beheerder).post(NIEUW, formulier([], [recht], heeft_alle_autorisaties="on"))

    assert "Deze applicatie mag alles" in antwoord.content.decode()
    assert not Applicatie.objects.exists()


@pytest.mark.eis("ac-003")
def test_a_right_on_rows_has_a_highest_confidentiality(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    client.log_in(beheerder)
    catalogi = {"scopes": ["catalogi.lezen"]}
    for recht, zin in (
        ({"component": "zrc", "scopes": ["zaken.lezen"]}, "Kies tot en met welke vertrouwelijkheid dit geldt."),
        (catalogi | {"component": "ztc", "zaaktype": budgettype.zaaktype_id}, "Dit hoort niet bij deze API."),
        (catalogi | {"component": ""}, VERPLICHT),
    ):
        assert zin in client.post(NIEUW, formulier([], [recht])).content.decode()


@pytest.mark.eis("zrc-006")
def test_a_right_without_a_type_holds_for_every_type(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie, meldingtype: Zaaktypeversie
) -> None:
    """As in a test environment, where new zaaktypen come every day; only beheer can grant it."""
    recht = {"component": "zrc", "scopes": ["zaken.lezen"], "max_vertrouwelijkheid": Vertrouwelijkheid.INTERN.value}
    client.log_in(beheerder).post(NIEUW, formulier([{"client_id": "loket", "nieuw_geheim": GEHEIM}], [recht]))
    fabrieken.maak_zaak(budgettype)
    melding = fabrieken.maak_zaak(meldingtype)  # intern; the other one is more confidential

    zaken = client.get("/zaken/api/v1/zaken", HTTP_ACCEPT_CRS="EPSG:4326", **fabrieken.jwt_kop("loket")).json()

    assert [zaak["uuid"] for zaak in zaken["results"]] == [str(melding.uuid)]


def test_rights_of_groups_have_their_own_page(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie, team: Groep
) -> None:
    fabrieken.machtig(fabrieken.maak_applicatie("loket"), "zaken.lezen", zaaktype=budgettype.zaaktype)
    rij = Autorisatie.objects.get(groep=team)
    adres = reverse("admin:zaken_autorisatie_change", args=[rij.pk])
    client.log_in(beheerder)
    assert "Loket" not in client.get(reverse("admin:zaken_autorisatie_changelist")).content.decode()

    goed = {"groep": team.pk, "rechten": ["lezen"], "omvang": "dat", "max_vertrouwelijkheid": 3}
    client.post(adres, goed | {"zaaktype": rij.zaaktype_id})

    rij.refresh_from_db()
    assert (rij.rechten, rij.omvang, rij.max_vertrouwelijkheid) == ([Recht.LEZEN], "dat", 3)
    assert VERPLICHT in client.post(adres, goed).content.decode()
