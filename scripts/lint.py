"""All linters in one go, with short output: `make lint`. With --fix it mends what can be mended: `make format`."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / 'scripts'
# Left out of pylint-odoo on purpose; why stands in .pylintrc, which cannot subtract from a group.
LEFT_OUT = 'consider-merging-classes-inherited,manifest-superfluous-key,prefer-env-translation,no-wizard-in-models'


def checks():
    """Return [(title, command)] in the order of running, cheap ones first."""
    python = sys.executable
    addons = sorted(str(path.parent.relative_to(ROOT)) for path in ROOT.glob('addons/*/__manifest__.py'))
    return [
        ('import rules', [python, SCRIPTS / 'import_rules.py']),
        ('ruff', [python, '-m', 'ruff', 'check', '--output-format', 'concise', '--quiet']),
        ('ruff format', [python, '-m', 'ruff', 'format', '--check', '--quiet', '--output-format', 'concise']),
        ('XML layout', [python, SCRIPTS / 'format_xml.py']),
        ('pylint-odoo', [python, '-m', 'pylint', f'--disable={LEFT_OUT}', *addons]),
    ]


def fixes():
    """Return the commands that mend files; what is left over is shown by the checks."""
    python = sys.executable
    return [
        ('ruff', [python, '-m', 'ruff', 'check', '--fix', '--quiet', '--exit-zero', '--output-format', 'concise']),
        ('ruff format', [python, '-m', 'ruff', 'format', '--quiet']),
        ('XML layout', [python, SCRIPTS / 'format_xml.py', '--fix']),
    ]


def run(title, command):
    """Run one linter. Returns whether it was content; its words are shown only when it was not."""
    started = time.monotonic()
    environment = {**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {title} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout.rstrip().replace(f'{ROOT}/', ''), flush=True)
    return done.returncode == 0


def main(arguments):
    todo = fixes() if '--fix' in arguments else checks()
    results = [run(title, command) for title, command in todo]
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
