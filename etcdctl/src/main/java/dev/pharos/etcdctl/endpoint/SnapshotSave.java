package dev.pharos.etcdctl.endpoint;

import dev.pharos.etcdctl.endpoint.SnapshotFile.Saved;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import java.util.List;

/** Saves all that a member holds into a file. */
public final class SnapshotSave implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("snapshot save", "<filename>", "Saves all that a member holds into a file");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (invocation.words().size() != 1) {
            throw Exit.badArguments("snapshot save expects one argument <filename>");
        }
        String name = invocation.words().get(0);
        invocation.format();
        List<String> endpoints = invocation.endpoints();
        if (endpoints.size() != 1) {
            throw new Exit(
                    ExitCode.INTERRUPTED,
                    "snapshot must be requested to one selected node, not multiple [" + String.join(" ", endpoints)
                            + "]");
        }
        Saved saved = new SnapshotFile(invocation, name, endpoints.get(0)).save();
        invocation.out().line("Snapshot saved at " + name);
        if (!saved.version().isEmpty()) {
            invocation.out().line("Server version " + saved.version());
        }
    }
}
