"""What can go wrong with rewards for sharing, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRewardOffer(NotFound):
    code = "no_reward_offer"
    title = "There is no such reward for sharing."


class NoRewardLink(NotFound):
    code = "no_reward_link"
    title = "There is no such link."


class RewardIdUsed(Problem):
    code, status = "reward_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class OwnReward(Problem):
    code, status = "own_reward", HTTPStatus.FORBIDDEN
    title = "Nobody is rewarded by the shop where they work."


class RewardOver(Problem):
    code, status = "reward_over", HTTPStatus.CONFLICT
    title = "Sharing this is not rewarded any more."


class RewardRuns(Problem):
    code, status = "reward_runs", HTTPStatus.CONFLICT
    title = "Sharing this is rewarded already."
