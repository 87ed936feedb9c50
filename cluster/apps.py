from django.apps import AppConfig
from django.conf import settings
from django.core import checks


class ClusterConfig(AppConfig):
    name = "cluster"


@checks.register(deploy=True)
def operator_is_named(app_configs, **kwargs):
    """Warn where the imprint of a public site would not say who answers for it."""
    return _warning_of_missing(
        ["OPERATOR_NAME", "OPERATOR_ADDRESS"],
        "The imprint does not say who is responsible",
        hint="Put the name and the postal address of the operator into the environment.",
        id="cluster.W001",
    )


@checks.register(deploy=True)
def data_protection_is_described(app_configs, **kwargs):
    """Warn where the page on privacy of a public site would not say what the law asks the operator to say."""
    return _warning_of_missing(
        ["PRIVACY_CONTACT", "PRIVACY_LEGAL_BASES", "PRIVACY_PROCESSORS"],
        "The page on privacy lacks what only the operator knows",
        hint="Put whom to ask, the legal bases and the processors into the environment.",
        id="cluster.W002",
    )


def _warning_of_missing(names, text, **options):
    missing = [name for name in names if not getattr(settings, name)]
    return [checks.Warning(f"{text}: {' and '.join(missing)} not set.", **options)] if missing else []
