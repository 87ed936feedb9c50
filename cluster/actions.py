"""The one way in which the cluster is written: by the admin and the loader of the first texts alike."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cluster.models import Channel, Page
from entries.actions import delete_versioned, index_entry, publish, save_version, store_entry, store_text
from entries.models import DirectoryVersion, Listed, PublicationState
from operations.turns import writing
from taxonomy.models import City, Theme

Item = TypeVar("Item", bound=Listed)


@writing
def save_page(page: Page, *, by: User | None = None, publish: bool = False, reason: str = "") -> Page:
    """Save a page as one version of its history and index it; publish: show a new one from its first version on."""
    before = Page.objects.select_for_update().filter(pk=page.pk).values_list("revision", flat=True).first()
    page.revision = 0 if before is None else before + 1
    if publish:
        _show(page)
    return store_text(page, by=by, reason=reason)


@writing
def publish_page(page: Page, *, by: User | None) -> Page:
    """Show a page to everyone. Raises TransitionError where it is published already."""
    page = _locked(page)
    _show(page)
    return store_text(page, by=by, reason="")


@writing
def withdraw_page(page: Page, *, by: User | None, reason: str = "") -> Page:
    """Take a page off the site; nothing is deleted. Raises TransitionError where it is withdrawn already."""
    page = _locked(page)
    page.move_to(PublicationState.WITHDRAWN)
    return store_text(page, by=by, reason=reason)


def _locked(page: Page) -> Page:
    """Return a page as it is stored now, with its next revision; its row is locked."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    page.revision += 1
    return page


def _show(page: Page) -> None:
    page.move_to(PublicationState.PUBLISHED)
    page.published_at = page.published_at or timezone.now()


@writing
def save_item(
    item: Item,
    *,
    by: User | None = None,
    themes: Iterable[Theme] | None = None,
    cities: Iterable[City] | None = None,
    publish: bool = False,
    reason: str = "",
    **relations: Iterable[models.Model],
) -> Item:
    """Save an event, a publication or a funding opportunity with its tags, and index it.

    themes, cities: None to leave them as they are. publish: show a new one from its first version on. relations: name
    of a many-to-many field -> objects. Raises ValidationError where it cannot be published as it is.
    """
    if publish:
        item.check_publishable()
    store_entry(item, by=by, themes=themes, cities=cities, relations=relations, publish=publish, reason=reason)
    index_entry(item)
    return item


@writing
def publish_item(item: Item, *, by: User | None, reason: str = "") -> Item:
    """Show an item to everyone. Raises ValidationError where it cannot be published as it is, TransitionError where it
    is published already.
    """
    item.check_publishable()
    return publish(item, by=by, reason=reason)


@writing
def save_channel(channel: Channel, *, by: User | None = None, reason: str = "") -> Channel:
    """Save an account to follow as one version of its history."""
    save_version(channel, by=by, reason=reason)
    DirectoryVersion.move_on()
    return channel


@writing
def delete_channel(channel: Channel, *, by: User | None = None) -> None:
    """Delete an account to follow; its versions stay."""
    delete_versioned(channel, by=by)
    DirectoryVersion.move_on()
