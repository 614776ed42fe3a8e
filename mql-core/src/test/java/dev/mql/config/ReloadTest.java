package dev.mql.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change while the shop runs. */
class ReloadTest {
    @TempDir
    Path classes;

    private Path file;
    private long second = 1_000;

    @BeforeEach
    void begin() {
        file = classes.resolve(Config.FILE);
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
        Files.setLastModifiedTime(file, FileTime.fromMillis(second++ * 1_000));
    }

    private Config load(Map<String, String> overrides) throws IOException {
        try (URLClassLoader shop = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return Config.load(shop, overrides);
        }
    }

    private Reload reload() throws IOException {
        return new Reload(load(Map.of()));
    }

    @Test
    void changedFileIsInForceAtTheNextLook() throws Exception {
        write("mql.rule.a = GET /a -> search", "mql.consent = off", "mql.shop.name = One");
        Reload settings = reload();
        List<String> seen = new ArrayList<>();
        settings.on(() -> seen.add(settings.config().get(Settings.CONSENT)));
        assertThat(settings.look()).isFalse();

        write("mql.rule.b = GET /b -> search", "mql.consent = opt-out", "mql.shop.name = Two");
        assertThat(settings.look()).isTrue();
        assertThat(settings.look()).isFalse();
        assertThat(seen).containsExactly("opt-out");
        assertThat(settings.config().under(Settings.RULE_PREFIX)).containsOnlyKeys("b");
        assertThat(settings.config().placeOf("mql.rule.b")).endsWith("mql.properties, line 1");
        assertThat(settings.config().get(Settings.SHOP_NAME))
                .as("needs a restart")
                .isEqualTo("One");
        assertThat(settings.config().needingRestart()).containsExactly("mql.shop.name");
    }

    @Test
    void settingThatIsTakenOutOfTheFileGoesBackToItsDefault() throws Exception {
        write("mql.cart.session-attribute = cart");
        Reload settings = reload();
        write("# nothing");

        assertThat(settings.look()).isTrue();
        assertThat(settings.config().get(Settings.CART_ATTRIBUTES)).isEmpty();
    }

    @Test
    void fileThatWasOnlyTouchedIsNoNews() throws Exception {
        write("mql.consent = off");
        Reload settings = reload();
        write("mql.consent = off");

        assertThat(settings.look()).isFalse();
    }

    @Test
    void badFileChangesNothingUntilItIsPutRight() throws Exception {
        write("mql.consent = off");
        Reload settings = reload();
        List<String> seen = new ArrayList<>();
        settings.on(() -> seen.add("called"));

        write("mql.consent = perhaps");
        assertThat(settings.look()).isFalse();
        write("mql.consnt = off");
        assertThat(settings.look()).isFalse();
        assertThat(settings.config().get(Settings.CONSENT)).isEqualTo("off");
        assertThat(seen).isEmpty();

        write("mql.consent = required");
        assertThat(settings.look()).isTrue();
        assertThat(settings.config().get(Settings.CONSENT)).isEqualTo("required");
    }

    @Test
    void listenerThatCanNotUseTheSettingsBringsTheOldOnesBack() throws Exception {
        write("mql.consent = off");
        Reload settings = reload();
        List<String> seen = new ArrayList<>();
        settings.on(() -> seen.add(settings.config().get(Settings.CONSENT)));
        settings.on(() -> {
            if (settings.config().get(Settings.CONSENT).equals("opt-out")) {
                throw new ConfigException(List.of("a rule can not be used"));
            }
        });

        write("mql.consent = opt-out");
        assertThat(settings.look()).isFalse();
        assertThat(settings.config().get(Settings.CONSENT)).isEqualTo("off");
        assertThat(seen).containsExactly("opt-out", "off");
    }

    @Test
    void whatAProgramGivesStillWins() throws Exception {
        write("mql.consent = off");
        Reload settings = new Reload(load(Map.of("mql.consent", "required")));
        write("mql.consent = opt-out", "mql.login.principal = false");

        assertThat(settings.look()).isTrue();
        assertThat(settings.config().get(Settings.CONSENT)).isEqualTo("required");
        assertThat(settings.config().get(Settings.LOGIN_PRINCIPAL)).isFalse();
    }

    @Test
    void settingsOfAProgramAloneAreNeverReadAnew() {
        assertThat(new Reload(Config.of(Map.of())).look()).isFalse();
    }

    @Test
    void whatIsGivenTwiceInAFileIsRefusedWithBothLines() throws Exception {
        write(
                "mql.rule.a = GET /a -> search",
                "# mql.rule.a",
                "mql.rule.ab = GET /b -> search",
                "mql.rule.a: GET /c -> search");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.rule.a (")
                .hasMessageContaining("lines 1 and 4")
                .hasMessageNotContaining("mql.rule.ab (");
    }

    @Test
    void lineOfASettingIsFoundThoughAnotherBeginsTheSame() throws Exception {
        write("mql.rule.add-more = GET /b -> search \\", "   term=param:q", "mql.rule.add = GET /a -> search");
        assertThat(load(Map.of()).placeOf("mql.rule.add")).endsWith("line 3");
        assertThat(load(Map.of()).placeOf("mql.rule.add-more")).endsWith("line 1");
    }
}
