package dev.pharos.etcdctl;

import dev.pharos.etcdctl.Finder.Found;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.LineReader;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.etcdctl.output.UnsupportedFormat;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Globals;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.Surroundings;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The program, from its words to its status. Used once. */
public final class Etcdctl {
    /** Of a program whose output nobody reads any more. */
    private static final int PIPE_CLOSED = 141;

    private final Surroundings surroundings;
    private final Sink out;
    private final Sink err;

    public Etcdctl(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.out = new Sink(surroundings.out());
        this.err = new Sink(surroundings.err());
    }

    /** From the words to the status for whoever started the program. */
    public int run(List<String> words) throws InterruptedException {
        try {
            return dispatch(words);
        } catch (UncheckedIOException gone) {
            return PIPE_CLOSED;
        }
    }

    private int dispatch(List<String> words) throws InterruptedException {
        Found found;
        try {
            found = Finder.find(words);
        } catch (UsageError unknown) {
            err.line("Error: " + unknown.text())
                    .line("Run 'etcdctl --help' for usage.")
                    .flush();
            return ExitCode.ERROR.number();
        }
        if (found.path().equals("help")) {
            return help(found.rest());
        }
        return Catalog.PATHS.contains(found.path()) ? command(found) : page(found);
    }

    /** {@code help} and the words of a command. */
    private int help(List<String> words) {
        String path = "";
        try {
            path = Finder.find(words).path();
        } catch (UsageError unknown) {
            err.line("Unknown help topic [`" + String.join(" ", words) + "`]").flush();
        }
        out.print(Pages.page(path).orElseGet(Pages::root)).flush();
        return ExitCode.SUCCESS.number();
    }

    /** Of a group without a command, or of nothing at all. */
    private int page(Found found) {
        String page = Pages.page(found.path()).orElseGet(Pages::root);
        try {
            LineReader.read(withGlobals(Catalog.shared(found.path())), found.rest());
        } catch (UsageError unknown) {
            return misused(unknown, page);
        }
        out.print(page).flush();
        return ExitCode.SUCCESS.number();
    }

    private int misused(UsageError error, String page) {
        out.print(page).line("").flush();
        err.line("Error: " + error.text()).flush();
        return ExitCode.ERROR.number();
    }

    private static List<Flag> withGlobals(List<Flag> own) {
        List<Flag> flags = new ArrayList<>(own);
        flags.add(Flag.toggle("help", "").withLetter('h'));
        flags.addAll(Globals.FLAGS);
        return flags;
    }

    private int command(Found found) throws InterruptedException {
        Command command = Catalog.command(found.path());
        Line line;
        try {
            line = LineReader.read(withGlobals(command.syntax().flags()), found.rest());
        } catch (UsageError unknown) {
            return misused(unknown, Pages.usage(command.syntax()));
        }
        if (line.is("help")) {
            out.print(Pages.command(command.syntax())).flush();
            return ExitCode.SUCCESS.number();
        }
        return run(command, line);
    }

    private int run(Command command, Line line) throws InterruptedException {
        try (Invocation invocation = new Invocation(line, surroundings, out, err)) {
            int status = ExitCode.SUCCESS.number();
            try {
                command.run(invocation);
            } catch (Exit exit) {
                status = failed(exit);
            } catch (UsageError misuse) {
                status = misused(misuse, Pages.usage(command.syntax()));
            } catch (UnsupportedFormat unsupported) {
                status = failed(new Exit(ExitCode.BAD_FEATURE, String.valueOf(unsupported.getMessage())));
            }
            invocation.finish(status);
            return status;
        }
    }

    private int failed(Exit exit) {
        out.flush();
        if (!exit.text().isEmpty()) {
            err.line("Error: " + exit.text());
        }
        err.flush();
        return exit.status();
    }
}
