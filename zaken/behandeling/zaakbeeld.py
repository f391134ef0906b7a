"""Everything that the page of a zaak shows, read once."""

import datetime
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import DIRECT_TONEN, ScanStatus, mag_open
from zaken.archivering import lees_datum
from zaken.behandeling.toestand import Badge, badge_van
from zaken.models import (
    Besluit,
    Betrokkene,
    Eigenschap,
    Opschorting,
    Recht,
    Rol,
    Rolsoort,
    Status,
    Taak,
    Zaak,
    Zaakeigenschap,
)
from zaken.services.termijnen import Datums, termijn_van
from zaken.toegang import documenten_voor, mag

SCAN = {ScanStatus.IN_QUARANTAINE: "wacht", ScanStatus.BESMET: "besmet", ScanStatus.SCHOON: "schoon"}


@dataclass(frozen=True)
class Handeling:
    """An act that this employee can do now; `direct` is done with one click, the others ask something first."""

    tekst: str
    url: str
    icoon: str
    direct: bool = False


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
    stappen: list[Stap]
    termijn: Datums
    opschorting: Opschorting | None
    gegevens: list[tuple[str, str]]
    documenten: list[Documentregel]
    taken: list[Taak]
    besluiten: list[Besluit]
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
    behandelen = zaak.is_open and mag(medewerker, zaak, Recht.BEHANDELEN)
    verdelen = zaak.is_open and mag(medewerker, zaak, Recht.VERDELEN)
    opschortingen = list(zaak.opschortingen.filter(beeindigd_op=None))
    eigenschappen = zaak.eigenschappen.select_related("eigenschap").order_by("eigenschap__volgnummer", "pk")
    return Zaakbeeld(
        zaak=zaak,
        badge=badge_van(zaak, heeft_behandelaar=_behandelaar(rollen) is not None),
        status=statussen[-1] if statussen else None,
        rollen=rollen,
        handelingen=_handelingen(zaak, _behandelaar(rollen), behandelen=behandelen, verdelen=verdelen),
        stappen=_stappen(zaak, statussen),
        termijn=termijn_van(zaak),
        opschorting=opschortingen[0] if opschortingen else None,
        gegevens=[(rij.eigenschap.label, waarde_in_woorden(rij)) for rij in eigenschappen],
        documenten=_documenten(zaak, medewerker),
        taken=list(zaak.taken.select_related("informatieobjecttype").order_by("-gemaakt_op")),
        besluiten=list(zaak.besluiten.select_related("besluittype")),
        mag_behandelen=behandelen,
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


def _handelingen(zaak: Zaak, behandelaar: Rol | None, *, behandelen: bool, verdelen: bool) -> list[Handeling]:
    """Return the buttons, the one that is next first; a closed zaak has none."""
    versie = zaak.zaaktypeversie
    mogelijk = [
        (behandelen and behandelaar is None, _("Neem in behandeling"), "neem", "user-check"),
        (behandelen, _("Zet status"), "status", "flag"),
        (behandelen, _("Foto of document toevoegen"), "document_toevoegen", "photo"),
        (behandelen and versie.opschorting_mogelijk, _("Vraag om aanvulling"), "aanvulling", "message"),
        (behandelen and versie.besluittypen.exists(), _("Leg besluit vast"), "besluit", "gavel"),
        (behandelen, _("Sluit af"), "afsluiten", "circle-check"),
        (verdelen, _("Wijs toe aan collega"), "wijs_toe", "users"),
        (behandelen and behandelaar is not None, _("Geef terug aan de groep"), "geef_vrij", "user-plus"),
    ]
    return [
        Handeling(tekst, reverse(f"behandeling:{naam}", args=[zaak.uuid]), icoon, direct=naam == "neem")
        for kan, tekst, naam, icoon in mogelijk
        if kan
    ]


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
