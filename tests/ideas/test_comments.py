"""Speaking, answering, and who hears it."""

import pytest

from activity.models import Addressee, Audience, Event
from core.errors import Invalid, NotAllowed, NotFound
from ideas import comments
from ideas.models import Comment, Idea
from ideas.queries import answer_of, comment_history, comments_of
from people.models import Person
from tests.makers import a_comment, a_person, an_idea


async def read_by(idea: Idea, reader: Person | None) -> list[str]:
    found, _more = await comments_of(idea.id, reader)
    return [each["body"] for top in found for each in (top, *top["replies"])]


async def counters(idea: Idea) -> tuple[int, int]:
    found = await Idea.get(id=idea.id)
    return found.comments, found.staff_comments


async def test_each_audience_hears_what_is_meant_for_it(database: str) -> None:
    ada, emil, cleo = await a_person("Ada"), await a_person("Emil", "employee"), await a_person("Cleo")
    idea = await an_idea(by=ada)
    await a_comment(idea, "to all", by=emil)
    await a_comment(idea, "to the author", by=emil, audience="author")
    await a_comment(idea, "among us", by=emil, audience="staff")

    assert await read_by(idea, None) == ["to all"]
    assert await read_by(idea, cleo) == ["to all"]
    assert await read_by(idea, ada) == ["to all", "to the author"]
    assert await read_by(idea, await a_person("Eva", "employee")) == ["to all", "to the author", "among us"]
    assert await counters(idea) == (1, 2)


async def test_customers_do_not_choose_who_hears_them(database: str) -> None:
    idea = await an_idea()

    for audience in ("author", "staff"):
        with pytest.raises(NotAllowed):
            await a_comment(idea, audience=audience)
    with pytest.raises(Invalid):
        await a_comment(idea, audience="world")


async def test_a_reply_is_heard_by_nobody_who_could_not_hear_what_it_replies_to(database: str) -> None:
    ada, emil, cleo = await a_person("Ada"), await a_person("Emil", "employee"), await a_person("Cleo")
    idea = await an_idea(by=ada)
    said = await a_comment(idea, "just you", by=emil, audience="author")

    reply = await a_comment(idea, "thank you", by=ada, parent=said.id)

    assert reply.audience == "author"
    assert await read_by(idea, cleo) == []
    with pytest.raises(NotFound):
        await a_comment(idea, "and me?", by=cleo, parent=said.id)


async def test_replies_are_one_level_deep(database: str) -> None:
    idea = await an_idea()
    top = await a_comment(idea)
    reply = await a_comment(idea, parent=top.id)

    deeper = await a_comment(idea, parent=reply.id)

    assert deeper.parent_id == top.id


async def test_the_official_answer_is_public_signed_and_pinned(database: str) -> None:
    emil = await a_person("Emil", "employee", department="Billing")
    idea = await an_idea()
    assert idea.answered_at is None

    await a_comment(idea, "We'll do it in March.", by=emil, answer=True)
    await a_comment(idea, "Now in April.", by=emil, answer=True)

    pinned = await answer_of(idea.id, None)
    assert pinned is not None
    assert (pinned["body"], pinned["author_name"], pinned["author_department"]) == (
        "Now in April.",
        "Emil",
        "Billing",
    )
    assert (await Idea.get(id=idea.id)).answered_at is not None
    assert await Event.filter(action="comment.answered").count() == 2
    with pytest.raises(NotAllowed):
        await a_comment(idea, "I answer myself.", answer=True)


async def test_staff_talking_among_themselves_does_not_end_the_silence(database: str) -> None:
    idea = await an_idea()
    emil = await a_person("Emil", "employee")

    await a_comment(idea, by=emil, audience="staff")
    await a_comment(idea, by=emil, audience="author")
    assert (await Idea.get(id=idea.id)).answered_at is None

    await a_comment(idea, by=emil)
    assert (await Idea.get(id=idea.id)).answered_at is not None


async def test_mentions_only_reach_those_who_may_see_it(database: str) -> None:
    ada, emil = await a_person("Ada", handle="ada"), await a_person("Emil", "employee", handle="emil")
    cleo = await a_person("Cleo", handle="cleo")
    idea = await an_idea(by=ada)

    await a_comment(idea, "@cleo and @ada and @emil, what now? @nobody", by=emil, audience="staff")
    assert await Addressee.all().count() == 0
    await a_comment(idea, "@cleo and @ada and @emil, what now?", by=emil, audience="author")
    assert set(await Addressee.all().values_list("person_id", flat=True)) == {ada.id}
    await a_comment(idea, "@cleo!", by=emil)
    assert await Addressee.filter(person_id=cleo.id).count() == 1


async def test_an_edit_has_a_history_and_a_removal_leaves_a_tombstone_without_words(database: str) -> None:
    idea, cleo = await an_idea(), await a_person("Cleo")
    said = await a_comment(idea, "first words", by=cleo)
    await a_comment(idea, "a reply", parent=said.id)

    await comments.edit_comment(said.id, body="second words", by=cleo)
    _now, past = await comment_history(said.id, None)
    assert [each["body"] for each in past] == ["first words", "second words"]

    await comments.remove_comment(said.id, by=cleo)
    found, _more = await comments_of(idea.id, None)
    assert [(each["body"], bool(each["removed_at"])) for each in found] == [("", True)]
    assert found[0]["replies"][0]["body"] == "a reply"
    assert [each["body"] for each in (await comment_history(said.id, None))[1]] == [""]
    assert await counters(idea) == (1, 0)


async def test_only_its_author_edits_and_only_managers_hide(database: str) -> None:
    idea, cleo, manager = await an_idea(), await a_person("Cleo"), await a_person("Mina", "manager")
    said = await a_comment(idea, "rude", by=cleo)

    with pytest.raises(NotAllowed):
        await comments.edit_comment(said.id, body="polite", by=manager)
    with pytest.raises(NotAllowed):
        await comments.hide_comment(said.id, reason="It isn't.", by=await a_person("Emil", "employee"))
    with pytest.raises(Invalid):
        await comments.hide_comment(said.id, reason=" ", by=manager)
    await comments.hide_comment(said.id, reason="Insulting.", by=manager)

    assert await read_by(idea, None) == []
    assert await read_by(idea, cleo) == ["rude"]
    assert await counters(idea) == (0, 0)
    await comments.restore_comment(said.id, by=manager)
    assert await read_by(idea, None) == ["rude"]


async def test_nothing_is_said_with_no_words_and_a_form_sent_twice_says_it_once(database: str) -> None:
    idea, cleo = await an_idea(), await a_person("Cleo")

    with pytest.raises(Invalid):
        await a_comment(idea, "  \n ", by=cleo)
    await a_comment(idea, by=cleo, key="k")
    await a_comment(idea, by=cleo, key="k")

    assert await Comment.all().count() == 1


async def test_events_carry_the_audience_of_what_was_said(database: str) -> None:
    idea, emil = await an_idea(), await a_person("Emil", "employee")
    for audience in ("everyone", "author", "staff"):
        await a_comment(idea, by=emil, audience=audience)

    told = await Event.filter(action="comment.posted").order_by("id").values_list("audience", flat=True)
    assert list(told) == [Audience.PUBLIC, Audience.AUTHOR, Audience.STAFF]
