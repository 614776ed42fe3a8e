package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SmtpUrlTest {

    @Test
    void encryptionIsRequiredUnlessSwitchedOff() {
        assertThat(SmtpUrl.parse("smtp://mail.example").security()).isEqualTo(SmtpUrl.Security.STARTTLS);
        assertThat(SmtpUrl.parse("smtp://mail.example?starttls=required").port())
                .isEqualTo(587);
        assertThat(SmtpUrl.parse("smtp://mail.example:25?starttls=off").security())
                .isEqualTo(SmtpUrl.Security.NONE);
        assertThat(SmtpUrl.parse("smtps://mail.example"))
                .isEqualTo(new SmtpUrl("mail.example", 465, null, null, SmtpUrl.Security.TLS));
    }

    @Test
    void userAndPasswordAreDecodedAndNeverShown() {
        SmtpUrl url = SmtpUrl.parse("smtp://shop%40x:p%3A+ss@mail.example");

        assertThat(url.user()).isEqualTo("shop@x");
        assertThat(url.password()).isEqualTo("p:+ss");
        assertThat(url).hasToString("smtp://mail.example:587");
    }

    @Test
    void mistakesAreNamedWithoutThePassword() {
        assertThatThrownBy(() -> SmtpUrl.parse("http://mail.example")).hasMessageContaining("smtps://");
        assertThatThrownBy(() -> SmtpUrl.parse("smtp://u:se cret@mail.example"))
                .hasMessageNotContaining("cret")
                .hasMessageContaining("smtp://user:password@host:587");
        assertThatThrownBy(() -> SmtpUrl.parse("smtp://mail.example?starttls=maybe"))
                .hasMessageContaining("starttls=off");
        assertThatThrownBy(() -> SmtpUrl.parse("smtp://token@mail.example"))
                .hasMessageContaining("a user has a password")
                .hasMessageNotContaining("token@");
        assertThatThrownBy(() -> SmtpUrl.parse("smtp://u:a/b@mail.example")).hasMessageContaining("%-codes");
    }
}
