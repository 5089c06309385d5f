"""How people want to hear of things: each kind of notice by mail or not, and a way out of every mail."""

from activity.events import DECLARED
from activity.models import Calling, Choice, Preference
from activity.operations import Subject, mute
from activity.sources import has_muted
from core.database import in_transaction
from core.errors import Invalid
from core.secrets import sign, unsign
from core.words import N_, _

MENTIONS = "mentions"

KINDS = {
    "answers": N_("An official answer to something you follow"),
    "moves": N_("Something you follow moves on: planned, built, declined …"),
    "verdicts": N_("Asked whether what was shipped works for you"),
    "comments": N_("Somebody comments on something you follow"),
    MENTIONS: N_("Somebody mentions you"),
    "posts": N_("Something is posted on a board that you answer for"),
    "assignments": N_("Something is put into your hands"),
    "rooms": N_("Something happens in a room that you are in or are asked into"),
    "messages": N_("Somebody writes to you"),
    "account": N_("Changes to your account, such as your role"),
}
"""Every kind of notice, with its name (a message id), in the order in which people choose."""

DIGESTS = "digest"
DIGESTS_NAME = N_("The daily digest")
"""Not a kind of notice, but of mail: its way out ends whatever its reader gets in the digest."""

_PURPOSE = "unsubscribe"
_KIND = "kind"


def kind_of(action: str, reason: str) -> str:
    """The kind of notice that a reader's preferences are asked for: being mentioned is a kind of its own."""
    return MENTIONS if reason == Calling.MENTIONED else DECLARED[action].kind


def name_of_kind(kind: str) -> str:
    """The name of a kind of notice or mail, in the reader's language."""
    return _(DIGESTS_NAME if kind == DIGESTS else KINDS[kind])


async def preferences_of(person_id: int) -> dict[str, Choice]:
    """What a person has chosen for each kind; at once where they haven't."""
    chosen = dict(await Preference.filter(person_id=person_id).values_list("kind", "choice"))
    return {kind: Choice(chosen.get(kind, Choice.AT_ONCE)) for kind in KINDS}


@in_transaction
async def set_preference(person_id: int, kind: str, choice: str) -> None:
    """From now on, mail of this kind comes at once, in the daily digest or never. Notices on the site are not
    touched."""
    if kind not in KINDS or choice not in set(Choice):
        raise Invalid({kind: _("Please choose one of these.")})
    await Preference.update_or_create({"choice": Choice(choice)}, person_id=person_id, kind=kind)


@in_transaction
async def set_all(person_id: int, choice: str) -> None:
    """The same for every kind at once. Raises `Invalid` for the field "choice"."""
    if choice not in set(Choice):
        raise Invalid({"choice": _("Please choose one of these.")})
    for kind in KINDS:
        await set_preference(person_id, kind, choice)


async def wants_mail(person_id: int, about: Subject, kind: str) -> bool:
    """Whether a person still wants mail of this kind, and has muted neither the subject nor what was merged into it."""
    if await Preference.filter(person_id=person_id, kind=kind, choice=Choice.NEVER).exists():
        return False
    return not await has_muted(person_id, about)


def unsubscribe_token(person_id: int, about: Subject | None, kind: str) -> str:
    """A signed way out for the foot of a mail: of one subject, or, where there is none, of a kind."""
    return sign(_PURPOSE, [person_id, *(about or (_KIND, kind))])


def unsubscribes_from(token: str) -> tuple[int, Subject | None, str] | None:
    """Whom a token is for, and what it leads out of: a subject or a kind. None where the token isn't ours."""
    match unsign(_PURPOSE, token):
        case [int(person), str(name), str(kind)] if name == _KIND and (kind in KINDS or kind == DIGESTS):
            return person, None, kind
        case [int(person), str(type_), int(id_)]:
            return person, (type_, id_), ""
    return None


@in_transaction
async def unsubscribe(person_id: int, about: Subject | None, kind: str) -> None:
    """Hear no more of this subject; where there is none, get no more mail of this kind, or no digest any more."""
    if about:
        await mute(person_id, about)
    elif kind == DIGESTS:
        await Preference.filter(person_id=person_id, choice=Choice.DIGEST).update(choice=Choice.NEVER)
    else:
        await set_preference(person_id, kind, Choice.NEVER)
