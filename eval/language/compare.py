"""Patterns over characters beside spaCy's matcher over the words of jieba: bodies found, and time.

python eval/language/compare.py
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reportgen.language.bodies import bodies
from reportgen.language.cue_words import cue_words
from reportgen.language.verdict_words import verdict_words
from reportgen.language.words import tokenizer

DEPARTMENTS = Path(__file__).parents[1] / "number_checking/departments"
_PLACES = """
松澜县 岚溪市 青陵县 北宁省 东渠区 日照市 和田县 江门市 景德镇市 临港区 望湖县 昌平区 通州区 向阳区
报恩县 同江市 敖汉旗 积石山自治县 石渠县 淮上区
""".split()
_OFFICES = """
应急管理局 财政局 卫生健康委员会 残疾人联合会 农业农村局 市场监督管理局 交通运输局 教育局 审计局 档案馆
人民法院 图书馆 发展和改革委员会 住房和城乡建设局
""".split()
_SENTENCES = """
本年度由{}牵头开展检查。 经{}审核同意后拨付资金。 会同{}联合印发实施方案。 项目实施单位为{}，已按期完工。
资金拨付至{}账户。 根据{}反馈的意见作了修改。
与{}签订协议2份。 全年接受{}监督检查3次。 {}荣获先进单位称号。 委托{}开展绩效评价。
工作经验被{}采纳推广。 主管部门是{}。 其中{}承担任务12项。
同{}建立了联动机制。 并向{}报送材料。 我局与{}共同组织了演练。 按照{}要求完成整改。 （一）{}基本情况
以及{}等单位参加。 培训学员来自{}。
""".split()
_NO_BODIES = """
全县各局完成任务。 本市公安局案件数。 我区教育局下属学校12所。 县财政局批复预算。 各市县局分别报送。
全省统计局系统评比第一。 社区医院就诊人次增长。
开发区管理局职责调整。 该县审计局提出意见。 所辖县区卫生局均已达标。
""".split()
_PLACE = r"^(?!(?:全|本|我|各|该|两|外|所辖|开发|社)[省市县区州旗]?)[\u4e00-\u9fff]{1,7}(?:省|市|县|区|州|旗)$"
_KIND = r"(?:局|委员会|厅|联合会|残联|办公室|总队|支队|馆|法院|委)$"
_HAN = r"^[\u4e00-\u9fff]+$"

Finder = Callable[[str], Sequence[tuple[int, int]]]


def cases() -> Iterator[tuple[str, int, int]]:
    """A sentence and where its body stands: 20 sentences × 20 places × 2 offices."""
    for row, sentence in enumerate(_SENTENCES):
        start = sentence.index("{}")
        for column, place in enumerate(_PLACES):
            for office in (_OFFICES[(row * 7 + column * 3) % 14], _OFFICES[(row + column * 5 + 4) % 14]):
                yield sentence.format(place + office), start, start + len(place + office)


def by_patterns(text: str) -> list[tuple[int, int]]:
    """The bodies that the patterns over characters find."""
    return [(one.start, one.end) for one in bodies(text)]


def spacy_tools() -> tuple[Callable[[str], Any], Finder]:
    """A Doc of a text, and the bodies that spaCy's matcher finds in it."""
    from spacy.lang.zh import Chinese
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    vocab = Chinese().vocab
    word, kind = {"TEXT": {"REGEX": _HAN}, "OP": "{0,5}"}, {"TEXT": {"REGEX": _KIND}}
    one = [{"TEXT": {"REGEX": _PLACE}}, word, kind]
    two = [{"TEXT": {"REGEX": _HAN}}, {"TEXT": {"IN": [*"省市县区州旗", "自治县"]}}, word, kind]
    matcher = Matcher(vocab)
    matcher.add("body", [one, two], greedy="LONGEST")

    def read(text: str) -> Any:
        words = tokenizer().lcut(text)
        return Doc(vocab, words=words, spaces=[False] * len(words))

    def find(text: str) -> list[tuple[int, int]]:
        doc = read(text)
        return [(doc[start:end].start_char, doc[start:end].end_char) for _, start, end in matcher(doc)]

    return read, find


def milliseconds(read: Callable[[str], object], lines: Sequence[str]) -> float:
    """Processor milliseconds per 1,000 characters, the second time over."""
    for line in lines:
        read(line)
    start = time.process_time()
    for line in lines:
        read(line)
    return (time.process_time() - start) * 1_000_000 / sum(map(len, lines))


def main() -> None:
    """Print what each finds, and what it takes."""
    start = time.process_time()
    read, by_spacy = spacy_tools()
    imported = time.process_time() - start
    known = list(cases())
    for name, find in (("字符模式", by_patterns), ("spaCy + jieba", by_spacy)):
        exact = sum((start, end) in find(text) for text, start, end in known)
        wrong = sum(bool(find(text)) for text in _NO_BODIES)
        print(f"{name}：单位名称完整找出 {exact}/{len(known)}，没有单位的句子误报 {wrong}/{len(_NO_BODIES)}")
    lines = [
        line for path in sorted(DEPARTMENTS.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line
    ]
    print(f"载入 spaCy {imported:.1f} 秒；每千字毫秒：", end="")
    finders: dict[str, Callable[[str], object]] = {
        "单位": by_patterns, "结论词": verdict_words, "口径词": cue_words, "分词": tokenizer().lcut, "分词成 Doc": read,
    }  # fmt: skip
    print("，".join(f"{name} {milliseconds(find, lines):.2f}" for name, find in finders.items()))


if __name__ == "__main__":
    main()
