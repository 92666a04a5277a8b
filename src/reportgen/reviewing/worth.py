"""Whether a row is worth keeping (有无意义): true in any case, copied from another project, or there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.language.words import tokenizer
from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.fields_of_work import FIELDS_OF_WORK
from reportgen.reviewing.rows import Row, TableOfRows, fault
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_names import Measure, plain_name, read_name
from reportgen.rules.indicator_reading import OUTCOMES, Group

_RUNNING = re.compile(
    r"(?:稳定|正常|平稳|安全|持续)?(?:运行|运转|运营|维护|服务|保障|运维|办公|实施|合同|项目|存续|维保|质保|租赁|"
    r"使用)(?:服务)?(?:的)?(?:时间|期|期限|周期|年限|时长|天数|月数)$|维护期$|服务期$"
)
_WHOLE_YEAR = re.compile(
    r"^(?:\d{4}年?度?)?(?:全年(?:度)?(?:工作日|全天|每天|无休|不间断)?|年度|1年|一年|12个?月|36[56]天|\d{4}年|(?:\d{4}年)?1月?(?:1日)?(?:-|~|至|到|"
    r"—)+(?:\d{4}年)?12月(?:31日|底)?)$"
)
# 全年都在的事：监管、开放、值守。完成、发放、支付的时间写全年是另一回事。
_LASTING = re.compile(
    r"(?:监管|监测|值守|值班|看护|管护|养护|巡护|开放|开馆|供水|供电|供暖|租用|聘用|覆盖|履职|工作|存储|托管|托养)(?:服务)?(?:的)?"
    r"(?:时间|期|期限|周期|年限|时长|天数|月数)$|(?:运行|运转|运营|开放|服务|保障|供应)的?(?:天数|月数|时长)$"
)
_TERM = re.compile(r"(?:质保|保修|维护|维保|服务|租赁|合同|租用|保险|质量保证|免费维护)(?:期限?|年限)$")
_YEARS = re.compile(r"^(?:\d+|[一二两三四五六七八九十]+)(?:年|个月)(?:以上)?$")
_RUNNING_BODIES = re.compile(r"^(?:稳定|正常|平稳)(?:运行|运转)的?[^，,率]{2,8}(?:数量|个数|数)$")
_RUN = r"(?:稳定|正常|平稳|日常|安全|持续)*(?:运行|运转|运营|管理|维护|保障|管护|维持)+"
_ONE_RUNNING = re.compile(
    rf"{_RUN}的?(?:机构|单位|部门|系统|中心|平台|场馆|大楼|办公楼|网站|水库|园区|基地|设施|场所|机关)(?:数量|个数|座数|数)$|"
    rf"(?:机构|单位|部门|系统|中心|平台|场馆|大楼|办公楼|网站|园区|基地|机关){_RUN}的?(?:数量|个数|数)$|"
    r"[^，,率]{2,10}(?:运行|运转|运营)的?(?:数量|个数|数)$|^(?:本|实施|开展)?项目(?:数量|个数|数)$"
)


def true_anyway(row: Row) -> Iterator[IndicatorFault]:
    """TRIVIAL: an institution that runs all year, one institution that runs."""
    value = re.sub(r"\s+", "", row.value).lstrip("=≥")
    name = row.naming.plain
    all_year = _WHOLE_YEAR.search(value) and (_RUNNING.search(name) or _LASTING.search(name))
    if all_year or (_TERM.search(name) and _YEARS.search(value) and row.group in {Group.TIMELINESS, Group.QUALITY}):
        yield fault(
            row, "TRIVIAL", "target_value", f"“{row.name}”{row.value}：不做任何努力也会完成，看不出运行得好不好"
        )
        return
    quantity = row.target.quantity
    if _never_missed(row):
        yield fault(row, "TRIVIAL", "target_value", f"“{row.name}”写{row.value}：任何结果都达到，等于没有要求")
        return
    alone = row.target.kind is TargetKind.NUMBER and quantity is not None and quantity.value == 1
    if (alone and _ONE_RUNNING.search(row.naming.plain)) or (
        row.target.kind is TargetKind.NUMBER and _RUNNING_BODIES.search(row.naming.plain)
    ):
        yield fault(row, "TRIVIAL", "target_value", f"“{row.name}”{row.value}：本单位总在运行，不是工作成果")


def _never_missed(row: Row) -> bool:
    """Whether every possible result reaches the target: ≥0 of anything."""
    quantity, comparator = row.target.quantity, row.target.comparator
    if row.target.kind is not TargetKind.NUMBER or quantity is None or comparator is None or row.target.change:
        return False
    return comparator.upward and quantity.value == 0 and "≥" in row.value


_FORM_WORDS = re.compile(rf"(?:{words.GOAL_VERBS}|{words.DEGREES}|{words.ACTIVITY_VERBS})+")


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """The words of *text* that name things, without verbs of goals and words of form (项目, 完成率, 满意度)."""
    return frozenset(
        word
        for word in tokenizer().lcut(plain_name(text))
        if len(word) > 1
        and word not in words.GENERAL
        and not word.isascii()
        and not _FORM_WORDS.fullmatch(word)
        and read_name(word).measure in {Measure.NONE, Measure.STATE}
    )


def copied_from_elsewhere(row: Row) -> Iterator[IndicatorFault]:
    """IRRELEVANT: of another field of work, or copied from a project with which this one has nothing in common."""
    table = row.table
    strange = _of_another_field(row)
    if strange:
        yield fault(
            row, "IRRELEVANT", "name", f"“{row.name}”说的是“{strange}”，本项目其他地方都没有提到，疑从别处复制", strange
        )
        return
    name = plain_name(row.name)
    if table.project is None or not table.own_text:
        return
    holders = [other for other in table.siblings if other is not table and name in other.names]
    told = telling_words(row.name) if holders else frozenset()
    if not told or any(word in table.own_text for word in told):
        return
    homes = [other for other in table.siblings if any(word in other.own_text for word in told)]
    if not homes or any(_subjects(table) & _subjects(other) for other in (*holders, *homes)):
        return
    home = next((other for other in holders if other in homes), holders[0])
    yield fault(
        row, "IRRELEVANT", "name",
        f"“{row.name}”与本项目“{table.name}”的内容无关，疑从项目“{home.name}”复制",
    )  # fmt: skip


def _of_another_field(row: Row) -> str:
    """The word of another field of work in an outcome that nothing else of the table or the department speaks of."""
    if row.group not in OUTCOMES and row.group is not Group.SATISFACTION:
        return ""
    rest = row.table.text_without(row)
    spoken_of = [(own.search(row.name), own.search(rest), near.search(rest)) for own, near in FIELDS_OF_WORK.values()]
    if any(named and there for named, there, _ in spoken_of):
        return ""
    strange = next((named[0] for named, _, near in spoken_of if named and not near), "")
    return "" if any(word in rest for word in telling_words(row.name.replace(strange, "，"))) else strange


def _subjects(table: TableOfRows) -> frozenset[str]:
    """What the project of *table* is about: its telling words, without those that every fifth project has."""
    often = max(2, len(table.siblings) // 5)
    return frozenset(
        word
        for word in telling_words(table.own_text)
        if sum(word in other.own_text for other in table.siblings) <= often
    )


def there_twice(row: Row) -> Iterator[IndicatorFault]:
    """DUPLICATE: the same name, or the same count of the same thing, in one table; the later row."""
    for other in row.table.rows:
        if other.indicator is row.indicator:
            return
        if row.name.strip() and (_same_name(row, other) or _same_count(row, other)):
            place = f"第{other.indicator.number}条" if other.indicator.number else "前面"
            yield fault(row, "DUPLICATE", "name", f"“{row.name}”与{place}“{other.name}”是同一指标")
            return


def _same_name(row: Row, other: Row) -> bool:
    return other.group is row.group and re.sub(r"\s+", "", row.name) == re.sub(r"\s+", "", other.name)


def _counts(row: Row) -> bool:
    deed = row.naming.measure is Measure.NONE and row.naming.activity != ""
    return row.naming.measure is Measure.COUNT or deed


def _same_count(row: Row, other: Row) -> bool:
    """Whether both count the same thing: equal value and unit, and the words of one name all stand in the other."""
    mine, theirs = row.target.quantity, other.target.quantity
    if mine is None or theirs is None or mine != theirs or mine.value < 2 or not mine.unit.symbol:
        return False
    if not (_counts(row) and _counts(other)) or Measure.COUNT not in {row.naming.measure, other.naming.measure}:
        return False
    if row.group in OUTCOMES and other.group not in OUTCOMES:
        return False  # an output among the outcomes, which is said elsewhere
    if mine.unit.dimension in {"share", "money"} or {row.target.kind, other.target.kind} != {TargetKind.NUMBER}:
        return False
    one, two = telling_words(row.name), telling_words(other.name)
    return bool(one and two) and (one <= two or two <= one)
