def post_init_hook(env):
    """Have the pieces that are there read, so that the first wishes find them."""
    pieces = env['product.template'].search([('ic_category', '!=', False)])
    env['ic.wish.mark']._ic_mark(pieces=pieces, cause='change')
