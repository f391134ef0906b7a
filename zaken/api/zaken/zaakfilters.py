"""By what zaken are found: the parameters of the list, and of the search that takes a body."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.filters import Adresfilter, Filter, Lijst, filter_rijen
from mijnportaal.zgw.velden import NaamKeuze
from zaken.api.zaken.rollen import Rollen
from zaken.models import Archiefnominatie, Archiefstatus, Rol, Vertrouwelijkheid

# Of which dates the standard knows which comparisons.
DATUMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "archiefactiedatum": ("archiefactiedatum", ("isnull", "lt", "gt")),
    "startdatum": ("startdatum", ("gt", "gte", "lt", "lte")),
    "registratiedatum": ("registratiedatum", ("gt", "lt")),
    "einddatum": ("einddatum", ("isnull", "gt", "lt")),
    "einddatumGepland": ("streefdatum", ("gt", "lt")),
    "uiterlijkeEinddatumAfdoening": ("uiterlijke_einddatum", ("gt", "lt")),
}
VIA_ROL: Mapping[str, Filter] = {
    f"rol__{naam}": filter_
    for naam, filter_ in Rollen.filters.items()
    if naam not in {"zaak", "roltype", "omschrijving"}
}


def _datumfilters() -> Iterator[tuple[str, Filter]]:
    for naam, (veld, vergelijkingen) in DATUMS.items():
        yield naam, filters.datum(veld)
        for vergelijking in vergelijkingen:
            soort = filters.waarheid if vergelijking == "isnull" else filters.datum
            yield f"{naam}__{vergelijking}", soort(f"{veld}__{vergelijking}")


def _rolfilters() -> Iterator[tuple[str, Filter]]:
    """Give the parameters that are about a role; `met_rol` looks for one role that meets them all."""
    for naam, filter_ in VIA_ROL.items():
        yield naam, Filter(filter_.veld, lambda waarde: Q(), filter_.vast)


LIJST: Mapping[str, Filter] = {
    "identificatie": filters.tekst("identificatie", vast=True),
    "bronorganisatie": filters.tekst("bronorganisatie"),
    "bronorganisatie__in": Filter(Lijst(serializers.CharField()), "bronorganisatie__in"),
    "zaaktype": filters.bron("zaaktype", "zaaktypeversie__uuid"),
    "archiefnominatie": filters.keuze(Archiefnominatie.choices, "archiefnominatie"),
    "archiefnominatie__in": filters.keuzes(Archiefnominatie.choices, "archiefnominatie__in"),
    "archiefstatus": filters.keuze(Archiefstatus.choices, "archiefstatus"),
    "archiefstatus__in": filters.keuzes(Archiefstatus.choices, "archiefstatus__in"),
    **dict(_datumfilters()),
    "maximaleVertrouwelijkheidaanduiding": Filter(NaamKeuze(Vertrouwelijkheid), "vertrouwelijkheidaanduiding__lte"),
    **dict(_rolfilters()),
}


def _een_van(uuids: list[Any]) -> Q:
    return Q(zaaktypeversie__uuid__in=[uuid for uuid in uuids if uuid is not None])


ZOEK: Mapping[str, Filter] = {
    **LIJST,
    "uuid__in": Filter(Lijst(serializers.UUIDField()), "uuid__in"),
    "zaaktype__in": Filter(Lijst(Adresfilter("zaaktype")), _een_van),
}
ORDENING: Mapping[str, str] = {
    naam: naam
    for naam in ("startdatum", "einddatum", "publicatiedatum", "archiefactiedatum", "registratiedatum", "identificatie")
}


def met_rol(rijen: QuerySet[Any, Any], parameters: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """Return the zaken in which one role has everything that the parameters about a role ask."""
    gevraagd = {naam: parameters[naam] for naam in VIA_ROL if naam in parameters}
    if not gevraagd:
        return rijen
    rollen = filter_rijen(Rol.objects.order_by(), VIA_ROL, gevraagd, ook=frozenset())
    return rijen.filter(pk__in=rollen.values("zaak"))
