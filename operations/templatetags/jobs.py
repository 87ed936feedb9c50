from django import template

from operations.reports import troubled_jobs

register = template.Library()


@register.simple_tag(takes_context=True)
def jobs_in_trouble(context):
    """Return a Trouble for each job that is not as it should be, to those who may see jobs."""
    return troubled_jobs() if context["request"].user.has_perm("operations.view_jobstate") else []
