from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0002_clear_half_positions")]

    operations = [
        migrations.RemoveConstraint(model_name="city", name="taxonomy_city_has_both_coordinates_or_none"),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                name="taxonomy_city_has_both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
        ),
    ]
