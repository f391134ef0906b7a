"""Rollen: who takes part in a zaak (zrc-019)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q
from django.db.models.expressions import Combinable
from rest_framework import serializers

from mijnportaal.kern.versleuteling import zoeksleutel
from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import Adres, Berekend, Url, Verwijzing, Verwijzingen
from zaken.api.nummers import bezwaren_adres
from zaken.api.zaken.betrokkenen import BETROKKENEN, KOLOMMEN, NAMEN, gegevens_uit, met_nummers, nummers_van
from zaken.api.zaken.groepen import Tekst, Vormen, groep, keur, optioneel, verplicht, volledig
from zaken.api.zaken.zaakdeel import DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Betrokkene, Rol, Rolsoort, Status
from zaken.services.identificatie import a_nummer_sleutel
from zaken.services.rollen import Rolgegevens, verwijder_rol, voeg_rol_toe, wijzig_rol

Soort = Betrokkene.Soort
IDENTIFICATIE = "betrokkeneIdentificatie"

ContactPersoonRol = groep(
    "ContactPersoonRol",
    emailadres=serializers.EmailField(max_length=254, required=False, allow_blank=True, default=""),
    functie=optioneel(50),
    telefoonnummer=optioneel(20),
    naam=verplicht(40, allow_blank=True),
)


class Contactpersoon(ContactPersoonRol):  # type: ignore[misc, valid-type]
    """The group as part of a role: always shown whole (zrc-012)."""

    def lees(self) -> Combinable:
        """Return the column."""
        return F("contactpersoon")

    def maak(self, waarde: Mapping[str, Any] | None, basis: str) -> dict[str, Any]:
        """Return the group, with empty parts where nobody was named."""
        return volledig(ContactPersoonRol, waarde or {})


class Betrokkenegegevens(Vormen):
    """Who it is, in the shape of its kind; null where only an address elsewhere was given."""

    kolommen = (*KOLOMMEN, *NAMEN)

    def __init__(self) -> None:
        super().__init__(BETROKKENEN.values())

    def lees(self) -> Combinable:
        """Return what was told, and the columns of the betrokkene."""
        eigen = (F("betrokkene_soort"), F("betrokkene_url"), F("gegevens"))
        return JsonRij(*eigen, *(F(f"betrokkene__{kolom}") for kolom in self.kolommen))

    def maak(self, waarde: list[Any], basis: str) -> dict[str, Any] | None:
        """Return the details. Without `basis` it is for the trail, where no number of a person may stand."""
        soort, url, gegevens, *kolommen = waarde
        if url and not gegevens:
            return None
        rij = dict(zip(self.kolommen, kolommen, strict=True))
        nummers = nummers_van(rij, open_=bool(basis)) if soort == Soort.NATUURLIJK_PERSOON else {}
        verteld = met_nummers(gegevens, nummers) if gegevens else gegevens_uit(soort, rij, nummers)
        return volledig(BETROKKENEN[soort], verteld)


class RolSerializer(DeelSerializer):
    """A part that a betrokkene has in a zaak (RGBZ ROL)."""

    onveranderlijk = ("zaak", "roltype")

    url = Url("rol")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    betrokkene = Adres(source="betrokkene_url", max_length=1000, required=False, allow_blank=True, default="")
    betrokkeneType = serializers.ChoiceField(source="betrokkene_soort", choices=Soort.choices)
    afwijkendeNaamBetrokkene = Tekst(625, leeg=True, source="afwijkende_naam")
    roltype = Verwijzing("roltype")
    omschrijving = Berekend(F("roltype__omschrijving"))
    omschrijvingGeneriek = Berekend(F("soort"))
    roltoelichting = Tekst(1000, leeg=True, source="toelichting")
    registratiedatum = serializers.DateTimeField(source="geldig_van", read_only=True)
    indicatieMachtiging = serializers.ChoiceField(
        source="indicatie_machtiging",
        choices=Rol.Machtiging.choices,
        required=False,
        allow_blank=True,
        default="",
    )
    contactpersoonRol = Contactpersoon(source="contactpersoon", required=False, allow_null=True, default=None)
    statussen = Verwijzingen("status", Status.objects.filter(gezet_door=OuterRef("pk")).order_by("pk"))
    betrokkeneIdentificatie = Betrokkenegegevens()

    def to_internal_value(self, data: Any) -> Any:
        """Return the input with the details in the shape that betrokkeneType says; every fault at once."""
        fouten: dict[str, Any] = {}
        waarden, identificatie = {}, {}
        try:
            waarden = super().to_internal_value(data)
        except serializers.ValidationError as fout:
            fouten = dict(fout.detail)  # type: ignore[arg-type]
        soort = BETROKKENEN.get(str(data.get("betrokkeneType"))) if isinstance(data, Mapping) else None
        if soort and data.get(IDENTIFICATIE):
            try:
                identificatie = keur(soort, data[IDENTIFICATIE], IDENTIFICATIE)
            except serializers.ValidationError as fout:
                fouten |= dict(fout.detail)  # type: ignore[arg-type]
        if waarden.get("betrokkene_soort") != Soort.NIET_NATUURLIJK_PERSOON:  # whose RSIN looks like a BSN
            fouten |= bezwaren_adres("betrokkene", waarden.get("betrokkene_url", ""))
        if fouten:
            raise serializers.ValidationError(fouten)
        return {**waarden, "identificatie": identificatie}


def _met(kolom: str, soort: Betrokkene.Soort) -> Filter:
    """Return the filter on a number of a betrokkene of this kind."""
    zoek = f"betrokkene__{kolom}"
    return filters.tekst(lambda nummer: Q(**{zoek: nummer, "betrokkene_soort": soort}), vast=True)


PERSOON, ORGANISATIE = f"{IDENTIFICATIE}__natuurlijkPersoon__", f"{IDENTIFICATIE}__nietNatuurlijkPersoon__"


class Rollen(Zaakdeel):
    """The roles of zaken. PUT is no part of 1.5: clients of the field use it to hand a role over."""

    naam = "rol"
    pad = "rollen"
    model = Rol
    serializer = RolSerializer
    breidt_uit = True
    detailmethoden = frozenset({"GET", "HEAD", "PUT", "DELETE"})
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "betrokkene": Filter(Adres(), "betrokkene_url"),
        "betrokkeneType": filters.keuze(Soort.choices, "betrokkene_soort"),
        f"{PERSOON}inpBsn": filters.tekst(
            lambda bsn: Q(betrokkene__bsn_zoeksleutel=zoeksleutel("bsn", bsn)), vast=True
        ),
        f"{PERSOON}anpIdentificatie": _met("anp_identificatie", Soort.NATUURLIJK_PERSOON),
        f"{PERSOON}inpA_nummer": filters.tekst(lambda nr: Q(betrokkene__a_nummer_zoeksleutel=a_nummer_sleutel(nr))),
        f"{ORGANISATIE}innNnpId": _met("rsin", Soort.NIET_NATUURLIJK_PERSOON),
        f"{ORGANISATIE}annIdentificatie": _met("ann_identificatie", Soort.NIET_NATUURLIJK_PERSOON),
        # Not in 1.5.1, as the number itself: for who logged in with eHerkenning.
        f"{ORGANISATIE}kvkNummer": _met("kvk_nummer", Soort.NIET_NATUURLIJK_PERSOON),
        f"{IDENTIFICATIE}__vestiging__vestigingsNummer": _met("vestigingsnummer", Soort.VESTIGING),
        f"{IDENTIFICATIE}__organisatorischeEenheid__identificatie": _met(
            "identificatie", Soort.ORGANISATORISCHE_EENHEID
        ),
        f"{IDENTIFICATIE}__medewerker__identificatie": _met("identificatie", Soort.MEDEWERKER),
        "roltype": filters.bron("roltype", "roltype__uuid"),
        "omschrijving": filters.tekst("roltype__omschrijving"),
        "omschrijvingGeneriek": filters.keuze(Rolsoort.choices, "soort"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Rol:
        """Return the new role."""
        zaak, roltype = gegevens.pop("zaak"), gegevens.pop("roltype")
        geforceerd = self.eis_zaak(verzoek, zaak, MAKEN)
        return voeg_rol_toe(zaak, roltype, _rolgegevens(gegevens), door=verzoek.door, geforceerd=geforceerd)

    def wijzig(self, verzoek: Verzoek, rij: Rol, gegevens: dict[str, Any], *, geheel: bool) -> Rol:
        """Return the role with other details of whom it is."""
        geforceerd = self.eis_zaak(verzoek, rij.zaak, WIJZIGEN)
        return wijzig_rol(rij, _rolgegevens(gegevens), door=verzoek.door, geforceerd=geforceerd)

    def verwijder(self, verzoek: Verzoek, rij: Rol) -> None:
        """Delete the role."""
        verwijder_rol(rij, door=verzoek.door, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN))


def _rolgegevens(gegevens: Mapping[str, Any]) -> Rolgegevens:
    return Rolgegevens(
        soort=Soort(gegevens["betrokkene_soort"]),
        identificatie=gegevens["identificatie"],
        url=gegevens["betrokkene_url"],
        afwijkende_naam=gegevens["afwijkende_naam"],
        toelichting=gegevens["toelichting"],
        indicatie_machtiging=gegevens["indicatie_machtiging"],
        contactpersoon=gegevens["contactpersoon"],
    )
