from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0005_letterhead_author")]

    operations = [
        migrations.AddField(
            model_name="replacement",
            name="choice_reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
