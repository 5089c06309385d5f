"""Comments follow their source as long as nobody changes them here; what both sides changed stays and is told."""

from pathlib import Path
from typing import Any

import pytest

from activity.models import Event
from ideas.comments import edit_comment, remove_comment
from ideas.models import Comment, CommentRevision
from moving.arriving import rewordings
from moving.arriving.fider_backup import Backup
from moving.models import Arrival
from people.erasing import erase
from tests.makers import a_person
from tests.moving.files import FIDER, a_backup, a_post, a_said
from tests.moving.moving import Done, all_is_well, everything, here, moved_in, somebody

BOTH = "Its words have changed in the source and here: they stay as they are here."


async def _moved(folder: Path, *said: dict[str, Any], dry_run: bool = False) -> Done:
    """Another import in which the first comment, and others, stand like this."""
    ours = {each["id"] for each in said}
    comments = [*said, *(each for each in FIDER["comments"] if each["id"] not in ours)]
    return await moved_in(Backup(a_backup(folder, comments=comments)), dry_run=dry_run)


async def _said(number: int) -> Comment:
    arrival = await Arrival.get(thing="comment", source_id=str(number))
    return await Comment.get(id=arrival.subject_id)


async def test_words_follow_their_source_and_the_ones_before_stay_in_their_history(
    database: str, tmp_path: Path
) -> None:
    await _moved(tmp_path)
    first, events = await _said(1), await Event.all().count()
    changed = a_said(1, 1, "저도 *아주* 필요해요", edited_at="2021-06-01T00:00:00Z")

    dry = await _moved(tmp_path, changed, dry_run=True)
    done = await _moved(tmp_path, changed)

    now = await _said(1)
    assert (dry.outcome.kinds["comments"].updated, done.outcome.kinds["comments"].updated) == (1, 1)
    assert (now.body, "<em>" in now.body_html, now.lang) == ("저도 *아주* 필요해요", True, "ko")
    assert str(now.edited_at) == "2021-06-01 00:00:00+00:00"
    assert (now.created_at, now.author_id) == (first.created_at, first.author_id)
    assert [each.body for each in await CommentRevision.filter(comment_id=now.id)] == [first.body]
    event = await Event.get(action="arrival.reworded")
    assert (event.subject_id, event.actor_id, event.details) == (
        now.idea_id,
        None,
        {"source": "old", "number": 1},
    )
    assert await Event.all().count() == events + 1
    await all_is_well()
    before = await everything()
    assert not (await _moved(tmp_path, changed)).outcome.changed
    assert await everything() == before


async def test_what_somebody_changed_here_stays_and_is_told_once_the_source_changes(
    database: str, tmp_path: Path
) -> None:
    await _moved(tmp_path)
    grace = await somebody("grace@example.com")
    await edit_comment((await _said(1)).id, body="As I say it here", by=grace)
    await remove_comment((await _said(3)).id, by=grace)

    same = await _moved(tmp_path)
    before = await everything()
    done = await _moved(tmp_path, a_said(1, 1, "Another"), a_said(3, 3, "Another"))

    assert not same.left or BOTH not in [each.reason for each in same.left]
    assert done.said_of("comments 1") == done.said_of("comments 3") == [BOTH]
    assert done.wrong == same.wrong
    assert not done.outcome.changed
    assert await everything() == before
    agreed = await _moved(tmp_path, a_said(1, 1, "As I say it here"))
    assert BOTH not in [each.reason for each in agreed.left]
    follows = await _moved(tmp_path, a_said(1, 1, "And so on"))
    assert ((await _said(1)).body, follows.outcome.kinds["comments"].updated) == ("And so on", 1)
    await all_is_well()


async def test_what_is_taken_back_there_is_taken_back_here_and_may_come_again(
    database: str, tmp_path: Path
) -> None:
    await _moved(tmp_path)
    await _moved(tmp_path, a_said(1, 1, "Once more"))
    count = (await here(1)).comments

    await _moved(tmp_path, a_said(1, 1, "Once more", deleted_at="2021-07-01T00:00:00Z"))

    gone = await _said(1)
    assert (gone.body, gone.body_html, str(gone.removed_at)) == ("", "", "2021-07-01 00:00:00+00:00")
    assert not await CommentRevision.filter(comment_id=gone.id).exists()
    assert (await here(1)).comments == count - 1
    await all_is_well()
    await _moved(tmp_path, a_said(1, 1, "Back"))
    assert ((await _said(1)).body, (await _said(1)).removed_at, (await here(1)).comments) == (
        "Back",
        None,
        count,
    )
    await all_is_well()


async def test_a_changed_answer_follows_and_one_without_words_is_left(database: str, tmp_path: Path) -> None:
    await _moved(tmp_path)
    posts = [
        each if each["number"] != 10 else a_post(10, each["title"], status=3, response="No, and no.")
        for each in FIDER["posts"]
    ]
    done = await moved_in(Backup(a_backup(tmp_path, posts=posts, comments=[a_said(1, 1, " ")])))

    answer = await Comment.get(idea_id=(await here(10)).id, is_answer=True)
    assert (answer.body, done.outcome.kinds["answers"].updated) == ("No, and no.", 1)
    assert done.said_of("comments 1") == ["The comment says nothing."]
    assert (await _said(1)).body == "저도 **필요해요**"


async def test_a_killed_batch_leaves_nothing_and_comes_again(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _moved(tmp_path)
    before = await everything()

    async def killed(*given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(rewordings, "tell", killed)
        with pytest.raises(ZeroDivisionError):
            await _moved(tmp_path, a_said(1, 1, "Changed"))
    assert await everything() == before
    await _moved(tmp_path, a_said(1, 1, "Changed"))
    assert (await _said(1)).body == "Changed"


async def test_an_erased_address_doesnt_come_back_and_what_came_before_is_left_alone(
    database: str, tmp_path: Path
) -> None:
    root, ada = await a_person("Root", "admin"), await a_person("Ada", email="zmail@example.com")
    await _moved(tmp_path, a_said(1, 1, "Ask zmail@example.com"))
    await erase(ada.id, reason="They asked.", by=root)
    erased = (await _said(1)).body
    assert "zmail" not in erased

    done = await _moved(tmp_path, a_said(1, 1, "Ask zmail@example.com, please"))

    assert ((await _said(1)).body, done.said_of("comments 1")) == (erased, [BOTH])
    await Arrival.all().update(words="")
    unknown = await _moved(tmp_path, a_said(1, 1, "Ask zmail@example.com, please"))
    assert "nobody noted how it came" in unknown.said_of("comments 1")[0]
    assert unknown.wrong == done.wrong
    assert not (await _moved(tmp_path, a_said(1, 1, erased))).outcome.changed
    follows = await _moved(tmp_path, a_said(1, 1, "Ask somebody else"))
    assert follows.outcome.kinds["comments"].updated == 1
