"""Chat reports: messages that people show the operators, as they were then."""

from leapfrog.chat_reports.showing import drop_old_reports, forget

__all__ = ["drop_old_reports", "forget"]
