"""What of a take-out stays out is told with the true reason."""

from typing import Any

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out
from tests.portability.test_round_trip import arrive

ABOUT_OTHERS = ("post_comments", "post_likes", "post_saves")


def why(arrival: dict[str, Any]) -> dict[str, dict[str, int]]:
    """By set, how many records stayed out for which reason; all that stayed out have one."""
    told = {}
    for one in arrival["sets"]:
        told[one["name"]] = {each["reason"]: each["count"] for each in one["reasons"]}
        assert sum(told[one["name"]].values()) == one["skipped"] == one["count"] - one["new"]
    return told


async def test_what_was_done_under_posts_of_others_stayed_with_those(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    zipped = await take_out(app, leaving, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    first = await arrive(arriving, zipped)
    counts = {one["name"]: one["count"] for one in first["sets"]}
    told, new = why(first), {one["name"]: one["new"] for one in first["sets"]}
    for name in ABOUT_OTHERS:
        assert told[name].get("their_post", 0) == counts[name] - new[name], name
        assert "known" not in told[name], name
    assert any(told[name] for name in ABOUT_OTHERS)
    assert told["sessions"].keys() == {"stays"}
    assert told["contacts"] == {}
    again = why(await arrive(arriving, zipped))
    assert again["contacts"] == {"known": counts["contacts"]}
    assert again["messages"] == {"known": counts["messages"]}
    assert {name: again[name].get("their_post") for name in ABOUT_OTHERS} == {
        name: told[name].get("their_post") for name in ABOUT_OTHERS
    }


async def test_what_people_of_this_town_said_comes_as_the_word_of_a_file(
    stage: Played, app: App, client: Enter
) -> None:
    mei, reader = client(), client()
    await mei.sign_in("mei", PASSWORD)
    await reader.join("reader")
    zipped = await take_out(app, mei, new_id())
    told = why(await arrive(reader, zipped))
    assert told["conversations"] == told["messages"] == {}
    again = await arrive(reader, zipped)
    counts = {one["name"]: one["count"] for one in again["sets"]}
    for name in ("conversations", "messages"):
        assert why(again)[name] == {"known": counts[name]}
