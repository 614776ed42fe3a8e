package dev.mql.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Work done within a time, and what it cost. On a shared machine the costs are steadier than the rate.
 *
 * @param count things done
 * @param seconds wall clock
 * @param javaSeconds processor time of this JVM, load generator, collector and compiler included
 * @param redisSeconds processor time of Redis
 */
record Usage(long count, double seconds, double javaSeconds, double redisSeconds) {

    /** Something that can be measured; tells how many things were done. */
    interface Work {
        long run() throws Exception;
    }

    static Usage of(RedisLab redis, Work work) throws Exception {
        double redisBefore = redis.cpuSeconds();
        double javaBefore = javaCpu();
        long start = System.nanoTime();
        long count = work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Usage(count, seconds, javaCpu() - javaBefore, redis.cpuSeconds() - redisBefore);
    }

    private static double javaCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    double perSecond() {
        return count / seconds;
    }

    double javaMicros() {
        return javaSeconds * 1e6 / count;
    }

    double redisMicros() {
        return redisSeconds * 1e6 / count;
    }
}
