"""Text hygiene (文字规范): residue, 文号, doubled words, punctuation, placeholders, 暂无, copied and repeated text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reportgen.checking.consistency_paper import Detector, Paper, Passage, Place, found, sentences
from reportgen.model.finding import Finding, Severity

_HTML = re.compile(
    r"</?(?:p|br|span|div|b|i|u|strong|em|font|table|tr|td|li|ul|ol|a|img|h[1-6])(?:\s[^<>]{0,80})?/?>|&(?:nbsp|lt|gt|amp|quot);",
    re.IGNORECASE,
)
_BOOKMARK = re.compile(
    r"\[bookmark:[^\]]*\]|错误[!！]未(?:定义书签|找到引用源)|Error! Bookmark|HYPERLINK\s|PAGEREF\s|\{[A-Z]+ [^}]*\}"
)


def residue(paper: Paper) -> Iterator[Finding]:
    """FORMAT_RESIDUE: HTML tags, bookmarks and field codes left in the text; one finding for each kind."""
    for pattern, what, severity in ((_HTML, "HTML标签", Severity.WARNING), (_BOOKMARK, "书签或域代码", Severity.INFO)):
        hits = [
            (passage, hit)
            for passage in paper.passages
            for hit in pattern.finditer(passage.text)
            if not (paper.document.file.endswith(".md") and hit.group().startswith("<br"))  # a line break of Markdown
        ]
        if hits:
            passage, hit = hits[0]
            yield found(
                "FORMAT_RESIDUE",
                severity,
                f"文中残留{what}“{hit.group()}”{f'等{len(hits)}处' if len(hits) > 1 else ''}",
                "删去",
                passage.place(hit.start(), hit.end()),
                *(p.place(h.start(), h.end()) for p, h in hits[1:12]),
            )


_DOCUMENT_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,10}?)(?P<open>[\[［【(（〔])(?P<year>(?:19|20)?\d\d)(?P<close>[\]］】)）〕])(?P<after>\s*第?\s*0*\d{1,5}\s*号)"
)


def document_numbers(paper: Paper) -> Iterator[Finding]:
    """DOC_NUMBER: the year of a 文号 not in 〔〕, short, or the number with 第 or a leading zero."""
    for passage in paper.passages:
        for hit in _DOCUMENT_NUMBER.finditer(passage.text):
            number = re.sub(r"\D", "", hit["after"]).lstrip("0")
            year = hit["year"] if len(hit["year"]) == 4 else f"20{hit['year']}"
            right = f"{hit['code']}〔{year}〕{number}号"
            if hit.group().replace(" ", "") != right:
                code = re.sub(r"^.*(?:根据|按照|依据|印发|执行|和|及|与|的)", "", hit["code"])
                start = hit.start() + len(hit["code"]) - len(code)
                right = f"{code}〔{year}〕{number}号"
                yield found(
                    "DOC_NUMBER",
                    Severity.WARNING,
                    f"文号“{passage.text[start : hit.end()]}”格式不规范",
                    f"改为“{right}”：年份用六角括号，序号不加“第”、不编虚位",
                    passage.place(start, hit.end()),
                )


_LIST = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,10}(?:、[\u4e00-\u9fffA-Za-z]{1,10})+")
# A particle written twice; the words after it are true (目的的, 为了了解).
_DOUBLED_PARTICLE = re.compile(
    r"(?<!目)的的(?!确|士)|(?<!为)了了(?!解)|和和(?!平|谐|睦)|与与|及及|(?<!一)对对|为为|是是(?!非)|将将(?!士)|在在"
)
_DOUBLED_WORD = re.compile(r"(?P<w>[\u4e00-\u9fff]{2,6})(?P=w)")
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
            f"{message}（“{_around(passage.text, start, end)}”{f'等{len(hits)}处' if len(hits) > 1 else ''}）",
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
        again = next((item for at, item in enumerate(items) if len(item) > 1 and item in items[:at]), None)
        if again:
            yield hit.start() + hit.group().index(again), hit.end(), f"列举中“{again}”重复"
    for hit in _DOUBLED_PARTICLE.finditer(text):
        yield hit.start(), hit.end(), f"“{hit.group()[0]}”字重复"
    for hit in _DOUBLED_WORD.finditer(text):
        word = hit["w"]
        if len(set(word)) > 1 and word not in _OFTEN_DOUBLED and not re.search(r"[一二三四五六七八九十]", word):
            yield hit.start(), hit.end(), f"“{word}”重复"
    for wrong, right in _TYPOS.items():
        at = text.find(wrong)
        if at >= 0:
            yield at, at + len(wrong), f"“{wrong}”应为“{right}”"


def _around(text: str, start: int, end: int) -> str:
    return text[max(start - 6, 0) : end + 6].strip()


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


_DOUBLE_STOPS = re.compile(r"[，、。；：][，、。；：]|[,;][,;]|，\s*。")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”）])[,;:!?]\s*(?=[\u4e00-\u9fff“（])")
_ASCII_SIGN = re.compile(r"(?:>=|<=|=>|=<|＞＝|＜＝|≧|≦)\s*(?=\d)")
_TITLE_IN_ANGLES = re.compile(
    r"[<＜〈][\u4e00-\u9fff][^<>＜＞〈〉\n]{3,80}?(?:通知|办法|规划|意见|方案|条例|规定|细则|纲要|决定)[>＞〉]"
)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XＸ×]{2,}(?![A-Za-z0-9])|【待[^】]*】|（待[填补定核]）|[_＿]{3,}|○{2,}|\?{3,}|？{2,}|TODO|此处(?:填写|插入|补充)"
)


def punctuation(paper: Paper) -> Iterator[Finding]:
    """PUNCTUATION: doubled stops, half-width marks between Chinese, brackets left open; HALF_SIGN: >= for ≥."""
    half = [(passage, hit) for passage in paper.passages for hit in _HALF_WIDTH.finditer(passage.text)]
    if half:
        yield found(
            "PUNCTUATION",
            Severity.INFO,
            f"中文文字中用了半角标点，如“{_around(half[0][0].text, *half[0][1].span())}”，共{len(half)}处",
            "改为全角标点",
            *(p.place(h.start(), h.end()) for p, h in half[:12]),
        )
    signs = [(passage, hit) for passage in paper.passages for hit in _ASCII_SIGN.finditer(passage.text)]
    if signs:
        yield found(
            "HALF_SIGN",
            Severity.INFO,
            f"用“{signs[0][1].group().strip()}”代替了“≥”“≤”，共{len(signs)}处",
            "改为“≥”或“≤”",
            *(p.place(h.start(), h.end()) for p, h in signs[:12]),
        )
    for passage in paper.passages:
        for hit in _DOUBLE_STOPS.finditer(passage.text):
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"标点重复：“{_around(passage.text, hit.start(), hit.end())}”",
                "删去多余的标点",
                passage.place(hit.start(), hit.end()),
            )
        for hit in _TITLE_IN_ANGLES.finditer(passage.text):
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"文件名称用了“<>”：“{hit.group()[:24]}”",
                "改为书名号《》",
                passage.place(hit.start(), hit.end()),
            )
        yield from _open_brackets(passage)


def _open_brackets(passage: Passage) -> Iterator[Finding]:
    for opening, closing in (("《", "》"), ("“", "”"), ("〔", "〕"), ("（(", "）)")):
        depth, at = 0, -1
        for index, char in enumerate(passage.text):
            if char in opening:
                depth, at = depth + 1, index
            elif char in closing:
                before = passage.text[:index]
                if depth == 0 and opening == "（(" and re.search(r"(?:^|[\s。；;：:，,、])[\w]{1,3}$", before):
                    continue  # 1) and 一） number a list
                depth -= 1
                if depth < 0:
                    at = index
                    break
        if depth != 0 and "\n" not in passage.text:
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"“{_around(passage.text, at, at + 1)}”的“{opening[0]}{closing[0]}”不成对",
                "补齐或删去",
                passage.place(at, at + 1),
            )


def placeholders(paper: Paper) -> Iterator[Finding]:
    """PLACEHOLDER: XX, 【待填】, ____ left in the text; told once with all places."""
    hits = [(passage, hit) for passage in paper.passages for hit in _PLACEHOLDER.finditer(passage.text)]
    if hits:
        passage, hit = hits[0]
        yield found(
            "PLACEHOLDER",
            Severity.ERROR,
            f"“{_around(passage.text, hit.start(), hit.end())}”中“{hit.group()}”没有填写"
            + (f"，全文共{len(hits)}处没有填写" if len(hits) > 1 else ""),
            "填写内容或删去",
            *(p.place(h.start(), h.end()) for p, h in hits),
        )


_NUMBER_LOST = re.compile(
    r"(?:共有|共计|共|总计|合计|完成|达到|培训|救助|投入|发放|举办|开展|建成|收到|办理|安排|支出|执行率|完成率|满意度|合格率)(?:了|为|达)?"
    r"(?P<unit>(?:人次|万元|个百分点|人|户|场|次|件|万人|公里|平方米)(?=[，。；、])|名(?=[\u4e00-\u9fff]{2})(?!单|额|称|录)|%|％)"
)


def lost_numbers(paper: Paper) -> Iterator[Finding]:
    """NUMBER_LOST: a measure word with no number before it: 共培训人次, 执行率%."""
    for passage in paper.paragraphs:
        for hit in _NUMBER_LOST.finditer(passage.text):
            yield found(
                "NUMBER_LOST",
                Severity.WARNING,
                f"“{_around(passage.text, hit.start(), hit.end())}”中“{hit['unit'].strip('，')}”前面缺数字",
                "补上数字",
                passage.place(hit.start(), hit.end()),
            )


_NOTHING = re.compile(r"\s*(?:\d+[.、])?\s*(?:暂无|无|没有|不存在|无问题|暂无问题|暂无。|无。)\s*[。.]?\s*")
_MUST_SAY = re.compile(r"问题|改进措施|下一步|偏差原因|建议|自评结论")


def nothing_said(paper: Paper) -> Iterator[Finding]:
    """NOTHING_SAID: 暂无 under 存在问题 or 改进措施, in prose or beside the label in a table."""
    heading = ""
    for passage in paper.paragraphs:
        text = passage.text.strip()
        same_line = re.fullmatch(r"(?P<head>.{0,24}(?:问题|措施|建议|打算|计划).{0,12})[：:]\s*(?P<said>.{1,8})", text)
        if same_line and _NOTHING.fullmatch(same_line["said"]):
            yield _nothing(passage, same_line["head"])
        elif _NOTHING.fullmatch(text) and _MUST_SAY.search(heading):
            yield _nothing(passage, heading)
        elif re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|#", text) or len(text) <= 20:
            heading = text
    for grid in paper.grids:
        for row in grid:
            for left, right in itertools.pairwise(row):
                if _NOTHING.fullmatch(right.text) and re.search(
                    r"存在.{0,4}问题|^改进措施|^主要问题|下一步", left.text.strip()
                ):
                    yield _nothing(right, left.text.strip())


def _nothing(passage: Passage, heading: str) -> Finding:
    return found(
        "NOTHING_SAID",
        Severity.WARNING,
        f"“{heading.strip('#＃ ')[:30]}”只写“{passage.text.strip()[-6:]}”",
        "写明问题、原因和措施；确实没有的，说明如何核查得出",
        passage.place(),
    )


_LONG = 18


def repeated_text(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_TEXT: a long sentence stands twice in the prose of one document."""
    seen: dict[str, Passage] = {}
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            words = re.sub(
                r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]是)",
                "",
                passage.text[start:end],
            ).strip()
            if len(words) < _LONG or not re.search(r"[，。；]", words) or re.search(r"\d", words):
                continue  # too short to be a copy, a title that the annex bears again, or a figure told again
            first = seen.setdefault(words, passage)
            if first is not passage or passage.text.find(words) != passage.text.rfind(words):
                if first is passage and passage.text.find(words) == start:
                    continue
                yield found(
                    "DUPLICATE_TEXT",
                    Severity.WARNING,
                    f"“{words[:30]}…”前后重复" if len(words) > 30 else f"“{words}”前后重复",
                    "删去一处，或改写成各自的内容",
                    passage.place(start, end),
                    first.place(),
                )


def terminology(paper: Paper) -> Iterator[Finding]:
    """TERMINOLOGY: a quoted slogan in two wordings, or one event called 大赛 and 竞赛."""
    quoted: dict[str, Passage] = {}
    for passage in paper.passages:
        for hit in re.finditer(r"“([\u4e00-\u9fff]{6,16})”", passage.text):
            quoted.setdefault(hit.group(1), passage)
    names = list(quoted)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if one[:3] == other[:3] and one[-4:] == other[-4:] and _differs_slightly(one, other):
                yield found(
                    "TERMINOLOGY",
                    Severity.INFO,
                    f"“{one}”和“{other}”并用",
                    "全文统一为规范表述",
                    _quote(quoted[one], one),
                    _quote(quoted[other], other),
                )
    yield from _contest_names(paper)


def _quote(passage: Passage, words: str) -> Place:
    at = passage.text.index(words)
    return passage.place(at, at + len(words))


def _differs_slightly(one: str, other: str) -> bool:
    """Whether the two differ in one stretch, which in one of them is a character at most and is no number."""
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = next(at for at in range(len(one) + 1) if at == len(one) or one[-1 - at :] != other[-1 - at :])
    middles = (one[head : len(one) - tail], other[head : len(other) - tail])
    return min(map(len, middles)) <= 1 and not re.search(r"[一二三四五六七八九十]", "".join(middles))


def _contest_names(paper: Paper) -> Iterator[Finding]:
    found_names: dict[str, dict[str, list[Passage]]] = {}
    for passage in paper.passages:
        for hit in re.finditer(r"(?P<what>[\u4e00-\u9fff]{4})(?P<kind>大赛|竞赛|比赛)", passage.text):
            found_names.setdefault(hit["what"], {}).setdefault(hit["kind"], []).append(passage)
    for what, kinds in found_names.items():
        if len(kinds) > 1:
            listed = "、".join(f"“{what}{kind}”{len(places)}处" for kind, places in kinds.items())
            places = [passage for passages in kinds.values() for passage in passages]
            yield found(
                "TERMINOLOGY",
                Severity.INFO,
                f"同一赛事名称不一：{listed}",
                "全文统一为正式名称",
                *(_event(p, what) for p in places),
            )


def _event(passage: Passage, what: str) -> Place:
    at = passage.text.index(what)
    return passage.place(at, at + len(what) + 2)


DETECTORS: tuple[Detector, ...] = (
    residue,
    document_numbers,
    typos,
    numbers_twice,
    mistaken_cities,
    ordinals_without_mark,
    punctuation,
    placeholders,
    lost_numbers,
    nothing_said,
    repeated_text,
    terminology,
)
