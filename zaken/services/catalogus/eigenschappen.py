"""What a value of an eigenschap may look like (ImZTC EIGENSCHAPSPECIFICATIE, ztc-015)."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaken.models import Eigenschap
from zaken.services.catalogus.gebreken import gebrek

# Per format: the lengths that it can have, and the sentence for every other one.
LENGTEN: Mapping[str, tuple[str, Promise]] = {
    "tekst": (
        r"[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5]",
        gettext_lazy("Bij tekst is de lengte een getal van 0 tot en met 255."),
    ),
    "getal": (
        r"[0-9]+(?:,[0-9]+)?",
        gettext_lazy("Bij een getal is de lengte een aantal cijfers, met zo nodig decimalen: 8,2."),
    ),
    "datum": (r"8", gettext_lazy("Bij een datum is de lengte 8.")),
    "datum_tijd": (r"14", gettext_lazy("Bij een datum met tijd is de lengte 14.")),
}


def gebreken_specificatie(eigenschap: Eigenschap) -> list[ValidationError]:
    """Return what is wrong with the length, the number of values and the group of an eigenschap."""
    patroon, zin = LENGTEN[eigenschap.formaat]
    gebreken = []
    if eigenschap.lengte and not re.fullmatch(patroon, eigenschap.lengte):
        gebreken.append(gebrek(str(zin), "invalid", "specificatie.lengte"))
    if not re.fullmatch(r"N|[1-9][0-9]{0,2}", eigenschap.kardinaliteit):
        reden = _("De kardinaliteit is een getal vanaf 1, of N.")
        gebreken.append(gebrek(reden, "invalid", "specificatie.kardinaliteit"))
    if not re.fullmatch(r"[\w ]*", eigenschap.groep):
        reden = _("In een groep staan alleen letters, cijfers, spaties en liggende streepjes.")
        gebreken.append(gebrek(reden, "invalid", "specificatie.groep"))
    return gebreken
