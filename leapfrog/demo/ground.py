"""Where the story happens, on the ground of central Helsinki, of which the demo has a map."""

from leapfrog.places import Point

JETTY = Point(60.1774, 24.9424)
PITCH = Point(60.1756, 24.9434)
PIER = Point(60.1766, 24.9493)
NOODLES = Point(60.1760, 24.9507)
LUX = Point(60.1702, 24.9368)
HOSPITAL = Point(60.1673, 24.9369)
