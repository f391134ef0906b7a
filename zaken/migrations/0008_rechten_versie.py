"""A right that is granted or withdrawn gives its applicatie a new version of its rights, so that nothing stale is used."""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER zaken_autorisatie_erbij AFTER INSERT ON zaken_autorisatie
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
CREATE TRIGGER zaken_autorisatie_anders AFTER UPDATE ON zaken_autorisatie
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
CREATE TRIGGER zaken_autorisatie_eraf AFTER DELETE ON zaken_autorisatie
    REFERENCING OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
"""
TRIGGERS_WEG = """
DROP TRIGGER zaken_autorisatie_eraf ON zaken_autorisatie;
DROP TRIGGER zaken_autorisatie_anders ON zaken_autorisatie;
DROP TRIGGER zaken_autorisatie_erbij ON zaken_autorisatie;
"""


class Migration(migrations.Migration):
    dependencies = [("zaken", "0007_uitzonderingen"), ("accounts", "0002_zgw_applicatie")]

    operations = [migrations.RunSQL(TRIGGERS, TRIGGERS_WEG)]
