package dev.mql.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of now. When a file they came from is changed, those that may change while the shop runs take the place of the ones
 * before, all at once; a file that can not be used changes nothing, and is told of once. {@link #config()} is thread-safe and free;
 * {@link #look} reads files, so it is never called on a request's thread.
 */
public final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Config config;
    private long state;
    private String text;

    public Reload(Config first) {
        config = first;
        SettingsFiles files = first.files();
        state = files == null ? 0 : files.state();
        text = files == null ? "" : text(files);
    }

    public Config config() {
        return config;
    }

    /**
     * Calls back after the settings have changed; {@link #config()} tells the new ones then. Who can not use them throws a
     * {@link ConfigException} and goes on with what it had: then the settings of before come back for all.
     */
    public void on(Runnable listener) {
        listeners.add(listener);
    }

    /** @return whether settings have changed */
    public synchronized boolean look() {
        SettingsFiles files = config.files();
        if (files == null || files.state() == state) {
            return false;
        }
        Config before = config;
        try {
            long now = files.state();
            String written = text(files);
            state = now;
            if (written.equals(text)) {
                return false; // touched, and the same
            }
            text = written;
            Config next = before.again();
            List<String> restart = before.needingRestart();
            config = next;
            listeners.forEach(Runnable::run);
            LOG.info(
                    "mql.properties was changed, and its settings are in force.{}",
                    restart.isEmpty() ? "" : " These need a restart: " + String.join(", ", restart) + ".");
            return true;
        } catch (ConfigException unusable) {
            back(before);
            LOG.warn(
                    "mql.properties was changed and can not be used; the settings of before stay in force. {}",
                    unusable.getMessage());
        } catch (UncheckedIOException unreadable) {
            LOG.warn("mql.properties was changed and can not be read; it is tried again when it changes.", unreadable);
        }
        return false;
    }

    private void back(Config before) {
        if (config != before) {
            config = before;
            listeners.forEach(Runnable::run);
        }
    }

    private static String text(SettingsFiles files) {
        try {
            return files.text();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can not read " + Config.FILE, unreadable);
        }
    }
}
