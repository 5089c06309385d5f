"""What happens in triage."""

from enum import StrEnum

from activity.events import Tells, declare


class MergeEvent(StrEnum):
    MADE = "merge.made"
    UNDONE = "merge.undone"
    RECEIVED = "merge.received"
    PARTED = "merge.parted"


declare(MergeEvent.MADE, Tells.FOLLOWERS, kind="moves")
declare(MergeEvent.UNDONE, Tells.FOLLOWERS, kind="moves")
declare(MergeEvent.RECEIVED, Tells.NOBODY)
declare(MergeEvent.PARTED, Tells.NOBODY)


class TriageEvent(StrEnum):
    SILENT = "triage.silent"
    ASSESSED = "triage.assessed"
    SET_ASIDE = "triage.set_aside"


declare(TriageEvent.SILENT, Tells.ADDRESSEES, kind="posts")
declare(TriageEvent.ASSESSED, Tells.NOBODY, in_story=False)
declare(TriageEvent.SET_ASIDE, Tells.NOBODY, in_story=False)


class ReportEvent(StrEnum):
    MADE = "report.made"
    UPHELD = "report.upheld"
    DISMISSED = "report.dismissed"


declare(ReportEvent.MADE, Tells.ADDRESSEES, kind="posts", in_story=False)
declare(ReportEvent.UPHELD, Tells.ADDRESSEES, kind="account", in_story=False)
declare(ReportEvent.DISMISSED, Tells.ADDRESSEES, kind="account", in_story=False)
