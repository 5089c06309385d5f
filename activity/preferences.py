"""How people want to hear of things: each kind of notice by mail or not, and a way out of every mail."""

from activity.models import Choice, Preference, Subscription
from activity.operations import Subject, mute
from core.database import in_transaction
from core.errors import Invalid
from core.secrets import sign, unsign
from core.words import N_, _

MENTIONS = "mentions"

KINDS = {
    "answers": N_("An official answer to something you follow"),
    "moves": N_("Something you follow moves on: planned, built, declined …"),
    "comments": N_("Somebody comments on something you follow"),
    MENTIONS: N_("Somebody mentions you"),
    "posts": N_("Something is posted on a board that you answer for"),
    "assignments": N_("Something is put into your hands"),
    "account": N_("Changes to your account, such as your role"),
}
"""Every kind of notice, with its name (a message id), in the order in which people choose."""

_PURPOSE = "unsubscribe"
_KIND = "kind"


async def preferences_of(person_id: int) -> dict[str, Choice]:
    """What a person has chosen for each kind; at once where they haven't."""
    chosen = dict(await Preference.filter(person_id=person_id).values_list("kind", "choice"))
    return {kind: Choice(chosen.get(kind, Choice.AT_ONCE)) for kind in KINDS}


@in_transaction
async def set_preference(person_id: int, kind: str, choice: str) -> None:
    """From now on, mail of this kind comes at once or never. Notices on the site are not touched."""
    if kind not in KINDS or choice not in set(Choice):
        raise Invalid({kind: _("Please choose one of the two.")})
    await Preference.update_or_create({"choice": Choice(choice)}, person_id=person_id, kind=kind)


async def wants_mail(person_id: int, about: Subject, kind: str) -> bool:
    """Whether a person still wants mail of this kind, and hasn't muted this subject."""
    if await Preference.filter(person_id=person_id, kind=kind, choice=Choice.NEVER).exists():
        return False
    muted = Subscription.filter(person_id=person_id, subject_type=about[0], subject_id=about[1], muted=True)
    return not await muted.exists()


def unsubscribe_token(person_id: int, about: Subject | None, kind: str) -> str:
    """A signed way out for the foot of a mail: of one subject, or, where there is none, of a kind."""
    return sign(_PURPOSE, [person_id, *(about or (_KIND, kind))])


def unsubscribes_from(token: str) -> tuple[int, Subject | None, str] | None:
    """Whom a token is for, and what it leads out of: a subject or a kind. None where the token isn't ours."""
    match unsign(_PURPOSE, token):
        case [int(person), str(name), str(kind)] if name == _KIND and kind in KINDS:
            return person, None, kind
        case [int(person), str(type_), int(id_)]:
            return person, (type_, id_), ""
    return None


@in_transaction
async def unsubscribe(person_id: int, about: Subject | None, kind: str) -> None:
    """Hear no more of this subject; where there is none, get no more mail of this kind."""
    if about:
        await mute(person_id, about)
    else:
        await set_preference(person_id, kind, Choice.NEVER)
