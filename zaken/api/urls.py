from mijnportaal.zgw.routes import paden, rest
from zaken.api import apis
from zaken.api.register import BRONNEN

urlpatterns = [
    *paden(BRONNEN),
    *(rest(api) for api in (apis.ZAKEN, apis.CATALOGI, apis.DOCUMENTEN, apis.BESLUITEN, apis.AUTORISATIES)),
]
