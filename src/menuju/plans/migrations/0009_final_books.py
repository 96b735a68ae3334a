from django.db import migrations, models
from django.db.models import F


def note_final(apps, _schema_editor):
    """Files made since their version was published are those that everybody gets."""
    rows = apps.get_model("plans", "BookFile").objects.filter(
        plan_version__state="published",
        plan_version__digest=F("digest"),
        made_at__gte=F("plan_version__published_at"),
    )
    keys = list(rows.values_list("pk", flat=True))
    apps.get_model("plans", "BookFile").objects.filter(pk__in=keys).update(
        is_final=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_decided_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="bookfile",
            name="is_final",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(note_final, migrations.RunPython.noop),
    ]
