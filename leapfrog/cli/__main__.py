"""`python -m leapfrog.cli`, the same as `leapfrog`."""

import sys

from leapfrog.cli import main

sys.exit(main())
