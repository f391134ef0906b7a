"""A question is required hard, softly or not; stored definitions said true or false."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAAR = {True: "hard", False: "niet"}
TERUG = {"hard": True, "zacht": True, "niet": False}
ONVERANDERLIJK = "ALTER TABLE formulieren_formulierversie {} TRIGGER formulieren_formulierversie_onveranderlijk"


def _zet_om(apps: Apps, tabel: dict[Any, Any]) -> None:
    for versie in apps.get_model("formulieren", "FormulierVersie").objects.all():
        for stap in versie.definitie.get("stappen", []):
            for vraag in stap.get("vragen", []):
                if vraag.get("verplicht") in tabel:
                    vraag["verplicht"] = tabel[vraag["verplicht"]]
        versie.save(update_fields=["definitie"])


def heen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _zet_om(apps, NAAR)


def terug(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _zet_om(apps, TERUG)


class Migration(migrations.Migration):
    dependencies = [("formulieren", "0004_rijen_en_bronnen")]

    operations = [
        # The meaning of a published question stays the same, so its trigger may look away for a moment.
        migrations.RunSQL(ONVERANDERLIJK.format("DISABLE"), ONVERANDERLIJK.format("ENABLE")),
        migrations.RunPython(heen, terug),
        migrations.RunSQL(ONVERANDERLIJK.format("ENABLE"), ONVERANDERLIJK.format("DISABLE")),
    ]
