"""Forms: what people type is understood, what is wrong is said beside the field and in the summary."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from mijnportaal.kern.bestanden import DOCUMENT, FOTO, Bestandsregels
from mijnportaal.kern.forms import (
    BedragField,
    BestandField,
    DatumField,
    KeuzeKaarten,
    PortaalForm,
    TekstvlakField,
)


class Aanvraag(PortaalForm):
    """One field of each kind."""

    naam = forms.CharField(label="Naam", help_text="Zoals op uw paspoort")
    email = forms.EmailField(label="E-mailadres", required=False)
    soort = forms.ChoiceField(
        label="Soort", choices=[("a", "Boom"), ("b", "Bank")], widget=KeuzeKaarten(toelichtingen={"a": "Of een struik"})
    )
    begin = DatumField(label="Vanaf wanneer?")
    kosten = BedragField(label="Kosten", max_value=750)
    uitleg = TekstvlakField(label="Uitleg", max_length=20)
    foto = BestandField(label="Foto", max_aantal=2, required=False)
    akkoord = forms.BooleanField(label="Ik ga akkoord")


GOED = {
    "naam": "Fatima de Vries",
    "soort": "a",
    "kosten": "1",
    "begin_dag": "14",
    "begin_maand": "3",
    "begin_jaar": "2026",
    "uitleg": "Een boom.",
    "akkoord": "on",
}


def pagina(form: forms.Form) -> str:
    velden = "{% for veld in form %}{{ veld.as_field_group }}{% endfor %}"
    sjabloon = '{% include "componenten/foutlijst.html" with fouten=form.foutlijst only %}' + velden
    return Template(sjabloon).render(Context({"form": form}))


def test_a_complete_form_is_valid() -> None:
    form = Aanvraag(GOED)
    assert form.is_valid(), form.errors
    assert form.foutlijst() == []
    assert form.cleaned_data["begin"] == datetime.date(2026, 3, 14)


@pytest.mark.eis("W-10")
def test_every_link_in_the_summary_leads_to_an_input() -> None:
    form = Aanvraag({})
    html = pagina(form)
    ankers = [fout.id for fout in form.foutlijst()]
    assert len(ankers) == 6
    for anker in ankers:
        assert len(re.findall(rf'<(?:input|select|textarea)[^>]* id="{anker}"', html)) == 1, anker


def test_the_summary_says_the_same_as_the_field() -> None:
    form = Aanvraag({**GOED, "kosten": "veel"})
    html = pagina(form)
    assert html.count("Vul een bedrag in, bijvoorbeeld 12,50.") == 2
    assert 'aria-describedby="id_kosten_error"' in html
    assert 'id="id_kosten_error"' in html


def test_an_error_of_the_whole_form_stands_in_the_summary() -> None:
    form = Aanvraag(GOED)
    form.add_error(None, "Dit formulier is gesloten.")
    assert form.foutlijst()[0].tekst == "Dit formulier is gesloten."
    assert form.foutlijst()[0].id == ""


def test_what_was_typed_stays() -> None:
    html = pagina(Aanvraag({**GOED, "kosten": "twaalf euro", "begin_maand": "13", "naam": '"><b>'}))
    assert 'value="twaalf euro"' in html
    assert 'value="13"' in html
    assert "&quot;&gt;&lt;b&gt;" in html
    assert "<b>" not in html


def test_only_a_field_that_may_stay_empty_says_so() -> None:
    html = pagina(Aanvraag())
    assert html.count("(niet verplicht)") == 2
    assert "E-mailadres (niet verplicht)" in html


def test_the_browser_checks_nothing_itself() -> None:
    html = pagina(Aanvraag())
    assert " required" not in html
    assert html.count('aria-required="true"') >= 5


def test_an_empty_field_is_named_in_its_error() -> None:
    fouten = [fout.tekst for fout in Aanvraag({}).foutlijst()]
    assert "U heeft dit nog niet ingevuld: Naam" in fouten
    assert "U heeft nog niets gekozen: Soort" in fouten
    assert "U heeft nog geen vinkje gezet bij: Ik ga akkoord" in fouten


def test_an_own_sentence_stays() -> None:
    class Eigen(PortaalForm):
        naam = forms.CharField(error_messages={"required": "Vul uw naam in."})

    assert [fout.tekst for fout in Eigen({}).foutlijst()] == ["Vul uw naam in."]


def test_a_field_that_is_added_later_looks_the_same() -> None:
    form = Aanvraag({})
    form.fields["extra"] = forms.CharField(label="Extra")
    assert "utrecht-textbox" in str(form["extra"])
    assert "U heeft dit nog niet ingevuld: Extra" in [fout.tekst for fout in form.foutlijst()]


@pytest.mark.eis("W-02")
def test_the_browser_can_fill_in_an_email_address() -> None:
    assert 'autocomplete="email"' in str(Aanvraag()["email"])


@pytest.mark.eis("W-01")
def test_help_error_and_counter_are_read_with_the_field() -> None:
    html = pagina(Aanvraag({}))
    assert 'aria-describedby="id_naam_helptext id_naam_error"' in html
    assert 'aria-describedby="id_uitleg_error id_uitleg_teller"' in html
    assert 'id="id_uitleg_teller"' in html


def test_a_choice_shows_its_explanation() -> None:
    html = pagina(Aanvraag())
    assert 'aria-describedby="id_soort_0_bij"' in html
    assert "Of een struik" in html


def test_an_email_address_without_at_sign_is_explained() -> None:
    form = Aanvraag({**GOED, "email": "fatima"})
    assert [fout.tekst for fout in form.foutlijst()] == [
        "Vul een e-mailadres in met een @ en een punt. Bijvoorbeeld naam@voorbeeld.nl."
    ]


@pytest.mark.parametrize(
    ("getypt", "bedrag"),
    [
        ("750", "750"),
        ("12,5", "12.5"),
        ("1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("12.50", "12.50"),
        ("€ 12,50", "12.50"),
        ("12,-", "12"),
        (" 1.000.000,00 ", "1000000.00"),
        ("1 234", "1234"),
    ],
)
def test_an_amount_is_read_as_people_write_it(getypt: str, bedrag: str) -> None:
    assert BedragField().clean(getypt) == Decimal(bedrag)


@pytest.mark.parametrize("getypt", ["twaalf", "12,345", "1.23.4", "12,50 euro", "1,234.56", "--1", "NaN", "1e5", "٣"])
def test_what_is_not_an_amount_is_refused(getypt: str) -> None:
    with pytest.raises(ValidationError):
        BedragField().clean(getypt)


@pytest.mark.parametrize(
    ("bedrag", "tekst"), [(Decimal("1234.50"), "1.234,50"), (750, "750"), ("x", "x"), (None, None)]
)
def test_an_amount_is_shown_in_dutch(bedrag: Any, tekst: Any) -> None:
    assert BedragField().prepare_value(bedrag) == tekst


def test_an_amount_has_its_limits() -> None:
    with pytest.raises(ValidationError, match="ten hoogste 750 euro"):
        BedragField(max_value=750).clean("750,01")
    with pytest.raises(ValidationError, match="ten minste 0,50 euro"):
        BedragField(min_value=Decimal("0.50")).clean("0,49")


@pytest.mark.parametrize(
    "delen",
    [
        ("14", "3", "2026"),
        ("14", "maart", "2026"),
        ("14", "mrt", "2026"),
        ("14", "March", "2026"),
        ("14", "03", "2026"),
    ],
)
def test_a_date_is_read_as_people_write_it(delen: tuple[str, str, str]) -> None:
    assert DatumField().clean(list(delen)) == datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("delen", "zin"),
    [
        (("31", "2", "2026"), "bestaat niet"),
        (("14", "3", "26"), "4 cijfers"),
        (("14", "", "2026"), "de maand en het jaar"),
        (("14", "lente", "2026"), "bestaat niet"),
        (("x", "3", "2026"), "bestaat niet"),
        (("9" * 20, "3", "2026"), "bestaat niet"),
        (("14", "9" * 20, "2026"), "bestaat niet"),
        (("14", "3", "0000"), "bestaat niet"),
        (("1", "1", "2020"), "op of na 2 januari 2020"),
        (("1", "1", "2031"), "op of voor 31 december 2030"),
    ],
)
def test_a_wrong_date_says_what_is_wrong(delen: tuple[str, str, str], zin: str) -> None:
    veld = DatumField(vanaf=datetime.date(2020, 1, 2), tot_en_met=datetime.date(2030, 12, 31))
    with pytest.raises(ValidationError, match=zin):
        veld.clean(list(delen))


@pytest.mark.parametrize(("jaar", "zin"), [("1026", "op of na 1 januari 1900"), ("9999", "op of voor 31 december")])
def test_a_year_outside_three_centuries_is_a_slip(jaar: str, zin: str) -> None:
    with pytest.raises(ValidationError, match=zin):
        DatumField().clean(["14", "3", jaar])


def test_a_date_may_stay_empty() -> None:
    assert DatumField(required=False).clean(["", "", ""]) is None


def test_a_line_break_counts_as_one_character() -> None:
    assert TekstvlakField(max_length=3).clean("a\r\nb") == "a\nb"


def test_the_browser_never_cuts_off_pasted_text() -> None:
    assert "maxlength" not in str(Aanvraag()["uitleg"])


KLEIN = Bestandsregels(soorten=FOTO.soorten, max_omvang=1_000_000, max_aantal=2)


def bestand(naam: str, inhoud: bytes = b"%PDF-1.7\n%%EOF") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud, "application/octet-stream")


@pytest.mark.parametrize(
    ("upload", "zin"),
    [
        (bestand("virus.exe"), "virus.exe: Dit soort bestand kunnen wij niet aannemen."),
        (bestand("leeg.png", b""), "leeg.png: Het bestand is leeg."),
        (bestand("groot.png", b"x" * 1_000_001), "groot.png: Het bestand is te groot."),
        (bestand("nep.png"), "nep.png: Het bestand is geen goed"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason_and_what_is_allowed(upload: SimpleUploadedFile, zin: str) -> None:
    with pytest.raises(ValidationError) as weigering:
        BestandField(regels=KLEIN).clean(upload)
    assert weigering.value.messages[0].startswith(zin)
    assert KLEIN.uitleg in weigering.value.messages[0]


def test_several_files_come_as_a_list() -> None:
    form = Aanvraag(GOED, MultiValueDict({"foto": [bestand("a.pdf"), bestand("B.PDF")]}))
    assert form.is_valid(), form.errors
    assert [upload.name for upload in form.cleaned_data["foto"]] == ["a.pdf", "B.PDF"]


def test_no_file_is_an_empty_list() -> None:
    assert Aanvraag(GOED).fields["foto"].clean([]) == []


def test_each_wrong_file_is_named() -> None:
    form = Aanvraag(GOED, MultiValueDict({"foto": [bestand("a.exe"), bestand("b.exe")]}))
    assert [fout.tekst.partition(":")[0] for fout in form.foutlijst()] == ["a.exe", "b.exe"]


def test_too_many_files_are_refused() -> None:
    form = Aanvraag(GOED, MultiValueDict({"foto": [bestand(f"{nr}.pdf") for nr in range(3)]}))
    assert form.errors["foto"] == ["U kunt ten hoogste 2 bestanden toevoegen."]


def test_a_file_field_tells_what_is_allowed() -> None:
    html = pagina(Aanvraag())
    assert DOCUMENT.uitleg in html
    assert "U kunt 2 bestanden toevoegen." in html
    assert f'accept="{DOCUMENT.accept}"' in html
