"""The birth of a zaak: all of it, or nothing."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor, Naamloos
from mijnportaal.accounts.models import Groep
from mijnportaal.kern.voorbereide_rijen import voeg_in
from zaken.gebeurtenissen import gemaakt, leg_vast
from zaken.models import (
    Betrokkene,
    Gebeurtenis,
    Kanaal,
    Rol,
    Rolsoort,
    Roltype,
    Status,
    Taak,
    Zaak,
    Zaakeigenschap,
    Zaaktypeversie,
)
from zaken.services.documenten import NieuwDocument, koppel_nieuw_document, vingerafdrukken
from zaken.services.eigenschappen import past
from zaken.services.sloten import weiger_bij
from zaken.services.taken import maak_taak
from zaken.services.zaakgegevens import Zaakgegevens, nieuwe_zaak, schrijf_delen, vul_nummer
from zaken.services.zaakregels import (
    beletsels_archiefstatus,
    beletsels_betaaldatum,
    beletsels_betaling,
    beletsels_hoofdzaak,
    beletsels_identificatie,
    beletsels_producten,
    fout,
    niet_uniek,
)

CONTROLE = datetime.timedelta(days=7)  # to look at an answer that does not have its format


@dataclass(frozen=True)
class Aanvraag:
    """What someone asks of us, whatever the way it came in.

    `eigenschappen` maps the name of an eigenschap of the version to its value as text; `geometrie` is a GeoJSON point.
    """

    omschrijving: str
    toelichting: str = ""
    locatie: str = ""
    geometrie: Mapping[str, object] | None = None
    eigenschappen: Mapping[str, str] = field(default_factory=dict)
    documenten: Sequence[NieuwDocument] = ()
    # The team that the answers lead to; without it that of the zaaktype.
    groep: Groep | None = None


@transaction.atomic
def registreer_zaak(
    *,
    versie: Zaaktypeversie,
    initiator: Betrokkene,
    aanvraag: Aanvraag,
    kanaal: Kanaal,
    ontvangen_op: datetime.datetime,
    door: Actor,
) -> Zaak:
    """Return the new zaak with its number, roles, facts, first status, documents and dates.

    `ontvangen_op` is when the request reached us (Awb 2:20); the term runs from that day in the Netherlands.
    """
    startdatum = timezone.localdate(ontvangen_op)
    weiger_bij(_beletsels(versie, startdatum))
    gegevens = Zaakgegevens(
        versie=versie,
        bronorganisatie=settings.GEMEENTE_RSIN,
        verantwoordelijke_organisatie=settings.GEMEENTE_RSIN,
        startdatum=startdatum,
        omschrijving=aanvraag.omschrijving,
        toelichting=aanvraag.toelichting,
        locatie=aanvraag.locatie,
        geometrie=aanvraag.geometrie,
        kanaal=kanaal,
        ontvangen_op=ontvangen_op,
    )
    zaak = nieuwe_zaak(gegevens)
    zaak.groep = aanvraag.groep or zaak.groep
    _schrijf(zaak, gegevens)
    rijen = _vul(zaak, initiator, aanvraag, door=door)
    zaak = _leg_vast(zaak, rijen, door=door, sha256=vingerafdrukken(aanvraag.documenten))
    _vraag_controle(zaak, [rij for rij in rijen if isinstance(rij, Zaakeigenschap)])
    return zaak


@transaction.atomic
def registreer(gegevens: Zaakgegevens, *, door: Actor) -> Zaak:
    """Return the new zaak of another system: it adds the roles, the status and the documents itself, one by one."""
    if gegevens.hoofdzaak:
        # Locked, so that it stays a hoofdzaak, and open or closed, until this zaak hangs from it.
        Zaak.objects.select_for_update(of=("self",)).get(pk=gegevens.hoofdzaak.pk)
    zaak = nieuwe_zaak(gegevens)
    weiger_bij(
        [
            *_eis_gepubliceerd(gegevens.versie),
            *beletsels_betaling(zaak.betalingsindicatie, zaak.laatste_betaaldatum),
            *beletsels_betaaldatum(zaak.laatste_betaaldatum),
            *beletsels_identificatie(zaak),
            *beletsels_hoofdzaak(gegevens.hoofdzaak),
            *beletsels_producten(gegevens.versie, zaak.producten_of_diensten),
            *beletsels_archiefstatus(zaak),
        ]
    )
    _schrijf(zaak, gegevens)
    return _leg_vast(zaak, [], door=door)


def _schrijf(zaak: Zaak, gegevens: Zaakgegevens) -> None:
    """Store the zaak with everything that is part of itself."""
    vul_nummer(zaak)
    try:
        voeg_in(zaak)
    except IntegrityError as botsing:
        # Two clients gave the same number at the same moment: the second one hears what it would have heard later.
        # The whole act ends here, so it needs no savepoint.
        if "zaak_identificatie_uniek_per_bronorganisatie" not in str(botsing):
            raise
        raise ValidationError([niet_uniek(zaak.identificatie)]) from botsing
    schrijf_delen(zaak, gegevens)


def _leg_vast(zaak: Zaak, rijen: Sequence[Rol | Status | Zaakeigenschap], *, door: Actor, sha256: str = "") -> Zaak:
    leg_vast(
        zaak,
        Gebeurtenis.Soort.GEREGISTREERD,
        door=door,
        kanaal=Kanaal(zaak.kanaal),
        zaaktype=zaak.zaaktypeversie.omschrijving,
        # The message names the date of this moment, also when it is written after the term was suspended.
        uiterlijke_einddatum=zaak.uiterlijke_einddatum.isoformat() if zaak.uiterlijke_einddatum else "",
        sha256=sha256,
        mutaties=[gemaakt(zaak), *(gemaakt(rij) for rij in rijen)],
    )
    return zaak


def _beletsels(versie: Zaaktypeversie, startdatum: datetime.date) -> list[ValidationError]:
    """Return why no zaak of this version can start (zrc-001)."""
    if Zaaktypeversie.objects.geldig_op(startdatum).filter(pk=versie.pk).exists():
        return []
    return [ValidationError(_("Dit zaaktype geldt niet op deze datum."), code="zaaktype-niet-geldig")]


def _eis_gepubliceerd(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return that the zaaktype is a concept (zrc-001).

    Another system may register zaken of before or after the validity of the type, as the standard and its conformance
    tests do; our own forms and screens may not.
    """
    if versie.status == Zaaktypeversie.Status.GEPUBLICEERD:
        return []
    return [fout("zaaktype", "not-published", _("Het zaaktype is een concept en nog niet gepubliceerd."))]


def _vul(zaak: Zaak, initiator: Betrokkene, aanvraag: Aanvraag, *, door: Actor) -> list[Rol | Status | Zaakeigenschap]:
    """Return the rows that belong to a zaak from its first second, written."""
    nu = timezone.now()
    roltype = Roltype.objects.get(zaaktypeversie=zaak.zaaktypeversie, soort=Rolsoort.INITIATOR)
    rol = Rol.objects.create(zaak=zaak, betrokkene=initiator, roltype=roltype, soort=roltype.soort, geldig_van=nu)
    eigenschappen = _vul_eigenschappen(zaak, aanvraag.eigenschappen)
    eerste = zaak.zaaktypeversie.statustypen.order_by("volgnummer")[0]
    status = Status.objects.create(zaak=zaak, statustype=eerste, datum=timezone.now())
    for document in aanvraag.documenten:
        koppel_nieuw_document(zaak, document, auteur=initiator.naam, door=door)
    return [rol, *eigenschappen, status]


def _vraag_controle(zaak: Zaak, eigenschappen: Sequence[Zaakeigenschap]) -> None:
    """Ask who handles the zaak to look at answers that do not have the format of their eigenschap.

    The zaak is there, so what a resident filled in is never lost for a format that our own form did not ask.
    """
    vreemd = [rij.eigenschap.label for rij in eigenschappen if rij.waarde and not past(rij.eigenschap, rij.waarde)]
    if not vreemd:
        return
    with translation.override("nl"):  # for an employee, whatever language the form had
        zin = _("Deze antwoorden hebben niet de vorm die het zaaktype vraagt: %(namen)s. Kijk of ze kloppen.")
        maak_taak(
            zaak,
            soort=Taak.Soort.BEOORDELEN,
            titel=_("Kijk naar een antwoord uit het formulier"),
            toelichting=zin % {"namen": ", ".join(vreemd)},
            uiterlijk_op=timezone.localdate() + CONTROLE,
            door=Naamloos.SYSTEEM,
        )


def _vul_eigenschappen(zaak: Zaak, waarden: Mapping[str, str]) -> list[Zaakeigenschap]:
    """Return the facts; one that the version does not know is refused, so that no answer disappears."""
    bekend = {eigenschap.naam: eigenschap for eigenschap in zaak.zaaktypeversie.eigenschappen.all()}
    weiger_bij(
        [
            ValidationError(_("Dit zaaktype kent geen eigenschap %(naam)s."), "eigenschap-onbekend", {"naam": naam})
            for naam in sorted(waarden.keys() - bekend.keys())
        ]
    )
    return Zaakeigenschap.objects.bulk_create(
        Zaakeigenschap(zaak=zaak, eigenschap=bekend[naam], waarde=waarde) for naam, waarde in waarden.items()
    )
