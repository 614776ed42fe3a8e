package dev.mql.nurture.series;

import dev.mql.lead.Profile;
import java.util.List;
import java.util.Locale;

/**
 * What makes a segment: an attribute of the lead that has one of some values.
 *
 * @param values 1 to 50, compared without regard to case
 */
public record Trait(String attribute, List<String> values) {
    public Trait {
        values = values.stream().map(v -> v.strip().toLowerCase(Locale.ROOT)).toList();
        Checks.that(Profile.isName(attribute), "attribute", "must be the name of an attribute such as industry");
        Checks.that(
                !values.isEmpty()
                        && values.size() <= 50
                        && values.stream().allMatch(v -> !v.isEmpty() && v.length() <= 100),
                "values",
                "must be 1 to 50 values");
    }

    boolean of(Profile profile) {
        String value = profile.text(attribute);
        return value != null && values.contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
