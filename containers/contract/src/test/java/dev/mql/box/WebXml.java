package dev.mql.box;

/** Deployment descriptors of the shop; of MQL they say nothing. */
final class WebXml {
    /** The shop is found by its annotations. */
    static final String NONE = "";

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

    private WebXml() {}
}
