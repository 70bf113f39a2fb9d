"""A week in Lake Town. The last things happen just now, so that a newcomer finds the town awake."""

from collections.abc import Awaitable
from datetime import timedelta

from leapfrog.contacts import Change, Field
from leapfrog.demo import door, groups, money, square
from leapfrog.demo.bookshop import brings
from leapfrog.demo.cast import CAST
from leapfrog.demo.cinema import cinema, doors
from leapfrog.demo.hails import hails
from leapfrog.demo.lamps import lamps
from leapfrog.demo.parcels import under_way
from leapfrog.demo.shops import shops
from leapfrog.demo.stage import Stage
from leapfrog.demo.taxis import taxi_day
from leapfrog.demo.trade import trade


async def week(stage: Stage, is_mapped: Awaitable[bool]) -> None:
    """Plays the week that ends at the clock's time; `is_mapped`: whether the town has a map, once
    that is known.
    """
    end = stage.clock.now()
    stage.clock.set(end - timedelta(days=7))
    await everybody_joins(stage)
    await they_meet(stage)
    await they_fill_their_cards(stage)
    await amina_keeps_people_who_are_not_here(stage)
    await square.they_follow_each_other(stage)
    stage.at(end - timedelta(days=3, hours=5))
    if stage.town.settings.money == "units":
        await money.everybody_has_some(stage)
    await football(stage)
    await groups.football(stage)
    await square.some_days_ago(stage)
    if stage.town.settings.money == "units":
        await money.football(stage)
    stage.at(end - timedelta(days=2, hours=2))
    await groups.course(stage)
    stage.at(end - timedelta(days=1, hours=3))
    await dinner_by_the_lake(stage)
    stage.at(end - timedelta(hours=20))
    await square.yesterday(stage)
    if stage.town.settings.money == "units":
        await trade(stage)
        matinee = await cinema(stage, end)
        await shops(stage)
        await brings(stage)
        await under_way(stage)
        await lamps(stage)
        stage.at(end - timedelta(hours=14))
        await money.dinner(stage)
        await taxi_day(stage)
    stage.at(end - timedelta(hours=5))
    await square.moments(stage)
    if stage.town.settings.money == "units":
        await door.lunch(stage)
    if await is_mapped and stage.town.settings.money == "units":
        stage.at(end - timedelta(minutes=150))
        await hails(stage)
    stage.at(end - timedelta(minutes=95))
    await groups.family(stage)
    if stage.town.settings.money == "units":
        await doors(stage, matinee)
        await money.red_packet(stage)
        await door.chutney(stage)
    stage.at(end - timedelta(minutes=70))
    await square.this_evening(stage)
    stage.at(end - timedelta(minutes=55))
    await just_now(stage)
    stage.clock.set(end)


async def everybody_joins(stage: Stage) -> None:
    for character in CAST.values():
        await stage.joins(character)
        stage.later(7)


async def they_meet(stage: Stage) -> None:
    await stage.meet("fatou", "amina", "It is your mother.", "family")
    await stage.meet("amina", "mei", "Hi Mei, it's Amina from the noodle queue")
    await stage.meet("tariq", "amina", "Football on Sunday?")
    await stage.meet("amina", "priya", "Hello neighbour!")
    await stage.meet("omar", "amina", "Your chess partner")
    await stage.meet("amina", "kofi", "The one who always comes too late for bread")
    await stage.meet("zola", "amina", "We met at the pier")
    await stage.meet("nuru", "amina", "So you can order ahead", "colleagues")
    await stage.meet("mei", "jianguo", "王师傅好", "colleagues")
    await stage.meet("tariq", "priya", "Football on Sunday?")
    await stage.meet("tariq", "omar", "Football on Sunday?")
    await stage.asks("juma", "amina", "Mangoes are in, sister. Shall I keep you a box?")
    await stage.asks("ana", "amina", "You left your scarf at the Lux")
    await stage.marks("amina", "fatou", Change(remark="Mum", starred=True))
    await stage.marks("amina", "tariq", Change(tags=["football"], starred=True))
    await stage.marks("amina", "omar", Change(tags=["football", "chess"]))
    await stage.marks("amina", "nuru", Change(tags=["food"]))


async def they_fill_their_cards(stage: Stage) -> None:
    await stage.shows(
        "amina",
        [
            ("phone", "mobile", "+49 151 2345 6701", "family friends"),
            ("email", "home", "amina@diallo.example", "everyone"),
            ("address", "home", "Uferweg 4, Lake Town", "family"),
            ("birthday", "", "1994-06-18", "family friends"),
        ],
    )
    await stage.shows(
        "mei",
        [
            ("phone", "手机", "+86 139 0000 1234", "friends"),
            ("org", "", "湖边面馆", "everyone"),
            ("network", "WeChat", "linmei_noodles", "friends"),
        ],
    )
    await stage.shows(
        "tariq",
        [
            ("phone", "mobile", "+49 151 2345 6702", "friends"),
            ("birthday", "", "1991-02-03", "friends"),
        ],
    )
    await stage.shows("fatou", [("phone", "home", "+49 30 5550 143", "family")])
    await stage.shows("priya", [("email", "work", "priya@nair.example", "everyone")])


async def amina_keeps_people_who_are_not_here(stage: Stage) -> None:
    people = [
        ("Awa Diallo", "", "+221 33 555 01 20", "family"),
        ("Dr. Lena Weber", "Praxis am See", "+49 30 5550 188", "doctor"),
        ("Grandpa Ibrahima", "", "+221 77 555 02 11", "family"),
        ("Sofia Marino", "Harbour Radio", "+39 06 5550 119", ""),
        ("Chidi Okeke", "Ward 4", "+49 151 2345 6790", "work"),
        ("张伟", "", "+86 138 0000 5678", ""),
        ("Björn Ångström", "Lake Boats", "+46 8 555 01 42", ""),
    ]
    for name, org, phone, tag in people:
        fields = [Field("phone", "mobile", phone)]
        await stage.knows("amina", name, org, fields, *filter(None, [tag]))


async def football(stage: Stage) -> None:
    await stage.says("tariq", "amina", "Pitch is booked, Sunday nine o'clock ⚽")
    await stage.says("amina", "tariq", "I'm in. Who brings water?", "And please, on time 😄")
    await stage.talks("tariq", "amina", "video", 3.4)
    await stage.says("tariq", "amina", "Me. Both.")
    await stage.says("tariq", "omar", "Sunday nine, you're in goal")
    await stage.reads("amina", "tariq")


async def dinner_by_the_lake(stage: Stage) -> None:
    await stage.says("priya", "amina", "The new place by the lake: Friday?")
    await stage.says("amina", "priya", "Friday, yes!", "Shall we ask Zola?")
    await stage.says("priya", "amina", "Already did 😇 Table for five, half past seven.")
    await stage.reads("amina", "priya")
    await stage.says("omar", "amina", "Knight to f6. Your move.")
    await stage.says("amina", "omar", "You'll regret that. Bishop takes.")
    await stage.says("kofi", "amina", "Kept you a sourdough. It leaves with Juma at ten.")
    await stage.says("amina", "kofi", "You are the best neighbour 🍞")
    await stage.reads("kofi", "amina")


async def just_now(stage: Stage) -> None:
    await stage.says("nuru", "amina", "Your jollof is in the pan. Ready in ten minutes.")
    await stage.reads("amina", "nuru")
    stage.later(5)
    await stage.says("zola", "amina", "Look at the lake right now")
    stage.later(8)
    await stage.says("tariq", "amina", "On my way, ten minutes")
    await stage.reads("amina", "tariq")
    stage.later(10)
    await stage.says("mei", "amina", "牛肉面给你留了一碗", "Noodles later? 🍜")
    stage.later(5)
    await stage.misses("amina", "fatou")
    await stage.says(
        "fatou",
        "amina",
        "There you are, my heart",
        "Did you eat?",
        "Call your grandfather, he asks for you every day.",
    )
