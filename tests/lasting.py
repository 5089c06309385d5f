"""What is the same for every test is made once in each process: the event loop, what Tortoise knows of models."""

import asyncio
import sys
from typing import Any

from tortoise.apps import Apps
from tortoise.models import Model

FINISHED = (
    "filters",
    "db_native_fields",
    "db_default_fields",
    "db_complex_fields",
    "basetable",
    "basequery",
    "basequery_all_fields",
)
"""What Tortoise works out anew at each opening. It is the same each time for one kind of database."""


class LastingLoop(asyncio.SelectorEventLoop):
    """One loop for the runners of all tests, so that connections outlive a test. Each runner ends its own tasks, and
    closes the loop: that only makes it ready for the next."""

    def close(self) -> None:
        self._executor_shutdown_called = False
        self._asyncgens_shutdown_called = False
        self._default_executor = None

    def end(self) -> None:
        super().close()


def finish_models_once() -> None:
    """From now on an opening takes what an earlier one worked out for the same models and kind of database."""
    plain, kept = Apps._build_initial_querysets, {}

    def build(apps: Apps) -> None:
        models = [model for app in apps.apps.values() for model in app.values()]
        kind = str(models[0]._meta.default_connection), tuple(map(id, models))
        if not all(map(_is_ours, models)):  # what a migration imagines lives as long as it
            plain(apps)
        elif kind not in kept:
            plain(apps)
            kept[kind] = [_finished(model) for model in models]
        else:
            for model, finished in zip(models, kept[kind], strict=True):
                for name, value in finished.items():
                    setattr(model._meta, name, _apart(value))

    Apps._build_initial_querysets = build  # type: ignore[assignment,method-assign]


def _is_ours(model: type[Model]) -> bool:
    return getattr(sys.modules.get(model.__module__), model.__name__, None) is model


def _finished(model: type[Model]) -> dict[str, Any]:
    return {name: _apart(getattr(model._meta, name)) for name in FINISHED}


def _apart(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value
