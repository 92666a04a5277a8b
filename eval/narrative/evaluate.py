"""What becomes of the sections that models write: ``.venv/bin/python eval/narrative/evaluate.py``.

Scripted models (``scripted_models.py``) by default; a live one as well where OPENAI_BASE_URL and OPENAI_MODEL are set
and ``--live`` is given: then the entries are sent there. ``--record FOLDER`` keeps every question with its answer,
``--replay FOLDER`` answers from it, ``--write`` keeps the figures in ``results.md``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from own_reading import copied, read_entered, sections, unexplained  # noqa: E402
from scripted_models import MODELS, UNTRUE, ScriptedModel  # noqa: E402

from reportgen import narrating, pipeline  # noqa: E402
from reportgen.llm.chat import ChatModel  # noqa: E402
from reportgen.llm.endpoint import Endpoint  # noqa: E402
from reportgen.llm.open_model import open_model, open_replay  # noqa: E402
from reportgen.llm.recording import RecordingChat  # noqa: E402
from reportgen.model.draft import Heading  # noqa: E402
from reportgen.model.narrative import Outcome, SectionRecord  # noqa: E402
from reportgen.pipeline import Evaluation  # noqa: E402
from reportgen.retrieval.store import ReportStore  # noqa: E402

DEPARTMENTS = ("farming", "schools", "health", "market", "transport", "welfare", "emergency")
FORMS = ("general", "tianjin", "hebei", "shanghai")
BY_MODEL = (Outcome.ACCEPTED, Outcome.CORRECTED)


@dataclass(slots=True)
class Tally:
    """What was counted over all reports of one model."""

    reports: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    objections: Counter[str] = field(default_factory=Counter)  # of all replies refused
    reasons: Counter[str] = field(default_factory=Counter)  # of sections fallen back
    refused: list[str] = field(default_factory=list)  # every objection in full
    unexplained: list[str] = field(default_factory=list)
    required: int = 0
    appeared: int = 0
    copied: list[str] = field(default_factory=list)
    requests: int = 0
    tokens: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    reached: list[tuple[str, str]] = field(default_factory=list)  # kind and sentence of what got through


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where replies come from and go to: a live endpoint, recordings, or neither."""

    live: Endpoint | None = None
    record: Path | None = None
    replay: Path | None = None


def run(name: str, ways: Ways, departments: Sequence[str], *, values_shown: bool) -> Tally:
    """All departments in all forms by the model *name*."""
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(pipeline.open_prior_reports(Path(folder) / "store.sqlite", ROOT / "corpora")) as store,
    ):
        others = [text for (text,) in store.rows("select text from passage")]
        for department, form in product(departments, FORMS):
            entry = ROOT / "eval/number_checking/departments" / f"{department}.yaml"
            evaluation = pipeline.open_entry(entry, ROOT / "templates", form)
            place = f"{department}-{form}-{'shown' if values_shown else 'hidden'}"
            _one(tally, name, ways, evaluation, entry, place, store, others, values_shown=values_shown)
    return tally


def _one(
    tally: Tally,
    name: str,
    ways: Ways,
    evaluation: Evaluation,
    entry: Path,
    place: str,
    store: ReportStore,
    others: Sequence[str],
    *,
    values_shown: bool,
) -> None:
    written = pipeline.draft(evaluation, ROOT / "templates")
    planned = narrating.prepare(evaluation, written, store, [ROOT / "prompts"], values_shown=values_shown)
    scripted = ScriptedModel(name, MODELS[name], place) if name in MODELS else None
    names = narrating.persons(evaluation)
    with _model(scripted, ways, f"{name}-{place}.jsonl", names) as model:
        narrated = narrating.carry_out(
            evaluation, written, planned, model, store,
            concurrency=ways.live.concurrency if ways.live else 1, on_state=lambda _heading, _state: None,
        )  # fmt: skip
    by_model = [record for record in narrated.records if record.outcome in BY_MODEL]
    data, _ = pipeline.word_file(
        narrated.draft, evaluation.form, evaluation.ledger, clean=True, evidence=False,
        prose=frozenset(record.section for record in by_model),
    )  # fmt: skip
    headings = [
        str(block.text) for section in narrated.draft.sections for block in section.blocks if isinstance(block, Heading)
    ]
    read = sections(data, headings)
    made = [
        fact.quantity.value
        for fact in evaluation.ledger.values()
        if fact.id.startswith(("score.", "count.")) and fact.quantity
    ]
    entered = read_entered(entry, made)
    tally.reports += 1
    for record in narrated.records:
        _count(tally, record)
    tasks = {task.key: task for task in planned.tasks}
    for record in by_model:
        text = read[record.heading]
        tally.characters += len(text)
        tally.unexplained += [f"{place}/{record.section}: {each}" for each in unexplained(text, entered)]
        tally.copied += copied(text, others, entered.text)
        wanted = [evaluation.ledger[fact] for fact in tasks[record.section].materials.required]
        tally.required += len(wanted)
        tally.appeared += sum(fact.text.rstrip("。；;，,、 ") in text for fact in wanted)
    if scripted is not None:
        _count_injected(tally, scripted, by_model)


def _count(tally: Tally, record: SectionRecord) -> None:
    tally.outcomes[record.outcome] += 1
    if record.outcome is Outcome.FALLBACK:
        tally.reasons[record.reason.rpartition("：")[0].rpartition("：")[2] or record.reason] += 1
    for attempt in record.attempts:
        tally.requests += attempt.requests
        tally.tokens["read"] += attempt.input_tokens
        tally.tokens["written"] += attempt.output_tokens
        tally.objections.update({each.partition("：")[0] for each in attempt.objections})
        tally.refused += [f"{record.section}: {each}" for each in attempt.objections]


def _count_injected(tally: Tally, model: ScriptedModel, by_model: Sequence[SectionRecord]) -> None:
    taken = {f"section/{record.section}": record.attempts[-1].reply for record in by_model}
    for purpose, kind, sentence in model.injected:
        tally.injected[kind] += 1
        if sentence and kind in UNTRUE and sentence in taken.get(purpose, ""):
            tally.reached.append((kind, f"{purpose}: {sentence}"))


def _model(
    scripted: ScriptedModel | None, ways: Ways, file: str, names: Sequence[str]
) -> AbstractContextManager[ChatModel]:
    if ways.replay is not None:
        return nullcontext(open_replay(ways.replay / file, names=names))
    record = ways.record / file if ways.record is not None else None
    if scripted is None:
        assert ways.live is not None
        return open_model(ways.live, names=names, record=record)
    return nullcontext(scripted) if record is None else RecordingChat(scripted, record)


def table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The figures of all models."""
    yield (
        "| | sections asked | taken at first | after re-asking | fallen back | untraced numbers (own reading) "
        "| required facts that appear | copied runs | untrue sentences put in → in a report "
        "| characters read / written per report |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, tally in tallies.items():
        asked = sum(tally.outcomes[each] for each in (*BY_MODEL, Outcome.FALLBACK))
        untrue = sum(tally.injected[kind] for kind in UNTRUE)
        cells = [
            str(asked),
            *(f"{tally.outcomes[each]} ({tally.outcomes[each] / asked:.0%})" for each in (*BY_MODEL, Outcome.FALLBACK)),
            str(len(tally.unexplained)),
            f"{tally.appeared}/{tally.required}",
            str(len(tally.copied)),
            f"{untrue} → {len(tally.reached)}",
            f"{tally.tokens['read'] / tally.reports:,.0f} / {tally.tokens['written'] / tally.reports:,.0f}",
        ]
        yield f"| {name} | " + " | ".join(cells) + " |"


def details(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Reasons, and everything that should not be."""
    for name, tally in tallies.items():
        yield f"\n### {name}\n"
        yield "Objections to replies: " + (
            "; ".join(f"{code} {n}" for code, n in tally.objections.most_common()) or "none"
        )
        yield "\nFallen back for: " + ("; ".join(f"{why} {n}" for why, n in tally.reasons.most_common(8)) or "nothing")
        yield "\nSpoilt: " + ("; ".join(f"{kind} {n}" for kind, n in sorted(tally.injected.items())) or "nothing")
        yield from (f"- refused: {each} ({n})" for each, n in Counter(tally.refused).most_common(12))
        yield from (f"- untraced: {each}" for each in tally.unexplained[:20])
        yield from (f"- copied: {each}" for each in tally.copied[:10])
        yield from (f"- in a report: {kind}: {sentence}" for kind, sentence in tally.reached[:30])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--models", nargs="*", default=[*MODELS])
    arguments.add_argument("--departments", nargs="*", default=[*DEPARTMENTS])
    arguments.add_argument("--values", choices=("shown", "hidden", "both"), default="both")
    arguments.add_argument("--live", action="store_true", help="send the entries to OPENAI_BASE_URL")
    arguments.add_argument("--record", type=Path)
    arguments.add_argument("--replay", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    live = None
    if options.live:
        live = Endpoint(
            base_url=os.environ["OPENAI_BASE_URL"], model=os.environ["OPENAI_MODEL"],
            api_key=os.environ.get("OPENAI_API_KEY", ""), budget_requests=100_000, budget_tokens=10**9,
            budget_seconds=10**6,
        )  # fmt: skip
        options.models.append(live.model)
    for folder in filter(None, (options.record,)):
        folder.mkdir(parents=True, exist_ok=True)
    ways = Ways(live=live, record=options.record, replay=options.replay)
    tallies: dict[str, Tally] = {}
    for name in options.models:
        for shown in {"shown": (True,), "hidden": (False,), "both": (True, False)}[options.values]:
            title = f"{name}, values {'shown' if shown else 'hidden'}"
            tallies[title] = run(name, ways, options.departments, values_shown=shown)
            print("\n".join(table({title: tallies[title]})), file=sys.stderr)
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, encoding="utf-8", cwd=ROOT, check=False).stdout.strip()
    lines = [
        "# Results\n",
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}; {len(options.departments)} departments, {len(FORMS)} forms.\n",
        *table(tallies),
        *details(tallies),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        (HERE / "results.md").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
