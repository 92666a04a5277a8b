"""Sections by a model: taken when every judge passes them, asked again with objections, given up in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from reportgen import pipeline
from reportgen.documents.entry_files import read_entry
from reportgen.drafting.narrative.materials import gather
from reportgen.drafting.narrative.narration import NarratedDraft, narrate, plan
from reportgen.drafting.narrative.prompts import read_prompt
from reportgen.drafting.narrative.replies import Judges
from reportgen.drafting.views import ReportView
from reportgen.llm.chat import ChatError, ChatRequest
from reportgen.model.draft import Draft, Figure, Gap, Paragraph, Run, Table
from reportgen.model.finding import Finding, Severity
from reportgen.model.narrative import Outcome
from reportgen.model.prior_report import PriorPassage, SectionKind
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.retrieval.style import mask
from sample_entry import TEMPLATES, form, sample_entry
from scripted_chat import ScriptedChat

PROMPTS = TEMPLATES.parent / "prompts"


def nothing_wrong(_text: str) -> Sequence[Finding]:
    return ()


def said(*sentences: str, answers: Sequence[str] = ()) -> dict[str, Any]:
    return {"paragraphs": [{"answers": list(answers), "sentences": list(sentences)}]}


CONCLUSION = said(
    "经自评，[[department.name]][[department.year]]部门整体支出得[[score.total]]，等级为“[[score.rating]]”。",
    "全年预算执行率为[[budget.total.execution_rate]]，还有指标没有完成，原因和措施在后文说明。",
    "对未完成的指标，本报告在存在问题部分作了说明。",
)


class Desk:
    """Drafts the sample entry with a scripted model."""

    def __init__(self, entered: SelfEvaluation | None = None) -> None:
        self.evaluation = pipeline.evaluate(entered or sample_entry(), form())
        self.draft = pipeline.draft(self.evaluation, TEMPLATES)
        self.states: list[tuple[str, str]] = []
        self.passages: list[PriorPassage] = []

    def write(
        self,
        replies: dict[str, Sequence[Any]],
        *,
        truth: Callable[[str], Sequence[Finding]] = nothing_wrong,
        wording: Callable[[str], Sequence[Finding]] = nothing_wrong,
        values_shown: bool = True,
    ) -> NarratedDraft:
        evaluation = self.evaluation
        view = ReportView(
            evaluation.entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings
        )
        planned = plan(
            self.draft, view, evaluation.ledger, prompts=[PROMPTS], retrieve=self._retrieve, values_shown=values_shown
        )
        rest = {task.request.purpose: [ChatError("unreachable", "连不上模型")] * 3 for task in planned.tasks}
        self.model = ScriptedChat(rest | {f"section/{key}": list(each) for key, each in replies.items()})
        return narrate(
            self.draft,
            planned,
            self.model,
            Judges(truth, wording),
            concurrency=4,
            on_state=lambda heading, state: self.states.append((heading, state)),
        )

    def _retrieve(self, _kind: SectionKind, _text: str) -> list[tuple[PriorPassage, Any]]:
        return [(passage, mask(passage)) for passage in self.passages]

    def asked(self, key: str) -> list[ChatRequest]:
        return [request for request in self.model.requests if request.purpose == f"section/{key}"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def runs_of(draft: Draft, key: str) -> list[Run]:
    section = next(section for section in draft.sections if section.key == key)
    return [run for block in section.blocks if isinstance(block, Paragraph) for run in block.runs]


def text_of(draft: Draft, key: str) -> str:
    return "".join(run.text for run in runs_of(draft, key))


def record_of(narrated: NarratedDraft, key: str) -> Any:
    return next(record for record in narrated.records if record.section == key)


def test_a_true_reply_takes_the_place_of_the_templates_text(desk: Desk) -> None:
    narrated = desk.write({"conclusion": [CONCLUSION]})

    assert "部门整体支出得" in text_of(narrated.draft, "conclusion")
    record = record_of(narrated, "conclusion")
    assert (record.outcome, record.model, len(record.attempts)) == (Outcome.ACCEPTED, "scripted", 1)


def test_the_figures_of_an_accepted_reply_are_bound_to_their_facts(desk: Desk) -> None:
    narrated = desk.write({"conclusion": [CONCLUSION]})

    figures = [run.fact for run in runs_of(narrated.draft, "conclusion") if isinstance(run, Figure)]
    assert "budget.total.execution_rate" in figures
    assert record_of(narrated, "conclusion").facts == tuple(dict.fromkeys(figures))


def test_sections_whose_model_fails_keep_the_templates_text_with_the_reason(desk: Desk) -> None:
    narrated = desk.write({})

    assert narrated.draft.sections == desk.draft.sections
    assert {record.outcome for record in narrated.records if record.attempts} == {Outcome.FALLBACK}
    assert record_of(narrated, "conclusion").reason == "连不上模型"


@pytest.mark.parametrize(
    ("sentence", "objection"),
    [
        ("培训人数超过九成。", "NUMERAL"),
        ("全年培训300余人。", "NUMERAL"),
        ("培训规模翻了一番。", "NUMERAL"),
        ("培训人数为[[indicator.9.actual_value]]。", "SLOT_UNKNOWN"),
        ("作为人工智能，无法提供结论。", "WORDING"),
        ("由于上级资金下达较晚，部分工作推迟。", "CAUSE_INVENTED"),
        ("部分工作受疫情影响推迟。", "CAUSE_INVENTED"),
        ("各项工作走在全县前列。", "UNFOUNDED"),
        ("本年首次实现集中办班。", "UNFOUNDED"),
        ("这项工作受到上级表彰。", "UNFOUNDED"),
        ("培训质量大幅提高。", "UNFOUNDED"),
        ("The work was completed as planned.", "LANGUAGE"),
    ],
)
def test_a_reply_with_a_fault_is_sent_back_and_the_mended_one_is_taken(
    desk: Desk, sentence: str, objection: str
) -> None:
    bad = said(*CONCLUSION["paragraphs"][0]["sentences"], sentence)

    narrated = desk.write({"conclusion": [bad, CONCLUSION]})

    record = record_of(narrated, "conclusion")
    assert record.outcome is Outcome.CORRECTED
    assert record.attempts[0].objections[0].startswith(objection)
    assert sentence not in text_of(narrated.draft, "conclusion")


def test_the_model_is_told_its_faults_and_shown_its_reply(desk: Desk) -> None:
    desk.write({"conclusion": [said("等级为“优”，得98分。"), CONCLUSION]})

    again = desk.asked("conclusion")[1].messages

    assert [message.role for message in again] == ["system", "user", "assistant", "user"]
    assert "98分" in again[2].content
    assert "“98分”是槽位以外的数字" in again[3].content
    assert "必须写到事实 [[score.total]]" in again[3].content


def test_after_three_faulty_replies_the_templates_text_stays(desk: Desk) -> None:
    bad = said("得98分，等级为“优”。")

    narrated = desk.write({"conclusion": [bad, bad, bad]})

    assert text_of(narrated.draft, "conclusion") == text_of(desk.draft, "conclusion")
    record = record_of(narrated, "conclusion")
    assert (record.outcome, len(record.attempts), len(desk.asked("conclusion"))) == (Outcome.FALLBACK, 3, 3)
    assert "模型写了3次仍有问题" in record.reason


def test_what_the_checker_calls_untrue_is_not_taken(desk: Desk) -> None:
    def untrue(text: str) -> Sequence[Finding]:
        if "作了说明" in text:
            return (Finding(code="VERDICT", severity=Severity.ERROR, message="“说明”与数据不符"),)
        return ()

    narrated = desk.write({"conclusion": [CONCLUSION] * 3}, truth=untrue)

    assert record_of(narrated, "conclusion").outcome is Outcome.FALLBACK
    assert record_of(narrated, "conclusion").attempts[0].objections == ("VERDICT：“说明”与数据不符",)


def test_wording_is_judged_without_the_figures(desk: Desk) -> None:
    seen: list[str] = []

    def wording(text: str) -> Sequence[Finding]:
        seen.append(text)
        return ()

    desk.write({"conclusion": [CONCLUSION]}, wording=wording)

    assert "预算执行率为□，" in seen[0]


PROBLEMS = {
    "paragraphs": [
        {"answers": ["P1"], "sentences": ["“[[indicator.1.name]]”没有达到目标，差[[indicator.1.below_target]]。"]},
        {"answers": ["P2"], "sentences": ["全年预算执行率为[[budget.total.execution_rate]]。"]},
        {"answers": ["P3"], "sentences": ["年初预算与实际需要有差距，年中调增[[budget.total.adjustment_up]]。"]},
    ]
}


def test_each_problem_of_the_data_gets_one_numbered_paragraph(desk: Desk) -> None:
    narrated = desk.write({"problems": [PROBLEMS]})

    text = text_of(narrated.draft, "problems")
    assert record_of(narrated, "problems").outcome is Outcome.ACCEPTED
    assert text.startswith("一是“职工培训人数”没有达到目标，差6人。")
    assert "二是全年预算执行率为84.48%。" in text


def test_a_cause_that_was_not_entered_stays_a_gap(desk: Desk) -> None:
    narrated = desk.write({"problems": [PROBLEMS]})

    gaps = [run for run in runs_of(narrated.draft, "problems") if isinstance(run, Gap)]
    assert len(gaps) == 2


def changed(at: int, **fields: Any) -> dict[str, Any]:
    return {"paragraphs": [each | fields if place == at else each for place, each in enumerate(PROBLEMS["paragraphs"])]}


@pytest.mark.parametrize(
    ("reply", "objection"),
    [
        ({"paragraphs": PROBLEMS["paragraphs"][:2]}, "PROBLEM_LEFT_OUT"),
        (
            {"paragraphs": [*PROBLEMS["paragraphs"], {"answers": ["P9"], "sentences": ["队伍建设有待加强。"]}]},
            "ANSWERS_UNKNOWN",
        ),
        (
            {"paragraphs": [*PROBLEMS["paragraphs"], {"answers": [], "sentences": ["队伍建设有待加强。"]}]},
            "ANSWERS_ONE",
        ),
        ({"paragraphs": PROBLEMS["paragraphs"][::-1]}, "ORDER"),
        (
            changed(0, sentences=["因生源不足，“[[indicator.1.name]]”差[[indicator.1.below_target]]。"]),
            "CAUSE_INVENTED",
        ),
        (changed(1, sentences=["由于审批慢，执行率只有[[budget.total.execution_rate]]。"]), "CAUSE_INVENTED"),
    ],
)
def test_problems_are_those_of_the_data_and_no_others(desk: Desk, reply: dict[str, Any], objection: str) -> None:
    narrated = desk.write({"problems": [reply, PROBLEMS]})

    record = record_of(narrated, "problems")
    assert any(each.startswith(objection) for each in record.attempts[0].objections)
    assert record.outcome is Outcome.CORRECTED


def test_a_measure_that_nobody_entered_is_marked_for_confirmation(desk: Desk) -> None:
    reply = {
        "paragraphs": [
            {"answers": ["P1"], "sentences": ["按月通报进度，逐项明确责任人。"]},
            {"answers": ["P2"], "sentences": ["定期调度预算执行，及时纠正偏差。"]},
            {"answers": ["P3"], "sentences": ["编制预算时结合实际测算需求。"]},
        ]
    }

    narrated = desk.write({"improvements": [reply]})

    assert text_of(narrated.draft, "improvements").count("【待填：确认或改写这项措施】") == 3


def test_the_lead_stands_before_the_indicators(desk: Desk) -> None:
    lead = said(
        "全年职工培训人数[[indicator.1.actual_value]]，培训合格率[[indicator.2.actual_value]]，培训合格率达到目标。",
        "培训人数没有达到[[indicator.1.target_value]]的目标，原因和措施在后文说明，具体情况见附件。",
    )

    narrated = desk.write({"performance": [lead]})

    text = text_of(narrated.draft, "performance")
    assert text.startswith("全年职工培训人数74人，培训合格率95%，")
    assert text.endswith(text_of(desk.draft, "performance"))


def test_tables_of_a_section_stay(desk: Desk) -> None:
    narrated = desk.write({"conclusion": [CONCLUSION]})

    before = [block for section in desk.draft.sections for block in section.blocks if isinstance(block, Table)]
    after = [block for section in narrated.draft.sections for block in section.blocks if isinstance(block, Table)]
    assert before == after


def test_hidden_values_are_not_in_the_prompt_and_stand_in_the_report(desk: Desk) -> None:
    narrated = desk.write({"conclusion": [CONCLUSION]}, values_shown=False)

    assert "84.48" not in desk.asked("conclusion")[0].messages[1].content
    assert "84.48%" in text_of(narrated.draft, "conclusion")


def test_passages_reach_the_prompt_masked_and_the_record_whole(desk: Desk) -> None:
    desk.passages = [
        PriorPassage(
            number=7,
            text="柳城县水利局自评得分96.1分，等级为“优”。",
            heading="自评结论",
            section=SectionKind.CONCLUSION,
            department="柳城县水利局",
            field="水利",
            level="县级",
            year=2022,
            source="柳城县水利局.md",
        )
    ]

    narrated = desk.write({"conclusion": [CONCLUSION]})

    asked = desk.asked("conclusion")[0].messages[1].content
    assert "〈本部门〉自评得分〈数〉" in asked
    assert "柳城" not in asked
    assert [passage.text for passage in record_of(narrated, "conclusion").passages] == [desk.passages[0].text]


def test_a_section_without_data_is_not_asked_for(desk: Desk) -> None:
    narrated = desk.write({})

    record = record_of(narrated, "management")
    assert desk.asked("management") == []
    assert (record.outcome, record.reason) == (Outcome.SKIPPED, "没有填报必须写到的数据：预算绩效管理开展情况")


def test_each_section_tells_its_state(desk: Desk) -> None:
    desk.write({"conclusion": [CONCLUSION]})

    assert ("自评结论", "请模型撰写") in desk.states
    assert ("自评结论", "采用模型文字") in desk.states
    assert ("改进措施", "用程序文字：连不上模型") in desk.states


def offered_for_performance(example: str) -> frozenset[str]:
    entered = read_entry(TEMPLATES.parent / "corpora" / "examples" / example / "填报.yaml").entered
    evaluation = pipeline.evaluate(entered, pipeline.choose_form(entered, TEMPLATES))
    view = ReportView(entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings)
    prompt = read_prompt("performance", [PROMPTS])
    assert prompt is not None
    return gather(prompt, view, evaluation.ledger, ()).offered


def test_indicators_without_an_actual_value_are_no_material_for_results() -> None:
    assert [fact for fact in offered_for_performance("hebei") if fact.startswith("indicator.")] == []


def test_of_too_many_indicators_the_missed_ones_and_the_counts_stay() -> None:
    offered = offered_for_performance("tianjin")

    assert len(offered) <= 220
    assert {"indicator.1.actual_value", "count.indicators", "count.indicators.missed"} <= offered
    assert "indicator.79.actual_value" not in offered


def test_a_section_of_which_only_the_department_is_known_is_not_asked_for() -> None:
    entered = read_entry(TEMPLATES.parent / "corpora" / "examples" / "hebei" / "填报.yaml").entered
    desk = Desk(entered)

    narrated = desk.write({})

    assert desk.asked("performance") == []
    assert record_of(narrated, "performance").reason == "没有可以写的填报数据"
