package dev.mql.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.MqlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private final Vault vault = new Vault("0123456789abcdef0123456789abcdef");

    @ParameterizedTest
    @CsvSource({
        "Jo@Example.org, jo@example.org",
        "' jo@example.org ', jo@example.org",
        "jo+shop@example.org, jo+shop@example.org",
        "j.o@sub.example.co.uk, j.o@sub.example.co.uk",
        "jörg@müller.example, jörg@xn--mller-kva.example"
    })
    void oneFormForEachAddress(String typed, String normal) {
        assertThat(Addresses.normal(typed)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jo",
                "@example.org",
                "jo@",
                "jo@example",
                "jo@exa mple.org",
                "a@b.com>c@d.com",
                "<jo@example.org>",
                "jo@example.org\r\nBcc: x@y.zz",
                "jo@example.org,x@y.zz",
                "\"jo x\"@example.org",
                "jo@[127.0.0.1]",
                "-@-.-",
                "jo..x@example.org",
                ".jo@example.org",
                "jo@-example.org",
                "=?utf-8?q?jo?= <x@y.zz>",
                "jo\u0000@example.org",
                "victim@x.test%0d%0aBcc:all@x.test",
                "victim@x.test%0d%0aBcc: all@x.test",
                "victim@x.test\r\nBcc:all@x.test",
                "victim@x.test\nBcc:all@x.test",
                "victim@x.test\rBcc:all@x.test",
                "victim@x.test\u0085Bcc:all@x.test",
                "victim@x.test\u2028Bcc:all@x.test",
                "victim\r\n@x.test",
                "Name\r\nBcc: all@x.test <victim@x.test>"
            })
    void whatIsNotOnePlainAddressIsRefused(String typed) {
        assertThat(Addresses.normal(typed)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u760d\u760a@x.test", "a@x\u760d\u760a.test", "a@x.test\u760d\u760a"})
    void charactersThatTurnIntoALineEndWhenNarrowedNeverGetIntoADomain(String typed) {
        String normal = Addresses.normal(typed);
        if (normal != null) {
            assertThat(normal.substring(normal.indexOf('@'))).matches("[\\x21-\\x7e]+");
        }
    }

    @Test
    void sealedTextIsReadBackAndNeverTwiceTheSame() {
        String sealed = vault.seal("Zoë <zoe@example.org>");
        assertThat(vault.open(sealed)).isEqualTo("Zoë <zoe@example.org>");
        assertThat(sealed).doesNotContain("zoe").isNotEqualTo(vault.seal("Zoë <zoe@example.org>"));
    }

    @Test
    void changedOrForeignTextIsRefused() {
        String sealed = vault.seal("zoe@example.org");
        String flipped = sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A') + sealed.substring(21);
        assertThatThrownBy(() -> vault.open(flipped)).isInstanceOf(MqlException.class);
        assertThatThrownBy(() -> new Vault("another secret of 32 characters!").open(sealed))
                .hasMessageContaining("mql.secret");
    }

    @Test
    void whatWasMadeUnderAnEarlierSecretIsReadAndFound() {
        Vault rotated = new Vault(
                "another secret of 32 characters!",
                List.of("0123456789abcdef0123456789abcdef", "another secret of 32 characters!"));
        String sealed = vault.seal("zoe@example.org");

        assertThat(rotated.open(sealed)).isEqualTo("zoe@example.org");
        assertThat(rotated.current(sealed)).isFalse();
        assertThat(rotated.current(rotated.seal("zoe@example.org"))).isTrue();
        assertThat(rotated.addressHashes("zoe@example.org"))
                .containsExactly(rotated.addressHash("zoe@example.org"), vault.addressHash("zoe@example.org"));
        assertThat(rotated.sealedAddressHashes(sealed)).isEqualTo(rotated.addressHashes("zoe@example.org"));
        assertThat(vault.sealedAddressHashes(rotated.seal("zoe@example.org"))).isEmpty();
        assertThat(rotated.keys("cookie")).hasSize(2);
        assertThat(rotated.keys("cookie").get(1)).isEqualTo(vault.key("cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "1.", "1.AAAA", "ÄÖ.#"})
    void whatIsNoSealedTextIsRefused(String text) {
        assertThatThrownBy(() -> vault.open(text)).isInstanceOf(MqlException.class);
        String id = vault.seal("x").substring(0, 5);
        assertThatThrownBy(() -> vault.open(id + text)).isInstanceOf(MqlException.class);
    }

    @Test
    void hashNeedsTheSecret() {
        assertThat(vault.addressHash("a@b.cc")).hasSize(43).isEqualTo(vault.addressHash("a@b.cc"));
        assertThat(new Vault("another secret of 32 characters!").addressHash("a@b.cc"))
                .isNotEqualTo(vault.addressHash("a@b.cc"));
    }
}
