"""What somebody has here, part by part: what they wrote and chose, and of others what they can read here anyway.

Their own words are theirs also where they don't see what those stand on any more: the title of an idea, the name of a
board or a room is then left out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from activity.ports import seen_in_sql
from core.words import N_
from ideas.visibility import WROTE, Where, visible_ideas
from people.models import Person


@dataclass(frozen=True)
class Part:
    """`name` is what it is, a message id; `file` its name in the ZIP. `columns` map what SQL calls them to the header,
    a message id; the first is the id, by which rows are read. `sql` ends before its order."""

    name: str
    file: str
    columns: dict[str, str]
    sql: Callable[[Person], Where]


NUMBER, AT = {"id": N_("Number")}, {"created_at": N_("When (UTC)")}
IDEA = {"idea_id": N_("Idea"), "title": N_("Title")}
BODY = {"body": N_("Text")}


def of_mine(sql: str) -> Callable[[Person], Where]:
    return lambda me: Where(sql, {"me": me.id})


def _on_ideas(sql: str) -> Callable[[Person], Where]:
    """`{seen}`: whether the idea `i` is still seen."""

    def made(me: Person) -> Where:
        seen = visible_ideas(me)
        return Where(sql.replace("{seen}", f"({seen.sql})"), {**seen.values, "me": me.id})

    return made


def _notices(me: Person) -> Where:
    seen, values = list[str](), {"me": me.id}
    for subject, (condition, given) in seen_in_sql.by_key(me):
        seen.append(f"(e.subject_type = '{subject}' AND ({condition}))")
        values |= given
    return Where(
        f"""SELECT n.id, n.created_at, n.seen_at, n.reason, e.action, e.subject_type, e.subject_id
            FROM notice n JOIN event e ON e.id = n.event_id
            WHERE n.person_id = :me AND n.id > :after AND ({" OR ".join(seen)})""",
        values,
    )


OF_THE_YARD = (
    Part(
        N_("Profile"),
        "profile",
        {
            **NUMBER,
            "name": N_("Name"),
            "handle": N_("Handle"),
            "email": N_("E-mail address"),
            "role": N_("Role"),
            "organisation": N_("Organisation"),
            "department": N_("Department"),
            "headline": N_("Headline"),
            "bio": N_("About"),
            "locale": N_("Language"),
            "timezone": N_("Time zone"),
            "name_shown": N_("Name shown"),
            "visibility": N_("Profile seen by"),
            "contact": N_("Who may write"),
            "terms_version": N_("Terms agreed to"),
            **AT,
        },
        of_mine(
            """SELECT p.id, p.name, p.handle, p.email, p.role, o.name AS organisation, p.department, p.headline, p.bio,
                      p.locale, p.timezone, p.name_shown, p.visibility, p.contact, p.terms_version, p.created_at
               FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id = :me AND p.id > :after"""
        ),
    ),
    Part(
        N_("Ideas and complaints"),
        "ideas",
        {
            **NUMBER,
            "kind": N_("Kind"),
            "board": N_("Board"),
            "title": N_("Title"),
            **BODY,
            "stage": N_("Stage"),
            **AT,
        },
        _on_ideas(
            f"""SELECT i.id, i.kind, CASE WHEN {{seen}} THEN b.name END AS board, i.title, i.body,
                       CASE WHEN {{seen}} THEN i.stage END AS stage, i.created_at
                FROM idea i JOIN board b ON b.id = i.board_id
                WHERE i.id > :after AND i.id IN ({WROTE % {"them": "= :me"}}) AND (i.author_id = :me OR {{seen}})"""
        ),
    ),
    Part(
        N_("Votes"),
        "votes",
        {**NUMBER, **IDEA, "weight": N_("Weight"), **AT},
        _on_ideas(
            """SELECT v.id, v.idea_id, CASE WHEN {seen} THEN i.title END AS title, v.weight, v.created_at
               FROM vote v JOIN idea i ON i.id = v.idea_id WHERE v.person_id = :me AND v.id > :after"""
        ),
    ),
    Part(
        N_("Comments"),
        "comments",
        {**NUMBER, **IDEA, "audience": N_("Readers"), **BODY, **AT},
        _on_ideas(
            """SELECT c.id, c.idea_id, CASE WHEN {seen} THEN i.title END AS title, c.audience, c.body, c.created_at
               FROM comment c JOIN idea i ON i.id = c.idea_id
               WHERE c.author_id = :me AND c.removed_at IS NULL AND c.id > :after"""
        ),
    ),
    Part(
        N_("Verdicts"),
        "verdicts",
        {**NUMBER, **IDEA, "answer": N_("Answer"), **BODY, **AT},
        _on_ideas(
            """SELECT w.id, a.idea_id, CASE WHEN {seen} THEN i.title END AS title, w.answer, w.body, w.created_at
               FROM verdict w JOIN ask a ON a.id = w.ask_id JOIN idea i ON i.id = a.idea_id
               WHERE a.person_id = :me AND w.id > :after"""
        ),
    ),
    Part(
        N_("Reports"),
        "reports",
        {
            **NUMBER,
            "idea_id": N_("Idea"),
            "reason": N_("Reason"),
            "words": N_("Text"),
            "state": N_("State"),
            **AT,
        },
        of_mine(
            """SELECT id, idea_id, reason, words, state, created_at FROM report
               WHERE reporter_id = :me AND id > :after"""
        ),
    ),
    Part(
        N_("Reasons that you gave"),
        "reasons",
        {**NUMBER, "action": N_("What happened"), "part": N_("Kind"), **BODY, **AT},
        of_mine(
            """SELECT s.id, e.action, s.part, s.body, s.created_at FROM statement s JOIN event e ON e.id = s.event_id
               WHERE e.actor_id = :me AND s.redacted_at IS NULL AND s.id > :after"""
        ),
    ),
    Part(
        N_("What you follow"),
        "subscriptions",
        {
            **NUMBER,
            "subject_type": N_("About"),
            "subject_id": N_("Its number"),
            "reason": N_("Reason"),
            "muted": N_("Muted"),
            **AT,
        },
        of_mine(
            """SELECT id, subject_type, subject_id, reason, muted, created_at FROM subscription
               WHERE person_id = :me AND id > :after"""
        ),
    ),
    Part(
        N_("Notices"),
        "notices",
        {
            **NUMBER,
            "action": N_("What happened"),
            "subject_type": N_("About"),
            "subject_id": N_("Its number"),
            "reason": N_("Reason"),
            "seen_at": N_("Seen (UTC)"),
            **AT,
        },
        _notices,
    ),
    Part(
        N_("Notification settings"),
        "preferences",
        {**NUMBER, "kind": N_("Kind"), "choice": N_("Choice"), **AT},
        of_mine("SELECT id, kind, choice, created_at FROM preference WHERE person_id = :me AND id > :after"),
    ),
    Part(
        N_("Blocks"),
        "blocks",
        {**NUMBER, "name": N_("Name"), **AT},
        of_mine(
            """SELECT b.id, p.name, b.created_at FROM block b JOIN person p ON p.id = b.blocked_id
               WHERE b.person_id = :me AND b.id > :after"""
        ),
    ),
    Part(
        N_("Where you were signed in"),
        "sessions",
        {
            **NUMBER,
            "user_agent": N_("Browser"),
            "last_seen_at": N_("Last seen (UTC)"),
            "revoked_at": N_("Ended (UTC)"),
            **AT,
        },
        of_mine(
            """SELECT id, user_agent, last_seen_at, revoked_at, created_at FROM session
               WHERE person_id = :me AND id > :after"""
        ),
    ),
)

TOKENS = Part(
    N_("Tokens"),
    "tokens",
    {**NUMBER, "name": N_("Name"), "scopes": N_("Scopes"), "last_used_at": N_("Last used (UTC)"), **AT},
    of_mine(
        """SELECT id, name, scopes, last_used_at, created_at FROM api_token WHERE person_id = :me AND id > :after"""
    ),
)
