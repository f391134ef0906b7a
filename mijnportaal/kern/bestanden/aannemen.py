"""Taking in a file: is it what it says, is it only that, and what of it do we keep."""

import logging
import shutil
import tempfile
from typing import IO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from mijnportaal.kern.bestanden import beeld
from mijnportaal.kern.bestanden.dubbel import is_ook_iets_anders
from mijnportaal.kern.bestanden.namen import extensie_van, met_extensie
from mijnportaal.kern.bestanden.omzetten import NietOmTeZetten, zet_om
from mijnportaal.kern.bestanden.pakket import is_bom
from mijnportaal.kern.bestanden.regels import Bestandsregels
from mijnportaal.kern.bestanden.soorten import HEIC, JPG, PAKKETTEN, PDF, PNG, Bestandssoort

beveiliging = logging.getLogger("mijnportaal.beveiliging")
# What nobody does by accident, so that it belongs in the security log.
VERDACHT = frozenset({"bestand-inhoud-klopt-niet", "bestand-dubbel", "bestand-bom"})


def controleer_bestand(upload: "UploadedFile[bytes]", regels: Bestandsregels) -> Bestandssoort:
    """Return the kind of an uploaded file, or raise the reason why it is refused and what is allowed."""
    if not upload.size:
        raise _weigering(_("Het bestand is leeg."), regels, "bestand-leeg")
    if upload.size > regels.max_omvang:
        raise _weigering(_("Het bestand is te groot."), regels, "bestand-te-groot")
    extensie = extensie_van(upload.name or "")
    soort = next((soort for soort in regels.soorten if extensie in soort.extensies), None)
    if soort is None:
        raise _weigering(_("Dit soort bestand kunnen wij niet aannemen."), regels, "bestand-verkeerde-soort")
    if not soort.past_bij(upload.content_type or "") or not soort.is_soort_van(upload):
        raise _niet_goed(soort, regels)
    _eis_veilig(upload, soort, regels)
    return soort


def neem_aan(upload: "UploadedFile[bytes]", regels: Bestandsregels) -> Bestandssoort:
    """Return the kind of the file as we keep it, which is what the resident sees: checked, and a photo made bare.

    A photo loses what the camera wrote in it, above all where it was taken, and what was hidden behind it (P-05).
    One of an iPhone becomes a JPG, because not everybody can open it otherwise.
    """
    soort = controleer_bestand(upload, regels)
    bewerk = {JPG: beeld.kale_jpeg, PNG: beeld.kale_png, HEIC: zet_om}.get(soort)
    if bewerk is None:
        return soort
    with tempfile.TemporaryFile() as nieuw:
        upload.seek(0)
        try:
            bewerk(cast(IO[bytes], upload.file), nieuw, plaats_bewaren=regels.plaats_bewaren)
        except NietOmTeZetten as fout:
            raise _weigering(str(fout), regels, "bestand-niet-om-te-zetten") from None
        except beeld.KapotBeeld:
            raise _niet_goed(soort, regels) from None
        _vervang(upload, nieuw)
    if soort is HEIC:
        upload.name, upload.content_type, soort = met_extensie(upload.name or "", "jpg"), JPG.mimetype, JPG
    return soort


def _eis_veilig(upload: "UploadedFile[bytes]", soort: Bestandssoort, regels: Bestandsregels) -> None:
    pakket = soort in PAKKETTEN
    try:
        if pakket and is_bom(upload):
            raise _weigering(_("Het bestand wordt te groot als wij het uitpakken."), regels, "bestand-bom")
        upload.seek(0)
        if is_ook_iets_anders(upload, pdf=soort is PDF, pakket=pakket):
            reden = _("In dit bestand zit nog een ander bestand, of het is niet heel. Sla het opnieuw op.")
            raise _weigering(reden, regels, "bestand-dubbel")
    finally:
        upload.seek(0)


def _vervang(upload: "UploadedFile[bytes]", nieuw: IO[bytes]) -> None:
    """Give the upload its new content, in its own place on disk."""
    nieuw.seek(0)
    upload.seek(0)
    upload.truncate(0)
    shutil.copyfileobj(nieuw, cast(IO[bytes], upload.file))
    upload.size = upload.tell()
    upload.seek(0)


def _niet_goed(soort: Bestandssoort, regels: Bestandsregels) -> ValidationError:
    reden = _("Het bestand is geen goed %(soort)s-bestand, ook al heet het zo.") % {"soort": soort.naam}
    return _weigering(reden, regels, "bestand-inhoud-klopt-niet")


def _weigering(reden: str, regels: Bestandsregels, code: str) -> ValidationError:
    if code in VERDACHT:
        velden = {"actie": "bestand_aangeboden", "resultaat": "geweigerd", "reden": code}
        beveiliging.warning("%s", " ".join(f"{naam}={waarde}" for naam, waarde in velden.items()), extra=velden)
    return ValidationError(f"{reden} {regels.uitleg}", code=code)
