"""When does the retention of a zaak end, and why: a pure function over what is known of it (zrc-021, ztc-003..008).

Nothing here reads a row or a clock. Where the standard leaves room, the strictest reading holds: a date that may
still move is not a date.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mijnportaal.kern.kalender import Duur, dag_van

PARAMETERS = ("datumkenmerk", "objecttype", "registratie", "procestermijn")
# Which parameters each afleidingswijze needs; every other one is forbidden (ztc-003..008).
VERPLICHT: Mapping[str, frozenset[str]] = {
    "afgehandeld": frozenset(),
    "ander_datumkenmerk": frozenset({"datumkenmerk", "objecttype", "registratie"}),
    "eigenschap": frozenset({"datumkenmerk"}),
    "gerelateerde_zaak": frozenset(),
    "hoofdzaak": frozenset(),
    "ingangsdatum_besluit": frozenset(),
    "termijn": frozenset({"procestermijn"}),
    "vervaldatum_besluit": frozenset(),
    "zaakobject": frozenset({"datumkenmerk", "objecttype"}),
}


@dataclass(frozen=True)
class Archiefregel:
    """What a resultaattype says about keeping; durations are ISO 8601, empty means there is none."""

    afleidingswijze: str
    archiefnominatie: str
    archiefactietermijn: str = ""
    procestermijn: str = ""
    datumkenmerk: str = ""
    objecttype: str = ""
    registratie: str = ""


@dataclass(frozen=True)
class AndereZaak:
    """A hoofdzaak or related zaak; open while it has no end date."""

    einddatum: date | None


@dataclass(frozen=True)
class Besluitdatums:
    """The dates of one besluit."""

    ingangsdatum: date
    vervaldatum: date | None = None


@dataclass(frozen=True)
class Objectgegevens:
    """One zaakobject: its type and what is known of it."""

    objecttype: str
    gegevens: Mapping[str, object]


@dataclass(frozen=True)
class Zaakfeiten:
    """What is known of a zaak at this moment, as far as its retention depends on it."""

    einddatum: date | None
    startdatum_bewaartermijn: date | None = None
    archiefnominatie: str = ""
    eigenschappen: Mapping[str, str] = field(default_factory=dict)
    hoofdzaak: AndereZaak | None = None
    gerelateerd: Sequence[AndereZaak] = ()
    besluiten: Sequence[Besluitdatums] = ()
    zaakobjecten: Sequence[Objectgegevens] = ()


@dataclass(frozen=True)
class Archiefuitkomst:
    """What happens with the zaak, counted from when, on which day, and why; dates are None while unknown."""

    archiefnominatie: str
    brondatum: date | None
    archiefactiedatum: date | None
    uitleg: str


@dataclass(frozen=True)
class _Bron:
    """A brondatum with the sentence that says where it comes from."""

    datum: date | None
    uitleg: str


def bereken(regel: Archiefregel, feiten: Zaakfeiten) -> Archiefuitkomst:
    """Return the archive dates of a zaak; raise a sentence when the rule cannot be applied to it (zrc-021)."""
    if feiten.einddatum is None:
        return Archiefuitkomst("", None, None, _("De zaak is nog open. Er is nog geen bewaartermijn."))
    nominatie = feiten.archiefnominatie or regel.archiefnominatie
    bron = _handmatig(feiten) or _bron(regel, feiten, feiten.einddatum)
    if bron.datum is None:
        return Archiefuitkomst(nominatie, None, None, bron.uitleg)
    if not regel.archiefactietermijn:
        return Archiefuitkomst(nominatie, bron.datum, None, f"{bron.uitleg} {_('Er is geen bewaartermijn ingesteld.')}")
    duur = _duur(regel.archiefactietermijn, code="archiefactietermijn-ongeldig")
    actiedatum = duur.na(bron.datum)
    zinnen = {
        "vernietigen": _("De zaak wordt %(duur)s later vernietigd: op %(dag)s."),
        "blijvend_bewaren": _("De zaak wordt %(duur)s later overgebracht naar het archief: op %(dag)s."),
    }
    zin = zinnen.get(nominatie, _("De bewaartermijn is %(duur)s later voorbij: op %(dag)s."))
    uitleg = f"{bron.uitleg} {zin % {'duur': duur, 'dag': _lang(actiedatum)}}"
    return Archiefuitkomst(nominatie, bron.datum, actiedatum, uitleg)


def hoort_bij(regel: Archiefregel, brondatum: date | None, archiefactiedatum: date | None) -> bool:
    """Tell whether this rule gave this date; one that it did not give was set by somebody, who is not overruled."""
    if archiefactiedatum is None:
        return True
    if brondatum is None or not regel.archiefactietermijn:
        return False
    return _duur(regel.archiefactietermijn, code="archiefactietermijn-ongeldig").na(brondatum) == archiefactiedatum


def is_aan_de_beurt(archiefactiedatum: date | None, vandaag: date) -> bool:
    """Tell whether the archivaris may act on this zaak; on the day itself he may."""
    return archiefactiedatum is not None and archiefactiedatum <= vandaag


def beletsels_regel(regel: Archiefregel) -> list[ValidationError]:
    """Return what is wrong with the parameters of a resultaattype, before it is published (ztc-003..008)."""
    redenen = []
    for naam in PARAMETERS:
        nodig, gevuld = naam in VERPLICHT[regel.afleidingswijze], bool(getattr(regel, naam))
        woorden = {"naam": naam, "wijze": regel.afleidingswijze}
        if nodig and not gevuld:
            redenen.append(ValidationError(_("Bij %(wijze)s hoort een %(naam)s.") % woorden, code=f"{naam}-verplicht"))
        elif gevuld and not nodig:
            redenen.append(ValidationError(_("Bij %(wijze)s hoort geen %(naam)s.") % woorden, code=f"{naam}-verboden"))
    return redenen


def lees_datum(waarde: str) -> date:
    """Return the day of a date as ZGW writes it: JJJJ-MM-DD, JJJJMMDD, JJJJMMDDuummss, or ISO with a time."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}", waarde):
        return date.fromisoformat(waarde)
    if re.fullmatch(r"[0-9]{14}", waarde):
        time.fromisoformat(waarde[8:])
        return date.fromisoformat(waarde[:8])
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.+", waarde):
        moment = datetime.fromisoformat(waarde)
        return dag_van(moment) if moment.tzinfo else moment.date()
    raise ValueError(waarde)


def _bron(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> "_Bron":
    """Return the start of the term as the rule derives it.

    Without a term there is no date to reckon, so a rule that finds no start then holds nobody up (zrc-021).
    """
    if not regel.afleidingswijze:
        return _Bron(None, _("Bij dit resultaat hoort geen bewaartermijn."))
    try:
        return _AFLEIDINGEN[regel.afleidingswijze](regel, feiten, einddatum)
    except ValidationError as fout:
        if regel.archiefactietermijn:
            raise
        return _Bron(None, fout.messages[0])


def _handmatig(feiten: Zaakfeiten) -> _Bron | None:
    """Return the start that an archivaris set; it goes before everything that is derived."""
    if feiten.startdatum_bewaartermijn is None:
        return None
    dag = feiten.startdatum_bewaartermijn
    return _Bron(dag, _("De bewaartermijn begint op %(dag)s; een archivaris heeft dat bepaald.") % {"dag": _lang(dag)})


def _afgehandeld(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    return _Bron(einddatum, _("De zaak is afgehandeld op %(dag)s.") % {"dag": _lang(einddatum)})


def _termijn(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    duur = _duur(regel.procestermijn, code="procestermijn-ongeldig")
    dag = duur.na(einddatum)
    woorden = {"einde": _lang(einddatum), "duur": duur, "dag": _lang(dag)}
    return _Bron(dag, _("De zaak is afgehandeld op %(einde)s en werkt nog %(duur)s door, tot %(dag)s.") % woorden)


def _eigenschap(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    waarde = feiten.eigenschappen.get(regel.datumkenmerk, "").strip()
    woorden = {"naam": regel.datumkenmerk}
    if not waarde:
        zin = _("De bewaartermijn begint op de datum bij “%(naam)s”. Die is nog niet ingevuld.")
        return _Bron(None, zin % woorden)
    dag = _datum(waarde, regel.datumkenmerk)
    return _Bron(dag, _("Bij “%(naam)s” staat %(dag)s.") % {**woorden, "dag": _lang(dag)})


def _ander_datumkenmerk(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    zin = _("De bewaartermijn begint op “%(naam)s” uit %(registratie)s. Een archivaris vult die datum in.")
    return _Bron(None, zin % {"naam": regel.datumkenmerk, "registratie": regel.registratie})


def _hoofdzaak(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    if feiten.hoofdzaak is None:
        raise ValidationError(
            _("De bewaartermijn volgt de hoofdzaak, maar deze zaak heeft geen hoofdzaak."), code="geen-hoofdzaak"
        )
    dag = feiten.hoofdzaak.einddatum
    if dag is None:
        return _Bron(None, _("De bewaartermijn begint als de hoofdzaak is afgehandeld. Die is nog open."))
    return _Bron(dag, _("De hoofdzaak is afgehandeld op %(dag)s.") % {"dag": _lang(dag)})


def _gerelateerde_zaak(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    if not feiten.gerelateerd:
        raise ValidationError(
            _("De bewaartermijn volgt een gerelateerde zaak, maar die is er niet."), code="geen-gerelateerde-zaak"
        )
    einden = [zaak.einddatum for zaak in feiten.gerelateerd if zaak.einddatum]
    if len(einden) < len(feiten.gerelateerd):
        return _Bron(None, _("De bewaartermijn begint als alle gerelateerde zaken dicht zijn. Er is er nog een open."))
    return _Bron(
        max(einden), _("De laatste gerelateerde zaak is afgehandeld op %(dag)s.") % {"dag": _lang(max(einden))}
    )


def _ingangsdatum_besluit(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    if not feiten.besluiten:
        raise ValidationError(
            _("De bewaartermijn begint bij het besluit, maar deze zaak heeft geen besluit."), code="geen-besluit"
        )
    dag = max(besluit.ingangsdatum for besluit in feiten.besluiten)
    return _Bron(dag, _("Het laatste besluit gaat in op %(dag)s.") % {"dag": _lang(dag)})


def _vervaldatum_besluit(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    if not feiten.besluiten:
        return _Bron(None, _("De bewaartermijn begint als het besluit vervalt. Er is nog geen besluit."))
    einden = [besluit.vervaldatum for besluit in feiten.besluiten if besluit.vervaldatum]
    if len(einden) < len(feiten.besluiten):
        # House rule: a besluit without an end still holds, so nothing has ended yet.
        return _Bron(None, _("De bewaartermijn begint als het besluit vervalt. Er geldt nog een besluit zonder eind."))
    dag = max(einden)
    return _Bron(dag, _("Het laatste besluit vervalt op %(dag)s.") % {"dag": _lang(dag)})


def _zaakobject(regel: Archiefregel, feiten: Zaakfeiten, einddatum: date) -> _Bron:
    objecten = [object_ for object_ in feiten.zaakobjecten if object_.objecttype == regel.objecttype]
    woorden = {"soort": regel.objecttype, "naam": regel.datumkenmerk}
    if not objecten:
        raise ValidationError(_("De zaak heeft geen object van het soort %(soort)s.") % woorden, code="geen-zaakobject")
    dag = max(_datum(_op_pad(object_.gegevens, regel.datumkenmerk), regel.datumkenmerk) for object_ in objecten)
    return _Bron(dag, _("Bij %(soort)s is “%(naam)s” %(dag)s.") % {**woorden, "dag": _lang(dag)})


_AFLEIDINGEN: Mapping[str, Callable[[Archiefregel, Zaakfeiten, date], _Bron]] = {
    "afgehandeld": _afgehandeld,
    "ander_datumkenmerk": _ander_datumkenmerk,
    "eigenschap": _eigenschap,
    "gerelateerde_zaak": _gerelateerde_zaak,
    "hoofdzaak": _hoofdzaak,
    "ingangsdatum_besluit": _ingangsdatum_besluit,
    "termijn": _termijn,
    "vervaldatum_besluit": _vervaldatum_besluit,
    "zaakobject": _zaakobject,
}


def _op_pad(gegevens: Mapping[str, object], pad: str) -> str:
    """Return the text at a path such as "gegevens/einddatum" in the data of an object."""
    waarde: object = gegevens
    for stap in pad.split("/"):
        if not isinstance(waarde, Mapping) or stap not in waarde:
            raise ValidationError(_("Bij het object ontbreekt “%(naam)s”.") % {"naam": pad}, code="attribuut-ontbreekt")
        waarde = waarde[stap]
    return str(waarde)


def _datum(waarde: str, naam: str) -> date:
    try:
        return lees_datum(waarde)
    except ValueError:
        raise ValidationError(_("Bij “%(naam)s” staat geen datum.") % {"naam": naam}, code="ongeldige-datum") from None


def _duur(iso: str, *, code: str) -> Duur:
    try:
        return Duur.van_iso(iso)
    except ValueError:
        raise ValidationError(_("“%(duur)s” is geen termijn zoals P5Y of P6M.") % {"duur": iso}, code=code) from None


def _lang(dag: date) -> str:
    return date_format(dag, "j F Y")
