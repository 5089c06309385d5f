"""The demo's script keeps the house's rules, so that the player never meets a refusal."""

import re
from itertools import pairwise

from commands.demo.boards import BOARDS
from commands.demo.guests import CUSTOMERS, GUESTS, PARTNERS
from commands.demo.organisations import ORGANISATIONS
from commands.demo.posts import POSTS
from commands.demo.script import Act, Edited, Moved, Post, Reached, Said, Someone, Withdrawn, prose
from commands.demo.staff import STAFF
from core.markup import mentioned, render
from core.text import language
from ideas.loop import OPEN, Mover, Stage, Way, allowed
from ideas.tags import parsed
from ideas.visibility import belongs
from people.models import Role
from people.names import checked_handle
from tests.demo.every import each_post

PEOPLE = {person.handle: person for person in STAFF + GUESTS}
PLACES = {board.slug: board for board in BOARDS}
EXAMPLE = re.compile(r"[a-z0-9.-]+@example\.(com|org|net)")


def sees(person: Someone, post: Post) -> bool:
    return belongs(Role(person.role), PLACES[post.board].audience)


def stages(post: Post) -> list[tuple[float, Stage]]:
    """When the post came to which stage."""
    moved = [(step.days_ago, Stage(step.to)) for step in post.steps if isinstance(step, Moved | Reached)]
    withdrawn = [(step.days_ago, Stage.WITHDRAWN) for step in post.steps if isinstance(step, Withdrawn)]
    return [(post.days_ago, Stage.RECEIVED), *moved, *withdrawn]


def stage_at(post: Post, days_ago: float) -> Stage:
    """The stage just before that moment."""
    return [stage for since, stage in stages(post) if since > days_ago][-1]


def voters(post: Post) -> list[Someone]:
    """Those who could vote: they see it, aren't its author, and joined while votes were taken."""
    until = [end for (_, stage), (end, _) in pairwise([*stages(post), (0, Stage.RECEIVED)]) if stage in OPEN][
        -1
    ]
    return [
        one
        for one in PEOPLE.values()
        if one.handle != post.author and sees(one, post) and one.days_ago > until
    ]


def said(post: Post) -> list[Act]:
    return [act for act in post.acts if isinstance(act.step, Said)]


def texts(post: Post) -> list[str]:
    """Everything that is rendered as Markdown."""
    bodies = [act.step.body for act in post.acts if isinstance(act.step, Said)]
    return [post.body, *bodies]


def test_names_are_unique():
    for names in (
        [person.handle for person in STAFF + GUESTS],
        [person.email for person in STAFF + GUESTS],
        [person.name for person in STAFF + GUESTS],
        [board.slug for board in BOARDS],
        [post.key for post in POSTS],
        [post.title for post in POSTS],
        [one.key for one in ORGANISATIONS],
    ):
        assert len(names) == len(set(names))


def test_people_are_well_formed():
    for person in PEOPLE.values():
        assert checked_handle(person.handle) == person.handle
        assert EXAMPLE.fullmatch(person.email)
        assert len(person.headline) <= 120
        assert len(person.department) <= 80


def test_one_host_and_two_partner_organisations():
    kinds = {one.key: one.kind for one in ORGANISATIONS}

    assert list(kinds.values()).count("host") == 1
    assert list(kinds.values()).count("partner") == 2
    assert {kinds[person.organisation or ""] for person in STAFF} == {"host"}
    assert {kinds[person.organisation or ""] for person in PARTNERS} == {"partner"}
    assert {kinds[one.organisation] for one in CUSTOMERS if one.organisation} == {"customer"}


def test_the_yard_has_every_role():
    assert {person.role for person in PEOPLE.values()} == {
        "customer",
        "partner",
        "employee",
        "manager",
        "admin",
    }
    assert 25 <= len(PEOPLE) <= 30


def test_boards_are_looked_after_by_managers():
    for board in BOARDS:
        assert {PEOPLE[handle].role for handle in board.managers} <= {"manager", "admin"}
    assert {board.audience for board in BOARDS} == {"everyone", "members", "partners", "staff"}


def test_there_is_enough_of_everything():
    assert len(POSTS) >= 80
    assert {post.stage for post in POSTS} == {
        "received",
        "reviewing",
        "planned",
        "building",
        "shipped",
        "confirmed",
        "unconfirmed",
        "declined",
        "merged",
        "withdrawn",
    }
    assert {step.kind for post in POSTS for step in post.steps if isinstance(step, Moved) and step.kind} == {
        "exists_already",
        "out_of_scope",
        "cost",
        "policy",
        "other",
    }
    for lang, least in (("ko", 45), ("en", 30)):
        assert sum(post.lang == lang for post in POSTS) >= least
    for kind in ("idea", "complaint"):
        assert sum(post.kind == kind for post in POSTS) >= 25
    assert {act.step.audience for post in POSTS for act in said(post) if isinstance(act.step, Said)} == {
        "everyone",
        "author",
        "staff",
    }


@each_post
def test_a_post_fits_its_form(post: Post):
    assert 3 <= len(post.title) <= 120
    assert 0 < len(post.body) <= 20_000
    assert parsed(",".join(post.tags)) == list(post.tags)
    assert language(f"{post.title}\n{post.body}") == post.lang
    assert sees(PEOPLE[post.author], post)
    assert post.owner is None or PEOPLE[post.owner].is_staff


@each_post
def test_time_runs_forward(post: Post):
    for before, after in pairwise([post.days_ago, *(step.days_ago for step in post.steps)]):
        assert before > after > 0
    for act in said(post):
        if act.replies_to:
            assert act.replies_to.days_ago > act.step.days_ago > 0
    for step in post.steps:
        if isinstance(step, Said):
            for earlier, later in pairwise(step.replies):
                assert earlier.days_ago > later.days_ago
    times = [act.step.days_ago for act in post.acts]
    assert len(times) == len(set(times))


@each_post
def test_nobody_acts_before_joining_or_where_they_cannot_see(post: Post):
    assert PEOPLE[post.author].days_ago > post.days_ago
    for act in post.acts:
        assert PEOPLE[act.by].days_ago > act.step.days_ago
        assert sees(PEOPLE[act.by], post)


@each_post
def test_moves_follow_the_loop(post: Post):
    for move in [step for step in post.steps if isinstance(step, Moved)]:
        was, to, mover = stage_at(post, move.days_ago), Stage(move.to), PEOPLE[move.by]
        assert mover.is_staff
        part = Mover.EMPLOYEE if mover.role == "employee" else Mover.MANAGER
        assert allowed(was, to, Way.BY_HAND, frozenset({part})), (post.key, was, to, move.by)
        assert 0 < len(move.reason) <= 2000
        assert bool(move.kind) == bool(move.alternative) == (to is Stage.DECLINED)
        assert move.revisit_in_days is None or (to is Stage.DECLINED and move.revisit_in_days > 0)


@each_post
def test_comments_keep_their_audience(post: Post):
    for act in said(post):
        comment = act.step
        assert isinstance(comment, Said)
        assert len(comment.body) <= 10_000
        assert stage_at(post, comment.days_ago) is not Stage.WITHDRAWN
        assert PEOPLE[comment.by].is_staff or comment.audience == "everyone"
        if comment.answer:
            assert PEOPLE[comment.by].is_staff
            assert comment.by != post.author
            assert comment.audience == "everyone"
        if act.replies_to:
            assert not comment.replies
            assert not comment.answer
            assert comment.audience == act.replies_to.audience


@each_post
def test_edits_change_what_is_still_on_the_way(post: Post):
    title, body = post.title, post.body
    for edit in [step for step in post.steps if isinstance(step, Edited)]:
        assert stage_at(post, edit.days_ago) in OPEN
        assert edit.replaces is None or edit.replaces[0] in body
        before = (title, body)
        title, body = edit.applied(title, body)
        assert (title, body) != before
        assert 3 <= len(title) <= 120
        assert len(body) <= 20_000


@each_post
def test_only_what_nobody_touched_is_withdrawn(post: Post):
    if post.stage == "withdrawn":
        assert isinstance(post.steps[-1], Withdrawn)
        assert post.voters == 0 or post.voters == ()
        assert {act.by for act in said(post)} <= {post.author}


@each_post
def test_there_are_people_enough_to_vote(post: Post):
    able = {person.handle for person in voters(post)}
    if isinstance(post.voters, int):
        assert 0 <= post.voters <= len(able)
    else:
        assert set(post.voters) <= able


@each_post
def test_whoever_is_mentioned_can_read_it(post: Post):
    for text in texts(post):
        for handle in mentioned(text):
            assert sees(PEOPLE[handle], post)


@each_post
async def test_markdown_reads_as_meant(post: Post):
    for text in texts(post):
        shown = re.sub(r"<code>.*?</code>", "", await render(text), flags=re.S)
        assert not re.search(r"\*|\|--|```|^#", re.sub(r"<[^>]+>", "", shown), flags=re.M), text


def test_wrapped_prose_is_joined_and_blocks_are_kept():
    text = """
    A line that goes
    on here.

    - an entry that
      goes on
    - another

    | a | b |
    |---|---|
    ```
    code  stays
      as it is
    ```
    """

    assert prose(text) == (
        "A line that goes on here.\n\n- an entry that goes on\n- another\n\n| a | b |\n|---|---|\n"
        "```\ncode  stays\n  as it is\n```"
    )
