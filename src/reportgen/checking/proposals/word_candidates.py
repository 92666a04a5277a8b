"""The words that may stand in place of wrong ones (候选说法): verdicts, directions, roles, years, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.proposals.trials import Edit, TriedLine
from reportgen.language.words import name_pairs
from reportgen.model.facts import Fact, Role
from reportgen.model.finding import Finding
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan

Candidates = Callable[[Finding, TriedLine, FactIndex], Iterator[Edit]]

_STOPS = "，。；：！？,;\n"
_SAYS_RIGHT = re.compile(r"(?:请)?改为“(?P<right>[^”…]+)”")
_GRADE = re.compile("优秀?|良好?|中等?|差")
_NOT = re.compile(r"没有能?|尚未|并未|未能|没能|不能|未|没")
_PRAISE = re.compile(r"(?:均|都|全部|全面|已经?|圆满|如期|按期|按时|顺利|超额|悉数|高质量|高标准)+")
_BEYOND = re.compile(r"(?:超额|超出|超过|高于|优于|突破)了?(?=[^\d]*(?:目标|指标|任务|计划|预期|要求))")
_SHORT_OF = re.compile(r"(?:低于|不及)")
_OPPOSITE = {
    "增加": "减少", "增长": "下降", "提高": "降低", "提升": "下降", "上升": "下降", "高于": "低于", "高出": "低于",
    "增幅": "降幅", "延长": "缩短", "扩大": "缩小", "多": "少", "高": "低", "增": "减", "升": "降", "好于": "差于",
    "节约": "超支", "结余": "超支", "超出": "低于", "超过": "低于", "调增": "调减", "追加": "核减", "净增": "净减",
    "攀升": "回落", "减少": "增加", "下降": "增长", "降低": "提高", "低于": "高于", "降幅": "增幅", "缩短": "延长",
    "缩小": "扩大", "少": "多", "低": "高", "减": "增", "降": "升", "差于": "好于", "超支": "节约", "调减": "调增",
    "核减": "追加", "净减": "净增", "回落": "攀升",
}  # fmt: skip
_TURNING = re.compile("|".join(sorted(map(re.escape, _OPPOSITE), key=len, reverse=True)))
_ROLE_WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.TARGET: ("计划", "目标", "年初目标"),
    Role.ACTUAL: ("实际", "实际完成"),
    Role.ORIGINAL_BUDGET: ("年初预算", "年初"),
    Role.BUDGET: ("全年预算", "预算"),
    Role.EXPENDITURE: ("支出", "执行", "全年执行"),
    Role.PREVIOUS: ("上年", "去年"),
}
_ROLE_WORD = re.compile(
    r"年初预算|全年预算|调整后预算|全年执行|实际完成|实际支出|年初目标|上年|去年|计划|目标|预算|实际|支出|执行|完成|全年|年初"
)
_COMPARED = {
    "up": ("达到", "低于", "未达到"), "down": ("达到", "高于", "超过"), "level": ("未达到", "超过"),
}  # fmt: skip
_WITHIN = re.compile(r"控制在|控制到|保持在|降到|降至|缩短到|缩短至|压缩到|压缩至|压到|压降到")
_MEANINGS = (
    ("结余", "超支"), ("结转", "超支"), ("剩余", "超支"), ("节约", "超支"), ("未完成", "完成"), ("没有完成", "完成"),
    ("未达标", "达标"),
    ("超额完成", "未完成"), ("失分", "得分"), ("扣", "得"), ("调增", "调减"), ("缺编", "超编"),
)  # fmt: skip
_SIMILAR = 0.6
_RISE, _FALL = ("增长", "增加", "上升", "提高", "提升", "增多"), ("下降", "减少", "降低", "回落", "缩减")


def of_advice(finding: Finding, _line: TriedLine | None, _index: FactIndex | None) -> Iterator[Edit]:
    """The words that the finding itself tells, where it leaves no choice: a grade, a 文号, a misprint."""
    told = _SAYS_RIGHT.match(finding.suggestion)
    if told and finding.start is not None and finding.end is not None:
        right = told["right"]
        text = _GRADE.sub(right, finding.text) if finding.code == "VERDICT_RATING" else right
        yield Edit(finding.start, finding.end, text)


def of_verdict(finding: Finding, _line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The verdict that the data bear out, in the words of the wrong one: 圆满完成目标 → 未完成目标."""
    start, end, words = finding.start or 0, finding.end or 0, finding.text
    told = re.search(r"改为“?(?P<right>[^”，]+)”?", finding.suggestion)
    right = told["right"] if told else ""
    for text in _verdicts(words, right):
        if text != words:
            yield Edit(start, end, text, finding.facts)
    if right.endswith("分"):
        yield Edit(start, end, re.sub("满分", right, words), finding.facts)
    if "满意度的实际值" in finding.suggestion:
        for fact in finding.facts:
            if (actual := index.ledger.get(fact)) is not None:
                yield Edit(start, end, f"{actual.subject}为{actual.text}", finding.facts)


def _verdicts(words: str, right: str) -> Iterator[str]:
    denied = _NOT.search(words)
    if right in {"完成", "超额完成"}:
        if denied:
            yield words[: denied.start()] + words[denied.end() :]
        yield _SHORT_OF.sub("达到", words)
        yield _BEYOND.sub("达到", words)
        yield words.replace("不达标", "达标").replace("超额", "")
        yield right
    elif right == "未完成":
        plain = _PRAISE.sub("", words)
        yield _BEYOND.sub("未达到", words)
        yield f"未{plain}"
        yield right
    elif not right:
        yield from _compared(words, denied)


def _compared(words: str, denied: re.Match[str] | None) -> Iterator[str]:
    """超过, 达到, 控制在 before a target, as the actual value wants it."""
    if denied:
        yield words[: denied.start()] + words[denied.end() :]
        return
    if words.startswith("不"):
        yield "达到"
        return
    kind = (
        "up"
        if re.search("超|突破|高于|多于|优于", words)
        else "down"
        if re.search("低于|少于|不及", words)
        else "level"
    )
    if kind == "level" and _WITHIN.search(words):
        yield f"未{words}"
    yield from _COMPARED[kind]


def of_scope(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """全部指标均完成 → 绩效指标共28项，完成26项，未完成2项, in place of the clause."""
    missed = index.ledger.get(finding.facts[0]) if finding.facts else None
    if missed is None:
        return
    group = missed.id.removesuffix(".missed")
    met, total = index.ledger.get(f"{group}.met"), index.ledger.get(group)
    if met is None or total is None:
        return
    if "，未完成" in line.text and f"完成{met.text}，未完成{missed.text}" in line.text:
        return  # told in the clause beside it: this one is struck
    name = group.removeprefix("count.category.") if group.startswith("count.category.") else "绩效指标"
    name = name if name.endswith("指标") else f"{name}指标"
    start, end = _clause(line, finding)
    counted = f"{name}共{total.text}，完成{met.text}，未完成{missed.text}"
    yield Edit(start, end, counted, (total.id, met.id, missed.id))
    yield Edit(start, end, f"{name}完成{met.text}、未完成{missed.text}", (met.id, missed.id))
    yield Edit(start, end, f"尚有{missed.text}{name}未完成", (missed.id,))


def of_direction(finding: Finding, line: TriedLine, _index: FactIndex) -> Iterator[Edit]:
    """The opposite of each word of direction around a number that is right, the nearest first."""
    at = line.passage.start
    low, high = _clause(line, finding)
    middle = finding.start or 0
    words = [(at + one.start(), at + one.end(), one[0]) for one in _TURNING.finditer(line.text, low - at, high - at)]
    for start, end, word in sorted(words, key=lambda one: (one[0] > middle, abs(one[0] - middle))):
        if end <= middle or start >= (finding.end or 0) or finding.code == "VERDICT_CHANGE":
            yield Edit(start, end, _OPPOSITE[word], finding.facts)


def of_change(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """比上年增长 as last year's figure wants it: 下降, 持平."""
    told = _SAYS_RIGHT.match(finding.suggestion)
    right = told["right"] if told else ""
    start, end, words = finding.start or 0, finding.end or 0, finding.text
    for wrong in (*_RISE, *_FALL):
        if wrong in words:
            for text in dict.fromkeys((_OPPOSITE.get(wrong, right), right)):
                yield Edit(start, end, words.replace(wrong, text), finding.facts)
    if "持平" in words and right:
        yield Edit(
            start, end, re.sub(r"(?:[与同和较比])?(?:上年|去年)?(?:基本)?持平", f"较上年{right}", words), finding.facts
        )
    yield from of_direction(finding, line, index)


def of_money(finding: Finding, _line: TriedLine, _index: FactIndex) -> Iterator[Edit]:
    """超支 for 没有超支 and the other way round."""
    told = _SAYS_RIGHT.match(finding.suggestion)
    if told:
        yield Edit(finding.start or 0, finding.end or 0, told["right"], finding.facts)


def of_meaning(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """结余 for 超支, 未完成 for 完成, beside a number that is right."""
    at = line.passage.start
    low, high = _clause(line, finding)
    first, last = _sentence(line, finding)
    for pair in _MEANINGS:
        for wrong, right in (pair, pair[::-1]):
            place = line.text.find(wrong, low - at, high - at)
            if place >= 0 and right not in line.text[first - at : last - at]:
                yield Edit(at + place, at + place + len(wrong), right, finding.facts)
    yield from of_direction(finding, line, index)


def of_role(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The role that the number has, in place of the one that the words before it give: 目标80人 for 实际80人."""
    fact = index.ledger.get(finding.facts[0]) if finding.facts else None
    rights = _ROLE_WORDS.get(fact.role, ()) if fact is not None else ()
    at = line.passage.start
    low, _ = _clause(line, finding)
    found = list(_ROLE_WORD.finditer(line.text, low - at, (finding.start or 0) - at))
    for word in reversed(found):
        for right in rights:
            if right != word[0]:
                yield Edit(at + word.start(), at + word.end(), right, finding.facts)


def of_year(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The year of the report in place of another; 本年 in place of 上年."""
    if index.year is None:
        return
    at, year = line.passage.start, str(index.year)
    low, high = _sentence(line, finding)
    for found in re.finditer(r"(?<!\d)\d{4}(?=年)|上年|去年", line.text[low - at : high - at]):
        right = year if found[0].isdigit() else "本年"
        if found[0] != right:
            yield Edit(low + found.start(), low + found.end(), right)


def of_date(finding: Finding, _line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The entered date that differs in one part alone, where there is only one."""
    parts = re.findall(r"\d+|[^\d]+", finding.text)
    found: dict[str, None] = {}
    for fact in _entered(index):
        for each in scan(fact.text).mentions if "月" in fact.text else ():
            other = re.findall(r"\d+|[^\d]+", each.text)
            dated = each.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}
            if dated and len(other) == len(parts) and sum(a != b for a, b in zip(parts, other, strict=True)) == 1:
                found[each.text] = None
    yield from (Edit(finding.start or 0, finding.end or 0, text) for text in found)


def of_document_number(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The 文号 of the notice named beside it, else the entered one that differs in one of its three parts."""
    numbers = {key: fact.text for key, fact in index.ledger.items() if key.endswith("doc_number")}
    at = line.passage.start
    before = line.text[: (finding.start or 0) - at]
    for key, number in numbers.items():
        title = index.ledger.get(key.replace("doc_number", "title"))
        if title is not None and title.text and title.text in before:
            yield Edit(finding.start or 0, finding.end or 0, number)
            return
    parts = _document_parts(finding.text)
    for number in dict.fromkeys(numbers.values()):
        other = _document_parts(number)
        if parts and other and sum(a == b for a, b in zip(parts, other, strict=True)) == len(parts) - 1:
            yield Edit(finding.start or 0, finding.end or 0, number)


def _document_parts(number: str) -> tuple[str, ...]:
    found = re.match(r"(?P<word>[^\d〔\[（(【]+)[〔\[（(【](?P<year>\d{4})[〕\]）)】]第?(?P<serial>\d+)号", number)
    return found.groups() if found else ()


def of_notice(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The entered notice whose 文号 stands behind, else the one most like it in name."""
    at = line.passage.start
    behind = line.text[(finding.end or 0) - at :][:40]
    titles = {key: fact for key, fact in index.ledger.items() if key.endswith(".title") and fact.role is Role.NAME}
    for key, title in titles.items():
        number = index.ledger.get(key.replace("title", "doc_number"))
        if number is not None and number.text and number.text in behind:
            yield Edit(finding.start or 0, finding.end or 0, title.text, (title.id,))
            return
    yield from _likest(finding, (title.text for title in titles.values()))


def of_name(finding: Finding, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """第七届 where 第七届 of the same was entered."""
    at = line.passage.start
    behind = line.text[(finding.end or 0) - at :][:2]
    unit = finding.text[-1:]
    pattern = re.compile(rf"第[一二三四五六七八九十百\d]+{re.escape(unit)}(?={re.escape(behind)})")
    found = {hit[0]: None for fact in _entered(index) for hit in pattern.finditer(fact.text)} if behind else {}
    yield from (Edit(finding.start or 0, finding.end or 0, text) for text in found)


def of_body(finding: Finding, _line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The own department in place of that of another place."""
    office = re.sub(r"^[\u4e00-\u9fff]{1,6}?(?:省|自治[州县]|市|县|区|旗)", "", finding.text)
    own = index.ledger.get("department.name")
    if own is not None and len(office) > 1 and own.text.endswith(office):
        yield Edit(finding.start or 0, finding.end or 0, own.text, (own.id,))


def of_project(finding: Finding, _line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The entered project most like it in name."""
    names = [fact.text for key, fact in index.ledger.items() if re.fullmatch(r"project\.[^.]+\.name", key)]
    yield from _likest(finding, names)


def _likest(finding: Finding, names: Iterator[str] | list[str]) -> Iterator[Edit]:
    wanted = set(name_pairs(finding.text))
    for name in dict.fromkeys(names):
        own = set(name_pairs(name))
        if wanted and own and len(wanted & own) >= _SIMILAR * max(len(wanted), len(own)):
            yield Edit(finding.start or 0, finding.end or 0, name)


def of_heading(finding: Finding, _line: TriedLine | None, _index: FactIndex | None) -> Iterator[Edit]:
    """The number that a heading should have."""
    told = re.search(r"(?:改为|补)“(?P<right>[^”]+)”", finding.suggestion)
    right = _NUMBER.match(told["right"]) if told is not None else None
    number = _NUMBER.match(finding.text)
    if right is not None and finding.start is not None:
        yield Edit(finding.start, finding.start + (number.end() if number is not None else 0), right[0])


_NUMBER = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．.]"
)


def of_list(finding: Finding, _line: TriedLine | None, _index: FactIndex | None) -> Iterator[Edit]:
    """The count of what is listed, in place of another."""
    told = re.search(r"(?:共|列举了)(?P<count>\d{1,2})项", finding.message)
    number = re.match(r"\d{1,2}|[一二两三四五六七八九十]{1,2}", finding.text)
    if told is None or number is None or finding.start is None:
        return
    right = told["count"] if number[0].isdigit() else _CHINESE[int(told["count"])]
    yield Edit(finding.start, finding.start + number.end(), right)


_CHINESE = dict(enumerate("零一二三四五六七八九十")) | {
    11: "十一",
    12: "十二",
    13: "十三",
    14: "十四",
    15: "十五",
    16: "十六",
}


def _entered(index: FactIndex) -> Iterator[Fact]:
    return (fact for fact in index.ledger.values() if not fact.derived and fact.text)


def _clause(line: TriedLine, finding: Finding) -> tuple[int, int]:
    return _between(line, finding, _STOPS)


def _sentence(line: TriedLine, finding: Finding) -> tuple[int, int]:
    return _between(line, finding, "。；！？\n")


def _between(line: TriedLine, finding: Finding, stops: str) -> tuple[int, int]:
    """Where the stretch between *stops* that holds *finding* starts and ends, without them; 1,234 is no stop."""
    at, text = line.passage.start, line.text
    start, end = (finding.start or 0) - at, (finding.end or 0) - at
    marks = [m.start() for m in re.finditer(f"[{stops}]", text) if not _in_number(text, m.start())]
    low = max((mark + 1 for mark in marks if mark < start), default=0)
    high = min((mark for mark in marks if mark >= end), default=len(text))
    return at + low, at + high


def _in_number(text: str, at: int) -> bool:
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


WORDS: Mapping[str, Candidates] = {
    "VERDICT_CONTRADICTS": of_verdict, "VERDICT_ALL": of_scope, "VERDICT_CHANGE": of_change, "VERDICT_MONEY": of_money,
    "NUMBER_WRONG_DIRECTION": of_direction, "NUMBER_WRONG_MEANING": of_meaning, "NUMBER_WRONG_ROLE": of_role,
    "NUMBER_WRONG_PERIOD": of_year, "YEAR_UNEXPECTED": of_year, "DATE_NOT_IN_DATA": of_date,
    "DOCUMENT_NUMBER_UNKNOWN": of_document_number, "NOTICE_UNKNOWN": of_notice, "NAME_NUMBER_UNKNOWN": of_name,
    "BODY_UNKNOWN": of_body, "PROJECT_UNKNOWN": of_project,
}  # fmt: skip
