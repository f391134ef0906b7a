"""The standards that we speak, with their versions."""

from mijnportaal.zgw.bron import Api
from mijnportaal.zgw.rechten import Component

ZAKEN = Api(Component.ZRC, "/zaken/api/v1", "1.5.1", "Zaken API")
CATALOGI = Api(Component.ZTC, "/catalogi/api/v1", "1.3.2", "Catalogi API")
DOCUMENTEN = Api(Component.DRC, "/documenten/api/v1", "1.4.3", "Documenten API")
BESLUITEN = Api(Component.BRC, "/besluiten/api/v1", "1.1.0", "Besluiten API")
AUTORISATIES = Api(Component.AC, "/autorisaties/api/v1", "1.0.0", "Autorisaties API")
