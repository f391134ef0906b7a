"""Channels, subscriptions, and the outbox of notifications."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import mijnportaal.kern.velden
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('notificaties', '0002_onveranderlijk'),
    ]

    operations = [
        migrations.CreateModel(
            name='Abonnement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('callback_url', models.CharField(max_length=200, verbose_name='callback-URL')),
                ('auth', mijnportaal.kern.velden.VersleuteldVeld(help_text='Gaat mee met elke notificatie. Wordt na het opslaan nergens getoond.', verbose_name='autorisatie-header')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('aangeboden_op', models.DateTimeField(editable=False, null=True, verbose_name='door de veegtaak aangeboden op')),
                ('onbereikbaar_tot', models.DateTimeField(editable=False, null=True, verbose_name='onbereikbaar, volgende poging op')),
                ('onbereikbaar_keren', models.PositiveIntegerField(default=0, editable=False, verbose_name='keren achtereen onbereikbaar')),
                ('applicatie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='abonnementen', to='accounts.applicatie', verbose_name='applicatie')),
            ],
            options={
                'verbose_name': 'abonnement',
                'verbose_name_plural': 'abonnementen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Kanaal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('naam', models.CharField(max_length=50, unique=True, verbose_name='naam')),
                ('documentatie_link', models.CharField(blank=True, max_length=200, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='documentatie')),
                ('filters', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, help_text="De kenmerken waarop een abonnement kan filteren, met komma's ertussen.", size=None, verbose_name='kenmerken')),
            ],
            options={
                'verbose_name': 'kanaal',
                'verbose_name_plural': 'kanalen',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('naam', ''), _negated=True), name='kanaal_heeft_naam')],
            },
        ),
        migrations.CreateModel(
            name='Abonnementkanaal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filters', models.JSONField(blank=True, default=dict, help_text='Per kenmerk de gewenste waarde; * is elke waarde.', verbose_name='filters')),
                ('abonnement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='abonnementkanalen', to='notificaties.abonnement', verbose_name='abonnement')),
                ('kanaal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='abonnementkanalen', to='notificaties.kanaal', verbose_name='kanaal')),
            ],
            options={
                'verbose_name': 'kanaal van een abonnement',
                'verbose_name_plural': 'kanalen van een abonnement',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='abonnement',
            name='kanalen',
            field=models.ManyToManyField(related_name='abonnementen', through='notificaties.Abonnementkanaal', to='notificaties.kanaal', verbose_name='kanalen'),
        ),
        migrations.CreateModel(
            name='Notificatie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kanaal', models.CharField(max_length=50, verbose_name='kanaal')),
                ('hoofd_object', models.TextField(verbose_name='hoofdobject')),
                ('resource', models.CharField(max_length=100, verbose_name='resource')),
                ('resource_url', models.TextField(verbose_name='URL van de resource')),
                ('actie', models.CharField(max_length=100, verbose_name='actie')),
                ('aanmaakdatum', models.DateTimeField(verbose_name='aanmaakdatum')),
                ('kenmerken', models.JSONField(default=dict, verbose_name='kenmerken')),
                ('verdeeld_op', models.DateTimeField(null=True, verbose_name='verdeeld op')),
            ],
            options={
                'verbose_name': 'notificatie',
                'verbose_name_plural': 'notificaties',
                'indexes': [models.Index(condition=models.Q(('verdeeld_op', None)), fields=['id'], name='notificatie_onverdeeld')],
            },
        ),
        migrations.CreateModel(
            name='Aflevering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uuid')),
                ('stroom', models.BigIntegerField(editable=False, help_text='Getal van het hoofdobject; binnen een stroom geldt de volgorde.', verbose_name='stroom')),
                ('status', models.CharField(choices=[('wacht', 'Wacht op aflevering'), ('bezig', 'Wordt afgeleverd'), ('afgeleverd', 'Afgeleverd'), ('mislukt', 'Mislukt')], default='wacht', max_length=10, verbose_name='status')),
                ('pogingen', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                ('wacht_sinds', models.DateTimeField(verbose_name='wacht sinds')),
                ('volgende_poging_op', models.DateTimeField(null=True, verbose_name='volgende poging op')),
                ('geclaimd_op', models.DateTimeField(null=True, verbose_name='geclaimd op')),
                ('laatste_poging_op', models.DateTimeField(null=True, verbose_name='laatste poging op')),
                ('antwoordcode', models.PositiveSmallIntegerField(null=True, verbose_name='laatste antwoordcode')),
                ('laatste_fout', models.CharField(blank=True, max_length=100, verbose_name='laatste fout')),
                ('afgeleverd_op', models.DateTimeField(null=True, verbose_name='afgeleverd op')),
                ('abonnement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='afleveringen', to='notificaties.abonnement', verbose_name='abonnement')),
                ('notificatie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='afleveringen', to='notificaties.notificatie', verbose_name='notificatie')),
            ],
            options={
                'verbose_name': 'aflevering',
                'verbose_name_plural': 'afleveringen',
            },
        ),
        migrations.AddConstraint(
            model_name='abonnement',
            constraint=models.CheckConstraint(condition=models.Q(('callback_url', ''), _negated=True), name='abonnement_heeft_adres'),
        ),
        migrations.AddConstraint(
            model_name='abonnement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('onbereikbaar_keren', 0), ('onbereikbaar_tot__isnull', True)), models.Q(('onbereikbaar_keren__gt', 0), ('onbereikbaar_tot__isnull', False)), _connector='OR'), name='abonnement_onbereikbaar_heeft_tijd'),
        ),
        migrations.AddIndex(
            model_name='aflevering',
            index=models.Index(condition=models.Q(('status', 'wacht')), fields=['abonnement', 'volgende_poging_op', 'notificatie'], name='aflevering_wacht'),
        ),
        migrations.AddIndex(
            model_name='aflevering',
            index=models.Index(condition=models.Q(('status__in', ['wacht', 'bezig'])), fields=['abonnement', 'stroom', 'notificatie'], name='aflevering_onderweg'),
        ),
        migrations.AddIndex(
            model_name='aflevering',
            index=models.Index(condition=models.Q(('status', 'bezig')), fields=['geclaimd_op'], name='aflevering_bezig'),
        ),
        migrations.AddIndex(
            model_name='aflevering',
            index=models.Index(condition=models.Q(('status', 'mislukt')), fields=['wacht_sinds'], name='aflevering_mislukt'),
        ),
        migrations.AddConstraint(
            model_name='aflevering',
            constraint=models.UniqueConstraint(fields=('notificatie', 'abonnement'), name='aflevering_een_per_abonnement'),
        ),
        migrations.AddConstraint(
            model_name='aflevering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('afgeleverd_op__isnull', False), ('status', 'afgeleverd')), models.Q(models.Q(('status', 'afgeleverd'), _negated=True), ('afgeleverd_op__isnull', True)), _connector='OR'), name='aflevering_afgeleverd_heeft_tijd'),
        ),
        migrations.AddConstraint(
            model_name='aflevering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('geclaimd_op__isnull', False), ('status', 'bezig')), models.Q(models.Q(('status', 'bezig'), _negated=True), ('geclaimd_op__isnull', True)), _connector='OR'), name='aflevering_bezig_heeft_claim'),
        ),
        migrations.AddConstraint(
            model_name='aflevering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'wacht'), ('volgende_poging_op__isnull', False)), models.Q(models.Q(('status', 'wacht'), _negated=True), ('volgende_poging_op__isnull', True)), _connector='OR'), name='aflevering_wacht_heeft_tijd'),
        ),
    ]
