"""Taking in the parts of a file, and making a Bijlage of them when the last one is there.

A part stands in the store before its row is written, and a row is written in one go: a process that is killed leaves a
file without a row, which the sweep finds, and the browser sends that part again. The last part is never kept by
itself. It goes with the others into one file, and in one transaction that becomes a Bijlage and the upload is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.componenten import Bestanden
from formulieren.dossier import Gesteld
from formulieren.models import Bijlage, Inzending, Upload, Uploaddeel
from formulieren.services.bijlagen import Grenzen, schrijf_bijlagen
from formulieren.services.slot import vergrendel
from mijnportaal.kern.bestanden import MB, Bestandsregels, extensie_van, neem_aan, schone_naam
from mijnportaal.kern.opslag import BLOK, Opvang, bewaard, lees, onderweg, verwijder

# The largest part in one request; a browser that sends smaller ones loses less when the line breaks.
MAX_DEEL = 8 * MB
# More files that are not whole than anybody has.
MAX_OPEN = 60


class Verschoven(Exception):
    """This part does not begin where the file ends; the browser asks where to go on."""


@dataclass(frozen=True)
class Aankondiging:
    """What a browser says about a file before it sends it."""

    naam: str
    mimetype: str
    omvang: int


@transaction.atomic
def begin_upload(inzending: Inzending, gesteld: Gesteld, bestand: Aankondiging) -> Upload:
    """Return the upload for a file that the question can still take; what will be refused is refused now."""
    inzending = vergrendel(inzending)
    component = _component(gesteld)
    _eis_aan_te_nemen(bestand, component.regels)
    Grenzen.van(component).eis_ruimte(inzending, gesteld.plek, [bestand.omvang])
    if inzending.uploads.count() >= MAX_OPEN:
        raise ValidationError(_("Er zijn te veel bestanden tegelijk onderweg. Wacht even."), code="te-veel-uploads")
    return Upload.objects.create(
        inzending=inzending,
        vraag=gesteld.plek.vraag,
        rij=gesteld.plek.rij,
        naam=schone_naam(bestand.naam),
        mimetype=bestand.mimetype[:100],
        omvang=bestand.omvang,
    )


def neem_deel_op(upload: Upload, gesteld: Gesteld, *, begin: int, deel: IO[bytes], omvang: int) -> Bijlage | None:
    """Return the Bijlage when this was the last part, else nothing; the upload is as far as what came in."""
    if begin != upload.ontvangen or begin + omvang > upload.omvang:
        raise Verschoven
    if begin + omvang == upload.omvang:
        return _rond_af(upload, gesteld, deel, omvang)
    with onderweg(scannen=False) as opvangen:
        opvangen.append(Opvang())
        for blok in _blokken(deel, omvang):
            opvangen[0].write(blok)
        _schrijf_deel(upload, opvangen[0].bewaar().pad, begin, omvang)
    return None


@transaction.atomic
def _schrijf_deel(upload: Upload, pad: str, begin: int, omvang: int) -> None:
    vers = _vergrendel(upload, begin)
    Uploaddeel.objects.create(upload=vers, begin=begin, pad=pad)
    vers.ontvangen, vers.bijgewerkt_op = begin + omvang, timezone.now()
    vers.save(update_fields=["ontvangen", "bijgewerkt_op"])
    upload.ontvangen = vers.ontvangen


def _rond_af(upload: Upload, gesteld: Gesteld, deel: IO[bytes], omvang: int) -> Bijlage:
    component, begin = _component(gesteld), upload.ontvangen
    delen = list(upload.delen.values_list("pad", flat=True))
    with _geheel(upload, delen, deel, omvang) as bestand:
        try:
            neem_aan(bestand, component.regels)
            with bewaard([bestand]) as bewaarde, transaction.atomic():
                inzending = vergrendel(upload.inzending)
                _vergrendel(upload, begin).delete()
                (bijlage,) = schrijf_bijlagen(inzending, gesteld.plek, bewaarde, Grenzen.van(component))
        except ValidationError:
            # Sending it again does not help, so nothing of it stays.
            staak(upload)
            raise
    for pad in delen:
        verwijder(pad)
    return bijlage


def staak(upload: Upload) -> None:
    """Throw away a file that did not come in whole; a second time finds it gone."""
    delen = list(upload.delen.values_list("pad", flat=True))
    Upload.objects.filter(pk=upload.pk).delete()
    for pad in delen:
        verwijder(pad)


def _geheel(upload: Upload, delen: list[str], deel: IO[bytes], omvang: int) -> TemporaryUploadedFile:
    """Return the whole file, on disk: memory use does not grow with it."""
    bestand = TemporaryUploadedFile(upload.naam, upload.mimetype, upload.omvang, None)
    for pad in delen:
        for blok in lees(pad):
            bestand.write(blok)
    for blok in _blokken(deel, omvang):
        bestand.write(blok)
    bestand.seek(0)
    return bestand


def _vergrendel(upload: Upload, begin: int) -> Upload:
    """Return the upload, locked, when nobody else brought it further meanwhile."""
    vers = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if vers is None or vers.ontvangen != begin:
        raise Verschoven
    return vers


def _blokken(deel: IO[bytes], omvang: int) -> Iterator[bytes]:
    over = omvang
    while over:
        blok = deel.read(min(BLOK, over))
        if not blok:
            raise Verschoven  # the line broke; what came of this part is not kept
        over -= len(blok)
        yield blok


def _component(gesteld: Gesteld) -> Bestanden:
    if not isinstance(gesteld.component, Bestanden):
        raise TypeError(f"{gesteld.vraag.sleutel} vraagt geen bestanden.")
    return gesteld.component


def _eis_aan_te_nemen(bestand: Aankondiging, regels: Bestandsregels) -> None:
    """Refuse before it is sent what would be refused afterwards: nobody waits ten minutes for a no."""
    soorten = {extensie for soort in regels.soorten for extensie in soort.extensies}
    if not bestand.omvang:
        raise _weigering(_("Het bestand is leeg."), regels, "bestand-leeg")
    if bestand.omvang > regels.max_omvang:
        raise _weigering(_("Het bestand is te groot."), regels, "bestand-te-groot")
    if extensie_van(bestand.naam) not in soorten:
        raise _weigering(_("Dit soort bestand kunnen wij niet aannemen."), regels, "bestand-verkeerde-soort")


def _weigering(reden: str, regels: Bestandsregels, code: str) -> ValidationError:
    return ValidationError(f"{reden} {regels.uitleg}", code=code)
