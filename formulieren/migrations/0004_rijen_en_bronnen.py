"""A repeating group has rows of its own, and an answer knows where it came from."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('formulieren', '0003_bijlage_pad_gedeeld'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rij',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('vraag', models.UUIDField(verbose_name='vraag')),
            ],
            options={
                'verbose_name': 'rij',
                'verbose_name_plural': 'rijen',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='antwoord',
            name='antwoord_een_per_vraag',
        ),
        migrations.AddField(
            model_name='antwoord',
            name='geverifieerd',
            field=models.BooleanField(null=True, verbose_name='geverifieerd'),
        ),
        migrations.AddField(
            model_name='antwoord',
            name='opgehaald_op',
            field=models.DateTimeField(null=True, verbose_name='opgehaald op'),
        ),
        migrations.AlterField(
            model_name='antwoord',
            name='bron',
            field=models.CharField(choices=[('inwoner', 'Ingevuld'), ('medewerker', 'Ingevuld door een medewerker'), ('brp', 'Basisregistratie personen'), ('kvk', 'Handelsregister'), ('profiel', 'Uw gegevens bij ons'), ('eerder', 'Een eerdere aanvraag')], default='inwoner', max_length=20, verbose_name='bron'),
        ),
        migrations.AddField(
            model_name='rij',
            name='inzending',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rijen', to='formulieren.inzending'),
        ),
        migrations.AddField(
            model_name='antwoord',
            name='rij',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='antwoorden', to='formulieren.rij', to_field='uuid'),
        ),
        migrations.AddField(
            model_name='bijlage',
            name='rij',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bijlagen', to='formulieren.rij', to_field='uuid'),
        ),
        migrations.AddConstraint(
            model_name='antwoord',
            constraint=models.UniqueConstraint(fields=('inzending', 'vraag', 'rij'), name='antwoord_een_per_vraag', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='antwoord',
            constraint=models.CheckConstraint(condition=models.Q(('bron__in', ['inwoner', 'medewerker']), ('opgehaald_op__isnull', False), _connector='OR'), name='antwoord_uit_bron_heeft_moment'),
        ),
    ]
