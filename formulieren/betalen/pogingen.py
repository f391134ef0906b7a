"""Send somebody to the checkout, ask the provider what came of it, and act on the answer once."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.betalen import zaakgevolgen
from formulieren.betalen.aanbieder import AanbiederFout, Opdracht, Stand
from formulieren.betalen.mollie import aanbieder
from formulieren.betalen.terugbetalen import vraag_terug
from formulieren.betalen.verloop import mag_naar, noteer, vergrendel, zet
from formulieren.betalen.vragen import laat_verlopen
from formulieren.models import Betaalpoging, Betaling
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.actoren import Actor, Naamloos

logger = logging.getLogger(__name__)

Status, Poging = Betaling.Status, Betaalpoging.Status


def begin(betaling: Betaling, *, terug: str, door: Actor) -> str:
    """Return the address of the checkout; who went there before and did not finish goes to the same one.

    `terug` is the whole address to which the provider sends the visitor back.

    The row is committed before the provider hears of it, and its uuid is the idempotency key: a process that dies in
    between leaves an attempt that the next click finishes, never a payment that we do not know.
    """
    for oud in betaling.pogingen.filter(status=Poging.GESTART, kenmerk__isnull=False):
        stand = kijk(oud)
        if stand.status == Poging.GESTART and not stand.betaalpagina:
            # The bank is busy with it: a second attempt would be a second payment.
            raise ValidationError(
                _("Uw bank verwerkt uw betaling nog. Kijk over een paar minuten nog eens."), code="loopt"
            )
        if stand.status == Poging.GESTART:
            return stand.betaalpagina
    poging = _nieuwe_poging(betaling, door=door)
    stand = aanbieder().begin(_opdracht(poging, terug))
    _onthoud(poging, stand)
    return stand.betaalpagina


@transaction.atomic
def _nieuwe_poging(betaling: Betaling, *, door: Actor) -> Betaalpoging:
    """Return the attempt to go on with; an earlier one that never reached the provider serves again."""
    betaling = vergrendel(betaling)
    if betaling.is_binnen:
        raise ValidationError(_("U heeft dit al betaald."), code="al-betaald")
    if betaling.status == Status.VERLOPEN:
        zin = _("Deze betaling is verlopen. Verstuur uw antwoorden opnieuw, dan kunt u weer betalen.")
        raise ValidationError(zin, code="verlopen")
    nu = timezone.now()
    poging = betaling.pogingen.filter(status=Poging.GESTART, kenmerk=None).first() or betaling.pogingen.create(
        aanbieder=aanbieder().naam, begonnen_op=nu, gekeken_op=nu
    )
    if betaling.status != Status.GESTART:
        zet(betaling, Status.GESTART, door=door, poging=poging)
    return poging


def _opdracht(poging: Betaalpoging, terug: str) -> Opdracht:
    betaling = poging.betaling
    return Opdracht(
        sleutel=str(poging.uuid),
        bedrag=betaling.bedrag,
        omschrijving=betaling.omschrijving,
        terug_url=terug,
        melding_url=f"{settings.SITE_URL.rstrip('/')}{reverse('formulieren:betaalmelding')}",
        taal=betaling.inzending.taal,
    )


def _onthoud(poging: Betaalpoging, stand: Stand) -> None:
    poging.kenmerk, poging.betaalpagina = stand.kenmerk, stand.betaalpagina
    poging.save(update_fields=["kenmerk", "betaalpagina"])


def kijk(poging: Betaalpoging) -> Stand:
    """Return how an attempt stands at the provider, after everything that follows from it is done."""
    if poging.status == Poging.BETAALD:  # nothing overrides a success, so there is nothing to ask
        rond_af(poging.betaling)
        return Stand(poging.kenmerk or "", Poging.BETAALD, poging.betaling.bedrag)
    stand = aanbieder().stand(poging.kenmerk or "")
    if stand.bedrag != poging.betaling.bedrag:
        raise AanbiederFout(f"Betaling {poging.kenmerk} is {stand.bedrag} en niet {poging.betaling.bedrag}.")
    _verwerk(poging, stand)
    rond_af(poging.betaling)
    return stand


def kijk_alles(betaling: Betaling) -> None:
    """Ask the provider about every attempt of a payment that is not paid, the latest first."""
    for poging in betaling.pogingen.exclude(status=Poging.BETAALD).exclude(kenmerk=None).order_by("-pk"):
        kijk(poging)
    rond_af(betaling)


@transaction.atomic
def _verwerk(poging: Betaalpoging, stand: Stand) -> None:
    """Take over what the provider says where it may follow on what we know; twice the same changes nothing."""
    betaling = vergrendel(poging.betaling)
    poging = betaling.pogingen.get(pk=poging.pk)
    poging.gekeken_op = timezone.now()
    nieuw = stand.status in Betaalpoging.OVERGANGEN[Poging(poging.status)]
    if nieuw:
        poging.status = stand.status
    poging.save(update_fields=["status", "gekeken_op"])
    if not nieuw:
        return
    if stand.status == Poging.BETAALD:
        _betaald(betaling, poging, stand)
    elif mag_naar(betaling, Status.MISLUKT) and not betaling.pogingen.filter(status=Poging.GESTART).exists():
        zet(betaling, Status.MISLUKT, door=Naamloos.SYSTEEM, poging=poging, toelichting=stand.status)
    logger.info("betaling nagevraagd", extra={"betaling": str(betaling.uuid), "status": betaling.status})


def _betaald(betaling: Betaling, poging: Betaalpoging, stand: Stand) -> None:
    """The money is there. Who paid twice, in two windows, gets the second amount back."""
    if betaling.is_binnen:
        logger.warning("meer dan eens betaald", extra={"betaling": str(betaling.uuid)})
        noteer(betaling, van=betaling.status, naar=betaling.status, door=Naamloos.SYSTEEM, poging=poging)
        if betaling.status == Status.BETAALD:
            with translation.override("nl"):
                reden = _("Dubbel betaald")
            vraag_terug(betaling, bedrag=betaling.bedrag, reden=reden, poging=poging, door=Naamloos.SYSTEEM)
        return
    # The clock of the provider may be ahead of ours, and a day of payment in the future is refused (zrc-014).
    moment = min(stand.betaald_op or timezone.now(), timezone.now())
    zet(betaling, Status.BETAALD, door=Naamloos.SYSTEEM, poging=poging, betaald_op=moment)
    if betaling.zaak:
        zaakgevolgen.na_betaling(betaling)


def rond_af(betaling: Betaling) -> None:
    """Send the draft that waited for this payment. It happens once, whoever comes first: `dien_in` sees to that.

    A draft that was opened again meanwhile, and in which nothing changed, is sent too: its owner has paid for it.
    """
    betaling = Betaling.objects.select_related("inzending").get(pk=betaling.pk)
    inzending = betaling.inzending
    onveranderd = inzending.is_concept and inzending.wijziging == betaling.wijziging
    voldaan = betaling.status in {Status.BETAALD, Status.TERUGBETALEN_GEVRAAGD}
    if not voldaan or not (inzending.wacht or onveranderd):
        return
    try:
        dien_in(inzending)
    except ValidationError as fout:
        # The money is in and the zaak is not: the sweep tries again, and beheer sees it in the list of payments.
        codes = ", ".join(str(reden.code) for reden in fout.error_list)
        logger.error("betaald maar niet ingediend", extra={"betaling": str(betaling.uuid), "redenen": codes})


def geef_concept_vrij(betaling: Betaling, *, door: Actor) -> Betaling:
    """Return the payment after the visitor chose to change the answers first; a checkout that is open is closed."""
    for poging in betaling.pogingen.filter(status=Poging.GESTART, kenmerk__isnull=False):
        stand = kijk(poging)
        if stand.status == Poging.GESTART and stand.annuleerbaar:
            aanbieder().annuleer(stand.kenmerk)
            kijk(poging)
    return laat_verlopen(betaling, door=door, toelichting="antwoorden wijzigen")
