"""The Square and Moments of Lake Town: photographs at dusk, noodles, a football poll, a topic."""

from leapfrog import posts
from leapfrog.demo.ground import JETTY, NOODLES
from leapfrog.demo.lake import lake_at_dusk
from leapfrog.demo.stage import Stage
from leapfrog.posts import NewPost, PostLocation

AT_JETTY = PostLocation(JETTY.lat, JETTY.lon, "The jetty")


async def they_follow_each_other(stage: Stage) -> None:
    for who, whom in (
        ("amina", "zola mei tariq kofi omar"),
        ("mei", "amina zola kofi"),
        ("tariq", "amina zola omar"),
        ("priya", "zola mei amina"),
        ("zola", "mei kofi"),
        ("omar", "amina zola mei tariq"),
        ("kofi", "zola mei"),
        ("jianguo", "mei zola"),
    ):
        for one in whom.split():
            await stage.follows(who, one)


async def some_days_ago(stage: Stage) -> None:
    words = "Long walk, long post. #lake"
    text = (
        "The lake is three lakes.\n\nIn the morning it belongs to the rowers, who do not talk. "
        "At noon it belongs to the children, who do nothing else. And at dusk, for some twenty "
        "minutes, it belongs to nobody, and that is when I bring the camera.\n\n"
        "Go down the Uferweg until the lamps end. Wait. Somebody will light a pipe on the jetty, "
        f"and then it begins. {words}"
    )
    essay = await stage.posts("zola", NewPost(title="How to photograph a lake", text=text))
    stage.later(40)
    await stage.comments("amina", essay, "The pipe is my grandfather's, by the way.")
    await stage.likes(essay, ("amina", "mei", "priya", "omar"))
    stage.later(90)
    await stage.posts(
        "kofi", NewPost(text="Rye today. Out of the oven at five, gone at seven. #bread")
    )


async def yesterday(stage: Stage) -> None:
    noodles = NewPost(
        text="今晚的牛肉面只剩十碗了，先到先得 🍜 #湖边# #湖边面馆#",
        place=PostLocation(NOODLES.lat, NOODLES.lon, "湖边面馆"),
    )
    bowl = await stage.posts("mei", noodles)
    stage.later(6)
    answer = await stage.comments("jianguo", bowl, "给我留一碗，十分钟到！")
    await stage.comments("mei", answer, "好，王师傅的位子还在老地方")
    await stage.comments("amina", bowl, "Two for us please!")
    await stage.likes(bowl, ("jianguo", "amina", "zola", "omar", "kofi"))
    await stage.posts(
        "zola", NewPost(text="Best bowl in town, and I have tried both.", form="repost", of=bowl)
    )
    stage.later(50)
    poll = NewPost(
        text="Sunday #football: when do we kick off? Be honest.",
        options=("Nine, as ever", "Ten, like humans", "After coffee"),
        minutes=2 * 24 * 60,
    )
    kickoff = await stage.posts("tariq", poll)
    for who, choice in (("omar", 0), ("priya", 2), ("amina", 0), ("kofi", 1)):
        await stage.votes(who, kickoff, choice)
    await stage.comments("omar", kickoff, "My knees vote for coffee.")
    await stage.likes(kickoff, ("omar", "priya"))


async def moments(stage: Stage) -> None:
    table = NewPost(text="周六晚上的饺子，谁来包？", audience="contacts")
    dumplings = await stage.posts("mei", table)
    stage.later(4)
    await stage.likes(dumplings, ("amina", "jianguo"))
    said = await stage.comments("amina", dumplings, "Me! I bring the vinegar.")
    await stage.comments("mei", said, "太好了 🥟")
    family = NewPost(text="Three generations, one table. Do not tell the doctor about the cake.")
    await stage.posts("fatou", family, circles=("family",))
    walk = NewPost(text="The new bench by the pier faces the wrong way. I like it.")
    bench = await stage.posts("priya", walk, audience="contacts")
    await stage.likes(bench, ("amina", "tariq"))


async def this_evening(stage: Stage) -> None:
    picture = await stage.shows_picture("zola", lake_at_dusk())
    alt = "The lake at dusk: an orange sky over violet hills, the sun's path on the water."
    dusk = await stage.posts(
        "zola",
        NewPost(text="Look at the lake right now #lake", files=((picture, alt),), place=AT_JETTY),
    )
    stage.later(5)
    await stage.likes(dusk, ("amina", "mei", "priya", "omar", "kofi", "tariq", "jianguo"))
    first = await stage.comments("priya", dusk, "I can see it from my desk and I am still jealous.")
    await stage.comments("zola", first, "Come down, there is tea.")
    await stage.comments("mei", dusk, "湖边的黄昏最好看")
    await stage.posts(
        "omar", NewPost(text="This is why nobody plays chess at seven.", form="repost", of=dusk)
    )
    await stage.posts("amina", NewPost(text="Night shift, but with this view. @zola #lake"))
    await stage.verifies("zola", "person", "Photographs the town for the Lake Library")
    await stage.verifies("mei", "organisation", "湖边面馆 · Noodles by the lake, since 2009")
    async with stage.town.database.transaction() as db:
        await posts.TIMERS[posts.RANK](db, "", None)
