package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a request may be tracked at all. Immutable. */
final class Consent {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&*+.^_|~-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9!#$%&()*+./:=?@^_{|}~-]{1,128}");

    private final String mode;
    private final String cookie;
    private final String granted;
    private final String denied;

    private Consent(String mode, String cookie, String granted, String denied) {
        this.mode = mode;
        this.cookie = cookie;
        this.granted = granted;
        this.denied = denied;
    }

    /** @throws ConfigException if the cookie can not be a cookie */
    static Consent of(Config config) {
        return new Consent(
                config.get(Settings.CONSENT),
                checked(config, Settings.CONSENT_COOKIE, NAME, "must be a cookie's name of at most 64 characters"),
                checked(config, Settings.CONSENT_GRANTED, VALUE, "must be a cookie's value of at most 128 characters"),
                checked(config, Settings.CONSENT_DENIED, VALUE, "must be a cookie's value of at most 128 characters"));
    }

    private static String checked(Config config, Setting<String> setting, Pattern form, String allowed) {
        String text = config.get(setting);
        if (!form.matcher(text).matches()) {
            throw new ConfigException(List.of(config.refusal(setting, allowed)));
        }
        return text;
    }

    /** Global Privacy Control and Do Not Track win over everything; then the shopper's choice; then the shop's mode. */
    boolean given(HttpServletRequest request) {
        if ("1".equals(request.getHeader("Sec-GPC")) || "1".equals(request.getHeader("DNT"))) {
            return false;
        }
        return switch (mode) {
            case "off" -> true;
            case "opt-out" -> !denied.equals(Cookies.value(request, cookie));
            default -> granted.equals(Cookies.value(request, cookie));
        };
    }

    /** The same for the browser: a JavaScript regular expression that finds consent in {@code document.cookie}. */
    String script() {
        return switch (mode) {
            case "off" -> "^";
            case "opt-out" -> "^(?!(.*; )?" + escaped(no()) + "(;|$))";
            default -> "(^|; )" + escaped(yes()) + "(;|$)";
        };
    }

    /** The cookie of a shopper who agrees. */
    String yes() {
        return cookie + "=" + granted;
    }

    /** The cookie of a shopper who refuses. */
    String no() {
        return cookie + "=" + denied;
    }

    private static String escaped(String text) {
        return text.replaceAll("[^A-Za-z0-9_=-]", "\\\\$0");
    }
}
