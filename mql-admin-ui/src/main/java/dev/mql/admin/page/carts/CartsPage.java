package dev.mql.admin.page.carts;

import dev.mql.Mql;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.cart.Journey.Depth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows the carts that were left lately: what went out about each, and why nothing did. */
public final class CartsPage {
    private static final int LATEST = 200;

    private final Mql mql;
    private final Pages pages;
    private final LeftCarts carts;

    public CartsPage(Mql mql, Pages pages) {
        this.mql = mql;
        this.pages = pages;
        this.carts = new LeftCarts(mql.leads());
    }

    public List<Route> routes() {
        return List.of(Route.get("/carts", Role.ALL, Set.of("why"), this::show));
    }

    private Reply show(Call call) {
        String chosen = call.parameter("why");
        if (!chosen.matches("[a-zA-Z0-9_.]{0,60}")) {
            throw Failure.badParameter();
        }
        Show show = pages.show(call);
        List<LeftCarts.Left> all = carts.latest(LATEST, show);
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(left -> counts.merge(left.fate().word(), 1, Integer::sum));
        CartsView view = new CartsView(
                summary(all.size(), counts),
                counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(e -> new CartsView.Choice(e.getKey(), label(e.getKey()) + " (" + e.getValue() + ')'))
                        .toList(),
                chosen,
                all.stream()
                        .filter(left -> chosen.isEmpty() || left.fate().word().equals(chosen))
                        .map(left -> row(call, left, show))
                        .toList());
        return pages.page(call, 200, "carts", "Carts", view);
    }

    private static String summary(int all, Map<String, Integer> counts) {
        if (all == 0) {
            return "Carts that were left, and what became of them.";
        }
        int sent = counts.getOrDefault(Fate.SENT, 0);
        int planned = counts.getOrDefault(Fate.PLANNED, 0);
        return "The latest " + Show.plural(all, "cart") + " that were left: " + Show.count(sent) + " got a mail, "
                + Show.count(planned) + (planned == 1 ? " waits" : " wait") + " for one, "
                + Show.count(all - sent - planned)
                + " got none.";
    }

    private static String label(String word) {
        return switch (word) {
            case Fate.SENT -> "Got a mail";
            case Fate.PLANNED -> "Waits for a mail";
            case Fate.NONE -> "No mail is planned";
            default -> "No mail: " + Words.why(word);
        };
    }

    private CartsView.Row row(Call call, LeftCarts.Left left, Show show) {
        boolean mailed =
                left.fate().word().equals(Fate.SENT) || left.fate().word().equals(Fate.PLANNED);
        return new CartsView.Row(
                call.base() + "/leads/" + left.lead().id(),
                Names.of(left.lead(), mql.vault()).name(),
                Show.money(left.cart().total(), left.cart().currency()),
                depth(left.cart().journey().depth()),
                show.when(left.at()),
                left.fate().text(),
                mailed);
    }

    private static String depth(Depth depth) {
        return switch (depth) {
            case CART -> "Cart";
            case CHECKOUT -> "Checkout";
            case PAYMENT_FAILED -> "Payment failed";
        };
    }
}
