package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.text.GoQuotes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Runs a command for this one: what it writes goes where this one writes. */
public final class ChildProcess {
    private ChildProcess() {}

    /**
     * To its end.
     *
     * @return its status
     * @throws Exit if there is no such command
     */
    public static int run(Invocation invocation, List<String> command, Map<String, String> variables)
            throws InterruptedException {
        invocation.out().flush();
        invocation.err().flush();
        ProcessBuilder builder = new ProcessBuilder(
                        command.stream().map(Raw::forOthers).toList())
                .inheritIO()
                .redirectInput(new File("/dev/null"));
        variables.forEach((name, value) -> builder.environment().put(name, Raw.forOthers(value)));
        Process process = start(builder, command.get(0));
        return process.waitFor();
    }

    private static Process start(ProcessBuilder builder, String name) {
        try {
            return builder.start();
        } catch (IOException unknown) {
            throw new Exit(ExitCode.ERROR, reason(name));
        }
    }

    private static String reason(String name) {
        if (name.contains("/")) {
            String why = Files.exists(Raw.path(name)) ? "permission denied" : "no such file or directory";
            return "fork/exec " + name + ": " + why;
        }
        return "exec: " + GoQuotes.quote(name) + ": executable file not found in $PATH";
    }
}
