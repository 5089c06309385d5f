"""What a reader may do with an idea: the operations' own questions, asked before a button is shown."""

from types import SimpleNamespace

from core.words import _
from ideas.coauthors import UNNAMED
from ideas.loop import OPEN, Stage
from ideas.models import CoauthorState, CommentAudience
from ideas.permissions import (
    can_address,
    can_answer,
    can_assign,
    can_change_board,
    can_claim,
    can_comment,
    can_edit,
    can_moderate,
    can_retag,
    can_withdraw,
    moves_by_hand,
)
from ideas.queries import Shown
from people.models import Person
from roadmap.permissions import can_plan
from triage.permissions import can_assess, can_merge, can_report, can_set_aside, can_undo_merges
from voting.permissions import can_vote, takes_votes


def abilities(reader: Person | None, idea: Shown) -> SimpleNamespace:
    """What this reader may do here."""
    moves = moves_by_hand(reader, idea)
    return SimpleNamespace(
        vote=can_vote(reader, idea),
        comment=can_comment(reader, idea),
        edit=can_edit(reader, idea),
        leave=idea.own_part is CoauthorState.ACCEPTED,
        be_named=idea.own_part in UNNAMED,
        withdraw=can_withdraw(reader, idea) and idea.votes == 0 and idea.comments + idea.staff_comments == 0,
        answer=can_answer(reader, idea),
        choose_audience=can_address(reader, idea, CommentAudience.STAFF),
        move=[(stage.value, _(stage.label_for(idea.kind))) for stage in moves],
        own=can_claim(reader, idea),
        plan=can_plan(reader) and Stage(idea.stage) in OPEN,
        assign=can_assign(reader, idea),
        retag=can_retag(reader, idea) and reader is not None and reader.is_staff,
        change_board=can_change_board(reader, idea),
        hide=can_moderate(reader, idea) and not idea.hidden_at,
        restore=can_moderate(reader, idea) and idea.hidden_at is not None,
        release=can_moderate(reader, idea) and idea.held,
        report=can_report(reader, idea),
        merge=can_merge(reader, idea),
        undo_merge=can_undo_merges(reader) and idea.merged_into_id is not None,
        set_aside=can_set_aside(reader),
        assess=can_assess(reader, idea),
        vote_for=reader is not None and reader.is_staff and takes_votes(idea),
    )
