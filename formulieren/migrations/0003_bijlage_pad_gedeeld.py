"""The same content is stored once, so two rows may point to one file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("formulieren", "0002_formulierversie_onveranderlijk")]

    operations = [
        migrations.AlterField(
            model_name="bijlage",
            name="pad",
            field=models.CharField(db_index=True, max_length=200, verbose_name="plaats in de opslag"),
        ),
    ]
