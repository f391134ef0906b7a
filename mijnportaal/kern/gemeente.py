"""Who we are: the municipality as pages and letters name it."""

from dataclasses import dataclass

from django.conf import settings

from mijnportaal.kern.thema import thema


@dataclass(frozen=True)
class Gemeente:
    """The municipality's name and how to reach it."""

    naam: str
    kort: str
    telefoon: str
    email: str
    adres: str
    logo: str


def gemeente() -> Gemeente:
    """Return the municipality of the settings; its logo comes from the theme."""
    return Gemeente(
        naam=settings.GEMEENTE_NAAM,
        kort=settings.GEMEENTE_KORT,
        telefoon=settings.GEMEENTE_TELEFOON,
        email=settings.GEMEENTE_EMAIL,
        adres=settings.GEMEENTE_ADRES,
        logo=thema(settings.THEMA).logo,
    )
