"""Why a number with the right value is not right where it stands (口径、含义、增减方向)."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.meanings import NEEDS
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told
from reportgen.checking.sentences.better import betters, differs_from_plan, quickens, said_better
from reportgen.checking.sentences.money_lines import says
from reportgen.checking.sentences.readings import Reading, blurs_a_difference
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.subjects import Line, says_more
from reportgen.language.cue_words import Cue, change_direction, cue_words
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind

_DIFFERENCE = re.compile(
    r"(?<!不多不)(?:多|少|高|低|砍掉?|扣掉?|丢了?|(?<!损)失|增长|(?:增幅|降幅)为?|涨|净增|增加|减少|提高|降低|上升|下降|差|缺口|超出|高出|快|慢|缩短|节省|节约|结余|剩余|调增|调减|追加|压缩|多修|"
    r"(?<![至不减])[多少](?:开工|竣工|完成|建成|支出|安排|培训|发放|收到))"
    r"[了达约近超的]{0,2}$"
)
_CHANGED = re.compile(
    r"(?:多|高|净增|增加|增长|提高|上升|调增|追加|高于[^，。；]{0,6}|[幅出]|目标|计划|任务|[高低多少差快慢修缺])了?超$"
)  # 多超1200人 is no difference
_CHANGES = ("change_", "growth_", "adjustment_")
_REMAINS = re.compile(r"(?:余下|剩下|剩余|还剩|尚余|其余|尚有|还有)的?[这那]?$")
_REACHING = re.compile(r"(?:[到至]|变成|变为)了?$")
_DIFFERENCE_NAME = re.compile(r"增|减|提高|降低|上升|下降|节约|节省|结余|缩短|差")
_DIFFERENCE_TOLD = re.compile(
    r"[增减多少高低升降差缺欠快慢余剩涨超短省晚迟早扣失丢]|结转|压|追加|调|净|落|提|扩|新|未|没"
)
_LEFT = re.compile(r"(?:的)?(?:尾款|资金|余款|经费)?(?:没有|未|尚未|按规定)?(?:结转|结余|支出完|未支出|没有支出)")
_ANCHOR = re.compile(
    r"(?P<execution>执行率|支付进度|执行进度|支出进度)[^，。；]{0,6}$|(?P<completion>完成率)[^，。；]{0,6}$|"
    r"(?P<control>控制率|使用率)[^，。；]{0,6}$|(?P<scored>得分率|得分系数)[^，。；]{0,6}$|(?P<part>占比?|比重)[^，。；]{0,10}$"
)
_ANCHORED = {
    "execution": re.compile(r"execution_rate"),
    "completion": re.compile(r"completion|execution_rate"),
    "control": re.compile(r"control_rate|execution_rate"),
    "scored": re.compile(r"score_coefficient"),
    "part": re.compile(r"share|completion|(?<!execution_)rate"),
}
_COMPARED = (
    ("change_", "before"), ("growth_", "before"), ("above_target", "plan"), ("below_target", "plan"),
    ("over_rate", "plan"), ("shortfall_rate", "plan"),
)  # fmt: skip
_COMPARING_PARTS = tuple(start for start, _ in _COMPARED)
_REFERENCE = re.compile(
    r"(?P<before>上年|去年|上一年|前一年|同比|同期|往年)|(?P<plan>目标|计划|任务|要求|指标值|标准|上限|下限|控制线|控制价|时限|期限|预期)"
)
_TARGET_BETWEEN = re.compile(r"的[\u4e00-\u9fff]{0,6}(?:目标|要求|任务|计划|标准|上限|下限|时限|期限|红线)值?[约近]?")
_THAN_LAST_YEAR = re.compile(r"[比较](?:上年|去年|上一年|前一年|往年)(?:同期)?[^，。；\d]{1,4}$")
_SO_MUCH = re.compile(r"(?<![为到至成有完得是])了[约近超]?$")  # 同上年比，还是好了1.7个百分点
_GROWING = re.compile(r"增长|净增|上升|提高|提升|下降|降低|回落|涨|[减增][加少长幅]?")
_GREW = re.compile(r"(?:(?<![成现是为有到])了|[早晚快慢]到)[约近超]?$")  # 17分钟就出动，快了4分钟
_COMPLETES = re.compile(r"目标|计划|任务|预算|指标|要求|应")
_PART_NAME = re.compile(r"占|比|率")
_IN_BRACKETS = "（("
_WHOLES = frozenset({Role.BUDGET, Role.EXPENDITURE, Role.ORIGINAL_BUDGET})
_PER_HEAD = re.compile(
    r"(?:[人户车场件次亩]均|平均每?)[\u4e00-\u9fff]{0,4}$|每[个名位人户家所间台件场次][\u4e00-\u9fff]{0,8}$"
)
_TELLING_DIGITS = 4  # of a figure that is no chance
_CHANGING = re.compile(r"(?:增长|增加|上升|下降|减少|降低|回落|压减|压降|提高)了?(?:幅度)?[为达]?[约近超]?$")
_BY_VALUE = frozenset({"surplus", "overspend"})
_OPPOSED = re.compile(r"超|多[支花用]|赤字|透支")
_OF_MONEY = frozenset({Cue.EXPENDITURE, Cue.BUDGET, Cue.NONE})  # 预算执行 names a score, too
_RATES = frozenset({"execution_rate", "share", "completion"})
_LINE_ALONE = re.compile(
    r"[，、；]?(?:而)?(?:[\u4e00-\u9fff]{2}(?:资金|支出|拨款|经费))(?:只有|仅|约|近|将近|不足|不到|超过|超)*"
)
_OFFICES = re.compile(r"(?:科室|股室|处室|科|股)$")
_WHOLE_AMOUNT = re.compile(
    r"(?:调整后的?(?:部门|全年)?预算|全年预算|年初(?:部门)?(?:预算|安排)|全年(?:实际)?支出|实际支出|执行数)(?:数|总额)?"
    r"(?:为|是|达到?|增至|至)?$"
)
_OTHER_RATE = re.compile(r"(?<!得分)率(?:为|达到?|是)?$")
_RATE_NAMED = re.compile(r"(?:[\u4e00-\u9fff]{1,4}[^效功倍]率|(?<![成到现过占于达的])目标值?)(?:为|是|达到?|约|仅)?$")
_RATE_WORDS = {
    "execution_rate": re.compile(r"[执行支付出用款使完成拨兑预算资金进度]{2}率"),
    "completion": re.compile(r"[完成实现执行达兑任务计划目标]{2}率|达标率"),
    "unspent_rate": re.compile(r"[结余转剩未]+.?率"),
}
_LABEL = re.compile(
    r"(?P<left>结余|结转|剩余)(?:资金)?了?[为约达]?$|(?P<changed>支出(?:增加|减少|增长|下降))了?[约达]?$|(?P<lost>扣|失|丢)(?:了|掉|分)?$"
)
_NOT_LABELLED = {
    "left": ("growth_", "change_", "adjustment"),
    "changed": ("surplus", "overspend", "adjustment"),
    "lost": ("growth_", "change_", "above_", "below_"),
}


def statement_part(statement: Statement) -> str:
    """The last part of the fact's id, which says what kind of figure was derived."""
    return statement.part or statement.fact.rpartition(".")[2]


def anchored_by(reading: Reading) -> re.Pattern[str] | None:
    """The kind of rate that the words right before a share name, as a pattern of derived figures."""
    anchor = _anchor(reading)
    return _ANCHORED[anchor.lastgroup or ""] if anchor else None


class Objection(NamedTuple):
    """A rule that speaks against a number; *told* where words that stand there contradict, not merely none confirm."""

    code: str
    told: bool


def objection(
    line: Line, reading: Reading, statement: Statement, roles: Roles, index: FactIndex, beside: str
) -> Objection | None:
    """What speaks against *statement* here, if anything; *beside* are the words in its reach."""
    if _of_other_year(line, reading, statement):
        return Objection("NUMBER_WRONG_PERIOD", told=True)
    role = not fits(statement, roles.may) and (roles.told or not statement.words or statement.of_plan)
    if role and roles.told:
        return Objection("NUMBER_WRONG_ROLE", told=True)
    against = _by_words(line, reading, statement, roles, index, beside)
    if role and (against is None or not against.told):
        return Objection("NUMBER_WRONG_ROLE", told=False)
    return against


def _by_words(
    line: Line, reading: Reading, statement: Statement, roles: Roles, index: FactIndex, beside: str
) -> Objection | None:
    """What the words tell against it, whatever its role."""
    done = statement.fact.endswith((".numerator", ".denominator")) and "应" not in reading.lead
    if done and roles.told and planned(roles.may):
        return Objection("NUMBER_WRONG_ROLE", told=True)  # 分子 and 分母 tell of what was done; 应退9650笔 does, too
    if line.passage.cells:
        return None
    words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
    if _of_other_kind(reading, statement, index, roles.may) or _labelled_otherwise(reading, statement):
        return Objection("NUMBER_WRONG_MEANING", told=True)
    if statement.direction and _turned(reading, words, statement, index):
        return Objection("NUMBER_WRONG_DIRECTION", told=True)
    reference = _of_other_reference(line, reading, statement_part(statement), beside)
    if reference is not None:
        return Objection("NUMBER_WRONG_MEANING", told=reference)
    if statement.needs and not _stated(line, reading, statement, words, index, beside):
        share = statement.unit.dimension == "share"  # 用掉97.06%: only its own words are missing
        return Objection("NUMBER_WRONG_MEANING", told=_denied(reading, statement) or (roles.told and not share))
    return None


def _denied(reading: Reading, statement: Statement) -> bool:
    """Whether the words say 超支 of what is left over, or the other way round."""
    opposite = {"surplus": _OPPOSED, "overspend": NEEDS["surplus"]}.get(statement_part(statement))
    return opposite is not None and bool(opposite.search(reading.lead + reading.tail))


def _labelled_otherwise(reading: Reading, statement: Statement) -> bool:
    """Whether the words right before name another kind of figure: 结余, 支出增加 or 扣 of what is none."""
    if statement.subject == "department.subordinate_units":
        return _OFFICES.search(reading.lead) is not None
    if statement.fact.endswith(".adjustment_reason"):
        return _WHOLE_AMOUNT.search(reading.lead) is not None
    if statement_part(statement) == "score_coefficient":
        return _OTHER_RATE.search(reading.lead) is not None
    if statement.derived and _of_other_rate(reading, statement):
        return True
    label = _LABEL.search(reading.lead) if statement.derived else None
    return label is not None and statement_part(statement).startswith(_NOT_LABELLED[label.lastgroup or ""])


def _of_other_rate(reading: Reading, statement: Statement) -> bool:
    """Whether the words name a rate or a target that no rate of execution or completion is: 完好率97.3%, 目标99%."""
    part = statement_part(statement)
    named = _RATE_NAMED.search(reading.lead) if part in _RATE_WORDS else None
    return named is not None and not _RATE_WORDS[part].search(named[0])


def _of_other_kind(reading: Reading, statement: Statement, index: FactIndex, roles: frozenset[Role]) -> bool:
    """Whether the words say that the number is an average, a bounded difference or a figure of another kind."""
    if is_whole_of_each(reading, statement):
        return True
    quantity = reading.mention.quantity
    differs = statement.role is Role.DIFFERENCE and quantity is not None and quantity.base == statement.low
    if differs and blurs_a_difference(reading):
        return True
    return _barred(reading, statement, index, roles)


def is_whole_of_each(reading: Reading, statement: Statement) -> bool:
    """Whether the words tell of an amount for each (人均, 每个学生) and *statement* is a whole budget."""
    whole = statement.role in _WHOLES and not statement.words
    return whole and statement.subject.startswith(("project", "budget.")) and bool(_PER_HEAD.search(reading.lead))


def _of_other_year(line: Line, reading: Reading, statement: Statement) -> bool:
    """Whether the words put the number in another year than the fact's: a year before it, and no number since."""
    if not statement.period or statement.derived or statement.role is Role.TEXT:
        return False
    start = line.parts.starts[reading.clause]
    before = line.numbers(start, reading.mention.start)
    year = before[-1].normal if before and before[-1].kind is MentionKind.DATE else ""
    return len(year) == 4 and year.isdecimal() and year != statement.period


def _turned(reading: Reading, words: str, statement: Statement, index: FactIndex) -> bool:
    mention = reading.mention
    sense = said_better(reading.lead)
    if sense:  # 下降6.3%，好于5%的目标: a target itself is no difference
        itself = f"{mention.text}的" in words  # 慢于收入26.4%的增速 is what it is compared with
        return not itself and (statement.derived or bool(statement.words)) and betters(statement, index) == -sense
    paced = quickens(reading.lead, mention)
    if paced:
        said = paced
    elif reading.item:
        said = change_direction(reading.lead, 0, len(reading.lead))
    else:
        at = words.find(mention.text)
        said = change_direction(words[:at] + "1", 0, at + 1) or change_direction(
            words, at + len(mention.text), len(words)
        )
    if not statement.derived and not _CHANGING.search(reading.lead):
        return False  # 下降率3.1%，比上年的2.7%高: what is compared is the rate, which tells of a fall by its name
    return bool(said and said != statement.direction)


def _stated(line: Line, reading: Reading, statement: Statement, words: str, index: FactIndex, beside: str) -> bool:
    """Whether the words say what kind of derived figure this is."""
    needs, part = statement.needs, statement_part(statement)
    if needs is None or needs.search(reading.lead) or needs.search(reading.tail):
        return True
    if statement.direction and not reading.item and _TARGET_BETWEEN.fullmatch(reading.lead):
        clause = line.text[line.parts.starts[reading.clause] : reading.mention.start]
        if needs.search(clause.removesuffix(reading.lead)):
            return True  # 超出60天的控制目标3.5天
    said = quickens(reading.lead, reading.mention) or change_direction(
        f"{reading.lead}1。{reading.tail}", 0, len(reading.lead) + len(reading.tail) + 2
    )
    sense = said_better(reading.lead)
    if statement.direction and (said == statement.direction or (sense and sense == betters(statement, index))):
        return True
    if (
        not said
        and part.startswith("change_")
        and (_THAN_LAST_YEAR.search(reading.lead) or _SO_MUCH.search(reading.lead))
    ) or (not said and part in {"above_target", "below_target"} and differs_from_plan(reading.lead)):
        return True  # 比去年宽裕了3.3个百分点: whatever the word, it tells of the difference
    roles_said = [word for word in cue_words(reading.lead) if word.cue not in _OF_MONEY]
    said_alone = not roles_said if statement.unit.dimension == "score" else not cue_words(reading.lead)
    if said_alone and needs.search(beside):
        return True  # 未列支30.57万元，其中财政拨款18.17万元，其他资金12.4万元
    if digits_told(reading.mention) >= _TELLING_DIGITS and statement_part(statement) in _BY_VALUE:
        return not _OPPOSED.search(reading.lead + reading.tail)
    parts, mention = line.parts, reading.mention
    bracketed = mention.start and line.text[mention.start - 1] in _IN_BRACKETS
    if bracketed and statement.direction and needs.search(words):
        return True
    if part in _RATES and not _anchor(reading):
        if bracketed:
            return True
        named = index.subjects[statement.subject].name
        if part == "execution_rate" and reading.lead.strip("，：: ") in {named, f"{named}项目"}:
            return True
    if part == "share" and _LINE_ALONE.fullmatch(reading.lead) and says(statement.subject, reading.lead):
        return True  # 绝大部分是财政拨款，其他资金不足2%
    before = parts.starts[reading.clause - 1] if reading.clause else parts.starts[reading.clause]
    leans = len(words) - (mention.end - mention.start) < 4 or words.startswith(("占", "为", "相当", "各", "接近", "近"))
    if leans and needs.search(line.text[before : parts.ends[reading.clause]]):
        return True
    if leans and part in _RATES and not says_more(reading.lead) and not _anchor(reading):
        return True
    if reading.lead.lstrip("，、（ ").startswith(("其中", "含")) and needs.search(beside):
        return True
    return leans and part in {"share", "execution_rate"} and bool(needs.search(beside))


def _barred(reading: Reading, statement: Statement, index: FactIndex, roles: frozenset[Role]) -> bool:
    """Whether the words say that the figure is of another kind."""
    lead, part = reading.lead, statement_part(statement)
    if statement.bars and (statement.bars.search(lead) or statement.bars.match(reading.tail)):
        return True
    if part.startswith(_CHANGES) and (_REACHING.search(lead) or _REMAINS.search(lead)):
        return True
    differs = _DIFFERENCE.search(lead) or _LEFT.match(reading.tail)
    if differs and _is_level(statement, part, index) and (statement.role is not Role.TARGET or not planned(roles)):
        return True
    if "超" in reading.mention.qualifiers and statement.direction > 0 and _CHANGED.search(lead):
        return True
    anchor = _anchor(reading)
    return bool(anchor and not _anchored(statement, anchor, part, index))


def _of_other_reference(line: Line, reading: Reading, part: str, beside: str) -> bool | None:
    """Whether the words compare with the plan what was compared with last year, or the other way round.

    True where they say so, False where they only do not say what it is compared with, None where nothing is wrong.
    """
    if not part.startswith(_COMPARING_PARTS) or part == "adjustment":
        return None
    kind = next(kind for start, kind in _COMPARED if part.startswith(start))
    clause = line.text[line.parts.starts[reading.clause] : reading.mention.start] if not reading.item else reading.lead
    start = line.parts.starts[reading.clause]
    told = reading.shared if reading.item else reading.lead  # 新增 in the name of an item compares nothing
    said = [(match.start(), match.lastgroup) for match in _REFERENCE.finditer(clause)]
    if not reading.item:
        years = [word.start - start for word in line.cues if word.cue is Cue.PREVIOUS]
        said += [(at, "before") for at in years if 0 <= at < len(clause)]
    if said:
        return True if max(said)[1] != kind else None
    if kind == "before":
        confirmed = (
            _GROWING.search(told)
            or _GREW.search(told)
            or any(match.lastgroup == "before" for match in _REFERENCE.finditer(beside))
        )
        return None if confirmed else False
    return True if _GROWING.search(told) else None


def _anchor(reading: Reading) -> re.Match[str] | None:
    return _ANCHOR.search(reading.lead) if reading.mention.unit.dimension == "share" else None


def _anchored(statement: Statement, anchor: re.Match[str], part: str, index: FactIndex) -> bool:
    """Whether the figure is of the kind its words say: 执行率 is an execution rate or an indicator of that name."""
    if statement.derived:
        if anchor.lastgroup == "part" and part == "completion" and not _COMPLETES.search(anchor[0]):
            return False  # 占项目支出的92% is of no plan
        if anchor.lastgroup == "part" and part == "share" and _is_own_whole(statement, anchor[0]):
            return False
        if anchor.lastgroup == "part" and part == "execution_rate" and "支出" in anchor[0] and "预算" not in anchor[0]:
            return False  # 占项目支出的 is a share of what was spent
        return bool(_ANCHORED[anchor.lastgroup or ""].search(part))
    if anchor.lastgroup == "part":
        return bool(_PART_NAME.search(index.subjects[statement.subject].name)) or bool(statement.words)
    return anchor[anchor.lastgroup or 0] in index.subjects[statement.subject].name


def _is_own_whole(statement: Statement, words: str) -> bool:
    """Whether the words tell of a share of the very line whose share of all spending *statement* is: 占项目支出的."""
    return statement.subject.startswith("budget.") and says(statement.subject, words)


def _is_level(statement: Statement, part: str, index: FactIndex) -> bool:
    """Whether the statement is an amount, a rate, a target or an actual value, and no difference by its own name."""
    if statement.derived:
        return part in _RATES
    if statement.direction:
        return False
    if statement.words:
        return not _DIFFERENCE_TOLD.search(statement.words)
    return not _DIFFERENCE_NAME.search(index.subjects[statement.subject].name)


def planned(roles: frozenset[Role]) -> bool:
    """Whether only planned figures may stand here."""
    return Role.TARGET in roles and Role.ACTUAL not in roles
