"""The words that the bench's people use. A few are in every twentieth title, most in hardly any.

Twenty thousand nouns for each language: first what people really write about, then compounds of those, then names of
modules that somebody made up. Their frequencies fall as Zipf and Mandelbrot have it.
"""

from functools import cache
from itertools import product
from math import exp, log
from random import Random

SIZE = 20_000
"""Nouns in each language."""

FLATTENING = 12
"""Mandelbrot's shift: the larger, the less the first words stand out."""


def _words(text: str) -> list[str]:
    return text.split()


KOREAN = _words(
    """
    엑셀 다운로드 알림 로그인 비밀번호 대시보드 검색 필터 모바일 다크모드 캘린더 댓글 첨부파일 권한
    보고서 결제 청구서 번역 단축키 글꼴 화면 목록 정렬 태그 프로젝트 일정 메일 문자 푸시 계정 프로필
    사진 업로드 동기화 백업 복구 연동 슬랙 지라 노션 웹훅 토큰 인증 이력 통계 차트 그래프 표 양식 설문
    템플릿 서명 계약 견적 주문 배송 재고 반품 환불 쿠폰 포인트 회원 조직 부서 팀 담당자 승인 결재 휴가
    근태 급여 회의 녹음 자막 영상 음성 채팅 게시판 공지 문의 상담 티켓 속도 오류 버튼 메뉴 탭 팝업
    입력창 미리보기 인쇄 바코드 지도 주소 전화번호 시간대 언어 통화 세금 달력 색상 아이콘 링크 폴더 파일
    문서 편집기 표지 머리글 각주 목차 주석 버전 초안 복사 붙여넣기 실행취소 자동저장 잠금 공유 초대 손님
    관리자 감사 로그 가져오기 내보내기 일괄수정 중복 병합 분류 즐겨찾기 최근항목 단추 여백 확대 축소
    스크롤 드래그 위젯 배지 요약 추천 순위
    """
)

ENGLISH = _words(
    """
    export dashboard search filter mobile login password notification calendar comment attachment
    permission report payment invoice translation shortcut font screen list sorting tag project schedule
    mail message account profile photo upload sync backup restore integration slack webhook token
    history statistics chart graph table form survey template signature contract quote order shipping
    stock return refund coupon member organisation department team owner approval leave attendance
    payroll meeting recording subtitle video audio chat board announcement inquiry ticket speed error
    button menu tab popup input preview print barcode map address phone timezone language currency tax
    color icon link folder file document editor cover header footnote outline annotation version draft
    clipboard undo autosave lock sharing invitation guest admin audit log import spreadsheet duplicate
    merge category favourite margin zoom scroll drag widget badge summary suggestion ranking keyboard
    browser tablet printer contact archive reminder checklist milestone timeline kanban sprint backlog
    release changelog sandbox quota storage bandwidth
    """
)

SOUNDS = {
    "ko": _words(
        """
        가 나 다 라 마 바 사 아 자 차 카 타 파 하 노 도 로 모 보 소 오 조 코 토 루 무 부 수 우 주 린 벨
        온 플 넷 픽
        """
    ),
    "en": _words(
        "ba co da fe ga hi jo ka le mi no pa qui ro sa ti u ve wa xo ya zen lor min tal ver dex nor pli stra"
    ),
}

TAGS = _words(
    """
    ux mobile api export billing search login speed bug design 한국어 알림 보안 권한 연동 결제 모바일
    속도 검색 보고서 admin calendar mail import chart accessibility 접근성 번역 관리자 일정
    """
)


@cache
def nouns(lang: str) -> tuple[str, ...]:
    """The nouns of a language, the most frequent first."""
    base = KOREAN if lang == "ko" else ENGLISH
    rng = Random(f"nouns {lang}")  # the same for every seed: vocabulary is no matter of chance
    mixed = [*base]
    rng.shuffle(mixed)
    joined = [f"{one}{other}" if lang == "ko" else f"{one} {other}" for one, other in _pairs(base, rng)]
    made = [*dict.fromkeys([*mixed, *_interleaved(joined, _names(lang, rng))])]
    return tuple(made[:SIZE])


def _pairs(base: list[str], rng: Random) -> list[tuple[str, str]]:
    every = [(one, other) for one, other in product(base, base) if one != other]
    return rng.sample(every, SIZE // 2)


def _names(lang: str, rng: Random) -> list[str]:
    """Names of modules and products that mean nothing: what is rare in a yard is mostly such."""
    sounds = SOUNDS[lang]
    made = ("".join(rng.choice(sounds) for _ in range(rng.choice((3, 3, 4)))) for _ in range(SIZE))
    return list(dict.fromkeys(made))


def _interleaved(one: list[str], other: list[str]) -> list[str]:
    return [word for pair in zip(one, other, strict=False) for word in pair] + other[len(one) :]


_SPAN = log((SIZE + FLATTENING) / FLATTENING)


def drawn(words: tuple[str, ...], chance: float) -> str:
    """The noun that falls to `chance`, a number from 0 up to 1."""
    return words[int(FLATTENING * (exp(chance * _SPAN) - 1)) % len(words)]
