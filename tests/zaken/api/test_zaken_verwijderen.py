"""A zaak is deleted for good: with all that is of it alone, and with one row that says so (zrc-023)."""

import datetime
import json
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from formulieren.models import Afspraak, Afspraaklocatie, Afspraakproduct, Betaling, Inzending, Slotrooster
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Notificatie
from tests import fabrieken
from tests.formulierfabriek import budgetconcept, budgetformulier
from tests.zaken.api.zaakproef import HOST, fouten_in
from tests.zaken.api.zakenproef import Zakenclient, rij_van, van_een_ander
from zaken.models import (
    Besluit,
    Betrokkene,
    Gebeurtenis,
    Informatieobject,
    Notitie,
    Opschorting,
    Resultaat,
    Taak,
    Verlenging,
    Verwijdering,
    Zaak,
    Zaakbesluit,
    Zaakcontactmoment,
    Zaakkenmerk,
    Zaakklantcontact,
    Zaakobject,
    Zaakrelatie,
    Zaaktypeversie,
    Zaakverzoek,
)


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


@pytest.fixture
def volle_zaak(
    opslag: Any, budgettype: Zaaktypeversie, meldingtype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> Zaak:
    """A zaak from a form, with a row of everything that a zaak can have."""
    inzending = budgetconcept(budgetformulier(budgettype), inwoner)
    dien_in(inzending)
    inzending.refresh_from_db()
    zaak, nu, dag = inzending.zaak, timezone.now(), timezone.localdate()
    assert zaak is not None
    ander = fabrieken.maak_zaak(meldingtype)
    Resultaat.objects.create(zaak=zaak, resultaattype=budgettype.resultaattypen.order_by("pk")[0])
    Opschorting.objects.create(zaak=zaak, grond=Opschorting.Grond.ANDERS, reden="Wacht", begonnen_op=dag)
    Verlenging.objects.create(zaak=zaak, reden="Druk", duur="P5D", besloten_op=dag)
    Taak.objects.create(zaak=zaak, soort="beoordelen", voor="medewerker", titel="Kijk", uiterlijk_op=dag, gemaakt_op=nu)
    Notitie.objects.create(zaak=zaak, auteur=behandelaar, tekst="Let op", gemaakt_op=nu)
    Zaakkenmerk.objects.create(zaak=zaak, kenmerk="K", bron="B")
    Zaakrelatie.objects.create(zaak=zaak, andere_zaak=ander, aard="vervolg")
    Zaakrelatie.objects.create(zaak=ander, andere_zaak=zaak, aard="vervolg")
    Zaakobject.objects.create(zaak=zaak, objecttype="adres", object_url=van_een_ander())
    Zaakklantcontact.objects.create(zaak=zaak, identificatie="1", datumtijd=nu)
    Zaakcontactmoment.objects.create(zaak=zaak, contactmoment=van_een_ander())
    Zaakverzoek.objects.create(zaak=zaak, verzoek=van_een_ander())
    Betaling.objects.create(
        inzending=inzending, zaak=zaak, wanneer="na", bedrag=1, omschrijving="Leges", gevraagd_op=nu
    )
    maak_afspraak(inzending)
    return zaak


def maak_afspraak(inzending: Inzending) -> None:
    """Make a confirmed appointment for the zaak of this submission."""
    locatie = Afspraaklocatie.objects.create(code="hal", naam="Hal", adres="Plein 1")
    product = Afspraakproduct.objects.create(code="loket", naam_nl="Loket", duur=20, max_personen=1, dagen_vooruit=30)
    rooster = Slotrooster.objects.create(
        locatie=locatie, weekdag=0, van=datetime.time(9), tot=datetime.time(11), stap=20, capaciteit=1
    )
    begin = timezone.now()
    Afspraak.objects.create(
        inzending=inzending, zaak=inzending.zaak, vraag=inzending.uuid, product=product, locatie=locatie,
        rooster=rooster, balie=1, begin=begin, einde=begin + datetime.timedelta(minutes=20), status="bevestigd",
    )  # fmt: skip


def verwijzend() -> list[tuple[type[Model], str]]:
    """Return every model that refers to a zaak, with the field."""
    return [(relatie.related_model, relatie.field.name) for relatie in Zaak._meta.related_objects]


@pytest.mark.eis("zrc-023")
def test_nothing_of_the_zaak_stays_but_that_it_was(api: Zakenclient, volle_zaak: Zaak) -> None:
    gevuld = {model for model, veld in verwijzend() if model._default_manager.filter(**{veld: volle_zaak}).exists()}
    # A new kind of row that refers to a zaak has to be made here too: then this test looks whether it goes.
    assert gevuld == {model for model, _veld in verwijzend()} - {Zaak, Besluit, Zaakbesluit}
    documenten = Informatieobject.objects.count()

    response = api.vraag("DELETE", f"/zaken/{volle_zaak.uuid}")

    assert response.status_code == 204, response.content
    for model, veld in verwijzend():
        assert not model._default_manager.filter(**{f"{veld}_id": volle_zaak.pk}).exists(), model
    assert not Inzending.objects.exists()
    assert not Gebeurtenis.objects.filter(hoofdobject=volle_zaak.uuid).exists()
    assert Informatieobject.objects.count() == documenten  # they may belong to more than one zaak
    rij = Verwijdering.objects.get(uuid=volle_zaak.uuid)
    assert (rij.soort, rij.identificatie, rij.door_naam) == ("zaak", volle_zaak.identificatie, "Applicatie proef")
    assert api.vraag("GET", f"/zaken/{volle_zaak.uuid}").status_code == 404
    assert Zaak.objects.count() == 1


@pytest.mark.eis("zrc-023")
def test_people_who_have_no_other_part_go_too(
    api: Zakenclient, meldingtype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    zaken = [fabrieken.maak_zaak(meldingtype, email="wim@example.nl"), fabrieken.maak_zaak(meldingtype, van=inwoner)]
    for zaak in zaken:
        assert api.vraag("DELETE", f"/zaken/{zaak.uuid}").status_code == 204
    assert Betrokkene.objects.get().identiteiten.exists()  # who logs in, stays


@pytest.mark.eis("zrc-023")
def test_deelzaken_go_with_their_hoofdzaak(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    hoofd = api.zaak(meldingtype)
    deel = api.zaak(meldingtype, hoofdzaak=hoofd["url"])
    assert api.vraag("DELETE", hoofd["url"]).status_code == 204
    assert not Zaak.objects.exists()
    assert Verwijdering.objects.count() == 2
    weg = Notificatie.objects.filter(resource="zaak", actie="destroy").values_list("resource_url", flat=True)
    assert {f"{HOST}{pad}" for pad in weg} == {hoofd["url"], deel["url"]}


@pytest.mark.eis("zrc-023")
def test_deelzaak_goes_alone(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    hoofd = api.zaak(meldingtype)
    deel = api.zaak(meldingtype, hoofdzaak=hoofd["url"])
    assert api.vraag("DELETE", deel["url"]).status_code == 204
    assert api.lees(hoofd["url"])["deelzaken"] == []


@pytest.mark.eis("zrc-023")
def test_zaak_with_a_besluit_stays(api: Zakenclient, budgettype: Zaaktypeversie) -> None:
    zaak = api.zaak(budgettype)
    hoofd = api.zaak(budgettype)
    api.wijzig(zaak["url"], hoofdzaak=hoofd["url"])
    Zaakbesluit.objects.create(zaak=rij_van(zaak), besluit_url=van_een_ander())
    for adres in (zaak["url"], hoofd["url"]):
        assert fouten_in(api.vraag("DELETE", adres)) == {("nonFieldErrors", "related-besluiten")}
    assert Zaak.objects.count() == 2


def test_delete_asks_its_own_scope_and_no_headers(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    zaak = api.zaak(meldingtype)
    fabrieken.machtig(
        fabrieken.maak_applicatie("gewoon"),
        "zaken.lezen",
        "zaken.bijwerken",
        "zaken.geforceerd-bijwerken",
        zaaktype=meldingtype.zaaktype,
    )
    geweigerd = Zakenclient("gewoon").vraag("DELETE", zaak["url"])
    assert (geweigerd.status_code, json.loads(geweigerd.content)["code"]) == (403, "permission_denied")
    zonder = super(Zakenclient, api).vraag("DELETE", zaak["url"])
    assert zonder.status_code == 204
