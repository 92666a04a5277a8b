"""What a cost is divided by (单位成本的分母): the project's quantities that it pays for, best first; never a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.retrieval.indicator_bank import bigrams
from reportgen.reviewing.background import OwnQuantity
from reportgen.reviewing.case import Case
from reportgen.reviewing.object_names import cost_object, likeness, output_thing

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
USED_UP = frozenset({"mass", "volume", "energy"})
_PEOPLE = frozenset({"person", "person-time", "household"})
AREA = "area"
_HELPERS = re.compile("工作人员|教练|专家|志愿者|讲师|师资|评委|委员|坐席|话务|保障人员")


@dataclass(frozen=True, slots=True)
class Divisor:
    """The quantities a cost is divided by, and what they count."""

    quantities: tuple[OwnQuantity, ...]
    thing: str


def divisors_of(case: Case, whole: bool) -> list[Divisor]:
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
                each for each in used if each.quantity.unit.dimension == AREA
            ]
            if used:
                return [Divisor((used[0],), f"{word}量" if word != "暖" else "采暖面积")]
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
        areas = [each for each in outputs if each.quantity.unit.dimension == AREA]
        if len(areas) == 1:
            return [Divisor((areas[0],), output_thing(areas[0].named))]
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


def _named_by(thing: str, quantities: Sequence[OwnQuantity], topic: str) -> Divisor | None:
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
        return Divisor((first,), counted[0]) if counted else None  # a prose text often says the same number twice
    return Divisor(tuple(same), "、".join(dict.fromkeys(output_thing(each.named) for each in same)))


def _of_the_topic(thing: str, quantities: Sequence[OwnQuantity], topic: str) -> bool:
    """Whether *thing* shares only the project's topic with the quantities, and is about something else besides."""
    shared = any(likeness(thing, _near(each), without=f"{_COMMON_WORDS}，{topic}") for each in quantities)
    return not shared and len(re.sub("(?:经费|费用|费|成本|支出|资金)$", "", thing)) > 3


def _joined(thing: str, outputs: Sequence[OwnQuantity]) -> Divisor | None:
    """Those who take part, for what taking part costs: 参赛赛务费 by 参加国赛人数, 参展费 by 参加展能节."""
    match = re.search("参([赛展会训演])", thing)
    if match is None:
        return None
    found = [each for each in outputs if re.search(f"参加.*{match[1]}", each.named)]
    people = [each for each in found if each.quantity.unit.dimension in _PEOPLE]
    return Divisor((people[0],), output_thing(people[0].named)) if len(people) == 1 else None


def _near(quantity: OwnQuantity) -> str:
    """What a quantity counts: the name of its row; in a prose text the words next to the number."""
    if quantity.row is not None:
        return quantity.named
    return quantity.named.partition(quantity.text)[2][:6]


def _paid_for(thing: str, quantity: OwnQuantity) -> bool:
    """Whether a cost can be about these units: keeping a system running is not paid by the piece bought."""
    return not (_RUNNING.search(thing) and _BOUGHT.search(quantity.named))


def _by_people(thing: str, outputs: Sequence[OwnQuantity]) -> list[Divisor]:
    """Persons, where a cost is spent on persons: those served first, then all persons of the project together."""
    people = [each for each in outputs if each.quantity.unit.dimension in _PEOPLE]
    if not people:
        return []
    served = [each for each in people if not _HELPERS.search(each.named)] or people
    if len({each.quantity.base for each in served}) > 1:
        return []
    first = Divisor((served[0],), output_thing(served[0].named))
    helpers = [each for each in people if each not in served]
    if not helpers or re.search("慰问|救助|资助|体检", thing):
        return [first]
    everyone = (served[0], *helpers)
    return [first, Divisor(everyone, "、".join(output_thing(each.named) for each in everyone))]


def _whole_divisors(case: Case, outputs: Sequence[OwnQuantity]) -> list[Divisor]:
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
    return [Divisor((plain[0],), output_thing(plain[0].named))] if plain else []
