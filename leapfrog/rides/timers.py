"""What rides do by the clock."""

from leapfrog.kernel.timers import Handlers
from leapfrog.rides.documents import FORGET_DOCUMENTS, REMIND, documents_forgotten, reminded
from leapfrog.rides.hailing.driving import LAPSE, lapse
from leapfrog.rides.hailing.requesting import FORGET, NOBODY, forgotten, nobody_found

TIMERS: Handlers = {
    LAPSE: lapse,
    NOBODY: nobody_found,
    FORGET: forgotten,
    REMIND: reminded,
    FORGET_DOCUMENTS: documents_forgotten,
}
