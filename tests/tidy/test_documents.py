"""Documents point at what is there."""

import re
from pathlib import Path

from tests.tidy.sources import ROOT

LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)|<img[^>]* src=\"([^\":]+)\"")
NUMBER = re.compile(r"docs/decisions/(\d{4})\b|[Dd]ecision (\d{1,4})\b")


def documents() -> list[Path]:
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "client/README.md"]
    return sorted(found)


def decisions() -> list[Path]:
    return sorted((ROOT / "docs/decisions").glob("*.md"))


def test_links_lead_to_files() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in documents()
        for groups in LINK.findall(page.read_text("utf-8"))
        for target in filter(None, groups)
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_without_gaps_and_say_their_number() -> None:
    assert [path.name[:4] for path in decisions()] == [
        f"{number:04}" for number in range(1, len(decisions()) + 1)
    ]
    untitled = [
        path.name
        for path in decisions()
        if not path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")
    ]
    assert untitled == []


def test_decisions_that_are_named_exist() -> None:
    last = len(decisions())
    pages = [*documents(), *sorted((ROOT / "leapfrog").rglob("*.py"))]
    wrong = [
        f"{page.relative_to(ROOT)}: {'/'.join(groups)}"
        for page in pages
        for groups in NUMBER.findall(page.read_text("utf-8"))
        if not 1 <= int(groups[0] or groups[1]) <= last
    ]
    assert wrong == []


def test_pictures_show_something() -> None:
    """A screenshot of an empty page is a few thousand bytes."""
    small = [
        path.name for path in (ROOT / "docs/pictures").iterdir() if path.stat().st_size < 8_000
    ]
    assert small == []
