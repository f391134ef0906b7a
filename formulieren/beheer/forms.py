"""What functioneel beheer fills in about a form as a whole and about its pages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from formulieren.beheer.soorten import Zin
from formulieren.definitie import Json
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.kern.forms import PortaalForm, TekstvlakField
from zaken.models import Zaaktype, Zaaktypeversie

TALEN = [code for code, _naam in settings.LANGUAGES]
TEKST_MAX = 4000


def zaaktypekeuzes() -> list[tuple[str, str]]:
    """Return the zaaktypen under which a zaak may start today, by their uuid."""
    versies = Zaaktypeversie.objects.geldig_op(timezone.localdate()).select_related("zaaktype")
    return sorted(
        ((str(versie.zaaktype.uuid), f"{versie.omschrijving} ({versie.zaaktype})") for versie in versies),
        key=lambda paar: paar[1],
    )


class NieuwForm(PortaalForm):
    """A new form: where it stands and what it starts."""

    titel = forms.CharField(label=_("Titel"), max_length=120, help_text=_("Zoals inwoners het formulier noemen."))
    slug = forms.SlugField(
        label=_("Adres"),
        max_length=50,
        help_text=_("Het laatste deel van het webadres: kleine letters, cijfers en streepjes. Dit blijft zo."),
    )
    zaaktype = forms.ChoiceField(label=_("Zaaktype"), help_text=_("De zaak die begint als iemand verstuurt."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zaaktype"].choices = [("", _("Kies een zaaktype")), *zaaktypekeuzes()]  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        """Return the address in small letters."""
        return str(self.cleaned_data["slug"]).lower()

    def clean_zaaktype(self) -> Zaaktype:
        """Return the chosen zaaktype."""
        return Zaaktype.objects.get(uuid=self.cleaned_data["zaaktype"])


class BevestigForm(PortaalForm):
    """Nothing to fill in: what happens stands above the button."""


class TaalForm(PortaalForm):
    """A form with texts in every language; `oud` is what stands in the definition now."""

    def __init__(self, *args: Any, oud: Mapping[str, Json], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.oud = oud
        self.teksten: list[str] = []
        self.lijsten: list[str] = []
        self.vul()

    def vul(self) -> None:
        """Add the fields."""

    def voeg_tekst_toe(self, naam: str, label: Zin, *, lang: bool = False, moet: bool = False, hulp: Zin = "") -> None:
        """Add a field for a text in each language; the Dutch one may be demanded."""
        self.teksten.append(naam)
        tekst = self.oud.get(naam) or {}
        for taal, taalnaam in settings.LANGUAGES:
            self._voeg_taal_toe(naam, label, taal, taalnaam, lang=lang, moet=moet and taal == "nl", hulp=hulp)
            self.initial.setdefault(f"{naam}_{taal}", tekst.get(taal, ""))

    def voeg_lijst_toe(self, naam: str, label: Zin) -> None:
        """Add a field for a list of texts in each language, a text on each line."""
        self.lijsten.append(naam)
        rijen = self.oud.get(naam) or []
        for taal, taalnaam in settings.LANGUAGES:
            hulp = _("Zet elke zin op een eigen regel, in elke taal in dezelfde volgorde.")
            self._voeg_taal_toe(naam, label, taal, taalnaam, lang=True, moet=False, hulp=hulp)
            self.initial.setdefault(f"{naam}_{taal}", "\n".join(str(rij.get(taal, "")) for rij in rijen))

    def _voeg_taal_toe(
        self, naam: str, label: Zin, taal: str, taalnaam: Zin, *, lang: bool, moet: bool, hulp: Zin
    ) -> None:
        opties: dict[str, Any] = {
            "label": format_lazy("{} ({})", label, taalnaam),
            "required": moet,
            "help_text": hulp if taal == "nl" else "",
        }
        if lang:
            veld: forms.Field = TekstvlakField(max_length=TEKST_MAX, rijen=3, **opties)
        else:
            veld = forms.CharField(max_length=300, **opties)
        veld.widget.attrs["lang"] = taal
        self.fields[f"{naam}_{taal}"] = veld

    def tekst(self, naam: str) -> dict[str, str] | None:
        """Return a text by language; nothing when all are empty."""
        gevuld = {taal: self.cleaned_data[f"{naam}_{taal}"] for taal in TALEN}
        return {taal: tekst for taal, tekst in gevuld.items() if tekst} or None

    def lijst(self, naam: str) -> list[dict[str, str]] | None:
        """Return a list of texts by language."""
        kolommen = {taal: self.cleaned_data[f"{naam}_{taal}"].splitlines() for taal in TALEN}
        aantal = max(len(regels) for regels in kolommen.values())
        rijen = [
            {taal: regels[n].strip() for taal, regels in kolommen.items() if n < len(regels) and regels[n].strip()}
            for n in range(aantal)
        ]
        return [rij for rij in rijen if rij] or None

    def gegevens(self) -> dict[str, Json]:
        """Return what was filled in, as it stands in a definition; None for what is empty."""
        return {naam: self.tekst(naam) for naam in self.teksten} | {naam: self.lijst(naam) for naam in self.lijsten}


class GegevensForm(TaalForm):
    """The form as a whole."""

    def vul(self) -> None:
        """Add the texts, and what else holds for the whole form."""
        self.voeg_tekst_toe("titel", _("Titel"), moet=True)
        self.voeg_tekst_toe("samenvatting", _("Samenvatting"), lang=True)
        self.voeg_tekst_toe("voor_wie", _("Voor wie"), lang=True)
        self.voeg_lijst_toe("nodig", _("Wat heeft iemand nodig"))
        self.voeg_lijst_toe("vervolg", _("Wat gebeurt er na het versturen"))
        self.voeg_tekst_toe("grondslag", _("Wettelijke grond"), hulp=_("Waarom mogen wij dit vragen?"))
        self.fields["omschrijving"] = forms.CharField(
            label=_("Omschrijving van de zaak"),
            max_length=200,
            help_text=_("Antwoorden kunt u noemen met hun sleutel. Bijvoorbeeld: ${categorie}: ${plaats}."),
        )
        self.fields["duur"] = forms.IntegerField(
            label=_("Invultijd in minuten"), required=False, min_value=1, max_value=240
        )
        self.fields["document"] = forms.CharField(
            label=_("Documenttype van de antwoorden"), max_length=80, required=False
        )
        self.fields["icoon"] = forms.SlugField(label=_("Icoon"), required=False)
        self.fields["niveau"] = forms.TypedChoiceField(
            label=_("Hoe moet iemand inloggen?"), choices=Niveau.choices, coerce=int
        )
        for naam in ("omschrijving", "duur", "document", "icoon"):
            self.initial.setdefault(naam, self.oud.get(naam))

    def gegevens(self) -> dict[str, Json]:
        """Return the texts and the rest; the level is no part of the definition."""
        anders = {naam: self.cleaned_data[naam] or None for naam in ("omschrijving", "duur", "document", "icoon")}
        return {**super().gegevens(), **anders}


class StapForm(TaalForm):
    """The texts of a page."""

    def vul(self) -> None:
        """Add the texts."""
        self.voeg_tekst_toe("titel", _("Titel"), moet=True)
        self.voeg_tekst_toe("uitleg", _("Uitleg"), lang=True)
        self.voeg_tekst_toe("grondslag", _("Wettelijke grond van deze stap"))


class OvernameForm(PortaalForm):
    """A page of another form."""

    stap = forms.ChoiceField(label=_("Welke stap wilt u overnemen?"))

    def __init__(self, *args: Any, stappen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stap"].choices = [("", _("Kies een stap")), *stappen]  # type: ignore[attr-defined]
