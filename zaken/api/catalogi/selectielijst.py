"""Addresses of the selectielijst: our own rows, those of the public API, or of another register (ztc-001, ztc-002)."""

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.db.models.expressions import Combinable
from rest_framework import serializers

from mijnportaal.zgw.adressen import is_eigen
from mijnportaal.zgw.elders import haal_op, mag_halen
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import is_adres
from zaken import selectielijst
from zaken.selectielijst import PAD, Procestype
from zaken.services.catalogus import Klasse

UUID_VORM = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _controleer(veld: serializers.CharField, adres: str, soort: str) -> None:
    """Raise what is wrong with an address that no row of ours has: unreachable, or something else stands there."""
    if not is_adres(adres):
        veld.fail("bad-url")
    if is_eigen(adres):
        # An address of ours without a row: of this kind it is not there, of another kind it is the wrong thing.
        pad = urlsplit(adres).path
        veld.fail("bad-url" if pad.startswith(f"{PAD}/{soort}") else "invalid-resource")


class _Selectielijstadres(serializers.CharField):
    """The address of a row of the selectielijst, kept as it was given."""

    schema: ClassVar = {"type": "string", "format": "uri"}
    default_error_messages = {
        "bad-url": "Dit adres is niet te bereiken of bestaat niet.",
        "invalid-resource": "Achter dit adres staat een andere resource.",
    }


class Procestypeadres(_Selectielijstadres):
    """The address of a process type (ztc-001)."""

    def to_internal_value(self, data: Any) -> str:
        """Return the address of something that is a process type."""
        adres = super().to_internal_value(data)
        if adres and selectielijst.procestype_van(adres) is None:
            _controleer(self, adres, "procestypen")
            haal_op(adres, vorm="procestype")
        return adres

    def lees(self) -> Combinable:
        """Return the address, and for a type of our own studio the edition and number."""
        return JsonRij(F("selectielijst_procestype_url"), F("selectielijst_jaar"), F("selectielijst_procestype"))

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address as it was given, or that of our own row."""
        adres, jaar, nummer = waarde
        if adres or not nummer.isdecimal():
            return str(adres)
        rij = selectielijst.lijsten().procestype_op_nummer.get((jaar, int(nummer)))
        return f"{basis}{PAD}/procestypen/{rij.uuid}" if rij else ""


class Klasseadres(_Selectielijstadres):
    """The address of a row with its waardering and bewaartermijn (ztc-002)."""

    def to_internal_value(self, data: Any) -> str:
        """Return the address of something that is a resultaat."""
        adres = super().to_internal_value(data)
        if selectielijst.resultaat_van(adres) is None:
            _controleer(self, adres, "resultaten")
            haal_op(adres, vorm="resultaat")
        return adres

    def lees(self) -> Combinable:
        """Return the address, and for a type of our own studio the edition and number."""
        return JsonRij(F("selectielijstklasse_url"), F("zaaktypeversie__selectielijst_jaar"), F("selectielijst_nummer"))

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address as it was given, or that of our own row."""
        adres, jaar, nummer = waarde
        if adres:
            return str(adres)
        rij = selectielijst.resultaat_op_nummer(jaar, nummer)
        return f"{basis}{PAD}/resultaten/{rij.uuid}" if rij else ""


class Omschrijvingadres(_Selectielijstadres):
    """The address of a generic outcome (ztc-002)."""

    def to_internal_value(self, data: Any) -> str:
        """Return the address of something that is a resultaattypeomschrijving."""
        # The conformance suite sends its one address as a list of one.
        adres = super().to_internal_value(data[0] if isinstance(data, list) and len(data) == 1 else data)
        if selectielijst.resultaattypeomschrijving_van(adres) is None and not _is_publieke_omschrijving(adres):
            _controleer(self, adres, "resultaattypeomschrijvingen")
            haal_op(adres, vorm="resultaattypeomschrijving")
        return adres

    def lees(self) -> Combinable:
        """Return the address, and the name that a type of our own studio has instead."""
        return JsonRij(F("resultaattypeomschrijving_url"), F("omschrijving_generiek"))

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address as it was given, or that of our own row with this name."""
        adres, naam = waarde
        if adres:
            return str(adres)
        rijen = selectielijst.lijsten().resultaattypeomschrijvingen.values()
        uuid = next((rij.uuid for rij in rijen if rij.omschrijving == naam), None)
        return f"{basis}{PAD}/resultaattypeomschrijvingen/{uuid}" if uuid else ""


def _is_publieke_omschrijving(adres: str) -> bool:
    """Tell whether this is an address of a public installation whose uuids we do not know.

    The names are a fixed list, and nothing but a label follows from them. So an installation without a way to the
    internet takes the address as it is, rather than refuse a zaaktype that was made elsewhere.
    """
    for wortel in settings.REFERENTIELIJSTEN_WORTELS:
        begin = f"{wortel}/resultaattypeomschrijvingen/"
        if adres.startswith(begin):
            return bool(UUID_VORM.fullmatch(adres.removeprefix(begin)))
    return False


def procestype_velden(adres: str) -> dict[str, object]:
    """Return the columns of a version that follow from the address of its process type."""
    rij = _procestype(adres)
    velden: dict[str, object] = {"selectielijst_procestype_url": adres}
    if rij:
        velden |= {"selectielijst_jaar": rij.jaar, "selectielijst_procestype": str(rij.nummer)}
    elif not adres:
        velden["selectielijst_procestype"] = ""
    return velden


def klasse(adres: str) -> Klasse:
    """Return the row behind an address that was checked, ours or that of another register."""
    if rij := selectielijst.resultaat_van(adres):
        return Klasse.van_resultaat(rij)
    elders = haal_op(adres, vorm="resultaat")
    procestype_url = str(elders.get("procesType", ""))
    return Klasse(
        procestype=_procestype(procestype_url),
        procestype_url=procestype_url,
        nummer=str(elders.get("volledigNummer", ""))[:10],
        waardering=str(elders.get("waardering") or ""),
        procestermijn=str(elders.get("procestermijn") or ""),
        bewaartermijn=str(elders.get("bewaartermijn") or ""),
    )


def generieke_omschrijving(adres: str) -> str:
    """Return the name of the outcome behind an address that was checked."""
    if rij := selectielijst.resultaattypeomschrijving_van(adres):
        return rij.omschrijving
    if _is_publieke_omschrijving(adres) and not mag_halen(adres):
        return ""
    return str(haal_op(adres, vorm="resultaattypeomschrijving")["omschrijving"])[:30]


def _procestype(adres: str) -> Procestype | None:
    if not adres:
        return None
    if rij := selectielijst.procestype_van(adres):
        return rij
    try:
        return selectielijst.herken_procestype(haal_op(adres, vorm="procestype"))
    except serializers.ValidationError:
        return None
