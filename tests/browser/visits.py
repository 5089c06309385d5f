"""Every page that the route table knows, with somebody of the demo who may see it."""

from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from activity import webhooks
from activity.models import Webhook, WebhookAttempt, WebhookMessage
from activity.preferences import unsubscribe_token
from core.database import rows
from frontend.routes import named
from moving.arriving.uploads import as_given, bring, choose
from people import sign_in
from people.models import Person
from roadmap import improvements
from roadmap.evidence import Given
from roadmap.models import Improvement
from triage.models import Report
from triage.reports import report

NOT_PAGES = {
    "feed",
    "releases_feed",
    "board_feed",
    "idea_feed",
    "room_feed",
    "health",
    "ready",
    "metrics",
    "import_report",
}

OPEN_TO_ALL = "i.board_id IN (SELECT id FROM board WHERE audience = 'everyone')"


ASKED = """SELECT r.idea_id AS id, p.handle FROM ask a JOIN person p ON p.id = a.person_id
           JOIN round r ON r.idea_id = a.idea_id AND r.cycle = a.cycle
           WHERE r.ended_at IS NULL AND a.answer IS NULL ORDER BY r.cycle DESC, r.id DESC LIMIT 1"""
"""Somebody who hasn't said yet whether something worked."""


@dataclass(frozen=True)
class Visit:
    name: str
    path: str
    handle: str | None


PARTNER = "soyoung"
"""Who opened the demo's closed room, wrote in it and has a conversation."""

ELSEWHERE: dict[str, str] = {
    "room": "SELECT id FROM room WHERE kind = 'closed'",
    "post": "SELECT id FROM post WHERE author_id = :me ORDER BY id",
    "remark": "SELECT id FROM post_comment WHERE author_id = :me ORDER BY id",
    "document": "SELECT id FROM document ORDER BY id",
    "suggestion": "SELECT id FROM suggestion WHERE state = 'open' ORDER BY id",
    "proposal": "SELECT id FROM proposal ORDER BY id",
    "need": "SELECT id FROM need WHERE person_id = :me ORDER BY id",
    "talk": "SELECT id FROM conversation ORDER BY id",
    "stranger": "SELECT id FROM person WHERE handle = 'jungho'",
    "company": "SELECT id FROM organisation WHERE kind = 'partner' ORDER BY id",
}
"""What partners have made, as that person sees it."""


async def known_ids() -> dict[str, Any]:
    async def one(sql: str) -> Any:
        found = await rows(sql)
        return found[0]["id"] if found else None

    mine = (
        await rows(
            """SELECT i.id, p.handle FROM idea i JOIN person p ON p.id = i.author_id
               WHERE i.stage = 'received' AND p.role = 'customer' ORDER BY i.comments DESC LIMIT 1"""
        )
    )[0]
    said = (
        await rows(
            """SELECT c.id, p.handle FROM comment c JOIN person p ON p.id = c.author_id
               WHERE c.edited_at IS NULL AND c.removed_at IS NULL AND p.role = 'customer' ORDER BY c.id LIMIT 1"""
        )
    )[0]
    await _reported(mine["id"])
    me = (await rows("SELECT id FROM person WHERE handle = :handle", handle=PARTNER))[0]["id"]
    theirs = {name: await rows(f"{sql} LIMIT 1", me=me) for name, sql in ELSEWHERE.items()}
    return {
        "theirs": {name: {"id": found[0]["id"]} for name, found in theirs.items() if found},
        "busiest": await one("SELECT id FROM idea WHERE stage = 'building' ORDER BY comments DESC LIMIT 1"),
        "declined": await one(f"SELECT id FROM idea i WHERE stage = 'declined' AND {OPEN_TO_ALL} LIMIT 1"),
        "edited": await one(
            f"SELECT r.idea_id AS id FROM revision r JOIN idea i ON i.id = r.idea_id WHERE {OPEN_TO_ALL} LIMIT 1"
        ),
        "mine": mine,
        "said": said,
        "improvement": await one("SELECT id FROM improvement WHERE state = 'posted' ORDER BY id LIMIT 1"),
        "draft": (await _a_draft()).id,
        "item": await one("SELECT item_id AS id FROM link WHERE ended_at IS NOT NULL ORDER BY id LIMIT 1"),
        "release": await one("SELECT id FROM release WHERE published_at IS NOT NULL ORDER BY id LIMIT 1"),
        "asked": (await rows(ASKED))[0],
        "person": await one("SELECT id FROM person WHERE role = 'employee' LIMIT 1"),
        "board": (
            await rows("SELECT slug FROM board WHERE audience = 'everyone' AND archived_at IS NULL LIMIT 1")
        )[0],
        "board_id": await one("SELECT id FROM board WHERE archived_at IS NULL LIMIT 1"),
        "organisation": await one("SELECT id FROM organisation LIMIT 1"),
        "webhook": await _a_webhook(),
        "mail": await one("SELECT id FROM outbox_mail WHERE NOT private ORDER BY id LIMIT 1"),
        "upload": await _an_upload(),
        "link": await sign_in.link_for("somebody@example.com"),
        "admin": (await rows("SELECT handle FROM person WHERE role = 'admin'"))[0]["handle"],
        "manager": (await rows("SELECT handle FROM person WHERE role = 'manager'"))[0]["handle"],
        "partner": (await rows("SELECT handle FROM person WHERE role = 'partner' ORDER BY id"))[0]["handle"],
        "customer": (await rows("SELECT handle, id FROM person WHERE role = 'customer' ORDER BY id LIMIT 1"))[
            0
        ],
    }


async def _reported(idea_id: int) -> None:
    """Something that waits to be judged, reported once."""
    if not await Report.exists():
        reporter = await Person.filter(role="partner").order_by("id").first()
        assert reporter
        await report(idea_id, reason="spam", words="광고예요", by=reporter)


async def _an_upload() -> int:
    """A file whose columns can be chosen."""
    admin = await Person.get(role="admin")
    known_board = (await rows("SELECT slug FROM board WHERE archived_at IS NULL ORDER BY id LIMIT 1"))[0][
        "slug"
    ]
    file = "번호,제목,상태,추천\n1,다크모드가 있으면 좋겠어요,완료,3\n2,가,접수,1\n"
    upload = await bring("ideas.csv", file.encode(), by=admin)
    chosen = {
        **as_given(upload.columns),
        "board": known_board,
        "kind": "idea",
        "zone": "Asia/Seoul",
        "source": "old",
    }
    return int((await choose(upload.id, chosen, by=admin)).id)


async def _a_draft() -> Improvement:
    """An unfinished improvement, made once: the form's page."""
    complaint = (await rows("SELECT id FROM idea WHERE kind = 'complaint' AND stage = 'building' LIMIT 1"))[
        0
    ]["id"]
    manager = await Person.get(
        handle=(await rows("SELECT handle FROM person WHERE role = 'manager'"))[0]["handle"]
    )
    evidence = [Given("before", value="12.5", unit="분"), Given("after", text="훨씬 빨라요")]
    return await improvements.draft(
        title="초안이에요", complaints=[complaint], evidence=evidence, key="gates", by=manager
    )


async def _a_webhook() -> int:
    """One with a message in its log, made once."""
    standing = await Webhook.first()
    if standing is None:
        admin = await Person.filter(role="admin").order_by("id").first()
        assert admin
        standing, _secret = await webhooks.add(
            url="https://hooks.invalid/in", chosen=["idea.moved"], by=admin
        )
        await webhooks.send_test(standing.id, by=admin)
        await WebhookAttempt.create(
            message_id=(await WebhookMessage.get(webhook_id=standing.id)).id,
            status=500,
            error="The receiver answered that something is wrong.",
            body='{"type":"webhook.test"}',
            answer="Sorry",
            milliseconds=31,
        )
    return int(standing.id)


def visits(known: dict[str, Any]) -> list[Visit]:
    """Every page of the route table, with somebody who may see it. An unknown one fails here."""
    admin, manager, customer = known["admin"], known["manager"], known["customer"]["handle"]
    fills: dict[str, tuple[dict[str, object], str | None]] = {
        "board": (known["board"], None),
        "idea_by_number": ({"id": known["busiest"]}, manager),
        "idea": ({"id": known["declined"], "slug": "x"}, None),
        "edit_idea": ({"id": known["mine"]["id"]}, known["mine"]["handle"]),
        "history": ({"id": known["edited"]}, None),
        "others_like": ({"id": known["busiest"]}, manager),
        "reply_form": ({"id": known["said"]["id"]}, known["said"]["handle"]),
        "report_form": ({"id": known["said"]["id"]}, known["partner"]),
        "hide_form": ({"id": known["said"]["id"]}, manager),
        "edit_comment": ({"id": known["said"]["id"]}, known["said"]["handle"]),
        "improvement": ({"id": known["improvement"]}, manager),
        "new_improvement": ({}, manager),
        "roadmap": ({}, manager),
        "new_item": ({}, manager),
        "item": ({"id": known["item"]}, manager),
        "edit_item": ({"id": known["item"]}, manager),
        "new_release": ({}, manager),
        "release": ({"id": known["release"]}, manager),
        "edit_release": ({"id": known["release"]}, manager),
        "edit_improvement": ({"id": known["draft"]}, manager),
        "comment_history": ({"id": known["said"]["id"]}, None),
        "verdict": ({"id": known["asked"]["id"]}, known["asked"]["handle"]),
        "sign_in_link": ({"token": known["link"]}, None),
        "profile": ({"id": known["person"]}, None),
        "unsubscribe": (
            {"token": unsubscribe_token(known["customer"]["id"], ("idea", known["busiest"]), "moves")},
            None,
        ),
        **_of_partners(known["theirs"]),
        "admin_person": ({"id": known["person"]}, admin),
        "admin_erasure": ({"id": known["person"]}, admin),
        "edit_organisation": ({"id": known["organisation"]}, admin),
        "edit_board": ({"id": known["board_id"]}, admin),
        "outbox_mail": ({"id": known["mail"]}, admin),
        "webhook": ({"id": known["webhook"]}, admin),
        "edit_webhook": ({"id": known["webhook"]}, admin),
        "import": ({"id": known["upload"]}, admin),
    }
    found = [
        Visit("nowhere", "/nowhere", None),
        Visit("home_signed_in", "/?stage=all&sort=discussed", customer),
        Visit("idea_asking", f"/ideas/{known['asked']['id']}", known["asked"]["handle"]),
        Visit("found", "/?q=예약", None),
        Visit("not_found", f"/boards/{known['board']['slug']}?q=zzzz&kind=idea", customer),
        Visit("composer_with_similar", "/ideas/new?title=예약", customer),
        Visit("similar_words", "/ideas/similar?title=예약", None),
        Visit("api", "/api", None),
        Visit("roadmap_signed_out", "/roadmap", None),
        Visit("item_signed_out", f"/roadmap/{known['item']}", None),
        Visit("triage_desk", f"/triage?idea={known['busiest']}&find=", admin),
    ]
    for route in named():
        if "GET" in (route.methods or ()) and route.name not in NOT_PAGES:
            assert "{" not in route.path or route.name in fills, (
                f"{route.name}: say here what fills its address"
            )
            params, handle = fills.get(route.name, ({}, _reader(route, admin, customer)))
            path = str(route.url_path_for(route.name, **{name: str(value) for name, value in params.items()}))
            asked = (
                f"?about=room-{known['theirs']['room']['id']}" if route.name == "new_partner_report" else ""
            )
            found.append(Visit(route.name, path + asked, PARTNER if asked else handle))
    return found


def _of_partners(theirs: dict[str, Any]) -> dict[str, tuple[dict[str, object], str | None]]:
    """The pages of what partners do with each other, each with a thing of its kind."""
    pages = {
        "room": ("room", "edit_room", "room_members", "room_feed_settings", "documents", "new_document"),
        "post": ("post", "edit_post"),
        "remark": ("edit_post_comment",),
        "document": (
            "document",
            "edit_document",
            "document_history",
            "document_comparison",
            "document_proposals",
            "suggestions",
            "new_suggestion",
        ),
        "suggestion": ("suggestion",),
        "proposal": ("proposal",),
        "need": ("need", "edit_need"),
        "talk": ("conversation",),
        "stranger": ("new_request",),
        "company": ("organisation",),
    }
    plain = ("rooms", "new_room", "directory", "new_need", "conversations")
    return {
        **{page: (theirs[thing], PARTNER) for thing, named_so in pages.items() for page in named_so},
        **{page: ({}, PARTNER) for page in plain},
        "edit_suggestion": (theirs["suggestion"], "wonjae"),
        "document_version": ({**theirs["document"], "n": 1}, PARTNER),
    }


def _reader(route: Route, admin: str, customer: str) -> str | None:
    if route.path.startswith(("/admin", "/triage")):
        return admin
    return customer if route.path.startswith(("/settings", "/notices", "/welcome")) else None
