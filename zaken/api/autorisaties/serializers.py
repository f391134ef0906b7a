"""The resources of the Autorisaties API: an applicatie, and what it may do per component."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from rest_framework import serializers

from mijnportaal.accounts.models import ClientId
from mijnportaal.zgw.adressen import bron_met_naam
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.rechten import Component
from mijnportaal.zgw.velden import BronSerializer, NaamKeuze, Url, Verwijzing
from zaken.models import Autorisatie, Vertrouwelijkheid, Zaaktypeversie
from zaken.services.autorisaties import Machtiging

# In Dutch, whatever language a client asks for: it is part of the resource.
WEERGAVE = {
    Component.AC: "Autorisaties API",
    Component.NRC: "Notificaties API",
    Component.ZRC: "Zaken API",
    Component.ZTC: "Catalogi API",
    Component.DRC: "Documenten API",
    Component.BRC: "Besluiten API",
}
# The name of the type in each component that has one: of the field, and of the resource that it leads to.
TYPEN = {Component.ZRC: "zaaktype", Component.DRC: "informatieobjecttype", Component.BRC: "besluittype"}


class Typeverwijzing(Verwijzing):
    """A type of ours, or the address of one in another register: the standard does not ask us to look there."""

    def __init__(self, bron: str) -> None:
        super().__init__(bron, required=False, allow_null=True)

    def _elders(self, adres: str) -> str:
        return serializers.URLField(max_length=self.max_length).run_validation(adres)  # type: ignore[no-any-return]


class AutorisatieSerializer(BronSerializer):
    """AUTORISATIE; which of the last four there are depends on the component."""

    component = serializers.ChoiceField(choices=Component.choices)
    componentWeergave = serializers.CharField(read_only=True)
    scopes = serializers.ListField(child=serializers.CharField(max_length=100))
    zaaktype = Typeverwijzing("zaaktype")
    informatieobjecttype = Typeverwijzing("informatieobjecttype")
    besluittype = Typeverwijzing("besluittype")
    maxVertrouwelijkheidaanduiding = NaamKeuze(
        Vertrouwelijkheid, required=False, allow_blank=True, source="max_vertrouwelijkheid"
    )

    def to_internal_value(self, data: Any) -> Machtiging:
        """Return the right that is asked for; what belongs to another component is not looked at."""
        if isinstance(data, Mapping):
            vreemd = {naam for component, naam in TYPEN.items() if component != data.get("component")}
            data = {naam: waarde for naam, waarde in data.items() if naam not in vreemd}
        waarden = super().to_internal_value(data)
        component = Component(waarden["component"])
        return Machtiging(
            component,
            tuple(dict.fromkeys(waarden["scopes"])),
            waarden.get(TYPEN.get(component, "")) or "",
            waarden.get("max_vertrouwelijkheid") or None,
        )


class Autorisaties(serializers.ListSerializer):  # type: ignore[type-arg]
    """The rights of an applicatie, in the shape of each component."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(child=AutorisatieSerializer(), **opties)

    def lees(self) -> Combinable:
        """Return the rows; a right whose version is gone names the latest one of its zaaktype."""
        laatste = Zaaktypeversie.objects.filter(zaaktype=OuterRef("zaaktype")).order_by("-pk").values("uuid")[:1]
        rij = JsonRij(
            F("component"),
            F("scopes"),
            F("max_vertrouwelijkheid"),
            F("type_url"),
            Coalesce(F("zaaktypeversie__uuid"), Subquery(laatste)),
            F("informatieobjecttype__uuid"),
            F("besluittype__uuid"),
        )
        return ArraySubquery(Autorisatie.objects.filter(applicatie=OuterRef("pk")).order_by("pk").values_list(rij))

    def maak(self, waarde: Any, basis: str) -> list[dict[str, Any]]:
        """Return the rights."""
        return [_maak_autorisatie(*deel, basis=basis) for deel in waarde or ()]


def _maak_autorisatie(
    component: str, scopes: list[str], grens: int | None, type_url: str, *typen: str | None, basis: str
) -> dict[str, Any]:
    soort = Component(component)
    autorisatie: dict[str, Any] = {"component": component, "componentWeergave": WEERGAVE[soort], "scopes": scopes}
    if naam := TYPEN.get(soort):
        uuid = next((uuid for uuid in typen if uuid), None)
        autorisatie[naam] = type_url or (basis + bron_met_naam(naam).adres_van(uuid) if uuid else "")
    if soort in {Component.ZRC, Component.DRC}:
        autorisatie["maxVertrouwelijkheidaanduiding"] = Vertrouwelijkheid(grens).name.lower() if grens else ""
    return autorisatie


class ClientIds(serializers.ListField):
    """The client-ids of an applicatie."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=50), allow_empty=False, **opties)

    def lees(self) -> Combinable:
        """Return the rows."""
        return ArraySubquery(
            ClientId.objects.filter(applicatie=OuterRef("pk")).order_by("pk").values_list("client_id", flat=True)
        )

    def maak(self, waarde: Any, basis: str) -> list[str]:
        """Return the names."""
        return list(waarde or ())


class ApplicatieSerializer(BronSerializer):
    """APPLICATIE."""

    url = Url("applicatie")
    clientIds = ClientIds()
    label = serializers.CharField(max_length=100)  # type: ignore[assignment]  # a Field has a label too
    heeftAlleAutorisaties = serializers.BooleanField(required=False)
    autorisaties = Autorisaties(required=False)
