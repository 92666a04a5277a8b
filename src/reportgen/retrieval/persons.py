"""Names of persons in entered texts (人名), to be masked before anything leaves the program: rather one too many.

A name is known by what stands about it: an office or a role before it (联系人、局长), 同志 or 任组长 after it, an
identity number behind it, another name beside it, the dot of a transliterated name; or by the class of its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.language.name_patterns import SURNAMES
from reportgen.language.pipeline import proper_names
from reportgen.language.word_classes import tagged_words, word_frequency

_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|司徒|司空|南宫|长孙|宇文|轩辕"
_NAME = rf"(?P<name>(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}?|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
_ROLE = (
    "联系人|负责人|经办人|填报人|审核人|复核人|受助人|受益人|申请人|监护人|代理人|责任人|法定代表人|书记|局长|副局长|厅长|主任|副主任|"
    "科长|处长|股长|所长|站长|院长|校长|园长|馆长|组长|队长|会长|理事长|主席|县长|市长|区长|镇长|乡长|专员|干事|干部|会计|出纳|医生|护士|"
    "教师|律师|患者|学生|学员|家长|户主|社工|工作人员|财务人员|残疾人|老人|同志"
)
_AFTER = (
    r"(?:[，。、；：（）()《》“”\s\d]|$|同志|先生|女士|老师|医生|律师|等|和|及|与|任|担任|兼任|负责|牵头|主持|分管|具体|审核|复核|"
    r"经办|办理|入户|参加|出席|带队|收集|汇总|填报|反映|提出|获|被|身份证|电话|手机|联系)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_ROLE})(?:为|是|：|:|\s)?{_NAME}(?={_AFTER})",
        rf"(?:由|经|请|派|向|对|与|和|、|，|。|；|^){_NAME}(?=同志|先生|女士|任组长|任副|担任|负责|牵头|主持|带队|入户|经办|审核|"
        r"收集|汇总|填报|办理|反映|提出)",
        rf"{_NAME}(?=[，,（(：:\s]{{0,2}}(?:身份证|公民身份|手机号|联系电话|电话[：:\d]))",
        r"(?P<name>[\u4e00-\u9fff]{2,8}(?:[·•・][\u4e00-\u9fff]{1,8})+)",
    )
)
_AFTER_ROLE = re.compile(rf"^.*(?:{_ROLE})(?=.{{2}})")
_COMMON = 1000  # occurrences in the texts that the dictionary was counted from; names stay below
_SURELY = re.compile(rf"(?:{_COMPOUND})|.*[·•・]")
_BESIDE = re.compile(rf"(?:、|和|与|及){_NAME}(?={_AFTER})")


def persons_in(text: str) -> frozenset[str]:
    """The names of persons in *text*."""
    found = {text[start:end] for start, end, kind in proper_names(text) if kind == "人名"}
    for pattern in _PATTERNS:
        found |= {match["name"] for match in pattern.finditer(text)}
    found = {name for each in found if _can_be_a_name(name := _AFTER_ROLE.sub("", each))}
    return frozenset(found | set(_beside(text, found)))


def _beside(text: str, known: set[str]) -> Iterator[str]:
    """Names listed after one of *known*: 张三、李四和王五."""
    for name in known:
        at = text.find(name) + len(name)
        while (next_one := _BESIDE.match(text, at)) is not None and _can_be_a_name(next_one["name"]):
            yield next_one["name"]
            at = next_one.end()


def _can_be_a_name(text: str) -> bool:
    """Whether *text* does not begin with a word of the language, such as 安全, 任务(重) or 康复."""
    first = next(iter(tagged_words(text)))
    is_name = not first.known or first.tag.startswith("nr")
    return (is_name and word_frequency(text[:2]) < _COMMON) or len(first.word) == 1 or _SURELY.match(text) is not None
