"""Zaken that have to do with each other: related, or a part of a larger one (RGBZ)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import Stand, stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, kanaal_van, leg_vast
from zaken.models import AardRelatie, Gebeurtenis, Rol, Rolsoort, Status, Zaak, Zaakrelatie, Zaaktypeversie
from zaken.services.familie import vergrendel_alle
from zaken.services.registratie import registreer
from zaken.services.sloten import eis_niet_eigen, eis_open, vergrendel, weiger_bij
from zaken.services.zaakgegevens import Zaakgegevens
from zaken.services.zaakregels import beletsels_hoofdzaak


@transaction.atomic
def leg_relatie(zaak: Zaak, andere: Zaak, *, aard: AardRelatie, toelichting: str = "", door: Actor) -> Zaakrelatie:
    """Return the relation: stored once with this zaak, told in the timeline of both."""
    # Both trails get a line, so both are locked, in the order of their keys.
    vergrendel_alle({zaak.pk, andere.pk})
    zaak = vergrendel(zaak)
    weiger_bij([*eis_open(zaak), *eis_niet_eigen(zaak, door), *_beletsels_relatie(zaak, andere)])
    oud = stand_van(zaak)
    relatie = Zaakrelatie.objects.create(zaak=zaak, andere_zaak=andere, aard=aard, toelichting=toelichting.strip())
    _vertel(relatie, Gebeurtenis.Soort.RELATIE_GELEGD, oud, reden=toelichting.strip(), door=door)
    return relatie


@transaction.atomic
def verwijder_relatie(relatie: Zaakrelatie, *, reden: str = "", door: Actor) -> None:
    """Take away the relation; the timeline of both keeps that it was there."""
    vergrendel_alle({relatie.zaak_id, *([relatie.andere_zaak_id] if relatie.andere_zaak_id else [])})
    zaak = vergrendel(relatie.zaak)
    weiger_bij([*eis_open(zaak), *eis_niet_eigen(zaak, door), *_beletsels_weg(relatie)])
    oud = stand_van(zaak)
    Zaakrelatie.objects.filter(pk=relatie.pk).delete()
    relatie.zaak = zaak
    _vertel(relatie, Gebeurtenis.Soort.RELATIE_VERWIJDERD, oud, reden=reden.strip(), door=door)


def _vertel(relatie: Zaakrelatie, soort: Gebeurtenis.Soort, oud: Stand, *, reden: str, door: Actor) -> None:
    """Record it with this zaak as a change of its data, and with the other one as a line."""
    zaak, andere, aard = relatie.zaak, relatie.andere_zaak, str(relatie.get_aard_display())
    nummer = andere.identificatie if andere else relatie.andere_zaak_url
    leg_vast(
        zaak, soort, door=door, zichtbaar=False, mutaties=[gewijzigd(zaak, oud)], nummer=nummer, aard=aard, reden=reden
    )
    if andere:
        leg_vast(andere, soort, door=door, zichtbaar=False, nummer=zaak.identificatie, aard=aard, reden=reden)


def _beletsels_relatie(zaak: Zaak, andere: Zaak) -> list[ValidationError]:
    if zaak.pk == andere.pk:
        return [ValidationError(_("Een zaak heeft geen relatie met zichzelf."), code="self-relation")]
    heen = Zaakrelatie.objects.filter(zaak=zaak, andere_zaak=andere)
    terug = Zaakrelatie.objects.filter(zaak=andere, andere_zaak=zaak)
    if heen.exists() or terug.exists():
        return [ValidationError(_("Deze zaken hebben al een relatie."), code="relatie-bestaat-al")]
    return []


def _beletsels_weg(relatie: Zaakrelatie) -> list[ValidationError]:
    if Zaakrelatie.objects.filter(pk=relatie.pk).exists():
        return []
    return [ValidationError(_("Deze relatie is al weg."), code="relatie-weg")]


@transaction.atomic
def start_deelzaak(hoofdzaak: Zaak, versie: Zaaktypeversie, *, omschrijving: str = "", door: Actor) -> Zaak:
    """Return the new zaak that is a part of this one, for the same person, with a term of its own from today."""
    hoofdzaak = vergrendel(hoofdzaak)
    weiger_bij(
        [*eis_niet_eigen(hoofdzaak, door), *beletsels_deelzaak(hoofdzaak), *_beletsels_versie(hoofdzaak, versie)]
    )
    deelzaak = registreer(
        Zaakgegevens(
            versie=versie,
            bronorganisatie=settings.GEMEENTE_RSIN,
            verantwoordelijke_organisatie=settings.GEMEENTE_RSIN,
            startdatum=timezone.localdate(),
            omschrijving=omschrijving.strip() or hoofdzaak.omschrijving,
            vertrouwelijkheidaanduiding=max(versie.vertrouwelijkheidaanduiding, hoofdzaak.vertrouwelijkheidaanduiding),
            hoofdzaak=hoofdzaak,
            kanaal=kanaal_van(door),
        ),
        door=door,
    )
    _begin(deelzaak, hoofdzaak, door=door)
    leg_vast(
        hoofdzaak,
        Gebeurtenis.Soort.DEELZAAK_GESTART,
        door=door,
        zichtbaar=False,
        nummer=deelzaak.identificatie,
        zaaktype=versie.omschrijving,
    )
    return deelzaak


def _begin(deelzaak: Zaak, hoofdzaak: Zaak, *, door: Actor) -> None:
    """Give the new deelzaak whoever asked for the whole, and its first status."""
    eerste = deelzaak.zaaktypeversie.statustypen.order_by("volgnummer").first()
    roltype = deelzaak.zaaktypeversie.roltypen.filter(soort=Rolsoort.INITIATOR).first()
    aanvrager = hoofdzaak.rollen.filter(soort=Rolsoort.INITIATOR).select_related("betrokkene").first()
    rijen: list[Rol | Status] = []
    if roltype and aanvrager:
        rijen.append(
            Rol.objects.create(
                zaak=deelzaak,
                betrokkene=aanvrager.betrokkene,
                roltype=roltype,
                gegevens=aanvrager.gegevens,
                geldig_van=timezone.now(),
            )
        )
    if eerste:
        rijen.append(Status.objects.create(zaak=deelzaak, statustype=eerste, datum=timezone.now()))
        leg_vast(
            deelzaak,
            Gebeurtenis.Soort.STATUS_GEZET,
            door=door,
            status=eerste.omschrijving,
            naam_inwoner=eerste.naam_inwoner,
            uitleg=eerste.uitleg_inwoner,
            informeren=False,
            mutaties=[gemaakt(rij) for rij in rijen],
        )


def beletsels_deelzaak(hoofdzaak: Zaak) -> list[ValidationError]:
    """Return why no deelzaak can hang from this zaak: closed, or a deelzaak itself (zrc-013)."""
    return [*eis_open(hoofdzaak), *beletsels_hoofdzaak(hoofdzaak)]


def _beletsels_versie(hoofdzaak: Zaak, versie: Zaaktypeversie) -> list[ValidationError]:
    if versie in deelzaakversies(hoofdzaak):
        return []
    zin = _("Een zaak van dit zaaktype kan hier geen deelzaak zijn.")
    return [ValidationError(zin, code="geen-deelzaaktype")]


def deelzaakversies(hoofdzaak: Zaak) -> list[Zaaktypeversie]:
    """Return the versions of which a deelzaak of this zaak may begin today."""
    typen = hoofdzaak.zaaktypeversie.deelzaaktypen.all()
    return list(
        Zaaktypeversie.objects.geldig_op(timezone.localdate()).filter(zaaktype__in=typen).order_by("omschrijving")
    )
