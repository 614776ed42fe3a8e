package dev.mql.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113",
        "2001:db8:77:1:2:3:4:5, 2001:db8:77",
        "2001:0:0:0:0:0:0:5, 2001:0:0",
        "2001::c0de, 2001:0:0",
        "2001:db8::c0de, 2001:db8:0",
        "2001:db8:77::c0de, 2001:db8:77",
        "::1, 0:0:0",
        "0:0:0:0:0:0:0:1, 0:0:0",
        "fe80::1:2%eth0, fe80:0:0",
        "somebody, ..",
        "'', .."
    })
    void onlyTheNetworkOfAnAddressIsKept(String address, String kept) {
        assertThat(Attempts.network(address)).isEqualTo(kept);
    }
}
