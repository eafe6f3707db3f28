"""The helpers of the other tests, for these alone as well."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))
