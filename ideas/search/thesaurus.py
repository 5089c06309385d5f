"""Words that people use for the same thing in products like ours, in Korean and in English.

One group a line, its words between bars. What is written here counts less than the word itself: it lets "night mode"
meet "dark theme" and 로그인 meet "sign in", and never makes two texts the same by itself. `OPPOSITES` are groups of
which each undoes the other: texts that differ in them want different things however much else they share.
"""

from ideas.search.everyday import EVERYDAY

SOFTWARE = """
dark mode|dark theme|night mode|night theme|다크모드|다크테마|야간모드|야간테마|어두운화면|어두운모드|어두운테마|밤모드
light mode|light theme|라이트모드|밝은화면|밝은모드|밝은테마
log in|login|logged in|sign in|signin|log on|logon|로그인|접속
log out|logout|logged out|sign out|signout|로그아웃|세션만료|session expire
sign up|signup|register|registration|create account|회원가입|가입
close account|delete account|delete my account|account deletion|탈퇴|회원탈퇴|계정삭제|erase profile|remove account
password|passcode|passphrase|pin code|비밀번호|비번|암호|패스워드|핀번호
2fa|two factor|mfa|multi factor|otp|authenticator|이중인증|2단계인증|2차인증|이단계인증
single sign on|sso|saml|oauth|싱글사인온|통합로그인|소셜로그인|간편로그인
fingerprint|biometric|face id|touch id|지문|생체인증|얼굴인식|페이스아이디
account|user profile|profile|계정|프로필|아이디
delete|deleting|remove|removal|erase|trash|discard|삭제|지우|지울|지운|지워|제거|없애
undo|restore|recover|revert|rollback|되돌리|복구|복원|실행취소|되살리
redo|다시실행
edit|modify|modification|editing|수정|편집|고치|고칠
change|update|변경|바꾸|바꿀|바꿔|업데이트|갱신
create|new|make|생성|만들|신규
copy|duplicate|clone|복사|복제
paste|붙여넣|붙이기
cut and paste|잘라내기
move|relocate|transfer|이동|옮기|옮길
save|store|keep|persist|remember|저장|보관|기억
auto save|autosave|draft|drafts|자동저장|임시저장|초안
download|export|내려받|다운로드|다운받|내보내|추출|익스포트
upload|attach|attachment|업로드|올리기|올릴|첨부
import|bring in|migrate|migration|가져오|불러오|이전하기|임포트
share|sharing|공유|공유하
print|printing|printer|인쇄|프린트|출력
csv|excel|xls|xlsx|spreadsheet|엑셀|스프레드시트|시트
pdf|피디에프
image|images|photo|picture|screenshot|gallery|이미지|사진|그림|스크린샷|갤러리
video|movie|clip|영상|동영상|비디오
audio|sound|music|소리|음향|오디오|사운드|음악
voice|speech|dictation|dictate|음성|말로|받아쓰
document|documentation|docs|manual|guide|문서|설명서|매뉴얼|가이드|도움말
file|파일
folder|directory|폴더|디렉터리|디렉토리
several|multiple|bulk|batch|many at once|mass|여러|일괄|한꺼번에|한번에|다수|대량|복수
notification|notify|alert|push notification|reminder|remind|알림|푸시|푸쉬|알람|통지|노티
mute|silence|turn off notification|turn off alert|do not disturb|snooze|음소거|방해금지|알림끄|무음
email|e mail|mail|newsletter|이메일|메일|전자우편
text message|sms|문자|문자메시지
kakaotalk|카카오톡|카톡
message|chat|conversation|thread|dm|direct message|메시지|쪽지|채팅|대화|메신저
comment|reply|response|답글|댓글|코멘트|덧글
mention|at mention|멘션|언급
search|find|lookup|look up|looking for|query|검색|찾기|찾아|조회
filter|narrow|필터|거르|걸러
sort|order by|ordering|sorting|newest first|정렬|순서|최신순|오름차순|내림차순
reorder|rearrange|drag|drag and drop|dragging|drag drop|드래그|끌어|순서변경|순서바꾸
group|category|categorize|classify|그룹|분류|카테고리|묶음
tag|label|keyword|태그|라벨|꼬리표|키워드
favorite|favourite|bookmark|star|wishlist|pin|saved items|즐겨찾기|북마크|찜|관심|별표|고정
history|log|audit log|activity|기록|이력|내역|로그|히스토리
calendar|schedule|agenda|캘린더|달력|일정|스케줄
date|day|날짜|일자
time zone|timezone|시간대|타임존|표준시
repeat|recurring|recurrence|every week|every day|repeating|반복|매주|매일|매달|정기적
deadline|due date|마감|기한
task|todo|to do|to dos|checklist|할일|작업|체크리스트|업무
assign|assignee|owner|담당|배정|할당
ticket|issue|case|티켓|이슈|문의
project|workspace|프로젝트|워크스페이스|작업공간
board|kanban|보드|칸반|게시판
team|organization|organisation|group of people|팀|조직|단체
member|user|people|회원|사용자|유저|멤버|구성원
admin|administrator|manager|관리자|운영자|어드민
permission|access control|role|privilege|권한|접근권한|역할
private|hidden|secret|비공개|비밀글|숨김
public|anyone|without account|open to everyone|공개|전체공개
read only|readonly|view only|읽기전용|보기전용
block|ban|blacklist|차단|강퇴
report abuse|spam|신고|스팸|도배
invite|invitation|초대
link|url|hyperlink|링크|주소링크|하이퍼링크
qr code|qrcode|barcode|qr코드|큐알|바코드
language|locale|translation|translate|localization|i18n|언어|번역|한국어|다국어|한글화|영문판|현지화
font|typeface|lettering|폰트|글꼴|서체|글씨체|글씨|글자
font size|text size|larger text|bigger text|text too small|zoom text|글자크기|글씨크기|큰글씨|큰글자|폰트크기|글씨크게
color|colour|색|색상|컬러
theme|skin|appearance|테마|스킨|화면모드
layout|arrangement|레이아웃|배치|화면구성
icon|logo|아이콘|로고
button|버튼|단추
menu|navigation|navbar|sidebar|메뉴|내비게이션|네비게이션|사이드바
screen|page|view|display|화면|페이지|뷰
full screen|fullscreen|전체화면
landscape|rotate|rotation|orientation|가로모드|가로화면|회전|가로보기
tablet|ipad|태블릿|아이패드
phone|mobile|smartphone|iphone|android phone|휴대폰|핸드폰|스마트폰|모바일|폰
android|안드로이드
ios|iphone|아이폰
desktop|pc|computer|데스크톱|데스크탑|컴퓨터
windows|윈도우|윈도
mac|macos|osx|맥|맥북
browser|chrome|firefox|safari|브라우저|크롬|사파리
app|application|애플리케이션|어플|앱
widget|위젯
dashboard|overview|대시보드|현황판|요약화면
chart|graph|plot|차트|그래프|도표
statistics|stats|analytics|metrics|insights|통계|분석|지표
report|summary|보고서|리포트|요약
table|grid|list|목록|리스트|테이블|표
column|field|열|칼럼|컬럼|필드|항목
template|preset|boilerplate|템플릿|양식|서식|견본
form|survey|questionnaire|설문|설문조사|폼|신청서
shortcut|hotkey|hotkeys|keyboard shortcut|key binding|keybinding|without the mouse|단축키|바로가기키|핫키|키바인딩
keyboard|typing|키보드|자판|타이핑
mouse|click|cursor|마우스|클릭|커서
scroll|scrolling|infinite scroll|스크롤
accessibility|accessible|a11y|disabled|wheelchair|접근성|장애인|휠체어|배리어프리
screen reader|voiceover|talkback|화면낭독|스크린리더|화면읽기
crash|crashes|freeze|hang|closes by itself|force close|멈춰|멈춤|먹통|튕겨|튕김|튕기|강제종료|꺼져|꺼짐
error|bug|fail|failure|broken|not working|오류|에러|버그|안돼|안됩|안되|고장|실패|작동하지|동작하지
slow|lag|laggy|performance|sluggish|speed|느려|느리|느립|답답|버벅|렉|속도|성능|지연
loading|load time|로딩|불러오는중
fast|faster|quick|빠른|빠르게|신속
memory|ram|메모리
storage|disk space|capacity|quota|용량|저장공간|저장용량
size limit|limit|maximum|제한|한도|최대|상한
battery|power consumption|배터리|전력소모
offline|without internet|no internet|no connection|offline mode|오프라인|인터넷없이|네트워크없이|인터넷이없
sync|synchronize|synchronise|synchronization|integration|integrate|connect|동기화|연동|싱크|통합|연결
backup|back up|백업
api|rest api|sdk|developer api|개발자|오픈api
example|sample|demo|예제|예시|샘플|견본코드
webhook|webhooks|callback|http notification|웹훅|콜백
plugin|extension|add on|addon|플러그인|확장기능|확장프로그램|애드온
automation|automate|automatic|automatically|auto|자동화|자동으로|자동
vote|upvote|like|thumbs up|투표|추천|좋아요|공감
anonymous|anonymously|guest|익명|비회원|게스트
privacy|personal data|gdpr|personal information|개인정보|프라이버시|사생활
security|secure|encryption|encrypt|보안|암호화|안전성
autocomplete|suggestion|autofill|type ahead|자동완성|추천검색어|자동입력
spell check|spelling|typo|맞춤법|오타|철자
spacing|whitespace|띄어쓰기|띄어|공백
accent|accents|diacritic|umlaut|악센트|발음기호
plain text|strip formatting|without formatting|remove formatting|unformatted|서식없이|일반텍스트|텍스트만
markdown|rich text|formatting|bold|wysiwyg|마크다운|서식있는|굵게|글꾸미기
emoji|reaction|sticker|이모지|이모티콘|스티커
preview|thumbnail|미리보기|썸네일|섬네일
default|initial|기본값|기본설정|초기값|디폴트
setting|settings|preference|preferences|option|configuration|configure|설정|환경설정|옵션
customize|customise|custom|personalize|맞춤|사용자정의|커스텀|커스터마이징|개인화
reset|initialize|초기화|리셋|재설정|다시설정
status|state|progress|상태|진행상황|진행률|처리현황
version|release|update history|changelog|버전|릴리스|릴리즈|변경이력
tutorial|onboarding|getting started|튜토리얼|사용법|처음사용
"""

GROUPS = SOFTWARE + EVERYDAY.lstrip()

OPPOSITES = (
    ("import|upload|bring in|가져오|불러오|업로드|올리기|올릴", "export|download|내보내|다운로드|내려받|다운받|추출"),
    ("log in|login|sign in|signin|로그인", "log out|logout|sign out|signout|로그아웃"),
    ("enable|turn on|show|켜기|켜주|활성화|보이게", "disable|turn off|hide|끄기|꺼주|숨기|숨김"),
    ("add|create|insert|추가|생성", "remove|delete|erase|삭제|제거|지우|없애"),
    ("increase|raise|larger|bigger|늘려|늘리|높여|크게", "decrease|reduce|lower|smaller|fewer|줄여|줄이|낮춰|작게"),
    ("light mode|light theme|라이트모드|밝은", "dark mode|dark theme|night mode|다크모드|야간모드|어두운"),
    ("sort ascending|oldest first|오래된순|오름차순", "sort descending|newest first|최신순|내림차순"),
    ("lock|잠금|잠그", "unlock|잠금해제|해제"),
    ("subscribe|구독하기", "unsubscribe|구독취소|구독해지|수신거부"),
    ("allow|허용", "block|forbid|prevent|차단|금지"),
)  # fmt: skip
