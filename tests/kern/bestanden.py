"""Small files of each kind, made on the spot."""

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mijnportaal.kern.bestanden import DOCX, ODS, ODT, PDF, XLSX


def afbeelding(formaat: str = "JPEG", breedte: int = 8) -> bytes:
    doel = io.BytesIO()
    Image.new("RGB", (breedte, 8), "teal").save(doel, formaat)
    return doel.getvalue()


def pakket(delen: dict[str, bytes], compressie: int = ZIP_STORED) -> bytes:
    doel = io.BytesIO()
    with ZipFile(doel, "w", compressie) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return doel.getvalue()


def docx(**meer: bytes) -> bytes:
    return pakket({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **meer}, ZIP_DEFLATED)


def xlsx() -> bytes:
    return pakket({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def odf(mimetype: str) -> bytes:
    return pakket({"mimetype": mimetype.encode(), "content.xml": b"<office/>"})


PDF_BYTES = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

GOEDE_BESTANDEN = {
    "aanvraag.pdf": (PDF_BYTES, PDF.mimetype),
    "foto.jpg": (afbeelding("JPEG"), "image/jpeg"),
    "foto.JPEG": (afbeelding("JPEG"), "image/jpeg"),
    "kaart.png": (afbeelding("PNG"), "image/png"),
    "brief.odt": (odf(ODT.mimetype), ODT.mimetype),
    "begroting.ods": (odf(ODS.mimetype), ODS.mimetype),
    "brief.docx": (docx(), DOCX.mimetype),
    "begroting.xlsx": (xlsx(), XLSX.mimetype),
}


def upload(naam: str, inhoud: bytes, mimetype: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud, mimetype)
