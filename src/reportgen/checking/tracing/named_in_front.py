"""What stands right in front of an amount or a rate names what it is of (数前之名): 水质监测93.80%，设备购置28.9万元.

The number was told of the thing the words name: where they are the name of another project or line of the budget, or a
name of which nothing was entered, it is not that of the project that happens to have the same digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex, Subject
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.traces import Trace
from reportgen.language.words import GENERAL_WORDS, name_pairs

_STOPS = re.compile(r"[，。；：、！？（）()“”\s—\-•·*]")
_VERB = re.compile(
    r"(?:项目|工程|专项)?(?:也|因此|还|尚|共|一共|全年|实际|只|仅|都|则|已|已经|累计|分别|合计|最终|有|才|年初|调整后|本年|的|是|为){0,4}"
    r"(?:支出|用[掉了去于]?|花[掉了去费出]?|预算|结余|剩余?|剩下|安排|投入|兑付|支付|拨付|列支|资金|执行率?|使用|完成)?"
    r"(?:[数额了为达是仅约近超均在都]|只有|仅有|超过|不足|不到|接近|将近)*$"
)
_LABEL = re.compile(
    r"\s*(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|\d+[.．、]|[-•·*—]+)\s*(?P<name>[\u4e00-\u9fff]{4,16}?)(?:项目)?[。，：]$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_NO_NAME = re.compile(
    r"^(?:其中|包括|用于|主要|两|三|四|五|六|这|该|全|各|共|合计|总|年|追加|调|增|减|新增|实际|预算|支出|项目|基本|财政|其他|本|我|"
    r"在|从|到|把|将|给|与|和|比|较|占|超|低|高|每|平均|单|为|对|由|按|是|有|没|未|不|还|剩|余|另|上年|去年|同比|原|后|前|最|第|"
    r"发放|拨付|兑付|兑现|下达|下拨|购买|支付|收|退|补)"
)
_NO_PART = re.compile(
    r"[的了里均都在比又这那恰而且才被让其]|相应|合计|节省|付款|实际|接近|达到|超过|增加|减少|相关|结转|余款"
)
_TOGETHER = re.compile(r"[和与及]")
_ANY_PROJECT = frozenset(
    (
        "建设 改造 补助 补贴 保障 运行 维护 工程 管理 设施 设备 购置 专项 综合 体系 能力 扶持 行动 治理 救助 培训 监测 "
        "更新 升级 维修 采购 业务 费用 宣传 结余 执行 执行率 尾款 剩下"
    ).split()
)
_LEAST, _LONGEST = 4, 16  # characters of a name that nobody entered
_MEASURES = frozenset({"money", "share"})
_OF_MONEY = ("budget.", "project.", "problem.")
_RATES = frozenset({"execution_rate", "surplus", "unspent_rate", "share"})


def named_otherwise(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """Why *statement* does not stand here, where the words right in front of the number name something else."""
    if reading.mention.unit.dimension not in _MEASURES or line.passage.cells:
        return None
    project = statement.subject.startswith("project.") and (
        not statement.derived or statement_part(statement) in _RATES
    )
    if statement.words:
        return _of_text(line, reading, statement, index)
    if not project:
        return None
    name = _name(line, reading)
    if len(name) < 2 or _NO_NAME.match(name) or _NO_PART.search(name):
        return None
    own = index.subjects[statement.subject].name
    telling = _telling(name)
    if not telling or _short_for(name, own):
        return None
    shared = sum(pair in own for pair in telling)
    meant = _other(reading, statement, telling, index) if not _TOGETHER.search(name) else None
    if meant is not None and shared * 2 < len(telling):
        return Trace(code="NUMBER_WRONG_SUBJECT", nearest=meant)
    strange = not shared and _strange(name, telling, index)
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=statement) if strange else None


def _of_text(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """追加……食品安全抽检26万元 of a text that tells of 26万元 for something else."""
    if not statement.fact.startswith(_OF_MONEY) or reading.mention.unit.dimension != "money":
        return None
    name = _name(line, reading)
    telling = _telling(name)
    if not telling or _NO_NAME.match(name) or _NO_PART.search(name):
        return None
    return Trace(code="NUMBER_WRONG_SUBJECT", nearest=statement) if _strange(name, telling, index) else None


def _strange(name: str, telling: Sequence[str], index: FactIndex) -> bool:
    """Whether most of a name was entered nowhere."""
    known = sum(pair in _entered(index) for pair in telling)
    return _LEAST <= len(name) <= _LONGEST and known * 2 < len(telling)


def _name(line: Line, reading: Reading) -> str:
    """The words in front of the number that may be a name, without those that say what was done."""
    if reading.item:
        return _VERB.sub("", reading.item)
    words = _VERB.sub("", reading.lead)
    words = _STOPS.split(words)[-1]
    if not words and reading.clause and not any(one.is_claim for one in line.numbers(0, reading.mention.start)):
        label = _LABEL.match(line.text[: line.parts.starts[reading.clause]])
        words = label["name"] if label else ""
    return words if _CHINESE.fullmatch(words) else ""


def _telling(name: str) -> list[str]:
    return [pair for pair in name_pairs(name) if pair not in _ANY_PROJECT and pair not in GENERAL_WORDS]


def _other(reading: Reading, statement: Statement, telling: list[str], index: FactIndex) -> Statement | None:
    """The same figure of the one other project that the words are the name of, if the number is not that."""
    named = [
        subject
        for key, subject in _projects(index)
        if key != statement.subject and all(pair in subject.name for pair in telling)
    ]
    if len(named) != 1:
        return None
    alike = [one for one in named[0].statements if same_class(reading.mention.unit, one.unit) and not one.words]
    if any(states(reading.mention, one) for one in alike):
        return None
    part = statement_part(statement) if statement.derived else ""
    return next(
        (one for one in alike if one.role is statement.role and (not part or statement_part(one) == part)), None
    )


def _short_for(name: str, own: str) -> bool:
    """Whether *own* holds most characters of *name*: 固废监管 for 固体废物监督管理."""
    return sum(letter in own for letter in name) * 4 >= len(name) * 3


@lru_cache(maxsize=4)
def _projects(index: FactIndex) -> tuple[tuple[str, Subject], ...]:
    return tuple((key, one) for key, one in index.subjects.items() if key.startswith("project."))


@lru_cache(maxsize=4)
def _entered(index: FactIndex) -> str:
    return "\n".join(dict.fromkeys(fact.text for fact in index.ledger.values() if not fact.derived))
