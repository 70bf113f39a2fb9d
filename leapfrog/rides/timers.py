"""What rides do by the clock."""

from leapfrog.kernel.timers import Handlers
from leapfrog.rides.documents import FORGET_DOCUMENTS, REMIND, documents_forgotten, reminded
from leapfrog.rides.hailing.booking import become, remind_booked
from leapfrog.rides.hailing.changing import LAPSE_CHANGE, lapse_change
from leapfrog.rides.hailing.driving import LAPSE, lapse
from leapfrog.rides.hailing.requesting import (
    BECOME,
    FORGET,
    NOBODY,
    REMIND_BOOKED,
    SETTLE,
    forgotten,
    nobody_found,
)
from leapfrog.rides.hailing.settling import settled

TIMERS: Handlers = {
    LAPSE: lapse,
    LAPSE_CHANGE: lapse_change,
    NOBODY: nobody_found,
    FORGET: forgotten,
    BECOME: become,
    REMIND_BOOKED: remind_booked,
    SETTLE: settled,
    REMIND: reminded,
    FORGET_DOCUMENTS: documents_forgotten,
}
