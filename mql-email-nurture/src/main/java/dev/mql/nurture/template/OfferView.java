package dev.mql.nurture.template;

import java.util.List;

/**
 * An earlier cart as it can be bought now. All names come from outside and are escaped when they are written.
 *
 * @param today whether the prices are those of now, rather than those of then
 * @param gone names of what is no longer to be had
 * @param refused names of what the shop did not take when it was put back
 * @param scarce what is there in a smaller number than was wanted
 */
public record OfferView(CartView cart, boolean today, List<String> gone, List<String> refused, List<Scarce> scarce) {
    public OfferView {
        gone = List.copyOf(gone);
        refused = List.copyOf(refused);
        scarce = List.copyOf(scarce);
    }

    /** @param left how many there are, at least 1 */
    public record Scarce(String name, int left) {}
}
