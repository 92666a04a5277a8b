"""A wish kept in words, with three written grades (定性指标分三档), where no number of the project fits it.

The grades are 达成、部分达成、未达成 of 财预〔2020〕10号 (定性指标得分); each says what papers must show, so that two
readers come to the same grade. No grade holds a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.model.indicator_review import Proposal
from reportgen.reviewing.case import QUALITY, RULE_SOURCE, Case, blank
from reportgen.reviewing.object_names import object_of

_ANSWERED = frozenset({"VAGUE", "RESTATE", "YESNO"})
_MEASURED_ELSEWHERE = frozenset({"IRRELEVANT", "TRIVIAL", "OUTPUT_AS_OUTCOME", "MISPLACED"})
_JUDGED = str(blank("评定单位", "", "查管理办法"))
_RULED = str(blank("评定标准的名称", "", "查行业标准或实施方案"))


@dataclass(frozen=True, slots=True)
class _Grades:
    """What the sentence is about, the ending of the name, the three grades, and the papers that show them."""

    words: re.Pattern[str]
    ending: str
    reached: str
    partly: str
    missed: str
    papers: str


# 从上往下试，特殊的在前。每一档都写看什么材料，不写程度词。
_GRADES = (
    _Grades(
        re.compile("机制|制度|体系|办法|规划|标准化|规范化|协议|预案"),
        "建立执行情况",
        "文件已印发，有执行和检查的记录",
        "文件已印发，没有执行或检查的记录",
        "文件没有印发",
        "印发文件、执行和检查记录",
    ),
    _Grades(
        re.compile("形象|影响|风尚|氛围|认同|宣传|知名度|美誉|公信|荣誉|精神|文化"),
        "评价情况",
        "有上级、媒体或第三方的书面肯定，没有负面通报",
        "没有书面评价，也没有负面通报",
        "有负面通报",
        "表彰或报道原件、第三方报告、通报文件",
    ),
    _Grades(
        re.compile("权益|秩序|稳定|和谐|安全|风险|信用|矛盾"),
        "维护情况",
        "应办事项全部办结，没有发生责任事故或查实的投诉",
        "有事项没有办结，已写明原因和时限，没有发生责任事故",
        "发生责任事故，或查实的投诉没有处理",
        "办理台账、事故和投诉处理记录",
    ),
    _Grades(
        re.compile("管理|组织|运行|运转|保障|履职|履行|实施|开展|有序|规范|运维|维护|服务"),
        "检查评定情况",
        "方案列明的事项全部做完，记录齐全，检查没有发现问题",
        "检查发现问题，已按期整改，有整改记录",
        "方案列明的事项没有做完，或检查发现的问题没有整改",
        "实施方案、工作记录、检查和整改记录",
    ),
)
_OTHERWISE = _Grades(
    re.compile(""),
    "评定情况",
    f"{_JUDGED}按{_RULED}评定，全部条款符合",
    "主要条款符合，其余已限期整改",
    "主要条款不符合",
    "评定报告、整改记录",
)
_ENDS = re.compile("(?:情况|状况|程度)$")


def three_grades(case: Case) -> tuple[Proposal, ...]:
    """A row in words as 达成、部分达成、未达成, each grade with what papers must show; empty where a number is due."""
    if not case.codes & _ANSWERED or case.codes & _MEASURED_ELSEWHERE or case.measured:
        return ()
    if case.is_cost or case.is_timeliness or case.is_satisfaction:
        return ()
    if not (case.is_outcome or case.row.subcategory == QUALITY):
        return ()
    thing = _ENDS.sub("", object_of(case.row.name, longest=20) or case.background.name[:20])
    if not thing:
        return ()
    grades = next((each for each in _GRADES if each.words.search(case.row.name)), _OTHERWISE)
    return (
        case.write(
            name=f"{thing}{grades.ending}",
            comparison="",
            value=f"达成：{grades.reached}；部分达成：{grades.partly}；未达成：{grades.missed}",
            formula="年末对照各档评定，达成得满分，其余各档按预算绩效自评办法规定的比例得分",
            evidence=grades.papers,
            basis="年度计划：各档内容由主管部门在年初确定并写入目标表",
            subcategory=case.row.subcategory,
            rationale="确实不能用数值衡量的，可以保留定性写法，但要写明达成、部分达成、未达成各看什么材料；能用数值的优先用前面的方案。",
            source=RULE_SOURCE,
        ),
    )
