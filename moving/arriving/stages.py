"""Where an idea stood elsewhere, in this house's words. Imported stages are history: what was completed is shipped, and
nobody here said that it worked."""

from collections.abc import Mapping

from ideas.loop import Stage

DUPLICATE, GONE = "duplicate", "gone"
"""What is no stage by itself: a duplicate of another, and what was deleted."""

Known = Mapping[str, Stage | str]

FIDER: Known = {
    "0": Stage.RECEIVED,
    "1": Stage.BUILDING,
    "2": Stage.SHIPPED,
    "3": Stage.DECLINED,
    "4": Stage.PLANNED,
    "5": DUPLICATE,
    "6": GONE,
    "open": Stage.RECEIVED,
    "started": Stage.BUILDING,
    "completed": Stage.SHIPPED,
    "declined": Stage.DECLINED,
    "planned": Stage.PLANNED,
    "duplicate": DUPLICATE,
    "deleted": GONE,
}

WORDS: Known = {
    **{stage.value: stage for stage in Stage if stage is not Stage.MERGED},
    **dict.fromkeys(("", "open", "new", "none", "pending", "접수", "대기", "열림"), Stage.RECEIVED),
    **dict.fromkeys(
        ("under review", "in review", "review", "considering", "needs info", "검토", "검토 중"),
        Stage.REVIEWING,
    ),
    **dict.fromkeys(("accepted", "approved", "backlog", "next", "계획", "계획됨", "예정"), Stage.PLANNED),
    **dict.fromkeys(
        ("started", "in progress", "in development", "doing", "beta", "진행", "진행 중", "개발 중"),
        Stage.BUILDING,
    ),
    **dict.fromkeys(
        ("completed", "complete", "done", "released", "live", "closed", "resolved", "완료", "배포"),
        Stage.SHIPPED,
    ),
    **dict.fromkeys(
        ("declined", "rejected", "not planned", "won't do", "wontfix", "archived", "거절", "반려", "보류"),
        Stage.DECLINED,
    ),
    **dict.fromkeys(("duplicate", "merged", "중복"), DUPLICATE),
    **dict.fromkeys(("deleted", "spam", "삭제", "삭제됨"), GONE),
}
"""What the others and people who keep lists call it."""


def known_stage(given: str, known: Known = WORDS) -> Stage | str | None:
    """The stage of this name, `DUPLICATE` or `GONE`; None where nobody knows the name."""
    return known.get(" ".join(given.replace("_", " ").replace("-", " ").split()).casefold())
