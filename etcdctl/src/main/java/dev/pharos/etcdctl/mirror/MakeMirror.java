package dev.pharos.etcdctl.mirror;

import dev.pharos.client.Client;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies keys into another cluster, and goes on copying. */
public final class MakeMirror implements Command {
    private static final List<String> RENAMED =
            List.of("cert", "key", "cacert", "insecure-transport", "user", "password");

    @Override
    public Syntax syntax() {
        return new Syntax(
                "make-mirror",
                "[options] <destination>",
                "Copies keys into another cluster, and goes on copying what changes",
                Flag.text("dest-cacert", "", "as --cacert, for the destination"),
                Flag.text("dest-cert", "", "as --cert, for the destination"),
                new Flag(
                        "dest-insecure-transport",
                        Flag.NO_LETTER,
                        Flag.Kind.SWITCH,
                        "true",
                        "as --insecure-transport, for the destination"),
                Flag.text("dest-key", "", "as --key, for the destination"),
                Flag.text("dest-password", "", "as --password, for the destination"),
                Flag.text("dest-prefix", "", "what the prefix is called there; the same without this"),
                Flag.text("dest-user", "", "as --user, for the destination"),
                Flag.number("max-txn-ops", "128", "most changes to make in one step"),
                Flag.toggle("no-dest-prefix", "leave the prefix out there"),
                Flag.text("prefix", "", "copy only keys that begin with this"),
                Flag.number("rev", "0", "copy nothing but what happens from this revision on"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (invocation.words().size() != 1) {
            throw Exit.badArguments("make-mirror takes one destination argument");
        }
        Line line = invocation.line();
        if (line.is("no-dest-prefix") && !line.text("dest-prefix").isEmpty()) {
            throw Exit.badArguments(
                    "`--dest-prefix` and `--no-dest-prefix` cannot be set at the same time, choose one");
        }
        invocation.format();
        try (Client destination = invocation.client(
                described(invocation.line()), List.of(invocation.words().get(0)), "Destination Password: ")) {
            new Mirror(invocation, invocation.client(), destination).run();
        }
    }

    /** The flags about the destination, under the names that those about the source have. */
    private static Line described(Line line) {
        Map<String, String> values = new HashMap<>(line.values());
        for (String flag : RENAMED) {
            values.remove(flag);
            if (line.isGiven("dest-" + flag)) {
                values.put(flag, line.text("dest-" + flag));
            }
        }
        values.remove("discovery-srv");
        values.remove("auth-jwt-token");
        values.remove("insecure-skip-tls-verify");
        return new Line(values, line.standards(), line.words(), line.wordsBehindDashes());
    }
}
