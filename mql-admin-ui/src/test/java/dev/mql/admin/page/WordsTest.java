package dev.mql.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Mailing;
import dev.mql.nurture.series.Reason;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void everyReasonOfSeriesIsTheEndOfASentence() throws IllegalAccessException {
        assertThat(Reason.class.getFields()).hasSizeGreaterThan(20);
        for (Field field : Reason.class.getFields()) {
            told(String.valueOf(field.get(null)));
        }
    }

    /** Those that an entry gives, and those of addresses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "too_old",
                "other_depth",
                "only_free_items",
                "other_value",
                "other_grade",
                "other_score",
                "other_country",
                "other_segment",
                "complained",
                "bounced"
            })
    void everyReasonOfAnEntryIsTheEndOfASentence(String word) {
        told(word);
    }

    private static void told(String word) {
        assertThat(Words.reason(word)).as(word).startsWith("because ").doesNotContain("_");
        assertThat(Words.why(word)).as(word).doesNotStartWith("Because").doesNotContain("_");
    }

    @ParameterizedTest
    @EnumSource(Mailing.Kind.class)
    void everyKindOfMailHasAName(Mailing.Kind kind) {
        assertThat(Words.mail(kind, 1)).isNotBlank();
        assertThat(Words.occasion(kind)).isNotBlank();
    }
}
