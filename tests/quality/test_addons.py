"""What every addon must have: a complete manifest, files that exist and are listed, access rules."""

import ast
import csv
import re
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
ADDONS = sorted(path.parent for path in ROOT.glob('addons/*/__manifest__.py'))
every_addon = pytest.mark.parametrize('addon', ADDONS, ids=[addon.name for addon in ADDONS])


def _manifest(addon):
    return ast.literal_eval((addon / '__manifest__.py').read_text(encoding='utf-8'))


def _python(addon):
    return [path for path in sorted(addon.rglob('*.py')) if 'tests' not in path.relative_to(addon).parts]


@every_addon
def test_manifest(addon):
    manifest = _manifest(addon)
    assert manifest['license'] == 'AGPL-3'
    assert manifest['author'] == "Inventory Connect"
    assert re.fullmatch(r'19\.0\.\d+\.\d+\.\d+', manifest['version'])
    assert manifest['depends'] and len(set(manifest['depends'])) == len(manifest['depends'])
    assert 20 <= len(manifest['summary']) <= 150
    assert manifest.get('installable', True)
    assert not {'website', 'maintainers', 'support'} & set(manifest)


@every_addon
def test_readme(addon):
    text = (addon / 'README.md').read_text(encoding='utf-8')
    assert len(text) > 100, "a few lines on what the addon is for"
    # Odoo shows this file in its list of apps and reads it as reStructuredText: tables in Markdown log errors.
    assert [line for line in text.splitlines() if line.startswith('|')] == []


@every_addon
def test_listed_files_exist_and_existing_files_are_listed(addon):
    manifest = _manifest(addon)
    listed = [*manifest.get('data', []), *manifest.get('demo', [])]
    assert len(set(listed)) == len(listed)
    assert [name for name in listed if not (addon / name).is_file()] == []
    folders = ('data', 'demo', 'security', 'views', 'wizard', 'wizards', 'report', 'reports', 'templates')
    there = [
        str(path.relative_to(addon))
        for folder in folders
        for path in sorted((addon / folder).rglob('*'))
        if (path.suffix == '.xml' or path.name == 'ir.model.access.csv') and 'static' not in path.parts
    ]
    loaded = ''.join(path.read_text(encoding='utf-8') for path in _python(addon))
    assert [name for name in there if name not in listed and Path(name).name not in loaded] == []


@every_addon
def test_assets_exist(addon):
    for bundle, entries in _manifest(addon).get('assets', {}).items():
        for entry in entries:
            path = entry if isinstance(entry, str) else entry[-1]
            if path.startswith(f'{addon.name}/'):
                assert list(ROOT.glob(f'addons/{path}')), f"{bundle}: {path}"


@every_addon
def test_xml_ids_are_written_once_per_file(addon):
    """Another file may add to a record (a brand gains a category); the same file repeating an id is a slip."""
    for path in sorted(addon.rglob('*.xml')):
        ids = [
            node.get('id') for node in etree.parse(str(path)).iter('record', 'template', 'menuitem') if node.get('id')
        ]
        assert sorted(ids) == sorted(set(ids)), path.name


def _new_models(addon):
    """Yield (file, model name) of the models with a table that an addon brings."""
    for path in _python(addon):
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if not isinstance(node, ast.ClassDef) or not any(
                ast.unparse(base).startswith('models.') for base in node.bases
            ):
                continue
            facts = {
                target.id: item.value
                for item in node.body
                if isinstance(item, ast.Assign)
                for target in item.targets
                if isinstance(target, ast.Name)
            }
            abstract = any(ast.unparse(base) == 'models.AbstractModel' for base in node.bases)
            if '_name' in facts and not abstract:
                yield path, ast.literal_eval(facts['_name']), facts


@every_addon
def test_every_model_has_access_rules_a_description_and_our_prefix(addon):
    lines = []
    for name in _manifest(addon).get('data', []):
        if name.endswith('ir.model.access.csv') and (addon / name).is_file():
            with (addon / name).open(encoding='utf-8', newline='') as stream:
                lines += list(csv.DictReader(stream))
    granted = {line['model_id:id'].split('.')[-1] for line in lines}
    assert [line['id'] for line in lines if not line['group_id:id']] == [], "no right without a group"
    for path, model, facts in _new_models(addon):
        inherits_itself = '_inherit' in facts and model in ast.unparse(facts['_inherit'])
        if inherits_itself:
            continue
        assert model.startswith('ic.'), f"{path.name}: {model}"
        assert '_description' in facts, model
        assert 'model_' + model.replace('.', '_') in granted, f"{model} has no line in ir.model.access.csv"


def _text_files():
    suffixes = {
        '.py',
        '.xml',
        '.md',
        '.toml',
        '.yml',
        '.yaml',
        '.txt',
        '.conf',
        '.sh',
        '.js',
        '.scss',
        '.csv',
        '.json',
        '',
    }
    skipped = {'.git', '.ic', 'node_modules', '__pycache__', '.ruff_cache', '.pytest_cache', '.hypothesis', 'results'}
    for path in sorted(ROOT.rglob('*')):
        if path.is_file() and path.suffix in suffixes and not skipped & set(path.relative_to(ROOT).parts):
            yield path


def test_nothing_of_one_machine():
    # Written in parts, so that this file does not find itself.
    foreign = re.compile(
        '|'.join(['/wo' + 'rk/', '/home/' + r'(?!odoo)\w+/', '/Us' + r'ers/\w+/', 'ghp' + '_', 'AK' + 'IA[A-Z0-9]{16}'])
    )
    found = []
    for path in _text_files():
        try:
            text = path.read_text(encoding='utf-8')
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in foreign.findall(text)]
    assert found == []


def test_files_stay_small():
    """Soft limits are for review; twice the limit is a defect."""
    large = {
        str(path.relative_to(ROOT)): count
        for addon in ADDONS
        for path in addon.rglob('*.py')
        if (count := len(path.read_text(encoding='utf-8').splitlines())) > 600
    }
    assert large == {}
