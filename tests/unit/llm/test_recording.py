import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from fake_model_server import fill, status
from reportgen.errors import UnreadableFileError, UnwritableFileError
from reportgen.llm.chat import ChatError
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.masking import Masking
from reportgen.llm.open_model import open_model, open_replay
from reportgen.llm.recording import RecordingChat
from reportgen.llm.replay import ReplayChat
from scripted_chat import ScriptedChat
from unit.llm.conftest import question

MANAGEMENT, RESULTS = question("写管理情况。", "section/management"), question("写主要成效。", "section/results")
SAID = {"sentences": [{"text": "已建立制度。"}]}
SAID_TOO = {"sentences": [{"text": "成效明显。"}]}


@pytest.fixture
def record(tmp_path):
    return tmp_path / "问答.jsonl"


def test_a_recorded_run_is_replayed_offline(model_server, record):
    model = model_server(fill("管理规范。", when="写管理情况"), fill("成效明显。", when="写主要成效"))
    with open_model(Endpoint(base_url=model.base_url, model="fake"), record=record) as chat:
        said = [chat.ask(MANAGEMENT), chat.ask(RESULTS)]
    sent = len(model.requests)

    replay = open_replay(record)

    assert [replay.ask(RESULTS), replay.ask(MANAGEMENT)] == [said[1], said[0]]
    assert replay.name == "fake"
    assert len(model.requests) == sent == 2


def test_two_replays_give_the_same_bytes_in_whatever_order_questions_come(record):
    questions = [question(f"写第{letter}段。", f"section/{letter}") for letter in "abcdefgh"]
    with RecordingChat(ScriptedChat([SAID, SAID_TOO] * 4), record) as recording, ThreadPoolExecutor(4) as pool:
        list(pool.map(recording.ask, questions))

    def digest(order):
        replay = ReplayChat(record)
        with ThreadPoolExecutor(4) as pool:
            said = dict(zip(order, pool.map(replay.ask, [questions[index] for index in order]), strict=True))
        return hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()

    assert digest(range(8)) == digest([7, 3, 1, 5, 0, 2, 6, 4])


def test_a_question_asked_twice_gets_its_answers_in_their_order_and_no_third(record):
    with RecordingChat(ScriptedChat([SAID, SAID_TOO]), record) as recording:
        recording.ask(MANAGEMENT)
        recording.ask(MANAGEMENT)
    replay = ReplayChat(record)

    answers = [replay.ask(MANAGEMENT).data, replay.ask(MANAGEMENT).data]

    assert answers == [SAID, SAID_TOO]
    with pytest.raises(ChatError):
        replay.ask(MANAGEMENT)


@pytest.mark.parametrize(
    "other",
    [question("写管理情况！", "section/management"), question("写管理情况。", "section/overview")],
    ids=["another text", "another purpose"],
)
def test_an_unknown_question_is_an_error(record, other):
    with RecordingChat(ScriptedChat([SAID]), record) as recording:
        recording.ask(MANAGEMENT)

    with pytest.raises(ChatError) as raised:
        ReplayChat(record).ask(other)

    assert raised.value.code == "not_recorded"
    assert f"问答记录中没有“{other.purpose}”的这个提问" in raised.value.reason


def test_a_failure_is_recorded_and_replayed_as_it_was(record):
    failed = ChatError("timeout", "300 秒内没有答完", attempts=2, details=("一", "二"))
    with RecordingChat(ScriptedChat([failed]), record) as recording, pytest.raises(ChatError):
        recording.ask(MANAGEMENT)

    with pytest.raises(ChatError) as raised:
        ReplayChat(record).ask(MANAGEMENT)

    again = raised.value
    assert (again.code, again.reason, again.attempts, again.details) == (
        "timeout",
        "300 秒内没有答完",
        2,
        ("一", "二"),
    )


def test_an_interruption_is_not_recorded(record):
    inner = ScriptedChat([SAID])
    with RecordingChat(inner, record) as recording:
        recording.stop()
        with pytest.raises(ChatError):
            recording.ask(MANAGEMENT)

    assert record.read_text("utf-8") == ""


def test_the_record_has_no_name_no_number_and_no_key(model_server, record):
    model = model_server(fill("由〔人员A〕联系〔手机号A〕。"), status(500, "sk-secret-123"), fill())
    endpoint = Endpoint(base_url=model.base_url, model="fake", api_key="sk-secret-123")
    asked = question("联系人欧阳建国，电话13812345678。")
    with open_model(endpoint, names=["欧阳建国"], record=record) as chat:
        said = chat.ask(asked)
        chat.ask(RESULTS)

    kept = record.read_text("utf-8")

    assert "欧阳建国" not in kept
    assert "13812345678" not in kept
    assert "sk-secret-123" not in kept
    assert said.data == {"sentences": [{"text": "由欧阳建国联系13812345678。"}]}
    assert open_replay(record, names=["欧阳建国"]).ask(asked) == said


def test_a_line_of_the_record_tells_question_and_answer(record):
    with RecordingChat(ScriptedChat([SAID]), record) as recording:
        recording.ask(MANAGEMENT)

    [line] = record.read_text("utf-8").splitlines()

    kept = json.loads(line)
    assert set(kept) == {"key", "purpose", "model", "messages", "schema_name", "schema", "reply"}
    assert (kept["purpose"], kept["model"]) == ("section/management", "scripted")
    assert kept["messages"][1] == ["user", "写管理情况。"]
    assert kept["reply"]["data"] == SAID


def test_what_was_recorded_before_a_run_broke_off_can_be_replayed(record):
    with RecordingChat(ScriptedChat([SAID, SAID_TOO]), record) as recording:
        recording.ask(MANAGEMENT)
        recording.ask(RESULTS)
    whole = record.read_bytes()
    record.write_bytes(whole[:-40])

    assert ReplayChat(record).ask(MANAGEMENT).data == SAID


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "问答记录是空的"),
        (b"{}\n", "这一行不是问答记录"),
        (b"[1]\n", "这一行不是问答记录"),
        (b"\xff\xfe\n", "这不是问答记录"),
        (b'{"key":"k","model":"m","reply":{"rung":"text","details":[],"data":[]}}\n', "这一行不是问答记录"),
        (b"[" * 100_000 + b"\n", "这一行不是问答记录"),
    ],
    ids=["empty", "no answer", "array", "no text", "no data", "nested"],
)
def test_what_is_no_record_is_told(record, content, message):
    record.write_bytes(content)

    with pytest.raises(UnreadableFileError) as raised:
        ReplayChat(record)

    assert raised.value.message == message


def test_a_record_of_two_models_is_refused(record):
    with RecordingChat(ScriptedChat([SAID], name="a"), record) as recording:
        recording.ask(MANAGEMENT)
    first = record.read_bytes()
    with RecordingChat(ScriptedChat([SAID], name="b"), record) as recording:
        recording.ask(MANAGEMENT)
    record.write_bytes(first + record.read_bytes())

    with pytest.raises(UnreadableFileError) as raised:
        ReplayChat(record)

    assert raised.value.message == "问答记录来自几个模型：a、b"


def test_a_record_that_cannot_be_written_stops_before_anything_is_asked(tmp_path):
    inner = ScriptedChat([SAID])

    with pytest.raises(UnwritableFileError):
        RecordingChat(inner, tmp_path / "没有" / "问答.jsonl")

    assert inner.requests == []


def test_a_record_that_is_not_there_is_told(record):
    with pytest.raises(UnreadableFileError) as raised:
        ReplayChat(record, Masking())

    assert raised.value.message == "问答记录打不开"
