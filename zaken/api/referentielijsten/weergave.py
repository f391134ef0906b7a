"""Rows of the reference lists as the Referentielijsten API of VNG shows them. Addresses begin with `basis`."""

from collections.abc import Callable, Mapping
from typing import Any

from zaken.selectielijst import (
    PAD,
    TAAKGEBIEDEN,
    Communicatiekanaal,
    Procestermijn,
    Procestype,
    Resultaat,
    Resultaattypeomschrijving,
)

# The words that the API gives beside each value, as it has them.
PROCESTERMIJNEN: Mapping[str, str] = {
    "": "",
    Procestermijn.NIHIL: "Nihil",
    Procestermijn.BESTAANSDUUR: "De bestaans- of geldigheidsduur van het procesobject.",
    Procestermijn.INGESCHAT: "De ingeschatte maximale bestaans- of geldigheidsduur van het procesobject.",
    Procestermijn.VAST_TE_LEGGEN: (
        "De tijdens het proces vast te leggen datum waarop de geldigheid van het procesobject komt te vervallen. "
    ),
    Procestermijn.SAMENGEVOEGD: "De procestermijn is samengevoegd met de bewaartermijn.",
}

Toner = Callable[[Any, str], dict[str, Any]]


def toon_procestype(rij: Procestype, basis: str) -> dict[str, Any]:
    """Return a process type."""
    return {
        "url": f"{basis}{PAD}/procestypen/{rij.uuid}",
        "nummer": rij.nummer,
        "jaar": rij.jaar,
        "naam": rij.naam,
        "omschrijving": rij.omschrijving,
        "toelichting": rij.toelichting,
        "procesobject": rij.procesobject,
    }


def toon_resultaat(rij: Resultaat, basis: str) -> dict[str, Any]:
    """Return a row of the selectielijst."""
    return {
        "url": f"{basis}{PAD}/resultaten/{rij.uuid}",
        "procesType": f"{basis}{PAD}/procestypen/{rij.procestype.uuid}",
        "nummer": rij.volgnummer,
        "volledigNummer": rij.nummer,
        "generiek": rij.is_generiek,
        "specifiek": not rij.is_generiek,
        "naam": rij.naam,
        "omschrijving": rij.omschrijving,
        "herkomst": rij.herkomst,
        "waardering": rij.waardering,
        "procestermijn": rij.procestermijn,
        "procestermijnWeergave": PROCESTERMIJNEN[rij.procestermijn],
        "bewaartermijn": rij.bewaartermijn or None,
        "toelichting": rij.toelichting or rij.voorwaarde,
        **{gebied: gebied in rij.taakgebieden for gebied in TAAKGEBIEDEN.values()},
        "procestermijnOpmerking": rij.procestermijn_opmerking,
    }


def toon_omschrijving(rij: Resultaattypeomschrijving, basis: str) -> dict[str, Any]:
    """Return a generic name for an outcome."""
    return {
        "url": f"{basis}{PAD}/resultaattypeomschrijvingen/{rij.uuid}",
        "omschrijving": rij.omschrijving,
        "definitie": rij.definitie,
        "opmerking": "",
    }


def toon_kanaal(rij: Communicatiekanaal, basis: str) -> dict[str, Any]:
    """Return a communicatiekanaal."""
    return {
        "url": f"{basis}{PAD}/communicatiekanalen/{rij.uuid}",
        "naam": rij.naam,
        "omschrijving": rij.omschrijving,
    }
