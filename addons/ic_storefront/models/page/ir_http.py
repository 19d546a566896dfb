import re

from odoo import models
from odoo.http import request

# An address of this site that needs no joining: from the top, without empty parts or dots that lead elsewhere.
PART = r'(?!\.)[\w\-~%,.]+'
PLAIN = re.compile(rf'/(?:{PART}(?:/{PART})*/?)?(?:\?[\w\-~%,.=&+]+)?(?:#[\w\-]+)?', re.ASCII)


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _url_lang(cls, path_or_uri, lang_code=None):
        """Override of `http_routing` for plain addresses on a website of one language: they stay as they are.

        Each link and picture of each page comes by here.
        """
        if lang_code is None and PLAIN.fullmatch(path_or_uri) and len(request.env['res.lang']._get_frontend()) == 1:
            return path_or_uri
        return super()._url_lang(path_or_uri, lang_code=lang_code)
