package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550, 550 5.1.1 nobody here, true",
        "RCPT, 550, 550 5.1.10 takes no mail, true",
        "RCPT, 556, 556 takes no mail, true",
        "RCPT, 521, 521 5.2.1 disabled, true",
        "DOT, 550, 550 5.1.1 nobody here, true",
        "RCPT, 552, 552 5.2.2 full, false",
        "RCPT, 550, 550 no, false",
        "RCPT, 550, 550 5.7.1 not you, false",
        "DOT, 554, 554 5.7.1 spam, false",
        "DOT, 550, 550 5.7.26 not authenticated, false",
        "MAIL, 550, 550 5.1.1 what, false",
        "AUTH, 535, 535 5.7.8 wrong, false",
        "RCPT, 450, 450 4.1.1 not yet, false",
    })
    void nobodyIsTakenForGoneButByTheServersPlainWord(Stage stage, int code, String text, boolean gone) {
        assertThat(new Answer(stage, code, text).refused().nobodyThere()).isEqualTo(gone);
    }
}
