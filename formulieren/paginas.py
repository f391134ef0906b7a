"""What stands on the pages of a form: put together here, so that views decide and templates only show."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.afspraken.berichten import wanneer
from formulieren.afspraken.koppeling import pad_van
from formulieren.betalen import koppeling
from formulieren.definitie import Definitie, Stap
from formulieren.dossier import Beantwoord, Dossier
from formulieren.models import Afspraak, Betaling, FormulierVersie, Inzending
from mijnportaal.accounts.aanmelding import Aanmelding, Niveau
from mijnportaal.kern.forms import Fout
from mijnportaal.kern.termijnen import Termijn
from zaken.models import Betrokkene, Zaak, Zaaktypeversie


def adres(naam: str, inzending: Inzending, *meer: str) -> str:
    """Return the address of a page of this draft."""
    slug = inzending.formulierversie.formulier.slug
    return reverse(f"formulieren:{naam}", args=[slug, inzending.uuid, *meer])


def stapadres(inzending: Inzending, stap: Stap | None) -> str:
    """Return the address of a page, or of the check page after the last one."""
    return adres("stap", inzending, stap.sleutel) if stap else adres("controle", inzending)


def verderadres(concept: Inzending) -> str:
    """Return where somebody goes on with a draft: at its first page that is not complete, or where it waits."""
    dossier = Dossier(concept)
    return omleiding(dossier) or stapadres(concept, None)


def omleiding(dossier: Dossier, tot: Stap | None = None) -> str:
    """Return where a visitor has to be instead: the receipt, or an earlier page that is not complete (S-06).

    An empty string means that the page may be opened; without `tot` it is the check page, which comes after all steps.
    """
    if dossier.inzending.wacht:
        return adres("betalen", dossier.inzending)
    if not dossier.inzending.is_concept:
        return adres("ontvangen", dossier.inzending)
    stappen = dossier.stappen
    open_stap = dossier.eerste_open_stap()
    grens = stappen.index(tot) if tot else len(stappen)
    return stapadres(dossier.inzending, open_stap) if open_stap and stappen.index(open_stap) < grens else ""


@dataclass(frozen=True)
class Startpagina:
    """The page before the form: what it is, what you need, what happens then."""

    versie: FormulierVersie
    definitie: Definitie
    concept: Inzending | None
    verder_url: str
    termijn: Termijn | None
    moet_inloggen: bool

    @property
    def niveau(self) -> str:
        """Return how sure the login has to be, in words; an empty string for none."""
        return str(Niveau(self.versie.niveau).label) if self.versie.niveau else ""


def startpagina(
    versie: FormulierVersie, aanmelding: Aanmelding, *, concept: Inzending | None, zaaktype: Zaaktypeversie | None
) -> Startpagina:
    """Return the start page of a form for this visitor."""
    return Startpagina(
        versie=versie,
        definitie=Definitie(versie.definitie),
        concept=concept,
        verder_url=verderadres(concept) if concept else "",
        termijn=Termijn.van_iso(zaaktype.doorlooptijd) if zaaktype else None,
        moet_inloggen=aanmelding.niveau < versie.niveau,
    )


@dataclass(frozen=True)
class Stappagina:
    """One page of questions, and where it stands in the form."""

    dossier: Dossier
    stap: Stap

    @property
    def nummer(self) -> int:
        return self.dossier.stappen.index(self.stap) + 1

    @property
    def vorige(self) -> Stap | None:
        return self.dossier.stappen[self.nummer - 2] if self.nummer > 1 else None

    @property
    def volgende(self) -> Stap | None:
        """Return the next page, or nothing when the check page follows."""
        return next(iter(self.dossier.stappen[self.nummer :]), None)

    @property
    def voortgang(self) -> list[tuple[str, str]]:
        return voortgang(self.dossier)

    @property
    def laatste(self) -> bool:
        return self.volgende is None

    @property
    def bewaar_url(self) -> str:
        """Return where a script keeps what was typed."""
        return adres("bewaar", self.dossier.inzending, self.stap.sleutel)


def voortgang(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the name and the address of every page, the check page included."""
    stappen = [(stap.titel, stapadres(dossier.inzending, stap)) for stap in dossier.stappen]
    return [*stappen, (_("Controleren"), adres("controle", dossier.inzending))]


@dataclass(frozen=True)
class Samenvatting:
    """The answers of one page, with the way to change them."""

    stap: Stap
    groepen: list[tuple[str, list[Beantwoord]]]
    wijzig_url: str

    @property
    def anker(self) -> str:
        """Return the id of the link that changes this page; a line of the error summary leads there."""
        return f"wijzig-{self.stap.sleutel}"


def samenvattingen(dossier: Dossier) -> list[Samenvatting]:
    """Return the whole form as answered; changing a page leads back to the check page."""
    return [
        Samenvatting(stap, dossier.groepen(stap), f"{stapadres(dossier.inzending, stap)}?naar=controle")
        for stap in dossier.stappen
    ]


def tekortfouten(dossier: Dossier) -> list[Fout]:
    """Return what still has to be mended, each with the link to its page."""
    return [Fout(f"wijzig-{tekort.stap.sleutel}", tekort.zin) for tekort in dossier.tekorten()]


@dataclass(frozen=True)
class Ontvangstpagina:
    """The receipt: that the zaak exists, what happens next, and until when."""

    inzending: Inzending
    zaak: Zaak
    definitie: Definitie
    email: str
    te_betalen: Betaling | None = None
    afspraken: tuple[Afspraak, ...] = ()

    @property
    def betaal_url(self) -> str:
        """Return where somebody pays for what has come in already."""
        return koppeling.pad_van(self.te_betalen) if self.te_betalen else ""

    @property
    def afspraakregels(self) -> list[tuple[str, str]]:
        """Return when the appointments are, each with the address of its page."""
        return [(wanneer(rij.begin, rij.einde), pad_van(rij)) for rij in self.afspraken]

    @property
    def pdf_url(self) -> str:
        return adres("pdf", self.inzending)

    @property
    def zaak_url(self) -> str:
        """Return the page of the zaak, for who can log in to follow it."""
        return reverse("pip:zaak", args=[self.zaak.uuid]) if self.inzending.gebruiker_id else ""


def ontvangstpagina(inzending: Inzending, zaak: Zaak, initiator: Betrokkene | None) -> Ontvangstpagina:
    """Return the receipt of a form that was sent."""
    definitie = Definitie(inzending.formulierversie.definitie)
    return Ontvangstpagina(
        inzending,
        zaak,
        definitie,
        initiator.email if initiator else "",
        inzending.betalingen.lopend().first() if definitie.gegevens.get("prijs") else None,
        tuple(inzending.afspraken.bevestigd()) if any(v.type == "afspraak" for v in definitie.vragen()) else (),
    )
