"""What went wrong at a locker reaches who stands there, and who runs it."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import lockers
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

# By what an opening is, or is not; of a compartment by what is wrong with it.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "failed": "Compartment {label} did not open. Nothing has changed",
        "unknown": "The locker does not answer. The town looks what is in compartment {label}",
        "open": "Please close compartment {label}",
        "doubted": "Thank you. The town looks at compartment {label}",
        "fault": "Compartment {label} needs somebody to look: {fault}",
        "did_not_open": "it did not open",
        "stands_open": "it stands open",
        "silent": "the locker does not answer",
        "occupied": "something lay in it",
        "forced": "it was opened by force or with a key",
        "not_as_told": "its parcel is not as it should be",
        "discreet": "News of a locker",
    },
    "zh-CN": {
        "failed": "{label}格口未能打开，一切照旧",
        "unknown": "快递柜没有回应，{label}格口由工作人员查看",
        "open": "请关好{label}格口",
        "doubted": "谢谢，{label}格口由工作人员查看",
        "fault": "{label}格口需要查看：{fault}",
        "did_not_open": "未能打开",
        "stands_open": "门未关",
        "silent": "快递柜没有回应",
        "occupied": "里面已有物品",
        "forced": "被强行打开或用钥匙打开",
        "not_as_told": "包裹与记录不符",
        "discreet": "快递柜有新消息",
    },
}


async def compose_locker(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What became of a compartment that somebody had opened, where that went wrong."""
    told = await lockers.opening_told(db, UUID(ref))
    if told is None:
        return None
    one = told.opening
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    what = "doubted" if one.doubt else one.state
    said = words.get("open" if what == "done" and one.closed_at is None else what)
    if said is None or (what == "done" and one.closed_at is not None):
        return None
    path = "/courier" if one.purpose in ("fill", "collect") else "/orders"
    return Notification(told.locker_name, said.format(label=told.label), words["discreet"], path)


async def compose_locker_door(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """A compartment that somebody has to look at, for who runs the locker."""
    told = await lockers.door_told(db, UUID(ref))
    if told is None:
        return None
    door = told.door
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    fault = words.get(door.fault)
    if fault is None:
        return None
    said = words["fault"].format(label=door.label, fault=fault)
    return Notification(told.locker_name, said, words["discreet"], f"/lockers/{door.locker_id}")
