package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Flag;
import java.util.List;

/** What can be said with every command. */
public final class GlobalFlags {
    static final String WRITE_OUT = "write-out";

    public static final List<Flag> ALL =
            List.of(Flag.text(WRITE_OUT, "simple", "set the output format (fields, json, protobuf, simple, table)")
                    .or("w"));

    private GlobalFlags() {}
}
