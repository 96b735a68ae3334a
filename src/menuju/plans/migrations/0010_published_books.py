import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_final_books"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "book",
                    models.CharField(
                        help_text="Code of a book of the guide.", max_length=40
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_books",
                        to="plans.masterplanversion",
                    ),
                ),
            ],
            options={
                "ordering": ["plan_version", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan_version", "book"), name="a_book_is_published_once"
                    )
                ],
            },
        ),
    ]
