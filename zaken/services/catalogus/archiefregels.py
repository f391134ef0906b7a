"""How a resultaattype and its row of the selectielijst fit together (ztc-002 to ztc-008)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zaken import selectielijst
from zaken.archivering import Archiefregel, beletsels_regel
from zaken.models import Archiefnominatie, Resultaattype, Zaaktypeversie
from zaken.selectielijst import Procestermijn, Procestype, Resultaat
from zaken.services.catalogus.gebreken import gebrek

GROEP = "brondatumArchiefprocedure"
# The codes of the pure rules, as the standard's reference names them.
CODES = {"verplicht": "required", "verboden": "must-be-empty"}
ZONDER_EINDDATUM = ("afgehandeld", "termijn")


@dataclass(frozen=True)
class Klasse:
    """A row of the selectielijst, ours or that of another register, as far as a resultaattype depends on it."""

    procestype: Procestype | None
    procestype_url: str
    nummer: str
    waardering: str
    procestermijn: str
    bewaartermijn: str

    @classmethod
    def van_resultaat(cls, rij: Resultaat) -> "Klasse":
        """Return the row of our own lists."""
        return cls(rij.procestype, "", rij.nummer, rij.waardering, rij.procestermijn, rij.bewaartermijn)


def klasse_van(deel: Resultaattype) -> Klasse | None:
    """Return the row of the selectielijst that a resultaattype names, when it is one that we know."""
    rij = selectielijst.resultaat_van(deel.selectielijstklasse_url) if deel.selectielijstklasse_url else None
    if rij is None and deel.selectielijst_nummer:
        rij = selectielijst.resultaat_op_nummer(deel.zaaktypeversie.selectielijst_jaar, deel.selectielijst_nummer)
    return Klasse.van_resultaat(rij) if rij else None


def procestype_van(versie: Zaaktypeversie) -> Procestype | None:
    """Return the process type of a version, when it is one that we know."""
    if versie.selectielijst_procestype_url:
        return selectielijst.procestype_van(versie.selectielijst_procestype_url)
    if not versie.selectielijst_procestype.isdecimal():
        return None
    sleutel = (versie.selectielijst_jaar, int(versie.selectielijst_procestype))
    return selectielijst.lijsten().procestype_op_nummer.get(sleutel)


def neem_over_uit_klasse(deel: Resultaattype, klasse: Klasse | None) -> None:
    """Let the row of the selectielijst fill in what nobody chose: waardering and bewaartermijn (ztc-002)."""
    if klasse is None:
        return
    deel.selectielijst_nummer = klasse.nummer
    deel.archiefnominatie = deel.archiefnominatie or klasse.waardering
    deel.archiefactietermijn = deel.archiefactietermijn or klasse.bewaartermijn


def gebreken_archief(deel: Resultaattype, klasse: Klasse | None) -> list[ValidationError]:
    """Return what is wrong with the way in which a resultaattype says how long its zaken are kept."""
    # The parameters first: clients look at the first fault, as in the reference.
    return [*_gebreken_brondatum(deel), *_gebreken_klasse(deel, klasse)]


def _gebreken_klasse(deel: Resultaattype, klasse: Klasse | None) -> list[ValidationError]:
    if klasse is None:
        return []
    gebreken = []
    if not _zelfde_procestype(deel.zaaktypeversie, klasse):
        zin = _("De selectielijstklasse hoort niet bij het procestype van het zaaktype.")
        gebreken.append(gebrek(zin, "procestype-mismatch"))
    if deel.afleidingswijze and not _wijze_past(deel.afleidingswijze, klasse.procestermijn):
        woorden = {"wijze": deel.afleidingswijze, "termijn": klasse.procestermijn}
        zin = _("De afleidingswijze %(wijze)s past niet bij een procestermijn %(termijn)s.") % woorden
        gebreken.append(gebrek(zin, "invalid-afleidingswijze-for-procestermijn"))
    return gebreken


def _zelfde_procestype(versie: Zaaktypeversie, klasse: Klasse) -> bool:
    eigen = procestype_van(versie)
    if eigen and klasse.procestype:
        return eigen == klasse.procestype
    return bool(klasse.procestype_url) and klasse.procestype_url == versie.selectielijst_procestype_url


def _wijze_past(wijze: str, procestermijn: str) -> bool:
    """Tell whether the row of the selectielijst allows this afleidingswijze (ztc-003); without term it allows all."""
    verplicht: Mapping[str, str] = {Procestermijn.NIHIL: "afgehandeld", Procestermijn.INGESCHAT: "termijn"}
    if not procestermijn:
        return True
    if procestermijn in verplicht:
        return wijze == verplicht[procestermijn]
    return wijze != "afgehandeld"


def _gebreken_brondatum(deel: Resultaattype) -> list[ValidationError]:
    if not deel.afleidingswijze:
        if deel.archiefnominatie == Archiefnominatie.BLIJVEND_BEWAREN:
            return []
        return [gebrek(_("Zonder brondatum kan een zaak alleen blijvend bewaard worden."), "required", GROEP)]
    gebreken = [_in_woorden_van_de_standaard(reden) for reden in beletsels_regel(regel_van(deel))]
    if deel.einddatum_bekend and deel.afleidingswijze in ZONDER_EINDDATUM:
        zin = _("Bij %(wijze)s is er geen einddatum die bekend kan zijn.") % {"wijze": deel.afleidingswijze}
        gebreken.append(gebrek(zin, "must-be-empty", f"{GROEP}.einddatumBekend"))
    return gebreken


def regel_van(deel: Resultaattype) -> Archiefregel:
    """Return what a resultaattype says about keeping, for the pure rules."""
    return Archiefregel(
        afleidingswijze=deel.afleidingswijze,
        archiefnominatie=deel.archiefnominatie,
        archiefactietermijn=deel.archiefactietermijn,
        procestermijn=deel.procestermijn,
        datumkenmerk=deel.datumkenmerk,
        objecttype=deel.objecttype,
        registratie=deel.registratie,
    )


def _in_woorden_van_de_standaard(reden: ValidationError) -> ValidationError:
    naam, _streepje, soort = str(reden.code).rpartition("-")
    return gebrek(reden.messages[0], CODES[soort], f"{GROEP}.{naam}")
