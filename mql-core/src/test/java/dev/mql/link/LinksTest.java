package dev.mql.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.lead.LeadId;
import dev.mql.link.Links.Purpose;
import dev.mql.store.MemoryStorage;
import dev.mql.store.RecordStore;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final LeadId LEAD = LeadId.ofVisitor("visitor");

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(clock);
    private final Links links = new Links(storage, clock);
    private final Links otherNode = new Links(storage, clock);

    private List<String> mail() {
        return links.issue(
                LEAD,
                "RECOVERY c1 1",
                List.of(
                        Wish.of(Purpose.RECOVER, "c1", MONTH).withCoupon("TEN-7"),
                        Wish.of(Purpose.UNSUBSCRIBE, "hash", Duration.ofDays(400)),
                        Wish.clicks("c1", MONTH, List.of("/p/7?a=1&b=2#x", "https://shop.example/"))));
    }

    @Test
    void linksOfAMailHaveTheirOwnTokensAndOneRecord() {
        List<String> tokens = mail();
        assertThat(tokens).doesNotHaveDuplicates().allMatch(t -> t.matches("[A-Za-z0-9_-]{27}"));
        assertThat(otherNode.find(tokens.get(0), Purpose.RECOVER))
                .isEqualTo(new Links.Link(LEAD, "c1", "RECOVERY c1 1", "TEN-7", List.of(), false));
        assertThat(otherNode.find(tokens.get(2), Purpose.CLICK))
                .isEqualTo(new Links.Link(
                        LEAD, "c1", "RECOVERY c1 1", null, List.of("/p/7?a=1&b=2#x", "https://shop.example/"), false));
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void tokenWorksForItsOwnPurposeOnly(Purpose purpose) {
        List<String> tokens = mail();
        assertThat(links.find(tokens.get(0), purpose) != null).isEqualTo(purpose == Purpose.RECOVER);
        assertThat(links.find(tokens.get(1), purpose) != null).isEqualTo(purpose == Purpose.UNSUBSCRIBE);
        // What one link shows of another one of the same mail is of no use.
        String mixed = tokens.get(0).substring(0, 16) + "A".repeat(11);
        assertThat(links.look(mixed, purpose)).isNull();
    }

    @Test
    void storeIsAskedTheSameWhateverIsWrongWithTheToken() {
        String token = mail().get(0);
        List<Integer> asked = new ArrayList<>();
        RecordStore counting = new RecordStore() {
            @Override
            public @Nullable Stored get(String kind, String id) {
                throw new AssertionError("one question for each token, in one round trip");
            }

            @Override
            public List<@Nullable Stored> getAll(String kind, List<String> ids) {
                asked.add(ids.size());
                assertThat(ids.subList(0, 2)).allMatch(id -> id.length() == 43);
                return storage.getAll(kind, ids);
            }

            @Override
            public boolean put(String kind, String id, long expectedVersion, String text, @Nullable Duration ttl) {
                throw new AssertionError("a look changes nothing");
            }

            @Override
            public void delete(String kind, String id) {
                throw new AssertionError("a look changes nothing");
            }
        };
        for (String bad :
                List.of(token, "A".repeat(27), "", token + "A", "A".repeat(10_000), "\u0000", "ä".repeat(27))) {
            assertThat(new Links(counting, clock).find(bad, Purpose.FEEDBACK)).isNull();
        }
        assertThat(asked).containsOnly(3).hasSize(7);
    }

    @Test
    void storeHoldsNoTokenNorAnyPartOfIt() {
        String token = mail().get(0);
        String stored = Optional.ofNullable(storage.get("link", Links.hash(token.substring(0, 16))))
                .orElseThrow()
                .text();
        assertThat(stored).doesNotContain(token, token.substring(0, 16), token.substring(16));
    }

    @Test
    void linkEndsToTheMillisecondAndIsRememberedForAWhile() {
        String token = links.issue(Purpose.RECOVER, LEAD, "c1", MONTH);
        clock.advance(MONTH.minusMillis(1));
        assertThat(links.find(token, Purpose.RECOVER)).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(links.find(token, Purpose.RECOVER)).isNull();
        assertThat(links.look(token, Purpose.RECOVER)).matches(Links.Link::over);
        assertThat(links.look(token, Purpose.FEEDBACK)).isNull();
        clock.advance(MONTH);
        assertThat(links.look(token, Purpose.RECOVER)).isNull();
    }

    @Test
    void eachLinkOfAMailHasItsOwnEnd() {
        List<String> tokens = mail();
        clock.advance(Duration.ofDays(31));
        assertThat(links.find(tokens.get(0), Purpose.RECOVER)).isNull();
        assertThat(links.find(tokens.get(1), Purpose.UNSUBSCRIBE)).isNotNull();
    }

    @Test
    void linkIsUsedAsOftenAsItMayBeOnAllNodes() {
        List<String> tokens = links.issue(
                LEAD,
                "m",
                List.of(
                        Wish.of(Purpose.RECOVER, "c1", MONTH).atMost(2),
                        Wish.of(Purpose.FEEDBACK, "c1", Duration.ofDays(400))));
        assertThat(links.use(tokens.get(0), Purpose.RECOVER)).isTrue();
        assertThat(otherNode.use(tokens.get(0), Purpose.RECOVER)).isTrue();
        assertThat(links.use(tokens.get(0), Purpose.RECOVER)).isFalse();
        assertThat(otherNode.look(tokens.get(0), Purpose.RECOVER)).matches(Links.Link::over);

        assertThat(links.use(tokens.get(1), Purpose.RECOVER)).isFalse();
        assertThat(links.use(tokens.get(1), Purpose.FEEDBACK)).isTrue();
        clock.advance(Duration.ofDays(399));
        assertThat(links.find(tokens.get(1), Purpose.FEEDBACK)).isNotNull();
    }

    @Test
    void revocationEndsAllLinksOfBeforeAtOnceAndNoneOfAfter() {
        String before = links.issue(Purpose.RECOVER, LEAD, "c1", MONTH);
        String unsubscribe = mail().get(1);
        assertThat(links.revoked()).isNull();
        otherNode.revokeAll("anna");
        assertThat(links.look(before, Purpose.RECOVER)).isNull();
        assertThat(links.look(unsubscribe, Purpose.UNSUBSCRIBE)).isNull();
        assertThat(links.use(before, Purpose.RECOVER)).isFalse();

        clock.advance(Duration.ofMillis(1));
        String after = links.issue(Purpose.RECOVER, LEAD, "c1", MONTH);
        assertThat(otherNode.find(after, Purpose.RECOVER)).isNotNull();
        assertThat(links.revoked()).isEqualTo(new Links.Revocation(clock.millis() - 1, "anna"));
        links.revokeAll("anna once more");
        assertThat(links.look(after, Purpose.RECOVER)).isNull();
    }

    @Test
    void linkOfTheFirstLayoutStillWorks() {
        String token = "abcdefghijklmnopqrstuvwxyz0";
        storage.put("link", Links.hash(token), 0, "RECOVER " + LEAD + " cart with spaces", MONTH);
        assertThat(links.find(token, Purpose.RECOVER))
                .isEqualTo(new Links.Link(LEAD, "cart with spaces", "", null, List.of(), false));
        assertThat(links.find(token, Purpose.UNSUBSCRIBE)).isNull();
        assertThat(links.use(token, Purpose.RECOVER)).isTrue();
        links.revokeAll("anna");
        assertThat(links.find(token, Purpose.RECOVER)).isNull();
    }

    @Test
    void purposeOfALaterVersionIsLeftOut() {
        List<String> tokens = mail();
        String id = Links.hash(tokens.get(0).substring(0, 16));
        String text = Optional.ofNullable(storage.get("link", id)).orElseThrow().text();
        storage.put("link", id, 1, text + "\nSHARE\tx\t1\t-1\t\tsubject", MONTH);
        assertThat(links.find(tokens.get(0), Purpose.RECOVER)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.test",
                "/\\evil.test",
                "javascript:alert(1)",
                "https:evil.test",
                "https:///evil.test",
                "/p\r\nSet-Cookie: a=b",
                "/p 7",
                "/p\"",
                "ftp://x",
                ""
            })
    void targetThatABrowserCouldReadInAnotherWayIsRefused(String target) {
        assertThatThrownBy(() -> Wish.clicks("c1", MONTH, List.of(target)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<String> many =
                java.util.stream.Stream.generate(() -> "/p").limit(21).toList();
        assertThatThrownBy(() -> Wish.clicks("c1", MONTH, many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wish.of(Purpose.RECOVER, "c\n1", MONTH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wish.of(Purpose.RECOVER, "c1", MONTH).withCoupon("two words"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links.issue(LEAD, "a\tb", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fetchesOfAMailAreCountedUpToABound() {
        Links.Link link =
                Optional.ofNullable(links.find(mail().get(0), Purpose.RECOVER)).orElseThrow();
        assertThat(links.fetches().of(LEAD, link.mail())).isEqualTo(new Fetches.Count(0, 0, 0));
        for (int i = 0; i < 25; i++) {
            links.fetches().note(link, false);
        }
        otherNode.fetches().note(link, true);
        assertThat(links.fetches().of(LEAD, link.mail())).isEqualTo(new Fetches.Count(20, 1, clock.millis()));
        assertThat(links.fetches().of(LEAD, "another mail").last()).isZero();
    }
}
