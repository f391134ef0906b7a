"""Sequences for numbers, and triggers that hold what may never change."""

from django.db import migrations

REEKSEN = ["zaken_zaaknummer", "zaken_documentnummer", "zaken_besluitnummer"]

# S-34: the trail of a zaak is only added to. TRUNCATE has a trigger of its own, because it fires no row trigger.
GEBEURTENIS_DICHT = """
CREATE FUNCTION zaken_gebeurtenis_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een gebeurtenis verandert nooit en verdwijnt niet (%).', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER zaken_gebeurtenis_onveranderlijk BEFORE UPDATE OR DELETE ON zaken_gebeurtenis
    FOR EACH ROW EXECUTE FUNCTION zaken_gebeurtenis_weiger();
CREATE TRIGGER zaken_gebeurtenis_niet_leegmaken BEFORE TRUNCATE ON zaken_gebeurtenis
    FOR EACH STATEMENT EXECUTE FUNCTION zaken_gebeurtenis_weiger();
"""
GEBEURTENIS_OPEN = """
DROP TRIGGER zaken_gebeurtenis_niet_leegmaken ON zaken_gebeurtenis;
DROP TRIGGER zaken_gebeurtenis_onveranderlijk ON zaken_gebeurtenis;
DROP FUNCTION zaken_gebeurtenis_weiger();
"""

# ztc-009, ztc-010: a published version keeps its meaning, because zaken run on it; only its end date may still be set.
VERSIE_DICHT = """
CREATE FUNCTION zaken_versie_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'gepubliceerd' THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'geldig_tot') = (to_jsonb(OLD) - 'geldig_tot') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Een gepubliceerde versie van een zaaktype verandert niet meer.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER zaken_zaaktypeversie_onveranderlijk BEFORE UPDATE OR DELETE ON zaken_zaaktypeversie
    FOR EACH ROW EXECUTE FUNCTION zaken_versie_weiger();

CREATE FUNCTION zaken_versiedeel_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- OLD and NEW both: a part must not move out of a published version either.
    IF EXISTS (
        SELECT 1 FROM zaken_zaaktypeversie
        WHERE id IN (OLD.zaaktypeversie_id, NEW.zaaktypeversie_id) AND status = 'gepubliceerd'
    ) THEN
        RAISE EXCEPTION 'Een gepubliceerde versie van een zaaktype verandert niet meer (%).', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""
VERSIE_OPEN = """
DROP FUNCTION zaken_versiedeel_weiger();
DROP TRIGGER zaken_zaaktypeversie_onveranderlijk ON zaken_zaaktypeversie;
DROP FUNCTION zaken_versie_weiger();
"""
VERSIEDELEN = [
    "statustype",
    "resultaattype",
    "roltype",
    "eigenschap",
    "zaaktypeinformatieobjecttype",
    "taaksjabloon",
    "besluittype_zaaktypeversies",
]


class Migration(migrations.Migration):
    dependencies = [("zaken", "0001_begin")]

    operations = [
        *[migrations.RunSQL(f"CREATE SEQUENCE {reeks}", f"DROP SEQUENCE {reeks}") for reeks in REEKSEN],
        migrations.RunSQL(GEBEURTENIS_DICHT, GEBEURTENIS_OPEN),
        migrations.RunSQL(VERSIE_DICHT, VERSIE_OPEN),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER zaken_{deel}_onveranderlijk BEFORE INSERT OR UPDATE OR DELETE ON zaken_{deel} "
                "FOR EACH ROW EXECUTE FUNCTION zaken_versiedeel_weiger()",
                f"DROP TRIGGER zaken_{deel}_onveranderlijk ON zaken_{deel}",
            )
            for deel in VERSIEDELEN
        ],
    ]
