"""Whether the words a model puts around the figures rest on what was entered (依据), clause by clause.

A clause may use set phrases, the labels of the facts it cites, the words of one entered clause in their order, and
verdicts that the data bear out. Whatever else it says, nobody entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.drafting.narrative.covering import BOUND, Cover, cover
from reportgen.drafting.narrative.naming import misnamed
from reportgen.drafting.narrative.slots import OwnWords
from reportgen.drafting.narrative.sources import WHOLE, Basis, Marks, Source, Tense, label_words
from reportgen.drafting.narrative.stock import Stock
from reportgen.drafting.narrative.verdicts import JUDGED, Said, Says, untrue
from reportgen.language.word_classes import tagged_words
from reportgen.model.draft import Figure, Run, Words
from reportgen.model.facts import Fact, FactLedger, Role

_MARK = re.compile(r"[\ue000-\uf8ff]")
_CLAUSE = re.compile(r"[，,；;。：:！!？?\n]")
_TOPIC = re.compile(r"^(?:在|从)?(?P<topic>.+?)(?:方面|上|中|来看|看|时)$")
_BY_WHOM = re.compile(r"^(?P<what>.+?)由(?P<who>.+)$")
_DONE = re.compile(r"已|了|完成|得到|取得|实现")
_OWN = re.compile(r"(?:本|我)(?:部门|单位|局|会)$")
_HEDGES = ("不", "未", "没", "无", "拟", "部分", "个别", "少数", "基本", "尚", "正在", "约", "余", "之一", "约束不强")
_CAUSE = re.compile(r"原因|由于|因为|^因|主要是|受.{1,12}影响|导致|造成|致使|归因|所致")
_SOUGHT = re.compile(
    r"^(?:逐项|认真|及时)?(?:查找|分析|查明)[^是为]*原因$"
)  # of a measure: it finds the cause, it gives none
_SHORTEST_TAKEN = 4  # characters of an entered clause that make a clause say what was entered
_VALUES = frozenset({Role.ACTUAL, Role.TARGET, Role.RATE, Role.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class Unfounded:
    """Words without grounds, in Chinese, for the model that wrote them."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as characters, figures as marks; *whole* are the figures that are not numbers inside a text."""

    text: str
    facts: tuple[Fact, ...]
    whole: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What judges the sentences of one section."""

    ledger: FactLedger
    stock: Stock
    attainments: Mapping[str, str]  # of indicators, by id

    def unfounded(self, runs: Sequence[Run], basis: Basis) -> Iterator[Unfounded]:
        """What one sentence says that rests on nothing of *basis*."""
        clauses = self._clauses(runs, basis.marks)
        around = tuple(fact for clause in clauses for fact in clause.facts)
        told = _text_after(runs, self.ledger)
        if told:
            yield Unfounded("SUBJECT_ADDED", f"[[{told}]]自带主语，前面不要再写本部门")
        mixed = _mixed_up(around)
        if mixed:
            yield Unfounded("LABEL_MIXED", f"“{mixed}”的数值不能配在别的指标名称上")
        before: tuple[Fact, ...] = ()
        left: Source | None = None
        for clause in clauses:
            going_on = replace(basis, sources=(*basis.sources, left)) if left is not None else basis
            found, source = self._best(clause, before, going_on)
            yield from self._of_clause(clause, (found, source), before, around, basis)
            before = (*before, *clause.facts)
            left = replace(source, text=source.text[found.read :].lstrip(BOUND)) if source is not None else None

    def _clauses(self, runs: Sequence[Run], marks: Marks) -> list[_Clause]:
        found: list[_Clause] = []
        text, facts, whole = "", [], []  # type: str, list[Fact], list[Fact]
        for run in (*runs, Words("。")):
            if isinstance(run, Figure):
                mark = marks.figure(run, self.ledger)
                text += mark
                facts.append(self.ledger[run.fact])
                whole += [self.ledger[run.fact]] if mark == WHOLE else []
                continue
            if isinstance(run, OwnWords):
                continue
            first, *rest = _CLAUSE.split(run.text)
            text += first
            for part in rest:
                if text.strip():
                    found.append(_Clause(text.strip(), tuple(facts), tuple(whole)))
                text, facts, whole = part, [], []
        return found

    def _of_clause(
        self,
        clause: _Clause,
        covered: tuple[Cover, Source | None],
        before: Sequence[Fact],
        around: Sequence[Fact],
        basis: Basis,
    ) -> Iterator[Unfounded]:
        if clause.text in self.stock.frames or self._is_topic(clause, basis):
            return
        found, source = covered
        wrong = misnamed(clause.text, clause.facts)
        if wrong:
            yield Unfounded("ROLE_WRONG", f"“{_shown(clause.text)}”中的“{wrong}”与所引的事实口径不合")
        cause = _CAUSE.search(clause.text)
        if (
            cause
            and not self._of_cause(clause, source, basis)
            and not (basis.proposing and _SOUGHT.search(clause.text))
        ):
            yield Unfounded("CAUSE_INVENTED", f"“{_shown(clause.text)}”写了原因，只能写填报的原因")
            return
        if not found.whole:
            bare = "、".join(dict.fromkeys(_shown(each) for each in found.bare))
            yield Unfounded("UNFOUNDED", f"“{bare}”没有填报依据，请删去，或者改用填报的原话、事实编号")
            return
        words = tuple(word for _, word in found.judged)
        said = Said(words, clause.facts, _spoken_of(clause, before, around), clause.text)
        wrong = untrue(said, self.ledger, self.attainments) if words and not self._spared(words, source, basis) else ""
        if wrong:
            yield Unfounded(
                "VERDICT_UNFOUNDED", f"“{_shown(clause.text)}”中的“{wrong}”与数据不符，或者看不出说的是哪一项"
            )
        elif not (clause.facts or words or basis.proposing) and found.taken < _SHORTEST_TAKEN < len(clause.text) + 2:
            yield Unfounded("UNFOUNDED", f"“{_shown(clause.text)}”没有写到任何填报的内容，请删去或者写明事实")

    def _best(self, clause: _Clause, before: Sequence[Fact], basis: Basis) -> tuple[Cover, Source | None]:
        """The cheapest cover, and the entered clause it takes words from."""
        free = self._free(clause, before, basis)
        best = cover(clause.text, free, JUDGED)
        chosen: Source | None = None
        if any(fact.role is not Role.NAME or not fact.id.startswith("department.") for fact in clause.whole):
            return best, None
        joints = self.stock.joints | self.stock.terms
        told = [clause.text]
        by_whom = _BY_WHOM.match(clause.text)
        if by_whom:
            told.append(by_whom["who"] + by_whom["what"])
        for source in basis.sources:
            if not _may_say(source, clause.text, basis):
                continue
            for text in told:
                own = (free - self.stock.terms) | self._own_words(source)
                found = cover(text, own, JUDGED, source.text, joints, self.stock.terms)
                if found.cost < best.cost and _keeps_hedges(source.text, clause.text):
                    best, chosen = found, source
        return best, chosen

    def _spared(self, words: Sequence[str], source: Source | None, basis: Basis) -> bool:
        """部分 before the kind of a problem; 完成 and 未完成 in a measure that is marked for confirmation."""
        if source is not None and not source.fact:
            return set(words) <= {"部分"}
        return basis.proposing and {JUDGED[word] for word in words} <= {Says.MET, Says.MISSED}

    def _free(self, clause: _Clause, before: Sequence[Fact], basis: Basis) -> frozenset[str]:
        stock = self.stock
        free = stock.joints | stock.terms | {WHOLE}
        if clause.facts:
            free |= stock.figures | (label_words(clause.facts) - JUDGED.keys())
        else:
            free |= label_words(fact for fact in before if fact.role is not Role.TEXT) - JUDGED.keys()
        if _CAUSE.search(clause.text):
            free |= stock.causes
        if basis.proposing:
            free |= stock.measures | label_words(fact for fact in self.ledger.values() if fact.subject in basis.topics)
        if "满分" in clause.text or "扣分" in clause.text or "失分" in clause.text:
            free |= {fact.subject for key, fact in self.ledger.items() if key.startswith("score.") and fact.subject}
            free |= stock.figures
        if basis.measures_only or (not clause.facts and not basis.proposing):
            free -= {"了", "已", "已经"}
        return frozenset(free)

    def _own_words(self, source: Source) -> frozenset[str]:
        fact = self.ledger.get(source.fact)
        done = {"了"} if source.tense is Tense.DONE else set()
        return frozenset({fact.subject, fact.label} - {""} if fact else ()) | done

    def _is_topic(self, clause: _Clause, basis: Basis) -> bool:
        """在康复救助方面: names what is spoken of, by any words that were entered."""
        found = _TOPIC.match(clause.text)
        if found is None or clause.facts:
            return False
        words = label_words(_named(text) for text in basis.topics)
        return cover(found["topic"], words | self.stock.topics | self.stock.joints | self.stock.terms).whole

    def _of_cause(self, clause: _Clause, source: Source | None, basis: Basis) -> bool:
        """Whether a clause that speaks of a cause gives an entered one, or only leads to one."""
        causes = {source.fact for source in basis.sources if source.cause}
        if source is not None and source.cause:
            return True
        if any(fact.id in causes for fact in clause.facts):
            return True
        return (
            bool(causes)
            and cover(clause.text, self.stock.causes | self.stock.joints | self.stock.terms | {WHOLE}).whole
        )


def _named(text: str) -> Fact:
    """A fact that is nothing but the name *text*."""
    return Fact(id="", label=text[:80], text="", role=Role.TEXT)


def _may_say(source: Source, text: str, basis: Basis) -> bool:
    """What is planned, or always so, was not done; and a measure is a plan even where it is nobody's entry."""
    if source.tense is Tense.DONE and not basis.measures_only:
        return True
    return all(word[0] in source.text for word in _DONE.finditer(text))


def _keeps_hedges(source: str, text: str) -> bool:
    return all(hedge not in source or hedge in text for hedge in _HEDGES) and all(
        text.count(no) <= source.count(no) for no in "不未没无"
    )


def _mixed_up(facts: Sequence[Fact]) -> str:
    """The indicator whose value stands under the names of others; empty where there is none."""
    named = {_indicator(fact) for fact in facts if fact.id.startswith("indicator.") and fact.id.endswith(".name")}
    for fact in facts:
        if named and fact.id.startswith("indicator.") and fact.role in _VALUES and _indicator(fact) not in named:
            return fact.subject
    return ""


def _text_after(runs: Sequence[Run], ledger: FactLedger) -> str:
    """The fact whose whole text stands right after the department, though it has a subject of its own."""
    for run, after in pairwise(runs):
        own = _OWN.search(run.text) if isinstance(run, Words) else run.text in _names(ledger)
        if own and isinstance(after, Figure) and ledger[after.fact].role is Role.TEXT:
            first = next(iter(tagged_words(after.text)), None)
            if after.text.rstrip("。；") == ledger[after.fact].text.rstrip("。；") and first and first.tag[0] in "nrsf":
                return after.fact
    return ""


def _names(ledger: FactLedger) -> set[str]:
    return {ledger[key].text for key in ("department.name", "department.short_name") if key in ledger}


def _spoken_of(clause: _Clause, before: Sequence[Fact], around: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that a clause speaks of: its own, those of its sentence that it names, or what was cited before it."""
    named = [fact for fact in around if len(fact.subject) > 1 and fact.subject in clause.text]
    return clause.facts or tuple(named) or tuple(before) or tuple(around)


def _indicator(fact: Fact) -> str:
    return fact.id.rpartition(".")[0]


def _shown(text: str) -> str:
    return _MARK.sub("…", text)
