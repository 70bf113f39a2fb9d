"""Three groups of Lake Town: the Sunday football, a course, and a family that has two languages."""

from leapfrog.demo.ground import PITCH
from leapfrog.demo.lake import lake_at_dusk
from leapfrog.demo.stage import Stage

FOOTBALL = "Sunday football"
COURSE = "Watercolour · Lake Library"
FAMILY = "湖边一家人"


async def football(stage: Stage) -> None:
    await stage.gathers("tariq", FOOTBALL, "amina", "priya", "omar")
    when = await stage.sends("tariq", FOOTBALL, body="Sunday nine, pitch 2. Who is in?")
    stage.later(3)
    await stage.sends("priya", FOOTBALL, body="In!", ref=when)
    await stage.sends("omar", FOOTBALL, body="In goal, as ever", ref=when)
    for who, emoji in (("priya", "⚽"), ("omar", "⚽"), ("amina", "👍")):
        await stage.sends(who, FOOTBALL, kind="reaction", ref=when, body=emoji)
    where = {"lat": PITCH.lat, "lon": PITCH.lon}
    pitch = {**where, "name": "Pitch 2", "address": "Uferweg 12, Lake Town"}
    await stage.sends("tariq", FOOTBALL, kind="location", meta=pitch)
    stage.later(1)
    slip = await stage.sends("omar", FOOTBALL, body="Can somebody bring my knees?")
    await stage.sends("omar", FOOTBALL, kind="recall", ref=slip)
    await stage.says("amina", FOOTBALL, "I bring oranges 🍊")
    for who in ("amina", "priya", "omar", "tariq"):
        await stage.reads(who, FOOTBALL)


async def course(stage: Stage) -> None:
    await stage.gathers("priya", COURSE, "amina", "tariq")
    note = "Saturdays at four, reading room. Bring one brush and no fear. https://lake.town/library"
    await stage.announces("priya", COURSE, note)
    stage.later(20)
    task = await stage.sends(
        "priya",
        COURSE,
        body="For Saturday: the lake in three colours. @Amina Diallo you may use four.",
        mentions=(stage.ids["amina"],),
    )
    stage.later(45)
    await stage.sends("amina", COURSE, body="Four is what I call a feast 🎨", ref=task)
    picture = await stage.uploads("priya", "dusk.png", lake_at_dusk())
    shown = await stage.sends(
        "priya", COURSE, kind="image", body="Mine from yesterday, from the jetty", meta=picture
    )
    stage.later(4)
    for who, emoji in (("amina", "❤️"), ("tariq", "❤️")):
        await stage.sends(who, COURSE, kind="reaction", ref=shown, body=emoji)
    await stage.says("tariq", COURSE, "I will be late")
    await stage.reads("amina", COURSE)


async def family(stage: Stage) -> None:
    await stage.gathers("mei", FAMILY, "amina", "jianguo")
    await stage.says("mei", FAMILY, "周六晚上来我家吃饭吧", "Dumplings on Saturday, all of you 🥟")
    dinner = await stage.sends("jianguo", FAMILY, body="好！我带酒，几点？")
    stage.later(2)
    await stage.sends("mei", FAMILY, body="七点。王师傅别又去机场了", ref=dinner)
    await stage.sends("jianguo", FAMILY, kind="reaction", ref=dinner + 1, body="😂")
    kofi = {"person_id": str(stage.ids["kofi"]), "name": "Kofi Mensah", "handle": "kofi"}
    stage.later(3)
    await stage.sends("amina", FAMILY, kind="contact", meta=kofi)
    sent = await stage.sends("amina", FAMILY, body="For bread. He bakes at fore in the morning")
    await stage.sends(
        "amina", FAMILY, kind="edit", ref=sent, body="For bread. He bakes at four in the morning"
    )
    stage.later(6)
    await stage.says("mei", FAMILY, "太好了，加上了 👍")
    await stage.reads("jianguo", FAMILY)
    await stage.reads("amina", FAMILY)
