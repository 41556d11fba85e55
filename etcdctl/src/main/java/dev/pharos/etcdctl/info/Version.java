package dev.pharos.etcdctl.info;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;

/** Tells which program this is. */
public final class Version implements Command {
    /** The release whose behaviour this is. */
    private static final String RELEASE = "3.6.6";

    private static final String API = "3.6";

    @Override
    public Syntax syntax() {
        return new Syntax("version", "", "Tells which version of etcdctl this is");
    }

    @Override
    public void run(Invocation invocation) {
        invocation.out().line("etcdctl version: " + RELEASE).line("API version: " + API);
    }
}
