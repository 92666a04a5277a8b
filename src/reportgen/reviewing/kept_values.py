"""A row's own value in another form (原值不变): symbol, number and unit apart, evidence by class."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal, ProposalKind
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.case import COST, OWN_SOURCE, QUALITY, TIMELINESS, VOLUME, Case

SHARE_NAME = re.compile(r"(?:率|比例|占比|比重|程度)(?:情况)?$")
COUNT_NAME = re.compile(r"(?:数量|人数|人次|场次|次数|户数|个数|件数|例数|台数|数)$")
_SYMBOL = re.compile(r"^(?:>=|<=|≥|≤|>|<|=|＞|＜)+")
EVIDENCE = {
    VOLUME: "活动签到表、名册、验收或签收记录",
    QUALITY: "检查、考核或验收记录",
    TIMELINESS: "完成、验收或支付日期的凭据",
    COST: "合同、结算单、支付凭证",
}
_COMPARISON = {"<": "<", ">": ">", "=": "=", "≥": "≥", "≤": "≤"}


def done_of_due(case: Case, name: str, planned: str = "") -> str:
    """准确发放的人数 ÷ 应发放的人数, by the words of a rate's name and the unit of its value."""
    how = re.search("准确|足额|及时|合格|达标|有效", name)
    deed = re.search("发放|支付|拨付|缴纳|换证|办理|适配|覆盖|培训|维修|采购|配送|回访", name)
    counted = counting_word(case.target.unit.symbol) if planned else "数量"
    done = deed[0] if deed else "完成"
    return f"{how[0] if how else '已'}{done}的{counted} ÷ 应{done}的{counted}{planned}"


def counting_word(unit: str) -> str:
    """What a name that counts in *unit* ends in: 人 → 人数, 公里 → 里程."""
    return {
        "人": "人数",
        "户": "户数",
        "场": "场次",
        "次": "次数",
        "人次": "人次",
        "平方米": "面积",
        "公里": "里程",
        "支": "队伍数量",
    }.get(unit, "数量")


def kept_value(
    case: Case,
    *,
    comparison: str,
    value: str,
    unit: str,
    why: str,
    name: str = "",
    subcategory: str = "",
) -> Proposal:
    """The row's own value in another form."""
    second = subcategory or case.row.subcategory
    called = name or case.row.name
    return case.write(
        name=called,
        comparison=comparison,
        value=value,
        unit=unit,
        formula=case.row.formula
        or (
            done_of_due(case, called)
            if SHARE_NAME.search(called)
            else "全部完成并经验收、签收或公布的日期"
            if case.target.kind is TargetKind.DATE
            else f"{called}的年末实际值，按{EVIDENCE.get(second, '台账')}统计"
        ),
        evidence=EVIDENCE.get(second, "统计报表、台账"),
        basis=case.row.basis or "年度计划：原指标值不变",
        subcategory=second,
        kind=ProposalKind.SAFE_FIX,
        rationale=why,
        source=OWN_SOURCE,
    )


def as_written(case: Case) -> tuple[str, str]:
    """The symbol and the rest of the target value, as written."""
    text = case.row.target_value.strip().replace(">=", "≥").replace("<=", "≤").replace("＞", ">").replace("＜", "<")
    symbol = _SYMBOL.match(text)
    return (_COMPARISON.get(symbol[0], ""), text[symbol.end() :].strip()) if symbol else ("", text)


def without_unit(value: str, unit: str) -> str:
    """*value* without *unit* at its end."""
    return value[: -len(unit)] if unit and value.endswith(unit) else value


def unit_behind(value: str, unit: str) -> str:
    """*unit* where *value* ends in it, else empty."""
    return unit if unit and value.endswith(unit) else ""


def usual_comparison(subcategory: str) -> str:
    """The symbol that targets of a class usually have: ≤ for 时效 and 成本, else ≥."""
    return "≤" if subcategory in {TIMELINESS, COST} or "成本" in subcategory else "≥"
