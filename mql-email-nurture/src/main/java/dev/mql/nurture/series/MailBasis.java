package dev.mql.nurture.series;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.lead.Person;
import dev.mql.lead.Person.Basis;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * On which basis marketing mail may go to a country. Where the country is not known or not listed, and where nothing else is set, only
 * double opt-in counts. Immutable.
 */
final class MailBasis {
    static final String NOT_IN_COUNTRY = "no_basis_for_country";
    static final String SOFT_OPT_IN_OFF = "soft_opt_in_off";
    static final String EXPIRED = "basis_expired";

    /** Existing customers may be written to about similar goods: ePrivacy Directive Art. 13(2), and laws made like it. */
    private static final Set<String> CUSTOMERS_TOO = Set.of(
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS",
            "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");
    /** Express consent needs no second step, and an order implies it for a time. */
    private static final Set<String> CONSENT_TOO = Set.of("AU", "CA", "NZ", "US");

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Map<String, Basis> WORDS =
            Map.of("double_opt_in", Basis.DOUBLE_OPT_IN, "consent", Basis.CONSENT, "soft_opt_in", Basis.SOFT_OPT_IN);

    private final Map<String, Set<Basis>> byCountry;
    private final Set<Basis> elsewhere;
    private final boolean softOptIn;
    private final long softOptInLifetime;

    private MailBasis(Map<String, Set<Basis>> byCountry, Set<Basis> elsewhere, boolean softOptIn, long lifetime) {
        this.byCountry = byCountry;
        this.elsewhere = elsewhere;
        this.softOptIn = softOptIn;
        this.softOptInLifetime = lifetime;
    }

    /** @throws ConfigException if a country or a basis is none */
    static MailBasis of(Config config) {
        List<String> problems = new ArrayList<>();
        Map<String, Set<Basis>> byCountry = new HashMap<>();
        CUSTOMERS_TOO.forEach(c -> byCountry.put(c, EnumSet.of(Basis.DOUBLE_OPT_IN, Basis.SOFT_OPT_IN)));
        CONSENT_TOO.forEach(c -> byCountry.put(c, EnumSet.of(Basis.DOUBLE_OPT_IN, Basis.CONSENT, Basis.SOFT_OPT_IN)));
        Set<Basis> elsewhere = read(config.get(Settings.MAIL_BASIS));
        if (elsewhere == null) {
            problems.add(config.refusal(Settings.MAIL_BASIS, wordsAllowed()));
        }
        config.under(Settings.MAIL_BASIS_PREFIX).forEach((name, text) -> {
            String key = Settings.MAIL_BASIS_PREFIX + name;
            String country = name.toUpperCase(Locale.ROOT);
            if (!key.equals(Settings.MAIL_BASIS.key())) {
                Set<Basis> given =
                        read(text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*")));
                if (given == null || !COUNTRY.matcher(country).matches()) {
                    problems.add(key + " = " + text + " (" + config.placeOf(key) + "): "
                            + (given == null ? wordsAllowed() : "must end with a country of ISO 3166 such as DE"));
                } else {
                    byCountry.put(country, given);
                }
            }
        });
        if (elsewhere == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new MailBasis(
                byCountry,
                elsewhere,
                config.get(Settings.SOFT_OPT_IN),
                config.get(Settings.SOFT_OPT_IN_LIFETIME).toMillis());
    }

    private static String wordsAllowed() {
        return "must be some of double_opt_in, consent, soft_opt_in with commas between, or empty for no mail";
    }

    private static @Nullable Set<Basis> read(List<String> words) {
        Set<Basis> all = EnumSet.noneOf(Basis.class);
        for (String word : words) {
            Basis basis = WORDS.get(word);
            if (basis == null) {
                return null;
            }
            all.add(basis);
        }
        return all;
    }

    /** Why what the person agreed to is not enough, or {@code null} if it is. Somebody without any basis is not asked about here. */
    @Nullable
    String refuse(Person person, @Nullable String country, long now) {
        if (person.basis() == Basis.SOFT_OPT_IN && !softOptIn) {
            return SOFT_OPT_IN_OFF;
        }
        if (!byCountry.getOrDefault(country(person, country), elsewhere).contains(person.basis())) {
            return NOT_IN_COUNTRY;
        }
        return person.basis() == Basis.SOFT_OPT_IN && now >= person.basisAt() + softOptInLifetime ? EXPIRED : null;
    }

    /** What the shop says of the lead; else the region of the language, if it names one; else empty. */
    private static String country(Person person, @Nullable String known) {
        if (known != null && COUNTRY.matcher(known.toUpperCase(Locale.ROOT)).matches()) {
            return known.toUpperCase(Locale.ROOT);
        }
        return person.locale() == null
                ? ""
                : Locale.forLanguageTag(person.locale()).getCountry();
    }
}
