"""Secondary notes (次要提示): what should be better but does not stop measuring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.language.words import tokenizer
from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault
from reportgen.reviewing.timeliness import year_missing
from reportgen.rules.indicator_names import Measure
from reportgen.rules.indicator_reading import Group
from reportgen.rules.indicator_vocabulary import GENERAL


def description_repeated(row: Row) -> Iterator[IndicatorFault]:
    """desc_dup: the description copies the name."""
    plain = re.sub(r"\s+", "", row.indicator.description)
    if plain and plain == re.sub(r"\s+", "", row.name):
        yield fault(row, "desc_dup", "description", "绩效指标描述照抄名称，没有说明口径和计算方法")


def rate_without_formula(row: Row) -> Iterator[IndicatorFault]:
    """rate_no_formula: a rate without numerator and denominator."""
    if row.naming.measure is Measure.SHARE and row.name.strip() and not row.explained:
        yield fault(row, "rate_no_formula", "name", f"“{row.naming.plain}”没有写明分子和分母", row.naming.head)


_METHOD = re.compile(r"占|÷|/|比率|人数|平均分|得分")


def satisfaction_without_method(row: Row) -> Iterator[IndicatorFault]:
    """sat_no_method: a satisfaction without survey, sample or formula."""
    asked = row.naming.measure is Measure.SATISFACTION or row.group is Group.SATISFACTION
    if asked and row.name.strip() and not _METHOD.search(row.explained):
        yield fault(
            row, "sat_no_method", "name", f"“{row.naming.plain}”没有写明调查对象、方法和样本数", row.naming.head
        )


_SHORTEST = 5  # characters a name needs for object and measure: 会议费, 软件运维 are bare
_NO_OBJECT = (GENERAL | {"年均", "补助", "补贴", "验收合格率", "总", "按期", "及", "各"}) - {
    "项目",
    "资金",
    "机构",
    "单位",
    "工作人员",
    "服务对象",
}


def bare_name(row: Row) -> Iterator[IndicatorFault]:
    """name_bare: a name without object, or too short for object and measure."""
    name = row.naming.plain
    if not name or row.naming.goal is not None or row.naming.measure is Measure.STATE or not row.numeric:
        return
    head = row.naming.head
    objects = [word for word in tokenizer().lcut(name.removesuffix(head)) if word not in _NO_OBJECT]
    if not objects:
        yield fault(row, "name_bare", "name", f"名称“{row.name}”没有写明是什么的{head or '指标'}")
    elif len(name) < _SHORTEST and row.naming.measure is Measure.NONE and not row.naming.activity:
        yield fault(row, "name_bare", "name", f"名称“{row.name}”太简，请写明衡量什么、用什么量")


_STATUS = re.compile(r"(?:已|全部|按时|按期|均)*(?:达成|完成|达到|实现)(?:年度|预期|既定)?(?:指标|目标|任务)")


def actual_without_number(row: Row) -> Iterator[IndicatorFault]:
    """no_actual: a target in numbers and an actual value in words."""
    actual = row.indicator.actual_value.strip()
    if _STATUS.fullmatch(actual) and row.value:
        yield fault(row, "no_actual", "actual_value", f"实际完成值只写“{actual}”，没有写实际达到多少")
        return
    words_alone = row.indicator.actual.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO}
    if words_alone and row.numeric and not re.search(r"\d|无|零|没有|未发生", actual):
        yield fault(row, "no_actual", "actual_value", f"指标值是“{row.value}”，实际完成值只写“{actual}”，没有数字")


_OWN_CONTROL = re.compile(
    r"(?:完成|达标|参赛|参展|参训|参培|参会|合格|验收合格|接待|响应|及时|按时完成|办结|发放|播出完成|处理|出勤|到位|"
    r"配送|更新|报送|支付|公开)率$|度考核达标率$"
)


def soft_target(row: Row) -> Iterator[IndicatorFault]:
    """soft_target: 80 % to 94 % for a thing under the department's own control."""
    quantity = row.target.quantity
    if row.target.kind is not TargetKind.NUMBER or quantity is None or quantity.unit.dimension != "share":
        return
    if Decimal(80) <= quantity.base < Decimal(95) and _OWN_CONTROL.search(row.naming.plain):
        yield fault(
            row, "soft_target", "target_value", f"“{row.name}”由本单位控制，{row.value}偏低，宜为100%或写明理由"
        )


def sign_missing(row: Row) -> Iterator[IndicatorFault]:
    """no_operator: a count without ≥, ≤ or =."""
    quantity = row.target.quantity
    if row.target.kind is not TargetKind.NUMBER or quantity is None or row.target.explicit or row.target.compound:
        return
    kind = quantity.unit.dimension
    timed = kind in {"month", "day"} or "/" in quantity.unit.symbol
    if row.group is Group.VOLUME and kind != "share" and not kind.startswith("money") and not timed:
        yield fault(row, "no_operator", "target_value", f"指标值“{row.value}”没有计算符号，应写明≥、≤或=")


Note = Callable[[Row], Iterator[IndicatorFault]]
NOTES: tuple[Note, ...] = (
    description_repeated,
    rate_without_formula,
    satisfaction_without_method,
    bare_name,
    actual_without_number,
    soft_target,
    sign_missing,
    year_missing,
)
