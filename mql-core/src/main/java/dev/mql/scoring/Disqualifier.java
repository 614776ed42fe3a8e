package dev.mql.scoring;

import java.util.List;

/**
 * What takes a lead out of the game: competitors, staff, test orders, people who look for a job.
 *
 * @param name why, in a few words that sales reads, at most 60 characters
 * @param event type of an event that shows it; empty if its attributes do ({@code mail_domain} is one of them)
 * @param when all of this must hold of the event, or of the attributes
 */
public record Disqualifier(String name, String event, List<Condition> when) {
    public Disqualifier {
        when = List.copyOf(when);
        InvalidModelException.unless(
                !name.isBlank() && name.length() <= 60, "disqualifiers.name", "must have 1 to 60 characters");
        InvalidModelException.unless(
                event.isEmpty() || event.matches("[a-z][a-z0-9_]{0,39}"),
                "disqualifiers.event",
                "must name an event type, or be left out");
        InvalidModelException.unless(
                !(event.isEmpty() && when.isEmpty()) && when.size() <= Rule.MAX_CONDITIONS,
                "disqualifiers.when",
                "must have 1 to 8 conditions");
    }
}
