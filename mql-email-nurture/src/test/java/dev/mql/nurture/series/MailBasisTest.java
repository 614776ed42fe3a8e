package dev.mql.nurture.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.lead.Person;
import dev.mql.lead.Person.Basis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailBasisTest {
    private static final long BOUGHT = 1_795_000_000_000L;

    private static Person person(@Nullable String locale, Basis basis) {
        return Person.UNKNOWN.withLocale(locale, null).withBasis(basis, BOUGHT);
    }

    private static MailBasis basis(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(Map.of("mql.mail.soft-opt-in", "true"));
        settings.putAll(changed);
        return MailBasis.of(Config.of(settings));
    }

    @ParameterizedTest
    @CsvSource({
        "de-DE, DOUBLE_OPT_IN,",
        "de-DE, SOFT_OPT_IN,",
        "de-DE, CONSENT, no_basis_for_country",
        "de-AT, SOFT_OPT_IN,",
        "fr-CH, SOFT_OPT_IN,",
        "en-GB, SOFT_OPT_IN,",
        "en-US, CONSENT,",
        "en-US, SOFT_OPT_IN,",
        "fr-CA, SOFT_OPT_IN,",
        "fr-CA, CONSENT,",
        "pt-BR, DOUBLE_OPT_IN,",
        "pt-BR, SOFT_OPT_IN, no_basis_for_country",
        "pt-BR, CONSENT, no_basis_for_country",
        "de, SOFT_OPT_IN, no_basis_for_country",
        "de, DOUBLE_OPT_IN,",
        "es-419, SOFT_OPT_IN, no_basis_for_country",
        "zh-Hans-CN, SOFT_OPT_IN, no_basis_for_country",
        "'', SOFT_OPT_IN, no_basis_for_country",
        ", SOFT_OPT_IN, no_basis_for_country",
        ", DOUBLE_OPT_IN,"
    })
    void whatCountsDependsOnTheCountry(@Nullable String locale, Basis basis, @Nullable String reason) {
        assertThat(basis(Map.of()).refuse(person(locale, basis), null, BOUGHT)).isEqualTo(reason);
    }

    @Test
    void countryThatTheShopNamesWinsOverTheLanguage() {
        assertThat(basis(Map.of()).refuse(person("en-US", Basis.CONSENT), "de", BOUGHT))
                .isEqualTo("no_basis_for_country");
        assertThat(basis(Map.of()).refuse(person("pt-BR", Basis.SOFT_OPT_IN), "DE", BOUGHT))
                .isNull();
        assertThat(basis(Map.of()).refuse(person("en-US", Basis.CONSENT), "Deutschland", BOUGHT))
                .isNull();
    }

    @Test
    void shopMayBeStricterOrLaxerForACountryAndForAllOthers() {
        MailBasis own = basis(Map.of(
                "mql.mail.basis.DE", "double_opt_in",
                "mql.mail.basis.br", "consent , soft_opt_in",
                "mql.mail.basis.US", "",
                "mql.mail.basis.default", "double_opt_in, soft_opt_in"));
        assertThat(own.refuse(person("de-DE", Basis.SOFT_OPT_IN), null, BOUGHT)).isEqualTo("no_basis_for_country");
        assertThat(own.refuse(person("pt-BR", Basis.CONSENT), null, BOUGHT)).isNull();
        assertThat(own.refuse(person("pt-BR", Basis.DOUBLE_OPT_IN), null, BOUGHT))
                .isEqualTo("no_basis_for_country");
        assertThat(own.refuse(person("en-US", Basis.DOUBLE_OPT_IN), null, BOUGHT))
                .isEqualTo("no_basis_for_country");
        assertThat(own.refuse(person("ja-JP", Basis.SOFT_OPT_IN), null, BOUGHT)).isNull();
    }

    @Test
    void customersAreWrittenToOnlyWhereTheCheckoutOffersToRefuse() {
        MailBasis off = basis(Map.of("mql.mail.soft-opt-in", "false"));
        assertThat(off.refuse(person("de-DE", Basis.SOFT_OPT_IN), null, BOUGHT)).isEqualTo("soft_opt_in_off");
        assertThat(off.refuse(person("de-DE", Basis.DOUBLE_OPT_IN), null, BOUGHT))
                .isNull();
    }

    @Test
    void orderIsABasisForTwoYearsOrAsLongAsTheShopSays() {
        long twoYears = BOUGHT + Duration.ofDays(730).toMillis();
        Person customer = person("fr-CA", Basis.SOFT_OPT_IN);
        assertThat(basis(Map.of()).refuse(customer, null, twoYears - 1)).isNull();
        assertThat(basis(Map.of()).refuse(customer, null, twoYears)).isEqualTo("basis_expired");
        assertThat(basis(Map.of("mql.mail.soft-opt-in-lifetime", "90d"))
                        .refuse(customer, null, BOUGHT + Duration.ofDays(90).toMillis()))
                .isEqualTo("basis_expired");
        assertThat(basis(Map.of()).refuse(person("fr-CA", Basis.DOUBLE_OPT_IN), null, twoYears))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "mql.mail.basis.Germany, double_opt_in, ISO 3166",
        "mql.mail.basis., double_opt_in, ISO 3166",
        "mql.mail.basis.DE, opt-out, must be some of",
        "mql.mail.basis.DE, 'double_opt_in,,consent', must be some of",
        "mql.mail.basis.default, everything, must be some of"
    })
    void settingThatCanNotBeUsedIsRefusedWithKeyValueAndPlace(String key, String value, String said) {
        assertThatThrownBy(() -> basis(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + " = " + value + " (program)")
                .hasMessageContaining(said);
    }
}
