"""各部分同时请模型写；再问、重试都有数，不超过设置的上限。"""

import pytest

import fake_model_server as fake
from stories_places import EXAMPLES

ENTRY = EXAMPLES / "jiangxi" / "填报.yaml"
SECTIONS = 5  # that the model is asked for
UNTRUE = {"paragraphs": [{"answers": [], "sentences": ["全年召开绩效会议12次。"]}]}


@pytest.fixture
def generate(reportgen, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "往年报告.sqlite"))

    def run(model, *options):
        report = tmp_path / "报告.docx"
        return reportgen("generate", ENTRY, "-o", report, "--base-url", model.base_url, "--model", "fake", *options)

    return run


def test_all_sections_are_with_the_server_at_the_same_time(generate, model_server):
    model = model_server(fake.status(401, "", delay=4, keep=True))

    generate(model)

    assert max(request["at_once"] for request in model.requests) == SECTIONS
    assert len(model.requests) == SECTIONS


def test_no_more_sections_are_with_the_server_than_was_set(generate, model_server):
    model = model_server(fake.status(401, "", delay=0.2, keep=True))

    generate(model, "--concurrency", "2")

    assert max(request["at_once"] for request in model.requests) == 2


@pytest.mark.parametrize(
    ("step", "each"),
    [
        (fake.status(401, "", keep=True), 1),
        (fake.reply(UNTRUE, keep=True), 3),
        (fake.prose(keep=True), 3),
        (fake.rate_limited("0", keep=True), 4),
    ],
    ids=["refused", "untrue", "no JSON", "busy"],
)
def test_each_kind_of_failure_has_its_number_of_questions(generate, model_server, step, each):
    model = model_server(step)

    generate(model)

    assert len(model.requests) == each * SECTIONS


@pytest.mark.parametrize(
    "step",
    [fake.rate_limited("0", keep=True), fake.prose(keep=True), fake.reply(UNTRUE, keep=True), fake.drop(keep=True)],
    ids=["busy", "no JSON", "untrue", "dropped"],
)
def test_retries_and_re_asks_together_stay_within_the_number_set(generate, model_server, step):
    model = model_server(step)

    answer = generate(model, "--budget-requests", "7")

    assert len(model.requests) == 7
    assert "已经向模型提问 7 次，达到设置的次数上限，没有再问" in answer.out
