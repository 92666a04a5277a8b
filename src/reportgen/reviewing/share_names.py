"""Names for shares whose value stays (比率的名称和算法): a sentence with ≥90% read as the share of what reached it."""

from __future__ import annotations

import re

from reportgen.reviewing.case import Case, blank
from reportgen.reviewing.object_names import object_of, output_thing

_LEAD = re.compile("^(?:满足|激发|了解|获取|掌握|知晓|拟定|适时|按排|安排|根据|活动开展|开展|参与活动)+")
_TAIL = re.compile("(?:满足.*所需|安全有序|达标率|合格率|完成率|完成|准确|的质量)+$")


def share_of(case: Case, sentence: str) -> tuple[str, str]:
    """The name and the formula of the share that *sentence* is about, the project's participants as denominator."""
    people = [each for each in case.background.outputs if each.quantity.unit.dimension in {"person", "person-time"}]
    own = f"（{people[0].called}）" if len(people) == 1 else ""  # which of several groups is not to be guessed
    if re.search("目标|对象|定位", sentence):
        return "参与者中符合活动对象条件者占比", f"符合活动方案所列对象条件的参与者人数 ÷ 实际参与人数{own}"
    thing = _TAIL.sub("", _LEAD.sub("", sentence)) or sentence
    if re.search("知识|了解|知晓|掌握|获取", sentence):
        return f"参与者{thing}知晓率", f"活动后问卷答对要点的人数 ÷ 收回有效问卷的人数，调查对象为实际参与者{own}"
    if re.search("热情|兴趣|积极", sentence):
        return "参与者中愿意再次参加者占比", f"问卷中愿意再次参加的人数 ÷ 收回有效问卷的人数，调查对象为实际参与者{own}"
    if re.search("安全|有序", sentence):
        return "活动无安全事故场次占比", "未发生安全事故的场次 ÷ 实际开展的场次"
    thing = thing if len(thing) >= 2 else object_of(sentence) or output_thing(sentence)
    standard = blank("达标标准", "", "查方案或行业规范")
    return f"{thing}达标率", f"检查达到标准的{thing}次数 ÷ 检查的{thing}次数，标准{standard}"
