"""Somebody whose traces are everywhere, for the tests of erasure."""

from activity import preferences, webhooks, worker
from activity.models import WebhookAttempt, WebhookMessage
from core.database import in_transaction
from ideas import comments, operations
from ideas.coauthors import Credit, credit
from ideas.models import Idea
from moving.models import Arrival, LeftRow, Thing, Upload
from partners import posts, reporting
from people import intents, invitations, sessions, sign_in, tokens
from people.blocks import block
from people.models import Organisation, Person
from roadmap import verdicts
from tests.makers import a_comment, a_person, an_idea, an_item
from tests.partners.world import a_document, a_member, a_need, a_room, a_suggestion, a_talk
from tests.roadmap.world import ship
from triage.reports import report
from triage.views import save
from voting.operations import cast_vote

MARKS = ("zmarkia", "zurname", "zmail", "zhandle", "zbio", "zheadline", "zdepartment", "zwords", "zagent")
"""What says who they were, in lower case; `zwords` stands in words that go with them."""


async def somebody(role: str = "partner") -> Person:
    organisation = await Organisation.create(name="Clay Ltd", kind="partner")
    return await a_person(
        "Zmarkia Zurname",
        role,
        email="zmail@zmail.example",
        handle="zhandle-z",
        bio="zbio",
        headline="zheadline",
        department="zdepartment",
        organisation=organisation,
        locale="ko",
        timezone="Asia/Seoul",
        contact="members",
    )


async def traces_of(ada: Person) -> Idea:
    """They did a little of everything; others spoke of them. Gives an idea of theirs that many voted for."""
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace", "partner", contact="members")
    idea = await an_idea("Wheels for potters", by=ada, body="Write to @zhandle-z or Zmail@zmail.example.")
    for voter in (ada, grace):
        await cast_vote(idea.id, by=voter)
    await operations.edit(idea.id, title=idea.title, body="Write to @zhandle-z at once.", by=ada)
    said = await a_comment(idea, "Thank you @zhandle-z, and @" + grace.handle, by=mina, answer=True)
    await comments.edit_comment(said.id, body="Thanks, @zhandle-z, and @" + grace.handle, by=mina)
    await a_comment(idea, "You are welcome.", by=ada)
    await report(idea.id, comment_id=said.id, reason="other", words="zwords of a report", by=ada)
    await _joint(ada, grace)
    await an_item("Wheels", by=mina, summary="As @zhandle-z says")
    await _with_partners(ada, grace)
    await _asked_for(ada, mina)
    await worker.drain()
    await _known_to_programs(ada)
    return idea


async def _known_to_programs(ada: Person) -> None:
    """A token, a webhook's log, and what an import remembers."""
    await tokens.make(ada.id, name="zwords", scopes=["read"])
    root = await a_person("Keeper of hooks", "admin")
    hook = (await webhooks.add(url="https://hooks.invalid", chosen=["idea.posted"], by=root))[0]
    await webhooks.send_test(hook.id, by=root)
    message = await WebhookMessage.get(webhook_id=hook.id, event_id=None)
    await WebhookAttempt.create(message=message, body='{"title": "As @zhandle-z says"}', milliseconds=1)
    await Arrival.create(
        source="old", thing=Thing.PERSON, source_id="name:zmarkia zurname", subject_id=ada.id
    )
    upload = await Upload.create(by=root, name="old.csv", content=b"")
    await LeftRow.create(upload=upload, line=1, title="Zmail@zmail.example wrote", reason="Too long")


@in_transaction
async def _joint(ada: Person, grace: Person) -> None:
    await credit(await an_idea("A joint one", by=grace), [Credit(ada.id, "Zmarkia the potter")])


async def _with_partners(ada: Person, grace: Person) -> None:
    room = await a_room(by=ada)
    await a_member(room, grace)
    post = await posts.write(room.id, body="Hello from @zhandle-z", by=grace)
    await posts.comment(post.id, body="It is I.", by=ada)
    document = await a_document(room, by=ada)
    await a_suggestion(document, "The first line, says @zhandle-z.\n\nThe last line.", by=grace)
    await a_need("We look for zwords.", by=ada)
    await a_talk(ada, grace)
    await reporting.report("post", post.id, reason="other", words="zwords", by=ada)


async def _asked_for(ada: Person, mina: Person) -> None:
    """Sessions, mail, settings, judgements."""
    await sessions.begin(ada, "zagent")
    await sign_in.ask(str(ada.email), browser="b", locale="en")
    await intents.claim((await intents.keep("vote", "/", {"title": "zwords"}))[1], ada)
    if not ada.is_staff:
        await block(ada.id, by=await a_person("Blocker"))
        shipped = await an_idea("Shipped for them", by=ada)
        await ship(shipped, by=mina)
        await verdicts.answer(shipped.id, answer="partly", comment="zwords of a verdict", by=ada)
    await preferences.set_all(ada.id, "digest")
    await invitations.invite("guest@example.com", by=await a_person("Root", "admin"))
    await save("Theirs", f"q=author:@{ada.handle}", by=mina)
