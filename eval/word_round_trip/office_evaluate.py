"""Officials at LibreOffice: each session of ``office_sessions.py`` played, then refreshed with data that changed.

python eval/word_round_trip/office_evaluate.py --place FOLDER [--only NAME …] [--data same later …] [--again]
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from edit_scripts import W  # noqa: E402
from judge import document_of, fact_mark, figures, paragraphs, says, text_of  # noqa: E402

from reportgen import pipeline, revising  # noqa: E402
from reportgen.errors import ReportgenError  # noqa: E402

TEMPLATES = ROOT / "templates"
EXAMPLES = ROOT / "corpora/examples"
SESSIONS = HERE / "office_sessions.py"
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


# -- the later data -----------------------------------------------------------------------------------------------

LATER: dict[str, tuple[tuple[str, str], ...]] = {
    "tianjin": (
        ("全年执行数: 10389.70\n    填报执行率: 94.56%\n    分值: 10\n    得分: 9.46",
         "全年执行数: 10500.25\n    填报执行率: 95.57%\n    分值: 10\n    得分: 9.56"),
        ("实际完成值: 74人", "实际完成值: 78人"),
    ),
    "jiangxi": (
        ("全年执行数: 374.26\n    填报执行率: 100%", "全年执行数: 370.20\n    填报执行率: 98.92%"),
        ("实际完成值: 7人", "实际完成值: 8人"),
        ("为139名残疾人购买", "为141名残疾人购买"),
    ),
    "shanghai": (
        ("全年执行数: 56690686.28\n    填报执行率: 99.18%", "全年执行数: 56800000.28\n    填报执行率: 99.37%"),
        ("全年执行数: 9391037.56\n    填报执行率: 97.85%", "全年执行数: 9500351.56\n    填报执行率: 98.99%"),
        ("实际完成值: 1720辆", "实际完成值: 1731辆"),
    ),
    "hebei": (("预算数: 40000", "预算数: 45000"),),
}  # fmt: skip
LAST_YEAR = (
    ("年度: 2022", "年度: 2021"),
    ("全年预算数: 374.26\n    全年执行数: 374.26\n    填报执行率: 100%",
     "全年预算数: 300\n    全年执行数: 297\n    填报执行率: 99%"),
)  # fmt: skip


def _changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _later(report: str, text: str) -> str:
    return _changed(text, LATER[report])


def _without_an_indicator(report: str, text: str) -> str:
    told = yaml.safe_load(_later(report, text))
    told["指标"].remove(_middle(told))
    return _dumped(told)


def _with_an_indicator(report: str, text: str) -> str:
    told = yaml.safe_load(_later(report, text))
    middle = _middle(told)
    made = {key: value for key, value in middle.items() if key in {"所属目标", "一级指标", "二级指标", "所属项目"}}
    made |= {"指标序号": "901", "三级指标": "政策宣传册发放数量", "年度指标值": "≥300册", "实际完成值": "320册"}
    told["指标"].insert(told["指标"].index(middle), made)
    return _dumped(told)


def _middle(told: dict[str, Any]) -> dict[str, Any]:
    own = [row for row in told["指标"] if not row.get("所属项目")] or told["指标"]
    return own[len(own) // 2]


def _department_renamed(report: str, text: str) -> str:
    name = yaml.safe_load(text)["基本信息"]["部门名称"]
    return _changed(_later(report, text), [(f"部门名称: {name}", f"部门名称: {name.removesuffix('联合会')}事业联合会")])


def _project_renamed(report: str, text: str) -> str:
    return _later(report, text).replace("残疾人临时救助慰问经费", "困难残疾人临时救助和慰问经费")


def _other_unit(report: str, text: str) -> str:
    told = yaml.safe_load(_later(report, text))
    thousands = told["基本信息"]["金额单位"] == "万元"
    told["基本信息"]["金额单位"] = "元" if thousands else "万元"
    for row in (*told.get("预算", ()), *told.get("项目", ())):
        for key, value in row.items():
            if isinstance(value, int | float) and key.endswith(("预算数", "执行数", "资金")):
                row[key] = float(Decimal(str(value)) * (Decimal(10000) if thousands else Decimal("0.0001")))
    return _dumped(told)


DATA: dict[str, Callable[[str, str], str]] = {
    "same": lambda _report, text: text, "later": _later, "gone": _without_an_indicator, "added": _with_an_indicator,
    "department": _department_renamed, "project": _project_renamed, "unit": _other_unit,
}  # fmt: skip


def _dumped(told: dict[str, Any]) -> str:
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)


# -- judging ------------------------------------------------------------------------------------------------------


@dataclass
class Result:
    """What became of one session with one set of data."""

    session: str
    data: str
    figures: int = 0
    wrong: list[str] = field(default_factory=list)
    promises: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def demand(self, kept: bool, otherwise: str) -> None:
        """Count a promise, and say *otherwise* where it was not *kept*."""
        self.promises += 1
        if not kept:
            self.faults.append(otherwise)


def judged(name: str, data: str, edited: bytes, made: Any, ledger: Mapping[str, Any], promise: Any) -> Result:
    """The refreshed file by the new ledger, by the edited file, and by what the official did."""
    result = Result(name, data)
    after = document_of(made.data)
    facts = {fact_mark(each): ledger[each] for each in ledger}
    for figure in figures(after):
        result.figures += 1
        fact = facts.get(figure.mark)
        if fact is None or not says(figure.text, fact):
            result.wrong.append(
                f"{fact.id if fact else '没有这个事实'} {fact.text if fact else ''}，文中 {figure.text}"
            )
    result.notes = [f"[{note.kind.value}] {' / '.join(note.lines)}" for note in made.plan.notes]
    if data == "same":  # with the data as they were, every word stays where it is
        before, now = ([text_of(each) for each in paragraphs(root)] for root in (document_of(edited), after))
        told = [
            line[:150] for line in unified_diff(before, now, lineterm="", n=0) if line[:2] not in {"--", "++", "@@"}
        ]
        result.demand(before == now, "数据没有变，文字变了：" + " ⏎ ".join(told[:8]))
    if data == "later":
        _promises(after, made.data, promise, result)
    return result


def _promises(after: Any, data: bytes, promise: Mapping[str, Sequence[Any]], result: Result) -> None:
    now = [text_of(each) for each in paragraphs(after)]
    whole = "\n".join(now)
    for fragments in promise.get("words", ()):
        pattern = re.compile(".*?".join(map(re.escape, fragments)), re.S)
        result.demand(any(map(pattern.search, now)), f"不见了：{'…'.join(fragments)}")
    for words in promise.get("away", ()):
        result.demand(words not in whole, f"又出现了：{words}")
    for kind, count in (("once", 1), ("twice", 2)):
        for words in promise.get(kind, ()):
            result.demand(whole.count(words) == count, f"{whole.count(words)}次：{words}")
    for kind, count in (("missing_cells", 0), ("twice_cell", 2)):
        for words in promise.get(kind, ()):
            result.demand(now.count(words) == count, f"{now.count(words)}格：{words}")
    if "order" in promise:
        places = [whole.find(each) for each in promise["order"]]
        result.demand(places == sorted(places) and -1 not in places, f"次序变了：{promise['order']}")
    changes = [each for change in after.iter(*(f"{W}{kind}" for kind in _CHANGES)) for each in change.iter()]
    tracked = "".join(each.text or "" for each in changes if each.tag in {f"{W}t", f"{W}delText"})
    for words in promise.get("tracked", ()):
        result.demand(words in tracked, f"修订不见了：{words}")
    bold = [run for run in after.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    for words in promise.get("bold", ()):
        result.demand(any(words in text_of(run) or text_of(run) in words for run in bold), f"加粗不见了：{words}")
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    for words in promise.get("parts", ()):
        result.demand(any(words in re.sub("<[^>]+>", "", part) for part in parts), f"不见了：{words}")
    for count in promise.get("drawings", ()):
        found = sum(1 for _ in after.iter(f"{W}drawing"))
        result.demand(found == count, f"图片{found}张，应有{count}张")


# -- playing ------------------------------------------------------------------------------------------------------


def python_with_uno() -> str:
    """A Python that can talk to LibreOffice."""
    for python in filter(shutil.which, ("/usr/bin/python3", sys.executable)):
        if subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0:
            return python
    raise SystemExit("no Python with UNO: install python3-uno")


def play(sessions: Mapping[str, str], place: Path) -> None:
    """Play *sessions*, each with its report, and keep what they promise."""
    jobs = [
        {"session": name, "source": str(place / f"{report}.docx"), "result": str(place / f"{name}.docx")}
        for name, report in sessions.items()
    ]
    command = [python_with_uno(), str(SESSIONS), str(place / "profile")]
    run = subprocess.run(command, input="\n".join(map(json.dumps, jobs)), text=True, capture_output=True, check=False)
    if run.returncode:
        raise SystemExit(run.stderr)
    (place / "promises.jsonl").write_text(run.stdout, encoding="utf-8")


def prepare(place: Path) -> None:
    """The reports that people edit, last year's report, and a picture."""
    place.mkdir(parents=True, exist_ok=True)
    for report in LATER:
        (place / f"{report}.docx").write_bytes(_generated(EXAMPLES / report / "填报.yaml"))
    last = place / "jiangxi-2021.yaml"
    last.write_text(_changed((EXAMPLES / "jiangxi/填报.yaml").read_text(encoding="utf-8"), LAST_YEAR), encoding="utf-8")
    (place / "jiangxi-2021.docx").write_bytes(_generated(last))
    (place / "图.png").write_bytes(_picture())


def _generated(entry: Path) -> bytes:
    evaluation = pipeline.open_entry(entry, TEMPLATES)
    return pipeline.word_file(pipeline.draft(evaluation, TEMPLATES), evaluation.form, evaluation.ledger)[0]


def _picture() -> bytes:
    """A red square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 16 for _ in range(16)))
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def results(sessions: Mapping[str, str], chosen: Sequence[str], place: Path) -> Iterator[Result]:
    """Each session with each set of data."""
    promises = {}
    for line in (place / "promises.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        promises[told["session"]] = told
    evaluations: dict[tuple[str, str], Any] = {}
    for name, report in sessions.items():
        told = promises[name]
        if "promise" not in told:
            yield Result(name, "", faults=[f"没有演成：{told['failed']}"])
            continue
        for data in chosen:
            if (report, data) not in evaluations:
                path = place / f"{report}.{data}.yaml"
                text = (EXAMPLES / report / "填报.yaml").read_text(encoding="utf-8")
                path.write_text(DATA[data](report, text), encoding="utf-8")
                evaluations[report, data] = pipeline.open_entry(path, TEMPLATES)
            yield _result(name, report, data, evaluations[report, data], told["promise"], place)


def _result(name: str, report: str, data: str, evaluation: Any, promise: Any, place: Path) -> Result:
    edited, new = place / f"{name}.docx", place / f"{name}.{data}.docx"
    try:
        made = revising.refresh(edited, evaluation, TEMPLATES, lambda _stage: None)
    except ReportgenError as error:  # the base is lost: as the message says, with the first data
        assert "--base" in str(error), error
        first = pipeline.open_entry(EXAMPLES / report / "填报.yaml", TEMPLATES)
        made = revising.refresh(edited, evaluation, TEMPLATES, lambda _stage: None, first=first)
    new.write_bytes(made.data)
    result = judged(name, data, edited.read_bytes(), made, evaluation.ledger, promise)
    again = revising.refresh(new, evaluation, TEMPLATES, lambda _stage: None)
    result.demand(again.data == made.data, "再刷新一次又变了")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", type=Path, required=True, help="a folder for all files")
    parser.add_argument("--only", nargs="+", help="sessions")
    parser.add_argument("--data", nargs="+", choices=DATA, default=["same", "later"])
    parser.add_argument("--again", action="store_true", help="judge what was played before")
    options = parser.parse_args()
    place = options.place.resolve()
    listed = subprocess.run([python_with_uno(), str(SESSIONS), "--list"], capture_output=True, text=True, check=True)
    known = json.loads(listed.stdout)
    sessions = {name: report for name, report in known.items() if not options.only or name in options.only}
    if not options.again:
        prepare(place)
        play(sessions, place)
    found = []
    for each in results(sessions, options.data, place):
        found.append(each)
        print(f"{each.session} / {each.data}: figures {each.figures}, wrong {len(each.wrong)}, "
              f"promises {each.promises}, broken {len(each.faults)}, notes {len(each.notes)}")  # fmt: skip
        for line in (*each.wrong, *each.faults):
            print(f"   !! {line}")
        for line in each.notes:
            print(f"      {line}")
        sys.stdout.flush()
    print(f"sessions {len(sessions)}, refreshes {len(found)}, figures {sum(each.figures for each in found)}, wrong "
          f"{sum(len(each.wrong) for each in found)}, promises {sum(each.promises for each in found)}, broken "
          f"{sum(len(each.faults) for each in found)}")  # fmt: skip


if __name__ == "__main__":
    main()
