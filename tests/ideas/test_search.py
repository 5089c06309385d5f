"""Search: the same on both databases, in Korean and English, and nothing that the reader may not see."""

from core.database import on_sqlite, rows
from ideas.comments import hide_comment, remove_comment, restore_comment
from ideas.filtering import Filters
from ideas.models import Idea
from ideas.operations import edit
from ideas.search.finding import Found, search_ideas
from ideas.search.rebuilding import rebuild
from ideas.stewardship import hide, release, retag
from people.models import Person
from tests.makers import a_board, a_comment, a_person, an_idea
from triage.merging import merge

ANYWHERE = Filters(sort="relevance", stage="all")


async def search(question: str, reader: Person | None = None, limit: int = 50, **filters: object) -> Found:
    return await search_ideas(question, ANYWHERE.but(**filters), reader=reader, limit=limit)


async def found(question: str, reader: Person | None = None, limit: int = 50, **filters: object) -> list[str]:
    """The titles, the most fitting first."""
    return [each["title"] for each in (await search(question, reader, limit, **filters)).rows]


TITLES = {
    "다크 모드를 지원해 주세요": "밤에 눈이 아파요.",
    "푸시알림이 너무 많이 와요": "종류별로 끄고 싶어요.",
    "엑셀로 다운로드": "목록을 파일로 받고 싶습니다.",
    "모바일앱이 자꾸 꺼져요": "아이폰에서 그래요.",
    "PDF로 내보내기": "보고서를 PDF 파일로 저장하고 싶어요.",
    "Export invoices as CSV": "Our accountants ask for it every month.",
    "Exporting takes too long": "It runs for ten minutes.",
    "Two-factor sign-in": "We need 2FA for everybody.",
    "Notifications on iOS 17": "They never arrive.",
    "A client for C++": "C# is there already. Version 2.5 would do.",
    "Sort the calendar": "By the month, please; 1,000 dates are too many.",
}

ASKED = {
    "다크모드": ["다크 모드를 지원해 주세요"],
    "다크 모드를": ["다크 모드를 지원해 주세요"],
    "알림을": ["푸시알림이 너무 많이 와요"],
    "엑셀 다운로드": ["엑셀로 다운로드"],
    "엑셀다운로드": ["엑셀로 다운로드"],
    "앱": ["모바일앱이 자꾸 꺼져요"],
    "pdf로 저장": ["PDF로 내보내기"],
    "ＰＤＦ 내보내기해주세요": ["PDF로 내보내기"],
    "내보내기 ㅂ": ["PDF로 내보내기"],
    "invoice": ["Export invoices as CSV"],
    ".csv": ["Export invoices as CSV"],
    "2fa": ["Two-factor sign-in"],
    "2-factor": ["Two-factor sign-in"],
    "signin": ["Two-factor sign-in"],
    "iOS17": ["Notifications on iOS 17"],
    "C++": ["A client for C++"],
    "c#": ["A client for C++"],
    "2.5": ["A client for C++"],
    "1000": ["Sort the calendar"],
    "노트북": [],
    "author:\0 \\ ' % _ : * ( )": [],
    '\'; \\ "*" ^ & | ! <->': [],
    "ㅋㅋㅋ": [],
    "": [],
    '"takes too long"': ["Exporting takes too long"],
    '"too takes"': [],
    "“모드를 지원”": ["다크 모드를 지원해 주세요"],
    "export -invoices": ["Exporting takes too long"],
    'export -"takes too long"': ["Export invoices as CSV"],
    "-export": [],
}


async def test_what_people_ask(database: str) -> None:
    ada = await a_person("Ada")
    for title, body in TITLES.items():
        await an_idea(title, body=body, by=ada)

    assert {question: await found(question) for question in ASKED} == ASKED
    assert set(await found("exports")) == {"Export invoices as CSV", "Exporting takes too long"}
    assert (await found("exporting"))[0] == "Exporting takes too long"
    assert await found("notif") == ["Notifications on iOS 17"]


async def test_operators_narrow_and_unknown_ones_are_words(database: str) -> None:
    grace = await a_person("Grace Hopper", handle="grace")
    mina = await a_person("Mina", "manager")
    await a_board("web", "everyone")
    one = await an_idea("Calendar export", by=grace, tags="엑셀, files")
    await an_idea("Calendar colours", board="web", kind="complaint", by=mina)
    old = await an_idea("Calendar of old", by=mina)
    await Idea.filter(id=old.id).update(author_id=None, author_name="김 민지")
    await rebuild()
    await Idea.filter(id=one.id).update(stage="planned")

    assert await found("calendar stage:planned") == ["Calendar export"]
    assert await found("calendar stage：“planned”") == ["Calendar export"]
    assert await found("calendar board:web") == ["Calendar colours"]
    assert await found("calendar board:nowhere") == []
    assert await found("calendar kind:complaint") == ["Calendar colours"]
    assert await found("calendar tag:#엑셀") == await found("엑셀") == ["Calendar export"]
    for name in ("grace", "@GRACE", "Grace", '"grace hopper"'):
        assert await found(f"calendar author:{name}") == ["Calendar export"]
    assert await found("calendar author:김민지") == await found("author:김민지") == ["Calendar of old"]
    assert await found("author:grace stage:planned") == ["Calendar export"]
    assert await found("calendar author:hopp") == []
    assert await found("calendar", stage="open", kind="complaint") == ["Calendar colours"]
    assert await found("stage:nonsense calendar") == []
    for unknown in ("priority:calendar",):
        assert [each["partly"] for each in (await search(unknown)).rows] == [True] * 3


async def test_a_slip_of_the_finger_is_corrected_only_to_what_the_reader_finds(database: str) -> None:
    employee = await a_person("Linus", "employee")
    await a_board("inside", "staff")
    await an_idea("Notification settings", by=employee)
    await an_idea("The treasury calculates", board="inside", by=employee)
    await rows("INSERT INTO search_word (word, reversed) VALUES ('treasury', 'yrusaert')")

    for slip in ("notifcation", "notificatoin", "notificatiom", "ntoification", "notifficatin"):
        answer = await search(f"{slip} 달력 settings")
        assert [each["title"] for each in answer.rows] == ["Notification settings"], slip
        assert answer.corrected == "notification 달력 settings"
    assert (await search("tresaury", employee)).corrected == "treasury"
    assert await search("tresaury") == await search("tresaury", await a_person())
    assert (await search("tresaury")).corrected == ""
    assert await rows("SELECT word FROM search_word WHERE word = 'calculates'") == []
    assert (await search("notification")).corrected == ""


async def test_nobody_finds_what_they_may_not_read(database: str) -> None:
    author, other = await a_person("Ada"), await a_person("Grace")
    partner, employee = await a_person("Pia", "partner"), await a_person("Linus", "employee")
    readers = {"visitor": None, "author": author, "member": other, "partner": partner, "staff": employee}
    for audience in ("everyone", "members", "partners", "staff"):
        await a_board(audience, audience)
        idea = await an_idea(f"Board of {audience}", board=audience, by=employee)
        await Idea.filter(id=idea.id).update(author_id=author.id)
        for few in ("everyone", "author", "staff"):
            await a_comment(idea, f"comment{audience}{few}", by=employee, audience=few)

    async def who_finds(question: str) -> list[str]:
        return [name for name, reader in readers.items() if await found(question, reader)]

    members = ["author", "member", "partner", "staff"]
    boards = {
        "everyone": ["visitor", *members],
        "members": members,
        "partners": ["partner", "staff"],
        "staff": ["staff"],
    }
    for audience, seeing in boards.items():
        assert await who_finds(f'"Board of {audience}"') == seeing
        assert await who_finds(f"comment{audience}everyone") == seeing
        assert await who_finds(f"comment{audience}author") == [n for n in seeing if n in ("author", "staff")]
        assert await who_finds(f"comment{audience}staff") == ["staff"]
    answer = await search("commenteveryoneauthor", author)
    assert answer.rows[0]["found_in_comment"]["pieces"] == [("commenteveryoneauthor", True)]


async def test_what_is_held_or_hidden_is_found_by_its_author_and_staff(database: str) -> None:
    author, mina = await a_person("Ada"), await a_person("Mina", "manager")
    await a_board("careful", hold_for_review=True)
    held = await an_idea("Waiting quietly", board="careful", by=author)

    async def who_finds() -> list[bool]:
        return [bool(await found("quietly", reader)) for reader in (None, await a_person(), author, mina)]

    assert await who_finds() == [False, False, True, True]
    assert await rows("SELECT word FROM search_word WHERE word = 'quietly'") == []
    await release(held.id, by=mina)
    assert await who_finds() == [True] * 4
    assert await rows("SELECT word FROM search_word WHERE word = 'quietly'") != []
    await hide(held.id, reason="Spam", by=mina)
    assert await who_finds() == [False, False, True, True]


async def test_the_index_follows_every_change_of_the_words(database: str) -> None:
    author, mina = await a_person("Ada"), await a_person("Mina", "manager")
    idea = await an_idea("Before the change", by=author, tags="oldtag")
    said = await a_comment(idea, "commented", by=author)

    await edit(idea.id, title="After the change", body="바뀐 본문", by=author)
    await retag(idea.id, tags="newtag", by=author)
    assert [await found(word) for word in ("before", "oldtag")] == [[], []]
    assert (
        await found("바뀐본문") == await found("newtag") == await found("commented") == ["After the change"]
    )
    await hide_comment(said.id, reason="Off topic", by=mina)
    assert await found("commented", mina) == []
    await restore_comment(said.id, by=mina)
    assert await found("commented") == ["After the change"]
    await remove_comment(said.id, by=author)
    assert await found("commented", author) == []
    assert await rows("SELECT comment_id FROM comment_search") == []


async def test_a_merged_idea_is_met_where_it_goes_on(database: str) -> None:
    mina = await a_person("Mina", "manager")
    source, target = await an_idea("Schedule in black"), await an_idea("Dark calendar")
    await a_comment(source, "midnight owls")
    await merge([source.id], into=target.id, by=mina)

    assert await found("schedule") == await found("midnight") == ["Dark calendar"]
    assert await found("schedule stage:merged") == ["Schedule in black"]
    assert await found("schedule stage:planned") == []
    await hide(source.id, reason="Rude", by=mina)
    assert await found("schedule") == []


async def test_an_index_made_anew_finds_the_same(database: str) -> None:
    await an_idea("다크 모드", tags="야간")
    await a_comment(await an_idea("Another"), "말한 것")
    questions = ["다크모드", "야간", "말한"]
    before = [await found(each) for each in questions]
    for table in ("idea_search", "comment_search", "search_word"):
        await rows(f"DELETE FROM {table}")
    assert [await found(each) for each in questions] == [[], [], []]

    assert await rebuild() == 3
    assert [await found(each) for each in questions] == before == [["다크 모드"], ["다크 모드"], ["Another"]]


async def test_what_fits_best_comes_first_and_pages_by_key_give_all_once(database: str) -> None:
    ada = await a_person("Ada")
    for number in range(12):
        await an_idea(f"Something {number}", body="about the calendar and its colours", by=ada)
    await an_idea("The calendar needs colours", body="", by=ada)
    exact = await an_idea("Calendar colours", body="", by=ada)
    await Idea.filter(title="Something 3").update(votes=100)

    order = [each["id"] for each in (await search("calendar colours")).rows]
    assert order[0] == exact.id
    assert (await found("calendar colours"))[1:3] == ["The calendar needs colours", "Something 3"]
    paged, after = [], ""
    while after is not None:
        page = await search_ideas("calendar colours", ANYWHERE, reader=None, after=after, limit=5)
        paged += [each["id"] for each in page.rows]
        after = page.after
    assert paged == order
    assert (await found("calendar colours", sort="new"))[0] == "Calendar colours"
    assert (await found("calendar colours", sort="top"))[0] == "Something 3"


async def test_hidden_counts_move_nothing_for_who_may_not_see_them(database: str) -> None:
    await a_board("secret", hide_counts=True)
    first = await an_idea("Calendar one", board="secret")
    second = await an_idea("Calendar two", board="secret")
    await Idea.filter(id=first.id).update(votes=500)

    for sort in ("relevance", "top"):
        assert (await search("calendar", sort=sort)).rows[0]["id"] == second.id
        assert (await search("calendar", await a_person("Mina", "manager"), sort=sort)).rows[0][
            "id"
        ] == first.id


async def test_of_many_the_newest_the_fitting_and_the_hottest_are_looked_at(database: str) -> None:
    """More ideas have the word than one statement looks at; PostgreSQL knows so from its own statistics."""
    fields = {"board_id": 1, "kind": "idea", "body": "calendar", "body_html": "", "lang": "en"}
    await Idea.bulk_create(
        [Idea(title="Old calendar", **fields), Idea(title="Old and hot", hot=9e9, **fields)]
    )
    await Idea.bulk_create([Idea(title=f"Number {number}", **fields) for number in range(600)])
    await Idea.bulk_create(
        [Idea(title="Newest", **fields), Idea(title="Planned", stage="planned", hot=1, **fields)]
    )
    await rebuild()
    if not on_sqlite():
        await rows("ANALYZE idea_search")

    titles = await found("calendar", limit=1000)
    assert titles[0] == "Old calendar"
    assert {"Old and hot", "Newest", "Planned"} < set(titles)
    assert 200 < len(titles) == len(set(titles)) < 604
    await Idea.filter(title="Old and hot").update(stage="planned")
    assert set(await found("calendar stage:planned")) == {"Planned", "Old and hot"}
