"""Share links with the looks they got, and what people asked from them and from the pages of pieces."""

import base64
import io
from datetime import timedelta

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfgen.canvas import Canvas

from odoo import fields

from .records import known, remember, rows


def set_up(company, stock, users):
    """Make the papers, share links and inquiries that are missing."""
    for report in stock['j01'].ic_certificate_ids.filtered(lambda report: not report.file):
        report.write({'file': _pdf(report), 'file_name': f'{report.number}.pdf', 'photo': _photo(report)})
    for row in rows('shares'):
        code = f"share_{row['piece']}_{row['kind']}"
        if not known(company.env, code):
            remember(_link(row, stock[row['piece']], users), code)
    for number, row in enumerate(rows('inquiries'), 1):
        code = f'inquiry_{number}'
        if not known(company.env, code):
            lead = _inquiry(company, row, stock[row['piece']])
            if row['answered_by']:
                lead.user_id = users[row['answered_by']]
            # Two messages of one person are one lead: the second line is told to be known by a name of its own.
            remember(lead, code)


def _lines(report):
    """Return what stands on the paper of a certificate of the demo store; it pretends to be nothing else."""
    return [report.display_name, f"{report.date:%d %B %Y}", report.product_tmpl_id.name, "Specimen of the demo store"]


def _pdf(report):
    """Return the PDF of a certificate, base64."""
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=landscape(A5))
    for number, line in enumerate(_lines(report)):
        sheet.setFont('Times-Roman', 13 if number else 22)
        sheet.drawString(60, 320 - 34 * number, line)
    sheet.save()
    return base64.b64encode(stream.getvalue())


def _photo(report):
    """Return a photo of the paper of a certificate, base64."""
    photo = Image.new('RGB', (1200, 900), (74, 66, 56))
    draw = ImageDraw.Draw(photo)
    draw.rectangle((120, 110, 1080, 790), fill=(250, 247, 240))
    draw.rectangle((150, 140, 1050, 760), outline=(150, 126, 84), width=4)
    for number, line in enumerate(_lines(report)):
        font = ImageFont.load_default(34 if number else 44)
        draw.text((210, 220 + 110 * number), line, fill=(48, 42, 34), font=font)
    stream = io.BytesIO()
    photo.save(stream, 'JPEG', quality=88)
    return base64.b64encode(stream.getvalue())


def _link(row, piece, users):
    env, now = piece.env, fields.Datetime.now()
    user = users[row['by']]
    link = env['ic.share.link'].with_user(user).sudo().create({'product_tmpl_id': piece.id, 'kind': row['kind']})
    if row['ends_in_days']:
        link.expires_on = now + timedelta(days=int(row['ends_in_days']))
    env.flush_all()
    made = now - timedelta(days=int(row['made_days']))
    env.cr.execute('UPDATE ic_share_link SET create_date = %s WHERE id = %s', (made, link.id))
    for kind, per_day in (('person', row['people']), ('robot', row['robots'])):
        _looks(link, kind, [int(count) for count in per_day.split()], now)
    env.invalidate_all()
    return link


def _looks(link, kind, counts, now):
    """Write down looks, one number a day, the last of them today."""
    for back, count in enumerate(reversed(counts)):
        if count:
            moment = now - timedelta(days=back, minutes=37)
            link.env.cr.execute(
                """
                INSERT INTO ic_share_visit (link_id, company_id, day, kind, visitor, views, visitors, first_on, last_on)
                     VALUES (%s, %s, %s, %s, '', %s, %s, %s, %s)
                """,
                (link.id, link.company_id.id, moment.date(), kind, count, -(-count // 2), moment, moment),
            )


def _inquiry(company, row, piece):
    """Take an inquiry as a page would, without writing to anybody."""
    env = company.env
    link = known(env, f"share_{row['piece']}_{row['link']}") if row['link'] else None
    origin = {
        'source': 'share' if link else 'piece',
        'audience': link.audience if link else 'retail',
        'name': dict(link._fields['kind'].selection)[link.kind] if link else False,
        'record': link,
        'company': company,
    }
    values = {name: row[name] for name in ('name', 'email', 'phone', 'message')}
    outbox = env['mail.mail']
    before = outbox.search([], order='id desc', limit=1).id or 0
    lead = env['crm.lead']._ic_inquire(piece, values, origin)
    outbox.search([('id', '>', before)]).unlink()
    return lead
