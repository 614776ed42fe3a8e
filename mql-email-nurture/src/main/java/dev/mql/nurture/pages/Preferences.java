package dev.mql.nurture.pages;

import dev.mql.lead.Topic;
import dev.mql.nurture.template.PageTemplates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends mail: a GET shows, a POST acts. Whatever is posted with the token ends all of it, as mail programs do by RFC 8058, unless it is the
 * form in which kinds of mail are chosen. Who ended all of it does not come back by a link, which may have been passed on.
 */
final class Preferences {
    private final PageTemplates pages;
    private final Answers answers;

    Preferences(PageTemplates pages, Answers answers) {
        this.pages = pages;
        this.answers = answers;
    }

    void serve(Visit visit) throws IOException {
        HttpServletRequest request = visit.request();
        if (visit.read()) {
            visit.show(
                    HttpServletResponse.SC_OK,
                    answers.unsubscribed(visit)
                            ? pages.unsubscribed(visit.locale())
                            : pages.unsubscribe(visit.locale(), topics(answers.declined(visit))));
            return;
        }
        // A mail program may post multipart/form-data: then there is nothing in it that needs to be read.
        boolean machine =
                isMultipart(request.getContentType()) || "One-Click".equals(request.getParameter("List-Unsubscribe"));
        Set<Topic> declined = machine || request.getParameter("choose") == null ? null : declined(request);
        if (declined == null || declined.size() == Topic.values().length) {
            answers.unsubscribe(visit);
            visit.show(HttpServletResponse.SC_OK, machine ? "" : pages.unsubscribed(visit.locale()));
            return;
        }
        answers.decline(visit, declined);
        visit.show(
                HttpServletResponse.SC_OK,
                answers.unsubscribed(visit)
                        ? pages.unsubscribed(visit.locale())
                        : pages.preferred(visit.locale(), topics(declined)));
    }

    private static boolean isMultipart(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** What is not ticked is not wanted. */
    private static Set<Topic> declined(HttpServletRequest request) {
        Set<Topic> declined = EnumSet.allOf(Topic.class);
        String[] ticked = request.getParameterValues("topic");
        for (String word : ticked == null ? new String[0] : ticked) {
            Topic topic = Topic.parse(word);
            if (topic != null) {
                declined.remove(topic);
            }
        }
        return declined;
    }

    private static Map<String, Boolean> topics(Set<Topic> declined) {
        Map<String, Boolean> topics = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            topics.put(topic.word(), !declined.contains(topic));
        }
        return topics;
    }
}
