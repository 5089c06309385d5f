"""Korean particles and endings that a question may carry and a text need not, and words that ask for nothing."""

_PARTICLES = """
    을 를 이 가 은 는 에 에서 에게 에게서 에서는 에서도 에는 에도 으로 로 으로는 로는 으로도 로도 으로만
    로만 와 과 랑 이랑 도 만 만의 의 까지 까지는 부터 부터는 하고 이나 나 라도 이라도 처럼 보다 마다 조차
    마저 밖에 한테 께 께서 들 들이 들을 들은 들의 들도 들에 들에게 이라는 라는 이라고 라고 이란 란 이며
    에서의 으로의 로의 에의 만을 만이 까지의 부터의 별로 별
"""

_POLITE = """
    해 해요 했어요 합니다 했습니다 하기 하는 하면 해서 하고 하게 하여 하지 하는데 하려면 하려고 했으면 할때
    하나요 하네요 하셨으면 해줘 해줘요 해주세요 해주면 해주시면 해주십시오 해주실 해주셨으면 해야 해도
    해야해요 할게요 할까요 하도록 하자 하기가 하기를 하기도 되게 되는 되면 되어 되고 되나요 되네요 됩니다
    되었으면 됐으면 돼요 됐어요 되도록 되지 되서 돼서 된다 된 할 한 함 됨 하는게 하는것 하는것이 입니다
    이에요 예요 인데 인데요 이고 있게 있는 있으면 있어요 있습니다 좋겠어요 좋겠습니다 바랍니다 부탁해요
    부탁드려요 부탁드립니다 주세요 주시면 줘요 요
"""

_LIGHT = """
    it we i you my our your me us this that these those with at by as or from can could would should will
    please want need needs like how when where what which there have has had do does did if so just not no
    수 것 게 걸 좀 더 잘 안 못 또 및 등 때 한 할 된 될 이 그 저 내 제 좀더 너무 정말 꼭 주세요 해주세요 해요
    합니다 싶어요 싶습니다 싶은데 있으면 있게 있는 있어요 있습니다 있나요 없어요 없습니다 없나요 좋겠어요
    좋겠습니다 좋을 같아요 같습니다 바랍니다 바라요 부탁해요 부탁드려요 부탁드립니다 부탁합니다 가능하면
    가능한가요 가능할까요 되나요 되면 됩니다 돼요 되게 되는 하면 하는 하고 해서 하게 위해 위한 대한 대해
    통해 경우 혹시 제발 그리고 그런데 하지만
"""

ENDINGS = frozenset(_PARTICLES.split()) | frozenset(_POLITE.split())
"""What is dropped from the end of a word of a question, where at least two syllables stay."""

LIGHT = frozenset(_LIGHT.split())
"""Words of a question that help the order of what is found and that nothing must have, unless there are no others."""
