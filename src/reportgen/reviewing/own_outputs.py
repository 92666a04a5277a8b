"""Which output of a project a measure refers to (本项目的产出): the likest of its kind, or none; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.retrieval.indicator_bank import bigrams
from reportgen.reviewing.background import Background, OwnQuantity
from reportgen.reviewing.object_names import likeness
from reportgen.reviewing.outcome_measures import Own

UNITS_OF = {
    Own.PEOPLE: frozenset({"person", "person-time", "household", "例"}),
    Own.TRAINEES: frozenset({"person", "person-time"}),
    Own.EXAMINED: frozenset({"person", "person-time"}),
    Own.EVENTS: frozenset({"session", "occasion", "期"}),
    Own.STAFF: frozenset({"person"}),
    Own.CASES: frozenset({"件", "起", "例", "个", "张", "宗", "occasion"}),
    Own.UNITS: frozenset({"organisation", "个", "处", "座", "组织"}),
    Own.DEVICES: frozenset({"device", "vehicle", "套", "件", "架", "个"}),
}
_CASE_WORDS = re.compile("案|诉求|信访|申请|办件|件数|纠纷|证|投诉|事项")
_TRAINEE_WORDS = re.compile("培训|训练|课程|参训|教育|学习|学员|讲座|研修")
_MIXED = re.compile("[、及和与].{0,4}(?:教练员?|工作人员|领队|裁判员?|讲师|专家)")  # served and staff in one number
_CARD = re.compile("证|卡|照")
_UNIT_WORDS = re.compile("机构|单位|学校|医院|企业|社区|村|系统|平台|站|园|馆|所|评审")
_STAFF_WORDS = re.compile(
    "工作人员|教练|专家|志愿者|讲师|师资|评委|委员|坐席|外聘|劳务|律师|心理咨询师|保障人员|在职|人员保障|教师|护理员|编制|办公|公用经费|工资|正常"
)


def own_output(background: Background, name: str, own: Own) -> OwnQuantity | None:
    """The output of the project that a measure on *name* should refer to: the likest, else the first of its kind."""
    if own is Own.NONE:
        return None
    units = UNITS_OF[own]
    found = [each for each in background.outputs if each.quantity.unit.dimension in units and each.row is not None]
    if own is Own.PEOPLE:
        found = [each for each in found if not _STAFF_WORDS.search(each.named) or likeness(name, each.named) >= 2]
        found = [each for each in found if each.quantity.unit.dimension != "例" or _of_people(each)]
        found = [each for each in found if not _MIXED.search(each.named)]
    elif own is Own.EXAMINED:
        found = [each for each in found if re.search("考试|医考|应考|报考", each.named)]
    elif own is Own.TRAINEES:
        found = [each for each in found if _TRAINEE_WORDS.search(each.named)]
    elif own is Own.STAFF:
        found = [each for each in found if _STAFF_WORDS.search(each.named)]
    elif own is Own.CASES:
        found = [each for each in found if _CASE_WORDS.search(each.named)]
        found = [each for each in found if bool(_CARD.search(each.named)) == bool(_CARD.search(name))]
    elif own is Own.UNITS:
        found = [each for each in found if _UNIT_WORDS.search(each.named)]
    if not found:
        return _linked_output(background, name, units)
    best = max(found, key=lambda each: _alike(name, each, found))
    if own is not Own.STAFF and background.project is None and _alike(name, best, found) < 2:
        # a department has many subjects: only what the row itself names is its own
        return _linked_output(background, name, units)
    if (
        own in {Own.PEOPLE, Own.TRAINEES, Own.EXAMINED, Own.EVENTS, Own.DEVICES}
        and len(found) > 1
        and _alike(name, best, found) < 2
    ):
        same = {(each.quantity.base, each.quantity.unit.dimension) for each in found}
        return best if len(same) == 1 and best.quantity.unit.dimension == "person" else None  # never guessed
    return best


def _linked_output(background: Background, name: str, units: frozenset[str]) -> OwnQuantity | None:
    """The one quantity that other tables of the department plan for what *name* is about."""
    found = [each for each in background.linked_outputs(name) if each.quantity.unit.dimension in units]
    return found[0] if len({(each.quantity.base, each.quantity.unit.dimension) for each in found}) == 1 else None


def _alike(name: str, quantity: OwnQuantity, among: Sequence[OwnQuantity]) -> int:
    """How much *name* shares with one output and not with all of them."""
    shared = [set(bigrams(each.named)) for each in among]
    common = set.intersection(*shared) if len(among) > 1 else set()
    return likeness(name, quantity.named, without="残疾人，" + "，".join(common))


def _of_people(quantity: OwnQuantity) -> bool:
    return bool(re.search("人数|康复|手术|患者|救助|训练|装配", quantity.named))
