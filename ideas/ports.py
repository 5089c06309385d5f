"""What this floor asks of the floors above it."""

from collections.abc import Awaitable

from core.ports import Port

others_voted: Port[[int, int], Awaitable[bool]] = Port("ideas.others_voted")
"""Has anybody but this person voted for this idea? (idea id, person id). Keyed by floor."""
