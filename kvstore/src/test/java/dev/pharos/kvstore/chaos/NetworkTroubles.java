package dev.pharos.kvstore.chaos;

import dev.pharos.kvstore.chaos.network.Route;
import dev.pharos.kvstore.chaos.network.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may become of the network between the members of a cluster. */
final class NetworkTroubles {
    private static final int RESET_PERCENT = 50;

    private final Cluster cluster;
    private final Consumer<String> story;

    NetworkTroubles(Cluster cluster, Consumer<String> story) {
        this.cluster = cluster;
        this.story = story;
    }

    /** When connections break. */
    private enum Moment {
        BEGIN,
        END
    }

    private static Set<Moment> perhapsAtTheEnd(SplittableRandom random) {
        return random.nextBoolean() ? Set.of(Moment.END) : Set.of();
    }

    /** Some routes have some weather for a while. */
    private class Storm implements Trouble {
        private final String name;
        private final Weather weather;
        private final Supplier<Predicate<Route>> where;
        private final Set<Moment> resets;
        private Predicate<Route> routes = route -> false;

        Storm(String name, Weather weather, Supplier<Predicate<Route>> where, Set<Moment> resets) {
            this.name = name;
            this.weather = weather;
            this.where = where;
            this.resets = resets;
        }

        @Override
        public void begin() {
            routes = where.get();
            story.accept(name + " on " + routes().filter(routes).toList());
            routes().filter(routes).forEach(route -> cluster.network().set(route, weather));
            if (resets.contains(Moment.BEGIN)) {
                cluster.network().reset(routes);
            }
        }

        @Override
        public void end() {
            routes().filter(routes).forEach(route -> cluster.network().set(route, Weather.FAIR));
            if (resets.contains(Moment.END)) {
                cluster.network().reset(routes);
            }
        }
    }

    /** Nobody reaches it, it reaches nobody, and everybody knows. */
    Trouble isolate(Supplier<Member> who) {
        return new Storm("cut", Weather.CUT, around(who), Set.of(Moment.BEGIN));
    }

    /** As before, and nobody knows. */
    Trouble swallow(Supplier<Member> who, SplittableRandom random) {
        return new Storm("hole", Weather.HOLE, around(who), perhapsAtTheEnd(random));
    }

    /** It hears everybody and nobody hears it, or the other way round. */
    Trouble oneWay(Supplier<Member> who, SplittableRandom random) {
        boolean isMute = random.nextBoolean();
        return new Storm(
                isMute ? "mute" : "deaf",
                Weather.HOLE,
                () -> {
                    String name = who.get().name();
                    return route -> (isMute ? route.from() : route.to()).equals(name);
                },
                perhapsAtTheEnd(random));
    }

    /** Two members do not reach each other; others reach both. */
    Trouble split() {
        return new Storm(
                "split",
                Weather.CUT,
                () -> {
                    String one = cluster.leaderOrAny().name();
                    String other = cluster.follower().name();
                    return route -> route.equals(new Route(one, other)) || route.equals(new Route(other, one));
                },
                Set.of(Moment.BEGIN));
    }

    Trouble slow(SplittableRandom random) {
        return new Storm("slow", Weather.slow(50 + random.nextInt(250)), () -> route -> true, Set.of());
    }

    /** Half of the connections are refused, and half of those that exist break, now and then. */
    Trouble unreliable() {
        return new Storm("unreliable", Weather.unwelcoming(50), () -> route -> true, Set.of()) {
            @Override
            public void begin() {
                super.begin();
                cluster.network().resetSome(RESET_PERCENT);
            }

            @Override
            public void end() {
                cluster.network().resetSome(RESET_PERCENT);
                super.end();
            }
        };
    }

    void around(Member member, Weather weather) {
        Predicate<Route> routes = around(() -> member).get();
        routes().filter(routes).forEach(route -> cluster.network().set(route, weather));
        if (!weather.equals(Weather.FAIR)) {
            cluster.network().reset(routes);
        }
    }

    private static Supplier<Predicate<Route>> around(Supplier<Member> who) {
        return () -> {
            String name = who.get().name();
            return route -> route.from().equals(name) || route.to().equals(name);
        };
    }

    private Stream<Route> routes() {
        List<Route> all = new ArrayList<>();
        for (Member one : cluster.members()) {
            for (Member other : cluster.members()) {
                if (!one.equals(other)) {
                    all.add(new Route(one.name(), other.name()));
                }
            }
        }
        return all.stream();
    }
}
