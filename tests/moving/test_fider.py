"""A portal of Fider moves in: nothing is lost, nothing comes twice, nobody is told, and duplicates can be undone."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activity.models import Delivery, Notice, Subscription, Task
from activity.worker import drain
from core.errors import Refused
from ideas.models import Comment
from ideas.ranking import hot
from ideas.tags import tags_of
from moving.arriving import merges
from moving.arriving.fider_backup import Backup
from moving.arriving.sources import fider
from moving.models import OldAddress
from people.models import Person, Role, Visibility
from tests.makers import a_person
from tests.moving.files import FIDER, a_backup, a_csv, a_post, a_vote
from tests.moving.moving import all_is_well, everything, here, moved_in, somebody
from triage.merging import undo
from triage.models import Attention, Merge, Why
from voting.models import Vote
from voting.operations import withdraw_vote


async def test_a_whole_portal_moves_in(database: str, tmp_path: Path) -> None:
    done = await moved_in(Backup(a_backup(tmp_path)))

    dark, planned, duplicate = await here(1), await here(2), await here(3)
    assert (dark.title, dark.lang, dark.votes, dark.votes_imported) == (
        "다크모드가 있으면 좋겠어요",
        "ko",
        5,
        0,
    )
    assert dark.hot == pytest.approx(hot(5, dark.created_at))
    assert dark.created_at == datetime(2021, 3, 1, 5, 6, 7, 123456, tzinfo=UTC)
    assert await tags_of(dark.id) == ["모바일 앱"]
    assert (planned.title, planned.body, planned.stage) == ("20212022", "12", "planned")
    assert planned.answered_at == planned.stage_changed_at == datetime(2021, 4, 1, tzinfo=UTC)
    answer = await Comment.get(idea_id=planned.id, is_answer=True)
    assert (answer.body, answer.author_id) == ("곧 만들어요", (await somebody("boss@example.com")).id)
    assert (duplicate.stage, duplicate.merged_into_id, duplicate.votes) == ("merged", dark.id, 0)
    assert (await here(4)).merged_into_id == dark.id
    assert [(await here(number)).stage for number in (9, 10, 16)] == ["shipped", "declined", "building"]
    assert (await here(12)).title.endswith("…")
    assert (await here(12)).body.startswith("**xxx")
    assert (await here(13)).held
    assert await Attention.exists(idea_id=(await here(13)).id, why=Why.HELD)
    assert not await Attention.exists(idea_id=planned.id)
    assert not await Attention.exists(idea_id=duplicate.id, cleared_at=None)
    assert done.wrong == {"posts 111", "posts 114", "posts 115", "comments 5", "comments 8"} | {
        "post_votes 102/99",
        "post_votes 177/1",
    }
    await all_is_well()


async def test_people_come_without_a_sign_in_and_nobody_becomes_staff(database: str, tmp_path: Path) -> None:
    known = await a_person("Grace Hopper", email="grace@example.com")

    done = await moved_in(Backup(a_backup(tmp_path)))

    assert {person.role for person in await Person.all()} == {Role.CUSTOMER}
    boss = await somebody("boss@example.com")
    assert (boss.name, boss.visibility) == ("Boss", Visibility.HIDDEN)
    assert (await somebody("grace@example.com")).name == known.name == "Grace Hopper"
    assert done.said_of("users 6") == [
        "Was “administrator” there and is a customer here: appoint them on the page of people."
    ]
    assert "no e-mail address" in done.said_of("users 7")[0]
    nameless = await Person.filter(email=None).order_by("id")
    assert [person.name for person in nameless] == ["12345", "", "Broken", ""]  # and whoever merged
    assert {person.visibility for person in nameless} == {Visibility.HIDDEN}


async def test_comments_keep_what_they_were(database: str, tmp_path: Path) -> None:
    done = await moved_in(Backup(a_backup(tmp_path)))

    dark = await here(1)
    said = {each.body: each for each in await Comment.filter(idea_id=dark.id)}
    assert set(said) == {"저도 **필요해요**", "", "777", "Waits"}
    assert "<strong>" in said["저도 **필요해요**"].body_html
    assert (said["777"].author_id, said["Waits"].hidden_at is None) == (None, False)
    assert said[""].removed_at == datetime(2021, 5, 1, tzinfo=UTC)
    assert dark.comments == 4  # two that stand, and on its duplicate one and an answer
    assert (await Comment.get(body="Edited there")).edited_at == datetime(2021, 5, 1, tzinfo=UTC)
    assert done.said_of("comments 5") == ["The comment says nothing."]
    assert done.said_of("comments 6") == ["What it belongs to was deleted there."]


async def test_nobody_is_told_and_whoever_had_unsubscribed_stays_so(database: str, tmp_path: Path) -> None:
    await moved_in(Backup(a_backup(tmp_path)))
    grace, dark = await somebody("grace@example.com"), await here(1)

    assert not await Task.exclude(kind="import_duplicates").exists()
    await drain()
    assert await Notice.all().count() == await Delivery.all().count() == 0
    assert (await Subscription.get(subject_id=dark.id, person_id=grace.id)).muted
    author = await somebody("haneul@example.com")
    assert not (await Subscription.get(subject_id=dark.id, person_id=author.id)).muted
    assert not await Subscription.filter(person__email=None).exists()


async def test_a_second_time_changes_nothing_and_later_votes_follow(database: str, tmp_path: Path) -> None:
    await moved_in(Backup(a_backup(tmp_path)))
    before = await everything()

    done = await moved_in(Backup(a_backup(tmp_path)))

    assert not done.outcome.changed
    assert await everything() == before
    later = [*FIDER["post_votes"], a_vote(16, 2), a_vote(4, 7)]
    posts = [*FIDER["posts"][:-1], a_post(16, "Being made, with another title", status=1)]
    await moved_in(Backup(a_backup(tmp_path, post_votes=later, posts=posts)))
    assert [(await here(number)).votes for number in (1, 16)] == [6, 1]
    assert (await here(16)).title == "Being made, with another title"
    await all_is_well()


async def test_what_was_undone_or_taken_back_here_stays_so(database: str, tmp_path: Path) -> None:
    await moved_in(Backup(a_backup(tmp_path)))
    manager, haneul = await a_person("Mina", "manager"), await somebody("haneul@example.com")
    made = await Merge.get(source_id=(await here(3)).id)

    await undo(made.id, by=manager)
    await withdraw_vote((await here(1)).id, by=haneul)

    again, dark = await here(3), await here(1)
    assert (again.stage, again.votes, dark.votes) == ("received", 3, 2)  # Grace, 5 and Boss; Grace and 12345
    assert (await here(4)).merged_into_id == again.id
    assert dark.comments == 2
    await all_is_well()
    before = await everything()
    await moved_in(Backup(a_backup(tmp_path)))
    assert await everything() == before


async def test_an_import_that_was_killed_is_taken_up(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = Backup(a_backup(tmp_path))

    async def killed(*given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(merges, "take", killed)
        with pytest.raises(ZeroDivisionError):
            await moved_in(backup)
    await all_is_well()
    assert await Vote.exists()
    assert not await Merge.exists()

    await moved_in(backup)

    assert (await here(1)).votes == 5
    assert await Merge.all().count() == 3
    await all_is_well()


async def test_a_dry_run_and_a_strict_one_with_something_wrong_write_nothing(
    database: str, tmp_path: Path
) -> None:
    backup, before = Backup(a_backup(tmp_path)), await everything()

    dry = await moved_in(backup, dry_run=True)
    strict = await moved_in(backup, strict=True)

    assert await everything() == before
    assert dry.outcome.wrong == strict.outcome.wrong == 7
    assert dry.outcome.kinds["duplicates"].taken == 3
    good = Backup(
        a_backup(tmp_path, posts=[a_post(1, "Alone and good")], comments=[], post_votes=[a_vote(1, 1)])
    )
    await moved_in(good, strict=True)
    assert (await here(1)).votes == 1


async def test_old_addresses_lead_to_ideas(database: str, tmp_path: Path) -> None:
    await moved_in(Backup(a_backup(tmp_path)))
    done = await moved_in(Backup(a_backup(tmp_path)), "another")

    assert (await OldAddress.get(path="/posts/3")).idea_id == (await here(3)).id
    assert "The address /posts/3 leads to another idea already." in done.said_of("posts 103")


async def test_the_list_of_posts_has_numbers_of_votes(database: str, tmp_path: Path) -> None:
    row = {
        "created_at": "2021-03-04T05:06:07Z",
        "created_by": "김하늘",
        "votes_count": "12",
        "comments_count": 3,
    }
    path = a_csv(
        tmp_path,
        {"number": 1, "title": "다크모드", "description": "밤에", "status": "open", "tags": "a, b", **row},
        {"number": 2, "title": "Night", "status": "duplicate", "original_number": 1, **row},
        {"number": 3, "title": "Gone", "status": "deleted", **row},
        {
            "number": 4,
            "title": "Done",
            "status": "completed",
            "response": "Yes",
            "responded_by": "Boss",
            **row,
        },
    )

    done = await moved_in(fider(path))

    dark, night = await here(1), await here(2)
    assert (dark.author_name, dark.votes, dark.votes_imported, night.merged_into_id) == (
        "김하늘",
        0,
        12,
        dark.id,
    )
    assert await tags_of(dark.id) == ["a", "b"]
    answer = await Comment.get(is_answer=True)
    assert ((await Person.get(id=answer.author_id)).name, (await here(4)).stage) == ("Boss", "shipped")
    assert done.said_of("line 4")[0] == "It was deleted there."
    assert done.wrong == set()
    await all_is_well()


BROKEN = {
    "[{]": "posts.json isn't whole: it can't be read as JSON behind its object 0.",
    '[{"id": 1}, {"id": 2': "posts.json isn't whole: it can't be read as JSON behind its object 1.",
    '{"id": 1}': "posts.json isn't whole",
    '[{"id": NaN}]': "posts.json isn't whole",
    "[" * 100_000: "posts.json isn't whole",
    "[1, 2]": "posts.json isn't whole",
}


@pytest.mark.parametrize("posts", BROKEN)
def test_broken_json_is_answered_in_a_sentence(posts: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=BROKEN[posts].replace("[", r"\[")):
        Backup(a_backup(tmp_path, posts=posts))


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    bomb = a_backup(tmp_path, posts="[" + " " * (20 << 20) + "]")
    with pytest.raises(Refused, match="that is no backup"):
        Backup(bomb)
    torn = tmp_path / "torn.zip"
    torn.write_bytes(a_backup(tmp_path).read_bytes()[:-30])
    with pytest.raises(Refused, match="damaged"):
        fider(torn)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("users.json", json.dumps([]))
    with pytest.raises(Refused, match="has no posts"):
        fider(tmp_path / "other.zip")
    with pytest.raises(Refused, match="has no column status"):
        fider(a_csv(tmp_path, {"number": 1, "title": "Something"}))
    with pytest.raises(Refused, match="There is no file"):
        fider(tmp_path / "nothing.zip")
