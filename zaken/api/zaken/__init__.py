"""The Zaken API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.zaken.elders import Zaakcontactmomenten, Zaakverzoeken
from zaken.api.zaken.klantcontacten import Klantcontacten
from zaken.api.zaken.resultaten import Resultaten
from zaken.api.zaken.rollen import Rollen
from zaken.api.zaken.statussen import Statussen
from zaken.api.zaken.zaakbesluiten import Zaakbesluiten
from zaken.api.zaken.zaakeigenschappen import Zaakeigenschappen
from zaken.api.zaken.zaakinformatieobjecten import Zaakinformatieobjecten
from zaken.api.zaken.zaakobjecten import Zaakobjecten
from zaken.api.zaken.zaken import Zaken

BRONNEN: list[Bron] = [
    Zaken(),
    Statussen(),
    Resultaten(),
    Zaakcontactmomenten(),
    Zaakverzoeken(),
    Klantcontacten(),
    Rollen(),
    Zaakbesluiten(),
    Zaakeigenschappen(),
    Zaakinformatieobjecten(),
    Zaakobjecten(),
]
