"""Files; the draft keeps them as rows of their own, so the answer itself is empty."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json, Verplicht, vertaald
from mijnportaal.kern.bestanden import DOCUMENT, FOTO, MB, SOORTEN, Bestandsregels
from mijnportaal.kern.forms import BestandField

REGELS: dict[str, Bestandsregels] = {"foto": FOTO, "document": DOCUMENT}
# What the store and the virus scanner are set up for; more is a talk with beheer, not a property of a question.
GROOTSTE_MB, GROOTSTE_TOTAAL_MB, MEESTE = 200, 1000, 50
NAMEN = {soort.naam.lower(): soort for soort in SOORTEN}
LATER_DAGEN = 14


class Bestanden(Component):
    """Photos or documents: `soort` is "foto" or "document".

    `max_aantal`, `max_mb` and `max_totaal_mb` are the limits, `soorten` the kinds ("pdf", "jpg"); `plaats_bewaren`
    keeps the place in a photo. `sjabloon` (`adres`, `tekst`) is a form to download and fill in first. With `verplicht`
    "zacht" it may come later: after sending a task asks for it, within `later_dagen` days. `naar` says which type of
    document it becomes.
    """

    type: ClassVar[str] = "bestanden"
    neemt_bestanden: ClassVar[bool] = True

    @property
    def regels(self) -> Bestandsregels:
        gegevens, basis = self.vraag.gegevens, REGELS[self._soort]
        soorten = tuple(NAMEN[naam] for naam in gegevens.get("soorten", ())) or basis.soorten
        return replace(
            basis,
            soorten=soorten,
            max_omvang=int(gegevens.get("max_mb", basis.max_omvang // MB)) * MB,
            max_aantal=int(gegevens.get("max_aantal", basis.max_aantal)),
            max_totaal=int(gegevens.get("max_totaal_mb", max(basis.max_totaal // MB, gegevens.get("max_mb", 0)))) * MB,
            plaats_bewaren=bool(gegevens.get("plaats_bewaren")),
        )

    @property
    def max_aantal(self) -> int:
        return self.regels.max_aantal

    @property
    def sjabloon(self) -> dict[str, str] | None:
        """Return the form to download and fill in first, when there is one."""
        gegeven = self.vraag.gegevens.get("sjabloon")
        return {"adres": gegeven["adres"], "tekst": vertaald(gegeven["tekst"])} if gegeven else None

    @property
    def later_dagen(self) -> int:
        """Return how many days somebody has to hand it in after sending."""
        return int(self.vraag.gegevens.get("later_dagen", LATER_DAGEN))

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        # Whether enough files are there is asked of the rows, because those of an earlier visit count too.
        basis = {**self.basis(context), "required": False}
        basis["help_text"] = " ".join(filter(None, [basis["help_text"], self._zin_later(context)]))
        return BestandField(regels=self.regels, max_aantal=self.max_aantal, **basis)

    def naar_json(self, waarde: Any) -> Json:
        return None

    def fouten(self) -> list[str]:
        gegevens, sleutel = self.vraag.gegevens, self.vraag.sleutel
        redenen = {
            "kies een soort en een documenttype.": self._soort in REGELS and self.vraag.naar[0] == "document",
            "een van de soorten bestanden bestaat niet.": set(gegevens.get("soorten", ())) <= set(NAMEN),
            f"een bestand is ten hoogste {GROOTSTE_MB} MB.": _tussen(gegevens.get("max_mb", 1), GROOTSTE_MB),
            f"samen is het ten hoogste {GROOTSTE_TOTAAL_MB} MB.": _tussen(
                gegevens.get("max_totaal_mb", 1), GROOTSTE_TOTAAL_MB
            ),
            f"het zijn ten hoogste {MEESTE} bestanden.": _tussen(gegevens.get("max_aantal", 1), MEESTE),
            "de termijn om later in te leveren is 1 tot 365 dagen.": _tussen(gegevens.get("later_dagen", 1), 365),
            "het sjabloon heeft een adres op deze site of met https, en een tekst.": _is_sjabloon(
                gegevens.get("sjabloon")
            ),
        }
        return [*super().fouten(), *(f"{sleutel}: {reden}" for reden, goed in redenen.items() if not goed)]

    @property
    def _soort(self) -> str:
        return str(self.vraag.gegevens.get("soort", ""))

    def _zin_later(self, context: Vraagcontext) -> str:
        verplicht = context.staat.verplicht if context.staat else self.vraag.verplicht
        if verplicht != Verplicht.ZACHT:
            return ""
        zin = ngettext(
            "Heeft u het nog niet? Dan kunt u dit tot %(dagen)s dag na het versturen inleveren.",
            "Heeft u het nog niet? Dan kunt u dit tot %(dagen)s dagen na het versturen inleveren.",
            self.later_dagen,
        )
        vervolg = _("Wij vragen er dan om.")
        return f"{zin % {'dagen': self.later_dagen}} {vervolg}"


class Foto(Bestanden):
    """Photos, which a phone may take at once: with `camera` it opens the camera and not the album."""

    type: ClassVar[str] = "foto"

    @property
    def _soort(self) -> str:
        return "foto"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        veld = super().veld(context)
        # Phones offer "take a photo" for pictures in general, and not for a list of extensions.
        veld.widget.attrs["accept"] = "image/*,.heic,.heif"
        if self.vraag.gegevens.get("camera"):
            veld.widget.attrs["capture"] = "environment"
        return veld


def _tussen(waarde: Json, hoogste: int) -> bool:
    return isinstance(waarde, int) and 1 <= waarde <= hoogste


def _is_sjabloon(gegeven: Json) -> bool:
    if gegeven is None:
        return True
    adres = gegeven.get("adres", "") if isinstance(gegeven, dict) else ""
    eigen = adres.startswith("/") and not adres.startswith("//")
    return (eigen or adres.startswith("https://")) and bool(gegeven.get("tekst", {}).get("nl"))
