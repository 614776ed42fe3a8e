package dev.mql.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Person.Basis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, SOFT_OPT_IN, SOFT_OPT_IN, 2",
        "SOFT_OPT_IN, CONSENT, CONSENT, 2",
        "CONSENT, DOUBLE_OPT_IN, DOUBLE_OPT_IN, 2",
        "DOUBLE_OPT_IN, SOFT_OPT_IN, DOUBLE_OPT_IN, 1",
        "DOUBLE_OPT_IN, CONSENT, DOUBLE_OPT_IN, 1",
        "CONSENT, SOFT_OPT_IN, CONSENT, 1",
        "SOFT_OPT_IN, NONE, SOFT_OPT_IN, 1",
        "SOFT_OPT_IN, SOFT_OPT_IN, SOFT_OPT_IN, 2"
    })
    void ofTwoBasesForMailTheBetterHoldsAndOfEqualOnesTheLater(Basis first, Basis second, Basis held, long since) {
        Person person = Person.UNKNOWN.withBasis(first, 1).alsoOn(second, 2);
        assertThat(person.basis()).isEqualTo(held);
        assertThat(person.basisAt()).isEqualTo(since);
        assertThat(person.alsoOn(held, 1)).isEqualTo(person);
    }
}
