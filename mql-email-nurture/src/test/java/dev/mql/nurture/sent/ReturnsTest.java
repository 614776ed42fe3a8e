package dev.mql.nurture.sent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.identity.Vault;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.store.MemoryStorage;
import dev.mql.store.RecordStore;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens by which what comes back finds its mail. */
class ReturnsTest {
    private static final LeadId LEAD = LeadId.ofVisitor("visitor-1");
    private static final String HASH = "hash-of-an-address";

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final RecordStore records = new MemoryStorage(clock).records();
    private final Vault vault = new Vault("0123456789abcdef0123456789abcdef");
    private final Returns returns = new Returns(records, vault);

    private static Mailing mail(int step) {
        return Mailing.planned(Mailing.Kind.RECOVERY, "cart 1", step, 0, 1, 0);
    }

    @Test
    void tokenFindsItsMailOnly() {
        String first = returns.issue(LEAD, mail(1), HASH);
        String second = returns.issue(LEAD, mail(2), HASH);

        assertThat(first).matches("[A-Za-z0-9_-]{27}").isNotEqualTo(second);
        assertThat(returns.find(first)).isEqualTo(new SentMail(LEAD, Mailing.Kind.RECOVERY, 1, HASH, "cart 1"));
        assertThat(returns.find(second)).extracting(SentMail::step).isEqualTo(2);
    }

    @Test
    void anotherAttemptAtTheSameMailHasTheSameTokenWhicheverNodeMakesIt() {
        String token = returns.issue(LEAD, mail(1), HASH);
        LeadId joined = LeadId.ofVisitor("visitor-2");
        assertThat(new Returns(records, vault).issue(joined, mail(1).attempted(), HASH))
                .isEqualTo(token);
        assertThat(returns.find(token)).extracting(SentMail::lead).isEqualTo(LEAD);
    }

    @Test
    void tokenDependsOnTheSecretAndTheAddress() {
        String token = returns.issue(LEAD, mail(1), HASH);
        assertThat(returns.issue(LEAD, mail(1), "another")).isNotEqualTo(token);
        assertThat(new Returns(records, new Vault("another secret of 32 characters!")).issue(LEAD, mail(1), HASH))
                .isNotEqualTo(token);
    }

    @Test
    void whatIsNoTokenFindsNothing() {
        String token = returns.issue(LEAD, mail(1), HASH);
        char last = token.charAt(26) == 'A' ? 'B' : 'A';
        for (String wrong : new String[] {
            "",
            "x",
            token + "x",
            token.substring(1),
            token.substring(0, 26) + last,
            "../../../../../../../../..",
            "\0".repeat(27)
        }) {
            assertThat(returns.find(wrong)).as(wrong).isNull();
        }
    }

    @Test
    void mailIsForgottenAfterThirtyDays() {
        String token = returns.issue(LEAD, mail(1), HASH);
        clock.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(returns.find(token)).isNotNull();
        clock.advance(Duration.ofMillis(2));
        assertThat(returns.find(token)).isNull();
    }

    @Test
    void kindThatOnlyANewerNodeKnowsIsNoError() {
        assertThat(SentMail.parse(LEAD + " SOMETHING_NEW 1 " + HASH + " x")).isNull();
        assertThat(SentMail.parse("")).isNull();
        assertThat(SentMail.parse("a b c d e")).isNull();
    }
}
