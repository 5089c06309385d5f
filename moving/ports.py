"""What this floor asks of the faces."""

from contextlib import AbstractContextManager

from core.ports import Port

speaking: Port[[str], AbstractContextManager[None]] = Port("moving.speaking")
"""Inside, words are in this language: for reports and exports that a worker writes. Keyed by face."""
