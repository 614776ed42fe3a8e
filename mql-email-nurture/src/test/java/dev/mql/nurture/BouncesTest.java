package dev.mql.nurture;

import static dev.mql.nurture.InboundDesk.JSON;
import static dev.mql.nurture.InboundDesk.RAW;
import static dev.mql.nurture.InboundDesk.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.nurture.inbound.Signed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bounces and complaints do: to the address, to the lead, to all marketing mail. Each counts once. */
class BouncesTest {

    @Test
    void addressThatDoesNotExistGetsNoMoreMail() {
        try (InboundDesk desk = new InboundDesk()) {
            desk.story.cartIsLeft();
            desk.story.pass(Duration.ofMinutes(1));
            desk.story.awaitMails(1);
            String token = desk.token(1);

            assertThat(desk.tell(RAW, Signed.report("postfix-user-unknown", token))
                            .body())
                    .isEqualTo("taken 1 of 1\n");

            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.counted("email_bounce")).isEqualTo(1);
            assertThat(desk.story.lead().person().unsubscribed()).isFalse();
            desk.story.pass(Duration.ofHours(24));
            desk.story.awaitState(2, Mailing.State.SKIPPED, "suppressed");
            desk.story.awaitMails(1);
        }
    }

    @Test
    void sameReportTwiceCountsOnceByWhicheverWayItComes() {
        try (InboundDesk desk = new InboundDesk()) {
            String token = desk.token(1);
            desk.tell(RAW, Signed.report("postfix-user-unknown", token));
            desk.story.clock.advance(Duration.ofSeconds(1));
            desk.tell(RAW, Signed.report("gmail-no-such-user", token));
            desk.tell(JSON, event("hard_bounce", "\"token\":\"" + token + "\""));
            desk.story.clock.advance(Duration.ofDays(9));
            desk.tell(RAW, Signed.report("postfix-user-unknown", token));

            assertThat(desk.counted("email_bounce")).isEqualTo(1);
            assertThat(desk.brakes.status().bounces()).isZero();
            assertThat(desk.story.mql.counters().value("inbound.bounce_hard")).isEqualTo(4);
            String other = desk.token(2);
            desk.tell(RAW, Signed.report("postfix-user-unknown", other));
            desk.tell(RAW, Signed.report("exim-text-unrouteable", other));
            assertThat(desk.counted("email_bounce")).isEqualTo(2);
            assertThat(desk.brakes.status().bounces()).isEqualTo(1);
        }
    }

    @Test
    void complaintIsForEver() {
        try (InboundDesk desk = new InboundDesk()) {
            String token = desk.token(1);
            desk.tell(RAW, Signed.report("arf-plain", token));
            desk.tell(RAW, Signed.report("arf-yahoo", token));

            assertThat(desk.suppressed()).isEqualTo("complained");
            assertThat(desk.story.lead().person().unsubscribed()).isTrue();
            assertThat(desk.counted("email_complaint")).isEqualTo(1);
            assertThat(desk.brakes.status().complaints()).isEqualTo(1);

            desk.suppressions.lift(desk.story.mql.vault().addressHashes(Story.ADDRESS));
            assertThat(desk.suppressed()).isEqualTo("complained");
        }
    }

    @Test
    void wishThatWasTakenBackDoesNotTakeBackAComplaintThatCameAfterIt() {
        try (InboundDesk desk = new InboundDesk()) {
            List<String> hashes = desk.story.mql.vault().addressHashes(Story.ADDRESS);
            desk.suppressions.add(hashes.get(0), "unsubscribed");
            desk.tell(RAW, Signed.report("arf-plain", desk.token(1)));
            desk.suppressions.add(hashes.get(0), "unsubscribed");
            desk.suppressions.lift(hashes);
            assertThat(desk.suppressed()).isEqualTo("complained");
        }
    }

    @Test
    void fullMailboxIsNoDeadOneUntilItHasBeenFullForWeeks() {
        try (InboundDesk desk = new InboundDesk()) {
            for (int step = 1; step <= 6; step++) {
                desk.tell(RAW, Signed.report("exchange-quota", desk.token(step)));
                desk.tell(RAW, Signed.report("zimbra-over-quota", desk.token(step)));
            }
            desk.story.clock.advance(Duration.ofDays(7).minusSeconds(1));
            desk.tell(RAW, Signed.report("exchange-quota", desk.token(7)));
            assertThat(desk.suppressed()).as("seven within a week").isNull();
            desk.story.clock.advance(Duration.ofSeconds(1));
            desk.tell(RAW, Signed.report("exchange-quota", desk.token(8)));
            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.counted("email_bounce")).isZero();
            assertThat(desk.brakes.status().bounces()).isZero();
        }
    }

    @Test
    void fourInAMonthAreTooFewAndOldOnesCountNoMore() {
        try (InboundDesk desk = new InboundDesk()) {
            for (int step = 1; step <= 8; step++) {
                desk.tell(RAW, Signed.report("exchange-quota", desk.token(step)));
                desk.story.clock.advance(Duration.ofDays(8));
            }
            assertThat(desk.suppressed()).isNull();
        }
    }

    @Test
    void refusalForPolicyIsNoFaultOfTheReceiver() {
        try (InboundDesk desk = new InboundDesk()) {
            for (int step = 1; step <= 6; step++) {
                desk.tell(RAW, Signed.report("exchange-dmarc", desk.token(step)));
                desk.tell(RAW, Signed.report("postfix-blocklisted", desk.token(step)));
            }
            assertThat(desk.suppressed()).isNull();
            assertThat(desk.counted("email_bounce")).isZero();
            assertThat(desk.brakes.status().policy()).isEqualTo(6);
            assertThat(desk.brakes.status().alarm()).isTrue();
            assertThat(desk.story.mql.counters().value("brake.alarm")).isEqualTo(1);
        }
    }

    @Test
    void delaysAndAnswersOfProgramsChangeNothing() {
        try (InboundDesk desk = new InboundDesk()) {
            Lead before = desk.story.lead();
            for (String harmless :
                    List.of("postfix-delayed", "reply-out-of-office", "postfix-success", "arf-not-spam")) {
                desk.tell(RAW, Signed.report(harmless, desk.token(1)));
            }
            assertThat(desk.suppressed()).isNull();
            assertThat(desk.story.lead().activity()).isEqualTo(before.activity());
            assertThat(desk.story.inbox.getReceivedMessages())
                    .as("nothing is ever answered")
                    .isEmpty();
        }
    }

    @Test
    void strangerWhoKnowsAnAddressCanNotHaveItLeftAlone() {
        try (InboundDesk desk = new InboundDesk()) {
            String guessed = "AAAAAAAAAAAAAAAAAAAAAAAAAAA";
            String report = Signed.report("postfix-user-unknown", guessed).replace("ada@example.org", Story.ADDRESS);
            assertThat(desk.tell(RAW, report).body()).isEqualTo("taken 0 of 1\n");
            assertThat(desk.suppressed()).isNull();
            assertThat(desk.story.mql.counters().value("inbound.unknown_mail")).isEqualTo(1);
        }
    }

    @Test
    void mailThatIsNoAdvertisingDoesNotBrakeAdvertising() {
        try (InboundDesk desk = new InboundDesk()) {
            for (int step = 1; step <= 3; step++) {
                String token = desk.token(Mailing.Kind.CONFIRM_ADDRESS, "an-address", step);
                desk.tell(RAW, Signed.report("arf-plain", token));
            }
            assertThat(desk.suppressed()).isEqualTo("complained");
            assertThat(desk.brakes.stopped()).isNull();
            for (int step = 1; step <= 3; step++) {
                desk.tell(RAW, Signed.report("arf-plain", desk.token(step)));
            }
            desk.story.clock.advance(Duration.ofSeconds(1));
            assertThat(desk.brakes.stopped()).isEqualTo("stopped_by_complaints");
        }
    }

    @Test
    void addressOfAnErasedLeadIsLeftAloneAllTheSame() {
        try (InboundDesk desk = new InboundDesk()) {
            String token = desk.token(1);
            desk.story.mql.privacy().erase(desk.story.lead().id());
            assertThat(desk.tell(RAW, Signed.report("arf-plain", token)).body()).isEqualTo("taken 1 of 1\n");
            assertThat(desk.suppressed()).isEqualTo("complained");
            assertThat(desk.story.mql.leads().byVisitor(Story.VISITOR)).isEmpty();
        }
    }
}
