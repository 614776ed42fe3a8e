package dev.mql.nurture.crash;

import dev.mql.lead.Mailing.State;
import org.jspecify.annotations.Nullable;

/** The moments of sending at which a node is killed. */
enum Point {
    /** Leads are taken, none of their mails is claimed. */
    FETCHED(Where.TAKEN, null, null, false),
    K0_BEFORE_CLAIM(Where.BEFORE, State.CLAIMED, null, false),
    K1_AFTER_CLAIM_BEFORE_CONNECT(Where.AFTER, State.CLAIMED, null, false),
    K2_AFTER_EHLO(Where.SERVER, null, Talk.Stage.MAIL, false),
    K3_AFTER_RECIPIENT_WAS_ACCEPTED(Where.BEFORE, State.HANDED, null, false),
    K4_AFTER_HANDED_BEFORE_DATA(Where.AFTER, State.HANDED, null, true),
    K5_AMID_DATA(Where.SERVER, null, Talk.Stage.CONTENT, true),
    /** The server has the mail, the node does not know it. */
    K6_AFTER_DOT_BEFORE_ANSWER(Where.SERVER, null, Talk.Stage.DOT, true),
    /** The node knows it, the store does not. */
    K7_AFTER_ANSWER_BEFORE_SENT(Where.BEFORE, State.SENT, null, true),
    K8_AFTER_SENT(Where.AFTER, State.SENT, null, false);

    /** Who kills: the node itself around a step of its store, or the mail server. */
    enum Where {
        TAKEN,
        BEFORE,
        AFTER,
        SERVER
    }

    final Where where;
    /** The state that the change commits. */
    final @Nullable State state;

    final Talk.@Nullable Stage stage;
    /** Whether nobody can know then if the server has the mail that was under way. */
    final boolean leavesUncertain;

    Point(Where where, @Nullable State state, Talk.@Nullable Stage stage, boolean leavesUncertain) {
        this.where = where;
        this.state = state;
        this.stage = stage;
        this.leavesUncertain = leavesUncertain;
    }
}
