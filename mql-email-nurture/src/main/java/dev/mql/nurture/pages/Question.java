package dev.mql.nurture.pages;

import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.Reasons;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes an answer: why somebody did not buy, or how content they are with an order. Nothing is stored before it is posted. */
final class Question {
    private final PageTemplates pages;
    private final Answers answers;
    private final Reasons reasons;

    Question(PageTemplates pages, Answers answers, Reasons reasons) {
        this.pages = pages;
        this.answers = answers;
        this.reasons = reasons;
    }

    void serve(Visit visit) throws IOException {
        Reasons offered = visit.link().subject().startsWith(Answers.ORDER) ? Reasons.SATISFACTION : reasons;
        String code = visit.request().getParameter("reason");
        if (code == null || !offered.codes().contains(code)) {
            visit.show(HttpServletResponse.SC_OK, pages.question(visit.locale(), offered));
            return;
        }
        if (visit.read()) {
            String all = visit.request().getRequestURI();
            visit.show(HttpServletResponse.SC_OK, pages.words(visit.locale(), offered, code, all));
            return;
        }
        String text = visit.request().getParameter("text");
        answers.feedback(visit.link(), code, text == null ? "" : text.strip());
        visit.show(HttpServletResponse.SC_OK, pages.thanks(visit.locale(), offered, code, text == null));
    }
}
