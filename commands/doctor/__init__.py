"""`madang doctor`: looks at everything an operator can get wrong, and says each thing in one line."""

from commands.doctor.examining import examine

__all__ = ["examine"]
