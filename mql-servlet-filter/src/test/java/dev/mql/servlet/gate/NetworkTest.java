package dev.mql.servlet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @Test
    void readsWhatTheLibraryReads() throws UnknownHostException {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            for (int zero = random.nextInt(bytes.length); zero > 0 && bytes.length == 16; zero--) {
                bytes[random.nextInt(16)] = 0;
            }
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            assertThat(Network.parse(text)).as(text).isEqualTo(of(bytes));
        }
    }

    private static Network of(byte[] bytes) {
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        return bytes.length == 16
                ? new Network(whole.getLong(), whole.getLong())
                : new Network(0, 0xFFFF_0000_0000L | whole.getInt() & 0xFFFF_FFFFL);
    }

    @ParameterizedTest
    @CsvSource({
        "81.2.69.160:8080,           81.2.69.160",
        "[2001:470::17]:4711,        2001:470:0:0:0:0:0:17",
        "2001:470::,                 2001:470:0:0:0:0:0:0",
        "::ffff:81.2.69.160,         81.2.69.160",
        "fe80::1%eth0,               fe80:0:0:0:0:0:0:1",
        "::,                         0:0:0:0:0:0:0:0",
        "1:2:3:4:5:6:1.2.3.4,        1:2:3:4:5:6:102:304",
    })
    void readsTheFormsInWhichProxiesWrite(String text, String same) {
        assertThat(Network.parse(text)).isNotNull().isEqualTo(Network.parse(same));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "unknown", "_hidden", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3",
                        "1.2.3.1000", "01.2.3.4444",
                "1:2", ":", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8:9", "12345::", "g::", "[::1", "[]",
                        "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4", "<script>alert(1)</script>", "\r\nSet-Cookie: x", "1.2.3.4\u0000",
                        "\uff11.2.3.4",
            })
    void textThatIsNoAddressIsNone(String text) {
        assertThat(Network.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "81.2.69.1,      81.2.69.254,    true",
        "81.2.69.1,      81.2.70.1,      false",
        "2a02:8108:1::1, 2a02:8108:1:ffff::2, true",
        "2a02:8108:1::1, 2a02:8108:2::1, false",
    })
    void peopleBehindOneConnectionShareAPrefix(String one, String other, boolean same) {
        assertThat(prefix(one)).isNotZero();
        assertThat(prefix(one) == prefix(other)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.9.9",
                "203.0.113.7",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "fe80::1",
                "fc00::1",
                "fdff::1",
                "2001:db8::1",
                "::ffff:10.0.0.1"
            })
    void behindTheShopsOwnMachinesIsEverybody(String text) {
        assertThat(prefix(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"172.15.0.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "223.255.255.1", "2600::1", "198.20.0.1"})
    void theirNeighboursAreNot(String text) {
        assertThat(prefix(text)).isNotZero();
    }

    private static long prefix(String text) {
        Network network = Network.parse(text);
        assertThat(network).isNotNull();
        assertThat(Network.prefix(text)).isEqualTo(network.prefix());
        return network.prefix();
    }
}
