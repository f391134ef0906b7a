"""What a resident reads when something happened to his zaak: one writer per kind of gebeurtenis, in language B1."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from zaken.models import Gebeurtenis, Taak, Zaak

Soort = Gebeurtenis.Soort


@dataclass(frozen=True)
class Tekst:
    """What a resident reads: `inhoud` behind login or in a mail to someone without account, `kort` in any mail.

    `mailonderwerp` is the subject of a mail that only points to the portal: in it a zaaktype has its neutral name.
    """

    onderwerp: str
    inhoud: str
    kort: str
    mailonderwerp: str = ""
    verwacht_reactie: bool = False
    reageer_voor: datetime.date | None = None


def datum_in_woorden(datum: datetime.date | str | None) -> str:
    """Return a date as people say it, such as "12 december 2026"; an empty string for none."""
    if not datum:
        return ""
    return formats.date_format(datetime.date.fromisoformat(datum) if isinstance(datum, str) else datum, "j F Y")


def _geregistreerd(gebeurtenis: Gebeurtenis) -> Tekst:
    zaak = zaak_van(gebeurtenis)
    woorden = {
        "nummer": zaak.identificatie,
        "naam": zaak.zaaktypeversie.omschrijving,
        "datum": datum_in_woorden(gebeurtenis.gegevens["uiterlijke_einddatum"]),
    }
    if zaak.hoofdzaak:
        return _deelzaak(zaak, zaak.hoofdzaak, woorden)
    neutraal = {**woorden, "naam": zaak.zaaktypeversie.dat_label}
    ontvangen = _("Wij hebben uw bericht ontvangen: %(naam)s. Uw zaaknummer is %(nummer)s.")
    vervolg = _("Wij gaan ermee aan de slag. U hoort uiterlijk %(datum)s van ons wat het resultaat is.") % woorden
    return Tekst(
        onderwerp=_("Ontvangen: %(naam)s (%(nummer)s)") % woorden,
        inhoud=f"{ontvangen % woorden}\n\n{vervolg}",
        kort=f"{ontvangen % neutraal}\n\n{vervolg}",
        mailonderwerp=_("Ontvangen: %(naam)s (%(nummer)s)") % neutraal,
    )


def _deelzaak(zaak: Zaak, hoofdzaak: Zaak, woorden: Mapping[str, str]) -> Tekst:
    """Nobody sent us this: we began it, because the whole asks for it."""
    woorden = {**woorden, "hoofdzaak": hoofdzaak.identificatie}
    neutraal = {**woorden, "naam": zaak.zaaktypeversie.dat_label}
    begonnen = _("Bij uw zaak %(hoofdzaak)s hoort nu nog een zaak: %(naam)s. Het zaaknummer is %(nummer)s.")
    vervolg = _("U hoort uiterlijk %(datum)s van ons wat het resultaat is. U hoeft nu niets te doen.") % woorden
    return Tekst(
        onderwerp=_("Nieuwe zaak bij uw zaak %(hoofdzaak)s (%(nummer)s)") % woorden,
        inhoud=f"{begonnen % woorden}\n\n{vervolg}",
        kort=f"{begonnen % neutraal}\n\n{vervolg}",
    )


def zaak_van(gebeurtenis: Gebeurtenis) -> Zaak:
    """Return the zaak that a message is about; only what belongs to one has a message."""
    if gebeurtenis.zaak is None:
        raise LookupError(f"Gebeurtenis {gebeurtenis.pk} hoort bij geen zaak.")
    return gebeurtenis.zaak


def _status_gezet(gebeurtenis: Gebeurtenis) -> Tekst | None:
    if not gebeurtenis.gegevens.get("informeren"):
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "status": gebeurtenis.gegevens["naam_inwoner"]}
    stap = _("Uw zaak %(nummer)s is een stap verder: %(status)s.") % woorden
    return Tekst(
        onderwerp=_("Nieuws over uw zaak %(nummer)s") % woorden,
        inhoud=f"{stap}\n\n{gebeurtenis.gegevens['uitleg']}",
        kort=_("Er is nieuws over uw zaak %(nummer)s.") % woorden,
    )


def _taak_gemaakt(gebeurtenis: Gebeurtenis) -> Tekst | None:
    taak = Taak.objects.get(uuid=UUID(gebeurtenis.gegevens["taak"]))
    if taak.voor != Taak.Voor.INWONER:
        return None
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "titel": taak.titel,
        "datum": datum_in_woorden(taak.uiterlijk_op),
    }
    vraag = _("Wij hebben iets van u nodig voor uw zaak %(nummer)s. Doe dit uiterlijk %(datum)s.") % woorden
    return Tekst(
        onderwerp=_("Wij hebben iets van u nodig (%(nummer)s)") % woorden,
        inhoud=f"{vraag}\n\n{taak.titel}\n{taak.toelichting}",
        kort=vraag,
        verwacht_reactie=True,
        reageer_voor=taak.uiterlijk_op,
    )


def _taak_vervallen(gebeurtenis: Gebeurtenis) -> Tekst | None:
    if not gebeurtenis.gegevens.get("informeren", True):
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "titel": gebeurtenis.gegevens["titel"]}
    tekst = _("U hoeft niets meer te doen voor deze taak van uw zaak %(nummer)s.") % woorden
    return Tekst(
        onderwerp=_("U hoeft niets meer te doen (%(nummer)s)") % woorden,
        inhoud=f"{tekst}\n\n{woorden['titel']}",
        kort=tekst,
    )


def _besluit_genomen(gebeurtenis: Gebeurtenis) -> Tekst | None:
    # A besluit that is registered afterwards, in a closed zaak, was made known long ago.
    if not gebeurtenis.gegevens.get("informeren", True):
        return None
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "besluit": gebeurtenis.gegevens["besluittype"],
        "datum": datum_in_woorden(gebeurtenis.gegevens["bezwaar_tot"]),
    }
    # Awb 3:45 and 3:47: a decision says why, and where and until when someone can object.
    delen = [woorden["besluit"], gebeurtenis.gegevens["motivering"], _bezwaar(woorden["datum"])]
    return Tekst(
        onderwerp=_("Wij hebben een besluit genomen (%(nummer)s)") % woorden,
        inhoud=_alineas(delen),
        kort=_("Wij hebben een besluit genomen over uw zaak %(nummer)s.") % woorden,
    )


def _afgesloten(gebeurtenis: Gebeurtenis) -> Tekst:
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "naam": zaak_van(gebeurtenis).zaaktypeversie.omschrijving}
    neutraal = {**woorden, "naam": zaak_van(gebeurtenis).zaaktypeversie.dat_label}
    gegevens = gebeurtenis.gegevens
    delen = [_("Uw zaak %(nummer)s is klaar: %(naam)s.") % woorden, gegevens["uitleg"], gegevens["toelichting"]]
    return Tekst(
        onderwerp=_("Uw zaak is klaar: %(naam)s (%(nummer)s)") % woorden,
        inhoud=_alineas(delen),
        kort=_("Uw zaak %(nummer)s is klaar.") % woorden,
        mailonderwerp=_("Uw zaak is klaar: %(naam)s (%(nummer)s)") % neutraal,
    )


def _opgeschort(gebeurtenis: Gebeurtenis) -> Tekst | None:
    """Awb 4:15, third paragraph: who applied hears why the term stands still, and until when."""
    if not gebeurtenis.gegevens.get("informeren", False):
        return None
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "datum": datum_in_woorden(gebeurtenis.gegevens.get("verwacht_tot")),
    }
    delen = [
        _("De termijn van uw zaak %(nummer)s staat stil. Wij kunnen nu niet verder.") % woorden,
        gebeurtenis.gegevens.get("reden", ""),
        _("Wij verwachten dat dit duurt tot %(datum)s.") % woorden if woorden["datum"] else "",
        _("Gaan wij verder? Dan krijgt u bericht, met de nieuwe datum. U hoeft nu niets te doen."),
    ]
    return Tekst(
        onderwerp=_("De termijn van uw zaak staat stil (%(nummer)s)") % woorden,
        inhoud=_alineas(delen),
        kort=delen[0],
    )


def _hervat(gebeurtenis: Gebeurtenis) -> Tekst | None:
    """Awb 4:15, fourth paragraph: the end of it is told, with the new date."""
    datum = datum_in_woorden(gebeurtenis.gegevens.get("uiterlijke_einddatum"))
    if not datum or not gebeurtenis.gegevens.get("informeren", False):
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "datum": datum}
    zin = _("Wij zijn weer bezig met uw zaak %(nummer)s. U hoort uiterlijk %(datum)s van ons.") % woorden
    return Tekst(onderwerp=_("Wij gaan verder met uw zaak (%(nummer)s)") % woorden, inhoud=zin, kort=zin)


def _verlengd(gebeurtenis: Gebeurtenis) -> Tekst | None:
    """Awb 4:14 and 7:10: who applied hears the new date, before the old one has passed."""
    gegevens = gebeurtenis.gegevens
    datum = datum_in_woorden(gegevens.get("nieuwe_datum") or gegevens.get("uiterlijke_einddatum"))
    if not datum:
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "datum": datum}
    zin = _("Wij hebben meer tijd nodig voor uw zaak %(nummer)s. U hoort uiterlijk %(datum)s van ons.") % woorden
    delen = [zin, gegevens.get("reden", "")]
    if gegevens.get("grond") == "mededeling":
        # Awb 4:14, first paragraph: the term of the law stays, so what the law gives for being late stays as well.
        delen.append(_("De datum uit de wet verandert hierdoor niet. Zijn wij te laat? Dan mag u ons daarop wijzen."))
    return Tekst(onderwerp=_("Wij hebben meer tijd nodig (%(nummer)s)") % woorden, inhoud=_alineas(delen), kort=zin)


def _termijn_gewijzigd(gebeurtenis: Gebeurtenis) -> Tekst | None:
    datum = datum_in_woorden(gebeurtenis.gegevens.get("uiterlijke_einddatum"))
    if not datum or not gebeurtenis.gegevens.get("informeren", False):
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "datum": datum}
    zin = _("De datum van uw zaak %(nummer)s is veranderd. U hoort uiterlijk %(datum)s van ons.") % woorden
    return Tekst(onderwerp=_("Een nieuwe datum voor uw zaak (%(nummer)s)") % woorden, inhoud=zin, kort=zin)


def _taak_heropend(gebeurtenis: Gebeurtenis) -> Tekst | None:
    taak = Taak.objects.get(uuid=UUID(gebeurtenis.gegevens["taak"]))
    if taak.voor != Taak.Voor.INWONER:
        return None
    woorden = {"nummer": zaak_van(gebeurtenis).identificatie, "datum": datum_in_woorden(taak.uiterlijk_op)}
    vraag = _("Wij hebben toch nog iets van u nodig voor uw zaak %(nummer)s. Doe dit uiterlijk %(datum)s.") % woorden
    return Tekst(
        onderwerp=_("Wij hebben nog iets van u nodig (%(nummer)s)") % woorden,
        inhoud=_alineas([vraag, gebeurtenis.gegevens.get("reden", ""), f"{taak.titel}\n{taak.toelichting}"]),
        kort=vraag,
        verwacht_reactie=True,
        reageer_voor=taak.uiterlijk_op,
    )


def _besluit_gewijzigd(gebeurtenis: Gebeurtenis) -> Tekst | None:
    """Awb 2:12 (N-09): a decision that was made known changes only by a new message that mentions it."""
    gegevens = gebeurtenis.gegevens
    if not gegevens.get("informeren", True):
        return None
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "besluit": gegevens.get("besluittype", ""),
        "datum": datum_in_woorden(gegevens.get("bezwaar_tot")),
    }
    zin = _("Wij hebben een besluit over uw zaak %(nummer)s veranderd: %(besluit)s.") % woorden
    delen = [zin, gegevens.get("reden", ""), gegevens.get("motivering", ""), _bezwaar(woorden["datum"])]
    return Tekst(
        onderwerp=_("Wij hebben een besluit veranderd (%(nummer)s)") % woorden,
        inhoud=_alineas(delen),
        kort=_("Wij hebben een besluit over uw zaak %(nummer)s veranderd.") % woorden,
    )


def _besluit_ingetrokken(gebeurtenis: Gebeurtenis) -> Tekst | None:
    gegevens = gebeurtenis.gegevens
    if not gegevens.get("informeren", True):
        return None
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "besluit": gegevens.get("besluittype", ""),
        "datum": datum_in_woorden(gegevens.get("per")),
    }
    zin = _("Wij hebben een besluit over uw zaak %(nummer)s ingetrokken: %(besluit)s.") % woorden
    delen = [
        zin,
        _("Het besluit geldt tot %(datum)s.") % woorden if woorden["datum"] else "",
        gegevens.get("reden", ""),
        _bezwaar(datum_in_woorden(gegevens.get("bezwaar_tot"))),
    ]
    return Tekst(
        onderwerp=_("Wij hebben een besluit ingetrokken (%(nummer)s)") % woorden,
        inhoud=_alineas(delen),
        kort=_("Wij hebben een besluit over uw zaak %(nummer)s ingetrokken.") % woorden,
    )


def _heropend(gebeurtenis: Gebeurtenis) -> Tekst:
    woorden = {
        "nummer": zaak_van(gebeurtenis).identificatie,
        "datum": datum_in_woorden(gebeurtenis.gegevens.get("uiterlijke_einddatum")),
    }
    zin = _("Uw zaak %(nummer)s was klaar. Wij hebben de zaak weer geopend en kijken er opnieuw naar.") % woorden
    wanneer = _("U hoort uiterlijk %(datum)s van ons.") % woorden if woorden["datum"] else _("U hoort van ons.")
    return Tekst(
        onderwerp=_("Wij kijken opnieuw naar uw zaak (%(nummer)s)") % woorden,
        inhoud=_alineas([zin, wanneer]),
        kort=zin,
    )


def _bezwaar(datum: str) -> str:
    """Return the sentence that Awb 3:45 asks for, when there is a term to object."""
    if not datum:
        return ""
    zin = _(
        "Bent u het er niet mee eens? Dan kunt u tot en met %(datum)s bezwaar maken bij het college van"
        " burgemeester en wethouders."
    )
    return zin % {"datum": datum}


def _alineas(delen: Iterable[str]) -> str:
    return "\n\n".join(deel for deel in delen if deel)


def _geen_bericht(gebeurtenis: Gebeurtenis) -> None:
    """Nothing is sent: the timeline shows it."""


# Work inside the house, or a fact that the resident gave or reads in the portal.
STIL = (
    Soort.TOEGEWEZEN, Soort.OVERGEDRAGEN, Soort.VRIJGEGEVEN, Soort.NOTITIE_GEMAAKT, Soort.TERMIJN_NADERT,
    Soort.TAAK_AFGEROND, Soort.CONTACT_VASTGELEGD, Soort.GEWIJZIGD, Soort.GECORRIGEERD,
    Soort.ROL_TOEGEVOEGD, Soort.ROL_GEWIJZIGD, Soort.ROL_BEEINDIGD, Soort.ROL_VERWIJDERD,
    Soort.OBJECT_TOEGEVOEGD, Soort.OBJECT_GEWIJZIGD, Soort.OBJECT_VERWIJDERD,
    Soort.EIGENSCHAP_GEZET, Soort.EIGENSCHAP_VERWIJDERD, Soort.RESULTAAT_GEZET, Soort.RESULTAAT_VERWIJDERD,
    Soort.DOCUMENT_TOEGEVOEGD, Soort.DOCUMENT_GEWIJZIGD, Soort.DOCUMENT_GEKOPPELD, Soort.DOCUMENT_ONTKOPPELD,
    Soort.DOCUMENT_VERGRENDELD, Soort.DOCUMENT_ONTGRENDELD,
    Soort.RELATIE_GELEGD, Soort.RELATIE_VERWIJDERD, Soort.DEELZAAK_GESTART,
    Soort.BESLUIT_GEKOPPELD, Soort.BESLUIT_ONTKOPPELD,
)  # fmt: skip
SCHRIJVERS: dict[Soort, Callable[[Gebeurtenis], Tekst | None]] = {
    Soort.GEREGISTREERD: _geregistreerd,
    Soort.STATUS_GEZET: _status_gezet,
    Soort.TAAK_GEMAAKT: _taak_gemaakt,
    Soort.TAAK_HEROPEND: _taak_heropend,
    Soort.TAAK_VERVALLEN: _taak_vervallen,
    Soort.OPGESCHORT: _opgeschort,
    Soort.HERVAT: _hervat,
    Soort.VERLENGD: _verlengd,
    Soort.TERMIJN_GEWIJZIGD: _termijn_gewijzigd,
    Soort.BESLUIT_GENOMEN: _besluit_genomen,
    Soort.BESLUIT_GEWIJZIGD: _besluit_gewijzigd,
    Soort.BESLUIT_INGETROKKEN: _besluit_ingetrokken,
    Soort.AFGESLOTEN: _afgesloten,
    Soort.HEROPEND: _heropend,
    **dict.fromkeys(STIL, _geen_bericht),
}
