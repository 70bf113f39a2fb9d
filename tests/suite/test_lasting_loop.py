"""One loop for test after test, and nothing in it of the test before."""

import asyncio
import signal
import socket
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextvars import ContextVar
from typing import Any

import pytest

from tests.lasting_loop import LastingLoops

colour = ContextVar("colour", default="none")


class Nothing:
    """Keeps nothing open; `ended`: how many loops it heard of."""

    def __init__(self) -> None:
        self.ended = 0

    def sockets(self, loop: asyncio.AbstractEventLoop) -> set[int]:
        return set()

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        self.ended += 1


@pytest.fixture
def loops() -> Iterator[LastingLoops]:
    made = LastingLoops(Nothing())
    yield made
    made.end()


def runner(loops: LastingLoops) -> asyncio.Runner:
    return asyncio.Runner(loop_factory=loops.new)


async def here() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def test_it_is_the_same_one_with_another_context(loops: LastingLoops) -> None:
    async def paint() -> asyncio.AbstractEventLoop:
        assert colour.get() == "none"
        colour.set("red")
        return await here()

    with runner(loops) as first:
        one = first.run(paint())
    with runner(loops) as second:
        assert second.run(paint()) is one
        assert not one.is_closed()


def test_tasks_and_what_was_put_off_are_gone(loops: LastingLoops) -> None:
    heard = []

    async def leave() -> None:
        asyncio.create_task(asyncio.sleep(600)).add_done_callback(lambda _: heard.append("end"))
        asyncio.get_running_loop().call_later(0.01, heard.append, "late")
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        await asyncio.sleep(0)

    async def look() -> None:
        loop = asyncio.get_running_loop()
        assert len(asyncio.all_tasks()) == 1
        assert loop.get_exception_handler() is None
        await asyncio.sleep(0.05)

    with runner(loops) as first:
        first.run(leave())
        one = first.get_loop()
    assert heard == ["end"]
    with runner(loops) as second:
        assert second.get_loop() is one
        second.run(look())
    assert heard == ["end"]


def test_threads_and_generators_end_and_work_again(loops: LastingLoops) -> None:
    async def numbers() -> AsyncIterator[int]:
        yield 1
        yield 2

    async def work() -> int:
        first = await anext(numbers())
        return first + await asyncio.to_thread(lambda: 1)

    before = threading.active_count()
    for _ in range(3):
        with runner(loops) as one:
            assert one.run(work()) == 2
        assert threading.active_count() == before


@pytest.mark.parametrize("given", [(), (5,)])
def test_pythons_before_and_after_3_12_end_its_threads(
    loops: LastingLoops, given: tuple[int, ...]
) -> None:
    loop = loops.new()
    for _ in range(2):
        assert loop.run_until_complete(asyncio.to_thread(lambda: 1)) == 1
        loop.run_until_complete(loop.shutdown_default_executor(*given))
    loop.close()


def test_what_cannot_be_forgotten_ends_it(loops: LastingLoops) -> None:
    async def leave_an_open_line(line: socket.socket) -> None:
        asyncio.get_running_loop().add_reader(line, lambda: None)

    async def leave_a_handler() -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, lambda: None)

    def left_in(left: Coroutine[Any, Any, None]) -> asyncio.AbstractEventLoop:
        with runner(loops) as one:
            one.run(left)
            return one.get_loop()

    near, far = socket.socketpair()
    with near, far:
        found = [left_in(leave_an_open_line(near)), left_in(leave_a_handler()), one_of(loops)]
    assert [loop.is_closed() for loop in found] == [True, True, False]
    assert len(set(found)) == 3


def test_while_it_is_lent_and_in_other_threads_loops_are_ordinary(loops: LastingLoops) -> None:
    found = []
    with runner(loops) as first:
        other = loops.new()
        assert other is not first.get_loop()
        other.close()
        assert other.is_closed()
    thread = threading.Thread(target=lambda: found.append(loops.new()))
    thread.start()
    thread.join()
    assert found[0] is not one_of(loops)
    found[0].close()


def one_of(loops: LastingLoops) -> asyncio.AbstractEventLoop:
    loop = loops.new()
    loop.close()
    return loop
