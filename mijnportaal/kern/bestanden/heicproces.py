"""Read a HEIC photo from stdin and write a JPG to stdout: a program of its own, started by `omzetten`."""

import io
import resource
import sys

# A photo of 48 megapixels, the largest of the telephones that make HEIC, and some room.
MAX_BEELDPUNTEN = 52_000_000
MAX_GEHEUGEN = 2 * 1024**3
MAX_SECONDEN = 30
KWALITEIT = 92
TE_GROOT = 3


def main(plaats_bewaren: bool) -> int:
    """Return 0 when the JPG is written, or the reason why it is not."""
    for soort, grens in (
        (resource.RLIMIT_AS, MAX_GEHEUGEN),
        (resource.RLIMIT_CPU, MAX_SECONDEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(soort, (grens, grens))
    import pillow_heif  # noqa: PLC0415 - under the limits, and not in the process that reads the constants

    bestand = pillow_heif.open_heif(io.BytesIO(sys.stdin.buffer.read()), convert_hdr_to_8bit=True)
    if bestand.size[0] * bestand.size[1] > MAX_BEELDPUNTEN:
        return TE_GROOT
    beeld = bestand.to_pillow()  # turned upright already, and its Exif says so
    bewaar = ["icc_profile", *(["exif"] if plaats_bewaren else [])]
    extra = {naam: beeld.info[naam] for naam in bewaar if beeld.info.get(naam)}
    beeld.info.clear()
    beeld.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=KWALITEIT, **extra)
    return 0


if __name__ == "__main__":
    sys.exit(main("plaats" in sys.argv[1:]))
