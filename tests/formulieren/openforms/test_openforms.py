"""Exports of Open Forms: imported, published, filled in and sent; and nothing in them is dropped silently."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from formulieren.controle.voorbeelden import speel
from formulieren.definitie import Definitie
from formulieren.dossier import Dossier, plan_van
from formulieren.models import Formulier, FormulierVersie, Plek
from formulieren.openforms import Uitkomst
from formulieren.services.invoer import Ingevoerd, importeer
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.invuller import Invuller, tekst_van
from tests.formulieren.openforms.maak import STAP, component, eigenschap, export, inpakken, regel
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

pytestmark = pytest.mark.django_db
EXPORTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "open-forms"
NAMEN = ["children-flow", "decision_tree_2", "logic_rules_2", "simple_form_2"]
WAARDEN = {
    "tekst": "Een antwoord",
    "tekstvlak": "Een antwoord\nvan twee regels",
    "email": "zoe@example.nl",
    "keuze": "0",
    "bsn": "",
}


def lees(bestand: Any, zaaktype: Zaaktypeversie) -> Ingevoerd:
    return importeer(bestand, zaaktype=zaaktype.zaaktype.identificatie)


def regels_van(ingevoerd: Ingevoerd, uitkomst: Uitkomst) -> str:
    return "\n".join(str(regel) for regel in ingevoerd.verslag.regels if regel.uitkomst == uitkomst)


def vul_in(invuller: Invuller) -> None:
    """Answer every page with something that fits, through the door of a browser."""
    for stap in Definitie(invuller.inzending.formulierversie.definitie).stappen:
        data: dict[str, str] = {}
        for gesteld in Dossier(invuller.inzending).gesteld(stap):
            if gesteld.vraag.type == "datum":
                data |= {f"{gesteld.naam}_dag": "1", f"{gesteld.naam}_maand": "2", f"{gesteld.naam}_jaar": "1980"}
            elif gesteld.vraag.type in WAARDEN:
                data[gesteld.naam] = WAARDEN[gesteld.vraag.type]
        antwoord = invuller.stap(stap.sleutel, data)
        assert antwoord.status_code == 302, tekst_van(antwoord)


@pytest.mark.parametrize("naam", NAMEN)
def test_real_export_is_imported_published_filled_in_and_sent(
    naam: str,
    meldingtype: Zaaktypeversie,
    client: PortaalClient,
    inwoner: Gebruiker,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pad = EXPORTS / f"{naam}.zip"
    if not pad.exists():
        pytest.skip("../shared is absent: there are no real exports to read")
    call_command("importeer_formulier", str(pad), zaaktype=meldingtype.zaaktype.identificatie, publiceer=True)
    assert "Het formulier kan gepubliceerd worden." in capsys.readouterr().out
    versie = FormulierVersie.objects.select_related("formulier").get()
    assert versie.status == FormulierVersie.Status.GEPUBLICEERD
    invuller = Invuller(client.log_in(inwoner), versie)
    invuller.begin()
    vul_in(invuller)
    assert invuller.verstuur().url == invuller.pad("ontvangen")
    assert invuller.inzending.zaak is not None


def test_condition_of_a_real_export_still_holds(meldingtype: Zaaktypeversie, client: PortaalClient) -> None:
    pad = EXPORTS / "logic_rules_2.zip"
    if not pad.exists():
        pytest.skip("../shared is absent: there are no real exports to read")
    with pad.open("rb") as bestand:
        importeer(bestand, zaaktype=meldingtype.zaaktype.identificatie, publiceren=True)
    invuller = Invuller(client, FormulierVersie.objects.select_related("formulier").get())
    invuller.begin()
    data = {"naam": "Jip", "achternaam": "Jong"}
    jong = {"geboorteDatum_dag": "1", "geboorteDatum_maand": "1", "geboorteDatum_jaar": "2020"}
    (stap,) = Dossier(invuller.inzending).stappen
    pagina = tekst_van(invuller.stap(stap.sleutel, {**data, **jong}))
    assert "Met deze antwoorden kunt u niet verder" in pagina
    oud = {"geboorteDatum_dag": "1", "geboorteDatum_maand": "1", "geboorteDatum_jaar": "1980"}
    assert invuller.stap(stap.sleutel, {**data, **oud}).url == invuller.pad("controle")


def test_import_says_of_every_component_what_became_of_it(meldingtype: Zaaktypeversie) -> None:
    opties = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    soorten: list[tuple[dict[str, Any], str]] = [
        (component("tekst", "textfield", validate={"maxLength": 10, "pattern": "[a-z]+"}), "tekst"),
        (component("lang", "textarea"), "tekstvlak"),
        (component("mail", "email"), "email"),
        (component("tel", "phoneNumber"), "telefoon"),
        (component("aantal", "number", decimalLimit=2, validate={"min": 1, "max": 9}), "getal"),
        (component("geld", "currency"), "bedrag"),
        (component("dag", "date", openForms={"maxDate": {"mode": "past", "includeToday": True}}), "datum"),
        (component("moment", "datetime"), "datumtijd"),
        (component("tijd", "time", validate={"minTime": "09:00:00"}), "tijd"),
        (component("post", "postcode"), "postcode"),
        (component("nummer", "bsn"), "bsn"),
        (component("bank", "iban"), "iban"),
        (component("auto", "licenseplate"), "kenteken"),
        (component("aan", "checkbox"), "vinkje"),
        (component("akkoord", "checkbox", validate={"required": True}), "verklaring"),
        (component("een", "radio", values=opties), "keuze"),
        (component("lijst", "select", data={"values": opties}), "keuze"),
        (component("meer", "selectboxes", values=opties), "meerkeuze"),
        (component("stuk", "file", file={"type": ["image/png"]}), "bestanden"),
        (component("adres", "addressNL"), "adres"),
        (component("plek", "map"), "locatie"),
        (component("kader", "fieldset", components=[component("binnen", "textfield")]), "groep"),
        (component("rijen", "editgrid", components=[component("rijtekst", "textfield")]), "herhaling"),
        (component("verhaal", "content", html="<p>Hallo {{ naam }}</p>"), "inhoud"),
        (component("velen", "textfield", multiple=True), "herhaling"),
        (component("raadsel", "hologram"), "tekst"),
        (component("leeg", "radio", values=[{"value": "", "label": ""}]), "tekst"),
    ]
    ingevoerd = lees(export(*(soort for soort, _onze in soorten)), meldingtype)
    assert [str(gebrek) for gebrek in ingevoerd.gebreken] == []
    vragen = {vraag["sleutel"]: vraag for vraag in ingevoerd.versie.definitie["stappen"][0]["vragen"]}
    verslag = "\n".join(str(regel) for regel in ingevoerd.verslag.regels)
    for soort, onze in soorten:
        assert vragen[soort["key"]]["type"] == onze, soort["key"]
        assert f"{soort['key']} ({soort['type']})" in verslag
    assert "type hologram kennen wij niet" in verslag
    assert vragen["verhaal"]["tekst"]["nl"] == "<p>Hallo </p>"


def test_columns_fall_away_and_their_questions_stay(meldingtype: Zaaktypeversie) -> None:
    kolommen = [{"components": [component("links", "textfield")]}, {"components": [component("rechts", "textfield")]}]
    ingevoerd = lees(export(component("kolommen", "columns", columns=kolommen)), meldingtype)
    assert [v["sleutel"] for v in ingevoerd.versie.definitie["stappen"][0]["vragen"]] == ["links", "rechts"]
    assert "onder elkaar" in regels_van(ingevoerd, Uitkomst.VERANDERD)


def test_what_cannot_be_taken_over_is_named(meldingtype: Zaaktypeversie) -> None:
    ingevoerd = lees(
        export(
            component("a", "textfield", customConditional="show = true", geheim="iets", calculateValue="value = 1"),
            component("b", "textfield", prefill={"plugin": "eigen", "attribute": "iets"}),
            regels=[
                regel({"==": [{"var": "bestaat_niet"}, 1]}, eigenschap("a", "hidden", aan=True)),
                regel(True, {"component": "", "action": {"type": "fetch-from-service"}}),
                regel(True, {"component": "a", "action": {"type": "toverij"}}),
            ],
            formulier={"payment_required": True, "literals": {"begin_text": {}}},
        ),
        meldingtype,
    )
    niet = regels_van(ingevoerd, Uitkomst.NIET)
    for deel in ("eigen JavaScript", "berekening in JavaScript", "instelling geheim", "eigen: iets", "bestaat_niet"):
        assert deel in niet
    for deel in ("fetch-from-service", "toverij", "payment_required"):
        assert deel in niet
    assert "literals" in regels_van(ingevoerd, Uitkomst.VERANDERD)


def toestand(ingevoerd: Ingevoerd, **antwoorden: Any) -> Any:
    """Return what the rules say of these answers."""
    return speel(plan_van(ingevoerd.versie), {"vandaag": "2026-11-22", "antwoorden": antwoorden})


def zichtbaar(ingevoerd: Ingevoerd, sleutel: str, **antwoorden: Any) -> bool:
    vraag = next(v for v in Definitie(ingevoerd.versie.definitie).elke_vraag() if v.sleutel == sleutel)
    return bool(toestand(ingevoerd, **antwoorden).van(Plek(vraag.id)).zichtbaar)


def test_conditions_mean_what_they_meant(meldingtype: Zaaktypeversie) -> None:
    opties = [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}]
    ingevoerd = lees(
        export(
            component("vakken", "selectboxes", values=opties),
            component("aan", "checkbox"),
            component("geboren", "date"),
            component("bij_x", "textfield", conditional={"show": True, "when": "vakken", "eq": "x"}),
            component("niet_aan", "textfield", conditional={"show": "false", "when": "aan", "eq": "true"}),
            component("verborgen", "textfield", hidden=True),
            component("volwassen", "textfield", hidden=True),
            regels=[
                regel({"var": "vakken.y"}, eigenschap("verborgen", "hidden", aan=False)),
                regel(
                    {"<=": [{"date": {"var": "geboren"}}, {"-": [{"today": []}, {"rdelta": [18]}]}]},
                    eigenschap("volwassen", "hidden", aan=False),
                    order=2,
                ),
                regel({"missing": ["geboren"]}, eigenschap("aan", "validate.required", aan=True), order=3),
            ],
        ),
        meldingtype,
    )
    assert [str(gebrek) for gebrek in ingevoerd.gebreken] == []
    assert [zichtbaar(ingevoerd, "bij_x", vakken=v) for v in (["x"], ["y"])] == [True, False]
    assert [zichtbaar(ingevoerd, "niet_aan", aan=v) for v in (True, False)] == [False, True]
    assert [zichtbaar(ingevoerd, "verborgen", vakken=v) for v in (["x", "y"], ["x"])] == [True, False]
    assert [zichtbaar(ingevoerd, "volwassen", geboren=v) for v in ("2008-11-22", "2008-11-23")] == [True, False]


def test_variables_and_pages_that_do_not_apply_come_along(meldingtype: Zaaktypeversie) -> None:
    tweede = "5d6f0b5e-0000-4000-8000-000000000002"
    stappen = [
        {"uuid": STAP, "index": 0, "slug": "een", "name": "Een",
         "configuration": {"components": [component("aantal", "number")]}},
        {"uuid": tweede, "index": 1, "slug": "twee", "name": "Twee",
         "configuration": {"components": [component("slot", "textfield")]}},
    ]  # fmt: skip
    ingevoerd = lees(
        export(
            stappen=stappen,
            variabelen=[{"key": "totaal", "source": "user_defined", "initial_value": 0}],
            regels=[
                regel(
                    True, {"variable": "totaal", "action": {"type": "variable", "value": {"*": [{"var": "aantal"}, 3]}}}
                ),
                regel(
                    {">": [{"var": "totaal"}, 10]},
                    {"form_step_uuid": tweede, "action": {"type": "step-not-applicable"}},
                ),
            ],
        ),
        meldingtype,
    )
    assert [str(gebrek) for gebrek in ingevoerd.gebreken] == []
    assert toestand(ingevoerd, aantal="3").gegevens["totaal"] == "9"
    assert [toestand(ingevoerd, aantal=n).stappen["twee"] for n in ("3", "4")] == [True, False]


def test_second_import_is_the_next_version_with_the_same_questions(meldingtype: Zaaktypeversie) -> None:
    een = lees(export(component("a", "textfield")), meldingtype)
    twee = lees(export(component("a", "textfield"), component("b", "textfield")), meldingtype)
    assert (een.versie.versie, twee.versie.versie) == (1, 2)
    assert Formulier.objects.count() == 1
    ids = [[v["id"] for v in i.versie.definitie["stappen"][0]["vragen"]] for i in (een, twee)]
    assert ids[0] == ids[1][:1]


def test_file_that_is_no_export_is_refused_with_a_reason(meldingtype: Zaaktypeversie, tmp_path: Path) -> None:
    bom = io.BytesIO()
    with zipfile.ZipFile(bom, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("forms.json", b" " * (21 * 1024 * 1024))
    diep: Any = []
    for _laag in range(100):
        diep = [diep]
    kwaad = [
        io.BytesIO(b"geen zip"),
        inpakken({"iets": {}}),
        inpakken({"forms": [{}, {}], "formSteps": [{}]}),
        inpakken({"forms": [{}], "formSteps": []}),
        inpakken({"forms": [{}], "formSteps": "tekst"}),
        inpakken({"forms": [{"x": diep}], "formSteps": [{}]}),
        bom,
    ]
    for bestand in kwaad:
        with pytest.raises(ValidationError):
            lees(bestand, meldingtype)
    assert not Formulier.objects.exists()
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("importeer_formulier", str(tmp_path / "bestaat-niet.zip"))


def test_import_without_a_zaaktype_to_start_says_so(db: None) -> None:
    with pytest.raises(ValidationError, match="geen gepubliceerd zaaktype contact"):
        importeer(export(component("a", "textfield")))
