"""The figures that may stand in place of a wrong one (候选数), in the unit and the form of the draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reportgen.checking.evidence.fact_index import FactIndex, Subject
from reportgen.checking.evidence.statements import Statement, span_of, subject_of
from reportgen.checking.evidence.value_match import same_class
from reportgen.checking.proposals.trials import Edit, TriedLine
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.finding import Finding
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.numerals import write_numeral
from reportgen.quantities.quantity import format_number, plain_number, round_half_up
from reportgen.quantities.units import NO_UNIT, Unit, unit_named

_DIGITS = re.compile(r"[\d０-９][\d０-９,，.．\s\u200b\u200d\u2060\ufeff\u00ad]*[\d０-９]|[\d０-９]")
_IN_CHINESE = re.compile(r"百分之[零一二三四五六七八九十百千万点两〇]+|[零一二三四五六七八九十百千万亿两〇]+")
_BROKEN = re.compile(r"\d[\d,.]*[ \u3000]+$")
_GOES_ON = re.compile(r"[ \u3000]+\d")
_INSIDE = re.compile(r"^[余多几来]")
_PLAIN_NUMERAL = re.compile(r"[零一二三四五六七八九十百千万两〇]+")
_BLURS = re.compile(r"(?:大约|约|将近|接近|近|超过|超出|超|逾|突破|高于|多于|不足|不到|低于|少于|未到|至少|达到?)$")
_BEHIND = re.compile(r"^(?:左右|上下|以上|以下|以内)")
_SUM = re.compile(r"合计|共|总")
_WORKED = re.compile(r"[多少高低快慢增减升降涨差剩余超率占比倍缺]|合计|共|总|节约|结余|百分点")
_AVERAGE = re.compile(r"均|每|折合")
_NAMED = 0.5  # share of a subject's name that a sentence must hold to be about it
_NEVER_MISTAKEN = frozenset({"share", "score", "date", "", "money"})
_THOUSAND = 1000
_FEW, _MANY = 3, 4  # digits that say much, and that say what is meant
_SHORT, _NEAR = 2, 10
_CLAUSE_MARKS = "，。；：！？"
_RELATED = re.compile(r"比|较|占|增|减|差|余|其中|均|每|折合|相当|补助|对应|该|追加|压|分别|依次")
_IN_FULL = 0.7
_UNKNOWN = 2  # pairs of characters that no entered name holds
_MOST_SUBJECTS = 8
_MOST_NUMBERS = 8
_MONEY_UNITS = tuple(unit_named(symbol) for symbol in ("万元", "元", "亿元"))
_LONG = 6  # digits in which two may be mistyped


def mention_at(line: TriedLine, finding: Finding, index: FactIndex) -> Mention | None:
    """The number that *finding* is about, at offsets of the line."""
    start, end = (finding.start or 0) - line.passage.start, (finding.end or 0) - line.passage.start
    found = [
        each for each in scan(line.text, names=index.names_in(line.text)).mentions
        if each.start < end and start < each.end
    ]  # fmt: skip
    if len(found) != 1 or _GOES_ON.match(line.text, found[0].end):
        return None
    return _whole(line.text, found[0])


def of_same_kind(mention: Mention, line: TriedLine, index: FactIndex) -> list[Mention]:
    """The other numbers of the sentence in the same unit, in whose place the wrong one may stand."""
    start, end = _stretch(line.text, mention.start)
    return [
        each
        for each in scan(line.text, names=index.names_in(line.text)).claims
        if each.unit == mention.unit and start <= each.start and each.end <= end and each.text != mention.text
        and abs(each.start - mention.start) > len(mention.text)
    ]  # fmt: skip


def is_short(mention: Mention) -> bool:
    """Whether the number has too few digits to say by itself what it is a slip of."""
    return len(digits_in(mention.text).strip("0")) < _FEW


def _whole(text: str, mention: Mention) -> Mention:
    """*mention* with the digits before it that a space parts from it: 2 3人 is one number badly written."""
    broken = _BROKEN.search(text, 0, mention.start)
    if broken is None or not mention.text[:1].isdigit():
        return mention
    return mention._replace(text=text[broken.start() : mention.end], start=broken.start())


def of_facts(finding: Finding, mention: Mention, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The very figures that *finding* names."""
    for fact in finding.facts:
        entered = index.ledger.get(fact)
        subject = index.subjects.get(subject_of(entered)) if entered is not None else None
        for statement in subject.statements if subject is not None else ():
            if statement.fact == fact and not statement.words:
                yield from _edits(line, mention, statement)


def of_subjects(finding: Finding, mention: Mention, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The figures of what *finding* says the sentence is about, then of what the sentence names."""
    for subject in _subjects(finding, mention, line, index):
        for statement in subject.statements:
            yield from _edits(line, mention, statement)


def of_digits(mention: Mention, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """The figures of the whole entry that have the same digits in another unit, or almost the same where many."""
    told = digits_in(mention.text)
    if len(told.strip("0")) < _FEW:
        return
    for subject in index.subjects.values():
        for statement in subject.statements:
            if statement.low != statement.high or not same_class(mention.unit, statement.unit):
                continue
            for edit in _edits(line, mention, statement):
                slip = slip_of(edit, line)
                if slip == (0, 0) or (slip == (1, 0) and len(told.strip("0")) >= _MANY):
                    yield edit


def worked_out(mention: Mention, line: TriedLine, index: FactIndex) -> Iterator[Edit]:
    """Sums, differences, shares and multiples of the numbers that stand before the wrong one in its paragraph."""
    before = [
        each
        for each in scan(line.text, names=index.names_in(line.text)).claims
        if each.end <= mention.start and each.quantity is not None
    ][-_MOST_NUMBERS:]
    unit = mention.unit
    values: dict[Decimal, None] = {}
    lead = line.text[max(line.text.rfind(mark, 0, mention.start) for mark in _CLAUSE_MARKS) + 1 : mention.start]
    for one, other in combinations(before, 2):
        a, b = (span_of(each) or (Decimal(0),) * 2 for each in (one, other))
        if one.unit.dimension != other.unit.dimension:
            if _AVERAGE.search(lead) and a[0] and b[0]:
                values |= dict.fromkeys((a[0] / b[0], b[0] / a[0]))
            continue
        if not _WORKED.search(lead + mention.text):
            continue
        if unit.dimension == one.unit.dimension or (one.unit.dimension == "share" and "百分点" in mention.text):
            values |= dict.fromkeys((a[0] + b[0],) if _SUM.search(lead) else (abs(a[0] - b[0]),))
        elif unit.dimension in {"share", ""} and a[0] and b[0]:
            values |= dict.fromkeys((100 * a[0] / b[0], 100 * b[0] / a[0]))
            values |= dict.fromkeys((100 * abs(a[0] - b[0]) / b[0], 100 * abs(a[0] - b[0]) / a[0]))
    alike = [span_of(each) for each in before if each.unit.dimension == unit.dimension]
    if len(alike) > 2 and _SUM.search(lead):
        values[sum((each[0] for each in alike if each), Decimal(0))] = None
    for value in values:
        yield from _placed(line, mention, list(_in_form(mention, value, unit, _places(mention)))[:1], ())


def _subjects(finding: Finding, mention: Mention, line: TriedLine, index: FactIndex) -> list[Subject]:
    """The subjects that the facts of *finding* belong to, then those whose names the sentence holds."""
    told = [index.ledger[fact] for fact in finding.facts if fact in index.ledger]
    keys = dict.fromkeys(subject_of(fact) for fact in told)
    pairs = set(name_pairs(_sentence(line.text, mention.start)))
    shares = {
        key: sum(weight for pair, weight in subject.pairs.items() if pair in pairs) / subject.weight
        for key, subject in index.subjects.items()
        if subject.weight and any(pair in pairs for pair in subject.pairs)
    }
    named = sorted((key for key, share in shares.items() if share >= _NAMED), key=lambda key: -shares[key])
    keys |= dict.fromkeys(named[:_MOST_SUBJECTS])
    return [index.subjects[key] for key in keys if key in index.subjects]


def _sentence(text: str, at: int) -> str:
    start, end = _stretch(text, at)
    return text[start:end]


def _stretch(text: str, at: int) -> tuple[int, int]:
    """Where the sentence that holds *at* starts and ends."""
    start = max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1
    ends = [end for mark in "。；！？\n" if (end := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _edits(line: TriedLine, mention: Mention, statement: Statement) -> Iterator[Edit]:
    """The number of *statement* in the form of *mention*, the words that blur it kept or left out."""
    facts = (statement.fact,)
    if statement.normal and mention.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}:
        yield from _placed(line, mention, [statement.text], facts)
    elif statement.low == statement.high != 0:
        yield from _placed(line, mention, dict.fromkeys(_forms(mention, statement)), facts)


def _forms(mention: Mention, statement: Statement) -> Iterator[str]:
    """The ways to write the number of *statement* where *mention* stands, the likest first."""
    own = statement.unit
    told = [each for each in scan(statement.text).mentions if each.is_claim][:1]
    same_number = _told(mention) == round_half_up(statement.low / own.factor, _places(mention))
    if not same_class(mention.unit, own):
        if told and same_number and not {mention.unit.dimension, own.dimension} & _NEVER_MISTAKEN:
            yield told[0].text  # 934人次 of 934人: the measure alone is wrong
        return
    if mention.kind is MentionKind.RATIO or re.search("[成倍半]|分之", mention.text):
        yield from (each.text for each in told)
        return
    if "‰" in mention.text and f"{_digits_of(mention)}%" == statement.text.lstrip("≥≤><"):
        yield f"{_digits_of(mention)}{own.symbol}"  # 95.62‰ of 95.62%
    for unit in _MONEY_UNITS if own.dimension == "money" and _digits_of(mention) and mention.unit != NO_UNIT else ():
        if _told(mention) == round_half_up(statement.low / unit.factor, _places(mention)):
            yield f"{_digits_of(mention)}{unit.symbol}"  # 384.70元 of 384.70万元: the unit alone is wrong
    if own.dimension == "money" and not _digits_of(mention) and told:
        yield told[0].text  # 叁仟玖佰壹拾捌万元整
    unit = mention.quantity.unit if mention.quantity is not None and mention.quantity.unit != NO_UNIT else own
    places = _places(told[0]) if told else 2
    yield from _in_form(mention, statement.low, unit if unit.dimension == own.dimension else own, places)


def _told(mention: Mention) -> Decimal | None:
    return mention.quantity.value if mention.quantity is not None else mention.value


def _places(mention: Mention) -> int:
    return len(_digits_of(mention).partition(".")[2])


def _digits_of(mention: Mention) -> str:
    found = _DIGITS.findall(mention.text)
    return re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", found[-1])) if found else ""


def _rest(mention: Mention) -> str:
    """What stands behind the digits: scale and unit."""
    found = list(_DIGITS.finditer(mention.text))
    return _INSIDE.sub("", mention.text[found[-1].end() :]) if found else ""


def _in_form(mention: Mention, base: Decimal, unit: Unit, own_places: int) -> Iterator[str]:
    """*base*, in base units, as *mention* writes numbers: as many decimals, or fewer where the figure has fewer."""
    digits = _digits_of(mention)
    if not digits:
        yield from _in_words(mention, base)
        return
    places, rest = _places(mention), _rest(mention)
    bare = mention.unit == NO_UNIT and unit.dimension == "money"
    for one in [unit, *(each for each in _MONEY_UNITS if each != unit)] if bare else [unit]:
        value = base / one.factor
        decimals = len(plain_number(value).partition(".")[2])
        most = max(own_places, decimals) if decimals <= _LONG else own_places
        written = min(places, most)
        grouped = "," in digits or (abs(value) >= _THOUSAND and "." in digits and mention.kind is MentionKind.MONEY)
        yield format_number(value, written, grouped=grouped) + rest
        if written < most <= _LONG:
            yield format_number(value, most, grouped=grouped) + rest


def _in_words(mention: Mention, base: Decimal) -> list[str]:
    """A number in Chinese numerals, as long as it is a whole one."""
    if mention.kind is MentionKind.RATIO:
        return [f"{plain_number(round_half_up(base, 2))}%"]  # 三分之二 of a rate that is 83.33%
    words = _IN_CHINESE.search(mention.text)
    factor = mention.unit.factor
    value = base / factor
    if words is None or value != value.to_integral_value() or not 0 <= value < 10**8:
        rounded = round_half_up(value, 2)
        return [f"{plain_number(rounded)}{mention.unit.symbol}"]
    numeral = write_numeral(int(value))
    if words[0].startswith("百分之"):
        return [f"百分之{numeral}", f"{int(value)}%"]
    rest = _INSIDE.sub("", mention.text[words.end() :])
    return [numeral + rest, f"{int(value)}{rest}"] if _PLAIN_NUMERAL.fullmatch(words[0]) else [f"{int(value)}{rest}"]


def _placed(line: TriedLine, mention: Mention, texts: Iterable[str], facts: tuple[str, ...]) -> Iterator[Edit]:
    """Edits that put *texts* in place of the number, and in place of it with the words that blur it."""
    at = line.passage.start
    blur = _BLURS.search(line.text, max(0, mention.start - 3), mention.start)
    behind = _BEHIND.match(line.text[mention.end :])
    for text in texts:
        yield Edit(at + mention.start, at + mention.end, text, facts)
        if blur is not None or behind is not None:
            start = blur.start() if blur is not None and "达" not in blur[0] else mention.start
            end = mention.end + (behind.end() if behind is not None else 0)
            yield Edit(at + start, at + end, text, facts)


def is_named(edit: Edit, mention: Mention, line: TriedLine, index: FactIndex) -> bool:
    """Whether the sentence names what the figure of *edit* is of, by most of its name, and tells no relation of it."""
    start = max(line.text.rfind(mark, 0, mention.start) for mark in _CLAUSE_MARKS) + 1
    if _RELATED.search(line.text, start, mention.start):
        return False
    held = set(name_pairs(_sentence(line.text, mention.start)))
    for fact in edit.facts:
        subject = index.subjects.get(subject_of(index.ledger[fact])) if fact in index.ledger else None
        if subject is None:
            continue
        if subject.key.startswith("count."):
            return subject.key == "count.indicators" and "指标" in line.text[start : mention.end + _NEAR]
        if index.ledger[fact].derived:
            continue
        if subject.key.startswith("staff."):
            return subject.key.removeprefix("staff.") in line.text[start : mention.start]
        told = sum(weight for pair, weight in subject.pairs.items() if pair in held)
        if told >= _IN_FULL * subject.weight or subject.key.startswith(("budget.", "score")):
            return True
    return False


def is_of(edit: Edit, finding: Finding, index: FactIndex) -> bool:
    """Whether the figure of *edit* is of the very subject of which *finding* speaks."""
    told = {subject_of(index.ledger[fact]) for fact in finding.facts if fact in index.ledger}
    return any(fact in index.ledger and subject_of(index.ledger[fact]) in told for fact in edit.facts)


def names_another(mention: Mention, line: TriedLine, index: FactIndex) -> bool:
    """Whether the words before the number name something that nobody entered: 水库移民后期扶持项目支出."""
    start = max(line.text.rfind(mark, 0, mention.start) for mark in _CLAUSE_MARKS) + 1
    pairs = [pair for pair in name_pairs(line.text[start : mention.start]) if pair not in GENERAL_WORDS]
    unknown = [pair for pair in pairs if pair not in index.weights]
    return len(unknown) >= _UNKNOWN and 2 * len(unknown) >= len(pairs)


def plainest(edits: Sequence[Edit]) -> Edit:
    """Of *edits* that put in one number the one without words that blur it."""
    return min(edits, key=lambda each: each.start - each.end)


def slip_of(edit: Edit, line: TriedLine) -> tuple[int, int] | None:
    """How many digits, and how much longer, the number is that *edit* replaces; None where it is no slip of it.

    A slip is the same number in another unit, or one with a digit or two mistyped, left out or exchanged.
    """
    at = line.passage.start
    old, new = digits_in(line.text[edit.start - at : edit.end - at]), digits_in(edit.text)
    if not old or not new:
        return None
    if old.strip("0") == new.strip("0"):
        return 0, 0
    least = max(len(old.strip("0")), len(new.strip("0")))
    distance = _distance(old, new)
    if len(old) < _SHORT or distance > (2 if least >= _LONG else 1):
        return None
    if least < _FEW and _RELATED.search(line.text, max(0, edit.start - at - _NEAR), edit.start - at):
        return None  # 其中补助360万元 is not 预算960万元 mistyped
    return distance, abs(len(old) - len(new))


def same_digits(edit: Edit, line: TriedLine) -> bool:
    """Whether the number is the same but for its unit, its point or the order of its digits."""
    at = line.passage.start
    old, new = digits_in(line.text[edit.start - at : edit.end - at]), digits_in(edit.text)
    return sorted(old.strip("0")) == sorted(new.strip("0"))


def amount_in(words: str) -> Decimal | None:
    """The number that *words* hold, in base units."""
    spans = [span_of(each) for each in scan(words).mentions[:1]]
    return spans[0][0] if spans and spans[0] is not None else None


def digits_in(words: str) -> str:
    """The digits of the number that *words* hold."""
    mentions = scan(words).mentions
    values = [each.quantity.value if each.quantity is not None else each.value for each in mentions[:1]]
    return _digits(values[0]) if values and values[0] is not None else ""


def _digits(value: Decimal) -> str:
    return plain_number(abs(value)).replace(".", "")


def _distance(left: str, right: str) -> int:
    """How many digits were mistyped, left out, added or exchanged with the next one."""
    if abs(len(left) - len(right)) > _LONG:
        return _LONG
    rows = [list(range(len(right) + 1))]
    for i, one in enumerate(left, start=1):
        row = [i]
        for j, other in enumerate(right, start=1):
            best = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def distinct(edits: Iterable[Edit]) -> list[Edit]:
    """*edits* in their order without those that write the same words at the same place."""
    found: dict[tuple[int, int, str], Edit] = {}
    for each in edits:
        found.setdefault((each.start, each.end, each.text), each)
    return list(found.values())
