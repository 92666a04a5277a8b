"""Can a reply be used? Thinking taken off, JSON found, schema satisfied, Chinese, complete and no refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.llm.chat import ChatRequest
from reportgen.llm.json_text import json_objects, without_thinking
from reportgen.llm.masking import PLACEHOLDER
from reportgen.llm.schema import Fault, schema_faults
from reportgen.llm.stream import RawReply

_REFUSAL = re.compile(
    r"\s*(?:(?:很|非常|十分)?(?:抱歉|对不起|遗憾)|(?:作为|我是)(?:一个|一名)?(?:人工智能|AI|大?语言模型)"
    r"|我(?:无法|不能|没有办法)(?:回答|提供|协助|帮助|完成|生成|撰写|满足)"
    r"|I(?:['’]m| am) (?:sorry|unable)|Sorry|I (?:cannot|can['’]?t)|As an AI)",
    re.IGNORECASE,
)
_LATIN_WORDS = re.compile(r"(?:[A-Za-z]{2,}[\s,.;:'’\-]+){3,}[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TRADITIONAL = re.compile(  # characters that simplified writing does not have, the commonest of them
    "[們個來時說國會對過與為學發動還裡無現沒樣頭經當實體關點機務業員報導數據幾萬億標項計劃預執績評價單組織際達費專門問題應該將從進開長見車馬東"
    "書語請認識證類產農鄉鎮區處辦衛醫療養歲護綠環變規設備練習驗課總結負責訓縣資質節約財購檢測調減輕覽聯絡統領幹貫徹讓給買賣傳]"
)
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0e00-\u0e7f\u0600-\u06ff]")
_NOT_FOR_DOCUMENTS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHORT_REFUSAL = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """The data of a reply, or why it cannot be used."""

    data: Mapping[str, object] | None
    text: str
    faults: tuple[Fault, ...] = ()


def judge(raw: RawReply, request: ChatRequest, placeholders: frozenset[str]) -> Judged:
    """What *raw* says to *request*. The *placeholders* are those given out in masking; any other is invented."""
    text = without_thinking(raw.text)
    if raw.refusal or raw.finish == "content_filter":
        return Judged(None, text, (Fault("refused", "模型拒绝回答"),))
    # Some servers put everything a thinking model writes where its thinking goes.
    source = text or without_thinking(raw.thought)
    keys = _keys_of(request.schema)
    found = [data for data in json_objects(source) if not keys or keys & set(data)]
    if not found:
        return Judged(None, text, (_without_json(raw, text, keys),))
    faults: tuple[Fault, ...] = ()
    for data in reversed(found):
        faults = schema_faults(data, request.schema) or tuple(_content_faults(data, placeholders))
        if not faults:
            return Judged(data, source)
    if raw.cut or raw.finish == "length":
        faults = (Fault("too_long", "回答太长，没有写完就被截断"),)
    return Judged(None, text, faults)


def _keys_of(schema: Mapping[str, object]) -> set[str]:
    properties = schema.get("properties")
    return set(properties) if isinstance(properties, Mapping) else set()


def _without_json(raw: RawReply, text: str, keys: set[str]) -> Fault:
    if raw.cut or raw.finish == "length":
        return Fault("too_long", "回答太长，没有写完就被截断")
    if not text:
        return Fault("empty", "回答是空的")
    if _REFUSAL.match(text):
        return Fault("refused", "模型拒绝回答")
    wanted = f"，其中应有“{'”“'.join(sorted(keys))}”" if keys else ""
    return Fault("not_json", f"回答中没有完整的 JSON 对象{wanted}")


def _content_faults(data: Mapping[str, object], placeholders: frozenset[str]) -> Iterator[Fault]:
    for place, text in _texts(data, ""):
        if len(text) < _SHORT_REFUSAL and _REFUSAL.match(text):
            yield Fault("refused", "写的是拒绝的话，不是内容", place)
        elif _is_foreign(text):
            yield Fault("language", "应当用中文书写", place)
        elif _is_traditional(text):
            yield Fault("language", "应当用简体字书写", place)
        if _NOT_FOR_DOCUMENTS.search(text):
            yield Fault("schema", "含有不能写进文档的控制字符", place)
        for unknown in sorted({found[0] for found in PLACEHOLDER.finditer(text)} - placeholders):
            yield Fault("schema", f"出现了原文没有的代号 {unknown}", place)


def _is_foreign(text: str) -> bool:
    """Whether *text* is prose in another language; ids, abbreviations and names within Chinese are not."""
    han = len(_HAN.findall(text))
    words = sum(len(found[0].split()) for found in _LATIN_WORDS.finditer(text))
    return words > han or len(_OTHER_SCRIPT.findall(text)) > max(han, 3)


def _is_traditional(text: str) -> bool:
    """Whether *text* is written in traditional characters; a name or two in them are not."""
    found = len(_TRADITIONAL.findall(text))
    return found > 3 and found * 10 > len(_HAN.findall(text))


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{place}[{index}]")
