"""`make demo` as a person meets it: it serves, every role can log in, and Ctrl-C leaves nothing behind."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import psutil
import pytest

from .ground import ROOT, server, settings

ROLES = {"dealer": "/odoo", "storeadmin": "/odoo", "employee": "/odoo", "cashier": "/odoo", "customer": "/my"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A running `make demo` on a port of its own; yields (process, base URL, output file)."""
    port = server.free_port()
    output = tmp_path_factory.mktemp("demo") / "output.txt"
    with output.open("wb") as out:
        process = subprocess.Popen(
            ["make", "--no-print-directory", f"PYTHON={sys.executable}", "demo"],
            cwd=ROOT,
            env={**os.environ, "IC_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(output, process)
        yield process, f"http://127.0.0.1:{port}", output
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


def _wait_for(output, process, seconds=600):
    deadline = time.monotonic() + seconds
    while "Ctrl-C stops everything" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.5)


def _login(base, login):
    """Log in over HTTP as a browser would; returns the URL one lands on."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opener.open(f"{base}/web/login", timeout=60).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    form = urllib.parse.urlencode({"login": login, "password": login, "csrf_token": token}).encode()
    return opener.open(f"{base}/web/login", data=form, timeout=60).geturl()


def test_it_prints_the_urls_and_one_login_per_role(demo):
    text = demo[2].read_text()
    assert demo[1] in text
    for role in ROLES:
        assert re.search(rf"{role}\s+{role}\s", text), text


@pytest.mark.parametrize("login", ROLES)
def test_each_role_logs_in_and_lands_where_it_belongs(demo, login):
    assert urllib.parse.urlsplit(_login(demo[1], login)).path.startswith(ROLES[login])


def test_the_shop_is_open_to_visitors(demo):
    with urllib.request.urlopen(f"{demo[1]}/shop", timeout=60) as page:
        assert page.status == 200
        assert "oe_product" in page.read().decode()


def test_a_second_start_on_the_same_port_says_what_to_do(demo):
    port = demo[1].rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "scripts/ic.py", "demo"],
        cwd=ROOT,
        env={**os.environ, "IC_PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {port} is taken" in second.stderr
    assert "IC_PORT=" in second.stderr


def test_ctrl_c_stops_everything_it_started(demo):
    process, _base, output = demo
    started = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    conf = str(Path(settings.load().data_dir) / "conf" / "ic_demo.conf")
    assert any(conf in one.cmdline() for one in started), "the server runs under make"
    os.killpg(process.pid, signal.SIGINT)
    process.wait(60)
    _gone, alive = psutil.wait_procs(started, timeout=30)
    assert not alive, [one.cmdline() for one in alive if one.is_running()]
    assert "Stopping" in output.read_text()
