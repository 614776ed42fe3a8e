package dev.mql;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import java.security.CodeSource;
import java.util.Arrays;

/**
 * The libraries of which a shop may bring a version of its own. One that MQL can not work with is refused at the start, in a sentence
 * that says what to do, instead of later by a {@link NoSuchMethodError}.
 */
final class Libraries {
    private Libraries() {}

    /**
     * What is asked of a library.
     *
     * @param known a type that every version has
     * @param type the type of the newest method that is called
     * @param property what sets the version where Spring Boot manages it
     */
    private record Need(
            String artifact, String since, String known, String type, String method, String property, String tried) {}

    private static final Need GSON = new Need(
            "com.google.code.gson:gson",
            "2.11",
            "com.google.gson.Gson",
            "com.google.gson.stream.JsonReader",
            "setStrictness",
            "gson.version",
            "2.15.0");
    private static final Need JEDIS = new Need(
            "redis.clients:jedis",
            "7.2",
            "redis.clients.jedis.UnifiedJedis",
            "redis.clients.jedis.RedisClient",
            "builder",
            "jedis.version",
            "8.0.2");
    private static final Need JEDIS_FOR_CLUSTER = new Need(
            "redis.clients:jedis",
            "8.0 for redis-cluster://",
            "redis.clients.jedis.UnifiedJedis",
            "redis.clients.jedis.RedisClusterClient",
            "refreshClusterTopology",
            "jedis.version",
            "8.0.2");

    /** @throws MqlException if one is there in a version that is too old for these settings */
    static void check(Config config) {
        check(GSON);
        String redis = config.get(Settings.REDIS_URL);
        if (!redis.isEmpty()) {
            check(redis.startsWith("redis-cluster:") ? JEDIS_FOR_CLUSTER : JEDIS);
        }
    }

    private static void check(Need need) {
        if (!isThere(need)) {
            throw new MqlException("MQL can not start: it needs " + need.artifact() + " " + need.since()
                    + " or newer, but found " + place(need.known()) + ". Set version " + need.tried()
                    + " in your build; where Spring Boot manages it, by <" + need.property() + ">" + need.tried() + "</"
                    + need.property() + ">.");
        }
    }

    private static boolean isThere(Need need) {
        try {
            return Arrays.stream(type(need.type()).getMethods())
                    .anyMatch(method -> method.getName().equals(need.method()));
        } catch (ClassNotFoundException tooOld) {
            return false;
        } catch (LinkageError partly) {
            // Something that it needs for other work is missing; that is not for us to judge.
            return true;
        }
    }

    /** The jar in which a type is; "none" without it. */
    private static String place(String known) {
        try {
            CodeSource source = type(known).getProtectionDomain().getCodeSource();
            return source == null || source.getLocation() == null
                    ? "an older one"
                    : source.getLocation().toString();
        } catch (ClassNotFoundException | LinkageError missing) {
            return "none";
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, Libraries.class.getClassLoader());
    }
}
