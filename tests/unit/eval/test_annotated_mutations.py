"""The sentences of the examination are false by the annotation, many, of many kinds, and the same every time."""

import importlib
import random
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parents[3] / "eval/number_checking"


@pytest.fixture(scope="module", autouse=True)
def _examination_on_path():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(HERE)
        yield


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def sentence(
    text: str, words: str, true: str, sign: str = "=", formula: str = "i1.a", *, attained: str = "met", **roles: str
) -> object:
    """A sentence with one claim, of indicator 1."""
    figure, claim = module("annotation").figure, module("annotated_sentences").Claim
    start = text.index(words)
    one = claim(words, start, start + len(words), sign, Fraction(true), figure(words), "i1", formula)
    known = {"i1": {field: figure(value) for field, value in roles.items()}}
    return module("annotated_sentences").Sentence(
        text, (one,), (), (one,), known, {"i1": attained}, False, "优", 2023, ""
    )


def mutants(kind: str, one: object) -> list[str]:
    return list(module("annotated_mutations").KINDS[kind](one, random.Random(1)))


def battery() -> list[tuple[str, str, str]]:
    examination, kinds = module("examination"), module("annotated_mutations").KINDS
    made = []
    for folder in examination.departments("first"):
        report, chance = module("annotation").read_report(folder), random.Random(folder.name)
        for one in examination.sentences_of(report):
            made += [(kind, one.text, wrong) for kind in kinds for wrong in dict.fromkeys(kinds[kind](one, chance))]
    return [one for one in made if one[1] != one[2]]


def test_there_are_ten_thousand_sentences_of_twenty_five_kinds_and_the_same_every_time() -> None:
    made = battery()

    assert len(made) >= 10_000
    assert len({kind for kind, _, _ in made}) >= 25
    assert made == battery()


def test_rounding_is_never_off_by_less_than_the_last_digit() -> None:
    assert mutants("rounding", sentence("执行率96.26%。", "96.26%", "96.2577")) == ["执行率96.27%。", "执行率96.25%。"]


def test_what_an_approximator_allows_is_no_mistake() -> None:
    assert mutants("rounding", sentence("约96.26%。", "96.26%", "96.2577")) == []
    assert mutants("sums", sentence("超过300人。", "300人", "310", ">", "i1.a-i1.t")) == []


def test_what_is_literally_true_behind_a_bound_is_no_mistake() -> None:
    less = sentence("支出不足1,000万元。", "1,000万元", "9821500", "<", "bt.p")
    more = sentence("预算超过1,200万元。", "1,200万元", "12039600", ">", "bt.j")

    assert mutants("magnitude", less) == ["支出不足100.0万元。"]
    assert mutants("magnitude", more) == ["预算超过12,000万元。"]


def test_a_target_bears_the_word_beyond() -> None:
    assert mutants("approximators", sentence("目标75%。", "75%", "75", formula="i1.t")) == []
    assert mutants("approximators", sentence("实有20人。", "20人", "20")) == [
        "实有超过20人。",
        "实有不足20人。",
        "实有20余人。",
    ]


def test_cutting_off_is_a_mistake_only_where_rounding_gives_another_figure() -> None:
    assert mutants("truncation", sentence("得分94.56分。", "94.56分", "94.56")) == ["得分94.5分。", "得分94分。"]
    assert mutants("truncation", sentence("得分94.21分。", "94.21分", "94.21")) == []


def test_the_figure_of_another_role_is_a_mistake_only_where_it_differs() -> None:
    differs = sentence("培训263人。", "263人", "263", t="≥240人", a="263人", p="263人")

    assert mutants("role", differs) == ["培训240人。"]


def test_a_verdict_contradicts_what_the_entry_says() -> None:
    missed = sentence("竣工10处。", "10处", "10", attained="missed")

    assert mutants("false_verdict", missed) == [
        "竣工10处，达到年度目标。",
        "竣工10处，超额完成任务。",
        "竣工10处，圆满完成目标。",
    ]


def test_a_share_in_tenths_lies_beyond_the_true_share() -> None:
    assert mutants("tenths", sentence("占70.5%。", "70.5%", "70.5")) == ["占超九成。", "占不足六成。", "占1.6倍。"]


def test_numerals_are_written_as_they_are_read() -> None:
    in_chinese = module("figure_mutations").in_chinese

    assert in_chinese(1094) == "一千零九十四"
    assert in_chinese(3005) == "三千零五"
    assert in_chinese(210) == "二百一十"
