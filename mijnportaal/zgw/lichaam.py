"""Read a JSON body strictly: what is doubtful is refused with 400, before any field is looked at."""

import json
import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mijnportaal.zgw.fouten import Fout, onleesbaar

DIEPSTE = 100
# NUL cannot be stored; half a surrogate pair (\\ud8..) cannot be written. A backslash that is written itself is fine.
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000|\x00")
HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def lees_json(request: HttpRequest) -> Any:
    """Return what the body says; an empty body is an empty object.

    What is larger than DATA_UPLOAD_MAX_MEMORY_SIZE is refused; a document comes as a stream (mijnportaal.zgw.stroom).
    """
    eis_json(request)
    return ontleed(request.body)


def eis_json(request: HttpRequest) -> None:
    """Raise 415 when the body says that it is something else."""
    soort = request.content_type or "application/json"
    if soort != "application/json" and not (soort.startswith("application/") and soort.endswith("+json")):
        detail = _("Ongeldige media type “%(soort)s” in aanvraag.") % {"soort": soort}
        raise Fout(415, "unsupported_media_type", detail, detail)


def ontleed(inhoud: bytes) -> Any:
    """Return the value of a JSON text in UTF-8 without duplicate keys, NUL, NaN or endless nesting."""
    if not inhoud.strip():
        return {}
    try:
        waarde = json.loads(inhoud.decode(), object_pairs_hook=_zonder_dubbele, parse_constant=_geen_getal)
        if NUL.search(inhoud):
            raise ValueError(_("een tekst bevat het teken NUL"))
        if HALF.search(inhoud):
            json.dumps(waarde, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fout:
        raise onleesbaar(_("JSON-fout: %(fout)s") % {"fout": str(fout)[:200]}) from fout
    _eis_ondiep(waarde)
    return waarde


def _zonder_dubbele(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    waarde = dict(paren)
    if len(waarde) < len(paren):
        raise ValueError(_("een sleutel komt twee keer voor"))
    return waarde


def _geen_getal(naam: str) -> Any:
    raise ValueError(_("%(naam)s is geen getal") % {"naam": naam})


def _eis_ondiep(waarde: Any) -> None:
    """Refuse nesting that no resource of the standards has; a loop, because depth is what it looks for."""
    laag, diepte = [waarde], 0
    while laag:
        diepte += 1
        if diepte > DIEPSTE:
            raise onleesbaar(_("Het bericht is te diep genest."))
        laag = [
            deel
            for geheel in laag
            if isinstance(geheel, dict | list)
            for deel in (geheel.values() if isinstance(geheel, dict) else geheel)
            if isinstance(deel, dict | list)
        ]
