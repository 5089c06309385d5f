"""The composition root: fills the ports of the lower floors. Every face calls `compose()` before anything else."""

from activity import ports as activity
from ideas import erasing as ideas_erasing
from ideas import exposure, openness
from ideas import ports as ideas
from ideas.finding import seen_in_sql, sources_of, which_are_visible, who_may_see
from ideas.search import vocabularies
from ideas.semantic import keeping
from moving import erasing as moving_erasing
from moving.arriving import working
from moving.exporting import asking as exporting
from moving.exporting.privacy import MAKING
from partners import erasing as partners_erasing
from partners import publishing, succession
from partners import seeing as partners
from people import housekeeping
from people import ports as people
from people.hearing import heard_in_sql, which_are_heard, who_may_hear
from people.running import run_in_sql, which_are_run, who_runs_it
from roadmap import erasing as roadmap_erasing
from roadmap import hearing as roadmap
from roadmap import reminding, rounds, seeing, verdicts
from triage import duplicates, promises, silence
from triage import erasing as triage_erasing
from triage import hearing as triage
from voting import queries as votes


def compose() -> None:
    """Fill every port that a domain floor can fill. Calling it again changes nothing. Faces fill `render_mail` and
    `render_webhook`."""
    _who_sees()
    _who_works()
    _who_keeps_house()
    _who_forgets()
    _who_hears()


def _who_sees() -> None:
    """Which subjects a person may see."""
    activity.may_see.fill("idea", who_may_see)
    activity.may_see.fill("person", who_may_hear)
    activity.may_see.fill("webhook", who_runs_it)
    activity.visible_among.fill("idea", which_are_visible)
    activity.visible_among.fill("person", which_are_heard)
    activity.visible_among.fill("webhook", which_are_run)
    activity.seen_in_sql.fill("idea", seen_in_sql)
    activity.seen_in_sql.fill("person", heard_in_sql)
    activity.seen_in_sql.fill("webhook", run_in_sql)
    activity.open_now.fill("idea", openness.open_now)
    for subject in seeing.SUBJECTS:
        activity.open_now.fill(subject, seeing.open_now)
        activity.may_see.fill(subject, seeing.who_may_see)
        activity.visible_among.fill(subject, seeing.which_are_visible)
        activity.seen_in_sql.fill(subject, seeing.IN_SQL[subject])
    for subject in partners.SUBJECTS:
        activity.may_see.fill(subject, partners.who_may_see)
        activity.visible_among.fill(subject, partners.which_are_visible)
        activity.seen_in_sql.fill(subject, partners.IN_SQL[subject])
    activity.also_followed.fill("idea", sources_of)


def _who_works() -> None:
    """What the worker does for each kind of task."""
    activity.work.fill(rounds.ASKING, rounds.ask_step)
    activity.work.fill(rounds.REMINDING, reminding.remind_step)
    activity.work.fill(rounds.CLOSING, verdicts.close_step)
    activity.work.fill(silence.SILENCE, silence.step)
    activity.work.fill(promises.OVERDUE, promises.overdue_step)
    activity.work.fill(promises.REVISIT, promises.revisit_step)
    activity.work.fill(duplicates.LOOKING, duplicates.look_step)
    activity.work.fill(duplicates.AFTER_IMPORT, duplicates.import_step)
    activity.work.fill(vocabularies.BOARD, vocabularies.step)
    activity.work.fill(keeping.ONE, keeping.one_step)
    activity.work.fill(keeping.REST, keeping.rest_step)
    activity.work.fill(publishing.PUBLISHING, publishing.due_step)
    activity.work.fill(MAKING, exporting.step)
    activity.work.fill(working.ARRIVING, working.step)


def _who_keeps_house() -> None:
    activity.clean.fill("people", housekeeping.clean)
    activity.clean.fill("ideas", exposure.clean)
    activity.clean.fill("meanings", keeping.catch_up)
    activity.clean.fill("exports", exporting.clean)
    activity.clean.fill("moving", working.clean)


def _who_forgets() -> None:
    """When an account is closed, and when a person is erased."""
    people.gone.fill("partners", succession.gone)
    people.erase.fill("ideas", ideas_erasing.forget)
    people.erase.fill("triage", triage_erasing.forget)
    people.erase.fill("roadmap", roadmap_erasing.forget)
    people.erase.fill("partners", partners_erasing.forget)
    people.erase.fill("moving", moving_erasing.forget)


def _who_hears() -> None:
    """What an idea asks before its move, and who is told after it."""
    ideas.others_voted.fill("voting", votes.others_voted)
    ideas.may_move.fill("roadmap", roadmap.may_move)
    ideas.happened.fill("triage", triage.hear)
    ideas.happened.fill("roadmap", roadmap.hear)
    ideas.happened.fill("ideas", keeping.hear)
    ideas.imported.fill("triage", triage.hear_import)
    ideas.imported.fill("ideas", keeping.hear_import)
