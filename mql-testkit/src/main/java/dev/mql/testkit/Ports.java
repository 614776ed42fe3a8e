package dev.mql.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports below those that operating systems give to outgoing connections, so that a server can be killed and started
 * again on its port without finding somebody's connection there.
 */
final class Ports {

    /** A cluster node listens a second time, this much higher. */
    static final int BUS_OFFSET = 10_000;

    private static final int FIRST = 20_000;
    private static final int LAST = 22_700;

    private Ports() {}

    /** A port that was free, with its bus port, when it was looked at; another process may take it before it is used. */
    static int free() {
        for (int i = 0; i < 1000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && isFree(port + BUS_OFFSET)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST + " on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
