package dev.mql.box;

/** What the shop says in mql.properties; the same in every box. */
final class Settings {
    private Settings() {}

    static String text(String redis) {
        return """
                mql.redis.url = %s
                mql.secret = of-the-boxes-0123456789abcdef0123456789
                mql.base-url = http://shop.example
                mql.shop.name = Box
                mql.admin.access = users
                mql.admin.user = admin
                mql.admin.password = a long password of the boxes
                mql.api.key = 0123456789abcdef0123456789abcdef
                mql.health.open = true
                mql.cart.session-attribute = cart
                mql.rule.item = GET /p/{id} -> view_item item_id=path:id
                mql.rule.add = POST /cart/add -> add_to_cart item_id=param:productId quantity=param:quantity
                mql.rule.known = POST /login -> login email=param:email
                # These look at everything that a rule can look at, wherever it is.
                mql.rule.all = GET /** -> view_cart q=param:q first=session:cart.items.0.id
                mql.rule.posted = POST /** -> contact_form name=param:name
                mql.rule.put = PUT /** -> contact_form name=param:name
                mql.rule.patched = PATCH /** -> contact_form name=param:name
                mql.rule.deleted = DELETE /** -> contact_form name=param:name
                """.formatted(redis);
    }
}
