"""What an export asks of the faces: it writes words, and knows no catalogs."""

from contextlib import AbstractContextManager

from core.ports import Port

speaking: Port[[str], AbstractContextManager[None]] = Port("moving.exporting.speaking")
"""Inside, words are in this language. Keyed by "words"."""
