package dev.pharos.etcdctl.load;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import java.util.List;

/** How much is asked of a cluster. */
final class Workload {
    /** One of four sizes. */
    enum Size {
        S(150, 50, 10_000),
        M(1_000, 200, 100_000),
        L(8_000, 500, 1_000_000),
        XL(15_000, 1_000, 3_000_000);

        private final int writesPerSecond;
        private final int clients;
        private final int pairs;

        Size(int writesPerSecond, int clients, int pairs) {
            this.writesPerSecond = writesPerSecond;
            this.clients = clients;
            this.pairs = pairs;
        }

        int writesPerSecond() {
            return writesPerSecond;
        }

        /** Writes under way at a time. */
        int clients() {
            return clients;
        }

        int pairs() {
            return pairs;
        }
    }

    private Workload() {}

    static List<Flag> flags(String prefix) {
        return List.of(
                Flag.toggle("auto-compact", "forget the past afterwards"),
                Flag.toggle("auto-defrag", "give the space back afterwards"),
                Flag.text("load", "s", "s(mall), m(edium), l(arge) or xl(arge)"),
                Flag.text(
                        "prefix", prefix, "where to write; no key there may exist, all there are deleted in the end"));
    }

    /** @throws Exit if none is called so */
    static Size named(String load) {
        return switch (load) {
            case "s", "small" -> Size.S;
            case "m", "medium" -> Size.M;
            case "l", "large" -> Size.L;
            case "xl", "xLarge" -> Size.XL;
            default -> throw new Exit(ExitCode.BAD_FEATURE, "unknown load option " + load);
        };
    }
}
