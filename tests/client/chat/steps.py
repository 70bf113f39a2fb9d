"""Steps in chats that many tests take, in the words that the screens show in English."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.screens import said


def two(join: Join) -> tuple[Person, Person, str]:
    """Amina and Kofi, who are contacts, and the id of their conversation."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, kofi, amina.talk(kofi)


def trio(join: Join, name: str = "Sunday football") -> tuple[Person, Person, Person, str]:
    """Amina, who owns a group with Kofi and Zola, and the id of the group."""
    amina, kofi, zola = (
        join(handle, full)
        for handle, full in (
            ("amina", "Amina Diallo"),
            ("kofi", "Kofi Mensah"),
            ("zola", "Zola Ndlovu"),
        )
    )
    amina.connect(kofi)
    amina.connect(zola)
    return amina, kofi, zola, group(amina, name, kofi, zola)


def group(owner: Person, name: str, *people: Person) -> str:
    group_id = str(new_id())
    ids = [one.me["id"] for one in people]
    owner.ask("PUT", f"/groups/{group_id}", {"name": name, "person_ids": ids})
    return group_id


def sends(person: Person, talk: str, **message: Any) -> dict[str, Any]:
    """Sends anything by the API; answers the message."""
    path = f"/conversations/{talk}/messages/{new_id()}"
    made: dict[str, Any] = person.ask("PUT", path, {"body": ""} | message)
    return made


def bubble(page: Page, text: str) -> Locator:
    """The bubble of the message with that text."""
    return page.locator(".bubble").filter(has_text=text).last


def ask(page: Page, text: str, action: str) -> None:
    """Chooses something of a message's menu."""
    menu = menu_of(page, text)
    menu.get_by_role("menuitem", name=action, exact=True).click()


def menu_of(page: Page, text: str) -> Locator:
    bubble(page, text).click(button="right")
    menu = page.get_by_role("menu", name="What to do with this message")
    expect(menu).to_be_visible()
    return menu


def notice(page: Page) -> Locator:
    """What happened, between the bubbles."""
    return page.locator(".notice")


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message", exact=True)


def ready(page: Page, *texts: str) -> None:
    """The chat is on the screen, with these texts."""
    expect(said(page)).to_have_text(list(texts))
