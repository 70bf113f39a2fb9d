"""What can go wrong with a red packet, in order of precedence; what the books refuse is the
wallet's.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPacket(NotFound):
    code = "no_packet"
    title = "There is no such red packet for you."


class PacketsOff(Problem):
    code, status = "packets_off", HTTPStatus.FORBIDDEN
    title = "Red packets cannot be sent in this town."


class BadShares(Problem):
    code, status = "bad_shares", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This amount cannot be shared like that."


class OverPacketLimit(Problem):
    """Details: `most`, in minor units."""

    code, status = "over_packet_limit", HTTPStatus.FORBIDDEN
    title = "That is more than may be in one red packet."


class OverPacketDay(Problem):
    """Details: `daily`, in minor units."""

    code, status = "over_packet_day", HTTPStatus.FORBIDDEN
    title = "That is more than you may give away in red packets in one day."


class PacketForAnother(Problem):
    code, status = "packet_for_another", HTTPStatus.FORBIDDEN
    title = "This red packet is for somebody else."


class WrongPhrase(Problem):
    code, status = "wrong_phrase", HTTPStatus.FORBIDDEN
    title = "Those are not the words that open it."


class PacketOver(Problem):
    code, status = "packet_over", HTTPStatus.GONE
    title = "This red packet was not opened in time; what was left went back."


class PacketEmpty(Problem):
    code, status = "packet_empty", HTTPStatus.CONFLICT
    title = "Others were faster: nothing is left in this red packet."
