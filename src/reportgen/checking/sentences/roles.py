"""In which role a number stands (计划、预算、执行、实际、上年), by the cue words before and right behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.carried_roles import carried_cue
from reportgen.checking.sentences.planned_lines import labelled, planning, plans
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import Cue, CueWord, cue_words, is_compared_with, is_weak
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind

_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_ALWAYS = frozenset({Role.RATE, Role.DIFFERENCE, Role.COUNT, Role.TEXT})
_DONE = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET}) | _ALWAYS
_BUDGET = frozenset({Role.BUDGET})
_PLANNED = frozenset({Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE}) | _ALWAYS
_SET_OUT = _PLANNED - {Role.DIFFERENCE, Role.RATE}  # nothing worked out stands in a plan
_ANY = frozenset(Role)
_ROLES = {
    Cue.ORIGINAL_BUDGET: frozenset({Role.ORIGINAL_BUDGET, Role.TARGET, Role.TEXT, Role.DIFFERENCE, Role.RATE}),
    Cue.BUDGET: frozenset({Role.BUDGET, Role.TEXT, Role.DIFFERENCE, Role.RATE, Role.COUNT}),
    Cue.EXPENDITURE: frozenset({Role.EXPENDITURE, Role.ACTUAL}) | _ALWAYS,
    Cue.TARGET: _PLANNED,
    Cue.ACTUAL: frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE}) | _ALWAYS,
    Cue.PREVIOUS: frozenset({Role.PREVIOUS}) | _ALWAYS,
    Cue.MAX_SCORE: frozenset({Role.MAX_SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE}),
    Cue.SCORE: frozenset({Role.SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE, Role.ACTUAL}),
}
_SCORES = frozenset({Role.SCORE, Role.MAX_SCORE})
_TARGET_BEHIND = re.compile(
    r"(?:以上|以下|以内|左右|之内)?(?:的|这[一条个]*)?(?:年度|年初|预定|预期|计划|既定|全年|工作|绩效|约定|规定|最低|最高|底)*"
    r"(?:目标|计划|任务|指标|要求|标准|控制|编制|上限|下限|时限|门槛|红线|限额|限值|预期|期望|期许|期待|心愿|愿望|承诺|诺言|规定|线)|"
    r"(?:以上|以下|以内|左右|之内)?的[\u4e00-\u9fff]{1,4}?(?:目标|上限|下限|时限|门槛|红线|限额|限值|线(?![路上下索]))"
)
_BUDGET_BEHIND = re.compile(r"的(?P<original>年初)?[^，。；、\d]{0,4}(?:预算|盘子)(?!执行|完成)")
_VACANT = re.compile(r"空|缺|超|余|剩")
_OF_POINTS = frozenset({Cue.SCORE, Cue.MAX_SCORE})
_DOING = frozenset({Cue.ACTUAL, Cue.EXPENDITURE})
_EARLIER = frozenset({Role.PREVIOUS, Role.ORIGINAL_BUDGET, Role.DIFFERENCE, Role.RATE, Role.TEXT})
_FROM = re.compile(r"[由从][^，。；]{0,12}$")
_FROM_WHAT = re.compile(r"[由从](?P<what>[\u4e00-\u9fff]{2,8})$")  # 由起始价52.0亿元拍到58.2亿元
_EARLIER_TOLD = re.compile(r"年|以前|此前|之前|先前|原|最初|当初|过去|同期|开始|起初")
_TO_BEHIND = re.compile(
    r"[，]?(?:提高|增加|上升|提升|降低|下降|减少|压减|压缩|压降|缩短|扩大|[升降增减跌滑落涨变]|攀升|下滑|回落|回升|调增|"
    r"调减|调整|追加|增长)?了?(?:到|至|为)|"
    r"[，]?[\u4e00-\u9fff]{1,5}?(?:到|至|为|成)了?[约近超]?(?=[\d一二两三四五六七八九十百千])"  # 由76个长到95个
)
_MEASURES = re.compile(r"月底?前|下一?步|今后|打算|整改")  # 招聘会由3场增加到6场: from what was done this year
_TO = re.compile(r"[，]?[\u4e00-\u9fff]{0,5}?(?:到|至|为|成)了?")
_LEVEL = re.compile(
    r"(?:最终|最后|合计|总额|总量|已|共|并)?(?:达到?|增至|降至|升至|降到|升到|增加到|增到|减至|减到)了?|到?(?:年底|年末)(?:就?[是为成有]了?)?"
)
_BUDGETS = frozenset({Cue.BUDGET, Cue.ORIGINAL_BUDGET})
_SCORED_BEHIND = re.compile(r"[，（(]?(?:中|里)?[只仅才]?(?:实际)?(?:得|扣|实得|[丢失]了?[约近]?\d)")
_SPENT_BEHIND = re.compile(r"的?(?:预算)?(?:(?:只|仅|实际)?(?:花了|支出了|用了|花掉)(?!出|在|于)|[只仅还就]剩)")
_SPENT_AWAY = re.compile(r"(?:[花用付发]|支付|拨付)了?出去")  # 把2830.46万元花了出去
_LEFT_BEHIND = re.compile(r"，[只仅还就]?剩[下了]?(?=\d)")  # 项目支出2100万元，剩103.25万元
_SCORING = re.compile(r"得|扣|评")
_FALLS_SHORT = re.compile(
    r"(?:没到|没有到|不到|未到|离|距离?)[^，。；\d]{0,4}$|(?:没有|没|未)(?:超过|突破|超出|高于|低于|少于)$"
)
_STILL_SHORT = re.compile(r"(?:还|尚|仍|只|就)?(?:差|缺|欠)")  # 离85%还差1.6个百分点
_AIMED = re.compile(r"目标|计划|任务|要求|标准|控制[线数价]|上限|下限|红线|限[额值期]|指标值")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_COMPARED_WITH = re.compile(
    r"(?:^|[，。；、（])[也又还虽但却仍并且]{0,2}(?:比(?![例重率值价分])|较|同|与|跟|和)(?:[^，。；多少高低增减超]{0,1}|规定的?)$"
)
_BLURRING = frozenset(
    {
        "余",
        "多",
        "几",
        "数",
        "超",
        "超过",
        "近",
        "接近",
        "将近",
        "约",
        "突破",
        "逾",
        "上",
        "大约",
        "左右",
        "不足",
        "不到",
        "来",
    }
)
_SPENDING = re.compile(r"支出|支付|使用|花费|列支")


class Roles(NamedTuple):
    """The roles a number *may* stand in; *told* where its own words say so, not a clause before or none at all."""

    may: frozenset[Role]
    told: bool


def roles_for(line: Line, reading: Reading) -> Roles:
    """The roles that may stand here, by the words before the number, right behind it, and above the line."""
    mention, text, parts = reading.mention, line.text, line.parts
    bound = _by_words_beside(line, reading)
    if bound is not None:
        return Roles(bound, told=True)
    if reading.item:
        inherited = _inherited(line, _clause_of_list(line, reading))
        for words in (reading.item, reading.lead):
            own = _telling(words, list(cue_words(words)), weak_too=inherited is None and not planning(line))
            if own is not None:
                return Roles(_ROLES[own], told=True)
        if inherited is not None:
            among = line.text.startswith("其中", line.parts.starts[_clause_of_list(line, reading)])
            return Roles(_ROLES[inherited] if among else _ROLES[inherited] | _DONE, told=False)
        untold = _ANY if planning(line) else _DONE - _BUDGET if _SPENDING.search(reading.lead) else _DONE
        return Roles(untold, told=False)
    start = parts.starts[reading.clause]
    earlier = (
        other.end
        for other in reversed(line.numbers(start, mention.start))
        if other.end <= mention.start and other.kind not in _DATES and not _in_a_cue(line, other)
    )
    floor = next(earlier, start)
    taken = _BUDGET_BEHIND.match(text, floor) or _TARGET_BEHIND.match(text, floor) if floor > start else None
    if taken and taken.end() <= mention.start:
        floor = taken.end()  # 2680万元的预算用掉……: the budget is what the number before was
    weak_too = not planning(line)
    before = line.cues_in(start, mention.start + 1)
    if mention.kind is MentionKind.MONEY:  # 财政拨款为2418.60万元: of what came before; 扣掉271.64万元的成本: no points
        before = [one for one in before if text[one.start : one.end] != "为" and one.cue not in _OF_POINTS]
    cue = _telling(text, [word for word in before if floor <= word.start], weak_too=weak_too)
    beside = cue is not None
    if cue is None and floor > start:
        cue = _telling(text, [word for word in before if word.end <= floor], weak_too=weak_too)
        if cue in {Cue.TARGET, Cue.PREVIOUS}:
            return Roles(_ROLES[cue] | _DONE, told=False)
    if cue is Cue.ACTUAL and _level_alone(line, reading, before):
        inherited = _inherited(line, reading.clause)
        if inherited in _BUDGETS:
            return Roles(_ROLES[Cue.BUDGET], told=True)  # 年中追加200万元，达到1200万元
    if cue is Cue.BUDGET and _first_of_year(line, reading):
        return Roles(_ROLES[cue] | {Role.ORIGINAL_BUDGET}, told=True)
    if cue is not None:
        bounded = cue in _DOING and _bounded(mention)
        if bounded and (plans(line) or _inherited(line, reading.clause) is Cue.TARGET):
            return Roles(_PLANNED, told=True)
        return Roles(_ROLES[cue] | {Role.TARGET} if bounded else _ROLES[cue], told=beside)
    spent = bool(_SPENDING.search(reading.lead)) and mention.kind is MentionKind.MONEY
    untold = _uncued(line, reading)
    return Roles(untold, told=spent or (untold is _SET_OUT and (labelled(line) or _bounded(mention))))


def _in_a_cue(line: Line, mention: Mention) -> bool:
    """Whether the number is part of a cue word: 一年 in 上一年."""
    return any(mention.end <= word.end for word in line.last_cues(mention.start))


def _level_alone(line: Line, reading: Reading, before: list[CueWord]) -> bool:
    """Whether the clause holds nothing but a verb that leads to a level: ，达到1200万元."""
    words = line.text[line.parts.starts[reading.clause] : reading.mention.phrase_start].strip("，；、 ")
    return len(before) == 1 and _LEVEL.fullmatch(words) is not None


def _first_of_year(line: Line, reading: Reading) -> bool:
    """Whether 年初 stands before in the sentence, and no number since: 年初，财政批复部门预算……"""
    parts = line.parts
    start = parts.opening(reading.clause)
    said = [word.end for word in line.cues_in(start, reading.mention.start) if word.cue is Cue.ORIGINAL_BUDGET]
    return bool(said) and all(other.kind in _DATES for other in line.numbers(said[-1], reading.mention.start))


def _uncued(line: Line, reading: Reading) -> frozenset[Role]:
    """The roles of a number that no cue word of its clause stands before."""
    inherited = _inherited(line, reading.clause)
    carried = carried_cue(line, reading) if inherited is None else None
    if carried is not None:
        return _DONE - _BUDGET if carried is Cue.EXPENDITURE else _ROLES[carried]
    if _SPENDING.search(reading.lead) and inherited in {None, Cue.EXPENDITURE}:
        return _DONE - _BUDGET
    if _bounded(reading.mention):
        if plans(line) or inherited is Cue.TARGET:
            return _SET_OUT
        return (_ROLES[inherited] if inherited else frozenset()) | _DONE | {Role.TARGET}
    if inherited is not None and (_of_these(line, reading) or line.parts.listed[reading.clause]):
        return _ROLES[inherited]
    if inherited is not None:
        return _ROLES[inherited] | (_DONE if inherited is not Cue.EXPENDITURE else frozenset({Role.BUDGET}))
    if planning(line):
        return _SET_OUT if plans(line) else _ANY
    start = line.parts.opening(reading.clause)
    before = line.text[start : reading.mention.start]
    return _DONE - _BUDGET if _SPENDING.search(before) and "预算" not in before else _DONE


def _clause_of_list(line: Line, reading: Reading) -> int:
    """The clause in which the list begins whose number this is: 分别为645万元和2615万元."""
    claims = [one for one in line.numbers(0, reading.written.start + 1) if one.is_claim]
    return line.parts.at(claims[-1 - reading.place].start)


def _of_these(line: Line, reading: Reading) -> bool:
    """Whether the number is a part of the one right before: 核定编制134名，其中行政38名."""
    if not line.text.startswith("其中", line.parts.starts[reading.clause]):
        return False
    earlier = reversed(line.numbers(0, reading.mention.start))
    before = next((one for one in earlier if one.end <= reading.mention.start and one.is_claim), None)
    return before is not None and before.unit.dimension == reading.mention.unit.dimension


def _by_words_beside(line: Line, reading: Reading) -> frozenset[Role] | None:
    """The roles that the words right before and behind the number leave it: ……的目标, 由……提高到, 控制在……以内."""
    text, mention = line.text, reading.mention
    end = max(mention.end, mention.phrase_end)
    behind = _TARGET_BEHIND.match(text, mention.end)
    if behind is None and end > mention.end:
        behind = _TARGET_BEHIND.match(text, end)
    if behind is not None and behind[0] == "线" and mention.unit.symbol in _OF_LINES:
        behind = None  # 新开8条线
    if behind:
        posts = behind[0].endswith("编制")
        if not posts or not (_VACANT.search(reading.lead) or _VACANT.match(text, behind.end())):
            return _PLANNED - {Role.DIFFERENCE, Role.RATE}
    budget = _BUDGET_BEHIND.match(text, end) if mention.kind is MentionKind.MONEY else None
    if budget:
        return _ROLES[Cue.ORIGINAL_BUDGET] if budget["original"] else _ROLES[Cue.BUDGET] | {Role.ORIGINAL_BUDGET}
    lead = reading.lead
    if _planned_then_done(text, end, reading):
        return _PLANNED | _ALWAYS
    if _FROM.search(lead) and _TO_BEHIND.match(text, end):
        words = [word for word in line.cues if mention.start - len(lead) <= word.start < mention.start]
        planned = _telling(text, words) is Cue.TARGET
        if planned:
            return _ROLES[Cue.TARGET]
        named = (match := _FROM_WHAT.search(lead)) is not None and not _EARLIER_TOLD.search(match["what"])
        return _EARLIER | {Role.ACTUAL} if named or _MEASURES.search(text) else _EARLIER
    if _TO.fullmatch(lead) and _from_before(line, reading):
        return _DONE | _PLANNED  # what it became is no number of the year before
    if mention.kind is MentionKind.MONEY and _SPENT_BEHIND.match(text, end):
        return frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET, Role.TARGET})
    if mention.kind is MentionKind.MONEY and _SPENT_AWAY.match(text, end):
        return _ROLES[Cue.EXPENDITURE]
    if mention.kind is MentionKind.MONEY and _LEFT_BEHIND.match(text, end):
        return frozenset({Role.BUDGET, Role.EXPENDITURE, Role.TEXT})
    if mention.unit.dimension == "score" and _SCORED_BEHIND.match(text, end) and not _SCORING.search(lead):
        return frozenset({Role.MAX_SCORE, Role.COUNT})
    if _FALLS_SHORT.search(lead):
        if _LAST_YEAR.search(lead):
            return _EARLIER
        aimed = _AIMED.search(lead) is not None or _STILL_SHORT.match(text, end) is not None
        return _PLANNED | _ALWAYS if aimed else _PLANNED | _ALWAYS | {Role.ACTUAL}
    if _COMPARED_WITH.search(lead) and reading.item == "":
        return _PLANNED if "规定" in lead else _EARLIER | _PLANNED
    within = text[mention.end : mention.end + 2] in {"以内", "以下", "之内"}
    held = "控制在"
    if text.endswith(held, 0, mention.phrase_start) or (within and text.endswith(held, 0, mention.start)):
        return _PLANNED if within else _DONE
    return None


def _planned_then_done(text: str, end: int, reading: Reading) -> bool:
    """Whether what was to be done is told, and right behind how much was: 要修6处，修了5处; 80家只改了68家."""
    done = _THEN_DONE.match(text, end)
    if done is None:
        return False
    to_do = _TO_DO.search(reading.lead)
    if to_do is not None and to_do["verb"][0] == done["verb"][0]:
        return True
    alike = text.startswith(reading.mention.unit.symbol, done.end())
    return done["only"] is not None and not done["pause"] and not reading.lead.strip("，。；：、") and alike


_TO_DO = re.compile(r"(?<![主需重只不必])[要得](?P<verb>[\u4e00-\u9fff]{1,4})$")
_THEN_DONE = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?P<pause>[，；])?(?P<only>只|才|仅|就|实际|最后|最终|结果|已经?)*(?P<verb>[\u4e00-\u9fff]{1,2}?)[了成完好到]+"
    r"(?:[约近超]?[\d.]+|[一二两三四五六七八九十百千]+)"
)
_OF_LINES = frozenset({"条", "路", "根", "个"})


def _from_before(line: Line, reading: Reading) -> bool:
    """Whether the number right before is told as that from which it went on: 从上年的91.2%提高到93.1%."""
    start = line.parts.starts[reading.clause]
    earlier = reversed(line.numbers(0, reading.mention.start))
    before = next((one for one in earlier if one.end <= reading.mention.start and one.kind not in _DATES), None)
    if before is None or line.text[before.end : reading.mention.start].strip("，") != reading.lead.strip("，"):
        return False
    return _FROM.search(line.text, max(0, min(start, before.start) - _FAR), before.start) is not None


_FAR = 12


def _bounded(mention: Mention) -> bool:
    """Whether the number is a bound, as targets are: ≥90%, 不低于90%, 90%以上; 超, 近 and 余 blur an actual value."""
    return mention.comparator is not None and not _BLURRING.intersection(mention.qualifiers)


def _telling(text: str, words: list[CueWord], *, weak_too: bool = True) -> Cue | None:
    """The role that the cue words before a number give it: a plan's verb does not make it an actual value."""
    cue: Cue | None = None
    for word in words:
        if word.cue is Cue.NONE:
            continue
        if (cue is not None or not weak_too) and is_weak(text, word):
            continue
        if cue is Cue.PREVIOUS or (cue is Cue.TARGET and word.cue is Cue.EXPENDITURE):
            continue
        if cue is Cue.ORIGINAL_BUDGET and word.cue is Cue.BUDGET and "全年" not in text[word.start : word.end]:
            continue
        cue = word.cue
    return cue


def _inherited(line: Line, clause: int) -> Cue | None:
    parts = line.parts
    sentence = parts.sentences[clause]
    weak_too = not planning(line)
    start, last = parts.starts[parts.first_of(sentence)], parts.starts[clause]
    by_clause: dict[int, list[CueWord]] = {}
    for word in line.cues_in(start, last):
        if not is_compared_with(line.text, word):
            by_clause.setdefault(parts.at(word.start), []).append(word)
    for other in sorted(by_clause, reverse=True):
        inside = [word for word in by_clause[other] if word.end <= parts.ends[other]]
        cue = _telling(line.text, inside, weak_too=weak_too)
        if cue is not None:
            return cue
    return None


def column_roles(header: str) -> frozenset[Role]:
    """The roles of the figures under a column head: 年度指标值, 实际完成值, 全年预算数."""
    cue = next((word.cue for word in cue_words(header) if word.cue is not Cue.NONE), None)
    if "得分" in header and "满分" not in header:
        return frozenset({Role.SCORE})
    if cue is None:
        return _ANY
    return _ROLES[cue]


def fits(statement: Statement, roles: frozenset[Role]) -> bool:
    """Whether *statement* may stand in one of *roles*; scores are told apart by 分值 and 得分 alone."""
    if statement.role in _SCORES and not roles & _SCORES:
        return Role.PREVIOUS not in roles or Role.ACTUAL in roles
    return statement.role in roles
