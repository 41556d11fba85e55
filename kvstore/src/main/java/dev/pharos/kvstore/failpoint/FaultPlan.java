package dev.pharos.kvstore.failpoint;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * A chain of faults as one term says it: of every hit, the first link that has hits left and wins its throw
 * takes it. Links keep count, so a plan belongs to one switching on of one point. Threads: any.
 */
final class FaultPlan {
    private final String text;
    private final List<Link> links;

    FaultPlan(String text, List<Link> links) {
        this.text = text;
        this.links = List.copyOf(links);
    }

    static FaultPlan parse(String term) {
        return new TermReader(term, () -> ThreadLocalRandom.current().nextDouble()).readPlan();
    }

    String text() {
        return text;
    }

    Optional<String> strike(Failpoint place) {
        for (Link link : links) {
            if (link.takes()) {
                return link.fault().strike(place);
            }
        }
        return Optional.empty();
    }

    /** A fault with the conditions before it, all of which must hold. */
    record Link(List<Condition> conditions, Fault fault) {
        Link {
            conditions = List.copyOf(conditions);
        }

        boolean takes() {
            for (Condition condition : conditions) {
                if (!condition.holds()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether a link takes a hit. */
    sealed interface Condition {
        boolean holds();
    }

    /** {@code N*}: the first N hits that get this far. */
    record Times(AtomicLong left) implements Condition {
        @Override
        public boolean holds() {
            return left.getAndUpdate(hits -> Math.max(0, hits - 1)) > 0;
        }
    }

    /** {@code N%}: that share of the hits; chance gives numbers from 0 to below 1. */
    record Share(double share, DoubleSupplier chance) implements Condition {
        @Override
        public boolean holds() {
            return chance.getAsDouble() < share;
        }
    }
}
