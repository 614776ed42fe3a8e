package dev.mql.nurture.smtp.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.nurture.smtp.mime.Header;
import dev.mql.nurture.smtp.mime.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimTest {
    private static final List<Header> HEADERS = List.of(
            new Header("Date", "Sun, 22 Nov 2026 10:00:00 +0000"),
            new Header("From", "Shop <cart@shop.example>"),
            new Header("To", "ada@example.org"),
            Header.text("Subject", "Ihr Warenkorb – noch da, mit allem, was Sie ausgesucht haben, und so weiter"),
            new Header("Message-ID", "<mql-1@shop.example>"),
            new Header("List-Id", "<cart-reminders.shop.example>"),
            new Header("List-Unsubscribe", "<https://shop.example/mql/u/token>"),
            new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            new Header("Feedback-ID", "reminder:1:reminders:shop.example"),
            new Header("MIME-Version", "1.0"),
            new Header("Content-Type", "multipart/alternative;\r\n boundary=\"=_x\""));
    private static final String BODY = "--=_x\r\n\r\nHello  you \r\n\r\n--=_x--\r\n\r\n";

    private static KeyPair rsa;
    private static KeyPair ed25519;

    @BeforeAll
    static void keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        rsa = generator.generateKeyPair();
        ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    private static String pem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static String signed(String pem, String... selectors) {
        DkimSigner signer = new DkimSigner("shop.example", DkimKey.read(pem, List.of(selectors)));
        byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
        Page page = new Page(2_000);
        signer.sign(HEADERS, body).forEach(header -> header.write(page));
        HEADERS.forEach(header -> header.write(page));
        return new String(page.line("").put(BODY).bytes(), StandardCharsets.US_ASCII);
    }

    private static List<SignatureRecord> verified(String message) throws Exception {
        String key = Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded());
        DKIMVerifier verifier = new DKIMVerifier((methods, selector, domain) ->
                selector.toString().equals("mql2026") && domain.toString().equals("shop.example")
                        ? List.of("v=DKIM1; k=rsa; p=" + key)
                        : List.of("v=DKIM1; p="));
        return verifier.verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String publicEd25519() {
        byte[] encoded = ed25519.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    @Test
    void signatureByRsaIsVerifiedByAnotherImplementation() throws Exception {
        List<SignatureRecord> records = verified(signed(pem(rsa), "mql2026"));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getHeaders())
                .extracting(name -> name.toString().toLowerCase(java.util.Locale.ROOT))
                .containsExactly(
                        "from",
                        "to",
                        "subject",
                        "date",
                        "message-id",
                        "list-unsubscribe",
                        "list-unsubscribe-post",
                        "list-id",
                        "feedback-id",
                        "mime-version",
                        "content-type",
                        "from",
                        "subject");
        assertThat(records.get(0).getBodyHashLimit()).as("no l=").isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "Hello  you, Hello ME",
        "ada@example.org, eve@example.org",
        "/mql/u/token, /mql/u/other",
        "List-Unsubscribe=One-Click, List-Unsubscribe=No-Click",
        "<cart-reminders., <other.",
        "Content-Type: multipart, Content-Type: text",
        "Date: Sun, 'From: Eve <eve@x.test>\r\nDate: Sun'",
        "MIME-Version, 'Subject: Other\r\nMIME-Version'",
    })
    void whatSomebodyChangesOrAddsBreaksEachSignature(String before, String after) throws Exception {
        String byRsa = signed(pem(rsa), "mql2026");
        assertThat(byRsa).contains(before);
        assertThatThrownBy(() -> verified(byRsa.replace(before, after))).isInstanceOf(FailException.class);

        String byEd25519 = signed(pem(ed25519), "ed2026");
        assertThat(Ed25519Verifier.verifies(byEd25519, publicEd25519())).isTrue();
        assertThat(Ed25519Verifier.verifies(byEd25519.replace(before, after), publicEd25519()))
                .isFalse();
    }

    @Test
    void whiteSpaceThatServersTidyUpBreaksNoSignature() throws Exception {
        String tidied = signed(pem(rsa) + pem(ed25519), "mql2026", "ed2026")
                .replace("Hello  you \r\n", "Hello you\r\n")
                .replace("--=_x--\r\n\r\n", "--=_x--\r\n")
                .replace("To: ada@", "TO:  ada@")
                .replace(";\r\n boundary", "; boundary");

        assertThat(verified(tidied)).hasSize(1);
        assertThat(Ed25519Verifier.verifies(tidied, publicEd25519())).isTrue();
    }

    @Test
    void bothKeysSignBesideEachOther() throws Exception {
        String message = signed(pem(ed25519) + pem(rsa), "ed2026", "mql2026");

        assertThat(message.split("DKIM-Signature: ")).hasSize(3);
        assertThat(verified(message)).hasSize(1);
        assertThat(Ed25519Verifier.verifies(message, publicEd25519())).isTrue();
        assertThat(message.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
    }

    /** RFC 8463 appendix A: what is in the RFC verifies, and the same key signs the same data the same way. */
    @Test
    void exampleOfTheRfcIsSignedAsTheRfcSignsIt() throws Exception {
        String unsigned =
                "v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n"
                        + " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
                        + " subject : date : message-id : from : subject : date;\r\n"
                        + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
        String signature = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
        List<Header> signedHeaders = List.of(
                new Header("From", "Joe SixPack <joe@football.example.com>"),
                new Header("To", "Suzie Q <suzie@shopping.example.net>"),
                new Header("Subject", "Is dinner ready?"),
                new Header("Date", "Fri, 11 Jul 2003 21:00:37 -0700 (PDT)"),
                new Header("Message-ID", "<20030712040037.46341.5F8J@football.example.com>"));
        String body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
        StringBuilder message = new StringBuilder("DKIM-Signature: " + unsigned + signature + "\r\n");
        StringBuilder data = new StringBuilder();
        for (Header header : signedHeaders) {
            message.append(header.name()).append(": ").append(header.value()).append("\r\n");
            data.append(Relaxed.header(header.name(), header.value())).append("\r\n");
        }
        message.append("\r\n").append(body);
        data.append(Relaxed.header("DKIM-Signature", unsigned));

        assertThat(Ed25519Verifier.verifies(message.toString(), "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
                .isTrue();
        assertThat(Ed25519Verifier.verifies(
                        message.toString().replace("hungry", "thirsty"),
                        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
                .isFalse();
        byte[] seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        byte[] pkcs8 = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));
        DkimKey key =
                DkimKey.read(pem("PRIVATE KEY", pkcs8), List.of("brisbane")).get(0);
        assertThat(key.sign(data.toString().getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(signature);
    }

    @Test
    void keyOnOneLineIsReadToo() {
        String line = pem(ed25519).replace("\n", "");
        assertThat(DkimKey.read(line, List.of("a")).get(0).algorithm()).isEqualTo("ed25519-sha256");
        assertThat(DkimKey.read(pem(rsa).replace("\n", " "), List.of("a"))
                        .get(0)
                        .algorithm())
                .isEqualTo("rsa-sha256");
    }

    @Test
    void keyThatCanNotBeUsedIsRefusedInWordsAndNeverShown() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        KeyPair small = generator.generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        List<String> refused = new ArrayList<>(List.of(
                pem(small),
                pem(other),
                pem("RSA PRIVATE KEY", rsa.getPrivate().getEncoded()),
                pem("ENCRYPTED PRIVATE KEY", rsa.getPrivate().getEncoded()),
                pem("PRIVATE KEY", Arrays.copyOf(rsa.getPrivate().getEncoded(), 600)),
                pem("PUBLIC KEY", rsa.getPublic().getEncoded()),
                pem(rsa) + pem(ed25519),
                "",
                "secret"));
        for (String pem : refused) {
            assertThatThrownBy(() -> DkimKey.read(pem, List.of("mql2026")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(said -> assertThat(said.getMessage()).doesNotContainPattern("[A-Za-z0-9+/]{30}"));
        }
        assertThatThrownBy(() -> DkimKey.read(pem(rsa), List.of("a", "b"))).hasMessageContaining("fewer keys");
        assertThatThrownBy(() -> DkimKey.read(pem(small), List.of("a"))).hasMessageContaining("2048");
        assertThat(DkimKey.read(pem(rsa), List.of("a")).toString()).isEqualTo("[DkimKey[a, rsa-sha256]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop", "shop.example; x=1", "shop.example\r\nBcc: x", "-shop.example"})
    void domainAndSelectorAreNamesOfTheDns(String name) {
        List<DkimKey> keys = DkimKey.read(pem(ed25519), List.of("a"));
        assertThatThrownBy(() -> new DkimSigner(name, keys)).isInstanceOf(IllegalArgumentException.class);
        if (!name.equals("shop")) {
            assertThatThrownBy(() -> DkimKey.read(pem(ed25519), List.of(name)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
