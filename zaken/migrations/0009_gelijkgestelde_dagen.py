"""The decrees until 2028, so that beheer begins with a full table."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DAGEN = (
    "2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30",
    "2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26",
)  # fmt: skip


def vul(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the days that are not there yet."""
    dag = apps.get_model("zaken", "Gelijkgesteldedag")
    dag.objects.bulk_create([dag(datum=datum) for datum in DAGEN], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("zaken", "0008_rechten_versie")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop, elidable=False)]
