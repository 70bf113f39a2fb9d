"""Rewards for sharing: a shop sets money aside for who shares an item; each order that a link led
to is promised a part of it, which is paid when the goods cannot go back any more. One step, no
trees: who shares gets nothing for what those share to whom they shared it.
"""

from leapfrog.share_rewards.archive import RECORD_SETS
from leapfrog.share_rewards.linking import make_link, open_link
from leapfrog.share_rewards.model import COUNTS_FOR, NewRewardOffer, Reward, RewardLink, RewardOffer
from leapfrog.share_rewards.news import NOTICE
from leapfrog.share_rewards.offering import END, offer, stop, time_over
from leapfrog.share_rewards.rewarding import DUE, fall_due, reward_follows_money
from leapfrog.share_rewards.shapes import RewardShown, rewards_shown
from leapfrog.share_rewards.store import drop_opened, find
from leapfrog.share_rewards.store import reward as reward_by_id

TIMERS = {END: time_over, DUE: fall_due}

__all__ = [
    "COUNTS_FOR",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "NewRewardOffer",
    "Reward",
    "RewardLink",
    "RewardOffer",
    "RewardShown",
    "drop_opened",
    "fall_due",
    "find",
    "make_link",
    "offer",
    "open_link",
    "reward_by_id",
    "reward_follows_money",
    "rewards_shown",
    "stop",
]
