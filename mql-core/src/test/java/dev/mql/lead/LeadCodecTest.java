package dev.mql.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.cart.Journey;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Purpose;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadCodecTest {
    private static final long T = 1_795_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyLeadIsReadBackEqual(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Lead lead = any(random);
            assertThat(LeadCodec.decode(lead.id(), LeadCodec.encode(lead))).isEqualTo(lead);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedDocumentIsRefusedWithItsLeadAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Lead lead = any(random);
            byte[] bytes = LeadCodec.encode(lead);
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> LeadCodec.decode(lead.id(), cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(lead.id().toString());
        }
    }

    @Test
    void documentOfAVersionBeginsAsNoneOfAnotherVersionDoes() {
        List<Long> versions = List.of(1L, 2L, 127L, 128L, 129L, 255L, 256L, 16_383L, 16_384L, 16_512L, 1L << 40);
        for (long stored : versions) {
            byte[] document =
                    LeadCodec.encode(Lead.fresh(new LeadId(1, 2)).seen(T, T).withVersion(stored));
            for (long other : versions) {
                byte[] begin = LeadCodec.version(other);
                assertThat(Arrays.equals(begin, Arrays.copyOf(document, begin.length)))
                        .isEqualTo(stored == other);
            }
        }
    }

    /** Written by the version before there were series. */
    @Test
    void documentOfTheLayoutBeforeIsRead() {
        byte[] stored = HexFormat.of()
                .parseHex(
                        "0702ee01b2c8ddf7ce01d20f06020c0106636172742d310207455552010b020104412d3137010102633900010337064b6574"
                                + "746c650242021900010a2f696d672f372e7376670001010d636172742d31010300c2a907e2d40391c503010191b907"
                                + "0b6f7264657206626f75676874");
        Lead lead = LeadCodec.decode(new LeadId(1, 2), stored);

        assertThat(lead.version()).isEqualTo(7);
        assertThat(lead.carts()).singleElement().satisfies(cart -> {
            assertThat(cart.orderRef()).isEqualTo("A-17");
            assertThat(cart.total()).isEqualByComparingTo("128.00");
            assertThat(cart.journey()).isEqualTo(Journey.BEGUN);
        });
        assertThat(lead.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.state()).isEqualTo(Mailing.State.SENT);
            assertThat(mail.attempts()).isEqualTo(1);
            assertThat(mail.series()).isEmpty();
        });
        assertThat(lead.enrolments()).isEmpty();
        assertThat(lead.wakeAt()).isEqualTo(T + 5);
        assertThat(LeadCodec.decode(lead.id(), LeadCodec.encode(lead))).isEqualTo(lead);
    }

    private static Lead any(Random random) {
        Activity activity = Activity.NONE;
        int events = random.nextInt(40);
        for (int i = 0; i < events; i++) {
            String type = random.nextInt(10) == 0
                    ? "custom_" + random.nextInt(3)
                    : EventType.KNOWN.get(random.nextInt(EventType.KNOWN.size()));
            activity = activity.with(new Touch(
                    type,
                    T - random.nextInt(1_000_000_000),
                    1 + random.nextInt(Integer.MAX_VALUE),
                    random.nextBoolean() ? null : "/p/" + random.nextInt(5),
                    props(random)));
        }
        Lead lead = Lead.fresh(new LeadId(random.nextLong(), random.nextInt()))
                .withVersion(1 + random.nextInt(100))
                .seen(T - random.nextInt(1_000_000), T)
                .withActivity(activity)
                .withStage(Stage.values()[random.nextInt(Stage.values().length)], T);
        if (random.nextBoolean()) {
            lead = lead.withPerson(new Person(
                    "hash",
                    "1.sealed",
                    "1.name",
                    "de-AT",
                    "Europe/Vienna",
                    "acme.example",
                    Person.Basis.DOUBLE_OPT_IN,
                    T - 5,
                    random.nextBoolean() ? 0 : T,
                    random.nextBoolean() ? "customer" : null));
        }
        if (random.nextBoolean()) {
            lead = lead.withClaim(new Claim("h", "1.s", null, "de", random.nextBoolean(), T - 77));
        }
        if (random.nextBoolean()) {
            lead = lead.withAbsorbed(new LeadId(random.nextLong(), 5)).waking(T + random.nextInt());
        }
        if (random.nextBoolean()) {
            lead = lead.aliasOf(new LeadId(random.nextLong(), random.nextInt()));
        }
        if (random.nextBoolean()) {
            lead = manyParts(lead, random);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            lead = lead.withCart(cart(random, "c" + i));
            lead = lead.withMail(Mailing.planned(
                    Mailing.Kind.RECOVERY, "c" + i, i, T + 60_000, T + 90_000, T, random.nextBoolean() ? "" : "cart"));
            lead = lead.withMilestone(new Milestone(T - i, "cart", "left a cart of 2 items ü→"));
        }
        return lead;
    }

    private static Props props(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Props.of(Map.of("value", random.nextInt(10_000) / 100.0, "category", "tea " + random.nextInt(3)));
            case 1 -> Props.of(Map.of("seconds", random.nextDouble() * 1e6, "empty", ""));
            case 2 -> Props.of(Map.of("value", -12.5));
            default -> Props.NONE;
        };
    }

    /** Everything that is not in the way of everyday: each part that a document can have. */
    private static Lead manyParts(Lead lead, Random random) {
        return lead.withProfile(Profile.NONE
                        .with(new Attribute("job_title", "Head of Tea", T))
                        .with(new Attribute("company_size", "250", T - 5)))
                .withConsents(List.of(
                        new Consent(Purpose.BEHAVIOUR, true, "v2", "filter", T, 0),
                        new Consent(Purpose.MAIL, false, "", "api", T - 9, 17)))
                .withCorrections(List.of(new Correction(-12.5, "called: no budget", "Ada", T, T + 1_000)))
                .withHandoff(new Handoff(Handoff.Verdict.REJECTED, "timing", "Bea", T, T + 5, 0))
                .withShadow(new Shadow(3, T - 4))
                .withEnrolments(List.of(
                        Enrolment.refused(Mailing.Kind.RECOVERY, "c2", "cool_down", T, T - 5),
                        Enrolment.entered(
                                        Mailing.Kind.RECOVERY,
                                        "c1",
                                        "cart",
                                        Enrolment.Group.HOLDOUT,
                                        T - 9,
                                        T - 10,
                                        T + 99)
                                .because("sales_contact"),
                        Enrolment.entered(
                                        Mailing.Kind.BROWSE, "browse-1", "browse", Enrolment.Group.B, T - 19, T, T + 9)
                                .ordered(T, 12.345, "EUR", random.nextBoolean())))
                .withNotices(List.of(new Notice(
                        "webhook:0",
                        17,
                        Notice.STAGE,
                        "lead",
                        "mql",
                        "events",
                        61.25,
                        "B2",
                        4,
                        Notice.State.DEAD,
                        9,
                        T,
                        T + 99,
                        T,
                        "503")))
                .withActivity(lead.activity().startedAnew(T - random.nextInt(5)));
    }

    private static Journey journey(Random random) {
        Journey.Depth[] depths = Journey.Depth.values();
        return new Journey(
                depths[random.nextInt(depths.length)],
                random.nextBoolean() ? "de-AT" : null,
                random.nextBoolean() ? "Europe/Vienna" : null);
    }

    private static Cart cart(Random random, String id) {
        List<CartLine> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(new CartLine(
                    "sku" + i,
                    "Näme 🍵 " + i,
                    new BigDecimal(random.nextInt(10_000)).movePointLeft(2),
                    1 + random.nextInt(9),
                    random.nextBoolean() ? null : "/i.png",
                    null));
        }
        Cart cart = Cart.snapshot(lines, "EUR", T).withId(id).touched(T + 5).withJourney(journey(random));
        return random.nextBoolean()
                ? cart.withFeedback(new Feedback("price", "too dear <b>", T + 9))
                : cart.ordered("4711");
    }
}
