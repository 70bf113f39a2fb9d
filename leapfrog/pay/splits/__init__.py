"""Going Dutch: bills that people of a conversation share, and settle among themselves."""

from leapfrog.pay.splits.bills import split
from leapfrog.pay.splits.model import SplitTerms
from leapfrog.pay.splits.paying import cancel, mark_cash, pay
from leapfrog.pay.splits.reminding import NOTICE, REMIND, remind, remind_by_clock, set_quiet
from leapfrog.pay.splits.settling import SettlementPlan, net, plan
from leapfrog.pay.splits.showing import SplitCard, SplitView, cards, mine, view
from leapfrog.pay.splits.together import RELEASE, capture, release, take_back

TIMERS = {REMIND: remind_by_clock, RELEASE: release}

__all__ = [
    "NOTICE",
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
