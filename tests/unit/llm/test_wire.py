import asyncio
from datetime import UTC, datetime

import pytest

from reportgen.errors import SettingsError
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.modes import EndpointModes
from reportgen.llm.stream import BrokenReplyError, read_reply
from reportgen.llm.wire import Wire, retry_after

NOW = datetime(2024, 3, 1, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 1.5 ", 1.5),
        ("0", 0.0),
        ("3600", 60.0),
        ("Fri, 01 Mar 2024 08:00:20 GMT", 20.0),
        ("Fri, 01 Mar 2024 09:00:00 GMT", 60.0),
        ("Fri, 01 Mar 2024 07:00:00 GMT", 0.0),
        ("Fri, 01 Mar 2024 16:00:20 +0800", 20.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("nan", None),
        ("９", None),
    ],
)
def test_the_wait_a_server_asks_for_is_read_and_capped_at_a_minute(header, seconds):
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080", "系统设置的代理不能用"),
        ("HTTPS_PROXY", "ftp://127.0.0.1", "系统设置的代理不能用"),
        ("SSL_CERT_FILE", "nowhere.pem", "证书文件打不开，或者里面没有证书"),
    ],
)
def test_a_proxy_or_certificate_of_the_system_that_cannot_be_used_is_told(monkeypatch, variable, value, message):
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingsError) as raised:
        Wire(Endpoint(base_url="https://model.example/v1", model="m"), EndpointModes())

    assert raised.value.message == message


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/v1", "http://localhost:8080/v1", "http://[::1]:8080/v1"])
def test_no_proxy_stands_between_this_machine_and_itself(monkeypatch, address):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")

    wire = Wire(Endpoint(base_url=address, model="m"), EndpointModes())

    asyncio.run(wire.close())


def read(*chunks, streamed=True):
    async def arriving():
        for chunk in chunks:
            yield chunk

    return asyncio.run(read_reply(arriving(), streamed=streamed))


def event(text, finish="null"):
    return b'data: {"choices": [{"delta": {"content": "%b"}, "finish_reason": %b}]}\n\n' % (text, finish.encode())


def test_a_stream_is_read_however_it_is_cut_into_chunks():
    whole = event("绩效".encode()) + b": keep-alive\r\n\r\n" + event("自评".encode(), '"stop"')
    single = [whole[index : index + 1] for index in range(len(whole))]

    assert read(*single).text == read(whole).text == "绩效自评"


def test_a_stream_may_end_without_a_line_break_or_without_its_closing_event():
    assert read(event(b"a"), b"data: [DONE]").text == "a"
    assert read(event(b"a", '"stop"')).text == "a"


def test_what_follows_the_end_of_a_stream_is_not_read():
    assert read(event(b"a"), b"data: [DONE]\n\n", event(b"b")).text == "a"


def test_a_character_that_comes_in_two_halves_is_put_together():
    assert read(event(b"\\ud83d"), event(b"\\ude00"), b"data: [DONE]\n").text == "\U0001f600"


def test_half_a_character_is_replaced():
    assert read(event(b"a\\ud83d"), b"data: [DONE]\n").text == "a\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b'data: {"choices": {}}\n',
        b"data: []\n",
        b"data: 3\n",
        b'data: {"choices": [{"delta": {"content": "a"}}]}\n',
        b"",
        b"data: " + b"[" * 100_000 + b"\n",
    ],
    ids=["no list", "array", "number", "no end", "nothing", "nested"],
)
def test_what_is_no_stream_is_broken(data):
    with pytest.raises(BrokenReplyError):
        read(data)


def test_a_line_without_end_is_given_up():
    with pytest.raises(BrokenReplyError):
        read(b"data: ", *[b"x" * 1_000_000] * 3)


def test_a_body_without_end_is_given_up():
    with pytest.raises(BrokenReplyError):
        read(*[b" " * 1_000_000] * 40, streamed=False)


def test_strange_values_in_a_stream_count_as_nothing():
    strange = (
        b'data: {"model": 3, "usage": {"prompt_tokens": -5, "completion_tokens": "9"},'
        b' "choices": [{"delta": {"content": [{"text": "a"}, 3], "refusal": {}}, "finish_reason": []}]}\n'
    )

    reply = read(strange, b"data: [DONE]\n")

    assert (reply.text, reply.refusal, reply.model, reply.input_tokens, reply.output_tokens) == ("a", "", "", 0, 0)
