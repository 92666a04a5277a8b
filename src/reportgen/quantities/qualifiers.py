"""The words around a number that blur or bound it: 超过, 近, 以上, 余."""

from __future__ import annotations

import re

from reportgen.quantities.lexicon import comparator, lengths_after, lengths_before, words_after, words_before
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import NO_UNIT

_BEFORE_WINDOW = 8
_MORE_OF_TENTHS = re.compile(r"(?![于了出少年\d])")  # 六成多压在……
_ENDS = re.compile(r"[，。；、）]|$")
_PEOPLE = frozenset({"人", "名"})
_VAGUE = re.compile(r"[余多几数上来]")
_ROUND = re.compile(r"^\d0*(?:\.0+)?(?!\d|\.)|^[一二两三四五六七八九]?[十百千万亿半成]|[万亿半成]|%|‰")
_NOT_ABOUT = {
    "约": "节预签合履集大特邀制违失赴相条",
    "近": "最附临靠邻亲",
    "超": "高赶",
    "不足": "",
    "上": "以",
    "过": "超不经通到去来办开做看走用获组受参出坐送住查修写拍拿说见吃",  # 到过138个村: it went there
    "逾": "",
    "低于": "不",
    "超过": "不未",
    "高于": "不",
    "少于": "不",
    "小于": "",
    "大于": "不",
    "多于": "不",
    "不到": "",
}


def qualified(text: str, mention: Mention, floor: int) -> Mention:
    """*mention* with the approximators and comparators around it."""
    words: list[str] = []
    start = mention.start
    for _ in range(2):
        word = _word_before(text, start, floor, mention)
        if not word:
            break
        words.insert(0, word)
        start = text.rindex(word, 0, start) if word else start
    signs = [words_before()[word] for word in words]
    vague = _VAGUE.search(mention.text) if mention.kind is not MentionKind.RATIO else None
    if vague and mention.kind is not MentionKind.RANGE:
        words.append(vague[0])
        signs.append({"上": "≥", "来": "≈"}.get(vague[0], ">") if mention.text != "半数" else "≈")
    end = mention.end
    after = _word_after(text, end, mention)
    if after:
        words.append(after)
        signs.append(words_after()[after])
        end = text.index(after, end) + len(after)
    if not words:
        return mention
    return mention._replace(
        qualifiers=tuple(words), comparator=comparator(signs), phrase_start=start, phrase_end=end,
        approximate=mention.approximate or bool(vague) or "≈" in signs,
    )  # fmt: skip


def _word_before(text: str, at: int, floor: int, mention: Mention) -> str:
    window = text[max(floor, at - _BEFORE_WINDOW) : at].rstrip(" ")
    for length in lengths_before().get(window[-1:], ()):
        word = window[-length:]
        if word not in words_before() or len(word) < length:
            continue
        before = window[-length - 1 : -length]
        if before and before in _NOT_ABOUT.get(word, ""):
            return ""
        if word == "上" and mention.text[:1].isdigit():  # 上千人; 线上52万笔 is none
            return ""
        if (
            word in {"近", "过", "上"}
            and mention.kind is MentionKind.DURATION
            and not (word == "近" and mention.unit.dimension == "clock time")
        ):
            return ""  # 近三年 is a time, 近6分钟 a number
        if word == "过" and not _ROUND.search(mention.text):
            return ""  # 到过138个村镇, 办过58期: no bound but an aspect of the verb
        return word
    return ""


def _word_after(text: str, at: int, mention: Mention) -> str:
    for length in lengths_after().get(text[at : at + 1], ()):
        word = text[at : at + length]
        if word not in words_after() or len(word) < length:
            continue
        if word in {"内", "之内"} and mention.kind not in {MentionKind.DURATION, MentionKind.RANGE}:
            return ""
        if word in {"多", "余"}:  # 三天多; 10天多2天 is no such
            follows = _ENDS.match(text, at + 1) or (mention.text[-1] in "成半" and _MORE_OF_TENTHS.match(text, at + 1))
            return word if follows and mention.unit is not NO_UNIT and mention.unit.symbol not in _PEOPLE else ""
        if word in {"许", "来", "起"}:
            return ""
        return word
    return ""
