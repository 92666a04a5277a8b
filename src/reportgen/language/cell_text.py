"""What a cell of a published table says, once the remnants of its making are gone (清洗).

Remnants are removed by rule: HTML tags and entities, ``[bookmark: …]`` marks, full-width and zero-width spaces.
"""

from __future__ import annotations

import html
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_PARAGRAPH_TAG = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?\s*(?:p|br|div|span|strong|b|i|u|em|font|li|ul|ol|h[1-6]|a|sub|sup|td|th|tr|table|tbody|thead)\b[^<>]*/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_WIDE_SPACE_BETWEEN_HAN = re.compile(
    rf"(?<=[{_HAN}])(?:[ \t\u00a0]*[\u3000\n][ \t\u00a0\u3000]*|[ \u00a0]{{2,}})(?=[{_HAN}])"
)
_SPACE_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}，。、；：“”（）《》]) +(?=[{_HAN}，。、；：“”（）《》])")
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN}”）》\])])([,;:?!]) *(?=\S)")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_MARKS = re.compile(r"[\s:：*★▲※、。．.,，/／—\-]+")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """*text* without remnants, lines trimmed and empty ones dropped: ``<p>甲</p> <p>乙</p>`` → 甲⏎乙."""
    text = _BOOKMARK.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _PARAGRAPH_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    text = _INVISIBLE.sub("", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """A name or a value on one line. Between two Chinese characters a line break, a full-width space and a row of
    spaces are layout and go; a single space stays, since someone typed it.
    """
    return clean(_WIDE_SPACE_BETWEEN_HAN.sub("", text)).replace("\n", " ")


def prose(text: str) -> str:
    """A passage in paragraphs, with the half-width punctuation after Chinese characters made full-width."""
    lines = (_SPACE_BETWEEN_HAN.sub("", line) for line in clean(text).splitlines())
    return "\n".join(_HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark.group(1)], line) for line in lines)


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """What a header or label says apart from layout: ``其中：财政    资金（万元）`` → 财政资金."""
    key = unicodedata.normalize("NFKC", clean(text)).replace("\n", "")
    without = _BRACKETS.sub("", key)
    key = without if _MARKS.sub("", without) else key
    return re.sub(r"^(?:其中|其)(?=[:：])", "", key).translate(_NO_MARKS) if key else ""


_NO_MARKS = {ord(mark): None for mark in " \t:：*★▲※、。．,，/／—-"}


_SAYS_NOTHING = re.compile(r"[-—－–―─_]+|[/／\\](?: ?[/／\\])*|…+|\.{3,}|无")


@lru_cache(maxsize=8192)
def number_of(text: str) -> Decimal | None:
    """The number if *text* is one and nothing else: ``10,783.40`` → 10783.40, ``5分`` and ``约5`` → None."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:  # more digits than any figure has
        return None


def score_of(text: str) -> Decimal | None:
    """A score or weight: as :func:`number_of`, also with 分 or % behind it."""
    return number_of(re.sub(r"[分%％]$", "", clean(text)))


def is_dash(text: str) -> bool:
    """Whether the cell says that there is nothing to say: —, -, /, 无."""
    return _SAYS_NOTHING.fullmatch(clean(text)) is not None
