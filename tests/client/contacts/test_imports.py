"""A file comes in: looked at, decided, brought in, undone; and who is in the book twice."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.client.browser import Join, Person


def card(name: str, number: str, *more: str) -> str:
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"TEL;TYPE=CELL:{number}", *more)
    return "\r\n".join((*lines, "END:VCARD", ""))


def names(person: Person) -> list[str]:
    return [row["name"] for row in person.ask("GET", "/contacts")["contacts"]]


def test_a_file_is_looked_at_brought_in_and_undone(join: Join, tmp_path: Path) -> None:
    amina = join("amina")
    number = [{"kind": "phone", "label": "", "value": "+49 151 1000001"}]
    zoe = amina.contact("Zoe Wang", fields=number)
    file = tmp_path / "phone.vcf"
    cards = [card(f"Person {i:03}", f"+49 151 20{i:05}", "X-ODD:kept") for i in range(120)]
    cards.append(card("Zoe Wang", "+49 151 1000001", "EMAIL:zoe@example.org"))
    cards.append(cards[7])
    file.write_text("".join(cards))

    page = amina.open("/me/imports")
    page.get_by_label("Choose a file").last.set_input_files(file)
    expect(page.get_by_role("heading", name="phone.vcf")).to_be_visible()
    summary = page.get_by_role("group", name="What was found")
    expect(summary.get_by_role("button", name="Found")).to_contain_text("122")
    expect(summary.get_by_role("button", name="New")).to_contain_text("120")
    assert names(amina) == ["Zoe Wang"]

    summary.get_by_role("button", name="To complete").click()
    expect(page.get_by_text(re.compile(r"Completes Zoe Wang \(.*Same phone"))).to_be_visible()
    summary.get_by_role("button", name="Found").click()
    page.get_by_label("What becomes of Person 000").select_option("Leave out")
    expect(summary.get_by_role("button", name="Left out")).to_contain_text("1")
    page.get_by_role("button", name="Bring in 120 contacts").click()
    expect(page.get_by_role("heading", name="They are here")).to_be_visible()
    expect(page.get_by_text("119 new, 1 completed")).to_be_visible()
    assert len(names(amina)) == 120
    assert "Person 000" not in names(amina)
    values = [field["value"] for field in amina.ask("GET", f"/contacts/{zoe}")["fields"]]
    assert "zoe@example.org" in values

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    assert names(amina) == ["Zoe Wang"]
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("link", name=re.compile("phone.vcf.*Undone", re.S))).to_be_visible()


def test_a_file_that_holds_nobody_is_refused_kindly(join: Join, tmp_path: Path) -> None:
    file = tmp_path / "cat.vcf"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = join("amina").open("/me/imports")
    page.get_by_label("Choose a file").last.set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("cannot read this file")


def test_a_preview_is_forgotten(join: Join, tmp_path: Path) -> None:
    amina = join("amina")
    file = tmp_path / "one.vcf"
    file.write_text(card("Zoe", "+49 151 1"))
    page = amina.open("/me/imports")
    page.get_by_label("Choose a file").last.set_input_files(file)
    page.get_by_role("button", name="Forget this file").click()
    expect(page.get_by_role("heading", name="What is yours comes along")).to_be_visible()
    assert amina.ask("GET", "/imports") == []


@pytest.mark.service_worker
def test_a_file_shared_from_another_app_is_looked_at(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/imports")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    # What the phone's own share sheet posts; the service worker takes it.
    with page.expect_navigation():
        page.evaluate(
            """(text) => {
                const form = document.createElement("form");
                form.method = "post"; form.enctype = "multipart/form-data"; form.action = "/share";
                const input = document.createElement("input");
                input.type = "file"; input.name = "file";
                const given = new DataTransfer();
                given.items.add(new File([text], "shared.vcf", { type: "text/vcard" }));
                input.files = given.files;
                form.append(input); document.body.append(form); form.submit();
            }""",
            card("Zoe", "+49 151 1"),
        )
    expect(page.get_by_role("heading", name="shared.vcf")).to_be_visible()
    expect(page.get_by_role("button", name="Bring in 1 contact")).to_be_visible()


def test_duplicates_are_made_one_and_two_again(join: Join) -> None:
    amina = join("amina")
    number = [{"kind": "phone", "label": "", "value": "+49 151 1000001"}]
    amina.contact("Zoe Wang", fields=number, note="Likes mangoes")
    amina.contact("Zoe W.", fields=[*number, {"kind": "email", "label": "", "value": "z@x.org"}])
    page = amina.open("/contacts/duplicates")
    expect(page.get_by_text("Same phone")).to_be_visible()
    page.get_by_role("radio", name=re.compile("Zoe W\\.")).check(force=True)
    page.get_by_role("button", name="Make one").click()
    expect(page.get_by_text("No duplicates")).to_be_visible()
    [kept] = amina.ask("GET", "/contacts")["contacts"]
    whole = amina.ask("GET", f"/contacts/{kept['id']}")
    assert (whole["name"], whole["note"]) == ("Zoe W.", "Likes mangoes")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Same phone")).to_be_visible()
    assert names(amina) == ["Zoe W.", "Zoe Wang"]
    page.get_by_role("button", name="They are two").click()
    expect(page.get_by_text("No duplicates")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No duplicates")).to_be_visible()


def test_a_contact_is_made_one_with_another_by_hand(join: Join) -> None:
    amina = join("amina")
    zoe = amina.contact("Zoe")
    amina.contact("Auntie", fields=[{"kind": "phone", "label": "", "value": "+49 151 1"}])
    page = amina.open(f"/contacts/{zoe}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Make one with another").click()
    page.get_by_role("button", name=re.compile("Auntie")).click()
    page.get_by_role("dialog").get_by_role("button", name="Make one").click()
    expect(page.get_by_role("heading", name="Zoe")).to_be_visible()
    expect(page.get_by_role("link", name="Phone +49 151 1")).to_be_visible()
    assert names(amina) == ["Zoe"]


def test_who_is_perhaps_somebody_is_new_until_one_says_otherwise(
    join: Join, tmp_path: Path
) -> None:
    amina = join("amina")
    number = [{"kind": "phone", "label": "", "value": "+49 151 1000001"}]
    amina.contact("Anna Schmidt", fields=number)
    file = tmp_path / "firm.vcf"
    others = ("Peter Brandt", "Carla Vogt", "Dora Weiss")
    file.write_text("".join(card(name, "+49 151 1000001") for name in others))
    page = amina.open("/me/imports")
    page.get_by_label("Choose a file").last.set_input_files(file)
    summary = page.get_by_role("group", name="What was found")
    expect(summary.get_by_role("button", name="New")).to_contain_text("3")
    summary.get_by_role("button", name="Perhaps known").click()
    items = page.get_by_role("list", name="Contacts in the file").get_by_role("listitem")
    expect(items).to_have_count(3)
    first = items.filter(has_text="Peter Brandt")
    expect(first).to_contain_text("Perhaps the same as Anna Schmidt (Same phone)")
    first.get_by_role("button", name="Same person").click()
    second = items.filter(has_text="Carla Vogt")
    second.get_by_role("button", name="Someone else").click()
    # Only those that nothing was decided about are left.
    expect(items).to_have_count(1)
    expect(summary.get_by_role("button", name="Perhaps known")).to_contain_text("1")
    page.get_by_role("button", name="Bring in 3 contacts").click()
    expect(page.get_by_text("2 new, 1 completed")).to_be_visible()
    assert names(amina) == ["Anna Schmidt", "Carla Vogt", "Dora Weiss"]
