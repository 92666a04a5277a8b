"""Cost indicators (成本指标): from a total that repeats the budget to the cost of one unit of own output."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.model.indicator_review import Proposal, ProposalKind, ProposedNumber
from reportgen.quantities.mentions import MentionKind
from reportgen.retrieval.indicator_bank import bigrams
from reportgen.reviewing.background import OwnQuantity, OwnText, numbers_in
from reportgen.reviewing.case import COST, OWN_SOURCE, RULE_SOURCE, Case
from reportgen.reviewing.computed import Computed, converted, unit_cost
from reportgen.reviewing.object_names import cost_name, cost_object, is_whole_cost, likeness, output_thing

CONTROL_MARK = "（分项成本控制数）"
_ANSWERED = frozenset({"BUDGET", "YESNO", "VAGUE", "RESTATE", "NODATE", "TRIVIAL", "NAMEGOAL"})
# 按用量计价的支出：单位和用量名称里的字。
_METERED = (
    (re.compile("^水费|用水|自来水"), ("mass", "volume"), "水"),
    (re.compile("^电费|用电"), ("energy",), "电"),
    (re.compile("燃气|天然气"), ("volume", "area"), "气"),
    (re.compile("采暖|取暖|供暖|供热"), ("area",), "暖"),
)
_BY_AREA = re.compile(
    "保运|维修维护|维护维修|维修费|维护费|燃气|天然气|消防设施|物业|保洁|保安|安保|绿化|水费|电费|采暖|取暖|供暖|供热|运行|运转|后勤|修缮|维修改造|租金|房租|装修"
)
_BY_PERSON = re.compile(
    "伙食|餐|食宿|住宿|差旅|交通|租车|保险|意外险|补贴|补助|津贴|劳务|服装|装备|医疗费|体检|慰问|会议|救助|资助|奖励|培训|学习|训练|讲课|师资|文教|教材|学费|接种|筛查|培养"
)
_YEARLY = re.compile(
    "物业|保安|保洁|运行|运转|运维|维护|租赁|租金|水费|电费|采暖|取暖|燃气|网络通讯|网络租|网络安全|工资|补贴|津贴|劳务费|公用经费|人员经费|办公|托养|聘用"
)
_INSTALMENT = re.compile("尾款|首付|预付|质保金|进度款|第.期款")
_OTHERS = re.compile("^其他|及其他|其它")
_DEEDS = re.compile("培训|会议|检查|宣传|演练|考核|慰问")
_COST_NAMED = re.compile("费|补贴|补助|津贴|工资|劳务")
_INPUTS = frozenset({"个", "项", "门", "套", "次"})  # what is used to serve people
_RUNNING = re.compile("运行|维护|运维|管理|保障服务")
_BOUGHT = re.compile("购买|采购|购置|印制")
_COMMON_WORDS = "残疾人，活动，举办，开展，组织，项目，工作，服务，费用，完成，全市，全县，全区"
_UNCOUNTABLE = frozenset(
    "score share month day age money 兆 G MB GB TB 届 层 级 类 种 款 等 档 轮 方面 门 working_day 倍 年".split()
) | {"clock time", "working day", "times as much", "percentage point", "地", "方", "条龙"}
_USED_UP = frozenset({"mass", "volume", "energy"})
_PEOPLE = frozenset({"person", "person-time", "household"})
_AREA = "area"
_HELPERS = re.compile("工作人员|教练|专家|志愿者|讲师|师资|评委|委员|坐席|话务|保障人员")


@dataclass(frozen=True, slots=True)
class _Divisor:
    """The quantities a cost is divided by, and what they count."""

    quantities: tuple[OwnQuantity, ...]
    thing: str


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
        for divisor in _divisors(case, whole)
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


def _yearly(case: Case, whole: bool, divisor: _Divisor) -> bool:
    if divisor.quantities[0].quantity.unit.dimension in _USED_UP:
        return False
    outputs = "，".join(each.named for each in case.background.outputs)
    return bool(_YEARLY.search(f"{case.background.name}，{outputs}" if whole else cost_object(case.row.name)))


def _divisors(case: Case, whole: bool) -> list[_Divisor]:
    """What the cost can be divided by, best first."""
    thing = cost_object(case.row.name)
    if _INSTALMENT.search(thing) or _OTHERS.search(thing):
        return []
    outputs = [each for each in case.background.outputs if _countable(each) and each.row is not case.row]
    if whole:
        return _whole_divisors(case, outputs)
    told = [each for each in case.background.told if _countable(each) and each.quantity.unit.dimension not in _PEOPLE]
    for pattern, dimensions, word in _METERED:
        if pattern.search(thing):
            used = [each for each in (*outputs, *told) if each.quantity.unit.dimension in dimensions]
            used = [each for each in used if word in each.named] or [
                each for each in used if each.quantity.unit.dimension == _AREA
            ]
            if used:
                return [_Divisor((used[0],), f"{word}量" if word != "暖" else "采暖面积")]
    topic = case.background.name
    named = (
        _named_by(thing, [each for each in outputs if not _shared_out(case, each)], topic)
        or _named_by(thing, told, topic)
        or _named_by(thing, [each for each in case.background.linked_outputs(thing) if _countable(each)], topic)
    )
    named = named or _joined(thing, outputs)
    if named:
        by_people = _by_people(thing, outputs) if _BY_PERSON.search(thing) else []
        return [named, *(each for each in by_people if each.quantities != named.quantities)]
    if _BY_AREA.search(thing):
        areas = [each for each in outputs if each.quantity.unit.dimension == _AREA]
        if len(areas) == 1:
            return [_Divisor((areas[0],), output_thing(areas[0].named))]
    return _by_people(thing, outputs) if _BY_PERSON.search(thing) else []


def _shared_out(case: Case, output: OwnQuantity) -> bool:
    """Whether the table splits the money for one output by piece: 4个系统 of which each has a cost row of its own."""
    if output.row is None or _COST_NAMED.search(cost_object(case.row.name)):
        return False
    costs = [row for row in case.background.rows if row.subcategory == case.row.subcategory and row is not case.row]
    return sum(likeness(row.name, output.named, without=_COMMON_WORDS) >= 2 for row in costs) >= 2


def _countable(quantity: OwnQuantity) -> bool:
    dimension = quantity.quantity.unit.dimension
    return bool(dimension) and dimension not in _UNCOUNTABLE and not dimension.startswith("money")


def _named_by(thing: str, quantities: Sequence[OwnQuantity], topic: str) -> _Divisor | None:
    """The quantities that *thing* names; several of one unit are added up."""
    if not quantities:
        return None
    quantities = [each for each in quantities if _paid_for(thing, each)]
    if not quantities:
        return None
    shared = Counter(pair for each in quantities for pair in set(bigrams(each.named)))
    everywhere = "，".join(pair for pair, count in shared.items() if count > 1 and count == len(quantities))
    everywhere += f"，{_COMMON_WORDS}"
    scores = [(likeness(thing, _near(each), without=everywhere), each) for each in quantities]
    if not any(score for score, _ in scores) and len({each.quantity.unit.dimension for each in quantities}) == 1:
        scores = [(likeness(thing, _near(each), without=_COMMON_WORDS), each) for each in quantities]
    best = max(score for score, _ in scores)
    if best < 1 or (best == 1 and (len(thing) > 6 or quantities[0].row is None)):
        return None
    if best == 1 and _of_the_topic(thing, quantities, topic):
        return None  # what all of the project is about (节水) tells no cost (节水宣传) from another
    if best == 1 and all(_DEEDS.search(each.named) and not _DEEDS.search(thing) for each in quantities):
        return None  # 监考劳务 is not paid by 培训场次
    listed = re.search("、|和|及", thing) and best >= 2  # 运动员、教练员补贴 is paid for both
    near = [each for score, each in scores if score >= 2 and (listed or score * 5 >= best * 3)] or [
        each for score, each in scores if score == best
    ]
    first = next(each for score, each in scores if score == best)
    same = [each for each in near if each.quantity.unit.dimension == first.quantity.unit.dimension]
    if first.row is None:
        counted = re.match("[\u4e00-\u9fff]{2,8}", first.named.partition(first.text)[2])
        return _Divisor((first,), counted[0]) if counted else None  # a prose text often says the same number twice
    return _Divisor(tuple(same), "、".join(dict.fromkeys(output_thing(each.named) for each in same)))


def _of_the_topic(thing: str, quantities: Sequence[OwnQuantity], topic: str) -> bool:
    """Whether *thing* shares only the project's topic with the quantities, and is about something else besides."""
    shared = any(likeness(thing, _near(each), without=f"{_COMMON_WORDS}，{topic}") for each in quantities)
    return not shared and len(re.sub("(?:经费|费用|费|成本|支出|资金)$", "", thing)) > 3


def _joined(thing: str, outputs: Sequence[OwnQuantity]) -> _Divisor | None:
    """Those who take part, for what taking part costs: 参赛赛务费 by 参加国赛人数, 参展费 by 参加展能节."""
    match = re.search("参([赛展会训演])", thing)
    if match is None:
        return None
    found = [each for each in outputs if re.search(f"参加.*{match[1]}", each.named)]
    people = [each for each in found if each.quantity.unit.dimension in _PEOPLE]
    return _Divisor((people[0],), output_thing(people[0].named)) if len(people) == 1 else None


def _near(quantity: OwnQuantity) -> str:
    """What a quantity counts: the name of its row; in a prose text the words next to the number."""
    if quantity.row is not None:
        return quantity.named
    return quantity.named.partition(quantity.text)[2][:6]


def _paid_for(thing: str, quantity: OwnQuantity) -> bool:
    """Whether a cost can be about these units: keeping a system running is not paid by the piece bought."""
    return not (_RUNNING.search(thing) and _BOUGHT.search(quantity.named))


def _by_people(thing: str, outputs: Sequence[OwnQuantity]) -> list[_Divisor]:
    """Persons, where a cost is spent on persons: those served first, then all persons of the project together."""
    people = [each for each in outputs if each.quantity.unit.dimension in _PEOPLE]
    if not people:
        return []
    served = [each for each in people if not _HELPERS.search(each.named)] or people
    if len({each.quantity.base for each in served}) > 1:
        return []
    first = _Divisor((served[0],), output_thing(served[0].named))
    helpers = [each for each in people if each not in served]
    if not helpers or re.search("慰问|救助|资助|体检", thing):
        return [first]
    everyone = (served[0], *helpers)
    return [first, _Divisor(everyone, "、".join(output_thing(each.named) for each in everyone))]


def _whole_divisors(case: Case, outputs: Sequence[OwnQuantity]) -> list[_Divisor]:
    """The project's one output, where its money has no other use that the table tells."""
    costs = [row for row in case.background.rows if row.subcategory == case.row.subcategory]
    if len(costs) > 1 and case.measured:
        return []
    counts = {(each.quantity.base, each.quantity.unit.dimension) for each in outputs}
    plain = [each for each in outputs if each.row is not None and each.row.subcategory == "数量指标"]
    if len(counts) > 1:
        served = [each for each in plain if each.quantity.unit.dimension in _PEOPLE and not _HELPERS.search(each.named)]
        things = [each for each in plain if each not in served and each.quantity.unit.symbol not in _INPUTS]
        if len(served) != 1 or things:
            return []
        plain = served
    return [_Divisor((plain[0],), output_thing(plain[0].named))] if plain else []


def _per_unit(case: Case, divisor: _Divisor, computed: Computed) -> Proposal:
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


def _counted(divisor: _Divisor) -> str:
    dimension = divisor.quantities[0].quantity.unit.dimension
    ending = {"person": "人数", "household": "户数", "area": "面积", "person-time": "人次"}.get(dimension, "数量")
    return divisor.thing if divisor.thing.endswith((ending, "面积", "数量", "量")) else f"{divisor.thing}{ending}"


def _name(paid: str, divisor: _Divisor, whole: bool) -> str:
    """人均伙食费, 单位面积物业费, 专场招聘会单场费用."""
    first = divisor.quantities[0].quantity.unit
    thing = divisor.thing if whole else ""
    if first.dimension in {"person", "person-time"}:
        return f"{thing}人均{'支出' if whole else paid}"
    if first.dimension == "household":
        return f"{thing}户均{'支出' if whole else paid}"
    if first.dimension == _AREA:
        return f"单位面积{paid}"
    if first.dimension in _USED_UP:
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
