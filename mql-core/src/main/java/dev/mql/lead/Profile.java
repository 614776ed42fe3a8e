package dev.mql.lead;

import dev.mql.event.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a lead, at most {@value #MAX} of them. Immutable. Of two values for one name the later one holds, whichever came first.
 *
 * @param attributes by name
 */
public record Profile(List<Attribute> attributes) implements Values {
    public static final int MAX = 32;
    /** The names that shops usually have a use for; the last four are the BANT criteria. */
    public static final List<String> USUAL = List.of(
            "job_title",
            "country",
            "location",
            "education",
            "income_band",
            "industry",
            "company_size",
            "occupation",
            "budget",
            "authority",
            "need",
            "timing");
    /** The domain of a company's mail address, as a condition may ask for it; not an attribute that can be set. */
    public static final String MAIL_DOMAIN = "mail_domain";

    public static final Profile NONE = new Profile(List.of());

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Comparator<Attribute> LATER =
            Comparator.comparingLong(Attribute::at).thenComparing(Attribute::value);

    /** Whether an attribute can have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(MAIL_DOMAIN);
    }

    /** With one more; an empty value takes the attribute away. Where there are too many, the one that was said first goes. */
    public Profile with(Attribute attribute) {
        Attribute old = get(attribute.name());
        if (old != null && LATER.compare(old, attribute) >= 0) {
            return this;
        }
        List<Attribute> all = new ArrayList<>(attributes);
        all.removeIf(a -> a.name().equals(attribute.name()));
        if (!attribute.value().isEmpty()) {
            all.add(attribute);
        }
        if (all.size() > MAX) {
            all.remove(all.stream().min(LATER).orElseThrow());
        }
        all.sort(Comparator.comparing(Attribute::name));
        return new Profile(List.copyOf(all));
    }

    /** Everything that is known on either side, the later one where both know it. */
    public Profile merge(Profile other) {
        Profile merged = this;
        for (Attribute attribute : other.attributes) {
            merged = merged.with(attribute);
        }
        return merged;
    }

    public @Nullable Attribute get(String name) {
        return attributes.stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String text(String name) {
        Attribute attribute = get(name);
        return attribute == null ? null : attribute.value();
    }

    @Override
    public @Nullable Double number(String name) {
        String text = text(name);
        if (text == null || text.length() > 24) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
