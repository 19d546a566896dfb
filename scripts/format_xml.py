"""One layout for our XML files: 4 spaces, 120 columns, at most one empty line, no meaning changed.

`python scripts/format_xml.py [--fix] [files]` lists the files that are laid out differently, or lays them out.

White space is touched only where it means nothing: between elements that already stand on lines of their own. Elements
with text beside them, comments, <pre>, <script> and values of attributes are kept to the letter. The result is proven
for each file, and nothing is written otherwise: the parsed document before and after must be the same.
"""

import re
import subprocess
import sys
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 120
STEP = '    '
VERBATIM = {'pre', 'textarea', 'script', 'style', 'svg'}
_TOKEN = re.compile(
    r'''<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>]*>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+''', re.S
)
_TAG = re.compile(r'<(/?)([^\s/>]+)(.*?)(/?)>', re.S)
_ATTRIBUTE = re.compile(r'''[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*')''')


def format_xml(source):
    """Return the text of an XML file in our layout.

    :raises ValueError: when the text is not XML or the layout would change its meaning
    """
    tokens = _TOKEN.findall(source.lstrip('\ufeff').replace('\r\n', '\n'))
    lines = []
    position = 0
    while position < len(tokens):
        position = _write_block(tokens, position, 0, lines)
    result = '\n'.join(_without_empty_edges(lines)) + '\n'
    if _meaning(source) != _meaning(result):
        raise ValueError("the layout would change the meaning of this file")
    return result


def _write_block(tokens, position, depth, lines):
    """Write the token at `position`, with all it holds, as lines of its own. Returns the position after it."""
    token = tokens[position]
    if not token.startswith('<'):
        if token.strip():
            raise ValueError(f"text outside of an element: {token.strip()[:40]!r}")
        if token.count('\n') > 1:
            lines.append('')
        return position + 1
    tag = _TAG.fullmatch(token)
    if token.startswith(('<!', '<?')) or not tag:
        lines.append(STEP * depth + token)
        return position + 1
    if tag[4]:
        lines.append(_opening(tag, depth))
        return position + 1
    end = _closing_position(tokens, position)
    inside = tokens[position + 1 : end]
    if tag[2] in VERBATIM or 'xml:space' in tag[3] or not _stands_on_lines(inside):
        lines.append(_opening(tag, depth) + ''.join(inside) + tokens[end])
        return end + 1
    children = []
    at = position + 1
    while at < end:
        at = _write_block(tokens, at, depth + 1, children)
    lines += [_opening(tag, depth), *_without_empty_edges(children), STEP * depth + tokens[end]]
    return end + 1


def _opening(tag, depth):
    """Return an opening tag; what does not fit on one line goes on below, attributes kept whole."""
    lines = [STEP * depth + f'<{tag[2]}']
    close = '/>' if tag[4] else '>'
    attributes = _ATTRIBUTE.findall(tag[3])
    for number, attribute in enumerate(attributes, 1):
        end = close if number == len(attributes) else ''
        if '\n' in lines[-1] or len(lines[-1]) + 1 + len(attribute.split('\n')[0]) + len(end) > WIDTH:
            lines.append(STEP * (depth + 1) + attribute)
        else:
            lines[-1] += ' ' + attribute
    return '\n'.join(lines) + close


def _closing_position(tokens, position):
    depth = 0
    for at in range(position, len(tokens)):
        tag = None if tokens[at].startswith(('<!', '<?')) else _TAG.fullmatch(tokens[at])
        if tag and not tag[4]:
            depth += -1 if tag[1] else 1
            if not depth:
                return at
    raise ValueError(f"never closed: {tokens[position][:60]}")


def _stands_on_lines(inside):
    """Tell whether all children of an element already stand on lines of their own, so that moving is harmless."""
    depth = 0
    gaps = ['']  # what stands before the first child, between children, and after the last
    for token in inside:
        if not token.startswith('<'):
            gaps[-1] += token if depth == 0 else ''
            continue
        tag = None if token.startswith(('<!', '<?')) else _TAG.fullmatch(token)
        if tag and not tag[4]:
            depth += -1 if tag[1] else 1
        if depth == 0:
            gaps.append('')
    return len(gaps) > 1 and all('\n' in gap and not gap.strip() for gap in gaps)


def _without_empty_edges(lines):
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    while kept and not kept[0]:
        kept.pop(0)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _meaning(source):
    """Return what a file says, for comparing: canonical XML, white space between elements reduced to its presence."""
    root = etree.fromstring(source.lstrip('\ufeff').replace('\r\n', '\n').encode())
    for node in root.iter():
        if node.text and not node.text.strip() and node.tag not in VERBATIM:
            node.text = ' ' if len(node) else node.text
        if node.tail and not node.tail.strip():
            node.tail = ' '
    return etree.tostring(root, method='c14n')


def our_files():
    """Return the XML files under version control, new ones included."""
    command = ['git', 'ls-files', '--cached', '--others', '--exclude-standard', 'addons/*.xml']
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return sorted(ROOT / name for name in set(listed) if (ROOT / name).is_file())


def main(arguments):
    fix = '--fix' in arguments
    files = [Path(name) for name in arguments if not name.startswith('-')] or our_files()
    bad = 0
    for path in files:
        source = path.read_bytes().decode()
        try:
            wanted = format_xml(source)
        except (ValueError, etree.XMLSyntaxError) as error:
            print(f"{path}: {error}")
            bad += 1
            continue
        if wanted != source and fix:
            path.write_text(wanted, encoding='utf-8')
        elif wanted != source:
            print(f"{path}: would be laid out anew (make format)")
            bad += 1
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
