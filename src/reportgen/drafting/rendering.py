"""Jinja templates rendered into runs: a figure can only come out of a template as a fact of the ledger.

A template writes words and facts. ``{{ fact }}`` becomes a Figure, ``{{ missing }}`` a Gap; a bare number is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.drafting.fact_views import Missing
from reportgen.errors import FormError
from reportgen.model.draft import Figure, Gap, Line, Run, Words
from reportgen.model.facts import Fact
from reportgen.model.field_values import clean_text
from reportgen.quantities.numerals import write_numeral

# Noncharacters, which `clean_text` takes out of whatever is entered; rare letters of names may be private characters.
_FIGURE, _SPLIT, _END, _GAP, _TABLE, _BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
_MARK = re.compile(f"([{_FIGURE}{_GAP}{_TABLE}])([^{_END}]*){_END}")
_FULL_STOPS = "。；;，,、 "
TABLE_MARK = re.compile(f"^{_TABLE}([^{_END}]*){_END}$")

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")

Items = Sequence[object]


class _ParagraphLoader(jinja2.FileSystemLoader):
    """Marks the blank lines of a template, so that they part paragraphs whatever Jinja trims around tags."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, fresh = super().get_source(environment, template)
        return _BLANK_LINES.sub(f"\n{_BREAK}\n", source), str(filename), fresh


def environment(*folders: Path) -> jinja2.Environment:
    """A sandboxed environment that looks for templates in *folders*, the first that has one."""
    made = ImmutableSandboxedEnvironment(
        loader=_ParagraphLoader([str(folder) for folder in folders], encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the output is runs, never HTML
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    made.filters["unstopped"] = unstopped
    made.filters["listed"] = listed
    made.filters["bare"] = bare
    made.filters["optional"] = optional
    made.filters["short"] = short
    made.globals["ordinal"] = ordinal
    made.globals["vary"] = vary
    made.globals["table"] = table_mark
    made.globals["gap"] = Missing
    return made


def _finalize(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Fact):
        return mark(value)
    if isinstance(value, Missing):
        return f"{_GAP}{clean_text(value.what)}{_SPLIT}{clean_text(value.where)}{_END}"
    if isinstance(value, jinja2.Undefined):
        return str(value)  # raises UndefinedError, which names what is missing
    raise TypeError(f"模板只能写文字和台账中的事实，不能直接写{value!r}")


def mark(fact: Fact, text: str | None = None) -> str:
    """*fact* as a marked figure; *text* replaces its own wording."""
    return f"{_FIGURE}{fact.id}{_SPLIT}{fact.text if text is None else text}{_END}"


def unstopped(value: Fact | Missing) -> Missing | str:
    """Entered text without its closing punctuation, so that a sentence can go on after it."""
    if isinstance(value, Missing):
        return value
    return mark(value, value.text.rstrip(_FULL_STOPS))


_TRAILING_UNIT = re.compile(r"[^0-9０-９]+$")


def bare(value: Fact | Missing | str) -> Missing | str:
    """A figure without its unit, for a cell whose head states the unit; a gap by its label alone."""
    if isinstance(value, Missing):
        return Missing(value.label, value.where or value.what)
    if isinstance(value, str):
        return value
    return mark(value, _TRAILING_UNIT.sub("", value.text))


def optional(value: Fact | Missing) -> Fact | str:
    """A value that may be left blank: nothing instead of a gap."""
    return value if isinstance(value, Fact) else ""


def short(value: Fact | Missing) -> Fact | Missing:
    """A gap that names only its label, for a cell whose row names the subject; the comment on it says the rest."""
    if isinstance(value, Missing):
        return Missing(value.label.partition("（")[0] or value.label, value.where or value.what)
    return value


def listed(values: Items, separator: str = "、", last: str = "") -> str:
    """Facts joined as a list; *last* stands before the final one (和)."""
    texts = [_finalize(value) for value in values]
    if last and len(texts) > 1:
        return separator.join(texts[:-1]) + last + texts[-1]
    return separator.join(texts)


def ordinal(number: int, style: str = "{}是") -> str:
    """一是, 二是 …; *style* changes the pattern: ``ordinal(2, "（{}）")``."""
    return style.replace("{}", write_numeral(number))  # str.format would reach into Python


def vary(number: int, phrases: Sequence[str]) -> str:
    """One of *phrases* by turns, so that neighbouring sentences do not read alike."""
    return phrases[number % len(phrases)]


def table_mark(key: str) -> str:
    """Where the table *key* of the form stands in the section."""
    return f"{_TABLE}{key}{_END}"


def runs_of(text: str) -> tuple[Run, ...]:
    """Rendered text cut into words, figures and gaps."""
    runs: list[Run] = []
    position = 0
    for found in _MARK.finditer(text):
        if found.start() > position:
            runs.append(Words(text[position : found.start()]))
        kind, body = found.group(1), found.group(2)
        first, _, second = body.partition(_SPLIT)
        if kind == _FIGURE:
            runs.append(Figure(second, first))
        elif kind == _GAP:
            runs.append(Gap(first, second))
        else:
            raise FormError(f"表格“{first}”写在了文字或单元格里面", remedy="table(…) 要单独成段，前后各空一行")
        position = found.end()
    if position < len(text):
        runs.append(Words(text[position:]))
    return tuple(runs)


def paragraphs_of(text: str) -> Iterator[str]:
    """The paragraphs of rendered text: blank lines of the template part them, line breaks inside are dropped."""
    for paragraph in text.split(_BREAK):
        joined = "".join(line.strip() for line in paragraph.splitlines())
        if joined:
            yield joined


def line_of(text: str) -> Line:
    """Rendered text as a title, heading or caption."""
    return Line(runs_of(text.strip()))


CellRenderer = Callable[[dict[str, object]], tuple[Run, ...]]
_SIMPLE = re.compile(r"^\{\{\s*([a-z]+)\.([a-z][a-z_]*)\s*(?:\|\s*(short|optional|bare)\s*)?\}\}$")
_SIMPLE_FILTERS: dict[str | None, Callable[[Any], object]] = {
    None: lambda value: value,
    "short": short,
    "optional": optional,
    "bare": bare,
}


@lru_cache(maxsize=512)
def cell_renderer(made: jinja2.Environment, source: str) -> CellRenderer:
    """A function from context to runs for one cell template.

    The common ``{{ row.name }}``, also with one filter, is read without Jinja: tables have thousands of cells.
    """
    simple = _SIMPLE.match(source)
    if simple:
        variable, attribute, filter_name = simple.groups()
        filtered = _SIMPLE_FILTERS[filter_name]

        def read(context: dict[str, object]) -> tuple[Run, ...]:
            value = filtered(getattr(context[variable], attribute))
            if type(value) is Fact:
                return (Figure(value.text, value.id),)
            return runs_of(_finalize(value))

        return read
    if "{" not in source:
        words: tuple[Run, ...] = (Words(source),) if source else ()
        return lambda _context: words
    template = _compiled(made, source)
    return lambda context: runs_of(template.render(context).strip())


def _compiled(made: jinja2.Environment, source: str) -> jinja2.Template:
    with faults_of(f"“{source}”"):
        return made.from_string(source)


# Jinja's own errors, and those of the Python that a template calls: 1/0, a missing key, a macro that calls itself.
_FAULTS = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@contextmanager
def faults_of(what: str) -> Iterator[None]:
    """Whatever the template *what* does wrong in the block is told as a FormError, with its line if known."""
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise FormError(
            f"找不到模板“{error.name}”", place=what, remedy="检查 form.yaml 中 outline 的 template"
        ) from error
    except jinja2.TemplateSyntaxError as error:
        raise FormError(f"模板第{error.lineno}行写法有误：{error.message}", place=error.name or what) from error
    except UnicodeDecodeError as error:
        raise FormError("模板不是 UTF-8 编码", place=what, remedy="用记事本打开，另存为时编码选 UTF-8") from error
    except _FAULTS as error:
        raise FormError(f"模板用了没有的内容：{error}", place=what, remedy="对照 docs/forms.md 的名称表改正") from error


def render(made: jinja2.Environment, name: str, context: dict[str, object]) -> str:
    """The template *name* rendered. Raises FormError naming file and line when the template is at fault."""
    with faults_of(name):
        return made.get_template(name).render(context)
