"""Hill, a small town beside Lake: three people who live there, and Noor of Lake, who is about to
move there. It is played where somebody wants to see two towns.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from leapfrog import pay
from leapfrog.contacts import circles_of
from leapfrog.demo.cast import Character
from leapfrog.demo.stage import Stage
from leapfrog.identity import find, live_here, nobody_yet
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.kernel.settings import Settings
from leapfrog.posts import NewPost
from leapfrog.web import direct, open_town

NOOR = Character("noor", "Noor Haddad", "Tariq's sister. Climbs whatever stands still.")
VAN = "Boxes and a van"
# Who knows her in Lake, and by what circle each has the other.
FRIENDS = {"amina": "friends", "tariq": "family"}
HILL_CAST: Mapping[str, Character] = {
    one.handle: one
    for one in (
        Character("elif", "Elif Kaya", "Runs the hut by the upper lift. Soup all day."),
        Character("ravi", "Ravi Menon", "Guide. Knows the way down, too."),
        Character("greta", "Greta Lindholm", "Teaches the small ones. Keeps the town's till."),
    )
}


def play_hill(hill: Settings, lake: Settings) -> None:
    """Plays what happened in the town Hill, where nobody lives yet, and Noor's last days in Lake,
    where the cast of the demo lives and nobody has her name.
    """
    asyncio.run(_play(hill, lake))


async def _play(hill: Settings, lake: Settings) -> None:
    start = SystemClock().now() - timedelta(days=2)
    for settings, tell in ((hill, _in_hill), (lake, _in_lake)):
        clock = FixedClock(start)
        async with one_at_a_time(direct(settings), "demo"), open_town(settings, clock) as town:
            async with town.database.transaction() as db:
                await pay.set_up(db, settings)
            await tell(Stage(town, clock))


async def _in_hill(stage: Stage) -> None:
    async with stage.town.database.reading() as db:
        if not await nobody_yet(db):
            return
    for character in HILL_CAST.values():
        await stage.joins(character)
    if stage.town.settings.money == "units":
        for who in HILL_CAST:
            await stage.brings_cash(who, 6_000, "greta")
    await stage.meet("ravi", "elif", "Two soups, as ever")
    await stage.meet("greta", "elif", "Thirty children on Friday. Have you enough bowls?")
    await stage.meet("greta", "ravi", "Thirty children on Friday. Have you enough rope?")
    for who in HILL_CAST:
        for whom in HILL_CAST.keys() - {who}:
            await stage.follows(who, whom)
    stage.later(60 * 20)
    await stage.posts("ravi", NewPost(text="The path to the upper hut is free of snow. #paths"))
    stage.later(60 * 3)
    soup = await stage.posts("elif", NewPost(text="Lentils today, and the stove is on. #hut"))
    await stage.likes(soup, ("ravi", "greta"))
    await stage.comments("greta", soup, "Keep us thirty small bowls, please.")
    await stage.says("elif", "ravi", "Somebody from Lake takes the flat above the school")
    await stage.says("ravi", "elif", "Then somebody has boxes to carry")


async def _in_lake(stage: Stage) -> None:
    from leapfrog.demo.lake import lake_at_dusk  # noqa: PLC0415

    people = [*FRIENDS, "kofi"]
    async with stage.town.database.reading() as db:
        if not await live_here(db, people) or await live_here(db, [NOOR.handle]):
            return
        for handle in people:
            stage.ids[handle] = (await find(db, handle)).id
            for circle in await circles_of(db, stage.ids[handle]):
                stage.circles[handle, circle.kind] = circle.id
    await stage.joins(NOOR)
    if stage.town.settings.money == "units":
        await stage.brings_cash(NOOR.handle, 4_000, "kofi")
    await stage.meet("noor", "amina", "Tariq's sister, the one with the ropes", "friends")
    await stage.meet("noor", "tariq", "Your sister, as if you did not know", "family")
    for who in FRIENDS:
        await stage.follows(who, "noor")
        await stage.follows("noor", who)
    await stage.shows("noor", [("phone", "mobile", "+49 151 2345 6711", "friends family")])
    stage.later(60 * 26)
    await stage.says("noor", "amina", "I have a flat up in Hill. With a stove!")
    await stage.says("amina", "noor", "You cannot just leave the lake")
    picture = await stage.uploads("noor", "dusk.png", lake_at_dusk())
    await stage.sends("noor", "amina", kind="image", meta=picture)
    await stage.says("noor", "amina", "I take it with me. And you have me where I am, they say")
    await stage.gathers("noor", VAN, *FRIENDS)
    await stage.says("noor", VAN, "Who has arms on Saturday?")
    await stage.says("tariq", VAN, "Two. I will be late with both")
    await stage.says("amina", VAN, "I bring oranges 🍊")
    await stage.posts("noor", NewPost(text="Last swim for a while. The lake was kind. #lake"))
