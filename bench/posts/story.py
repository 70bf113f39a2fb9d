"""What all servers hold: 500 people whom the reader follows, and what they posted."""

from datetime import UTC, datetime, timedelta

AUTHORS, POSTS = 500, 100_000
NEWEST = datetime(2026, 11, 25, 12, tzinfo=UTC)
LINES = (
    "The ferry is late again, and nobody minds: the lake does the waiting for us. #lake",
    "今晚的牛肉面只剩十碗了，先到先得。湖边的风不大，可以坐在外面。#湖边#",
    "Rye today. Out of the oven at five, gone at seven, as every day of the week. #bread",
    "Two goals, one broken lamp, and everybody is friends again. See you on Sunday!",
)


def said(n: int) -> str:
    """The text of the nth newest post."""
    return f"{LINES[n % len(LINES)]} ({n})"


def posted(n: int) -> datetime:
    return NEWEST - timedelta(seconds=20 * n)


def when(n: int) -> str:
    return posted(n).strftime("%Y-%m-%dT%H:%M:%SZ")
