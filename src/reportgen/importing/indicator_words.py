"""Words that stand in the 一级指标 and 二级指标 columns, and goal labels, however a province writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reportgen.language.cell_text import clean, label_key, number_of, one_line

_CATEGORY = re.compile(
    r"(?:投入(?:管理|与?过程)?|过程(?:管理)?|管理(?:效率|过程)?|产出(?:类)?|效益(?:类)?|效果(?:类)?|履职(?:效能|效益|效果)|"
    r"部门(?:决策|管理|履职|效果)|决策|运行成本|成本(?:控制)?|社会效应|可持续发展(?:能力)?|可持续性|可持续影响|(?:服务对象|社会公众)?满意度)(?:指标)?"
)
_ONLY_CATEGORY = re.compile(r"(?:投入管理|投入|过程|产出|效益|效果)(?:指标)?")
_SUBCATEGORY = re.compile(
    r"(?:产出)?(?:数量|质量|时效|成本)(?:指标)?|(?:经济|社会|生态|生态环境)(?:成本|效益)(?:指标)?|可持续(?:性)?(?:影响|发展)?(?:指标)?|"
    r"(?:社会公众|服务对象|受益对象|公众|群众|社会公众或服务对象|服务对象或社会公众)?(?:或|和|及)?(?:服务对象)?满意度(?:指标)?"
)
_CATEGORY_OF_SUBCATEGORY = (
    (re.compile(r"(?:产出)?(?:数量|质量|时效)"), "产出指标"),
    (re.compile(r"(?:经济|社会|生态|生态环境)成本"), "成本指标"),
    (re.compile(r"(?:经济|社会|生态)效益|可持续"), "效益指标"),
    (re.compile(r".*满意度"), "满意度指标"),
)
_STEMS = re.compile(
    r"投入管理|投入|过程|产出|效益|效果|满意度|成本|数量|质量|时效|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|经济成本|社会成本|生态环境成本"
)
_GOAL_LABEL = re.compile(
    r"(?:年度|部门|整体|绩效|总体|预期)*目标(?P<number>\d+|[一二三四五六七八九十]+)(?:\D.*)?", re.DOTALL
)
_BRACKETED_SCORE = re.compile(r"[(（\[]\s*(\d+(?:\.\d+)?)\s*[分%％]?\s*[)）\]]")
_CHINESE_DIGITS = "零一二三四五六七八九"
_VALUE = re.compile(
    r"(?:[≥≤><=＞＜＝]|>=|<=|不少于|不低于|不超过|大于|小于|高于|低于)\s*[\d.,]+.*|[\d.,]+\s*(?:[%％‰]|[一-鿿/（）()*\w]{0,4})"
    r"|\d+(?:\.\d+)?[%％]?[准确]*[(（].*[)）]"
)


@lru_cache(maxsize=4096)
def is_category(text: str) -> bool:
    """Whether *text* names a 一级指标: 产出指标, 效益（30分）, 履职效能."""
    return _CATEGORY.fullmatch(label_key(text)) is not None


def is_only_category(text: str) -> bool:
    """Whether *text* names a 一级指标 that no form uses as a 二级指标."""
    return _ONLY_CATEGORY.fullmatch(label_key(text)) is not None


@lru_cache(maxsize=4096)
def is_subcategory(text: str) -> bool:
    """Whether *text* names a 二级指标: 数量指标, 社会效益."""
    return _SUBCATEGORY.fullmatch(label_key(text)) is not None


def level_name(text: str) -> str:
    """The level as the entered data write it: 产出（50分） → 产出指标; an unknown word stays as it is."""
    name = one_line(_BRACKETED_SCORE.sub("", text)).strip(" :：")
    bare = name.replace(" ", "")
    return f"{bare}指标" if _STEMS.fullmatch(bare) else name


def bracketed_score(text: str) -> Decimal | None:
    """The weight written behind a level or goal: 产出指标（50分） → 50."""
    found = _BRACKETED_SCORE.search(clean(text))
    return number_of(found.group(1)) if found else None


def category_of(subcategory: str) -> str:
    """The 一级指标 to which a 二级指标 can only belong, or nothing where both orders are in use (成本指标)."""
    for pattern, category in _CATEGORY_OF_SUBCATEGORY:
        if pattern.match(subcategory):
            return category
    return ""


def goal_number(text: str) -> str:
    """The number in a goal label: 绩效目标1 → 1, 年度目标二：（40分） → 2; nothing for other text."""
    found = _GOAL_LABEL.fullmatch(clean(text).replace("\n", "").replace(" ", ""))
    if not found or len(found.group()) > 40:
        return ""
    number = found.group("number")
    return number if number.isascii() else str(_chinese_number(number))


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_CHINESE_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + (_CHINESE_DIGITS.find(ones) if ones else 0)


@lru_cache(maxsize=8192)
def looks_like_value(text: str) -> bool:
    """Whether *text* is a figure with its unit and nothing more, as no name of an indicator is."""
    return _VALUE.fullmatch(one_line(text)) is not None
