package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mql.nurture.inbound.Signed;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bounces and complaints that come into a mailbox, read by IMAP from a real server. */
class BounceMailboxTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String USER = "bounces@shop.example";
    private static final String PASSWORD = "pass word:1";

    private final GreenMail server =
            new GreenMail(new ServerSetup[] {patient(ServerSetup.IMAP), patient(ServerSetup.IMAPS)});
    private GreenMailUser user;

    private static ServerSetup patient(ServerSetup setup) {
        ServerSetup patient = setup.dynamicPort();
        patient.setServerStartupTimeout(SOON.toMillis());
        return patient;
    }

    @BeforeEach
    void start() {
        server.start();
        user = server.setUser(USER, USER, PASSWORD);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private InboundDesk desk(String password, boolean tls) {
        return desk(password, tls, "INBOX");
    }

    private InboundDesk desk(String password, boolean tls, String folder) {
        int port = tls ? server.getImaps().getPort() : server.getImap().getPort();
        return new InboundDesk(Map.of(
                "mql.inbound.mailbox",
                (tls ? "imaps" : "imap") + "://bounces%40shop.example:" + password + "@127.0.0.1:" + port + "/" + folder
                        + (tls ? "" : "?starttls=off")));
    }

    private InboundDesk desk() {
        return desk("pass%20word:1", false);
    }

    private void arrives(String message) {
        try {
            byte[] raw = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
        } catch (MessagingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private List<StoredMessage> messages() {
        try {
            MailFolder folder = server.getManagers().getImapHostManager().getInbox(user);
            return folder.getMessages();
        } catch (FolderException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Time passes, minute by minute, until something is so. */
    private static void awaitWithTime(InboundDesk desk, java.util.concurrent.Callable<Boolean> so) {
        // The test's server throws on a thread of its own when we hang up on it.
        await().atMost(SOON).dontCatchUncaughtExceptions().until(() -> {
            desk.story.clock.advance(Duration.ofMinutes(1));
            return so.call();
        });
    }

    @Test
    void whatIsUnderstoodIsDoneAndDeletedAndTheRestIsFlaggedForAPerson() {
        try (InboundDesk desk = desk()) {
            String token = desk.token(1);
            arrives("From: ada@example.org\nTo: " + USER + "\nSubject: Where is my kettle?\n\nHello?\n");
            arrives(Signed.report("postfix-user-unknown", token));
            arrives(Signed.report("reply-out-of-office", token));
            arrives(Signed.report("qmail-no-mailbox", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"));
            awaitWithTime(
                    desk,
                    () -> messages().size() == 2
                            && messages().stream().allMatch(message -> message.isSet(Flags.Flag.FLAGGED)));

            assertThat(desk.suppressed()).isEqualTo("bounced");
            assertThat(desk.counted("email_bounce")).isEqualTo(1);
            assertThat(messages().stream().noneMatch(message -> message.isSet(Flags.Flag.SEEN)))
                    .as("a person sees that they are new")
                    .isTrue();
            long none = desk.story.mql.counters().value("inbound.none");
            arrives(Signed.report("arf-plain", token));
            awaitWithTime(desk, () -> "bounced".equals(desk.suppressed()) && desk.counted("email_complaint") == 1);
            assertThat(desk.story.mql.counters().value("inbound.none"))
                    .as("what is flagged is not looked at again")
                    .isEqualTo(none);
            assertThat(desk.story.inbox.getReceivedMessages())
                    .as("nobody is answered")
                    .isEmpty();
        }
    }

    @Test
    void whatComesIsDoneOnceAlsoWithTwoNodes() throws Exception {
        try (InboundDesk desk = desk();
                AutoCloseable other = desk.story.anotherNode()) {
            assertThat(other).isNotNull();
            await().atMost(SOON).until(() -> desk.story.mql.records().get("job", "mailbox") != null);
            for (int step = 1; step <= 5; step++) {
                arrives(Signed.report("exchange-quota", desk.token(step)));
            }
            awaitWithTime(desk, () -> messages().isEmpty());
            assertThat(desk.suppressed()).as("five of one week").isNull();
        }
    }

    @Test
    void moreThanOneRoundTakesIsTakenInSeveral() {
        try (InboundDesk desk = desk()) {
            String token = desk.token(1);
            for (int i = 0; i < 120; i++) {
                arrives(Signed.report("postfix-delayed", token));
            }
            awaitWithTime(desk, () -> messages().isEmpty());
            assertThat(desk.story.mql.counters().value("inbound.delayed")).isEqualTo(120);
        }
    }

    @Test
    void hugeMessageIsReadOnlyAtItsBeginning() {
        try (InboundDesk desk = desk()) {
            arrives(Signed.report("postfix-user-unknown", desk.token(1))
                    + "x".repeat(76).concat("\n").repeat(100_000));
            awaitWithTime(desk, () -> messages().isEmpty());
            assertThat(desk.suppressed()).isEqualTo("bounced");
        }
    }

    @Test
    void serverThatRefusesUsIsAskedAgainAndNothingElseSuffers() {
        try (InboundDesk desk = desk("wrong", false)) {
            arrives(Signed.report("postfix-user-unknown", desk.token(1)));
            awaitWithTime(desk, () -> desk.story.mql.counters().value("inbound.mailbox.unreadable") >= 2);
            assertThat(messages()).hasSize(1);
            assertThat(desk.tell(InboundDesk.RAW, Signed.report("arf-plain", desk.token(1)))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(desk.suppressed()).isEqualTo("complained");
        }
    }

    @Test
    void folderThatIsNotThereIsNotMade() {
        try (InboundDesk desk = desk("pass%20word:1", false, "Bounces")) {
            awaitWithTime(desk, () -> desk.story.mql.counters().value("inbound.mailbox.unreadable") >= 1);
            assertThat(server.getManagers().getImapHostManager().getFolder(user, "Bounces"))
                    .isNull();
        }
    }

    @Test
    void certificateThatNobodyVouchesForIsNotTrusted() {
        try (InboundDesk desk = desk("pass%20word:1", true)) {
            arrives(Signed.report("postfix-user-unknown", desk.token(1)));
            awaitWithTime(desk, () -> desk.story.mql.counters().value("inbound.mailbox.unreadable") >= 1);
            assertThat(messages()).hasSize(1);
            assertThat(desk.suppressed()).isNull();
        }
    }

    @Test
    void storeThatIsAwayLosesNoReport() {
        try (InboundDesk desk = desk()) {
            String token = desk.token(1);
            await().atMost(SOON).until(() -> desk.story.mql.records().get("job", "mailbox") != null);
            desk.story.redis.pause();
            arrives(Signed.report("postfix-user-unknown", token));
            desk.story.clock.advance(Duration.ofMinutes(1));
            await().atMost(SOON).until(() -> desk.story.mql.counters().value("inbound.mailbox.paused") > 0);
            assertThat(messages()).hasSize(1);
            desk.story.redis.resume();
            awaitWithTime(desk, () -> messages().isEmpty());
            assertThat(desk.suppressed()).isEqualTo("bounced");
        }
    }
}
