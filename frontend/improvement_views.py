"""Improvements as templates read them: posted ones, and drafts as they will look."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from core.database import Row
from core.text import language
from frontend.parts import Part
from frontend.rendering import url_for
from frontend.views import idea_url, somebody, somebody_of
from ideas.loop import OPEN, Stage
from ideas.models import Kind
from ideas.queries import Shown
from people.models import Person
from roadmap.brief import in_brief
from roadmap.drafts import TEXTS, Prepared
from roadmap.evidence import measures
from roadmap.models import ImprovementState, Moment
from roadmap.permissions import can_draft, can_plan, can_publish, can_retract
from roadmap.wall import Tally

WIDEST = ("everyone", "members", "partners", "staff")


def card(found: Row) -> SimpleNamespace:
    """One improvement on the wall or beside its complaint."""
    made = SimpleNamespace(**found)
    made.url = url_for("improvement", id=made.id)
    made.signer = somebody(made.by_id, made.signer_name, made.signer_department, made.signer_role)
    made.answered = [_complaint(each) for each in found["answered"]]
    made.quotes = [each for each in made.answered if each.quote]
    made.draft = made.state == ImprovementState.DRAFT
    made.retracted = made.state == ImprovementState.RETRACTED
    for name in TEXTS:
        setattr(made, f"{name}_html", Markup(found[f"{name}_html"]))  # noqa: S704 (made by core.markup)
    return made


def _complaint(found: Row) -> SimpleNamespace:
    made = SimpleNamespace(**found)
    made.url = idea_url(made.id, made.title)
    return made


def improvement(found: Row, reader: Person | None) -> SimpleNamespace:
    """One improvement on its own page, with what this reader may do there."""
    made = card(found)
    _with_evidence(made, found["evidence"])
    made.audience = max((each.board_audience for each in made.answered), key=WIDEST.index, default="everyone")
    if found["retraction"]:
        made.retraction = SimpleNamespace(
            **{**found["retraction"], "by": somebody_of(found["retraction"]["by"])}
        )
    made.can = SimpleNamespace(
        edit=can_draft(reader) and made.draft,
        publish=can_publish(reader, made),
        ship=can_plan(reader),
        retract=can_retract(reader, made),
    )
    return made


def for_idea(found: Shown, reader: Person | None) -> Part:
    """What an idea's page shows of them: those that answer it, and whether this reader may write one."""
    complaint = found.kind == Kind.COMPLAINT
    answerable = complaint and Stage(found.stage) in OPEN
    return Part(
        {"those": in_brief(found.id, reader)} if complaint or found.has_sources else {},
        lambda those=(): {
            "improvements": [_brief(each) for each in those],
            "can_improve": answerable and can_draft(reader),
        },
    )


def _brief(found: Row) -> SimpleNamespace:
    made = SimpleNamespace(**found, url=url_for("improvement", id=found["id"]))
    made.signer = somebody(made.by_id, made.signer_name, made.signer_department, made.signer_role)
    made.draft = made.state == ImprovementState.DRAFT
    made.retracted = made.state == ImprovementState.RETRACTED
    return made


def preview(made: Prepared, by: Person) -> SimpleNamespace:
    """A draft as it would stand if this person posted it now."""
    answered = [
        _complaint(
            {
                **each,
                "quote": made.quotes.get(each["id"], ""),
                "quote_lang": language(made.quotes.get(each["id"], "")),
                "tally": Tally(),
            }
        )
        for each in made.complaints.values()
    ]
    shown = SimpleNamespace(
        title=made.title,
        lang=made.lang,
        unmeasured_because=made.unmeasured_because,
        signer=somebody_of(by),
        signer_headline=by.headline,
        posted_at=None,
        draft=False,
        retracted=False,
        answered=answered,
        quotes=[each for each in answered if each.quote],
    )
    for name, text in made.texts.items():
        setattr(shown, f"{name}_html", Markup(text.body_html))  # noqa: S704 (made by core.markup)
    _with_evidence(shown, made.pieces)
    return shown


def _with_evidence(made: SimpleNamespace, pieces: Any) -> None:
    """The numbers that are drawn, and in words what came before and after."""
    made.measures = measures(pieces)
    drawn = [piece for measure in made.measures for piece in measure.pieces]
    rest = [piece for piece in pieces if piece.text or piece not in drawn]
    made.before = [piece for piece in rest if piece.moment is Moment.BEFORE]
    made.after = [piece for piece in rest if piece.moment is Moment.AFTER]
    made.drawn = drawn
