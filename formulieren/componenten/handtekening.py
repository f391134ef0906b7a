"""A signature: a typed name and a confirmation, and for who wants it a drawing as well.

The name and the confirmation are the signature (BW 3:15a asks no more); they work with a keyboard, a screen reader and
without scripts. The drawing is an addition for who is used to it, never a condition (W-07).
"""

import io
from base64 import b64decode, b64encode
from binascii import Error as KapotteCode
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from mijnportaal.kern.bestanden.beeld import KapotBeeld, kale_png

BEGIN = "data:image/png;base64,"
MAX_TEKENS = 200_000  # of the drawing in base64; a thick signature is a tenth of it
MAX_ZIJDE = 2000
MAX_NAAM = 200


class HandtekeningWidget(forms.Widget):
    """A name, a box to tick, and a place to draw that only scripts show."""

    template_name = "forms/handtekening.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Return the three parts as they were sent."""
        delen = ("naam", "akkoord", "tekening")
        return {deel: str(data.get(f"{name}_{deel}", "")).replace("\0", "") for deel in delen}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_naam" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_naam"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["handtekening"] = {"naam": "", "akkoord": "", "tekening": "", **(value or {})}
        context["fout"] = "aria-invalid" in context["widget"]["attrs"]
        return context


class HandtekeningField(forms.Field):
    """Checks that there is a name and a confirmation, and that a drawing is a small picture and nothing else."""

    widget = HandtekeningWidget
    default_error_messages = {
        "required": _("Vul uw naam in en zet een vinkje om te ondertekenen."),
        "naam": _("Vul uw voornaam en achternaam in."),
        "akkoord": _("Zet een vinkje om te ondertekenen."),
        "tekening": _("Wij kunnen uw tekening niet lezen. Teken opnieuw, of laat het vak leeg."),
    }

    def clean(self, value: Any) -> dict[str, Any] | None:
        """Return the signature, or nothing when it may be left out."""
        delen = {deel: str((value or {}).get(deel, "")).strip() for deel in ("naam", "akkoord", "tekening")}
        if not any(delen.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        if not 2 <= len(delen["naam"]) <= MAX_NAAM:
            raise ValidationError(self.error_messages["naam"], "naam")
        if not delen["akkoord"]:
            raise ValidationError(self.error_messages["akkoord"], "akkoord")
        return {"naam": delen["naam"], "akkoord": True, "tekening": self._tekening(delen["tekening"])}

    def _tekening(self, gestuurd: str) -> str:
        if not gestuurd:
            return ""
        try:
            return BEGIN + b64encode(_kaal(gestuurd)).decode()
        except (KapotteCode, KapotBeeld, UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
            raise ValidationError(self.error_messages["tekening"], "tekening") from None


class Handtekening(Component):
    """A signature. With `naar` "document:<type>" the drawing becomes a document of the zaak."""

    type: ClassVar[str] = "handtekening"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return HandtekeningField(**self.basis(context))

    def weergave(self, json: Json) -> str:
        if not isinstance(json, dict):
            return ""
        zin = _t("Ondertekend door %(naam)s, met een getekende handtekening") if json.get("tekening") else ""
        return (zin or _t("Ondertekend door %(naam)s")) % {"naam": json["naam"]}

    def regelwaarde(self, json: Json) -> Json:
        """Return the name: what rules may ask is whether somebody signed."""
        return json.get("naam") if isinstance(json, dict) else None

    def tekening(self, json: Json) -> "ContentFile[bytes] | None":
        """Return the drawing as a file, when there is one."""
        if not isinstance(json, dict) or not json.get("tekening"):
            return None
        inhoud = b64decode(str(json["tekening"]).removeprefix(BEGIN))
        return ContentFile(inhoud, name=_t("Handtekening.png"))

    def fouten(self) -> list[str]:
        goed = self.vraag.naar[0] in {"", "document"}
        zin = f"{self.vraag.sleutel}: een handtekening wordt een document, of niets."
        return [*super().fouten(), *([] if goed else [zin])]


def _kaal(gestuurd: str) -> bytes:
    """Return the drawing as a PNG with nothing in it but the picture; raise when it is anything else."""
    if len(gestuurd) > MAX_TEKENS or not gestuurd.startswith(BEGIN):
        raise KapotBeeld
    inhoud = io.BytesIO(b64decode(gestuurd.removeprefix(BEGIN), validate=True))
    with Image.open(inhoud, formats=["PNG"]) as beeld:
        if max(beeld.size) > MAX_ZIJDE:
            raise KapotBeeld
    kaal = io.BytesIO()
    kale_png(inhoud, kaal)
    return kaal.getvalue()
