"""The newsletter: who gets it, its issues, and which mail carried which issue to whom."""

from newsletter.models.issues import Delivery, Issue, IssueError, IssueState
from newsletter.models.subscribers import Bounce, Subscriber, SubscriberError, SubscriberState

__all__ = [
    "Bounce",
    "Delivery",
    "Issue",
    "IssueError",
    "IssueState",
    "Subscriber",
    "SubscriberError",
    "SubscriberState",
]
