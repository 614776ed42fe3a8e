package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A shop that has the admin pages and not the module that sends mails. */
class WithoutMailsTest {

    @Test
    void adminStartsWithoutTheModuleThatSendsMailsAndShowsNothingOfIt() throws Exception {
        ClassLoader without = new Hiding(WithoutMailsTest.class.getClassLoader());
        assertThatThrownBy(() -> without.loadClass("dev.mql.nurture.MqlNurture"))
                .isInstanceOf(ClassNotFoundException.class);
        Class<?> visit = without.loadClass(Visit.class.getName());
        assertThat(visit).isNotSameAs(Visit.class);
        Constructor<?> constructor = visit.getDeclaredConstructor();
        constructor.setAccessible(true);
        ((Runnable) constructor.newInstance()).run();
    }

    @Test
    void pagesAboutMailsAreNotThereUntilTheModuleHasRegistered() {
        new Visit().run();
    }

    /** Loaded anew where the module is hidden. */
    static final class Visit implements Runnable {
        @Override
        public void run() {
            try (AdminServer server = AdminServer.start()) {
                Browser browser = new Browser(server);
                browser.signIn();
                Document page = browser.page("/mql/admin");
                assertThat(page.select("nav a").eachText())
                        .contains("Carts", "Feedback")
                        .doesNotContain("Series", "Texts");
                for (String path :
                        new String[] {"/series", "/series/cart", "/series/rehearsal", "/texts", "/texts/cart.1/en"}) {
                    assertThat(browser.get("/mql/admin" + path).statusCode())
                            .as(path)
                            .isEqualTo(404);
                }
                assertThat(browser.get("/mql/admin/carts").statusCode()).isEqualTo(200);
            }
        }
    }

    /** Has its own classes of the admin, so that what they need is asked of it, and none of the module. */
    private static final class Hiding extends ClassLoader {
        Hiding(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.mql.nurture.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.mql.admin.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
