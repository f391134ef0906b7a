"""The zaaktypen, forms and rights of the demo municipality: from readable files to published versions."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from formulieren.models import Formulier, FormulierVersie
from formulieren.services.publicatie import publiceer as publiceer_formulier
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Groep
from mijnportaal.demo.agenda import vul_agenda
from mijnportaal.demo.gegevens import lees, lees_alle
from zaken.models import (
    Afleidingswijze,
    Archiefnominatie,
    Autorisatie,
    Besluittype,
    Catalogus,
    Eigenschap,
    Informatieobjecttype,
    Resultaattype,
    Roltype,
    Statustype,
    Taaksjabloon,
    Vertrouwelijkheid,
    Zaaktype,
    ZaaktypeInformatieobjecttype,
    Zaaktypeversie,
)
from zaken.services.catalogus import publiceer


def vul_catalogus() -> None:
    """Publish every zaaktype and form, and grant every right, that is not there yet; what people changed stays."""
    for gegevens in lees_alle("zaaktypen"):
        laad_zaaktype(gegevens)
    vul_agenda()
    for gegevens in lees_alle("formulieren"):
        laad_formulier(gegevens)
    for regel in lees("rechten.json"):
        _laad_recht(regel)


@transaction.atomic
def laad_zaaktype(gegevens: dict[str, Any]) -> Zaaktypeversie:
    """Return the published version of this zaaktype; once published it does not change any more."""
    zaaktype, _nieuw = Zaaktype.objects.get_or_create(catalogus=_catalogus(), identificatie=gegevens["identificatie"])
    if bestaande := Zaaktypeversie.objects.gepubliceerd().filter(zaaktype=zaaktype).order_by("-versie").first():
        return bestaande
    vertrouwelijk = Vertrouwelijkheid[gegevens["versie"]["vertrouwelijkheidaanduiding"]]
    versie = Zaaktypeversie.objects.create(
        zaaktype=zaaktype,
        versie=1,
        geldig_van=datetime.date.fromisoformat(gegevens["geldig_van"]),
        groep=Groep.objects.get(naam=gegevens["groep"]),
        **{**gegevens["versie"], "vertrouwelijkheidaanduiding": vertrouwelijk},
    )
    _laad_documenttypen(versie, gegevens["documenttypen"])
    _laad_statustypen(versie, gegevens["statustypen"])
    for regel in gegevens["resultaattypen"]:
        Resultaattype.objects.create(zaaktypeversie=versie, **_standaard_archief(regel))
    for regel in gegevens["roltypen"]:
        Roltype.objects.create(zaaktypeversie=versie, **regel)
    for volgnummer, regel in enumerate(gegevens["eigenschappen"], start=1):
        Eigenschap.objects.create(zaaktypeversie=versie, volgnummer=volgnummer, **regel)
    for regel in gegevens["besluittypen"]:
        besluittype, _nieuw = Besluittype.objects.get_or_create(
            catalogus=zaaktype.catalogus, omschrijving=regel["omschrijving"], defaults=regel
        )
        besluittype.zaaktypeversies.add(versie)
    return publiceer(versie)


@transaction.atomic
def laad_formulier(gegevens: dict[str, Any]) -> FormulierVersie:
    """Return the version of this form with this definition; a new definition is published as the next version."""
    zaaktype = Zaaktype.objects.get(catalogus=_catalogus(), identificatie=gegevens["zaaktype"])
    formulier, _nieuw = Formulier.objects.get_or_create(
        slug=gegevens["slug"], defaults={"zaaktype": zaaktype, "volgorde": gegevens["volgorde"]}
    )
    inhoud = {"definitie": gegevens["definitie"], "niveau": Niveau[gegevens["niveau"]]}
    if bekend := formulier.versies.filter(**inhoud).first():
        return bekend
    nummer = 1 + formulier.versies.count()
    return publiceer_formulier(FormulierVersie.objects.create(formulier=formulier, versie=nummer, **inhoud))


def _catalogus() -> Catalogus:
    return Catalogus.objects.get_or_create(
        domein="VOORB", rsin=settings.GEMEENTE_RSIN, defaults={"naam": settings.GEMEENTE_NAAM}
    )[0]


def _laad_documenttypen(versie: Zaaktypeversie, regels: list[dict[str, Any]]) -> None:
    for volgnummer, regel in enumerate(regels, start=1):
        documenttype, _nieuw = Informatieobjecttype.objects.get_or_create(
            catalogus=versie.zaaktype.catalogus,
            omschrijving=regel["omschrijving"],
            defaults={"vertrouwelijkheidaanduiding": Vertrouwelijkheid.INTERN},
        )
        ZaaktypeInformatieobjecttype.objects.create(
            zaaktypeversie=versie, informatieobjecttype=documenttype, volgnummer=volgnummer, richting=regel["richting"]
        )


def _laad_statustypen(versie: Zaaktypeversie, regels: list[dict[str, Any]]) -> None:
    for volgnummer, regel in enumerate(regels, start=1):
        kenmerken = {naam: waarde for naam, waarde in regel.items() if naam != "taken"}
        statustype = Statustype.objects.create(zaaktypeversie=versie, volgnummer=volgnummer, **kenmerken)
        for taak in regel.get("taken", []):
            documenttype = versie.informatieobjecttypen.get(informatieobjecttype__omschrijving=taak["documenttype"])
            Taaksjabloon.objects.create(
                zaaktypeversie=versie,
                bij_statustype=statustype,
                informatieobjecttype=documenttype.informatieobjecttype,
                **{naam: waarde for naam, waarde in taak.items() if naam != "documenttype"},
            )


def _standaard_archief(regel: dict[str, Any]) -> dict[str, Any]:
    """Return an outcome with what most of them share: destroyed, counted from the day the zaak closed."""
    return {"archiefnominatie": Archiefnominatie.VERNIETIGEN, "afleidingswijze": Afleidingswijze.AFGEHANDELD, **regel}


def _laad_recht(regel: dict[str, Any]) -> None:
    Autorisatie.objects.get_or_create(
        groep=Groep.objects.get(naam=regel["groep"]),
        zaaktype=Zaaktype.objects.get(catalogus=_catalogus(), identificatie=regel["zaaktype"]),
        defaults={
            "rechten": regel["rechten"],
            "omvang": regel["omvang"],
            "max_vertrouwelijkheid": Vertrouwelijkheid[regel.get("tot_en_met", "ZAAKVERTROUWELIJK")],
        },
    )
