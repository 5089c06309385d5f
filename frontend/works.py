"""What events name besides ideas: works of the roadmap, and what partners make."""

from collections.abc import Callable

from ideas.visibility import Where
from partners.visibility import readable_rooms, visible_conversations, visible_proposals, visible_rooms
from people.models import Person
from roadmap.visibility import visible_improvements, visible_items, visible_releases

WORKS: dict[str, tuple[str, str, str, Callable[[Person | None], Where]]] = {
    "item": (
        "SELECT m.id, m.title, m.lang FROM item m WHERE m.id",
        "id title lang",
        "/roadmap/{id}",
        visible_items,
    ),
    "release": (
        "SELECT r.id, r.version, r.title, r.lang FROM release r WHERE r.id",
        "id version title lang",
        "/releases/{id}",
        visible_releases,
    ),
    "improvement": (
        "SELECT v.id, v.title, v.lang FROM improvement v WHERE v.id",
        "id title lang",
        "/improvements/{id}",
        visible_improvements,
    ),
    "room": (
        "SELECT r.id, r.name AS title, r.lang FROM room r WHERE r.id",
        "id title lang",
        "/rooms/{id}",
        visible_rooms,
    ),
    "post": (
        "SELECT po.id, r.name AS title, r.lang FROM post po JOIN room r ON r.id = po.room_id WHERE po.id",
        "id title lang",
        "/posts/{id}",
        readable_rooms,
    ),
    "document": (
        "SELECT d.id, d.title, d.lang FROM document d JOIN room r ON r.id = d.room_id WHERE d.id",
        "id title lang",
        "/documents/{id}",
        readable_rooms,
    ),
    "suggestion": (
        """SELECT sg.id, sg.title, d.lang FROM suggestion sg JOIN document d ON d.id = sg.document_id
           JOIN room r ON r.id = d.room_id WHERE sg.id""",
        "id title lang",
        "/suggestions/{id}",
        readable_rooms,
    ),
    "proposal": (
        """SELECT pr.id, v.title, pd.lang FROM proposal pr JOIN document pd ON pd.id = pr.document_id
           JOIN document_version v ON v.document_id = pr.document_id AND v.n = pr.version WHERE pr.id""",
        "id title lang",
        "/proposals/{id}",
        visible_proposals,
    ),
    "conversation": (
        """SELECT c.id, p.name AS title, '' AS lang FROM conversation c JOIN person p ON p.id
           = CASE WHEN c.requester_id = :reader THEN c.recipient_id ELSE c.requester_id END WHERE c.id""",
        "id title lang",
        "/messages/{id}",
        visible_conversations,
    ),
    "webhook": (
        "SELECT w.id, w.name AS title, '' AS lang FROM webhook w WHERE w.id",
        "id title lang",
        "/admin/webhooks/{id}",
        lambda reader: Where("TRUE" if reader and reader.is_admin else "FALSE"),
    ),
}
"""Where the titles of what isn't an idea are found, where it has its page, and who sees it."""
