"""A register that has one of everything that an API can show, made as clients make it."""

from typing import Any

from django.db.models import QuerySet

from mijnportaal.accounts.models import Groep
from mijnportaal.notificaties.models import Abonnement, Kanaal
from mijnportaal.zgw.bron import Bron
from tests import fabrieken
from tests.zaken.api.anderregister import AnderRegister
from tests.zaken.api.besluiten import PAD, Aanroeper, lichaam
from tests.zaken.api.documentwereld import BASIS, Systeem
from tests.zaken.api.zaakproef import proefconcept
from tests.zaken.api.zakenproef import Zakenclient, type_url
from zaken.models import Besluittype, Zaaktypeversie
from zaken.services.catalogus import publiceer

HOEVEEL = 3  # of each resource that a request may be about


def rijen_van(bron: Bron) -> QuerySet[Any, Any]:
    """Return the rows that a request is about; of a parent the first, which is the one that has everything."""
    return bron.model._default_manager.order_by("pk")[:HOEVEEL]


def maak_wereld(groep: Groep, register: AnderRegister) -> None:
    """Make a row of every resource; the client "proef" may do everything with it."""
    applicatie = fabrieken.maak_applicatie("proef", alles=True)
    versie = _maak_versie(groep)
    _maak_concept(groep)
    zaak = _maak_zaak(versie)
    _vul_zaak(zaak, versie)
    _maak_koppelingen(zaak, register)
    _maak_besluit(zaak, _maak_documenten(zaak, register))
    kanaal = Kanaal.objects.get_or_create(naam="zaken", defaults={"filters": ["bronorganisatie"]})[0]
    abonnement = Abonnement.objects.create(applicatie=applicatie, callback_url=f"{register.adres}hoor", auth="Bearer x")
    abonnement.abonnementkanalen.create(kanaal=kanaal)


def _maak_versie(groep: Groep) -> Zaaktypeversie:
    """Return a published version under which a besluit can be taken."""
    versie = proefconcept(groep)
    besluittype = Besluittype.objects.create(catalogus=fabrieken.catalogus(), omschrijving="Besluit")
    besluittype.zaaktypeversies.add(versie)
    besluittype.informatieobjecttypen.add(fabrieken.informatieobjecttype("Brief"))
    return publiceer(versie)


def _maak_concept(groep: Groep) -> None:
    """Make a version that may still change, with its parts."""
    versie = fabrieken.conceptversie(groep, "concept")
    fabrieken.voeg_statussen_toe(versie, "Begin", "Einde")
    fabrieken.voeg_resultaat_toe(versie, "Klaar")
    versie.eigenschappen.create(naam="maat", label="Maat", definitie="Hoe groot", formaat="getal", lengte="3")


def _maak_zaak(versie: Zaaktypeversie) -> str:
    client = Zakenclient()
    zaak = client.zaak(versie)["url"]
    client.zaak(versie, hoofdzaak=zaak)
    return str(zaak)


def _vul_zaak(zaak: str, versie: Zaaktypeversie) -> None:
    maak = Zakenclient().maak
    wie = {"betrokkeneType": "natuurlijk_persoon", "roltoelichting": ""}
    nummer = {"betrokkeneIdentificatie": {"inpBsn": fabrieken.BSN_SANNE}}
    roltype = type_url("roltypen", versie.roltypen.get(soort="initiator"))
    maak("/rollen", {"zaak": zaak, "roltype": roltype, **wie, **nummer})
    fase = type_url("statustypen", versie.statustypen.order_by("volgnummer")[0])
    maak("/statussen", {"zaak": zaak, "statustype": fase, "datumStatusGezet": "2026-02-01T10:00:00Z"})
    maak("/resultaten", {"zaak": zaak, "resultaattype": type_url("resultaattypen", versie.resultaattypen.get())})
    kleur = type_url("eigenschappen", versie.eigenschappen.get(naam="kleur"))
    maak(f"{zaak}/zaakeigenschappen", {"zaak": zaak, "eigenschap": kleur, "waarde": "rood"})
    maak("/zaakobjecten", {"zaak": zaak, "objectType": "pand", "objectIdentificatie": {"identificatie": "1"}})
    maak("/klantcontacten", {"zaak": zaak, "datumtijd": "2026-01-02T10:00:00Z", "kanaal": "telefoon"})


def _maak_koppelingen(zaak: str, register: AnderRegister) -> None:
    maak = Zakenclient().maak
    maak("/zaakcontactmomenten", {"zaak": zaak, "contactmoment": register.leg_neer("contactmomenten/1", {})})
    maak("/zaakverzoeken", {"zaak": zaak, "verzoek": register.leg_neer("verzoeken/1", {})})
    besluit = {"besluittype": "x", "verantwoordelijkeOrganisatie": "x", "datum": "2026-01-02"}
    maak(f"{zaak}/besluiten", {"besluit": register.leg_neer("besluiten/1", besluit)})


def _maak_documenten(zaak: str, register: AnderRegister) -> str:
    """Return the address of a document at the zaak; beside it stands one that is still coming in parts."""
    client, brief = Systeem(), fabrieken.informatieobjecttype("Brief")
    document = str(client.maak(brief)["url"])
    client.maak(brief, inhoud=None, bestandsomvang=10)
    Zakenclient().maak("/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document})
    basis = {"informatieobject": document}
    recht = {**basis, "startdatum": "2026-03-01T00:00:00Z", "omschrijvingVoorwaarden": "Alleen voor de buurt"}
    wie = {"betrokkene": "https://kcc.example/1", "contactPersoon": "https://kcc.example/2"}
    verzending = {**basis, **wie, "aardRelatie": "geadresseerde", "emailadres": "jan@example.nl"}
    for pad, inhoud in (("gebruiksrechten", recht), ("verzendingen", verzending)):
        antwoord = client.post(f"{BASIS}/{pad}", inhoud)
        assert antwoord.status_code == 201, antwoord.content
    return document


def _maak_besluit(zaak: str, document: str) -> None:
    vraag = Aanroeper()
    besluit = vraag("post", f"{PAD}/besluiten", lichaam(Besluittype.objects.get(), zaak=zaak))
    assert besluit.status_code == 201, besluit.content
    koppeling = {"besluit": besluit.json()["url"], "informatieobject": document}
    antwoord = vraag("post", f"{PAD}/besluitinformatieobjecten", koppeling)
    assert antwoord.status_code == 201, antwoord.content
