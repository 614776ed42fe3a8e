package dev.mql.nurture.send;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.cart.Cart;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.series.Choice;
import dev.mql.nurture.series.Occasion;
import dev.mql.nurture.series.Playbooks;
import dev.mql.nurture.series.Reason;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the mail that was claimed, with what the shop sells now. Thread-safe; blocks. */
final class Preparing {
    private static final Logger LOG = LoggerFactory.getLogger(Preparing.class);
    private static final long CATALOG_PAUSE = Duration.ofMinutes(5).toMillis();
    private static final int LOOKED_AT = 5;

    private final Mql mql;
    private final Playbooks playbooks;
    private final Composer composer;
    private final Goods goods;
    private final Progress progress;

    Preparing(Mql mql, Playbooks playbooks, Composer composer, Goods goods, Progress progress) {
        this.mql = mql;
        this.playbooks = playbooks;
        this.composer = composer;
        this.goods = goods;
        this.progress = progress;
    }

    /** The mail as it would leave; {@code null} if it can not be written, which is recorded then. */
    @Nullable
    OutgoingMail mail(Progress.Claimed claimed) {
        try {
            if (!claimed.mail().kind().marketing()) {
                return composer.confirmation(
                        claimed.lead(), claimed.mail(), mql.clock().instant());
            }
            Cart shown = shown(claimed);
            if (shown != null && shown.lines().isEmpty()) {
                progress.settle(claimed, State.CLAIMED, State.SKIPPED, Reason.NOTHING_LEFT);
                return null;
            }
            Choice choice = Choice.of(
                    claimed.lead(),
                    claimed.mail(),
                    playbooks.current(),
                    mql.models().scorer(),
                    mql.clock().millis());
            return composer.compose(
                    claimed.lead(),
                    claimed.mail(),
                    choice.text(),
                    shown,
                    playbooks.current().series(claimed.mail().series()).orElse(null),
                    mql.clock().instant());
        } catch (StoreException away) {
            throw away;
        } catch (IllegalArgumentException unsendable) {
            progress.settle(claimed, State.CLAIMED, State.DEAD, "address_not_sendable");
        } catch (MqlException sealed) {
            LOG.warn("Lead {}: {}", claimed.lead().id(), sealed.getMessage());
            progress.settle(claimed, State.CLAIMED, State.DEAD, "address_not_readable");
        } catch (CatalogAway away) {
            LOG.warn("The shop's catalogue failed; mails wait for it.", away.getCause());
            progress.putOff(
                    claimed.lead().id(),
                    claimed.mail(),
                    Reason.CATALOG_AWAY,
                    mql.clock().millis() + CATALOG_PAUSE);
        }
        return null;
    }

    /** Whether nothing of what the mail shows can be bought any more. */
    boolean gone(Progress.Claimed claimed) {
        try {
            Cart shown = shown(claimed);
            return shown == null || shown.lines().isEmpty();
        } catch (CatalogAway away) {
            return false; // it was there a moment ago
        }
    }

    /** What the mail shows: the cart as it could be bought now, or what was looked at; {@code null} if it shows no goods. */
    private @Nullable Cart shown(Progress.Claimed claimed) {
        Lead lead = claimed.lead();
        try {
            return switch (claimed.mail().kind()) {
                case RECOVERY ->
                    lead.cart(claimed.mail().subject()).map(goods::now).orElse(null);
                case BROWSE -> {
                    Cart looked = goods.looked(
                            Occasion.views(lead).stream()
                                    .map(touch -> String.valueOf(touch.object()))
                                    .distinct()
                                    .limit(LOOKED_AT)
                                    .toList(),
                            mql.clock().millis());
                    yield looked == null ? Cart.snapshot(List.of(), "EUR", 0) : looked;
                }
                default -> null;
            };
        } catch (RuntimeException theShops) {
            throw new CatalogAway(theShops);
        }
    }

    private static final class CatalogAway extends RuntimeException {
        private static final long serialVersionUID = 1;

        CatalogAway(RuntimeException theShops) {
            super(theShops);
        }
    }
}
