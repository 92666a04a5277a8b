"""A document judged without entered data: its own tables show a number true, but cannot show one false."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.model.checked_text import CheckedMention, CheckedText, Verdict

_BY_DATA = re.compile(r"^(?:与填报数据一致|由填报数据算出)：")
_BY_ITSELF = {"与填报数据一致：": "与文稿自己的表格一致：", "由填报数据算出：": "由文稿自己的表格算出："}
_NOTHING_TO_CHECK = "没有填报数据，文稿自己的表格中也没有可核对的数"


def without_data(checked: CheckedText) -> CheckedText:
    """*checked* with the numbers that only failed to be found exempt, and only unreadable numbers as findings.

    What in the document contradicts itself is found by the consistency checks.
    """
    mentions = tuple(
        _exempt(each) if each.verdict is Verdict.REJECTED else replace(each, reason=_told(each.reason))
        for each in checked.mentions
    )
    unreadable = {(each.start, each.end) for each in mentions if each.verdict is Verdict.UNREADABLE}
    findings = tuple(each for each in checked.findings if (each.start, each.end) in unreadable)
    return replace(checked, mentions=mentions, findings=findings)


def _exempt(mention: CheckedMention) -> CheckedMention:
    return replace(mention, verdict=Verdict.EXEMPT, facts=(), reason=_NOTHING_TO_CHECK)


def _told(reason: str) -> str:
    """*reason* without the entered data, of which there are none."""
    return _BY_DATA.sub(lambda lead: _BY_ITSELF[lead[0]], reason)
