def post_init_hook(env):
    """Have the pieces that are there read, so that the first wishes find them; tell of a deal that is won in words;
    let the deals that are there begin their history.

    A house does not celebrate its sales with a cartoon before the client's eyes. Who likes it switches it on again:
    Settings, General Settings, Show Effect.
    """
    env['ir.config_parameter'].sudo().set_param('base_setup.show_effect', False)
    pieces = env['product.template'].search([('ic_category', '!=', False)])
    env['ic.wish.mark']._ic_mark(pieces=pieces, cause='change')
    begin_stays(env)


def begin_stays(env):
    """Let the history of deals that are older than their pipeline begin when they came to their stage."""
    deals = env['crm.lead'].search([('type', '=', 'opportunity'), ('won_status', '=', 'pending')])
    new = deals.filtered(lambda deal: not deal.ic_stay_ids)
    new._ic_log_stays()
    for deal in new:
        deal.ic_stay_ids.sudo().entered_on = deal.date_last_stage_update or deal.create_date


def uninstall_hook(env):
    """Take the functions of the database away; trigger and index go with them."""
    env.cr.execute("DROP FUNCTION IF EXISTS ic_wish_keys(jsonb) CASCADE")
    env.cr.execute("DROP FUNCTION IF EXISTS ic_client_merge_follow() CASCADE")
