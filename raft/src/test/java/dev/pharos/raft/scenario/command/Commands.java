package dev.pharos.raft.scenario.command;

import dev.pharos.raft.scenario.stage.ScenarioFault;
import java.util.Map;
import java.util.TreeMap;

/** All commands by name. */
public final class Commands {
    private static final Map<String, Command> BY_NAME = new TreeMap<>();

    static {
        GroupCommands.addTo(BY_NAME);
        InputCommands.addTo(BY_NAME);
        DutyCommands.addTo(BY_NAME);
        NetworkCommands.addTo(BY_NAME);
        ViewCommands.addTo(BY_NAME);
    }

    private Commands() {}

    public static Command named(String name) {
        Command command = BY_NAME.get(name);
        if (command == null) {
            throw new ScenarioFault("no such command; there are " + BY_NAME.keySet());
        }
        return command;
    }
}
