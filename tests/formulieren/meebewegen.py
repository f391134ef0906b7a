"""A form with conditions, rows and outcomes, for a browser and for who only sends pages."""

from typing import Any

from tests.formulieren.definities import formulier, stap, tekst, vraag

AUTO = {"==": [{"var": "auto"}, "ja"]}
TWEEDE = {"code": "b", "label": tekst("Tweede"), "als": {">": [{"var": "aantal"}, 1]}}
DEFINITIE: dict[str, Any] = {
    **formulier(
        "Proef met regels",
        "${auto}",
        stap(
            "auto",
            vraag("auto", "janee"),
            vraag("aantal", "getal", zichtbaar=AUTO),
            vraag("prijs", "bedrag", waarde={"*": [{"var": "aantal"}, 12.5]}, zichtbaar=AUTO),
            vraag("reden", "tekst", zichtbaar=AUTO, verplicht_als={">=": [{"var": "aantal"}, 3]}),
            vraag("soort", "keuze", verplicht="niet", opties=[{"code": "a", "label": tekst("Eerste")}, TWEEDE]),
        ),
        stap(
            "kosten",
            vraag(
                "posten",
                "herhaling",
                min=0,
                max=3,
                rijnaam=tekst("post"),
                vragen=[
                    vraag("kosten", "bedrag"),
                    vraag("uitleg", "tekst", verplicht="niet", zichtbaar={">": [{"var": "kosten"}, 1000]}),
                ],
            ),
            vraag("totaal", "bedrag", waarde={"som": [{"var": "posten"}, "kosten"]}),
            vraag("korting", "getal", verplicht="niet"),
        ),
        stap("slot", vraag("rest", "tekst", zichtbaar={"and": [{"var": "korting"}, {"var": "dubbel"}]})),
    ),
    "variabelen": [{"sleutel": "dubbel", "waarde": {"*": [{"var": "aantal"}, 2]}}],
}
