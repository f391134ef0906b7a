"""Every relation of a document in one list, read from the rows that are the relations (zrc-005, brc-005)."""

from django.db import migrations, models

import zaken.models.velden

# The first is by far the largest and keeps its own key, so that its index serves.
RELATIES = """
CREATE VIEW zaken_objectrelatie AS
SELECT id, uuid, informatieobject_id, 'zaak' AS objecttype, zaak_id, NULL::bigint AS besluit_id, '' AS object_url
FROM zaken_zaakinformatieobject
UNION ALL
SELECT -2 * id, uuid, informatieobject_id, 'besluit', NULL::bigint, besluit_id, '' FROM zaken_besluitinformatieobject
UNION ALL
SELECT -2 * id - 1, uuid, informatieobject_id, objecttype, NULL::bigint, NULL::bigint, object_url
FROM zaken_objectinformatieobject;
CREATE INDEX besluitinformatieobject_relatie ON zaken_besluitinformatieobject ((-2 * id));
CREATE INDEX objectinformatieobject_relatie ON zaken_objectinformatieobject ((-2 * id - 1));
"""
GEEN_RELATIES = """
DROP VIEW zaken_objectrelatie;
DROP INDEX besluitinformatieobject_relatie;
DROP INDEX objectinformatieobject_relatie;
"""


class Migration(migrations.Migration):
    dependencies = [("zaken", "0009_gelijkgestelde_dagen")]

    operations = [
        migrations.RunSQL(RELATIES, GEEN_RELATIES),
        migrations.CreateModel(
            name="Objectrelatie",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField()),
                (
                    "objecttype",
                    models.CharField(
                        choices=[("besluit", "Besluit"), ("zaak", "Zaak"), ("verzoek", "Verzoek")], max_length=10
                    ),
                ),
                (
                    "object_url",
                    zaken.models.velden.Adresveld(blank=True, max_length=1000, verbose_name="adres van het object"),
                ),
            ],
            options={
                "verbose_name": "relatie van een document",
                "verbose_name_plural": "relaties van documenten",
                "db_table": "zaken_objectrelatie",
                "managed": False,
            },
        ),
    ]
