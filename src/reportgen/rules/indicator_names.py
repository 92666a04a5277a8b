"""What an indicator's name says (指标名称): the measure it ends in, and whether it is a goal and no measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reportgen.rules import indicator_vocabulary as words


class Measure(StrEnum):
    """What the last word of a name measures (度量), and so what its value must be."""

    SATISFACTION = "满意度"
    SHARE = "比率"
    COUNT = "数量"
    TIME = "时间"
    MONEY = "金额"
    STATE = "状态"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name, read. *plain* is the name without notes in parentheses; *measure* and *head* its last word; *goal* the
    span of the words that make it a goal (提高…, …得到保障), *activity* the verb of a thing done (开展, 购买).
    """

    plain: str
    measure: Measure
    head: str
    goal: tuple[int, int] | None = None
    activity: str = ""


_NOTES = re.compile(r"[（(][^（）()]*[)）]")
_ENDINGS: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    (Measure.SATISFACTION, re.compile(rf"(?:{words.SATISFACTION})(?:调查|评价|指标|情况)?$")),
    (Measure.TIME, re.compile(r"频率$")),
    (Measure.SHARE, re.compile(rf"(?:{words.SHARE_HEADS})$")),
    (Measure.COUNT, re.compile(rf"(?:{words.COUNT_HEADS})$")),
    (Measure.TIME, re.compile(rf"(?:{words.TIME_HEADS})$")),
    (Measure.MONEY, re.compile(rf"(?:{words.MONEY_HEADS})$")),
    (Measure.STATE, re.compile(rf"(?:{words.STATE_HEADS})$")),
)
_LEADING_GOAL = re.compile(rf"(?:(?:{words.DEGREES}|通过|不|没有)*)(?P<verb>{words.GOAL_VERBS})(?P<object>.{{2,}})")
_ACTIVITY = re.compile(rf"(?:{words.ACTIVITY_VERBS})")
# A predicate at the end makes the name a sentence: 家庭生活得到保障, 活动有序开展, 环境良好.
_PREDICATE = re.compile(
    r"(?:得到|受到|有所|进一步|不断|持续|明显|显著|逐步|稳步|有效|有序|顺利|正常|平稳|稳定|充分|可持续|规范|"
    r"高效|及时|按时|按期|全面|广泛|深入|良性|足额|圆满|稳妥|科学|妥善|切实)+"
    r"[^，,。；;、的]{0,2}"
    r"(?:保障|提高|提升|改善|加强|增强|满足|促进|推动|推进|开展|运行|运转|进行|完成|发展|增长|增加|减少|下降|降低|"
    r"缓解|落实|解决|实施|发挥|优化|完善|扩大|巩固|"
    r"支持|遏制|控制|到位|参与)$|"
    r"(?:定位准确|状况良好|环境良好|情况良好|有序|良好|到位|优美|整洁|满意|改善|提升|提高|增强|降低|减少|减轻|缓解|"
    r"(?:持续|长期|充分|有效|正常|稳定)(?:发挥|产生|形成)(?:作用|效益|效应|效能|影响)|合规|畅通|齐全|(?<=[\u4e00-\u9fff]{2})(?:准确|翔实|详实|清晰|完备|完整)|(?<=[\u4e00-\u9fff]{4})及时|真实|公平|公正|透明|和谐|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|[真完齐规可公合][\u4e00-\u9fff](?:准确|完整|规范|安全|合法))$|"
    r"^(?:按时|及时|足额|按期|如期|准时|高效|优质|圆满|顺利)+(?:地)?(?:完成|发放|支付|拨付|开展|办理|交付|兑现|缴纳|组织|实施)"
)
_WITHIN = re.compile(
    r"不(?:超支|突破.{0,8}|超过?预算.{0,4})$|控制在.{1,12}(?:内|以下)$|^按.{0,10}(?:完成|开展|实施|推进|支出|支付|"
    r"执行).{0,6}$|^(?:严格)?(?:依照|按照|遵守|"
    r"遵循)"
)
_GOAL_VERB = re.compile(words.GOAL_VERBS)
_CLAUSE = re.compile(r"[，,；;。]")


def plain_name(name: str) -> str:
    """*name* without notes in parentheses and without blanks."""
    return _NOTES.sub("", re.sub(r"\s+", "", name)).strip("。；;，,、")


@lru_cache(maxsize=8192)
def read_name(name: str) -> Naming:
    """The name of an indicator, read. Never raises; a name that ends in no measure has Measure.NONE."""
    plain = plain_name(name)
    measure, head = Measure.NONE, ""
    for kind, pattern in _ENDINGS:
        ending = pattern.search(plain)
        if ending is not None:
            measure, head = kind, ending[0]
            break
    activity = _ACTIVITY.match(plain)
    return Naming(plain, measure, head, _goal(plain, measure), activity[0] if activity else "")


_PROMPT_DEED = re.compile(
    r"(?:按时|及时|足额|按期|如期|准时|高效|优质|圆满|顺利)+地?(?:完成|发放|支付|拨付|开展|办理|交付|兑现|缴纳|组织|实施)"
)
QUESTION = re.compile(r"是否|能否|有无|([\u4e00-\u9fff]{1,2})不\1")
_COUNTED = frozenset({Measure.COUNT, Measure.TIME, Measure.MONEY, Measure.SATISFACTION})
_SAVING = re.compile(r"(?:有效|进一步|切实)*(?:节约|节省|降低|减少|压减|控制)")


def _goal(plain: str, measure: Measure) -> tuple[int, int] | None:
    if QUESTION.search(plain):
        return None
    prompt = _PROMPT_DEED.match(plain)
    if prompt and measure in {Measure.NONE, Measure.MONEY, Measure.STATE}:
        return prompt.span()
    saved = _SAVING.match(plain) if measure is Measure.MONEY else None
    if saved:
        return saved.span()
    if measure in _COUNTED and not _CLAUSE.search(plain):
        return None
    within = _WITHIN.search(plain)
    if within:
        return within.span()
    leading = _LEADING_GOAL.match(plain)
    if leading and not _names_a_thing(leading, measure):
        return leading.start("verb"), leading.end("verb")
    predicate = _PREDICATE.search(plain)
    if predicate and measure is not Measure.SHARE:
        return predicate.span()
    if _CLAUSE.search(plain) and (leading or _ACTIVITY.search(plain) or _GOAL_VERB.search(plain)):
        return 0, len(plain)
    return None


_NOUN_OF_VERB = re.compile(r"(?:机构|人员|对象|设施|设备|资金|经费|系统|平台|项目|体系建设|窗口|中心|站点|队伍|团队)$")


# 保障房, 保障性住房, 服务业, 增加值, 节约型, 提升工程 name things.
_NOUN_ENDINGS = ("房", "性", "业", "值", "型", "工程", "政策", "平台", "感")


_AFTER_INNOVATION = ("生态", "环境", "平台", "团队", "人才", "成果", "驱动", "中心", "基地", "券", "主体", "创业")


def wish_span(plain: str) -> tuple[int, int] | None:
    """The span of the goal verb that a name begins with, though it ends in a measure: 带动相关产业投资."""
    leading = _LEADING_GOAL.match(plain)
    if leading is None or QUESTION.search(plain) or _names_a_thing(leading, Measure.NONE):
        return None
    return leading.start("verb"), leading.end("verb")


def _names_a_thing(leading: re.Match[str], measure: Measure) -> bool:
    """Whether the verb at the start only qualifies a noun: 保障人员, 服务对象满意度, 实现就业率, 带动作用."""
    verb, rest = leading["verb"], leading["object"]
    if verb in {"服务", "支持", "支撑", "稳定"} and measure not in {Measure.NONE, Measure.STATE}:
        return True
    if verb in {"服务", "保障", "支撑"} and measure is Measure.STATE and len(rest) <= 3:
        return True
    if verb == "保护" and rest.startswith(("区", "站", "地", "单位", "设施", "对象", "范围", "标志")):
        return True
    if verb == "创新" and rest.startswith(_AFTER_INNOVATION):
        return True
    if rest.startswith(
        (
            "作用",
            "效果",
            "效应",
            "能力",
            "水平",
            "程度",
            "情况",
            "机制",
            "体系",
            "力度",
            "效益",
            "质量",
            "效率",
            "方式",
            *_NOUN_ENDINGS,
        )
    ):
        return True
    return bool(_NOUN_OF_VERB.search(rest)) and verb in {"服务", "保障", "培育", "展示"}
