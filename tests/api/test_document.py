"""What the document and its page say is what there is."""

from typing import Any

import httpx
import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from api.contents import endpoints
from api.models.asking import StageAsked
from api.openapi import openapi
from frontend.translations import speaking_locale
from ideas.loop import Stage


def test_it_is_openapi_3_1() -> None:
    document = openapi()

    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)


def test_every_model_and_parameter_has_an_example_that_fits() -> None:
    schemas = openapi()["components"]["schemas"]
    assert len(schemas) > 15
    for name, schema in schemas.items():
        if schema["type"] == "object":
            assert schema.get("examples"), f"{name}: give it model_config = example(…)"
            whole = {**schema, "components": {"schemas": schemas}}
            for each in schema["examples"]:
                jsonschema_rs.validator_for(whole, validate_formats=True).validate(each)
    for path, methods in openapi()["paths"].items():
        for each in methods.values():
            for parameter in each.get("parameters", ()):
                said = parameter["schema"]
                plain = said.get("type") == "boolean" or "default" in said
                assert plain or said.get("examples"), f"{path}: {parameter['name']} has no example"


def test_every_endpoint_says_what_it_needs() -> None:
    document = openapi()
    for each in endpoints():
        said: dict[str, Any] = document["paths"][each.path][each.method.lower()]
        assert {"401", "403", "422", "429"} <= said["responses"].keys()
        assert said["security"] == [{"token": [each.scope.value]}]
        assert said["summary"]
        names = [one["name"] for one in said["parameters"]]
        assert ("Idempotency-Key" in names) == (each.method == "POST")
    assert len({each.name for each in endpoints()}) == len(endpoints())
    assert {each.value for each in StageAsked} == {"open", "all", *Stage}


def test_it_speaks_the_readers_language() -> None:
    english = openapi()
    with speaking_locale("ko"):
        korean = openapi()

    def summaries(document: dict[str, Any]) -> list[str]:
        return [each["summary"] for methods in document["paths"].values() for each in methods.values()]

    assert not set(summaries(english)) & set(summaries(korean))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_people_read_it_as_a_page(client: httpx.AsyncClient) -> None:
    page = await client.get("/api")
    assert page.status_code == 200
    for each in endpoints():
        assert f"{each.method} {each.path}" in page.text
    for name in openapi()["components"]["schemas"]:
        assert f'id="model-{name}"' in page.text
    assert 'href="/api"' in (await client.get("/")).text
