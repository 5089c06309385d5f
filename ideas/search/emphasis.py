"""What is written around the words that matter: Korean particles and endings, and what every request says."""

import re

_ENDINGS = """
    은 는 이 가 을 를 의 에 도 로 와 과 만 랑 께 들 으로 에서 에게 한테 부터 까지 처럼 보다 이나 라도
    마다 조차 에도 에는 로는 로도 이랑 하고 에만 들이 들을 들의 들은 들도 으로도 으로는 에서도 에서는
    에서만 에게도 까지도 이라도 이라는 라는 해주시면 해주세요 해주십시오 해줘요 해줬으면 해주셨으면
    했으면 하였으면 하십시오 합시다 합니다 했습니다 하겠습니다 됐으면 되었으면 됩니다 됐습니다 되나요
    되네요 되어요 돼요 되면 되게 되는 되도록 되어 되지 된다 하나요 하네요 하려면 하려고 하려는 하거나
    하면서 하면 하게 하는 하도록 하여 하지 한다 해서 해도 해야 해요 했는데 하는데 하기 하길 할수 했던
    하던 하니 해라 시켜 시키는 시켜주세요 입니다 이에요 예요 인가요 인데요 네요 아요 어요 여요 워요 려요
    겨요 와요 나요 까요 지요 죠 습니다 ㅂ니다 습니까 주세요 주십시오 줬으면 주셨으면 주시면 줘요 있게
    있도록 없게 없도록 없어요 있어요 없습니다 있습니다 싶어요 싶습니다 싶은데 좋겠어요 좋겠습니다 좋을
    바랍니다 드립니다 부탁드립니다 부탁해요
"""

_SAID_ALWAYS = """
    기능 기능을 기능이 기능도 추가 지원 요청 요청드립니다 제안 제안합니다 건의 건의합니다 부탁 개선
    개선해 문의 관련 관련해서 대한 대해 대해서 있으면 있게 있도록 있는 있다면 있어요 있습니다 있었으면
    없어요 없는 없습니다 없어서 없나요 수 것 게 걸 건 좀 더 좋겠 좋을 필요 필요해요 필요합니다 싶어요
    싶습니다 싶은데 해주세요 해 하게 하는 할 주세요 주시면 줘요 주십시오 해줘 제발 너무 정말 진짜 아주
    매우 그리고 그런데 하지만 그래서 등 때 및 또 경우 사용 사용할 이용 가능 가능하게 가능한가요
    가능하도록 이 그 저 제 제가 저는 우리 다시 자꾸 계속 같아요 같습니다 같은 위해 위한 통해 어떻게 왜
    안 못 잘 다 많이 조금 약간 만들어 넣어 넣어주세요 만들어주세요 되면 되었으면 됐으면 했으면 하면
    때문에 불편해요 불편합니다 불편 바랍니다 생각합니다 도입 마련 촉구 청원 청원합니다 반대 합니다 해요
    돼요 됩니다 있나요 인가요 주셨으면 감사합니다 안녕하세요 없이 한번 번 개 명 꼭 바로 이미 아직 항상 매번 늘
    가끔 자주 갑자기 혹시 아예 거의 그냥 먼저 나중에 지금 이제 요즘 이번 이런 그런 저런 어떤 모든 각각 따로 같이
"""

_ASKED_ALWAYS = """
    please add added adding support supporting supported feature features request requests requesting
    allow allows allowing ability option options optional able enable would could should want wants
    wanted need needs needed wish like nice great good better help make makes making made provide
    implement implementation implemented improve improvement consider possible possibility way let lets
    give use using used user get got have has had do does did done doing can cannot suggestion idea
    enhancement fr proposal when where while also there not no without only any some more less very too
    really just still instead via per etc issue problem bug now then than what which who how why if so
    up out off on over all each every other another same one new it its
"""

_EMPTY = """
    the a an and or for with from that this these those you your our my me i we us they them their he
    she to of in at by as is are was were be been being am but about into onto s t d ll re ve m don
    doesn isn won wasn hi hello thanks thank
"""

_ALTERNATIVES = "|".join(sorted(set(_ENDINGS.split()), key=len, reverse=True))
_ENDED = re.compile(rf"(?:{_ALTERNATIVES})$")

_WEIGHTS = {
    **dict.fromkeys((_SAID_ALWAYS + _ASKED_ALWAYS).split(), 0.2),
    **dict.fromkeys(_EMPTY.split(), 0.0),
}


def bare(word: str) -> str:
    """A Korean word without the particles or endings it wears, of which at least two syllables must be left."""
    for _ in range(2):
        found = _ENDED.search(word)
        if found is None or found.start() < 2:
            return word
        word = word[: found.start()]
    return word


def weight(word: str) -> float:
    """What a word counts by itself: 1, a fifth where every request says it, nothing where every sentence does."""
    return _WEIGHTS.get(word, 1.0)
