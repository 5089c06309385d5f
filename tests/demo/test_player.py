"""The demo as it was played: everything is there, the counters are right, and time runs forward."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from commands.demo import player
from commands.demo.hours import ZONE, moment
from commands.demo.posts import POSTS
from commands.demo.script import Edited, Post
from commands.demo.timeline import PEOPLE, ballots, open_spans, owned
from core.clock import now
from core.database import Row, rows
from core.database import moment as read
from core.errors import Refused
from frontend import mail

each_post = pytest.mark.parametrize("post", POSTS, ids=lambda post: post.key)


async def test_the_demo_is_played_whole(database: str) -> None:
    mail.fill()
    assert await player.is_empty()
    steps: list[tuple[int, int]] = []

    await player.play(lambda done, total: steps.append((done, total)))

    assert [done for done, _ in steps] == list(range(steps[-1][1] + 1))
    await every_post_is_there()
    await counters_equal_rows()
    await time_runs_forward()
    await people_are_told()
    await no_mail_waits()
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
            "votes": post.voters if isinstance(post.voters, int) else len(post.voters),
            "board": post.board,
            "author": post.author,
            "owner": post.owner,
        }
    assert not there


def title_at_the_end(post: Post) -> str:
    title, body = post.title, post.body
    for step in post.steps:
        if isinstance(step, Edited):
            title, body = step.applied(title, body)
    return title


async def counters_equal_rows() -> None:
    wrong = await rows(
        """SELECT id FROM idea i WHERE votes <> (SELECT count(*) FROM vote WHERE counted_on_id = i.id)
           OR comments <> (SELECT count(*) FROM comment WHERE idea_id = i.id AND audience = 'everyone')
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
    assert await rows("SELECT id FROM task WHERE done_at IS NULL") == []


async def no_mail_waits() -> None:
    assert await rows("SELECT id FROM delivery WHERE done_at IS NULL OR last_error <> ''") == []
    assert 1 <= len(await rows("SELECT id FROM outbox_mail")) <= 30


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
