package dev.mql.nurture.series;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.template.MailTemplates;

/** Plans and sends the mails of one installation until it is closed. */
public final class Sending implements AutoCloseable {
    /** While one mail is with the server, others are asked about and written. */
    private static final int THREADS = 4;

    private final Playbooks playbooks;
    private final Dispatch dispatch;

    private Sending(Playbooks playbooks, Dispatch dispatch) {
        this.playbooks = playbooks;
        this.dispatch = dispatch;
    }

    public Playbooks playbooks() {
        return playbooks;
    }

    /** Begins: from now on every decision plans, and what is due is sent. */
    public static Sending open(
            Mql mql,
            Playbooks playbooks,
            SeriesSettings settings,
            MailTemplates templates,
            Catalog catalog,
            MailSender sender,
            Suppressions suppressions) {
        mql.addPlanner(new SeriesPlanner(
                playbooks::current,
                mql.models()::scorer,
                settings.permission(),
                mql.config().get(Settings.CART_ABANDONED_AFTER).toMillis()));
        mql.addPlanner(new Confirmations());
        mql.addPlanner(new Expiry());
        Dispatch dispatch = new Dispatch(
                mql,
                playbooks,
                settings,
                new Composer(mql, settings, templates),
                new Goods(catalog),
                sender,
                suppressions,
                THREADS);
        mql.onDue(dispatch);
        return new Sending(playbooks, dispatch);
    }

    /** Gives mails that are underway ten seconds; what waits is found again by another node, or after the next start. */
    @Override
    public void close() {
        dispatch.close();
    }
}
