"""When Python looks for rings of objects that nobody holds any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """For what makes hundreds of thousands of objects that all stay: looking through them over and
    over takes a sixth of a start. It is not done afterwards either.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def spare_the_collector() -> None:
    """What was made before the first request stays, and requests leave hardly a ring behind:
    looking for rings as often as Python does by itself takes a list a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
