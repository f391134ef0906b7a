"""Everything that the page of a zaak shows, read once."""

import datetime
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.bewaking import Grens
from mijnportaal.kern.opslag import DIRECT_TONEN, ScanStatus, mag_open
from zaken.archivering import lees_datum
from zaken.behandeling.knoppen import Handeling, handelingen, meer_handelingen, rechten_op
from zaken.behandeling.toestand import Badge, badge_van
from zaken.behandeling.verwant import Verwant, verwante_zaken
from zaken.models import (
    Besluit,
    Betrokkene,
    Eigenschap,
    Notitie,
    Opschorting,
    Recht,
    Rol,
    Rolsoort,
    Status,
    Taak,
    Zaak,
    Zaakeigenschap,
)
from zaken.services.termijnen import Datums, rechtsgevolg, termijn_van, uiterlijk_buiten_behandeling, waarschuwingen
from zaken.toegang import documenten_voor

SCAN = {ScanStatus.IN_QUARANTAINE: "wacht", ScanStatus.BESMET: "besmet", ScanStatus.SCHOON: "schoon"}


@dataclass(frozen=True)
class Documentregel:
    """A document, as the component documenten draws it; `is_foto` says that the page shows the picture itself."""

    naam: str
    url: str
    soort: str
    grootte: int
    wie: str
    datum: datetime.datetime
    scan: str
    is_foto: bool


@dataclass(frozen=True)
class Stap:
    """A phase of the zaak, as the component tijdlijn draws it."""

    titel: str
    toestand: str
    datum: datetime.datetime | None


@dataclass(frozen=True)
class Zaakbeeld:
    """What the page of a zaak shows."""

    zaak: Zaak
    badge: Badge
    status: Status | None
    rollen: list[Rol]
    handelingen: list[Handeling]
    meer_handelingen: list[Handeling]
    stappen: list[Stap]
    termijn: Datums
    opschorting: Opschorting | None
    gegevens: list[tuple[str, str]]
    documenten: list[Documentregel]
    taken: list[Taak]
    besluiten: list[Besluit]
    notities: list[Notitie]
    verwant: list[Verwant]
    waarschuwing: str
    buiten_behandeling: datetime.date | None
    mag_behandelen: bool

    @property
    def aanvrager(self) -> Betrokkene | None:
        return next((rol.betrokkene for rol in self.rollen if rol.soort == Rolsoort.INITIATOR), None)

    @property
    def behandelaar(self) -> Rol | None:
        return _behandelaar(self.rollen)

    @property
    def fotos(self) -> list[Documentregel]:
        return [document for document in self.documenten if document.is_foto]


def zaakbeeld(zaak: Zaak, medewerker: Gebruiker) -> Zaakbeeld:
    """Return what this employee sees of a zaak that toegang let through; the number of queries never grows."""
    statussen = list(zaak.statussen.select_related("statustype").order_by("datum", "pk"))
    rollen = list(zaak.rollen.select_related("betrokkene", "roltype").order_by("geldig_van", "pk"))
    kan = rechten_op(zaak, medewerker)
    opschortingen = list(zaak.opschortingen.order_by("begonnen_op", "pk"))
    loopt = [rij for rij in opschortingen if rij.beeindigd_op is None]
    eigenschappen = zaak.eigenschappen.select_related("eigenschap").order_by("eigenschap__volgnummer", "pk")
    return Zaakbeeld(
        zaak=zaak,
        badge=badge_van(zaak, heeft_behandelaar=_behandelaar(rollen) is not None),
        status=statussen[-1] if statussen else None,
        rollen=rollen,
        handelingen=handelingen(zaak, _behandelaar(rollen), kan),
        meer_handelingen=meer_handelingen(zaak, _behandelaar(rollen), loopt, kan, medewerker),
        stappen=_stappen(zaak, statussen),
        termijn=termijn_van(zaak),
        opschorting=loopt[0] if loopt else None,
        gegevens=[(rij.eigenschap.label, waarde_in_woorden(rij)) for rij in eigenschappen],
        documenten=_documenten(zaak, medewerker),
        taken=list(zaak.taken.select_related("informatieobjecttype", "behandelaar").order_by("-gemaakt_op")),
        besluiten=list(zaak.besluiten.select_related("besluittype")),
        notities=list(zaak.notities.select_related("auteur").order_by("-gemaakt_op", "-pk")),
        verwant=verwante_zaken(zaak, medewerker),
        waarschuwing=_waarschuwing(zaak),
        buiten_behandeling=_buiten_behandeling(zaak, opschortingen),
        mag_behandelen=zaak.is_open and Recht.BEHANDELEN in kan,
    )


def waarde_in_woorden(rij: Zaakeigenschap) -> str:
    """Return a fact as people read it; what does not fit its format is shown as it was stored."""
    try:
        match rij.eigenschap.formaat:
            case Eigenschap.Formaat.DATUM | Eigenschap.Formaat.DATUM_TIJD:
                return formats.date_format(lees_datum(rij.waarde))
            case Eigenschap.Formaat.GETAL:
                return formats.number_format(Decimal(rij.waarde), use_l10n=True, force_grouping=True)
    except (ValueError, InvalidOperation):
        pass
    return rij.waarde


def _behandelaar(rollen: list[Rol]) -> Rol | None:
    return next((rol for rol in rollen if rol.soort == Rolsoort.BEHANDELAAR and rol.geldig_tot is None), None)


def _buiten_behandeling(zaak: Zaak, opschortingen: list[Opschorting]) -> datetime.date | None:
    """Return until when this application can still be put aside; nothing when that is not at hand."""
    if not zaak.is_open or zaak.beslist_op:
        return None
    vandaag = timezone.localdate()
    datum = uiterlijk_buiten_behandeling(opschortingen, vandaag)
    return datum if datum and datum >= vandaag else None


def _waarschuwing(zaak: Zaak) -> str:
    """Return how far the term is, in words; nothing as long as there is time (T-13)."""
    vandaag = timezone.localdate()
    if gevolg := rechtsgevolg(zaak, vandaag):
        woorden = {
            "dag": formats.date_format(gevolg.gegeven_op),
            "bekend": formats.date_format(gevolg.uiterlijk_bekend),
        }
        zin = _(
            "Wij zijn te laat. De aanvraag is van rechtswege toegewezen op %(dag)s. Maak dat uiterlijk op %(bekend)s"
            " bekend."
        )
        return zin % woorden
    bereikt = waarschuwingen(zaak, vandaag)
    zinnen = {
        Grens.VOORBIJ: _("De termijn is voorbij."),
        Grens.VIJF_WERKDAGEN: _("Nog hoogstens 5 werkdagen."),
        Grens.NEGENTIG: _("90 procent van de termijn is voorbij."),
        Grens.DRIEKWART: _("75 procent van de termijn is voorbij."),
        Grens.HELFT: _("De helft van de termijn is voorbij."),
    }
    return next((zin for grens, zin in zinnen.items() if grens in bereikt), "")


def _stappen(zaak: Zaak, statussen: list[Status]) -> list[Stap]:
    """Return the phases of the zaaktype with the day on which the zaak reached them."""
    bereikt = {status.statustype_id: status for status in statussen}
    huidig = statussen[-1].statustype.volgnummer if statussen else 0
    stappen = []
    for statustype in zaak.zaaktypeversie.statustypen.order_by("volgnummer"):
        status = bereikt.get(statustype.pk)
        if statustype.volgnummer == huidig:
            toestand = "huidig" if zaak.is_open else "klaar"
        else:
            toestand = "klaar" if status and statustype.volgnummer < huidig else "komt"
        stappen.append(Stap(statustype.omschrijving, toestand, status.datum if status and toestand != "komt" else None))
    return stappen


def _documenten(zaak: Zaak, medewerker: Gebruiker) -> list[Documentregel]:
    rijen = documenten_voor(medewerker).filter(zaak=zaak).met_laatste_versie().order_by("-registratiedatum", "-pk")
    regels = []
    for rij in rijen:
        informatieobject = rij.informatieobject
        open_, mimetype = mag_open(rij.scanstatus), rij.mimetype  # type: ignore[attr-defined]
        delen = [
            str(informatieobject.informatieobjecttype),
            str(informatieobject.get_richting_display()),
            informatieobject.auteur,
            _("Inwoner ziet dit") if rij.zichtbaar_voor_inwoner else _("Alleen voor medewerkers"),
        ]
        regels.append(
            Documentregel(
                naam=informatieobject.titel,
                url=reverse("behandeling:document", args=[rij.uuid]) if open_ else "",
                soort=rij.bestandsnaam.rpartition(".")[2].lower(),  # type: ignore[attr-defined]
                grootte=rij.omvang,  # type: ignore[attr-defined]
                wie=" · ".join(delen),
                datum=rij.registratiedatum,
                scan=SCAN.get(rij.scanstatus, ""),  # type: ignore[attr-defined]
                is_foto=open_ and mimetype in DIRECT_TONEN and mimetype.startswith("image/"),
            )
        )
    return regels
