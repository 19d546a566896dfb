"""Eight people at eight desks save pieces of one reference at the same time: every piece gets a number of its own."""

import contextlib
import re
import subprocess
import time

from .ground import database, ground

NAME = 'ic_sku'
DESKS, EACH = 8, 25
# Every desk says that it is there and waits for the word, so that all of them save at once.
SAVE = """
import pathlib, time
brand = env.ref('ic_inventory_luxury.brand_rolex')
env.cr.commit()
pathlib.Path({there!r}).touch()
while not pathlib.Path({word!r}).exists():
    time.sleep(0.01)
for number in range({each}):
    piece = env['product.template'].create({{
        'ic_category': 'watch', 'ic_brand_id': brand.id, 'ic_model': "Submariner", 'ic_reference': "126610LN"}})
    env.cr.commit()
    print('SAVED', piece.default_code, flush=True)
"""


@contextlib.contextmanager
def desk(odoo, script):
    """Yield a process with an Odoo of its own that runs `script`; it does not outlive the test."""
    process = subprocess.Popen(
        odoo.shell_command(NAME), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        process.stdin.write(script)
        process.stdin.close()
        process.stdin = None  # communicate() must not write to it again
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def save_everywhere(odoo, folder):
    """Let all desks save at once; returns what each of them printed."""
    word = folder / 'word'
    with contextlib.ExitStack() as stack:
        desks = [
            stack.enter_context(
                desk(odoo, SAVE.format(there=str(folder / f'there-{number}'), word=str(word), each=EACH))
            )
            for number in range(DESKS)
        ]
        deadline = time.monotonic() + 300
        while len(list(folder.glob('there-*'))) < DESKS:
            gone = next((process for process in desks if process.poll() is not None), None)
            assert gone is None, gone.communicate()[0][-3000:]
            assert time.monotonic() < deadline, "not every desk opened in time"
            time.sleep(0.05)
        word.touch()
        return [process.communicate(timeout=300)[0] for process in desks]


def test_two_hundred_pieces_of_one_reference(tmp_path):
    with ground() as (odoo, databases):
        databases.copy(database.SUITE, NAME)
        try:
            printed = save_everywhere(odoo, tmp_path)
            stored = databases.postgres.run(
                "SELECT default_code FROM product_template WHERE ic_reference = '126610LN'", database=NAME
            )
        finally:
            databases.drop(NAME)
    saved = [code for text in printed for code in re.findall(r'^SAVED (\S+)$', text, re.MULTILINE)]
    assert len(saved) == DESKS * EACH, '\n'.join(text[-500:] for text in printed)
    assert len(set(saved)) == len(saved)
    assert sorted(saved) == sorted(code for (code,) in stored)
    assert [code for code in saved if not re.fullmatch(r'ROL-126610LN-\d{5}', code)] == []
