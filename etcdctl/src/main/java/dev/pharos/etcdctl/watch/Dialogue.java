package dev.pharos.etcdctl.watch;

import dev.pharos.client.watch.Watches;
import dev.pharos.etcdctl.line.LineReader;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.InputLines;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.Words;
import java.util.List;
import java.util.Map;

/**
 * Watches that are typed in while others go on. Lines are read by the thread of the command; a second one shows what
 * comes.
 */
final class Dialogue {
    private final Watch watch;
    private final Invocation invocation;
    private final Watches watches;
    private final Map<String, String> environment;

    Dialogue(Watch watch, Invocation invocation, Watches watches) {
        this.watch = watch;
        this.invocation = invocation;
        this.watches = watches;
        this.environment = invocation.surroundings().environment();
    }

    /** @throws Exit at the end of the input */
    void run() {
        Thread showing = new Thread(this::show, "show-events");
        showing.setDaemon(true);
        showing.start();
        InputLines lines = new InputLines(invocation);
        while (true) {
            String line = lines.next()
                    .orElseThrow(() -> new Exit(ExitCode.INVALID_INPUT, "error reading watch request line: EOF"));
            obey(line);
        }
    }

    private void show() {
        try {
            while (true) {
                watch.show(invocation, watches.next());
            }
        } catch (Exit ended) {
            invocation.abort(ended);
        } catch (InterruptedException ended) {
            // The program ends, and with it this thread, which is alone with what it does.
            return;
        }
    }

    private void obey(String line) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            tell("Invalid command: " + line + " (watch and progress supported)");
            return;
        }
        switch (words.get(0)) {
            case "watch" -> add(line, words.subList(1, words.size()));
            case "progress" -> watches.requestProgress();
            default -> tell("Invalid command " + line + " (only support watch)");
        }
    }

    private static List<String> words(String line) {
        try {
            return Words.split(line);
        } catch (IllegalArgumentException badEscape) {
            throw new Exit(ExitCode.INVALID_INPUT, String.valueOf(badEscape.getMessage()));
        }
    }

    private void add(String line, List<String> words) {
        if (words.isEmpty() && environment.getOrDefault(WatchWords.KEY, "").isEmpty()) {
            tell("Invalid command " + line + " (command type or key is not provided)");
            return;
        }
        try {
            watch.add(watches, WatchWords.read(LineReader.read(Watch.FLAGS, words), environment));
        } catch (UsageError unknown) {
            throw Exit.badArguments(unknown.text());
        } catch (IllegalArgumentException wrong) {
            tell("Invalid command " + line + " (" + wrong.getMessage() + ")");
        }
    }

    private void tell(String text) {
        invocation.err().line(text).flush();
    }
}
