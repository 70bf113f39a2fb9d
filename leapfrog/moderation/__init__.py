"""Moderation: what people show the operators, what those decide and why, and what is said to that.

Decisions take effect by verbs of `posts`, which does not know who made them; those about what
floors above keep are announced (`ContentJudged`).
"""

from leapfrog.moderation.desk import ModerationAction, decide
from leapfrog.moderation.events import ContentJudged, ContentReported
from leapfrog.moderation.reports import (
    REPORTING,
    ForeignCopy,
    NewPostReport,
    drop_old_reports,
    report,
    report_copy,
)
from leapfrog.moderation.store import Kind as ReportKind
from leapfrog.moderation.store import forget

__all__ = [
    "REPORTING",
    "ContentJudged",
    "ContentReported",
    "ForeignCopy",
    "ModerationAction",
    "NewPostReport",
    "ReportKind",
    "decide",
    "drop_old_reports",
    "forget",
    "report",
    "report_copy",
]
