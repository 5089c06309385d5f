"""상담과 요금: being answered, or not."""

from commands.demo.script import Edited, Moved, Post, Reached, Said

POSTS = (
    Post(
        key="chat-ends-at-six",
        kind="complaint",
        board="support",
        lang="ko",
        title="채팅 상담이 6시 땡 하면 끊깁니다. 장사는 그때부터인데",
        body="""
        5시 52분에 물어봤습니다. "확인해 보겠습니다" 하더니 6시에 "상담이 종료되었습니다".

        식당은 6시부터 시작입니다. 단말기가 안 되는 것도, 예약이 꼬이는 것도 다 저녁입니다. 낮에만 도와주는
        건 도와주는 게 아닙니다.
        """,
        author="manbok",
        days_ago=172.5,
        tags=("상담", "채팅", "운영시간"),
        owner="jiwoo",
        voters=20,
        steps=[
            Said(
                "jiwoo",
                171.6,
                """
                사장님, 그날 상담한 사람이 저예요. 시스템이 6시에 자동으로 닫히는데, 닫히기 전에 '내일 아침
                첫 번째로 이어서 보겠다'고 적었어야 했어요. 죄송합니다.

                이번 주부터 6시가 되어도 **진행 중인 상담은 끝날 때까지** 닫히지 않게 바꿨습니다. 저녁
                시간에 새로 받는 건 제가 정할 수 있는 일이 아니라 위에 올렸어요.
                """,
                replies=(Said("manbok", 171.3, "사과는 받았습니다. 저녁은 어떻게 됩니까."),),
            ),
            Said("ploy", 169.8, "For a restaurant the day starts at 17:00. I vote with both hands."),
            Moved(
                "reviewing",
                "hyejin",
                165.4,
                """
                지난 석 달 동안 저녁 6시~10시에 들어온 문의가 하루 평균 41건이었어요. 상담팀과 당번을 짜
                보고 있습니다.
                """,
            ),
            Said(
                "jiwoo",
                164.0,
                """
                솔직히 저녁 당번이 두 명은 있어야 해요. 한 명이면 단말기 문의 하나에 30분이 묶여서 나머지는
                다 대기입니다. 그리고 저녁에 일한 다음 날 오전은 쉬게 해 주세요.
                """,
                audience="staff",
                replies=(
                    Said(
                        "hyejin",
                        163.6,
                        """
                        두 명, 다음 날 오후 출근으로 올렸어요. 채용 전까지는 제품팀에서도 한 명씩
                        들어갑니다. 저도 화요일에 앉을게요.
                        """,
                        audience="staff",
                    ),
                ),
            ),
            Said(
                "hyejin",
                110.2,
                """
                저녁 상담을 **평일 밤 10시까지** 여는 것으로 정했습니다. 두 사람을 새로 뽑고 있고, 뽑히는
                대로 시작해요. 처음 한 달은 단말기와 예약 문제만 받습니다. 세금 질문은 저녁에 답할 수 있는
                사람이 아직 없어요.
                """,
                answer=True,
            ),
            Moved("planned", "hyejin", 110.0, "채용이 끝나는 대로 엽니다. 날짜가 정해지면 여기에 씁니다."),
            Said("jiwoo", 34.6, "한 분은 출근하셨고 교육 중이에요. 한 분은 아직 면접 중입니다."),
            Said(
                "manbok",
                33.9,
                "올린 지 넉 달이 넘었습니다. 한 분이라도 있으면 그 한 분부터 저녁에 앉히세요.",
                replies=(
                    Said("hyejin", 33.1, "그 방법도 있네요. 다음 주 회의에서 정하고 적겠습니다."),
                    Said(
                        "hyejin",
                        25.3,
                        """
                        한 분으로 먼저 엽니다. 교육이 끝나는 다음 달 첫 주부터 평일 8시까지예요. 10시까지는
                        두 번째 분이 오신 다음입니다.
                        """,
                    ),
                    Said("manbok", 25.1, "8시면 저녁 장사 한가운데입니다. 그래도 6시보다는 낫습니다."),
                ),
            ),
        ],
    ),
    Post(
        key="answered-in-korean",
        kind="complaint",
        board="support",
        lang="en",
        title="I write in English, support answers in Korean, three times now",
        body="""
        The form lets me choose English. I choose English. The answer begins with 안녕하세요, 고객님 and
        goes on for twelve lines.

        I translate it with an app, and the app said that to fix my printer I should *"turn over the person
        in charge"*. I still don't know what it meant.
        """,
        author="ploy",
        days_ago=107.3,
        tags=("support", "english"),
        owner="jiwoo",
        voters=12,
        steps=[
            Said(
                "aisha",
                106.8,
                """
                Same. I've started writing in Korean with a translation app so that they can answer in
                Korean so that I can translate it back.
                """,
            ),
            Said(
                "jiwoo",
                106.1,
                """
                Hi Ploy, this is Jiwoo. I found the three tickets. Your language choice is saved, but our
                support screen doesn't show it, so whoever picks up the ticket sees only the shop name, 안산
                타이키친, and starts in Korean.

                The sentence was 담당자를 바꿔 드리겠습니다, "I'll pass you to a colleague." Please don't
                turn anyone over. Your printer: hold the feed button for five seconds until it beeps twice.
                If it doesn't beep, write to me here.
                """,
                replies=(Said("ploy", 105.9, "It beeped twice! And I laughed for ten minutes."),),
            ),
            Moved(
                "reviewing",
                "jiwoo",
                105.7,
                """
                Showing the chosen language on our side is simple. Having someone who can answer in it all
                day is not; asking how many we need.
                """,
            ),
            Said(
                "hyejin",
                82.3,
                """
                Two steps. The language now shows in red on every ticket, that was done last week. And from
                the evening hires we're looking for, one has to be comfortable in English. Until then
                Mateus, Kofi and I take English tickets in turns, so you may wait half a day but you'll get
                a person, not a template.
                """,
                answer=True,
            ),
            Moved("planned", "hyejin", 82.1, "Open until the English-speaking colleague has started."),
        ],
    ),
    Post(
        key="call-me-back",
        kind="idea",
        board="support",
        lang="ko",
        title="전화 상담, 제가 되는 시간을 고르게 해 주세요",
        body="""
        파마하는 중에 전화가 와요. 못 받으면 "부재중이라 종결합니다" 문자가 오고요. 저는 화요일 오전이랑
        매일 2시에서 3시 사이가 비어요. 시간을 골라서 신청하면 그때 걸어 주시면 좋겠어요.
        """,
        author="sera",
        days_ago=11.8,
        tags=("상담", "전화"),
        owner="jiwoo",
        voters=7,
        steps=[
            Said("taejin", 11.1, "수업 중에는 못 받습니다. 저도 부재중 종결 두 번."),
            Said(
                "jiwoo",
                10.6,
                """
                '부재중이라 종결합니다'는 저희끼리도 너무하다고 이야기하던 문구예요. 오늘부터 '부재중이셔서
                내일 한 번 더 걸겠습니다'로 바꾸고 실제로 한 번 더 걸어요. 시간 고르기는 달력이 필요해서
                확인해 볼게요.
                """,
            ),
        ],
    ),
    Post(
        key="every-agent-differs",
        kind="complaint",
        board="support",
        lang="ko",
        title="상담원마다 말이 다릅니다",
        body="""
        같은 질문을 세 번 드렸고 세 분이 다르게 답하셨습니다. 질문은 "폐업한 거래처에 발급한 세금계산서를
        취소할 수 있는가"입니다.

        - 첫 번째 분: 됩니다
        - 두 번째 분: 안 됩니다
        - 세 번째 분: 세무서에 물어보십시오

        모르면 모른다고 하시면 됩니다. 첫 번째 분 말씀을 믿고 거래처에 연락했다가 제가 실없는 사람이
        되었습니다.
        """,
        author="yongsik",
        days_ago=64.0,
        tags=("상담", "세금"),
        owner="jiwoo",
        voters=10,
        steps=[
            Said("sunja", 63.1, "나도 카드 단말기 물어봤을 때 그랬어요. 물어볼 때마다 달라요."),
            Said(
                "jiwoo",
                62.5,
                """
                사장님, 세 번의 상담 기록을 모두 들었습니다. 첫 번째 상담원은 입사 2주 차였고 '확인 후
                연락드리겠다'고 해야 할 것을 된다고 말씀드렸어요. 세 번째 답이 그나마 맞지만 그렇게 끊으면
                안 되는 거였고요. 거래처 건은 탁은숙 님이 오늘 오후 3시에 직접 전화드리겠습니다. 받기
                어려우시면 채팅으로 편한 시간을 남겨 주세요.
                """,
                audience="author",
            ),
            Moved(
                "reviewing",
                "hyejin",
                61.8,
                "세금 관련 답변을 상담원 개인의 기억에 맡기고 있던 것이 문제입니다. 방법을 찾겠습니다.",
            ),
            Said(
                "hyejin",
                55.2,
                """
                지금 바꾼 것과 바꿀 것을 나눠 적습니다.

                - **바꾼 것**: 세금 질문은 상담원이 답하지 않고 세무지원팀이 하루 안에 글로 답합니다
                - **바꿀 것**: 한 번 나간 답을 검색할 수 있게 모읍니다. 다음 상담원이 같은 답을 하도록요

                두 번째는 어디에 모을지부터 정해야 해서 아직 날짜를 못 드립니다.
                """,
                answer=True,
                replies=(
                    Said("yongsik", 54.9, "은숙 님 전화는 잘 받았습니다. 한 시간 동안 같이 찾아 주셨습니다."),
                ),
            ),
            Moved("planned", "hyejin", 54.0, "답변 모음을 만듭니다. 공개해도 되는 것은 도움말에도 올려요."),
        ],
    ),
    Post(
        key="teach-at-market",
        kind="idea",
        board="support",
        lang="ko",
        title="시장에 와서 한번 가르쳐 주면 안 되나요",
        body="""
        우리 시장에 모퉁이 쓰는 집이 열 집은 되는데 다들 매출 넣는 것만 할 줄 알아요. 상인회 사무실에 빔도
        있어요. 오후 세 시에 두 시간만 와서 가르쳐 주면 밥은 우리가 살게요.
        """,
        author="sunja",
        days_ago=16.7,
        tags=("교육", "시장"),
        owner="jiwoo",
        voters=7,
        steps=[
            Said(
                "jiwoo",
                16.0,
                """
                사장님, 제가 갈게요. 진심이에요. 상인회에 비는 날 두세 개만 물어봐 주세요. 열 집이 각자 뭐가
                제일 답답한지 한 줄씩 적어 두시면 그것부터 할게요.
                """,
                replies=(
                    Said(
                        "sunja",
                        15.4,
                        """
                        다음다음 주 수요일하고 목요일 된대요. 반찬가게 영수증, 떡집 외상, 생선집은 그냥 다
                        모른대요.
                        """,
                    ),
                    Said(
                        "jiwoo",
                        15.1,
                        "수요일로 잡았어요! 생선집 사장님께는 '그냥 다'부터 시작한다고 전해 주세요.",
                    ),
                ),
            ),
            Said(
                "yongsik",
                14.2,
                "정비조합에도 같은 수요가 있습니다. 순자 사장님 쪽이 끝나고 후기를 올려 주시기 바랍니다.",
            ),
            Moved(
                "reviewing",
                "jiwoo",
                13.7,
                "한 번은 제가 갑니다. 다른 시장에도 계속 갈 수 있는지는 이번에 해 보고 판단해요.",
            ),
        ],
    ),
    Post(
        key="written-manual",
        kind="idea",
        board="support",
        lang="ko",
        title="도움말이 전부 영상이에요. 글로 된 설명서도 주세요",
        body="""
        책방은 조용해서 영상을 소리 켜고 볼 수가 없습니다. 8분짜리 영상에서 제가 필요한 건 6분 40초에 나오는
        버튼 하나예요. 글이라면 3초 만에 찾았을 겁니다.

        화면 사진과 글, 그리고 찾기. 인쇄해서 계산대 옆에 붙일 수 있으면 아르바이트 친구에게도 설명하기
        쉽겠습니다.
        """,
        author="dalbit",
        days_ago=190.2,
        tags=("도움말", "설명서"),
        owner="jiwoo",
        voters=13,
        steps=[
            Said(
                "grace",
                187.4,
                """
                Adding: video help can't be searched or translated. With text I could at least paste it into
                a translator for the parts that exist only in Korean.
                """,
            ),
            Moved(
                "reviewing",
                "jiwoo",
                185.0,
                """
                영상 서른두 개의 조회 기록을 봤는데, 절반이 한 지점으로 건너뛰어서 10초 보고 나가셨어요.
                달빛 님 말씀 그대로네요.
                """,
            ),
            Moved(
                "planned",
                "hyejin",
                152.8,
                "많이 찾는 순서로 글 설명서를 씁니다. 한 주에 두 편, 상담팀이 쓰고 예린 님이 화면을 그려요.",
            ),
            Said(
                "jiwoo",
                121.3,
                """
                첫 여덟 편이 올라왔어요. *예약금 켜기, 마감하기, 직원 초대, 영수증 찍기, 환불, 휴무, 예약
                페이지 주소, 엑셀 내려받기*. 인쇄하면 A4 한 장에 들어가게 맞췄고, 읽어 보시고 막히는 문장이
                있으면 그대로 복사해서 여기에 붙여 주세요. 제가 고쳐 쓸게요.
                """,
                answer=True,
                replies=(
                    Said(
                        "dalbit",
                        120.7,
                        """
                        '환불' 편의 셋째 문단, '원거래를 소급하여'는 무슨 뜻인지 모르겠어요. 나머지는 참
                        좋습니다.
                        """,
                    ),
                    Said(
                        "jiwoo",
                        120.4,
                        "'처음 결제한 날로 되돌려서'로 고쳤어요. 저도 뜻을 모르고 베껴 쓴 문장이었네요.",
                    ),
                ),
            ),
            Moved("building", "hyejin", 119.5, "쓰는 중입니다. 서른두 편을 다 옮기면 끝나요."),
            Said("jiwoo", 45.8, "스물세 편까지 왔어요. 영어판은 열한 편입니다."),
            Edited(45.1, title="도움말이 전부 영상이에요. 글로 된 설명서도 있으면 좋겠습니다"),
            Reached("shipped", 44.5),
            Reached("unconfirmed", 14.4),
        ],
    ),
    Post(
        key="many-photos",
        kind="idea",
        board="support",
        lang="ko",
        title="상담 채팅에 사진 여러 장 한 번에 올리기",
        body="""
        지금은 한 장씩만 돼요. 설정 화면 여섯 장 올리는 동안 상담원분이 세 번째 사진에 답을 달고 계셨어요
        ㅋㅋ
        """,
        author="mina",
        days_ago=0.2,
        tags=("상담", "채팅"),
    ),
)
