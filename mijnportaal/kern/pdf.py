"""Make PDF files that can be kept (PDF/A-2a) and read aloud (PDF/UA-1), from our own templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from mijnportaal.kern.gemeente import gemeente


def maak_pdf(
    sjabloon: str,
    context: Mapping[str, Any],
    *,
    titel: str,
    taal: str = "nl",
    gemaakt_op: datetime | None = None,
) -> bytes:
    """Return the PDF of a template; `gemaakt_op` is the date that the file carries, now by default."""
    from mijnportaal.kern.drukken import druk_af  # noqa: PLC0415  # WeasyPrint: see there

    vast = {"titel": titel, "taal": taal, "gemeente": gemeente(), "gemaakt_op": gemaakt_op or timezone.now()}
    with translation.override(taal):
        html = render_to_string(sjabloon, {**context, **vast})
    return druk_af(html, taal=taal)


def warm_op() -> None:
    """Load the printing now, so that the first resident does not wait for it; call it when a process starts."""
    from mijnportaal.kern.drukken import stijl  # noqa: PLC0415  # WeasyPrint: see there

    stijl("nl")
