"""Hand out a stored file, whole or a part of it (RFC 9110, range requests)."""

import io
import re
from pathlib import Path
from typing import IO, cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from mijnportaal.kern.bestanden import JPG, PDF, PNG, schone_naam
from mijnportaal.kern.opslag.bestand import BLOK, lokaal

CSP_BEWAREN = "default-src 'none'; sandbox"
# A browser shows a picture in a page of its own making, with style in it; default-src would break that.
CSP_TONEN = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
DIRECT_TONEN = frozenset({PDF.mimetype, JPG.mimetype, PNG.mimetype})
ONBEKEND = "application/octet-stream"
_MIMETYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_BEREIK = re.compile(r"bytes=\s*(\d{0,19})-(\d{0,19})\s*", re.ASCII | re.IGNORECASE)


class Bestandsdeel(io.RawIOBase):
    """A part of an open file that behaves as a file of its own; `begin` is where it stands in the whole."""

    def __init__(self, bestand: IO[bytes], begin: int, lengte: int) -> None:
        super().__init__()
        self._bestand, self.begin, self._lengte = bestand, begin, lengte
        bestand.seek(begin)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Return the place in the part."""
        return self._bestand.tell() - self.begin

    def seek(self, plaats: int, vanaf: int = io.SEEK_SET, /) -> int:
        """Go to a place in the part."""
        basis = {io.SEEK_SET: 0, io.SEEK_CUR: self.tell(), io.SEEK_END: self._lengte}[vanaf]
        return self._bestand.seek(self.begin + max(0, basis + plaats)) - self.begin

    def read(self, omvang: int | None = -1, /) -> bytes:
        """Return the next bytes, never past the end of the part."""
        rest = max(0, self._lengte - self.tell())
        return self._bestand.read(rest if omvang is None or omvang < 0 else min(omvang, rest))

    def fileno(self) -> int:
        """Return the number of the open file, so that the web server can have the kernel send it."""
        return self._bestand.fileno()

    def close(self) -> None:
        """Close the file."""
        self._bestand.close()
        super().close()


class _Download(FileResponse):
    block_size = BLOK


def download_antwoord(
    *,
    pad: str,
    naam: str,
    mimetype: str,
    omvang: int,
    sha256: str = "",
    verzoek: HttpRequest | None = None,
    inline: bool = False,
) -> HttpResponseBase:
    """Return the streamed response for a stored file, after toegang has said yes (S-18, S-37).

    Only a PDF, JPG or PNG is ever shown in the browser; everything else is saved, and nothing in it can run.
    """
    if not pad:  # the content of a document can still be on its way, or in another register
        raise Http404
    etag = f'"{sha256}"' if sha256 else ""
    deel = _gevraagd_deel(verzoek, omvang, etag)
    antwoord: HttpResponseBase
    if etag and verzoek is not None and _heeft_het_al(verzoek, etag):
        antwoord = HttpResponse(status=304)
    elif deel is not None and not deel:
        antwoord = HttpResponse(status=416, headers={"Content-Range": f"bytes */{omvang}"})
    else:
        # HEAD gives the headers of GET; without a body there is no file to open.
        alleen_kop = verzoek is not None and verzoek.method == "HEAD"
        tonen = inline and mimetype in DIRECT_TONEN
        antwoord = _inhoud("" if alleen_kop else pad, naam, mimetype, omvang, deel, tonen=tonen)
    if etag:
        antwoord["ETag"] = etag
    antwoord["Accept-Ranges"] = "bytes"
    antwoord["Cache-Control"] = "no-store, private"
    antwoord["X-Content-Type-Options"] = "nosniff"
    antwoord["Cross-Origin-Resource-Policy"] = "same-origin"
    return antwoord


def _inhoud(pad: str, naam: str, mimetype: str, omvang: int, deel: range | None, *, tonen: bool) -> FileResponse:
    antwoord = _Download(
        _open(pad, deel),
        as_attachment=not tonen,
        filename=schone_naam(naam),
        content_type=mimetype if _MIMETYPE.fullmatch(mimetype) else ONBEKEND,
        status=200 if deel is None else 206,
    )
    antwoord["Content-Length"] = str(omvang if deel is None else len(deel))
    if deel is not None:
        antwoord["Content-Range"] = f"bytes {deel.start}-{deel.stop - 1}/{omvang}"
    antwoord["Content-Security-Policy"] = CSP_TONEN if tonen else CSP_BEWAREN
    return antwoord


def _open(pad: str, deel: range | None) -> IO[bytes]:
    if not pad:
        return io.BytesIO()
    plaats: Path | None = lokaal(pad)
    # Without a buffer of its own: the web server reads large pieces, or has the kernel send it.
    bestand = default_storage.open(pad) if plaats is None else plaats.open("rb", buffering=0)
    return bestand if deel is None else cast(IO[bytes], Bestandsdeel(bestand, deel.start, len(deel)))


def _heeft_het_al(verzoek: HttpRequest, etag: str) -> bool:
    gekend = verzoek.headers.get("If-None-Match", "")
    return gekend.strip() == "*" or etag in {deel.strip().removeprefix("W/") for deel in gekend.split(",")}


def _gevraagd_deel(verzoek: HttpRequest | None, omvang: int, etag: str) -> range | None:
    """Return which bytes were asked for: nothing for the whole file, an empty range for what is not in it.

    A header that we cannot follow is passed over, as the RFC says: more ranges at once, another unit, or an `If-Range`
    about another file than the one that stands here now.
    """
    if verzoek is None or verzoek.method != "GET":
        return None
    gevonden = _BEREIK.fullmatch(verzoek.headers.get("Range", ""))
    if gevonden is None or verzoek.headers.get("If-Range", etag) != etag:
        return None
    begin, einde = gevonden.groups()
    if not begin:  # the last so many bytes
        return range(max(0, omvang - int(einde)), omvang) if einde else None
    if einde and int(einde) < int(begin):
        return None
    return range(int(begin), min(int(einde) + 1 if einde else omvang, omvang))
