"""Models that are scripts: they write as good, middling and bad models do, always the same way. They are no models.

Each composes a section from the facts in its prompt alone, then spoils some sentences the way models do, and says so in
``injected``. Asked again it spoils less. What it writes goes the way of a server's reply: thinking, code fences, prose.
"""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.llm.chat import ChatError, ChatReply, ChatRequest, Message, Rung
from reportgen.llm.form_words import asked_again
from reportgen.llm.json_text import json_objects
from reportgen.llm.reply_form import judge
from reportgen.llm.stream import RawReply

MOST_TRIES = 3
UNTRUE = frozenset({"invented number", "number in words", "wrong slot", "padding", "cause", "verdict", "name"})

Paragraph = tuple[list[str], list[str]]  # answers, sentences

_FACT = re.compile(r"(?:^- |；|、|事实 |原因 |措施 )([^\[\n；]*?) ?\[\[([^\]#\n]+)\]\]([^；\n]*)", re.MULTILINE)
_PROBLEM = re.compile(r"^- (P\d+)（([^）]*)[^：\n]*：事实 (.*)$", re.MULTILINE)
_RELATION = re.compile(r"（(已完成|未完成|超额完成|不能判定)）")
_ID = re.compile(r"\[\[([^\]#\n]+)\]\]")


@dataclass(frozen=True, slots=True)
class Told:
    """What a prompt tells: label and value of each fact by its id, relations, problems."""

    labels: Mapping[str, str]
    values: Mapping[str, str]
    relations: Mapping[str, str]
    problems: Sequence[tuple[str, str, list[str], list[str]]]  # number, kind, facts, causes or measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How often, of a hundred sections, a model does what; *mending* is the share of it left when asked again."""

    rates: Mapping[str, int]
    flowery: bool = False
    mending: float = 0.5
    heeding: float = 0.9  # how often it mends all it is told, and not the first half


MODELS: Mapping[str, Habits] = {
    "careful": Habits(rates={"digit": 4, "repeat": 2, "padding": 4, "left out": 2, "fence": 10}),
    "fluent": Habits(
        rates={
            "digit": 10, "padding": 35, "repeat": 8, "left out": 6, "verdict": 5, "cause": 4, "think": 30, "prose": 20,
        },
        flowery=True,
    ),
    "small": Habits(
        rates={
            "digit": 35, "invented number": 10, "wrong slot": 15, "unknown slot": 10, "repeat": 15, "padding": 30,
            "cause": 10, "verdict": 10, "number in words": 8, "left out": 15, "answers": 10, "mask": 4,
            "prose": 30, "cut off": 8, "English": 5,
        },
        flowery=True, mending=0.7, heeding=0.6,
    ),
    "liar": Habits(
        rates={"invented number": 60, "number in words": 40, "wrong slot": 60, "cause": 40, "verdict": 60, "name": 40},
        mending=1.0, heeding=0.2,
    ),
}  # fmt: skip


@dataclass(slots=True)
class ScriptedModel:
    """A ChatModel by *habits*. *injected* keeps purpose, kind and sentence of everything spoilt."""

    name: str
    habits: Habits
    salt: str = ""
    injected: list[tuple[str, str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, request: ChatRequest) -> ChatReply:
        """What it writes; like the client it asks itself again where the form is no use. Raises ChatError."""
        messages: Sequence[Message] = request.messages
        read = written = 0
        for attempt in range(1, MOST_TRIES + 1):
            raw = self._reply(request, messages, attempt)
            read += sum(len(message.content) for message in messages)
            written += len(raw.text)
            judged = judge(raw, request, frozenset())
            if judged.data is not None:
                return ChatReply(
                    data=judged.data, text=judged.text, model=self.name, rung=Rung.TEXT, input_tokens=read,
                    output_tokens=written, attempts=attempt,
                )  # fmt: skip
            messages = asked_again(request.messages, judged.text, judged.faults)
        last = judged.faults[0]
        raise ChatError(last.code, f"模型的回答不能用：{last.message}", attempts=MOST_TRIES)

    def stop(self) -> None:
        """Nothing is in flight."""

    def _reply(self, request: ChatRequest, messages: Sequence[Message], attempt: int) -> RawReply:
        chance = random.Random("|".join((self.name, self.salt, request.purpose, *(each.content for each in messages))))
        again = sum(message.role == "assistant" for message in messages)
        share = self.habits.mending ** max(again, attempt - 1)

        def does(habit: str) -> bool:
            return chance.random() * 100 < self.habits.rates.get(habit, 0) * share

        told = read_prompt(_first_user(request.messages))
        section = request.purpose.partition("/")[2]
        if again and json_in_last(messages):
            mends = chance.random() < self.habits.heeding
            paragraphs = mended(messages, told, all_of_it=mends)
        else:
            paragraphs = compose(section, told, flowery=self.habits.flowery)
        for kind, spoil in SPOILS.items():
            if does(kind):
                before = {sentence for _, sentences in paragraphs for sentence in sentences}
                paragraphs = spoil(paragraphs, told, chance)
                self._keep(request.purpose, kind, before, paragraphs)
        text = json.dumps({"paragraphs": [{"answers": a, "sentences": s} for a, s in paragraphs]}, ensure_ascii=False)
        if does("English"):
            text = json.dumps(
                {"paragraphs": [{"answers": [], "sentences": ["All planned work of the year was done."]}]}
            )
        if does("cut off"):
            text = text[: len(text) // 2]
        if does("fence"):
            text = f"```json\n{text}\n```"
        if does("prose"):
            text = f"好的，以下是为您撰写的内容：\n{text}\n如需调整请告诉我。"
        if does("think"):
            text = f"<think>先理一理材料，再按要求写。</think>\n{text}"
        return RawReply(
            text=text,
            thought="",
            refusal="",
            finish="stop",
            model=self.name,
            cut=False,
            input_tokens=0,
            output_tokens=0,
        )

    def _keep(self, purpose: str, kind: str, before: set[str], paragraphs: Sequence[Paragraph]) -> None:
        new = [sentence for _, sentences in paragraphs for sentence in sentences if sentence not in before]
        with self._lock:
            self.injected += [(purpose, kind, sentence) for sentence in new or [""]]


def _first_user(messages: Sequence[Message]) -> str:
    return next(message.content for message in messages if message.role == "user")


def json_in_last(messages: Sequence[Message]) -> bool:
    """Whether the last reply can be mended; one that is no JSON is written anew."""
    last = next(message.content for message in reversed(messages) if message.role == "assistant")
    return any("paragraphs" in found for found in json_objects(last))


def mended(messages: Sequence[Message], told: Told, *, all_of_it: bool) -> list[Paragraph]:
    """The last reply with what was objected to deleted, or put in where it was left out."""
    last = next(message.content for message in reversed(messages) if message.role == "assistant")
    data = next(iter(json_objects(last)), {"paragraphs": []})
    paragraphs = [(list(each["answers"]), list(each["sentences"])) for each in data["paragraphs"]]  # type: ignore[attr-defined]
    lines = [line[2:] for line in messages[-1].content.splitlines() if line.startswith("- ")]
    for line in lines if all_of_it else lines[: (len(lines) + 1) // 2]:
        left_out = re.search(r"必须写到事实 \[\[([^\]]+)\]\]", line)
        quoted = re.search(r"“([^”]+)”", line)
        if left_out and paragraphs:
            paragraphs[-1][1].append(f"{_s(left_out[1])}。")
        elif "answers" in line:
            paragraphs = [
                ([number], sentences) for (number, *_), (_, sentences) in zip(told.problems, paragraphs, strict=False)
            ]
        elif "遍" in line and quoted:
            paragraphs = _once(paragraphs)
        elif quoted:
            paragraphs = [
                (answers, [better for one in sentences if (better := _without(one, quoted[1], told))])
                for answers, sentences in paragraphs
            ]
    return [(answers, sentences) for answers, sentences in paragraphs if sentences]


def _once(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    seen: set[str] = set()
    return [(a, [one for one in s if one not in seen and not seen.add(one)]) for a, s in paragraphs]  # type: ignore[func-returns-value]


def _without(sentence: str, quoted: str, told: Told) -> str:
    """*sentence* without the words objected to; a right figure gives way to its slot, a bare sentence is dropped."""
    value = next((name for name, value in told.values.items() if value == quoted), "")
    if value and quoted in sentence:
        return sentence.replace(quoted, _s(value))
    for words in quoted.rstrip("…").split("、"):
        if words and words in sentence:
            if "[[" not in sentence:
                return ""
            clauses = [clause for clause in re.split("(?<=[，；。])", sentence) if clause]
            kept = [clause.replace(words, "") if "[[" in clause else clause for clause in clauses]
            kept = [clause for clause in kept if words not in clause and clause not in {"，", "；", "。"}]
            sentence = "".join(kept).rstrip("，；") if kept else ""
            sentence += "" if not sentence or sentence.endswith("。") else "。"
    return sentence


def read_prompt(prompt: str) -> Told:
    """The facts and problems of a section's prompt."""
    facts, _, problems = prompt.partition("\n问题：\n")
    labels, values, relations = {}, {}, {}
    for label, name, rest in _FACT.findall(facts.partition("\n参考写法")[0]):
        relation = _RELATION.search(rest)
        labels[name] = label.rpartition("：")[0] or label
        values[name] = _RELATION.sub("", rest).strip()
        if relation:
            relations[name] = relation[1]
    found = []
    for number, kind, rest in _PROBLEM.findall(problems):
        own, _, more = rest.partition("；")
        found.append((number, kind, _ID.findall(own), _ID.findall(more)))
    return Told(labels, values, relations, found)


def compose(section: str, told: Told, *, flowery: bool) -> list[Paragraph]:
    """The section as it would be right."""
    match section:
        case "overview":
            found = list(_overview(told))
        case "management":
            found = list(_management(told, flowery=flowery))
        case "performance":
            found = list(_performance(told, flowery=flowery))
        case "conclusion":
            found = list(_conclusion(told, flowery=flowery))
        case "problems":
            return [([number], list(_problem(told, kind, ids, more))) for number, kind, ids, more in told.problems]
        case _:
            return [([number], list(_measure(told, kind, ids, more))) for number, kind, ids, more in told.problems]
    return [([], sentences) for sentences in found if sentences]


def _slots(told: Told, pattern: str) -> list[str]:
    return [name for name in told.values if re.fullmatch(pattern, name)]


def _s(name: str) -> str:
    return f"[[{name}]]"


def _with(told: Told, template: str) -> Iterator[str]:
    """*template* where every fact it names was given."""
    if all(name in told.values for name in _ID.findall(template)):
        yield template


def _overview(told: Told) -> Iterator[list[str]]:
    yield [
        *_with(told, "[[department.name]]（以下简称[[department.short_name]]）是[[department.nature]]。"),
        "主要职责包括：" + "；".join(map(_s, _slots(told, r"duty\.\d+\.text"))) + "。",
    ]
    staff = [
        *_with(told, "内设机构为[[department.internal_divisions]]。"),
        *_with(told, "下属单位[[department.subordinate_units]]。"),
        *_with(told, "核定编制[[staff.合计.authorized]]，年末实有[[staff.合计.actual]]。"),
    ]
    for kind in ("行政", "事业"):
        staff += _with(told, f"其中{kind}编制[[staff.{kind}.authorized]]，实有[[staff.{kind}.actual]]。")
    yield [*staff, *_with(told, "在职人员控制率为[[staff.control_rate]]。")]


def _management(told: Told, *, flowery: bool) -> Iterator[list[str]]:
    yield [
        f"{told.labels[name].split('：')[0]}上，{_s(name)}。"
        if flowery
        else f"在{told.labels[name].split('：')[0]}方面，{_s(name)}。"
        for name in _slots(told, r"management\.\d+\.text")
    ]
    if flowery:
        yield [*_with(told, "根据《[[basis.1.title]]》（[[basis.1.doc_number]]），本部门开展了绩效自评。")]


def _performance(told: Told, *, flowery: bool) -> Iterator[list[str]]:
    counts = "共设绩效指标[[count.indicators]]，完成[[count.indicators.met]]，未完成[[count.indicators.missed]]。"
    opening = f"[[department.year]]，本部门{counts}"
    yield [*_with(told, opening)]
    yield [
        *(
            f"“[[goal.{number}.title]]”方面，{_s(name)}。" if f"goal.{number}.title" in told.values else f"{_s(name)}。"
            for name in _slots(told, r"goal\.\d+\.achieved")
            for number in [name.split(".")[1]]
        ),
    ]
    rows = _slots(told, r"indicator\.\d+\.actual_value")[: 5 if flowery else 3]
    missed = [name for name in told.relations if told.relations[name] == "未完成"]
    yield [_row(told, name) for name in dict.fromkeys((*rows, *missed[:3]))]


def _row(told: Told, actual: str) -> str:
    row = actual.rpartition(".")[0]
    verdict = {"未完成": "，未完成", "超额完成": "，超额完成", "已完成": "，已完成"}.get(
        told.relations.get(actual, ""), ""
    )
    if f"{row}.target_value" in told.values:
        return f"[[{row}.name]]指标值为[[{row}.target_value]]，实际完成[[{actual}]]{verdict}。"
    return f"[[{row}.name]]实际完成[[{actual}]]。"


def _conclusion(told: Told, *, flowery: bool) -> Iterator[list[str]]:
    yield [
        *_with(told, "经自评，[[department.name]][[department.year]]部门整体支出绩效自评得分[[score.total]]，"
                     "评价等级为[[score.rating]]。"),
        *_with(told, "全年预算数[[budget.total.adjusted_budget]]，全年执行数[[budget.total.actual_expenditure]]，"
                     "预算执行率[[budget.total.execution_rate]]。"),
    ]  # fmt: skip
    counts = [
        *_with(
            told, "共设绩效指标[[count.indicators]]，完成[[count.indicators.met]]，未完成[[count.indicators.missed]]。"
        )
    ]
    yield counts or [*_with(told, "共设绩效指标[[count.indicators]]，完成[[count.indicators.met]]。")]
    if flowery:
        yield [
            f"{kind}得[[score.category.{kind}.score]]，分值[[score.category.{kind}.max_score]]。"
            for kind in ("产出指标", "效益指标", "满意度指标")
            if f"score.category.{kind}.score" in told.values and f"score.category.{kind}.max_score" in told.values
        ]


def _problem(told: Told, kind: str, ids: Sequence[str], causes: Sequence[str]) -> Iterator[str]:
    del kind
    rows = [name for name in ids if name.endswith(".actual_value")]
    stated = [name for name in ids if name.startswith("problem.")]
    if stated:
        yield from (f"{_s(name)}。" for name in stated)
    elif rows:
        yield from (_row(told, name) for name in rows)
    elif ids and all(name.endswith(".name") for name in ids):
        yield "、".join(map(_s, ids)) + "未完成。"
    else:
        yield "，".join(f"{_label(told, name)}{_s(name)}" for name in ids) + "。"
    yield from (f"原因是{_s(name)}。" for name in causes)


def _label(told: Told, name: str) -> str:
    return {
        "adjusted_budget": "全年预算数", "actual_expenditure": "全年执行数", "execution_rate": "预算执行率",
        "adjustment_up": "全年预算比年初预算增加", "adjustment_rate_up": "增长",
        "adjustment_down": "全年预算比年初预算减少", "adjustment_rate_down": "下降",
    }.get(name.rpartition(".")[2], told.labels.get(name, "").split("：")[-1])  # fmt: skip


def _measure(told: Told, kind: str, ids: Sequence[str], measures: Sequence[str]) -> Iterator[str]:
    del told
    if measures:
        yield from (f"{_s(name)}。" for name in measures)
    elif any(name.endswith(".name") for name in ids):
        named = next(name for name in ids if name.endswith(".name"))
        yield f"针对{_s(named)}未完成的情况，按季度核对进度，对滞后的事项及时调整安排。"
    else:
        yield f"针对{kind}的情况，按季度核对进度，对滞后的事项及时调整安排。"


def _in_one(paragraphs: Sequence[Paragraph], chance: random.Random, change: Callable[[str], str]) -> list[Paragraph]:
    """*change* made to one sentence that it changes at all."""
    places = [(p, s) for p, (_, ss) in enumerate(paragraphs) for s, one in enumerate(ss) if change(one) != one]
    if not places:
        return list(paragraphs)
    at = chance.choice(places)
    return [
        (answers, [change(one) if (p, s) == at else one for s, one in enumerate(sentences)])
        for p, (answers, sentences) in enumerate(paragraphs)
    ]


def _and_one(paragraphs: Sequence[Paragraph], chance: random.Random, sentence: str) -> list[Paragraph]:
    """*sentence* after one paragraph."""
    at = chance.randrange(len(paragraphs)) if paragraphs else 0
    return [(a, [*s, sentence] if p == at else s) for p, (a, s) in enumerate(paragraphs)]


def _digit(paragraphs: Sequence[Paragraph], told: Told, chance: random.Random) -> list[Paragraph]:
    """A figure written out; seen, it is the right one; hidden, it is guessed."""

    def change(sentence: str) -> str:
        for name in _ID.findall(sentence):
            value = told.values.get(name, "")
            if name.endswith(("actual_value", "_rate", ".score", "total", ".actual", "expenditure")):
                return sentence.replace(_s(name), value or "95.2%")
        return sentence

    return _in_one(paragraphs, chance, change)


def _wrong_slot(paragraphs: Sequence[Paragraph], told: Told, chance: random.Random) -> list[Paragraph]:
    """The actual value of another indicator, or planned for done."""

    def change(sentence: str) -> str:
        own = next((name for name in _ID.findall(sentence) if name.endswith(".actual_value")), "")
        others = [
            name for name in told.values if name.endswith(".actual_value") and told.values[name] != told.values.get(own)
        ]
        if own and others:
            return sentence.replace(_s(own), _s(others[len(sentence) % len(others)]))
        return sentence.replace("[[budget.total.actual_expenditure]]", "[[budget.total.adjusted_budget]]")

    return _in_one(paragraphs, chance, change)


def _verdict(paragraphs: Sequence[Paragraph], told: Told, chance: random.Random) -> list[Paragraph]:
    """More than was done: 未完成 becomes 已完成, or everything is said to be done though it is not."""
    changed = _in_one(paragraphs, chance, lambda one: re.sub("，未完成。$", "，已完成。", one))
    if changed != list(paragraphs) or "未完成" not in told.relations.values():
        return changed
    return _and_one(paragraphs, chance, "各项绩效指标均已完成。")


_PADDING = (
    "各项工作有序推进，为事业发展提供了有力保障。", "群众获得感、幸福感明显增强。",
    "资金使用规范高效，取得了良好的社会效益。", "工作成效得到上级部门充分肯定。", "整体绩效水平稳步提升。",
)  # fmt: skip
_CAUSES = ("主要原因是工作人员不足、任务较重。", "受疫情影响，部分工作推进缓慢。", "原因是项目前期论证不够充分。")
_IN_WORDS = ("九成以上的任务按期完成。", "全年惠及群众数千人次。", "经费比上年翻了一番。")
_NAMES = ("会同柳城县财政局开展了联合检查。", "按照《惠民资金管理办法》执行。", "由王建国同志牵头负责。")

Spoil = Callable[[Sequence[Paragraph], Told, random.Random], list[Paragraph]]
SPOILS: Mapping[str, Spoil] = {
    "digit": _digit,
    "wrong slot": _wrong_slot,
    "verdict": _verdict,
    "unknown slot": lambda p, _t, c: _in_one(p, c, lambda one: re.sub(r"\[\[([a-z]+)\.", r"[[\1s.", one, count=1)),
    "invented number": lambda p, _t, c: _and_one(p, c, f"全年共开展专项检查{c.randrange(11, 98)}次。"),
    "number in words": lambda p, _t, c: _and_one(p, c, c.choice(_IN_WORDS)),
    "padding": lambda p, _t, c: _and_one(p, c, c.choice(_PADDING)),
    "cause": lambda p, _t, c: _and_one(p, c, c.choice(_CAUSES)),
    "name": lambda p, _t, c: _and_one(p, c, c.choice(_NAMES)),
    "mask": lambda p, _t, c: _and_one(p, c, "全年开展培训〈数〉，覆盖〈单位〉。"),
    "repeat": lambda p, _t, c: _and_one(p, c, next((one for _, ss in p for one in ss), "")),
    "left out": lambda p, _t, _c: [(a, s[:-1]) if len(s) > 1 else (a, s) for a, s in p],
    "answers": lambda p, _t, _c: [([], s) for _, s in p],
}
