from pathlib import Path

from mijnportaal.zgw.openapi import schema_pad
from mijnportaal.zgw.routes import paden, rest
from zaken.api.referentielijsten.views import paden as referentielijsten
from zaken.api.register import PER_API

OPENAPI = Path(__file__).resolve().parent / "openapi"

urlpatterns = [
    *(
        pad
        for api, bronnen in PER_API.items()
        for pad in (schema_pad(api, OPENAPI / f"{api.pad.split('/')[1]}.yaml"), *paden(bronnen), rest(api))
    ),
    *referentielijsten(),
]
