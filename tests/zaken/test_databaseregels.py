"""The database holds the rules too: each named constraint refuses what it is there for."""

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from formulieren.models import Antwoord, FormulierVersie, Inzending, Upload, Uploaddeel
from mijnportaal.accounts.models import Applicatie, Gebruiker, Groep
from tests import fabrieken
from tests.formulieren.geldregels import GELDREGELS
from tests.formulierfabriek import budgetconcept, budgetformulier
from zaken.models import (
    Autorisatie,
    Besluit,
    Besluitinformatieobject,
    Besluittype,
    Bestandsdeel,
    Betrokkene,
    Catalogus,
    Eigenschap,
    Gebeurtenis,
    Informatieobject,
    Informatieobjecttype,
    Notitie,
    Objectinformatieobject,
    Opschorting,
    Resultaattype,
    Rol,
    Rolsoort,
    Roltype,
    Spiegel,
    Status,
    Statustype,
    Taak,
    Verlenging,
    Verzending,
    Zaak,
    Zaakbesluit,
    Zaakcontactmoment,
    Zaakklantcontact,
    Zaakrelatie,
    Zaaktype,
    Zaaktyperelatie,
    Zaaktypeversie,
    Zaakverzoek,
)

NU = timezone.now()
VANDAAG = datetime.date(2026, 3, 2)


class Register:
    """Rows of every kind, to break a rule with."""

    def __init__(self, versie: Zaaktypeversie, inwoner: Gebruiker, team: Groep) -> None:
        self.versie, self.team, self.inwoner = versie, team, inwoner
        self.zaak = fabrieken.maak_zaak(versie, van=inwoner, eigenschappen={"bedrag": "1"}, omschrijving="Proef")
        self.concept = fabrieken.conceptversie(team, "concept")
        fabrieken.voeg_statussen_toe(self.concept, "Begin", "Einde")
        fabrieken.voeg_resultaat_toe(self.concept, "Klaar")
        self.inzending = budgetconcept(budgetformulier(versie), inwoner)
        self.soort = fabrieken.informatieobjecttype("Bijlage")

    def nog_een(self, model: type[models.Model], **velden: Any) -> models.Model:
        """Return a copy of the last row of this model, with other values."""
        rij = model._default_manager.order_by("-pk")[0]
        gegevens = {
            veld.attname: getattr(rij, veld.attname)
            for veld in model._meta.fields
            if veld.attname not in {"id", "uuid"}
        }
        return model(**{**gegevens, **velden})

    def document(self, **velden: Any) -> Informatieobject:
        gegevens = {
            "identificatie": "DOC-1",
            "bronorganisatie": fabrieken.RSIN,
            "informatieobjecttype": self.soort,
            "titel": "Stuk",
            "auteur": "Proef",
            "richting": "inkomend",
            "vertrouwelijkheidaanduiding": 1,
            "creatiedatum": VANDAAG,
        }
        return Informatieobject(**{**gegevens, **velden})

    def upload(self, **velden: Any) -> Upload:
        gegevens = {"inzending": self.inzending, "vraag": uuid4(), "naam": "Stuk.pdf", "omvang": 9, "ontvangen": 0}
        return Upload(**{**gegevens, **velden})

    def uploaddeel(self) -> Uploaddeel:
        upload = self.upload()
        upload.save()
        return Uploaddeel(upload=upload, begin=0, pad="deel")

    def spiegel(self, **velden: Any) -> Spiegel:
        gegevens = {"document_url": "https://drc.example/1", "object_pad": "zaken/1", "objecttype": "zaak"}
        return Spiegel(**{**gegevens, "volgende_poging_op": NU, **velden})

    def bewaard_document(self) -> Informatieobject:
        """Return the one document of this test."""
        bestaand = Informatieobject.objects.first()
        if bestaand is None:
            bestaand = self.document()
            bestaand.save()
        return bestaand

    def bewaard_besluit(self) -> Besluit:
        return self.besluit()

    def verlenging(self, **velden: Any) -> Verlenging:
        gegevens = {"zaak": self.zaak, "grond": "verdaging", "reden": "R", "duur": "P1W", "besloten_op": VANDAAG}
        return Verlenging(**{**gegevens, **velden})

    @cached_property
    def andere_zaak(self) -> Zaak:
        return fabrieken.maak_zaak(self.versie, van=self.inwoner, eigenschappen={"bedrag": "2"}, omschrijving="Ander")

    def besluit(self, **velden: Any) -> Besluit:
        gegevens = {
            "identificatie": "BES-1",
            "verantwoordelijke_organisatie": fabrieken.RSIN,
            "besluittype": Besluittype.objects.get(),
            "zaak": self.zaak,
            "datum": VANDAAG,
            "ingangsdatum": VANDAAG,
            "bekendgemaakt_op": VANDAAG,
            "motivering": "Daarom.",
        }
        return Besluit(**{**gegevens, **velden})

    def taak(self, **velden: Any) -> Taak:
        gegevens = {"zaak": self.zaak, "soort": "aanvullen", "voor": "inwoner", "titel": "T", "toelichting": ""}
        return Taak(**{**gegevens, "uiterlijk_op": VANDAAG, "gemaakt_op": NU, **velden})

    def opschorting(self, **velden: Any) -> Opschorting:
        gegevens = {"zaak": self.zaak, "grond": "aanvulling", "reden": "R", "begonnen_op": VANDAAG}
        return Opschorting(**{**gegevens, "verwacht_tot": VANDAAG, **velden})

    def rol(self, soort: Rolsoort) -> Rol:
        roltype = self.versie.roltypen.get(soort=soort)
        velden: dict[str, Any] = {"soort": soort, "roltype_id": roltype.pk}
        if soort == Rolsoort.BEHANDELAAR:
            velden["betrokkene_id"] = Betrokkene.objects.create(soort="medewerker", naam="Ruud").pk
        return self.nog_een(Rol, **velden)  # type: ignore[return-value]


R = Register
ELDERS_URL = "https://elders.example/api/v1/iets/1"
OMGEKEERD = {"geldig_van": VANDAAG, "geldig_tot": VANDAAG - datetime.timedelta(days=1), "concept": True}
DICHT = {"einddatum": VANDAAG, "startdatum": VANDAAG, "archiefnominatie": "vernietigen"}


def dubbel(*rijen: Callable[[R], models.Model]) -> Callable[[R], None]:
    """Return the writing of these rows, of which the last one is refused."""

    def schrijf(register: R) -> None:
        for rij in rijen:
            rij(register).save(force_insert=True)

    return schrijf


def zet(**velden: Any) -> Callable[[R], None]:
    """Return the change of the zaak to these values."""
    return lambda r: void(Zaak.objects.filter(pk=r.zaak.pk).update(**velden))


def void(_waarde: object) -> None:
    """Take a value and give none."""


REGELS: dict[str, Callable[[R], None]] = {
    # Zaak
    "zaak_identificatie_uniek_per_bronorganisatie": dubbel(lambda r: r.nog_een(Zaak)),
    "zaak_open_heeft_geen_brondatum": zet(brondatum=VANDAAG),
    "zaak_zonder_kosten_heeft_geen_betaaldatum": zet(betalingsindicatie="nvt", laatste_betaaldatum=NU),
    "zaak_is_niet_eigen_hoofdzaak": zet(hoofdzaak=models.F("pk")),
    "zaak_heeft_een_zaakcoordinator": dubbel(
        *[lambda r: r.nog_een(Rol, soort="zaakcoordinator", betrokkene_soort="medewerker")] * 2
    ),
    "zaak_heeft_een_verdaging": dubbel(*[lambda r: r.verlenging()] * 2),
    "verlenging_verdaging_heeft_duur": dubbel(lambda r: r.verlenging(duur="")),
    "verlenging_anders_heeft_datum": dubbel(lambda r: r.verlenging(grond="mededeling", duur="")),
    "verlenging_meegedeeld_na_besluit": dubbel(
        lambda r: r.verlenging(medegedeeld_op=VANDAAG - datetime.timedelta(days=1))
    ),
    "zaakrelatie_heeft_een_andere_zaak": dubbel(lambda r: Zaakrelatie(zaak=r.zaak, aard="vervolg")),
    "zaakrelatie_niet_met_zichzelf": dubbel(lambda r: Zaakrelatie(zaak=r.zaak, andere_zaak=r.zaak, aard="vervolg")),
    "zaakrelatie_een_per_aard": dubbel(
        *[lambda r: Zaakrelatie(zaak=r.zaak, andere_zaak=r.andere_zaak, aard="vervolg")] * 2
    ),
    "notitie_heeft_tekst": dubbel(
        lambda r: Notitie(zaak=r.zaak, auteur=Gebruiker.objects.all()[0], tekst="", gemaakt_op=NU)
    ),
    "zaakklantcontact_identificatie_uniek": dubbel(
        *[lambda r: Zaakklantcontact(zaak=r.zaak, identificatie="KC-1", datumtijd=NU)] * 2
    ),
    "zaakcontactmoment_uniek": dubbel(*[lambda r: Zaakcontactmoment(zaak=r.zaak, contactmoment=ELDERS_URL)] * 2),
    "zaakverzoek_uniek": dubbel(*[lambda r: Zaakverzoek(zaak=r.zaak, verzoek=ELDERS_URL)] * 2),
    "zaakbesluit_uniek": dubbel(*[lambda r: Zaakbesluit(zaak=r.zaak, besluit_url=ELDERS_URL)] * 2),
    "gebeurtenis_volgnummer_per_keten": dubbel(lambda r: r.nog_een(Gebeurtenis)),
    "zaak_dicht_wacht_op_niemand": zet(**DICHT, wacht_op="inwoner"),
    "status_een_per_moment": dubbel(lambda r: r.nog_een(Status)),
    "zaak_heeft_een_initiator": dubbel(lambda r: r.rol(Rolsoort.INITIATOR)),
    "zaak_heeft_een_behandelaar": dubbel(*[lambda r: r.rol(Rolsoort.BEHANDELAAR)] * 2),
    "zaak_heeft_een_open_opschorting": dubbel(*[lambda r: r.opschorting()] * 2),
    "opschorting_einde_na_begin": dubbel(lambda r: r.opschorting(beeindigd_op=VANDAAG - datetime.timedelta(days=1))),
    "taak_gesloten_op_hoort_bij_status": dubbel(lambda r: r.taak(status="afgerond")),
    # Betrokkene
    "betrokkene_kvk_uniek": dubbel(
        *[lambda r: Betrokkene(soort="niet_natuurlijk_persoon", kvk_nummer="90000011", naam="Bakker")] * 2
    ),
    "betrokkene_bsn_heeft_zoeksleutel": dubbel(lambda r: Betrokkene(soort="natuurlijk_persoon", bsn="x", naam="N")),
    "betrokkene_alleen_persoon_heeft_bsn": dubbel(
        lambda r: Betrokkene(soort="medewerker", bsn="x", bsn_zoeksleutel="y", naam="N")
    ),
    "betrokkene_rsin_uniek": dubbel(
        *[lambda r: Betrokkene(soort="niet_natuurlijk_persoon", rsin=fabrieken.RSIN, naam="Stichting")] * 2
    ),
    "betrokkene_vestiging_uniek": dubbel(
        *[lambda r: Betrokkene(soort="vestiging", vestigingsnummer="000012345678", naam="Winkel")] * 2
    ),
    "betrokkene_identificatie_uniek": dubbel(
        *[lambda r: Betrokkene(soort="organisatorische_eenheid", identificatie="team", naam="Team")] * 2
    ),
    # Document and decision
    "informatieobject_ontvangen_of_verzonden": dubbel(
        lambda r: r.document(ontvangstdatum=VANDAAG, verzenddatum=VANDAAG)
    ),
    "informatieobject_slot_heeft_moment": dubbel(lambda r: r.document(slot="a")),
    "informatieobject_elders_uniek": dubbel(
        lambda r: r.document(elders_url=ELDERS_URL), lambda r: r.document(elders_url=ELDERS_URL)
    ),
    "bestandsdeel_volgnummer_uniek": dubbel(
        *[lambda r: Bestandsdeel(informatieobject=r.bewaard_document(), volgnummer=1, omvang=1)] * 2
    ),
    "objectinformatieobject_uniek": dubbel(
        *[
            lambda r: Objectinformatieobject(
                informatieobject=r.bewaard_document(), object_url=ELDERS_URL, objecttype="verzoek"
            )
        ]
        * 2
    ),
    "verzending_ontvangen_of_verzonden": dubbel(
        lambda r: Verzending(
            informatieobject=r.bewaard_document(),
            betrokkene=ELDERS_URL,
            aard_relatie="afzender",
            ontvangstdatum=VANDAAG,
            verzenddatum=VANDAAG,
        )
    ),
    "besluitinformatieobject_uniek": dubbel(
        lambda r: r.bewaard_besluit(),
        *[
            lambda r: Besluitinformatieobject(
                besluit=Besluit.objects.get(), informatieobject=r.bewaard_document(), registratiedatum=NU
            )
        ]
        * 2,
    ),
    "informatieobject_identificatie_uniek": dubbel(*[lambda r: r.document()] * 2),
    "informatieobject_ontvangen_is_niet_in_bewerking": dubbel(
        lambda r: r.document(ontvangstdatum=VANDAAG, status="in_bewerking")
    ),
    "besluit_identificatie_uniek": dubbel(*[lambda r: r.besluit()] * 2),
    "besluit_vervalt_na_ingang": dubbel(lambda r: r.besluit(vervaldatum=VANDAAG - datetime.timedelta(days=1))),
    # Catalogue
    "catalogus_domein_rsin_uniek": dubbel(lambda r: r.nog_een(Catalogus)),
    "zaaktype_identificatie_uniek": dubbel(lambda r: r.nog_een(Zaaktype)),
    "zaaktypeversie_versie_uniek": dubbel(lambda r: r.nog_een(Zaaktypeversie)),
    "zaaktypeversie_geldig_tot_na_van": lambda r: void(
        Zaaktypeversie.objects.filter(pk=r.concept.pk).update(geldig_tot=r.concept.geldig_van)
    ),
    "zaaktyperelatie_heeft_een_zaaktype": dubbel(lambda r: Zaaktyperelatie(zaaktypeversie=r.concept, aard="vervolg")),
    "zaaktyperelatie_een_per_zaaktype": dubbel(
        *[lambda r: Zaaktyperelatie(zaaktypeversie=r.concept, zaaktype=r.versie.zaaktype, aard="vervolg")] * 2
    ),
    "informatieobjecttype_geldigheid_overlapt_niet": dubbel(lambda r: r.nog_een(Informatieobjecttype)),
    "informatieobjecttype_geldig_tot_na_van": dubbel(lambda r: r.nog_een(Informatieobjecttype, **OMGEKEERD)),
    "besluittype_geldigheid_overlapt_niet": dubbel(lambda r: r.nog_een(Besluittype)),
    "besluittype_geldig_tot_na_van": dubbel(lambda r: r.nog_een(Besluittype, **OMGEKEERD)),
    "statustype_volgnummer_uniek": dubbel(lambda r: r.nog_een(Statustype, is_eindstatus=False)),
    "statustype_een_eindstatus_per_versie": dubbel(lambda r: r.nog_een(Statustype, volgnummer=9)),
    "resultaattype_procestermijn_hoort_bij_termijn": dubbel(lambda r: r.nog_een(Resultaattype, procestermijn="P1Y")),
    "roltype_omschrijving_uniek": dubbel(lambda r: r.nog_een(Roltype)),
    "eigenschap_naam_uniek": dubbel(*[lambda r: Eigenschap(zaaktypeversie=r.concept, naam="een")] * 2),
    # Rights
    "autorisatie_heeft_een_houder": dubbel(lambda r: r.nog_een(Autorisatie, groep_id=None)),
    "autorisatie_van_groep_heeft_zaaktype": dubbel(lambda r: r.nog_een(Autorisatie, zaaktype_id=None)),
    "autorisatie_van_applicatie_heeft_component": dubbel(
        lambda r: r.nog_een(Autorisatie, groep_id=None, applicatie_id=Applicatie.objects.create(label="Proef").pk)
    ),
    "autorisatie_een_per_groep_en_zaaktype": dubbel(lambda r: r.nog_een(Autorisatie)),
    # Forms
    "formulierversie_versie_uniek": dubbel(lambda r: r.nog_een(FormulierVersie, status="concept")),
    "formulier_een_gepubliceerde_versie": dubbel(lambda r: r.nog_een(FormulierVersie, versie=2)),
    "inzending_verzonden_heeft_zaak": lambda r: void(
        Inzending.objects.filter(pk=r.inzending.pk).update(status="verzonden")
    ),
    "antwoord_een_per_vraag": dubbel(lambda r: r.nog_een(Antwoord)),
    "antwoord_uit_bron_heeft_moment": lambda r: void(Antwoord.objects.update(bron="brp")),
    "upload_is_niet_compleet": dubbel(lambda r: r.upload(ontvangen=9)),
    "uploaddeel_begin_uniek": dubbel(lambda r: r.uploaddeel(), lambda r: r.nog_een(Uploaddeel)),
    # Relations told to other registers
    "spiegel_een_per_relatie": dubbel(lambda r: r.spiegel(), lambda r: r.spiegel()),
    "spiegel_bezig_heeft_claim": dubbel(lambda r: r.spiegel(status="bezig", volgende_poging_op=None)),
    "spiegel_wacht_heeft_tijd": dubbel(lambda r: r.spiegel(volgende_poging_op=None)),
}
# Proven elsewhere, or by the same kind of rule on the other column.
ELDERS = {
    "zaaktypeversie_geldigheid_overlapt_niet",  # tests/zaken/test_catalogus.py
    "ziot_volgnummer_uniek",
    "informatieobjectversie_uniek",
    "zaakinformatieobject_uniek",
    *GELDREGELS,  # tests/formulieren/test_geldregels.py
}


@pytest.fixture
def register(budgettype: Zaaktypeversie, inwoner: Gebruiker, team: Groep) -> Register:
    return Register(budgettype, inwoner, team)


@pytest.mark.parametrize("regel", REGELS)
def test_database_refuses_what_breaks_the_rule(register: Register, regel: str) -> None:
    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        REGELS[regel](register)


def test_every_rule_of_the_register_is_proven() -> None:
    namen = {
        str(regel.name)
        for model in apps.get_models()
        if model._meta.app_label in {"zaken", "formulieren"}
        for regel in model._meta.constraints
    }
    assert namen == set(REGELS) | ELDERS


@pytest.mark.django_db
def test_columns_that_must_be_unique_are() -> None:
    """One zaak per submission, one person per BSN, one account per person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE INDEX%'")
        uniek = "\n".join(rij[0] for rij in cursor.fetchall())
    for tabel, kolom in [
        ("formulieren_inzending", "zaak_id"),
        ("zaken_betrokkene", "bsn_zoeksleutel"),
        ("zaken_identiteit", "gebruiker_id"),
        ("zaken_verwerking", "gebeurtenis_id"),
        ("zaken_gebeurtenisbericht", "bericht_id"),
        ("zaken_resultaat", "zaak_id"),
    ]:
        assert f"ON public.{tabel} USING btree ({kolom})" in uniek
