"""`make test-changed` runs what a change can break, nearest first, and never all."""

import pytest

from tools.changed import MOST, all_tests, imports, rank, within

IMPORTS = {
    "leapfrog.chat": {"leapfrog.chat.store"},
    "leapfrog.chat.store": {"leapfrog.kernel.db"},
    "leapfrog.calls": {"leapfrog.chat"},
    "leapfrog.web.app": {"leapfrog.chat", "leapfrog.calls"},
    "tests.chat.acts": {"leapfrog.chat"},
    "tests.chat.test_log": {"tests.chat.acts"},
    "tests.calls.test_calls": {"leapfrog.calls"},
    "tests.wallet.test_posting": {"leapfrog.web.app"},
}
LOG, CALLS, WALLET = "tests/chat/test_log.py", "tests/calls/test_calls.py", "tests/wallet/test_a.py"
TALK, LOOKS = "tests/client/chat/test_talk.py", "tests/client/test_looks.py"
MENU = "tests/client/test_chat_menu.py"
TESTS = [LOG, CALLS, WALLET, "tests/wallet/test_posting.py", TALK, LOOKS, MENU]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("leapfrog/chat/store.py", [LOG, TALK, MENU, CALLS]),
        ("leapfrog/chat/migrations/0001_log.sql", [LOG, CALLS, TALK, MENU]),
        ("tests/chat/acts.py", [LOG]),
        ("tests/chat/test_log.py", [LOG]),
        ("tests/chat/archives/old.zip", []),
        ("tests/wallet/conftest.py", [WALLET, "tests/wallet/test_posting.py"]),
        ("tests/client/conftest.py", [TALK, MENU, LOOKS]),
        ("client/src/routes/chat/Chat.svelte", [TALK, MENU, LOOKS]),
        ("client/src/styles/base.css", [LOOKS]),
        ("README.md", []),
    ],
)
def test_what_a_change_can_break(changed: str, expected: list[str]) -> None:
    found = rank({changed}, IMPORTS, TESTS)
    assert list(found) == expected
    assert list(found.values()) == sorted(found.values())


def test_what_is_further_away_is_left_to_make_test() -> None:
    near = {f"tests/kernel/test_{n}.py": 0 for n in range(MOST)}
    assert within(near, MOST) == list(near)
    assert within(near | {"tests/chat/test_log.py": 1}, MOST) == list(near)
    assert within({TALK: 0}, 1) == [TALK]


def test_the_real_modules_are_known() -> None:
    """Of this repository: what a store serves is run, and no stranger's."""
    found = rank({"leapfrog/wallet/store.py"}, imports(), all_tests())
    nearest = list(found)[:10]
    assert all(one.startswith("tests/wallet/") for one in nearest)
    assert "tests/pay/transfers/test_machine.py" in found
    assert not [one for one in found if one.startswith("tests/media/")]
