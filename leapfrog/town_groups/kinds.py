"""Which dispatch about a group does what, and what follows when one was in vain."""

from collections.abc import Awaitable, Callable, Mapping

from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.town_groups import (
    copying,
    leaving,
    marks,
    moving,
    ordering,
    succession,
    telling,
    weighing,
    wishing,
)
from leapfrog.towns import Dispatch

KINDS: Mapping[str, Callable[[Db, HomeSource, Dispatch], Awaitable[None]]] = {
    "g.in": copying.begun,
    "g.who": copying.named,
    "g.log": copying.told,
    "g.from": telling.asked,
    "g.say": ordering.said,
    "g.do": ordering.done,
    "g.no": wishing.not_taken,
    "g.mark": marks.moved,
    "g.gone": leaving.gone,
    "g.home": succession.moved,
    "g.back": weighing.given_back,
    "g.here": moving.here,
}
IN_VAIN: Mapping[str, Callable[[Db, str, Dispatch, str], Awaitable[None]]] = {
    "g.in": copying.begun_in_vain,
    "g.here": moving.here_in_vain,
    "g.home": weighing.claimed_in_vain,
    "g.say": wishing.sent_in_vain,
    "g.do": wishing.sent_in_vain,
}
