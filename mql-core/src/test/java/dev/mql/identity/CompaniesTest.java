package dev.mql.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompaniesTest {
    @ParameterizedTest
    @CsvSource({
        "jo@acme.com, acme.com",
        "jo@mail.acme.com, acme.com",
        "jo@smtp.acme.co.uk, acme.co.uk",
        "jo@email.acme.com.au, acme.com.au",
        "jo@mail.mail.acme.com, mail.acme.com",
        "jo@sales.acme.com, sales.acme.com",
        "jo@mail.co.uk, mail.co.uk",
        "jo@mx.com.br, mx.com.br",
        "jo@mail.abc.de, abc.de",
        "jo@exchange.example, exchange.example",
        "jo@xn--mller-kva.example, xn--mller-kva.example",
        "jo@gmail.com.acme.com, gmail.com.acme.com",
        "jo@notgmail.com, notgmail.com"
    })
    void companyIsTheDomainWithoutAMailHost(String address, String domain) {
        assertThat(Companies.domain(address)).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo@gmail.com",
                "jo@mail.ru",
                "jo@mail.de",
                "jo@t-online.de",
                "jo@yahoo.co.uk",
                "jo@poczta.onet.pl",
                "jo@qq.com",
                "jo@any.name.mailinator.com",
                "jo@mail.gmx.net",
                "jo@yopmail.com"
            })
    void freeAndDisposableMailIsNoCompany(String address) {
        assertThat(Companies.domain(address)).isNull();
    }

    @Test
    void listHoldsEachDomainOnceAndInNormalForm() throws IOException {
        try (InputStream in = Companies.class.getResourceAsStream("private-mail.txt")) {
            assertThat(in).isNotNull();
            List<String> domains = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            assertThat(domains).hasSizeGreaterThan(150).doesNotHaveDuplicates().allSatisfy(domain -> assertThat(
                            Addresses.normal("jo@" + domain))
                    .isEqualTo("jo@" + domain));
        }
    }
}
