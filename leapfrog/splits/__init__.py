"""Going Dutch: bills that people of a conversation share, and settle among themselves."""

from leapfrog.splits.archive import RECORD_SETS
from leapfrog.splits.bills import split
from leapfrog.splits.model import SplitTerms
from leapfrog.splits.paying import cancel, mark_cash, pay
from leapfrog.splits.reminding import NOTICE, REMIND, remind, remind_by_clock, set_quiet
from leapfrog.splits.settling import SettlementPlan, net, plan
from leapfrog.splits.showing import RESOLVERS, SplitCard, SplitView, cards, mine, view
from leapfrog.splits.together import RELEASE, capture, release, take_back

TIMERS = {REMIND: remind_by_clock, RELEASE: release}

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "SettlementPlan",
    "SplitCard",
    "SplitTerms",
    "SplitView",
    "cancel",
    "capture",
    "cards",
    "mark_cash",
    "mine",
    "net",
    "pay",
    "plan",
    "remind",
    "set_quiet",
    "split",
    "take_back",
    "view",
]
