"""`python -m commands.bench.measuring.server`: the bench's server, at an address of its own on this machine.

Everybody who asks has an address of their own, which they bring as X-Forwarded-For.
"""

from commands.serving import serve
from frontend.translations import speaking_locale

if __name__ == "__main__":
    with speaking_locale("en"):
        serve("127.0.0.1", 0, "127.0.0.1", app="commands.bench.measuring.app:create_app")
