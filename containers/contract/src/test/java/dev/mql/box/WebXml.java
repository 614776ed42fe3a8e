package dev.mql.box;

/** Deployment descriptors of the shop. */
final class WebXml {
    /** The shop is found by its annotations. */
    static final String NONE = "";

    /** The shop and its error pages; nothing of MQL. */
    static final String WITH_ERROR_PAGES = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>shop</servlet-name>
                <servlet-class>dev.mql.box.shop.Shop</servlet-class>
                <async-supported>true</async-supported>
                <multipart-config/>
              </servlet>
              <servlet-mapping>
                <servlet-name>shop</servlet-name>
                <url-pattern>/</url-pattern>
              </servlet-mapping>
              <error-page>
                <error-code>404</error-code>
                <location>/error-page</location>
              </error-page>
              <error-page>
                <exception-type>java.lang.Throwable</exception-type>
                <location>/error-page</location>
              </error-page>
            </web-app>
            """;

    /** One that hides web fragments, and so names the listeners of MQL; without its jars they would not be there. */
    static String complete(boolean mql) {
        return WITH_ERROR_PAGES.replace(
                "version=\"6.0\">",
                "version=\"6.0\" metadata-complete=\"true\">"
                        + (mql
                                ? listener("servlet.MqlListener")
                                        + listener("nurture.MqlNurtureListener")
                                        + listener("admin.MqlAdminListener")
                                : ""));
    }

    private static String listener(String name) {
        return "<listener><listener-class>dev.mql." + name + "</listener-class></listener>";
    }

    private WebXml() {}
}
