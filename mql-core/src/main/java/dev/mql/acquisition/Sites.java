package dev.mql.acquisition;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Well-known sites that send shoppers. Names are compared without country: google.de is Google. */
final class Sites {
    enum Kind {
        SEARCH("organic"),
        SOCIAL("social"),
        MAIL("email"),
        AI("referral"),
        OTHER("referral");

        private final String medium;

        Kind(String medium) {
            this.medium = medium;
        }

        /** What a link from there without any words of its own is. */
        String medium() {
            return medium;
        }
    }

    private record Site(String source, Kind kind) {}

    /** By the host, or by an end of it that begins after a dot. */
    private static final Map<String, Site> HOSTS = new TreeMap<>();

    /** By the name before the country, for those that have a host in each: {@code google.co.uk}. */
    private static final Map<String, Site> BRANDS = new TreeMap<>();

    /** By what campaigns call them. */
    private static final Map<String, Kind> SOURCES = new TreeMap<>();

    static {
        put(Kind.SEARCH, "google", "google.*", "com.google.android.googlequicksearchbox");
        put(Kind.SEARCH, "bing", "bing.com", "cn.bing.com");
        put(Kind.SEARCH, "yahoo", "search.yahoo.com", "yahoo.*");
        put(Kind.SEARCH, "duckduckgo", "duckduckgo.com");
        put(Kind.SEARCH, "ecosia", "ecosia.org");
        put(Kind.SEARCH, "startpage", "startpage.com");
        put(Kind.SEARCH, "qwant", "qwant.com");
        put(Kind.SEARCH, "brave", "search.brave.com");
        put(Kind.SEARCH, "kagi", "kagi.com");
        put(Kind.SEARCH, "yandex", "yandex.*", "ya.ru");
        put(Kind.SEARCH, "baidu", "baidu.com");
        put(Kind.SEARCH, "naver", "search.naver.com", "naver.com");
        put(Kind.SEARCH, "seznam", "seznam.cz");
        put(Kind.SOCIAL, "facebook", "facebook.com", "fb.com", "fb.me");
        put(Kind.SOCIAL, "instagram", "instagram.com");
        put(Kind.SOCIAL, "threads", "threads.net", "threads.com");
        put(Kind.SOCIAL, "x", "x.com", "twitter.com", "t.co");
        put(Kind.SOCIAL, "linkedin", "linkedin.com", "lnkd.in");
        put(Kind.SOCIAL, "pinterest", "pinterest.*", "pin.it");
        put(Kind.SOCIAL, "reddit", "reddit.com");
        put(Kind.SOCIAL, "tiktok", "tiktok.com");
        put(Kind.SOCIAL, "youtube", "youtube.com", "youtu.be");
        put(Kind.SOCIAL, "snapchat", "snapchat.com");
        put(Kind.SOCIAL, "whatsapp", "whatsapp.com", "wa.me");
        put(Kind.SOCIAL, "telegram", "t.me", "telegram.org");
        put(Kind.SOCIAL, "bluesky", "bsky.app");
        put(Kind.SOCIAL, "mastodon", "mastodon.social");
        put(Kind.SOCIAL, "xing", "xing.com");
        put(Kind.SOCIAL, "vk", "vk.com");
        put(Kind.MAIL, "gmail", "mail.google.com");
        put(Kind.MAIL, "outlook", "outlook.live.com", "outlook.office.com", "outlook.office365.com");
        put(Kind.MAIL, "yahoo mail", "mail.yahoo.com");
        put(Kind.MAIL, "gmx", "gmx.net", "gmx.de", "gmx.at", "gmx.ch");
        put(Kind.MAIL, "web.de", "web.de");
        put(Kind.MAIL, "proton", "mail.proton.me");
        put(Kind.AI, "chatgpt", "chatgpt.com", "chat.openai.com");
        put(Kind.AI, "claude", "claude.ai");
        put(Kind.AI, "gemini", "gemini.google.com");
        put(Kind.AI, "copilot", "copilot.microsoft.com");
        put(Kind.AI, "perplexity", "perplexity.ai");
        put(Kind.AI, "mistral", "chat.mistral.ai");
    }

    private Sites() {}

    private static void put(Kind kind, String source, String... hosts) {
        SOURCES.put(source, kind);
        for (String host : hosts) {
            SOURCES.putIfAbsent(host, kind);
            if (host.endsWith(".*")) {
                BRANDS.put(host.substring(0, host.length() - 2), new Site(source, kind));
            } else {
                HOSTS.put(host, new Site(source, kind));
            }
        }
    }

    /** What kind of site a source in a link's words is; its host may stand there as well. */
    static Kind kind(String source) {
        Kind named = SOURCES.get(source);
        if (named != null) {
            return named;
        }
        Site site = site(source);
        return site == null ? Kind.OTHER : site.kind();
    }

    /** What a referring host is called; itself where it is not well known. */
    static String source(String host) {
        Site site = site(host);
        return site == null ? host : site.source();
    }

    private static @Nullable Site site(String host) {
        for (int from = 0; from >= 0 && from < host.length(); from = host.indexOf('.', from) + 1) {
            Site site = HOSTS.get(host.substring(from));
            if (site != null) {
                return site;
            }
            int dot = host.indexOf('.', from);
            // What follows a brand must be a country or "com": at most "co.uk".
            if (dot > 0 && host.length() - dot <= 7) {
                site = BRANDS.get(host.substring(from, dot));
                if (site != null) {
                    return site;
                }
            }
            if (dot < 0) {
                return null;
            }
        }
        return null;
    }
}
