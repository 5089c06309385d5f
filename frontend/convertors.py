"""How numbers stand in addresses."""

from starlette.convertors import Convertor, register_url_convertor


class Number(Convertor[int]):
    """A number that fits into a database's: a larger one is no address."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(int(value))


def register() -> None:
    """From now on `{id:int}` in a route is such a number. Routes read it when they are made."""
    register_url_convertor("int", Number())
