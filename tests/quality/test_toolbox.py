"""The set-up's own rules: settings, choice of the Odoo runtime, completion of Debian's copy, errors."""

import base64
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from toolbox import completion, console, debian, environment, postgres, runtime, server, settings, simulators


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """No setting from outside, and a checkout folder of our own."""
    for name in settings.HANDED_ON:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path


def _checkout(folder, version):
    (folder / "odoo" / "addons").mkdir(parents=True)
    (folder / "addons").mkdir()
    (folder / "odoo" / "release.py").write_text(f"version = {version!r}\n")
    return folder


def test_defaults(bare):
    found = settings.load()
    assert (found.port, found.data_dir, found.pg_url, found.odoo_src) == (8069, bare / ".ic", "", None)


def test_dotenv_is_read_and_the_environment_wins(bare, monkeypatch):
    (bare / ".env").write_text("# mine\nexport IC_PORT=8100\nIC_DATA_DIR='/somewhere'\n")
    assert (settings.load().port, str(settings.load().data_dir)) == (8100, "/somewhere")
    monkeypatch.setenv("IC_PORT", "8200")
    assert settings.load().port == 8200


@pytest.mark.parametrize("port", ["shop", "0", "70000"])
def test_a_wrong_port_is_named(bare, monkeypatch, port):
    monkeypatch.setenv("IC_PORT", port)
    with pytest.raises(console.Problem, match=f"IC_PORT.*{port}"):
        settings.load()


def test_a_shell_that_points_at_another_server_does_not_lead_us_there(monkeypatch):
    monkeypatch.setenv("PGHOST", "/somewhere/else")
    monkeypatch.setenv("PGSSLMODE", "require")
    environment.forget_other_servers()
    assert "PGHOST" not in os.environ
    assert os.environ["PGSSLMODE"] == "require", "how to speak to IC_PG_URL is up to whoever sets it"


def test_a_wrong_port_of_the_simulators_is_named(bare, monkeypatch):
    monkeypatch.setenv("IC_SIMULATOR_PORT", "nine")
    with pytest.raises(console.Problem, match="IC_SIMULATOR_PORT.*nine"):
        settings.load()


def test_a_key_is_made_once_and_only_its_owner_reads_it(bare, monkeypatch):
    monkeypatch.setenv("IC_SECRET_KEY", "")  # put back afterwards, which an absent one would not be
    settings.secret_key(settings.load())
    path, made = bare / ".ic" / "secret-key", os.environ["IC_SECRET_KEY"]
    assert path.stat().st_mode & 0o777 == 0o600 and len(base64.urlsafe_b64decode(made)) == 32
    monkeypatch.setenv("IC_SECRET_KEY", "")
    settings.secret_key(settings.load())
    assert os.environ["IC_SECRET_KEY"] == made


def test_a_key_of_the_installation_is_left_alone(bare, monkeypatch):
    monkeypatch.setenv("IC_SECRET_KEY", "mine")
    settings.secret_key(settings.load())
    assert os.environ["IC_SECRET_KEY"] == "mine" and not (bare / ".ic" / "secret-key").exists()


def test_a_demo_database_never_speaks_to_the_vendors_themselves(bare, monkeypatch):
    monkeypatch.setenv("IC_STAND_INS", "")
    found = simulators.Simulators(settings.load())
    found.point()
    assert os.environ["IC_STAND_INS"] == " ".join(f"{code}=http://127.0.0.1:1" for code in simulators.SERVICES)
    monkeypatch.setenv("IC_STAND_INS", "square=https://sandbox.example")
    found.point()
    assert os.environ["IC_STAND_INS"] == "square=https://sandbox.example"


def test_simulators_keep_their_ports_and_give_way_to_others(bare, monkeypatch):
    first = server.free_port()
    monkeypatch.setenv("IC_SIMULATOR_PORT", str(first))
    found = simulators.Simulators(settings.load())
    with socket.socket() as other:
        other.bind(("127.0.0.1", first))
        other.listen()
        found.folder.mkdir(parents=True)
        found._choose_ports()
        chosen = found.addresses
        assert chosen["shopify"] != f"http://127.0.0.1:{first}"
    found.mark("connected", "http://127.0.0.1:8069")
    found._choose_ports()
    assert found.addresses == chosen, "what the last start chose is chosen again"
    assert found.marked("connected") == "http://127.0.0.1:8069"
    found.forget()
    assert (found.marked("connected"), found.addresses) == ("", chosen)


def test_a_broken_dotenv_line_is_named(bare):
    (bare / ".env").write_text("IC_PORT=8100\nnonsense\n")
    with pytest.raises(console.Problem, match=".env line 2"):
        settings.load()


def test_odoo_src_must_be_a_folder(bare, monkeypatch):
    monkeypatch.setenv("ODOO_SRC", str(bare / "missing"))
    with pytest.raises(console.Problem, match="ODOO_SRC"):
        settings.load()


@pytest.mark.parametrize("version", ["19.0", "19.0-20260901"])
def test_any_19_checkout_is_taken(tmp_path, version):
    found = runtime.from_source(_checkout(tmp_path, version), "ODOO_SRC")
    assert (found.version, found.path) == (version, str(tmp_path))
    assert found.addons == (str(tmp_path / "addons"), str(tmp_path / "odoo" / "addons"))


def test_another_version_is_refused(tmp_path):
    with pytest.raises(console.Problem, match="Odoo 18.0.*needs Odoo 19.0"):
        runtime.from_source(_checkout(tmp_path, "18.0"), "ODOO_SRC")


def test_a_folder_without_odoo_is_refused(tmp_path):
    with pytest.raises(console.Problem, match="no Odoo"):
        runtime.from_source(tmp_path, "ODOO_SRC")


def test_odoo_src_wins_over_everything(bare, monkeypatch):
    source = _checkout(bare / "src", "19.0")
    monkeypatch.setenv("ODOO_SRC", str(source))
    monkeypatch.setattr(runtime, "_importable", lambda: pytest.fail("looked further"))
    assert runtime.find(settings.load()).kind == "ODOO_SRC"


def test_completion_supplies_the_missing_file_and_mends_links(tmp_path):
    base = tmp_path / "usr/lib/python3/dist-packages"
    shipped = base / completion.FONT_AWESOME_SHIPPED
    shipped.mkdir(parents=True)
    (shipped / "fontawesome-webfont.woff2").write_bytes(b"font")
    link = base / completion.FONT_AWESOME / "fontawesome-webfont.woff2"
    link.parent.mkdir(parents=True)
    link.symlink_to("../nowhere.woff2")
    dangling = completion.complete(tmp_path)
    assert link.read_bytes() == b"font"
    assert not link.readlink().is_absolute()
    assert "SelfieSegmentation" in (base / completion.SELFIE).read_text()
    assert dangling == []
    (base / completion.SELFIE).write_text("theirs")
    completion.complete(tmp_path)
    assert (base / completion.SELFIE).read_text() == "theirs", "what exists is never overwritten"


def test_a_taken_port_says_what_to_do():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(console.Problem, match=f"Port {port} is taken.*IC_PORT="):
            server.require_port(port)


def test_a_full_disk_says_what_to_do(tmp_path):
    with pytest.raises(console.Problem, match="IC_DATA_DIR"):
        console.require_disk(tmp_path / "not" / "yet", 10**9)


def test_a_wrong_python_says_what_to_do(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    with pytest.raises(console.Problem, match="Python 3.9.*PYTHON="):
        environment.require_python()


def test_a_failed_command_shows_its_last_lines_and_the_log(tmp_path):
    log = tmp_path / "step.log"
    with pytest.raises(console.Problem, match=r"(?s)code 3.*it broke.*step.log.*Is there a network"):
        console.run_logged(["sh", "-c", "echo it broke; exit 3"], log, hint="Is there a network?")


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://a@b", "postgresql://"), ("postgresql://postgres@localhost", 'refuses the PostgreSQL role "postgres"')],
)
def test_a_wrong_database_url_says_what_to_do(url, said):
    with pytest.raises(console.Problem, match=said):
        postgres._external(url)


def test_the_mirror_is_the_machines_own(tmp_path):
    assert debian._mirror(tmp_path) is None
    (tmp_path / "sources.list").write_text(
        "# deb http://old.example/debian x main\ndeb http://mirror.example/debian bookworm main\n"
    )
    assert debian._mirror(tmp_path) == "http://mirror.example/debian"


def test_the_mirror_is_found_in_the_newer_format(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "other.list").write_text("deb https://vendor.example/apt stable main\n")
    (tmp_path / "sources.list.d" / "debian.sources").write_text(
        "Types: deb\n# URIs: http://old.example/debian\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
    )
    assert debian._mirror(tmp_path) == "http://mirror.example/debian"


def test_when_debian_fails_git_is_tried_and_both_reasons_are_told(bare, monkeypatch):
    def failing(reason):
        def source(_settings, _log):
            raise console.Problem(reason)

        return source

    monkeypatch.setattr(runtime, "_importable", lambda: None)
    monkeypatch.setattr(runtime.debian, "available", lambda: True)
    monkeypatch.setattr(runtime, "_from_debian", failing("the mirror is silent"))
    monkeypatch.setattr(runtime, "_from_git", failing("no route to the host"))
    with pytest.raises(console.Problem, match=r"(?s)mirror is silent.*no route"):
        runtime.find(settings.load())
    checkout = runtime.Runtime("clone", "19.0", str(bare), ())
    monkeypatch.setattr(runtime, "_from_git", lambda _settings, _log: checkout)
    (bare / ".ic").mkdir()
    assert runtime.find(settings.load()) == checkout


def test_killed_processes_do_not_keep_the_database_server_alive(tmp_path):
    users = tmp_path / ".handle_pids.json"
    ended = subprocess.Popen(["true"])
    ended.wait()
    users.write_text(json.dumps([ended.pid, os.getpid()]))
    postgres._forget_the_dead(tmp_path)
    assert json.loads(users.read_text()) == [os.getpid()]
