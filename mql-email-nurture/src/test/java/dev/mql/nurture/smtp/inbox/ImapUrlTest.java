package dev.mql.nurture.smtp.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How a mailbox is named. */
class ImapUrlTest {

    @Test
    void mailboxIsReadThroughTlsByDefault() {
        assertThat(ImapUrl.parse("imaps://u%40x.example:p%3A%2B+@mail.shop.example/Bounces"))
                .isEqualTo(new ImapUrl("mail.shop.example", 993, "u@x.example", "p:++", "Bounces", true, false));
        assertThat(ImapUrl.parse("imap://u:p@mail.shop.example"))
                .isEqualTo(new ImapUrl("mail.shop.example", 143, "u", "p", "INBOX", false, true));
        assertThat(ImapUrl.parse("imap://u:p@localhost:3143/?starttls=off"))
                .isEqualTo(new ImapUrl("localhost", 3143, "u", "p", "INBOX", false, false));
    }

    @Test
    void whatCanNotBeUsedIsRefusedWithoutShowingTheLogin() {
        for (String wrong : new String[] {
            "pop3://secretuser:secretpass@mail.shop.example",
            "imaps://mail.shop.example/INBOX",
            "imaps://secretuser@mail.shop.example/INBOX",
            "imaps://secretuser:secret pass@mail.shop.example",
            "imap://secretuser:secretpass@mail.shop.example?starttls=maybe",
            "secretuser:secretpass"
        }) {
            assertThatThrownBy(() -> ImapUrl.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("secret");
        }
        assertThat(ImapUrl.parse("imaps://secretuser:secretpass@mail.shop.example")
                        .toString())
                .isEqualTo("imaps://mail.shop.example:993/INBOX");
    }
}
