"""What is said of a document, and when that cannot be."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zaken.models import Informatieobject, Informatieobjecttype, Richting

Status = Informatieobject.Status
# What is finished elsewhere and came in, is no draft here.
NIET_BIJ_ONTVANGEN = (Status.IN_BEWERKING, Status.TER_VASTSTELLING)
# These stand with the version, beside its file.
BIJ_VERSIE = frozenset({"formaat", "bestandsnaam", "omvang"})


@dataclass(frozen=True)
class Documentgegevens:
    """Everything that another system can say of a document (ZGW ENKELVOUDIGINFORMATIEOBJECT), without its content."""

    informatieobjecttype: Informatieobjecttype
    bronorganisatie: str
    creatiedatum: datetime.date
    titel: str
    auteur: str
    taal: str
    identificatie: str = ""
    vertrouwelijkheidaanduiding: int | None = None
    status: str = ""
    formaat: str = ""
    bestandsnaam: str = ""
    omvang: int | None = None
    link: str = ""
    beschrijving: str = ""
    ontvangstdatum: datetime.date | None = None
    verzenddatum: datetime.date | None = None
    indicatie_gebruiksrecht: bool | None = None
    verschijningsvorm: str = ""
    ondertekening: Mapping[str, str] | None = None
    integriteit: Mapping[str, str] | None = None
    trefwoorden: Sequence[str] = ()

    def kolommen(self) -> dict[str, object]:
        """Return the columns of the informatieobject."""
        waarden = {veld.name: getattr(self, veld.name) for veld in fields(self) if veld.name not in BIJ_VERSIE}
        waarden["trefwoorden"] = list(self.trefwoorden)
        # drc-007: what the client does not say, follows from the type.
        if self.vertrouwelijkheidaanduiding is None:
            waarden["vertrouwelijkheidaanduiding"] = self.informatieobjecttype.vertrouwelijkheidaanduiding
        return {**waarden, "richting": self._richting()}

    def _richting(self) -> str:
        if self.ontvangstdatum:
            return Richting.INKOMEND
        return Richting.UITGAAND if self.verzenddatum else ""


def gegevens_van(document: Informatieobject) -> Documentgegevens:
    """Return what is said of a document now; a change begins here."""
    versie = document.versies.latest("versie")
    kolommen = {
        veld.name: getattr(document, veld.name) for veld in fields(Documentgegevens) if veld.name not in BIJ_VERSIE
    }
    return Documentgegevens(**kolommen, formaat=versie.mimetype, bestandsnaam=versie.bestandsnaam, omvang=versie.omvang)


def reden(zin: str, code: str, veld: str = "") -> ValidationError:
    """Return a refusal; `veld` is the field of the standard that it is about."""
    return ValidationError(zin, code=code, params={"veld": veld} if veld else None)


def beletsels_gegevens(gegevens: Documentgegevens, document: Informatieobject | None = None) -> list[ValidationError]:
    """Return every reason why this cannot be said of a document, new or `document`."""
    return [
        *_beletsels_type(gegevens, document),
        *_beletsels_datums(gegevens),
        *_beletsels_gebruiksrecht(gegevens, document),
        *_beletsels_identificatie(gegevens, document),
    ]


def niet_uniek() -> ValidationError:
    """Return that the number has been given already."""
    return reden(
        _("Deze identificatie bestaat al bij deze bronorganisatie."), "identificatie-niet-uniek", "identificatie"
    )


def _beletsels_type(gegevens: Documentgegevens, document: Informatieobject | None) -> list[ValidationError]:
    """drc-001: the type is published; a type that stays is not judged again."""
    soort = gegevens.informatieobjecttype
    if not soort.concept or (document and document.informatieobjecttype_id == soort.pk):
        return []
    return [reden(_("Dit informatieobjecttype is nog niet gepubliceerd."), "not-published", "informatieobjecttype")]


def _beletsels_datums(gegevens: Documentgegevens) -> list[ValidationError]:
    redenen = []
    if gegevens.ontvangstdatum and gegevens.status in NIET_BIJ_ONTVANGEN:  # drc-005
        zin = _("Een ontvangen document is niet in bewerking en wacht niet op vaststelling.")
        redenen.append(reden(zin, "invalid_for_received", "status"))
    if gegevens.ontvangstdatum and gegevens.verzenddatum:
        zin = _("Een document is ontvangen of verzonden, niet allebei.")
        redenen.append(reden(zin, "ontvangen-en-verzonden", "verzenddatum"))
    return redenen


def _beletsels_gebruiksrecht(gegevens: Documentgegevens, document: Informatieobject | None) -> list[ValidationError]:
    """drc-006: the indication is true when there are gebruiksrechten, and only then."""
    heeft = document is not None and document.gebruiksrechten.exists()
    if gegevens.indicatie_gebruiksrecht and not heeft:
        zin = _("Leg gebruiksrechten vast; dan volgt deze indicatie vanzelf.")
        return [reden(zin, "missing-gebruiksrechten", "indicatieGebruiksrecht")]
    if heeft and not gegevens.indicatie_gebruiksrecht:
        zin = _("Er zijn gebruiksrechten vastgelegd, dus de indicatie blijft waar.")
        return [reden(zin, "existing-gebruiksrechten", "indicatieGebruiksrecht")]
    return []


def _beletsels_identificatie(gegevens: Documentgegevens, document: Informatieobject | None) -> list[ValidationError]:
    if not gegevens.identificatie:
        return []
    anderen = Informatieobject.objects.filter(
        bronorganisatie=gegevens.bronorganisatie, identificatie=gegevens.identificatie, elders_url=""
    )
    if document is not None:
        anderen = anderen.exclude(pk=document.pk)
    return [niet_uniek()] if anderen.exists() else []
