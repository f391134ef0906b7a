"""What another system tells of the terms of a zaak: facts to record, not acts to allow (ZGW, zaak).

The caller changes the zaak in one act: it holds the lock, passes that row, and records the change of the zaak itself.
Here stand the rows behind it and the line in the timeline; what was known already leaves no trace.
"""

import datetime

from django.utils import timezone

from mijnportaal.accounts.actoren import Actor
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Opschorting, Verlenging, Zaak
from zaken.services.opschorten import open_opschorting
from zaken.services.termijnen import iso, werk_datums_bij


def zet_opschorting(zaak: Zaak, *, indicatie: bool, reden: str, door: Actor) -> None:
    """Open or end the suspension of a locked zaak, or change its reason."""
    huidig = open_opschorting(zaak)
    laatste = huidig or zaak.opschortingen.order_by("-begonnen_op", "-pk").first()
    if indicatie and huidig is None:
        _open(zaak, reden, door=door)
    elif not indicatie and huidig:
        _sluit(zaak, huidig, reden, door=door)
    elif laatste and laatste.reden != reden:
        laatste.reden = reden
        laatste.save(update_fields=["reden"])
    elif laatste is None and reden:
        # Nothing stood still, but the reason was told: a period of no days keeps it.
        vandaag = timezone.localdate()
        Opschorting.objects.create(
            zaak=zaak,
            grond=Opschorting.Grond.ANDERS,
            reden=reden,
            begonnen_op=vandaag,
            beeindigd_op=vandaag,
            in_opgave=True,
        )


def _open(zaak: Zaak, reden: str, *, door: Actor) -> None:
    rij = Opschorting.objects.create(
        zaak=zaak, grond=Opschorting.Grond.ANDERS, reden=reden, begonnen_op=timezone.localdate()
    )
    werk_datums_bij(zaak)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.OPGESCHORT,
        door=door,
        grond=rij.grond,
        reden=reden,
        begonnen_op=rij.begonnen_op.isoformat(),
        informeren=True,
    )


def _sluit(zaak: Zaak, rij: Opschorting, reden: str, *, door: Actor) -> None:
    rij.beeindigd_op, rij.reden = timezone.localdate(), reden or rij.reden
    rij.save(update_fields=["beeindigd_op", "reden"])
    werk_datums_bij(zaak, meegedeeld=True)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.HERVAT,
        door=door,
        begonnen_op=rij.begonnen_op.isoformat(),
        beeindigd_op=rij.beeindigd_op.isoformat(),
        uiterlijke_einddatum=iso(zaak.uiterlijke_einddatum),
        informeren=True,
    )


def zet_verlenging(zaak: Zaak, *, reden: str, duur: str, door: Actor) -> None:
    """Record, change or (with an empty duration) take back the verdaging of a locked zaak."""
    huidig = zaak.verlengingen.filter(grond=Verlenging.Grond.VERDAGING).first()
    if (huidig.reden, huidig.duur) == (reden, duur) if huidig else not duur:
        return
    vandaag = timezone.localdate()
    if huidig and not duur:
        huidig.delete()
    elif huidig:
        huidig.reden, huidig.duur = reden, duur
        huidig.save(update_fields=["reden", "duur"])
    else:
        huidig = Verlenging.objects.create(
            zaak=zaak, reden=reden, duur=duur, besloten_op=vandaag, medegedeeld_op=vandaag
        )
    werk_datums_bij(zaak, meegedeeld=True)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.VERLENGD if duur else Gebeurtenis.Soort.TERMIJN_GEWIJZIGD,
        door=door,
        grond=Verlenging.Grond.VERDAGING.value,
        reden=reden,
        duur=duur,
        besloten_op=huidig.besloten_op.isoformat(),
        uiterlijke_einddatum=iso(zaak.uiterlijke_einddatum),
        informeren=True,
    )


def stel_datums_vast(
    zaak: Zaak, *, einddatum: datetime.date | None, streefdatum: datetime.date | None, reden: str, door: Actor
) -> None:
    """Take over the dates that another system keeps for a locked zaak; without one, ours is counted again.

    Who gives a last day knows what happened before: suspensions and extensions until now are in it. What we do after
    this moves it. The day that was aimed for is theirs, and stays as it was given.
    """
    anders = []
    if einddatum != zaak.uiterlijke_einddatum:
        zaak.opgegeven_einddatum = einddatum
        zaak.opschortingen.update(in_opgave=einddatum is not None)
        zaak.verlengingen.update(in_opgave=einddatum is not None)
        anders.append("opgegeven_einddatum")
    if streefdatum != zaak.streefdatum:
        zaak.opgegeven_streefdatum = streefdatum
        anders.append("opgegeven_streefdatum")
    if anders:
        zaak.save(update_fields=anders)
        herbereken(zaak, reden=reden, door=door)


def herbereken(zaak: Zaak, *, reden: str, door: Actor) -> bool:
    """Return whether the dates of a locked zaak changed, counted anew from what is known of it now."""
    eerder = zaak.uiterlijke_einddatum, zaak.streefdatum
    werk_datums_bij(zaak, meegedeeld=True)
    if eerder == (zaak.uiterlijke_einddatum, zaak.streefdatum):
        return False
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TERMIJN_GEWIJZIGD,
        door=door,
        reden=reden,
        opgegeven_einddatum=iso(zaak.opgegeven_einddatum),
        startdatum=zaak.startdatum.isoformat(),
        van=iso(eerder[0]),
        uiterlijke_einddatum=iso(zaak.uiterlijke_einddatum),
        streefdatum=iso(zaak.streefdatum),
        informeren=eerder[0] != zaak.uiterlijke_einddatum,
    )
    return True
