"""Who is told of what: each event once for each webhook, and nothing that not everyone may read."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from activity import messages, tasks, webhooks, worker
from activity.models import Delivery, Task, WebhookMessage
from activity.operations import leave_task
from activity.signing import BOTH
from activity.webhook_log import Standing, log_of
from api.payloads import undecided
from api.payloads.rendering import MODELS
from core.clock import moved_to, now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.boards import change_board
from ideas.models import Board
from ideas.moves import Reasons, move
from people.models import Person
from tests.makers import a_board, a_comment, a_person, an_idea, an_item
from tests.webhooks.receiver import Receiver, receiving

pytestmark = pytest.mark.usefixtures("database")

ALL = sorted(MODELS)


async def a_webhook(
    receiver: Receiver, *kinds: str, internal: bool = False, by: Person | None = None
) -> tuple[int, str]:
    """One that hears of these kinds, or of all: its id and its secret."""
    admin = by or await a_person("Root", "admin")
    made, secret = await webhooks.add(url=receiver.url, chosen=kinds or ALL, internal=internal, by=admin)
    return made.id, secret


async def drained() -> None:
    while await worker.drain(say=lambda _line: None):
        pass


async def test_what_happens_arrives_signed() -> None:
    manager = await a_person("Mina", "manager")
    async with receiving() as receiver:
        _id, secret = await a_webhook(receiver, "idea.moved", "comment.posted")
        idea = await an_idea("Dark mode")
        await move(idea.id, to="planned", by=manager, why=Reasons("soon"))
        said = await a_comment(idea)
        await drained()

    moved, commented = sorted(receiver.got, key=lambda got: str(got.said["type"]), reverse=True)
    told = moved.verified_by(secret)
    assert (told["type"], told["data"]["from"], told["data"]["to"]) == ("idea.moved", "received", "planned")
    assert told["data"]["by"] == manager.id
    assert told["data"]["idea"] == {
        "id": idea.id,
        "kind": "idea",
        "board": "ideas",
        "title": "Dark mode",
        "stage": "planned",
        "url": f"http://madang.test/ideas/{idea.id}-dark-mode",
    }
    assert commented.verified_by(secret)["data"]["comment"] == said.id
    assert moved.line == "POST /in HTTP/1.1"
    assert moved.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert moved.uid.startswith("msg_")
    assert moved.uid != commented.uid
    assert "@" not in moved.body + commented.body
    with pytest.raises(WebhookVerificationError):
        moved.verified_by("whsec_" + "A" * 43 + "=")


async def test_a_public_webhook_hears_nothing_that_not_everyone_may_read() -> None:
    employee = await a_person("Emil", "employee")
    for audience in ("members", "partners", "staff"):
        await a_board(audience, audience=audience)
    await a_board("held", hold_for_review=True)
    async with receiving() as outside, receiving() as inside:
        await a_webhook(outside)
        await a_webhook(inside, internal=True)
        for slug in ("members", "partners", "staff", "held"):
            await an_idea(f"zsecret {slug}", by=employee if slug != "held" else None, board=slug)
        opened = await an_idea("Open idea")
        await a_comment(opened, "zsecret", by=employee, audience="staff")
        await an_item("zsecret item", audience="staff")
        await drained()

    assert [got.said["type"] for got in outside.got] == ["idea.posted"]
    assert outside.got[0].said["data"]["idea"]["id"] == opened.id
    heard = sorted(got.said["type"] for got in inside.got)
    assert heard == ["comment.posted", "idea.held", *["idea.posted"] * 4, "item.created"]
    assert len({got.uid for got in inside.got}) == len(heard)


async def test_a_board_that_was_narrowed_meanwhile_is_told_of_no_more() -> None:
    """Also what was waiting for its next attempt, and what is sent again by hand."""
    admin = await a_person("Root", "admin")
    async with receiving(b"HTTP/1.1 503 Later\r\ncontent-length: 0\r\n\r\n") as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        await an_idea("Soon for few")
        await drained()
        await change_board((await Board.get(slug="ideas")).id, audience="staff", by=admin)
        await an_idea("Only for staff", by=admin)
        with moved_to(now() + timedelta(minutes=5)):
            await drained()
            await webhooks.send_again((await log_of(id_))[0].message.id, by=admin)
            await drained()

    assert len(receiver.got) == 1
    assert [each.standing for each in await log_of(id_)] == [Standing.WITHHELD]


async def test_each_event_becomes_one_message_whatever_crashes() -> None:
    async with receiving() as receiver:
        await a_webhook(receiver)
        await an_idea()
        await drained()
        (message,) = await WebhookMessage.all()
        task = await Task.get(kind="webhooks")
        await again(task)
        await drained()

    assert [each.id for each in await WebhookMessage.all()] == [message.id]
    assert len(receiver.got) == 1
    assert await Delivery.filter(channel="webhook").count() == 1


@in_transaction
async def again(task: Task) -> None:
    """As if the worker had died before the task's end was written down."""
    await leave_task("webhooks", task.reference, again=True)


async def test_whoever_dies_in_the_middle_of_a_fan_out_leaves_nothing(inside: pytest.MonkeyPatch) -> None:
    async with receiving() as receiver:
        await a_webhook(receiver)
        await a_webhook(receiver)
        await an_idea()

        async def dies(task: Task) -> None:
            raise ConnectionError

        with inside.context() as broken:
            broken.setattr(tasks, "finish", dies)
            task = await tasks.claim()
            while task and task.kind != "webhooks":
                task = await tasks.claim()
            assert task
            with pytest.raises(ConnectionError):
                await messages.step(task)
        assert await WebhookMessage.all().count() == 0
        await tasks.give_back(task)
        await drained()

    assert len(receiver.got) == len({got.uid for got in receiver.got}) == 2


async def test_whoever_is_off_is_told_of_nothing() -> None:
    admin = await a_person("Root", "admin")
    async with receiving() as receiver:
        id_, _secret = await a_webhook(receiver, by=admin)
        await an_idea("Waiting")
        await worker._tell(asyncio.Event())
        await webhooks.turn_off(id_, by=admin)
        await an_idea("While it is off")
        await drained()
        assert receiver.got == []
        with pytest.raises(Refused):
            await webhooks.send_test(id_, by=admin)
        await webhooks.turn_on(id_, by=admin)
        await an_idea("Once it is on")
        await drained()

    assert [got.said["data"]["idea"]["title"] for got in receiver.got] == ["Once it is on"]


async def test_while_a_secret_is_changed_both_are_good() -> None:
    admin = await a_person("Root", "admin")
    async with receiving() as receiver:
        id_, old = await a_webhook(receiver, by=admin)
        new = await webhooks.renew_secret(id_, by=admin)
        await webhooks.send_test(id_, by=admin)
        await drained()
        with moved_to(now() + BOTH * 2):
            await webhooks.send_test(id_, by=admin)
            await drained()

    both, one = receiver.got
    assert old != new
    assert both.verified_by(old) == both.verified_by(new) == json.loads(both.body)
    assert len(both.headers["webhook-signature"].split()) == 2
    assert len(one.headers["webhook-signature"].split()) == 1


async def test_only_admins_keep_webhooks_and_only_good_addresses_are_kept() -> None:
    admin, manager = await a_person("Root", "admin"), await a_person("Mina", "manager")
    for url in ("http://10.0.0.7/", "ftp://example.com", "http://2130706433/", "https://me@example.com/", ""):
        with pytest.raises(Invalid) as said:
            await webhooks.add(url=url, chosen=["idea.posted"], by=admin)
        assert set(said.value.fields) == {"url"}
    with pytest.raises(Invalid) as wrong:
        await webhooks.add(url="https://example.com", name="n" * 81, chosen=["room.opened"], by=admin)
    assert set(wrong.value.fields) == {"name", "kinds"}
    made, _secret = await webhooks.add(url="https://Example.com/x", chosen=["idea.posted"], by=admin)
    assert made.name == "example.com"
    with pytest.raises(NotAllowed):
        await webhooks.turn_off(made.id, by=manager)
    await webhooks.change(made.id, chosen=["idea.moved"], by=admin)
    assert await webhooks.kinds_of(made) == ["idea.moved"]
    await webhooks.remove(made.id, by=admin)
    with pytest.raises(NotFound):
        await webhooks.turn_on(made.id, by=admin)


def test_each_kind_is_told_of_in_a_model_with_an_example_or_not_told_of_for_a_reason() -> None:
    of_tests = "thing."  # what tests/activity/world.py declares
    assert [kind for kind in undecided() if not kind.startswith(of_tests)] == []
    for kind, model in MODELS.items():
        extra: Any = model.model_config["json_schema_extra"]
        examples = extra["examples"]
        assert [model.model_validate(each).model_dump(by_alias=True)["type"] for each in examples] == [kind]
