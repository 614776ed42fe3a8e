package dev.mql.demo.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** A purchase; the visitor's last one stands in the session under {@value #ATTRIBUTE}. Immutable. */
public final class Order implements Serializable {

    /** The session attribute that holds the last order. */
    public static final String ATTRIBUTE = "lastOrder";

    private final String number;
    private final Cart cart;
    private final String email;
    private final String name;

    Order(String number, Cart cart, String email, String name) {
        this.number = number;
        this.cart = cart;
        this.email = email;
        this.name = name;
    }

    /** Never given twice, not even after a restart. */
    public String getNumber() {
        return number;
    }

    public BigDecimal getTotal() {
        return cart.getTotal();
    }

    public String getTotalText() {
        return cart.getTotalText();
    }

    /** ISO 4217. */
    public String getCurrency() {
        return cart.getCurrency();
    }

    public List<CartLine> getLines() {
        return cart.getLines();
    }

    public String getEmail() {
        return email;
    }

    public String getName() {
        return name;
    }
}
