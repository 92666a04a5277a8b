"""What the words of an actual value state (完成情况的文字): reached, not reached, or neither."""

from __future__ import annotations

import re
from enum import Enum


class Statement(Enum):
    """What a text says about reaching a target."""

    REACHED = "reached"
    NOT_REACHED = "not reached"
    NEITHER = "neither"


_DONE = "完成|达成|达到|实现|落实|兑现|办结|完工|竣工|通过|到位|开展|发放|支付|建成|建立|健全|提高|提升|改善|加强"
_NEGATED = re.compile(
    rf"(?:未|没有|没能|未能|尚未|并未|未按时|未按期|未全部|未全面|未及时|未如期)(?:按时|按期|及时|如期|全部|完全|充分|有效|得到)*(?:{_DONE})"
    r"|部分(?:达成|完成|实现|达到)|(?<![无未不没零])(?<!没有)(?:延期|逾期|推迟|滞后|延后|超期|取消|停滞)|未启动|未实施"
)
_DOUBTFUL = re.compile(
    r"有待|不够|仍需|尚需|不足|基本(?:完成|达成|实现|达到)|力争|争取|拟于|拟在|计划[于在将]|预计|将于|正在|推进中|进行中"
)
_STATED = re.compile(
    r"(?:已|均已|均|全部|全面|按时|按期|如期|及时|提前|顺利|圆满|超额|按计划|按要求|较好)(?:\w{0,4}?)"
    r"(?:完成|达成|达到|实现|落实|办结|到位|发放|支付|完工|竣工)"
    r"|达成(?:年度)?(?:预期)?(?:指标|目标)|(?:达到|实现)(?:年度)?(?:预期|既定)(?:目标|指标|值|效果)?|完成(?:年度)?(?:目标|指标|任务|计划)"
)
_STATUS_WORDS = frozenset(
    "完成 已完成 达成 已达成 达标 已达标 达到 实现 已实现 合格 通过 完成了 全部完成 达成指标".split()
)
_PUNCTUATION = re.compile(r"[\s，,。；;、：:！!“”\"‘’（）()《》]")


def statement_of(text: str) -> Statement:
    """Whether *text* says outright that a target was reached or was not: 已按时完成, 达成指标; 未完成, 延期."""
    plain = _PUNCTUATION.sub("", text)
    if _NEGATED.search(plain):
        return Statement.NOT_REACHED
    if _DOUBTFUL.search(plain):
        return Statement.NEITHER
    if plain in _STATUS_WORDS or _STATED.search(plain) or plain.endswith("完成"):
        return Statement.REACHED
    return Statement.NEITHER


# Words of results; those of one line say the same for the purpose of a target.
_RESULTS = tuple(
    group.split()
    for group in (
        "提高 提升 增强 加强 强化 改善 改进 优化 增加 扩大",
        "健全 完善 建立 建成 形成",
        "保障 保证 确保 维护 满足",
        "促进 推动 推进 带动 助推",
        "弘扬 传承 发扬",
        "减轻 减少 降低 缓解 节约",
        "及时 按时 当场 如期",
        "掌握 了解 知晓",
        "稳定 平稳 正常 有序 良好 可持续 长期",
    )
)
_DEGREES = re.compile(
    r"有所|进一步|明显|显著|充分|有效|得到|持续|不断|较大|较|逐步|全面|更加|了|的|地|得|和|与|及|对|为|等"
)
_ENOUGH = 0.5  # share of the target's character pairs that the actual value must repeat


def repeats_key_words(target: str, actual: str) -> bool:
    """Whether *actual* says again what *target* asked for: the same result, of the same thing.

    A target that is only a word of result (有所提高) is repeated by that word or one that means the same; a longer
    one also needs half of its character pairs. A text that negates or doubts repeats nothing.
    """
    if statement_of(actual) is Statement.NOT_REACHED or _DOUBTFUL.search(actual):
        return False
    wanted, found = (_PUNCTUATION.sub("", text) for text in (target, actual))
    if wanted and wanted in found:
        return True
    results = [group for group in _RESULTS if any(word in wanted for word in group)]
    if not results or not all(any(word in found for word in group) for group in results):
        return False
    things = _DEGREES.sub("", wanted)
    for group in results:
        for word in group:
            things = things.replace(word, "")
    return _shared_pairs(things, found) >= _ENOUGH if len(things) > 1 else True


def _shared_pairs(wanted: str, found: str) -> float:
    pairs = [wanted[at : at + 2] for at in range(len(wanted) - 1)]
    return sum(pair in found for pair in pairs) / len(pairs)
