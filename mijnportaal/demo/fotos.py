"""Drawn photos and receipts, so that the demo has pictures that belong to nobody."""

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

BREED, HOOG = 960, 720
Tekening = ImageDraw.ImageDraw
LUCHT, GRAS, STOEP, WEG, MUUR = "#bcd4e6", "#7fa968", "#a9a59d", "#5f6166", "#b5785a"


def maak_foto(naam: str) -> "ContentFile[bytes]":
    """Return a JPG of this scene; the same name always gives the same picture."""
    return ContentFile(_teken(naam), name=f"{naam}.jpg")


@cache
def _teken(naam: str) -> bytes:
    beeld = Image.new("RGB", (BREED, HOOG), LUCHT)
    SCENES[naam](ImageDraw.Draw(beeld))
    # A little blur and grain make it look taken, not drawn.
    beeld = beeld.filter(ImageFilter.GaussianBlur(1.1))
    korrels = random.Random(naam).randbytes(BREED * HOOG)  # noqa: S311 (grain, not a secret)
    ruis = Image.frombytes("L", beeld.size, korrels).convert("RGB")
    uitvoer = BytesIO()
    Image.blend(beeld, ruis, 0.05).save(uitvoer, "JPEG", quality=82)
    return uitvoer.getvalue()


def _straat(teken: Tekening) -> None:
    teken.rectangle((0, 250, BREED, 420), fill=MUUR)
    for x in range(40, BREED, 190):
        teken.rectangle((x, 285, x + 90, 385), fill="#dfe9ef", outline="#5b4636", width=6)
    teken.rectangle((0, 420, BREED, HOOG), fill=STOEP)


def _tegels(teken: Tekening, *, los: bool) -> None:
    _straat(teken)
    for rij, y in enumerate(range(430, HOOG, 95)):
        for x in range(-60 * (rij % 2), BREED, 120):
            teken.rectangle((x, y, x + 114, y + 89), fill="#b7b2a9", outline="#8d887e", width=3)
    if los:
        teken.polygon([(420, 525), (540, 525), (560, 640), (410, 640)], fill="#4a443b")
        teken.polygon([(428, 500), (552, 540), (540, 640), (400, 590)], fill="#c9c4ba", outline="#6f6a60", width=4)


def _bak(teken: Tekening, *, vol: bool) -> None:
    _straat(teken)
    teken.rounded_rectangle((400, 330, 570, 610), 18, fill="#3d5a45", outline="#22362a", width=6)
    teken.rectangle((425, 370, 545, 405), fill="#16211a")
    if vol:
        for x, y, kleur in ((330, 580, "#e8e4da"), (590, 590, "#2f2f35"), (480, 320, "#e8e4da"), (640, 620, "#d8c16a")):
            teken.ellipse((x - 55, y - 45, x + 55, y + 45), fill=kleur, outline="#77736a", width=3)


def _lamp(teken: Tekening, *, aan: bool) -> None:
    teken.rectangle((0, 0, BREED, HOOG), fill="#1d2540")
    teken.rectangle((0, 520, BREED, HOOG), fill="#2b2d33")
    if aan:
        teken.polygon([(500, 150), (330, 600), (760, 600)], fill="#8a7f4e")
    teken.rectangle((600, 130, 616, 620), fill="#6d7480")
    teken.line((608, 135, 500, 120), fill="#6d7480", width=14)
    teken.ellipse((455, 110, 535, 155), fill="#fff2b0" if aan else "#3a3f4a", outline="#8b919c", width=5)


def _boom(teken: Tekening, *, tak: bool) -> None:
    teken.rectangle((0, 430, BREED, HOOG), fill=GRAS)
    teken.rectangle((0, 560, BREED, 650), fill=STOEP)
    teken.rectangle((255, 250, 305, 570), fill="#6b4b32")
    for x, y in ((200, 160), (310, 120), (370, 220), (240, 250)):
        teken.ellipse((x - 110, y - 90, x + 110, y + 90), fill="#4f7a3f")
    if tak:
        teken.line((420, 600, 820, 560), fill="#6b4b32", width=22)
        for x in range(560, 840, 60):
            teken.ellipse((x - 45, 520, x + 45, 600), fill="#5c8748")


def _wip(teken: Tekening, *, heel: bool) -> None:
    teken.rectangle((0, 360, BREED, HOOG), fill=GRAS)
    teken.ellipse((150, 480, 820, 690), fill="#d9c489")
    teken.polygon([(450, 600), (520, 600), (485, 500)], fill="#c0392b")
    if heel:
        teken.line((220, 560, 750, 440), fill="#2e6da4", width=24)
    else:
        teken.line((485, 500, 740, 440), fill="#2e6da4", width=24)
        teken.line((230, 610, 440, 625), fill="#2e6da4", width=24)


def _plein(teken: Tekening) -> None:
    teken.rectangle((0, 380, BREED, HOOG), fill=GRAS)
    _huizen(teken)
    teken.ellipse((280, 450, 760, 660), fill=STOEP)


def _huizen(teken: Tekening) -> None:
    for x in range(60, BREED, 230):
        teken.rectangle((x, 230, x + 170, 400), fill=MUUR)
        teken.polygon([(x - 15, 230), (x + 185, 230), (x + 85, 140)], fill="#7a3b2e")


def _bon(teken: Tekening) -> None:
    teken.rectangle((0, 0, BREED, HOOG), fill="#8a6b4f")
    teken.rectangle((300, 40, 660, 690), fill="#f7f5ee")
    letter = ImageFont.load_default(size=28)
    regels = "Bouwmarkt|,|,planken|84.50,schroeven|12.95,verf|31.20,|,totaal|128.65"
    for nummer, regel in enumerate(regels.split(",")):
        links, rechts = regel.split("|")
        y = 90 + nummer * 70
        teken.text((335, y), links, fill="#33312c", font=letter)
        teken.text((625, y), rechts, fill="#33312c", font=letter, anchor="ra")


SCENES: dict[str, Callable[[Tekening], None]] = {
    "losse-tegel": lambda teken: _tegels(teken, los=True),
    "tegel-hersteld": lambda teken: _tegels(teken, los=False),
    "volle-bak": lambda teken: _bak(teken, vol=True),
    "lege-bak": lambda teken: _bak(teken, vol=False),
    "lamp-kapot": lambda teken: _lamp(teken, aan=False),
    "lamp-hersteld": lambda teken: _lamp(teken, aan=True),
    "tak-op-pad": lambda teken: _boom(teken, tak=True),
    "pad-vrij": lambda teken: _boom(teken, tak=False),
    "wip-kapot": lambda teken: _wip(teken, heel=False),
    "wip-hersteld": lambda teken: _wip(teken, heel=True),
    "plek-in-de-wijk": _plein,
    "bon": _bon,
}
