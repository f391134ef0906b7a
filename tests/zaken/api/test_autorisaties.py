"""The Autorisaties API: which applicaties there are, and what each may do (rules ac-001 to ac-003)."""

import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.notificaties.models import Notificatie
from tests import fabrieken
from zaken.gebeurtenissen import leg_vast
from zaken.models import Autorisatie, Besluittype, Gebeurtenis, Vertrouwelijkheid, Zaaktypeversie

APPLICATIES = "/autorisaties/api/v1/applicaties"
WEG = object()
ALLEEN_NOTIFICATIES = {"component": "nrc", "scopes": ["notificaties.consumeren"]}


@pytest.fixture
def beheer(db: None) -> dict[str, Any]:
    """The header of a client that may keep the applicaties, and no more."""
    applicatie = fabrieken.maak_applicatie("beheer")
    fabrieken.machtig(applicatie, "autorisaties.lezen", "autorisaties.bijwerken")
    return fabrieken.jwt_kop("beheer")


def inhoud(**anders: Any) -> dict[str, Any]:
    """Return a body that is accepted, with these fields in another way; WEG leaves one out."""
    goed = {"clientIds": ["loket", "loket-2"], "label": "Loket", "autorisaties": [ALLEEN_NOTIFICATIES]}
    return {naam: waarde for naam, waarde in (goed | anders).items() if waarde is not WEG}


def maak(kop: dict[str, Any], **anders: Any) -> Any:
    return Client().post(APPLICATIES, inhoud(**anders), "application/json", **kop)


def fouten(antwoord: Any) -> set[tuple[str, str]]:
    assert antwoord.status_code == 400, antwoord.content
    return {(fout["name"], fout["code"]) for fout in antwoord.json()["invalidParams"]}


def test_an_applicatie_is_made_read_changed_and_deleted(beheer: dict[str, Any], budgettype: Zaaktypeversie) -> None:
    adres = f"http://testserver/catalogi/api/v1/zaaktypen/{budgettype.uuid}"
    recht = {
        "component": "zrc",
        "scopes": ["zaken.lezen", "zaken.aanmaken"],
        "zaaktype": adres,
        "maxVertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    }
    gemaakt = maak(beheer, autorisaties=[recht, ALLEEN_NOTIFICATIES])
    assert gemaakt.status_code == 201, gemaakt.content
    url = gemaakt.json()["url"]
    assert gemaakt.headers["Location"] == url
    assert gemaakt.headers["API-version"] == "1.0.0"
    assert gemaakt.json() == {
        "url": url,
        "clientIds": ["loket", "loket-2"],
        "label": "Loket",
        "heeftAlleAutorisaties": False,
        "autorisaties": [
            {
                "component": "zrc",
                "componentWeergave": "Zaken API",
                "scopes": ["zaken.lezen", "zaken.aanmaken"],
                "zaaktype": adres,
                "maxVertrouwelijkheidaanduiding": "zaakvertrouwelijk",
            },
            {"component": "nrc", "componentWeergave": "Notificaties API", "scopes": ["notificaties.consumeren"]},
        ],
    }
    assert Client().get(url, **beheer).json() == gemaakt.json()

    alleen_label = Client().patch(url, {"label": "Balie"}, "application/json", **beheer).json()
    assert alleen_label == gemaakt.json() | {"label": "Balie"}
    geheel = {"clientIds": ["loket"], "label": "Balie", "heeftAlleAutorisaties": True}
    assert Client().put(url, geheel, "application/json", **beheer).json() == geheel | {"url": url, "autorisaties": []}

    assert Client().delete(url, **beheer).status_code == 204
    assert Client().get(url, **beheer).status_code == 404
    assert not ClientId.objects.filter(client_id__startswith="loket").exists()


def test_each_component_shows_its_own_fields(beheer: dict[str, Any], budgettype: Zaaktypeversie) -> None:
    document, besluit = fabrieken.informatieobjecttype("Bijlage"), Besluittype.objects.get()
    applicatie = fabrieken.maak_applicatie("loket")
    fabrieken.machtig(applicatie, "documenten.lezen", informatieobjecttype=document)
    fabrieken.machtig(applicatie, "besluiten.lezen", besluittype=besluit)

    rechten = Client().get(f"{APPLICATIES}/{applicatie.uuid}", **beheer).json()["autorisaties"]

    assert rechten == [
        {
            "component": "drc",
            "componentWeergave": "Documenten API",
            "scopes": ["documenten.lezen"],
            "informatieobjecttype": f"http://testserver/catalogi/api/v1/informatieobjecttypen/{document.uuid}",
            "maxVertrouwelijkheidaanduiding": "zeer_geheim",
        },
        {
            "component": "brc",
            "componentWeergave": "Besluiten API",
            "scopes": ["besluiten.lezen"],
            "besluittype": f"http://testserver/catalogi/api/v1/besluittypen/{besluit.uuid}",
        },
    ]


@pytest.mark.eis("ac-001")
def test_a_client_id_belongs_to_one_applicatie(beheer: dict[str, Any]) -> None:
    url = maak(beheer).json()["url"]

    assert fouten(maak(beheer, clientIds=["ander", "loket-2"])) == {("clientIds", "clientId-exists")}
    assert Client().patch(url, {"clientIds": ["loket-2"]}, "application/json", **beheer).status_code == 200
    assert maak(beheer, clientIds=["loket"]).status_code == 201


@pytest.mark.eis("ac-001")
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_do_not_get_the_same_client_id() -> None:
    applicatie = fabrieken.maak_applicatie("beheer")
    fabrieken.machtig(applicatie, "autorisaties.bijwerken")
    kop, klaar, antwoorden = fabrieken.jwt_kop("beheer"), threading.Barrier(2), list[Any]()

    def probeer() -> None:
        try:
            klaar.wait(10)
            antwoorden.append(maak(kop))
        finally:
            connection.close()

    draden = [threading.Thread(target=probeer) for _keer in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)

    gelukt, geweigerd = sorted(antwoorden, key=lambda antwoord: antwoord.status_code)
    assert gelukt.status_code == 201
    assert {code for _naam, code in fouten(geweigerd)} == {"clientId-exists"}


@pytest.mark.eis("ac-001")
def test_a_client_id_that_waits_for_its_rights_keeps_its_secret(beheer: dict[str, Any]) -> None:
    """`maak_applicatie` gives the secret, the Autorisaties API the rights: in this order, and again after a DELETE."""
    fabrieken.maak_applicatie("loket")
    assert Client().get(APPLICATIES, {"clientIds": "loket"}, **beheer).json()["count"] == 0

    for _keer in range(2):
        url = maak(beheer, clientIds=["loket"], autorisaties=[{"component": "ac", "scopes": ["autorisaties.lezen"]}])
        assert Client().get(APPLICATIES, **fabrieken.jwt_kop("loket")).status_code == 200
        Client().delete(url.json()["url"], **beheer)
        geweigerd = Client().get(APPLICATIES, **fabrieken.jwt_kop("loket"))
        assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    assert Applicatie.objects.filter(client_ids__client_id="loket").count() == 1


@pytest.mark.eis("ac-001")
def test_a_new_client_id_opens_nothing_until_it_has_a_secret(beheer: dict[str, Any]) -> None:
    maak(beheer, heeftAlleAutorisaties=True, autorisaties=[])

    antwoord = Client().get(APPLICATIES, **fabrieken.jwt_kop("loket", secret="geraden " * 8))

    assert (antwoord.status_code, antwoord.json()["code"]) == (403, "not_authenticated")


@pytest.mark.eis("ac-002")
@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"heeftAlleAutorisaties": True}, "ambiguous-authorizations-specified"),
        ({"autorisaties": []}, "missing-authorizations"),
        ({"autorisaties": WEG}, "missing-authorizations"),
        ({"autorisaties": [], "heeftAlleAutorisaties": False}, "missing-authorizations"),
    ],
)
def test_rights_are_everything_or_by_name(beheer: dict[str, Any], anders: dict[str, Any], code: str) -> None:
    assert fouten(maak(beheer, **anders)) == {("nonFieldErrors", code)}


@pytest.mark.eis("ac-002")
def test_a_patch_does_not_mix_everything_with_named_rights(beheer: dict[str, Any]) -> None:
    url = maak(beheer).json()["url"]

    def pas_aan(**deel: Any) -> Any:
        return Client().patch(url, deel, "application/json", **beheer)

    assert fouten(pas_aan(heeftAlleAutorisaties=True)) == {("nonFieldErrors", "ambiguous-authorizations-specified")}
    assert fouten(pas_aan(autorisaties=[])) == {("nonFieldErrors", "missing-authorizations")}
    assert pas_aan(heeftAlleAutorisaties=True, autorisaties=[]).json()["autorisaties"] == []


@pytest.mark.eis("ac-003")
@pytest.mark.parametrize(
    ("recht", "ontbreekt"),
    [
        ({"component": "zrc", "scopes": ["zaken.lezen"]}, {"zaaktype", "maxVertrouwelijkheidaanduiding"}),
        (
            {"component": "drc", "scopes": ["documenten.lezen"]},
            {"informatieobjecttype", "maxVertrouwelijkheidaanduiding"},
        ),
        ({"component": "brc", "scopes": ["besluiten.lezen"]}, {"besluittype"}),
        ({"component": "zrc", "scopes": ["notificaties.publiceren"]}, set()),
        ({"component": "drc", "scopes": ["audittrails.lezen"]}, set()),
        ({"component": "brc", "scopes": []}, set()),
        ({"component": "ztc", "scopes": ["catalogi.lezen"]}, set()),
    ],
)
@pytest.mark.parametrize("leeg", [True, False])
def test_a_right_on_rows_names_type_and_confidentiality(
    beheer: dict[str, Any], recht: dict[str, Any], ontbreekt: set[str], leeg: bool
) -> None:
    velden = ("zaaktype", "informatieobjecttype", "besluittype", "maxVertrouwelijkheidaanduiding")
    antwoord = maak(beheer, autorisaties=[ALLEEN_NOTIFICATIES, recht | (dict.fromkeys(velden, "") if leeg else {})])

    if ontbreekt:
        assert fouten(antwoord) == {(f"autorisaties.1.{naam}", "required") for naam in ontbreekt}
    else:
        assert antwoord.status_code == 201, antwoord.content


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"clientIds": WEG, "label": WEG}, {("clientIds", "required"), ("label", "required")}),
        ({"clientIds": []}, {("clientIds", "empty")}),
        ({"clientIds": "loket"}, {("clientIds", "not_a_list")}),
        ({"clientIds": ["x" * 51]}, {("clientIds.0", "max_length")}),
        ({"clientIds": [""]}, {("clientIds.0", "blank")}),
        ({"label": ""}, {("label", "blank")}),
        ({"label": None}, {("label", "null")}),
        ({"label": "x" * 101}, {("label", "max_length")}),
        ({"heeftAlleAutorisaties": None}, {("heeftAlleAutorisaties", "null")}),
        ({"autorisaties": None}, {("autorisaties", "null")}),
        ({"autorisaties": {"component": "zrc"}}, {("autorisaties.nonFieldErrors", "not_a_list")}),
        ({"autorisaties": ["zrc"]}, {("autorisaties.0.nonFieldErrors", "invalid")}),
        ({"autorisaties": [{}]}, {("autorisaties.0.component", "required"), ("autorisaties.0.scopes", "required")}),
        ({"autorisaties": [{"component": "xyz", "scopes": []}]}, {("autorisaties.0.component", "invalid_choice")}),
        ({"autorisaties": [{"component": ["zrc"], "scopes": []}]}, {("autorisaties.0.component", "invalid_choice")}),
        (
            {
                "autorisaties": [
                    {
                        "component": "zrc",
                        "scopes": ["zaken.lezen"],
                        "zaaktype": "geen adres",
                        "maxVertrouwelijkheidaanduiding": "diepgeheim",
                    }
                ]
            },
            {
                ("autorisaties.0.zaaktype", "invalid"),
                ("autorisaties.0.maxVertrouwelijkheidaanduiding", "invalid_choice"),
            },
        ),
    ],
)
def test_what_is_wrong_is_named_all_at_once(
    beheer: dict[str, Any], anders: dict[str, Any], verwacht: set[tuple[str, str]]
) -> None:
    assert fouten(maak(beheer, **anders)) == verwacht
    assert not Applicatie.objects.filter(label="Loket").exists()


def test_a_type_of_another_register_is_kept_and_opens_nothing(
    beheer: dict[str, Any], budgettype: Zaaktypeversie
) -> None:
    fabrieken.maak_zaak(budgettype)
    fabrieken.maak_applicatie("loket")
    recht = {
        "component": "zrc",
        "scopes": ["zaken.lezen"],
        "zaaktype": "https://elders.example/catalogi/api/v1/zaaktypen/1",
        "maxVertrouwelijkheidaanduiding": "zeer_geheim",
    }
    gemaakt = maak(beheer, clientIds=["loket"], autorisaties=[recht]).json()

    assert gemaakt["autorisaties"][0]["zaaktype"] == recht["zaaktype"]
    zaken = Client().get("/zaken/api/v1/zaken", HTTP_ACCEPT_CRS="EPSG:4326", **fabrieken.jwt_kop("loket"))
    assert (zaken.status_code, zaken.json()["count"]) == (200, 0)


def test_list_is_filtered_by_client_ids(beheer: dict[str, Any]) -> None:
    maak(beheer)
    maak(beheer, clientIds=["ander"], label="Ander")

    def labels(**vraag: str) -> list[str]:
        return [rij["label"] for rij in Client().get(APPLICATIES, vraag, **beheer).json()["results"]]

    assert labels() == ["Ander", "Loket", "Applicatie beheer"]
    assert labels(clientIds="loket-2") == ["Loket"]
    assert labels(clientIds="loket,ander,onbekend") == ["Ander", "Loket"]
    assert labels(clientIds="onbekend") == []
    assert fouten(Client().get(APPLICATIES, {"clientId": "loket"}, **beheer)) == {
        ("nonFieldErrors", "unknown-parameters")
    }


def test_list_costs_the_same_for_many(
    beheer: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(5):
        maak(beheer, clientIds=[f"loket-{nummer}"])
    Client().get(APPLICATIES, **beheer)  # the rights of this client are known from now on

    with django_assert_num_queries(3):  # who asks, which rows, the rows
        assert Client().get(APPLICATIES, **beheer).json()["count"] == 6


def test_consumer_finds_an_applicatie_by_a_client_id(beheer: dict[str, Any]) -> None:
    url = maak(beheer, clientIds=["client id"]).json()["url"]

    def vraag(**parameters: str) -> Any:
        return Client().get(f"{APPLICATIES}/consumer", parameters, **beheer)

    assert vraag(clientId="client id").json()["url"] == url
    assert vraag(clientId="onbekend").status_code == 404
    assert fouten(vraag()) == fouten(vraag(clientId="")) == {("clientId", "required")}
    assert fouten(vraag(clientId="a\x00")) == {("clientId", "null_characters_not_allowed")}
    assert fouten(vraag(clientId="x" * 51)) == {("clientId", "max_length")}
    assert fouten(vraag(clientId="client id", page="1")) == {("nonFieldErrors", "unknown-parameters")}


@pytest.mark.parametrize(
    ("scope", "mag"), [("autorisaties.lezen", {"GET"}), ("autorisaties.bijwerken", {"POST", "PUT", "PATCH", "DELETE"})]
)
def test_each_method_asks_its_scope(beheer: dict[str, Any], scope: str, mag: set[str]) -> None:
    url = maak(beheer).json()["url"]
    fabrieken.machtig(fabrieken.maak_applicatie("beperkt"), scope)
    kop = fabrieken.jwt_kop("beperkt")
    goed = inhoud(clientIds=["nieuw"])

    antwoorden = {
        "GET": Client().get(url, **kop),
        "POST": Client().post(APPLICATIES, goed, "application/json", **kop),
        "PUT": Client().put(url, inhoud(), "application/json", **kop),
        "PATCH": Client().patch(url, {"label": "x"}, "application/json", **kop),
        "DELETE": Client().delete(url, **kop),
    }

    for methode, antwoord in antwoorden.items():
        assert (antwoord.status_code != 403) == (methode in mag), (methode, antwoord.content)
        if methode not in mag:
            assert antwoord.json()["code"] == "permission_denied"


def test_every_change_is_notified(beheer: dict[str, Any]) -> None:
    url = maak(beheer).json()["url"]
    Client().patch(url, {"label": "Balie"}, "application/json", **beheer)
    Client().put(url, inhoud(), "application/json", **beheer)
    Client().delete(url, **beheer)

    berichten = Notificatie.objects.filter(kanaal="autorisaties").order_by("pk")
    assert [bericht.actie for bericht in berichten] == ["create", "partial_update", "update", "destroy"]
    assert {(bericht.resource, bericht.hoofd_object, bericht.resource_url) for bericht in berichten} == {
        ("applicatie", url.removeprefix("http://testserver"), url.removeprefix("http://testserver"))
    }


def test_an_applicatie_that_did_something_can_still_be_deleted(
    beheer: dict[str, Any], budgettype: Zaaktypeversie
) -> None:
    """Its name stays in the trail; its rights and its place in the list are gone."""
    applicatie = fabrieken.maak_applicatie("loket", alles=True)
    leg_vast(fabrieken.maak_zaak(budgettype), Gebeurtenis.Soort.GEWIJZIGD, door=applicatie)
    url = f"{APPLICATIES}/{applicatie.uuid}"

    assert Client().delete(url, **beheer).status_code == 204
    assert Client().get(url, **beheer).status_code == 404
    assert Client().get(APPLICATIES, **fabrieken.jwt_kop("loket")).json()["code"] == "permission_denied"


def test_a_right_holds_from_the_next_request_on(beheer: dict[str, Any], budgettype: Zaaktypeversie) -> None:
    fabrieken.maak_zaak(budgettype)
    applicatie = fabrieken.maak_applicatie("loket")
    rij = fabrieken.machtig(applicatie, "zaken.lezen", zaaktype=budgettype.zaaktype)

    def aantal() -> int:
        antwoord = Client().get("/zaken/api/v1/zaken", HTTP_ACCEPT_CRS="EPSG:4326", **fabrieken.jwt_kop("loket"))
        return antwoord.json()["count"] if antwoord.status_code == 200 else -1

    assert aantal() == 1
    Autorisatie.objects.filter(pk=rij.pk).update(max_vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR)
    assert aantal() == 0
    rij.delete()
    assert aantal() == -1
    Applicatie.objects.filter(pk=applicatie.pk).update(heeft_alle_autorisaties=True)
    assert aantal() == 1


@pytest.mark.eis("zrc-006")
def test_a_command_grants_scopes_on_every_type(budgettype: Zaaktypeversie, meldingtype: Zaaktypeversie) -> None:
    """What a test environment needs, before there is any zaaktype."""
    applicatie = fabrieken.maak_applicatie("loket")
    opties = ("--client-id=loket", "--component=zrc", "--scope=zaken.lezen", "--tot-en-met=intern")
    for _keer in range(2):
        call_command("machtig_applicatie", *opties)
    assert applicatie.autorisaties.count() == 1
    fabrieken.maak_zaak(budgettype)
    melding = fabrieken.maak_zaak(meldingtype)

    zaken = Client().get("/zaken/api/v1/zaken", HTTP_ACCEPT_CRS="EPSG:4326", **fabrieken.jwt_kop("loket")).json()

    assert [zaak["uuid"] for zaak in zaken["results"]] == [str(melding.uuid)]
    for fout in (opties[:3], ("--client-id=onbekend", *opties[1:])):
        with pytest.raises(CommandError):
            call_command("machtig_applicatie", *fout)
