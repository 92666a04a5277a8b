"""What the client of the language model costs: seconds per call, and how near N calls come to the time of one.

``.venv/bin/python eval/model_client/evaluate.py`` prints; ``--write`` also keeps the report in ``results.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from fake_model_server import FakeModel, FakeModelServer, prose, rate_limited, reply, status  # noqa: E402
from reportgen.llm.chat import ChatRequest, Message  # noqa: E402
from reportgen.llm.endpoint import Endpoint  # noqa: E402
from reportgen.llm.masking import Masking  # noqa: E402
from reportgen.llm.openai_chat import OpenAIChat  # noqa: E402

SECTIONS = 6  # of the Tianjin example that a model is asked for
REPORT_DELAY = 8.0
RESULTS = Path(__file__).with_name("results.md")
DELAY = 1.0
PROMPT = "本部门全年开展绩效管理工作，联系人欧阳建国，电话13812345678。" * 100
REQUEST = ChatRequest(
    purpose="eval",
    messages=(Message("user", PROMPT),),
    schema={
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "required": ["text"],
        "additionalProperties": False,
    },
    schema_name="text",
)


def client(model: FakeModel, concurrency: int) -> OpenAIChat:
    endpoint = Endpoint(
        base_url=model.base_url, model="fake", concurrency=concurrency, budget_requests=10_000, budget_tokens=10**9
    )
    return OpenAIChat(endpoint, Masking(["欧阳建国"]))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def overhead(server: FakeModelServer, calls: int) -> list[tuple[str, float, float]]:
    """Median wall seconds and mean processor seconds of a call to a server without delay: ours, and a bare one."""
    model = server.play()
    body = json.dumps({"model": "fake", "messages": [{"role": "user", "content": PROMPT}]}).encode()

    def bare() -> None:
        request = urllib.request.Request(
            f"{model.base_url}/chat/completions", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            json.load(answer)

    rows = []
    with client(model, 4) as chat:
        for name, call in (("client", lambda: chat.ask(REQUEST)), ("bare urllib, not streamed", bare)):
            call()
            runs = [timed(call) for _ in range(calls)]
            wall, processor = [run[0] for run in runs], [run[1] for run in runs]
            rows.append((name, median(wall), sum(processor) / calls))
    return rows


def together(server: FakeModelServer, count: int, concurrency: int, *, refuse: tuple[str, ...] = ()) -> float:
    """Wall seconds of *count* calls at once, the first to this endpoint, each delayed by the server."""
    with client(server.play(delay=DELAY, refuse=refuse), concurrency) as chat, ThreadPoolExecutor(count) as pool:
        return timed(lambda: list(pool.map(chat.ask, [REQUEST] * count)))[0]


def report(calls: int) -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    lines = [
        "# Results",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip()}, Python {platform.python_version()}, "
        f"openai {version('openai')}, {platform.machine()}, other programs at work on the machine.",
        "",
        f"## One call without delay ({calls} calls, prompt of {len(PROMPT)} characters)",
        "",
        "| | wall, median | processor |",
        "|---|---|---|",
    ]
    with FakeModelServer() as server:
        for name, wall, processor in overhead(server, calls):
            lines.append(f"| {name} | {wall * 1000:.1f} ms | {processor * 1000:.1f} ms |")
        lines += [
            "",
            f"## N calls at once, each answered after {DELAY:g} s",
            "",
            "| calls | concurrency | forms refused | wall | at least | above it |",
            "|---|---|---|---|---|---|",
        ]
        both = ("json_schema", "json_object")
        for count, concurrency, refuse in (
            (1, 1, ()), (8, 8, ()), (16, 16, ()), (32, 32, ()), (16, 4, ()), (8, 8, both),
        ):  # fmt: skip
            wall = together(server, count, concurrency, refuse=refuse)
            least = -(-count // concurrency) * DELAY
            lines.append(
                f"| {count} | {concurrency} | {len(refuse)} | {wall:.2f} s | {least:.0f} s | {wall - least:.2f} s |"
            )
        lines += [*whole_reports(server), *requests_by_failure(server)]
    return "\n".join(lines) + "\n"


def whole_reports(server: FakeModelServer, settings: Sequence[int] = (1, 2, 4, 6)) -> Iterator[str]:
    """Seconds on the server's clock from the first question of a report to the last answer, each after REPORT_DELAY."""
    yield f"\n## A whole report: {SECTIONS} sections, each answered after {REPORT_DELAY:g} s\n"
    yield "| concurrency | requests | most at once | first question to last answer | at least |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for concurrency in settings:
            model = server.play({"do": "status", "status": 401, "body": "", "keep": True}, delay=REPORT_DELAY)
            generate(Path(folder), *asking(model), "--concurrency", concurrency)
            sent = model.requests
            arrived = [each["seconds"] for each in sent]
            spent = max(arrived) - min(arrived) + REPORT_DELAY
            most = max(each["at_once"] for each in sent)
            least = -(-SECTIONS // concurrency) * REPORT_DELAY
            yield f"| {concurrency} | {len(sent)} | {most} | {spent:.1f} s | {least:.0f} s |"


def requests_by_failure(server: FakeModelServer) -> Iterator[str]:
    """How many requests a report sends to a server that fails always in one way, with and without a budget of 10."""
    untrue = {"paragraphs": [{"answers": [], "sentences": ["全年召开绩效会议12次。"]}]}
    failures = {
        "key refused (401)": status(401, "", keep=True),
        "busy (429)": rate_limited("0", keep=True),
        "server error (503)": status(503, "", headers={"Retry-After": "0"}, keep=True),
        "no JSON": prose(keep=True),
        "untrue": reply(untrue, keep=True),
    }
    yield f"\n## Requests of a report of {SECTIONS} sections to a server that always fails\n"
    yield "| failure | requests | per section | with --budget-requests 10 |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for name, step in failures.items():
            counts = []
            for more in ((), ("--budget-requests", 10)):
                model = server.play(step)
                generate(Path(folder), *asking(model), *more)
                counts.append(len(model.requests))
            yield f"| {name} | {counts[0]} | {counts[0] / SECTIONS:g} | {counts[1]} |"


def asking(model: FakeModel) -> tuple[str, ...]:
    """The options that name *model*."""
    return ("--base-url", model.base_url, "--model", "fake")


def generate(folder: Path, *options: object) -> None:
    """``reportgen generate`` of the Tianjin example as a process."""
    entry = ROOT / "corpora/examples/tianjin/填报.yaml"
    command = [
        sys.executable,
        "-m",
        "reportgen",
        "generate",
        str(entry),
        "-o",
        str(folder / "报告.docx"),
        "--overwrite",
    ]
    environment = os.environ | {"REPORTGEN_PRIOR_REPORTS": str(folder / "store.sqlite")}
    subprocess.run([*command, *map(str, options)], check=False, capture_output=True, env=environment)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--calls", type=int, default=200)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    text = report(options.calls)
    print(text)
    if options.write:
        RESULTS.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
