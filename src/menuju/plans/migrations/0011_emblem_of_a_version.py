import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def hand_down(apps, _schema_editor):
    """Every version has the coat of arms that its masterplan had."""
    plans = apps.get_model("plans", "Masterplan").objects.filter(
        pk=OuterRef("masterplan")
    )
    versions = apps.get_model("plans", "MasterplanVersion").objects
    versions.update(emblem=Subquery(plans.order_by().values("emblem")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("plans", "0010_published_books"),
    ]

    operations = [
        migrations.AddField(
            model_name="masterplanversion",
            name="emblem",
            field=models.ForeignKey(
                blank=True,
                help_text="Coat of arms on the covers of the books; a PNG or JPG.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.RunPython(hand_down, migrations.RunPython.noop),
    ]
