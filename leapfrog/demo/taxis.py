"""Wang's day with the taxi: on duty for some hours, with passengers and without; and two more who
drive now and then.
"""

from datetime import timedelta
from uuid import UUID

from leapfrog import pay, rides
from leapfrog.demo.ground import HOSPITAL, JETTY, NOODLES, PIER, PITCH
from leapfrog.demo.stage import Stage
from leapfrog.kernel.ids import new_id
from leapfrog.places import Point, metres_apart
from leapfrog.rides import DriverPositions, Waypoint

WANG, ZOLA, OMAR = "jianguo", "zola", "omar"
A_YEAR = timedelta(days=365)
# So far on each time that the phone tells where it is.
STEP, SECONDS = 250.0, 50
# Who rides from where to where, for how much, and how much more they give.
RIDES = (
    ("mei", "面馆", NOODLES, "医院", HOSPITAL, 1_180, 120),
    ("omar", "Jetty", JETTY, "Pitch", PITCH, 760, 40),
    ("priya", "Pier", PIER, "Hospital", HOSPITAL, 1_420, 0),
    ("amina", "Hospital", HOSPITAL, "Jetty", JETTY, 1_290, 150),
    ("fatou", "Jetty", JETTY, "Noodles", NOODLES, 840, 60),
)


async def licences(stage: Stage) -> None:
    """All three show the desk their licences, which are good for a year."""
    for who, plate, car in (
        (WANG, "LT 88", "蓝色斯柯达 Skoda"),
        (ZOLA, "LT 12", "Red Renault"),
        (OMAR, "LT 31", "Grey Toyota"),
    ):
        person = stage.ids[who]
        async with stage.town.database.transaction() as db:
            await rides.drive(db, person, plate, car)
            await rides.ask_for_vetting(db, person, f"FI-{plate[3:]}4711")
            await rides.check_licence(db, person, (db.now + A_YEAR).date())


async def taxi_day(stage: Stage) -> None:
    """Five rides in the morning, from the street, each paid with the phone."""
    await licences(stage)
    wang, positions = stage.ids[WANG], DriverPositions(stage.town.database)
    async with stage.town.database.transaction() as db:
        driver = await rides.go_on_duty(db, wang, Waypoint(PIER.lat, PIER.lon))
    here = PIER
    for who, start_name, start, end_name, end, fare, tip in RIDES:
        await moves(stage, positions, wang, here, start)
        rider, ride = stage.ids[who], new_id()
        origin = Waypoint(start.lat, start.lon, start_name)
        async with stage.town.database.transaction() as db:
            await rides.board(db, rider, ride, driver.code, origin)
        await moves(stage, positions, wang, start, end)
        destination = Waypoint(end.lat, end.lon, end_name)
        async with stage.town.database.transaction() as db:
            await rides.meter(db, wang, fare)
            sums = rides.RideSums(fare, tip)
            await rides.settle(db, rider, ride, sums, destination, pay.VOUCHED)
        here = end
    async with stage.town.database.transaction() as db:
        await rides.go_off_duty(db, wang)


async def moves(
    stage: Stage,
    positions: DriverPositions,
    driver: UUID,
    start: Point,
    end: Point,
    waits: int = 6,
) -> None:
    """From one place to another, as a phone tells it; with a while of waiting before, told so many
    times.
    """
    steps = max(1, round(metres_apart(start.lat, start.lon, end.lat, end.lon) / STEP))
    for n in range(-waits, steps + 1):
        part = max(0, n) / steps
        stage.clock.advance(timedelta(seconds=SECONDS))
        lat = start.lat + (end.lat - start.lat) * part
        lon = start.lon + (end.lon - start.lon) * part
        positions.take(driver, lat, lon, None)
        await positions.flush()
