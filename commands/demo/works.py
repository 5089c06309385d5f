"""What the company does about posts, and what people say of it, played with the operations that everybody uses."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from commands.demo.deeds import Deed, Joined, Judged, Launch, Marked, Measured, Promised, Went, Work
from commands.demo.improved import DEEDS, JOINED, JUDGED
from commands.demo.roadmap import LAUNCHES, MARKS, WORKS
from commands.demo.timeline import Happening
from core.clock import now
from people.models import Person
from roadmap import improvements, links, releases, verdicts
from roadmap.evidence import Given
from roadmap.models import Moment
from roadmap.moving import move
from roadmap.promises import promise
from triage.assessments import assess
from triage.merging import merge


class Company:
    """`people` by their handles, `ids` of the ideas by their posts' keys: filled by those who come and post."""

    def __init__(self, people: Mapping[str, Person], ids: Mapping[str, int]) -> None:
        self._people, self._ids = people, ids
        self._items: dict[str, int] = {}

    def happenings(self) -> list[Happening]:
        """From the first work to the last verdict."""
        works = [Happening(work.days_ago, partial(self._begin, work)) for work in WORKS]
        steps = [
            Happening(step.days_ago, partial(self._step, work.key, step))
            for work in WORKS
            for step in work.steps
        ]
        return [
            *works,
            *steps,
            *(Happening(each.days_ago, partial(self._launch, each)) for each in LAUNCHES),
            *(Happening(each.days_ago, partial(self._improve, each)) for each in DEEDS),
            *(Happening(each.days_ago, partial(self._judge, each)) for each in JUDGED),
            *(Happening(each.days_ago, partial(self._join, each)) for each in JOINED),
            *(Happening(each.days_ago, partial(self._mark, each), tells=False) for each in MARKS),
        ]

    async def _begin(self, work: Work) -> None:
        item = await links.plan(
            [self._ids[key] for key in work.posts],
            title=work.title,
            summary=work.summary,
            horizon=work.horizon,
            audience=work.audience,
            stage=work.stage,
            owner_id=self._people[work.owner].id,
            by=self._people[work.by],
        )
        self._items[work.key] = item.id

    async def _step(self, key: str, step: Went | Promised) -> None:
        item, by = self._items[key], self._people[step.by]
        match step:
            case Went():
                await move(item, to=step.to, reason=step.reason, by=by)
            case Promised():
                day = (now() + timedelta(days=step.ahead)).date()
                await promise(item, day=day, reason=step.reason, by=by)

    async def _launch(self, launch: Launch) -> None:
        by = self._people[launch.by]
        drafted = await releases.draft(
            version=launch.version,
            title=launch.title,
            notes=launch.notes,
            items=[self._items[key] for key in launch.works],
            by=by,
        )
        await releases.publish(drafted.id, by=by)

    async def _improve(self, deed: Deed) -> None:
        by = self._people[deed.by]
        quotes = {self._ids[key]: quote for key, quote in deed.quotes.items()}
        drafted = await improvements.draft(
            title=deed.title,
            complaints=list(quotes),
            quotes=quotes,
            what_was_wrong=deed.wrong,
            what_changed=deed.changed,
            lesson=deed.lesson,
            unmeasured_because=deed.unmeasured,
            evidence=[piece for measured in deed.measured for piece in _pieces(measured)],
            by=by,
        )
        await improvements.publish(drafted.id, by=by)

    async def _judge(self, judged: Judged) -> None:
        by, about = self._people[judged.by], self._ids[judged.post]
        await verdicts.answer(about, answer=judged.answer, comment=judged.comment, by=by)

    async def _join(self, joined: Joined) -> None:
        await merge([self._ids[joined.source]], into=self._ids[joined.into], by=self._people[joined.by])

    async def _mark(self, marked: Marked) -> None:
        by = self._people[marked.by]
        await assess(self._ids[marked.post], impact=marked.impact, effort=marked.effort, by=by)


def _pieces(measured: Measured) -> list[Given]:
    """What was measured, as a form gives it: before some weeks ago, after yesterday."""
    today = now().date()
    return [
        Given(
            Moment.BEFORE,
            measured.before_text,
            measured.before,
            measured.unit,
            (today - timedelta(days=40)).isoformat(),
            measured.source,
        ),
        Given(
            Moment.AFTER,
            measured.after_text,
            measured.after,
            measured.unit,
            (today - timedelta(days=1)).isoformat(),
            measured.source,
        ),
    ]
