"""Where one is, shown in a chat: begun, seen on the other phone, on every screen, and ended."""

from playwright.sync_api import expect

from tests.client.map.conftest import Dweller
from tests.client.map.test_hail import fits


def test_where_one_is_is_seen_in_the_chat_until_it_ends(dweller: Dweller) -> None:
    amina, kofi = dweller("amina", "Amina Diallo"), dweller("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    hers.get_by_role("button", name="Send something else").tap()
    hers.get_by_role("button", name="Live location").tap()
    fits(hers)
    hers.get_by_role("button", name="15 minutes").tap()
    expect(hers.get_by_text("You show where you are")).to_be_visible()
    card = his.locator(".live")
    expect(card).to_contain_text("Where Amina Diallo is")
    expect(card).to_contain_text("just now")
    fits(his)
    # Whatever she looks at, it is above it.
    hers.goto(hers.url.partition("/chat")[0] + "/town")
    bar = hers.get_by_role("status").filter(has_text="You show one chat where you are")
    expect(bar).to_be_visible()
    fits(hers)
    bar.get_by_role("button", name="Stop showing").tap()
    expect(bar).to_have_count(0)
    expect(card).to_contain_text("Shared until")
