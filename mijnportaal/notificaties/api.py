"""ZGW Notificaties 1.0.0: channels, subscriptions, and publishing for other registers (nrc)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import OuterRef, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.notificaties.models import Abonnement, Abonnementkanaal, Kanaal, Notificatie
from mijnportaal.notificaties.services.abonnementen import (
    Kanaalwens,
    maak_abonnement,
    maak_kanaal,
    verwijder_abonnement,
    wijzig_abonnement,
)
from mijnportaal.notificaties.services.notificaties import publiceer
from mijnportaal.zgw import filters, fouten
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Api, Bron, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.lichaam import lees_json
from mijnportaal.zgw.rechten import Component
from mijnportaal.zgw.velden import Adres, BronSerializer, Objectlijst, Url

NOTIFICATIES = Api(Component.NRC, "/notificaties/api/v1", "1.0.0", "Notificaties API")
CONSUMEREN, PUBLICEREN = "notificaties.consumeren", "notificaties.publiceren"


class Kenmerken(serializers.DictField):
    """Names with values; a value that is an address of ours is stored as its path, and shown under the host asked."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=1000), **opties)

    def maak(self, waarde: Mapping[str, str], basis: str) -> dict[str, str]:
        """Return the values with whole addresses."""
        return {naam: basis + deel if deel.startswith("/") else deel for naam, deel in waarde.items()}


class KanaalSerializer(BronSerializer):
    """A subject on which a register publishes."""

    url = Url("kanaal")
    naam = serializers.CharField(max_length=50)
    documentatieLink = Adres(required=False, allow_blank=True, max_length=200)
    filters = serializers.ListField(child=serializers.CharField(max_length=100), required=False)


class KanaalwensSerializer(BronSerializer):
    """A channel of a subscription, with the values that it wants."""

    filters = Kenmerken(required=False)
    naam = serializers.CharField(source="kanaal.naam")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the name in a PATCH too: a list is replaced as a whole, so no part of it is left out."""
        if "kanaal" not in attrs:
            raise serializers.ValidationError(
                {"naam": serializers.Field.default_error_messages["required"]}, "required"
            )
        return attrs


class AbonnementSerializer(BronSerializer):
    """Who is told what, and where; the header that we send along is never shown."""

    url = Url("abonnement")
    callbackUrl = Adres(max_length=200)
    auth = serializers.CharField(max_length=1000, write_only=True)
    kanalen = Objectlijst(
        child=KanaalwensSerializer(),
        rijen=Abonnementkanaal.objects.filter(abonnement=OuterRef("pk")).order_by("pk"),
    )


class BerichtSerializer(BronSerializer):
    """A message of another register (NOTIFICATIE)."""

    kanaal = serializers.CharField(max_length=50)
    hoofdObject = Adres(max_length=1000)
    resource = serializers.CharField(max_length=100)
    resourceUrl = Adres(max_length=1000)
    actie = serializers.CharField(max_length=100)
    aanmaakdatum = serializers.DateTimeField()
    kenmerken = Kenmerken(required=False)

    def validate_aanmaakdatum(self, value: datetime) -> datetime:
        """Refuse what has not happened yet; clocks may differ as much as for a token."""
        if value > timezone.now() + timedelta(seconds=settings.ZGW_JWT_SPELING):
            raise serializers.ValidationError(_("Deze datum mag niet in de toekomst liggen."), "future_not_allowed")
        return value


class Kanalen(Bron):
    """The channels; they are only added."""

    naam = "kanaal"
    api = NOTIFICATIES
    pad = "kanaal"
    model = Kanaal
    serializer = KanaalSerializer
    bladert = False
    met_etag = False
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {LEZEN: (PUBLICEREN, CONSUMEREN), MAKEN: (PUBLICEREN,)}
    filters: ClassVar[Mapping[str, Filter]] = {"naam": filters.tekst("naam")}

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return all channels: who may listen must be able to find them."""
        return Kanaal.objects.all()

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Kanaal:
        """Return the new channel."""
        return maak_kanaal(**gegevens)


class Abonnementen(Bron):
    """The subscriptions; everyone with a scope reads them, and only who made one changes it."""

    naam = "abonnement"
    api = NOTIFICATIES
    pad = "abonnement"
    model = Abonnement
    serializer = AbonnementSerializer
    bladert = False
    met_etag = False
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {
        LEZEN: (CONSUMEREN, PUBLICEREN),
        MAKEN: (CONSUMEREN,),
        WIJZIGEN: (CONSUMEREN,),
        VERWIJDEREN: (CONSUMEREN,),
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return all subscriptions."""
        return Abonnement.objects.all()

    def _maak(self, verzoek: Verzoek) -> HttpResponse:
        """Answer POST; without a transaction around it, because the address is tried over the network."""
        self.eis_scope(verzoek, MAKEN)
        rij = self.maak(verzoek, self.gegevens(verzoek, lees_json(verzoek.request)))
        resource = self.toon(verzoek, rij.pk)
        response = self.json(resource, status=201)
        response["Location"] = resource["url"]
        return response

    def _wijzig(self, verzoek: Verzoek) -> HttpResponse:
        """Answer PUT and PATCH, for the same reason without a transaction."""
        rij = self.zoek(verzoek, self.eis_scope(verzoek, WIJZIGEN))
        self.voor_wijziging(verzoek, rij)
        geheel = verzoek.request.method == "PUT"
        gegevens = self.gegevens(verzoek, lees_json(verzoek.request), rij=rij, deels=not geheel)
        return self.json(self.toon(verzoek, self.wijzig(verzoek, rij, gegevens, geheel=geheel).pk))

    def voor_wijziging(self, verzoek: Verzoek, rij: Abonnement) -> None:
        """Refuse whoever did not make this subscription."""
        if rij.applicatie_id != verzoek.door.pk:
            raise fouten.geen_toestemming()

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Abonnement:
        """Return the new subscription."""
        return maak_abonnement(**_met_wensen(gegevens), door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Abonnement, gegevens: dict[str, Any], *, geheel: bool) -> Abonnement:
        """Return the changed subscription."""
        return wijzig_abonnement(rij, **_met_wensen(gegevens))

    def verwijder(self, verzoek: Verzoek, rij: Abonnement) -> None:
        """Remove the subscription."""
        self.voor_wijziging(verzoek, rij)
        verwijder_abonnement(rij)


def _met_wensen(gegevens: dict[str, Any]) -> dict[str, Any]:
    """Return the input with its channels as the services take them."""
    if "kanalen" not in gegevens:
        return gegevens
    wensen = [Kanaalwens(wens["kanaal"]["naam"], wens.get("filters", {})) for wens in gegevens["kanalen"]]
    return {**gegevens, "kanalen": wensen}


class Notificaties(Bron):
    """Messages of other registers: they are passed on, and cannot be read back."""

    naam = "notificaties"
    api = NOTIFICATIES
    pad = "notificaties"
    model = Notificatie
    serializer = BerichtSerializer
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {MAKEN: (PUBLICEREN,)}
    lijstmethoden: ClassVar[frozenset[str]] = frozenset({"POST"})
    detailmethoden: ClassVar[frozenset[str]] = frozenset()

    def heeft(self, methode: str) -> bool:
        """Tell that there is a POST and nothing else."""
        return methode == "POST"

    def _maak(self, verzoek: Verzoek) -> HttpResponse:
        """Answer with the message itself; 201 as both reference implementations do, where the OpenAPI file has 200."""
        self.eis_scope(verzoek, MAKEN)
        inhoud = lees_json(verzoek.request)
        publiceer(**{"kenmerken": {}, **self.gegevens(verzoek, inhoud)})
        bekend = self.serializer().fields
        return self.json({naam: waarde for naam, waarde in inhoud.items() if naam in bekend}, status=201)


BRONNEN: list[Bron] = [Kanalen(), Abonnementen(), Notificaties()]
