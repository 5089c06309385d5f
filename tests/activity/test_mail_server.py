"""Handing mail over: what arrives, and what an admin is told when it doesn't."""

from pathlib import Path

import pytest

from core import mail as postman
from core.mail import Mail, NotSent, send
from tests.activity.smtp import mail_server

LETTER = Mail(
    to="grace@example.com",
    subject="김민지 님이 답했어요: 다크 모드를 지원해 주세요. " + "긴 제목 " * 20,
    text="안녕하세요.\n.한 점으로 시작하는 줄\n",
    html="<p>안녕하세요 &amp; 반가워요</p>",
    message_id="notice-7@madang.test",
    sender_name="마당, 서울",
    headers={"List-Unsubscribe": "<https://madang.test/unsubscribe/x>", "References": "<idea-7@madang.test>"},
)
SENDER = "madang@madang.test"


async def refusal(url: str, letter: Mail = LETTER) -> NotSent:
    with pytest.raises(NotSent) as caught:
        await send(letter, url=url, sender=SENDER)
    return caught.value


async def test_korean_arrives_as_it_was_written() -> None:
    async with mail_server() as server:
        await send(LETTER, url=server.url, sender=SENDER)

    (message,) = server.messages()
    assert message["Subject"] == LETTER.subject.strip()
    assert message["Message-ID"] == "<notice-7@madang.test>"
    assert message["From"].addresses[0].display_name == "마당, 서울"
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["References"] == "<idea-7@madang.test>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert "안녕하세요 &amp; 반가워요" in html.get_content()


async def test_a_subject_can_add_no_header() -> None:
    letter = Mail(**{**vars(LETTER), "subject": "Hello\r\nBcc: all@example.com\x85\u2028X: y"})
    async with mail_server() as server:
        await send(letter, url=server.url, sender=SENDER)

    (message,) = server.messages()
    assert message["Bcc"] is None
    assert message["X"] is None


@pytest.mark.parametrize(
    ("answers", "sentence", "lasting"),
    [
        ({"AUTH": "535 5.7.8 wrong"}, "user name or password in MAIL_URL", False),
        ({"AUTH": "454 4.7.0 later"}, "come back later", False),
        ({"RCPT": "550 5.7.1 relaying denied"}, "refuses to relay", True),
        ({"RCPT": "450 4.2.0 greylisted"}, "refuses to relay", False),
        ({"MAIL": "553 5.1.8 who are you"}, "our own address (MAIL_FROM)", False),
        ({"MAIL": "530 5.7.0 authentication required"}, "wants a user name and a password", False),
        ({"CONNECT": "421 4.3.2 too busy"}, "come back later", False),
        ({"DATA": "451 4.3.0 not now"}, "come back later", False),
        ({".": "554 5.7.1 looks like spam"}, "refuses the message", True),
        ({"CONNECT": None}, "can't be reached", False),
        ({"RCPT": None}, "can't be reached", False),
    ],
)
async def test_what_the_server_says_in_words(
    answers: dict[str, str | None], sentence: str, lasting: bool
) -> None:
    async with mail_server(answers) as server:
        said = await refusal(server.url.replace("//", "//ada:s3cret@"))

    assert sentence in said.sentence
    assert said.lasting is lasting
    assert "s3cret" not in str(said)
    assert not server.received


async def test_tls_required_and_not_offered() -> None:
    async with mail_server() as server:
        said = await refusal(f"{server.url}?tls=required")
    assert "offers no TLS" in said.sentence
    assert "MAIL" not in server.commands


async def test_a_password_and_no_way_to_give_it() -> None:
    async with mail_server(offers=("8BITMIME",)) as server:
        said = await refusal(server.url.replace("//", "//ada:s3cret@"))
    assert "takes no user name and password" in said.sentence


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, at_once: bool) -> None:
    async with mail_server(offers=("STARTTLS",), tls_in=tmp_path, tls_at_once=at_once) as server:
        url = server.url.replace("smtp:", "smtps:") if at_once else server.url
        said = await refusal(url)
    assert "TLS certificate" in said.sentence
    assert not said.lasting
    assert not server.received


async def test_tls_never_is_for_a_relay_on_ones_own_machine(tmp_path: Path) -> None:
    async with mail_server(offers=("STARTTLS",), tls_in=tmp_path) as server:
        await send(LETTER, url=f"{server.url}?tls=never", sender=SENDER)
    assert len(server.received) == 1


async def test_nobody_listens() -> None:
    async with mail_server() as server:
        url = server.url
    assert "can't be reached" in (await refusal(url)).sentence


async def test_a_server_that_falls_asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postman, "PATIENCE", 0.05)

    async with mail_server({"CONNECT": ""}) as server:
        said = await refusal(server.url)
    assert "in time" in said.sentence
    assert not said.lasting


@pytest.mark.parametrize("address", ["no address", "a@b\r\nBcc: c@d", "a@b, c@d", ""])
async def test_an_address_that_is_none_is_given_up_at_once(address: str) -> None:
    said = await refusal("smtp://127.0.0.1:1", Mail(**{**vars(LETTER), "to": address}))
    assert said.lasting


@pytest.mark.parametrize(
    "url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:port"]
)
async def test_a_mail_url_that_is_none_is_said_in_words(url: str) -> None:
    assert "MAIL_URL must look like" in (await refusal(url)).sentence
