package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.nurture.template.CartView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A cart in the form in which mails and pages show it. */
public final class Pictures {
    private Pictures() {}

    /**
     * @param baseUrl what paths of pictures are relative to, without a slash at its end
     */
    public static CartView cart(Cart cart, String baseUrl) {
        return cart(
                cart,
                baseUrl,
                cart.lines().stream()
                        .map(line -> absolute(line.url(), baseUrl))
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    /** @param links where each line leads, in their order; {@code null} for one that leads nowhere */
    public static CartView cart(Cart cart, String baseUrl, List<@Nullable String> links) {
        List<CartView.Line> lines = new ArrayList<>();
        for (CartLine line : cart.lines()) {
            lines.add(new CartView.Line(
                    line.name(),
                    line.price(),
                    line.quantity(),
                    absolute(line.image(), baseUrl),
                    links.get(lines.size())));
        }
        return new CartView(lines, cart.currency());
    }

    /** Only what a mail program may fetch; anything else is shown without a picture. */
    private static @Nullable String absolute(@Nullable String image, String baseUrl) {
        if (image == null || image.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\')) {
            return null;
        }
        if (image.startsWith("https://") || image.startsWith("http://")) {
            return image;
        }
        return image.startsWith("/") && !image.startsWith("//") ? baseUrl + image : null;
    }
}
