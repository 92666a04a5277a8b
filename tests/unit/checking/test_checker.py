"""The checker of texts: every number accounted for, every finding in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.checking.findings import RULES
from reportgen.documents.entry_files import read_entry
from reportgen.model.checked_text import Verdict
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Severity
from reportgen.pipeline import choose_form, evaluate

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "specs" / "checks.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def index() -> FactIndex:
    """The facts of the agriculture bureau."""
    entered = read_entry(TESTS / "samples" / "entries" / "agriculture.yaml").entered
    return build_fact_index(evaluate(entered, choose_form(entered, TESTS.parent / "templates")).ledger)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_each_sentence_leads_to_its_findings(case: dict[str, object], index: FactIndex) -> None:
    checked = check_text(str(case["text"]), index.ledger, index=index)

    assert sorted({finding.code for finding in checked.findings}) == sorted(case["findings"])  # type: ignore[call-overload]


def test_a_true_number_names_its_fact(index: FactIndex) -> None:
    checked = check_text("动物疫病监测样品1.26万份。", index.ledger, index=index)

    mention = checked.mentions[0]
    assert (mention.verdict, "indicator.10.actual_value" in mention.facts) == (Verdict.TRACED, True)


def test_a_derived_number_says_from_what(index: FactIndex) -> None:
    checked = check_text("预算执行率89.54%。", index.ledger, index=index)

    assert checked.mentions[0].verdict is Verdict.DERIVED
    assert "预算执行率89.54%" in checked.mentions[0].reason


def test_a_wrong_number_is_told_the_right_one(index: FactIndex) -> None:
    checked = check_text("渠道衬砌41.3公里。", index.ledger, index=index)

    assert "41.4公里" in checked.findings[0].suggestion


def test_a_truncated_figure_is_an_error(index: FactIndex) -> None:
    checked = check_text("农田建设项目验收合格率96.7%。", index.ledger, index=index)

    assert [finding.severity for finding in checked.findings] == [Severity.ERROR]


def test_a_row_of_a_table_is_read_by_its_columns(index: FactIndex) -> None:
    table = "三级指标\t年度指标值\t实际完成值\n农产品抽检批次\t2412批次\t2400批次"

    checked = check_text(table, index.ledger, index=index)

    assert [finding.text for finding in checked.findings] == ["2412批次", "2400批次"]


def test_what_contradicts_remains_an_error_where_the_facts_are_a_part_of_the_truth(index: FactIndex) -> None:
    text = "渠道衬砌40.4公里。\n全年接待来访群众3,482人次。"

    checked = check_text(text, index.ledger, index=index, complete=False)

    assert [finding.severity for finding in checked.findings] == [Severity.ERROR, Severity.INFO]


def test_a_hidden_character_hides_no_number(index: FactIndex) -> None:
    checked = check_text("培训农民9\u200b43人。", index.ledger, index=index)

    assert [finding.code for finding in checked.findings] == ["NUMBER_DIFFERS"]


def test_an_empty_ledger_rejects_every_claim() -> None:
    checked = check_text("培训80人，满意度95%。", FactLedger([]))

    assert [mention.verdict for mention in checked.mentions] == [Verdict.REJECTED, Verdict.REJECTED]


def test_every_rule_is_explained_in_chinese() -> None:
    unexplained = [code for code, rule in RULES.items() if not rule.explanation or rule.explanation.isascii()]

    assert unexplained == []


_WORDS = st.sampled_from(
    "全年 预算 执行 6,102.37万元 89.54% 比上年 增长 培训农民 934人 九百 近 余 ， 。 ； 、 \n \t 计划 "
    "实际 达到 未完成 均 2023年 〔2024〕5号 《办法》 第七届 ① 两 \u200b １２ 岚北市 项目 超支 满分 等级为优".split(" ")
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=25).map("".join)))
def test_no_text_breaks_it_and_offsets_are_right(text: str, index: FactIndex) -> None:
    checked = check_text(text, index.ledger, index=index)

    assert checked.seen == len(checked.mentions)
    assert [text[one.start : one.end] for one in checked.mentions] == [one.text for one in checked.mentions]
    assert [text[one.start : one.end] for one in checked.findings] == [one.text for one in checked.findings]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(_WORDS, max_size=25).map("".join))
def test_every_arabic_digit_is_in_a_judged_number(text: str, index: FactIndex) -> None:
    checked = check_text(text, index.ledger, index=index)

    judged = {at for one in checked.mentions for at in range(one.start, one.end)}
    assert [at for at, character in enumerate(text) if character in "0123456789" and at not in judged] == []
