"""Files of documents over the API: handed out to who may have them, with a trail of what changed."""

import pytest
from pytest_django import DjangoAssertNumQueries

from mijnportaal.kern.opslag import ScanStatus
from mijnportaal.notificaties.models import Notificatie
from tests import fabrieken
from tests.zaken.api.documentwereld import (
    BASIS,
    DOCUMENTEN,
    HOST,
    INHOUD,
    Systeem,
    adres_van,
    gegevens,
    inhoud_van,
)
from zaken.models import (
    Informatieobjecttype,
    Informatieobjectversie,
    Vertrouwelijkheid,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]


# Downloads


def test_download_is_streamed_in_parts_and_costs_a_fixed_number_of_queries(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = systeem.maak(soort)["url"]

    with django_assert_num_queries(2):
        geheel = systeem.get(f"{url}/download")
    assert geheel["Content-Type"] == "application/octet-stream"
    assert geheel["Content-Disposition"] == 'attachment; filename="brief.pdf"'
    assert geheel["Content-Length"] == str(len(INHOUD))
    assert geheel["API-version"]
    assert inhoud_van(geheel) == INHOUD

    deel = systeem.get(f"{url}/download", Range="bytes=2-4")
    assert (deel.status_code, deel["Content-Range"]) == (206, f"bytes 2-4/{len(INHOUD)}")
    assert inhoud_van(deel) == INHOUD[2:5]
    assert systeem.get(f"{url}/download", Range="bytes=999-").status_code == 416
    assert systeem.get(f"{url}/download", If_None_Match=geheel["ETag"]).status_code == 304
    hoofd = systeem.vraag("HEAD", f"{url}/download")
    assert (hoofd.status_code, hoofd["Content-Length"]) == (200, str(len(INHOUD)))
    assert inhoud_van(hoofd) == b""


@pytest.mark.eis("S-17")
@pytest.mark.parametrize("stand", [ScanStatus.IN_QUARANTAINE, ScanStatus.BESMET])
def test_file_in_quarantine_is_not_handed_out(systeem: Systeem, soort: Informatieobjecttype, stand: ScanStatus) -> None:
    document = systeem.maak(soort)
    Informatieobjectversie.objects.update(scanstatus=stand)

    assert systeem.get(f"{document['url']}/download").status_code == 403
    assert systeem.get(document["url"]).status_code == 200
    systeem.werk_bij(document["url"], titel="Zelfde bestand")
    assert systeem.get(f"{document['url']}/download").status_code == 403


# Rights


def test_client_sees_only_documents_of_its_types_up_to_its_level(soort: Informatieobjecttype) -> None:
    fabrieken.maak_applicatie("baas", alles=True)
    beperkt = fabrieken.maak_applicatie("beperkt")
    fabrieken.machtig(
        beperkt,
        "documenten.lezen",
        "documenten.aanmaken",
        informatieobjecttype=soort,
        tot_en_met=Vertrouwelijkheid.ZAAKVERTROUWELIJK,
    )
    anders = fabrieken.informatieobjecttype("Rapport")
    mag, te_geheim, andere_soort = (
        Systeem("baas").maak(soort),
        Systeem("baas").maak(soort, vertrouwelijkheidaanduiding="geheim"),
        Systeem("baas").maak(anders),
    )
    systeem = Systeem("beperkt")

    assert [deel["url"] for deel in systeem.get(DOCUMENTEN).json()["results"]] == [mag["url"]]
    uuids = [document["url"].rpartition("/")[2] for document in (mag, te_geheim, andere_soort)]
    assert systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids}).json()["count"] == 1
    assert systeem.get(mag["url"]).status_code == 200
    for verboden in (te_geheim, andere_soort):
        assert systeem.get(verboden["url"]).status_code == 403
        assert systeem.get(f"{verboden['url']}/download").status_code == 403
        assert systeem.get(f"{verboden['url']}/audittrail").status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(anders)).status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(soort, vertrouwelijkheidaanduiding="geheim")).status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(soort)).status_code == 201


@pytest.mark.parametrize(
    ("methode", "staart"), [("POST", "/lock"), ("POST", "/unlock"), ("PATCH", ""), ("PUT", ""), ("DELETE", "")]
)
def test_reading_is_not_writing(soort: Informatieobjecttype, methode: str, staart: str) -> None:
    fabrieken.maak_applicatie("baas", alles=True)
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "documenten.lezen", informatieobjecttype=soort)
    url = Systeem("baas").maak(soort)["url"]

    assert Systeem("lezer").vraag(methode, f"{url}{staart}", {}).status_code == 403


def test_without_token_nothing_opens(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"].removeprefix(HOST)

    for adres in (url, f"{url}/download", DOCUMENTEN):
        antwoord = systeem.client.get(adres)
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, "not_authenticated")


# Trail


def test_trail_tells_what_changed_and_who_did_it(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort, titel="Eerste")
    systeem.werk_bij(document["url"], titel="Tweede")

    regels = systeem.get(f"{document['url']}/audittrail").json()

    assert [(regel["actie"], regel["resource"]) for regel in regels] == [
        ("create", "enkelvoudiginformatieobject"),
        ("partial_update", "enkelvoudiginformatieobject"),
    ]
    assert regels[0]["hoofdObject"] == regels[0]["resourceUrl"] == document["url"]
    assert regels[1]["wijzigingen"]["oud"]["titel"] == "Eerste"
    assert regels[1]["wijzigingen"]["nieuw"]["titel"] == "Tweede"
    assert systeem.get(f"{document['url']}/audittrail/{regels[0]['uuid']}").json() == regels[0]


# Notifications


def test_every_change_is_told_on_the_channel_of_documents(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort)
    url = document["url"].removeprefix(HOST)
    systeem.werk_bij(document["url"], titel="Anders")
    recht = {"informatieobject": document["url"], "startdatum": "2026-03-01T00:00:00Z", "omschrijvingVoorwaarden": "x"}
    recht_url = systeem.post(f"{BASIS}/gebruiksrechten", recht).json()["url"].removeprefix(HOST)
    systeem.vraag("DELETE", document["url"])

    berichten = Notificatie.objects.filter(kanaal="documenten").order_by("pk")

    assert list(berichten.values_list("resource", "actie", "resource_url", "hoofd_object")) == [
        ("enkelvoudiginformatieobject", "create", url, url),
        ("enkelvoudiginformatieobject", "partial_update", url, url),
        ("gebruiksrechten", "create", recht_url, url),
        ("enkelvoudiginformatieobject", "destroy", url, url),
    ]
    assert berichten[0].kenmerken == {
        "bronorganisatie": "517439943",
        "informatieobjecttype": adres_van(soort).removeprefix(HOST),
        "informatieobjecttype.catalogus": f"/catalogi/api/v1/catalogussen/{soort.catalogus.uuid}",
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    }
