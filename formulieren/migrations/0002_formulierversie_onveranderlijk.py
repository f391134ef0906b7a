"""A form that was published keeps its questions: the answers of people refer to them."""

from django.db import migrations

DICHT = """
CREATE FUNCTION formulieren_versie_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'concept' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.status <> 'concept' AND (to_jsonb(NEW) - 'status') = (to_jsonb(OLD) - 'status') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Een gepubliceerd formulier verandert niet meer.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER formulieren_formulierversie_onveranderlijk BEFORE UPDATE OR DELETE ON formulieren_formulierversie
    FOR EACH ROW EXECUTE FUNCTION formulieren_versie_weiger();
"""
OPEN = """
DROP TRIGGER formulieren_formulierversie_onveranderlijk ON formulieren_formulierversie;
DROP FUNCTION formulieren_versie_weiger();
"""


class Migration(migrations.Migration):
    dependencies = [("formulieren", "0001_begin")]

    operations = [migrations.RunSQL(DICHT, OPEN)]
