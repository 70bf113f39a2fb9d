"""What rides do by the clock."""

from leapfrog.kernel.timers import Handlers
from leapfrog.rides.hailing.driving import LAPSE, lapse
from leapfrog.rides.hailing.requesting import FORGET, NOBODY, forgotten, nobody_found

TIMERS: Handlers = {LAPSE: lapse, NOBODY: nobody_found, FORGET: forgotten}
