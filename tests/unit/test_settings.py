from pathlib import Path

import pytest

from reportgen.errors import SettingsError, UnreadableFileError
from reportgen.llm.endpoint import Endpoint
from reportgen.settings import read_settings

FILE = """\
模型:
  接口地址: http://10.0.0.8:8000/v1
  模型名称: qwen3-32b
  密钥: sk-from-file
  温度: 0.7
  词元上限: 200,000
"""


def settings_with(tmp_path, text, encoding="utf-8", **environ):
    path = tmp_path / "设置.yaml"
    path.write_text(text, encoding)
    return read_settings({"REPORTGEN_SETTINGS": str(path), **environ})


def test_without_any_setting_there_is_no_endpoint(tmp_path):
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path)})

    assert settings.endpoint() is None


def test_a_key_alone_is_no_endpoint(tmp_path):
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path), "OPENAI_API_KEY": "sk-of-something-else"})

    assert settings.endpoint() is None


def test_the_environment_names_an_endpoint(tmp_path):
    settings = read_settings(
        {
            "XDG_DATA_HOME": str(tmp_path),
            "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1/",
            "OPENAI_MODEL": "qwen3:8b",
            "REPORTGEN_CONCURRENCY": "2",
            "REPORTGEN_TIMEOUT": "",
        }
    )

    assert settings.endpoint() == Endpoint(base_url="http://127.0.0.1:11434/v1", model="qwen3:8b", concurrency=2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_settings_file_names_an_endpoint(tmp_path, encoding):
    settings = settings_with(tmp_path, FILE, encoding)

    assert settings.endpoint() == Endpoint(
        base_url="http://10.0.0.8:8000/v1",
        model="qwen3-32b",
        api_key="sk-from-file",
        temperature=0.7,
        budget_tokens=200_000,
    )


def test_the_settings_file_stands_in_the_users_own_folder(tmp_path):
    folder = tmp_path / "reportgen"
    folder.mkdir()
    (folder / "设置.yaml").write_text(FILE, "utf-8")

    settings = read_settings({"LOCALAPPDATA": str(tmp_path)})

    assert settings.settings_file == folder / "设置.yaml"
    assert settings.endpoint().model == "qwen3-32b"


def test_a_file_beside_the_data_decides_nothing(tmp_path, monkeypatch):
    (tmp_path / "设置.yaml").write_text(FILE, "utf-8")
    monkeypatch.chdir(tmp_path)

    assert read_settings({"XDG_DATA_HOME": str(tmp_path / "elsewhere")}).endpoint() is None


def test_an_option_wins_over_the_environment_and_that_over_the_file(tmp_path):
    settings = settings_with(tmp_path, FILE, OPENAI_MODEL="from-environment", REPORTGEN_TEMPERATURE="0.1")

    endpoint = settings.endpoint({"model": "from-option", "timeout": None})

    assert (endpoint.model, endpoint.temperature, endpoint.base_url) == ("from-option", 0.1, "http://10.0.0.8:8000/v1")


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        (
            {"OPENAI_MODEL": "m"},
            "语言模型缺少“接口地址”　处理办法：在设置文件或环境变量 OPENAI_BASE_URL 中补上",
        ),
        (
            {"OPENAI_BASE_URL": "http://127.0.0.1/v1"},
            "语言模型缺少“模型名称”　处理办法：在设置文件或环境变量 OPENAI_MODEL 中补上",
        ),
        (
            {"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "10.0.0.8:8000"},
            "环境变量 OPENAI_BASE_URL：“接口地址”应当是 http:// 或 https:// 开头的地址，如 http://127.0.0.1:11434/v1",
        ),
        (
            {"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://me:secret@10.0.0.8/v1"},
            "环境变量 OPENAI_BASE_URL：“接口地址”中不能有用户名、口令和“?”“#”；密钥请写在环境变量 OPENAI_API_KEY 中",
        ),
        (
            {"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://a/v1", "OPENAI_API_KEY": "sk 秘密"},
            "环境变量 OPENAI_API_KEY：“密钥”中有空格、换行或中文，请重新复制",
        ),
        (
            {"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://a/v1", "REPORTGEN_CONCURRENCY": "许多"},
            "环境变量 REPORTGEN_CONCURRENCY：“并发数”应当是 1 到 64 的整数",
        ),
        (
            {"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://a/v1", "REPORTGEN_TEMPERATURE": "nan"},
            "环境变量 REPORTGEN_TEMPERATURE：“温度”应当是 0 到 2 的数",
        ),
    ],
    ids=["no address", "no model", "no scheme", "password in the address", "key", "concurrency", "temperature"],
)
def test_a_value_that_cannot_be_used_is_told_with_its_place(tmp_path, environ, message):
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path), **environ})

    with pytest.raises(SettingsError) as raised:
        settings.endpoint()

    assert raised.value.message == message


def test_two_values_that_cannot_be_used_are_told_together(tmp_path):
    settings = settings_with(tmp_path, "模型:\n  接口地址: 10.0.0.8\n  模型名称: m\n  并发数: 0\n")

    with pytest.raises(SettingsError) as raised:
        settings.endpoint()

    assert "设置.yaml 第2行：“接口地址”应当是" in raised.value.message
    assert "设置.yaml 第4行：“并发数”应当是 1 到 64 的整数" in raised.value.message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("模型:\n  网址: http://a/v1\n", "第2行", "不认识的设置“模型: 网址”"),
        ("语言模型:\n  模型名称: m\n", "第2行", "不认识的设置“语言模型: 模型名称”"),
        ("模型: qwen3\n", "第1行", "设置文件的写法不对"),
        ("- 模型\n", "第1行", "设置文件的写法不对"),
        ("模型:\n  模型名称: [a, b]\n", "第2行", "“模型名称”后面应当只有一个值"),
        ("模型:\n  模型名称: a\n  模型名称: b\n", "第3行", "“模型名称”写了两次"),
        ("模型:\n  模型名称: 'a\n", "", "设置文件的写法不对"),
        ("模型:\n" + "# 说明\n" * 40_000, "", "设置文件太大"),
    ],
    ids=["label", "group", "no group", "list", "several values", "twice", "quote", "size"],
)
def test_a_settings_file_that_cannot_be_used_stops_with_its_line(tmp_path, text, place, message):
    with pytest.raises(SettingsError) as raised:
        settings_with(tmp_path, text)

    assert raised.value.message == message
    assert f"设置.yaml {place}".strip() in raised.value.place
    assert raised.value.remedy


def test_an_empty_settings_file_sets_nothing(tmp_path):
    assert settings_with(tmp_path, "# 还没有设置\n模型:\n  接口地址:\n").endpoint() is None


def test_a_settings_file_that_is_named_has_to_be_there(tmp_path):
    with pytest.raises(UnreadableFileError):
        read_settings({"REPORTGEN_SETTINGS": str(tmp_path / "没有.yaml")})


def test_the_key_is_not_in_what_a_program_shows_of_the_settings(tmp_path):
    settings = settings_with(tmp_path, FILE)

    assert "sk-from-file" not in repr(settings)
    assert "sk-from-file" not in repr(settings.endpoint())
    assert isinstance(settings.templates, Path)


def test_the_workbench_keeps_its_data_in_a_file_unless_a_server_is_named(tmp_path):
    text = "工作台:\n  数据库: postgresql://甲@数据库服务器/工作台\n"

    assert read_settings({"XDG_DATA_HOME": str(tmp_path)}).database == ""
    assert settings_with(tmp_path, text).database == "postgresql://甲@数据库服务器/工作台"
    assert settings_with(tmp_path, text, REPORTGEN_DATABASE="postgresql://乙@b/c").database == "postgresql://乙@b/c"
