"""What a behandelaar does with a zaak from day to day: take it, hand it over, give it back, set its status."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import Mutatie, gemaakt, gewijzigd, leg_vast
from zaken.models import Gebeurtenis, Rol, Rolsoort, Roltype, Status, Statustype, Zaak
from zaken.services.betrokkenen import medewerker_als_betrokkene
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_open, vergrendel, weiger_bij
from zaken.services.taken import maak_taken_van
from zaken.toegang import collegas_voor


@transaction.atomic
def wijs_toe(zaak: Zaak, aan: Gebruiker, *, door: Actor, reden: str = "") -> Rol:
    """Return the new role of the one behandelaar; who had the zaak before keeps a closed role as history."""
    zaak = vergrendel(zaak)
    huidig = _huidige(zaak)
    weiger_bij([*eis_open(zaak), *beletsels_toewijzen(zaak, aan, huidig)])
    return _geef(zaak, aan, huidig, Gebeurtenis.Soort.TOEGEWEZEN, reden=reden, door=door)


@transaction.atomic
def neem(zaak: Zaak, *, door: Gebruiker) -> Rol:
    """Return the role of the employee who takes a zaak that nobody has; taking from a colleague is handing over."""
    zaak = vergrendel(zaak)
    huidig = _huidige(zaak)
    if huidig:
        zin = _("%(naam)s behandelt deze zaak al.") % {"naam": huidig.betrokkene.naam}
        weiger_bij([*eis_open(zaak), ValidationError(zin, code="al-in-behandeling")])
    return wijs_toe(zaak, door, door=door)


@transaction.atomic
def draag_over(zaak: Zaak, aan: Gebruiker, *, reden: str, door: Gebruiker) -> Rol:
    """Return the role of the colleague who goes on with a zaak that one handles oneself, with the reason."""
    zaak = vergrendel(zaak)
    huidig = _huidige(zaak)
    weiger_bij(
        [
            *beletsels_overdragen(zaak, door),
            *beletsels_toewijzen(zaak, aan, huidig),
            *beletsels_reden(reden),
        ]
    )
    return _geef(zaak, aan, huidig, Gebeurtenis.Soort.OVERGEDRAGEN, reden=reden.strip(), door=door)


@transaction.atomic
def verdeel(zaken: Iterable[Zaak], aan: Gebruiker, *, reden: str = "", door: Actor) -> list[Rol]:
    """Return the roles of the one colleague who gets these zaken: all of them, or none when one is refused."""
    # In the order of their keys, so that two who divide the same work never wait for each other in a circle.
    rollen, redenen = [], []
    for zaak in sorted(zaken, key=lambda zaak: zaak.pk):
        try:
            rollen.append(wijs_toe(zaak, aan, reden=reden, door=door))
        except ValidationError as fout:
            redenen += [
                ValidationError(f"{zaak.identificatie}: {zin}", code=deel.code)
                for deel in fout.error_list
                for zin in deel.messages
            ]
    weiger_bij(redenen)
    return rollen


@transaction.atomic
def geef_vrij(zaak: Zaak, *, reden: str, door: Actor) -> None:
    """Give the zaak back to its group, with a reason that colleagues can read."""
    zaak = vergrendel(zaak)
    huidig = _huidige(zaak)
    redenen = eis_open(zaak)
    if huidig is None:
        redenen.append(ValidationError(_("Niemand behandelt deze zaak."), code="zonder-behandelaar"))
    redenen += beletsels_reden(reden)
    if huidig is None or redenen:
        raise ValidationError(redenen)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.VRIJGEGEVEN,
        door=door,
        zichtbaar=False,
        mutaties=[_beeindig(huidig, timezone.now())],
        van=huidig.betrokkene.naam,
        reden=reden,
    )


def _huidige(zaak: Zaak) -> Rol | None:
    return Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()


def _geef(zaak: Zaak, aan: Gebruiker, huidig: Rol | None, soort: Gebeurtenis.Soort, *, reden: str, door: Actor) -> Rol:
    """Return the role of the new behandelaar of a locked zaak, after that of the one before him is closed."""
    nu = timezone.now()
    mutaties = [_beeindig(huidig, nu)] if huidig else []
    betrokkene = medewerker_als_betrokkene(aan)
    roltype = Roltype.objects.filter(zaaktypeversie=zaak.zaaktypeversie, soort=Rolsoort.BEHANDELAAR).first()
    if roltype is None:
        raise ValidationError(_("Dit zaaktype kent geen behandelaar."), code="geen-roltype")
    rol = Rol.objects.create(zaak=zaak, betrokkene=betrokkene, roltype=roltype, soort=roltype.soort, geldig_van=nu)
    leg_vast(
        zaak,
        soort,
        door=door,
        mutaties=[*mutaties, gemaakt(rol)],
        aan=betrokkene.naam,
        van=huidig.betrokkene.naam if huidig else "",
        reden=reden,
    )
    return rol


@transaction.atomic
def zet_status(zaak: Zaak, statustype: Statustype, *, door: Actor, toelichting: str = "") -> Status:
    """Return the new status; the tasks that belong to this phase come into being with it."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_open(zaak), *eis_niet_eigen(zaak, door), *_beletsels_status(zaak, statustype)])
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
        mutaties=[gemaakt(status)],
    )
    maak_taken_van(zaak, sjablonen, door=door)
    return status


def volgende_statustypen(zaak: Zaak) -> list[Statustype]:
    """Return the phases that can be set now: any but the current one and the last, which closing sets."""
    huidig = zaak.statussen.order_by("-datum", "-pk").values("statustype")[:1]
    andere = zaak.zaaktypeversie.statustypen.filter(is_eindstatus=False).exclude(pk__in=huidig)
    return list(andere.order_by("volgnummer"))


def _beeindig(rol: Rol, moment: datetime.datetime) -> Mutatie:
    """Return the change of a role that ends now."""
    oud = stand_van(rol)
    rol.geldig_tot = moment
    rol.save(update_fields=["geldig_tot"])
    return gewijzigd(rol, oud)


def beletsels_toewijzen(zaak: Zaak, aan: Gebruiker, huidig: Rol | None = None) -> list[ValidationError]:
    """Return why this employee cannot become the behandelaar of this zaak."""
    redenen = eis_niet_eigen(zaak, aan)
    if not collegas_voor(aan, zaak).filter(pk=aan.pk).exists():
        redenen.append(
            ValidationError(_("%(naam)s mag deze zaak niet behandelen.") % {"naam": aan.naam}, code="geen-recht")
        )
    if huidig and huidig.betrokkene.identiteiten.filter(gebruiker=aan).exists():
        redenen.append(
            ValidationError(_("%(naam)s behandelt deze zaak al.") % {"naam": aan.naam}, code="al-behandelaar")
        )
    return redenen


def beletsels_overdragen(zaak: Zaak, door: Gebruiker) -> list[ValidationError]:
    """Return why this employee cannot hand over: the zaak is closed, or not his; who divides work assigns."""
    huidig = _huidige(zaak)
    if huidig and huidig.betrokkene.identiteiten.filter(gebruiker=door).exists():
        return eis_open(zaak)
    return [*eis_open(zaak), ValidationError(_("U behandelt deze zaak niet zelf."), code="niet-de-behandelaar")]


def _beletsels_status(zaak: Zaak, statustype: Statustype) -> list[ValidationError]:
    if statustype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        return [ValidationError(_("Deze status hoort niet bij het zaaktype."), code="zaaktype-mismatch")]
    if statustype.is_eindstatus:
        return [ValidationError(_("Sluit de zaak af om deze status te bereiken."), code="eindstatus-vraagt-resultaat")]
    huidig = zaak.statussen.order_by("-datum", "-pk").values_list("statustype", flat=True).first()
    if statustype.pk == huidig:
        return [ValidationError(_("De zaak heeft deze status al."), code="status-ongewijzigd")]
    return []
