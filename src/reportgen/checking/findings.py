"""The rules of the number checker: id, severity and Chinese explanation of each, and the findings they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: *reason* is shown beside the number, *explanation* stands in the list of checks."""

    severity: Severity
    reason: str
    explanation: str


class Contradiction(NamedTuple):
    """What some words contradict: the *code* of the rule, the *message*, what to do about it, and the facts."""

    code: str
    message: str
    suggestion: str
    facts: tuple[str, ...]


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

NUMBER_RULES: dict[str, Rule] = {
    "NUMBER_DIFFERS": Rule(_ERROR, "与填报数据不符", "这句话说的事项填报过，但文中的数不同（含截位、进位错误）"),
    "NUMBER_WRONG_ROLE": Rule(_ERROR, "口径不对", "把目标值写成完成值、年初预算写成全年预算、上年数写成本年数等"),
    "NUMBER_WRONG_UNIT": Rule(_ERROR, "单位不对", "数值相同而单位不同：人与人次、万元与亿元、百分比与百分点"),
    "NUMBER_WRONG_PERIOD": Rule(_ERROR, "时间不对", "数是对的，但文中说的是另一年或另一个月"),
    "NUMBER_WRONG_DIRECTION": Rule(_ERROR, "增减方向相反", "数是对的，但增长写成下降、高于写成低于"),
    "NUMBER_WRONG_MEANING": Rule(_ERROR, "含义不对", "推算出来的数用错了说法，如结余写成超支、未完成写成完成"),
    "NUMBER_WRONG_QUALIFIER": Rule(
        _ERROR, "正好是这个数，不能写“超过”“不足”“近”“余”", "数是对的，但正好是这个数，用“超过”“不足”“近”“余”就不真实"
    ),
    "NUMBER_WRONG_SUBJECT": Rule(_ERROR, "张冠李戴", "填报数据中有这个数，但不是这句话所说事项的数"),
    "NUMBER_NOT_IN_DATA": Rule(_ERROR, "填报数据中没有", "填报数据中没有这个数，也不能按规定的关系算出来"),
    "NUMBER_UNREADABLE": Rule(_ERROR, "读不懂的数字", "有数字字符但读不出数值，不能放过"),
    "DATE_NOT_IN_DATA": Rule(_WARNING, "填报数据中没有这个日期", "日期没有填报过"),
    "YEAR_UNEXPECTED": Rule(_ERROR, "年份不是评价年度", "年份既不是评价年度，也没有填报过"),
    "DOCUMENT_NUMBER_UNKNOWN": Rule(_ERROR, "没有填报过的文号", "文号不在填报的依据文件中，也不是通用的国家规定"),
    "NAME_NUMBER_UNKNOWN": Rule(_WARNING, "名称中的序数没有填报过", "第几届、第几次等名称与填报的不同或没有填报"),
}  # fmt: skip
VERDICT_RULES: dict[str, Rule] = {
    "VERDICT_CONTRADICTS": Rule(_ERROR, "结论与数据相反", "达到、未达到、超额、满分等说法与数据不符"),
    "VERDICT_ALL": Rule(_ERROR, "并非全部", "说全部、均、各项都完成，而数据中有未完成的"),
    "VERDICT_CHANGE": Rule(_ERROR, "增减说法与数据相反", "增长、下降、持平与上年数据不符"),
    "VERDICT_MONEY": Rule(_ERROR, "收支说法与数据相反", "节约、结余、超支与预算和执行数不符"),
    "VERDICT_RATING": Rule(_ERROR, "评价等级不符", "等级与自评总分对应的等级不同"),
    "VERDICT_UNSUPPORTED": Rule(_WARNING, "没有依据的评价", "首次、唯一、第一等说法在填报数据中没有依据"),
}  # fmt: skip
NAME_RULES: dict[str, Rule] = {
    "NOTICE_UNKNOWN": Rule(_WARNING, "没有填报过的文件", "书名号内的文件名不在填报的依据文件中，也不是通用的法律法规"),
    "BODY_UNKNOWN": Rule(_WARNING, "没有填报过的单位", "写了别的地方或别的部门的名称，可能是照抄遗留"),
    "PROJECT_UNKNOWN": Rule(_WARNING, "没有填报过的项目", "写了填报数据中没有的项目"),
}  # fmt: skip
RULES = NUMBER_RULES | VERDICT_RULES | NAME_RULES


def nearest_text(statement: Statement, ledger: FactLedger) -> str:
    """The fact a number should have restated, as an official knows it: “盲人按摩师培训人数”实际完成值74人."""
    fact = ledger.get(statement.fact)
    if fact is None:
        return statement.text
    subject = f"“{fact.subject}”" if fact.subject and fact.subject != fact.label else ""
    label = fact.label
    if statement.words:
        return f"{subject}{label}中的{statement.text}"
    shown = statement.text if statement.derived and statement.text != fact.text else fact.text
    if statement.derived and statement.text != fact.text:
        label = "推算数"
    return f"{subject}{label}{shown}"


def finding(
    code: str, text: str, start: int, end: int, message: str, *, suggestion: str = "", facts: tuple[str, ...] = (),
    severity: Severity | None = None, ledger: FactLedger | None = None,
) -> Finding:  # fmt: skip
    """The finding of rule *code* about *text* at ``start:end``."""
    origins = tuple(
        origin
        for fact in facts
        if ledger is not None and fact in ledger and (origin := ledger[fact].origin) is not None
    )
    subject = next((ledger[fact].subject for fact in facts if ledger is not None and fact in ledger), "")
    return Finding(
        code=code, severity=severity or RULES[code].severity, message=message, suggestion=suggestion, facts=facts,
        origins=origins, subject=subject, text=text, start=start, end=end,
    )  # fmt: skip
