package dev.mql.admin.desk;

import dev.mql.admin.web.Failure;
import dev.mql.engine.Desk;
import dev.mql.lead.Handoff.Verdict;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Verdicts and corrections as they are asked for: words become decisions, and what can not be becomes a failure in words. Thread-safe. */
public final class Decisions {
    /** Beyond these no clock of milliseconds goes; what is typed beyond them is as wrong as they are. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Desk desk;

    public Decisions(Desk desk) {
        this.desk = desk;
    }

    /**
     * Says what sales made of a lead.
     *
     * @param word of a {@link Verdict}; {@code none} takes the last one back
     * @throws Failure 400 for a word or reason that can not be used, 404 without such a lead, 409 where the lead stands elsewhere
     */
    public Lead say(String id, String word, String reason, String by) {
        Verdict verdict = Arrays.stream(Verdict.values())
                .filter(v -> v.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new Failure(
                                400,
                                "bad_verdict",
                                "Nothing was decided",
                                "A verdict is accepted, qualified, rejected, recycled, won, disqualified, or none to take it back."));
        return decide(id, "bad_reason", lead -> switch (verdict) {
            case NONE -> desk.release(lead, by);
            case ACCEPTED -> desk.accept(lead, by);
            case QUALIFIED -> desk.qualify(lead, by);
            case REJECTED -> desk.reject(lead, reason, by);
            case RECYCLED -> desk.recycle(lead, reason, by);
            case WON -> desk.win(lead, by);
            case DISQUALIFIED -> desk.disqualify(lead, reason, by);
        });
    }

    /** @throws Failure 400 for what can not be used, 404 without such a lead, 409 for one correction too many */
    public Lead correct(String id, double points, String reason, String by, Instant until) {
        Instant end = until.isAfter(LAST) ? LAST : until.isBefore(FIRST) ? FIRST : until;
        return decide(id, "bad_correction", lead -> desk.correct(lead, points, reason, by, end));
    }

    /** @throws Failure 400 without a reason, 404 without such a lead */
    public Lead startAnew(String id, String reason, String by) {
        return decide(id, "bad_reason", lead -> desk.startAnew(lead, reason, by));
    }

    private static Lead decide(String id, String word, Function<LeadId, Optional<Lead>> decision) {
        try {
            return Optional.ofNullable(LeadId.parse(id)).flatMap(decision).orElseThrow(Decisions::noLead);
        } catch (IllegalArgumentException typed) {
            throw new Failure(400, word, "Nothing was changed", sentence(typed));
        } catch (IllegalStateException stands) {
            throw new Failure(409, "conflict", "Nothing was changed", sentence(stands));
        }
    }

    public static Failure noLead() {
        return new Failure(
                404, "no_lead", "No such lead", "It was forgotten after its time, erased, or never existed.");
    }

    private static String sentence(RuntimeException refusal) {
        String text = String.valueOf(refusal.getMessage());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
