"""Rows that tests begin with. What an act of the application makes, tests make with its service."""

import datetime
import time
from collections.abc import Iterable
from typing import Any

import jwt
from django.utils import timezone
from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from mijnportaal.accounts import services as accounts
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Applicatie, Gebruiker, Groep, Profiel
from zaken.models import (
    Autorisatie,
    Besluittype,
    Betrokkene,
    Catalogus,
    Informatieobjecttype,
    Kanaal,
    Recht,
    Richting,
    Rolsoort,
    Vertrouwelijkheid,
    Zaak,
    Zaaktype,
    Zaaktypeversie,
)
from zaken.services.betrokkenen import iemand_zonder_login, koppel_identiteit
from zaken.services.registratie import Aanvraag, registreer_zaak
from zaken.toegang.api import COMPONENT_VAN

# Numbers of the official test range; see mijnportaal/demo/personen.json for the people.
BSN_FATIMA, BSN_SANNE, BSN_WIM = "999990019", "999990081", "999990147"
RSIN = "002564440"
GEHEIM = "een geheim van ten minste 32 tekens"


class MedewerkerFabriek(DjangoModelFactory[Gebruiker]):
    """An employee; `groepen=[...]` puts him in teams."""

    class Meta:
        model = Gebruiker

    soort = Gebruiker.Soort.MEDEWERKER
    username = Sequence(lambda nummer: f"m9{nummer:03d}")
    naam = Sequence(lambda nummer: f"Medewerker {nummer}")
    password = "!"

    @classmethod
    def _create(
        cls, model_class: type[Gebruiker], *args: Any, groepen: Iterable[Groep] = (), **kwargs: Any
    ) -> Gebruiker:
        kwargs.setdefault("email", f"{kwargs['username']}@voorbeeldstad.example")
        gebruiker: Gebruiker = super()._create(model_class, *args, **kwargs)  # type: ignore[no-untyped-call]
        gebruiker.groepen.set(groepen)
        return gebruiker


class InwonerFabriek(DjangoModelFactory[Gebruiker]):
    """The account of a resident; with a `bsn` it is tied to its person, as a login does."""

    class Meta:
        model = Gebruiker

    soort = Gebruiker.Soort.INWONER
    username = Sequence(lambda nummer: f"{nummer:064x}")
    naam = Sequence(lambda nummer: f"Inwoner {nummer}")
    password = "!"

    @classmethod
    def _create(cls, model_class: type[Gebruiker], *args: Any, bsn: str = "", **kwargs: Any) -> Gebruiker:
        gebruiker: Gebruiker = super()._create(model_class, *args, **kwargs)  # type: ignore[no-untyped-call]
        if bsn:
            koppel_identiteit(gebruiker, soort="bsn", nummer=bsn, naam=gebruiker.naam)
        return gebruiker


class GroepFabriek(DjangoModelFactory[Groep]):
    """A team."""

    class Meta:
        model = Groep

    naam = Sequence(lambda nummer: f"Team {nummer}")
    profiel = Profiel.BEHANDELAAR


def maak_inwoner(naam: str, bsn: str, *, email: str = "", **velden: Any) -> Gebruiker:
    """Return the account of this resident; other fields, such as geboortedatum, go to the person."""
    gebruiker = InwonerFabriek.create(naam=naam, bsn=bsn)
    Betrokkene.objects.filter(identiteiten=gebruiker.pk).update(email=email, **velden)
    return gebruiker


def catalogus() -> Catalogus:
    """Return the one catalogue of the municipality."""
    return Catalogus.objects.get_or_create(domein="VOORB", rsin=RSIN, defaults={"naam": "Voorbeeldstad"})[0]


def informatieobjecttype(
    omschrijving: str, vertrouwelijkheid: Vertrouwelijkheid = Vertrouwelijkheid.OPENBAAR
) -> Informatieobjecttype:
    """Return the type of document with this name."""
    return Informatieobjecttype.objects.get_or_create(
        catalogus=catalogus(), omschrijving=omschrijving, defaults={"vertrouwelijkheidaanduiding": vertrouwelijkheid}
    )[0]


def conceptversie(groep: Groep, identificatie: str, **velden: Any) -> Zaaktypeversie:
    """Return a new unpublished version of a zaaktype, with its roles and nothing else."""
    zaaktype, _nieuw = Zaaktype.objects.get_or_create(catalogus=catalogus(), identificatie=identificatie)
    gegevens: dict[str, Any] = {
        "versie": zaaktype.versies.count() + 1,
        "geldig_van": datetime.date(2020, 1, 1),
        "omschrijving": identificatie.capitalize(),
        "dat_label": "Zaak bij de gemeente",
        "doel": "Proef",
        "aanleiding": "Proef",
        "onderwerp": "Proef",
        "handeling_initiator": "Aanvragen",
        "handeling_behandelaar": "Behandelen",
        "verantwoordelijke": groep.naam,
        "vertrouwelijkheidaanduiding": Vertrouwelijkheid.ZAAKVERTROUWELIJK,
        "doorlooptijd": "P8W",
        "selectielijst_procestype": "1",
        "groep": groep,
    }
    versie = Zaaktypeversie.objects.create(zaaktype=zaaktype, **{**gegevens, **velden})
    versie.roltypen.create(omschrijving="Melder of aanvrager", soort=Rolsoort.INITIATOR)
    versie.roltypen.create(omschrijving="Behandelaar", soort=Rolsoort.BEHANDELAAR)
    return versie


def voeg_statussen_toe(versie: Zaaktypeversie, *namen: str, zonder_bericht: tuple[str, ...] = ()) -> None:
    """Add these phases in order; the last one closes the zaak."""
    for nummer, naam in enumerate(namen, start=1):
        versie.statustypen.create(
            volgnummer=nummer,
            omschrijving=naam,
            naam_inwoner=f"{naam} (inwoner)",
            uitleg_inwoner=f"Uitleg bij {naam}.",
            informeren=naam not in zonder_bericht,
            is_eindstatus=nummer == len(namen),
        )


def voeg_resultaat_toe(versie: Zaaktypeversie, naam: str, **velden: Any) -> None:
    """Add an outcome that is destroyed five years after the end, unless the fields say otherwise."""
    gegevens = {
        "omschrijving_generiek": naam,
        "uitleg_inwoner": f"Uitleg bij {naam}.",
        "selectielijst_nummer": "1.1",
        "archiefnominatie": "vernietigen",
        "archiefactietermijn": "P5Y",
        "afleidingswijze": "afgehandeld",
    }
    versie.resultaattypen.create(omschrijving=naam, **{**gegevens, **velden})


def voeg_documenttypen_toe(versie: Zaaktypeversie, **richtingen: Richting) -> None:
    """Add types of documents: their name, and the direction in which they go."""
    for nummer, (naam, richting) in enumerate(richtingen.items(), start=1):
        versie.informatieobjecttypen.create(
            informatieobjecttype=informatieobjecttype(naam), volgnummer=nummer, richting=richting
        )


def sta_toe(
    groep: Groep,
    zaaktype: Zaaktype,
    *rechten: Recht,
    tot_en_met: Vertrouwelijkheid = Vertrouwelijkheid.ZEER_GEHEIM,
    omvang: Autorisatie.Omvang = Autorisatie.Omvang.WAT,
) -> Autorisatie:
    """Return the grant of these rights, all of them when none is named."""
    return Autorisatie.objects.create(
        groep=groep, zaaktype=zaaktype, rechten=list(rechten or Recht), max_vertrouwelijkheid=tot_en_met, omvang=omvang
    )


def maak_applicatie(client_id: str = "proef", *, alles: bool = False) -> Applicatie:
    """Return another system with its client-id and a secret; without `alles` it may nothing yet."""
    return accounts.maak_applicatie(client_id, secret=GEHEIM, label=f"Applicatie {client_id}", alle_autorisaties=alles)


def machtig(
    applicatie: Applicatie,
    *scopes: str,
    zaaktype: Zaaktype | None = None,
    informatieobjecttype: Informatieobjecttype | None = None,
    besluittype: Besluittype | None = None,
    tot_en_met: Vertrouwelijkheid | None = Vertrouwelijkheid.ZEER_GEHEIM,
    component: str = "",
) -> Autorisatie:
    """Return the grant of these scopes; the component is that of the first scope."""
    return Autorisatie.objects.create(
        applicatie=applicatie,
        component=component or COMPONENT_VAN[scopes[0].partition(".")[0]],
        scopes=list(scopes),
        zaaktype=zaaktype,
        informatieobjecttype=informatieobjecttype,
        besluittype=besluittype,
        max_vertrouwelijkheid=tot_en_met if zaaktype or informatieobjecttype else None,
    )


def jwt_kop(client_id: str = "proef", *, secret: str = GEHEIM, **claims: Any) -> dict[str, Any]:
    """Return the header with a token of this client, for `client.get(..., **jwt_kop("proef"))`."""
    inhoud = {"iss": client_id, "client_id": client_id, "iat": int(time.time())} | claims
    return {"HTTP_AUTHORIZATION": f"Bearer {jwt.encode(inhoud, secret, algorithm='HS256')}"}


def meldingversie(groep: Groep) -> Zaaktypeversie:
    """Return an unpublished version of the report about public space: without login, handled in the field."""
    versie = conceptversie(
        groep,
        "melding-openbare-ruimte",
        omschrijving="Melding openbare ruimte",
        icoon="trees",
        vertrouwelijkheidaanduiding=Vertrouwelijkheid.INTERN,
        servicenorm="P2W",
        atw_van_toepassing=False,
        opschorting_mogelijk=False,
    )
    voeg_statussen_toe(versie, "Ontvangen", "In behandeling", "Afgehandeld", zonder_bericht=("Ontvangen",))
    voeg_resultaat_toe(versie, "Opgelost")
    voeg_resultaat_toe(versie, "Niet opgelost")
    voeg_documenttypen_toe(versie, Aanvraag=Richting.INKOMEND, Foto=Richting.INKOMEND, Resultaatfoto=Richting.UITGAAND)
    versie.eigenschappen.create(naam="categorie", label="Categorie", definitie="Waarover de melding gaat")
    return versie


def budgetversie(groep: Groep) -> Zaaktypeversie:
    """Return an unpublished version of the neighbourhood budget: decision, payment, receipts as a task."""
    versie = conceptversie(groep, "leefbaarheidsbudget", omschrijving="Leefbaarheidsbudget", icoon="users")
    statussen = ("Ontvangen", "Compleet", "Beoordeeld", "Uitbetaald", "Afgehandeld")
    voeg_statussen_toe(versie, *statussen, zonder_bericht=("Ontvangen",))
    voeg_resultaat_toe(versie, "Verleend", archiefactietermijn="P7Y", besluit_verplicht=True)
    voeg_resultaat_toe(versie, "Geweigerd", besluit_verplicht=True)
    voeg_resultaat_toe(versie, "Ingetrokken", archiefactietermijn="P1Y")
    voeg_documenttypen_toe(
        versie, Aanvraag=Richting.INKOMEND, Bijlage=Richting.INKOMEND, Bon=Richting.INKOMEND, Besluit=Richting.UITGAAND
    )
    versie.eigenschappen.create(naam="bedrag", label="Bedrag", definitie="Gevraagd bedrag", formaat="getal")
    versie.eigenschappen.create(naam="rekening", label="Rekening", definitie="Rekeningnummer", volgnummer=2)
    versie.taaksjablonen.create(
        bij_statustype=versie.statustypen.get(omschrijving="Uitbetaald"),
        titel="Stuur uw bonnen op",
        toelichting="Wij controleren waaraan u het geld hebt uitgegeven.",
        termijn="P6W",
        informatieobjecttype=informatieobjecttype("Bon"),
    )
    besluittype, _nieuw = Besluittype.objects.get_or_create(
        catalogus=catalogus(), omschrijving="Besluit op de aanvraag", defaults={"reactietermijn": "P6W"}
    )
    besluittype.zaaktypeversies.add(versie)
    return versie


def maak_zaak(versie: Zaaktypeversie, *, van: Gebruiker | None = None, email: str = "", **velden: Any) -> Zaak:
    """Return a zaak as the register makes it: of this resident, or of someone without login."""
    if van:
        initiator = Betrokkene.objects.get(identiteiten=van.pk)
    else:
        initiator = iemand_zonder_login(naam="Onbekende melder", email=email, telefoon="", taal="nl")
    aanvraag = Aanvraag(**{"omschrijving": f"{versie.omschrijving} van {initiator.naam}"[:80], **velden})
    return registreer_zaak(
        versie=versie,
        initiator=initiator,
        aanvraag=aanvraag,
        kanaal=Kanaal.FORMULIER,
        ontvangen_op=timezone.now(),
        door=van or Naamloos.ZONDER_LOGIN,
    )
