"""The statements that fill a register with invented zaken: each makes all rows of one table at once.

They share the temporary table `proef`, one row for each zaak with everything that its rows have in common. What varies
follows from its number `i` by arithmetic, so a register of the same size is always the same.
Parameters: basis (highest id of a zaak so far), van and tot (which numbers), rsin, adres (an encrypted e-mail address).
"""

OPRUIMEN = """
DROP TABLE IF EXISTS pg_temp.proef, pg_temp.proef_versie, pg_temp.proef_mens, pg_temp.proef_persoon,
    pg_temp.proef_behandelaar, pg_temp.proef_stap
"""
MENSEN_LEEG = """
CREATE TEMP TABLE proef_persoon (nr bigint, bsn text, zoeksleutel text, voornaam text, achternaam text, geboren date)
"""
MENSEN_COPY = "COPY proef_persoon (nr, bsn, zoeksleutel, voornaam, achternaam, geboren) FROM STDIN"
MENSEN = """
CREATE TEMP TABLE proef_mens AS
WITH nieuw AS (
    INSERT INTO zaken_betrokkene (uuid, soort, bsn, bsn_zoeksleutel, kvk_nummer, voornamen, voorvoegsel, achternaam,
        geboortedatum, naam, straat, huisnummer, postcode, woonplaats, email, telefoon, taal, rsin, vestigingsnummer,
    anp_identificatie, ann_identificatie,
        identificatie)
    SELECT gen_random_uuid(), 'natuurlijk_persoon', bsn, zoeksleutel, '', voornaam, '', achternaam, geboren,
        voornaam || ' ' || achternaam, 'Dorpsstraat', nr::text, '1234 AB', 'Voorbeeldstad', '', '', 'nl', '', '', '',
    '',
        ''
    FROM proef_persoon
    RETURNING id
)
SELECT row_number() OVER (ORDER BY id) - 1 AS nr, id AS betrokkene FROM nieuw
"""
BEHANDELAARS_LEEG = """
CREATE TEMP TABLE proef_behandelaar (versie bigint, nr bigint, aantal bigint, betrokkene bigint, gebruiker bigint,
    behandelaarnaam text)
"""
BEHANDELAAR = "INSERT INTO proef_behandelaar VALUES (%s, %s, %s, %s, %s, %s)"
# One row for each published version: its phases, roles, an outcome and what its documents are.
VERSIES = """
CREATE TEMP TABLE proef_versie AS
SELECT row_number() OVER (ORDER BY v.id) - 1 AS nr, v.id, v.omschrijving, v.groep_id, v.vertrouwelijkheidaanduiding,
    v.doorlooptijd::interval AS doorlooptijd,
    (SELECT id FROM zaken_statustype s WHERE s.zaaktypeversie_id = v.id ORDER BY volgnummer LIMIT 1) AS begin,
    (SELECT id FROM zaken_statustype s WHERE s.zaaktypeversie_id = v.id ORDER BY volgnummer OFFSET 1 LIMIT 1) AS bezig,
    (SELECT id FROM zaken_statustype s WHERE s.zaaktypeversie_id = v.id AND is_eindstatus) AS einde,
    (SELECT id FROM zaken_roltype r WHERE r.zaaktypeversie_id = v.id AND soort = 'initiator') AS initiator,
    (SELECT id FROM zaken_roltype r WHERE r.zaaktypeversie_id = v.id AND soort = 'behandelaar') AS behandelaar,
    (SELECT id FROM zaken_resultaattype r WHERE r.zaaktypeversie_id = v.id ORDER BY id LIMIT 1) AS resultaat,
    (SELECT informatieobjecttype_id FROM zaken_zaaktypeinformatieobjecttype t WHERE t.zaaktypeversie_id = v.id
        ORDER BY volgnummer LIMIT 1) AS documenttype
FROM zaken_zaaktypeversie v WHERE v.status = 'gepubliceerd' AND v.geldig_tot IS NULL
"""
# `ouderdom` is the age in days, over three years. What is younger than 45 days is open, and one in a hundred is late.
ZAKEN = """
CREATE TEMP TABLE proef AS
SELECT *, ouderdom < 45 OR i %% 97 = 0 AS is_open, ouderdom > 3 AND NOT (ouderdom < 45 AND i %% 10 = 0) AS behandeld,
    (datum + make_interval(secs => 28800 + (i * 13) %% 36000)) AT TIME ZONE 'Europe/Amsterdam' AS moment,
    5 + i %% 40 AS duur
FROM (
    SELECT i, %(basis)s + i AS id, (i * 37) %% 1095 AS ouderdom, current_date - ((i * 37) %% 1095)::int AS datum,
        (SELECT count(*) FROM proef_versie) AS versies, (i * 7919) %% (SELECT count(*) FROM proef_mens) AS mens
    FROM generate_series(%(van)s::bigint, %(tot)s::bigint) AS i
) AS getallen JOIN proef_versie AS v (nr, versie, naam, groep, vertrouwelijk, termijn, begin, bezig, einde,
    initiator, behandelaar, resultaat, documenttype) ON v.nr = i %% versies
LEFT JOIN LATERAL (
    SELECT b.betrokkene, b.gebruiker, b.behandelaarnaam FROM proef_behandelaar b
    WHERE b.versie = v.versie AND b.nr = i / versies %% b.aantal
) AS wie ON true
"""
STAPPEN: list[tuple[str, str]] = [
    (
        "zaken",
        """
INSERT INTO zaken_zaak (id, uuid, identificatie, bronorganisatie, zaaktypeversie_id, omschrijving, toelichting, kanaal,
    vertrouwelijkheidaanduiding, ontvangen_op, registratiedatum, startdatum, streefdatum, uiterlijke_einddatum,
    einddatum, groep_id, wacht_op, wacht_sinds, locatie, archiefnominatie, archiefstatus, brondatum, archiefactiedatum,
    archiefuitleg, verantwoordelijke_organisatie, opdrachtgevende_organisatie, communicatiekanaal,
    producten_of_diensten, betalingsindicatie, processobjectaard, selectielijstklasse)
SELECT id, gen_random_uuid(), to_char(datum, 'YYYY') || '-' || lpad(nextval('zaken_zaaknummer')::text, 7, '0'),
    %(rsin)s, versie, naam || ' ' || i, 'Verzonnen zaak om snelheid te meten.', 'formulier', vertrouwelijk, moment,
    datum, datum, (datum + termijn)::date, (datum + termijn)::date, CASE WHEN NOT is_open THEN datum + duur::int END,
    groep, CASE WHEN is_open AND behandeld AND i %% 20 = 1 THEN 'inwoner' ELSE 'gemeente' END, datum,
    'Dorpsstraat ' || i %% 400, CASE WHEN is_open THEN '' ELSE 'vernietigen' END, 'nog_te_archiveren',
    CASE WHEN NOT is_open THEN datum + duur::int END,
    CASE WHEN NOT is_open THEN (datum + duur::int + interval '5 years')::date END, '',
    %(rsin)s, '', '', '{}', '', '', ''
FROM proef
""",
    ),
    (
        "statussen",
        """
INSERT INTO zaken_status (uuid, zaak_id, statustype_id, datum, toelichting)
SELECT gen_random_uuid(), id, begin, moment, '' FROM proef
UNION ALL SELECT gen_random_uuid(), id, bezig, moment + interval '2 days', '' FROM proef WHERE behandeld
UNION ALL SELECT gen_random_uuid(), id, einde, moment + make_interval(days => duur::int), '' FROM proef
WHERE NOT is_open
""",
    ),
    (
        "rollen",
        """
INSERT INTO zaken_rol (uuid, zaak_id, betrokkene_id, roltype_id, soort, betrokkene_soort, geldig_van, betrokkene_url,
    gegevens, afwijkende_naam, toelichting, indicatie_machtiging)
SELECT gen_random_uuid(), p.id, m.betrokkene, p.initiator, 'initiator', 'natuurlijk_persoon', moment, '',
    '{}'::jsonb, '',
    '', ''
FROM proef p JOIN proef_mens m ON m.nr = p.mens
UNION ALL SELECT gen_random_uuid(), id, betrokkene, behandelaar, 'behandelaar', 'medewerker',
    moment + interval '1 day', '', '{}', '', '', ''
FROM proef WHERE behandeld AND betrokkene IS NOT NULL
""",
    ),
    (
        "resultaten",
        """
INSERT INTO zaken_resultaat (uuid, zaak_id, resultaattype_id, toelichting)
SELECT gen_random_uuid(), id, resultaat, '' FROM proef WHERE NOT is_open
""",
    ),
    (
        "eigenschappen",
        """
INSERT INTO zaken_zaakeigenschap (uuid, zaak_id, eigenschap_id, waarde)
SELECT gen_random_uuid(), p.id, e.id, (p.i %% 750)::text
FROM proef p JOIN zaken_eigenschap e ON e.zaaktypeversie_id = p.versie
WHERE e.formaat <> 'datum'
""",
    ),
    (
        "taken",
        """
INSERT INTO zaken_taak (uuid, zaak_id, soort, voor, titel, toelichting, status, uiterlijk_op, blokkeert_sluiten,
    antwoord, gemaakt_op, gesloten_op)
SELECT gen_random_uuid(), id, 'aanleveren', 'inwoner', 'Stuur een bewijs', 'Verzonnen taak.',
    CASE WHEN is_open THEN 'open' ELSE 'afgerond' END, datum + 28, true, '', moment + interval '2 days',
    CASE WHEN NOT is_open THEN moment + interval '4 days' END
FROM proef WHERE behandeld AND i %% 20 = 1
""",
    ),
    (
        "documenten",
        """
INSERT INTO zaken_informatieobject (id, uuid, identificatie, bronorganisatie, informatieobjecttype_id, titel, auteur,
    richting, status, vertrouwelijkheidaanduiding, taal, creatiedatum, ontvangstdatum,
    beschrijving, link, verschijningsvorm, trefwoorden, slot, slot_van, elders_url, indicatie_gebruiksrecht)
SELECT %(documentbasis)s + 2 * i - d, gen_random_uuid(),
    'DOC-' || to_char(datum, 'YYYY') || '-' || lpad(nextval('zaken_documentnummer')::text, 7, '0'), %(rsin)s,
    documenttype, 'Verzonnen document ' || d + 1, 'Inwoner', 'inkomend', 'definitief', vertrouwelijk, 'dut', datum,
    datum, '', '', '', '{}', '', '', '', false
FROM proef, generate_series(0, 1) AS d
""",
    ),
    (
        "versies van documenten",
        """
INSERT INTO zaken_informatieobjectversie (uuid, informatieobject_id, versie, pad, bestandsnaam, omvang, mimetype,
    sha256, scanstatus, aangemaakt_op, gegevens)
SELECT gen_random_uuid(), %(documentbasis)s + 2 * i - d, 1, 'proef/' || %(documentbasis)s + 2 * i - d, 'bewijs.pdf',
    84000, 'application/pdf', encode(sha256(i::text::bytea), 'hex'), 'geen_scanner', moment, '{}'
FROM proef, generate_series(0, 1) AS d
""",
    ),
    (
        "documenten bij zaken",
        """
INSERT INTO zaken_zaakinformatieobject (uuid, zaak_id, informatieobject_id, zichtbaar_voor_inwoner, registratiedatum,
    titel, beschrijving)
SELECT gen_random_uuid(), id, %(documentbasis)s + 2 * i - d, true, moment, '', '' FROM proef, generate_series(0, 1) AS d
""",
    ),
    (
        "loop van de gebeurtenissen",
        """
CREATE TEMP TABLE proef_stap AS
SELECT id AS zaak, 1 AS nr, 'geregistreerd' AS soort, moment AS tijdstip, 'inwoner' AS actorsoort,
    NULL::bigint AS door, 'Aanvrager zonder inloggen' AS door_naam, 'formulier' AS kanaal,
    '{"uiterlijke_einddatum":"' || (datum + termijn)::date || '","zaaktype":' || to_json(naam) || '}' AS gegevens
FROM proef
UNION ALL SELECT id, 2, 'toegewezen', moment + interval '1 day', 'medewerker', gebruiker, behandelaarnaam, 'werkplek',
    '{"aan":' || to_json(behandelaarnaam) || ',"reden":"","van":""}'
FROM proef WHERE behandeld AND betrokkene IS NOT NULL
UNION ALL SELECT p.id, 3, 'status_gezet', moment + interval '2 days', 'medewerker', gebruiker, behandelaarnaam,
    'werkplek', '{"informeren":false,"naam_inwoner":' || to_json(s.naam_inwoner) || ',"status":'
        || to_json(s.omschrijving) || ',"uitleg":' || to_json(s.uitleg_inwoner) || '}'
FROM proef p JOIN zaken_statustype s ON s.id = p.bezig WHERE behandeld AND betrokkene IS NOT NULL
UNION ALL SELECT p.id, 4, 'afgesloten', moment + make_interval(days => duur::int), 'medewerker', gebruiker,
    behandelaarnaam, 'werkplek', '{"archiefactiedatum":"' || (datum + duur::int + interval '5 years')::date
        || '","resultaat":' || to_json(r.omschrijving) || ',"toelichting":"","uitleg":'
        || to_json(r.uitleg_inwoner) || '}'
FROM proef p JOIN zaken_resultaattype r ON r.id = p.resultaat WHERE NOT is_open AND betrokkene IS NOT NULL
""",
    ),
]
# One link further for every zaak: the same text as Gebeurtenis.bereken_hash makes, keys in order and without spaces.
SCHAKEL = """
INSERT INTO zaken_gebeurtenis (zaak_id, hoofdsoort, hoofdobject, mutaties, gebruikers_id, gebruikers_weergave,
    toelichting,
    volgnummer, soort, tijdstip, actorsoort, door_id, door_naam, kanaal,
    zichtbaar_voor_inwoner, gegevens, vorige_hash, hash)
SELECT s.zaak, 'zaak', z.uuid, '[]'::jsonb, '', '', '', s.nr, s.soort, s.tijdstip, s.actorsoort, s.door, s.door_naam,
    s.kanaal, true, s.gegevens::jsonb, vorige,
    encode(sha256(convert_to(
        '{"actorsoort":"' || s.actorsoort || '","applicatie":null,"door":' || coalesce(s.door::text, 'null')
        || ',"door_naam":' || to_json(s.door_naam) || ',"gegevens":' || s.gegevens || ',"kanaal":"' || s.kanaal
        || '","soort":"' || s.soort || '","tijdstip":"'
        || to_char(s.tijdstip AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00","volgnummer":' || s.nr
        || ',"vorige":"' || vorige || '","zaak":' || s.zaak || ',"zichtbaar":true}', 'UTF8')), 'hex')
FROM proef_stap s JOIN zaken_zaak z ON z.id = s.zaak
LEFT JOIN zaken_gebeurtenis g ON g.zaak_id = s.zaak AND g.volgnummer = s.nr - 1
CROSS JOIN LATERAL (SELECT coalesce(g.hash, repeat('0', 64)) AS vorige) AS eerder
WHERE s.nr = %(nr)s
"""
SCHAKELS = 4
NASLEEP: list[tuple[str, str]] = [
    (
        "verwerkingen",
        """
INSERT INTO zaken_verwerking (gebeurtenis_id, verwerkt_op)
SELECT g.id, g.tijdstip FROM zaken_gebeurtenis g JOIN proef p ON p.id = g.zaak_id
""",
    ),
    (
        "berichten",
        """
INSERT INTO notificaties_bericht (uuid, sleutel, kanaal, adres, geadresseerde, taal, onderwerp, tekst, reden,
    verwacht_reactie, pad, bijlagen, status, pogingen, laatste_fout, aangemaakt_op, verzonden_op, bericht_id)
SELECT gen_random_uuid(), 'gebeurtenis:' || g.id, 'e-mail', %(adres)s, %(geadresseerde)s, 'nl', 'Nieuws over uw zaak',
    'Er is nieuws over uw zaak.', '', false, '/mijn/', '[]', 'verzonden', 1, '', g.tijdstip, g.tijdstip,
    '<proef-' || g.id || '@example.nl>'
FROM zaken_gebeurtenis g JOIN proef p ON p.id = g.zaak_id WHERE g.soort IN ('geregistreerd', 'afgesloten')
""",
    ),
    (
        "berichten bij gebeurtenissen",
        """
INSERT INTO zaken_gebeurtenisbericht (gebeurtenis_id, bericht_id)
SELECT g.id, b.id FROM zaken_gebeurtenis g JOIN proef p ON p.id = g.zaak_id
JOIN notificaties_bericht b ON b.sleutel = 'gebeurtenis:' || g.id AND b.kanaal = 'e-mail'
""",
    ),
]
# Rows with an id that we chose leave the counter of the table behind.
TELLERS = """
SELECT setval(pg_get_serial_sequence('zaken_zaak', 'id'), (SELECT max(id) FROM zaken_zaak)),
    setval(pg_get_serial_sequence('zaken_informatieobject', 'id'), (SELECT max(id) FROM zaken_informatieobject))
"""
