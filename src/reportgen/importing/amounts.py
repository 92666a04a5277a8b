"""Money, rates and reasons as cells write them (金额、比率、偏差原因)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from reportgen.language.cell_text import clean, is_dash, number_of, prose
from reportgen.model.self_evaluation import BudgetLine
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, unit_named

_STATED_UNIT = re.compile(r"(?:金额|计量)?单位[:：]?\s*(?:人民币)?\s*(亿元|万元|千元|元)(?![一-鿿])")
_BRACKETED_UNIT = re.compile(r"[(（]\s*(?:单位[:：])?\s*(亿元|万元|千元|元)\s*[)）]")
_MONEY = re.compile(r"([-+]?[\d,]+(?:\.\d+)?)\s*(亿元|万元|千元|元)?")
# 得分 of this row; what a survey or a test scored is a result, and so a reason.
_ON_THE_SCORE = re.compile(
    r"(?:(?!测评|问卷|调查|考核|评估|竞赛|比赛|考试|测试|检查)[^，,]){0,16}?"
    r"(?:自评得分|自评分|(?:的|本项|该项|此项|原|按|沿用|确定|调整|核定|降低)得分|得分(?:说明|依据|理由|按|为)|扣分|计分|评分|打分|给分|酌情扣)"
)
_MEASURE_BEGINS = re.compile(r"(?:下一步|今后|后续|下一年|明年|改进措施|整改措施|拟采取)")


def stated_unit(text: str) -> str:
    """The money unit that a note or a header states: ``单位：万元``, ``年初预算数（元）``."""
    found = _STATED_UNIT.search(clean(text)) or _BRACKETED_UNIT.search(clean(text))
    return found.group(1) if found else ""


def money_of(text: str, unit: str) -> Quantity | None:
    """An amount in *unit*, or in the unit written behind it; ``None`` if *text* is not an amount."""
    found = _MONEY.fullmatch(unicodedata.normalize("NFKC", clean(text)).replace(" ", ""))
    value = number_of(found.group(1)) if found else None
    if found is None or value is None:
        return None
    return Quantity(value, unit_named(found.group(2) or unit))


def rate_of(text: str) -> Quantity | None:
    """A rate in %: ``94.56%`` and, as some forms print it, ``99.18``."""
    plain = clean(text).replace("％", "%").removesuffix("%")
    value = number_of(plain)
    return None if value is None else Quantity(value, PERCENT)


def restates_rate(line: BudgetLine) -> bool:
    """Whether the rate printed in *line* is 执行数 ÷ 预算数 to the digits printed."""
    rate, spent = line.stated_execution_rate, line.actual_expenditure
    budget = line.adjusted_budget or line.original_budget
    if rate is None or spent is None or budget is None:
        return False
    if not budget.base:
        return not rate.value
    return rate.restates(Quantity(spent.base / budget.base * 100, PERCENT))


def share_of(text: str) -> Quantity | None:
    """A planned share: ``25.00%``; a bare 0.25 is 25 % where all of it is at most 1."""
    found = rate_of(text)
    if found is not None and "%" not in text and "％" not in text and found.value <= Decimal(1):
        return Quantity(found.value * 100, PERCENT)
    return found


def without_score_reason(text: str) -> tuple[str, str]:
    """A cell of 偏差原因 without the sentences on how its score was given, and these, which are its 得分说明."""
    parts = re.findall(r"[^；;。！？\n]*[；;。！？\n]?", text)
    said = [part for part in parts if _ON_THE_SCORE.match(part.strip())]
    left = "".join(part for part in parts if part not in said)
    return left.rstrip("；;\n ") if said else text, "".join(said).strip("；;。\n ")


def reason_and_measure(text: str) -> tuple[str, str]:
    """A cell of 偏差原因分析及改进措施 parted where its first sentence about the future begins."""
    if is_dash(text):
        return "", ""
    passage = prose(text)
    sentences = re.findall(r"[^。！？\n]*[。！？\n]?", passage)
    for index, sentence in enumerate(sentences):
        if _MEASURE_BEGINS.match(re.sub(r"^[（(]?[一二三四\d]+[)）、.是]+", "", sentence.strip())):
            return "".join(sentences[:index]).strip(), "".join(sentences[index:]).strip()
    return passage, ""
