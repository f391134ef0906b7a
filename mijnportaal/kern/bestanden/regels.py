"""What an upload field accepts, and the sentence that says so before anybody chooses a file (Awb 2:13, N-11)."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from mijnportaal.kern.bestanden.soorten import HEIC, JPG, PNG, SOORTEN, Bestandssoort

MB = 1_000_000


@dataclass(frozen=True)
class Bestandsregels:
    """What one upload field accepts; `plaats_bewaren` keeps what a camera wrote in a photo, with the place."""

    soorten: tuple[Bestandssoort, ...]
    max_omvang: int
    max_aantal: int
    max_totaal: int = 200 * MB
    plaats_bewaren: bool = False

    @property
    def accept(self) -> str:
        """Return the value of the `accept` attribute of a file field."""
        return ",".join(f".{extensie}" for soort in self.soorten for extensie in soort.extensies)

    @property
    def uitleg(self) -> str:
        """Return the sentence that says, before the upload and at a refusal, what is allowed."""
        namen = get_text_list([soort.naam for soort in self.soorten], _("of"))
        return _("U kunt een bestand toevoegen van het soort %(namen)s, tot %(omvang)d MB per bestand.") % {
            "namen": namen,
            "omvang": self.max_omvang // MB,
        }

    @property
    def uitleg_totaal(self) -> str:
        """Return the sentence about all files together."""
        return _("Samen mogen de bestanden %(totaal)d MB groot zijn.") % {"totaal": self.max_totaal // MB}


FOTO = Bestandsregels(soorten=(JPG, PNG, HEIC), max_omvang=15 * MB, max_aantal=5)
DOCUMENT = Bestandsregels(soorten=SOORTEN, max_omvang=25 * MB, max_aantal=10)
