"""An applicatie gets client-ids with a secret, and a number that tells whether its rights are still those of before."""

import django.db.models.deletion
from django.db import migrations, models

import mijnportaal.kern.velden

# A sequence, not a counter: a value that a rolled back transaction has used never comes back.
VERSIE_ERBIJ = """
CREATE SEQUENCE accounts_rechten_versie;
CREATE FUNCTION accounts_geef_rechten_versie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.rechten_versie := nextval('accounts_rechten_versie');
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_applicatie_rechten_versie BEFORE INSERT OR UPDATE ON accounts_applicatie
    FOR EACH ROW EXECUTE FUNCTION accounts_geef_rechten_versie();

-- For every table with a column applicatie_id; its triggers name the changed rows `oud` and `nieuw`.
CREATE FUNCTION accounts_vernieuw_rechten_versie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        UPDATE accounts_applicatie SET rechten_versie = 0 WHERE id IN (SELECT applicatie_id FROM nieuw);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE accounts_applicatie SET rechten_versie = 0 WHERE id IN (SELECT applicatie_id FROM oud);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER accounts_clientid_erbij AFTER INSERT ON accounts_clientid
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
CREATE TRIGGER accounts_clientid_anders AFTER UPDATE ON accounts_clientid
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
CREATE TRIGGER accounts_clientid_eraf AFTER DELETE ON accounts_clientid
    REFERENCING OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION accounts_vernieuw_rechten_versie();
"""
VERSIE_ERAF = """
DROP TRIGGER accounts_clientid_eraf ON accounts_clientid;
DROP TRIGGER accounts_clientid_anders ON accounts_clientid;
DROP TRIGGER accounts_clientid_erbij ON accounts_clientid;
DROP FUNCTION accounts_vernieuw_rechten_versie();
DROP TRIGGER accounts_applicatie_rechten_versie ON accounts_applicatie;
DROP FUNCTION accounts_geef_rechten_versie();
DROP SEQUENCE accounts_rechten_versie;
"""
OVERNEMEN = """
INSERT INTO accounts_clientid (applicatie_id, client_id) SELECT id, client_id FROM accounts_applicatie ORDER BY id
"""
TERUGZETTEN = """
UPDATE accounts_applicatie SET client_id = eerste.client_id
FROM (SELECT DISTINCT ON (applicatie_id) applicatie_id, client_id FROM accounts_clientid ORDER BY applicatie_id, id) eerste
WHERE eerste.applicatie_id = accounts_applicatie.id
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="applicatie",
            name="heeft_alle_autorisaties",
            field=models.BooleanField(
                default=False,
                help_text="Alle handelingen op alle zaken, documenten, besluiten en typen.",
                verbose_name="mag alles",
            ),
        ),
        migrations.AddField(
            model_name="applicatie",
            name="rechten_versie",
            field=models.BigIntegerField(db_default=0, editable=False, verbose_name="versie van de rechten"),
        ),
        migrations.CreateModel(
            name="ClientId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_id", models.CharField(max_length=50, unique=True, verbose_name="client-id")),
                (
                    "secret",
                    mijnportaal.kern.velden.VersleuteldVeld(
                        blank=True, editable=False, null=True, verbose_name="geheim"
                    ),
                ),
                (
                    "applicatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="client_ids",
                        to="accounts.applicatie",
                    ),
                ),
            ],
            options={"verbose_name": "client-id", "verbose_name_plural": "client-id’s", "ordering": ["pk"]},
        ),
        migrations.RunSQL(VERSIE_ERBIJ, VERSIE_ERAF),
        # Applicaties that exist keep their client-id, and get a secret from `maak_applicatie` or in beheer. Going back,
        # the column is filled before it is made unique again.
        migrations.RunSQL(OVERNEMEN, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="applicatie", name="client_id", field=models.CharField(max_length=50, null=True)
        ),
        migrations.RunSQL(migrations.RunSQL.noop, TERUGZETTEN),
        migrations.RemoveField(model_name="applicatie", name="client_id"),
    ]
