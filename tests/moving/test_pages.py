"""Importing a file through the page: brought, its columns guessed and chosen, looked at, and left to the worker."""

import httpx
import pytest

from activity.models import Task
from activity.worker import drain
from core.errors import Invalid, NotAllowed
from frontend.translations import speaking_locale
from ideas.models import Idea
from moving.arriving import uploads, working
from moving.arriving.guessing import guessed
from moving.arriving.stages import WORDS, known_stage
from moving.models import LeftRow, Mapping, State, Upload
from tests.makers import a_person, sign_in

FILE = """번호;제목;내용;상태;추천;등록일;종류;태그;작성자
1;다크모드가 있으면 좋겠어요;밤에;완료;12;2021-03-04;기능;a,b;김하늘
2;가;;접수;;;;;
3;=SUM(A1) night;;parked;;;;;
4;Login loops;;In Progress;1;;Bug;;
""" + "".join(f"{number};Idea number {number};;접수;0;;;;\n" for number in range(5, 30))


async def _bring(
    client: httpx.AsyncClient, content: str | bytes = FILE, name: str = "목록.csv"
) -> httpx.Response:
    data = content.encode() if isinstance(content, str) else content
    return await client.post("/admin/import", files={"file": (name, data, "text/csv")})


CHOICES = {"board": "ideas", "kind": "idea", "zone": "Asia/Seoul", "source": "canny"}


async def test_a_file_is_looked_at_and_then_imported(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))

    answer = await _bring(client)
    place = answer.headers["location"]
    shown = await client.get(place)
    assert "Which column is what?" in shown.text
    columns = uploads.as_given((await Upload.get()).columns)
    assert columns["column-source_id"] == "번호"

    answer = await client.post(f"{place}/choices", data={**columns, **CHOICES, "name": "Canny"})
    assert (answer.status_code, await Idea.all().count()) == (303, 0)
    shown = await client.get(place)
    assert "Tried with the first 29 rows of 29" in shown.text
    assert "A title has at least 3 characters." in shown.text
    assert shown.text.count("<tr>") == 11

    assert (await client.post(f"{place}/start")).status_code == 303
    assert "0 of 29 rows." in (await client.get(place)).text
    await drain()

    upload = await Upload.get()
    figures = (upload.read, upload.taken, upload.left_out)
    assert (upload.state, figures, upload.content) == (State.DONE, (29, 27, 2), b"")
    dark, login = await Idea.get(source_id="1"), await Idea.get(source_id="4")
    assert (dark.stage, dark.votes_imported, dark.author_name, dark.source) == (
        "shipped",
        12,
        "김하늘",
        "canny",
    )
    assert dark.created_at.isoformat() == "2021-03-03T15:00:00+00:00"
    assert (login.kind, login.stage) == ("complaint", "building")
    report = (await client.get(f"{place}/report.csv")).text
    assert report.startswith("\ufeffline,source_id,title,reason\r\n3,2,가,A title has at least 3 characters.")
    assert "4,3,'=SUM(A1) night,\"The stage “parked” is unknown" in report
    assert "Download the report" in (await client.get(place)).text
    assert (await client.post(f"{place}/start")).status_code == 409
    again = (await _bring(client)).headers["location"]
    saved = str((await Mapping.get(name="Canny")).id)
    await client.post(f"{again}/choices", data={**CHOICES, "mapping": saved})
    assert "<dt>Unchanged</dt><dd>27</dd>" in (await client.get(again)).text
    await client.post(f"{again}/removal")
    assert await Upload.all().count() == 1


async def test_an_import_goes_on_where_a_worker_left_it(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await a_person("Root", "admin")
    with speaking_locale("ko"):
        upload = await uploads.bring("목록.csv", FILE.encode(), by=admin)
    await uploads.choose(upload.id, {**uploads.as_given(upload.columns), **CHOICES}, by=admin)
    await uploads.begin(upload.id, by=admin)
    monkeypatch.setattr(working, "BATCH", 4)
    monkeypatch.setattr(working, "AT_ONCE", 2)
    task = await Task.get(kind=uploads.ARRIVING)

    assert not await working.step(task)
    assert (await Upload.get()).read == 8
    while not await working.step(task):
        pass

    done = await Upload.get()
    assert (done.state, done.read, done.taken, done.left_out) == (State.DONE, 29, 27, 2)
    assert done.locale == "ko"
    reasons = [row.reason for row in await LeftRow.all().order_by("line")]
    assert len(reasons) == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "Choose a file."),
        ("a.jsonl", b"[1]", "one JSON array"),
        ("a.csv", b"x" * (uploads.LARGEST + 1), "at most 20 MB"),
    ],
)
async def test_what_cant_be_read_is_said(
    client: httpx.AsyncClient, name: str, content: bytes, sentence: str
) -> None:
    await sign_in(client, await a_person("Root", "admin"))

    answer = await _bring(client, content, name)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not await Upload.exists()


async def test_what_is_missing_is_said_beside_the_field(client: httpx.AsyncClient) -> None:
    admin = await sign_in(client, await a_person("Root", "admin"))
    place = (await _bring(client, "a,b\n1,2\n")).headers["location"]

    answer = await client.post(
        f"{place}/choices", data={**CHOICES, "board": "x", "zone": "Mars", "source": ""}
    )

    assert answer.status_code == 422
    for sentence in (
        "Choose the column for this.",
        "Choose a board.",
        "no time zone “Mars”",
        "1 to 60 characters",
    ):
        assert sentence in answer.text
    assert (await client.post(f"{place}/start")).status_code == 422
    await client.post("/admin/import", data={"file": "no file"})
    with pytest.raises(NotAllowed):
        await uploads.bring("a.csv", b"id,title\n", by=await a_person("Mina", "manager"))
    with pytest.raises(Invalid):
        await uploads.keep_mapping((await Upload.get()).id, "x" * 61, by=admin)


def test_columns_and_stages_of_others_are_understood() -> None:
    found = guessed(["Post ID", "Post Title", "Details", "Author Email", "Status", "Vote Count", "Other"])
    assert found == {
        "source_id": "Post ID",
        "title": "Post Title",
        "body": "Details",
        "author_email": "Author Email",
        "votes": "Vote Count",
        "stage": "Status",
    }
    assert known_stage("IN_PROGRESS") == known_stage("개발 중") == "building"
    assert all(known_stage(word) == stage for word, stage in WORDS.items())
