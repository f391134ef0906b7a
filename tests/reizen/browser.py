"""Debian's Chromium, in Dutch, with profiles that know nothing of each other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.opstelling import Opstelling

CHROMIUM = "/usr/bin/chromium"
# Chromium's own calls home would be requests that fail.
VLAGGEN = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=nl-NL",
]  # fmt: skip
BUREAU = (1280, 900)
TELEFOON = (390, 844)
SMAL = (320, 640)
# 1280 pixels at 200 % leave 640 of CSS.
VERGROOT = (640, 450)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Return the browser, and end it afterwards."""
    omgeving: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "nl", "LANG": "nl_NL.UTF-8"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=VLAGGEN, env=omgeving)
        try:
            yield browser
        finally:
            browser.close()


def nieuwe_bezoeker(
    browser: Browser, opstelling: Opstelling, maat: tuple[int, int] = BUREAU, *, scripts: bool = True, **opties: Any
) -> Bezoeker:
    """Return someone with an empty profile and a screen of this size."""
    context = browser.new_context(
        viewport={"width": maat[0], "height": maat[1]},
        locale="nl-NL",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        **opties,
    )
    return Bezoeker(context, opstelling, scripts=scripts)
