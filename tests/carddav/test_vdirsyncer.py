"""vdirsyncer, a program that others wrote, keeps a folder and the town in step."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leapfrog.kernel.settings import Settings
from tests.carddav.computer import Computer, Web
from tests.serving import serving

At = Callable[..., Computer]


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    with serving(settings) as found:
        yield found


@pytest.fixture
def web(origin: str) -> Web:
    """Mei at a browser."""
    return Web(origin, "mei")


@pytest.fixture
def computer(origin: str, web: Web, tmp_path: Path) -> At:
    """`computer("desk")`: a computer of Mei's; more words go into vdirsyncer's configuration."""
    return lambda name, more="": Computer(tmp_path / name, origin, web, more)


def test_cards_go_both_ways_and_then_there_is_nothing_left_to_do(web: Web, computer: At) -> None:
    desk = computer("desk")
    web.save("Web One", "+49 1")
    desk.save("desk-1", "Desk One", "+49 2")
    assert len(desk.sync()) == 2
    assert desk.sync() == []
    assert set(web.contacts()) == desk.names() == {"Web One", "Desk One"}


def test_edits_go_both_ways(web: Web, computer: At) -> None:
    desk = computer("desk")
    web.save("Web One", "+49 1")
    desk.save("desk-1", "Desk One", "+49 2")
    desk.sync()
    web.save("Desk One", "+49 22", web.contacts()["Desk One"])
    path = desk.file_of("Web One")
    assert path
    path.write_text(path.read_text().replace("+49 1", "+49 11"))
    assert len(desk.sync()) == 2
    assert desk.sync() == []
    changed = desk.file_of("Desk One")
    assert changed
    assert "+49 22" in changed.read_text()
    assert web.phone_of("Web One") == "+49 11"


def test_deletes_go_both_ways(web: Web, computer: At) -> None:
    desk = computer("desk")
    for number in range(4):
        desk.save(f"desk-{number}", f"Desk {number}", "+49 2")
    desk.sync()
    web.delete("Desk 1")
    desk.delete("Desk 2")
    assert len(desk.sync()) == 2
    assert desk.sync() == []
    assert set(web.contacts()) == desk.names() == {"Desk 0", "Desk 3"}


@pytest.mark.parametrize(("wins", "phone"), [("a wins", "+49 11"), ("b wins", "+49 22")])
def test_a_conflict_is_won_by_whom_the_owner_chose(
    web: Web, computer: At, wins: str, phone: str
) -> None:
    desk = computer("desk", f'conflict_resolution = "{wins}"')
    _conflict(web, desk)
    desk.sync()
    assert desk.sync() == []
    _agree(web, desk, phone)


def test_a_conflict_is_reported_when_nobody_wins_and_can_be_resolved(
    web: Web, computer: At
) -> None:
    desk = computer("desk")
    _conflict(web, desk)
    assert "conflict" in desk.run("sync", code=1)
    assert web.phone_of("Desk One") == "+49 22"
    config = desk.folder / "config"
    text = config.read_text().replace(
        'b = "town"\n', 'b = "town"\nconflict_resolution = "a wins"\n'
    )
    config.write_text(text)
    desk.run("discover", asked="y\n" * 8)
    desk.sync()
    assert desk.sync() == []
    _agree(web, desk, "+49 11")


def _conflict(web: Web, desk: Computer) -> None:
    desk.save("desk-1", "Desk One", "+49 1")
    desk.sync()
    desk.save("desk-1", "Desk One", "+49 11")
    web.save("Desk One", "+49 22", web.contacts()["Desk One"])


def _agree(web: Web, desk: Computer, phone: str) -> None:
    path = desk.file_of("Desk One")
    assert path
    assert f"TEL;TYPE=CELL:{phone}" in path.read_text()
    assert web.phone_of("Desk One") == phone


def test_three_hundred_cards_reach_a_second_computer(web: Web, computer: At) -> None:
    desk, sofa = computer("desk"), computer("sofa")
    for number in range(300):
        desk.save(f"u{number}", f"Person {number}", f"+49 151 {number:06}")
    assert len(desk.sync()) == 300
    assert desk.sync() == []
    assert len(sofa.sync()) == 300
    assert sofa.sync() == []
    assert sofa.names() == desk.names() == set(web.contacts())


def test_a_card_that_the_town_completes_settles(web: Web, computer: At) -> None:
    desk = computer("desk")
    (desk.cards / "bare.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bare\nEND:VCARD\n")
    (desk.cards / "four.vcf").write_text(
        "BEGIN:VCARD\nVERSION:4.0\nUID:four\nFN:Four\nX-A;X-B=c:d\nEND:VCARD\n"
    )
    for _ in range(3):
        done = desk.sync()
    assert done == []
    assert set(web.contacts()) == desk.names() == {"Bare", "Four"}
    kept = desk.file_of("Four")
    assert kept
    assert "X-A;X-B=c:d" in kept.read_text()


def test_vcard_4_is_exchanged_when_it_is_asked_for(web: Web, computer: At) -> None:
    desk = computer("desk")
    config = desk.folder / "config"
    config.write_text(config.read_text() + "use_vcard_4 = true\n")
    desk.run("discover", asked="y\n" * 8)
    web.save("Web One", "+49 1")
    desk.sync()
    path = desk.file_of("Web One")
    assert path
    assert "VERSION:4.0" in path.read_text()
    assert desk.sync() == []
