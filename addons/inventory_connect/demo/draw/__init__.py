"""Draws the demo store's pictures: studio plates of watches and handbags, the logo, the monograms.

Nothing here runs inside Odoo. The finished JPEGs ship in `demo/images/`; run this program only to change them:

    pip install skia-python numpy
    cd addons/inventory_connect/demo && python -m draw            # everything
    cd addons/inventory_connect/demo && python -m draw w01 h03    # some pieces

Every shape is drawn by these files from numbers; no photograph, logo or trademark goes in. The same input gives the
same picture: whatever looks random comes from seeded generators. Fonts: GFS Didot, EB Garamond and Montserrat
(Debian: fonts-gfs-didot fonts-ebgaramond fonts-montserrat), or whatever the system offers in their place.
"""
