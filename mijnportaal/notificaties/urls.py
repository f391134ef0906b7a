from pathlib import Path

from mijnportaal.notificaties.api import BRONNEN, NOTIFICATIES
from mijnportaal.zgw.openapi import schema_pad
from mijnportaal.zgw.routes import paden, rest

OPENAPI = Path(__file__).resolve().parent / "openapi.yaml"

urlpatterns = [
    schema_pad(NOTIFICATIES.pad, NOTIFICATIES.versie, OPENAPI),
    *paden(BRONNEN),
    rest(NOTIFICATIES),
]
