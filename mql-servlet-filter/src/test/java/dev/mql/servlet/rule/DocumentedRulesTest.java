package dev.mql.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mql.bean.Misses;
import dev.mql.metrics.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that people copy from the documents are rules. */
class DocumentedRulesTest {
    private static final Pattern RULE = Pattern.compile("mql\\.rule\\.[a-z]+ *= (.+ -> .+)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/events.md"})
    void everyRuleOfTheDocumentsCanBeUsed(String page) throws IOException {
        List<String> rules = RULE.matcher(Files.readString(Path.of("..", page)))
                .results()
                .map(rule -> rule.group(1))
                .toList();
        assertThat(rules).hasSizeGreaterThan(3);
        assertThat(rules)
                .allSatisfy(rule -> assertThatCode(() -> Rule.parse(rule, Set.of(), new Misses(new Counters())))
                        .doesNotThrowAnyException());
    }
}
