"""The demo town: a named cast and a week of their life, told through the front doors."""

from leapfrog.demo.cab import driving
from leapfrog.demo.cast import CAST, PASSWORD, Character
from leapfrog.demo.play import play

__all__ = ["CAST", "PASSWORD", "Character", "driving", "play"]
