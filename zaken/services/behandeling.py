"""What a behandelaar does with a zaak from day to day: take it, hand it over, give it back, set its status."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.accounts.models import Gebruiker
from zaken.gebeurtenissen import leg_vast
from zaken.models import Betrokkene, Gebeurtenis, Identiteit, Rol, Rolsoort, Roltype, Status, Statustype, Zaak
from zaken.services.sloten import eis_open, vergrendel, weiger_bij
from zaken.services.taken import maak_taken_van
from zaken.toegang import collegas_voor


def medewerker_als_betrokkene(medewerker: Gebruiker) -> Betrokkene:
    """Return the betrokkene that stands for this employee in roles; the caller is in a transaction."""
    # Two zaken taken at the same time must not make the same employee twice.
    Gebruiker.objects.select_for_update(of=("self",)).get(pk=medewerker.pk)
    identiteit = Identiteit.objects.select_related("betrokkene").filter(gebruiker=medewerker).first()
    if identiteit:
        return identiteit.betrokkene
    betrokkene = Betrokkene.objects.create(
        soort=Betrokkene.Soort.MEDEWERKER, naam=medewerker.naam, email=medewerker.email
    )
    return Identiteit.objects.create(gebruiker=medewerker, betrokkene=betrokkene).betrokkene


@transaction.atomic
def wijs_toe(zaak: Zaak, aan: Gebruiker, *, door: Actor, reden: str = "") -> Rol:
    """Return the new role of the one behandelaar; who had the zaak before keeps a closed role as history."""
    zaak = vergrendel(zaak)
    huidig = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()
    weiger_bij([*eis_open(zaak), *_beletsels_toewijzen(zaak, aan, huidig)])
    nu = timezone.now()
    if huidig:
        _beeindig(huidig, nu)
    betrokkene = medewerker_als_betrokkene(aan)
    roltype = Roltype.objects.get(zaaktypeversie=zaak.zaaktypeversie, soort=Rolsoort.BEHANDELAAR)
    rol = Rol.objects.create(zaak=zaak, betrokkene=betrokkene, roltype=roltype, soort=roltype.soort, geldig_van=nu)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TOEGEWEZEN,
        door=door,
        aan=betrokkene.naam,
        van=huidig.betrokkene.naam if huidig else "",
        reden=reden,
    )
    return rol


@transaction.atomic
def neem(zaak: Zaak, *, door: Gebruiker) -> Rol:
    """Return the role of the employee who takes a zaak that nobody has; taking from a colleague is handing over."""
    zaak = vergrendel(zaak)
    huidig = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()
    if huidig:
        zin = _("%(naam)s behandelt deze zaak al.") % {"naam": huidig.betrokkene.naam}
        weiger_bij([*eis_open(zaak), ValidationError(zin, code="al-in-behandeling")])
    return wijs_toe(zaak, door, door=door)


@transaction.atomic
def geef_vrij(zaak: Zaak, *, reden: str, door: Actor) -> None:
    """Give the zaak back to its group, with a reason that colleagues can read."""
    zaak = vergrendel(zaak)
    huidig = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()
    redenen = eis_open(zaak)
    if huidig is None:
        redenen.append(ValidationError(_("Niemand behandelt deze zaak."), code="zonder-behandelaar"))
    if not reden.strip():
        redenen.append(ValidationError(_("Schrijf waarom u dit doet."), code="reden-ontbreekt"))
    if huidig is None or redenen:
        raise ValidationError(redenen)
    _beeindig(huidig, timezone.now())
    leg_vast(zaak, Gebeurtenis.Soort.VRIJGEGEVEN, door=door, zichtbaar=False, van=huidig.betrokkene.naam, reden=reden)


@transaction.atomic
def zet_status(zaak: Zaak, statustype: Statustype, *, door: Actor, toelichting: str = "") -> Status:
    """Return the new status; the tasks that belong to this phase come into being with it."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_open(zaak), *_beletsels_status(zaak, statustype)])
    status = Status.objects.create(zaak=zaak, statustype=statustype, datum=timezone.now(), toelichting=toelichting)
    sjablonen = list(statustype.taaksjablonen.select_related("informatieobjecttype"))
    leg_vast(
        zaak,
        Gebeurtenis.Soort.STATUS_GEZET,
        door=door,
        status=statustype.omschrijving,
        naam_inwoner=statustype.naam_inwoner,
        uitleg=toelichting or statustype.uitleg_inwoner,
        # A task that comes with the status brings its own message; two mails for one act are one too many.
        informeren=statustype.informeren and not sjablonen,
    )
    maak_taken_van(zaak, sjablonen, door=door)
    return status


def volgende_statustypen(zaak: Zaak) -> list[Statustype]:
    """Return the phases that can be set now: any but the current one and the last, which closing sets."""
    huidig = zaak.statussen.order_by("-datum", "-pk").values("statustype")[:1]
    andere = zaak.zaaktypeversie.statustypen.filter(is_eindstatus=False).exclude(pk__in=huidig)
    return list(andere.order_by("volgnummer"))


def _beeindig(rol: Rol, moment: datetime.datetime) -> None:
    rol.geldig_tot = moment
    rol.save(update_fields=["geldig_tot"])


def _beletsels_toewijzen(zaak: Zaak, aan: Gebruiker, huidig: Rol | None) -> list[ValidationError]:
    redenen = []
    if not collegas_voor(aan, zaak).filter(pk=aan.pk).exists():
        redenen.append(
            ValidationError(_("%(naam)s mag deze zaak niet behandelen.") % {"naam": aan.naam}, code="geen-recht")
        )
    if huidig and huidig.betrokkene.identiteiten.filter(pk=aan.pk).exists():
        redenen.append(
            ValidationError(_("%(naam)s behandelt deze zaak al.") % {"naam": aan.naam}, code="al-behandelaar")
        )
    return redenen


def _beletsels_status(zaak: Zaak, statustype: Statustype) -> list[ValidationError]:
    if statustype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        return [ValidationError(_("Deze status hoort niet bij het zaaktype."), code="zaaktype-mismatch")]
    if statustype.is_eindstatus:
        return [ValidationError(_("Sluit de zaak af om deze status te bereiken."), code="eindstatus-vraagt-resultaat")]
    huidig = zaak.statussen.order_by("-datum", "-pk").values_list("statustype", flat=True).first()
    if statustype.pk == huidig:
        return [ValidationError(_("De zaak heeft deze status al."), code="status-ongewijzigd")]
    return []
