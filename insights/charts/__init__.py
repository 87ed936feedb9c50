"""The charts of the insights page: what each counts, says, and shows as a picture, as a table and as data."""

from insights.charts.bars import places, status, themes
from insights.charts.durations import survival
from insights.charts.networks import network
from insights.charts.years import founded, newcomers

__all__ = ["CHARTS", "survival"]

CHARTS = {
    "founded": founded,
    "themes": themes,
    "places": places,
    "status": status,
    "survival": survival,
    "newcomers": newcomers,
    "network": network,
}
