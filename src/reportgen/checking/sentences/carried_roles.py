"""Roles that the items of a list take from what leads it (承前的口径): 项目支出中，甲372.40万元；乙129.60万元."""

from __future__ import annotations

import re

from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import Cue, CueWord
from reportgen.quantities.mention import MentionKind

_MONEY_CUES = frozenset({Cue.EXPENDITURE, Cue.BUDGET, Cue.ORIGINAL_BUDGET})
_AMONG = re.compile(r"\s*(?:（[一二三四五六七八九十]+）|\d+[.．、])?其中|\s*按[^，。；]{1,8}[分看]")
_SPENDING_LABEL = re.compile(
    r"(?:支出|开支|花费|用款|执行)(?:情况|构成|结构|明细|如下|分布)*(?:中|里|[：:]|按[^，；]{1,6}[：:，])|[花用][在到]"
)
_SPENT_BEHIND = re.compile(r"[^。；]{0,24}?(?:支出|支付|执行(?!率)|用[掉了去]|花)[了掉去出费]?[^，。；\d]{0,4}\d")
_SPENT_BEFORE = re.compile(r"支出|支付|使用|花费|列支")
_OWN_ROLE = re.compile(r"的?(?:年初|年度|全年)?(?:预算|安排)")
_FARTHEST = 8  # items of a list
_NEAR = 3  # sentences up to that of 其中
_AGAINST = "比较于"


def carried_cue(line: Line, reading: Reading) -> Cue | None:
    """The role of money that what leads its list gives it, or what the sentence before 其中 tells of."""
    if reading.mention.kind is not MentionKind.MONEY or line.passage.cells:
        return None
    parts, text = line.parts, line.text
    sentence = parts.sentences[reading.clause]
    start, end = parts.opening(reading.clause), parts.ends[parts.first_of(sentence + 1) - 1]
    if _SPENT_BEHIND.match(text, reading.mention.end, end) or _OWN_ROLE.match(text, reading.mention.end):
        return None  # 苗圃改造600万元，支出571.34万元; 苗圃改造600万元预算
    if _SPENT_BEFORE.search(reading.lead):
        return None  # 其他资金支出69.15万元
    among = _AMONG.match(text, start) is not None
    for _ in range(_NEAR if among else _FARTHEST):
        own = _last_money_cue(line, start, reading.mention.start)
        if own is not None:
            return own
        if _SPENDING_LABEL.search(text, start, _first_number(line, start, reading.mention.start)):
            return Cue.EXPENDITURE
        if not start or not (among or text[start - 1] in "；;"):
            break
        sentence -= 1
        start = parts.starts[parts.first_of(sentence)] if sentence >= 0 else 0
    listed = start == 0 and line.heading.rstrip().endswith(("：", ":")) and line.heading
    return Cue.EXPENDITURE if listed and _SPENDING_LABEL.search(listed) else None


def _last_money_cue(line: Line, start: int, end: int) -> Cue | None:
    for word in reversed(line.cues_in(start, end)):
        if _compared(line, word):
            continue
        if word.cue in _MONEY_CUES:
            return word.cue
        if line.text[word.start : word.end] == "用了":
            return Cue.EXPENDITURE
    return None


def _compared(line: Line, word: CueWord) -> bool:
    return line.text[word.start - 1 : word.start] in _AGAINST and word.start > 0


def _first_number(line: Line, start: int, end: int) -> int:
    return next((one.start for one in line.numbers(start, len(line.text)) if one.is_claim), end)
