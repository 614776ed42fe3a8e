package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A marketer sends a mail to a colleague to see what it looks like. */
class TestMailTest extends SeriesDesk {
    private static final String TEST = "/texts/cart.1/en/test";
    private final GreenMail inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final RedisProcess redis = RedisProcess.start();

    @Override
    Map<String, String> settings() {
        inbox.start();
        return new HashMap<>(Map.of(
                "mql.redis.url", redis.url(),
                "mql.secret", "0123456789abcdef0123456789abcdef",
                "mql.base-url", "https://shop.example",
                "mql.smtp.url", "smtp://127.0.0.1:" + inbox.getSmtp().getPort() + "?starttls=off",
                "mql.mail.from", "Fenn & Lark <cart@shop.example>"));
    }

    @AfterEach
    void stopParts() {
        inbox.stop();
        redis.close();
    }

    @Test
    void testGoesToTheOneAddressThatWasTyped() throws Exception {
        Document page = next(send(TEST, Map.of("to", " colleague@shop.example ")), 303);
        assertThat(page.select("[role=status]").text()).contains("Sent.");
        assertThat(inbox.getReceivedMessages()).hasSize(1);
        assertThat(inbox.getReceivedMessages()[0].getSubject()).isEqualTo("You left something in your cart");
        assertThat(inbox.getReceivedMessages()[0].getAllRecipients()).hasSize(1);
        for (String wrong : new String[] {
            "",
            "nobody",
            "a@shop.example, b@shop.example",
            "Ada <a@shop.example>",
            "a@shop.example\r\nBcc: b@shop.example"
        }) {
            Document refused = next(send(TEST, Map.of("to", wrong)), 422);
            assertThat(refused.select("[role=alert]").text()).contains("Write one mail address");
        }
        assertThat(inbox.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nobodySendsMoreThanTenAMinute() {
        for (int i = 0; i < 10; i++) {
            next(send(TEST, Map.of("to", "colleague@shop.example")), 303);
        }
        assertThat(next(send(TEST, Map.of("to", "colleague@shop.example")), 429)
                        .select("[role=alert]")
                        .text())
                .contains("At most 10 tests a minute");
        assertThat(inbox.getReceivedMessages()).hasSize(10);
        server.clock.advance(Duration.ofMinutes(1));
        next(send(TEST, Map.of("to", "colleague@shop.example")), 303);
    }

    @Test
    void refusalOfTheMailServerIsTold() {
        inbox.stop();
        Document refused = next(send(TEST, Map.of("to", "colleague@shop.example")), 422);
        assertThat(refused.select("[role=alert]").text())
                .contains("No test was sent")
                .contains("could not be reached");
        assertThat(refused.getElementById("to").val()).isEqualTo("colleague@shop.example");
    }
}
