"""Payments with their attempts and history, the calendar of appointments, and a draft that waits."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

# What happened with somebody's money is told once and never otherwise; the lines go only with the payment itself.
DICHT = """
CREATE FUNCTION formulieren_betaalregel_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Het verloop van een betaling verandert niet.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER formulieren_betaalregel_onveranderlijk BEFORE UPDATE ON formulieren_betaalregel
    FOR EACH ROW EXECUTE FUNCTION formulieren_betaalregel_weiger();
"""
OPEN = """
DROP TRIGGER formulieren_betaalregel_onveranderlijk ON formulieren_betaalregel;
DROP FUNCTION formulieren_betaalregel_weiger();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('formulieren', '0005_verplicht_in_drie'),
        ('zaken', '0012_zaak_op_plek'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Afspraak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('vraag', models.UUIDField(verbose_name='vraag')),
                ('rij', models.UUIDField(blank=True, null=True, verbose_name='rij')),
                ('balie', models.PositiveSmallIntegerField(verbose_name='balie')),
                ('personen', models.PositiveSmallIntegerField(default=1, verbose_name='aantal personen')),
                ('begin', models.DateTimeField(verbose_name='begin')),
                ('einde', models.DateTimeField(verbose_name='einde')),
                ('status', models.CharField(choices=[('vastgehouden', 'Vastgehouden'), ('bevestigd', 'Bevestigd'), ('geannuleerd', 'Geannuleerd')], default='vastgehouden', max_length=20, verbose_name='status')),
                ('vastgehouden_tot', models.DateTimeField(blank=True, null=True, verbose_name='vastgehouden tot')),
                ('volgnummer', models.PositiveSmallIntegerField(default=0, verbose_name='keer verzet')),
                ('gemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='gemaakt op')),
                ('geannuleerd_op', models.DateTimeField(blank=True, null=True, verbose_name='geannuleerd op')),
                ('bericht_over', models.CharField(blank=True, max_length=40, verbose_name='laatste bericht over')),
                ('herinnerd_op', models.DateTimeField(blank=True, null=True, verbose_name='herinnerd op')),
                ('ical_pad', models.CharField(blank=True, db_index=True, max_length=200, verbose_name='plaats van het agendabestand')),
            ],
            options={
                'verbose_name': 'afspraak',
                'verbose_name_plural': 'afspraken',
                'ordering': ['begin'],
            },
        ),
        migrations.CreateModel(
            name='Afspraaklocatie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('naam', models.CharField(max_length=100, verbose_name='naam')),
                ('adres', models.CharField(max_length=200, verbose_name='adres')),
                ('uitleg', models.TextField(blank=True, verbose_name='hoe u er komt')),
                ('actief', models.BooleanField(default=True, verbose_name='in gebruik')),
                ('volgorde', models.PositiveSmallIntegerField(default=100, verbose_name='volgorde')),
            ],
            options={
                'verbose_name': 'locatie voor afspraken',
                'verbose_name_plural': 'locaties voor afspraken',
                'ordering': ['volgorde', 'naam'],
            },
        ),
        migrations.CreateModel(
            name='Afspraakproduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('naam_nl', models.CharField(max_length=100, verbose_name='naam')),
                ('naam_en', models.CharField(blank=True, max_length=100, verbose_name='naam in het Engels')),
                ('nodig_nl', models.TextField(blank=True, verbose_name='wat u meeneemt')),
                ('nodig_en', models.TextField(blank=True, verbose_name='wat u meeneemt, in het Engels')),
                ('duur', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(480)], verbose_name='duur in minuten per persoon')),
                ('max_personen', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='ten hoogste zoveel personen tegelijk')),
                ('uren_vooraf', models.PositiveSmallIntegerField(default=2, verbose_name='op zijn vroegst over zoveel uren')),
                ('dagen_vooruit', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='op zijn laatst over zoveel dagen')),
                ('wijzigen_tot', models.PositiveSmallIntegerField(default=4, verbose_name='te wijzigen tot zoveel uren vooraf')),
                ('actief', models.BooleanField(default=True, verbose_name='in gebruik')),
                ('volgorde', models.PositiveSmallIntegerField(default=100, verbose_name='volgorde')),
            ],
            options={
                'verbose_name': 'afspraakproduct',
                'verbose_name_plural': 'afspraakproducten',
                'ordering': ['volgorde', 'naam_nl'],
            },
        ),
        migrations.CreateModel(
            name='Betaalpoging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('aanbieder', models.CharField(max_length=20, verbose_name='aanbieder')),
                ('kenmerk', models.CharField(blank=True, max_length=100, null=True, verbose_name='kenmerk bij de aanbieder')),
                ('status', models.CharField(choices=[('gestart', 'Loopt'), ('betaald', 'Betaald'), ('mislukt', 'Niet gelukt'), ('geannuleerd', 'Geannuleerd'), ('verlopen', 'Verlopen')], default='gestart', max_length=20, verbose_name='status')),
                ('betaalpagina', models.URLField(blank=True, max_length=500, verbose_name='betaalpagina')),
                ('begonnen_op', models.DateTimeField(verbose_name='begonnen op')),
                ('gekeken_op', models.DateTimeField(verbose_name='laatst nagevraagd op')),
            ],
            options={
                'verbose_name': 'betaalpoging',
                'verbose_name_plural': 'betaalpogingen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Betaalregel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('van', models.CharField(blank=True, max_length=25, verbose_name='van')),
                ('naar', models.CharField(max_length=25, verbose_name='naar')),
                ('tijdstip', models.DateTimeField(verbose_name='tijdstip')),
                ('door', models.CharField(max_length=200, verbose_name='door')),
                ('toelichting', models.CharField(blank=True, max_length=500, verbose_name='toelichting')),
            ],
            options={
                'verbose_name': 'regel in het verloop van een betaling',
                'verbose_name_plural': 'verloop van betalingen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Betaling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('wanneer', models.CharField(choices=[('voor', 'Voor het versturen'), ('na', 'Na het versturen')], max_length=4, verbose_name='wanneer')),
                ('bedrag', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='bedrag')),
                ('omschrijving', models.CharField(max_length=200, verbose_name='omschrijving')),
                ('status', models.CharField(choices=[('open', 'Nog te betalen'), ('gestart', 'Betaling loopt'), ('betaald', 'Betaald'), ('mislukt', 'Betalen is niet gelukt'), ('verlopen', 'Verlopen'), ('terugbetalen_gevraagd', 'Wordt terugbetaald'), ('terugbetaald', 'Terugbetaald')], default='open', max_length=25, verbose_name='status')),
                ('wijziging', models.PositiveIntegerField(default=0)),
                ('gevraagd_op', models.DateTimeField(verbose_name='gevraagd op')),
                ('betaald_op', models.DateTimeField(blank=True, null=True, verbose_name='betaald op')),
            ],
            options={
                'verbose_name': 'betaling',
                'verbose_name_plural': 'betalingen',
            },
        ),
        migrations.CreateModel(
            name='Roosteruitzondering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('datum', models.DateField(verbose_name='datum')),
                ('van', models.TimeField(blank=True, help_text='Leeg: gesloten.', null=True, verbose_name='open van')),
                ('tot', models.TimeField(blank=True, null=True, verbose_name='open tot')),
                ('reden', models.CharField(max_length=200, verbose_name='reden')),
            ],
            options={
                'verbose_name': 'uitzondering op het rooster',
                'verbose_name_plural': 'uitzonderingen op het rooster',
                'ordering': ['datum'],
            },
        ),
        migrations.CreateModel(
            name='Slotrooster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('weekdag', models.PositiveSmallIntegerField(choices=[(0, 'maandag'), (1, 'dinsdag'), (2, 'woensdag'), (3, 'donderdag'), (4, 'vrijdag'), (5, 'zaterdag'), (6, 'zondag')], verbose_name='dag')),
                ('van', models.TimeField(verbose_name='van')),
                ('tot', models.TimeField(verbose_name='tot')),
                ('stap', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(240)], verbose_name='elke zoveel minuten een begintijd')),
                ('capaciteit', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='aantal balies')),
                ('geldig_van', models.DateField(blank=True, null=True, verbose_name='geldig vanaf')),
                ('geldig_tot', models.DateField(blank=True, null=True, verbose_name='geldig tot en met')),
            ],
            options={
                'verbose_name': 'rooster',
                'verbose_name_plural': 'roosters',
                'ordering': ['locatie', 'weekdag', 'van'],
            },
        ),
        migrations.CreateModel(
            name='Terugbetaling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('bedrag', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='bedrag')),
                ('reden', models.CharField(max_length=500, verbose_name='reden')),
                ('status', models.CharField(choices=[('gevraagd', 'Gevraagd'), ('uitgevoerd', 'Uitgevoerd'), ('afgewezen', 'Afgewezen')], default='gevraagd', max_length=20, verbose_name='status')),
                ('kenmerk', models.CharField(blank=True, max_length=100, verbose_name='kenmerk bij de aanbieder')),
                ('gevraagd_op', models.DateTimeField(verbose_name='gevraagd op')),
                ('gevraagd_door', models.CharField(max_length=200, verbose_name='gevraagd door')),
                ('afgehandeld_op', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
            ],
            options={
                'verbose_name': 'terugbetaling',
                'verbose_name_plural': 'terugbetalingen',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='inzending',
            name='inzending_verzonden_heeft_zaak',
        ),
        migrations.RemoveIndex(
            model_name='inzending',
            name='inzending_concepten',
        ),
        migrations.AlterField(
            model_name='inzending',
            name='status',
            field=models.CharField(choices=[('concept', 'Nog niet verzonden'), ('wacht', 'Wacht tot u betaalt'), ('verzonden', 'Verzonden')], default='concept', max_length=20, verbose_name='status'),
        ),
        migrations.AddIndex(
            model_name='inzending',
            index=models.Index(models.F('gebruiker'), models.OrderBy(models.F('bijgewerkt_op'), descending=True), condition=models.Q(('status__in', ['concept', 'wacht'])), name='inzending_niet_verzonden'),
        ),
        migrations.AddConstraint(
            model_name='inzending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['concept', 'wacht']), ('verzonden_op', None), ('zaak', None)), models.Q(('status', 'verzonden'), ('verzonden_op__isnull', False), ('zaak__isnull', False)), _connector='OR'), name='inzending_verzonden_heeft_zaak'),
        ),
        migrations.AddField(
            model_name='afspraak',
            name='inzending',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='afspraken', to='formulieren.inzending'),
        ),
        migrations.AddField(
            model_name='afspraak',
            name='zaak',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='afspraken', to='zaken.zaak'),
        ),
        migrations.AddField(
            model_name='afspraak',
            name='locatie',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afspraken', to='formulieren.afspraaklocatie'),
        ),
        migrations.AddField(
            model_name='afspraakproduct',
            name='locaties',
            field=models.ManyToManyField(related_name='producten', to='formulieren.afspraaklocatie', verbose_name='locaties'),
        ),
        migrations.AddField(
            model_name='afspraak',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afspraken', to='formulieren.afspraakproduct'),
        ),
        migrations.AddField(
            model_name='betaalregel',
            name='poging',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='formulieren.betaalpoging'),
        ),
        migrations.AddField(
            model_name='betaling',
            name='inzending',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='betalingen', to='formulieren.inzending'),
        ),
        migrations.AddField(
            model_name='betaling',
            name='taak',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='betaling', to='zaken.taak'),
        ),
        migrations.AddField(
            model_name='betaling',
            name='zaak',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='betalingen', to='zaken.zaak'),
        ),
        migrations.AddField(
            model_name='betaalregel',
            name='betaling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regels', to='formulieren.betaling'),
        ),
        migrations.AddField(
            model_name='betaalpoging',
            name='betaling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pogingen', to='formulieren.betaling'),
        ),
        migrations.AddField(
            model_name='roosteruitzondering',
            name='locatie',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uitzonderingen', to='formulieren.afspraaklocatie'),
        ),
        migrations.AddField(
            model_name='slotrooster',
            name='locatie',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roosters', to='formulieren.afspraaklocatie'),
        ),
        migrations.AddField(
            model_name='slotrooster',
            name='producten',
            field=models.ManyToManyField(blank=True, help_text='Leeg: voor alle producten van deze locatie.', related_name='roosters', to='formulieren.afspraakproduct', verbose_name='alleen voor deze producten'),
        ),
        migrations.AddField(
            model_name='roosteruitzondering',
            name='rooster',
            field=models.ForeignKey(blank=True, help_text='Leeg: voor alle roosters van deze locatie.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='uitzonderingen', to='formulieren.slotrooster'),
        ),
        migrations.AddField(
            model_name='afspraak',
            name='rooster',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afspraken', to='formulieren.slotrooster'),
        ),
        migrations.AddField(
            model_name='terugbetaling',
            name='afgehandeld_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='afgehandeld door'),
        ),
        migrations.AddField(
            model_name='terugbetaling',
            name='betaling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terugbetalingen', to='formulieren.betaling'),
        ),
        migrations.AddField(
            model_name='terugbetaling',
            name='poging',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terugbetalingen', to='formulieren.betaalpoging'),
        ),
        migrations.AddField(
            model_name='terugbetaling',
            name='taak',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='terugbetaling', to='zaken.taak'),
        ),
        migrations.AddConstraint(
            model_name='afspraakproduct',
            constraint=models.CheckConstraint(condition=models.Q(('duur__gt', 0), ('max_personen__gt', 0)), name='afspraakproduct_duurt_iets'),
        ),
        migrations.AddIndex(
            model_name='betaling',
            index=models.Index(models.F('gevraagd_op'), condition=models.Q(('status__in', ['open', 'gestart', 'mislukt'])), name='betaling_lopend'),
        ),
        migrations.AddConstraint(
            model_name='betaling',
            constraint=models.CheckConstraint(condition=models.Q(('bedrag__gt', 0)), name='betaling_bedrag_boven_nul'),
        ),
        migrations.AddConstraint(
            model_name='betaling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('betaald_op__isnull', False), ('status__in', ['betaald', 'terugbetalen_gevraagd', 'terugbetaald'])), models.Q(('betaald_op__isnull', True), ('status__in', ['open', 'gestart', 'mislukt', 'verlopen'])), _connector='OR'), name='betaling_betaald_heeft_moment'),
        ),
        migrations.AddConstraint(
            model_name='betaling',
            constraint=models.CheckConstraint(condition=models.Q(('wanneer', 'voor'), ('zaak__isnull', False), _connector='OR'), name='betaling_achteraf_heeft_zaak'),
        ),
        migrations.AddConstraint(
            model_name='betaling',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'gestart', 'mislukt'])), fields=('inzending',), name='betaling_een_lopende'),
        ),
        migrations.AddIndex(
            model_name='betaalpoging',
            index=models.Index(models.F('gekeken_op'), condition=models.Q(('status', 'gestart')), name='betaalpoging_loopt'),
        ),
        migrations.AddConstraint(
            model_name='betaalpoging',
            constraint=models.UniqueConstraint(fields=('aanbieder', 'kenmerk'), name='betaalpoging_kenmerk_uniek'),
        ),
        migrations.AddConstraint(
            model_name='betaalpoging',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'betaald'), _negated=True), ('kenmerk__isnull', False), _connector='OR'), name='betaalpoging_betaald_heeft_kenmerk'),
        ),
        migrations.AddConstraint(
            model_name='slotrooster',
            constraint=models.CheckConstraint(condition=models.Q(('tot__gt', models.F('van'))), name='slotrooster_tot_na_van'),
        ),
        migrations.AddConstraint(
            model_name='slotrooster',
            constraint=models.CheckConstraint(condition=models.Q(('capaciteit__gt', 0), ('stap__gt', 0)), name='slotrooster_heeft_ruimte'),
        ),
        migrations.AddConstraint(
            model_name='roosteruitzondering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tot', None), ('van', None)), models.Q(('tot__gt', models.F('van')), ('tot__isnull', False), ('van__isnull', False)), _connector='OR'), name='roosteruitzondering_dicht_of_uren'),
        ),
        migrations.AddConstraint(
            model_name='roosteruitzondering',
            constraint=models.UniqueConstraint(fields=('locatie', 'rooster', 'datum'), name='roosteruitzondering_een_per_dag', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='afspraak',
            index=models.Index(models.F('begin'), condition=models.Q(('status', 'bevestigd')), name='afspraak_bevestigd'),
        ),
        migrations.AddIndex(
            model_name='afspraak',
            index=models.Index(models.F('vastgehouden_tot'), condition=models.Q(('status', 'vastgehouden')), name='afspraak_vastgehouden'),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=models.CheckConstraint(condition=models.Q(('einde__gt', models.F('begin'))), name='afspraak_einde_na_begin'),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'vastgehouden'), ('vastgehouden_tot__isnull', False)), models.Q(models.Q(('status', 'vastgehouden'), _negated=True), ('vastgehouden_tot', None)), _connector='OR'), name='afspraak_vastgehouden_tot_een_tijd'),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'bevestigd'), _negated=True), ('zaak__isnull', False), _connector='OR'), name='afspraak_bevestigd_heeft_zaak'),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('geannuleerd_op__isnull', False), ('status', 'geannuleerd')), models.Q(models.Q(('status', 'geannuleerd'), _negated=True), ('geannuleerd_op', None)), _connector='OR'), name='afspraak_geannuleerd_heeft_moment'),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['vastgehouden', 'bevestigd'])), fields=('inzending', 'vraag', 'rij'), name='afspraak_een_per_vraag', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='afspraak',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ['vastgehouden', 'bevestigd'])), expressions=[('rooster', '='), ('balie', '='), (models.Func('begin', 'einde', django.contrib.postgres.fields.ranges.RangeBoundary(), function='TSTZRANGE'), '&&')], name='afspraak_balie_niet_dubbel'),
        ),
        migrations.AddConstraint(
            model_name='terugbetaling',
            constraint=models.CheckConstraint(condition=models.Q(('bedrag__gt', 0)), name='terugbetaling_bedrag_boven_nul'),
        ),
        migrations.AddConstraint(
            model_name='terugbetaling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('afgehandeld_op', None), ('status', 'gevraagd')), models.Q(models.Q(('status', 'gevraagd'), _negated=True), ('afgehandeld_op__isnull', False)), _connector='OR'), name='terugbetaling_afgehandeld_heeft_moment'),
        ),
        migrations.AddConstraint(
            model_name='terugbetaling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'uitgevoerd'), _negated=True), models.Q(('kenmerk', ''), _negated=True), _connector='OR'), name='terugbetaling_uitgevoerd_heeft_kenmerk'),
        ),
        migrations.AddConstraint(
            model_name='terugbetaling',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'gevraagd')), fields=('betaling',), name='terugbetaling_een_gevraagde'),
        ),
        migrations.RunSQL(DICHT, OPEN),
    ]
