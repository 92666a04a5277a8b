"""Values written in words (定性指标值): vague, restating the name, yes/no, or a fact that papers prove."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault, spoken
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_classes import names_a_time
from reportgen.rules.indicator_names import QUESTION, Measure, read_name
from reportgen.rules.indicator_reading import OUTCOMES, Group

_EXAMINED = re.compile(
    rf"{words.GRADED_BY_OTHERS}|评审|结题|结项|审查|审核|论证|备案|认证|审批|审计|评估|考试|复核|立项|质评|核查"
)
_EVENT = re.compile(rf"(?:{words.EVENTS})")
_NO_ACCIDENT = re.compile(words.ACCIDENTS)
_NOT_HAPPENED = re.compile(r"(?:全年|年内|均)?(?:未|不|没有|零|无)(?:再|新)?(?:发生|出现)")
# 只说符合某个“要求”“规定”，没有说哪一条，也没有谁来评定。
_BY_RULE = re.compile(
    r"(?:符合|达到|满足|按照?|依照?|遵守)(?!国家|行业|地方|省级?)[^，。、]*(?:要求|规定|准则|制度|政策)"
)
_GRADE_GIVEN = re.compile(
    r"(?:评估|评定|评审|考核|考评|测评|检查|抽检|抽查|鉴定|质评|质检|验收|核查)[^，。]{0,6}(?:合格|优秀|优良|良好|达标|[A-D一二三甲乙]级|[优良])"
)
_NONE = re.compile(r"无|零|没有|未发生|不发生|未出现|零发生|杜绝")
_BAD = re.compile(r"事故|事件|投诉|差错|违规|违纪|违法|纠纷|泄露|泄密|伤亡|超支|欠薪|上访")
_GRADED = re.compile(words.GRADED_BY_OTHERS)
_STATE = re.compile(rf"(?:{words.DEGREES})*(?:{words.STATES})|(?:{words.DEGREES})+")
_PROMPT = re.compile(words.PROMPT)
_PROMISE = re.compile(r"有效|持续|充分|进一步|提高|提升|加强|促进|推进|推动|改善|增强")
_FOR_ANOTHER_FIELD = re.compile(
    r"待填|待定|待补|待.{0,10}(?:下达|确定|批复|明确|通知|核定|公布|安排)|^[≥≤><=＞＜]+[%％]?$|^(?:无|暂无|不涉及|不适用|同上|N/?A)$|^[≥≤]?[XxＸ]+[%\u4e00-\u9fff]{0,3}$|"
    r"另行|详见|见附件|见附表|以实际|据实|按实际|视情况|根据.{2,40}(?:设置|填写)"
)


_APPROVED = re.compile(
    r"通过.{0,6}(?:评审|验收|审核|鉴定|论证|审查|审批|备案|检测|测评|认证|审计|核查|检查|考核|复核|测试|评估|评定)"
)
# 由标准、鉴定或评定给出的等次本身就是可以核对的值：Ⅲ类及以上、二级、AA级、四星级、一类坝或二类坝。
_CLASS = re.compile(
    r"(?:达到|符合|不低于|优于|获评|评定为|≥)?(?:国家|省级?|市级?|全国)?"
    r"(?:[ⅠⅡⅢⅣⅤⅥ甲乙丙A-E一二三四五六1-5]+[类级等][\u4e00-\u9fff]{0,2}|[一二三四五1-5]星级?|A{1,5}级?)"
    r"(?:[或、/](?:[ⅠⅡⅢⅣⅤ甲乙丙A-E一二三四五1-5]+[类级等])[\u4e00-\u9fff]?)?(?:标准|水质|资质)?(?:及?以上|及?以下)?(?:标准|水平)?"
)
_PASSED = re.compile(r"(?:全部|均|一次性?|顺利)?(?:已)?通过(?:评审|验收|审核|鉴定|评估|考核|审查|认证)?")
_STANDARD = re.compile(
    r"(?:达到|符合|满足|不低于).{0,8}(?:国家|行业|地方|省级|GB|[一二三四五六七八九Ⅰ-Ⅴ]+[级类]).{0,4}(?:标准|级|类|等次|规范)$"
)


def provable(row: Row) -> bool:
    """Whether words alone decide: an event with papers (验收合格, 取得证书), no accident, a grade others give."""
    value, name = row.value, row.name
    if value.startswith("待"):
        return False
    if _NO_ACCIDENT.search(value) or _NOT_HAPPENED.fullmatch(value) or (_NONE.fullmatch(value) and _BAD.search(name)):
        return True
    if (
        _PROMISE.search(value)
        or _BY_RULE.fullmatch(value)
        or row.group in {Group.COST, Group.SATISFACTION, Group.TIMELINESS}
    ):
        return False
    if _APPROVED.search(value) or _STANDARD.search(value) or _CLASS.fullmatch(value):
        return True
    if _GRADE_GIVEN.search(value):
        return True
    if _PASSED.fullmatch(value) and _EXAMINED.search(name):
        return True
    if _EVENT.search(value) or (row.group not in OUTCOMES and re.match(r"(?:全部|全员|均已?|百分之百)(?!完成)", value)):
        return True
    if _GRADED.search(name) and re.fullmatch(
        r"(?:达到|评定为|获评)?(?:合格|优秀|良好|优|良|通过|达标|[一二三四五AＡ]+[级星]?)(?:及?以上)?(?:等次|等级)?",
        value,
    ):
        return True
    return bool(row.naming.activity and _EVENT.search(name) and re.fullmatch(r"(?:全部|已|按时|顺利)*完成", value))


def _only_a_measure(row: Row) -> bool:
    """Whether the value is the name of a measure (验收合格率), without a number."""
    return row.target.kind is TargetKind.QUALITATIVE and read_name(row.value).measure in {Measure.SHARE, Measure.COUNT}


def graded(row: Row) -> bool:
    """Whether three written grades say what the words mean (优、良、中 …)."""
    return len(set(words.GRADES.findall(row.explained))) >= 3 or len(set(words.GRADES.findall(row.value))) >= 3


_BUDGET_ALONE = re.compile(
    r"(?:严格)?(?:控制)?在?(?:年初|全年|批复|项目|财政)*预算(?:数|金额|批复|安排)?(?:范围)?(?:之?内)?(?:支出|控制|执行)?|"
    r"不(?:超过?|突破)[^，,。]{0,6}预算[^，,。]{0,4}|不超支"
)


def vague(row: Row) -> Iterator[IndicatorFault]:
    """VAGUE: a direction or a state, with no number, no base and no grades."""
    if row.group is Group.TIMELINESS and (_PROMPT.search(row.value) or names_a_time(row.value)):
        return
    if _only_a_measure(row):
        return
    if (
        not spoken(row)
        or _EITHER.fullmatch(row.value)
        or provable(row)
        or graded(row)
        or _FOR_ANOTHER_FIELD.search(row.value)
    ):
        return
    if row.group is Group.COST and _BUDGET_ALONE.fullmatch(row.value):
        return
    word = _STATE.search(row.value)
    said = word[0] if word else row.value
    yield fault(
        row, "VAGUE", "target_value",
        f"指标值“{row.value}”只说“{said}”，没有数值、比较基期或分档标准，年末无法判断是否完成",
        said,
    )  # fmt: skip


_CORE = re.compile(rf"{words.GOAL_VERBS}|良好|有序|稳定|可持续|持续|顺利|正常|平稳|及时|完成")
_VERBS_ALONE = re.compile(rf"(?:{words.GOAL_VERBS})+")
_FILLER = re.compile(rf"(?:{words.DEGREES}|得到|受到|可(?!持续|靠|控|行)|了|的|[，,。；;、\s])")


def restating(row: Row) -> Iterator[IndicatorFault]:
    """RESTATE: the value holds nothing but words of the name (健全…机制/健全, 提高…水平/…水平进一步提高)."""
    if not spoken(row) or provable(row) or not row.name or _asks(row) or row.naming.measure is Measure.SATISFACTION:
        return
    left = _FILLER.sub("", row.value)
    core = _FILLER.sub("", row.naming.plain)
    if not left:
        shared = next((word for word in _CORE.findall(row.value) if word in row.name), "")
        if shared:
            yield _restated(row, shared)
        return
    if len(row.naming.head) > 1 and row.naming.measure is Measure.STATE and left.startswith(row.naming.head):
        said = left.removeprefix(row.naming.head)
        if said and re.fullmatch(rf"(?:{words.STATES})+", said):
            yield _restated(row, row.naming.head)
            return
    if row.naming.plain.endswith("性") and len(left) <= 4 and row.naming.plain[-3:-1] in left:
        yield _restated(row, row.naming.plain[-3:-1])
        return
    verbs = _CORE.findall(left) if _VERBS_ALONE.fullmatch(left) else []
    shared = next((verb for verb in verbs if verb in row.name), "")
    if shared:
        yield _restated(row, shared)
        return
    if left in core or _mostly_of(left, core):
        yield _restated(row, left if left in row.value else row.value)


_ASKING = re.compile(r"(?:情况|程度|作用|效果|影响|及时性|时效性|效益)$")


def _asks(row: Row) -> bool:
    """Whether the name asks how it stands (完善程度, 提升情况, 及时性): the value then answers, if vaguely."""
    asked = _ASKING.search(row.naming.plain) or QUESTION.search(row.naming.plain)
    return row.naming.goal is None and asked is not None


def _mostly_of(value: str, name: str) -> bool:
    """Whether nearly every pair of characters of *value* stands in *name* too."""
    pairs = [value[at : at + 2] for at in range(len(value) - 1)]
    if len(pairs) < 4:
        return False
    return sum(pair in name for pair in pairs) >= 0.5 * len(pairs) and bool(_CORE.search(value))


def _restated(row: Row, said: str) -> IndicatorFault:
    return fault(
        row, "RESTATE", "target_value",
        f"指标值“{row.value}”重复名称里的“{said}”，等于没有指标值",
        said,
    )  # fmt: skip


_EITHER = re.compile(r"(?P<one>[\u4e00-\u9fff]{1,4})[/／或、](?:不|未|没有|无)(?P=one)")


def yes_or_no(row: Row) -> Iterator[IndicatorFault]:
    """YESNO: 是/否 or a question where a number exists. A single judgement (验收、发生事故) may stay 是/否."""
    if not (row.target.kind is TargetKind.YES_NO or _EITHER.fullmatch(row.value)) or _single_judgement(row):
        return
    if row.group is Group.COST:
        better = "成本可以写金额或单位成本"
    elif row.naming.measure is Measure.SATISFACTION or row.group is Group.SATISFACTION:
        better = "满意度可以写百分数"
    elif row.group in OUTCOMES:
        better = "效果可以写前后变化的数量或比例"
    else:
        better = "可以写数量、比例或日期"
    yield fault(row, "YESNO", "target_value", f"指标值写“{row.value}”，只能答是或否；{better}")


_JUDGED = re.compile(rf"{words.EVENTS}|{words.ACCIDENTS}|事故|违规|违纪|违法|泄密|通过|达标|合格|获评|入选|发生")


def _single_judgement(row: Row) -> bool:
    """Whether the row asks for one fact that papers prove, outside 成本 and 满意度 (财预〔2021〕101号 直接赋分)."""
    if row.group in {Group.COST, Group.SATISFACTION} or row.naming.measure in {Measure.SATISFACTION, Measure.SHARE}:
        return False
    return bool(_JUDGED.search(row.naming.plain + row.value))


def placeholder(row: Row) -> Iterator[IndicatorFault]:
    """PLACEHOLDER: no name, no value, or words that stand for them."""
    if not row.name.strip():
        yield fault(row, "PLACEHOLDER", "name", "没有填写三级指标，只有分值，不能计分")
    elif not row.value or row.target.kind is TargetKind.EMPTY:
        yield fault(row, "PLACEHOLDER", "target_value", f"“{row.name}”没有填写指标值")
    elif _only_a_measure(row) or (not row.numeric and _FOR_ANOTHER_FIELD.search(row.value) and not provable(row)):
        yield fault(row, "PLACEHOLDER", "target_value", f"指标值“{row.value}”只是占位，没有填写")
    elif "待填" in row.name or "待定" in row.name:
        yield fault(row, "PLACEHOLDER", "name", f"名称“{row.name}”尚未填写完整")
