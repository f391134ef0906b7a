"""The channels on which the registers of the standard publish, with the kenmerken that each message carries.

The names are those of the reference implementation, so that a client that looks for a channel or registers one finds
what it expects.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KANALEN = {
    "autorisaties": [],
    "besluiten": ["verantwoordelijke_organisatie", "besluittype", "besluittype.catalogus"],
    "besluittypen": ["catalogus"],
    "documenten": [
        "bronorganisatie", "informatieobjecttype", "vertrouwelijkheidaanduiding", "informatieobjecttype.catalogus",
    ],
    "informatieobjecttypen": ["catalogus"],
    "zaaktypen": ["catalogus"],
    "zaken": ["bronorganisatie", "zaaktype", "zaaktype.catalogus", "vertrouwelijkheidaanduiding"],
}


def maak(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make what is not there."""
    for naam, filters in KANALEN.items():
        apps.get_model("notificaties", "Kanaal").objects.get_or_create(naam=naam, defaults={"filters": filters})


class Migration(migrations.Migration):
    dependencies = [("notificaties", "0003_kanalen_en_abonnementen")]

    operations = [migrations.RunPython(maak, migrations.RunPython.noop)]
