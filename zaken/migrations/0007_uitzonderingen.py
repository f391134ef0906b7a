"""The two acts that may pass what never changes, each for one transaction and with a trace of its own.

`mijnportaal.geforceerd`: the forced scopes of the Catalogi API (ztc-009, ztc-010). `mijnportaal.vernietigen`: really
deleting a zaak, besluit or document with its trail (zrc-023), which leaves a row in zaken_verwijdering.
"""

from django.db import migrations

GEBEURTENIS = """
CREATE OR REPLACE FUNCTION zaken_gebeurtenis_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mijnportaal.vernietigen', true) = 'aan' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Een gebeurtenis verandert nooit en verdwijnt niet (%).', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
GEBEURTENIS_TERUG = """
CREATE OR REPLACE FUNCTION zaken_gebeurtenis_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een gebeurtenis verandert nooit en verdwijnt niet (%).', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


def _versie(uitzondering: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION zaken_versie_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'gepubliceerd'{uitzondering} THEN
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
"""


def _deel(uitzondering: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION zaken_versiedeel_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- OLD and NEW both: a part must not move out of a published version either.
    IF EXISTS (
        SELECT 1 FROM zaken_zaaktypeversie
        WHERE id IN (OLD.zaaktypeversie_id, NEW.zaaktypeversie_id) AND status = 'gepubliceerd'
    ){uitzondering} THEN
        RAISE EXCEPTION 'Een gepubliceerde versie van een zaaktype verandert niet meer (%).', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""


NIEUWE_DELEN = ["zaaktyperelatie", "zaakobjecttype", "zaaktypeversie_deelzaaktypen"]
# Besluittypen and informatieobjecttypen stand beside the versions: published, only their end moves (ztc-009). A link
# of a resultaattype belongs to the version of that resultaattype.
TYPE_DICHT = """
CREATE FUNCTION zaken_type_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.concept OR current_setting('mijnportaal.geforceerd', true) IS NOT DISTINCT FROM 'aan' THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
        AND (to_jsonb(NEW) - 'geldig_tot' - 'einde_object') = (to_jsonb(OLD) - 'geldig_tot' - 'einde_object') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Een gepubliceerd type verandert niet meer (%).', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION zaken_resultaatdeel_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM zaken_resultaattype r JOIN zaken_zaaktypeversie v ON v.id = r.zaaktypeversie_id
        WHERE r.id IN (OLD.resultaattype_id, NEW.resultaattype_id) AND v.status = 'gepubliceerd'
    ) AND current_setting('mijnportaal.geforceerd', true) IS DISTINCT FROM 'aan' THEN
        RAISE EXCEPTION 'Een gepubliceerde versie van een zaaktype verandert niet meer (%).', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""
TYPE_OPEN = "DROP FUNCTION zaken_type_weiger(); DROP FUNCTION zaken_resultaatdeel_weiger();"
TRIGGERS = [
    *[(deel, "INSERT OR UPDATE OR DELETE", "zaken_versiedeel_weiger") for deel in NIEUWE_DELEN],
    *[(soort, "UPDATE OR DELETE", "zaken_type_weiger") for soort in ("besluittype", "informatieobjecttype")],
    *[
        (f"resultaattype_{soort}", "INSERT OR UPDATE OR DELETE", "zaken_resultaatdeel_weiger")
        for soort in ("besluittypen", "informatieobjecttypen")
    ],
]
GEFORCEERD = "current_setting('mijnportaal.geforceerd', true) IS NOT DISTINCT FROM 'aan'"


class Migration(migrations.Migration):
    dependencies = [("zaken", "0006_zgw_register")]

    operations = [
        migrations.RunSQL(GEBEURTENIS, GEBEURTENIS_TERUG),
        migrations.RunSQL(_versie(f" OR {GEFORCEERD}"), _versie("")),
        migrations.RunSQL(_deel(f" AND NOT ({GEFORCEERD})"), _deel("")),
        migrations.RunSQL(TYPE_DICHT, TYPE_OPEN),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER zaken_{tabel}_onveranderlijk BEFORE {wat} ON zaken_{tabel} "
                f"FOR EACH ROW EXECUTE FUNCTION {functie}()",
                f"DROP TRIGGER zaken_{tabel}_onveranderlijk ON zaken_{tabel}",
            )
            for tabel, wat, functie in TRIGGERS
        ],
    ]
