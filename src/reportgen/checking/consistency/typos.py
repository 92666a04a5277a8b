"""Slips of the pen (错字): items, words and particles twice, a character lost, known wrong characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.consistency.paper import Detector, Paper, Passage, around, found
from reportgen.model.finding import Finding, Severity
from reportgen.rules.indicator_vocabulary import ACTIVITY_VERBS

_LEADING_VERB = re.compile(rf"(?:{ACTIVITY_VERBS})(?=[\u4e00-\u9fff]{{2}})")
_LIST = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,10}(?:、[\u4e00-\u9fffA-Za-z]{1,10})+")
# A particle written twice; the words after it are true (目的的, 为了了解).
_DOUBLED_PARTICLE = re.compile(
    r"(?<!目)的的(?!确|士)|(?<!为)了了(?!解)|和和(?!平|谐|睦)|与与|及及|(?<!一)对对|为为|是是(?!非)|将将(?!士)|在在"
)
_DOUBLED_WORD = re.compile(r"(?P<w>[\u4e00-\u9fff]{2,6})(?P=w)")
_CLAUSE_TWICE = re.compile(r"(?:^|(?<=[，。；、]))(?P<w>[\u4e00-\u9fff]{4,24})[，、；](?P=w)(?=[，。；、])")
_OFTEN_DOUBLED = frozenset("研究 讨论 商量 考虑 沟通 介绍 检查".split())
_TYPOS = dict(
    pair.split("→", 1)
    for pair in (
        "己经→已经 己完成→已完成 己达到→已达到 己建成→已建成 己开展→已开展 布署→部署 按排→安排 "
        "帐户→账户 帐目→账目 截止目前→截至目前 绩校→绩效 予算→预算 资今→资金 迸一步→进一步 "
        "进一部→进一步 松驰→松弛 竟争→竞争 坚难→艰难 遗撼→遗憾 渡过难关→度过难关 既使→即使 "
        "不径而走→不胫而走 再接再励→再接再厉 走头无路→走投无路 迫不急待→迫不及待 残急人→残疾人 "
        "满意渡→满意度 执行律→执行率 "
        "完成律→完成率 培圳→培训 座落→坐落 园满→圆满 防犯→防范 相辅相承→相辅相成 一如继往→一如既往 "
        "因地治宜→因地制宜 按步就班→按部就班 复盖→覆盖 幅盖→覆盖 "
    ).split()
)
_MISTAKEN_CITY = re.compile(r"(?P<place>[\u4e00-\u9fff]{2})是(?P<body>人民政府|财政局|市委|残联|教育局|卫生健康委)")


def typos(paper: Paper) -> Iterator[Finding]:
    """TYPO: an item twice in one list (培训、培训), a doubled particle or word, a known wrong character."""
    told: dict[str, list[tuple[Passage, int, int]]] = {}
    for passage in paper.passages:
        for start, end, message in _typos_in(passage.text):
            told.setdefault(message, []).append((passage, start, end))
    for message, hits in told.items():
        passage, start, end = hits[0]
        yield found(
            "TYPO",
            Severity.WARNING,
            f"{message}（“{around(passage.text, start, end)}”{f'等{len(hits)}处' if len(hits) > 1 else ''}）",
            "改正文字",
            *(p.place(s, e) for p, s, e in hits[:12]),
        )


def _typos_in(text: str) -> Iterator[tuple[int, int, str]]:
    for hit in _LIST.finditer(text):
        items = hit.group().split("、")
        items[-1] = re.sub(r"等.*$", "", items[-1])
        for at, item in enumerate(items[:-1]):
            if len(item) > 1 and re.fullmatch(rf"{re.escape(item)}[和及与].*", items[-1]):
                items[-1] = items[at]
        tail = items[-1]
        if any(len(item) > 1 and tail.startswith(item) and tail != item for item in items[:-2]):
            items[-1] = next(item for item in items[:-2] if tail.startswith(item))  # 汽修、焊工、汽修技能班
        if len(items) > 1 and re.match(rf"{re.escape(items[-2])}[一二两三四五六七八九\d]+[个项类大]", tail):
            items[-1] = items[-2]  # 古籍保护、古籍保护三项职责
        verb = _LEADING_VERB.match(items[0])
        if verb is not None and len(items) > 2 and items[-1].startswith(items[0][verb.end() :]):
            items[0] = items[-1] = items[0][verb.end() :]  # 举办汽修、焊工、汽修技能班
        again = next((item for at, item in enumerate(items) if len(item) > 1 and item in items[:at]), None)
        if again:
            yield hit.start() + hit.group().index(again), hit.end(), f"列举中“{again}”重复"
    for hit in _DOUBLED_PARTICLE.finditer(text):
        yield hit.start(), hit.end(), f"“{hit.group()[0]}”字重复"
    for hit in _DOUBLED_WORD.finditer(text):
        word = hit["w"]
        if len(set(word)) > 1 and word not in _OFTEN_DOUBLED and not re.search(r"[一二三四五六七八九十]", word):
            yield hit.start(), hit.end(), f"“{word}”重复"
    for hit in _CLAUSE_TWICE.finditer(text):
        yield hit.start(), hit.end(), f"“{hit['w']}”重复"
    for wrong, right in _TYPOS.items():
        at = text.find(wrong)
        if at >= 0:
            yield at, at + len(wrong), f"“{wrong}”应为“{right}”"


_NUMBER_TWICE = re.compile(r"(?:^|\n)\s*(?P<n>\d{1,2})\s*[.、．]\s*(?P=n)\s*[.、．]\s*(?=[\u4e00-\u9fff<《“])")
_ORDINAL = re.compile(r"第(?P<n>[一二三四五六七八九十百]{1,4}|\d{1,3})(?P<unit>届)(?P<what>[\u4e00-\u9fff]{4,8})")


def numbers_twice(paper: Paper) -> Iterator[Finding]:
    """LIST_NUMBERING: a number written twice before its item: 1. 1.开展."""
    for passage in paper.passages:
        for hit in _NUMBER_TWICE.finditer(passage.text):
            start = hit.start("n")
            if re.search(rf"(?<!\d){hit['n']}[.．]{int(hit['n']) + 1}(?!\d)", paper.text):
                continue  # 1.1 and 1.2 are numbers of two levels
            yield found(
                "LIST_NUMBERING",
                Severity.WARNING,
                f"序号“{passage.text[start : hit.end()].strip()}”重复",
                f"只写“{hit['n']}.”",
                passage.place(start, hit.end()),
            )


def mistaken_cities(paper: Paper) -> Iterator[Finding]:
    """TYPO: 是 typed for 市 in the name of a government whose city the document names elsewhere."""
    for passage in paper.passages:
        for hit in _MISTAKEN_CITY.finditer(passage.text):
            if f"{hit['place']}市" in paper.text:
                right = f"{hit['place']}市{hit['body']}"
                yield found(
                    "TYPO",
                    Severity.WARNING,
                    f"“{hit.group()}”应为“{right}”",
                    f"改为“{right}”",
                    passage.place(hit.start(), hit.end()),
                )


def ordinals_without_mark(paper: Paper) -> Iterator[Finding]:
    """TYPO: 十届… where the same event is called 第十届… elsewhere: the 第 is lost."""
    known = {
        (hit["n"], hit["what"][:4]): hit.group()[: hit.start("what") - hit.start() + 4]
        for passage in paper.passages
        for hit in _ORDINAL.finditer(passage.text)
    }
    for (number, what), whole in known.items():
        pattern = re.compile(rf"(?<![第\d一二三四五六七八九十百]){number}届{what}")
        for passage in paper.passages:
            for hit in pattern.finditer(passage.text):
                yield found(
                    "TYPO",
                    Severity.WARNING,
                    f"“{hit.group()}”漏“第”字，别处写“{whole}”",
                    f"改为“第{hit.group()}”",
                    passage.place(hit.start(), hit.end()),
                )


_TWICE = re.compile(r"(?P<before>[\u4e00-\u9fff])(?P<c>[\u4e00-\u9fff])(?P=c)(?P<after>.?)", re.DOTALL)
_REDUPLICATED = frozenset("人天年月日时家户事处村个样条件步层点点项慢好多少常渐纷往每种声久星默谢看想说走试人重")
_LEAST_KNOWN = 3


def doubled_characters(paper: Paper) -> Iterator[Finding]:
    """TYPO: 再就业业936人: a character twice, behind one it often follows and before nothing it ever stands before."""
    text = paper.text
    for passage in paper.passages:
        for hit in _TWICE.finditer(passage.text):
            char, after = hit["c"], hit["after"]
            begins_a_word = re.match(r"[\u4e00-\u9fff]", after) is not None and text.count(char + after) > 1
            if char in _REDUPLICATED or begins_a_word or text.count(hit.group()[:3]) > 1:
                continue
            if text.count(hit["before"] + char) >= _LEAST_KNOWN and not re.match(r"[\u4e00-\u9fff]", after):
                yield found(
                    "TYPO",
                    Severity.WARNING,
                    f"“{char}”字重复（“{around(passage.text, hit.start(), hit.start() + 3)}”）",
                    "改正文字",
                    passage.place(hit.start(), hit.start() + 3),
                )


DETECTORS: tuple[Detector, ...] = (
    typos,
    numbers_twice,
    mistaken_cities,
    ordinals_without_mark,
    doubled_characters,
)
