package dev.mql.box.host;

import dev.mql.admin.MqlAdmin;
import dev.mql.box.shop.Shop;
import dev.mql.nurture.MqlNurture;
import dev.mql.servlet.MqlFilter;
import dev.mql.servlet.MqlInitializer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.util.Set;

/** A program with Undertow in it: all on one class path, nothing looked for, MQL registered by the program. */
public final class UndertowBox {
    private UndertowBox() {}

    public static void main(String[] args) throws Exception {
        Life.of(args, UndertowBox::start);
    }

    private static Life.Server start(String contextPath, String shop) throws Exception {
        DeploymentInfo info = Servlets.deployment()
                .setDeploymentName(shop)
                .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
                .setClassLoader(UndertowBox.class.getClassLoader())
                .setServletStackTraces(ServletStackTraces.NONE)
                .addErrorPage(Servlets.errorPage("/error-page", 404))
                .addErrorPage(Servlets.errorPage("/error-page", 500))
                .addServlet(Servlets.servlet("shop", Shop.class)
                        .addMapping("/")
                        .setAsyncSupported(true)
                        .setMultipartConfig(new MultipartConfigElement("")));
        if (shop.equals("with")) {
            info.addServletContainerInitializer(calling((none, context) -> register(context)));
            // Once more, by what other containers find by themselves.
            info.addServletContainerInitializer(calling(new MqlInitializer()));
        }
        DeploymentManager deployment = Servlets.defaultContainer().addDeployment(info);
        deployment.deploy();
        HttpHandler handler = Handlers.path().addPrefixPath(info.getContextPath(), deployment.start());
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new EncodingHandler(
                        handler,
                        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50)))
                .build();
        undertow.start();
        return new Life.Server() {
            @Override
            public int port() {
                return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
            }

            @Override
            public ClassLoader classes() {
                return UndertowBox.class.getClassLoader();
            }

            @Override
            public void stop() throws Exception {
                undertow.stop();
                deployment.stop();
                deployment.undeploy();
            }
        };
    }

    private static void register(ServletContext context) {
        MqlFilter.register(context);
        MqlNurture.register(context);
        MqlAdmin.register(context);
    }

    private static ServletContainerInitializerInfo calling(ServletContainerInitializer initializer) {
        return new ServletContainerInitializerInfo(
                initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of());
    }
}
