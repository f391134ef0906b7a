import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('formulieren', '0006_betalen_en_afspraken'),
        ('zaken', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Natrekking',
            fields=[
                ('inzending', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='natrekking', serialize=False, to='formulieren.inzending')),
                ('pogingen', models.PositiveIntegerField(default=0, verbose_name='pogingen')),
                ('volgende_op', models.DateTimeField(verbose_name='volgende poging')),
                ('klaar_op', models.DateTimeField(null=True, verbose_name='klaar op')),
                ('taak', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='zaken.taak', verbose_name='taak')),
            ],
            options={
                'verbose_name': 'natrekking',
                'verbose_name_plural': 'natrekkingen',
                'indexes': [models.Index(models.F('volgende_op'), condition=models.Q(('klaar_op', None)), name='natrekking_open')],
            },
        ),
    ]
