"""Verdict words by a spaCy matcher over jieba's words, beside the character patterns: which catches more, and how fast?

python eval/language/verdict_matcher.py           # the sentences for development
python eval/language/verdict_matcher.py --aside   # those of two departments kept apart

Only the verdicts of completion (完成、未完成、超额、全部) are found by the matcher here; everything else of the
checker, the scope of a verdict and its truth included, is the same in both runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent / "number_checking"))

from evaluate import HERE, alarms, judged
from verdict_sentences import sentences, versions

from reportgen.checking.verdicts import verdict_check
from reportgen.language import verdict_words as patterns
from reportgen.language.pipeline import read
from reportgen.language.verdict_words import Claim, Reach, VerdictWord

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_NOT = {"IN": "未 没有 没 未能 尚未 并未 没能 并非 仍未 还未 未曾 不".split()}
_EVERY = {"IN": "均 都 皆 全部 全面 悉数 全数 统统 尽数 一一 逐一 双双 全都 百分之百 无一例外".split()}
_HOW = {"IN": "已 已经 按期 按时 如期 及时 圆满 顺利 超额 提前 足额 如数 完全 能 真正 都已 均已".split()}
_DONE = {"REGEX": r"^(?:超额)?(?:完成|达到|达成|实现|达标|兑现|办结|到位|建成|完工|竣工|交付|达)了?$"}
_UNDONE = {"REGEX": r"^(?:未完成|未达标|没完成|不达标|落空|失守|掉队|未达到|未达|不及)$"}
_GOAL = {"IN": "目标 指标值 任务 计划 预期 要求 指标 标准 目标值 计划数 任务数".split()}
_ADJECTIVE = {"IN": "年度 年初 预期 预定 既定 原定 设定 全年 绩效 的".split()}
_OVER = {"REGEX": r"^(?:超过|超出|突破|高于|优于|好于|超)了?$"}
_UNDER = {"REGEX": r"^(?:低于|少于|差于|劣于|不如|不到|不及)$"}
_THINGS = {"IN": "各项 所有 各个 各类 全部".split()}
_WORDS: dict[str, list[list[dict[str, Any]]]] = {
    "ALL_MET": [
        [{"TEXT": _THINGS}, {"TEXT": _ADJECTIVE, "OP": "*"}, {"TEXT": _GOAL}, {"TEXT": _EVERY, "OP": "*"},
         {"TEXT": _HOW, "OP": "*"}, {"TEXT": _DONE}],
        [{"TEXT": _GOAL}, {"TEXT": _EVERY}, {"TEXT": _HOW, "OP": "*"}, {"TEXT": _DONE}],
        [{"TEXT": {"IN": ["没有", "无", "无一", "不存在"]}}, {"TEXT": _UNDONE}],
    ],
    "MISSED": [
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": _NOT}, {"TEXT": _HOW, "OP": "*"}, {"TEXT": _EVERY, "OP": "?"},
         {"TEXT": _HOW, "OP": "*"}, {"TEXT": _DONE}],
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": _UNDONE}],
        [{"TEXT": {"IN": ["无一"]}}, {"TEXT": _DONE}],
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": _UNDER}, {"TEXT": _ADJECTIVE, "OP": "*"}, {"TEXT": _GOAL}],
    ],
    "EXCEEDED": [
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": {"IN": ["超额"]}}, {"TEXT": _DONE, "OP": "?"}],
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": _OVER}, {"TEXT": _ADJECTIVE, "OP": "*"}, {"TEXT": _GOAL}],
    ],
    "MET": [
        [{"TEXT": _EVERY, "OP": "?"}, {"TEXT": _DONE}, {"TEXT": _ADJECTIVE, "OP": "*"}, {"TEXT": _GOAL}],
        [{"TEXT": {"IN": _EVERY["IN"] + _HOW["IN"]}, "OP": "+"}, {"TEXT": _DONE}],
        [{"TEXT": {"IN": ["达标", "达成"]}}],
        [{"TEXT": {"IN": ["，", "；", "："]}}, {"TEXT": _HOW, "OP": "*"}, {"TEXT": _DONE},
         {"TEXT": {"IN": ["，", "。", "；"]}}],
    ],
}  # fmt: skip
_ORDER = tuple(_WORDS)
_ATTAINED = frozenset({Claim.MET, Claim.MISSED, Claim.EXCEEDED, Claim.ALL_MET})


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(read("").vocab)
    for name, held in _WORDS.items():
        matcher.add(name, held, greedy="LONGEST")
    return matcher


def by_matcher(text: str) -> tuple[VerdictWord, ...]:
    """The verdicts of a line: those of completion by the matcher, the others by the character patterns."""
    others = [word for word in patterns.verdict_words(text) if word.claim not in _ATTAINED]
    doc = read(text)
    spans = sorted(
        (doc[start:end].start_char, -doc[start:end].end_char, _ORDER.index(doc.vocab.strings[key]))
        for key, start, end in _matcher()(doc)
    )
    found: list[VerdictWord] = []
    last = 0
    for first, minus_end, order in spans:
        words = text[first:-minus_end].strip("，；：。")
        start = text.index(words, first)
        if start < last or patterns.is_coming(text, start):
            continue
        last = start + len(words)
        not_every = patterns._NOT_EVERY.search(words)
        reach = Reach.NOT_EVERY if not_every else Reach.EVERY if patterns._TOLD_EVERY.search(words) else Reach.PLAIN
        found.append(VerdictWord(Claim[_ORDER[order]], words, start, last, "", reach))
    clear = [one for one in others if not any(one.start < other.end and other.start < one.end for other in found)]
    return tuple(sorted((*found, *clear), key=lambda word: word.start))


def measure(folder: Path) -> str:
    """Caught and blamed with the words that ``verdict_check`` uses now."""
    caught = made = blamed = true_ones = 0
    for department, line in sentences(folder):
        true, wrong = versions(line)
        known = Counter((code, words) for code, words, _ in alarms(judged(department, true)))
        blamed += sum(count for (code, _), count in known.items() if code.startswith("VERDICT"))
        true_ones += 1
        for sentence in wrong:
            made += 1
            found = Counter((code, words) for code, words, _ in alarms(judged(department, sentence)))
            caught += bool(found - known)
    return f"检出 {caught}/{made}，结论的误报 {blamed}/{true_ones}"


def main() -> None:
    """Print both results, and what finding the words costs."""
    options = argparse.ArgumentParser()
    options.add_argument("--aside", action="store_true")
    folder = HERE / "verdicts" / ("aside" if options.parse_args().aside else "")
    lines = [versions(line)[0] for _, line in sentences(folder)]
    own = verdict_check.verdict_words
    for name, words in (("字符模式", patterns.verdict_words), ("spaCy Matcher", by_matcher)):
        words("预热，已完成任务。")
        started = time.process_time()
        for _ in range(5):
            for line in lines:
                words(line)
        cost = (time.process_time() - started) / 5 / sum(map(len, lines)) * 1e6
        verdict_check.verdict_words = words  # type: ignore[assignment]
        print(f"{name}：{measure(folder)}；{cost:.2f} 毫秒/千字")
    verdict_check.verdict_words = own


if __name__ == "__main__":
    main()
