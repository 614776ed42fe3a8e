package dev.mql.spring;

import dev.mql.Mql;
import dev.mql.admin.MqlAdmin;
import dev.mql.config.Config;
import dev.mql.nurture.MqlNurture;
import dev.mql.servlet.CartReader;
import dev.mql.servlet.ConsentReader;
import dev.mql.servlet.LoginReader;
import dev.mql.servlet.MqlFilter;
import dev.mql.servlet.OrderReader;
import dev.mql.servlet.ShopReaders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
        return Mql.builder()
                .config(Config.load(MqlAutoConfiguration.class.getClassLoader(), SpringSettings.of(environment)))
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
