"""Parts of `square.py`: which webhooks are asked for, and what each is about."""

TOPICS = {
    'inventory.count.updated': 'stock',
    'catalog.version.updated': 'listing',
    'order.created': 'order',
    'order.updated': 'order',
    'refund.created': 'order',
    'refund.updated': 'order',
    'oauth.authorization.revoked': 'disconnected',
}


def to_events(message):
    """Yield the facts of each Event in a message of Square."""
    topic = TOPICS.get(message['type'])
    data = message.get('data') or {}
    shown, at = data.get('object') or {}, message['created_at']
    if topic == 'stock':
        for row in shown.get('inventory_counts') or ():
            if row.get('state') == 'IN_STOCK':
                one = row['catalog_object_id']
                yield {
                    'remote_id': f'{message["event_id"]} {one} {row.get("location_id", "")}',
                    'topic': topic,
                    'happened_at': row.get('calculated_at') or at,
                    'subject_id': one,
                    'payload': row,
                }
    elif topic:
        subject = data.get('id') or ''
        for facts in shown.values() if topic == 'order' else ():
            subject = facts.get('order_id') or subject
        yield {
            'remote_id': message['event_id'],
            'topic': topic,
            'happened_at': at,
            'subject_id': subject if topic == 'order' else '',
        }
