"""What staff fill in for their own work: handing over, tasks, notes, relations, and what comes after the end."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.forms import DatumField, TekstvlakField
from zaken.behandeling.forms import REDEN_MAX, TEKST_MAX, ZaakForm
from zaken.models import AardRelatie, Recht, Taak, Zaak, Zaaktypeversie
from zaken.services.relaties import deelzaakversies
from zaken.toegang import collegas_voor, zaaktypeversies_voor, zaken_voor

EEN_WEEK = datetime.timedelta(weeks=1)
# For the resident there are a question and the tasks of a phase.
TAAKSOORTEN = [keuze for keuze in Taak.Soort.choices if keuze[0] not in {Taak.Soort.AANVULLEN, Taak.Soort.AANLEVEREN}]


class DraagOverForm(ZaakForm):
    aan = forms.ModelChoiceField(
        Gebruiker.objects.none(), to_field_name="uuid", label=_("Collega"), empty_label=_("Kies een collega")
    )
    reden = TekstvlakField(label=_("Waarom draagt u de zaak over?"), max_length=REDEN_MAX, rijen=3)

    def vul_keuzes(self) -> None:
        """Offer the other colleagues who may handle this zaak."""
        collegas = collegas_voor(self.medewerker, self.zaak).exclude(pk=self.medewerker.pk)
        self.fields["aan"].queryset = collegas  # type: ignore[attr-defined]


class TaakForm(ZaakForm):
    soort = forms.ChoiceField(label=_("Soort taak"), choices=TAAKSOORTEN)
    titel = forms.CharField(label=_("Wat moet er gebeuren?"), max_length=120)
    toelichting = TekstvlakField(label=_("Toelichting"), max_length=TEKST_MAX, rijen=3, required=False)
    behandelaar = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Voor wie?"),
        empty_label=_("Wie de zaak behandelt"),
    )
    uiterlijk_op = DatumField(label=_("Uiterlijk op"))
    blokkeert_sluiten = forms.BooleanField(label=_("Eerst klaar, dan pas de zaak afsluiten"), required=False)

    def vul_keuzes(self) -> None:
        """Offer the colleagues who may handle this zaak, and a week from now."""
        self.fields["behandelaar"].queryset = collegas_voor(self.medewerker, self.zaak)  # type: ignore[attr-defined]
        self.fields["uiterlijk_op"].initial = timezone.localdate() + EEN_WEEK

    def clean_soort(self) -> Taak.Soort:
        """Return the kind that was chosen."""
        return Taak.Soort(self.cleaned_data["soort"])


class TaakAfrondenForm(ZaakForm):
    antwoord = TekstvlakField(label=_("Wat is de uitkomst?"), max_length=TEKST_MAX, rijen=4)


class TaakHeropenenForm(ZaakForm):
    reden = TekstvlakField(
        label=_("Wat moet er nog gebeuren?"),
        max_length=REDEN_MAX,
        rijen=3,
        help_text=_("Is de taak voor de inwoner? Dan leest de inwoner deze tekst."),
    )
    uiterlijk_op = DatumField(label=_("Uiterlijk op"))

    def vul_keuzes(self) -> None:
        """Offer a week from now."""
        self.fields["uiterlijk_op"].initial = timezone.localdate() + EEN_WEEK


class NotitieForm(ZaakForm):
    tekst = TekstvlakField(label=_("Notitie"), max_length=TEKST_MAX, rijen=6)


class RelatieForm(ZaakForm):
    andere = forms.CharField(label=_("Zaaknummer van de andere zaak"), max_length=40)
    aard = forms.ChoiceField(
        label=_("Wat is de andere zaak voor deze zaak?"), choices=[("", _("Kies een soort")), *AardRelatie.choices]
    )
    toelichting = TekstvlakField(label=_("Toelichting"), max_length=255, rijen=2, required=False)

    def clean_andere(self) -> Zaak:
        """Return the zaak with this number; one that this employee may not know is as one that is not there."""
        zaak = zaken_voor(self.medewerker).filter(identificatie=self.cleaned_data["andere"].strip()).first()
        if zaak is None:
            raise ValidationError(_t("Wij vinden geen zaak met dit nummer."), code="zaak-onbekend")
        return zaak

    def clean_aard(self) -> AardRelatie:
        """Return the kind of relation that was chosen."""
        return AardRelatie(self.cleaned_data["aard"])


class RelatieWegForm(ZaakForm):
    reden = TekstvlakField(label=_("Waarom haalt u de relatie weg?"), max_length=REDEN_MAX, rijen=3)


class DeelzaakForm(ZaakForm):
    versie = forms.ModelChoiceField(
        Zaaktypeversie.objects.none(), to_field_name="uuid", label=_("Zaaktype"), empty_label=_("Kies een zaaktype")
    )
    omschrijving = forms.CharField(
        label=_("Omschrijving"),
        max_length=80,
        required=False,
        help_text=_("Laat u dit leeg? Dan gebruiken wij de omschrijving van deze zaak."),
    )

    def vul_keuzes(self) -> None:
        """Offer the types that can be a part of this zaak, and that this employee may begin."""
        mogelijk = [versie.pk for versie in deelzaakversies(self.zaak)]
        veld, toegestaan = self.fields["versie"], zaaktypeversies_voor(self.medewerker, Recht.AANMAKEN)
        veld.queryset = toegestaan.filter(pk__in=mogelijk)  # type: ignore[attr-defined]
        veld.label_from_instance = lambda versie: versie.omschrijving  # type: ignore[attr-defined]


class HeropenForm(ZaakForm):
    reden = TekstvlakField(
        label=_("Waarom heropent u de zaak?"), max_length=REDEN_MAX, rijen=3, help_text=_("Uw collega’s lezen dit.")
    )


class CorrectieForm(ZaakForm):
    omschrijving = forms.CharField(label=_("Omschrijving"), max_length=80)
    toelichting = TekstvlakField(label=_("Toelichting"), max_length=TEKST_MAX, required=False)
    reden = TekstvlakField(label=_("Waarom corrigeert u dit?"), max_length=REDEN_MAX, rijen=3)

    def vul_keuzes(self) -> None:
        """Show what stands there now."""
        self.fields["omschrijving"].initial = self.zaak.omschrijving
        self.fields["toelichting"].initial = self.zaak.toelichting
