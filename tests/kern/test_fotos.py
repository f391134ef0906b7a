"""What we keep of a photo: the picture, the right way up, and not where it was taken (R.C26)."""

import io
import time
import tracemalloc

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from mijnportaal.kern.bestanden import FOTO, JPG, PNG, Bestandsregels, neem_aan
from tests.kern.bestanden import afbeelding, pakket, upload

MET_PLAATS = Bestandsregels(
    soorten=FOTO.soorten, max_omvang=FOTO.max_omvang, max_aantal=FOTO.max_aantal, plaats_bewaren=True
)
GPS, ORIENTATIE, EIGENAAR = 0x8825, 0x0112, 0x013B


def exif(draai: int = 1) -> Image.Exif:
    """Return what a camera writes: which way is up, who owns it, and where it was."""
    gegevens = Image.Exif()
    gegevens[ORIENTATIE], gegevens[EIGENAAR] = draai, "Fatima de Vries"
    gegevens.get_ifd(GPS).update({1: "N", 2: (52.0, 5.0, 30.0), 3: "E", 4: (5.0, 18.0, 0.0)})
    return gegevens


def tweekleurig(breedte: int = 64, hoogte: int = 32) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    beeld = Image.new("RGB", (breedte, hoogte), "red")
    beeld.paste("blue", (breedte // 2, 0, breedte, hoogte))
    return beeld


def jpeg(draai: int = 1, **extra: object) -> bytes:
    doel = io.BytesIO()
    tweekleurig().save(doel, "JPEG", quality=95, exif=exif(draai), comment=b"geheim", **extra)
    return doel.getvalue()


def heic(draai: int = 1, breedte: int = 64, hoogte: int = 32) -> bytes:
    doel = io.BytesIO()
    bestand = pillow_heif.from_pillow(tweekleurig(breedte, hoogte))
    bestand.save(doel, quality=90, exif=exif(draai).tobytes())
    return doel.getvalue()


def beeld_van(bestand: "UploadedFile[bytes]") -> Image.Image:
    bestand.seek(0)
    return Image.open(io.BytesIO(bestand.read()))


def is_links_rood(beeld: Image.Image) -> bool:
    links, rechts = beeld.getpixel((2, 2)), beeld.getpixel((beeld.width - 3, 2))
    return isinstance(links, tuple) and isinstance(rechts, tuple) and links[0] > 200 and rechts[2] > 200


@pytest.mark.eis("R.C26")
def test_jpg_loses_place_and_owner_and_keeps_every_pixel() -> None:
    profiel = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    foto = jpeg(icc_profile=profiel, progressive=True)
    bestand = upload("foto.jpg", foto, "image/jpeg")

    assert neem_aan(bestand, FOTO) is JPG

    bestand.seek(0)
    kaal = bestand.read()
    assert bestand.size == len(kaal)
    assert b"Fatima" not in kaal
    assert b"geheim" not in kaal
    beeld = beeld_van(bestand)
    assert not beeld.getexif()
    assert beeld.info["icc_profile"] == profiel
    assert beeld.tobytes() == Image.open(io.BytesIO(foto)).tobytes()


@pytest.mark.parametrize("draai", range(1, 9))
def test_photo_stays_the_right_way_up(draai: int) -> None:
    bestand = upload("foto.jpg", jpeg(draai), "image/jpeg")

    neem_aan(bestand, FOTO)

    gegevens = beeld_van(bestand).getexif()
    assert dict(gegevens) == ({} if draai == 1 else {ORIENTATIE: draai})
    assert not gegevens.get_ifd(GPS)


def test_question_that_wants_the_place_keeps_it() -> None:
    foto, iphone = upload("foto.jpg", jpeg(6), "image/jpeg"), upload("foto.heic", heic(), "image/heic")

    neem_aan(foto, MET_PLAATS)
    neem_aan(iphone, MET_PLAATS)

    for bestand in (foto, iphone):
        assert beeld_van(bestand).getexif().get_ifd(GPS)[1] == "N"
    assert beeld_van(foto).getexif()[ORIENTATIE] == 6


def test_png_loses_its_texts_and_keeps_every_pixel() -> None:
    doel = io.BytesIO()
    teksten = PngInfo()
    teksten.add_text("Author", "Fatima")
    teksten.add_itxt("plaats", "thuis", zip=True)
    tweekleurig().save(doel, "PNG", pnginfo=teksten, exif=exif())
    bestand = upload("foto.png", doel.getvalue() + b"MZ en nog een programma", "image/png")

    assert neem_aan(bestand, FOTO) is PNG

    beeld = beeld_van(bestand)
    assert "Author" not in beeld.info
    assert not beeld.getexif()
    assert beeld.tobytes() == tweekleurig().tobytes()
    bestand.seek(0)
    assert bestand.read().endswith(b"IEND\xaeB`\x82")


@pytest.mark.eis("S-16")
def test_what_a_phone_glued_behind_a_photo_is_gone() -> None:
    """A motion photo is a JPG with a film behind it, and the film says where it was taken."""
    foto = jpeg()
    bestand = upload("foto.jpg", foto + b"\0\0\0\x18ftypmp42" + bytes(5000), "image/jpeg")

    neem_aan(bestand, FOTO)

    assert bestand.size is not None
    assert bestand.size < len(foto)


def test_photo_without_its_end_is_still_a_photo() -> None:
    bestand = upload("foto.jpg", jpeg()[:-2], "image/jpeg")

    neem_aan(bestand, FOTO)

    assert beeld_van(bestand).size == (64, 32)


@pytest.mark.eis("R.C26")
@pytest.mark.eis("N-11")
def test_photo_of_an_iphone_becomes_a_jpg() -> None:
    bestand = upload("IMG_0042.HEIC", heic(), "image/heic")

    assert neem_aan(bestand, FOTO) is JPG

    assert (bestand.name, bestand.content_type) == ("IMG_0042.jpg", "image/jpeg")
    beeld = beeld_van(bestand)
    assert (beeld.format, beeld.size) == ("JPEG", (64, 32))
    assert is_links_rood(beeld)
    assert not beeld.getexif()
    assert neem_aan(bestand, FOTO) is JPG


def test_turned_photo_of_an_iphone_is_upright_as_a_jpg() -> None:
    bestand = upload("foto.heic", heic(draai=6), "")

    neem_aan(bestand, FOTO)

    beeld = beeld_van(bestand)
    assert beeld.size == (32, 64)
    assert not beeld.getexif()


@pytest.mark.eis("S-16")
def test_heic_that_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    klein = heic()
    maat = klein.index(b"ispe") + 8
    bom = klein[:maat] + (60_000).to_bytes(4, "big") * 2 + klein[maat + 8 :]
    begin = time.monotonic()

    with pytest.raises(ValidationError) as fout:
        neem_aan(upload("foto.heic", bom, "image/heic"), FOTO)

    assert fout.value.code == "bestand-niet-om-te-zetten"
    assert time.monotonic() - begin < 10


@pytest.mark.eis("S-16")
@pytest.mark.parametrize("inhoud", [heic()[:200], b"\0\0\0\x18ftypheic" + b"<script>" * 50], ids=["half", "geen foto"])
def test_heic_that_is_none_is_refused_with_what_to_do(inhoud: bytes) -> None:
    with pytest.raises(ValidationError) as fout:
        neem_aan(upload("foto.heic", inhoud, "image/heic"), FOTO)

    assert fout.value.code in {"bestand-niet-om-te-zetten", "bestand-dubbel"}
    assert "Sla h" in fout.value.messages[0]


@pytest.mark.eis("S-16")
@pytest.mark.parametrize("formaat", ["JPEG", "PNG"])
def test_picture_that_is_also_an_archive_is_refused(formaat: str, caplog: pytest.LogCaptureFixture) -> None:
    """A GIFAR: browsers see a picture, Java sees a program."""
    dubbel = afbeelding(formaat) + pakket({"Kwaad.class": b"\xca\xfe\xba\xbe"})
    naam = {"JPEG": "foto.jpg", "PNG": "foto.png"}[formaat]

    with pytest.raises(ValidationError) as fout:
        neem_aan(upload(naam, dubbel, ""), FOTO)

    assert fout.value.code == "bestand-dubbel"
    assert caplog.messages == ["actie=bestand_aangeboden resultaat=geweigerd reden=bestand-dubbel"]


def test_upload_on_disk_is_changed_in_its_place_and_memory_stays_flat() -> None:
    foto = jpeg()
    groot = TemporaryUploadedFile("foto.jpg", "image/jpeg", 0, None)
    groot.write(foto[:-2] + bytes(14_000_000) + b"\xff\xd9")
    groot.size = groot.tell()

    tracemalloc.start()
    neem_aan(groot, FOTO)
    piek = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert beeld_van(groot).size == (64, 32)
    assert piek < 2_000_000
    groot.close()
