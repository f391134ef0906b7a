"""Template tags and filters that every template has without loading them."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import nh3
from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
# What a text of functioneel beheer may hold; headings stay those of the page.
OPMAAK = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "a"}

BIJNA_DAGEN = 7
VASTE_SPATIE = "\N{NO-BREAK SPACE}"
# Day, month, year in every language: the British order, where Django's English would put the month first.
DATUM = "j F Y"


# The same few icons stand hundreds of times on a page with many documents; settings do not change while it runs.
@register.simple_tag
@lru_cache(maxsize=1024)
def icon(naam: str, formaat: str = "", label: str = "") -> SafeString:
    """Return an icon from the sprite; without a label it is decoration."""
    klasse = f"mo-icon mo-icon--{formaat}" if formaat else "mo-icon"
    url = f"{static('portaal/icons.svg')}#{naam}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', klasse, label, url)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', klasse, url)


@register.inclusion_tag("componenten/termijn.html")
def termijn(dagen: int | None, datum: datetime.date | None = None) -> dict[str, Any]:
    """Show how many days are left, in words, with an icon and a colour."""
    soort = "" if dagen is None else "laat" if dagen < 0 else "bijna" if dagen <= BIJNA_DAGEN else "ruim"
    return {"dagen": dagen, "over": abs(dagen or 0), "soort": soort, "datum": datum}


@register.inclusion_tag("componenten/paginering.html", takes_context=True)
def paginering(context: Context, pagina: Page[Any], parameter: str = "pagina") -> dict[str, Any]:
    """Show links to the other pages of a list, which keep the filters of this page."""
    request: HttpRequest = context["request"]
    zoek = request.GET.copy()
    zoek.pop(parameter, None)
    basis = f"?{zoek.urlencode()}&{parameter}=" if zoek else f"?{parameter}="
    nummers = list(pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1))
    return {"pagina": pagina, "basis": basis, "nummers": nummers, "weglating": pagina.paginator.ELLIPSIS}


@register.simple_block_tag
def paneel(
    content: str,
    *,
    titel: str = "",
    icoon: str = "",
    url: str = "",
    url_tekst: str = "",
    id: str = "",
    plat: bool = False,
) -> str:
    """Put a frame with a heading around content."""
    gegevens = {"titel": titel, "icoon": icoon, "url": url, "url_tekst": url_tekst, "id": id, "plat": plat}
    return render_to_string("componenten/paneel.html", {**gegevens, "inhoud": content})


@register.simple_block_tag
def uitklap(content: str, *, titel: str, open: bool = False) -> str:
    """Hide content behind a line that opens it."""
    return render_to_string("componenten/uitklap.html", {"titel": titel, "open": open, "inhoud": content})


@register.simple_block_tag
def meldingblok(content: str, *, soort: str = "info", titel: str = "") -> str:
    """Show a message that holds more than one sentence."""
    return render_to_string("componenten/melding.html", {"soort": soort, "titel": titel, "inhoud": content})


@register.simple_block_tag
def tabelvlak(content: str, *, label: str) -> str:
    """Let a wide table scroll inside its own frame, by keyboard too."""
    return render_to_string("componenten/tabel.html", {"label": label, "inhoud": content})


@register.simple_tag
def datum(waarde: datetime.date | datetime.datetime | None) -> str:
    """Return <time> with a date written out: 12 december 2026."""
    if waarde is None:
        return ""
    dag = timezone.localtime(waarde).date() if isinstance(waarde, datetime.datetime) else waarde
    return format_html('<time datetime="{}">{}</time>', dag.isoformat(), formats.date_format(dag, DATUM))


@register.simple_tag
def tijdstip(waarde: datetime.datetime | None) -> str:
    """Return <time> with a date and a time: 12 december 2026, 10.14 uur."""
    if waarde is None:
        return ""
    lokaal = timezone.localtime(waarde)
    uur = _("%(tijd)s uur") % {"tijd": lokaal.strftime("%H.%M")}
    dag = formats.date_format(lokaal, DATUM)
    return format_html('<time datetime="{}">{}, {}</time>', lokaal.isoformat(timespec="minutes"), dag, uur)


@register.filter
def datumtekst(waarde: datetime.date | None) -> str:
    """Return a date written out, for inside a sentence."""
    return formats.date_format(waarde, DATUM) if waarde else ""


@register.filter
def euro(bedrag: Decimal | int | None) -> str:
    """Return € 1.234,56."""
    if bedrag is None:
        return ""
    return f"€{VASTE_SPATIE}{formats.number_format(bedrag, 2, use_l10n=True, force_grouping=True)}"


@register.filter
def grootte(aantal_bytes: int | None) -> str:
    """Return the size of a file: 84 kB or 1,2 MB."""
    if aantal_bytes is None:
        return ""
    if aantal_bytes < 1_000_000:
        return f"{max(1, round(aantal_bytes / 1000))}{VASTE_SPATIE}kB"
    return f"{formats.number_format(aantal_bytes / 1_000_000, 1)}{VASTE_SPATIE}MB"


@register.filter
def initialen(naam: str) -> str:
    """Return the first letters of the first and the last word of a name: SB."""
    woorden = [woord for woord in str(naam).replace(".", " ").split() if woord[:1].isalpha()]
    letters = [woord[0] for woord in (woorden[:1] + woorden[1:][-1:])]
    return "".join(letters).upper() or "?"


@register.filter
def reeks(aantal: int) -> Iterable[int]:
    """Return 1, 2, ... up to and including the number."""
    return range(1, int(aantal or 0) + 1)


@register.filter
def bellen(nummer: str) -> str:
    """Return the address behind a phone number: tel:14099."""
    return "tel:" + "".join(teken for teken in str(nummer) if teken.isdecimal() or teken == "+")


class Opgemaakt(str):
    """Text with mark-up that was cleaned; a template does not escape it once more."""

    def __html__(self) -> "Opgemaakt":
        return self


@register.filter
def opmaak(tekst: str) -> Opgemaakt:
    """Return text that functioneel beheer wrote, with its paragraphs, lists, links and emphasis, and nothing else."""
    return Opgemaakt(nh3.clean(tekst, tags=OPMAAK, attributes={"a": {"href"}}, url_schemes={"https", "mailto", "tel"}))
