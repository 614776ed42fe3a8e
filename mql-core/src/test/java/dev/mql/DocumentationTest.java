package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.EventType;
import dev.mql.event.Refusal;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead somewhere, and name what there is. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    @Test
    void everyPageIsOneHopFromTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(pages()).filteredOn(page -> !page.endsWith("README.md")).allSatisfy(page -> assertThat(readme)
                .contains("](" + ROOT.relativize(page).toString().replace('\\', '/')));
    }

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (!link.startsWith("https://") && !reaches(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean reaches(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(DocumentationTest::anchor)
                        .anyMatch(link.substring(hash + 1)::equals);
    }

    /** As GitHub makes it from a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }

    @Test
    void eventsPageNamesEveryTypeAndEveryRefusal() throws IOException {
        String page = Files.readString(ROOT.resolve("docs").resolve("events.md"));
        assertThat(EventType.KNOWN).allSatisfy(type -> assertThat(page).contains("`" + type + "`"));
        assertThat(Refusal.values()).allSatisfy(refusal -> assertThat(page).contains("| `" + refusal.word() + "` |"));
    }

    @Test
    void scoringPageShowsAModelThatCanBeRead() throws IOException {
        String page = Files.readString(ROOT.resolve("docs").resolve("scoring.md"));
        int start = page.indexOf("```json") + "```json".length();
        ScoringModel model = ModelJson.read(page.substring(start, page.indexOf("```", start)));
        assertThat(model.named("large_cart").when()).hasSize(2);
        Matcher fields = Pattern.compile("\"([a-zA-Z]+)\":").matcher(ModelJson.write(model));
        while (fields.find()) {
            String field = fields.group(1);
            assertThat(page).containsPattern("`(\\w+\\.|\\.)?" + field + "`|\"" + field + "\"");
        }
    }
}
