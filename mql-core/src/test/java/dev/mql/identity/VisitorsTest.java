package dev.mql.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorsTest {
    private static final String ID = "abcdefghijklmnopqrstuv";
    private static final String SEAL = ".ABCDEFGHIJKLMNOPQRSTUV";

    @ParameterizedTest
    @ValueSource(strings = {"", SEAL, SEAL + ".bam1", SEAL + ".b999999"})
    void idIsFoundInTheWholeCookie(String behind) {
        assertThat(Visitors.id(ID + behind)).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".short", SEAL + ".", SEAL + ".bam", SEAL + ".1", SEAL + ".bam1.x", " x", ":*"})
    void whatIsNeitherAnIdNorACookieNamesNobody(String behind) {
        assertThat(Visitors.id(ID + behind)).isNull();
    }
}
