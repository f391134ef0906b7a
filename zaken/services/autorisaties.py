"""What other systems may do here: applicaties with their client-ids and rights (ZGW Autorisaties)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor, Naamloos, naam_van
from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.kern.voorbereid import vraag
from mijnportaal.notificaties.services import plan_notificatie
from mijnportaal.zgw.rechten import HOOFDRESOURCES, Component
from zaken.gebeurtenissen import adres_van
from zaken.models import Autorisatie, Besluittype, Informatieobjecttype, Vertrouwelijkheid, Zaaktypeversie

logger = logging.getLogger(__name__)

# What a scope on the rows of a component needs beside it (ac-003): the type, and a confidentiality where rows have one.
NODIG = {
    Component.ZRC: ("zaaktype", "maxVertrouwelijkheidaanduiding"),
    Component.DRC: ("informatieobjecttype", "maxVertrouwelijkheidaanduiding"),
    Component.BRC: ("besluittype",),
}


@dataclass(frozen=True, slots=True)
class Machtiging:
    """One right as it is asked for: a type of ours, or the address of a type of another register."""

    component: Component
    scopes: Sequence[str]
    type: Zaaktypeversie | Informatieobjecttype | Besluittype | str = ""
    max_vertrouwelijkheid: Vertrouwelijkheid | None = None

    def ontbreekt(self) -> list[str]:
        """Return the names of what ac-003 asks and is not there."""
        if not any(scope.startswith(HOOFDRESOURCES[self.component]) for scope in self.scopes):
            return []
        gegeven = {"maxVertrouwelijkheidaanduiding": self.max_vertrouwelijkheid is not None}
        return [naam for naam in NODIG.get(self.component, ()) if not gegeven.get(naam, self.type != "")]

    def rij(self, applicatie: Applicatie) -> Autorisatie:
        """Return the row, not saved yet; the right holds for every version of the type (ADR 0005)."""
        rij = Autorisatie(
            applicatie=applicatie,
            component=self.component,
            scopes=list(self.scopes),
            max_vertrouwelijkheid=self.max_vertrouwelijkheid,
        )
        match self.type:
            case Zaaktypeversie():
                rij.zaaktypeversie, rij.zaaktype_id = self.type, self.type.zaaktype_id
            case Informatieobjecttype():
                rij.informatieobjecttype = self.type
            case Besluittype():
                rij.besluittype = self.type
            case str():
                rij.type_url = self.type
        return rij


@dataclass(frozen=True, slots=True)
class Applicatiegegevens:
    """An applicatie as it has to be."""

    label: str
    client_ids: Sequence[str]
    heeft_alle_autorisaties: bool = False
    machtigingen: Sequence[Machtiging] = field(default_factory=tuple)


def applicaties() -> QuerySet[Applicatie]:
    """Return the applicaties that may do something; one without any right is not an APPLICATIE yet, or not any more."""
    return Applicatie.objects.filter(_met_rechten())


def _met_rechten(pad: str = "") -> Q:
    rijen = Autorisatie.objects.filter(applicatie=OuterRef(f"{pad}pk" if pad else "pk"))
    return Q(**{f"{pad}heeft_alle_autorisaties": True}) | Q(Exists(rijen))


@transaction.atomic
def registreer_applicatie(gegevens: Applicatiegegevens, *, door: Actor) -> Applicatie:
    """Return the new applicatie; a client-id that has a secret already keeps it."""
    _wacht_op_client_ids(gegevens.client_ids)
    _weiger(beletsels(gegevens, applicatie=None))
    applicatie = Applicatie.objects.create(
        label=gegevens.label, heeft_alle_autorisaties=gegevens.heeft_alle_autorisaties
    )
    _zet_client_ids(applicatie, gegevens.client_ids)
    _zet_machtigingen(applicatie, gegevens.machtigingen)
    meld_applicatie(applicatie, "create", door=door)
    return applicatie


@transaction.atomic
def wijzig_applicatie(
    applicatie: Applicatie,
    gegevens: Applicatiegegevens,
    *,
    nieuwe_machtigingen: bool = True,
    geheel: bool = False,
    door: Actor,
) -> Applicatie:
    """Return the applicatie as `gegevens` say; without `nieuwe_machtigingen` its rights stay the rows they are."""
    _wacht_op_client_ids(gegevens.client_ids)
    applicatie = Applicatie.objects.select_for_update(of=("self",)).get(pk=applicatie.pk)
    _weiger(beletsels(gegevens, applicatie=applicatie, eigen_rijen=not nieuwe_machtigingen))
    applicatie.label = gegevens.label
    applicatie.heeft_alle_autorisaties = gegevens.heeft_alle_autorisaties
    applicatie.save(update_fields=["label", "heeft_alle_autorisaties"])
    _zet_client_ids(applicatie, gegevens.client_ids)
    if nieuwe_machtigingen:
        applicatie.autorisaties.all().delete()
        _zet_machtigingen(applicatie, gegevens.machtigingen)
    meld_applicatie(applicatie, "update" if geheel else "partial_update", door=door)
    return applicatie


@transaction.atomic
def machtig(applicatie: Applicatie, machtiging: Machtiging, *, door: Actor = Naamloos.SYSTEEM) -> None:
    """Give the applicatie this right beside those that it has; a right that it has already is not given again."""
    applicatie = Applicatie.objects.select_for_update(of=("self",)).get(pk=applicatie.pk)
    _weiger(_beletsels_keuze(applicatie.heeft_alle_autorisaties, heeft_rijen=True))
    rij = machtiging.rij(applicatie)
    velden = ("component", "scopes", "zaaktype", "informatieobjecttype", "besluittype", "type_url")
    zelfde = applicatie.autorisaties.filter(**{veld: getattr(rij, veld) for veld in velden})
    if not zelfde.filter(max_vertrouwelijkheid=rij.max_vertrouwelijkheid).exists():
        rij.save(force_insert=True)
        meld_applicatie(applicatie, "partial_update", door=door)


@transaction.atomic
def verwijder_applicatie(applicatie: Applicatie, *, door: Actor) -> None:
    """Take away every right of the applicatie, and the applicatie itself unless the trail of a zaak names it.

    A client-id with a secret stays, without any right, so that a new applicatie can be given it (as the field expects:
    the Autorisaties API cannot set a secret).
    """
    applicatie = Applicatie.objects.select_for_update(of=("self",)).get(pk=applicatie.pk)
    meld_applicatie(applicatie, "destroy", door=door)
    applicatie.autorisaties.all().delete()
    applicatie.client_ids.filter(secret__isnull=True).delete()
    applicatie.heeft_alle_autorisaties = False
    applicatie.save(update_fields=["heeft_alle_autorisaties"])
    _ruim_op(applicatie)


def beletsels(
    gegevens: Applicatiegegevens, *, applicatie: Applicatie | None, eigen_rijen: bool = False
) -> list[ValidationError]:
    """Return why an applicatie cannot be like this, every reason at once."""
    heeft_rijen = bool(gegevens.machtigingen) or (eigen_rijen and applicatie is not None and _heeft_rijen(applicatie))
    return [
        *_beletsels_client_ids(gegevens.client_ids, applicatie),
        *_beletsels_keuze(gegevens.heeft_alle_autorisaties, heeft_rijen),
        *_beletsels_machtigingen(gegevens.machtigingen),
    ]


def _beletsels_client_ids(client_ids: Sequence[str], applicatie: Applicatie | None) -> list[ValidationError]:
    # ac-001: a client-id belongs to one applicatie; one that only waits for its rights belongs to nobody yet.
    bezet = ClientId.objects.filter(_met_rechten("applicatie__"), client_id__in=client_ids)
    if applicatie is not None:
        bezet = bezet.exclude(applicatie=applicatie)
    namen = list(bezet.order_by("client_id").values_list("client_id", flat=True))
    if not namen:
        return []
    zin = _("Deze client-id’s horen al bij een andere applicatie: %(namen)s.") % {"namen": ", ".join(namen)}
    return [ValidationError(zin, code="clientId-exists", params={"veld": "clientIds"})]


def _beletsels_keuze(alles: bool, heeft_rijen: bool) -> list[ValidationError]:
    """Return what is wrong with the choice between everything and named rights (ac-002)."""
    if alles and heeft_rijen:
        zin = _("Kies tussen alle autorisaties en autorisaties met name: samen kan niet.")
        return [ValidationError(zin, code="ambiguous-authorizations-specified")]
    if not alles and not heeft_rijen:
        zin = _("Geef autorisaties op, of zet heeftAlleAutorisaties.")
        return [ValidationError(zin, code="missing-authorizations")]
    return []


def _beletsels_machtigingen(machtigingen: Sequence[Machtiging]) -> list[ValidationError]:
    zin = _("Dit veld is verplicht bij deze scopes.")
    return [
        ValidationError(zin, code="required", params={"veld": f"autorisaties.{nummer}.{naam}"})
        for nummer, machtiging in enumerate(machtigingen)
        for naam in machtiging.ontbreekt()
    ]


def _weiger(redenen: list[ValidationError]) -> None:
    if redenen:
        raise ValidationError(redenen)


def _heeft_rijen(applicatie: Applicatie) -> bool:
    return applicatie.autorisaties.exists()


def _wacht_op_client_ids(client_ids: Sequence[str]) -> None:
    """Let two that ask for the same client-id at one moment go one after the other: one gets it, one hears why not."""
    for naam in sorted(set(client_ids)):
        vraag("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [naam])


def _zet_client_ids(applicatie: Applicatie, client_ids: Sequence[str]) -> None:
    """Give the applicatie exactly these client-ids, with the secrets that they have."""
    namen = list(dict.fromkeys(client_ids))
    applicatie.client_ids.exclude(client_id__in=namen).delete()
    over_te_nemen = ClientId.objects.filter(client_id__in=namen).exclude(applicatie=applicatie)
    vorige = list(Applicatie.objects.filter(pk__in=over_te_nemen.values("applicatie")))
    over_te_nemen.update(applicatie=applicatie)
    bekend = set(applicatie.client_ids.values_list("client_id", flat=True))
    ClientId.objects.bulk_create(
        ClientId(applicatie=applicatie, client_id=naam) for naam in namen if naam not in bekend
    )
    for leeg in vorige:
        _ruim_op(leeg)


def _zet_machtigingen(applicatie: Applicatie, machtigingen: Sequence[Machtiging]) -> None:
    Autorisatie.objects.bulk_create(machtiging.rij(applicatie) for machtiging in machtigingen)


def _ruim_op(applicatie: Applicatie) -> None:
    """Delete an applicatie without rights and client-ids; one that did something stays, for the trail that names it."""
    if applicatie.client_ids.exists():
        return
    try:
        with transaction.atomic():
            applicatie.delete()
    except ProtectedError:
        logger.info("applicatie blijft voor het spoor", extra={"applicatie": applicatie.pk})


def meld_applicatie(applicatie: Applicatie, actie: str, *, door: Actor) -> None:
    """Plan the notification of this change, and say in the log who made it."""
    logger.info("applicatie %s", actie, extra={"applicatie": str(applicatie.uuid), "door": naam_van(door)})
    adres = adres_van(applicatie)
    plan_notificatie(
        kanaal="autorisaties",
        hoofd_object=adres,
        resource="applicatie",
        resource_url=adres,
        actie=actie,
        kenmerken={},
        aanmaakdatum=timezone.now(),
    )
