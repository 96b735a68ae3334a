from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0011_emblem_of_a_version"),
    ]

    operations = [
        migrations.RemoveField(model_name="masterplan", name="emblem"),
    ]
