"""Rows that state a wish (笼统、值重复名称): measured by what the project itself puts out, or by the bank."""

from __future__ import annotations

import re

from reportgen.model.indicator_bank import BankIndicator
from reportgen.model.indicator_review import Proposal
from reportgen.retrieval.indicator_bank import BankQuery
from reportgen.reviewing.background import Background, OwnQuantity
from reportgen.reviewing.case import OWN_SOURCE, QUALITY, RULE_SOURCE, SOCIAL, TIMELINESS, VOLUME, Case, blank
from reportgen.reviewing.object_names import likeness, object_of, output_thing, without_verbs
from reportgen.reviewing.outcome_measures import Measure, Own
from reportgen.reviewing.outcome_themes import themes_of
from reportgen.reviewing.own_outputs import UNITS_OF, own_output
from reportgen.reviewing.proposals_form import proper_class

_ANSWERED = frozenset(
    {
        "MISPLACED",
        "VAGUE",
        "RESTATE",
        "NAMEGOAL",
        "YESNO",
        "TRIVIAL",
        "IRRELEVANT",
        "OUTPUT_AS_OUTCOME",
        "UNIT",
        "COMPOUND",
    }
)
_LONGEST_OBJECT = 16
_MOST = 2  # measures of the themes; the bank adds one
_COMMON_WORDS = "项目，服务，群众，工作，人员，单位，情况，数量，质量，水平，能力，保障，完成，提高，提升"
_BLANK_SLOT = re.compile(r"\{blank:([^}]*)\}")
_SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_NO_OBJECT = re.compile(r"期限|年限|使用性|持续性|效益|工作$|^(?:保障|服务|社会|业务|工作|项目|康复)$")
_PLACES = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:园区|中心|基地|大楼|场馆|校区|校舍|医院|院区|机房|泵站|水库|公路|道路|管网|工程|河道|设备|系统|平台|站点|机关|单位|机构)"
)
_SYSTEM = re.compile(".*?(?:系统|平台|网络|网站|机房)")
_TOPIC = re.compile("社会风尚|风尚|意识|认知度|社会氛围|氛围|宣传$|(?:宣传)?(?:场次|次数|人次|数量)$|影响程度|程度")
_PEOPLE_NAMED = re.compile(
    "[^的，。、和及与]{0,8}?(?:残疾人运动员|残疾人运动队|运动队|残疾人家庭|残疾儿童|残疾人|患者|儿童|学生|学员|教师|老年人|老人|农户|居民|村民|职工|运动员|人员|伤者|损伤者|车主|企业|用人单位|群众)(?!.{0,4}机构)"
)
_QUALIFIED = re.compile("^(?:对|为|使|让|由|我|全|各|本|[市省县区]|国家|输送|优秀|有(?=[^的]{2})|广大|部分)+")
_MORE_SECOND_LEVELS = {
    "社会效益指标": ("社会效益指标", "可持续影响指标"),
    "可持续影响指标": ("可持续影响指标", "社会效益指标"),
    "经济效益指标": ("经济效益指标", "社会效益指标"),
    "生态效益指标": ("生态效益指标",),
}


def measurable_instead(case: Case) -> tuple[Proposal, ...]:
    """Measures for what the row is about, with the project's own outputs as denominators, and one from the bank."""
    if not case.codes & _ANSWERED or case.is_cost or case.is_satisfaction:
        return ()
    if case.is_timeliness and "TRIVIAL" not in case.codes:
        return ()
    if case.measured and not (case.codes & {"TRIVIAL", "OUTPUT_AS_OUTCOME", "IRRELEVANT"} or _out_of_place(case)):
        return ()
    themed = _themed(case)[:_MOST]
    return (*themed, *_from_bank(case, short=len(themed) < _MOST)[:1])


def _out_of_place(case: Case) -> bool:
    """Whether the row does not belong to its class though its value does: 资金使用率 among the quality indicators."""
    return "MISPLACED" in case.codes and proper_class(case) == case.row.subcategory


def _themed(case: Case) -> list[Proposal]:
    project = case.background.words
    asked = case.words
    if "IRRELEVANT" in case.codes:
        asked = case.background.name or project
    made: list[Proposal] = []
    for theme in themes_of(asked, project):
        for measure in theme.measures:
            proposal = _of_measure(case, measure)
            if proposal is None or ("IRRELEVANT" in case.codes and proposal.source != OWN_SOURCE):
                continue
            if all(proposal.name != each.name for each in made):
                made.append(proposal)
        if made:
            break
    return made


def _of_measure(case: Case, measure: Measure) -> Proposal | None:
    own = own_output(case.background, case.row.name, measure.own)
    if measure.own in {Own.UNITS, Own.EXAMINED} and own is None:
        return None
    if _OF_PERSONS.search(measure.name + measure.formula) and not (own or _serves_persons(case)):
        return None
    words = {
        "object": _object(case),
        "people": _people(case, own),
        "cases": output_thing(own.named) if own else _object(case) or "事项",
        "activity": _activity(case, own),
        "devices": re.sub("^(?:采购|购买|购置|更新|配备|维护|保障|管理|检定|检修|维修)+", "", output_thing(own.named))
        if own
        else "设备",
        "system": system[0] if (system := _SYSTEM.search(_object(case))) else "信息系统",
        "topic": _TOPIC.sub("", _object(case)) or _core(case.background),
        "staff": output_thing(own.named) if own and not re.search("工资|保险|支付|发放", own.named) else "服务人员",
        "place": _place(case),
        "who": "户数" if own and own.quantity.unit.dimension == "household" else "人数",
        "own": f"（{own.called}）" if own else "",
        "outputs": _all_outputs(case.background),
    }
    name, formula = (_filled(text, words) for text in (measure.name, measure.formula))
    name = re.sub(r"([\u4e00-\u9fff]{2})\1", r"\1", name)
    name = re.sub("^目标人群(?=群众|公众|居民|市民|村民|学生|职工|企业|农民|社会)", "", name)
    subcategory = measure.kept or _second_level(case, measure)
    _, _, where = measure.basis.partition("：")
    return case.write(
        name=name,
        comparison=measure.comparison,
        value=blank("目标值", measure.unit, f"{where or measure.basis}"),
        unit=measure.unit,
        formula=formula,
        evidence=measure.evidence,
        basis=measure.basis,
        subcategory=subcategory,
        rationale=_why(case),
        source=OWN_SOURCE if own and "{own}" in measure.formula else RULE_SOURCE,
    )


_OF_PERSONS = re.compile(r"\{people[}:]|服务人数|受益人数|得到服务的人数|服务对象")
_PERSONS = re.compile(
    "人(?!工|居|防|文|才库)|户|者|员(?!会)|儿童|学生|患者|群众|居民|农民|职工|军|妇女|家庭|企业|青年|老年|对象"
)


def _serves_persons(case: Case) -> bool:
    """Whether the row or its project's name is about persons."""
    return bool(_PERSONS.search(case.row.name) or _PERSONS.search(case.background.name))


def _second_level(case: Case, measure: Measure) -> str:
    """The class of a measure: the row's own, unless that cannot hold it."""
    if case.is_outcome:
        return SOCIAL if "MISPLACED" in case.codes else case.row.subcategory
    if measure.unit == "%" and case.row.subcategory in {VOLUME, TIMELINESS}:
        return QUALITY
    if case.row.subcategory == QUALITY and measure.unit in {"人", "人次", "次", "项", "起", "个"}:
        return VOLUME
    return case.row.subcategory


def _activity(case: Case, own: OwnQuantity | None) -> str:
    """What people take part in: the output's activity, else the project."""
    near = own is not None and (
        own.quantity.unit.dimension in UNITS_OF[Own.EVENTS]
        or likeness(case.row.name, own.named, without=case.background.department) >= 2
    )
    thing = re.sub("(?:参与|参加|参训)$|^参加|^参与|服务$", "", output_thing(own.named)) if own and near else ""
    return thing if len(thing) >= 4 else _core(case.background) or "活动"


def _core(background: Background) -> str:
    """The project's name without its year, source and 经费; empty where that is still long."""
    plain = re.sub(r"[（(].*?[）)]|[“”]", "", background.name)
    plain = re.sub("(?:项目|活动|专项|业务|服务|等|日常|运转|运行)*(?:经费|费用|资金|补助|项目|费)+$", "", plain)
    return plain if 2 <= len(plain) <= _LONGEST_OBJECT else ""


def _filled(text: str, words: dict[str, str]) -> str:
    text = _BLANK_SLOT.sub(lambda match: str(blank(*match[1].split("，"))), text)
    return _SLOT.sub(lambda match: words[match[1]] or match[2] or "", text)


def _why(case: Case) -> str:
    if "IRRELEVANT" in case.codes:
        return "原指标与本项目无关，建议删除；这里按本项目的内容提出可以衡量的指标。"
    if "TRIVIAL" in case.codes:
        return "原指标不做工作也会完成；改为衡量工作好坏的量，目标值由填报人按往年实际填写。"
    if "OUTPUT_AS_OUTCOME" in case.codes:
        return "原指标是做了多少事，属于产出；效益应衡量做事带来的变化。"
    return "原指标值没有数字，年末无法判断；改为可以计算的量，目标值由填报人按依据填写，系统不代填。"


def _object(case: Case) -> str:
    if "IRRELEVANT" in case.codes:
        return ""
    found = re.split("和|及|、|(?<!参)与", object_of(case.row.name, longest=24))[0]
    if found.endswith("社会"):
        found += "工作"
    if len(found) > _LONGEST_OBJECT or _NO_OBJECT.search(found):
        return ""
    return found if len(found) >= 3 else found if found and re.search("机构|基地|园区|系统|设备", found) else ""


def _people(case: Case, own: OwnQuantity | None) -> str:
    """The people served, as a name can call them: those the row names, else those of the output."""
    named = _PEOPLE_NAMED.findall(without_verbs(case.row.name))
    if named and "IRRELEVANT" not in case.codes:
        return _QUALIFIED.sub("", named[-1])
    if own is not None:
        thing = output_thing(own.named)
        if re.search("人|者|员|儿童|学生|患者|户|家庭|对象|农户|老人|选手$", thing) and len(thing) <= 16:
            return thing if own.quantity.unit.dimension != "household" or thing.endswith("户") else f"{thing}家庭"
        return f"{thing}对象" if len(thing) <= 14 else "服务对象"
    return "服务对象"


def _place(case: Case) -> str:
    for text in (object_of(case.row.name), case.background.name):
        found = _PLACES.search(text)
        if found:
            return found[0]
    return ""


_TOLD_TO_PEOPLE = re.compile(
    "宣传|推送|推广|节目|活动|讲座|普法|科普|报道|发布|播|刊|推文|稿|曝光|推介|演出|展|手册|专栏"
)


def _all_outputs(background: Background) -> str:
    """The planned programmes, pieces and events, as a note to a formula."""
    kinds = {"期", "条", "session", "occasion", "版", "篇", "册", "集", "部"}
    found = [
        each
        for each in background.outputs
        if each.quantity.unit.dimension in kinds and each.quantity.value > 1 and _TOLD_TO_PEOPLE.search(each.named)
    ]
    return "（" + "、".join(each.called for each in found[:3]) + "）" if found else ""


def _from_bank(case: Case, *, short: bool) -> list[Proposal]:
    """Fitting indicators of the bank: their object is named by the row or, where rules gave little, the project."""
    asked = "" if case.codes & {"IRRELEVANT", "TRIVIAL", "OUTPUT_AS_OUTCOME"} else case.words
    wanted = _MORE_SECOND_LEVELS.get(case.row.subcategory, ())
    if not case.is_outcome:
        wanted = (case.row.subcategory,) if case.row.subcategory in {QUALITY, VOLUME} else ()
    query = BankQuery(indicator=asked, project=case.background.words, subcategories=wanted)
    called = case.background.name
    return [
        _of_bank(case, hit.indicator)
        for hit in case.bank.search(query, limit=6)
        if (hit.by_name and likeness(case.row.name, hit.indicator.name, without=_COMMON_WORDS))
        or (not asked and short and any(word in called for word in hit.indicator.objects))
    ]


def _of_bank(case: Case, found: BankIndicator) -> Proposal:
    own = _denominator(case.background, found)
    formula = found.formula.replace("÷", " ÷ ") + (f"（本项目计划：{own.called}）" if own else "")
    _, _, where = found.basis.partition("：")
    return case.write(
        name=found.name,
        comparison=found.direction if found.direction in {"≥", "≤", "=", ">", "<"} else "",
        value=blank("目标值", found.unit, where or found.basis),
        unit=found.unit,
        formula=formula,
        evidence=found.evidence,
        basis=found.basis,
        subcategory=found.subcategory,
        rationale=_why(case),
        source=f"{found.called}（{found.source}）",
    )


def _denominator(background: Background, found: BankIndicator) -> OwnQuantity | None:
    """The output of the project that the bank's denominator counts."""
    best: OwnQuantity | None = None
    for each in background.outputs:
        if each.row is not None and each.row.subcategory == VOLUME and likeness(found.denominator, each.named) >= 3:
            best = each if best is None else best
    return best
