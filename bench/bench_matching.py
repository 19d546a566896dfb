"""Time to match one new piece with 100,000 wishes, against scoring every wish in Python with rapidfuzz.

Feed it to a shell on a database that has the suite: `make bench ARGS=matching`. The wishes are made from the references
and families of the shipped catalog: 60 of 100 name a reference, 30 a family, 8 a brand, 2 a category, those without a
reference with color, material or years; three quarters have a ceiling near the usual price. They are written by
SQL with the columns that the ORM computes, kept, and looked at by the database (VACUUM ANALYZE), as those of a store
are; what comes after is rolled back. IC_BENCH_WISHES (default 100000) sets how many.

- one piece: everything that happens for a piece that comes in: its facts are read anew from its fields and its name,
  the wishes are narrowed and scored; the latter also by itself. Storing the matches and telling people is timed apart.
- rapidfuzz: the obvious way; the name and the price of the piece are given to it, and it compares the ceiling first.
  Plain: every wish as one text against the name of the piece, with token_set_ratio, and with WRatio, which is the
  scorer that rapidfuzz takes by itself; with all texts in memory already, and with texts and ceilings read from the
  database for the piece, as a process must that is not told of every change of a wish (ours reads its wishes, too).
  Field by field: brand, model, reference, color and material of every wish each against the piece, in memory, which is
  what finding the same matches would take at least (how bad the plain way is: tests/labels/README.md of the addon).
  Of ours the best of five runs counts, of these the best of two.
- bulk: so many pieces marked at once (IC_BENCH_PIECES, default 300 of 5000 to keep it short), calls of the job counted,
  with the time per piece from which that of 5,000 follows.
"""

import os
import random
import statistics
import time
import zlib
from collections import defaultdict
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz

from odoo.tools import SQL

from odoo.addons.ic_crm_pipelines.wishing.shapes import WISH

WISHES = int(os.environ.get('IC_BENCH_WISHES', '100000'))
PIECES = int(os.environ.get('IC_BENCH_PIECES', '300'))
COLORS = ('black', 'white', 'blue', 'green', 'silver', 'champagne', 'grey')
# What people wish for is not spread evenly: a third of it are models of twelve families.
POPULAR = (
    "Submariner",
    "Cosmograph Daytona",
    "GMT-Master II",
    "Datejust",
    "Explorer",
    "Royal Oak",
    "Nautilus",
    "Aquanaut",
    "Speedmaster Moonwatch",
    "Santos de Cartier",
    "Black Bay",
    "Navitimer",
)


def draw(chance, references, popular):
    """Return (text, its fields as texts, facts of its kind, year and ceiling) of one wish."""
    row = chance.choice(popular if chance.random() < 0.33 else references)
    facts = dict(WISH, category='watch', brand=row['brand'], colors=[], materials=[], traits=[], unwanted=[], words=[])
    facts['references'], kind = [], chance.random()
    text, fields = row['brand_name'], [row['brand_name'], '', '', '', '']
    if kind < 0.6:
        fields[1:3] = row['family_name'], row['name']
        facts.update(family=row['family'], references=[row['name']])
        text += f" {row['family_name']} {row['name']}"
    elif kind < 0.9:
        facts.update(family=row['family'])
        fields[1] = row['family_name']
        text += f" {row['family_name']}"
    elif kind >= 0.98:
        facts.update(brand=0)
        text, fields[0] = "watch", ''
    if kind >= 0.6 and chance.random() < 0.7:
        facts['colors'] = [chance.choice(COLORS)]
        fields[3] = facts['colors'][0]
        text += f" {fields[3]} dial"
    if kind >= 0.6 and chance.random() < 0.5:
        facts['materials'] = [row['material'] or 'steel']
        fields[4] = facts['materials'][0]
        text += f" {fields[4]}"
    terms = {'year_from': 0, 'ceiling': 0.0}
    if chance.random() < 0.4:
        terms['year_from'] = chance.randint(2005, 2022)
        text += f" {terms['year_from']} or later"
    if chance.random() < 0.75:
        terms['ceiling'] = round(usual_price(row['name']) * chance.uniform(0.75, 1.15), -2)
    if chance.random() < 0.3:
        facts.update(box=True, papers=True)
        text += " full set"
    return text, fields, facts, terms


def usual_price(reference):
    """Return what a reference usually costs, between 3,000 and 60,000: people know it, and so does the dealer."""
    return 3000 * 20 ** (zlib.crc32(reference.encode()) / 2**32)


def fill(env):
    """Write the wishes; return [(text, ceiling)] and [(fields, ceiling)] of them."""
    references = [
        {
            'name': row.name,
            'brand': row.brand_id.id,
            'brand_name': row.brand_id.name,
            'family': row.family_id.id,
            'family_name': row.family_id.name,
            'material': row.case_material,
        }
        for row in env['ic.model.reference'].search([('shipped', '=', True)])
    ]
    popular = [row for row in references if row['family_name'] in POPULAR]
    chance, company, texts, by_fields = random.Random(23), env.company, [], []
    for start in range(0, WISHES, 5000):
        rows = [draw(chance, references, popular) for _number in range(start, min(start + 5000, WISHES))]
        texts += [(text, terms['ceiling']) for text, _fields, _facts, terms in rows]
        by_fields += [(fields, terms['ceiling']) for _text, fields, _facts, terms in rows]
        kinds = env['ic.wish.kind']._ic_file(company, [facts for _text, _fields, facts, _terms in rows])
        env.cr.execute(
            """
            INSERT INTO ic_wish (name, text, company_id, state, source, phone, currency_id, expires_on, ceiling,
                                 price_max, year_from, year_to, box, papers, kind_id, create_date)
            SELECT text, text, %s, 'open', 'import', '1', %s, current_date + 100, ceiling, ceiling, year_from, 0,
                   full_set, full_set, kind_id, now()
              FROM UNNEST(%s, %s::numeric[], %s, %s, %s) AS row (text, ceiling, year_from, full_set, kind_id)""",
            [
                company.id,
                company.currency_id.id,
                [text for text, _fields, _facts, _terms in rows],
                [terms['ceiling'] for _text, _fields, _facts, terms in rows],
                [terms['year_from'] for _text, _fields, _facts, terms in rows],
                [facts['box'] for _text, _fields, facts, _terms in rows],
                [kind.id for kind in kinds],
            ],
        )
    return texts, by_fields


def settle(env):
    """Keep what is written and have the database look at it, as it does by itself where a store is open."""
    # The embedded server tells of a commit before it is on disk; until it is, VACUUM leaves the rows alone.
    env.cr.execute("SET LOCAL synchronous_commit TO on")
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute("VACUUM ANALYZE ic_wish, ic_wish_kind, product_template")
    env.cr._cnx.autocommit = False


def make_pieces(env, count):
    """Take in pieces of the catalog, available, without telling the job."""
    chance = random.Random(5)
    rows = env['ic.model.reference'].search([('shipped', '=', True)])
    popular = rows.filtered(lambda row: row.family_id.name in POPULAR)
    values = []
    for number in range(count):
        row = chance.choice(popular if number % 2 else rows)
        values.append(
            {
                'ic_category': 'watch',
                'ic_brand_id': row.brand_id.id,
                'ic_model': row.family_id.name,
                'ic_reference': row.name,
                'ic_serial': f'BENCH{number}',
                'ic_watch_dial': chance.choice(COLORS).title(),
                'ic_year': chance.randint(2005, 2024),
                'list_price': round(usual_price(row.name) * chance.uniform(0.9, 1.2), -1),
            }
        )
    return env['product.template'].create(values)


def milliseconds(call, repeats=1, before=None):
    times = []
    for _repeat in range(repeats):
        if before:
            before()
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def cpu_milliseconds(env, call, repeats=1):
    """Return the time at work, of Python and of its server process in the database: a busy machine changes it little.

    The database counts in hundredths of a second, so a single call says little; give many repeats.
    """
    [[pid]] = env.execute_query(SQL("SELECT pg_backend_pid()"))

    def spent():
        fields = Path(f'/proc/{pid}/stat').read_text(encoding='ascii').rsplit(')', 1)[1].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    started = spent()
    for _repeat in range(repeats):
        call()
    return (spent() - started) * 1000 / repeats


def loop(texts, name, price, scorer=fuzz.token_set_ratio):
    """The obvious way: every wish against the name of the piece."""
    found = 0
    for text, ceiling in texts:
        if ceiling and ceiling < price:
            continue
        found += scorer(text, name) >= 80
    return found


def loop_read(env, name, price, scorer=fuzz.token_set_ratio):
    """The obvious way without a copy of all wishes in memory."""
    rows = env.execute_query(SQL("SELECT text, ceiling FROM ic_wish WHERE state IN ('open', 'matched')"))
    return loop(rows, name, price, scorer)


def loop_by_fields(wishes, piece):
    """The obvious way with each field by itself."""
    found = 0
    for fields, ceiling in wishes:
        if ceiling and ceiling < piece[-1]:
            continue
        scores = [fuzz.WRatio(wanted, there) for wanted, there in zip(fields, piece) if wanted]
        found += bool(scores) and min(scores) >= 80
    return found


def measure_ours(env, pieces):
    """Return dict name -> a figure of each piece: milliseconds, or counts of what was found on the way."""
    Match, found = env['ic.wish.match'].sudo(), defaultdict(list)
    for piece in pieces:
        seen = {}

        def whole(piece=piece, seen=seen):
            seen['facts'] = piece._ic_wish_facts()
            seen['found'] = Match._ic_wishes_for(piece, seen['facts'])

        def anew(piece=piece, whole=whole):
            piece.invalidate_recordset()
            whole()

        found['the first time'].append(milliseconds(whole, before=piece.invalidate_recordset))
        found['best of five'].append(milliseconds(whole, 5, before=piece.invalidate_recordset))
        found['at work'].append(cpu_milliseconds(env, anew, 5))
        found['wishes alone'].append(milliseconds(partial(Match._ic_wishes_for, piece, seen['facts']), 5))
        rows = env.execute_query(Match._ic_narrow(piece.company_id, seen['facts']))
        found['wishes left'].append(sum(len(row[0]) for row in rows))
        found['kinds scored'].append(len({row[1] for row in rows}))
        found['matched'].append(len(seen['found']))
    return found


def measure_theirs(env, pieces, texts, by_fields):
    """Return dict name -> milliseconds for each piece, and of the plain way the time at work."""
    found = defaultdict(list)
    for piece in pieces:
        name, price = piece.name, piece.list_price
        parts = (piece.ic_brand_id.name, piece.ic_model, piece.ic_reference, piece.ic_watch_dial, '', price)
        plain = partial(loop, texts, name, price)
        found['at work'].append(cpu_milliseconds(env, plain))
        for label, call in (
            ("plain, texts in memory", plain),
            ("plain, texts read", partial(loop_read, env, name, price)),
            ("its default scorer, texts in memory", partial(loop, texts, name, price, fuzz.WRatio)),
            ("its default scorer, texts read", partial(loop_read, env, name, price, fuzz.WRatio)),
            ("field by field, in memory", partial(loop_by_fields, by_fields, parts)),
        ):
            found[label].append(milliseconds(call, 2))
    return found


def compare(ours, theirs):
    for label in ('the first time', 'best of five'):
        times = ours[label]
        late = statistics.quantiles(times, n=20)[-1]
        print(
            f"one new piece, {label}: p50 {statistics.median(times):.1f} ms, p95 {late:.1f} ms, "
            f"slowest {max(times):.1f} ms (aim: under 50)"
        )
    left, kinds, matched = (statistics.median(ours[name]) for name in ('wishes left', 'kinds scored', 'matched'))
    whole, wishes = statistics.median(ours['best of five']), statistics.median(ours['wishes alone'])
    print(f"  finding and scoring the wishes, the piece being read: {wishes:.1f} ms")
    print(f"  wishes left by the database: {left:.0f} (median) of {kinds:.0f} kinds, matched: {matched:.0f}")
    mine, naive = statistics.mean(ours['at work']), statistics.mean(theirs.pop('at work'))
    print(f"{'every wish with rapidfuzz':38} {'median':>7}  {'ratio':>6}  {'wishes alone':>12}   (aim: 50)")
    for label, times in theirs.items():
        median = statistics.median(times)
        print(f"  {label:36} {median:4.0f} ms  {median / whole:6.0f}  {median / wishes:12.0f}")
    print(f"  {'plain, time at work of all processes':36} {naive:4.0f} ms  {naive / mine:6.0f}")


def measure_bulk(env, pieces):
    Match, Facts = env['ic.wish.match'].sudo(), env['ic.wish.piece'].sudo()
    env.invalidate_all()
    started = time.perf_counter()
    env['ic.wish.mark']._ic_mark(pieces=pieces, cause='intake')
    cron = env.ref('ic_crm_pipelines.ic_wish_cron_match')
    triggers = env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)])
    marking = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    facts = Facts._ic_note(pieces)
    found = [Match._ic_wishes_for(piece, facts[piece]) for piece in pieces]
    bulk = (time.perf_counter() - started) * 1000 / len(pieces)
    rows = [
        (wish, piece.id, piece.company_id.id, one, 'intake') for piece, hits in zip(pieces, found) for wish, one in hits
    ]
    few = rows[:50]
    storing = milliseconds(lambda: Match._ic_store(few)) / max(len(few), 1)
    jobs = env['queue.job'].sudo().search_count([('state', 'in', ('pending', 'enqueued'))])
    print(f"marking {len(pieces)} pieces: {marking:.0f} ms, {triggers} call(s) of the job, {jobs} jobs in the queue")
    print(f"in bulk {bulk:.1f} ms a piece: 5,000 pieces in {bulk * 5:.0f} s of background work")
    print(f"storing a match and telling of it: {storing:.1f} ms")


def main(env):
    env = env(context=dict(env.context, tracking_disable=True, mail_notrack=True))
    env.cr.execute("UPDATE ic_wish SET state = 'lapsed'")
    texts, by_fields = fill(env)
    settle(env)
    pieces = make_pieces(env, max(PIECES, 40))
    env.flush_all()
    env.cr.precommit.clear()
    env.cr.execute("DELETE FROM ic_wish_mark")
    facts = env['ic.wish.piece'].sudo()._ic_note(pieces[0])
    env['ic.wish.match'].sudo()._ic_wishes_for(pieces[0], facts[pieces[0]])  # the catalogs are read once
    print(f"{WISHES} wishes, {len(pieces)} pieces")
    ours = measure_ours(env, pieces[:40])
    compare(ours, measure_theirs(env, pieces[:8], texts, by_fields))
    measure_bulk(env, pieces)


main(env)
env.cr.rollback()
