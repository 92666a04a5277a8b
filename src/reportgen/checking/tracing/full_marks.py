"""How many indicators got all their points (满分) and how many lost some (失分): 14项指标里，10项拿到满分，4项失分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.model.facts import Role

_FULL = r"(?:拿到?|拿了|得到?|得了|获得?|取得)?满分(?![\d值为是的])"
_SHORT = r"失分|丢分|扣分|被扣分|(?:没有?|未能?)(?:得|拿到?)?满分?"
_LOST = r"(?:一?共|合计)?被?[扣丢失][掉了去]*(?=[约近]?\d)"  # 两项扣0.24分
_MARKED = re.compile(rf"(?:指标|任务)?(?:均|都|全部|全|是|为)*(?:(?P<full>{_FULL})|(?P<short>{_SHORT}|{_LOST}))")
_MARKED_AHEAD = re.compile(
    rf"(?:(?P<short>{_SHORT})|(?P<full>(?:拿到?|得到?)?了?满分(?![\d值为是])))(?:的|指标|地方|环节)*(?:有|共|仅|只有|就|也|是)*$"
)
_THINGS = frozenset({"项", "个", "指标"})
_LOSSES = _THINGS | {"处", "件", "条"}
_NEAR = 10


def marked(text: str, reading: Reading, index: FactIndex) -> Statement | None:
    """The count of indicators that the words beside the number tell of, where it is that number."""
    mention = reading.mention
    told = _MARKED.match(text, mention.end) or _MARKED_AHEAD.search(text, max(0, mention.start - _NEAR), mention.start)
    if told is None or mention.quantity is None or mention.unit.dimension not in (_THINGS if told["full"] else _LOSSES):
        return None
    full, short = full_and_short(index)
    many = full if told["full"] else short
    if not full + short or mention.quantity.value != many or mention.qualifiers:
        return None
    value = Decimal(many)
    return Statement(
        fact="", subject="", role=Role.COUNT, low=value, high=value, unit=mention.unit, text=mention.text, derived=True
    )


def full_and_short(index: FactIndex) -> tuple[int, int]:
    """How many indicators got all their points, and how many lost some."""
    scores = list(_scores(index))
    full = sum(score == most for score, most in scores)
    return full, len(scores) - full


def _scores(index: FactIndex) -> Iterator[tuple[Decimal, Decimal]]:
    for key in index.subjects:
        score, most = index.ledger.get(f"{key}.score"), index.ledger.get(f"{key}.max_score")
        if key.startswith("indicator.") and score and most and score.quantity and most.quantity:
            yield score.quantity.value, most.quantity.value
