"""The daily digest as its reader gets it: what came since the last one, idea by idea."""

from types import SimpleNamespace

from activity.digests import digest_to_send
from activity.models import Delivery
from activity.operations import Subject
from activity.preferences import DIGESTS, unsubscribe_token
from core.mail import Mail
from core.words import _, ngettext
from frontend.mail_parts import absolute, composed, speaking_to, way_out
from frontend.notice_mail import is_private, piece_of
from frontend.telling import more_of
from people.site import current


async def digest(delivery: Delivery) -> Mail | None:
    """The mail of one digest. None where its reader has gone, or where nothing is left to tell them."""
    found = await digest_to_send(delivery.reference)
    if found is None:
        return None
    reader, told = found
    site = await current()
    with speaking_to(site, reader.locale, zone=reader.timezone):
        more = await more_of(told, reader)
        groups: dict[Subject, SimpleNamespace] = {}
        for each in told:
            piece = await piece_of(each, reader, more[each.notice.id])
            if piece:
                about = (each.entry.event.subject_type, each.entry.event.subject_id)
                _add(groups.setdefault(about, _group(piece)), piece)
        count = sum(len(group.pieces) for group in groups.values())
        if not count:
            return None
        token = unsubscribe_token(reader.id, None, DIGESTS)
        return composed(
            delivery,
            "digest",
            site,
            to=reader.email,
            subject=ngettext(
                "%(num)s piece of news from %(site)s",
                "%(num)s pieces of news from %(site)s",
                count,
                site=site.name,
            ),
            headers=way_out(token),
            private=any(is_private(each.entry.event) for each in told),
            groups=list(groups.values()),
            notices_link=absolute("notices"),
            why=_("You get this because you chose to get news once a day."),
            stop=absolute("unsubscribe", token=token),
            stop_words=_("Get no more digests"),
            settings_link=absolute("notice_settings"),
        )


def _group(piece: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(about=piece.about, pieces=[], answers=())


def _add(group: SimpleNamespace, piece: SimpleNamespace) -> None:
    """The question whether it worked is asked once for each idea."""
    group.pieces.append(piece)
    group.answers = piece.more.answers or group.answers
