"""What Prometheus reads at `/metrics`."""

from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

registry = CollectorRegistry()

requests = Counter(
    "leapfrog_requests_total", "Answered requests", ["method", "status"], registry=registry
)
seconds = Histogram(
    "leapfrog_request_seconds",
    "Time to the answer's first byte",
    registry=registry,
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
devices = Gauge("leapfrog_stream_devices", "Open realtime streams", registry=registry)
bus_stands_in = Gauge(
    "leapfrog_bus_stands_in",
    "1 while the database carries the stream in the place of NATS",
    registry=registry,
)
timers_failing = Gauge(
    "leapfrog_timers_failing", "Timers and reactions that fail", registry=registry
)
backup_made = Gauge(
    "leapfrog_backup_made_timestamp_seconds", "When the last backup was made", registry=registry
)
backup_proved = Gauge(
    "leapfrog_backup_proved_timestamp_seconds",
    "When a backup was last restored for a try, without a fault",
    registry=registry,
)
log_archived = Gauge(
    "leapfrog_log_archived_timestamp_seconds",
    "When a piece of the database's log was last put aside",
    registry=registry,
)
books_faults = Gauge(
    "leapfrog_books_faults", "Faults that the last look through the books found", registry=registry
)


@lru_cache(maxsize=512)
def answered(method: str, status: int) -> Counter:
    """The counter of such answers; looking it up by its labels costs more than counting."""
    return requests.labels(method, str(status))


def page() -> bytes:
    """The text exposition format."""
    return generate_latest(registry)
