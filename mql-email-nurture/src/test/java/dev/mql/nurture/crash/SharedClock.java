package dev.mql.nurture.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One time for several processes: it lies in a file that all of them map, and stands still until somebody moves it. */
final class SharedClock implements InstantSource {
    private static final VarHandle MILLIS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer shared;

    SharedClock(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    void set(Instant now) {
        MILLIS.setVolatile(shared, 0, now.toEpochMilli());
    }

    void advance(Duration by) {
        long moved = (long) MILLIS.getAndAdd(shared, 0, by.toMillis());
        if (moved == 0) {
            throw new IllegalStateException("nobody has set this clock");
        }
    }

    @Override
    public long millis() {
        return (long) MILLIS.getVolatile(shared, 0);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
