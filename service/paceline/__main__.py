"""`python -m paceline`: the same as `paceline`."""

import sys

from paceline.cli import main

sys.exit(main())
