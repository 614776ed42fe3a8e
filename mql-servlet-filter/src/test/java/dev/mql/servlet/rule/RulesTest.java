package dev.mql.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.metrics.Counters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Misses MISSES = new Misses(new Counters());

    private static Rules rules(String... texts) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mql.events.custom", "one,two,three,four");
        for (int i = 0; i < texts.length; i++) {
            settings.put("mql.rule.r" + i, texts[i]);
        }
        return Rules.of(Config.of(settings), MISSES);
    }

    private static List<String> types(Rules rules, String method, String path) {
        return rules.match(method, path, 0).stream().map(Rule::type).sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/,                /,                       true",
        "/,                '',                      true",
        "/,                /a,                      false",
        "/pricing,         /pricing,                true",
        "/pricing,         /pricing/,               true",
        "/pricing/,        /pricing,                true",
        "/pricing,         /pricing/a,              false",
        "/pricing,         /Pricing,                false",
        "/pricing,         /pricing;jsessionid=AB,  true",
        "/a/b,             /a;v=1/b;w=2,            true",
        "/a/b,             //a//b,                  true",
        "/pricing/**,      /pricing,                true",
        "/pricing/**,      /pricing/a/b/c,          true",
        "/pricing/**,      /pricing2,               false",
        "/**,              /,                       true",
        "/**,              /x/y,                    true",
        "/a/*/c,           /a/b/c,                  true",
        "/a/*/c,           /a/c,                    false",
        "/a/*/c,           /a/b/b/c,                false",
        "/p/*.html,        /p/cup.html,             true",
        "/p/*.html,        /p/.html,                false",
        "/p/item-*,        /p/item-7,               true",
        "/p/{id}-x.html,   /p/7-x.html,             true",
        "/p/{id},          /p/7,                    true",
        "/p/{id},          /p,                      false",
        "/größe/x,         /gr%C3%B6%C3%9Fe/x,      true",
    })
    void matchesPathsAsAPersonWouldReadThem(String pattern, String path, boolean matches) {
        assertThat(types(rules("GET " + pattern + " -> one"), "GET", path))
                .isEqualTo(matches ? List.of("one") : List.of());
    }

    @Test
    void everyRuleThatFitsIsFound() {
        Rules rules =
                rules("GET /** -> one", "GET /p/{id} -> two", "GET /p/special -> three", "POST /p/special -> four");

        assertThat(types(rules, "GET", "/p/special")).containsExactly("one", "three", "two");
        assertThat(types(rules, "POST", "/p/special")).containsExactly("four");
        assertThat(types(rules, "GET", "/p/7")).containsExactly("one", "two");
        assertThat(types(rules, "HEAD", "/p/7")).isEmpty();
    }

    @Test
    void pathOfTheApplicationItselfIsNotPartOfARule() {
        assertThat(rules("GET /p -> one").match("GET", "/shop/p", "/shop".length()))
                .hasSize(1);
    }

    @Test
    void manyRulesAreAllFound() {
        String[] texts = new String[200];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "GET /area" + i % 20 + "/page" + i + " -> one";
        }
        Rules rules = rules(texts);

        for (int i = 0; i < texts.length; i++) {
            assertThat(types(rules, "GET", "/area" + i % 20 + "/page" + i)).hasSize(1);
            assertThat(types(rules, "GET", "/area" + i % 20 + "/page" + (i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void hostilePathsMatchNothingAndTakeNoTime() {
        Rules rules = rules("GET /a/*/b/**  -> one", "GET /{x}/{y}/{z} -> two");

        assertThat(types(rules, "GET", "/" + "/;".repeat(50_000))).isEmpty();
        assertThat(types(rules, "GET", "%00")).isEmpty();
        assertThat(types(rules, "GET", "*")).isEmpty();
        assertThat(types(rules, "GET", ";;;")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /pricing",
                "GET /pricing - view_pricing",
                "FETCH /pricing -> view_pricing",
                "get /pricing -> view_pricing",
                "GET pricing -> view_pricing",
                "GET /a/**/b -> view_pricing",
                "GET /a//b -> view_pricing",
                "GET /a/*x* -> view_pricing",
                "GET /a/{x -> view_pricing",
                "GET /a/{} -> view_pricing",
                "GET /a?x=1 -> view_pricing",
                "GET /a/{id}/{id} -> view_item id=path:id",
                "GET /a -> view_prices",
                "GET /a -> cart_snapshot",
                "GET /a -> stage_changed",
                "GET /a -> search term",
                "GET /a -> search Term=param:q",
                "GET /a -> search term=q",
                "GET /a -> search term=param:",
                "GET /a -> search term=query:q",
                "GET /a -> search term=path:q",
                "GET /a -> search term=session:a..b",
                "GET /a -> search term=param:q term=param:r",
                "POST /login -> identify email=param:user",
                "POST /login -> identify customer_id=header:X-User"
            })
    void badRuleIsRefusedWithItsKeyItsTextAndItsPlace(String text) {
        assertThatThrownBy(() -> Rules.of(Config.of(Map.of("mql.rule.bad", text)), MISSES))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.rule.bad = " + text + " (program): ");
    }

    @Test
    void slipOfTheFingerIsNamed() {
        assertThatThrownBy(() -> rules("GET /a -> add_to_crat")).hasMessageContaining("did you mean add_to_cart?");
        assertThatThrownBy(() -> rules("GET /a -> thre")).hasMessageContaining("did you mean three?");
        assertThatThrownBy(() -> rules("GET /a -> search term=parm:q")).hasMessageContaining("did you mean param?");
        assertThatThrownBy(() -> rules("GET /a -> one term=xyz:q")).hasMessageNotContaining("did you mean");
    }

    @Test
    void rulesThatQuarrelAreRefused() {
        assertThatThrownBy(() -> rules("GET /p/{id} -> view_item", "GET /p/* -> view_item item_id=const:7"))
                .hasMessageContaining("mql.rule.r1 (program): matches the same requests as mql.rule.r0");
        assertThatThrownBy(() -> rules("GET /p/{id} -> view_item", "GET /p/{sku} -> ignore"))
                .hasMessageContaining("mql.rule.r0 (program): never fires, since mql.rule.r1");
        rules("GET /p/{id} -> view_item", "GET /p/{id} -> one", "POST /p/{id} -> view_item", "GET /p/** -> ignore");
    }

    @Test
    void allBadRulesAreNamedAtOnce() {
        assertThatThrownBy(() -> rules("GET x -> one", "GET /x -> one", "GOT /x -> one"))
                .hasMessageContaining("mql.rule.r0")
                .hasMessageContaining("mql.rule.r2")
                .hasMessageNotContaining("mql.rule.r1 ");
    }
}
