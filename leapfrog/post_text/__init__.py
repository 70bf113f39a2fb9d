"""The text of posts: which words of it lead somewhere, to topics, people and pages. Pure."""

from leapfrog.post_text.words import (
    CLOSED_TOPIC,
    DIGITS,
    MENTION,
    MOST_MENTIONS,
    OPEN_TOPIC,
    URL,
    first_link,
    mentions_in,
    named_by,
    topic_name,
    topics_in,
)

__all__ = [
    "CLOSED_TOPIC",
    "DIGITS",
    "MENTION",
    "MOST_MENTIONS",
    "OPEN_TOPIC",
    "URL",
    "first_link",
    "mentions_in",
    "named_by",
    "topic_name",
    "topics_in",
]
