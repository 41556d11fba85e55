package dev.pharos.raft.scenario;

import dev.pharos.raft.scenario.ScenarioFile.Block;
import dev.pharos.raft.scenario.command.Arguments;
import dev.pharos.raft.scenario.command.Commands;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Plays a scenario from its first block to its last, whatever the expectations say. */
final class Scenario {
    private final Stage stage = new Stage();
    private final Transcript transcript = new Transcript();

    private Scenario() {}

    /** The same file with what really came out. */
    static ScenarioFile play(ScenarioFile file) {
        Scenario scenario = new Scenario();
        List<Block> played = new ArrayList<>();
        for (Block block : file.blocks()) {
            played.add(block.isComment() ? block : scenario.play(block));
        }
        return new ScenarioFile(played);
    }

    private Block play(Block block) {
        for (String line : block.commands()) {
            if (!line.startsWith("#")) {
                run(line, block);
            }
        }
        return block.expecting(transcript.take());
    }

    private void run(String line, Block block) {
        List<String> words = List.of(line.trim().split("\\s+"));
        Arguments arguments = new Arguments(words.subList(1, words.size()));
        try {
            Commands.named(words.get(0)).run(stage, arguments, transcript);
            arguments.refuseUnknownOptions();
        } catch (RuntimeException failure) {
            throw new AssertionError(
                    "block at line " + block.line() + ", \"" + line + "\": " + failure.getMessage(), failure);
        }
    }
}
