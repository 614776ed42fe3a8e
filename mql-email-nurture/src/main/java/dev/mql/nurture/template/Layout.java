package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.thymeleaf.exceptions.TemplateProcessingException;

/** The one layout of all mails: ours, or a shop's own {@code mail.html}, which is checked when it is read and never again. Thread-safe. */
public final class Layout {
    static final int MAX_BYTES = 256 * 1024;
    private static final String NAME = "mail";
    private static final String FILE = NAME + ".html";

    private final Engine engine;

    private Layout(Engine engine) {
        this.engine = engine;
    }

    public static Layout shipped() {
        return new Layout(new Engine());
    }

    /**
     * The file {@code mail.html} directly in a folder; ours if there is none. Nothing is written, and nothing else of the folder is read.
     *
     * @throws IllegalArgumentException if it can not be used, with file and line
     */
    public static Layout from(String folder) {
        try {
            return from(Path.of(folder));
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("is no path of a folder", wrong);
        }
    }

    static Layout from(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("must be a folder that can be read; there is none at " + folder);
        }
        try {
            strangers(folder);
            Path file = folder.resolve(FILE);
            return Files.exists(file) ? of(read(folder, file)) : shipped();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(FILE + " in " + folder + " can not be read", unreadable);
        }
    }

    /** Somebody expects another file to be used: say so now. */
    private static void strangers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".html") && !name.equals(FILE))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                Plain.line(name, 60) + " in " + folder + " would not be used; only " + FILE + " is");
                    });
        }
    }

    private static String read(Path folder, Path file) throws IOException {
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new IllegalArgumentException(FILE + " leads out of " + folder);
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(FILE + " in " + folder + " is no file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(FILE + " is too large: at most " + MAX_BYTES / 1024 + " KiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException(FILE + " is no text in UTF-8", other);
        }
    }

    /** Checked source; package-private so that tests need no file. */
    static Layout of(String source) {
        List<String> problems = LayoutLint.check(FILE, source);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Layout layout = new Layout(new Engine(Map.of(NAME, source)));
        try {
            String rendered = layout.render(FullMail.VIEW);
            FullMail.missing(rendered).ifPresent(part -> {
                throw new IllegalArgumentException(FILE + " does not show " + part + ", which every mail must have");
            });
        } catch (TemplateProcessingException broken) {
            throw new IllegalArgumentException(
                    FILE + (broken.getLine() == null ? "" : ", line " + broken.getLine()) + ": "
                            + Plain.line(String.valueOf(broken.getMessage()), 300),
                    broken);
        }
        return layout;
    }

    String render(MailView view) {
        return engine.render(NAME, Locale.ROOT, NAME, view);
    }
}
