"""The demo as it was played: everything is there, the counters are right, and time runs forward."""

import json
import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from commands.demo import player
from commands.demo.circles import TITLE
from commands.demo.hours import ZONE, moment
from commands.demo.improved import DEEDS, JOINED, JUDGED
from commands.demo.posts import POSTS
from commands.demo.script import Edited, Post
from commands.demo.timeline import PEOPLE, ballots, open_spans, owned
from composition import compose
from core.clock import now
from core.database import Row, opened, rows
from core.database import moment as read
from core.errors import Refused
from frontend import mail
from tests.demo.every import each_post

DATABASES = ["sqlite", "postgres"] if os.environ.get("MADANG_TEST_FULL") == "1" else ["sqlite"]
"""The demo is played by the operations that everybody uses, and these are tested on both."""


@pytest.fixture
async def steps(database_url: str, played_file: Path) -> AsyncIterator[list[tuple[int, int]]]:
    """What was told while the demo was played in the database that is open; on SQLite, once for the whole run."""
    told: list[tuple[int, int]] = []
    if database_url.startswith("sqlite"):
        shutil.copy(played_file, database_url.removeprefix("sqlite://"))
        told += map(tuple, json.loads(played_file.with_suffix(".json").read_text()))
    compose()
    mail.fill()
    async with opened(database_url):
        if not told:
            assert await player.is_empty()
            await player.play(lambda done, total: told.append((done, total)))
        yield told


@pytest.mark.parametrize("database_url", DATABASES, indirect=True)
async def test_the_demo_is_played_whole(steps: list[tuple[int, int]]) -> None:
    assert [done for done, _ in steps] == list(range(steps[-1][1] + 1))
    await every_post_is_there()
    await counters_equal_rows()
    await time_runs_forward()
    await people_are_told()
    await no_mail_waits()
    await the_loop_is_closed()
    assert not await player.is_empty()
    with pytest.raises(Refused, match="needs an empty one"):
        await player.play()


async def every_post_is_there() -> None:
    found = await rows(
        """SELECT i.title, i.stage, i.kind, i.lang, i.votes, b.slug AS board, a.handle AS author, o.handle AS owner
           FROM idea i JOIN board b ON b.id = i.board_id JOIN person a ON a.id = i.author_id
           LEFT JOIN person o ON o.id = i.owner_id"""
    )
    there = {each.pop("title"): each for each in found}
    for post in POSTS:
        assert there.pop(title_at_the_end(post)) == {
            "stage": post.stage,
            "kind": post.kind,
            "lang": post.lang,
            "votes": votes_at_the_end(post),
            "board": post.board,
            "author": post.author,
            "owner": post.owner,
        }
    assert there.pop(TITLE)["author"] == "soyoung"  # what the partners wrote together
    assert not there


def votes_at_the_end(post: Post) -> int:
    """Whoever voted for it or for what was merged into it, once each; what was merged away has none of its own."""
    if post.stage == "merged":
        return 0
    sources = {joined.source for joined in JOINED if joined.into == post.key}
    return len({one.handle for each in POSTS if each.key in {post.key, *sources} for _, one in ballots(each)})


def title_at_the_end(post: Post) -> str:
    title, body = post.title, post.body
    for step in post.steps:
        if isinstance(step, Edited):
            title, body = step.applied(title, body)
    return title


async def counters_equal_rows() -> None:
    wrong = await rows(
        """SELECT id FROM idea i WHERE votes <> (SELECT count(*) FROM vote WHERE counted_on_id = i.id)
           OR comments <> (SELECT count(*) FROM comment c JOIN idea s ON s.id = c.idea_id
                           WHERE i.id IN (s.id, s.merged_into_id) AND c.audience = 'everyone')
           OR staff_comments <> (SELECT count(*) FROM comment WHERE idea_id = i.id AND audience <> 'everyone')"""
    )
    assert wrong == []


async def time_runs_forward() -> None:
    events = await rows("SELECT created_at, root_id FROM event ORDER BY id")
    times = times_of(events)
    assert all(before <= after for before, after in pairwise(times))
    assert times[-1] < now()
    assert {time.astimezone(ZONE).hour for time in times} <= set(range(8, 22))
    for table in ("person", "idea", "comment", "vote", "notice", "statement", "delivery", "outbox_mail"):
        assert max(times_of(await rows(f"SELECT created_at FROM {table}"))) < now(), table


def times_of(found: list[Row]) -> list[datetime]:
    return [read(each["created_at"]) for each in found]


async def people_are_told() -> None:
    """At the time of what they are told of, one notice an act; a few of them are new."""
    notices = await rows(
        """SELECT n.person_id, n.seen_at, n.created_at, e.created_at AS happened_at
           FROM notice n JOIN event e ON e.id = n.event_id"""
    )
    assert all(read(each["created_at"]) == read(each["happened_at"]) for each in notices)
    assert {each["person_id"] for each in notices} == {
        each["id"] for each in await rows("SELECT id FROM person")
    }
    unread = Counter(each["person_id"] for each in notices if each["seen_at"] is None)
    assert len(unread) > len(PEOPLE) / 2
    assert max(unread.values()) <= 20
    assert (
        await rows(
            "SELECT id FROM task WHERE done_at IS NULL AND due_at <= :then",
            then=moment(player.JUST_NOW, now()),
        )
        == []
    )


async def no_mail_waits() -> None:
    assert await rows("SELECT id FROM delivery WHERE done_at IS NULL OR last_error <> ''") == []
    assert 1 <= len(await rows("SELECT id FROM outbox_mail")) <= 30


async def the_loop_is_closed() -> None:
    """A complaint was improved, judged, reopened, improved again and confirmed; what people answered is counted."""
    rounds = await rows(
        "SELECT sum(yes + partly + no + cant_tell) AS answers, max(cycle) AS cycle FROM round"
    )
    assert rounds[0] == {
        "answers": len({(each.post, each.by, each.days_ago > 20) for each in JUDGED}),
        "cycle": 2,
    }
    posted = await rows("SELECT count(*) AS num FROM improvement WHERE state = 'posted'")
    assert posted[0]["num"] == len(DEEDS)
    assert await rows("SELECT id FROM item WHERE stage = 'dropped'")
    assert await rows("SELECT id FROM event WHERE action = 'item.promised'")


@each_post
def test_votes_are_cast_while_they_are_taken(post: Post) -> None:
    cast = ballots(post)

    assert cast == ballots(post)
    assert len({one.handle for _, one in cast}) == len(cast)
    for days, one in cast:
        assert days < one.days_ago
        assert any(since > days > until for since, until in open_spans(post))


@each_post
def test_owners_are_named_while_it_is_on_the_way(post: Post) -> None:
    if post.owner:
        days, by = owned(post)
        assert any(since > days > until for since, until in open_spans(post))
        assert by == post.owner or PEOPLE[by].role in ("manager", "admin")


@pytest.mark.parametrize("hour", range(24))
def test_days_ago_is_in_the_past_and_awake(hour: int) -> None:
    end = datetime(2030, 3, 5, hour, 20, tzinfo=UTC)
    times = [moment(tenths / 10, end) for tenths in range(1, 300)]

    assert times[0] < end
    assert all(earlier < later for later, earlier in pairwise(times))
    assert all(8 <= time.hour < 22 for time in times)
    assert timedelta(days=29) < end - times[-1] < timedelta(days=31)
