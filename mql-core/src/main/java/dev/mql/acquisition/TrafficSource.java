package dev.mql.acquisition;

import dev.mql.event.Event;
import dev.mql.event.Values;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where one visit came, in the words of web analytics (GA4's traffic source dimensions).
 *
 * @param at when, milliseconds since 1970 UTC
 * @param source who sent them: {@code google}, {@code newsletter}, {@code blog.example}; in lower case
 * @param medium how: {@code organic}, {@code cpc}, {@code email}, {@code referral}; in lower case
 * @param campaign {@code utm_campaign}
 * @param term {@code utm_term}, what was searched for
 * @param content {@code utm_content}, which of several links
 * @param clickId the advertiser's id of this click with the name of its parameter before it: {@code gclid:EAIa…}
 * @param landing path of the page they came to
 */
public record TrafficSource(
        long at,
        String source,
        String medium,
        @Nullable String campaign,
        @Nullable String term,
        @Nullable String content,
        @Nullable String clickId,
        @Nullable String landing) {

    /** The properties of an event that people are shown of each visit. */
    public static final Set<String> NAMES = Set.of(Arrival.SOURCE, Arrival.MEDIUM, Arrival.CAMPAIGN);

    /** As an event tells it; {@code null} if it says neither source nor medium. */
    public static @Nullable TrafficSource of(Event event) {
        Values props = event.props();
        String source = props.text(Arrival.SOURCE);
        String medium = props.text(Arrival.MEDIUM);
        return source == null && medium == null
                ? null
                : new TrafficSource(
                        event.at(),
                        cut(source, Arrival.NOT_SET),
                        cut(medium, Arrival.NOT_SET),
                        cut(props.text(Arrival.CAMPAIGN)),
                        cut(props.text(Arrival.TERM)),
                        cut(props.text(Arrival.CONTENT)),
                        cut(props.text(Arrival.CLICK_ID)),
                        cut(event.url()));
    }

    /** Whether the other tells of the same link, whenever it was followed and wherever it led. */
    boolean same(TrafficSource other) {
        return source.equals(other.source)
                && medium.equals(other.medium)
                && Objects.equals(campaign, other.campaign)
                && Objects.equals(term, other.term)
                && Objects.equals(content, other.content)
                && Objects.equals(clickId, other.clickId);
    }

    /** For people: “google / cpc, Spring Sale”. */
    public String words() {
        return words(source, medium, campaign);
    }

    /** The same from the properties of an event; {@code null} if there is nothing to say. */
    public static @Nullable String words(Values props) {
        String source = props.text(Arrival.SOURCE);
        String medium = props.text(Arrival.MEDIUM);
        String campaign = props.text(Arrival.CAMPAIGN);
        return source == null && medium == null
                ? null
                : words(
                        Objects.requireNonNullElse(source, Arrival.NOT_SET),
                        Objects.requireNonNullElse(medium, Arrival.NOT_SET),
                        campaign);
    }

    private static String words(String source, String medium, @Nullable String campaign) {
        return source + " / " + medium + (campaign == null ? "" : ", " + campaign);
    }

    public Channel channel() {
        return Channel.of(source, medium, clickId);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : text.substring(0, Math.min(text.length(), Arrival.MAX_TEXT));
    }

    private static String cut(@Nullable String text, String otherwise) {
        return Objects.requireNonNullElse(cut(text), otherwise);
    }
}
