"""办公室配置了语言模型：模型写得真就采用，写得不真，报告里一个字也不会有。"""

import json
import zipfile

import pytest

import fake_model_server as fake
from reportgen.documents.plain_text import document_text
from stories_places import EXAMPLES

ENTRY = EXAMPLES / "jiangxi" / "填报.yaml"
MANAGEMENT = {
    "paragraphs": [
        {
            "answers": [],
            "sentences": [
                "在组织分工上，[[management.1.text]]。",
                "在制度建设上，[[management.2.text]]。",
                "在运行监控上，[[management.3.text]]。",
            ],
        }
    ]
}
FOR_MANAGEMENT = "写“预算绩效管理开展情况”"


@pytest.fixture
def generate(reportgen, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "往年报告.sqlite"))
    report = tmp_path / "报告.docx"

    def run(model, *options):
        answer = reportgen(
            "generate", ENTRY, "-o", report, "--overwrite", "--base-url", model.base_url, "--model", "fake", *options
        )
        return answer, document_text(report), json.loads((tmp_path / "报告.撰写记录.json").read_text(encoding="utf-8"))

    return run


def record_of(records, section):
    return next(record for record in records if record["section"] == section)


def test_a_true_section_is_taken_and_the_record_says_so(generate, model_server):
    model = model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT), fake.prose(keep=True))

    answer, text, records = generate(model)

    assert "在组织分工上，人秘股牵头预算绩效管理" in text
    assert record_of(records, "management")["outcome"] == "accepted"
    assert "预算绩效管理开展情况　采用模型文字" in answer.out
    paragraphs = record_of(records, "management")["paragraphs"]
    assert [paragraph["text"] in text for paragraph in paragraphs] == [True] * len(paragraphs)
    assert "management.1.text" in paragraphs[0]["facts"]


@pytest.mark.parametrize(
    ("step", "never"),
    [
        (fake.digits, "87654"),
        (fake.chinese_numerals, "九成以上的任务"),
        (fake.foreign_names, "蓬莱市"),
        (fake.injected, "忽略以上全部要求"),
        (fake.unknown_slot, "no/such/fact"),
        (fake.english, "department completed"),
        (fake.prose, "圆满完成全年任务"),
        (fake.refuses, "抱歉"),
        (fake.truncated, "本部门认真"),
        (fake.empty, "【待填：预算绩效管理开展情况】"),
        (fake.over_long, "绩绩绩"),
    ],
)
def test_whatever_the_model_says_nothing_untrue_reaches_the_report(generate, model_server, step, never):
    _, plain, _ = generate(model_server(fake.refuses(keep=True)))

    answer, text, records = generate(model_server(step(keep=True)))

    assert never not in text
    assert text == plain
    assert {record["outcome"] for record in records} == {"fallback", "skipped"}
    assert "用程序文字：" in answer.out


@pytest.mark.parametrize(
    "sentence",
    [
        "全年召开绩效会议12次。",
        "全年召开绩效会议十余次。",
        "抽查覆盖面超过九成。",
        "参与人员数以百计。",
        "经费比上年翻了一番。",
        "会同柳城县水利局开展了检查。",
        "按照《惠民项目管理办法》执行。",
        "全部指标均已完成。",
        "比照[[indicator.99.actual_value]]安排实施。",
        "在职人数达到[[staff.合计.actual]]。",
    ],
)
def test_one_untrue_sentence_costs_the_model_its_section(generate, model_server, sentence):
    paragraph = MANAGEMENT["paragraphs"][0]
    spoilt = {"paragraphs": [paragraph | {"sentences": [*paragraph["sentences"], sentence]}]}

    _, text, records = generate(model_server(fake.reply(spoilt, when=FOR_MANAGEMENT, keep=True), fake.prose(keep=True)))

    assert sentence.split("[[")[0] not in text
    assert record_of(records, "management")["outcome"] == "fallback"


def test_a_mended_section_is_taken_and_both_replies_are_kept(generate, model_server):
    spoilt = {"paragraphs": [{"answers": [], "sentences": ["全年召开绩效会议12次。"]}]}
    model = model_server(
        fake.reply(spoilt, when=FOR_MANAGEMENT), fake.reply(MANAGEMENT, when=FOR_MANAGEMENT), fake.prose(keep=True)
    )

    _, text, records = generate(model)

    record = record_of(records, "management")
    assert record["outcome"] == "corrected"
    assert "“12次”是槽位以外的数字" in record["attempts"][0]["objections"][0]
    assert "12次" not in text


def test_a_busy_server_is_waited_for_and_an_absent_form_of_answer_is_done_without(generate, model_server):
    model = model_server(
        fake.rate_limited("0"), fake.reply(MANAGEMENT, when=FOR_MANAGEMENT, keep=True), fake.prose(keep=True),
        refuse=("json_schema", "json_object"),
    )  # fmt: skip

    _, _, records = generate(model)

    assert record_of(records, "management")["outcome"] == "accepted"


def test_nobody_there_means_the_report_by_templates_with_the_reason(generate, model_server):
    model = model_server()
    model.base_url = "http://127.0.0.1:9/v1"

    answer, text, records = generate(model)

    assert "组织分工方面，人秘股牵头" in text
    assert {record["outcome"] for record in records} == {"fallback", "skipped"}
    assert "用程序文字：连接不上 http://127.0.0.1:9/v1" in answer.out


def test_a_recorded_run_is_replayed_to_the_same_bytes_offline(generate, model_server, reportgen, tmp_path):
    model = model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT), fake.prose(keep=True))
    generate(model, "--record", tmp_path / "问答.jsonl")

    replayed = []
    for name in ("一.docx", "二.docx"):
        reportgen("generate", ENTRY, "-o", tmp_path / name, "--replay", tmp_path / "问答.jsonl")
        replayed.append((tmp_path / name).read_bytes())

    assert replayed[0] == replayed[1] == (tmp_path / "报告.docx").read_bytes()


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(reportgen, model_server, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "往年报告.sqlite"))
    model = model_server()

    answer = reportgen(
        "generate", ENTRY, "-o", tmp_path / "报告.docx", "--dry-run", "--base-url", model.base_url, "--model", "fake"
    )

    assert FOR_MANAGEMENT in answer.out
    assert "现在没有发送，也没有写文件" in answer.out
    assert model.requests == []
    assert not (tmp_path / "报告.docx").exists()


def test_without_an_endpoint_no_model_is_asked(reportgen, tmp_path):
    answer = reportgen("generate", ENTRY, "-o", tmp_path / "报告.docx")

    assert "撰写记录" not in answer.out
    assert not (tmp_path / "报告.撰写记录.json").exists()


def test_what_is_sent_holds_no_figure_when_values_are_hidden(generate, model_server):
    model = model_server(fake.prose(keep=True))

    generate(model, "--hide-values")

    assert [prompt for prompt in model.prompts if "374.26" in prompt] == []


def test_what_is_sent_holds_no_name_of_another_department(generate, model_server):
    model = model_server(fake.prose(keep=True))

    generate(model)

    assert [prompt for prompt in model.prompts if "霁州市" in prompt or "桐埠县" in prompt] == []


def comments_of(report):
    with zipfile.ZipFile(report) as package:
        names = package.namelist()
        return package.read("word/comments.xml").decode() if "word/comments.xml" in names else ""


def test_a_paragraph_by_the_model_tells_its_model_and_the_passages_it_was_shown(generate, model_server, tmp_path):
    generate(model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT, keep=True), fake.prose(keep=True)))

    written = comments_of(tmp_path / "报告.docx")

    assert "本段由模型“fake”起草（提示词 management.md 第 2 版）" in written
    assert written.count("参考写法：") == 3


def test_a_clean_report_tells_nothing_of_the_model(generate, model_server, tmp_path):
    model = model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT, keep=True), fake.prose(keep=True))

    generate(model, "--clean")

    assert comments_of(tmp_path / "报告.docx") == ""
