"""A planned message keeps its words, and a sent one its moment; and the sweep notes what it has offered."""

from django.db import migrations, models

# Awb 2:12 and 2:25: a correction is a new message, and the authority has to prove what it sent and when. The address
# and its search key stay open, because the keys that they are made with are renewed.
BERICHT_DICHT = """
CREATE FUNCTION notificaties_bericht_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bezorging text[] := ARRAY['status', 'pogingen', 'volgende_poging_op', 'aangeboden_op', 'geclaimd_op',
                              'laatste_fout', 'verzonden_op', 'gelezen_op', 'adres', 'geadresseerde'];
BEGIN
    IF (to_jsonb(NEW) - bezorging) <> (to_jsonb(OLD) - bezorging) THEN
        RAISE EXCEPTION 'De inhoud van een bericht verandert niet meer.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status = 'verzonden' AND (NEW.status, NEW.verzonden_op) IS DISTINCT FROM (OLD.status, OLD.verzonden_op) THEN
        RAISE EXCEPTION 'Een verzonden bericht blijft verzonden.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notificaties_bericht_onveranderlijk BEFORE UPDATE ON notificaties_bericht
    FOR EACH ROW EXECUTE FUNCTION notificaties_bericht_weiger();
"""
BERICHT_OPEN = """
DROP TRIGGER notificaties_bericht_onveranderlijk ON notificaties_bericht;
DROP FUNCTION notificaties_bericht_weiger();
"""


class Migration(migrations.Migration):
    dependencies = [("notificaties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="bericht",
            name="aangeboden_op",
            field=models.DateTimeField(null=True, verbose_name="door de veegtaak aangeboden op"),
        ),
        migrations.RunSQL(BERICHT_DICHT, BERICHT_OPEN),
    ]
