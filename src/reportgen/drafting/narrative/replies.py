"""A model's reply for a section (模型的回复): its schema, and the paragraphs it becomes or the objections to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.drafting.narrative.grounds import Grounds
from reportgen.drafting.narrative.materials import Materials
from reportgen.drafting.narrative.problem_cards import ProblemCard
from reportgen.drafting.narrative.prompts import Prompt
from reportgen.drafting.narrative.slots import sentence_runs
from reportgen.drafting.narrative.sources import basis_of
from reportgen.drafting.narrative.truth import of_words_alone
from reportgen.language.claims import claimed_numbers
from reportgen.model.draft import Figure, Gap, Paragraph, Run, Words
from reportgen.model.finding import Finding, Severity
from reportgen.model.prior_report import SectionKind
from reportgen.quantities.numerals import write_numeral

SCHEMA_NAME = "section"
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["paragraphs"],
    "properties": {
        "paragraphs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["answers", "sentences"],
                "properties": {
                    "answers": {"type": "array", "items": {"type": "string"}},
                    "sentences": {"type": "array", "items": {"type": "string"}},
                },
            },
        }
    },
}

_OWN_NUMBER = re.compile(
    r"^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|第?[一二三四五六七八九十]{1,2}是[，：]?|[①-⑳])\s*"
)
_NO_FULL_STOP = re.compile(r"[^。！？；：]$")
_CAUSE = re.compile(r"原因|由于|因为|主要是因|受.{0,8}影响|导致")
_FORBIDDEN = re.compile(
    r"暂无|作为(?:一个)?(?:AI|人工智能|语言模型)|无法提供|抱歉|\bAI\b|以上内容|请注意|根据(?:您|你)提供", re.IGNORECASE
)
_FOREIGN = re.compile(r"[A-Za-z]{3,}")
_SPACED = re.compile(r"[\u4e00-\u9fff][ \u3000·•*_~\-]{1,3}[\u4e00-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef]")
_MOST_PARAGRAPHS, _MOST_SENTENCES, _LONGEST_SENTENCE = 24, 24, 1200

_SENTENCE_END, _CLAUSE_END = re.compile(r"(?<=[。！？])"), re.compile(r"[，；。：！？]")
_SHORTEST_SENTENCE, _SHORTEST_CLAUSE = 7, 14  # characters that are not said twice

Judge = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Judges:
    """What judges a text, whoever wrote it: the truth of the whole, and whose wording the words without figures are."""

    truth: Judge
    wording: Judge


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a reply is not taken, in Chinese, as the model is told."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}：{self.message}"


@dataclass(frozen=True, slots=True)
class Written:
    """The paragraphs of a reply and the objections to them; they are used only when there is none."""

    paragraphs: tuple[Paragraph, ...]
    objections: tuple[Objection, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that stand in the paragraphs, in order."""
        runs = (run for paragraph in self.paragraphs for run in paragraph.runs)
        return tuple(dict.fromkeys(run.fact for run in runs if isinstance(run, Figure)))


@dataclass(frozen=True, slots=True)
class _Told:
    """One paragraph of the reply, its slots filled."""

    answers: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def _too_many(data: Mapping[str, object]) -> Iterator[Objection]:
    """More than a section can hold: told, not cut, and not read any further."""
    paragraphs = list(_paragraphs(data))
    if len(paragraphs) > _MOST_PARAGRAPHS:
        yield Objection("TOO_MANY", f"共{len(paragraphs)}段，一个部分不能超过{_MOST_PARAGRAPHS}段")
    for number, (_, sentences) in enumerate(paragraphs, start=1):
        if len(sentences) > _MOST_SENTENCES:
            yield Objection("TOO_MANY", f"第{number}段有{len(sentences)}句，一段不能超过{_MOST_SENTENCES}句")
        if any(len(sentence) > _LONGEST_SENTENCE for sentence in sentences):
            yield Objection("TOO_MANY", f"第{number}段有超过{_LONGEST_SENTENCE}个字的句子，请拆开写")


def write(
    data: Mapping[str, object], prompt: Prompt, materials: Materials, grounds: Grounds, judges: Judges
) -> Written:
    """The paragraphs that *data* asks for, judged by code: slots, numerals, grounds, problems, then *judges*."""
    too_many = tuple(_too_many(data))
    if too_many:
        return Written((), too_many)
    objections: list[Objection] = []
    told: list[_Told] = []
    unfounded: list[Objection] = []
    known = {card.number: card for card in materials.problems}
    for answers, sentences in _paragraphs(data):
        runs: list[Run] = []
        cards = [known[number] for number in answers if number in known]
        measures = prompt.section is SectionKind.IMPROVEMENTS
        basis = basis_of(materials, grounds.ledger, cards, citing=prompt.citing, measures=measures)
        for position, sentence in enumerate(sentences):
            words = _CONTROL.sub("", sentence).strip()
            filled, faults = sentence_runs(
                _OWN_NUMBER.sub("", words) if not position else words, grounds.ledger, materials.offered
            )
            objections += [Objection(fault.code, fault.message) for fault in faults]
            unfounded += [Objection(each.code, each.message) for each in grounds.unfounded(filled, basis)]
            runs += filled
            if filled and _NO_FULL_STOP.search(filled[-1].text):
                runs.append(Words("。"))
        if runs:
            told.append(_Told(answers, tuple(runs)))
    objections += _of_words(told)
    objections += unfounded
    objections += _repeated(told)
    objections += _of_length(told, prompt)
    objections += _of_required(told, materials)
    if prompt.citing:
        objections += _of_answers(told, prompt, materials.problems)
    paragraphs = tuple(Paragraph(runs) for runs in _finished(told, prompt, materials.problems))
    found = (
        *of_words_alone(judges.truth("\n".join(paragraph.text for paragraph in paragraphs)), paragraphs),
        *judges.wording("\n".join(_without_figures(paragraph.runs) for paragraph in paragraphs)),
    )
    objections += [Objection(each.code, each.message) for each in found if each.severity is not Severity.INFO]
    return Written(paragraphs, tuple(dict.fromkeys(objections)))


def _without_figures(runs: Sequence[Run]) -> str:
    return "".join(run.text if isinstance(run, Words) else "□" for run in runs)


def _paragraphs(data: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Answers and sentences of each paragraph; the schema was checked."""
    paragraphs = data["paragraphs"]
    assert isinstance(paragraphs, list)
    for each in paragraphs:
        yield tuple(map(str, each["answers"])), tuple(map(str, each["sentences"]))


def _of_words(told: Sequence[_Told]) -> Iterator[Objection]:
    for paragraph in told:
        for run in paragraph.runs:
            if not isinstance(run, Words):
                continue
            for start, end in claimed_numbers(run.text):
                number = run.text[start:end]
                yield Objection("NUMERAL", f"“{number}”是槽位以外的数字，请改用事实编号，没有对应事实的就删去")
            forbidden = _FORBIDDEN.search(run.text)
            if forbidden:
                yield Objection("WORDING", f"不能写“{forbidden[0]}”")
            foreign = _FOREIGN.search(run.text)
            if foreign:
                yield Objection("LANGUAGE", f"“{foreign[0]}”不是中文")
            odd = _SPACED.search(run.text)
            if odd:
                yield Objection("SPACED", f"“{odd[0]}”的字之间不要加空格或符号")
            strange = "".join(dict.fromkeys(each for each in run.text if not _is_plain(each)))
            if strange:
                yield Objection("CHARACTERS", f"“{strange}”不是规范汉字或常用标点，请用简体字和全角标点")


def _is_plain(character: str) -> bool:
    """Whether it is a simplified character or a usual mark: GB 2312 holds no traditional and no full-width variants."""
    if "０" <= character <= "ｚ" and character.isalnum():
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _repeated(told: Sequence[_Told]) -> Iterator[Objection]:
    """Paragraphs, sentences and long clauses that stand twice."""
    paragraphs = Counter(paragraph.text for paragraph in told)
    sentences = Counter(
        part
        for text in paragraphs
        for part in (*_split(_SENTENCE_END, text, _SHORTEST_SENTENCE), *_split(_CLAUSE_END, text, _SHORTEST_CLAUSE))
    )
    again = [(text, count) for text, count in (*paragraphs.items(), *sentences.items()) if count > 1]
    for at, (text, count) in enumerate(again):
        if not any(text in whole for whole, _ in again[:at]):
            yield Objection("REPEATED", f"“{text[:20]}…”写了{count}遍，只写一遍")


def _split(mark: re.Pattern[str], text: str, shortest: int) -> list[str]:
    return [part for part in mark.split(text) if len(part) >= shortest]


def _of_length(told: Sequence[_Told], prompt: Prompt) -> Iterator[Objection]:
    length = sum(len(paragraph.text) for paragraph in told)
    if length < prompt.shortest:
        yield Objection("TOO_SHORT", f"全文{length}个字，至少要写{prompt.shortest}个字")
    if length > prompt.longest:
        yield Objection("TOO_LONG", f"全文{length}个字，不能超过{prompt.longest}个字")


def _of_required(told: Sequence[_Told], materials: Materials) -> Iterator[Objection]:
    used = {run.fact for paragraph in told for run in paragraph.runs if isinstance(run, Figure)}
    for fact in materials.required:
        if fact not in used:
            yield Objection("FACT_LEFT_OUT", f"必须写到事实 [[{fact}]]")


def _of_answers(told: Sequence[_Told], prompt: Prompt, cards: Sequence[ProblemCard]) -> Iterator[Objection]:
    known = {card.number: card for card in cards}
    answered = [number for paragraph in told for number in paragraph.answers]
    for paragraph in told:
        if len(paragraph.answers) != 1:
            yield Objection("ANSWERS_ONE", f"“{paragraph.text[:20]}…”这一段的 answers 要写明所对应的一个问题编号")
        for number in paragraph.answers:
            if number not in known:
                yield Objection("ANSWERS_UNKNOWN", f"没有编号为“{number}”的问题，不能写材料以外的问题")
            elif prompt.section is SectionKind.PROBLEMS and not known[number].causes and _CAUSE.search(paragraph.text):
                yield Objection("CAUSE_INVENTED", f"问题{number}没有填报原因，不要写原因")
    for number in known:
        if answered.count(number) != 1:
            yield Objection("PROBLEM_LEFT_OUT", f"问题{number}要写而且只写一段")
    if answered != sorted(answered, key=lambda number: list(known).index(number) if number in known else 0):
        yield Objection("ORDER", "各段要按问题编号的顺序写")


def _finished(told: Sequence[_Told], prompt: Prompt, cards: Sequence[ProblemCard]) -> Iterator[tuple[Run, ...]]:
    """The paragraphs with their numbers, and with gaps where a cause or a measure was not entered."""
    known = {card.number: card for card in cards}
    for number, paragraph in enumerate(told, start=1):
        runs = list(paragraph.runs)
        card = known.get(paragraph.answers[0]) if prompt.citing and paragraph.answers else None
        if card is not None and prompt.section is SectionKind.PROBLEMS and card.no_cause is not None:
            runs += [Words("原因是："), card.no_cause, Words("。")]
        if card is not None and prompt.section is SectionKind.IMPROVEMENTS and card.no_measure is not None:
            runs += [Gap("确认或改写这项措施", f"模型拟写的措施，没有填报依据。{card.no_measure.comment}")]
        if prompt.citing and len(told) > 1:
            runs.insert(0, Words(f"{write_numeral(number)}是"))
        yield tuple(runs)
