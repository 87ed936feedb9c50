from django.apps import AppConfig
from django.conf import settings
from django.core import checks


class ClusterConfig(AppConfig):
    name = "cluster"


@checks.register(deploy=True)
def operator_is_named(app_configs, **kwargs):
    """Warn where the imprint of a public site would not say who answers for it."""
    missing = [name for name in ("OPERATOR_NAME", "OPERATOR_ADDRESS") if not getattr(settings, name)]
    if not missing:
        return []
    return [
        checks.Warning(
            f"The imprint does not say who is responsible: {' and '.join(missing)} not set.",
            hint="Put the name and the postal address of the operator into the environment.",
            id="cluster.W001",
        )
    ]
