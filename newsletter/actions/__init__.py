"""Every write of the newsletter. Views, admin and commands call these and nothing else."""

from newsletter.actions.issues import (
    cancel,
    delete_draft,
    put_together,
    save_issue,
    schedule,
    send_to_oneself,
    show_again,
    withdraw_issue,
)
from newsletter.actions.sending import finish, queue_batch, settle, start
from newsletter.actions.subscribing import (
    confirm_subscription,
    delete_old_subscribers,
    delete_subscriber,
    note_bounce,
    set_language,
    subscribe,
    unsubscribe,
)

__all__ = [
    "cancel",
    "confirm_subscription",
    "delete_draft",
    "delete_old_subscribers",
    "delete_subscriber",
    "finish",
    "note_bounce",
    "put_together",
    "queue_batch",
    "save_issue",
    "schedule",
    "send_to_oneself",
    "set_language",
    "settle",
    "show_again",
    "start",
    "subscribe",
    "unsubscribe",
    "withdraw_issue",
]
