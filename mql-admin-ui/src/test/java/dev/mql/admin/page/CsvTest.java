package dev.mql.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetWouldReadAsAFormulaIsText(String text) {
        assertThat(Csv.field(text)).isEqualTo("\"'" + text + "\"");
    }

    @Test
    void quotesAreDoubledAndOtherTextStaysAsItIs() {
        assertThat(Csv.field("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
        assertThat(Csv.field("")).isEqualTo("\"\"");
    }
}
