package dev.mql.nurture.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * The socket below a connection, below TLS too: what the other side may say between two of our commands is bounded, and so is the time
 * for all of it, by the {@link Watch}. One thread talks; any thread may cut.
 */
final class Wire extends Socket {
    /** More than any handshake or list of extensions needs. */
    static final int LONGEST_ANSWER = 64 * 1024;

    private static final long NEVER = Long.MAX_VALUE;

    private volatile long deadline = NEVER;
    private volatile boolean overdue;
    private volatile boolean flooded;
    private int heard;

    Wire() throws SocketException {
        // Commands are small and waited for; holding one back until the last is acknowledged costs 40 ms.
        setTcpNoDelay(true);
    }

    /** @param nanoTime of {@link System#nanoTime()}, after which the wire is cut */
    void until(long nanoTime) {
        deadline = nanoTime;
    }

    /** Nothing is going on: it may stay open. */
    void rest() {
        deadline = NEVER;
    }

    void cutIfOverdue(long nanoTime) {
        long until = deadline;
        if (until != NEVER && until - nanoTime <= 0) {
            overdue = true;
            cut();
        }
    }

    /** Whether its time is over, be it cut yet or not. */
    boolean overdue() {
        long until = deadline;
        return overdue || until != NEVER && until - System.nanoTime() <= 0;
    }

    /** Whether the other side said more than anybody has to listen to. */
    boolean flooded() {
        return flooded;
    }

    /** Ends every wait on it at once, without a word to the other side. */
    void cut() {
        try {
            close();
        } catch (IOException alreadyGone) {
            // Nothing is left to let go of.
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                heard(1);
                return one;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                heard(count);
                return count;
            }
        };
    }

    private void heard(int count) throws IOException {
        heard += Math.max(0, count);
        if (heard > LONGEST_ANSWER) {
            flooded = true;
            throw new IOException("the server does not stop talking");
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                heard = 0;
                out.write(one);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                heard = 0;
                out.write(from, offset, length);
            }
        };
    }
}
