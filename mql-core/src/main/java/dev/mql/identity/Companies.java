package dev.mql.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which company a mail address belongs to: its domain, without a host name that only says that there is mail ({@code mail.acme.com} is
 * {@code acme.com}, {@code sales.acme.com} stays). Rather two parts of one company stand apart than two companies together.
 */
public final class Companies {
    private static final Set<String> PRIVATE = read("private-mail.txt");
    private static final Set<String> MAIL_HOSTS =
            Set.of("mail", "email", "webmail", "smtp", "mx", "mailer", "exchange");
    /** Under a country's domain these are no names of companies: what stands before them is. */
    private static final Set<String> REGISTRIES = Set.of(
            "co", "com", "net", "org", "ac", "edu", "gov", "mil", "or", "ne", "go", "gob", "gouv", "nom", "ltd", "plc",
            "me", "web", "id", "sch", "ind", "firm", "gen", "biz", "info");

    private Companies() {}

    /**
     * @param normalAddress in the form of {@link Addresses#normal}
     * @return {@code null} where anybody can have an address: free and disposable mail
     */
    public static @Nullable String domain(String normalAddress) {
        String domain = withoutMailHost(normalAddress.substring(normalAddress.lastIndexOf('@') + 1));
        for (String part = domain; ; part = part.substring(part.indexOf('.') + 1)) {
            if (PRIVATE.contains(part)) {
                return null;
            }
            if (part.indexOf('.') < 0) {
                return domain;
            }
        }
    }

    private static String withoutMailHost(String domain) {
        int dot = domain.indexOf('.');
        String rest = domain.substring(dot + 1);
        int next = rest.indexOf('.');
        boolean company = next > 0 && !(next == rest.length() - 3 && REGISTRIES.contains(rest.substring(0, next)));
        return company && MAIL_HOSTS.contains(domain.substring(0, dot)) ? rest : domain;
    }

    private static Set<String> read(String file) {
        try (InputStream in = Companies.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar of mql-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can not read " + file, unreadable);
        }
    }
}
