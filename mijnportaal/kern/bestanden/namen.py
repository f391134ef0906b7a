"""What a file is called: for people, and never for the file system."""

import unicodedata
from pathlib import PurePath

MAX_NAAM = 150


def schone_naam(naam: str) -> str:
    """Return the name for people: no folder, no invisible or control characters, not too long."""
    kaal = naam.replace("\\", "/").rpartition("/")[2]
    # Cf holds the right-to-left override that makes "gpj.exe" look like "exe.jpg".
    zichtbaar = "".join(teken for teken in kaal if unicodedata.category(teken) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    pad = PurePath(unicodedata.normalize("NFC", " ".join(zichtbaar.split())).strip(". ") or "bestand")
    return pad.stem[: MAX_NAAM - len(pad.suffix)] + pad.suffix if len(pad.suffix) <= 10 else pad.name[:MAX_NAAM]


def extensie_van(naam: str) -> str:
    """Return the extension in small letters, without the dot."""
    return PurePath(schone_naam(naam)).suffix.lower().removeprefix(".")


def met_extensie(naam: str, extensie: str) -> str:
    """Return the name for the same file of another kind: "IMG_1.HEIC" becomes "IMG_1.jpg"."""
    return f"{PurePath(schone_naam(naam)).stem}.{extensie}"
