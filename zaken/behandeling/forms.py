"""What staff fill in: the filter of the worklist, and one form per act."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.bestanden import DOCUMENT, FOTO
from mijnportaal.kern.forms import BestandField, DatumField, KeuzeKaarten, PortaalForm, TekstvlakField
from zaken.models import (
    Besluittype,
    Informatieobjecttype,
    Resultaattype,
    Statustype,
    WachtOp,
    Zaak,
    Zaaktype,
    ZaaktypeInformatieobjecttype,
)
from zaken.services.behandeling import volgende_statustypen
from zaken.toegang import collegas_voor, zaaktypeversies_voor

IK, NIEMAND = "ik", "niemand"
TWEE_WEKEN = datetime.timedelta(weeks=2)
REDEN_MAX = 500
TEKST_MAX = 2000


class FilterForm(PortaalForm):
    """The filters of the worklist, in the address: none of them names a resident."""

    merk_niet_verplicht = False

    lijst = forms.CharField(required=False, widget=forms.HiddenInput)
    zaaktype = forms.ModelChoiceField(
        Zaaktype.objects.none(),
        required=False,
        to_field_name="uuid",
        label=_("Zaaktype"),
        empty_label=_("Alle zaaktypen"),
    )
    status = forms.ChoiceField(required=False, label=_("Stap"))
    wacht_op = forms.ChoiceField(required=False, label=_("Wacht op"), choices=[("", _("Iedereen")), *WachtOp.choices])
    behandelaar = forms.ChoiceField(required=False, label=_("Behandelaar"))
    termijn = forms.DateField(
        required=False, label=_("Termijn tot en met"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, medewerker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versies = list(
            zaaktypeversies_voor(medewerker).prefetch_related("statustypen").only("zaaktype_id", "omschrijving")
        )
        namen = {versie.zaaktype_id: versie.omschrijving for versie in versies}
        zaaktype = self.fields["zaaktype"]
        zaaktype.queryset = Zaaktype.objects.filter(pk__in=namen)  # type: ignore[attr-defined]
        zaaktype.label_from_instance = lambda rij: namen[rij.pk]  # type: ignore[attr-defined]
        stappen = dict.fromkeys(stap.omschrijving for versie in versies for stap in versie.statustypen.all())
        self.fields["status"].choices = [("", _("Alle stappen")), *((stap, stap) for stap in stappen)]  # type: ignore[attr-defined]
        self.fields["behandelaar"].choices = [  # type: ignore[attr-defined]
            ("", _("Iedereen")),
            (IK, _("Ik")),
            (NIEMAND, _("Nog niemand")),
            *((str(collega.uuid), collega.naam) for collega in _teamgenoten(medewerker)),
        ]

    def waarde_in_woorden(self, naam: str) -> str:
        """Return what was chosen, as the form shows it."""
        waarde, veld = self.cleaned_data[naam], self.fields[naam]
        if isinstance(waarde, datetime.date):
            return formats.date_format(waarde)
        if isinstance(veld, forms.ModelChoiceField):
            return str(veld.label_from_instance(waarde))
        return str(dict(veld.choices)[waarde]) if isinstance(veld, forms.ChoiceField) else str(waarde)  # type: ignore[arg-type]


def _teamgenoten(medewerker: Gebruiker) -> QuerySet[Gebruiker]:
    """Return the colleagues in the groups of this employee."""
    teams = medewerker.groepen.all()
    return (
        Gebruiker.objects.filter(is_active=True, groepen__in=teams)
        .exclude(pk=medewerker.pk)
        .distinct()
        .order_by("naam")
    )


class ZaakForm(PortaalForm):
    """A form for an act on one zaak."""

    def __init__(self, *args: Any, zaak: Zaak, medewerker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zaak, self.medewerker = zaak, medewerker
        self.vul_keuzes()

    def vul_keuzes(self) -> None:
        """Fill the choices that depend on the zaak."""


class GeefVrijForm(ZaakForm):
    reden = TekstvlakField(
        label=_("Waarom geeft u de zaak terug?"), max_length=REDEN_MAX, rijen=3, help_text=_("Uw collega’s lezen dit.")
    )


class WijsToeForm(ZaakForm):
    aan = forms.ModelChoiceField(
        Gebruiker.objects.none(), to_field_name="uuid", label=_("Collega"), empty_label=_("Kies een collega")
    )
    reden = TekstvlakField(label=_("Toelichting voor uw collega"), max_length=REDEN_MAX, rijen=3, required=False)

    def vul_keuzes(self) -> None:
        """Offer the colleagues who may handle this zaak."""
        self.fields["aan"].queryset = collegas_voor(self.medewerker, self.zaak)  # type: ignore[attr-defined]


class StatusForm(ZaakForm):
    statustype = forms.ModelChoiceField(
        Statustype.objects.none(), to_field_name="uuid", label=_("Nieuwe status"), widget=KeuzeKaarten, empty_label=None
    )
    toelichting = TekstvlakField(
        label=_("Tekst voor de inwoner"),
        max_length=TEKST_MAX,
        required=False,
        help_text=_("Laat u dit leeg? Dan leest de inwoner de tekst die hierboven bij de status staat."),
    )

    def vul_keuzes(self) -> None:
        """Offer the phases that can be set now, with the text that the resident reads; the next one is chosen."""
        statustypen = volgende_statustypen(self.zaak)
        veld = self.fields["statustype"]
        huidig = self.zaak.statussen.order_by("-datum", "-pk").values_list("statustype__volgnummer", flat=True).first()
        veld.initial = next((rij.uuid for rij in statustypen if rij.volgnummer > (huidig or 0)), None)
        veld.queryset = Statustype.objects.filter(pk__in=[rij.pk for rij in statustypen])  # type: ignore[attr-defined]
        veld.widget.toelichtingen = {str(rij.uuid): rij.uitleg_inwoner for rij in statustypen}


class AanvullingForm(ZaakForm):
    titel = forms.CharField(
        label=_("Wat hebt u nodig?"), max_length=120, help_text=_("Bijvoorbeeld: een foto van de plek.")
    )
    toelichting = TekstvlakField(label=_("Uitleg voor de inwoner"), max_length=TEKST_MAX)
    uiterlijk_op = DatumField(label=_("Uiterlijk op"), help_text=_("Tot de inwoner antwoordt, staat de termijn stil."))
    informatieobjecttype = forms.ModelChoiceField(
        Informatieobjecttype.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Welk document moet de inwoner toevoegen?"),
        empty_label=_("Geen, een antwoord in woorden is genoeg"),
    )

    def vul_keuzes(self) -> None:
        """Offer the documents of this zaaktype, and two weeks from now."""
        self.fields["informatieobjecttype"].queryset = Informatieobjecttype.objects.filter(  # type: ignore[attr-defined]
            zaaktypen__zaaktypeversie=self.zaak.zaaktypeversie
        ).distinct()
        self.fields["uiterlijk_op"].initial = timezone.localdate() + TWEE_WEKEN


class TaakVervaltForm(ZaakForm):
    reden = TekstvlakField(label=_("Waarom is de taak niet meer nodig?"), max_length=REDEN_MAX, rijen=3)


class BesluitForm(ZaakForm):
    besluittype = forms.ModelChoiceField(
        Besluittype.objects.none(), to_field_name="uuid", label=_("Besluit"), widget=KeuzeKaarten, empty_label=None
    )
    ingangsdatum = DatumField(label=_("Gaat in op"))
    motivering = TekstvlakField(
        label=_("Motivering"), max_length=5000, rijen=8, help_text=_("De inwoner leest deze tekst in het besluit.")
    )

    def vul_keuzes(self) -> None:
        """Offer the decisions of this zaaktype, and today."""
        besluittypen = self.zaak.zaaktypeversie.besluittypen.all()
        veld = self.fields["besluittype"]
        veld.queryset = besluittypen  # type: ignore[attr-defined]
        veld.widget.toelichtingen = {str(rij.uuid): rij.toelichting for rij in besluittypen}
        self.fields["ingangsdatum"].initial = timezone.localdate()


class AfsluitenForm(ZaakForm):
    resultaattype = forms.ModelChoiceField(
        Resultaattype.objects.none(), to_field_name="uuid", label=_("Resultaat"), widget=KeuzeKaarten, empty_label=None
    )
    toelichting = TekstvlakField(
        label=_("Toelichting voor de inwoner"),
        max_length=TEKST_MAX,
        required=False,
        help_text=_("Bijvoorbeeld: wat u hebt gedaan. De inwoner krijgt dit in het laatste bericht."),
    )

    def __init__(self, *args: Any, uitleg: dict[str, str], **kwargs: Any) -> None:
        self.uitleg = uitleg
        super().__init__(*args, **kwargs)

    def vul_keuzes(self) -> None:
        """Offer the outcomes of this zaaktype, each with what follows from it."""
        veld = self.fields["resultaattype"]
        veld.queryset = self.zaak.zaaktypeversie.resultaattypen.all()  # type: ignore[attr-defined]
        veld.widget.toelichtingen = self.uitleg


class DocumentForm(ZaakForm):
    """One or more files of one kind. A phone offers its camera for the first field."""

    foto = BestandField(label=_("Maak een foto"), regels=FOTO, required=False)
    bestanden = BestandField(
        label=_("Of kies bestanden"),
        regels=DOCUMENT,
        max_aantal=10,
        required=False,
    )
    soort = forms.ModelChoiceField(
        ZaaktypeInformatieobjecttype.objects.none(),
        to_field_name="uuid",
        label=_("Wat voor document is het?"),
        empty_label=_("Kies een soort"),
    )
    titel = forms.CharField(
        label=_("Titel"),
        max_length=200,
        required=False,
        help_text=_("Laat u dit leeg? Dan gebruiken wij de naam van het bestand."),
    )
    zichtbaar_voor_inwoner = forms.BooleanField(label=_("De inwoner mag dit document zien"), required=False)

    def vul_keuzes(self) -> None:
        """Offer the documents of this zaaktype, each with its direction."""
        soorten = self.zaak.zaaktypeversie.informatieobjecttypen.select_related("informatieobjecttype")
        self.fields["soort"].queryset = soorten.order_by("volgnummer")  # type: ignore[attr-defined]
        self.fields["foto"].widget.attrs.update({"accept": "image/*", "capture": "environment"})

    def clean(self) -> dict[str, Any]:
        """Ask for at least one file."""
        gegevens = super().clean() or self.cleaned_data
        heeft_bestand = gegevens.get("foto") or gegevens.get("bestanden")
        if not heeft_bestand and not self.errors.keys() & {"foto", "bestanden"}:
            self.add_error(
                "bestanden", ValidationError(_t("Maak een foto of kies een bestand."), code="bestand-ontbreekt")
            )
        return gegevens

    @property
    def uploads(self) -> list[Any]:
        """Return all files that were added."""
        foto = self.cleaned_data.get("foto")
        return [*([foto] if foto else []), *self.cleaned_data.get("bestanden", [])]
