"""The demo town: a named cast and a week of their life, told through the front doors; and a second
town beside it, to which one of its people moves.
"""

from leapfrog.demo.cab import driving
from leapfrog.demo.cast import CAST, PASSWORD, Character
from leapfrog.demo.hill import HILL_CAST, play_hill
from leapfrog.demo.noor import moving_in
from leapfrog.demo.play import play

__all__ = [
    "CAST",
    "HILL_CAST",
    "PASSWORD",
    "Character",
    "driving",
    "moving_in",
    "play",
    "play_hill",
]
