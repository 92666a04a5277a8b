"""The workbench from the command line: what stops it, its users, its back-up."""

from __future__ import annotations

import io
import json
import socket
import sys

import pytest

from reportgen.cli.main import main

PASSWORD = "春江花月夜2023-水务\n"


@pytest.fixture
def folder(tmp_path):
    return str(tmp_path / "工作台")


def add(monkeypatch, folder, name, role, password=PASSWORD):
    monkeypatch.setattr(sys, "stdin", io.StringIO(password))
    return main(["users", "add", name, "--role", role, "--data", folder])


def test_other_machines_are_not_let_in_without_a_manager(folder, capsys, monkeypatch):
    add(monkeypatch, folder, "王芳", "填报")

    assert main(["serve", "--host", "0.0.0.0", "--data", folder]) == 2
    assert "先运行 reportgen users add 用户名 --role 管理" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.2", "0.0.0.0", "::", "192.168.1.8", "localhost.example"])
def test_only_loopback_itself_goes_without_login(folder, capsys, host):
    assert main(["serve", "--host", host, "--data", folder]) == 2
    assert "必须登录" in capsys.readouterr().err


def test_without_the_web_extra_it_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "reportgen.web.serving", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert main(["serve", "--data", folder]) == 2
    assert 'pip install "reportgen[web]"' in capsys.readouterr().err


def test_users_are_added_and_listed(folder, capsys, monkeypatch):
    assert add(monkeypatch, folder, "周管理", "管理") == 0
    capsys.readouterr()

    assert main(["users", "list", "--data", folder, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "周管理", "full_name": "周管理", "role": "管理", "state": "在用"}
    ]


def test_a_weak_password_is_refused(folder, capsys, monkeypatch):
    assert add(monkeypatch, folder, "周管理", "管理", "123456\n") == 2
    assert "密码太简单" in capsys.readouterr().err


def test_a_password_is_set_again(folder, capsys, monkeypatch):
    add(monkeypatch, folder, "周管理", "管理")
    monkeypatch.setattr(sys, "stdin", io.StringIO("另一个很长的密码456\n"))

    assert main(["users", "password", "周管理", "--data", folder]) == 0
    assert main(["users", "password", "没有的人", "--data", folder]) == 2


def test_a_backup_is_one_file_and_comes_back_elsewhere(folder, tmp_path, capsys, monkeypatch):
    add(monkeypatch, folder, "周管理", "管理")
    kept, elsewhere = str(tmp_path / "备份.zip"), str(tmp_path / "新文件夹")
    (tmp_path / "新文件夹").mkdir()

    assert main(["backup", "--data", folder, "-o", kept]) == 0
    assert main(["restore", kept, "--data", elsewhere]) == 0
    assert "用户 1 个" in capsys.readouterr().out
    assert main(["restore", kept, "--data", elsewhere]) == 2
    assert "没有恢复" in capsys.readouterr().err


def test_a_backup_does_not_overwrite_unasked(folder, tmp_path, capsys):
    kept = tmp_path / "备份.zip"
    kept.write_bytes(b"earlier")

    assert main(["backup", "--data", folder, "-o", str(kept)]) == 2
    assert kept.read_bytes() == b"earlier"


def test_a_mistyped_folder_is_not_backed_up_as_an_empty_workbench(tmp_path, capsys):
    mistyped, kept = tmp_path / "工作抬", tmp_path / "备份.zip"

    assert main(["backup", "--data", str(mistyped), "-o", str(kept)]) == 2
    assert "这里没有工作台的数据" in capsys.readouterr().err
    assert not mistyped.exists()
    assert not kept.exists()


@pytest.mark.parametrize("command", [("users", "list"), ("users", "password", "周管理")])
def test_a_mistyped_folder_has_no_users_and_is_not_made(tmp_path, capsys, command):
    mistyped = tmp_path / "工作抬"

    assert main([*command, "--data", str(mistyped)]) == 2
    assert "这里没有工作台的数据" in capsys.readouterr().err
    assert not mistyped.exists()


def test_nothing_is_restored_into_a_mistyped_folder_or_from_a_mistyped_file(folder, tmp_path, capsys, monkeypatch):
    add(monkeypatch, folder, "周管理", "管理")
    kept, mistyped = tmp_path / "备份.zip", tmp_path / "工作抬"
    assert main(["backup", "--data", folder, "-o", str(kept)]) == 0
    capsys.readouterr()

    assert main(["restore", str(kept), "--data", str(mistyped)]) == 2
    assert "没有这个数据文件夹" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "备分.zip")]) == 2
    assert "打不开备份文件" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["备份.zip", "工作台"]


def test_an_empty_password_is_not_said_to_be_set(folder, capsys, monkeypatch):
    add(monkeypatch, folder, "周管理", "管理")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    capsys.readouterr()

    assert main(["users", "password", "周管理", "--data", folder]) == 2
    shown = capsys.readouterr()
    assert "没有输入密码" in shown.err
    assert shown.out == ""


@pytest.mark.enable_socket
def test_an_address_that_is_not_this_machines_is_told(folder, capsys, monkeypatch):
    add(monkeypatch, folder, "周管理", "管理")

    assert main(["serve", "--host", "192.0.2.7", "--data", folder]) == 2
    assert "这台电脑没有这个地址" in capsys.readouterr().err


@pytest.mark.enable_socket
def test_a_port_in_use_is_told(folder, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        assert main(["serve", "--port", str(taken.getsockname()[1]), "--data", folder]) == 2

    told = capsys.readouterr().err
    assert "这个端口有别的程序在用" in told
    assert "--port 换一个端口" in told


@pytest.mark.parametrize("port", ["0", "65536", "八千"])
def test_a_port_that_is_none_is_told(folder, capsys, port):
    assert main(["serve", "--port", port, "--data", folder]) == 2
    assert f"--port 的值 {port} 不对" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("serve",), ("users", "add", "王芳")])
def test_a_data_folder_that_cannot_be_made_is_told(tmp_path, capsys, monkeypatch, command):
    (tmp_path / "工作台").write_bytes(b"a file of that name")
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD))

    assert main([*command, "--data", str(tmp_path / "工作台")]) == 2
    assert "建不了数据文件夹" in capsys.readouterr().err


def test_a_database_server_that_does_not_answer_is_told_without_its_password(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REPORTGEN_DATABASE", "postgresql://office:secret@/工作台?host=/nowhere")

    assert main(["serve", "--data", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "连不上或者不能使用数据库" in told
    assert "secret" not in told
