"""What is said to Shopify: the GraphQL documents of `shopify.py`.

Shopify counts a point per object a document may return (a connection: its `first`) and refuses above 1,000 in one
call, so pages are sized by what hangs on each row. `InventoryItem.variant` is marked deprecated in 2026-07 in favour of
a connection that costs more; it goes when the pinned version drops it.
"""

SETUP = """
query Setup {
  shop { name myshopifyDomain currencyCode }
  currentAppInstallation { accessScopes { handle } }
  locations(first: 100) { nodes { id fulfillsOnlineOrders } }
}
"""

LOCATIONS = """
query Locations($after: String) {
  locations(first: 100, after: $after, includeInactive: true) {
    nodes { id name isActive }
    pageInfo { hasNextPage endCursor }
  }
}
"""

PUBLICATIONS = """
query Publications($after: String) {
  publications(first: 50, after: $after) {
    nodes { id catalog { title } name }
    pageInfo { hasNextPage endCursor }
  }
}
"""

# Items. The same fields by pages and by a bulk operation, which takes a document as text.

VARIANT = """
      id title sku price inventoryQuantity
      inventoryItem { id tracked }
      product { title status tags onlineStoreUrl }
"""

ITEMS = f"""
query Items($first: Int!, $after: String) {{
  shop {{ currencyCode }}
  productVariantsCount {{ count }}
  productVariants(first: $first, after: $after) {{
    nodes {{{VARIANT}    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""

ALL_ITEMS = f"{{ productVariants {{ edges {{ node {{{VARIANT}    }} }} }} }}"

START_BULK = """
mutation StartBulk($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) {
    bulkOperation { id status }
    userErrors { code field message }
  }
}
"""

BULK = """
query Bulk($id: ID!) {
  shop { currencyCode }
  bulkOperation(id: $id) { status errorCode url }
}
"""

# Listings

PRODUCT = """
        id handle status tags
        variantsCount { count }
        resourcePublicationsCount(onlyPublished: false) { count }
        ours: metafield(namespace: "inventory_connect", key: "sku") { value }
        photos: metafield(namespace: "inventory_connect", key: "photos") { value }
"""

FIND_BY_ITEM = f"""
query FindByItem($id: ID!) {{
  inventoryItem(id: $id) {{ variant {{ id product {{{PRODUCT}    }} }} }}
}}
"""

VARIANT_OF_OURS = f"""
      id sku inventoryItem {{ id }} product {{{PRODUCT}      }}
"""

FIND_BY_SKU = f"""
query FindBySku($query: String!, $handle: String!, $other: String!) {{
  productVariants(first: 10, query: $query) {{ nodes {{{VARIANT_OF_OURS}    }} }}
  there: productByIdentifier(identifier: {{handle: $handle}}) {{
    variants(first: 2) {{ nodes {{{VARIANT_OF_OURS}    }} }}
  }}
  elsewhere: productByIdentifier(identifier: {{handle: $other}}) {{
    variants(first: 2) {{ nodes {{{VARIANT_OF_OURS}    }} }}
  }}
}}
"""

CREATE = """
mutation Create($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id variants(first: 1) { nodes { id inventoryItem { id } } } }
    userErrors { code field message }
  }
}
"""

SET_PHOTOS = """
mutation SetPhotos($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id }
    userErrors { code field message }
  }
}
"""

UPDATE = """
mutation Update($product: ProductUpdateInput, $alone: Boolean!, $id: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productUpdate(product: $product) @include(if: $alone) {
    product { id }
    userErrors { field message }
  }
  productVariantsBulkUpdate(productId: $id, variants: $variants) {
    product { id }
    userErrors { code field message }
  }
}
"""

SET_STATUS = """
mutation SetStatus($product: ProductUpdateInput!) {
  productUpdate(product: $product) { product { id } userErrors { field message } }
}
"""

PUBLISH = """
mutation Publish($id: ID!, $input: [PublicationInput!]!) {
  publishablePublish(id: $id, input: $input) { userErrors { field message } }
}
"""

# Stock


def stock(places):
    """Return (document, points per item) that asks for the stock of items at `places` locations."""
    variables = ''.join(f', $l{number}: ID!' for number in range(places))
    levels = '\n'.join(
        f'      l{number}: inventoryLevel(locationId: $l{number}) '
        '{ updatedAt quantities(names: ["available"]) { quantity updatedAt } }'
        for number in range(places)
    )
    document = (
        f'query Stock($ids: [ID!]!{variables}) {{\n'
        f'  nodes(ids: $ids) {{\n    ... on InventoryItem {{\n      id\n{levels}\n    }}\n  }}\n}}\n'
    )
    return document, 1 + 2 * places


SET_STOCK = """
mutation SetStock($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id createdAt }
    userErrors { code field message }
  }
}
"""

ACTIVATE = """
mutation Activate($item: ID!, $location: ID!, $available: Int!, $key: String!) {
  inventoryActivate(inventoryItemId: $item, locationId: $location, available: $available) @idempotent(key: $key) {
    inventoryLevel { id updatedAt }
    userErrors { field message }
  }
}
"""

# Orders. Most have few lines and no refund: what goes beyond is asked for by itself.

LINE = """
        id quantity currentQuantity title sku
        discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount currencyCode } }
        priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount currencyCode } }
        variant { inventoryItem { id } }
"""

ORDER_FACTS = f"""
    id name createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus sourceName taxesIncluded
    email phone
    totalPriceSet {{ shopMoney {{ amount currencyCode }} }}
    totalTaxSet {{ shopMoney {{ amount currencyCode }} }}
    totalShippingPriceSet {{ shopMoney {{ amount currencyCode }} }}
    shippingAddress {{ name phone address1 address2 city zip provinceCode countryCodeV2 }}
    billingAddress {{ name phone address1 address2 city zip provinceCode countryCodeV2 }}
    retailLocation {{ id }}
    refunds(first: 1) {{ id }}
    lineItems(first: 5) {{
      nodes {{{LINE}      }}
      pageInfo {{ hasNextPage endCursor }}
    }}
"""

ORDERS = f"""
query Orders($first: Int!, $after: String, $query: String!) {{
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $query) {{
    nodes {{{ORDER_FACTS}    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""

ORDER = f"query Order($id: ID!) {{ order(id: $id) {{{ORDER_FACTS}}} }}"

ORDER_LINES = f"""
query OrderLines($id: ID!, $after: String) {{
  order(id: $id) {{
    lineItems(first: 100, after: $after) {{
      nodes {{{LINE}      }}
      pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}
"""

REFUNDS = """
query Refunds($id: ID!) {
  order(id: $id) {
    refunds(first: 35) {
      id createdAt processedAt
      totalRefundedSet { shopMoney { amount currencyCode } }
      refundLineItems(first: 10) {
        nodes { quantity restockType lineItem { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""

REFUND_LINES = """
query RefundLines($id: ID!, $after: String) {
  node(id: $id) {
    ... on Refund {
      refundLineItems(first: 100, after: $after) {
        nodes { quantity restockType lineItem { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""

# Webhooks

SUBSCRIPTIONS = """
query Subscriptions($after: String) {
  webhookSubscriptions(first: 100, after: $after) {
    nodes { id topic uri format includeFields }
    pageInfo { hasNextPage endCursor }
  }
}
"""

SUBSCRIBE = """
mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
    webhookSubscription { id }
    userErrors { field message }
  }
}
"""

RESUBSCRIBE = """
mutation Resubscribe($id: ID!, $webhook: WebhookSubscriptionInput!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhook) {
    webhookSubscription { id }
    userErrors { field message }
  }
}
"""

UNSUBSCRIBE = """
mutation Unsubscribe($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}
"""
