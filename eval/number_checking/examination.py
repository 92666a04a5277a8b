"""The examination: reports written freely by examiners who do not know the checker, annotated number by number.

python eval/number_checking/examination.py first second      # sets of departments in the order they were examined
python eval/number_checking/examination.py templates         # reports that the forms make of the first two sets
python eval/number_checking/examination.py prose             # other true texts of entries of these sets, without marks
python eval/number_checking/examination.py seventh --list    # with each false alarm and each sentence that was missed

A report is judged whole for false alarms, by the number checker alone and by the check that an official asks for (a
generated one as a Word file with its tables); a mutated sentence with its heading and the line before it, a row of a
table with its whole table. A set is unseen only once: what was read of it to mend the checker makes it development
material, and README.md tells what the first sight of each was.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from annotated_mutations import ADDED_KINDS, FIGURE_KINDS, KINDS
from annotated_sentences import Claim, Mutator, Saying, Sentence
from annotation import AnnotationError, Entry, Figure, Mark, Report, figure, read_report, rounded

from reportgen import pipeline
from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.model import draft as drafts
from reportgen.model.checked_text import CheckedText
from reportgen.model.finding import Severity
from reportgen.quantities.mentions import scan

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ANNOTATED = HERE / "departments" / "annotated"
PROSE = HERE / "departments" / "prose"  # texts in the order of writing, named after set and department
# In the order they were examined.
SETS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "phrases_counts",
    "phrases_roles",
    "phrases_sums",
    "phrases_shares",
)
OF_TEMPLATES = ("first", "second")  # the sets whose entries the forms make reports of
FORMS = ("general", "hebei", "shanghai", "tianjin")
EXAMPLES = ("hebei", "jiangxi", "shanghai", "tianjin")
SEED = 3_2026
TRUE_OF_THEM = {
    "PLACEHOLDER",
    "MISSING_ELEMENT",
}  # gaps that the entries leave, and reports without signature: no alarm
PER_KIND = 3  # sentences of a kind from one line of a report made by a template; those lines are many and alike


@dataclass
class Outcome:
    """What came of one report: numbers and alarms of the whole, and for each kind the sentences made and missed."""

    name: str
    numbers: int = 0
    alarms: list[str] = field(default_factory=list)
    asked_numbers: int = 0  # the same for the check that an official asks for, of the whole file with its tables
    asked_alarms: list[str] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    missed: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A report to examine: an annotated one, or one that a form makes of an entry."""

    entry: Path
    form: str = ""
    prose: Path | None = None  # a true text without marks, of which only the alarms are counted
    most_lines: int = 0  # of a long report, so many lines chosen by chance; 0 for all

    @property
    def name(self) -> str:
        """Its name in the results."""
        return self.prose.stem if self.prose else f"{self.entry.parent.name}{'/' + self.form if self.form else ''}"


def departments(*sets: str) -> list[Path]:
    """The folders of the departments of those *sets*, by name."""
    return [folder for one in sets for folder in sorted((ANNOTATED / one).iterdir())]


def free_tasks(*sets: str) -> list[Task]:
    """The reports written freely of those *sets*."""
    return [Task(folder / "entry.yaml") for folder in departments(*sets)]


def prose_tasks() -> list[Task]:
    """The texts without marks, each of the entry that its name tells."""
    named = [(path, path.stem.split("_", 1)) for path in sorted(PROSE.glob("*/*.txt"))]
    return [Task(ANNOTATED / one / department / "entry.yaml", prose=path) for path, (one, department) in named]


def template_tasks() -> list[Task]:
    """The reports that the forms make of annotated entries, and of the worked examples in their own forms."""
    made = [Task(folder / "entry.yaml", form, most_lines=8) for folder in departments(*OF_TEMPLATES) for form in FORMS]
    return made + [Task(ROOT / "corpora/examples" / name / "填报.yaml", "own", most_lines=16) for name in EXAMPLES]


def examine(tasks: Sequence[Task], processes: int = 2) -> list[Outcome]:
    """The outcome of each task, in order, worked off by that many processes."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_examined, tasks))


def _examined(task: Task) -> Outcome:
    if task.prose:
        return _prose_outcome(task, task.prose.read_text(encoding="utf-8"))
    return _template_outcome(task) if task.form else _free_outcome(task)


def _evaluation(task: Task) -> pipeline.Evaluation:
    entered = read_entry(task.entry).entered
    code = "" if task.form in {"", "own"} else task.form
    return pipeline.evaluate(entered, pipeline.choose_form(entered, ROOT / "templates", code))


def _free_outcome(task: Task) -> Outcome:
    report = read_report(task.entry.parent)
    evaluation = _evaluation(task)
    numbers = sum(mark.is_number for mark in report.marks())
    outcome = Outcome(task.name, numbers=numbers)
    index = build_fact_index(evaluation.ledger)
    _judge_whole(outcome, report.text, index)
    _judge_as_asked(outcome, pipeline.check_words(report.text, ROOT / "templates", evaluation))
    _judge_mutants(outcome, report.text.splitlines(), sentences_of(report), index, KINDS)
    return outcome


def _prose_outcome(task: Task, text: str) -> Outcome:
    evaluation = _evaluation(task)
    outcome = Outcome(task.name, numbers=sum(one.is_claim for one in scan(text).mentions))
    _judge_whole(outcome, text, build_fact_index(evaluation.ledger))
    _judge_as_asked(outcome, pipeline.check_words(text, ROOT / "templates", evaluation))
    return outcome


def _judge_whole(outcome: Outcome, text: str, index: FactIndex) -> None:
    outcome.alarms = list(_listed(check_text(text, index.ledger, index=index)))


def _judge_as_asked(outcome: Outcome, checked: CheckedText) -> None:
    outcome.asked_alarms = list(_listed(checked))
    outcome.asked_numbers = sum(one.is_claim for one in scan(checked.text).mentions)


def _listed(checked: CheckedText) -> Iterator[str]:
    for one in checked.findings:
        if one.severity is not Severity.INFO and one.code not in TRUE_OF_THEM:
            at = one.start or 0
            around = checked.text[max(0, at - 20) : at + 24].replace("\n", "⏎")
            yield f"{one.severity.chinese} {one.code} {one.message} …{around}…"


def sentences_of(report: Report) -> list[Sentence]:
    claims = [[_claim(report.entry, mark) for mark in line.marks if mark.is_number] for line in report.lines]
    whole = tuple(claim for line in claims for claim in line)
    roles = _roles(report.entry)
    attained = {
        f"i{at}": report.entry.attained(row) for at, row in enumerate(report.entry.data["指标"], start=1)
    }  # fmt: skip
    basic, conclusion = report.entry.data["基本信息"], report.entry.data["自评结论"]
    return [
        Sentence(
            line.text, tuple(own), tuple(_saying(mark) for mark in line.marks if mark.sign in "!@"), whole, roles,
            attained, "missed" in attained.values(), conclusion["评价等级"], int(basic["年度"]), str(report.entry.data),
        )
        for line, own in zip(report.lines, claims, strict=True)
    ]  # fmt: skip


def _claim(entry: Entry, mark: Mark) -> Claim:
    own = re.fullmatch(r"([ibps]\w+)\.\w+", mark.formula)
    row = own[1] if own else ""
    return Claim(
        mark.words, mark.start, mark.end, mark.sign, entry.calculate(mark.formula), mark.written, row, mark.formula
    )


def _saying(mark: Mark) -> Saying:
    if mark.sign == "@":
        return Saying(mark.words, mark.start, "@")
    kind, rest = mark.claim
    return Saying(mark.words, mark.start, kind, tuple(rest))


def _roles(entry: Entry) -> dict[str, dict[str, Figure]]:
    """The figures of a row by field, for putting one in the place of another."""
    found: dict[str, dict[str, Figure]] = {}
    rows = [
        *((f"i{at}", "tap") for at in range(1, len(entry.data["指标"]) + 1)),
        *((f"p{at}", "be") for at in range(1, len(entry.data["项目"]) + 1)),
        *((f"b{key}", "ojep") for key in "tbpfx"),
    ]  # fmt: skip
    for row, fields in rows:
        for one in fields:
            try:
                found.setdefault(row, {})[one] = entry.value(f"{row}.{one}")
            except (AnnotationError, StopIteration):
                continue
    return found


def _template_outcome(task: Task) -> Outcome:
    evaluation = _evaluation(task)
    written = pipeline.draft(evaluation, ROOT / "templates")
    lines = list(_lines_of(written))
    sentences = _template_sentences(lines, evaluation)
    numbers = sum(one.is_claim for text, _ in lines for one in scan(text).mentions)
    outcome = Outcome(task.name, numbers=numbers)
    texts = [text for text, _ in lines]
    index = build_fact_index(evaluation.ledger)
    _judge_whole(outcome, "\n".join(texts) + "\n", index)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "自评报告.docx"
        path.write_bytes(pipeline.word_file(written, evaluation.form)[0])
        _judge_as_asked(outcome, pipeline.check_file(path, ROOT / "templates", evaluation))
    kinds = {**FIGURE_KINDS, **{name: one for name, one in ADDED_KINDS.items() if name not in {"scope", "rating"}}}
    _judge_mutants(outcome, texts, sentences, index, kinds, task.most_lines)
    return outcome


def _lines_of(written: drafts.Draft) -> Iterator[tuple[str, tuple[drafts.Run, ...]]]:
    """The title, headings and paragraphs of a draft with their runs; its tables repeat the entry and are left out."""
    yield str(written.title), drafts.runs_of_line(written.title)
    for section in written.sections:
        for block in section.blocks:
            if isinstance(block, drafts.Heading):
                yield block.number + block.text, (drafts.Words(block.number), *drafts.runs_of_line(block.text))
            elif isinstance(block, drafts.Paragraph):
                yield block.text, block.runs


def _template_sentences(
    lines: Sequence[tuple[str, tuple[drafts.Run, ...]]], evaluation: pipeline.Evaluation
) -> list[Sentence]:
    """Sentences whose figures the template itself has bound to facts, which serves as the annotation."""
    claims = []
    for _text, runs in lines:
        own, at = [], 0
        for run in runs:
            claim = _bound(run, at, evaluation) if isinstance(run, drafts.Figure) else None
            own += [claim] if claim else []
            at += len(run.text)
        claims.append(own)
    whole = tuple(claim for line in claims for claim in line)
    year = evaluation.entered.department.year or 0
    return [
        Sentence(text, tuple(own), (), whole, {}, {}, False, "", year, "")
        for (text, _), own in zip(lines, claims, strict=True)
    ]


def _bound(run: drafts.Figure, at: int, evaluation: pipeline.Evaluation) -> Claim | None:
    fact = evaluation.ledger.get(run.fact)
    if fact is None or fact.quantity is None or not re.fullmatch(r"\d[\d,.]*\D{0,5}", run.text):
        return None
    written, true = figure(run.text), Fraction(fact.quantity.base)
    if rounded(true, written.step) != written.value:
        return None
    return Claim(run.text, at, at + len(run.text), "=", true, written, run.fact.rpartition(".")[0], run.fact)


def _judge_mutants(
    outcome: Outcome, lines: Sequence[str], sentences: Sequence[Sentence], index: FactIndex,
    kinds: Mapping[str, Mutator], most_lines: int = 0,
) -> None:  # fmt: skip
    chance = random.Random(f"{SEED} {outcome.name}")
    chosen = range(len(lines))
    limit = None
    if most_lines:
        holding = [at for at, one in enumerate(sentences) if one.claims]
        chosen, limit = sorted(chance.sample(holding, min(most_lines, len(holding)))), PER_KIND
    for at in chosen:
        before, after = _around(lines, at)
        known = _alarms("\n".join([*before, lines[at], *after]), index)
        for name, mutate in kinds.items():
            made = [one for one in dict.fromkeys(mutate(sentences[at], chance)) if one != lines[at]]
            for wrong in made if limit is None or len(made) <= limit else chance.sample(made, limit):
                outcome.made[name] += 1
                if not _alarms("\n".join([*before, wrong, *after]), index) - known:
                    outcome.missed.setdefault(name, []).append(wrong)


def _around(lines: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """What a line is judged with: its heading and the line before it; a row of a table, the whole table."""
    if lines[at].startswith(("|", "单位：")):
        start = end = at
        while start and (lines[start - 1].startswith(("|", "单位：")) or not lines[start - 1]):
            start -= 1
        while end + 1 < len(lines) and lines[end + 1].startswith("|"):
            end += 1
        return _heading(lines, start) + list(lines[start:at]), list(lines[at + 1 : end + 1])
    heading = _heading(lines, at)
    previous = [lines[at - 1]] if at and lines[at - 1] and lines[at - 1] not in heading else []
    return heading + previous, []


def _heading(lines: Sequence[str], at: int) -> list[str]:
    for one in reversed(lines[1:at]):
        if one.startswith("#") or (
            re.match(r"（?[一二三四五六七八九十]+[）、]", one) and not one.endswith(("。", "；"))
        ):
            return [one]
    return []


def _alarms(text: str, index: FactIndex) -> Counter[tuple[str, str]]:
    return Counter(_alarms_of(text, _Kept(index)))


@dataclass(frozen=True)
class _Kept:
    """An index compared by identity, so that texts judged before need not be judged again."""

    index: FactIndex

    def __hash__(self) -> int:
        return id(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.index is self.index


@cache
def _alarms_of(text: str, kept: _Kept) -> tuple[tuple[str, str], ...]:
    checked = check_text(text, kept.index.ledger, index=kept.index)
    return tuple((one.code, one.text) for one in checked.findings if one.severity is not Severity.INFO)


def _told(title: str, alarms: Sequence[str], numbers: int) -> str:
    errors = sum(one.startswith(Severity.ERROR.chinese) for one in alarms)
    return f"{title} {len(alarms)}/{numbers}（其中错误 {errors}）= {1000 * len(alarms) / numbers:.1f} 每千个真实数字"


def show(title: str, outcomes: Sequence[Outcome]) -> list[str]:
    """The lines of the result of one set of reports."""
    numbers = sum(one.numbers for one in outcomes)
    asked = sum(one.asked_numbers for one in outcomes)
    made = sum((one.made for one in outcomes), Counter[str]())
    missed = Counter({kind: sum(len(one.missed.get(kind, ())) for one in outcomes) for kind in made})
    lines = [
        f"\n{title}：{len(outcomes)} 份报告，{numbers} 个真实数字",
        _told("数字核查的误报", [alarm for one in outcomes for alarm in one.alarms], numbers),
        _told("整份文件核查（check --data）的误报", [alarm for one in outcomes for alarm in one.asked_alarms], asked),
        *(
            f"  {one.name:24} {len(one.alarms):4}/{one.numbers:4}　整份 {len(one.asked_alarms):4}/{one.asked_numbers:4}"
            for one in outcomes
        ),
    ]
    for kind in sorted(made, key=lambda one: (1 - missed[one] / made[one], one)):
        caught = made[kind] - missed[kind]
        lines.append(f"{kind:18} {caught:5}/{made[kind]:5} = {caught / made[kind]:.4f}")
    total, hit = made.total(), made.total() - missed.total()
    if not total:
        return lines
    below = sum(missed[kind] > made[kind] / 100 for kind in made)
    lines.append(f"{'合计':16} {hit:5}/{total:5} = {hit / total:.4f}，{len(made)}种，其中{below}种不到99%")
    return lines


def listed(outcomes: Sequence[Outcome]) -> list[str]:
    """Each false alarm and each missed sentence, by report."""
    lines = []
    for one in outcomes:
        lines += [f"误报[{one.name}] {alarm}" for alarm in one.alarms]
        lines += [f"整份误报[{one.name}] {alarm}" for alarm in one.asked_alarms]
        lines += [f"漏报[{one.name} {kind}] {wrong}" for kind, missed in one.missed.items() for wrong in missed]
    return lines


def main() -> None:
    """Examine what is asked for and print the scores."""
    options = argparse.ArgumentParser()
    options.add_argument("sets", nargs="+", choices=[*SETS, "prose", "templates"])
    options.add_argument("--list", action="store_true")
    options.add_argument("--processes", type=int, default=2)
    asked = options.parse_args()
    for one in asked.sets:
        tasks = {"templates": template_tasks, "prose": prose_tasks}.get(one, lambda one=one: free_tasks(one))()
        outcomes = examine(tasks, asked.processes)
        print("\n".join(show(one, outcomes)))
        if asked.list:
            print("\n".join(listed(outcomes)))


if __name__ == "__main__":
    main()
