"""Draws the demo store's pictures: plates of the pieces of all eight categories, the logo, the monograms.

Nothing here runs inside Odoo. The finished JPEGs ship in `demo/images/`; run this program only to change them:

    pip install skia-python numpy scipy pillow
    cd addons/inventory_connect/demo && python -m draw            # everything
    cd addons/inventory_connect/demo && python -m draw w01 h03    # some pieces
    IC_DRAW_SCALE=1 IC_DRAW_RES=1 python -m draw k01              # quick and rough

Watches and bags are drawn as vectors (`studio.py`, `parts.py`); what is newer is lit as relief (`relief.py`, with the
matter of `textures.py`) and photographed in the studio or on the dealer's desk (`stage.py`). A plate at scale 1.5 takes
about ten seconds.

Every shape is drawn by these files from numbers; no photograph, logo or trademark goes in. The same input gives the
same picture: whatever looks random comes from seeded generators. Fonts: GFS Didot, EB Garamond and Montserrat
(Debian: fonts-gfs-didot fonts-ebgaramond fonts-montserrat), or whatever the system offers in their place.
"""
