from zaken.models.autorisatie import Autorisatie, Recht
from zaken.models.besluit import Besluit
from zaken.models.betrokkene import Betrokkene, Identiteit
from zaken.models.catalogus import (
    Besluittype,
    Catalogus,
    Eigenschap,
    Informatieobjecttype,
    Resultaattype,
    Roltype,
    Statustype,
    Taaksjabloon,
    Zaaktype,
    ZaaktypeInformatieobjecttype,
    Zaaktypeversie,
)
from zaken.models.document import Informatieobject, Informatieobjectversie, Zaakinformatieobject
from zaken.models.gebeurtenis import Gebeurtenis, Gebeurtenisbericht, Verwerking
from zaken.models.keuzes import (
    Afleidingswijze,
    Archiefnominatie,
    Archiefstatus,
    Kanaal,
    Richting,
    Rolsoort,
    Vertrouwelijkheid,
    WachtOp,
)
from zaken.models.taak import Taak
from zaken.models.zaak import Opschorting, Resultaat, Rol, Status, Zaak, Zaakeigenschap

__all__ = [
    "Afleidingswijze",
    "Archiefnominatie",
    "Archiefstatus",
    "Autorisatie",
    "Besluit",
    "Besluittype",
    "Betrokkene",
    "Catalogus",
    "Eigenschap",
    "Gebeurtenis",
    "Gebeurtenisbericht",
    "Identiteit",
    "Informatieobject",
    "Informatieobjecttype",
    "Informatieobjectversie",
    "Kanaal",
    "Opschorting",
    "Recht",
    "Resultaat",
    "Resultaattype",
    "Richting",
    "Rol",
    "Rolsoort",
    "Roltype",
    "Status",
    "Statustype",
    "Taak",
    "Taaksjabloon",
    "Vertrouwelijkheid",
    "Verwerking",
    "WachtOp",
    "Zaak",
    "Zaakeigenschap",
    "Zaakinformatieobject",
    "Zaaktype",
    "ZaaktypeInformatieobjecttype",
    "Zaaktypeversie",
]
