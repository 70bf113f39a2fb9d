"""A group's life on its people's phones."""

from playwright.sync_api import Page, expect

from tests.client.browser import Join
from tests.client.chat.steps import ask, box, bubble, notice, ready, sends, trio
from tests.client.screens import back, row, said, write


def test_a_group_is_made_of_contacts_and_all_read_it(join: Join) -> None:
    amina, kofi, zola = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah"), join("zola")
    amina.connect(kofi)
    amina.connect(zola)
    hers, his = amina.open("/"), kofi.open("/")
    hers.locator("[data-list]").get_by_role("button", name="New").tap()
    hers.get_by_role("menuitem", name="New group").tap()
    hers.get_by_role("main").get_by_role("button", name="Kofi Mensah").tap()
    hers.get_by_role("main").get_by_role("button", name="Zola").tap()
    hers.get_by_label("Name of the group").fill("Sunday football")
    hers.get_by_role("button", name="Make a group of 3").tap()
    expect(hers.get_by_role("heading", name="Sunday football")).to_be_visible()
    expect(notice(hers).first).to_contain_text("You made the group")
    write(hers, "Nine o'clock?")
    line = row(his, "Sunday football")
    expect(line).to_contain_text("Amina Diallo: Nine o'clock?")
    line.tap()
    expect(his.locator(".sender").filter(has_text="Amina Diallo")).to_be_visible()
    expect(his.get_by_text("3 people", exact=True)).to_be_visible()
    state = hers.locator("button.state")
    expect(state).to_have_text("Seen by 1")
    state.tap()
    sheet = hers.get_by_role("dialog", name="Who has seen it")
    expect(sheet.get_by_text("Kofi Mensah")).to_be_visible()
    theirs = zola.open("/")
    row(theirs, "Sunday football").tap()
    ready(theirs, "Nine o'clock?")
    sheet.get_by_role("button", name="Close").tap()
    expect(state).to_have_text("Seen by 2")


def test_an_at_sign_offers_the_people_and_tells_the_one_meant(join: Join) -> None:
    amina, kofi, _zola, group = trio(join)
    hers, his = amina.open(f"/chat/{group}"), kofi.open("/")
    expect(row(his, "Sunday football")).to_be_visible()
    box(hers).press_sequentially("Balls, @ko")
    people = hers.get_by_role("list", name="Whom do you mean?")
    expect(people.get_by_role("button")).to_have_count(1)
    people.get_by_role("button", name="Kofi Mensah").tap()
    expect(box(hers)).to_have_value("Balls, @Kofi Mensah ")
    box(hers).press_sequentially("please")
    hers.get_by_role("button", name="Send", exact=True).tap()
    expect(bubble(hers, "Balls").locator("b")).to_have_text("@Kofi Mensah")
    expect(row(his, "Sunday football")).to_contain_text("[@ you]")
    row(his, "Sunday football").tap()
    expect(bubble(his, "Balls").locator("b")).to_have_text("@Kofi Mensah")
    back(his)
    expect(row(his, "Sunday football")).not_to_contain_text("[@ you]")
    box(hers).press_sequentially("@")
    expect(people.get_by_role("button").first).to_contain_text("Everybody")


def settings(page: Page, group: str) -> None:
    page.goto(f"/chat/{group}/info")
    expect(page.get_by_role("heading", name="Chat settings")).to_be_visible()


def test_who_rules_changes_what_it_is_called_and_says(join: Join) -> None:
    amina, kofi, _zola, group = trio(join)
    hers, his = amina.open("/"), kofi.open(f"/chat/{group}")
    expect(row(hers, "Sunday football")).to_be_visible()
    settings(hers, group)
    hers.get_by_role("button", name="Name Sunday football").tap()
    sheet = hers.get_by_role("dialog")
    sheet.get_by_role("textbox").fill("Monday football")
    sheet.get_by_role("button", name="Save").tap()
    expect(his.get_by_role("heading", name="Monday football")).to_be_visible()
    expect(notice(his).last).to_contain_text("named the group")
    hers.get_by_role("button", name="Announcement").tap()
    sheet.get_by_role("textbox").fill("Bring water. https://lake.town/pitch")
    sheet.get_by_role("button", name="Save").tap()
    expect(hers.get_by_text("Bring water.")).to_be_visible()
    settings(his, group)
    expect(his.get_by_role("button", name="Name Monday football")).to_have_count(0)
    his.get_by_role("button", name="Announcement").tap()
    expect(his.get_by_role("dialog").get_by_role("link")).to_have_text("https://lake.town/pitch")
    his.get_by_role("dialog").get_by_role("button", name="Close").tap()
    his.get_by_role("button", name="My name here").tap()
    his.get_by_role("dialog").get_by_role("textbox").fill("Goalkeeper")
    his.get_by_role("dialog").get_by_role("button", name="Save").tap()
    expect(his.get_by_role("button", name="My name here Goalkeeper")).to_be_visible()
    sends(kofi, group, body="Ready")
    theirs = _zola.open(f"/chat/{group}")
    expect(theirs.locator(".sender").filter(has_text="Goalkeeper")).to_be_visible()


def test_people_are_added_made_admins_and_removed(join: Join) -> None:
    amina, kofi, zola, group = trio(join)
    mei = join("mei", "林美")
    amina.connect(mei)
    hers = amina.open("/")
    settings(hers, group)
    hers.get_by_role("button", name="Add", exact=True).tap()
    panel = hers.get_by_role("dialog", name="Add to the group")
    expect(panel.get_by_role("button", name="Kofi")).to_have_count(0)
    panel.get_by_role("button", name="林美").tap()
    panel.get_by_role("button", name="Add", exact=True).tap()
    expect(hers.get_by_role("link", name="All 4 people")).to_be_visible()
    theirs = mei.open("/")
    expect(row(theirs, "Sunday football")).to_be_visible()
    hers.get_by_role("link", name="All 4 people").tap()
    hers.get_by_role("main").get_by_role("button", name="Kofi Mensah").tap()
    hers.get_by_role("button", name="Make an admin").tap()
    expect(hers.get_by_role("main").get_by_role("button", name="Kofi Mensah")).to_contain_text(
        "Admin"
    )
    assert kofi.ask("GET", f"/conversations/{group}")["role"] == "admin"
    gone = zola.open(f"/chat/{group}")
    expect(box(gone)).to_be_visible()
    hers.get_by_role("main").get_by_role("button", name="Zola Ndlovu").tap()
    hers.get_by_role("button", name="Remove from the group").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Remove from the group").tap()
    expect(hers.get_by_role("main").get_by_role("button", name="Zola Ndlovu")).to_have_count(0)
    expect(box(gone)).to_have_count(0)
    expect(gone.get_by_text("You are no longer in this group")).to_be_visible()


def test_the_owner_hands_it_over_and_leaves(join: Join) -> None:
    amina, kofi, zola, group = trio(join)
    hers, theirs = amina.open(f"/chat/{group}/members"), zola.open(f"/chat/{group}")
    expect(theirs.get_by_text("3 people", exact=True)).to_be_visible()
    hers.get_by_role("main").get_by_role("button", name="Kofi Mensah").tap()
    hers.get_by_role("button", name="Hand over the group").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Hand over the group").tap()
    expect(hers.get_by_role("main").get_by_role("button", name="Kofi Mensah")).to_contain_text(
        "Owner"
    )
    settings(hers, group)
    hers.get_by_role("button", name="Leave the group").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Leave", exact=True).tap()
    expect(notice(theirs).last).to_contain_text("Amina Diallo left")
    assert kofi.ask("GET", f"/conversations/{group}")["role"] == "owner"
    assert [
        m["person"]["handle"] for m in zola.ask("GET", f"/groups/{group}/members")["members"]
    ] == [
        "kofi",
        "zola",
    ]


def test_while_all_are_muted_only_admins_write(join: Join) -> None:
    amina, kofi, _zola, group = trio(join)
    hers, his = amina.open(f"/chat/{group}/rules"), kofi.open(f"/chat/{group}")
    expect(box(his)).to_be_visible()
    hers.get_by_role("switch", name="Only admins may write").check()
    expect(box(his)).to_have_count(0)
    expect(his.get_by_text("Only the admins of this group may write now")).to_be_visible()
    hers.get_by_role("switch", name="Only admins may write").uncheck()
    expect(box(his)).to_be_visible()


def test_a_link_leads_in_when_an_admin_agrees(join: Join) -> None:
    amina, _kofi, _zola, group = trio(join)
    mei = join("mei", "林美")
    hers = amina.open(f"/chat/{group}/qr")
    expect(hers.get_by_role("img", name="QR code and link")).to_be_visible()
    url = hers.locator("code").inner_text()
    assert "/g/" in url
    theirs = mei.open("/g/" + url.rpartition("/")[2])
    expect(theirs.get_by_role("heading", name="Sunday football")).to_be_visible()
    theirs.get_by_label("A word to the admins").fill("It is me")
    theirs.get_by_role("button", name="Ask to come in").tap()
    expect(theirs.get_by_text("You have asked")).to_be_visible()
    hers.goto(f"/chat/{group}/info")
    hers.get_by_role("link", name="Requests to join").tap()
    expect(hers.get_by_text("It is me")).to_be_visible()
    hers.get_by_role("button", name="Let in").tap()
    expect(hers.get_by_text("Nobody waits")).to_be_visible()
    theirs.goto("/")
    row(theirs, "Sunday football").tap()
    expect(box(theirs)).to_be_visible()
    hers.goto(f"/chat/{group}/qr")
    hers.get_by_role("button", name="End this link").tap()
    question = hers.get_by_role("dialog", name="End this link?")
    question.get_by_role("button", name="Cancel").tap()
    expect(hers.locator("code")).to_have_text(url)
    hers.get_by_role("button", name="End this link").tap()
    question.get_by_role("button", name="End this link").tap()
    expect(hers.get_by_text("There is a new link")).to_be_visible()
    theirs.goto("/g/" + url.rpartition("/")[2])
    expect(theirs.get_by_text("This link is over")).to_be_visible()


def test_an_admin_may_recall_what_others_said(join: Join) -> None:
    amina, kofi, zola, group = trio(join)
    kofi.says(group, "Something rude")
    hers, theirs = amina.open(f"/chat/{group}"), zola.open(f"/chat/{group}")
    ready(theirs, "Something rude")
    ask(hers, "rude", "Recall")
    expect(notice(theirs).last).to_contain_text("recalled a message")
    expect(said(theirs)).to_have_count(0)
