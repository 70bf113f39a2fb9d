"""Time zones of IANA: what the clocks on the wall show, summer time among it."""

from zoneinfo import ZoneInfo

from leapfrog.kernel.errors import Invalid


def zone_of(name: str, field: str = "zone") -> ZoneInfo:
    """The zone of this name, such as `Asia/Shanghai`. Raises `Invalid` for one that is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as cause:
        raise Invalid("This is no time zone.", field=field) from cause
