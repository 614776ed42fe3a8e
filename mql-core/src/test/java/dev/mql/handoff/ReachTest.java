package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "2001:4860:4860::8888",
                "3ffe::1"
            })
    void publicAddressesAreAlwaysAllowed(String address) throws Exception {
        assertThat(Reach.may(InetAddress.getByName(address), false)).isTrue();
        assertThat(Reach.may(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
                        "172.16.0.1",
                "172.31.255.255", "192.168.0.1", "192.168.255.255", "::1", "fc00::1", "fd12:3456:789a::1",
                        "::ffff:10.0.0.1",
                "::ffff:127.0.0.1", "::ffff:192.168.1.1"
            })
    void privateAddressesAreAllowedOnRequestOnly(String address) throws Exception {
        assertThat(Reach.may(InetAddress.getByName(address), false)).isFalse();
        assertThat(Reach.may(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.0.1",
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::ffff:169.254.169.254",
                "::ffff:0.0.0.0",
                "::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:a9fe:a9fe::1",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "4000::1"
            })
    void otherAddressesThatAreNotPublicAreNeverAllowed(String address) throws Exception {
        assertThat(Reach.may(InetAddress.getByName(address), false)).isFalse();
        assertThat(Reach.may(InetAddress.getByName(address), true)).isFalse();
    }

    @Test
    void mappedAddressThatJavaDoesNotUnwrapIsNotAllowed() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 8;
        mapped[15] = 8;
        assertThat(Reach.may(Inet6Address.getByAddress("crm.example", mapped, -1), true))
                .isFalse();
    }
}
