"""The charts of the insights page: what each counts, says, and shows as a picture, as a table and as data."""

from insights.charts.bars import projects_by_place, projects_by_theme, status
from insights.charts.durations import survival
from insights.charts.networks import network
from insights.charts.years import founded, heard, newcomers

__all__ = ["CHARTS", "survival"]

CHARTS = {
    "founded": founded,
    "heard": heard,
    "themes": projects_by_theme,
    "places": projects_by_place,
    "status": status,
    "survival": survival,
    "newcomers": newcomers,
    "network": network,
}
