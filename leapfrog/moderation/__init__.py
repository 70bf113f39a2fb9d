"""Moderation: what people show the operators, what those decide and why, and what is said to that.

Decisions take effect by verbs of `posts`, which does not know who made them.
"""

from leapfrog.moderation.desk import ModerationAction, decide
from leapfrog.moderation.events import ContentReported
from leapfrog.moderation.reports import REPORTING, NewPostReport, drop_old_reports, report
from leapfrog.moderation.store import Kind as ReportKind
from leapfrog.moderation.store import forget

__all__ = [
    "REPORTING",
    "ContentReported",
    "ModerationAction",
    "NewPostReport",
    "ReportKind",
    "decide",
    "drop_old_reports",
    "forget",
    "report",
]
