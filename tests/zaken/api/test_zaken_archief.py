"""How long a zaak is kept, as it is closed over the API: the shared cases, with real rows behind them (zrc-021)."""

import datetime
import json
from typing import Any

import pytest

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, fouten_in
from tests.zaken.api.zakenproef import RSIN, Zakenclient, eindstatus, rij_van, statustypen, type_url
from tests.zaken.test_archivering import gevallen, namen
from tests.zaken.test_handelingen import document
from zaken.models import (
    Besluit,
    Besluittype,
    Informatieobject,
    Resultaattype,
    Zaak,
    Zaakeigenschap,
    Zaakobject,
    Zaakrelatie,
    Zaaktypeversie,
)
from zaken.services.documenten import koppel_nieuw_document

# Arithmetic alone runs pure; here is what depends on rows, on time zones, and on what somebody set himself.
ALLEEN_REKENEN = ("afgehandeld_", "termijn_twee")
OOK = ("afgehandeld_basis", "afgehandeld_geen_termijn", "afgehandeld_tijdzone_winter", "afgehandeld_tijdzone_zomer_2")
RIJEN = [naam for naam in namen("gevallen") if naam in OOK or not naam.startswith(ALLEEN_REKENEN)]
FOUT = {("nonFieldErrors", "archiefactiedatum-error")}
TYPE: dict[str, Any] = {
    "afleidingswijze": "afgehandeld",
    "archiefnominatie": "vernietigen",
    "archiefactietermijn": "P5Y",
}


@pytest.fixture
def api(db: None) -> Zakenclient:
    """A client that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Zakenclient("proef")


def versie_met(team: Groep, *eigenschappen: str, **resultaattype: Any) -> Zaaktypeversie:
    """Return a published zaaktype with one outcome, that says this about keeping."""
    versie = fabrieken.conceptversie(team, "proefzaak")
    fabrieken.voeg_statussen_toe(versie, "Ontvangen", "In behandeling", "Afgehandeld")
    fabrieken.voeg_resultaat_toe(versie, "Klaar", **{naam: waarde or "" for naam, waarde in resultaattype.items()})
    fabrieken.voeg_resultaat_toe(versie, "Bewaard", archiefactietermijn="P10Y", archiefnominatie="blijvend_bewaren")
    for naam in eigenschappen:
        versie.eigenschappen.create(naam=naam, label=naam, definitie=naam, lengte="20")
    besluittype = Besluittype.objects.create(catalogus=fabrieken.catalogus(), omschrijving="Besluit", concept=False)
    besluittype.zaaktypeversies.add(versie)
    # What the selectielijst allows is judged where a type is published (ztc-003 to ztc-008); here any of it may occur.
    versie.status = Zaaktypeversie.Status.GEPUBLICEERD
    versie.save()
    return versie


def vul(zaak: Zaak, feiten: dict[str, Any]) -> None:
    """Write the facts of a case as rows."""
    for feit in feiten.get("eigenschappen", []):
        eigenschap = zaak.zaaktypeversie.eigenschappen.get(naam=feit["naam"])
        Zaakeigenschap.objects.create(zaak=zaak, eigenschap=eigenschap, waarde=feit["waarde"])
    for nummer, feit in enumerate(feiten.get("besluiten", [])):
        Besluit.objects.create(
            identificatie=str(nummer),
            verantwoordelijke_organisatie=RSIN,
            besluittype=Besluittype.objects.get(),
            zaak=zaak,
            datum=datetime.date(2022, 1, 1),
            **feit,
        )
    for feit in feiten.get("zaakobjecten", []):
        Zaakobject.objects.create(zaak=zaak, objecttype=feit["objecttype"], gegevens=feit["object"])


def met_andere(api: Zakenclient, zaak: Any, feiten: dict[str, Any]) -> None:
    """Give the zaak the hoofdzaak and the related zaken of a case."""
    versie = rij_van(zaak).zaaktypeversie
    if "hoofdzaak" in feiten:
        hoofd = _eindigt(api.zaak(versie), feiten["hoofdzaak"]["einddatum"])
        Zaak.objects.filter(uuid=zaak["uuid"]).update(hoofdzaak=hoofd)
    for feit in feiten.get("relevanteAndereZaken", []):
        Zaakrelatie.objects.create(
            zaak=rij_van(zaak), andere_zaak=_eindigt(api.zaak(versie), feit["einddatum"]), aard="vervolg"
        )


def _eindigt(zaak: Any, dag: str | None) -> Zaak:
    Zaak.objects.filter(uuid=zaak["uuid"]).update(einddatum=dag)
    return rij_van(zaak)


def namen_in(geval: dict[str, Any]) -> set[str]:
    """Return the eigenschappen that a case speaks of."""
    genoemd = {feit["naam"] for feit in geval["zaak"].get("eigenschappen", [])}
    kenmerk = geval["resultaattype"].get("datumkenmerk")
    return genoemd | ({kenmerk} if geval["resultaattype"]["afleidingswijze"] == "eigenschap" else set())


def _met_korte_namen(geval: dict[str, Any]) -> dict[str, Any]:
    """Return the case with names of eigenschappen that fit in the catalogue."""
    kort: dict[str, Any] = json.loads(json.dumps(geval).replace("datum herplant gereed", "herplant gereed"))
    return kort


@pytest.mark.eis("zrc-021", "zrc-026")
@pytest.mark.parametrize("naam", RIJEN)
def test_closed_zaak_gets_the_date_of_the_shared_case(api: Zakenclient, team: Groep, naam: str) -> None:
    geval = _met_korte_namen(gevallen("gevallen")[naam])
    feiten, verwacht = geval["zaak"], geval["verwacht"]
    versie = versie_met(team, *sorted(namen_in(geval)), **geval["resultaattype"])
    zelf = {veld: feiten[veld] for veld in ("archiefnominatie", "startdatumBewaartermijn") if veld in feiten}
    zaak = api.zaak(versie, startdatum="2019-01-01", **zelf)
    vul(rij_van(zaak), feiten)
    met_andere(api, zaak, feiten)
    api.resultaat(zaak, versie.resultaattypen.get(omschrijving="Klaar"))

    response = api.status(zaak, eindstatus(zaak), feiten.get("eindstatus") or f"{feiten['einddatum']}T11:00:00Z")

    if "fout" in verwacht:
        assert fouten_in(response) == FOUT
        assert rij_van(zaak).is_open
        return
    assert response.status_code == 201, response.content
    dicht = api.lees(zaak["url"])
    gekregen = (dicht["archiefnominatie"], dicht["startdatumBewaartermijn"], dicht["archiefactiedatum"])
    assert gekregen == (verwacht["archiefnominatie"], verwacht["brondatum"], verwacht["archiefactiedatum"])
    assert rij_van(zaak).archiefuitleg


def dicht(api: Zakenclient, versie: Zaaktypeversie, dag: str, **velden: Any) -> Any:
    """Return a zaak that ended on this day with the first outcome."""
    zaak = api.zaak(versie, startdatum="2019-01-01", **velden)
    api.resultaat(zaak, versie.resultaattypen.get(omschrijving="Klaar"))
    return api.sluit(zaak, f"{dag}T11:00:00Z")


def actiedatum(api: Zakenclient, zaak: Any) -> str | None:
    """Return the date on which something happens to the zaak."""
    datum: str | None = api.lees(zaak["url"])["archiefactiedatum"]
    return datum


@pytest.mark.eis("zrc-021")
def test_besluit_after_the_end_moves_the_date(api: Zakenclient, team: Groep) -> None:
    versie = versie_met(team, **{**TYPE, "afleidingswijze": "ingangsdatum_besluit"})
    zaak = api.zaak(versie, startdatum="2019-01-01")
    inhoud = {
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": type_url("besluittypen", Besluittype.objects.get()),
        "zaak": zaak["url"],
        "datum": "2022-01-05",
    }
    adres = f"{HOST}/besluiten/api/v1/besluiten"
    api.maak(adres, {**inhoud, "ingangsdatum": "2022-01-05"})
    api.resultaat(zaak, versie.resultaattypen.get(omschrijving="Klaar"))
    assert api.sluit(zaak, "2022-01-10T11:00:00Z")["archiefactiedatum"] == "2027-01-05"
    later = api.maak(adres, {**inhoud, "ingangsdatum": "2022-03-01"})
    assert actiedatum(api, zaak) == "2027-03-01"
    assert api.vraag("DELETE", later["url"]).status_code == 204
    assert actiedatum(api, zaak) == "2027-01-05"


@pytest.mark.eis("zrc-021", "zrc-026")
def test_eigenschap_after_the_end_moves_the_date_unless_somebody_chose_one(api: Zakenclient, team: Groep) -> None:
    regel = {**TYPE, "archiefactietermijn": "P1Y", "afleidingswijze": "eigenschap", "datumkenmerk": "einde"}
    versie = versie_met(team, "einde", **regel)
    zaak = dicht(api, versie, "2023-05-10")
    assert zaak["archiefactiedatum"] is None
    eigenschap = {"zaak": zaak["url"], "eigenschap": type_url("eigenschappen", versie.eigenschappen.get())}
    feit = api.maak(f"{zaak['url']}/zaakeigenschappen", {**eigenschap, "waarde": "20241130"})
    assert actiedatum(api, zaak) == "2025-11-30"
    api.wijzig(feit["url"], waarde="20250131")
    assert actiedatum(api, zaak) == "2026-01-31"
    api.wijzig(zaak["url"], startdatumBewaartermijn="2024-06-01")
    assert actiedatum(api, zaak) == "2025-06-01"
    api.wijzig(feit["url"], waarde="20260101")
    assert actiedatum(api, zaak) == "2025-06-01"


@pytest.mark.eis("zrc-008", "zrc-021")
def test_deelzaak_follows_the_end_and_the_new_beginning_of_its_hoofdzaak(api: Zakenclient, team: Groep) -> None:
    versie = versie_met(team, **{**TYPE, "afleidingswijze": "hoofdzaak"})
    # The hoofdzaak itself is kept from its own end.
    hoofd = api.zaak(versie, startdatum="2019-01-01")
    deel = dicht(api, versie, "2022-01-10", hoofdzaak=hoofd["url"])
    assert deel["archiefactiedatum"] is None
    api.resultaat(hoofd, versie.resultaattypen.get(omschrijving="Bewaard"))
    api.sluit(hoofd, "2022-06-30T11:00:00Z")
    assert actiedatum(api, deel) == "2027-06-30"
    laat = dicht(api, versie, "2022-08-01", hoofdzaak=hoofd["url"])
    assert laat["archiefactiedatum"] == "2027-06-30"
    api.status(hoofd, statustypen(hoofd)[0], "2022-09-01T11:00:00Z")
    weg = api.lees(deel["url"])
    assert (weg["archiefactiedatum"], weg["archiefnominatie"]) == (None, None)
    tweede = api.status(deel, statustypen(deel)[0], "2022-09-02T11:00:00Z")
    assert tweede.status_code == 201  # its hoofdzaak is open


@pytest.mark.eis("zrc-008")
def test_deelzaak_stays_closed_while_its_hoofdzaak_is(api: Zakenclient, team: Groep) -> None:
    versie = versie_met(team, **TYPE)
    hoofd = api.zaak(versie, startdatum="2019-01-01")
    deel = dicht(api, versie, "2022-01-10", hoofdzaak=hoofd["url"])
    api.resultaat(hoofd)
    api.sluit(hoofd, "2022-06-30T11:00:00Z")
    response = api.status(deel, statustypen(deel)[0], "2022-09-01T11:00:00Z")
    assert fouten_in(response) == {("nonFieldErrors", "hoofdzaak-closed")}


@pytest.mark.eis("zrc-021")
def test_other_outcome_gives_another_date(api: Zakenclient, team: Groep) -> None:
    versie = versie_met(team, **TYPE)
    zaak = dicht(api, versie, "2022-01-10")
    assert zaak["archiefactiedatum"] == "2027-01-10"
    assert api.vraag("DELETE", zaak["resultaat"]).status_code == 204
    api.resultaat(zaak, Resultaattype.objects.get(omschrijving="Bewaard"))
    nieuw = api.lees(zaak["url"])
    assert (nieuw["archiefactiedatum"], nieuw["archiefnominatie"]) == ("2032-01-10", "blijvend_bewaren")


@pytest.mark.eis("zrc-021")
def test_date_that_somebody_gave_stays(api: Zakenclient, team: Groep) -> None:
    zaak = dicht(api, versie_met(team, **TYPE), "2022-01-10", archiefactiedatum="2040-01-01")
    assert zaak["archiefactiedatum"] == "2040-01-01"
    assert api.wijzig(zaak["url"], startdatumBewaartermijn="2023-01-01")["archiefactiedatum"] == "2040-01-01"


@pytest.mark.eis("zrc-022")
def test_documents_go_to_the_archive_before_the_zaak(api: Zakenclient, meldingtype: Zaaktypeversie) -> None:
    zaak = api.zaak(meldingtype)
    koppel_nieuw_document(rij_van(zaak), document("Foto"), auteur="Wim", door=Naamloos.SYSTEEM)
    api.resultaat(zaak)
    api.sluit(zaak)
    response = api.vraag("PATCH", zaak["url"], {"archiefstatus": "gearchiveerd"})
    assert fouten_in(response) == {("archiefstatus", "documents-not-archived")}
    Informatieobject.objects.update(status=Informatieobject.Status.GEARCHIVEERD)
    assert api.wijzig(zaak["url"], archiefstatus="gearchiveerd")["archiefstatus"] == "gearchiveerd"
