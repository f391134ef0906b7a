"""Change the calendar: hold a time, keep holding it, confirm, cancel and move."""

import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.afspraken.agenda import Keuze, tijd_op
from formulieren.afspraken.rekenen import Tijd
from formulieren.models import Afspraak, Inzending, Plek, Slotrooster
from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.taken import start_na_commit
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Zaak
from zaken.services.sloten import vergrendel

Status = Afspraak.Status
HOUD_VAST = datetime.timedelta(minutes=15)
# However long somebody fills in, for a time that others want too.
HOOGSTENS = datetime.timedelta(hours=2)
BEWAAR_LOSGELATEN = datetime.timedelta(days=1)
BERICHT = "formulieren.afspraken.tasks.schrijf"


@transaction.atomic
def houd_vast(inzending: Inzending, plek: Plek, keuze: Keuze, begin: datetime.datetime) -> Afspraak:
    """Return the time that is held for this question of a draft; another one that it held is let go."""
    nu = timezone.now()
    eigen = inzending.afspraken.bezet().filter(vraag=plek.vraag, rij=plek.rij).first()
    if eigen and eigen.status == Status.VASTGEHOUDEN and _is(eigen, keuze, begin):
        return _verleng(eigen, nu)
    if eigen:
        eigen.delete()
    tijd = _kies(keuze, begin, nu)
    afspraak = Afspraak(
        inzending=inzending,
        vraag=plek.vraag,
        rij=plek.rij,
        product=keuze.product,
        locatie=keuze.locatie,
        personen=keuze.personen,
        vastgehouden_tot=nu + HOUD_VAST,
    )
    return _zet_neer(afspraak, tijd)


def verleng(inzending: Inzending) -> None:
    """Hold the times of a draft some minutes longer, because somebody is busy with it."""
    nu = timezone.now()
    for afspraak in inzending.afspraken.filter(status=Status.VASTGEHOUDEN):
        _verleng(afspraak, nu)


def houd_tot(inzending: Inzending, moment: datetime.datetime) -> None:
    """Hold the times of a draft until this moment, because it waits for something else: a payment, a signature."""
    inzending.afspraken.filter(status=Status.VASTGEHOUDEN).update(vastgehouden_tot=moment)


@transaction.atomic
def laat_los(inzending: Inzending, plek: Plek) -> None:
    """Give back the time that this question held."""
    inzending.afspraken.filter(status=Status.VASTGEHOUDEN, vraag=plek.vraag, rij=plek.rij).delete()


def bevestig(inzending: Inzending, zaak: Zaak, vragen: set[Plek]) -> list[Afspraak]:
    """Return the appointments of a draft that is being sent, now for certain; one that was lost stops the whole.

    What is held for a question that is not asked any more, is let go. The zaak is locked by its registration.
    """
    nu, bevestigd = timezone.now(), []
    gehouden = {
        Plek(rij.vraag, rij.rij): rij
        for rij in inzending.afspraken.select_for_update(of=("self",)).filter(status=Status.VASTGEHOUDEN)
    }
    for plek, afspraak in gehouden.items():
        if plek not in vragen:
            afspraak.delete()
    for plek in vragen:
        if plek not in gehouden or gehouden[plek].begin <= nu:
            raise ValidationError(bezet_zin(), code="afspraak-bezet", params={"plek": plek})
        afspraak = gehouden[plek]
        afspraak.status, afspraak.zaak, afspraak.vastgehouden_tot = Status.BEVESTIGD, zaak, None
        afspraak.save(update_fields=["status", "zaak", "vastgehouden_tot"])
        start_na_commit(BERICHT, afspraak.pk)
        bevestigd.append(afspraak)
    return bevestigd


def te_wijzigen(afspraak: Afspraak, nu: datetime.datetime) -> bool:
    """Tell whether the resident can still cancel or move this appointment himself."""
    tot = afspraak.begin - datetime.timedelta(hours=afspraak.product.wijzigen_tot)
    return afspraak.status == Status.BEVESTIGD and nu < tot


@transaction.atomic
def annuleer(afspraak: Afspraak, *, door: Actor, geforceerd: bool = False) -> Afspraak:
    """Return the appointment that will not take place; somebody else can have the time."""
    zaak, afspraak = _vergrendel(afspraak, geforceerd=geforceerd)
    afspraak.status, afspraak.geannuleerd_op = Status.GEANNULEERD, timezone.now()
    afspraak.save(update_fields=["status", "geannuleerd_op"])
    _leg_vast(zaak, afspraak, "geannuleerd", door=door)
    return afspraak


@transaction.atomic
def verzet(afspraak: Afspraak, begin: datetime.datetime, *, door: Actor, geforceerd: bool = False) -> Afspraak:
    """Return the appointment at another time, with the same people for the same thing."""
    zaak, afspraak = _vergrendel(afspraak, geforceerd=geforceerd)
    keuze = Keuze(afspraak.product, afspraak.locatie, afspraak.personen)
    if begin == afspraak.begin:
        return afspraak
    tijd = _kies(keuze, begin, timezone.now(), eigen=afspraak.uuid)
    afspraak.volgnummer, afspraak.herinnerd_op = afspraak.volgnummer + 1, None
    afspraak = _zet_neer(afspraak, tijd)
    _leg_vast(zaak, afspraak, "verzet", door=door)
    return afspraak


def ruim_losgelaten_op(nu: datetime.datetime) -> int:
    """Remove what was held yesterday and never sent, and return how many that were."""
    return Afspraak.objects.losgelaten(nu - BEWAAR_LOSGELATEN).delete()[0]


def bezet_zin() -> str:
    """Return the sentence for a time that somebody else has now."""
    return _("Deze tijd is net door iemand anders gekozen. Kies een andere tijd.")


def _kies(keuze: Keuze, begin: datetime.datetime, nu: datetime.datetime, eigen: UUID | None = None) -> Tijd:
    """Return the time with its free desks, under the lock of the schedules of this location."""
    # In the order of their keys. Whoever comes second waits here and then sees what the first took; the exclusion
    # constraint stands behind it.
    list(Slotrooster.objects.select_for_update(of=("self",)).filter(locatie=keuze.locatie).order_by("pk").only("pk"))
    tijd = tijd_op(keuze, begin, nu=nu, eigen=eigen)
    if tijd is None:
        raise ValidationError(bezet_zin(), code="afspraak-bezet")
    return tijd


def _zet_neer(afspraak: Afspraak, tijd: Tijd) -> Afspraak:
    afspraak.rooster_id, afspraak.balie = tijd.rooster, tijd.balies[0]
    afspraak.begin, afspraak.einde = tijd.begin, tijd.einde
    # What was held here too long goes only now that somebody else wants it: until then its owner can still send.
    Afspraak.objects.losgelaten(timezone.now()).filter(
        rooster=tijd.rooster, balie=tijd.balies[0], begin__lt=tijd.einde, einde__gt=tijd.begin
    ).exclude(pk=afspraak.pk).delete()
    try:
        with transaction.atomic():
            afspraak.save()
    except IntegrityError as fout:
        raise ValidationError(bezet_zin(), code="afspraak-bezet") from fout
    return afspraak


def _is(afspraak: Afspraak, keuze: Keuze, begin: datetime.datetime) -> bool:
    """Tell whether this appointment is the one that is asked for."""
    gevraagd = (keuze.product.pk, keuze.locatie.pk, keuze.personen, begin)
    return (afspraak.product_id, afspraak.locatie_id, afspraak.personen, afspraak.begin) == gevraagd


def _verleng(afspraak: Afspraak, nu: datetime.datetime) -> Afspraak:
    tot = min(nu + HOUD_VAST, afspraak.gemaakt_op + HOOGSTENS)
    if afspraak.vastgehouden_tot is None or tot > afspraak.vastgehouden_tot:
        afspraak.vastgehouden_tot = tot
        afspraak.save(update_fields=["vastgehouden_tot"])
    return afspraak


def _vergrendel(afspraak: Afspraak, *, geforceerd: bool) -> tuple[Zaak, Afspraak]:
    """Return the zaak and its appointment, locked; refuse what cannot change any more."""
    if afspraak.zaak is None:
        raise ValidationError(_("Deze afspraak is nog niet gemaakt."), code="niet-bevestigd")
    zaak = vergrendel(afspraak.zaak)
    rijen = Afspraak.objects.select_for_update(of=("self",)).select_related("product", "locatie")
    afspraak = rijen.get(pk=afspraak.pk)
    if afspraak.status != Status.BEVESTIGD:
        raise ValidationError(_("Deze afspraak is al geannuleerd."), code="geannuleerd")
    if not geforceerd and not te_wijzigen(afspraak, timezone.now()):
        raise ValidationError(_("U kunt deze afspraak nu niet meer zelf veranderen. Bel ons."), code="te-laat")
    return zaak, afspraak


def _leg_vast(zaak: Zaak, afspraak: Afspraak, wat: str, *, door: Actor) -> None:
    leg_vast(
        zaak,
        Gebeurtenis.Soort.GEWIJZIGD if zaak.is_open else Gebeurtenis.Soort.GECORRIGEERD,
        door=door,
        zichtbaar=False,
        velden="afspraak",
        reden=f"Afspraak {wat}: {timezone.localtime(afspraak.begin):%d-%m-%Y %H:%M}",
        afspraak=str(afspraak.uuid),
    )
    start_na_commit(BERICHT, afspraak.pk)


def vind(uuid: UUID) -> Afspraak | None:
    """Return the appointment with this uuid, with what its page shows."""
    verwant = ("product", "locatie", "zaak", "inzending__formulierversie__formulier", "inzending__gebruiker")
    return Afspraak.objects.select_related(*verwant).filter(uuid=uuid).first()
