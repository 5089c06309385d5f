"""What migrations know of the models at each step, kept cheaply.

Tortoise copies all models before each operation of a migration, and makes all that are related anew after it, though
an operation looks at one of them at most. Here a copy holds their descriptions alone, and a model is made when it is
asked for, with those that it refers to.
"""

from collections.abc import Iterable, Iterator

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

Key = tuple[str, str]
"""A floor and a model's name."""


class Models(StateApps):
    """Makes a model when it is asked for. `connections`: the name of each floor's connection."""

    def __init__(self, connections: dict[str, str], described: dict[Key, ModelState]) -> None:
        super().__init__(default_connections=connections)
        self.described = described

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        """The model of this floor and name, or of the one name `floor.Model`. Raises `KeyError` for an unknown one."""
        key = self.split_reference(app_label) if model_name is None else (app_label, model_name)
        made = StateApps(default_connections=self._default_connections, connections=self._connections)
        for each in self._with_what_it_refers_to(key):
            made.register_model(each[0], self.described[each].render(made))
        made._init_relations()
        made._build_initial_querysets()
        return made.get_model(*key)

    def _with_what_it_refers_to(self, key: Key) -> set[Key]:
        found, waiting = {key}, [key]
        while waiting:
            new = set(references(self.described[waiting.pop()])) - found
            found |= new
            waiting += new
        return found


class Described(State):
    """The models as descriptions. Nothing is made anew when one changes: whoever asks next finds it changed."""

    apps: Models

    @classmethod
    def of(cls, connections: dict[str, str], described: dict[Key, ModelState] | None = None) -> "Described":
        models = described or {}
        return cls(models=models, apps=Models(connections, models))

    def clone(self) -> "Described":
        copied = {key: each.clone() for key, each in self.models.items()}
        return self.of(self.apps._default_connections, copied)

    def reload_model(self, app_label: str, model_name: str) -> None:
        self.reload_models([(app_label, model_name)])

    def reload_models(self, model_tuples: Iterable[Key]) -> None:
        return None

    def validate_relations_initialized(self) -> None:
        """Raises `RuntimeError` where a model refers to one that isn't there."""
        for key, each in self.models.items():
            if missing := set(references(each)) - self.models.keys():
                raise RuntimeError(f"{'.'.join(key)} refers to {sorted(missing)}, which no migration made")


def references(described: ModelState) -> Iterator[Key]:
    """The models that this one refers to."""
    for field in described.fields.values():
        if isinstance(field, ForeignKeyFieldInstance):
            floor, _, name = str(field.model_name).partition(".")
            yield floor, name
