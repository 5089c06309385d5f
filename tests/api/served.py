"""`python -m tests.api.served PORT`: the whole site as it is served, without limits, so that a machine may ask much."""

import sys

from commands.serving import serve
from core.limits import LIMITS
from frontend.translations import speaking_locale

if __name__ == "__main__":
    LIMITS.update(dict.fromkeys(LIMITS, "1000000/minute"))
    with speaking_locale("en"):
        serve("127.0.0.1", int(sys.argv[1]), None)
