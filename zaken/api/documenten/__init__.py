"""The Documenten API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.documenten.bestandsdelen import Bestandsdelen
from zaken.api.documenten.documenten import Documenten
from zaken.api.documenten.gebruiksrechten import Gebruiksrechten
from zaken.api.documenten.relaties import Objectrelaties
from zaken.api.documenten.verzendingen import Verzendingen

BRONNEN: list[Bron] = [Documenten(), Bestandsdelen(), Gebruiksrechten(), Objectrelaties(), Verzendingen()]
