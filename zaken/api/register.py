"""Every resource of the APIs, made once: at the start of the process, by ZakenConfig.ready."""

from collections.abc import Sequence

from mijnportaal.zgw.bron import Api, Bron
from zaken.api import apis
from zaken.api.autorisaties import BRONNEN as AUTORISATIES
from zaken.api.besluiten import BRONNEN as BESLUITEN
from zaken.api.catalogi import BRONNEN as CATALOGI
from zaken.api.documenten import BRONNEN as DOCUMENTEN
from zaken.api.zaken import BRONNEN as ZAKEN

PER_API: dict[Api, Sequence[Bron]] = {
    apis.ZAKEN: ZAKEN,
    apis.CATALOGI: CATALOGI,
    apis.DOCUMENTEN: DOCUMENTEN,
    apis.BESLUITEN: BESLUITEN,
    apis.AUTORISATIES: AUTORISATIES,
}
