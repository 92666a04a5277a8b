"""How long scanning and tracing take, how that grows with the text and the facts, beside JioNLP and cn2an.

python eval/number_checking/speed.py             # nine processes by turns, about three minutes
python eval/number_checking/speed.py --runs 3    # fewer

All figures are processor milliseconds per 1,000 characters, the median of the processes. Each process loads, warms
up on another text, and reads a text once by each reader, in turns. Every reading is a first one: what the scanner
remembers of short texts is kept out of scanning and tracing.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, product
from statistics import median

import cn2an
from evaluate import DEVELOPMENT, ROOT, Department, departments

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.checking.sentences.subjects import read_line
from reportgen.checking.tracing.tracer import Tracer
from reportgen.language.passages import passages
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named

LENGTHS = (1_000, 5_000, 20_000, 50_000, 200_000)
FACTS = (1_000, 10_000, 100_000)
SEEDS = ROOT.parent / "shared/seeds"
_NUMERALS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[百千万亿]*%?|[零一二三四五六七八九十百千万亿两]+")

_NOWHERE = ("此名不在文中",)  # a text that is read for entered names is read anew

Figures = dict[str, float]
Reader = Callable[[str], object]


def scanned(text: str) -> int:
    """How many numbers the scanner finds."""
    return sum(len(scan(passage.text, names=_NOWHERE).mentions) for passage in passages(text))


def traced(text: str, index: FactIndex, tracer: Tracer) -> int:
    """How many numbers scanning and tracing find to be true."""
    found, heading = 0, ""
    names = index.names_in(text) or _NOWHERE
    for passage in passages(text):
        mentions = scan(passage.text, names=names).mentions
        line = read_line(passage, mentions, index, heading, ())
        heading = passage.text if passage.heading else heading
        found += sum(bool(trace.statements) for _, trace, _ in tracer.trace(line))
    return found


def numbers_by_cn2an(text: str) -> int:
    """How many numbers one regular expression finds and cn2an can value."""
    found = 0
    for match in _NUMERALS.finditer(text):
        try:
            cn2an.cn2an(match[0].rstrip("%").replace(",", ""), "smart")
        except ValueError:
            continue
        found += 1
    return found


def jionlp_reader() -> Reader:
    """JioNLP's amounts of money and times, line by line, with their values; loading is not measured."""
    import jionlp

    logging.disable(logging.CRITICAL)  # it logs a traceback for every time it cannot read

    def read(text: str) -> None:
        for line in text.splitlines():
            if line.strip():
                jionlp.ner.extract_money(line)
                jionlp.ner.extract_time(line)

    return read


def per_thousand(read: Callable[[], object], characters: int) -> float:
    """Processor milliseconds per 1,000 characters of one reading."""
    start = time.process_time()
    read()
    return (time.process_time() - start) * 1_000_000 / characters


def beside_others(known: Sequence[Department], jionlp: Reader) -> Figures:
    """Every department read by every reader, in turns; the first department only warms up."""
    spent: dict[str, list[float]] = {}
    characters = 0
    for place, department in enumerate(known):
        text, index = department.text, department.index
        tracer = Tracer(index)
        check_text("本年。", index.ledger, index=index)
        readers: list[tuple[str, Callable[[], object]]] = [
            ("找数", lambda text=text: scanned(text)),
            ("找数和追溯", lambda text=text, index=index, tracer=tracer: traced(text, index, tracer)),
            ("整份核查", lambda text=text, index=index: check_text(text, index.ledger, index=index)),
            ("JioNLP", lambda text=text: jionlp(text)),
            ("正则 + cn2an", lambda text=text: numbers_by_cn2an(text)),
        ]
        shift = place % len(readers)
        for name, read in readers[shift:] + readers[:shift]:
            figure = per_thousand(read, len(text))
            if place:
                spent.setdefault(name, []).append(figure * len(text))
        characters += len(text) if place else 0
    return {name: sum(figures) / characters for name, figures in spent.items()}


def published(index: FactIndex) -> Figures:
    """The prose of published documents, judged by a department's facts, where the documents are at hand."""
    texts = ["\n".join(_prose(path.read_text(encoding="utf-8"))) for path in sorted(SEEDS.glob("*.txt"))]
    texts = [text for text in texts if len(text) > 1_000]
    characters = sum(map(len, texts))
    tracer = Tracer(index)
    if not characters:
        return {}
    return {
        "公开文件 找数": per_thousand(lambda: [scanned(text) for text in texts], characters),
        "公开文件 找数和追溯": per_thousand(lambda: [traced(text, index, tracer) for text in texts], characters),
        "公开文件 整份核查": per_thousand(
            lambda: [check_text(text, index.ledger, index=index) for text in texts], characters
        ),
    }


def _prose(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if len(line) > 20 and "\t" not in line and "|" not in line)


def by_length(department: Department) -> Figures:
    """One department's text, again and again up to each length; then as one line, and one hostile line."""
    index, tracer, long = department.index, Tracer(department.index), LENGTHS[-1]
    found = {}
    for length in LENGTHS:
        text = (department.text.rstrip() + "\n") * (length // len(department.text) + 1)
        cut = text[: text.rfind("\n", 0, length) + 1] or text[:length]
        found[f"{length:,}字"] = per_thousand(lambda cut=cut: traced(cut, index, tracer), len(cut))
    prose = "".join(line for line in department.text.splitlines() if line.endswith("。"))
    for name, line in (("连成一行", prose), ("一行“12人，”", "12人，")):
        cut = (line * (long // len(line) + 1))[:long]
        found[f"{long:,}字，{name}"] = per_thousand(lambda cut=cut: traced(cut, index, tracer), long)
    return found


def by_facts(department: Department) -> Figures:
    """One department's text by its own facts and as many others as it takes."""
    found = {}
    for count in FACTS:
        own = list(department.index.ledger.values())
        index = build_fact_index(FactLedger(own + list(_others(count - len(own)))))
        tracer = Tracer(index)
        traced("本年度完成培训3期。", index, tracer)
        found[f"{count:,}个事实"] = per_thousand(
            lambda index=index, tracer=tracer: traced(department.text, index, tracer), len(department.text)
        )
    return found


_PLACES = "岚溪 松澜 北岸 东渠 槐里 清河 望湖 云台 石桥 柳湾 桐岭 锦川 平湖 秀水 长堤 金沙 竹园 凤鸣 临港 龙门".split()
_DEEDS = """
校舍修缮 灌区改造 道路养护 河道清淤 危房改造 管网更新 公厕建设 路灯安装 绿化补植 病害防治 粮食烘干 农机购置 林木抚育
文物修复 档案数字化 图书采购 展览举办 赛事组织 执法检查 食品抽检 药品抽检 计量检定 标准制定 专利资助 科普宣讲 人才引进
创业扶持 就业培训 老人助餐 残疾康复 儿童救助 妇女筛查 疫苗接种 急救培训 献血动员 法律援助 人民调解 普法宣传 社区矫正
消防演练 应急储备 地灾监测 防汛巡查 气象观测 噪声治理 扬尘管控 垃圾清运 污水处理 土壤修复 秸秆利用 沼气维护 水质检测
""".split()
_MEASURES = """
人数:人 人次:人次 户数:户 场次:场 面积:平方米 长度:公里 个数:个 批次:批次 件数:件 资金:万元 完成率:% 合格率:% 满意度:%
"""
_STAGES = ("", "上半年", "下半年", "新增", "续建", "试点", "重点", "一般", "巡回", "集中")


def _others(count: int) -> Iterator[Fact]:
    """*count* facts of indicators that no text speaks of, four to an indicator."""
    names = product(_STAGES, _MEASURES.split(), _DEEDS, _PLACES)
    facts = (fact for number, words in enumerate(names) for fact in _indicator(number, *words))
    return islice(facts, count)


def _indicator(number: int, stage: str, measure: str, deed: str, place: str) -> Iterator[Fact]:
    noun, symbol = measure.split(":")
    unit, key, name = unit_named(symbol), f"indicator.Z{number}", f"{place}{stage}{deed}{noun}"
    target = Decimal(number % 97 + 3 if symbol == "%" else number * 7 % 4_999 + 11)
    values = {"target_value": (target, Role.TARGET), "actual_value": (target + 2, Role.ACTUAL)}
    yield Fact(id=f"{key}.name", label="三级指标", text=name, role=Role.NAME, subject=name)
    for field, (value, role) in values.items():
        text, quantity = f"{value}{symbol}", Quantity(value, unit)
        yield Fact(id=f"{key}.{field}", label="", text=text, role=role, quantity=quantity, subject=name)
    rate = Quantity((target + 2) * 100 / target, unit_named("%"))
    yield Fact(
        id=f"{key}.completion", label="完成率", text="", role=Role.RATE, quantity=rate, subject=name, formula="÷"
    )


def one_process() -> dict[str, Figures]:
    """Every figure of one process."""
    known = list(departments(DEVELOPMENT))
    return {
        "同场": beside_others(known, jionlp_reader()),
        "公开文件": published(known[-1].index),
        "长度": by_length(known[1]),
        "事实": by_facts(known[2]),
    }


def main() -> None:
    """Print the medians."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        json.dump(one_process(), sys.stdout, ensure_ascii=False)
        return
    command = [sys.executable, __file__, "--one"]
    runs = []
    for _ in range(asked.runs):
        printed = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | {"PYTHONUTF8": "1"})
        runs.append(json.loads(printed.stdout.splitlines()[-1]))
    print(f"处理器毫秒／1,000字，{asked.runs} 个进程的中位数（最小—最大）")
    for part in runs[0]:
        print(f"\n{part}")
        for name in runs[0][part]:
            figures = [run[part][name] for run in runs]
            print(f"  {name:<12} {median(figures):6.2f}  （{min(figures):.2f}—{max(figures):.2f}）")
    ours = median(run["同场"]["找数和追溯"] for run in runs)
    for name in ("JioNLP", "正则 + cn2an"):
        print(f"找数和追溯 ÷ {name}：{ours / median(run['同场'][name] for run in runs):.2f}")


if __name__ == "__main__":
    main()
