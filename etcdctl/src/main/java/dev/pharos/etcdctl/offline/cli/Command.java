package dev.pharos.etcdctl.offline.cli;

import dev.pharos.etcdctl.offline.terminal.Surroundings;
import java.util.List;

/** Something that the tool can do, or a group of such. */
public interface Command {
    Definition definition();

    /** The commands of a group; none if this is one that can be run. */
    default List<Command> members() {
        return List.of();
    }

    /**
     * Does it.
     *
     * @throws dev.pharos.etcdctl.offline.terminal.ToolFailure if it cannot be done
     */
    void run(Arguments arguments, Surroundings around);
}
