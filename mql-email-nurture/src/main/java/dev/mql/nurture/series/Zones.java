package dev.mql.nurture.series;

import static java.util.Map.entry;

import dev.mql.cart.Cart;
import dev.mql.lead.Lead;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a reader's clock hangs, and in which country. */
public final class Zones {
    /** Countries with one time for nearly everybody. */
    private static final Map<String, String> BY_COUNTRY = Map.ofEntries(
            entry("AT", "Europe/Vienna"),
            entry("BE", "Europe/Brussels"),
            entry("BG", "Europe/Sofia"),
            entry("CH", "Europe/Zurich"),
            entry("CY", "Asia/Nicosia"),
            entry("CZ", "Europe/Prague"),
            entry("DE", "Europe/Berlin"),
            entry("DK", "Europe/Copenhagen"),
            entry("EE", "Europe/Tallinn"),
            entry("ES", "Europe/Madrid"),
            entry("FI", "Europe/Helsinki"),
            entry("FR", "Europe/Paris"),
            entry("GB", "Europe/London"),
            entry("GR", "Europe/Athens"),
            entry("HR", "Europe/Zagreb"),
            entry("HU", "Europe/Budapest"),
            entry("IE", "Europe/Dublin"),
            entry("IL", "Asia/Jerusalem"),
            entry("IN", "Asia/Kolkata"),
            entry("IS", "Atlantic/Reykjavik"),
            entry("IT", "Europe/Rome"),
            entry("JP", "Asia/Tokyo"),
            entry("KR", "Asia/Seoul"),
            entry("LI", "Europe/Vaduz"),
            entry("LT", "Europe/Vilnius"),
            entry("LU", "Europe/Luxembourg"),
            entry("LV", "Europe/Riga"),
            entry("MT", "Europe/Malta"),
            entry("NL", "Europe/Amsterdam"),
            entry("NO", "Europe/Oslo"),
            entry("NZ", "Pacific/Auckland"),
            entry("PL", "Europe/Warsaw"),
            entry("PT", "Europe/Lisbon"),
            entry("RO", "Europe/Bucharest"),
            entry("SE", "Europe/Stockholm"),
            entry("SG", "Asia/Singapore"),
            entry("SI", "Europe/Ljubljana"),
            entry("SK", "Europe/Bratislava"),
            entry("TR", "Europe/Istanbul"),
            entry("ZA", "Africa/Johannesburg"));

    private Zones() {}

    /** What is known of the person, else of the cart, else of the country, else the shop's own. */
    public static ZoneId of(Lead lead, ZoneId shop) {
        String told = lead.person().zone();
        for (Cart cart : lead.carts()) {
            told = told == null ? cart.journey().zone() : told;
        }
        String zone = told == null ? BY_COUNTRY.get(country(lead)) : told;
        try {
            return zone == null ? shop : ZoneId.of(zone);
        } catch (DateTimeException none) {
            return shop;
        }
    }

    /** ISO 3166: what the shop says of the lead, else the region of its language; empty if neither names one. */
    public static String country(Lead lead) {
        String told = lead.profile().text("country");
        if (told != null && told.strip().matches("[A-Za-z]{2}")) {
            return told.strip().toUpperCase(Locale.ROOT);
        }
        String tag = language(lead);
        return tag == null ? "" : Locale.forLanguageTag(tag).getCountry();
    }

    /** BCP 47: that of the person, else of the newest cart that tells one. */
    public static @Nullable String language(Lead lead) {
        String told = lead.person().locale();
        for (Cart cart : lead.carts()) {
            told = told == null ? cart.journey().locale() : told;
        }
        return told;
    }
}
