"""Every door of the APIs and of the screens agrees with the grants, and with every other door, whatever was granted.

List, page, search, count, expand, parts and audit trail are asked for generated grants, and compared with the answer
that a few lines of plain Python give. The same grants on a group open the same zaken on the screens.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Applicatie, Gebruiker, Groep
from tests import fabrieken
from tests.zaken.test_toegang import document_in
from zaken.models import (
    Autorisatie,
    Besluit,
    Besluittype,
    Informatieobject,
    Informatieobjecttype,
    Recht,
    Richting,
    Vertrouwelijkheid,
    Zaak,
)
from zaken.services.besluitregister import Besluitgegevens, registreer_besluit
from zaken.services.catalogus import publiceer
from zaken.toegang import mag, zaken_voor

ZAKEN, DOCUMENTEN, BESLUITEN = (f"/{naam}/api/v1" for naam in ("zaken", "documenten", "besluiten"))
CRS: dict[str, Any] = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}
NIVEAUS = (Vertrouwelijkheid.OPENBAAR, Vertrouwelijkheid.ZAAKVERTROUWELIJK, Vertrouwelijkheid.GEHEIM)
LEZEN, BIJWERKEN, AUDIT = "zaken.lezen", "zaken.bijwerken", "audittrails.lezen"
RECHT_VAN = {LEZEN: Recht.LEZEN, BIJWERKEN: Recht.BEHANDELEN}
ELK_TYPE = 2
RIJEN = 3


@dataclass(frozen=True)
class Gunning:
    """One generated grant; type ELK_TYPE is every type."""

    type: int
    scopes: frozenset[str]
    grens: Vertrouwelijkheid


def gunningen(lezen: str, *ook: str) -> st.SearchStrategy[list[Gunning]]:
    """Return grants of some of these scopes; on every type always with the first, or it names no rows (ac-003)."""
    keuze = st.sets(st.sampled_from((lezen, *ook)), min_size=1).map(frozenset)
    op_type = st.builds(Gunning, st.integers(0, ELK_TYPE - 1), keuze, st.sampled_from(NIVEAUS))
    overal = st.builds(Gunning, st.just(ELK_TYPE), keuze.map(lambda scopes: scopes | {lezen}), st.sampled_from(NIVEAUS))
    return st.lists(op_type | overal, max_size=RIJEN)


@dataclass(frozen=True)
class Register:
    """What there is to see, with the number of the type of each zaak, document and besluit."""

    zaken: dict[Zaak, int]
    documenten: dict[Informatieobject, int]
    besluiten: dict[Besluit, int]
    zaaktypen: list[int]
    documenttypen: list[Informatieobjecttype]
    besluittypen: list[Besluittype]
    hoofdzaak: Zaak


@pytest.fixture
def register(db: None) -> Register:
    """Zaken of two zaaktypen, one of them in two versions; documents and besluiten of two types each."""
    team = fabrieken.GroepFabriek.create(naam="Behandelaars")
    soorten = [
        fabrieken.informatieobjecttype("Stuk"),
        fabrieken.informatieobjecttype("Geheim stuk", Vertrouwelijkheid.GEHEIM),
    ]
    zaken: dict[Zaak, int] = {}
    for naam, nummer, vanaf in (("een", 0, 2020), ("twee", 1, 2020), ("een", 0, 2021)):
        versie = fabrieken.conceptversie(team, naam, geldig_van=datetime.date(vanaf, 1, 1))
        fabrieken.voeg_statussen_toe(versie, "Ontvangen", "Klaar")
        fabrieken.voeg_resultaat_toe(versie, "Klaar")
        for volgnummer, soort in enumerate(soorten, start=1):
            versie.informatieobjecttypen.create(
                informatieobjecttype=soort, volgnummer=volgnummer, richting=Richting.INKOMEND
            )
        publiceer(versie)
        for niveau in NIVEAUS:
            zaak = fabrieken.maak_zaak(versie)
            zaak.vertrouwelijkheidaanduiding = niveau
            zaak.save(update_fields=["vertrouwelijkheidaanduiding"])
            zaken[zaak] = nummer
    hoofdzaak = list(zaken)[2]  # the secret one, so that its deelzaken may show what it hides
    Zaak.objects.exclude(pk=hoofdzaak.pk).update(hoofdzaak=hoofdzaak)
    koppelingen = [(document_in(zaak, soorten[nummer % 2]), nummer % 2) for nummer, zaak in enumerate(zaken)]
    besluittypen = [
        Besluittype.objects.create(catalogus=fabrieken.catalogus(), omschrijving=naam) for naam in ("Ja", "Nee")
    ]
    besluiten = {_besluit(soort): nummer for nummer, soort in enumerate(besluittypen)}
    return Register(
        zaken=zaken,
        documenten={koppeling.informatieobject: nummer for koppeling, nummer in koppelingen},
        besluiten=besluiten,
        zaaktypen=[zaak.zaaktypeversie.zaaktype_id for zaak in list(zaken)[:4:3]],
        documenttypen=soorten,
        besluittypen=besluittypen,
        hoofdzaak=hoofdzaak,
    )


def _besluit(soort: Besluittype) -> Besluit:
    vandaag = timezone.localdate()
    gegevens = Besluitgegevens(soort, fabrieken.RSIN, datum=vandaag, ingangsdatum=vandaag)
    return registreer_besluit(gegevens, door=Naamloos.SYSTEEM)


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    return fabrieken.maak_applicatie("proef")


@pytest.fixture
def medewerker(db: None) -> Gebruiker:
    """An employee of as many teams as there can be grants: a team has one grant on a type."""
    return fabrieken.MedewerkerFabriek.create(groepen=fabrieken.GroepFabriek.create_batch(RIJEN))


def geeft(rijen: Iterable[Gunning], nummer: int, niveau: int, scope: str) -> bool:
    """Answer in plain Python whether these grants give this scope on this type and confidentiality."""
    return any(scope in rij.scopes and rij.type in {nummer, ELK_TYPE} and niveau <= rij.grens for rij in rijen)


def verleen(applicatie: Applicatie, register: Register, zaken: list[Gunning], documenten: list[Gunning]) -> None:
    Autorisatie.objects.filter(applicatie=applicatie).delete()
    for rij in zaken:
        zaaktype = None if rij.type == ELK_TYPE else register.zaaktypen[rij.type]
        Autorisatie.objects.create(
            applicatie=applicatie,
            component="zrc",
            scopes=sorted(rij.scopes),
            zaaktype_id=zaaktype,
            max_vertrouwelijkheid=rij.grens,
        )
    for rij in documenten:
        soort = None if rij.type == ELK_TYPE else register.documenttypen[rij.type]
        Autorisatie.objects.create(
            applicatie=applicatie,
            component="drc",
            scopes=sorted(rij.scopes),
            informatieobjecttype=soort,
            max_vertrouwelijkheid=rij.grens,
        )


class Loket:
    """Asks every door as one client."""

    def __init__(self) -> None:
        self.kop = fabrieken.jwt_kop("proef") | CRS

    def haal(self, pad: str, **vraag: Any) -> Any:
        return Client().get(pad, vraag, **self.kop)

    def lijst(self, pad: str, **vraag: Any) -> set[UUID]:
        """Return the rows of a list, whose count is their number; 403 is a list of nothing."""
        antwoord = self.haal(pad, **vraag)
        return self.rijen(antwoord)

    def zoek(self, pad: str, **vraag: Any) -> set[UUID]:
        return self.rijen(Client().post(f"{pad}/_zoek", vraag, "application/json", **self.kop))

    def rijen(self, antwoord: Any) -> set[UUID]:
        if antwoord.status_code == 403:
            assert antwoord.json()["code"] == "permission_denied"
            return set()
        assert antwoord.status_code == 200, antwoord.content
        inhoud = antwoord.json()
        if isinstance(inhoud, dict):
            assert inhoud["count"] == len(inhoud["results"])
            inhoud = inhoud["results"]
        return {uuid_van(rij["url"]) for rij in inhoud}

    def opent(self, pad: str) -> bool:
        antwoord = self.haal(pad)
        assert antwoord.status_code in {200, 403}, antwoord.content
        return bool(antwoord.status_code == 200)


def uuid_van(adres: str) -> UUID:
    return UUID(adres.rsplit("/", 1)[1])


# Without shrinking: an example is at most three grants already, and each costs dozens of requests.
KORT = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.eis("zrc-006")
@pytest.mark.eis("S-02")
@KORT
@given(rijen=gunningen(LEZEN, BIJWERKEN, AUDIT), stukken=gunningen("documenten.lezen", AUDIT))
@example(rijen=[], stukken=[])
@example(
    rijen=[
        Gunning(0, frozenset({LEZEN}), Vertrouwelijkheid.OPENBAAR),
        Gunning(0, frozenset({BIJWERKEN, AUDIT}), Vertrouwelijkheid.GEHEIM),
    ],
    stukken=[Gunning(1, frozenset({"documenten.lezen"}), Vertrouwelijkheid.ZAAKVERTROUWELIJK)],
)
@example(rijen=[Gunning(ELK_TYPE, frozenset({LEZEN}), Vertrouwelijkheid.ZAAKVERTROUWELIJK)], stukken=[])
def test_every_door_of_the_apis_answers_alike(
    register: Register, applicatie: Applicatie, rijen: list[Gunning], stukken: list[Gunning]
) -> None:
    verleen(applicatie, register, rijen, stukken)
    loket = Loket()

    def zaken_met(scope: str) -> set[UUID]:
        return {
            zaak.uuid
            for zaak, nummer in register.zaken.items()
            if geeft(rijen, nummer, zaak.vertrouwelijkheidaanduiding, scope)
        }

    def stukken_met(scope: str) -> set[UUID]:
        return {
            stuk.uuid
            for stuk, nummer in register.documenten.items()
            if geeft(stukken, nummer, stuk.vertrouwelijkheidaanduiding, scope)
        }

    gelezen, leesbaar = zaken_met(LEZEN), stukken_met("documenten.lezen")
    alle = [str(zaak.uuid) for zaak in register.zaken]
    assert loket.lijst(f"{ZAKEN}/zaken") == gelezen
    assert loket.lijst(f"{ZAKEN}/zaken", ordering="-startdatum") == gelezen
    assert loket.zoek(f"{ZAKEN}/zaken", uuid__in=alle) == gelezen
    assert loket.lijst(f"{DOCUMENTEN}/enkelvoudiginformatieobjecten") == leesbaar
    stukken_alle = [str(stuk.uuid) for stuk in register.documenten]
    assert loket.zoek(f"{DOCUMENTEN}/enkelvoudiginformatieobjecten", uuid__in=stukken_alle) == leesbaar
    controleer_delen(loket, register, gelezen)
    controleer_expand(loket, register, gelezen, leesbaar)
    for zaak in register.zaken:
        pad = f"{ZAKEN}/zaken/{zaak.uuid}"
        assert loket.opent(pad) == (zaak.uuid in gelezen)
        assert loket.opent(f"{pad}/audittrail") == (zaak.uuid in zaken_met(AUDIT))
    for zaak in list(register.zaken)[:4]:
        pad = f"{ZAKEN}/zaken/{zaak.uuid}"
        assert loket.opent(f"{pad}/zaakeigenschappen") == (zaak.uuid in gelezen)
        gewijzigd = Client().patch(pad, {"toelichting": "x"}, "application/json", **loket.kop)
        assert (gewijzigd.status_code == 200) == (zaak.uuid in zaken_met(BIJWERKEN)), gewijzigd.content
    for stuk in register.documenten:
        pad = f"{DOCUMENTEN}/enkelvoudiginformatieobjecten/{stuk.uuid}"
        assert loket.opent(pad) == (stuk.uuid in leesbaar)
        assert loket.opent(f"{pad}/audittrail") == (stuk.uuid in stukken_met(AUDIT))
    assert set(zaken_voor(applicatie).values_list("uuid", flat=True)) == gelezen
    for zaak in register.zaken:
        assert mag(applicatie, zaak, Recht.BEHANDELEN) == (zaak.uuid in zaken_met(BIJWERKEN))


def controleer_delen(loket: Loket, register: Register, gelezen: set[UUID]) -> None:
    """Check that what hangs from a zaak is seen with it."""
    for pad, naam in (("statussen", "statussen"), ("rollen", "rollen"), ("zaakinformatieobjecten", "documenten")):
        verwacht = {deel.uuid for zaak in register.zaken if zaak.uuid in gelezen for deel in getattr(zaak, naam).all()}
        assert loket.lijst(f"{ZAKEN}/{pad}") == verwacht, pad
        deel = getattr(register.hoofdzaak, naam).first()
        assert loket.opent(f"{ZAKEN}/{pad}/{deel.uuid}") == (register.hoofdzaak.uuid in gelezen), pad


def controleer_expand(loket: Loket, register: Register, gelezen: set[UUID], leesbaar: set[UUID]) -> None:
    """Check that a relation shows what its own list would show, and nothing more."""
    antwoord = loket.haal(f"{ZAKEN}/zaken", expand="hoofdzaak,deelzaken,hoofdzaak.statussen,rollen,status")
    for zaak in antwoord.json()["results"] if antwoord.status_code == 200 else ():
        uitgebreid = zaak["_expand"]
        if zaak["hoofdzaak"]:
            assert bool(uitgebreid["hoofdzaak"]) == (register.hoofdzaak.uuid in gelezen)
        assert {uuid_van(deel["url"]) for deel in uitgebreid["deelzaken"]} == (
            {uuid_van(adres) for adres in zaak["deelzaken"]} & gelezen
        )
        assert {deel["url"] for deel in uitgebreid["rollen"]} == set(zaak["rollen"])
    antwoord = loket.haal(f"{ZAKEN}/zaakinformatieobjecten", expand="informatieobject,zaak,zaak.hoofdzaak")
    for koppeling in antwoord.json() if antwoord.status_code == 200 else ():
        stuk = koppeling["_expand"]["informatieobject"]
        assert bool(stuk) == (uuid_van(koppeling["informatieobject"]) in leesbaar)
        hoofd = koppeling["_expand"]["zaak"]["_expand"].get("hoofdzaak")
        assert not hoofd or register.hoofdzaak.uuid in gelezen


@pytest.mark.eis("zrc-006")
@KORT
@given(rijen=gunningen("besluiten.lezen", AUDIT))
def test_besluiten_are_seen_by_their_type(register: Register, applicatie: Applicatie, rijen: list[Gunning]) -> None:
    Autorisatie.objects.filter(applicatie=applicatie).delete()
    for rij in rijen:
        soort = None if rij.type == ELK_TYPE else register.besluittypen[rij.type]
        Autorisatie.objects.create(applicatie=applicatie, component="brc", scopes=sorted(rij.scopes), besluittype=soort)
    loket, niveau = Loket(), min(NIVEAUS)

    def met(scope: str) -> set[UUID]:
        return {rij.uuid for rij, nummer in register.besluiten.items() if geeft(rijen, nummer, niveau, scope)}

    gelezen = met("besluiten.lezen")
    assert loket.lijst(f"{BESLUITEN}/besluiten") == gelezen
    for besluit in register.besluiten:
        pad = f"{BESLUITEN}/besluiten/{besluit.uuid}"
        assert loket.opent(pad) == (besluit.uuid in gelezen)
        assert loket.opent(f"{pad}/audittrail") == (besluit.uuid in met(AUDIT))


@pytest.mark.eis("zrc-006")
@KORT
@given(rijen=gunningen(LEZEN, BIJWERKEN))
def test_a_group_and_an_applicatie_with_the_same_grants_see_the_same(
    register: Register, applicatie: Applicatie, medewerker: Gebruiker, rijen: list[Gunning]
) -> None:
    verleen(applicatie, register, rijen, [])
    teams = list(medewerker.groepen.order_by("pk"))
    Autorisatie.objects.filter(groep__in=teams).delete()
    for team, rij in zip(teams, rijen, strict=False):
        for zaaktype in register.zaaktypen if rij.type == ELK_TYPE else [register.zaaktypen[rij.type]]:
            geef_groep(team, zaaktype, rij)

    assert set(zaken_voor(medewerker)) == set(zaken_voor(applicatie))
    assert {zaak.uuid for zaak in zaken_voor(medewerker)} == Loket().lijst(f"{ZAKEN}/zaken")
    for zaak in register.zaken:
        samen = mag(applicatie, zaak, Recht.LEZEN) and mag(applicatie, zaak, Recht.BEHANDELEN)
        assert mag(medewerker, zaak, Recht.BEHANDELEN) == samen, "who handles must be able to read"


def geef_groep(team: Groep, zaaktype: int, rij: Gunning) -> None:
    Autorisatie.objects.create(
        groep=team,
        zaaktype_id=zaaktype,
        rechten=[RECHT_VAN[scope] for scope in rij.scopes],
        max_vertrouwelijkheid=rij.grens,
    )


@pytest.mark.eis("zrc-006")
def test_who_may_do_everything_sees_everything(register: Register) -> None:
    fabrieken.maak_applicatie("proef", alles=True)
    loket = Loket()

    assert loket.lijst(f"{ZAKEN}/zaken") == {zaak.uuid for zaak in register.zaken}
    assert loket.lijst(f"{DOCUMENTEN}/enkelvoudiginformatieobjecten") == {stuk.uuid for stuk in register.documenten}
    assert loket.lijst(f"{BESLUITEN}/besluiten") == {besluit.uuid for besluit in register.besluiten}
    assert all(loket.opent(f"{ZAKEN}/zaken/{zaak.uuid}/audittrail") for zaak in register.zaken)


@pytest.mark.eis("ac-003")
def test_a_right_to_the_trail_without_a_type_reaches_what_may_be_read(
    register: Register, applicatie: Applicatie
) -> None:
    gunning = Gunning(0, frozenset({LEZEN}), Vertrouwelijkheid.ZAAKVERTROUWELIJK)
    verleen(applicatie, register, [gunning], [])
    fabrieken.machtig(applicatie, AUDIT, component="zrc")
    loket = Loket()

    for zaak in register.zaken:
        pad = f"{ZAKEN}/zaken/{zaak.uuid}"
        assert loket.opent(f"{pad}/audittrail") == loket.opent(pad)
