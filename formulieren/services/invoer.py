"""Taking over a form from elsewhere: always as a concept, never over what is published."""

from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.controle import Gebrek, gebreken
from formulieren.definitie import AANVRAAGDOCUMENT, Definitie
from formulieren.models import Formulier, FormulierVersie
from formulieren.openforms import Import, Verslag, lees_export
from formulieren.services.publicatie import publiceer
from zaken.models import Zaaktype, Zaaktypeversie
from zaken.services.catalogus import versie_voor_eigen_gebruik


@dataclass(frozen=True)
class Ingevoerd:
    """What an import gave: the version, what still stands in the way of publishing it, and the report."""

    versie: FormulierVersie
    gebreken: list[Gebrek]
    verslag: Verslag


@transaction.atomic
def importeer(bestand: IO[bytes], *, zaaktype: str = "", publiceren: bool = False) -> Ingevoerd:
    """Return the new version of the form in an export of Open Forms.

    A form with the same address gets a next version. Without `zaaktype` a new form starts the zaaktype of the general
    contact form. Raises ValidationError when the file is no export, or when there is no such zaaktype.
    """
    zaaktypeversie = _zaaktypeversie(zaaktype)
    aanvraag, bijlage = _documenttypen(zaaktypeversie)
    gelezen = lees_export(bestand, documenttype=bijlage)
    gelezen.definitie["document"] = aanvraag
    versie = _versie(gelezen, zaaktypeversie.zaaktype)
    gevonden = gebreken(Definitie(versie.definitie), versie.formulier.zaaktype)
    if publiceren and not gevonden:
        versie = publiceer(versie)
    return Ingevoerd(versie, gevonden, gelezen.verslag)


def _versie(gelezen: Import, zaaktype: Zaaktype) -> FormulierVersie:
    formulier, _nieuw = Formulier.objects.select_for_update(of=("self",)).get_or_create(
        slug=gelezen.slug, defaults={"zaaktype": zaaktype}
    )
    laatste = formulier.versies.order_by("-versie").values_list("versie", flat=True).first() or 0
    return FormulierVersie.objects.create(
        formulier=formulier, versie=laatste + 1, niveau=gelezen.niveau, definitie=gelezen.definitie
    )


def _zaaktypeversie(identificatie: str) -> Zaaktypeversie:
    """Return the valid version of the zaaktype that was named, or of that of the general contact form."""
    gezocht = identificatie or settings.FORMULIER_ZAAKTYPE
    for zaaktype in Zaaktype.objects.filter(identificatie=gezocht).order_by("pk"):
        if versie := versie_voor_eigen_gebruik(zaaktype.pk, timezone.localdate()):
            return versie
    zin = _("Er is geen gepubliceerd zaaktype %(naam)s dat een formulier kan starten. Geef een ander op.")
    raise ValidationError(zin % {"naam": gezocht}, code="zaaktype-ontbreekt")


def _documenttypen(versie: Zaaktypeversie) -> tuple[str, str]:
    """Return the types of the document with the answers, and of the files that people add."""
    koppelingen = versie.informatieobjecttypen.filter(richting="inkomend").order_by("volgnummer")
    namen = list(koppelingen.values_list("informatieobjecttype__omschrijving", flat=True)) or [AANVRAAGDOCUMENT]
    aanvraag = AANVRAAGDOCUMENT if AANVRAAGDOCUMENT in namen else namen[0]
    return aanvraag, next((naam for naam in namen if naam != aanvraag), aanvraag)
