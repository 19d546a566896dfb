"""The XML layout changes how files look, never what they say."""

import subprocess
import sys
from pathlib import Path

import pytest

import format_xml

ROOT = Path(__file__).resolve().parents[2]
FILES = format_xml.our_files()


@pytest.mark.parametrize('path', FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_file_of_ours_has_a_layout_that_is_stable(path):
    once = format_xml.format_xml(path.read_text(encoding='utf-8'))
    assert format_xml.format_xml(once) == once


def test_layout():
    messy = """<?xml version="1.0" encoding="utf-8"?>
<odoo>

  <record   id="a"
     model="ir.ui.view"><field name="name">A  b</field></record>
  <template id="t">


      <p>Some <b>bold</b>
   text</p>
      <t t-if="a &lt; b"/>
      <!-- why -->
      <pre>
  kept
      </pre>
      <field name="a_rather_long_attribute" placeholder="a rather long text that goes on"
          help="and a little more that does not fit"/>
  </template>
</odoo>
"""
    assert (
        format_xml.format_xml(messy)
        == """<?xml version="1.0" encoding="utf-8"?>
<odoo>
    <record id="a" model="ir.ui.view"><field name="name">A  b</field></record>
    <template id="t">
        <p>Some <b>bold</b>
   text</p>
        <t t-if="a &lt; b"/>
        <!-- why -->
        <pre>
  kept
      </pre>
        <field name="a_rather_long_attribute" placeholder="a rather long text that goes on"
            help="and a little more that does not fit"/>
    </template>
</odoo>
"""
    )


@pytest.mark.parametrize(
    'kept',
    [
        '<a><b/><c/></a>',
        '<a>text</a>',
        '<a> </a>',
        '<a>\n</a>',
        '<a><b/> <c/></a>',
        '<a>\n    <b/> tail\n  </a>',
        '<a>\n <b/><c/>\n</a>',
        "<a x='1 \"two\" &gt; 3'/>",
        '<a x="one\n   two"/>',
        '<a><![CDATA[ <b> ]]></a>',
        '<a xml:space="preserve">\n  <b/>\n</a>',
        '<script>\n  if (a) {\n  }\n</script>',
    ],
)
def test_what_might_mean_something_is_kept_to_the_letter(kept):
    assert format_xml.format_xml(kept) == kept + '\n'


@pytest.mark.parametrize('broken', ['<a>', '<a></b>', 'text', '<a/><b/>', ''])
def test_broken_files_are_refused(broken):
    with pytest.raises((ValueError, SyntaxError)):
        format_xml.format_xml(broken)


def test_command(tmp_path):
    path = tmp_path / 'a.xml'
    path.write_text('<odoo>\n  <a/>\n</odoo>\n')
    command = [sys.executable, ROOT / 'scripts' / 'format_xml.py', path]
    check = subprocess.run(command, capture_output=True, text=True)
    assert (check.returncode, check.stdout) == (1, f"{path}: would be laid out anew (make format)\n")
    assert path.read_text() == '<odoo>\n  <a/>\n</odoo>\n'
    assert subprocess.run([*command, '--fix']).returncode == 0
    assert path.read_text() == '<odoo>\n    <a/>\n</odoo>\n'
    assert subprocess.run(command).returncode == 0
