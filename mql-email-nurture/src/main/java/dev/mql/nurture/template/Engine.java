package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.cache.AlwaysValidCacheEntryValidity;
import org.thymeleaf.cache.ICacheEntryValidity;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/**
 * Thymeleaf over the files beside this class, or over sources that were checked, and nothing else; a template is code, everything from
 * outside is a variable.
 */
final class Engine {
    private final TemplateEngine engine = new TemplateEngine();

    /** The templates that ship. */
    Engine() {
        this(Map.of());
    }

    /** @param own sources by the name of the shipped template in whose place they stand */
    Engine(Map<String, String> own) {
        engine.setTemplateResolver(new Sources(own));
    }

    String render(String template, Locale locale, String name, Object view) {
        Context context = new Context(locale);
        context.setVariable(name, view);
        return engine.process(template, context);
    }

    static String shipped(String template) {
        try (InputStream in = Engine.class.getResourceAsStream(template + ".html")) {
            if (in == null) {
                throw new IllegalStateException(template + ".html is missing beside " + Engine.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Never a path, never an address: a name is a key. */
    private static final class Sources extends AbstractTemplateResolver {
        private final Map<String, String> own;

        Sources(Map<String, String> own) {
            this.own = Map.copyOf(own);
        }

        @Override
        protected ITemplateResource computeTemplateResource(
                IEngineConfiguration configuration,
                @Nullable String owner,
                String template,
                @Nullable Map<String, Object> attributes) {
            String source = own.get(template);
            return new StringTemplateResource(source != null ? source : shipped(template));
        }

        @Override
        protected TemplateMode computeTemplateMode(
                IEngineConfiguration configuration,
                @Nullable String owner,
                String template,
                @Nullable Map<String, Object> attributes) {
            return TemplateMode.HTML;
        }

        @Override
        protected ICacheEntryValidity computeValidity(
                IEngineConfiguration configuration,
                @Nullable String owner,
                String template,
                @Nullable Map<String, Object> attributes) {
            return AlwaysValidCacheEntryValidity.INSTANCE;
        }
    }
}
