package dev.mql.servlet;

import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.event.Purpose;
import dev.mql.metrics.Counters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The gate: what the shopper behind a request agrees to. Immutable. */
final class Consent {
    /** What people are asked for. */
    static final Set<Purpose> ALL =
            Collections.unmodifiableSet(EnumSet.of(Purpose.BEHAVIOUR, Purpose.ADVERTISING, Purpose.MAIL));

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&*+.^_|~-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9!#$%&()*+./:=?@^_{|}~-]{1,128}");
    private static final Pattern WORDING = Pattern.compile("\\P{Cntrl}{0,100}");
    private static final Choice YES = new Choice(ALL, true);
    private static final Choice NO = new Choice(Set.of(), true);

    private final String cookie;
    private final String granted;
    private final String denied;
    /** Of a browser that signals an objection, whatever it was asked. */
    private final Choice objected;
    /** Of somebody who has not chosen. */
    private final Choice assumed;
    /** Whether nobody is asked, and hence no cookie means anything. */
    private final boolean off;
    /** By word, where the cookie lists what was agreed to: how it looks when a purpose is. Empty where it says yes or no only. */
    private final Map<Purpose, Pattern> listed;

    private final Pattern present;

    /**
     * What somebody agrees to.
     *
     * @param agreed the purposes that events may be kept for; where there is none, the browser has no cookie and is not followed
     * @param said whether it was the shopper who said so, rather than the shop that assumes it
     */
    record Choice(Set<Purpose> agreed, boolean said) {
        /** Whether the browser may be known again. */
        boolean tracked() {
            return !agreed.isEmpty();
        }

        /** Whether an event may be kept as something that this browser did. */
        boolean allows(String eventType) {
            Purpose purpose = Purpose.of(eventType);
            return purpose == Purpose.SERVICE ? tracked() : agreed.contains(purpose);
        }
    }

    private final @Nullable ConsentReader reader;
    private final Misses misses;

    private Consent(Config config, @Nullable ConsentReader reader, Misses misses) {
        this.reader = reader;
        this.misses = misses;
        String mode = config.get(Settings.CONSENT);
        off = mode.equals("off");
        cookie = checked(config, Settings.CONSENT_COOKIE, NAME, "must be a cookie's name of at most 64 characters");
        granted =
                checked(config, Settings.CONSENT_GRANTED, VALUE, "must be a cookie's value of at most 128 characters");
        denied = checked(config, Settings.CONSENT_DENIED, VALUE, "must be a cookie's value of at most 128 characters");
        checked(config, Settings.CONSENT_WORDING, WORDING, "must be one line of at most 100 characters");
        objected = new Choice(Set.of(), !off);
        assumed = new Choice(mode.equals("required") ? Set.of() : ALL, false);
        present = Pattern.compile("(^|; ?)" + ConsentWords.escaped(cookie) + "=");
        listed = new EnumMap<>(Purpose.class);
        Map<Purpose, String> words = ConsentWords.of(config);
        if (!words.isEmpty()) {
            for (Purpose purpose : ALL) {
                String found = ConsentWords.pattern(cookie, granted, words.get(purpose));
                listed.put(purpose, Pattern.compile(assumed.tracked() ? absent() + "|" + found : found));
            }
        }
    }

    /** @throws ConfigException if the cookie can not be a cookie, or the words for the purposes can not be understood */
    static Consent of(Config config) {
        return of(config, null, new Misses(new Counters()));
    }

    /** @param reader decides instead of the cookie, where the shop has one */
    static Consent of(Config config, @Nullable ConsentReader reader, Misses misses) {
        return new Consent(config, reader, misses);
    }

    private static String checked(Config config, Setting<String> setting, Pattern form, String allowed) {
        String text = config.get(setting);
        if (!form.matcher(text).matches()) {
            throw new ConfigException(List.of(config.refusal(setting, allowed)));
        }
        return text;
    }

    /** Global Privacy Control and Do Not Track win over everything; then the shopper's choice; then what the shop assumes. */
    Choice of(HttpServletRequest request) {
        if ("1".equals(request.getHeader("Sec-GPC")) || "1".equals(request.getHeader("DNT"))) {
            return objected;
        }
        if (off) {
            return assumed;
        }
        if (reader != null) {
            Choice decided = decided(reader, request);
            if (decided != null) {
                return decided;
            }
        }
        return listed.isEmpty() ? whole(Cookies.value(request, cookie)) : listed(Cookies.all(request));
    }

    private @Nullable Choice decided(ConsentReader shop, HttpServletRequest request) {
        try {
            Set<Purpose> agreed = shop.agreed(request);
            if (agreed == null) {
                return null;
            }
            Set<Purpose> known = EnumSet.noneOf(Purpose.class);
            known.addAll(agreed);
            known.retainAll(ALL);
            return known.isEmpty() ? NO : known.equals(ALL) ? YES : new Choice(known, true);
        } catch (RuntimeException | Error theShops) {
            misses.failed("The consent", shop.getClass(), theShops);
            return new Choice(Set.of(), false);
        }
    }

    private Choice whole(@Nullable String value) {
        return granted.equals(value) ? YES : denied.equals(value) ? NO : assumed;
    }

    private Choice listed(String cookies) {
        if (!present.matcher(cookies).find()) {
            return assumed;
        }
        Set<Purpose> agreed = EnumSet.noneOf(Purpose.class);
        listed.forEach((purpose, found) -> {
            if (found.matcher(cookies).find()) {
                agreed.add(purpose);
            }
        });
        return agreed.isEmpty() ? NO : agreed.equals(ALL) ? YES : new Choice(agreed, true);
    }

    /**
     * The same for the browser: a JavaScript expression that asks {@code document.cookie}.
     *
     * @param type the variable that holds the type of an event; advertising has an expression of its own where people choose purposes
     */
    String script(String type) {
        if (off) {
            return "true";
        }
        String found;
        if (!listed.isEmpty()) {
            found = "(/^(ad|social)_click$/.test(" + type + ")?/" + listed.get(Purpose.ADVERTISING) + "/:/"
                    + listed.get(Purpose.BEHAVIOUR) + "/)";
        } else if (assumed.tracked()) {
            found = "/^(?!(.*; )?" + ConsentWords.escaped(no()) + "(;|$))/";
        } else {
            found = "/(^|; )" + ConsentWords.escaped(yes()) + "(;|$)/";
        }
        return found + ".test(document.cookie)";
    }

    private String absent() {
        return "^(?!(.*; ?)?" + ConsentWords.escaped(cookie) + "=)";
    }

    /** The cookie of a shopper who agrees. */
    String yes() {
        return cookie + "=" + granted;
    }

    /** The cookie of a shopper who refuses. */
    String no() {
        return cookie + "=" + denied;
    }
}
