"""Subjects that the words mean without naming them (所指): the budget, the staff, counts of indicators, scores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.meanings import NEEDS
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.money_lines import foreign_money, line_meant, says
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import NO_UNIT

NAMED_BY_KIND = Evidence(5.0, 0.7, 4.0)
CERTAIN = Evidence(99.0, 1.0, 99.0)
_TOLD_BY_KIND = ("count.", "score", "form.")  # words that also name other things: 满意度, 产出, 绩效
GOING_ON = 7.0  # evidence of what the sentence goes on about
_BY_ADJUSTING = Evidence(20.0, 0.8, 20.0)
_ADJUSTED = re.compile(r"(?:追加|调增|调减|核减|压减|收回)[^，。；]{0,24}$")
_ASSUMED = Evidence(3.4, 0.3)
_WHOLE_STAFF = re.compile(r"合计|共|总|加起来|一起")
_OWN_CLASS = Evidence(20.0, 0.8, 20.0)
_OWN_TOTAL = Evidence(7.0, 0.7, 3.0)
_OVERALL = re.compile(
    r"全年(?:总|部门)?(?:预算|支出|执行)|年初(?:预算|部门|安排|批复|核定|下达)|调整后|总预算|总支出|预算总|支出总|本年支出|部门预算|整体支出|收支"
)
_OF_SOME = re.compile(r"部分(?:指标|项目)|多项指标|\d项指标|等指标|个别指标")
_NO_NAMES = ("budget.", "count.", "form.", "staff", "department.")
_MONEY = frozenset({"money", "share"})
_COUNTED = frozenset({"个", "项", "条", "organisation", "指标", "项目", "大项目", "单位", "类"})
_ABOUT_MONEY = re.compile(r"预算|支出|执行|资金|经费|拨款|结余|结转|超支|节约|决算|支付|调增|调减|追加|进度|[剩花支]")
_OWN_WORDS = 3.0  # evidence in the words of the clause itself
_LOST_TOGETHER = re.compile(r"(?:合计|共计?|总共|一共)[^，。；\d]{0,4}[扣失丢]")
_REACHED_OR_NOT = re.compile(r"目标|达标|达到|完成")
_WHOLE_WEIGHT = re.compile(r"总分值|满分值|总分为?100")
_TOTAL_SCORE = re.compile(
    r"(?:总分|总得分|总评分|综合得分|综合评分|合计得分)(?:合计|一共|共|最终|实得)?[为是得达到]{0,2}$"
)
_SCORED_EXECUTION = re.compile(
    r"预算执行(?:率|情况|进度)?(?:这?一?项)?(?:实际|实)?(?:得分?|扣分?|失分?|丢分?)?[为是了]?$"
)
_WHOLE_SCORE = re.compile(r"总分|自评|总得分|总体|综合")
_EACH = re.compile(r"每|平均|人均|户均|亩均|单价|均价")
ABOUT_STAFF = re.compile(r"编制|在职|实有|在岗|在编|缺编|空编|超编|满编|人员|职工|干部|行政|事业|[科股处部]室|\d个编")
_OF_OURS = re.compile(  # 我处33人, 中心现有41人
    r"(?:(?:[我本咱全]们?(?:单位|中心|部门|机关|[局处站院校馆所委办队部园场社])|中心|单位)(?:上下)?|[局处站院会社队所馆中心]{1,2}里|现有)"
    r"(?:目前|眼下|现在?|一共|总共|共|实有|在册|有)*"
)
_COUNTED_PEOPLE = re.compile(r"(?:在编|在职|在岗)?[\u4e00-\u9fff]{2,4}人员|(?:行政|事业|机关|工勤)(?:编制|干部)?")
_ABOUT_POSTS = re.compile(r"编制|空编|超编|缺编|空着|满编")
_IN_POSTS = re.compile(r"(?:在[岗职编册]|实有|到岗|现有|机关|公务员|行政|事业)(?:人[员数]|职工|干部)?[有为共约]?$")
_OFFICE = "行政"
_OF_OFFICE = re.compile(r"(?:机关|公务员)(?:人员|干部|编制)?[有为共]?$")
# 政法专项编制142名: a class of staff by another name; the class is the one with so many posts.
_OTHER_NAME = re.compile(
    r"(?:专项|机关|本级|公务员|参公|参照[^，。；\d]{0,8}|(?<![位有定])中心|(?<![我本全])[院校站所队馆]|工勤|全额|差额)(?:人员)?"
    r"编制(?:人数|数)?[为有共]?(?P<posts>\d+|[一二三四五六七八九十百零]+)"
)
_ABOUT_INDICATORS = re.compile(r"指标|各项")
_ALL_PROJECTS = re.compile(r"个项目(?:.{0,2}(?:合计|共|总)|(?:支出|预算|执行|花费)?(?=\d))|全部项目|所有项目|项目合计")
_OF_ALL = re.compile(
    r"[\d一二三四五六七八九十]项(?:绩效|三级)?指标|(?:绩效|全部|各项|年度|三级|所有)指标|共|总|合计|整体|一起"
)
_SUBORDINATE = re.compile(r"下属|下设|下辖|所属|预算单位|直属|二级单位|下[面头边](?:管着?|设着?|带着?|有)")
_THIS_GOAL = re.compile(r"该目标|这一目标|此目标|本目标|这个目标|对应的|该项目标")


class Meant(NamedTuple):
    """Subjects with the evidence for them; those in *kinds* are what the kind of the figure means here."""

    subjects: dict[str, Evidence]
    kinds: frozenset[str]


class Meaning:
    """What numbers are about that no name stands beside, by one index."""

    def __init__(self, index: FactIndex) -> None:
        subjects = index.subjects
        self._subjects = subjects
        self.budget_keys = frozenset(key.removeprefix("budget.") for key in subjects if key.startswith("budget."))
        self._staff = [
            key.removeprefix("staff.") for key in subjects if key.startswith("staff.") and key != "staff.合计"
        ]
        self._groups = _groups(index)
        self._told_by_kind = frozenset(key for key in subjects if key.startswith(_TOLD_BY_KIND))
        self._lines = frozenset(key for key in subjects if key.startswith(("budget.", "staff.")))
        self._thresholds = [key for key in subjects if key.startswith("form.")]
        self._previous = [key for key in subjects if key.startswith("previous.")][:20]

    def of(self, line: Line, reading: Reading, named: dict[str, Evidence]) -> Meant:
        """The subjects *named*, and those that the words mean, named or not."""
        subjects = dict(named)
        for key in self._told_by_kind.intersection(named):
            if not named[key].carried:
                del subjects[key]
        kinds: set[str] = set()
        parts = line.parts
        start, end = parts.starts[reading.clause], parts.ends[reading.clause]
        words = line.text[start:end] if not reading.item else reading.lead
        opening = parts.opening(reading.clause)
        around = line.text[opening:end]
        dimension, bare = reading.mention.unit.dimension, reading.mention.unit == NO_UNIT
        if reading.mention.comparator is not None and _OF_SOME.search(around):
            for key in self._thresholds:  # 部分指标完成率超过130%: the line that the form draws
                self._assume(subjects, key, CERTAIN)
        if dimension in _MONEY or bare:
            self._money(line, reading, words, around, subjects, kinds)
        if dimension == "score" or bare:
            self._scores(reading, reading.item or words, around, line, subjects)
        if dimension in {"person", "share"} or ((dimension == "个" or bare) and _counts_posts(reading, words)):
            before = line.text[opening : reading.mention.start] + reading.mention.text
            counted = _COUNTED_PEOPLE.match(line.text, reading.mention.end)  # 18名行政人员
            words_beside = reading.lead + counted[0] if counted else reading.lead
            self._people(reading.item or words_beside, before, around, subjects, kinds)
        if dimension in _COUNTED:
            self._counts(reading, reading.item or words, around, line, subjects)
        for key in self._lines.intersection(subjects) - kinds:
            found = subjects[key]
            if not (found.carried or found.score >= GOING_ON or _said(key, around)):
                del subjects[key]
        return Meant(subjects, frozenset(kinds))

    def _money(
        self, line: Line, reading: Reading, words: str, around: str, subjects: dict[str, Evidence], kinds: set[str]
    ) -> None:
        if _EACH.search(words) and reading.mention.unit.symbol == "元":
            return
        if foreign_money(words):
            for key in [key for key in subjects if key.startswith("budget.")]:
                del subjects[key]
        elif _ABOUT_MONEY.search(around) or (reading.mention.kind is MentionKind.MONEY and not _named(subjects)):
            key, said = line_meant(line, reading, self.budget_keys)
            own = _OVERALL.search(words) and not any(
                found.here >= _OWN_WORDS and name.startswith(("project.", "indicator."))
                for name, found in subjects.items()
            )
            sure = (
                _OWN_TOTAL
                if own
                else _BY_ADJUSTING
                if _ADJUSTED.search(reading.lead) and not _names_a_project(subjects)
                else NAMED_BY_KIND
                if said
                else _ASSUMED
            )
            if said:
                for other in [one for one in subjects if one.startswith("budget.") and not says(one, words)]:
                    if other != f"budget.{key}":
                        del subjects[other]  # 财政拨款……, 其他资金……: each clause is about its own line
            self._assume(subjects, f"budget.{key}", sure)
            kinds.add(f"budget.{key}")
            if not said and key != "total":  # the sentence before spoke of a part; this one may be of the whole again
                self._assume(subjects, "budget.total", sure)
                kinds.add("budget.total")
            if reading.mention.comparator is not None:
                for key in self._thresholds:
                    self._assume(subjects, key, _ASSUMED)
            if "项目" in around:
                self._assume(subjects, "projects", CERTAIN if _ALL_PROJECTS.search(words) else _ASSUMED)

    def _scores(self, reading: Reading, words: str, around: str, line: Line, subjects: dict[str, Evidence]) -> None:
        own = "执行" in words
        if _TOTAL_SCORE.search(reading.lead) and not own:
            self._assume(subjects, "score", CERTAIN)
            return
        if _WHOLE_WEIGHT.search(words):
            self._assume(subjects, "score", CERTAIN)
            return
        if "执行" in around:
            self._assume(
                subjects, "score.execution", CERTAIN if _SCORED_EXECUTION.search(reading.lead) else NAMED_BY_KIND
            )
        found = self._group(words, around, line)
        if "指标" in words or _LOST_TOGETHER.search(words):
            self._assume(subjects, "score.indicators", NAMED_BY_KIND)
        if found:
            own = own or _names_group(found, words) or found.rpartition(".")[2].removesuffix("指标") in words
            self._assume(subjects, f"score.{found}", CERTAIN if own else NAMED_BY_KIND)
        if own and not _WHOLE_SCORE.search(words):
            subjects.pop("score", None)
        else:
            self._assume(subjects, "score", _ASSUMED)
        if "上年" in around or "去年" in around:
            for key in self._previous:
                self._assume(subjects, key, _ASSUMED)

    def _people(self, words: str, before: str, around: str, subjects: dict[str, Evidence], kinds: set[str]) -> None:
        if not ABOUT_STAFF.search(around) and not _OF_OURS.fullmatch(words.strip("，。；：、")):
            return
        whole = _WHOLE_STAFF.search(words) or ("事业" in words and ("行政" in words or "机关" in words))
        own = "" if whole else max((name for name in self._staff if name in words), key=words.rfind, default="")
        if not own and not whole and _OF_OFFICE.search(words) and _OFFICE in self._staff:
            own = _OFFICE  # 机关17、事业27; 公务员17人、事业22人
        last = max((name for name in self._staff if name in before), key=before.rfind, default="")
        if not whole and not own:
            own, last = self._other_name(words, before, last)
        for key in [key for key in subjects if key.startswith("staff.")]:
            del subjects[key]
        for name in (own,) if own else ("合计", last) if last else ("合计",):
            self._assume(subjects, f"staff.{name}", _OWN_CLASS if own else NAMED_BY_KIND)
            kinds.add(f"staff.{name}")
        self._assume(subjects, "staff", _ASSUMED)

    def _other_name(self, words: str, before: str, last: str) -> tuple[str, str]:
        """The class of staff that *words* mean by a name that was not entered, and the one named last *before*."""
        told = list(_OTHER_NAME.finditer(before))
        if not told or (last and before.rfind(last) > told[-1].start()):
            return "", last
        posts = parse_numeral(told[-1]["posts"])
        held = [name for name in self._staff if any(one.low == posts for one in self._posts(name))]
        if len(held) != 1:
            return "", last
        return (held[0], last) if told[-1].end() == len(before.rstrip("名人个")) and "编制" in words else ("", held[0])

    def _posts(self, name: str) -> list[Statement]:
        return [one for one in self._subjects[f"staff.{name}"].statements if one.role is Role.TARGET]

    def _counts(self, reading: Reading, words: str, around: str, line: Line, subjects: dict[str, Evidence]) -> None:
        found = self._group(words, around, line)
        if found and (_ABOUT_INDICATORS.search(around) or found.startswith("goal.")):
            self._assume(subjects, f"count.{found}", CERTAIN if _names_group(found, around) else NAMED_BY_KIND)
        unmet = (
            reading.mention.unit.symbol == "项" and _REACHED_OR_NOT.search(around) and NEEDS["missed"].search(around)
        )
        if (unmet or _ABOUT_INDICATORS.search(around)) and not (found and _of_group_alone(found, around)):
            self._assume(subjects, "count.indicators", _ASSUMED)
            self._assume(subjects, "count.project_indicators", _ASSUMED)
        if "目标" in around:
            self._assume(subjects, "count.goals", _ASSUMED)
        if "项目" in around:
            told = line.text.startswith("项目", reading.mention.end)
            self._assume(subjects, "count.projects", CERTAIN if told else _ASSUMED)
        if "职责" in around or "职能" in around:
            self._assume(subjects, "count.duties", _ASSUMED)
        if _SUBORDINATE.search(words):
            self._assume(subjects, "department.subordinate_units", _ASSUMED)

    def _group(self, words: str, around: str, line: Line) -> str:
        """The goal, category or subcategory of indicators the words are in: category.产出指标, goal.1."""
        named = self._last_group(words) or self._last_group(around)
        if not named and (_THIS_GOAL.search(around) or not _ABOUT_INDICATORS.search(around) or "指标" in line.heading):
            named = self._last_group(line.heading)
        return self._groups[named] if named else ""

    def _last_group(self, text: str) -> str:
        """The name of a group that stands last in *text*, the longest of those; empty where none does."""
        held = [name for name in self._groups if name in text]
        return max(held, key=lambda name: (text.rfind(name) + len(name), len(name)), default="")

    def _assume(self, subjects: dict[str, Evidence], key: str, evidence: Evidence) -> None:
        if key in self._subjects and (key not in subjects or subjects[key].score < evidence.score):
            subjects[key] = evidence


def _counts_posts(reading: Reading, words: str) -> bool:
    """Whether a number without 人 counts posts, or those who fill them: 编制88, 在岗83（行政30、事业53）, 23个编."""
    return _ABOUT_POSTS.search(words) is not None or _IN_POSTS.search(reading.lead) is not None


def _groups(index: FactIndex) -> dict[str, str]:
    """The names of goals, categories and subcategories, and the part of the ids of their counts and scores."""
    found: dict[str, str] = {}
    for key in index.subjects:
        kind, _, rest = key.partition(".")
        if kind != "count" or not rest.startswith(("category.", "subcategory.", "goal.")):
            continue
        name = rest.partition(".")[2]
        if rest.startswith("goal."):
            found[f"目标{name}"] = rest
            title = index.ledger.get(f"{rest}.title")
            if title is not None and len(title.text) >= 3:
                found[title.text] = rest
        else:
            found[name] = rest
            found.setdefault(name.removesuffix("指标"), rest)
    return {name: rest for name, rest in found.items() if len(name) >= 2}


def _named(subjects: Mapping[str, Evidence]) -> bool:
    """Whether the clause itself names a subject, or goes on about one, that is no line of the budget."""
    return any(
        (found.here >= _OWN_WORDS or (found.carried and not key.startswith("text:"))) and not key.startswith(_NO_NAMES)
        for key, found in subjects.items()
    )


def _names_a_project(subjects: Mapping[str, Evidence]) -> bool:
    """Whether the clause names a project in full: 苗圃提档改造追加180万元 is of its own budget, too."""
    return any(
        key.startswith("project.") and one.here >= _OWN_WORDS and one.named == 1 for key, one in subjects.items()
    )


def _names_group(group: str, words: str) -> bool:
    return group.rpartition(".")[2] in words or bool(_THIS_GOAL.search(words))


def _of_group_alone(group: str, sentence: str) -> bool:
    """Whether the group was named last, and no count of all indicators since: 产出指标5项，其中1项没有完成."""
    name = group.rpartition(".")[2]
    at = max(sentence.rfind(name), sentence.rfind(name.removesuffix("指标")) if len(name) > 4 else -1)
    return at >= 0 and not group.startswith("goal.") and not _OF_ALL.search(sentence, at)


def _said(key: str, sentence: str) -> bool:
    """Whether a line of the budget or a class of staff that is not meant is named in the sentence."""
    if key.startswith("budget."):
        return says(key, sentence)
    return not key.startswith("staff.") or key.removeprefix("staff.") in sentence
