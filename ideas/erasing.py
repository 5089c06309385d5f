"""Erasing a person from ideas and comments: their words stay, nameless; what others wrote loses their handle."""

from core.database import rows
from ideas.search.indexing import put_comments, put_many, vocabulary
from ideas.search.vocabularies import forget_words
from ideas.words import written
from people.identity import Identity, blank, take_out

AT_ONCE = 200
"""Texts that are indexed together."""


async def forget(who: Identity) -> None:
    """Inside the erasure's transaction (fills `people.ports.erase`)."""
    if not who.credited:
        await blank("idea", ["author_name"], "author_id = :person AND source IS NULL", person=who.id)
        await blank("coauthor", ["credit_name"], "person_id = :person", person=who.id)
    await rows(
        "DELETE FROM coauthor WHERE person_id = :person AND state IN ('invited', 'requested')", person=who.id
    )
    await rows("DELETE FROM board_manager WHERE person_id = :person", person=who.id)
    await rows("UPDATE idea SET owner_id = NULL WHERE owner_id = :person", person=who.id)
    await _from_texts(who)
    await forget_words(vocabulary(f"{who.name} {who.handle} {who.email}"))


async def _from_texts(who: Identity) -> None:
    ideas = await take_out(who, "idea", "body", "title", html="body_html", render=html_of)
    comments = await take_out(who, "comment", "body", html="body_html", render=html_of)
    await take_out(who, "revision", "body", "title")
    await take_out(who, "comment_revision", "body")
    await take_out(who, "board", "about")
    for start in range(0, len(ideas), AT_ONCE):
        await put_many(ideas[start : start + AT_ONCE])
    for start in range(0, len(comments), AT_ONCE):
        await put_comments(comments[start : start + AT_ONCE])


async def html_of(text: str) -> str:
    """As it is stored beside the text."""
    return (await written(text)).body_html
