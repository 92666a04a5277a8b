"""Words without grounds are sent back: a clause rests on entered words, cited facts, set phrases or judged verdicts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportgen import pipeline
from reportgen.drafting.narrative.narration import plan
from reportgen.drafting.narrative.replies import Judges, write
from reportgen.drafting.views import ReportView
from reportgen.model.finding import Finding
from sample_entry import TEMPLATES

ROOT = TEMPLATES.parent


class Desk:
    """Judges single sentences for the sections of an example, by code alone."""

    def __init__(self, example: str) -> None:
        evaluation = pipeline.open_entry(ROOT / "corpora" / "examples" / example / "填报.yaml", TEMPLATES)
        view = ReportView(
            evaluation.entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings
        )
        draft = pipeline.draft(evaluation, TEMPLATES)
        self.plan = plan(
            draft, view, evaluation.ledger, prompts=[ROOT / "prompts"], retrieve=lambda _kind, _text: (),
            values_shown=True,
        )  # fmt: skip
        self.tasks = {task.key: task for task in self.plan.tasks}

    def codes(self, section: str, *sentences: str, answers: str = "") -> set[str]:
        task = self.tasks[section]
        data = {"paragraphs": [{"answers": [answers] if answers else [], "sentences": list(sentences)}]}
        written = write(data, task.prompt, task.materials, self.plan.grounds, Judges(_silent, _silent))
        return {each.code for each in written.objections} - {"TOO_SHORT", "FACT_LEFT_OUT", "PROBLEM_LEFT_OUT", "ORDER"}


def _silent(_text: str) -> Sequence[Finding]:
    return ()


@pytest.fixture(scope="module")
def jiangxi() -> Desk:
    return Desk("jiangxi")


@pytest.fixture(scope="module")
def tianjin() -> Desk:
    return Desk("tianjin")


@pytest.mark.parametrize(
    "sentence",
    [
        "按照上级文件制定项目实施规范，惠残项目照章办理。",
        "预算绩效管理由人秘股牵头，业务股室配合，乡镇和城市社区负责具体落实。",
        "在组织分工上，[[management.1.text]]。",
        "根据《[[basis.1.title]]》（[[basis.1.doc_number]]）要求，本部门开展了绩效自评。",
    ],
)
def test_entered_words_may_be_told_in_their_order(jiangxi: Desk, sentence: str) -> None:
    assert jiangxi.codes("management", sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "全年召开绩效管理专题会议。",
        "本部门开展了绩效运行监控。",
        "县财政局组织验收，县残联审核后拨付资金。",
        "乡镇组织验收。",
        "[[department.short_name]]审核后拨付资金。",
        "业务股室牵头预算绩效管理。",
    ],
)
def test_deeds_nobody_entered_and_deeds_of_others_are_sent_back(jiangxi: Desk, sentence: str) -> None:
    assert jiangxi.codes("management", sentence) == {"UNFOUNDED"}


def test_an_entered_text_keeps_its_own_subject(jiangxi: Desk) -> None:
    assert jiangxi.codes("management", "本部门[[management.3.text]]。") == {"SUBJECT_ADDED"}


@pytest.mark.parametrize(
    "sentence",
    [
        "[[indicator.2.name]]完成[[indicator.2.actual_value]]，达到[[indicator.2.target_value]]的目标。",
        "[[indicator.6.name]]为[[indicator.6.actual_value]]，未达到[[indicator.6.target_value]]的目标。",
        "部分指标没有完成。",
        "[[count.indicators]]绩效指标中，完成[[count.indicators.met]]，未完成[[count.indicators.missed]]。",
        "[[indicator.4.name]]、[[indicator.5.name]]均达到目标。",
    ],
)
def test_verdicts_that_the_data_bear_out_may_be_told(jiangxi: Desk, sentence: str) -> None:
    assert jiangxi.codes("performance", sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "各项绩效指标全部完成。",
        "大部分指标超额完成。",
        "年度绩效目标已完成。",
        "绩效指标基本完成。",
        "[[indicator.1.name]]完成[[indicator.1.actual_value]]，达到目标。",
        "[[indicator.1.name]]、[[indicator.2.name]]均达到目标。",
        "[[indicator.2.name]]完成[[indicator.2.actual_value]]，超过目标。",
        "未完成指标[[count.indicators.met]]。",
        "[[indicator.4.name]]和[[indicator.6.name]]均为[[indicator.4.actual_value]]。",
    ],
)
def test_verdicts_against_the_data_are_sent_back(jiangxi: Desk, sentence: str) -> None:
    assert jiangxi.codes("performance", sentence) & {"VERDICT_UNFOUNDED", "UNFOUNDED"}


def test_a_value_does_not_stand_under_the_name_of_another_indicator(jiangxi: Desk) -> None:
    assert "LABEL_MIXED" in jiangxi.codes("performance", "[[indicator.6.name]]为[[indicator.4.actual_value]]。")


@pytest.mark.parametrize(
    "sentence",
    [
        "为[[goal.1.achieved#2]]儿童发放燃油补贴。",
        "培训残疾人家属[[goal.3.achieved#1]]。",
        "为残疾人家属发放燃油补贴。",
        "[[goal.2.achieved]]，康复效果好。",
        "[[goal.2.achieved]]，比上年明显增多。",
        "残疾人家庭普遍反映良好。",
        "工作走在全市前列。",
    ],
)
def test_a_number_keeps_what_it_counts_and_nothing_is_added_to_it(jiangxi: Desk, sentence: str) -> None:
    assert jiangxi.codes("performance", sentence) >= {"UNFOUNDED"}


def test_the_cause_of_one_problem_is_none_of_another(jiangxi: Desk) -> None:
    sentence = "主要原因是指标值高于核定编制，年初设定不合理。"

    assert jiangxi.codes("problems", sentence, answers="P2") == set()
    assert "CAUSE_INVENTED" in jiangxi.codes("problems", sentence, answers="P3")


def test_what_limits_an_entered_sentence_is_not_left_out(jiangxi: Desk) -> None:
    whole = "部分绩效目标和指标按照项目的实际完成情况倒推，对项目执行的约束不强。"

    assert jiangxi.codes("problems", whole, answers="P1") == set()
    assert jiangxi.codes("problems", whole.removeprefix("部分"), answers="P1") == {"UNFOUNDED"}
    assert jiangxi.codes("problems", "对项目执行的约束强。", answers="P1") == {"UNFOUNDED"}


def test_a_measure_to_come_is_not_told_as_done(tianjin: Desk) -> None:
    planned = "开班前逐人核实培训需求，据此编制下一年度培训计划。"

    assert tianjin.codes("improvements", planned, answers="P2") == set()
    assert "UNFOUNDED" in tianjin.codes("improvements", "已逐人核实培训需求。", answers="P2")


def test_an_entered_distinction_may_be_told_of_what_earned_it_alone(tianjin: Desk) -> None:
    assert tianjin.codes("performance", "获全国[[goal.1.achieved#6]]，为历届最好成绩。") == set()
    assert tianjin.codes("performance", "残疾人特殊艺术为历届最好成绩。") == {"UNFOUNDED"}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("各 项 指 标 全 部 完 成。", "SPACED"),
        ("各項績效指標均已完成。", "CHARACTERS"),
        ("指标完成率达ＡＢ。", "CHARACTERS"),
        ("全·部指标完成。", "SPACED"),
    ],
)
def test_odd_writing_hides_nothing(jiangxi: Desk, sentence: str, code: str) -> None:
    assert code in jiangxi.codes("performance", sentence)


def test_a_sentence_told_twice_is_sent_back(jiangxi: Desk) -> None:
    assert jiangxi.codes("performance", "全年[[goal.2.achieved]]。", "全年[[goal.2.achieved]]。") == {"REPEATED"}


def test_too_many_sentences_are_told_and_not_cut(jiangxi: Desk) -> None:
    assert jiangxi.codes("performance", *["全年[[goal.2.achieved]]。"] * 25) == {"TOO_MANY"}


def test_a_long_clause_told_again_in_another_sentence_is_sent_back(jiangxi: Desk) -> None:
    again = jiangxi.codes("management", "在组织分工上，[[management.1.text]]。", "乡镇和城市社区负责具体落实。")
    long = jiangxi.codes("management", "[[management.3.text]]。", "乡镇完成的项目由县残联组织验收，惠残项目照章办理。")

    assert "REPEATED" not in again
    assert long == {"REPEATED"}


def test_another_object_does_not_take_the_place_of_the_entered_one(jiangxi: Desk) -> None:
    assert jiangxi.codes("management", "乡镇负责绩效管理。") == {"UNFOUNDED"}


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("performance", "[[indicator.1.name]]为[[indicator.1.target_value]]。"),
        ("conclusion", "等级为[[score.total]]。"),
        ("conclusion", "全年预算[[budget.total.actual_expenditure]]。"),
    ],
)
def test_a_figure_is_named_for_what_it_is(tianjin: Desk, section: str, sentence: str) -> None:
    assert "ROLE_WRONG" in tianjin.codes(section, sentence)
