import http.server
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fake_model_server import (
    HARMLESS,
    chinese_numerals,
    drop,
    empty,
    english,
    error_in_stream,
    fill,
    garbage,
    hang,
    over_long,
    prose,
    rate_limited,
    refuses,
    reply,
    status,
    trickle,
    truncated,
)
from reportgen.llm.chat import ChatError, ChatRequest, Message, Rung
from unit.llm.conftest import SCHEMA, question

SAID = {"sentences": [{"text": HARMLESS}]}
FULLY_SAID = '{"sentences": [{"text": "各项工作按计划完成。"}]}'


def failure(client, request=None):
    with pytest.raises(ChatError) as raised:
        client.ask(request or question())
    return raised.value


def test_a_reply_that_satisfies_the_schema_is_handed_over_with_its_cost(model_server, connect):
    model = model_server()

    reply = connect(model).ask(question())

    assert reply.data == SAID
    assert reply.text == FULLY_SAID
    assert (reply.model, reply.rung, reply.attempts) == ("fake-served", Rung.SCHEMA, 1)
    assert (reply.input_tokens, reply.output_tokens, reply.details) == (100, 50, ())


def test_the_request_carries_model_schema_limits_and_key_and_no_account_of_the_machine(model_server, connect):
    model = model_server()

    connect(model, api_key="sk-for-this-server", temperature=0.5, max_output_tokens=2000).ask(question())

    [sent] = model.requests
    assert sent["body"] == {
        "model": "fake",
        "messages": [
            {"role": "system", "content": "你为部门撰写自评报告。"},
            {"role": "user", "content": "请写一段绩效管理开展情况。"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "max_tokens": 2000,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "section", "schema": SCHEMA, "strict": True},
        },
    }
    assert sent["headers"]["authorization"] == "Bearer sk-for-this-server"
    assert {name for name in sent["headers"] if name.startswith(("x-", "openai-"))} == set()


def test_a_server_without_keys_is_sent_none_whatever_the_environment_holds(model_server, connect, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-service")
    model = model_server()

    connect(model).ask(question())

    [sent] = model.requests
    assert "authorization" not in sent["headers"]
    assert "another-service" not in str(sent)


@pytest.mark.parametrize("code", [400, 422])
def test_a_refused_schema_mode_steps_down_to_json_mode_and_tells_the_schema_in_words(model_server, connect, code):
    model = model_server(refuse=("json_schema",), refuse_status=code)

    reply = connect(model).ask(question())

    assert (reply.data, reply.rung, reply.attempts) == (SAID, Rung.OBJECT, 2)
    assert model.formats == ["json_schema", "json_object"]
    assert '"additionalProperties": false' in model.prompts[1]


def test_refused_schema_and_json_modes_end_in_text_with_json_in_it(model_server, connect):
    model = model_server(
        reply(f"好的，结果如下：\n```json\n{FULLY_SAID}\n```\n请审阅。"), refuse=("json_schema", "json_object")
    )

    reply_ = connect(model).ask(question())

    assert (reply_.data, reply_.rung) == (SAID, Rung.TEXT)
    assert model.formats == ["json_schema", "json_object", "text"]


def test_what_an_endpoint_refused_is_not_tried_again(model_server, connect):
    model = model_server(refuse=("json_schema", "json_object"))
    client = connect(model)

    client.ask(question())
    client.ask(question())

    assert model.formats == ["json_schema", "json_object", "text", "text"]


def test_questions_asked_at_once_find_out_together_what_the_endpoint_takes(model_server, connect, monkeypatch):
    monkeypatch.setattr("reportgen.llm.modes.PATIENCE_SECONDS", 30.0)
    model = model_server(refuse=("json_schema",))
    client = connect(model, concurrency=8)

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(client.ask, [question()] * 8))

    assert {reply.rung for reply in replies} == {Rung.OBJECT}
    assert sorted(model.formats) == ["json_object"] * 8 + ["json_schema"]


def test_a_first_question_that_is_slow_does_not_hold_up_the_others(model_server, connect, monkeypatch):
    monkeypatch.setattr("reportgen.llm.modes.PATIENCE_SECONDS", 0.0)
    model = model_server(hang(60))
    client = connect(model, timeout=120.0)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(failure, client)
        while not model.requests:
            time.sleep(0.01)

        second = client.ask(question())

        client.stop()
    assert (second.data, first.result().code) == (SAID, "stopped")


def test_a_server_that_ignores_the_form_is_asked_for_text_in_the_end(model_server, connect):
    model = model_server(prose(), prose())

    reply = connect(model).ask(question())

    assert (reply.data, reply.rung, reply.attempts) == (SAID, Rung.TEXT, 3)
    assert model.formats == ["json_schema", "json_object", "text"]


def test_parameters_a_model_does_not_know_are_left_out(model_server, connect):
    model = model_server(refuse=("temperature", "max_tokens", "stream_options"))
    client = connect(model)

    client.ask(question())
    client.ask(question())

    sent = [set(request["body"]) for request in model.requests]
    assert sent[-1] == {"model", "messages", "stream", "response_format", "max_completion_tokens"}
    assert len(sent) == 5


def test_a_server_that_does_not_stream_is_understood(model_server, connect):
    reply = connect(model_server(whole=True)).ask(question())

    assert (reply.data, reply.input_tokens) == (SAID, 100)


def test_tokens_are_estimated_where_the_server_does_not_count_them(model_server, connect):
    reply = connect(model_server(usage=False)).ask(question())

    assert (reply.input_tokens, reply.output_tokens) == (24, 39)


@pytest.mark.parametrize(
    "thinking",
    [
        reply('<think>先列 {"sentences": []} 再改。</think>' + FULLY_SAID),
        reply("先想一想。</think>" + FULLY_SAID),
        reply(FULLY_SAID, thought='应当写 {"sentences": [{"text": "想到的"}]}'),
        reply("", thought="想好了。</think>" + FULLY_SAID),
    ],
    ids=["in tags", "without the opening tag", "beside the answer", "in place of the answer"],
)
def test_what_a_model_thinks_is_not_its_answer(model_server, connect, thinking):
    reply_ = connect(model_server(thinking)).ask(question())

    assert (reply_.data, reply_.attempts) == (SAID, 1)


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (rate_limited("7"), "模型服务说提问太频繁（服务器说：rate limit reached）"),
        (status(500, "<html>busy</html>"), "模型服务出错（500）（服务器说：<html>busy</html>）"),
        (status(503), "模型服务出错（503）"),
        (drop(), "回答没有传完，连接就断了，或者传来的不是回答"),
        (garbage(), "回答没有传完，连接就断了，或者传来的不是回答"),
        (status(200, "<html>请登录</html>"), "回答没有传完，连接就断了，或者传来的不是回答"),
        (status(200, "[" * 50_000), "回答没有传完，连接就断了，或者传来的不是回答"),
        (error_in_stream("CUDA out of memory"), "模型服务在回答中报错（服务器说：CUDA out of memory）"),
    ],
    ids=[
        "429",
        "500",
        "503",
        "dropped",
        "no JSON events",
        "a page for logging in",
        "nested without end",
        "error event",
    ],
)
def test_a_failure_of_the_endpoint_that_may_pass_is_survived(model_server, connect, step, line):
    model = model_server(step)

    reply = connect(model).ask(question())

    assert (reply.data, reply.attempts, reply.details) == (SAID, 2, (line,))
    assert len(model.requests) == 2


@pytest.mark.parametrize("step", [hang(5), trickle(5)], ids=["silent", "never ending"])
def test_a_request_that_takes_too_long_is_given_up_and_sent_once_more(model_server, connect, step):
    model = model_server(step)

    reply = connect(model, timeout=0.3).ask(question())

    assert (reply.data, reply.details) == (SAID, ("0.3 秒内没有答完",))


def test_two_requests_that_take_too_long_are_enough(model_server, connect):
    model = model_server(hang(5), hang(5))

    error = failure(connect(model, timeout=0.3))

    assert (error.code, error.attempts) == ("timeout", 2)
    assert error.reason == "0.3 秒内没有答完；请换小一些的模型，或者调大超时时间"


def test_the_wait_that_the_server_asks_for_is_kept_up_to_a_minute(model_server, connect, waits):
    model = model_server(rate_limited("7"), rate_limited("3600"))

    connect(model).ask(question())

    assert waits == [7.0, 60.0]


def test_a_server_that_stays_busy_is_asked_four_times_and_no_more(model_server, connect, waits):
    model = model_server(rate_limited("1", keep=True))

    error = failure(connect(model))

    assert (error.code, error.attempts, len(model.requests)) == ("rate_limited", 4, 4)
    assert error.reason == "模型服务说提问太频繁；请稍后再试，或者调小并发数"
    assert waits == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("step", "code", "reason"),
    [
        (
            status(401, {"error": {"message": "bad key"}}),
            "auth",
            "模型服务不接受密钥，或者没有权限使用这个模型；请检查密钥",
        ),
        (status(403), "auth", "模型服务不接受密钥，或者没有权限使用这个模型；请检查密钥"),
        (status(402), "quota", "模型服务的额度或余额用完了；请充值或换一个模型服务"),
        (
            status(429, {"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}),
            "quota",
            "模型服务的额度或余额用完了；请充值或换一个模型服务",
        ),
        (
            status(404, {"error": {"message": "model not found"}}),
            "not_found",
            "接口地址或模型名称“fake”不对，服务器上没有；请检查接口地址（一般以 /v1 结尾）和模型名称",
        ),
        (
            status(307, "", headers={"Location": "http://127.0.0.1:9/v1/chat/completions"}),
            "not_found",
            "接口地址被转到别处，没有跟随；请写最终的地址；请检查接口地址（一般以 /v1 结尾）和模型名称",
        ),
        (
            status(400, {"error": {"message": "This model's maximum context length is 4096 tokens."}}),
            "too_long",
            "提问太长，超过这个模型的上限；请换上下文更长的模型",
        ),
        (
            status(400, {"error": {"message": "Input data may contain inappropriate", "code": "DataInspectionFailed"}}),
            "refused",
            "模型服务的内容审查没有放行这个提问；请检查填报的文字，或者换一个模型服务",
        ),
    ],
    ids=["401", "403", "402", "no quota", "404", "sent elsewhere", "longer than the context", "not let through"],
)
def test_a_failure_that_will_not_pass_is_told_at_once(model_server, connect, step, code, reason):
    model = model_server(step)

    error = failure(connect(model))

    assert (error.code, error.reason, error.attempts) == (code, reason, 1)
    assert len(model.requests) == 1


def test_an_unknown_refusal_ends_after_the_last_rung(model_server, connect):
    model = model_server(status(400, {"error": {"message": "no"}}, keep=True))

    error = failure(connect(model))

    assert (error.code, error.attempts) == ("bad_request", 3)
    assert error.reason == "模型服务不接受这个提问（400）；请用 reportgen model check 检查这个模型"


def test_an_endpoint_that_is_not_there_is_told(model_server, connect, waits):
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as closed:
        port = closed.server_port
    client = connect(model_server(), base_url=f"http://127.0.0.1:{port}/v1")

    error = failure(client)

    assert (error.code, error.attempts) == ("unreachable", 4)
    assert error.reason == f"连接不上 http://127.0.0.1:{port}/v1；请检查模型服务是否已启动、地址和网络是否正确"


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (prose(), "回答中没有完整的 JSON 对象，其中应有“sentences”"),
        (empty(), "回答是空的"),
        (refuses(), "模型拒绝回答"),
        (reply("", refusal="I can't help with that."), "模型拒绝回答"),
        (reply("", finish="content_filter"), "模型拒绝回答"),
        (fill("抱歉，我无法提供相关内容。"), "sentences[0].text：写的是拒绝的话，不是内容"),
        (truncated(), "回答太长，没有写完就被截断"),
        (over_long(), "回答太长，没有写完就被截断"),
        (english(), "sentences[0].text：应当用中文书写"),
        (fill("全ての業務は計画どおりに完了しました。"), "sentences[0].text：应当用中文书写"),
        (fill("本部門認真開展預算績效管理。"), "sentences[0].text：应当用简体字书写"),
        (reply({"sentences": []}), "sentences：至少要有 1 项"),
        (reply({"sentences": [{"text": 3}]}), "sentences[0].text：应当是字符串"),
        (reply({"sentences": [{"text": "好", "score": 100}]}), "sentences[0].score：不应当有这一项"),
        (reply('{"sentences": [], "sentences": [{"text": "好"}]}'), "回答中没有完整的 JSON 对象，其中应有“sentences”"),
        (reply('{"sentences": [{"text": "好\\ud800"}]}'), "sentences[0].text：含有不能写进文档的控制字符"),
        (fill("好\x0c"), "sentences[0].text：含有不能写进文档的控制字符"),
        (fill("由〔人员B〕负责。"), "sentences[0].text：出现了原文没有的代号 〔人员B〕"),
    ],
    ids=[
        "prose",
        "empty",
        "refused in words",
        "refused in its field",
        "filtered",
        "refused inside the form",
        "truncated",
        "without end",
        "English",
        "Japanese",
        "traditional",
        "too few items",
        "a number for a text",
        "an item too many",
        "a key twice",
        "half a character",
        "a control character",
        "an invented placeholder",
    ],
)
def test_a_reply_that_is_no_use_is_asked_for_again_with_what_is_wrong(model_server, connect, step, line):
    model = model_server(step)

    reply_ = connect(model).ask(question())

    assert (reply_.data, reply_.attempts) == (SAID, 2)
    assert line in reply_.details
    assert f"- {line}" in model.prompts[1]


def test_figures_and_foreign_names_are_not_the_affair_of_the_client(model_server, connect):
    reply = connect(model_server(chinese_numerals())).ask(question())

    assert reply.data == {"sentences": [{"text": "九成以上的任务提前完成，惠及三百余家企业，投入近两千万元。"}]}


def test_a_model_that_never_keeps_to_the_form_is_given_up_after_two_re_asks(model_server, connect):
    model = model_server(english(), english(), english(keep=True))

    error = failure(connect(model))

    assert (error.code, error.attempts, len(model.requests)) == ("language", 3, 3)
    assert error.reason == "模型的回答不能用：应当用中文书写，问了 3 次"


def test_failures_of_the_endpoint_are_counted_over_all_re_asks_together(model_server, connect):
    model = model_server(status(503), english(), status(503), english(), status(503, keep=True))

    error = failure(connect(model))

    assert (error.code, error.attempts) == ("server", 6)


def test_the_key_is_shown_nowhere_even_if_the_server_repeats_it(model_server, connect):
    step = status(401, {"error": {"message": "Incorrect key: sk-secret-123"}})
    client = connect(model_server(step), api_key="sk-secret-123")

    error = failure(client)

    assert "sk-secret-123" not in f"{error} {error.reason} {error.details} {client.endpoint!r}"
    assert error.details == ("模型服务不接受密钥，或者没有权限使用这个模型（服务器说：Incorrect key: ***）",)


def test_the_budget_of_requests_holds_for_all_threads_together(model_server, connect):
    model = model_server(rate_limited("0", keep=True))
    client = connect(model, budget_requests=5, concurrency=4)

    with ThreadPoolExecutor(4) as pool:
        errors = list(pool.map(failure, [client] * 4))

    assert len(model.requests) == 5
    assert "budget" in {error.code for error in errors}


def test_the_budget_of_tokens_stops_before_it_is_overdrawn(model_server, connect):
    client = connect(model_server(), budget_tokens=900, max_output_tokens=800)
    client.ask(question())

    error = failure(client)

    assert error.code == "budget"
    assert error.reason == "已用去 150 个词元，再问一次可能超过设置的上限 900，没有再问"


def test_the_budget_of_time_ends_a_request_in_flight(model_server, connect):
    error = failure(connect(model_server(hang(5)), budget_seconds=0.4))

    assert (error.code, error.reason) == ("budget", "模型用时达到设置的上限，没有等到回答")


def test_a_wait_longer_than_the_budget_of_time_is_not_begun(model_server, connect, waits):
    model = model_server(rate_limited("50", keep=True))

    error = failure(connect(model, budget_seconds=20))

    assert (error.code, error.attempts, waits) == ("rate_limited", 1, [])


def test_no_more_requests_are_in_flight_than_the_concurrency_allows(model_server, connect):
    model = model_server(delay=0.1)
    client = connect(model, concurrency=3)

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(client.ask, [question()] * 9))

    assert max(request["at_once"] for request in model.requests) == 3


def test_stopping_lets_everyone_go_who_waits_for_an_answer(model_server, connect):
    model = model_server(hang(60, keep=True))
    client = connect(model, timeout=120.0)
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(failure, client) for _ in range(3)]
        while not model.requests:
            time.sleep(0.01)

        client.stop()

        codes = [each.result().code for each in waiting]
    assert codes == ["stopped"] * 3
    assert failure(client).code == "stopped"


def test_an_interruption_of_the_one_who_waits_ends_the_request(model_server, connect, monkeypatch):
    model = model_server(hang(60, keep=True))
    client = connect(model, timeout=120.0)

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.llm.event_loop.wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        client.ask(question())
    monkeypatch.undo()

    client.close()
    assert [thread.name for thread in threading.enumerate() if thread.name == "reportgen-model"] == []


def test_no_name_and_no_identity_number_is_on_the_wire_and_all_return(model_server, connect):
    told = "联系人欧阳建国，身份证号11010519491231002X，电话138-1234-5678，卡号4111 1111 1111 1111。"
    model = model_server(fill("由〔人员A〕牵头。"))

    reply = connect(model, names=("欧阳建国",)).ask(question(told))

    assert "联系人〔人员A〕，身份证号〔证件号A〕，电话〔手机号A〕，卡号〔银行卡号A〕。" in model.prompts[0]
    assert "欧阳建国" not in str(model.requests)
    assert reply.data == {"sentences": [{"text": "由欧阳建国牵头。"}]}
    assert reply.text == '{"sentences": [{"text": "由欧阳建国牵头。"}]}'


def test_names_in_the_schema_are_masked_too(model_server, connect):
    schema = {
        "type": "object",
        "properties": {"who": {"type": "string", "enum": ["欧阳建国", "无"]}},
        "required": ["who"],
        "additionalProperties": False,
    }
    request = ChatRequest(purpose="who", messages=(Message("user", "谁？"),), schema=schema, schema_name="who")
    model = model_server()

    reply = connect(model, names=("欧阳建国",)).ask(request)

    assert "欧阳建国" not in str(model.requests)
    assert reply.data == {"who": "欧阳建国"}
