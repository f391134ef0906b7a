"""What an answer becomes in the zaak must exist in the zaaktype: eigenschappen, documenttypen, roltypen."""

from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.controle.gebrek import Gebrek
from formulieren.definitie import Definitie, Json
from mijnportaal.accounts.models import Groep
from zaken.models import Zaaktype, Zaaktypeversie
from zaken.services.catalogus import versie_voor_eigen_gebruik

VRIJ = {"toelichting", "locatie", "naam", "email", "telefoon"}


def zaaktypegebreken(definitie: Definitie, zaaktype: Zaaktype) -> list[Gebrek]:
    """Return which goals do not exist in the zaaktype as it is valid today."""
    versie = versie_voor_eigen_gebruik(zaaktype.pk, timezone.localdate())
    if versie is None:
        return [Gebrek("", _("Het zaaktype heeft vandaag geen versie die ons formulier kan gebruiken."))]
    return [*_doelen(definitie, _bekend(versie)), *_routes(definitie.gegevens, zaaktype)]


def _bekend(versie: Zaaktypeversie) -> dict[str, set[str]]:
    documenttypen = versie.informatieobjecttypen.values_list("informatieobjecttype__omschrijving", flat=True)
    return {
        "eigenschap": set(versie.eigenschappen.values_list("naam", flat=True)),
        "document": set(documenttypen),
        "rol": set(versie.roltypen.values_list("omschrijving", flat=True)),
    }


def _doelen(definitie: Definitie, bekend: dict[str, set[str]]) -> Iterator[Gebrek]:
    if definitie.documenttype not in bekend["document"]:
        yield Gebrek("", _("Het zaaktype heeft geen documenttype %(naam)s.") % {"naam": definitie.documenttype})
    for vraag in definitie.elke_vraag():
        soort, naam = vraag.naar
        if soort in bekend and naam not in bekend[soort]:
            zin = _("Het zaaktype heeft geen %(soort)s met de naam %(naam)s.")
            yield Gebrek(vraag.sleutel, zin % {"soort": soort, "naam": naam})
        elif soort and soort not in bekend and soort not in VRIJ:
            yield Gebrek(vraag.sleutel, _("Onbekend doel: %(soort)s.") % {"soort": soort})


def _routes(gegevens: Mapping[str, Json], zaaktype: Zaaktype) -> Iterator[Gebrek]:
    for route in gegevens.get("routes", []):
        anders = route.get("zaaktype")
        if anders and not zaaktype.catalogus.zaaktypen.filter(identificatie=anders).exists():
            yield Gebrek("", _("Een route leidt naar een zaaktype dat er niet is: %(naam)s.") % {"naam": anders})
        groep = route.get("groep")
        if groep and not Groep.objects.filter(naam=groep).exists():
            yield Gebrek("", _("Een route leidt naar een groep die er niet is: %(naam)s.") % {"naam": groep})
