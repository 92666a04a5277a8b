"""Which sentences of a model are taken and which are sent back: ``python eval/narrative/grounding.py``.

The cases are single sentences for a section of an example entry. A hostile one is stopped, an honest one refused,
when any judge objects to what it says; objections to what is missing around it (length, facts left out) do not count.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reportgen import narrating, pipeline
from reportgen.drafting.narrative.grounds import Grounds
from reportgen.drafting.narrative.replies import Judges, write
from reportgen.drafting.narrative.sections import Task

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PARTS = ("development", "unseen")
AROUND = frozenset({"TOO_SHORT", "FACT_LEFT_OUT", "PROBLEM_LEFT_OUT", "ORDER"})  # of a section, not of a sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and the objections to it; none means that it is taken."""

    kind: str
    place: str
    sentence: str
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """An example entry, ready to judge replies for its sections."""

    tasks: Mapping[str, Task]
    grounds: Grounds
    judges: Judges

    def objections(self, section: str, sentence: str, answers: str) -> tuple[str, ...]:
        """What is said against *sentence* as the only one of *section*."""
        task = self.tasks[section]
        data = {"paragraphs": [{"answers": [answers] if answers else [], "sentences": [sentence]}]}
        written = write(data, task.prompt, task.materials, self.grounds, self.judges)
        return tuple(str(each) for each in written.objections if each.code not in AROUND)


@cache
def desk(example: str) -> Desk:
    """The desk for ``corpora/examples/<example>``."""
    evaluation = pipeline.open_entry(ROOT / "corpora" / "examples" / example / "填报.yaml", ROOT / "templates")
    written = pipeline.draft(evaluation, ROOT / "templates")
    folder = tempfile.mkdtemp()
    with closing(pipeline.open_prior_reports(Path(folder) / "store.sqlite", ROOT / "corpora")) as store:
        planned = narrating.prepare(evaluation, written, store, [ROOT / "prompts"])
        judges = narrating.judges(evaluation, planned, store)
    return Desk({task.key: task for task in planned.tasks}, planned.grounds, judges)


def judged(file: str, part: str) -> Iterator[Judged]:
    """The sentences of *part* of a case file with the objections to each."""
    cases: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    for group in cases[part]:
        place = "/".join(filter(None, (group["example"], group["section"], group.get("answers", ""))))
        for sentence in group["sentences"]:
            found = desk(group["example"]).objections(group["section"], sentence, group.get("answers", ""))
            yield Judged(group.get("kind", ""), place, sentence, found)


def main() -> None:
    """Print the shares for each part; ``--show`` prints the sentences of development that went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="misses of the development part")
    options.add_argument(
        "--show-unseen", action="store_true", help="misses of the unseen part; rules made after this have seen it"
    )
    chosen = options.parse_args()
    for part in PARTS:
        hostile = list(judged("hostile.yaml", part))
        honest = list(judged("honest.yaml", part))
        passed = [each for each in hostile if not each.objections]
        refused = [each for each in honest if each.objections]
        stopped = len(hostile) - len(passed)
        print(
            f"{part}: hostile stopped {stopped}/{len(hostile)} = {stopped / len(hostile):.1%}; "
            f"honest refused {len(refused)}/{len(honest)} = {len(refused) / len(honest):.1%}"
        )
        kinds = Counter(each.kind for each in hostile)
        for kind, missed in Counter(each.kind for each in passed).items():
            print(f"  passed: {kind} {missed}/{kinds[kind]}")
        codes = Counter(each.objections[0].split("：")[0] for each in refused)
        print(f"  refused by: {'，'.join(f'{code} {count}' for code, count in codes.most_common())}")
        if (chosen.show and part == "development") or (chosen.show_unseen and part == "unseen"):
            for each in passed:
                print(f"  PASSED  {each.place}　{each.sentence}")
            for each in refused:
                print(f"  REFUSED {each.place}　{each.sentence}\n          {'；'.join(each.objections)}")


if __name__ == "__main__":
    main()
