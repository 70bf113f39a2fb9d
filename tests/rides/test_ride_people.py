"""Between rider, driver and those at home: messages, a shared trip, help, ratings; and who sees
none of it.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog import ride_safety
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.hails import compose_help_call, compose_ride_message
from leapfrog.rides_message import drop_expired
from leapfrog.rides_rating.model import check
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import code
from tests.rides.hails import STATION, Hail, ok

# One device for each session.
DEVICES = """
insert into push_subscription
    (session_id, person_id, endpoint, p256dh, auth, device, created_at, expires_at)
select id, person_id, 'https://push.example/' || id, $1, $1, '', $2, $2 from identity_session
"""
TOLD = """
select array_agg(s.person_id) from push_waiting w join push_subscription s using (session_id)
where w.tag = $1 and w.urgency = 'high'
"""
PRAISE = {"stars": 5, "words": ["calm", "clean"]}


async def write(who: Client, ride: Any, text: str, message: Any = None) -> Any:
    path = f"/rides/{ride['id']}/messages/{message or new_id()}"
    return await who.put(path, json={"text": text})


async def texts(who: Client, ride: Any) -> list[str]:
    found = ok(await who.get(f"/rides/{ride['id']}/messages"))["messages"]
    return [one["text"] for one in found]


async def test_the_two_write_to_each_other_until_the_end(hail: Hail, join: Join) -> None:
    waiting = ok(await hail.asks())
    assert code(await write(hail.amina, waiting, "Hello?")) == "ride_state"
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    made = new_id()
    for _ in range(2):
        ok(await write(hail.amina, waiting, "By the red door", made))
    ok(await write(hail.wang, waiting, "I see you"))
    assert code(await write(hail.wang, waiting, "Mine", made)) == "ride_message_id_used"
    assert await texts(hail.wang, waiting) == ["By the red door", "I see you"]
    async with hail.town.database.glance() as db:
        told = await compose_ride_message(db, id_of(hail.amina), waiting["id"])
    assert told is not None
    assert (told.title, told.body) == ("Wang", "I see you")
    # Given back: whoever drives instead reads nothing of it.
    back = await hail.act(hail.wang, waiting["id"], "return", reason="flat tyre")
    assert back.status_code == 204
    assert code(await hail.wang.get(f"/rides/{waiting['id']}/messages")) == "no_ride"
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    other = await hail.offered(cleo)
    hail.clock.advance(timedelta(seconds=1))
    assert (await hail.answers(other, accept=True, who=cleo)).status_code == 204
    assert await texts(cleo, waiting) == []
    ok(await write(cleo, waiting, "I am Cleo"))
    assert await texts(hail.amina, waiting) == ["I am Cleo"]
    gone = await hail.amina.delete(f"/rides/{waiting['id']}")
    assert gone.status_code == 204
    assert code(await write(cleo, waiting, "Late")) == "ride_over"
    hail.clock.advance(timedelta(days=2))
    async with hail.town.database.transaction() as db:
        assert await drop_expired(db) == 3
    assert await texts(hail.amina, waiting) == []


async def test_a_trip_is_followed_by_its_link_to_the_end(hail: Hail, client: Enter) -> None:
    stranger = client()
    ride = await hail.coming()
    path = f"/rides/{ride['id']}/sharing"
    assert ok(await hail.amina.get(path)) == {"shared": False}
    links = [ok(await hail.amina.put(path))["link"] for _ in range(2)]
    old, token = (link.rpartition("/")[2] for link in links)
    assert code(await stranger.get(f"/trips/{old}")) == "no_trip"
    seen = ok(await stranger.get(f"/trips/{token}"))
    assert (seen["state"], seen["rider"], seen["driver"]) == ("coming", "Amina", "Wang")
    assert (seen["plate"], seen["to"]) == ("B LT 42", "Market")
    assert seen["position"]["lat"] == pytest.approx(60.169, abs=1e-3)
    assert seen["minutes"] >= 1
    hail.clock.advance(timedelta(seconds=61))
    assert ok(await stranger.get(f"/trips/{token}"))["position"] is None
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    assert ok(await stranger.get(f"/trips/{token}"))["state"] == "riding"
    ok(await hail.act(hail.wang, ride["id"], "end"))
    over = ok(await stranger.get(f"/trips/{token}"))
    assert (over["state"], over["position"], over["to"], over["car"]) == ("over", None, "", "")
    hail.clock.advance(timedelta(minutes=31))
    assert code(await stranger.get(f"/trips/{token}")) == "no_trip"
    assert code(await hail.amina.put(path)) == "ride_over"


async def test_help_is_one_tap_and_the_desk_knows_where(hail: Hail, client: Enter) -> None:
    numbers = {"numbers": [{"name": "Emergency", "number": "112"}]}
    wrong = {"numbers": [{"name": "Emergency", "number": "call me"}]}
    assert code(await hail.olga.put("/rides/desk/help", json=wrong)) == "invalid"
    ok(await hail.olga.put("/rides/desk/help", json=numbers))
    ride = await hail.coming()
    at_home = ok(await hail.amina.put(f"/rides/{ride['id']}/sharing"))["link"].rpartition("/")[2]
    call = {"id": str(new_id())}
    async with hail.town.database.transaction() as db:
        await db.run(DEVICES, b"", db.now + timedelta(days=90))
    for _ in range(2):
        found = ok(await hail.amina.put(f"/rides/{ride['id']}/help", json=call))
    assert found["numbers"] == numbers["numbers"]
    token = found["link"].rpartition("/")[2]
    # The desk is told on its devices, once, and nobody else is.
    async with hail.town.database.glance() as db:
        tag = f"ride_help:{call['id']}"
        assert await db.value(TOLD, tag) == [id_of(hail.olga)]
        told_desk = await compose_help_call(db, id_of(hail.olga), call["id"])
        assert await compose_help_call(db, id_of(hail.wang), call["id"]) is None
    assert told_desk is not None
    assert (told_desk.body, told_desk.url) == ("Amina · B LT 42", "/taxi/desk/help")
    # Who followed before goes on.
    for one in (token, at_home):
        assert ok(await client().get(f"/trips/{one}"))["state"] == "coming"
    driver = ok(await hail.wang.put(f"/rides/{ride['id']}/help", json={"id": str(new_id())}))
    assert driver["link"] is None
    calls = ok(await hail.olga.get("/rides/desk/help"))["calls"]
    told = [(one["name"], one["other_name"], one["by_driver"], one["plate"]) for one in calls]
    assert told == [("Amina", "Wang", False, "B LT 42"), ("Wang", "Amina", True, "B LT 42")]
    assert calls[0]["position"]["lat"] == pytest.approx(60.169, abs=1e-3)
    for one in calls:
        answer = await hail.olga.put(f"/rides/desk/help/{one['id']}/seen")
        assert answer.status_code == 204
    assert ok(await hail.olga.get("/rides/desk/help"))["calls"] == []
    async with hail.town.database.glance() as db:
        assert await compose_help_call(db, id_of(hail.olga), call["id"]) is None
        [made] = [one for one in ride_safety.RECORD_SETS if one.name == "rides_help"]
        mine = [one async for one in made.export(db, id_of(hail.amina))]
    assert [one["help_call"]["id"] for one in mine] == [call["id"]]
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    hail.clock.advance(timedelta(days=2))
    async with hail.town.database.transaction() as db:
        assert await ride_safety.drop_expired(db) == 3
    hail.clock.advance(timedelta(days=29))
    async with hail.town.database.transaction() as db:
        assert await ride_safety.drop_expired(db) == 2


async def test_ratings_are_shown_together_or_after_a_week(hail: Hail) -> None:
    rides = []
    for _ in range(6):
        ride = await hail.on_board()
        assert code(await hail.amina.put(f"/rides/{ride['id']}/rating", json=PRAISE)) == (
            "ride_state"
        )
        ok(await hail.act(hail.wang, ride["id"], "end"))
        rides.append(f"/rides/{ride['id']}/rating")
    first, *others = rides
    for _ in range(2):
        mine = ok(await hail.amina.put(first, json=PRAISE))
    assert (mine["mine"]["stars"], mine["open"], mine["theirs"]) == (5, False, None)
    assert code(await hail.amina.put(first, json=PRAISE | {"stars": 1})) == "already_rated"
    assert ok(await hail.wang.get(first))["theirs"] is None
    ok(await hail.wang.put(first, json={"stars": 4, "words": ["on_time"]}))
    assert ok(await hail.wang.get(first))["theirs"]["words"] == ["calm", "clean"]
    assert ok(await hail.amina.get(first))["theirs"]["stars"] == 4
    for path in others:
        ok(await hail.amina.put(path, json={"stars": 4, "words": []}))
    # Five are too few as long as they are not shown.
    assert ok(await hail.amina.get(first))["others_say"] is None
    disputed = others[-1].replace("rating", "dispute")
    ok(await hail.amina.put(disputed, json={"words": "A detour"}))
    hail.clock.advance(timedelta(days=7, minutes=1))
    assert ok(await hail.amina.get(first))["others_say"] == {"average": 4.2, "count": 5}
    assert ok(await hail.wang.get(others[0]))["theirs"]["stars"] == 4
    assert code(await hail.wang.put(others[0], json={"stars": 4, "words": []})) == "ride_state"


async def test_nobody_else_writes_follows_calls_or_rates(
    hail: Hail, join: Join, client: Enter, settings: Settings
) -> None:
    """A stranger, another driver and the desk; and of the two, who it is not for."""
    ride, cleo = await hail.coming(), await join("cleo")
    path = f"/rides/{ride['id']}"
    text, call = {"text": "x"}, {"id": str(new_id())}
    operations = [
        ("PUT", f"{path}/messages/{new_id()}", text),
        ("GET", f"{path}/messages", None),
        ("PUT", f"{path}/sharing", None),
        ("GET", f"{path}/sharing", None),
        ("DELETE", f"{path}/sharing", None),
        ("PUT", f"{path}/help", call),
        ("PUT", f"{path}/rating", PRAISE),
        ("GET", f"{path}/rating", None),
    ]
    desk = [
        ("GET", "/rides/desk/help", None),
        ("PUT", "/rides/desk/help", {"numbers": []}),
        ("PUT", f"/rides/desk/help/{new_id()}/seen", None),
    ]
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (cleo, hail.olga):
            for method, where, body in operations:
                assert code(await who.request(method, where, json=body)) == "no_ride", where
        for method, where, body in operations[2:5]:
            assert code(await hail.wang.request(method, where, json=body)) == "no_ride", where
        for who in (cleo, hail.amina, hail.wang):
            for method, where, body in desk:
                assert code(await who.request(method, where, json=body)) == "operator_needed"
        assert code(await client().get("/trips/guessed")) == "no_trip"
        assert code(await client().put(f"{path}/sharing")) == "sign_in_needed"


@pytest.mark.parametrize(
    ("stars", "words", "of_driver"),
    [(0, [], True), (6, [], True), (5, ["calm", "calm"], True), (5, ["on_time"], True)],
)
def test_what_is_no_rating_is_refused(stars: int, words: list[str], of_driver: bool) -> None:
    with pytest.raises(Invalid):
        check(stars, words, of_driver=of_driver)
