"""The lock with which every act on a zaak begins, and the guards that many acts share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from zaken.models import Archiefstatus, Betrokkene, Rolsoort, Zaak

# What an employee does for his work in a zaak; any other part is a part of his own.
ROLLEN_VAN_HET_WERK = (
    Rolsoort.ADVISEUR,
    Rolsoort.BEHANDELAAR,
    Rolsoort.BESLISSER,
    Rolsoort.KLANTCONTACTER,
    Rolsoort.ZAAKCOORDINATOR,
)
# Joined is only what never changes: after waiting for the lock, joined rows are still those of before.
_OP_SLOT = Rijenvraag(
    lambda pk: (
        Zaak.objects.select_for_update(of=("self",)).select_related("zaaktypeversie__zaaktype__catalogus").filter(pk=pk)
    ),
    int,
)


def vergrendel(zaak: Zaak) -> Zaak:
    """Return the zaak as it is now, locked until the transaction ends.

    Acts on one zaak wait for each other here; that also serialises the chain of its gebeurtenissen. One that another
    act deleted while this one waited is refused in words.
    """
    vergrendeld = _OP_SLOT.een(zaak.pk)
    if vergrendeld is None:
        weg = ValidationError(_("Deze zaak is er niet meer."), code="object-does-not-exist", params={"veld": "zaak"})
        raise ValidationError([weg])
    return vergrendeld


def eis_open(zaak: Zaak) -> list[ValidationError]:
    """Return the reason why nothing can change: the zaak is closed."""
    return [] if zaak.is_open else [ValidationError(_("De zaak is al afgesloten."), code="zaak-gesloten")]


def eis_wijzigbaar(zaak: Zaak, *, geforceerd: bool = False) -> list[ValidationError]:
    """Return why nothing about this zaak can change: it is closed (zrc-007, unless forced) or in the archive."""
    redenen = [] if geforceerd else eis_open(zaak)
    if zaak.archiefstatus != Archiefstatus.NOG_TE_ARCHIVEREN:
        zin = _("De zaak is al gearchiveerd. Aan de gegevens verandert niets meer.")
        redenen.append(ValidationError(zin, code="zaak-archiefstatus-invalid"))
    return redenen


def weiger_bij(redenen: list[ValidationError]) -> None:
    """Raise all reasons together, so that someone mends them in one go."""
    if redenen:
        raise ValidationError(redenen)


def beletsels_reden(reden: str) -> list[ValidationError]:
    """Return that nobody said why."""
    if reden.strip():
        return []
    return [ValidationError(_("Schrijf waarom u dit doet."), code="reden-ontbreekt", params={"veld": "reden"})]


def eis_niet_eigen(zaak: Zaak, door: Actor) -> list[ValidationError]:
    """Return that the zaak is about this employee himself: nobody handles what he has a part in (medewerkers.md 2a)."""
    if not isinstance(door, Gebruiker) or door.soort != Gebruiker.Soort.MEDEWERKER:
        return []
    zelf = Betrokkene.objects.filter(soort=Betrokkene.Soort.MEDEWERKER, identificatie=door.username)
    zelf |= Betrokkene.objects.filter(identiteiten__gebruiker=door)
    if not zaak.rollen.filter(betrokkene__in=zelf.values("pk")).exclude(soort__in=ROLLEN_VAN_HET_WERK).exists():
        return []
    zin = _("%(naam)s is betrokken bij deze zaak. Laat een ander dit doen.") % {"naam": door.naam}
    return [ValidationError(zin, code="eigen-zaak")]


def eis_bewerkbaar(zaak: Zaak, door: Actor, *, geforceerd: bool = False) -> list[ValidationError]:
    """Return why this actor can change nothing of what stands at the zaak."""
    return [*eis_wijzigbaar(zaak, geforceerd=geforceerd), *eis_niet_eigen(zaak, door)]
