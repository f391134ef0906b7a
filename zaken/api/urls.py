from pathlib import Path

from mijnportaal.zgw.openapi import schema_pad
from mijnportaal.zgw.routes import paden, rest
from zaken.api.referentielijsten.views import VERSIE as VAN_REFERENTIELIJSTEN
from zaken.api.referentielijsten.views import paden as referentielijsten
from zaken.api.register import PER_API
from zaken.selectielijst import PAD

OPENAPI = Path(__file__).resolve().parent / "openapi"

urlpatterns = [
    *(
        pad
        for api, bronnen in PER_API.items()
        for pad in (
            schema_pad(api.pad, api.versie, OPENAPI / f"{api.pad.split('/')[1]}.yaml"),
            *paden(bronnen),
            rest(api),
        )
    ),
    schema_pad(PAD, VAN_REFERENTIELIJSTEN, OPENAPI / "referentielijsten.yaml"),
    *referentielijsten(),
]
