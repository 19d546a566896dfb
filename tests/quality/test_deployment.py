"""The files for production say what they must, agree with each other, and name only what exists."""

import json
import re
import subprocess
from configparser import ConfigParser
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / 'docker-compose.yml').read_text())
SERVICES = COMPOSE['services']
DOCKERFILE = re.sub(r'\\\n', ' ', (ROOT / 'docker/Dockerfile').read_text())
CADDYFILE = (ROOT / 'docker/Caddyfile').read_text()


def _pins(*names):
    lines = [line for name in names for line in (ROOT / name).read_text().splitlines()]
    found = [re.match(r'([\w-]+)==([\w.]+)', line) for line in lines]
    return {one[1].lower().replace('-', '_'): one[2] for one in found if one}


def _conf():
    parser = ConfigParser(interpolation=None)
    parser.read(ROOT / 'odoo.conf')
    return parser


def test_compose_file_meets_the_specification():
    schema = json.loads((Path(__file__).parent / 'data/compose-spec.json').read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(COMPOSE)


def test_the_check_against_the_specification_can_fail():
    schema = json.loads((Path(__file__).parent / 'data/compose-spec.json').read_text())
    for change in ({'services': {'a': {'imagee': 'x'}}}, {'services': {'a': {'image': 'x', 'ports': 80}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(change, schema)


def test_only_the_proxy_is_reachable_and_images_have_a_version():
    assert [name for name, service in SERVICES.items() if 'ports' in service] == ['caddy']
    assert set(SERVICES) == {'db', 'odoo', 'jobs', 'caddy', 'backup'}
    for service in SERVICES.values():
        assert re.fullmatch(r'[a-z-]+:\d[\w.]*', service['image'])
        assert service['restart'] == 'unless-stopped'
        assert not service.get('privileged')


def test_secrets_come_from_the_environment_and_are_demanded():
    text = (ROOT / 'docker-compose.yml').read_text()
    for name in ('POSTGRES_PASSWORD', 'ODOO_ADMIN_PASSWD', 'DOMAIN', 'ACME_EMAIL'):
        assert f'${{{name}:?' in text
        assert not re.search(rf'\$\{{{name}(:-|\}})', text)
    for service in SERVICES.values():
        for name, value in service.get('environment', {}).items():
            if re.search('PASS|SECRET|KEY', name):
                assert value.startswith('${'), name


def test_the_example_names_every_setting_and_no_secret():
    used = set(re.findall(r'\$\{(\w+)', (ROOT / 'docker-compose.yml').read_text()))
    lines = [line for line in (ROOT / '.env.example').read_text().splitlines() if line and not line.startswith('#')]
    example = dict(line.split('=', 1) for line in lines)
    assert set(example) == used
    assert {name for name, value in example.items() if re.search('PASS|SECRET|KEY', name) and value} == set()


def test_volumes_and_mounted_files_exist():
    named = {volume.split(':')[0] for service in SERVICES.values() for volume in service.get('volumes', ())}
    assert {name for name in named if not name.startswith('.')} == set(COMPOSE['volumes'])
    for name in named:
        if name.startswith('./docker'):
            assert (ROOT / name).is_file(), name
    # PostgreSQL 18's image keeps its data one folder higher than its ancestors did.
    assert SERVICES['db']['image'] == 'postgres:18'
    assert SERVICES['db']['volumes'] == ['db-data:/var/lib/postgresql']


def test_there_is_one_job_runner_and_one_place_for_timed_work():
    web, jobs = SERVICES['odoo']['environment'], SERVICES['jobs']['environment']
    assert web['ODOO_QUEUE_JOB_CHANNELS'] == 'root:0'
    assert jobs['ODOO_QUEUE_JOB_CHANNELS'].startswith('${ODOO_QUEUE_JOB_CHANNELS:-root:4')
    assert (web['ODOO_MAX_CRON_THREADS'], jobs['ODOO_MAX_CRON_THREADS']) == ('0', '2')


def test_dockerfile():
    steps = [line.split(None, 1) for line in DOCKERFILE.splitlines() if re.match(r'[A-Z]+ ', line)]
    words = [step for step, _rest in steps]
    assert steps[0] == ['FROM', 'odoo:19.0']
    assert [rest for step, rest in steps if step == 'USER'][-1] == 'odoo', "the image runs without root rights"
    assert 'ADD' not in words and 'HEALTHCHECK' in words
    for step, rest in steps:
        if step == 'COPY':
            for source in rest.split()[:-1]:
                assert list(ROOT.glob(source)), source
        for command in re.findall(r'pip install[^&;]*', rest):
            assert '--no-cache-dir' in command and ('-r ' in command)
    allowed = (ROOT / '.dockerignore').read_text()
    for source in ('addons', 'docker', 'odoo.conf', 'requirements-oca.txt'):
        assert f'\n!{source}\n' in allowed


def test_the_image_has_the_versions_the_tests_ran_with():
    tested = _pins('requirements.txt', 'requirements-oca.txt')
    assert {name: tested.get(name) for name in _pins('docker/requirements.txt')} == _pins('docker/requirements.txt')
    lines = [line for line in (ROOT / 'docker/requirements.txt').read_text().splitlines() if line and line[0] != '#']
    assert len(_pins('docker/requirements.txt')) == len(lines), "every line has an exact version"


def test_proxy():
    assert CADDYFILE.count('{') == CADDYFILE.count('}')
    conf = _conf()['options']
    assert f"reverse_proxy /websocket odoo:{conf['gevent_port']}" in CADDYFILE
    assert f"reverse_proxy odoo:{conf['http_port']}" in CADDYFILE
    asked = re.search(r'ask http://odoo:8069(\S+)', CADDYFILE)[1]
    assert f"@route('{asked}'" in (ROOT / 'addons/ic_storefront/controllers/tls_ask.py').read_text()
    assert '@inside path /ic/tls/* /queue_job/* /web/database/*' in CADDYFILE and 'respond @inside 404' in CADDYFILE
    for header in ('X-Content-Type-Options', 'X-Frame-Options', 'Referrer-Policy', 'Strict-Transport-Security'):
        assert header in CADDYFILE


def test_settings_are_known_to_odoo():
    config = pytest.importorskip('odoo.tools.config').configmanager()
    known = {name for name, option in config.options_index.items() if option.file_loadable}
    unknown = set(_conf()['options']) - known
    assert unknown == set()


def test_settings_are_the_safe_ones():
    options = _conf()['options']
    assert (options['list_db'], options['proxy_mode']) == ('False', 'True')
    assert int(options['workers']) > 1, "live messages need a process of their own, which exists with workers only"
    assert 'queue_job' in options['server_wide_modules'].split(',')
    assert re.fullmatch(r'\^\w+\$', options['dbfilter'])
    assert not {'admin_passwd', 'db_password', 'smtp_password', 'db_name'} & set(options)
    assert int(options['limit_memory_soft']) < int(options['limit_memory_hard'])


@pytest.mark.parametrize('name', ['backup.sh', 'restore.sh'])
def test_shell_scripts_parse_and_stop_at_the_first_error(name):
    script = ROOT / 'docker' / name
    assert subprocess.run(['bash', '-n', script]).returncode == 0
    assert re.search('^set -E?euo pipefail', script.read_text(), re.M)
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize('name', ['first_steps.py'])
def test_shell_recipes_compile(name):
    compile((ROOT / 'docker' / name).read_text(), name, 'exec')


def test_the_install_page_names_only_what_exists():
    page = (ROOT / 'docs/install.md').read_text()
    for path in re.findall(r'(?<![\w/.~-])((?:docker|docs|scripts|addons)/[\w./-]*\w)', page):
        assert (ROOT / path).exists(), path
    for service in re.findall(
        r'docker compose (?:exec|run|logs|restart|stop)(?: -e \S+| --entrypoint \S+| -\S+)* (\w+)', page
    ):
        assert service in SERVICES, service
