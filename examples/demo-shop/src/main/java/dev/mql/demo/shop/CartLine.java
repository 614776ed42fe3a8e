package dev.mql.demo.shop;

import java.io.Serializable;
import java.math.BigDecimal;

/** So many pieces of one product, with what a page or a mail needs to show them. Immutable. */
public final class CartLine implements Serializable {

    private final String id;
    private final String name;
    private final BigDecimal unitPrice;
    private final int quantity;
    private final String image;
    private final String url;

    CartLine(Product product, int quantity) {
        this.id = product.id();
        this.name = product.name();
        this.unitPrice = product.price();
        this.quantity = quantity;
        this.image = product.image();
        this.url = product.url();
    }

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    /** The price of one piece. */
    public BigDecimal getUnitPrice() {
        return unitPrice;
    }

    public int getQuantity() {
        return quantity;
    }

    /** ISO 4217. */
    public String getCurrency() {
        return Money.CURRENCY;
    }

    /** Absolute path of a PNG. */
    public String getImage() {
        return image;
    }

    /** Absolute path of the product's page. */
    public String getUrl() {
        return url;
    }

    /** What all pieces of the line cost. */
    public BigDecimal getTotal() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }

    public String getUnitPriceText() {
        return Money.text(unitPrice);
    }

    public String getTotalText() {
        return Money.text(getTotal());
    }
}
