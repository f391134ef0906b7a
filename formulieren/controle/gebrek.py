"""One thing that is wrong with a form, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gebrek:
    """A fault: the key of the question or the page that it is about (empty: the whole form), and a sentence."""

    plaats: str
    zin: str

    @classmethod
    def van(cls, tekst: str) -> "Gebrek":
        """Return the fault that a component tells as "key: sentence"."""
        plaats, _scheiding, zin = tekst.partition(": ")
        return cls(plaats, zin) if zin else cls("", tekst)

    def __str__(self) -> str:
        return f"{self.plaats}: {self.zin}" if self.plaats else self.zin
