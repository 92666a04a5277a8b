"""Persons' names and identity numbers (姓名、证件号码) are masked before anything leaves the program, restored after.

What is masked: the names given by the caller, of two characters and more; 身份证号 of 18 characters whose date of
birth exists or whose check digit fits (GB 11643), and of 15 digits whose date exists; 手机号 of 11 digits from 13 to
19, with +86, spaces or hyphens; 银行卡号 of 16 to 19 digits that pass the Luhn check, with spaces or hyphens.
Full-width digits count. A number that is part of a longer run of digits or letters is left alone.

Each different value gets one placeholder such as 〔人员A〕, everywhere in the messages and in the schema. What already
looks like a placeholder is masked itself, so restoring gives exactly what stood there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from reportgen.llm.chat import ChatReply, ChatRequest

PLACEHOLDER = re.compile(r"〔(?:人员|证件号|手机号|银行卡号|标记)[A-Z]+〕")
_PERSON, _IDENTITY, _MOBILE, _CARD, _LITERAL = "人员", "证件号", "手机号", "银行卡号", "标记"
_APART = r"(?<![0-9A-Za-z０-９])"
_ENDS = r"(?![0-9A-Za-z０-９])"
_NUMBER = re.compile(
    rf"{_APART}(?:"
    rf"(?P<identity>\d{{17}}[\dXxＸｘ]|\d{{15}})"
    rf"|(?P<mobile>(?:[+＋]?86[ -]?)?[1１][3-9３-９]\d(?:[ -]?\d{{4}}){{2}})"
    rf"){_ENDS}"
)
_CARD_DIGITS = re.compile(rf"{_APART}\d{{4}}(?:[ -]?\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?{_ENDS}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Masked:
    """A request as it may leave the program, and the way back for its reply."""

    request: ChatRequest
    originals: Mapping[str, str]

    def restore(self, reply: ChatReply) -> ChatReply:
        """*reply* with every placeholder of this request replaced by what it stands for."""
        return self._through(reply, self.restored)

    def cover(self, reply: ChatReply) -> ChatReply:
        """The opposite of ``restore``: *reply* as it may be recorded."""
        placeholders = {original: placeholder for placeholder, original in self.originals.items()}
        return self._through(reply, lambda text: _replaced(text, placeholders))

    def restored(self, text: str) -> str:
        """*text* with every placeholder of this request replaced by what it stands for."""
        return PLACEHOLDER.sub(lambda found: self.originals.get(found[0], found[0]), text)

    @staticmethod
    def _through(reply: ChatReply, change: Callable[[str], str]) -> ChatReply:
        changed = _changed(reply.data, change)
        assert isinstance(changed, dict)
        return replace(
            reply,
            data=changed,
            text=change(reply.text),
            details=tuple(change(line) for line in reply.details),
        )


class Masking:
    """Masks the *names* given and every identity number. Safe to use from several threads."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        wanted = {name.strip() for name in names}
        self._names = sorted((name for name in wanted if len(name) > 1), key=lambda name: (-len(name), name))
        self._name = re.compile("|".join(map(re.escape, self._names))) if self._names else None

    def mask(self, request: ChatRequest) -> Masked:
        """*request* with placeholders in its messages and in the values of its schema."""
        given = _Placeholders(self._sensitive)
        messages = tuple(replace(message, content=given.put_into(message.content)) for message in request.messages)
        schema = _changed(request.schema, given.put_into)
        assert isinstance(schema, dict)
        return Masked(replace(request, messages=messages, schema=schema), dict(given.originals))

    def _sensitive(self, text: str) -> list[tuple[int, int, str]]:
        """Spans of *text* with their kinds, without overlaps; of two that overlap the earlier and longer one."""
        spans = [(found.start(), found.end(), _LITERAL) for found in PLACEHOLDER.finditer(text)]
        if self._name is not None:
            spans += [(found.start(), found.end(), _PERSON) for found in self._name.finditer(text)]
        spans += _numbers(text)
        chosen: list[tuple[int, int, str]] = []
        for span in sorted(spans, key=lambda each: (each[0], -each[1])):
            if not chosen or span[0] >= chosen[-1][1]:
                chosen.append(span)
        return chosen


class _Placeholders:
    """Gives each sensitive value of one request its placeholder, in the order of reading."""

    def __init__(self, sensitive: Callable[[str], list[tuple[int, int, str]]]) -> None:
        self._sensitive = sensitive
        self._given: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    @property
    def originals(self) -> Iterator[tuple[str, str]]:
        return ((placeholder, original) for original, placeholder in self._given.items())

    def put_into(self, text: str) -> str:
        parts, position = [], 0
        for start, end, kind in self._sensitive(text):
            parts += [text[position:start], self._placeholder(text[start:end], kind)]
            position = end
        return "".join([*parts, text[position:]])

    def _placeholder(self, original: str, kind: str) -> str:
        if original not in self._given:
            self._counts[kind] = number = self._counts.get(kind, 0) + 1
            self._given[original] = f"〔{kind}{_letters(number)}〕"
        return self._given[original]


def is_identity_number(text: str) -> bool:
    """Whether *text* is a 身份证号: 18 characters with a date of birth or a check digit that fits, or 15 digits."""
    plain = unicodedata.normalize("NFKC", text).upper()
    if re.fullmatch(r"[1-9]\d{14}", plain):
        return _is_date("19" + plain[6:12])
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", plain):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(plain, _WEIGHTS, strict=False))
    # A birthday that exists beside a wrong check digit is a slip of typing: it still names a person.
    return _CHECK_DIGITS[total % 11] == plain[-1] or _is_date(plain[6:14])


def is_card_number(text: str) -> bool:
    """Whether *text* is a 银行卡号: 16 to 19 digits that pass the Luhn check."""
    digits = [int(each) for each in re.sub(r"[ -]", "", unicodedata.normalize("NFKC", text))]
    if not 16 <= len(digits) <= 19 or not any(digits):
        return False
    doubled = (digit * 2 if place % 2 else digit for place, digit in enumerate(reversed(digits)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _NUMBER.finditer(text):
        if found["mobile"]:
            yield found.start(), found.end(), _MOBILE
        elif found["identity"] and is_identity_number(found[0]):
            yield found.start(), found.end(), _IDENTITY
    for found in _CARD_DIGITS.finditer(text):
        if is_card_number(found[0]):
            yield found.start(), found.end(), _CARD


def _is_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1850 < born.year < 2100


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA: digits would look like figures to the model."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    if not replacements:
        return text
    longest_first = sorted(replacements, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: replacements[found[0]], text)


def _changed(value: object, change: Callable[[str], str]) -> object:
    """*value* of a JSON document with every text in it changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _changed(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_changed(item, change) for item in value]
    return value
