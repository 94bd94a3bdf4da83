"""`python -m sro_assistant.cli`: the command `sro` where its script is not on the path."""

import sys

from sro_assistant.cli import main

sys.exit(main())
