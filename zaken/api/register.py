"""Every resource of the APIs, made once: at the start of the process, by ZakenConfig.ready."""

from mijnportaal.zgw.bron import Bron
from zaken.api.autorisaties import BRONNEN as AUTORISATIES
from zaken.api.besluiten import BRONNEN as BESLUITEN
from zaken.api.catalogi import BRONNEN as CATALOGI
from zaken.api.documenten import BRONNEN as DOCUMENTEN
from zaken.api.zaken import BRONNEN as ZAKEN

BRONNEN: list[Bron] = [*ZAKEN, *CATALOGI, *DOCUMENTEN, *BESLUITEN, *AUTORISATIES]
