package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTemplateTest {
    private static final AlertTemplate TEMPLATE = new AlertTemplate(Samples.SHOP);

    private static AlertView named(String name) {
        return new AlertView(
                AlertView.Occasion.QUALIFIED,
                name,
                null,
                Instant.EPOCH,
                "MQL",
                64,
                "",
                List.of(),
                0,
                null,
                "https://shop.example/mql/admin/leads/x");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoWhyAndWhatToDoInBothParts(AlertView.Occasion occasion) {
        WrittenMail mail = TEMPLATE.write(Samples.alert(occasion, "https://shop.example/img/"));
        Document html = Jsoup.parse(mail.html());

        assertThat(mail.subject()).contains("Ada Lovelace").hasSizeLessThanOrEqualTo(50);
        for (String part : List.of(html.text(), mail.text().replaceAll("\\s+", " "))) {
            assertThat(part)
                    .contains("Ada Lovelace", "ada@analytical.example", "72.4", "B1", "Asked for a quote", "−4")
                    .contains("Everything else", "Pour-over kettle", "22 November 2026, 10:00 UTC", "Open the lead");
        }
        assertThat(html.select("a[href]"))
                .extracting(a -> a.attr("href"))
                .containsExactly("https://shop.example/mql/admin/leads/Zr3kq1bXo0aYw9JtVhP2mS");
        assertThat(mail.text()).contains("https://shop.example/mql/admin/leads/Zr3kq1bXo0aYw9JtVhP2mS");
        assertThat(mail.text().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    }

    @Test
    void leadWithoutNameAddressOrCartIsStillTold() {
        WrittenMail mail = TEMPLATE.write(named(""));
        assertThat(mail.subject()).isEqualTo("New lead for sales: A lead");
        assertThat(mail.text()).contains("No address is known yet").doesNotContain("In the cart", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see http://evil.example",
                "www.evil.example",
                "evil.example",
                "Your CEO <ceo@shop.example>",
                "\u202Egnp.elif"
            })
    void nameThatWouldBecomeALinkIsNotShown(String name) {
        WrittenMail mail = TEMPLATE.write(named(name));
        assertThat(mail.subject() + mail.html() + mail.text()).doesNotContain("evil", "ceo@", "gnp");
    }

    @Test
    void nameIsOnlyEverText() {
        WrittenMail mail = TEMPLATE.write(named("<b onclick=x>Ada</b>\r\nBcc: all"));
        assertThat(mail.subject()).isEqualTo("New lead for sales: <b onclick=x>Ada</b> Bcc: all");
        assertThat(Jsoup.parse(mail.html()).select("b")).isEmpty();
    }
}
