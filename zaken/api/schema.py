"""Write the OpenAPI files of our APIs: `python -m zaken.api.schema`; a test compares them with what answers."""

from pathlib import Path

import django
import yaml

WORTEL = Path(__file__).resolve().parent


def teksten() -> dict[Path, str]:
    """Return the text of each file."""
    # The resources exist only when Django runs.
    from mijnportaal.notificaties import api as notificaties  # noqa: PLC0415
    from mijnportaal.notificaties.urls import OPENAPI as VAN_NOTIFICATIES  # noqa: PLC0415
    from mijnportaal.zgw.oas import beschrijf  # noqa: PLC0415
    from zaken.api.referentielijsten import beschrijving as referentielijsten  # noqa: PLC0415
    from zaken.api.register import PER_API  # noqa: PLC0415
    from zaken.selectielijst import PAD  # noqa: PLC0415

    alle = {WORTEL / bestandsnaam(api.pad): beschrijf(api, bronnen) for api, bronnen in PER_API.items()}
    alle[VAN_NOTIFICATIES] = beschrijf(notificaties.NOTIFICATIES, notificaties.BRONNEN)
    alle[WORTEL / bestandsnaam(PAD)] = referentielijsten.beschrijf()
    return {
        bestand: yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=120)
        for bestand, inhoud in alle.items()
    }


def bestandsnaam(pad: str) -> str:
    """Return where the description of the API at this path is kept: "/zaken/api/v1" is in openapi/zaken.yaml."""
    return f"openapi/{pad.split('/')[1]}.yaml"


def main() -> None:
    """Write all files."""
    django.setup()
    (WORTEL / "openapi").mkdir(exist_ok=True)
    for bestand, tekst in teksten().items():
        bestand.write_text(tekst)


if __name__ == "__main__":
    main()
