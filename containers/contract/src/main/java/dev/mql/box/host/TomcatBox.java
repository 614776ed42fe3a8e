package dev.mql.box.host;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;

/** A WAR in Tomcat 10.1 or 11. */
public final class TomcatBox {
    private TomcatBox() {}

    /** Error pages without a stack trace: that of a request names the filters it went through. */
    public static final class QuietErrors extends ErrorReportValve {
        public QuietErrors() {
            setShowReport(false);
        }
    }

    public static void main(String[] args) throws Exception {
        Life.of(args, TomcatBox::start);
    }

    private static Life.Server start(String contextPath, String war) throws Exception {
        Path work = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("compression", "on");
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(QuietErrors.class.getName());
        Context shop = tomcat.addWebapp(contextPath, war);
        tomcat.start();
        if (!shop.getState().isAvailable()) {
            throw new IllegalStateException("the shop did not start; Tomcat says why above");
        }
        return new Life.Server() {
            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public ClassLoader classes() {
                return shop.getLoader().getClassLoader();
            }

            @Override
            public void stop() throws Exception {
                tomcat.stop();
                tomcat.destroy();
            }
        };
    }
}
