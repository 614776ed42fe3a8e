package dev.mql.admin.page.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetWouldReadAsAFormulaIsText(String text) {
        assertThat(QueueFile.field(text)).isEqualTo("\"'" + text + "\"");
    }

    @Test
    void quotesAreDoubledAndOtherTextStaysAsItIs() {
        assertThat(QueueFile.field("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
        assertThat(QueueFile.field("")).isEqualTo("\"\"");
    }
}
