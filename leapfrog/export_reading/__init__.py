"""What readers of other apps' exports share: elements of XML and rows of CSV of any size, and files
by the ends of their paths. Pure: an unpacked folder in, values out.
"""

from leapfrog.export_reading.tables import rows
from leapfrog.export_reading.tails import PathTails
from leapfrog.export_reading.xml_elements import elements

__all__ = ["PathTails", "elements", "rows"]
