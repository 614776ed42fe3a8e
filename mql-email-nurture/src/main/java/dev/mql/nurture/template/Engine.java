package dev.mql.nurture.template;

import java.util.Locale;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Thymeleaf over the files beside this class and nothing else; a template is code, everything from outside is a variable. */
final class Engine {
    private final TemplateEngine engine = new TemplateEngine();

    Engine() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver(Engine.class.getClassLoader());
        files.setPrefix("dev/mql/nurture/template/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding("UTF-8");
        files.setCacheable(true);
        engine.setTemplateResolver(files);
    }

    String render(String template, Locale locale, String name, Object view) {
        Context context = new Context(locale);
        context.setVariable(name, view);
        return engine.process(template, context);
    }
}
