package dev.mql.handoff;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which network addresses a webhook may go to: the public ones, and on request those of private networks. By the special-purpose
 * registries of IANA (RFC 6890 and later); what is not known to be public is refused.
 */
final class Reach {
    /** Never, whatever the settings say; asked before {@link #PRIVATE}. */
    private static final List<Net> NEVER = nets(
            "0.0.0.0/8", // this host
            "100.100.100.200/32", // metadata
            "168.63.129.16/32", // metadata
            "169.254.0.0/16", // link-local, metadata
            "192.0.0.0/24", // protocol assignments, metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "fd00:ec2::254/128", // metadata
            "fd20:ce::254/128"); // metadata

    private static final List<Net> PRIVATE = nets(
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1/128",
            "fc00::/7"); // unique local

    /** Of IPv6 only global unicast is public (so not v4-mapped, NAT64, link-local, site-local, multicast), and of that not these. */
    private static final Net GLOBAL_UNICAST = Net.of("2000::/3");

    private static final List<Net> NOT_GLOBAL = nets(
            "2001::/23", // protocol assignments, Teredo, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private Reach() {}

    /** @param allowPrivate whether private networks and this host count as well */
    static boolean may(InetAddress address, boolean allowPrivate) {
        if (within(NEVER, address)) {
            return false;
        }
        if (within(PRIVATE, address)) {
            return allowPrivate;
        }
        return address instanceof Inet4Address || (GLOBAL_UNICAST.holds(address) && !within(NOT_GLOBAL, address));
    }

    private static boolean within(List<Net> nets, InetAddress address) {
        return nets.stream().anyMatch(net -> net.holds(address));
    }

    private static List<Net> nets(String... texts) {
        List<Net> nets = new ArrayList<>();
        for (String text : texts) {
            nets.add(Net.of(text));
        }
        return List.copyOf(nets);
    }

    /** A network in CIDR form. */
    private record Net(BigInteger prefix, int bytes, int host) {
        static Net of(String text) {
            int slash = text.indexOf('/');
            byte[] address = bytes(text.substring(0, slash));
            int host = address.length * 8 - Integer.parseInt(text.substring(slash + 1));
            return new Net(new BigInteger(1, address).shiftRight(host), address.length, host);
        }

        private static byte[] bytes(String literal) {
            try {
                return InetAddress.getByName(literal).getAddress();
            } catch (java.net.UnknownHostException impossible) {
                throw new IllegalStateException(literal, impossible);
            }
        }

        boolean holds(InetAddress address) {
            byte[] other = address.getAddress();
            return other.length == bytes
                    && new BigInteger(1, other).shiftRight(host).equals(prefix);
        }
    }
}
