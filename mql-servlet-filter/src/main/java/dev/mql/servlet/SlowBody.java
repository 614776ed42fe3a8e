package dev.mql.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The rest of a body that is not there yet, read as it comes without holding a thread, for so long and so much of it. It needs room only
 * for what has come.
 */
final class SlowBody implements ReadListener, AsyncListener {
    private final AsyncContext async;
    private final ServletInputStream in;
    private final int most;
    private final Then then;
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] body;
    private int length;

    /** What is done with it, once, on a thread of the container that may wait. */
    interface Then {
        void complete(byte[] body, int length) throws IOException;

        void tooLarge() throws IOException;

        void tooSlow() throws IOException;

        /** The other side went away. */
        void broken();
    }

    private interface End {
        void run() throws IOException;
    }

    /** @param begun what was read before; its first {@code length} bytes */
    SlowBody(AsyncContext async, ServletInputStream in, byte[] begun, int length, int most, Then then) {
        this.async = async;
        this.in = in;
        this.body = begun;
        this.length = length;
        this.most = most;
        this.then = then;
    }

    void read(long millis) {
        async.setTimeout(millis);
        async.addListener(this);
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over.get() && in.isReady() && !in.isFinished()) {
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(most + 1, Math.max(512, 2 * length)));
            }
            int count = in.read(body, length, body.length - length);
            if (count < 0) {
                return;
            }
            length += count;
            if (length > most) {
                end(then::tooLarge);
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end(() -> then.complete(body, length));
    }

    @Override
    public void onError(Throwable gone) {
        broken();
    }

    /** Not on the thread that reads: it must not write. */
    private void end(End end) {
        if (over.compareAndSet(false, true)) {
            async.start(() -> run(end));
        }
    }

    private void run(End end) {
        try {
            end.run();
        } catch (IOException gone) {
            then.broken();
        } finally {
            async.complete();
        }
    }

    private void broken() {
        if (over.compareAndSet(false, true)) {
            run(then::broken);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (over.compareAndSet(false, true)) {
            run(then::tooSlow);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        broken();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
