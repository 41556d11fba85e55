package dev.pharos.raft.scenario.command;

import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;

/** What one word at the beginning of a line does. */
@FunctionalInterface
public interface Command {
    void run(Stage stage, Arguments arguments, Transcript out);
}
