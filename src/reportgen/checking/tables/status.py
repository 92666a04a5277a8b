"""Verdict words in cells (达成、未完成、超额、优) against the data of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.findings import Contradiction
from reportgen.checking.tables.subjects import facts_of, plain
from reportgen.checking.tables.values import clauses_of
from reportgen.language.verdict_words import Claim, VerdictWord, verdict_words
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.rules.attainment import Comparison, Judgement, attainment, comparison

_REACH = r"(?:达成|完成|达到|达标|实现)(?:年度)?(?:预期)?(?:指标|目标|值)*"
_STATUS = (
    (Claim.MISSED, re.compile(rf"(?:未能?|没有|尚未|部分)(?:全部)?{_REACH}|否|不达标")),
    (Claim.EXCEEDED, re.compile(r"(?:已)?超额(?:达成|完成|实现)(?:年度)?(?:指标|目标|任务|值)*|超目标值?")),
    (Claim.MET, re.compile(rf"(?:已|全部|均已?)?{_REACH}|是")),
)
_HINTS = re.compile(r"达|完成|实现|超|持平|满分|[优良中差]")
_RATING = re.compile(
    r"(?:评价|自评|评定|绩效)?(?:等级|等次|结果|级别)?[:：为是]?\s*[“\"]?(?P<rating>优秀|良好|优|良|中|差)[”\"]?等?"
)
_REACHED = frozenset({Attainment.MET, Attainment.EXCEEDED})
_SAID = {Claim.MISSED: "未完成", Claim.MET: "完成", Claim.EXCEEDED: "超额完成"}


class StatusJudge:
    """Judges the verdict words of cells against one ledger."""

    def __init__(self, ledger: FactLedger, year: int | None) -> None:
        self._ledger = ledger
        self._year = year

    def indicator(self, text: str, key: str, entered: tuple[Fact, ...]) -> Iterator[Contradiction]:
        """What is untrue in the verdicts of a cell of the row of indicator *key*; *entered* texts are not judged."""
        if not _HINTS.search(text) and text not in {"是", "否"}:
            return
        claims = [claim for claim, words in _STATUS if words.fullmatch(text)][:1]
        said = [plain(fact.text) for fact in entered]
        if any(plain(text) in words for words in said):
            return
        claims = claims or [
            word.claim for word in verdict_words(text) if not any(_clause(text, word) in words for words in said)
        ]
        for claim in dict.fromkeys(claims):
            if claim in _SAID and (found := self._attained(text, claim, key)):
                yield found

    def _attained(self, text: str, claim: Claim, key: str) -> Contradiction | None:
        indicator = self._indicator(key)
        judged = attainment(indicator, self._year)
        if judged.attainment is Attainment.UNDECIDED or not self._wrong(claim, indicator, judged):
            return None
        facts = tuple(fact.id for fact in facts_of(self._ledger, key, ("actual_value", "target_value")))
        reached = judged.attainment in _REACHED
        return Contradiction(
            "VERDICT_CONTRADICTS", f"“{indicator.name}”{judged.reason}，不能写“{text[:20]}”",
            f"请改为“{'完成' if reached else '未完成'}”，或者核对数据", facts,
        )  # fmt: skip

    def _wrong(self, claim: Claim, indicator: Indicator, judged: Judgement) -> bool:
        reached = judged.attainment in _REACHED
        if claim is not Claim.EXCEEDED:
            return reached == (claim is Claim.MISSED)
        compared = comparison(indicator)
        if not isinstance(compared, Comparison) or compared.comparator.downward:
            return not reached
        return not reached or compared.actual <= compared.target

    def _indicator(self, key: str) -> Indicator:
        def text(field: str) -> str:
            fact = self._ledger.get(f"{key}.{field}")
            return fact.text if fact else ""

        return Indicator(
            number=key, category=text("category"), subcategory=text("subcategory"), name=text("name"),
            target_value=text("target_value"), actual_value=text("actual_value"),
            attainment_band=text("attainment_band"),
        )  # fmt: skip

    def rating(self, text: str) -> Contradiction | None:
        """A rating (评价等级) that is not the one the total score gives."""
        found = _RATING.fullmatch(text.strip())
        rating = self._ledger.get("score.rating")
        if found is None or rating is None or rating.text[:1] == found["rating"][:1]:
            return None
        return Contradiction(
            "VERDICT_RATING", f"评价等级写作“{found['rating']}”，按自评总分应为“{rating.text}”",
            f"请改为“{rating.text}”", ("score.rating", "score.total"),
        )  # fmt: skip


def _clause(text: str, word: VerdictWord) -> str:
    """The clause that holds *word*, for comparing."""
    spans = clauses_of(text)
    return plain(next((text[start:end] for start, end in spans if start <= word.start < end), word.text))
