package dev.mql;

import dev.mql.company.CompanyRoster;
import dev.mql.config.Config;
import dev.mql.config.Reload;
import dev.mql.config.Settings;
import dev.mql.engine.Decider;
import dev.mql.engine.Desk;
import dev.mql.engine.DueHandler;
import dev.mql.engine.DueWorker;
import dev.mql.engine.Leads;
import dev.mql.engine.Models;
import dev.mql.engine.Planner;
import dev.mql.engine.Rescore;
import dev.mql.engine.SecretSweep;
import dev.mql.engine.Sweep;
import dev.mql.event.Event;
import dev.mql.event.EventSink;
import dev.mql.event.Purchase;
import dev.mql.event.Shopper;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.handoff.Delivery;
import dev.mql.handoff.Explanation;
import dev.mql.handoff.Webhooks;
import dev.mql.identity.Vault;
import dev.mql.ingest.EventAccount;
import dev.mql.ingest.Ingest;
import dev.mql.lead.Lead;
import dev.mql.link.Links;
import dev.mql.metrics.Counters;
import dev.mql.privacy.Erasures;
import dev.mql.privacy.Privacy;
import dev.mql.store.MemoryStorage;
import dev.mql.store.RecordStore;
import dev.mql.store.Storage;
import dev.mql.store.redis.RedisStorage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running installation in one shop: settings, storage, scoring and the threads behind them. Web modules find it under the
 * {@code ServletContext} attribute {@value #ATTRIBUTE}. Thread-safe.
 *
 * <pre>{@code
 * Mql mql = Mql.builder().build();               // settings from mql.properties
 * mql.track(Event.of(...));                      // never blocks
 * mql.leads().byAddress("jo@example.org");       // blocks
 * mql.close();
 * }</pre>
 */
public final class Mql implements AutoCloseable {
    public static final String ATTRIBUTE = "dev.mql.Mql";

    private static final Logger LOG = LoggerFactory.getLogger(Mql.class);
    /** While more events wait than one batch takes, other work gives way. */
    private static final long BUSY = 8_192;

    private final Reload settings;
    private final InstantSource clock;
    private final Storage storage;
    private final Vault vault;
    private final StandIns standIns;
    private final Links links;
    private final Counters counters = new Counters();
    private final Models models;
    private final Decider decider;
    private final Leads leads;
    private final CompanyRoster companies;
    private final Desk desk;
    private final Erasures erasures;
    private final Privacy privacy;
    private final DueWorker due;
    private final Delivery handoff;
    private final Ingest ingest;
    private final Rescore rescore;
    private final Background background;

    private Mql(Config config, InstantSource local, boolean ownTime, @Nullable Storage given) {
        this.settings = new Reload(config);
        this.storage = given != null ? given : storage(config, local);
        // A clock that was given is the time, also for the store: tests let it tick. Otherwise the store's time is, on
        // all nodes.
        this.clock = ownTime ? local : storage.clock();
        this.vault = new Vault(
                config.isSet(Settings.SECRET) ? config.get(Settings.SECRET) : Vault.randomSecret(),
                config.get(Settings.PREVIOUS_SECRETS));
        this.standIns = new StandIns(vault);
        this.links = new Links(storage.records(), clock);
        this.models = new Models(storage.records(), clock, config);
        this.decider = new Decider(config, vault, models);
        this.leads = new Leads(storage, decider, vault, clock, config);
        this.companies = new CompanyRoster(storage.records(), vault, leads, config.get(Settings.LEAD_RETENTION), clock);
        leads.onKnown(companies::note);
        leads.onUnknownOrder(() -> counters.add("orders.without_cart", 1));
        this.desk = new Desk(leads, clock, config);
        this.erasures = new Erasures(leads, storage.records(), clock);
        erasures.beforeErasing(companies::remove);
        this.privacy = new Privacy(leads, models, vault, erasures, clock);
        this.due = new DueWorker(storage.leads(), leads, clock, counters);
        due.add((lead, now) -> companies.note(lead));
        this.handoff = new Delivery(leads, clock, counters, new Random());
        Webhooks.open(handoff, config, vault, clock, this::explain);
        due.add(handoff);
        this.ingest = new Ingest(leads, counters, config.get(Settings.QUEUE_SIZE));
        this.rescore = new Rescore(
                storage,
                decider,
                models,
                clock,
                counters,
                () -> ingest.account().underway() > BUSY);
        this.background = new Background(
                models,
                due,
                rescore,
                new SecretSweep(storage, leads, vault, clock, counters),
                new Sweep(storage, counters),
                erasures,
                settings,
                storage,
                counters);
        ingest.start();
        background.start();
    }

    private static Storage storage(Config config, InstantSource local) {
        if (config.isSet(Settings.REDIS_URL)) {
            return new RedisStorage(
                    config.get(Settings.REDIS_URL),
                    config.get(Settings.SHARDS),
                    config.get(Settings.LEAD_RETENTION),
                    local);
        }
        LOG.warn("mql.redis.url is not set: leads live in memory until the shop stops, and no mail is sent.");
        return new MemoryStorage(local);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Puts an installation together; only what differs from the defaults needs to be said. */
    public static final class Builder {
        private @Nullable Config config;
        private @Nullable InstantSource clock;
        private @Nullable Storage storage;

        private Builder() {}

        /** Settings; by default those of {@link Config#load}. */
        public Builder config(Config given) {
            config = given;
            return this;
        }

        /** The time; by default that of the storage, which is the same on all nodes. */
        public Builder clock(InstantSource given) {
            clock = given;
            return this;
        }

        /** The storage; by default Redis at {@code mql.redis.url}, or memory where that is not set. It is closed with the rest. */
        public Builder storage(Storage given) {
            storage = given;
            return this;
        }

        /**
         * Starts it. A store that is away does not hinder the start.
         *
         * @throws dev.mql.config.ConfigException if a setting can not be used
         * @throws MqlException if a library is there in a version that is too old
         */
        public Mql build() {
            Config settings = config != null ? config : Config.load(Mql.class.getClassLoader(), Map.of());
            Libraries.check(settings);
            InstantSource time = clock != null ? clock : InstantSource.system();
            return new Mql(settings, time, clock != null, storage);
        }
    }

    /** The settings of now. Most hold from the start to the end; those of the filter change with their file. */
    public Config config() {
        return settings.config();
    }

    /** Calls back, on a thread of ours, after settings in a file have changed; see {@link Reload#on}. */
    public void onReload(Runnable listener) {
        settings.on(listener);
    }

    /**
     * Looks whether a file with settings has changed, on the caller's thread; the background does so every few seconds by itself.
     *
     * @return whether settings have changed
     */
    public boolean reload() {
        return settings.look();
    }

    /** The time that everything here goes by. */
    public InstantSource clock() {
        return clock;
    }

    /** Takes events; never blocks, never throws. */
    public EventSink sink() {
        return ingest.sink();
    }

    /** Hands over one event; never blocks, never throws. */
    public void track(Event event) {
        ingest.sink().offer(event);
    }

    /**
     * An order that the shop has taken, from wherever the shop's code learns of it: the checkout, or a payment callback without a
     * browser. The same order counts once, however often and by whichever way it is told. Never blocks.
     *
     * @return whether it was taken; if not, the queue is full, and telling it again later is safe
     */
    public boolean purchase(Purchase purchase) {
        return ingest.sink().offer(standIns.event(purchase, Source.API, clock.millis()));
    }

    /**
     * What the shop knows of somebody: joins the browser of now to the person, and keeps attributes. Never blocks.
     *
     * @return whether it was taken; if not, the queue is full
     * @throws IllegalArgumentException if nothing says who it is
     */
    public boolean identify(Shopper shopper) {
        return ingest.sink().offer(standIns.event(shopper, Source.API, clock.millis()));
    }

    /** Where refused events are counted, so that every event is accounted for. */
    public EventAccount account() {
        return ingest.account();
    }

    public Leads leads() {
        return leads;
    }

    /** What people decide about leads by hand. */
    public Desk desk() {
        return desk;
    }

    /** What a person may ask of the shop. */
    public Privacy privacy() {
        return privacy;
    }

    /** Calls back before a lead is erased, for what is kept of it elsewhere; perhaps more than once. */
    public void beforeErasing(Consumer<Lead> listener) {
        erasures.beforeErasing(listener);
    }

    /** Finishes erasures that were stopped in the middle, on the caller's thread; the background does so by itself every few seconds. */
    public void resumeErasures() {
        erasures.resume();
    }

    /** Which leads belong to one company. */
    public CompanyRoster companies() {
        return companies;
    }

    public Models models() {
        return models;
    }

    /** How far the leads are decided by the model in force. Blocks. */
    public Rescore.Progress rescore() {
        return rescore.progress();
    }

    /** Small records beside the leads. */
    public RecordStore records() {
        return storage.records();
    }

    public Vault vault() {
        return vault;
    }

    public Links links() {
        return links;
    }

    public Counters counters() {
        return counters;
    }

    /** One line about the storage, for people. May block for a moment. */
    public String storage() {
        return storage.description();
    }

    /** Whether leads outlive this process. */
    public boolean durable() {
        return !(storage instanceof MemoryStorage);
    }

    /** Adds plans to every decision from now on. */
    public void addPlanner(Planner planner) {
        decider.add(planner);
    }

    /** Lets a handler act when leads are due. */
    public void onDue(DueHandler handler) {
        due.add(handler);
    }

    /**
     * Lets others look for news of theirs about twice a second, on a thread of ours, so that all nodes know them within a second. A
     * {@link dev.mql.store.StoreException} is expected, anything else is logged.
     */
    public void watch(Runnable look) {
        background.watch(look);
    }

    /** What others are told of leads: channels beside the webhooks, and what could not be told. */
    public Delivery handoff() {
        return handoff;
    }

    /** Why a lead has its score, in few words. */
    public Explanation explain(Lead lead) {
        return Explanation.of(models.scorer(), lead, leads.score(lead));
    }

    /**
     * Wakes what is due, on the caller's thread, and waits until what it had to do is done; the background does so by itself several
     * times a second.
     */
    public int runDue() {
        int woken = due.run();
        due.settle();
        return woken;
    }

    /**
     * Waits until every event that was offered is accounted for.
     *
     * @return whether it is
     */
    public boolean awaitIdle(Duration most) {
        return ingest.awaitIdle(most);
    }

    /** Commits what is in the queue (at most some seconds), then ends all threads and connections. */
    @Override
    public void close() {
        ingest.close();
        background.close();
        handoff.close();
        storage.close();
    }
}
