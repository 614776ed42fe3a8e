package dev.mql.company;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mql.engine.Leads;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.store.RecordStore;
import dev.mql.store.Retries;
import dev.mql.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which leads belong to one company: a list of lead ids beside the leads, under the keyed hash of the company's domain. The leads
 * themselves say what their company is; a list that misses one is put right when that lead is proven or woken the next time.
 * Thread-safe; blocks; throws {@link StoreException}.
 */
public final class CompanyRoster {
    /** More leads than these are not listed: those that came first go. */
    public static final int MOST = 500;

    private static final String KIND = "company";
    private static final long DAY = 86_400_000L;
    /** A list that is still in use is written anew after so many days, so that it does not expire. */
    private static final long FRESH_DAYS = 30;

    private final RecordStore records;
    private final Vault vault;
    private final Leads leads;
    private final Duration retention;
    private final InstantSource clock;
    /** Leads that were found listed lately, so that the usual proof costs nothing here. */
    private final Cache<LeadId, String> listed;

    /** @param retention how long a list is kept that nobody joins; as long as a lead */
    public CompanyRoster(RecordStore records, Vault vault, Leads leads, Duration retention, InstantSource clock) {
        this.records = records;
        this.vault = vault;
        this.leads = leads;
        this.retention = retention;
        this.clock = clock;
        this.listed = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofHours(1))
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    /** Lists a lead with its company, if it has one. Doing so again changes nothing. */
    public void note(Lead lead) {
        String domain = lead.person().company();
        if (domain == null || domain.equals(listed.getIfPresent(lead.id()))) {
            return;
        }
        String id = lead.id().toString();
        change(hashes(domain).get(0), ids -> {
            if (ids.contains(id)) {
                return ids;
            }
            List<String> all = new ArrayList<>(ids);
            all.add(id);
            return all.subList(Math.max(0, all.size() - MOST), all.size());
        });
        listed.put(lead.id(), domain);
    }

    /** Takes a lead out of its company's list, for example because the person is to be forgotten. */
    public void remove(Lead lead) {
        listed.invalidate(lead.id());
        String domain = lead.person().company();
        if (domain != null) {
            Set<String> names = new LinkedHashSet<>();
            names.add(lead.id().toString());
            lead.absorbed().forEach(id -> names.add(id.toString()));
            for (String hash : hashes(domain)) {
                change(
                        hash,
                        ids -> ids.stream().filter(id -> !names.contains(id)).toList());
            }
        }
    }

    /** @param domain as {@link dev.mql.identity.Companies#domain} gives it */
    public List<Lead> leads(String domain) {
        Set<LeadId> ids = new LinkedHashSet<>();
        for (String hash : hashes(domain)) {
            for (String id : ids(records.get(KIND, hash))) {
                LeadId lead = LeadId.parse(id);
                if (lead != null) {
                    ids.add(lead);
                }
            }
        }
        return leads.all(List.copyOf(ids)).stream()
                .filter(lead -> domain.equals(lead.person().company()))
                .toList();
    }

    /** All leads of a company together; empty if there is none. */
    public Optional<Company> find(String domain) {
        List<Lead> all = leads(domain);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double score = 0;
        long lastSeen = 0;
        Stage stage = Stage.DISQUALIFIED;
        for (Lead lead : all) {
            score += leads.score(lead).value();
            lastSeen = Math.max(lastSeen, lead.lastSeen());
            stage = stage == Stage.DISQUALIFIED || lead.stage().atLeast(stage) ? lead.stage() : stage;
        }
        return Optional.of(new Company(domain, all.size(), score, stage, lastSeen));
    }

    /** No address begins so: the hash of a domain is none of an address. */
    private List<String> hashes(String domain) {
        return vault.addressHashes("@" + domain);
    }

    private void change(String hash, UnaryOperator<List<String>> change) {
        for (Retries retries = new Retries("the list of a company"); ; retries.lost()) {
            RecordStore.Stored stored = records.get(KIND, hash);
            List<String> before = ids(stored);
            List<String> after = change.apply(before);
            long today = clock.millis() / DAY;
            if (after.equals(before) && (stored == null || today < day(stored) + FRESH_DAYS)) {
                return;
            }
            String text = today + " " + String.join(" ", after);
            if (records.put(KIND, hash, stored == null ? 0 : stored.version(), text.strip(), retention)) {
                return;
            }
        }
    }

    private static long day(RecordStore.Stored stored) {
        return Long.parseLong(stored.text().split(" ", 2)[0]);
    }

    private static List<String> ids(RecordStore.@Nullable Stored stored) {
        return stored == null
                ? List.of()
                : Arrays.stream(stored.text().split(" ")).skip(1).toList();
    }
}
