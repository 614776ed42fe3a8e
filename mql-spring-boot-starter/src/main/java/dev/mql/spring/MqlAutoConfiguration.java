package dev.mql.spring;

import dev.mql.Mql;
import dev.mql.admin.MqlAdmin;
import dev.mql.config.Config;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.nurture.MqlNurture;
import dev.mql.servlet.CartReader;
import dev.mql.servlet.ConsentReader;
import dev.mql.servlet.LoginReader;
import dev.mql.servlet.MqlFilter;
import dev.mql.servlet.OrderReader;
import dev.mql.servlet.ShopReaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Starts MQL in a Spring Boot shop. Settings come from Spring's properties under the same keys as in {@code mql.properties}, which is
 * read too; Spring's win. A shop that needs more than settings declares its own {@link Mql} bean.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "mql.enabled", matchIfMissing = true)
public class MqlAutoConfiguration {

    /** @throws dev.mql.config.ConfigException if a setting can not be used; the application does not start then */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Mql mql(Environment environment) {
        Map<String, String> settings = new HashMap<>();
        for (Setting<?> setting : Config.settings()) {
            String value = environment.getProperty(setting.key());
            if (value != null) {
                settings.put(setting.key(), value);
            }
        }
        for (String prefix : List.of(Settings.RULE_PREFIX, Settings.MAIL_BASIS_PREFIX)) {
            Binder.get(environment)
                    .bind(prefix.substring(0, prefix.length() - 1), Bindable.mapOf(String.class, String.class))
                    .orElse(Map.of())
                    .forEach((name, text) -> settings.put(prefix + name, text));
        }
        return Mql.builder()
                .config(Config.load(MqlAutoConfiguration.class.getClassLoader(), settings))
                .build();
    }

    /** The filter with what the shop's beans tell it, the pages behind links in mails, and the admin pages. */
    @Bean
    ServletContextInitializer mqlRegistration(
            Mql mql,
            ObjectProvider<CartReader> cart,
            ObjectProvider<LoginReader> login,
            ObjectProvider<OrderReader> order,
            ObjectProvider<ConsentReader> consent) {
        return context -> {
            context.setAttribute(Mql.ATTRIBUTE, mql);
            MqlFilter.register(
                    context,
                    new ShopReaders(
                            cart.getIfAvailable(),
                            login.getIfAvailable(),
                            order.getIfAvailable(),
                            consent.getIfAvailable()));
            MqlNurture.register(context);
            MqlAdmin.register(context);
        };
    }
}
