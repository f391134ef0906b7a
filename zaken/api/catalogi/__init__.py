"""The Catalogi API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.catalogi.besluittypen import Besluittypen
from zaken.api.catalogi.catalogussen import Catalogussen
from zaken.api.catalogi.eigenschappen import Eigenschappen
from zaken.api.catalogi.informatieobjecttypen import Informatieobjecttypen
from zaken.api.catalogi.koppelingen import ZaaktypeInformatieobjecttypen
from zaken.api.catalogi.resultaattypen import Resultaattypen
from zaken.api.catalogi.roltypen import Roltypen
from zaken.api.catalogi.statustypen import Statustypen
from zaken.api.catalogi.zaakobjecttypen import Zaakobjecttypen
from zaken.api.catalogi.zaaktypen import Zaaktypen

BRONNEN: list[Bron] = [
    Catalogussen(),
    Zaaktypen(),
    Statustypen(),
    Resultaattypen(),
    Roltypen(),
    Eigenschappen(),
    Zaakobjecttypen(),
    Informatieobjecttypen(),
    ZaaktypeInformatieobjecttypen(),
    Besluittypen(),
]
