"""Cost indicators (成本指标): from a total that repeats the budget to the cost of one unit of own output."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.model.indicator_review import Proposal, ProposalKind, ProposedNumber
from reportgen.quantities.mentions import MentionKind
from reportgen.reviewing.background import OwnQuantity, OwnText, numbers_in
from reportgen.reviewing.case import COST, OWN_SOURCE, RULE_SOURCE, Case
from reportgen.reviewing.computed import Computed, converted, unit_cost
from reportgen.reviewing.cost_divisors import AREA, USED_UP, Divisor, divisors_of
from reportgen.reviewing.object_names import cost_name, cost_object, is_whole_cost, likeness

CONTROL_MARK = "（分项成本控制数）"
_ANSWERED = frozenset({"BUDGET", "YESNO", "VAGUE", "RESTATE", "NODATE", "TRIVIAL", "NAMEGOAL"})
_YEARLY = re.compile(
    "物业|保安|保洁|运行|运转|运维|维护|租赁|租金|水费|电费|采暖|取暖|燃气|网络通讯|网络租|网络安全|工资|补贴|津贴|劳务费|公用经费|人员经费|办公|托养|聘用"
)


def cost_per_unit(case: Case) -> tuple[Proposal, ...]:
    """Unit costs computed from the row's amount, or the project's budget, and the project's own quantities.

    The total follows last, marked 分项成本控制数 (财预〔2021〕101号), where a unit cost is not to be had.
    """
    if not case.is_cost or not case.codes & _ANSWERED:
        return ()
    amount = _amount(case)
    if amount is None:
        return _asked(case)
    whole = is_whole_cost(case.row.name)
    made = [
        _per_unit(case, divisor, computed)
        for divisor in divisors_of(case, whole)
        if (computed := unit_cost(_as_stated(amount), divisor.quantities, yearly=_yearly(case, whole, divisor)))
        is not None
    ]
    priced = _priced(case, made)
    kept = () if priced or (made and case.measured) else (_total(case, amount),)
    return (*(() if priced else made[:2]), *kept, *((_total(case, amount),) if priced else ()))


def _amount(case: Case) -> OwnQuantity | None:
    """The amount the row states as a total, else the budget of its project."""
    for mention in numbers_in(case.row.target_value):
        if mention.kind is MentionKind.MONEY and mention.quantity is not None and mention.quantity.value > 0:
            if mention.quantity.unit.dimension != "money":
                return None
            source = OwnText(case.row.target_value, f"“{case.row.called}”的年度指标值", case.row.origin("target_value"))
            return OwnQuantity(mention.text, mention.quantity, case.row.name, source, case.row)
    if case.measured and case.target.unit.dimension == "share":
        return case.background.budget  # 预算控制率 ≤100%: the budget itself
    if case.measured:
        return None
    return case.background.budget if is_whole_cost(case.row.name) or _alone_among_costs(case) else None


def _alone_among_costs(case: Case) -> bool:
    """Whether the table's one cost row says it keeps to the budget: the budget is then its amount."""
    costs = [row for row in case.background.rows if row.subcategory == case.row.subcategory]
    return len(costs) == 1 and ("预算" in case.words or "经费" in case.words)


def _as_stated(amount: OwnQuantity) -> OwnQuantity:
    """The amount as its field writes it, so that a formula shows what stands there."""
    return amount if amount.row is not None else replace(amount, text=amount.source.text)


def _yearly(case: Case, whole: bool, divisor: Divisor) -> bool:
    if divisor.quantities[0].quantity.unit.dimension in USED_UP:
        return False
    outputs = "，".join(each.named for each in case.background.outputs)
    return bool(_YEARLY.search(f"{case.background.name}，{outputs}" if whole else cost_object(case.row.name)))


def _per_unit(case: Case, divisor: Divisor, computed: Computed) -> Proposal:
    whole = is_whole_cost(case.row.name)
    paid = "项目支出" if whole else cost_name(cost_object(case.row.name))
    below = "、".join(each.called for each in divisor.quantities)
    return case.write(
        name=_name(paid, divisor, whole),
        comparison="≤",
        value=computed.value,
        unit=computed.unit,
        formula=f"{paid}实际支出额 ÷ 实际{_counted(divisor)}（计划：{below}）",
        evidence="合同、结算单、支付凭证，数量验收或签收记录",
        basis=f"预算支出标准：由本项目数据计算，{computed.number.formula}",
        subcategory=COST,
        rationale="总额只是重复预算数，年末必然“完成”；折算成单位成本后，数量没有做够或价格偏高都看得出来，也可与上年和同类单位比较。",
        source=OWN_SOURCE,
        numbers=(computed.number,),
    )


def _counted(divisor: Divisor) -> str:
    dimension = divisor.quantities[0].quantity.unit.dimension
    ending = {"person": "人数", "household": "户数", "area": "面积", "person-time": "人次"}.get(dimension, "数量")
    return divisor.thing if divisor.thing.endswith((ending, "面积", "数量", "量")) else f"{divisor.thing}{ending}"


def _name(paid: str, divisor: Divisor, whole: bool) -> str:
    """人均伙食费, 单位面积物业费, 专场招聘会单场费用."""
    first = divisor.quantities[0].quantity.unit
    thing = divisor.thing if whole else ""
    if first.dimension in {"person", "person-time"}:
        return f"{thing}人均{'支出' if whole else paid}"
    if first.dimension == "household":
        return f"{thing}户均{'支出' if whole else paid}"
    if first.dimension == AREA:
        return f"单位面积{paid}"
    if first.dimension in USED_UP:
        return f"{paid}平均单价" if not whole else f"{divisor.thing}单位成本"
    if first.dimension == "field area":
        return f"{thing}亩均{'支出' if whole else paid}"
    if first.dimension == "length":
        return f"{thing}单位里程{'支出' if whole else paid}"
    unit = re.sub("（.*|^万", "", first.symbol)
    if whole:
        return f"{thing}单{unit}支出"
    counted = divisor.thing if unit in {"个", "项", "件"} and "、" not in divisor.thing else ""
    return f"单{unit}{'' if likeness(counted, paid) >= 2 else counted}{paid}"


def _priced(case: Case, made: Sequence[Proposal]) -> bool:
    """Whether another cost row of the project already states a computed unit cost as a price."""
    prices = {
        row.target.quantity.base
        for row in case.background.rows
        if row is not case.row and "价" in row.name and row.target.quantity is not None
    }
    return any(
        numbers_in(f"{each.value}{each.unit}")[0].quantity.base in prices  # type: ignore[union-attr]
        for each in made
    )


def _total(case: Case, amount: OwnQuantity) -> Proposal:
    """The total, kept once and marked."""
    whole = is_whole_cost(case.row.name)
    paid = "项目支出总额" if whole else cost_name(cost_object(case.row.name))
    number = converted(amount)
    numbers: tuple[ProposedNumber, ...] = (number,) if number.formula else ()
    value = amount.text.rstrip("万亿元千百")
    return case.write(
        name=f"{paid}{CONTROL_MARK}",
        comparison="≤",
        value=value,
        unit=amount.text[len(value) :],
        formula=f"{paid.removesuffix('总额')}全年实际支出之和",
        evidence="预算批复、支出明细账",
        basis=f"年度计划：{amount.source.called}" + (f"，{number.formula}" if number.formula else ""),
        subcategory=COST,
        kind=ProposalKind.SAFE_FIX if case.measured else ProposalKind.PROPOSAL,
        rationale="项目的产出、目标和资金用途里没有与这笔支出对应的数量，算不出单位成本；保留总额，注明是分项成本控制数。"
        if not case.background.outputs or case.measured
        else "控制在预算内可以直接写成金额上限；总额不要重复列。",
        source=RULE_SOURCE,
        numbers=numbers,
    )


def _asked(case: Case) -> tuple[Proposal, ...]:
    """A cost row without any amount, where the project's budget is not known either."""
    if case.measured:
        return ()
    paid = cost_name(cost_object(case.row.name)) if not is_whole_cost(case.row.name) else "项目支出"
    return (
        case.write(
            name=f"{paid}{CONTROL_MARK}",
            comparison="≤",
            value="【待填：批复的预算数，万元，查预算批复】",
            unit="万元",
            formula=f"{paid}全年实际支出之和",
            evidence="预算批复、支出明细账",
            basis="年度计划：查预算批复",
            subcategory=COST,
            rationale="控制成本要写成金额上限；填报数据里没有这笔支出的预算数。",
        ),
    )
