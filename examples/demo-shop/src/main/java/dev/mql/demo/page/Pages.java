package dev.mql.demo.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders the templates of the class path. Safe for use by many threads. */
public final class Pages {

    private static final String CSP =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private final TemplateEngine engine = new TemplateEngine();

    public Pages() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
        resolver.setPrefix("dev/mql/demo/templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    /**
     * Writes one page as the whole response, with the security headers of every page of the demo.
     *
     * @param template name of a file in the folder of the templates, without its ending
     * @param model what the template may name; escaped wherever it is written
     */
    public void render(HttpServletResponse response, int status, String template, Map<String, ?> model)
            throws IOException {
        // Rendered before the first byte goes out, so that a broken template is an error and not half a page.
        String page = engine.process(template, new Context(Locale.ENGLISH, Map.copyOf(model)));
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "private, no-cache");
        secure(response, CSP);
        response.getWriter().write(page);
    }

    /** Sets the headers that every answer of the demo carries. */
    public static void secure(HttpServletResponse response, String contentSecurityPolicy) {
        response.setHeader("Content-Security-Policy", contentSecurityPolicy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
}
